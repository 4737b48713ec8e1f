//! Python's text semantics that udata relies on.

pub mod date;
pub mod distance;
pub mod encoding;
pub mod html;
pub mod slug;
pub mod space;
pub mod url;
