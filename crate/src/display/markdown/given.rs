//! The reader of Markdown that the page gives: a module apart, which it asks for with the first catalogue.

use std::cell::RefCell;

use markdown::mdast::Node;

use super::unpack::unpacked;

/// What packs the syntax tree of a text; nothing when its parser refuses it.
type Reader = Box<dyn Fn(&str) -> Option<Vec<u8>>>;

thread_local! {
    static READER: RefCell<Option<Reader>> = const { RefCell::new(None) };
}

/// Gives the reader, once for all.
pub fn give(read: Reader) {
    READER.replace(Some(read));
}

/// The syntax tree of a text; nothing when the parser refuses it, or before it is given.
pub fn tree(text: &str) -> Option<Node> {
    let packed = READER.with_borrow(|reader| reader.as_ref()?(text))?;
    unpacked(&packed)
}
