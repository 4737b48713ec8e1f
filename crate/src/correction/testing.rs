//! What the tests of every syntax do with the pieces that theirs changes.

use super::{Context, Edit, Piece, Wanted, apply};
use crate::source::Document;

/// The source of a record once `path` says `value`, in a document that holds `text`.
pub fn edited(
    edits: impl Fn(&Context<'_>, Wanted<'_>) -> Vec<Piece>,
    text: &str,
    source: &str,
    (path, raw, value): (&str, Option<&str>, &str),
) -> String {
    let document = |text: &str| Document { text: text.to_owned(), ..Document::default() };
    let wanted = Wanted { path, raw, value, renames: value.starts_with("dct:"), ..Wanted::default() };
    let pieces = edits(&Context { document: &document(text), source, is_part: false }, wanted);
    let edits = pieces.into_iter().map(|(range, text)| Edit { document: 0, range, text }).collect();
    apply(&[document(source)], edits).pop().map_or_else(String::new, |(_, text)| text)
}
