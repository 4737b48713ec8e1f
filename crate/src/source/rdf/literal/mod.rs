//! The lexical forms rdflib rewrites (`NORMALIZE_LITERALS`, `rdflib/term.py`): a value is read as Python
//! reads it and written as Python writes it; what Python cannot read stays as it was.

pub mod duration;
mod iso8601;
mod markup;
mod number;

use std::borrow::Cow;

use super::vocabulary::{rdf, xsd};
use crate::text::space::is_space;

/// The lexical form rdflib gives a literal of this datatype.
pub(super) fn normalise<'a>(value: &'a str, datatype: &str) -> Cow<'a, str> {
    let rewritten = match datatype.strip_prefix(xsd::NAMESPACE) {
        Some(name) => of_schema(value, name),
        None if datatype.strip_prefix(rdf::NAMESPACE) == Some("XMLLiteral") => markup::rewritten(value),
        None => None,
    };
    match rewritten {
        Some(rewritten) if rewritten != value => Cow::Owned(rewritten),
        _ => Cow::Borrowed(value),
    }
}

/// What Python writes of the value of a literal, for the datatypes whose text does not tell it: the exponent of a decimal,
/// the white space of a text.
pub(super) fn python<'a>(value: &'a str, datatype: &str) -> Option<Cow<'a, str>> {
    match datatype.strip_prefix(xsd::NAMESPACE)? {
        "decimal" => number::python_decimal(value).map(Cow::Owned),
        "normalizedString" | "token" => Some(Cow::Borrowed(value)),
        _ => None,
    }
}

/// The form of a datatype of XML Schema.
fn of_schema(value: &str, name: &str) -> Option<String> {
    match name {
        "dateTime" => iso8601::date_time(value),
        "date" => iso8601::date(value),
        "time" => iso8601::time(value),
        "boolean" => Some(boolean(value).to_owned()),
        "decimal" => number::decimal(value),
        "double" | "float" => number::float(value),
        "integer" | "nonPositiveInteger" | "long" | "nonNegativeInteger" | "negativeInteger" | "int"
        | "unsignedLong" | "positiveInteger" | "short" | "unsignedInt" | "byte" | "unsignedShort"
        | "unsignedByte" => number::integer(value),
        "duration" | "dayTimeDuration" | "yearMonthDuration" => duration::duration(value),
        "hexBinary" => hexadecimal(value),
        "base64Binary" => base64(value),
        "normalizedString" => Some(value.replace(['\t', '\n', '\r'], " ")),
        "token" => Some(collapsed(value)),
        _ => None,
    }
}

/// Anything but `1` and `true` is false, with a warning nobody sees.
fn boolean(value: &str) -> &'static str {
    if value == "1" || value.to_lowercase() == "true" { "true" } else { "false" }
}

fn hexadecimal(value: &str) -> Option<String> {
    let readable = value.len().is_multiple_of(2) && value.bytes().all(|byte| byte.is_ascii_hexdigit());
    readable.then(|| value.to_ascii_lowercase())
}

/// `b64decode` skips what is not in its alphabet, and stops at the padding.
fn base64(value: &str) -> Option<String> {
    if !value.is_ascii() {
        return None;
    }
    let mut digits = String::new();
    let mut padding = 0;
    for character in value.chars() {
        match character {
            '=' => {
                padding += 1;
                if digits.len() % 4 >= 2 && digits.len() % 4 + padding >= 4 {
                    break;
                }
            }
            'A'..='Z' | 'a'..='z' | '0'..='9' | '+' | '/' => {
                padding = 0;
                digits.push(character);
            }
            _ => {}
        }
    }
    match digits.len() % 4 {
        0 => Some(digits),
        2 if padding >= 2 => Some(without_spare_bits(digits, 0b11_0000) + "=="),
        3 if padding >= 1 => Some(without_spare_bits(digits, 0b11_1100) + "="),
        _ => None,
    }
}

/// Encoding again clears the bits of the last digit that no byte uses.
fn without_spare_bits(mut digits: String, mask: usize) -> String {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let last = digits.pop().and_then(|digit| ALPHABET.find(digit)).unwrap_or_default() & mask;
    digits.extend(ALPHABET.chars().nth(last));
    digits
}

/// `xsd:token`: Python's `strip`, then runs of spaces made one.
fn collapsed(value: &str) -> String {
    let spaced = value.replace(['\t', '\n', '\r'], " ");
    let mut collapsed = String::with_capacity(spaced.len());
    for character in spaced.trim_matches(is_space).chars() {
        if character != ' ' || !collapsed.ends_with(' ') {
            collapsed.push(character);
        }
    }
    collapsed
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `tests/record/rdf_literals.py` asked rdflib.
    #[test]
    fn lexical_forms_are_rewritten_as_rdflib_does() {
        let table: Vec<(String, String, String)> =
            serde_json::from_str(include_str!("../../../../../tests/fixtures/rdf/literals.json")).unwrap();
        let differ: Vec<_> = table
            .iter()
            .filter_map(|(name, written, kept)| {
                let ours = normalise(written, &format!("{}{name}", xsd::NAMESPACE)).into_owned();
                (ours != *kept).then(|| format!("{name} {written:?}: {ours:?}, rdflib {kept:?}"))
            })
            .collect();
        println!("literals: {} of {} as rdflib", table.len() - differ.len(), table.len());
        assert!(differ.is_empty(), "{}", differ.join("\n"));
    }
}
