//! Markdown to a syntax tree, as the site's parser reads it.

use std::borrow::Cow;

use markdown::{
    ParseOptions,
    mdast::{Node, Paragraph, Root, Text},
    to_mdast,
};

use super::autolink;

/// Markers at the start of a line, opening brackets, delimiters, and so on: beyond these the parser needs more than
/// linear time or depth (so does the site's own, which freezes the page); such a text is shown as it is.
const MOST_CONTAINERS: usize = 60;
const MOST_BRACKETS: usize = 1_500;
const MOST_DELIMITERS: usize = 4_000;
const MOST_UNCLOSED: usize = 200;
const LONGEST_TRAIL: usize = 500;
const DEEPEST_INDENT: usize = 400;
/// Blocks, rows and items cost the parser the square of their count.
const MOST_LINES: usize = 5_000;
/// Bytes: each sign may cost the parser hundreds of them.
const LONGEST: usize = 256 << 10;

/// The syntax tree of a text; never fails.
pub fn parse(text: &str) -> Node {
    if !is_reasonable(text) {
        return as_it_is(text);
    }
    match to_mdast(&without_open_sections(&with_plain_tables(text)), &ParseOptions::gfm()) {
        Ok(mut tree) => {
            autolink::link(&mut tree);
            tree
        }
        Err(_) => as_it_is(text),
    }
}

/// With a backslash before `<![` that only begins to open a section of CDATA: the Rust parser goes on counting the letters that
/// it read there, misreads the next `&name;`, and panics when the count ends inside a character. For the site's parser it is text.
fn without_open_sections(text: &str) -> Cow<'_, str> {
    const OPENING: &str = "CDATA[";
    let mut out = String::new();
    let mut copied = 0;
    for (at, opening) in text.match_indices("<![") {
        let after = &text.as_bytes()[at + opening.len()..];
        let read = OPENING.bytes().zip(after).take_while(|(wanted, byte)| wanted == *byte).count();
        let backslashes = text[..at].bytes().rev().take_while(|byte| *byte == b'\\').count();
        if read > 0 && read < OPENING.len() && backslashes.is_multiple_of(2) {
            out.push_str(&text[copied..at]);
            out.push('\\');
            copied = at;
        }
    }
    if out.is_empty() {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// With the first rows of tables as the Rust parser needs them, where the site's parser is content with less: no spaces
/// at their end, and a bar before a first cell that begins as a rule does (`**name** | value`).
fn with_plain_tables(text: &str) -> Cow<'_, str> {
    let is_delimiter_row = |line: &str| {
        line.contains('-') && line.contains('|') && line.bytes().all(|byte| b"-:| \t\r\n".contains(&byte))
    };
    let mut lines: Vec<&str> = text.split('\n').collect();
    let mut has_changed = false;
    for row in 1..lines.len() {
        if !(is_delimiter_row(lines[row]) && lines[row - 1].contains('|')) {
            continue;
        }
        for line in &mut lines[row - 1..=row] {
            let trimmed = line.trim_end_matches([' ', '\t', '\r']);
            has_changed |= trimmed.len() < line.len();
            *line = trimmed;
        }
    }
    let begins_as_rule =
        |row: &str| matches!(row.as_bytes(), [b'*' | b'_', second, ..] if !second.is_ascii_whitespace());
    let mut out = String::with_capacity(text.len() + 8);
    for (row, line) in lines.iter().enumerate() {
        let is_head = lines.get(row + 1).is_some_and(|next| is_delimiter_row(next));
        if is_head && line.contains('|') && begins_as_rule(line) {
            out.push('|');
            has_changed = true;
        }
        out.push_str(line);
        out.push('\n');
    }
    if !has_changed {
        return Cow::Borrowed(text);
    }
    out.pop();
    Cow::Owned(out)
}

/// Paragraphs of plain text.
fn as_it_is(text: &str) -> Node {
    let paragraph = |text: &str| {
        let children = vec![Node::Text(Text { value: text.to_owned(), position: None })];
        Node::Paragraph(Paragraph { children, position: None })
    };
    let blocks = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty());
    Node::Root(Root { children: blocks.map(paragraph).collect(), position: None })
}

/// Whether the parser reads the text in about linear time and without great depth.
fn is_reasonable(text: &str) -> bool {
    let (mut brackets, mut delimiters, mut unclosed) = (0, 0, 0);
    if text.len() > LONGEST || text.lines().nth(MOST_LINES).is_some() {
        return false;
    }
    for line in text.lines() {
        let trimmed = line.trim_start_matches([' ', '\t']);
        if trimmed.is_empty() {
            (brackets, delimiters) = (0, 0);
            continue;
        }
        let markers = trimmed.bytes().take_while(|byte| b">-+* \t0123456789.)".contains(byte));
        let containers = markers.filter(|byte| b">-+*.)".contains(byte)).count();
        let is_rule = trimmed.bytes().all(|byte| byte == trimmed.as_bytes()[0] || byte == b' ');
        if (containers > MOST_CONTAINERS && (!is_rule || trimmed.starts_with('>')))
            || line.len() - trimmed.len() > DEEPEST_INDENT
        {
            return false;
        }
        let mut trail = 0;
        for byte in line.bytes() {
            match byte {
                b'[' => brackets += 1,
                b'*' | b'_' | b'~' | b'`' => delimiters += 1,
                _ => {}
            }
            trail = if b"!\"&'()*,.:;<>?]_~}[".contains(&byte) { trail + 1 } else { 0 };
            if trail > LONGEST_TRAIL && !is_rule {
                return false;
            }
        }
        unclosed += line.matches("<!").count() + line.matches("<?").count();
        if brackets > MOST_BRACKETS || delimiters > MOST_DELIMITERS || unclosed > MOST_UNCLOSED {
            return false;
        }
    }
    true
}
