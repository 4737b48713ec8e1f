//! Why an ISO 19139 record cannot be converted to DCAT.

use std::fmt;

/// Why a record cannot be converted; displays in the words of the conversion (Saxon) or of rdflib.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConversionError {
    /// Several values where the conversion takes one.
    Several {
        /// The values.
        values: Vec<String>,
        /// What takes one, in XPath's words.
        taken_by: &'static str,
    },
    /// The record names several languages of its own.
    SeveralLanguages,
    /// A bound of the bounding box is empty.
    NoBound,
    /// A text where the conversion takes a number: the size of a file.
    NotANumber(String),
    /// A language that rdflib refuses.
    Language(String),
    /// What surrounds the record is no XML document.
    NoDocument(Surrounding),
}

/// What the conversion leaves where a record is expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surrounding {
    /// The texts of elements that are no record.
    Text,
    /// Several records.
    Several,
    /// Nothing.
    Nothing,
}

/// Values that the message shows.
const SHOWN: usize = 3;

impl fmt::Display for ConversionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Several { values, taken_by } => write!(
                f,
                "XPTY0004  A sequence of more than one item {{ ({}) }} is not allowed as the first argument of {taken_by}",
                list(values)
            ),
            Self::SeveralLanguages => f.write_str(
                "XPTY0004  A sequence of more than one item is not allowed as the second argument of fn:concat()",
            ),
            Self::NoBound => f.write_str(
                "XPTY0004  An empty sequence is not allowed as the first argument of local:normalize-number()",
            ),
            Self::NotANumber(text) => write!(f, "FORG0001  Cannot convert string \"{text}\" to double"),
            Self::Language(tag) => write!(f, "'{tag}' is not a valid language tag!"),
            Self::NoDocument(Surrounding::Text) => f.write_str("<unknown>:1:0: syntax error"),
            Self::NoDocument(Surrounding::Several) => f.write_str("<unknown>: junk after document element"),
            Self::NoDocument(Surrounding::Nothing) => f.write_str("<unknown>:1:0: no element found"),
        }
    }
}

impl std::error::Error for ConversionError {}

/// `"un", "deux", "trois", ...`
pub(crate) fn list(values: &[String]) -> String {
    let quoted: Vec<_> = values.iter().take(SHOWN).map(|value| format!("\"{}\"", shorten(value))).collect();
    let more = if values.len() > SHOWN { ", ..." } else { "" };
    quoted.join(", ") + more
}

fn shorten(value: &str) -> String {
    match value.char_indices().nth(60) {
        Some((end, _)) => format!("{}...", &value[..end]),
        None => value.to_owned(),
    }
}
