//! Bare addresses that the parser leaves in texts: the site looks for them again, after other characters than the
//! parser does, once texts are whole.

use markdown::mdast::{Link, Node, Text};

/// Makes links of bare addresses in texts, but not inside links.
pub fn link(node: &mut Node) {
    if matches!(node, Node::Link(_) | Node::LinkReference(_)) {
        return unlink(node);
    }
    let Some(children) = node.children_mut() else { return };
    if children.iter().any(|child| is_bare(child, MAILTO)) {
        *children = children.drain(..).flat_map(without_mailto).collect();
    }
    for child in children.iter_mut().filter(|child| is_bare(child, XMPP)) {
        // The site's parser knows no such protocol: the mailbox after it is looked for below, as in any text.
        if let Node::Link(link) = child {
            *child = Node::Text(Text { value: std::mem::take(&mut link.url), position: None });
        }
    }
    if children.iter().any(|child| matches!(child, Node::Text(text) if may_hold(&text.value))) {
        let mut linked = Vec::with_capacity(children.len());
        for child in children.drain(..) {
            match child {
                Node::Text(text) => split(text.value, &mut linked),
                other => linked.push(other),
            }
        }
        *children = linked;
    }
    children.iter_mut().for_each(link);
}

const MAILTO: &str = "mailto:";
const XMPP: &str = "xmpp:";

/// Whether a link was made of `mailto:name@domain` written bare: without brackets, it is as long as its address.
fn is_bare(node: &Node, protocol: &str) -> bool {
    match node {
        Node::Link(link) if link.url.starts_with(protocol) => {
            link.position.as_ref().is_some_and(|position| {
                let length = position.end.offset - position.start.offset;
                length == link.url.len()
                    && matches!(&link.children[..], [Node::Text(text)] if text.value == link.url)
            })
        }
        _ => false,
    }
}

/// The site's parser leaves the protocol out of such a link.
fn without_mailto(node: Node) -> Vec<Node> {
    if !is_bare(&node, MAILTO) {
        return vec![node];
    }
    let Node::Link(mut link) = node else { return vec![node] };
    if let Some(Node::Text(text)) = link.children.first_mut() {
        text.value.drain(..MAILTO.len());
    }
    vec![Node::Text(Text { value: MAILTO.to_owned(), position: None }), Node::Link(link)]
}

/// A bare address inside a link is text: the site's parser does not look for addresses there, its Rust twin does.
fn unlink(node: &mut Node) {
    let Some(children) = node.children_mut() else { return };
    for child in children.iter_mut() {
        unlink(child);
    }
    if children.iter().any(|child| matches!(child, Node::Link(_))) {
        let mut flat = Vec::with_capacity(children.len());
        for child in children.drain(..) {
            match child {
                Node::Link(link) => flat.extend(link.children),
                other => flat.push(other),
            }
        }
        *children = flat;
    }
}

fn may_hold(text: &str) -> bool {
    text.contains("://")
        || text.contains('@')
        || text.as_bytes().windows(4).any(|w| w.eq_ignore_ascii_case(b"www."))
}

/// A bare address in a text.
struct FoundLink {
    start: usize,
    /// Where the address ends.
    end: usize,
    /// What leads there, before the address itself.
    prefix: &'static str,
}

fn split(text: String, out: &mut Vec<Node>) {
    let mut rest = 0;
    let mut at = 0;
    while let Some(found) = next(&text, at) {
        let FoundLink { start, end, prefix } = found;
        push_text(&text[rest..start], out);
        let shown = &text[start..end];
        let children = vec![Node::Text(Text { value: shown.to_owned(), position: None })];
        let url = format!("{prefix}{shown}");
        out.push(Node::Link(Link { children, position: None, url, title: None }));
        (rest, at) = (end, end);
    }
    push_text(&text[rest..], out);
}

fn push_text(text: &str, out: &mut Vec<Node>) {
    if !text.is_empty() {
        out.push(Node::Text(Text { value: text.to_owned(), position: None }));
    }
}

/// The next address from `at`.
fn next(text: &str, mut at: usize) -> Option<FoundLink> {
    let bytes = text.as_bytes();
    while at < bytes.len() {
        let rest = &bytes[at..];
        let found = match rest[0] {
            b'h' | b'H' | b'w' | b'W' => web(text, at),
            b'@' => mailbox(text, at),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        at += 1;
    }
    None
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// `http://…`, `https://…`, `www.…`
fn web(text: &str, start: usize) -> Option<FoundLink> {
    let bytes = text.as_bytes();
    let rest = &bytes[start..];
    let starts = |with: &[u8]| rest.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    let (protocol, is_www) = match () {
        () if starts(b"https://") => (8, false),
        () if starts(b"http://") => (7, false),
        () if starts(b"www.") => (0, true),
        () => return None,
    };
    let before = text[..start].chars().next_back();
    if before.is_some_and(|c| c.is_ascii_alphanumeric() || !(c.is_whitespace() || is_punctuation(c))) {
        return None;
    }
    let domain = &rest[protocol..];
    let length = domain.iter().take_while(|b| is_word(**b) || **b == b'-' || **b == b'.').count();
    let domain_text = std::str::from_utf8(&domain[..length]).ok()?;
    if !is_domain(domain_text) {
        return None;
    }
    let path = domain[length..].iter().take_while(|b| !matches!(**b, b'\t' | b'\n' | b'\r' | b' ')).count();
    let end = start + protocol + length + path;
    let kept = trimmed(text.get(start + protocol..end)?);
    Some(FoundLink { start, end: start + protocol + kept, prefix: if is_www { "http://" } else { "" } })
}

fn is_domain(domain: &str) -> bool {
    if domain.starts_with(['.', '-', '_']) {
        return false;
    }
    let mut parts = domain.rsplit('.');
    let is_label = |part: &str| {
        part.is_empty() || (!part.contains('_') && part.bytes().any(|b| b.is_ascii_alphanumeric()))
    };
    match (parts.next(), parts.next()) {
        (Some(last), Some(before)) => is_label(last) && is_label(before),
        _ => false,
    }
}

/// The length of an address without final punctuation; closing parentheses stay as long as some are open.
fn trimmed(address: &str) -> usize {
    const FINAL: &[char] = &['!', '"', '&', '\'', ')', ',', '.', ':', ';', '<', '>', '?', ']', '}'];
    let mut end = address.trim_end_matches(FINAL).len();
    let count = |text: &str, paren: char| text.matches(paren).count();
    let open = count(&address[..end], '(');
    let mut closed = count(&address[..end], ')');
    for (at, c) in address[end..].char_indices().map(|(at, c)| (at + end, c)).collect::<Vec<_>>() {
        if open <= closed {
            break;
        }
        if c == ')' {
            (end, closed) = (at + 1, closed + 1);
        }
    }
    end
}

/// `name@domain`, whose `@` stands at `at`.
fn mailbox(text: &str, at: usize) -> Option<FoundLink> {
    let bytes = text.as_bytes();
    let is_atom = |byte: u8| is_word(byte) || matches!(byte, b'+' | b'-' | b'.');
    let name = bytes[..at].iter().rev().take_while(|byte| is_atom(**byte)).count();
    if name == 0 {
        return None;
    }
    let mut start = at - name;
    if bytes[..start].ends_with(b"mailto:") {
        start -= b"mailto:".len();
        if start > 0 && (is_atom(bytes[start - 1]) || bytes[start - 1] == b'@') {
            return None;
        }
    }
    let is_label = |byte: u8| is_word(byte) || byte == b'-';
    let mut end = at + 1 + bytes[at + 1..].iter().take_while(|byte| is_label(**byte)).count();
    if end == at + 1 {
        return None;
    }
    let mut labels = 1;
    while bytes.get(end) == Some(&b'.') {
        let label = bytes[end + 1..].iter().take_while(|byte| is_label(**byte)).count();
        if label == 0 {
            break;
        }
        (end, labels) = (end + 1 + label, labels + 1);
    }
    let last = bytes[end - 1];
    if labels < 2 || last.is_ascii_digit() || matches!(last, b'-' | b'_') {
        return None;
    }
    let is_prefixed = bytes[start..].starts_with(b"mailto:");
    Some(FoundLink { start, end, prefix: if is_prefixed { "" } else { "mailto:" } })
}

/// Whether a character is punctuation or a symbol; astral ones are not looked at, as in the site's parser.
pub fn is_punctuation(c: char) -> bool {
    let is_mark = matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{feff}');
    c < '\u{10000}' && !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() && !is_mark
}

/// An address with what does not belong in one written with percents.
pub fn normalized(url: &str) -> String {
    let bytes = url.as_bytes();
    let mut out = String::with_capacity(url.len());
    for (at, byte) in bytes.iter().enumerate() {
        let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        let is_kept = match byte {
            b'%' => is_letter(at + 1) && is_letter(at + 2),
            b'!' | b'#' | b'$' | b'&'..=b';' | b'=' | b'?'..=b'Z' | b'_' | b'a'..=b'z' | b'~' => true,
            _ => false,
        };
        match is_kept {
            true => out.push(char::from(*byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
