//! Why a whole harvest stops, or shows an error although its records arrive.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Exception;
use crate::{model::Unusable, text::url};

/// Why a harvest stops, or shows an error; displays in udata's words, or close to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JobError {
    /// The page is not of its syntax: what the parser says.
    Syntax(String),
    /// Nothing tells the syntax of the catalogue.
    Format(FormatError),
    /// The next page has an address that is not of the web.
    RelativePage(String),
    /// The CSW answers with an exception: its text.
    CswException(String),
    /// The CSW does not count its records as udata expects.
    CswCounts(Exception),
    /// The portal's API answers with an error.
    Portal(PortalError),
    /// What came back over HTTP is no answer that the harvester takes.
    Unusable(Unusable),
    /// The copy of the catalogue cannot be written, for this address: the records are harvested all the same.
    Copy(String),
    /// Nor in this syntax, of several graphs, for what udata reads is one.
    NoCopy(QuadSyntax),
}

/// A syntax of several graphs that rdflib reads and does not write from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuadSyntax {
    /// N-Quads.
    NQuads,
    /// TriX.
    TriX,
}

impl JobError {
    /// What udata says of an answer, when that is known.
    pub fn of(why: &Unusable) -> Option<Self> {
        why.message().is_some().then(|| Self::Unusable(why.clone()))
    }
}

impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => f.write_str(message),
            Self::Format(error) => error.fmt(f),
            Self::RelativePage(address) => {
                let scheme = url::split(address).map(|parts| parts.scheme).unwrap_or_default();
                write!(f, "scheme '{scheme}' is not allowed")
            }
            Self::Unusable(why) => f.write_str(&why.message().unwrap_or_default()),
            Self::CswException(answer) => write!(f, "Failed to query CSW:\n{answer}"),
            Self::CswCounts(exception) => exception.fmt(f),
            Self::Portal(error) => error.fmt(f),
            Self::NoCopy(QuadSyntax::NQuads) => {
                f.write_str("NQuads serialization only makes sense for context-aware stores!")
            }
            Self::NoCopy(QuadSyntax::TriX) => {
                f.write_str("TriX serialization only makes sense for context-aware stores")
            }
            Self::Copy(iri) => write!(
                f,
                "\"{iri}\" does not look like a valid URI, I cannot serialize this as N3/Turtle. Perhaps you wanted to urlencode it?"
            ),
        }
    }
}

impl std::error::Error for JobError {}

impl Serialize for JobError {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Why udata does not know how to read a source; displays as udata says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormatError {
    /// Neither the address nor a type says it.
    Unknown,
    /// The type is not one of RDF.
    Type(String),
    /// The address ends like a syntax that nothing reads here, by rdflib's name.
    Unread(&'static str),
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("Unable to detect format from extension or mime type"),
            Self::Type(media_type) => write!(f, "Unsupported mime type \"{media_type}\""),
            Self::Unread(name) => {
                write!(f, "No plugin registered for ({name}, <class 'rdflib.parser.Parser'>)")
            }
        }
    }
}

impl std::error::Error for FormatError {}

/// An error that CKAN's API answers, as `get_action` (`ckan/harvesters.py`) reports it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PortalError {
    /// An object: its `__type` when it has one, and its `message`.
    Typed(Option<String>, String),
    /// No message at all.
    Unknown(Option<String>),
    /// A text, or another value.
    Text(String),
    /// A web page, at this address.
    Html(String),
}

impl fmt::Display for PortalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Self::Typed(Some(kind), _) | Self::Unknown(Some(kind)) = self {
            write!(f, "{kind}: ")?;
        }
        match self {
            Self::Typed(_, message) | Self::Text(message) => f.write_str(message),
            Self::Unknown(_) => f.write_str("Unknown error"),
            Self::Html(address) => write!(f, "Unknown Error: {address} returned HTML"),
        }
    }
}
