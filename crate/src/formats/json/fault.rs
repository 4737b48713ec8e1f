//! What is wrong with a document, in the words of Python's `json` module, which udata shows as they are.

use std::fmt;

use crate::text::python::too_long;

/// What is wrong with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonFault {
    /// No value where one is expected.
    Value,
    /// No key where one is expected.
    Key,
    /// A key without its colon.
    Colon,
    /// Neither a comma nor the end of the list or object.
    Comma,
    /// A string that nothing ends.
    Unterminated,
    /// A control character in a string.
    Control,
    /// A backslash before something that has no escape.
    Escape,
    /// `\u` without its four digits.
    UnicodeEscape,
    /// Something after the value.
    Extra,
    /// A byte order mark first.
    Mark,
    /// Too many lists and objects in each other: the last one is an object, or a list.
    Depth(&'static str),
    /// An integer of more digits than Python reads.
    Digits(usize),
    /// Nothing is wrong: whoever visits the values has seen enough.
    Stopped,
}

/// Where and why a document is not JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JsonError {
    /// Byte of the text where Python says it is.
    pub offset: usize,
    /// What is wrong there.
    pub fault: JsonFault,
    /// Whether the text only lacks its end.
    pub is_cut: bool,
}

impl JsonError {
    /// `str(error)` of what `json.loads(text)` raises.
    pub fn message(&self, text: &str) -> String {
        if matches!(self.fault, JsonFault::Depth(_) | JsonFault::Digits(_)) {
            return self.fault.to_string();
        }
        let before = text.get(..self.offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
        let line = before.matches('\n').count() + 1;
        format!("{}: line {line} column {column} (char {})", self.fault, before.chars().count())
    }
}

impl fmt::Display for JsonFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Value => "Expecting value",
            Self::Key => "Expecting property name enclosed in double quotes",
            Self::Colon => "Expecting ':' delimiter",
            Self::Comma => "Expecting ',' delimiter",
            Self::Unterminated => "Unterminated string starting at",
            Self::Control => "Invalid control character at",
            Self::Escape => "Invalid \\escape",
            Self::UnicodeEscape => "Invalid \\uXXXX escape",
            Self::Extra => "Extra data",
            Self::Mark => "Unexpected UTF-8 BOM (decode using utf-8-sig)",
            Self::Depth(kind) => {
                return write!(
                    f,
                    "maximum recursion depth exceeded while decoding a JSON {kind} from a unicode string"
                );
            }
            Self::Digits(count) => {
                return f.write_str(&too_long(*count));
            }
            Self::Stopped => "the reading was stopped",
        })
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.fault, self.offset)
    }
}

impl std::error::Error for JsonError {}
