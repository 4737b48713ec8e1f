//! Text without Markdown, for cards: formatting goes, then what could be read as Markdown again is escaped.

use markdown::mdast::Node;

use super::autolink::is_punctuation;

/// Paragraphs apart by an empty line, and a newline at the end; code, HTML and tables go.
pub fn plain(tree: &Node) -> String {
    let mut paragraphs = Vec::new();
    blocks(tree, &mut paragraphs);
    let mut out = paragraphs.iter().map(|text| safe(text)).collect::<Vec<_>>().join("\n\n");
    if !out.is_empty() && !out.ends_with(['\n', '\r']) {
        out.push('\n');
    }
    out
}

fn blocks(node: &Node, out: &mut Vec<String>) {
    match node {
        Node::Paragraph(_) | Node::Heading(_) => {
            let mut text = String::new();
            phrasing(node, &mut text);
            out.push(text);
        }
        Node::Root(_) | Node::Blockquote(_) | Node::List(_) | Node::ListItem(_) => {
            node.children().into_iter().flatten().for_each(|child| blocks(child, out));
        }
        _ => {}
    }
}

fn phrasing(node: &Node, out: &mut String) {
    match node {
        Node::Text(text) => out.push_str(&text.value),
        Node::InlineCode(code) => out.push_str(&code.value),
        Node::Break(_) => out.push('\n'),
        Node::Image(image) => {
            let title = image.title.as_deref().unwrap_or_default();
            out.push_str(if image.alt.is_empty() { title } else { &image.alt });
        }
        Node::ImageReference(image) => out.push_str(&image.alt),
        Node::Html(_) | Node::FootnoteReference(_) => {}
        _ => node.children().into_iter().flatten().for_each(|child| phrasing(child, out)),
    }
}

/// Where a character could be read as Markdown.
struct Unsafe {
    character: char,
    /// At the start of a line.
    at_break: bool,
    before: CharacterBefore,
    /// One of these must follow.
    after: Option<fn(char) -> bool>,
}

#[derive(Clone, Copy)]
enum CharacterBefore {
    Anything,
    Digits,
    One(fn(char) -> bool),
}

fn eol(c: char) -> bool {
    matches!(c, '\r' | '\n')
}
fn blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}
fn tag(c: char) -> bool {
    matches!(c, '!' | '/' | '?') || c.is_ascii_alphabetic()
}
fn word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
fn host(c: char) -> bool {
    word(c) || matches!(c, '-' | '.')
}

const fn anywhere(character: char) -> Unsafe {
    Unsafe { character, at_break: false, before: CharacterBefore::Anything, after: None }
}
const fn followed(character: char, after: fn(char) -> bool) -> Unsafe {
    Unsafe { character, at_break: false, before: CharacterBefore::Anything, after: Some(after) }
}
const fn preceded(character: char, before: fn(char) -> bool, after: Option<fn(char) -> bool>) -> Unsafe {
    Unsafe { character, at_break: false, before: CharacterBefore::One(before), after }
}
const fn first(character: char, before: CharacterBefore, after: Option<fn(char) -> bool>) -> Unsafe {
    Unsafe { character, at_break: true, before, after }
}

static UNSAFE: [Unsafe; 37] = [
    followed('\t', eol),
    preceded('\t', eol, None),
    preceded('\r', eol, None),
    followed('\r', |c| c == '\r'),
    preceded('\n', |c| c == '\n', None),
    followed('\n', eol),
    followed(' ', eol),
    preceded(' ', eol, None),
    followed('!', |c| c == '['),
    first('#', CharacterBefore::Anything, None),
    followed('&', |c| c == '#' || c.is_ascii_alphabetic()),
    preceded('(', |c| c == ']', None),
    first(')', CharacterBefore::Digits, None),
    first('*', CharacterBefore::Anything, Some(|c| blank(c) || c == '*')),
    anywhere('*'),
    first('+', CharacterBefore::Anything, Some(blank)),
    first('-', CharacterBefore::Anything, Some(|c| blank(c) || c == '-')),
    first('.', CharacterBefore::Digits, Some(blank)),
    first('<', CharacterBefore::Anything, Some(tag)),
    followed('<', tag),
    first('=', CharacterBefore::Anything, None),
    first('>', CharacterBefore::Anything, None),
    first('[', CharacterBefore::Anything, None),
    anywhere('['),
    followed('\\', eol),
    first('_', CharacterBefore::Anything, None),
    anywhere('_'),
    first('`', CharacterBefore::Anything, None),
    anywhere('`'),
    first('~', CharacterBefore::Anything, None),
    anywhere('~'),
    preceded('@', |c| word(c) || matches!(c, '+' | '-' | '.'), Some(host)),
    preceded('.', |c| matches!(c, 'W' | 'w'), Some(host)),
    preceded(':', |c| matches!(c, 'p' | 's'), Some(|c| c == '/')),
    first('|', CharacterBefore::Anything, Some(|c| matches!(c, '\t' | ' ' | ':' | '-'))),
    first(':', CharacterBefore::Anything, Some(|c| c == '-')),
    first('-', CharacterBefore::Anything, Some(|c| matches!(c, ':' | '|' | '-'))),
];

impl Unsafe {
    /// Where the pattern matches, from left to right, no match beginning inside the one before.
    fn matches(&self, text: &[char], mut found: impl FnMut(usize)) {
        let after = |at: usize| match self.after {
            None => Some(at + 1),
            Some(accepts) => text.get(at + 1).filter(|c| accepts(**c)).map(|_| at + 2),
        };
        let mut at = 0;
        while at < text.len() {
            let place = match self.before {
                _ if self.at_break => {
                    if !eol(text[at]) {
                        at += 1;
                        continue;
                    }
                    let spaces = text[at + 1..].iter().take_while(|c| matches!(**c, ' ' | '\t')).count();
                    let mut place = at + 1 + spaces;
                    if matches!(self.before, CharacterBefore::Digits) {
                        let digits = text[place..].iter().take_while(|c| c.is_ascii_digit()).count();
                        place = if digits == 0 { text.len() } else { place + digits };
                    }
                    place
                }
                CharacterBefore::One(accepts) if accepts(text[at]) => at + 1,
                CharacterBefore::One(_) => text.len(),
                _ => at,
            };
            let end = text.get(place).filter(|c| **c == self.character).and_then(|_| after(place));
            match end {
                Some(end) => {
                    found(place);
                    at = end;
                }
                None => at += 1,
            }
        }
    }
}

/// What is known of a place that could be read as Markdown.
#[derive(Clone, Copy, PartialEq)]
struct UnsafePlace {
    before: bool,
    after: bool,
}

/// Escapes what could be read as Markdown in a paragraph.
fn safe(text: &str) -> String {
    let value: Vec<char> = std::iter::once('\n').chain(text.chars()).chain(std::iter::once('\n')).collect();
    let mut infos: Vec<Option<UnsafePlace>> = vec![None; value.len()];
    for pattern in &UNSAFE {
        if !value.contains(&pattern.character) {
            continue;
        }
        let before = pattern.at_break || !matches!(pattern.before, CharacterBefore::Anything);
        let after = pattern.after.is_some();
        pattern.matches(&value, |at| {
            let place = infos[at].get_or_insert(UnsafePlace { before, after });
            place.before &= before;
            place.after &= after;
        });
    }
    let (offset, end) = (1, value.len() - 1);
    let positions: Vec<usize> = (0..value.len()).filter(|at| infos[*at].is_some()).collect();
    let info = |at: usize| infos.get(at).copied().flatten();
    let is_plain = |at: usize| {
        value.get(at).is_some_and(|c| !c.is_whitespace() && !is_punctuation(*c)) && info(at).is_none()
    };
    let mut out = String::with_capacity(text.len() + 16);
    let mut start = offset;
    let mut index = 0;
    while index < positions.len() {
        let position = positions[index];
        index += 1;
        let Some(place) = info(position).filter(|_| position >= start && position < end) else { continue };
        if value[position] == '_' && is_plain(position - 1) {
            let run = value[position..end].iter().take_while(|c| **c == '_').count();
            if is_plain(position + run) {
                index += run - 1;
                continue;
            }
        }
        let is_bare = |other: Option<UnsafePlace>| other == Some(UnsafePlace { before: false, after: false });
        if (position + 1 < end && place.after && is_bare(info(position + 1)))
            || (position > offset && place.before && is_bare(info(position - 1)))
        {
            continue;
        }
        push_escaping_backslashes(&value[start..position], '\\', &mut out);
        start = position + 1;
        let c = value[position];
        if c.is_ascii_punctuation() {
            out.push('\\');
            out.push(c);
        } else {
            out.push_str(&format!("&#x{:X};", u32::from(c)));
        }
    }
    push_escaping_backslashes(&value[start..end.max(start)], '\n', &mut out);
    out
}

/// A backslash before punctuation would escape it.
fn push_escaping_backslashes(text: &[char], after: char, out: &mut String) {
    for (at, c) in text.iter().enumerate() {
        if *c == '\\' && text.get(at + 1).copied().unwrap_or(after).is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(*c);
    }
}
