//! Readers of formats: they know nothing of portals.

pub mod json;
