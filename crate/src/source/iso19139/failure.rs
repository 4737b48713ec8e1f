//! Why a record cannot be converted.

/// Why a record cannot be converted: udata makes of it a failed item without identifier, with this message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure(pub String);

/// What may fail.
pub type Read<T> = Result<T, Failure>;

impl Failure {
    /// Several values where the conversion takes one: `taken_by` is what takes it, in XPath's words.
    pub(super) fn several(values: &[&str], taken_by: &str) -> Self {
        let quoted: Vec<_> = values.iter().take(3).map(|value| format!("\"{}\"", shorten(value))).collect();
        let more = if values.len() > 3 { ", ..." } else { "" };
        let list = quoted.join(", ");
        Self(format!(
            "XPTY0004  A sequence of more than one item {{ ({list}{more}) }} is not allowed as the first argument of {taken_by}"
        ))
    }

    /// No value where the conversion takes one.
    pub(super) fn missing(taken_by: &str) -> Self {
        Self(format!("XPTY0004  An empty sequence is not allowed as the first argument of {taken_by}"))
    }

    /// A text where the conversion takes a number.
    pub(super) fn not_a_number(text: &str) -> Self {
        Self(format!("FORG0001  Cannot convert string \"{text}\" to double"))
    }

    /// A language that rdflib refuses.
    pub(super) fn language(tag: &str) -> Self {
        Self(format!("'{tag}' is not a valid language tag!"))
    }
}

fn shorten(value: &str) -> String {
    match value.char_indices().nth(60) {
        Some((end, _)) => format!("{}...", &value[..end]),
        None => value.to_owned(),
    }
}
