//! `urllib.parse` of Python 3.11.

use std::{fmt, net::Ipv6Addr};

/// An address cut in parts, as `urllib.parse.urlparse` cuts it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct UrlParts {
    /// Scheme, in lower case.
    pub scheme: String,
    /// User, password, host and port.
    pub netloc: String,
    /// Path, without the parameters of its last segment.
    pub path: String,
    /// What follows `;` in the last segment.
    pub params: String,
    /// What follows `?`.
    pub query: String,
    /// What follows `#`.
    pub fragment: String,
}

const RELATIVE: &str =
    "https http ftp gopher nntp imap wais file shttp mms prospero rtsp rtsps rtspu sftp svn svn+ssh ws wss";
const NETLOC: &str = "https http ftp gopher nntp telnet imap wais file mms shttp snews prospero rtsp rtsps rtspu rsync svn svn+ssh sftp nfs git git+ssh ws wss";
const PARAMS: &str = "https http ftp hdl prospero imap shttp rtsp rtsps rtspu sip sips mms sftp tel";

/// Whether a scheme is in `uses_relative`, `uses_netloc` or `uses_params`; having none is in all three.
fn uses(list: &str, scheme: &str) -> bool {
    scheme.is_empty() || list.split(' ').any(|known| known == scheme)
}

/// `urllib.parse.urlparse(url)`; `None` where it raises `ValueError`.
pub fn split(url: &str) -> Option<UrlParts> {
    split_with(url, "")
}

fn split_with(url: &str, default_scheme: &str) -> Option<UrlParts> {
    let url: String =
        url.trim_start_matches(|c| c <= ' ').chars().filter(|c| !matches!(c, '\t' | '\r' | '\n')).collect();
    let mut parts = UrlParts { scheme: default_scheme.to_owned(), ..UrlParts::default() };
    let mut rest = url.as_str();
    if let Some((scheme, after)) = rest.split_once(':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
    {
        parts.scheme = scheme.to_ascii_lowercase();
        rest = after;
    }
    if let Some(after) = rest.strip_prefix("//") {
        let end = after.find(['/', '?', '#']).unwrap_or(after.len());
        let (netloc, path) = after.split_at_checked(end)?;
        if !is_netloc(netloc) {
            return None;
        }
        parts.netloc = netloc.to_owned();
        rest = path;
    }
    if let Some((before, fragment)) = rest.split_once('#') {
        parts.fragment = fragment.to_owned();
        rest = before;
    }
    if let Some((before, query)) = rest.split_once('?') {
        parts.query = query.to_owned();
        rest = before;
    }
    let (path, params) = if uses(PARAMS, &parts.scheme) { split_params(rest) } else { (rest, "") };
    (parts.path, parts.params) = (path.to_owned(), params.to_owned());
    Some(parts)
}

fn split_params(path: &str) -> (&str, &str) {
    let last_segment = path.rfind('/').unwrap_or(0);
    match path.get(last_segment..).and_then(|segment| segment.find(';')) {
        Some(at) => (&path[..last_segment + at], &path[last_segment + at + 1..]),
        None => (path, ""),
    }
}

/// Brackets hold an IPv6 address, and no character stands for one that would end the host (`_checknetloc`).
fn is_netloc(netloc: &str) -> bool {
    let brackets = match (netloc.contains('['), netloc.contains(']')) {
        (false, false) => true,
        (true, true) => {
            let bracketed = netloc.split_once('[').map_or("", |(_, after)| after);
            is_bracketed_host(bracketed.split(']').next().unwrap_or_default())
        }
        _ => false,
    };
    brackets && !netloc.contains(stands_for_a_delimiter)
}

fn is_bracketed_host(host: &str) -> bool {
    match host.strip_prefix('v') {
        Some(future) => future.split_once('.').is_some_and(|(version, address)| {
            !version.is_empty() && version.bytes().all(|b| b.is_ascii_hexdigit()) && !address.is_empty()
        }),
        None => match host.split_once('%') {
            Some((ip, zone)) => !zone.is_empty() && !zone.contains('%') && ip.parse::<Ipv6Addr>().is_ok(),
            None => host.parse::<Ipv6Addr>().is_ok(),
        },
    }
}

/// The characters that NFKC turns into `/`, `?`, `#`, `@` or `:`.
fn stands_for_a_delimiter(c: char) -> bool {
    matches!(
        c,
        '⁇' | '⁈'
            | '⁉'
            | '℀'
            | '℁'
            | '℅'
            | '℆'
            | '⩴'
            | '︓'
            | '︖'
            | '﹕'
            | '﹖'
            | '﹟'
            | '﹫'
            | '＃'
            | '／'
            | '：'
            | '？'
            | '＠'
    )
}

/// `urllib.parse.urlunparse`.
impl fmt::Display for UrlParts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { scheme, netloc, path, params, query, fragment } = self;
        if !scheme.is_empty() {
            write!(f, "{scheme}:")?;
        }
        let has_path = !path.is_empty() || !params.is_empty();
        let hierarchical = !scheme.is_empty() && uses(NETLOC, scheme) && !path.starts_with("//");
        if !netloc.is_empty() || hierarchical {
            write!(f, "//{netloc}")?;
            if has_path && !path.starts_with('/') {
                f.write_str("/")?;
            }
        }
        f.write_str(path)?;
        for (mark, part) in [(';', params), ('?', query), ('#', fragment)] {
            if !part.is_empty() {
                write!(f, "{mark}{part}")?;
            }
        }
        Ok(())
    }
}

/// `urllib.parse.urljoin(base, url)`; `None` where it raises `ValueError`.
pub fn join(base: &str, url: &str) -> Option<String> {
    if base.is_empty() {
        return Some(url.to_owned());
    }
    if url.is_empty() {
        return Some(base.to_owned());
    }
    let base = split(base)?;
    let mut parts = split_with(url, &base.scheme)?;
    if parts.scheme != base.scheme || !uses(RELATIVE, &parts.scheme) {
        return Some(url.to_owned());
    }
    if uses(NETLOC, &parts.scheme) {
        if !parts.netloc.is_empty() {
            return Some(parts.to_string());
        }
        parts.netloc = base.netloc;
    }
    if parts.path.is_empty() && parts.params.is_empty() {
        parts.path = base.path;
        parts.params = base.params;
        if parts.query.is_empty() {
            parts.query = base.query;
        }
    } else {
        parts.path = resolve(&base.path, &parts.path);
    }
    Some(parts.to_string())
}

/// The address with the dots of its path resolved, as urllib3 resolves them before it asks.
pub fn without_dots(url: String) -> String {
    let start = url.find("://").map_or(0, |at| at + 3);
    let start = url[start..].find(['/', '?', '#']).map_or(url.len(), |at| start + at);
    let end = url[start..].find(['?', '#']).map_or(url.len(), |at| start + at);
    let path = &url[start..end];
    if !path.contains("/.") {
        return url;
    }
    let path = resolve("", path);
    let slash = if path.starts_with('/') { "" } else { "/" };
    [&url[..start], slash, &path, &url[end..]].concat()
}

/// Resolves the dots of `path`, which is relative to `base` unless it starts with `/`.
fn resolve(base: &str, path: &str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    if path.starts_with('/') {
        segments.extend(path.split('/'));
    } else {
        let mut folders: Vec<_> = base.split('/').collect();
        folders.pop_if(|last| !last.is_empty());
        let all: Vec<_> = folders.into_iter().chain(path.split('/')).collect();
        let last = all.len().saturating_sub(1);
        let kept =
            all.iter().enumerate().filter(|&(at, segment)| at == 0 || at == last || !segment.is_empty());
        segments.extend(kept.map(|(_, segment)| *segment));
    }
    let mut resolved = Vec::new();
    for &segment in &segments {
        match segment {
            ".." => drop(resolved.pop()),
            "." => {}
            _ => resolved.push(segment),
        }
    }
    if matches!(segments.last(), Some(&("." | ".."))) {
        resolved.push("");
    }
    match resolved.join("/") {
        path if path.is_empty() => "/".to_owned(),
        path => path,
    }
}
