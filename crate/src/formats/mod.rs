//! Readers of formats that know nothing of portals: what a document is made of, or where and why it is refused.

pub mod json;
pub mod xml;
