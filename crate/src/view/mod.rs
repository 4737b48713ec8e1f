//! What a person reads: pages, reports, exports.

pub mod text;
