//! Descriptions: Markdown to the text of a card, to the HTML of a page.

use super::{markdown, shown::Description, space::is_space};
use crate::text::surrogates;

/// Characters of a dataset's description on its card, in UTF-16 units.
const SHORT: usize = 200;
/// Characters of any card's description, in UTF-16 units.
const CARD: usize = 300;

/// How a page renders a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headings {
    /// As headings, from the third level.
    Kept,
    /// As text in bold: a dataset's page.
    Bold,
}

/// As a page renders it.
pub fn rendered(markdown: &str, headings: Headings) -> Description {
    markdown::rendered(markdown, headings)
}

/// As a dataset's card shows it: without Markdown, cut, then without Markdown again.
pub fn of_dataset_card(markdown: &str) -> String {
    if markdown.trim_matches(is_space).is_empty() {
        return String::new();
    }
    let plain = markdown::plain(markdown);
    let plain = plain.trim_matches(is_space);
    match cut(plain, SHORT, SHORT - 1) {
        Some(start) => of_card(&format!("{start}…")),
        None => of_card(plain),
    }
}

/// As an API's card shows it.
pub fn of_card(markdown: &str) -> String {
    let plain = markdown::plain(markdown);
    match cut(&plain, CARD, CARD) {
        Some(start) => format!("{start}…"),
        None => plain,
    }
}

/// The first `kept` UTF-16 units of a text that has more than `limit`; JavaScript may cut a character in two.
fn cut(text: &str, limit: usize, kept: usize) -> Option<String> {
    // A text has at least as many bytes as units.
    if text.len() <= limit || text.chars().map(units).sum::<usize>() <= limit {
        return None;
    }
    let mut before = 0;
    for (at, c) in text.char_indices() {
        let after = before + units(c);
        if after > kept {
            let mut start = text[..at].to_owned();
            if before < kept {
                start.push(surrogates::character(c.encode_utf16(&mut [0; 2])[0].into()));
            }
            return Some(start);
        }
        before = after;
    }
    None
}

/// The UTF-16 units of a character; half of one is one.
fn units(c: char) -> usize {
    if surrogates::half(c).is_some() { 1 } else { c.len_utf16() }
}
