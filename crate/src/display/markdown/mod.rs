//! Descriptions: Markdown from a portal, written by strangers, as data.gouv.fr renders it.
//!
//! CommonMark with GitHub's tables, strikethrough, task lists, footnotes and bare addresses, read by the Rust twin of
//! the parser that the site uses; a newline is a line break; headings are lowered; HTML inside is read as a browser
//! reads it, then what could do anything goes. Our own page goes further: links lead only to the web or to a mailbox,
//! and images become links, so that nothing is loaded from the portal.

mod autolink;
mod build;
mod elements;
mod html;
mod parse;
mod plain;
#[cfg(test)]
mod tests;
mod tree;
mod write;

use maud::{Markup, PreEscaped};

use self::{build::Levels, write::Manner};
use super::{
    description::Headings,
    shown::Description,
    space::{is_space, tidy},
};

/// The level of the site's highest heading, at least.
const TOP: u8 = 3;

/// As data.gouv.fr's page shows it: text and HTML.
pub fn rendered(markdown: &str, headings: Headings) -> Description {
    if markdown.trim_matches(is_space).is_empty() {
        return Description::default();
    }
    let headings_are_blocks = headings == Headings::Bold;
    let tree = build::build(&parse::parse(markdown), Levels { top: TOP, is_exact: false });
    let html = write::html(&tree, Manner::Site { headings_are_blocks });
    let text = write::text(&tree);
    let lines = text.split('\n').map(tidy).filter(|line| !line.is_empty());
    Description { text: lines.collect::<Vec<_>>().join("\n"), html: tidy(&html) }
}

/// For our own page: HTML that cannot do anything, whose first heading gets the level `top`, from 2 to 6.
pub fn render(markdown: &str, top: u8) -> Markup {
    let levels = Levels { top: top.clamp(2, 6), is_exact: true };
    PreEscaped(write::html(&build::build(&parse::parse(markdown), levels), Manner::Inert))
}

/// The text of `markdown` without formatting, with what could be read as Markdown escaped: what cards cut.
pub fn plain(markdown: &str) -> String {
    plain::plain(&parse::parse(markdown))
}
