//! Reads csw.
