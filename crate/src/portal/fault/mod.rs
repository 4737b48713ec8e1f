//! What can go wrong between an address and its records, and what to say of it: each case is a screen of its own.

mod explain;
mod remedy;
mod service;

use super::{
    client::{Broken, ClientFailure, Method},
    commands::Commands,
    without_secrets,
};
use crate::{
    model::{Kind, Setback, Unusable},
    source::ServiceRefusal,
};

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultCause {
    /// The portal answers, but other pages may not read it.
    Cors,
    /// A page in https may not ask an address in http.
    Mixed,
    /// No host of that name.
    Name,
    /// No answer, with the client's words.
    Unreachable(String),
    /// The certificate is refused, with the client's words.
    Tls(String),
    /// No answer in time.
    Timeout,
    /// The address leads elsewhere.
    Redirected {
        /// The HTTP status, where it may be read.
        status: Option<u16>,
        /// Where.
        to: String,
        /// Whether the other address was read in its place.
        followed: bool,
    },
    /// An HTTP error.
    Status(u16),
    /// The portal still asks to wait.
    Busy(u16),
    /// A page to sign in.
    Login,
    /// A web page.
    Html {
        /// Catalogues that the page names.
        links: Vec<String>,
    },
    /// The home page of a web site where no software of a portal is found.
    Home {
        /// Catalogues that the page names.
        links: Vec<String>,
    },
    /// A service of the OGC that refuses its address as it is, and that is found to be no catalogue.
    Service(ServiceRefusal),
    /// The answer stopped before its end.
    Truncated,
    /// The answer is not compressed as it says it is.
    Undecoded,
    /// A catalogue service says no, in its words.
    Exception(String),
    /// A page that was read already.
    Endless(String),
    /// Pages that all hold the same records, up to the number that the service announces.
    Repeats,
    /// A page of another host.
    OtherHost(String),
    /// A catalogue without records.
    Empty,
    /// More records match the filters than the harvester reads.
    Capped {
        /// Records that match.
        found: usize,
        /// Records that the harvester reads.
        read: usize,
    },
    /// The DCAT export, which the harvester reads, does not answer; the API does.
    NoExport {
        /// The address of the export.
        address: String,
        /// Why.
        why: Box<FaultCause>,
    },
    /// The browser could not send the harvester's own request.
    Approximate,
    /// Nothing that a harvester reads was found.
    Unknown,
    /// The same; what the address itself gives is known.
    Foreign {
        /// What it gives.
        found: String,
        /// What to do.
        advice: String,
    },
    /// More than can be held: so many bytes.
    TooLarge(u64),
    /// Still arriving after so many seconds.
    TooSlow(u64),
    /// The harvester's first request, HEAD, is not answered as it should.
    Head(Box<FaultCause>),
    /// The answer to HEAD may not be read in a browser.
    HeadUnknown,
    /// The portal answered at the second time only.
    Retried(Box<FaultCause>),
    /// An answer with the right status that the harvester does not take: its type, or what it says.
    NotTaken(Unusable),
    /// The person stopped.
    Stopped,
}

impl From<ClientFailure> for FaultCause {
    fn from(failure: ClientFailure) -> Self {
        match failure {
            ClientFailure::Unreadable => Self::Cors,
            ClientFailure::Mixed => Self::Mixed,
            ClientFailure::Name => Self::Name,
            ClientFailure::Unreachable(detail) => Self::Unreachable(detail),
            ClientFailure::Tls(detail) => Self::Tls(detail),
            ClientFailure::Timeout => Self::Timeout,
            ClientFailure::TooLarge(bytes) => Self::TooLarge(bytes),
            ClientFailure::TooSlow(seconds) => Self::TooSlow(seconds),
            ClientFailure::Stopped => Self::Stopped,
        }
    }
}

impl From<Broken> for FaultCause {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Cut => Self::Truncated,
            Broken::Undecoded => Self::Undecoded,
        }
    }
}

/// Links of a web page that are worth showing.
const LINKS: usize = 6;

impl FaultCause {
    /// The same, with addresses as others may read them.
    pub(super) fn without_secrets(mut self) -> Self {
        let address = match &mut self {
            Self::Redirected { to: address, .. }
            | Self::Endless(address)
            | Self::OtherHost(address)
            | Self::NoExport { address, .. } => address,
            _ => return self,
        };
        *address = without_secrets(address).into_owned();
        self
    }

    /// What a web page is when it is the home page of a site.
    pub(super) fn at_home(self) -> Self {
        match self {
            Self::Html { links } => Self::Home { links },
            other => other,
        }
    }

    /// A web page, and the catalogues it names.
    pub(super) fn html(text: &str, base: &str) -> Self {
        let marks = [
            "rdf+xml",
            "ld+json",
            "text/turtle",
            "/exports/dcat",
            "catalog.xml",
            "catalog.rdf",
            "catalog.ttl",
            "catalog.jsonld",
            "/csw",
            "/api/feed/dcat",
            "data.json",
            ".ttl",
            ".rdf",
        ];
        let mut links = Vec::new();
        for tag in text.split('<').filter(|tag| {
            let name = tag.get(..5).unwrap_or_default().to_ascii_lowercase();
            name.starts_with("a ") || name.starts_with("link ")
        }) {
            let tag = tag.split('>').next().unwrap_or_default();
            let address = tag.split_once("href=").and_then(|(_, rest)| {
                let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
                rest.get(1..)?.split(quote).next()
            });
            let is_script = tag.contains("ld+json") && !tag.contains("alternate");
            if let Some(address) = address
                && !is_script
                && marks.iter().any(|mark| tag.contains(mark))
                && let Some(address) = crate::text::url::join(base, &address.replace("&amp;", "&"))
                && address.starts_with("http")
                && !links.contains(&address)
                && links.len() < LINKS
            {
                links.push(address);
            }
        }
        Self::Html { links }
    }

    /// Whether the whole host does not answer, or asks to be left alone.
    pub(super) fn is_of_the_host(&self) -> bool {
        matches!(
            self,
            Self::Mixed
                | Self::Name
                | Self::Unreachable(_)
                | Self::Tls(_)
                | Self::Timeout
                | Self::Busy(_)
                | Self::Stopped
        )
    }

    /// What the harvester makes of it when it meets it at `address`: the one place where a fault of the conversation
    /// becomes the end of a harvest, or of a record. `None` where it would go on, or where nobody knows.
    pub fn unusable(&self, address: &str) -> Option<Unusable> {
        let silence = || Some(Unusable::Silence(self.word()));
        match self {
            Self::Redirected { status, to, .. } => {
                Some(Unusable::Redirect { status: *status, from: address.to_owned(), to: Some(to.clone()) })
            }
            Self::Status(status @ 300..=399) => {
                Some(Unusable::Redirect { status: Some(*status), from: address.to_owned(), to: None })
            }
            Self::Status(status) | Self::Busy(status) => {
                Some(Unusable::Status { status: *status, address: address.to_owned() })
            }
            Self::Name | Self::Unreachable(_) | Self::Tls(_) | Self::Timeout => silence(),
            Self::Truncated => Some(Unusable::Cut),
            Self::Undecoded => Some(Unusable::Undecoded),
            Self::Endless(_) => Some(Unusable::Endless),
            Self::NotTaken(unusable) => Some(unusable.clone()),
            Self::Head(cause) | Self::Retried(cause) => cause.unusable(address),
            // A page of the right status is the harvester's to judge; and what only holds a browser or this program
            // back says nothing of the harvest.
            _ => None,
        }
    }

    /// Whether it is in an answer that the harvest reads, and tells.
    pub(super) fn is_read(&self) -> bool {
        matches!(self, Self::Exception(_))
    }

    /// Whether it is what stops the harvest.
    fn is(&self, stop: &Setback, address: &str) -> bool {
        let why = self.unusable(address);
        why.is_some_and(|why| std::mem::discriminant(&why) == std::mem::discriminant(&stop.why))
    }

    /// Whether it keeps records from being read.
    pub fn stops(&self) -> bool {
        !matches!(
            self,
            Self::Redirected { followed: true, .. }
                | Self::Capped { .. }
                | Self::NoExport { .. }
                | Self::Approximate
                | Self::Empty
                | Self::Head(_)
                | Self::HeadUnknown
                | Self::Retried(_)
                | Self::NotTaken(_)
        )
    }
}

/// Something that went wrong, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What.
    pub cause: FaultCause,
    /// The address that was asked.
    pub address: String,
    /// How.
    pub method: Method,
    /// Which page it was, counted from 1.
    pub page: usize,
    /// Records read before.
    pub read: usize,
}

/// What a person is told of a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The title of the screen.
    pub title: String,
    /// The probable cause.
    pub cause: String,
    /// What it means for the harvest.
    pub harvest: String,
    /// What to do, in order.
    pub actions: Vec<Remedy>,
    /// For whoever knows the words.
    pub detail: String,
}

/// What a portal could be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Likely {
    /// The software.
    pub label: &'static str,
    /// What to open: it shows data where the portal is this one.
    pub opens: String,
    /// What to read then.
    pub address: String,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// In words.
    Say(String),
    /// Read this address instead.
    Check {
        /// What it is.
        label: String,
        /// Where.
        address: String,
        /// By which harvester, when the address alone would be read by another.
        kind: Option<Kind>,
    },
    /// Download this address, then drop the file.
    Download {
        /// Where.
        address: String,
        /// What it holds, when it is not the whole catalogue.
        about: &'static str,
    },
    /// Open these addresses: a person sees which one answers, where the page may not.
    Which(Vec<Likely>),
    /// Commands that download everything.
    Run(Commands),
    /// Our own command, which no browser holds back.
    Command(String),
    /// What to ask of whoever runs the portal.
    Administrator {
        /// Why this one.
        about: String,
        /// The setting to copy.
        setting: String,
    },
    /// Try again.
    Retry,
}

impl FaultCause {
    /// What happened, for whoever knows the words.
    fn word(&self) -> String {
        match self {
            Self::Cors => "réponse opaque : aucun en-tête Access-Control-Allow-Origin".into(),
            Self::Mixed => "contenu mixte".into(),
            Self::Name => "nom inconnu (DNS)".into(),
            Self::Unreachable(detail) if detail.is_empty() => "aucune réponse".into(),
            Self::Unreachable(detail) => format!("aucune réponse : {}", short(detail)),
            Self::Tls(detail) => format!("TLS : {}", short(detail)),
            Self::Timeout => "délai dépassé".into(),
            Self::Redirected { status: Some(status), to, .. } => format!("HTTP {status}, Location: {to}"),
            Self::Redirected { to, .. } => format!("redirection vers {to}"),
            Self::Status(status) | Self::Busy(status) => format!("HTTP {status}"),
            Self::Login => "page de connexion".into(),
            Self::Html { .. } => "HTML".into(),
            Self::Home { .. } => "HTML ; aucune sonde n’a répondu".into(),
            Self::Service(refusal) => format!("ExceptionReport : {}", short(&refusal.message)),
            Self::Truncated => "corps incomplet".into(),
            Self::Undecoded => "Content-Encoding : le corps ne se décompresse pas".into(),
            Self::Exception(message) => format!("ows:ExceptionReport : {}", short(message)),
            Self::Endless(next) => format!("déjà lu : {next}"),
            Self::Repeats => "mêmes fiches à chaque page".into(),
            Self::OtherHost(address) => format!("autre hôte : {address}"),
            Self::Empty => "0 fiche".into(),
            Self::Capped { found, read } => format!("count = {found}, rows = {read}"),
            Self::NoExport { why, .. } => why.word(),
            Self::Approximate => "GetRecords en GET (KVP)".into(),
            Self::Unknown => "aucune sonde n’a répondu".into(),
            Self::Foreign { .. } => "réponse d’une autre sorte ; aucune sonde n’a répondu".into(),
            Self::TooLarge(bytes) => format!("plus de {bytes} octets"),
            Self::TooSlow(seconds) => format!("plus de {seconds} s"),
            Self::Head(cause) => cause.word(),
            Self::HeadUnknown => "réponse illisible dans un navigateur".into(),
            Self::Retried(cause) => format!("première réponse : {}", cause.word()),
            Self::NotTaken(unusable) => short(&unusable.message().unwrap_or_else(|| unusable.to_string())),
            Self::Stopped => "arrêt demandé".into(),
        }
    }
}

fn short(text: &str) -> String {
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(400).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
