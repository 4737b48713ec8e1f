//! HTML to Markdown as html2text 2025.4.15 writes it with `bodywidth = 0`, and as udata calls it.
//!
//! ```
//! use avant_moisson::internals::html::sanitize_html;
//!
//! let description = "<p>Les <b>arbres</b> de l&rsquo;&eacute;cole</p><ul><li>un</li><li>deux</li></ul>";
//! assert_eq!(sanitize_html(description).unwrap(), "Les **arbres** de l'ecole\n\n  * un\n  * deux");
//! assert_eq!(sanitize_html(" a < b & c ").unwrap(), "a < b & c");
//! ```

mod entities;
mod error;
mod escape;
mod layout;
mod links;
mod markdown;
mod tag;
mod tokenizer;

use std::borrow::Cow;

pub use self::{entities::unescape, error::Error};
use self::{
    markdown::MarkdownConverter,
    tokenizer::{HtmlToken, Tokenizer},
};
use super::space::strip;

/// `html2text.html2text(html, bodywidth=0)`.
///
/// # Errors
///
/// What html2text stops at.
pub fn to_markdown(html: &str) -> Result<String, Error> {
    // html2text takes this way of writing a script for no script.
    const SCRIPT: &str = "</' + 'script>";
    let html: Cow<'_, str> =
        if html.contains(SCRIPT) { html.replace(SCRIPT, "</ignore>").into() } else { html.into() };
    let mut converter = MarkdownConverter::new(html.len());
    for token in Tokenizer::new(&html) {
        converter.read(token?)?;
    }
    Ok(converter.finish())
}

/// udata's `parse_html` (`frontend/markdown.py`), for CKAN: text is always taken for HTML, so Markdown or plain
/// lines lose their line breaks.
///
/// A missing text gives the same as an empty one.
///
/// # Errors
///
/// What html2text stops at.
pub fn parse_html(html: &str) -> Result<String, Error> {
    to_markdown(strip(html)).map(|markdown| strip(&markdown).to_owned())
}

/// udata's `sanitize_html` (`rdf.py`), for DCAT: text is taken for HTML as soon as there is a tag in it, whatever
/// its name (`<https://…>`, `<xs:string>`, a lone `</p>`), and only stripped otherwise: entities then stay.
///
/// A missing text, or an IRI, gives the same as an empty one.
///
/// # Errors
///
/// What html2text stops at.
pub fn sanitize_html(text: &str) -> Result<String, Error> {
    if has_tag(text)? { parse_html(text) } else { Ok(strip(text).to_owned()) }
}

/// udata's `is_html` (`rdf.py`). The text is never closed, so an unfinished tag is none.
fn has_tag(text: &str) -> Result<bool, Error> {
    // What follows the first tag may be an error: a number too large, a section that has no name.
    let may_fail = text.contains("&#") || text.contains("<!");
    let mut found = false;
    for token in Tokenizer::without_closing(text) {
        found |= matches!(token?, HtmlToken::Start(_) | HtmlToken::End(_));
        if found && !may_fail {
            break;
        }
    }
    Ok(found)
}
