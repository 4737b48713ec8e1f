//! Python's text semantics that udata relies on.

pub mod count;
pub mod date;
pub mod distance;
pub mod encoding;
pub mod html;
pub mod media_type;
pub mod needles;
pub mod order;
pub mod python;
pub mod secrets;
pub mod slug;
pub mod space;
pub mod surrogates;
pub mod tables;
#[cfg(test)]
pub mod testing;
pub mod typography;
pub mod url;
pub mod visible;
pub mod wkt;
