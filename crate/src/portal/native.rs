//! Carries requests from the command, with `ureq`.

use std::{
    fmt,
    io::Read,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, RecvTimeoutError},
    },
    thread,
    time::{Duration, Instant},
};

use dns_lookup::{AddrInfoHints, LookupErrorKind, SockType, getaddrinfo};
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use ureq::{
    Agent, Body,
    config::Config,
    http::{HeaderMap, Response as Answer, Uri},
    unversioned::{
        resolver::{ResolvedSocketAddrs, Resolver},
        transport::{DefaultConnector, NextTimeout},
    },
};

use super::client::{Broken, Client, ClientFailure, Method, Request, Response, XML};
use crate::text::url;

/// Seconds without an answer, or without the next part of one.
const PATIENCE: Duration = Duration::from_secs(60);
/// How much of a portal is read.
const LIMITS: Limits = Limits { longest: Duration::from_secs(900), largest: 2 << 30, together: 8 << 30 };

/// How soon an interruption is heard.
const HEARS: Duration = Duration::from_millis(100);

/// Where the reading of answers ends.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// For one whole answer, however steadily it arrives.
    longest: Duration,
    /// Its bytes.
    largest: u64,
    /// Those of all the answers of a conversation.
    together: u64,
}

/// An HTTP client that follows no redirection and keeps no cookie.
#[derive(Debug)]
pub struct NativeClient {
    agent: Agent,
    limits: Limits,
    /// Bytes of the answers received so far.
    received: u64,
    interrupted: Arc<AtomicBool>,
}

impl NativeClient {
    /// A client that gives up what it asks as soon as `interrupted` is set.
    pub fn until(interrupted: Arc<AtomicBool>) -> Self {
        Self { interrupted, ..Self::default() }
    }

    fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }

    /// Asks apart: a portal may be silent for long, and an interruption is heard at once all the same.
    fn ask_apart(&self, limits: Limits, request: &Request) -> Result<Response, ClientFailure> {
        let (answer, heard) = mpsc::channel();
        let (agent, asked) = (self.agent.clone(), request.clone());
        let asking = thread::Builder::new().spawn(move || answer.send(ask(&agent, limits, &asked)));
        if asking.is_err() {
            return ask(&self.agent, limits, request);
        }
        loop {
            match heard.recv_timeout(HEARS) {
                Ok(answer) => return answer,
                Err(RecvTimeoutError::Timeout) if !self.is_interrupted() => {}
                Err(_) => return Err(ClientFailure::Stopped),
            }
        }
    }
}

impl Default for NativeClient {
    fn default() -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("avant-moisson/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(PATIENCE))
            .timeout_recv_response(Some(PATIENCE))
            .timeout_per_read(Some(PATIENCE))
            .build();
        let agent = Agent::with_parts(config, DefaultConnector::new(), Names);
        Self { agent, limits: LIMITS, received: 0, interrupted: Arc::default() }
    }
}

impl Client for NativeClient {
    fn send(&mut self, request: &Request) -> Result<Response, ClientFailure> {
        if self.is_interrupted() {
            return Err(ClientFailure::Stopped);
        }
        let left = self.limits.together.saturating_sub(self.received);
        let limits = Limits { largest: self.limits.largest.min(left), ..self.limits };
        match self.ask_apart(limits, request) {
            Ok(response) => {
                self.received += response.bytes.len() as u64;
                Ok(response)
            }
            Err(ClientFailure::TooLarge(_)) if left < self.limits.largest => {
                Err(ClientFailure::TooLarge(self.limits.together))
            }
            Err(failure) => Err(failure),
        }
    }

    fn wait(&mut self, seconds: u64) {
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(seconds) && !self.is_interrupted() {
            thread::sleep(HEARS);
        }
    }
}

/// Addresses of one name that are tried.
const TRIED: usize = 8;

/// The system's names, whose refusals keep their kind: the standard library gives them as a text.
#[derive(Debug)]
struct Names;

/// No server of names answers: a network that is away, and not a name that does not exist.
#[derive(Debug)]
struct NoNames;

impl std::error::Error for NoNames {}

impl fmt::Display for NoNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("aucun serveur de noms ne répond")
    }
}

impl Resolver for Names {
    fn resolve(&self, uri: &Uri, _: &Config, _: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let usual = if uri.scheme_str() == Some("http") { 80 } else { 443 };
        let port = uri.port_u16().unwrap_or(usual);
        let hints = AddrInfoHints { socktype: SockType::Stream.into(), ..AddrInfoHints::default() };
        let found = getaddrinfo(Some(host), None, Some(hints)).map_err(|error| match error.kind() {
            LookupErrorKind::NoName | LookupErrorKind::NoData => ureq::Error::HostNotFound,
            LookupErrorKind::Again => ureq::Error::Other(Box::new(NoNames)),
            _ => ureq::Error::Io(error.into()),
        })?;
        let mut addresses = self.empty();
        for info in found.flatten().take(TRIED) {
            addresses.push(SocketAddr::new(info.sockaddr.ip(), port));
        }
        if addresses.is_empty() { Err(ureq::Error::HostNotFound) } else { Ok(addresses) }
    }
}

fn ask(agent: &Agent, limits: Limits, request: &Request) -> Result<Response, ClientFailure> {
    let address = &sent(&request.address)?;
    let answer = match (request.method, &request.body) {
        (Method::Post, Some(body)) => agent.post(address).header("Content-Type", XML).send(body.as_str()),
        (Method::Head, _) => agent.head(address).call(),
        _ => agent.get(address).call(),
    };
    receive(request, limits, answer.map_err(|error| failure(&error))?)
}

/// An address as browsers and the harvester's client send it: its accents by their bytes, « %C3%A9 », those of its host
/// in Punycode.
///
/// # Errors
///
/// Where the host is no name of a server.
fn sent(address: &str) -> Result<String, ClientFailure> {
    let host = address.find("://").map_or(0, |at| at + 3);
    let path = address[host..].find(['/', '?']).map_or(address.len(), |at| host + at);
    let (scheme, authority, path) = (&address[..host], &address[host..path], &address[path..]);
    let at = authority.find(':').unwrap_or(authority.len());
    let (host, port) = authority.split_at(at);
    let path = url::encoded(path, |byte| byte.is_ascii());
    if host.is_ascii() {
        return Ok([scheme, host, port, &path].concat());
    }
    let (list, hyphens, length) = (AsciiDenyList::URL, Hyphens::Check, DnsLength::VerifyAllowRootDot);
    let host = Uts46::new().to_ascii(host.as_bytes(), list, hyphens, length);
    Ok([scheme, &host.map_err(|_| ClientFailure::Name)?, port, &path].concat())
}

fn receive(request: &Request, limits: Limits, answer: Answer<Body>) -> Result<Response, ClientFailure> {
    let (head, body) = answer.into_parts();
    let header = |name| header(&head.headers, name);
    let mut response = Response {
        status: head.status.as_u16(),
        address: request.address.clone(),
        content_type: header("content-type"),
        location: header("location"),
        retry_after: header("retry-after"),
        ..Response::default()
    };
    if request.method == Method::Head {
        return Ok(response);
    }
    let mut reader = body.into_with_config().limit(limits.largest + 1).reader();
    let start = Instant::now();
    let mut part = vec![0; 64 << 10];
    loop {
        match reader.read(&mut part) {
            Ok(0) => return Ok(response),
            Ok(read) => response.bytes.extend_from_slice(part.get(..read).unwrap_or_default()),
            // What came before an error is kept, as a browser does.
            Err(error) => {
                response.broken = Some(broken(&error));
                return Ok(response);
            }
        }
        if response.bytes.len() as u64 > limits.largest {
            return Err(ClientFailure::TooLarge(limits.largest));
        }
        if start.elapsed() > limits.longest {
            return Err(ClientFailure::TooSlow(limits.longest.as_secs()));
        }
    }
}

/// Why a body ends with an error: one that does not decompress did not stop too soon.
fn broken(error: &std::io::Error) -> Broken {
    let cause = error.get_ref().and_then(|cause| cause.downcast_ref());
    match cause {
        Some(ureq::Error::Decompress(_, inner))
            if matches!(inner.kind(), std::io::ErrorKind::InvalidInput | std::io::ErrorKind::InvalidData) =>
        {
            Broken::Undecoded
        }
        _ => Broken::Cut,
    }
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    // Servers write addresses in headers as bytes: those of UTF-8 are the only ones of use.
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

fn failure(error: &ureq::Error) -> ClientFailure {
    let words = error.to_string();
    match error {
        ureq::Error::HostNotFound => ClientFailure::Name,
        ureq::Error::Other(other) if other.is::<NoNames>() => ClientFailure::Unreachable(other.to_string()),
        ureq::Error::Timeout(_) => ClientFailure::Timeout,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => ClientFailure::Tls(certificate(&words)),
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::TimedOut => ClientFailure::Timeout,
        _ if words.contains("certificate") => ClientFailure::Tls(certificate(&words)),
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionRefused => {
            ClientFailure::Unreachable("connexion refusée".to_owned())
        }
        ureq::Error::Protocol(_) => {
            ClientFailure::Unreachable(format!("ce qui répond n’est pas du HTTP en règle ({words})"))
        }
        ureq::Error::Io(io) if io.kind() == std::io::ErrorKind::ConnectionReset => {
            ClientFailure::Unreachable("connexion coupée par le serveur".to_owned())
        }
        _ => ClientFailure::Unreachable(words),
    }
}

/// Why a certificate is refused, in French where it is known.
fn certificate(words: &str) -> String {
    let known = [
        ("Expired", "le certificat est expiré"),
        ("NotValidYet", "le certificat n’est pas encore valable"),
        ("NotValidForName", "le certificat est fait pour un autre nom"),
        ("not valid for", "le certificat est fait pour un autre nom"),
        ("UnknownIssuer", "l’autorité du certificat est inconnue, ou sa chaîne est incomplète"),
        ("Revoked", "le certificat est révoqué"),
    ];
    match known.iter().find(|(word, _)| words.contains(word)) {
        Some((_, french)) => format!("{french} ({words})"),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io::{BufRead, BufReader, Write},
        net::TcpListener,
    };

    const SIX_BYTES: &[u8] = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 6\r\n\r\n123456";

    /// What a client with these limits makes of a portal that answers « 123456 ».
    fn asked(limits: Limits) -> Result<Response, ClientFailure> {
        answered(limits, SIX_BYTES)
    }

    /// What a client with these limits makes of a portal that answers so.
    fn answered(limits: Limits, answer: &'static [u8]) -> Result<Response, ClientFailure> {
        let mut client = NativeClient { limits, ..NativeClient::default() };
        client.send(&Request::get(portal(answer)))
    }

    /// The address of a portal that answers so to whatever it is asked.
    fn portal(answer: &'static [u8]) -> String {
        let portal = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = format!("http://{}/", portal.local_addr().expect("an address"));
        thread::spawn(move || {
            for stream in portal.incoming() {
                let mut stream = stream.expect("a request");
                let lines = BufReader::new(&stream).lines().map_while(Result::ok);
                lines.take_while(|line| !line.is_empty()).for_each(drop);
                let _ = stream.write_all(answer);
            }
        });
        address
    }

    #[test]
    fn an_answer_ends_at_its_limits() {
        let answer = asked(Limits { largest: 6, ..LIMITS }).map(|response| response.bytes);
        assert_eq!(answer, Ok(b"123456".to_vec()));
        let answer = asked(Limits { largest: 5, ..LIMITS }).map(|response| response.bytes);
        assert_eq!(answer, Err(ClientFailure::TooLarge(5)));
        let answer = asked(Limits { longest: Duration::ZERO, ..LIMITS }).map(|response| response.bytes);
        assert_eq!(answer, Err(ClientFailure::TooSlow(0)));
    }

    #[test]
    fn a_conversation_ends_at_its_limit() {
        let request = Request::get(portal(SIX_BYTES));
        let mut client =
            NativeClient { limits: Limits { together: 13, ..LIMITS }, ..NativeClient::default() };
        let lengths: Vec<_> =
            (0..3).map(|_| client.send(&request).map(|response| response.bytes.len())).collect();
        assert_eq!(lengths, [Ok(6), Ok(6), Err(ClientFailure::TooLarge(13))]);
    }

    #[test]
    fn accents_are_sent_by_their_bytes() {
        for (address, expected) in [
            ("https://x.fr/jeux-données?q=é&r=a%20b", "https://x.fr/jeux-donn%C3%A9es?q=%C3%A9&r=a%20b"),
            ("https://x.fr?q=é", "https://x.fr?q=%C3%A9"),
            ("https://données.fr/a", "https://xn--donnes-eva.fr/a"),
            ("http://sig.pays-de-la-mée.fr:8080", "http://sig.xn--pays-de-la-me-mhb.fr:8080"),
            ("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
            ("https://www.例え:8080/", "https://www.xn--r8jz45g:8080/"),
            ("https://e\u{301}coles。É.fr", "https://xn--coles-9ra.xn--9ca.fr"),
            ("http://[::1]:80/é", "http://[::1]:80/%C3%A9"),
            ("https://ñandú-αβγ.fr", "https://xn--and--fqa1d861aiaj.fr"),
            ("https://他们为什么不说中文.fr", "https://xn--ihqwcrb4cv8a8dqg056pqjye.fr"),
            ("https://x.fr", "https://x.fr"),
        ] {
            assert_eq!(sent(address).as_deref(), Ok(expected));
        }
        let long = format!("https://{}.fr/", "é".repeat(64));
        for address in ["https://a\u{378}.fr/", "https://é b.fr/", &long] {
            assert_eq!(sent(address), Err(ClientFailure::Name), "{address}");
        }
    }

    #[test]
    fn what_is_no_http_is_told() {
        for answer in [&b"SSH-2.0-OpenSSH\r\n\r\n"[..], b"HTTP/1.1 200 OK\r\nX: \x1b[31m\r\n\r\n", &[0; 64]] {
            match answered(LIMITS, answer) {
                Err(ClientFailure::Unreachable(words)) => assert!(words.contains("HTTP en règle"), "{words}"),
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn a_name_that_does_not_exist_is_told_from_a_server_that_does_not_answer() {
        // Not through a client: a machine may be set to ask a proxy.
        let found = |address: &str| {
            let uri = address.parse().expect("an address");
            let found = Names.resolve(&uri, &Config::default(), NextTimeout::default());
            found.map(|found| found[0].to_string()).map_err(|error| failure(&error))
        };
        match found("http://portail.invalid/") {
            Err(ClientFailure::Name) => {}
            // Where the tests have no network.
            Err(ClientFailure::Unreachable(words)) => assert_eq!(words, NoNames.to_string()),
            other => panic!("{other:?}"),
        }
        assert_eq!(found("http://[::1]/").as_deref(), Ok("[::1]:80"));
        assert_eq!(found("https://127.0.0.1:8443/").as_deref(), Ok("127.0.0.1:8443"));
    }

    #[test]
    fn nothing_is_asked_once_it_is_interrupted() {
        let mut client = NativeClient::until(Arc::new(AtomicBool::new(true)));
        let answer = client.send(&Request::get("http://127.0.0.1:1/"));
        assert_eq!(answer.map(|response| response.bytes), Err(ClientFailure::Stopped));
    }

    #[test]
    fn refusals_of_certificates_are_said_in_french() {
        for (words, expected) in [
            ("invalid peer certificate: Expired", "expiré"),
            ("invalid peer certificate: UnknownIssuer", "chaîne est incomplète"),
            ("invalid peer certificate: certificate not valid for name \"a.fr\"", "autre nom"),
            ("other", "other"),
        ] {
            assert!(certificate(words).contains(expected), "{words}");
        }
    }

    #[test]
    fn failures_are_told_apart() {
        let io = |kind| ureq::Error::Io(std::io::Error::from(kind));
        assert_eq!(failure(&ureq::Error::HostNotFound), ClientFailure::Name);
        assert!(matches!(
            failure(&ureq::Error::Other(Box::new(NoNames))),
            ClientFailure::Unreachable(words) if words == "aucun serveur de noms ne répond"
        ));
        assert_eq!(failure(&io(std::io::ErrorKind::TimedOut)), ClientFailure::Timeout);
        assert!(matches!(failure(&io(std::io::ErrorKind::ConnectionRefused)), ClientFailure::Unreachable(_)));
        assert!(matches!(failure(&ureq::Error::Tls("certificate")), ClientFailure::Tls(_)));
    }
}
