//! The terms udata reads, as nodes that are the same in every graph.
