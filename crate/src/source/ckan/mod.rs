//! CKAN's and DKAN's answers: `package_list`, `package_show`, `package_search` and its pages, a bare package, a list
//! of packages, or one of these per line. Packages are found here, not read: a cut file keeps those before the cut.

mod answer_reader;
#[cfg(test)]
mod tests;

use std::{borrow::Cow, mem};

use rustc_hash::FxHashMap;

use self::answer_reader::{AnswerReader, root};
pub use self::answer_reader::{RequestedName, error_message};
use super::{Document, Piece, Problem};
use crate::{
    formats::json::{Json, JsonError, JsonReader},
    model::{Origin, refusal::PortalError},
    text::{
        count::{count, number},
        surrogates::Surrogates,
    },
};

/// A package, not read yet.
#[derive(Debug, Clone)]
pub struct Slice<'a> {
    /// Its `name`, by which udata asks for it; `None` when it has no such key.
    pub name: Option<Json<'a>>,
    /// The name in the address that shows it, when one does: udata asked for that very one.
    pub asked: Option<String>,
    /// Where it stands.
    pub origin: Origin,
    /// Its JSON, when its document is at hand.
    pub text: &'a str,
    /// The part of its document where it is read, when that is packed.
    pub piece: Option<usize>,
}

impl Slice<'_> {
    fn text_name(&self) -> Option<&str> {
        self.name.as_ref().and_then(Json::as_str)
    }

    /// The name by which udata got it, whatever the package calls itself.
    fn requested_name(&self) -> Option<&str> {
        self.asked.as_deref().or_else(|| self.text_name())
    }
}

/// An answer that says no.
#[derive(Debug, Clone)]
pub struct PortalRefusal {
    /// The package it is about (empty when unknown); `None` when it is about the whole portal.
    pub name: Option<String>,
    /// The error.
    pub error: PortalError,
    /// Where it stands.
    pub origin: Origin,
}

/// What the documents of a portal say.
#[derive(Debug, Clone, Default)]
pub struct Answers<'a> {
    /// Packages, in the order udata asks for them.
    pub packages: Vec<Slice<'a>>,
    /// What `package_list` says; empty when there is no such answer.
    pub names: Vec<Cow<'a, str>>,
    /// What stands among those names and is none, in their order.
    pub unnamed: Vec<Json<'static>>,
    /// Those names that no address can hold, half a character in them, where no package is known by them.
    pub unwritable: Vec<String>,
    /// Answers that say no.
    pub refusals: Vec<PortalRefusal>,
    /// The portal's root, as an answer gives it.
    pub site: Option<String>,
    /// How many packages `package_search` announces, all pages together.
    pub announced: usize,
}

impl<'a> Answers<'a> {
    /// Reads all documents; what cannot be read is told in `problems`. A list which is no document may name packages, of
    /// which so many are known not to be there.
    pub fn read(
        documents: &'a [Document],
        listed: &'a [String],
        refused: usize,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut answers = Self::default();
        for (index, document) in documents.iter().enumerate() {
            let before = (answers.count(), problems.len());
            answers.read_document(index, document, problems);
            answers.site = answers.site.take().or_else(|| document.url.as_deref().and_then(root));
            if (answers.count(), problems.len()) == before {
                problems.push(Problem::empty(document, "aucun jeu de données d’un portail CKAN"));
            }
        }
        answers.names.extend(listed.iter().map(|name| Cow::Borrowed(name.as_str())));
        answers.packages = answers.asked(documents);
        answers.unwritable = answers.unwritable();
        let refused = refused + answers.unwritable.len();
        problems.extend(documents.first().and_then(|document| answers.missing(document, refused)));
        answers
    }

    fn unwritable(&self) -> Vec<String> {
        let cut = |name: &&Cow<'_, str>| Surrogates::of(name).is_some();
        let is_known = |name: &str| self.packages.iter().any(|slice| slice.text_name() == Some(name));
        self.names.iter().filter(cut).filter(|name| !is_known(name)).map(|name| name.to_string()).collect()
    }

    /// Packages that the portal names or announces, and that no document holds.
    fn missing(&self, document: &Document, refused: usize) -> Option<Problem> {
        let named = self.names.iter().filter(|name| !name.is_empty()).count();
        // A search counts the packages without name too.
        let nameless = self.names.len() - named;
        let (found, announced) = (self.packages.len(), self.announced.max(named));
        if found == 0 && refused == 0 && named > 0 {
            return Some(Problem::new(
                document,
                format!(
                    "On ne trouve que le nom de {}, sans le contenu.",
                    count(named, "jeu de données", "jeux de données")
                ),
                "Donnez la réponse de /api/3/action/package_search?rows=1000, qui contient tout, ou celle de package_show pour chaque jeu.",
            ));
        }
        (found + refused + nameless < announced).then(|| Problem {
            partial: true,
            ..Problem::new(
                document,
                format!(
                    "Le portail annonce {}, mais il n’y en a que {} ici.",
                    count(announced, "jeu de données", "jeux de données"),
                    number(found)
                ),
                "Ajoutez les pages suivantes : package_search?rows=1000&start=1000, puis start=2000…",
            )
        })
    }

    fn count(&self) -> usize {
        self.packages.len() + self.names.len() + self.refusals.len()
    }

    fn read_document(&mut self, index: usize, document: &'a Document, problems: &mut Vec<Problem>) {
        let before = self.packages.len();
        let mut errors = Vec::new();
        for (rank, Piece { start, text }) in document.pieces().enumerate() {
            match text {
                Cow::Borrowed(text) => errors.extend(self.read_text(index, document, text)),
                Cow::Owned(text) => {
                    let mut answers = Answers::default();
                    let found = answers.read_text(index, document, &text);
                    errors.extend(
                        found.into_iter().map(|error| JsonError { offset: error.offset + start, ..error }),
                    );
                    self.join(answers, rank, start);
                }
            }
        }
        let read = self.packages.len() - before;
        if let Some(&error) = errors.first() {
            let mut problem = Problem::json(document, error, read);
            if errors.len() > 1 {
                problem.found += &format!(" {} lignes en tout sont illisibles.", errors.len());
            }
            problems.push(problem);
        }
    }

    /// Adds what was read in a packed part of a document, of this rank, which starts there.
    fn join(&mut self, part: Answers<'_>, rank: usize, start: usize) {
        let placed = |origin: Origin| {
            let span = origin.span.start + start..origin.span.end + start;
            Origin { span, ..origin }
        };
        self.packages.extend(part.packages.into_iter().map(|slice| Slice {
            name: slice.name.map(Json::into_owned),
            asked: slice.asked,
            origin: placed(slice.origin),
            text: "",
            piece: Some(rank),
        }));
        let refusals = part.refusals.into_iter();
        self.refusals
            .extend(refusals.map(|refusal| PortalRefusal { origin: placed(refusal.origin), ..refusal }));
        self.names.extend(part.names.into_iter().map(|name| Cow::Owned(name.into_owned())));
        self.unnamed.extend(part.unnamed);
        self.site = self.site.take().or(part.site);
        self.announced = self.announced.max(part.announced);
    }

    /// Reads a document, or a part of it; what cannot be read.
    fn read_text(&mut self, index: usize, document: &'a Document, text: &'a str) -> Vec<JsonError> {
        let mut answer = AnswerReader { index, document, text, answers: self };
        let mut errors = Vec::new();
        match JsonReader::new(text).peek() {
            Some(first) if document.is_of_lines() || matches!(first, b'{' | b'[') && is_lines(text) => {
                for (start, end) in lines(text) {
                    let line = text.get(..end).unwrap_or(text);
                    let mut reader = JsonReader::at(line, start);
                    errors.extend(answer.answer(&mut reader).and_then(|()| reader.end()).err());
                }
            }
            Some(b'{' | b'[') => {
                let mut reader = JsonReader::new(text);
                while reader.peek().is_some() && errors.is_empty() {
                    errors.extend(answer.answer(&mut reader).err());
                }
            }
            Some(first) => answer.not_json(first),
            None => {}
        }
        errors
    }

    /// The packages as udata asks for them: each name of `package_list`, by name. A name given twice answers the
    /// same package, the last one here. One that comes back in a later document stands on two pages of
    /// `package_search`: it is in `package_list` once.
    fn asked(&mut self, documents: &[Document]) -> Vec<Slice<'a>> {
        let is_shown = |slice: &Slice<'_>| {
            let address = documents.get(slice.origin.document).and_then(|document| document.url.as_deref());
            address.is_some_and(|address| address.contains("/package_show?"))
        };
        let mut found: FxHashMap<&str, NamedPackages> = FxHashMap::default();
        for (index, slice) in self.packages.iter().enumerate() {
            if let Some(name) = slice.requested_name() {
                let first_document = slice.origin.document;
                found
                    .entry(name)
                    .or_insert(NamedPackages { first_document, last: index, listed: false })
                    .last = index;
            }
        }
        let mut asked = Vec::with_capacity(self.packages.len());
        for name in &self.names {
            if let Some(found) = found.get_mut(name.as_ref()) {
                found.listed = true;
                asked.push(found.last);
            }
        }
        asked.extend(self.packages.iter().enumerate().filter_map(|(index, slice)| {
            match slice.requested_name().and_then(|name| found.get(name)) {
                None => Some(index),
                Some(found) if found.listed => None,
                Some(_) if is_shown(slice) => Some(index),
                Some(found) => (found.first_document == slice.origin.document).then_some(found.last),
            }
        }));
        if asked.iter().copied().eq(0..self.packages.len()) {
            return mem::take(&mut self.packages);
        }
        asked.into_iter().filter_map(|index| self.packages.get(index).cloned()).collect()
    }
}

/// Whether each line is a whole value: the first one is, and others follow.
fn is_lines(text: &str) -> bool {
    let text = text.trim_start();
    text.split_once('\n').is_some_and(|(first, rest)| {
        let mut reader = JsonReader::new(first);
        !rest.trim().is_empty() && reader.skip().is_ok() && reader.end().is_ok()
    })
}

/// Where each line that is not blank starts and ends.
fn lines(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut end = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = end;
        end += line.len();
        (!line.trim().is_empty()).then_some((start, end))
    })
}

/// Whether packages are DKAN's: CKAN writes their type `dataset`, DKAN `Dataset`. The first one decides.
pub fn is_dkan(document: &Document) -> bool {
    let known = |text: &str| {
        let kinds = text.split("\"type\"").skip(1);
        let mut kinds = kinds.map(|after| after.trim_start().trim_start_matches(':').trim_start());
        kinds.find_map(|kind| {
            let is = |name| kind.starts_with(name);
            (is("\"dataset\"") || is("\"Dataset\"")).then(|| is("\"Dataset\""))
        })
    };
    document.pieces().find_map(|piece| known(&piece.text)) == Some(true)
}

/// The packages of one name.
struct NamedPackages {
    first_document: usize,
    last: usize,
    listed: bool,
}
