//! The lexical forms rdflib rewrites (`NORMALIZE_LITERALS`, `rdflib/term.py`).

use std::borrow::Cow;

/// The lexical form rdflib gives a literal of this datatype.
pub(super) fn normalise<'a>(value: &'a str, _datatype: &str) -> Cow<'a, str> {
    Cow::Borrowed(value)
}
