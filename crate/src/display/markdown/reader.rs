//! The parser of the site's twin, and its options: part of the command, and a module apart in the page.

use markdown::{ParseOptions, mdast::Node, to_mdast};

/// The syntax tree of a text; nothing when the parser refuses it.
pub fn tree(text: &str) -> Option<Node> {
    to_mdast(text, &ParseOptions::gfm()).ok()
}
