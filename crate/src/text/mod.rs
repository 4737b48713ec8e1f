//! Python's text semantics that udata relies on.

pub mod date;
pub mod encoding;
pub mod html;
pub mod slug;
pub mod url;
pub mod wkt;
