//! What a CSW answered.

use super::xml::{
    Element, Tree,
    names::csw::{GET_RECORD_BY_ID_RESPONSE, GET_RECORDS_RESPONSE, SEARCH_RESULTS},
};

/// The records of an answer, in order: those of a page, or the record that is the whole document.
pub fn records(tree: &Tree) -> impl Iterator<Item = Element<'_>> {
    let root = tree.root();
    let holder = root.and_then(|root| match root.name() {
        GET_RECORDS_RESPONSE => root.child(SEARCH_RESULTS),
        GET_RECORD_BY_ID_RESPONSE => Some(root),
        _ => None,
    });
    let alone = root.filter(|root| holder.is_none() && !matches!(root.name(), GET_RECORDS_RESPONSE));
    holder.into_iter().flat_map(Element::children).chain(alone)
}
