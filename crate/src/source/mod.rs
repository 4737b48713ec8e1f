//! What a portal said, in its own words.

mod csw;
mod iso19139;
pub mod json;
pub mod ods;
mod problem;
pub mod rdf;
mod recognise;

pub use self::{problem::Problem, recognise::recognise};

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

impl Document {
    /// Line and column of a byte of the text, counted from 1.
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let before = self.text.get(..byte).unwrap_or(&self.text);
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// Decodes bytes to text.
pub fn decode(inputs: Vec<Input>, _problems: &mut Vec<Problem>) -> Vec<Document> {
    inputs
        .into_iter()
        .map(|input| Document {
            name: input.name,
            content_type: input.content_type,
            url: input.url,
            text: String::from_utf8_lossy(&input.bytes).trim_start_matches('\u{feff}').to_owned(),
        })
        .collect()
}
