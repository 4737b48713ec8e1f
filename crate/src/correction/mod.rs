//! A suggestion written where it belongs in the source of its record.
//!
//! What is made is text, and nothing here decides whether it helps: the changed source is harvested again, as any
//! source is, and the result is the answer. Where a value stands is looked for inside the record alone, by the name of
//! its property and by what it says; what cannot be placed so is left to a person.

mod iso19139;
mod json;
mod jsonld;
mod rdfxml;
mod snippet;
#[cfg(test)]
mod testing;
mod turtle;
mod words;
mod xml;

use std::ops::Range;

pub use self::snippet::{SourceSnippet, source_snippet};
use crate::{
    Catalogue,
    check::{Finding, RuleLevel, Severity, Suggestion},
    harvest::RecordSchema,
    model::{Item, Origin},
    source::Document,
};

/// A piece of a document that another text takes the place of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The index of the document.
    pub document: usize,
    /// Bytes of its text.
    pub range: Range<usize>,
    /// What is written there.
    pub text: String,
}

/// What is to be written in the source of a record.
#[derive(Debug, Clone, Copy, Default)]
struct Wanted<'a> {
    /// Where, in the source's words.
    path: &'a str,
    /// What stands there now, when something does.
    raw: Option<&'a str>,
    /// The resource, counted from 0.
    resource: Option<usize>,
    /// What to write.
    value: &'a str,
    /// Whether the value is the name that the property should have.
    renames: bool,
    /// Whether every resource that says the same is to say it: one that is left refuses the record again.
    everywhere: bool,
    /// Whether nothing is to be added: what stands there is in another part of the document.
    only_replaces: bool,
}

impl<'a> Wanted<'a> {
    /// The property at the end of the path, without language: `dct:license`.
    fn property(&self) -> Option<&'a str> {
        snippet::property(self.path)
    }

    /// The language that the path asks for.
    fn language(&self) -> Option<&'a str> {
        snippet::language(self.path).1
    }

    /// Whether the place is in a distribution.
    fn is_of_distribution(&self) -> bool {
        self.path.contains('/') || self.path.starts_with("resources[")
    }

    /// The name that takes the property's place.
    fn new_name(&self) -> &'a str {
        self.value.rsplit('/').next().unwrap_or(self.value)
    }

    /// Whether a text of the source is what stands there now; long values are cut when they are told.
    fn is(&self, text: &str) -> bool {
        self.raw.is_some_and(|raw| match raw.strip_suffix('…') {
            Some(start) => text.trim().starts_with(start.trim()),
            // An address of mail is told without its scheme.
            None => text.trim() == raw.trim() || text.trim().strip_prefix("mailto:") == Some(raw.trim()),
        })
    }
}

/// The rule whose suggestion is the name of a property, and not a value.
const RENAMES: &str = "propriete-presque-juste";

/// The edits that write what a finding suggests; none when only a person can.
pub fn of_finding(catalogue: &Catalogue, item: &Item, finding: &Finding) -> Vec<Edit> {
    // What is said of the whole harvest is written in data.gouv.fr's form.
    let Some(suggestion) = finding.suggestion.as_ref().filter(|_| finding.rule.level != RuleLevel::Source)
    else {
        return Vec::new();
    };
    let evidence = &finding.evidence;
    // What is to be written elsewhere than it was found leaves what was found in its place.
    let raw = evidence.raw.as_deref().filter(|_| suggestion.path == evidence.path);
    let wanted = Wanted {
        path: &suggestion.path,
        raw,
        resource: evidence.resource.map(|index| index as usize),
        value: &suggestion.value,
        renames: finding.rule.code == RENAMES,
        everywhere: finding.rule.severity == Severity::Blocking,
        ..Wanted::default()
    };
    edits(catalogue, item, wanted)
}

/// The edits that write a value that a person chose, in the place of `raw` when something stands there.
pub fn of_value(catalogue: &Catalogue, item: &Item, suggestion: &Suggestion, raw: Option<&str>) -> Vec<Edit> {
    let Suggestion { path, value } = suggestion;
    edits(catalogue, item, Wanted { path, raw, value, ..Wanted::default() })
}

/// Where the value should stand, else where the rest of the record is.
fn edits(catalogue: &Catalogue, item: &Item, wanted: Wanted<'_>) -> Vec<Edit> {
    let resource = wanted.resource.and_then(|index| u32::try_from(index).ok());
    let first = |only_replaces| {
        let wanted = Wanted { only_replaces, ..wanted };
        let mut found = item.spans_of(resource).map(|span| edits_in(catalogue, &item.origin, span, wanted));
        found.find(|edits| !edits.is_empty())
    };
    wanted.raw.and_then(|_| first(true)).or_else(|| first(false)).unwrap_or_default()
}

fn edits_in(catalogue: &Catalogue, origin: &Origin, span: &Range<usize>, wanted: Wanted<'_>) -> Vec<Edit> {
    // A resource described in a place of its own is the only one there.
    let is_part = *span != origin.span;
    let wanted = Wanted { resource: wanted.resource.filter(|_| !is_part), ..wanted };
    let found = || {
        let document = catalogue.documents.get(origin.document)?;
        let source = document.text.get(span.clone())?;
        let context = Context { document, source, is_part };
        Some(match catalogue.options.kind?.schema() {
            RecordSchema::Ckan | RecordSchema::Opendatasoft => json::edits(&context, wanted),
            RecordSchema::Iso19139 => iso19139::edits(&context, wanted),
            RecordSchema::Dcat => match source.trim_start().chars().next()? {
                '<' if document.text.trim_start().starts_with(['@', '#', 'P', 'p', 'B', 'b']) => {
                    turtle::edits(&context, wanted)
                }
                '<' if is_xml(source) => rdfxml::edits(&context, wanted),
                '{' | '[' => jsonld::edits(&context, wanted),
                _ => turtle::edits(&context, wanted),
            },
        })
    };
    let start = span.start;
    let moved = |(range, text): Piece| Edit {
        document: origin.document,
        range: range.start + start..range.end + start,
        text,
    };
    found().unwrap_or_default().into_iter().map(moved).collect()
}

/// A piece of the record's source, and what takes its place.
type Piece = (Range<usize>, String);

/// The source of a record, or of a part of it, and the document around it.
struct Context<'a> {
    document: &'a Document,
    source: &'a str,
    is_part: bool,
}

/// `<dcat:Dataset …>` and not `<https://…> a …`.
fn is_xml(source: &str) -> bool {
    let head = source.trim_start().trim_start_matches('<');
    let name = head.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
    !name.is_empty() && !head.starts_with("http://") && !head.starts_with("https://") && !name.contains("://")
}

/// The texts of the documents that edits change, with their index. Of edits that overlap, the first one is made.
pub fn apply(documents: &[Document], mut edits: Vec<Edit>) -> Vec<(usize, String)> {
    edits.sort_by_key(|edit| (edit.document, edit.range.start, edit.range.end));
    edits.dedup();
    let mut changed: Vec<(usize, String)> = Vec::new();
    for of_document in edits.chunk_by(|a, b| a.document == b.document) {
        let Some((index, text)) =
            of_document.first().and_then(|edit| Some((edit.document, &documents.get(edit.document)?.text)))
        else {
            continue;
        };
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for Edit { range, text: written, .. } in of_document {
            let Some(kept) = text.get(at..range.start).filter(|_| range.start >= at) else { continue };
            out.push_str(kept);
            out.push_str(written);
            at = range.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        changed.push((index, out));
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_once_each_in_order() {
        let document = Document { text: "un deux trois".to_owned(), ..Document::default() };
        let edit = |range, text: &str| Edit { document: 0, range, text: text.to_owned() };
        let edits =
            vec![edit(8..13, "3"), edit(0..2, "1"), edit(0..2, "1"), edit(1..4, "x"), edit(2..2, ",")];
        assert_eq!(apply(&[document], edits), [(0, "1, deux 3".to_owned())]);
    }
}
