//! References joined to a base as rdflib's `norm_url` joins them.

use std::borrow::Cow;

use crate::text::url;

/// The address a reference stands for.
pub(super) fn join<'r>(base: &str, reference: &'r str) -> Cow<'r, str> {
    if reference.contains("://") || has_scheme(reference) {
        return Cow::Borrowed(reference);
    }
    match joined(base, reference) {
        Some(joined) => Cow::Owned(joined),
        None => Cow::Borrowed(reference),
    }
}

pub(super) fn without_fragment(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

fn has_scheme(reference: &str) -> bool {
    let clean = reference.trim_start_matches(|character| character <= ' ');
    clean.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.\t\r\n".contains(&byte))
    })
}

fn joined(base: &str, reference: &str) -> Option<String> {
    let mut parts = url::split(&url::join(base, reference)?)?;
    let mut path = std::mem::take(&mut parts.path);
    if !parts.params.is_empty() {
        path = format!("{path};{}", std::mem::take(&mut parts.params));
    }
    parts.path = normal(&path);
    if path.ends_with('/') && !parts.path.ends_with('/') {
        parts.path.push('/');
    }
    let mut joined = parts.to_string();
    if reference.ends_with('#') && !joined.ends_with('#') {
        joined.push('#');
    }
    Some(joined)
}

/// Python's `posixpath.normpath`.
fn normal(path: &str) -> String {
    let root = match path.bytes().take_while(|&byte| byte == b'/').count() {
        0 => "",
        2 => "//",
        _ => "/",
    };
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." if segments.last().is_some_and(|last| *last != "..") => drop(segments.pop()),
            ".." if !root.is_empty() => {}
            segment => segments.push(segment),
        }
    }
    let normal = format!("{root}{}", segments.join("/"));
    if normal.is_empty() { ".".to_owned() } else { normal }
}
