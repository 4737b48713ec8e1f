//! What a portal said, in its own words.

mod csw;
mod iso19139;
mod ods;
pub mod rdf;

use crate::harvest::Kind;

/// What a person or a portal gave: bytes, and what is known of them.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// A file name, or an address.
    pub name: String,
    /// The `Content-Type` header, when the bytes came from a server.
    pub content_type: Option<String>,
    /// Where the bytes came from.
    pub url: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Input {
    /// A file.
    pub fn named(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into(), ..Self::default() }
    }
}

/// A decoded [`Input`].
#[derive(Debug, Clone, Default)]
pub struct Document {
    /// A file name, or an address.
    pub name: String,
    /// The `Content-Type` header, when the bytes came from a server.
    pub content_type: Option<String>,
    /// Where the text came from.
    pub url: Option<String>,
    /// The text, as udata would read it.
    pub text: String,
}

/// Something that could not be read: what was found, where, and what to do, in French.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The document's name.
    pub document: String,
    /// Line and column, counted from 1.
    pub position: Option<(usize, usize)>,
    /// What was found, as one sentence.
    pub found: String,
    /// What to do, as one sentence.
    pub advice: String,
    /// Whether records could be read all the same.
    pub partial: bool,
}

/// Decodes bytes to text.
pub fn decode(_inputs: Vec<Input>, _problems: &mut Vec<Problem>) -> Vec<Document> {
    Vec::new()
}

/// The harvester that documents are for.
pub fn recognise(_documents: &[Document], _problems: &mut Vec<Problem>) -> Option<Kind> {
    None
}
