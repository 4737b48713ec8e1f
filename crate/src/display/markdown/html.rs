//! HTML inside Markdown, cut into tags and texts as a browser cuts it.

use super::tree::MarkdownTree;
use crate::text::html::unescape;

/// Reads a piece of HTML into the document; comments, declarations and instructions go.
pub fn read(html: &str, tree: &mut MarkdownTree) {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text(&rest[..at], tree);
        rest = &rest[at..];
        let after = rest.as_bytes().get(1).copied().unwrap_or_default();
        rest = match after {
            b'!' => match rest.strip_prefix("<!--") {
                Some(comment) => comment.split_once("-->").map_or("", |(_, rest)| rest),
                None => rest.split_once('>').map_or("", |(_, rest)| rest),
            },
            b'?' => rest.split_once('>').map_or("", |(_, rest)| rest),
            b'/' if rest.as_bytes().get(2).is_some_and(u8::is_ascii_alphabetic) => {
                let (name, _, rest) = tag(&rest[2..]);
                tree.end(&name);
                rest
            }
            b'/' => rest.split_once('>').map_or("", |(_, rest)| rest),
            c if c.is_ascii_alphabetic() => start(&rest[1..], tree),
            _ => {
                tree.text("<");
                &rest[1..]
            }
        };
    }
    text(rest, tree);
}

/// A start tag, and the content that is read as is.
fn start<'h>(html: &'h str, tree: &mut MarkdownTree) -> &'h str {
    let (name, attributes, rest) = tag(html);
    tree.start(&name, attributes);
    if !matches!(
        name.as_str(),
        "script" | "style" | "textarea" | "title" | "xmp" | "iframe" | "noembed" | "noframes"
    ) {
        return rest;
    }
    let end = format!("</{name}");
    let found = rest.char_indices().map(|(at, _)| at).find(|at| {
        rest.as_bytes().get(*at..at + end.len()).is_some_and(|head| head.eq_ignore_ascii_case(end.as_bytes()))
    });
    let (content, rest) = rest.split_at(found.unwrap_or(rest.len()));
    tree.text(content);
    if found.is_none() {
        // What follows in Markdown is inside, until its end.
        return "";
    }
    tree.end(&name);
    rest.split_once('>').map_or("", |(_, rest)| rest)
}

fn text(text: &str, tree: &mut MarkdownTree) {
    match unescape(text) {
        Ok(text) => tree.text(&text),
        Err(_) => tree.text(text),
    }
}

/// The name and attributes of a tag, and what follows it.
fn tag(html: &str) -> (String, Vec<(String, String)>, &str) {
    let is_space = |c: char| c.is_ascii_whitespace();
    let end = html.find(|c: char| is_space(c) || matches!(c, '/' | '>')).unwrap_or(html.len());
    let (name, mut rest) = html.split_at(end);
    let mut attributes: Vec<(String, String)> = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| is_space(c) || c == '/');
        if rest.is_empty() {
            return (name.to_ascii_lowercase(), attributes, rest);
        }
        if let Some(rest) = rest.strip_prefix('>') {
            return (name.to_ascii_lowercase(), attributes, rest);
        }
        let ends = |c: char| is_space(c) || matches!(c, '/' | '>' | '=');
        let end = rest.char_indices().skip(1).find(|(_, c)| ends(*c)).map_or(rest.len(), |(at, _)| at);
        let (attribute, after) = rest.split_at(end);
        let (value, after) = match after.trim_start_matches(is_space).strip_prefix('=') {
            Some(after) => value(after.trim_start_matches(is_space)),
            None => ("", after),
        };
        rest = after;
        let attribute = attribute.to_ascii_lowercase();
        if attributes.iter().all(|(name, _)| *name != attribute) && attributes.len() < 64 {
            let value = unescape(value).map_or_else(|_| value.to_owned(), |value| value.into_owned());
            attributes.push((attribute, value));
        }
    }
}

fn value(html: &str) -> (&str, &str) {
    for quote in ['"', '\''] {
        if let Some(quoted) = html.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    html.split_at(html.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(html.len()))
}
