//! Why a text cannot be converted.

use std::fmt;

use crate::text::python::repr;

/// The most digits that Python 3.11 converts to an integer.
pub(super) const MOST_DIGITS: usize = 4300;

/// A text that makes html2text, or the parser of Python's standard library under it, raise.
///
/// udata does not catch it: the record fails, and its error is this message as [`fmt::Display`] writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// A marked section (`<![…`) without a keyword; holds its first twenty characters.
    UnnamedSection(String),
    /// A marked section whose keyword is none of SGML's nor Word's; holds the keyword.
    UnknownSection(String),
    /// A list whose attribute `start` has no value: an assertion of html2text, without message.
    ListStart,
    /// A character reference of more digits than Python converts; holds how many.
    LongNumber(usize),
    /// Markdown out of proportion with its HTML (lists or quotes thousands deep, each line repeating all the
    /// indentation): the reference would write gigabytes. The message is ours.
    Disproportionate,
}

impl std::error::Error for Error {}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnnamedSection(start) => write!(f, "expected name token at {}", repr(start)),
            Self::UnknownSection(keyword) => {
                write!(f, "unknown status keyword {} in marked section", repr(keyword))
            }
            Self::ListStart => Ok(()),
            Self::LongNumber(digits) => write!(
                f,
                "Exceeds the limit ({MOST_DIGITS} digits) for integer string conversion: value has {digits} \
                 digits; use sys.set_int_max_str_digits() to increase the limit"
            ),
            Self::Disproportionate => f.write_str("the Markdown would be out of proportion with its HTML"),
        }
    }
}
