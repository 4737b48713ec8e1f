//! Reads ods.
