//! What a person reads: pages, reports, exports.
