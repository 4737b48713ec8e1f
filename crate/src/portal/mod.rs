//! From an address to what to request.
