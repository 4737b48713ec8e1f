//! RDF in document order, as rdflib's memory store keeps it.

mod complete;
mod format;
mod graph;
mod jsonld;
mod language;
mod literal;
mod ntriples;
mod rdfxml;
mod terms;
mod trix;
mod turtle;
pub mod vocabulary;

use std::fmt;

pub use complete::complete_part;
pub use format::{FormatError, RdfFormat, SyntaxFamily, format_of, is_extension, is_media_type, sniff};
pub use graph::{Graph, Node, PythonType, Term};
pub use jsonld::context_file_name;
pub use literal::duration;
use ntriples::Statement;
use turtle::TurtleSyntax;

/// Where the reference resolves references without base: rdflib takes its current folder, which is `/`.
const DEFAULT_BASE: &str = "file:////";

/// Why a document is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    /// Line and column, counted from 1.
    pub position: Option<(usize, usize)>,
    /// What rdflib would say, or close to it.
    pub message: String,
    /// What was found, as one French sentence.
    pub found: String,
    /// What to do, as one French sentence.
    pub advice: String,
}

impl std::error::Error for SyntaxError {}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.position {
            Some((line, column)) => write!(f, "{line}:{column}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

/// Reads `text` as rdflib reads it; `base` is the address relative references are resolved against.
///
/// # Errors
///
/// What rdflib refuses, in its words where data.gouv.fr shows them.
pub fn parse(text: &str, format: RdfFormat, base: Option<&str>) -> Result<Graph, SyntaxError> {
    parse_with(text, format, base, &|_| None)
}

/// The same, with the texts of remote JSON-LD contexts, by address.
///
/// Those that portals use are bundled; another one is an error that names its address.
pub fn parse_with<'c>(
    text: &'c str,
    format: RdfFormat,
    base: Option<&str>,
    contexts: &dyn Fn(&str) -> Option<&'c str>,
) -> Result<Graph, SyntaxError> {
    match format {
        RdfFormat::Xml => rdfxml::parse(text, base),
        RdfFormat::Turtle => turtle::parse(text, TurtleSyntax::Turtle, base),
        RdfFormat::N3 => turtle::parse(text, TurtleSyntax::N3, base),
        RdfFormat::Trig => turtle::parse(text, TurtleSyntax::Trig, base),
        RdfFormat::TriX => trix::parse(text),
        RdfFormat::NTriples => ntriples::parse(text, Statement::Triple),
        RdfFormat::NQuads => ntriples::parse(text, Statement::Quad),
        RdfFormat::JsonLd => jsonld::parse(text, base, contexts),
    }
}
