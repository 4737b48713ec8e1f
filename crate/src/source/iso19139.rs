//! Reads iso19139.
