//! Remote JSON-LD contexts given beside the catalogue: udata fetches them, here they are asked for by name.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::{
    formats::json::Json,
    source::{Document, rdf::context_file_name},
};

/// A context is small: a larger document is a catalogue.
const LARGEST: usize = 1 << 20;

/// The documents of a harvest that are contexts, and not pages.
#[derive(Debug, Default)]
pub(super) struct Contexts {
    /// Those that a page asked for.
    used: Mutex<Vec<usize>>,
    /// Addresses that pages asked for.
    asked: Mutex<Vec<String>>,
}

impl Contexts {
    /// The text of the context at `address`: of the document that has it, else of the one that bears its file name.
    pub fn text<'d>(&self, documents: &'d [Document], address: &str) -> Option<&'d str> {
        list(&self.asked).push(address.to_owned());
        let name = context_file_name(address);
        let is_it = |document: &Document| {
            document.url.as_deref() == Some(address)
                || document.name == address
                || document.name.rsplit(['/', '\\']).next() == Some(name)
        };
        let index = documents.iter().position(is_it)?;
        list(&self.used).push(index);
        documents.get(index).map(|document| document.text.as_str())
    }

    /// Adds the addresses that pages asked for since the last time, each once.
    pub fn move_asked(&self, all: &mut Vec<String>) {
        for address in list(&self.asked).drain(..) {
            if !all.contains(&address) {
                all.push(address);
            }
        }
    }

    /// Whether a page asked for this document.
    pub fn is_used(&self, index: usize) -> bool {
        list(&self.used).contains(&index)
    }
}

/// The first page: files come in any order, and a context may come before the catalogue.
pub(super) fn first_page(documents: &[Document]) -> usize {
    documents.iter().position(|document| documents.len() < 2 || !is_context(document)).unwrap_or_default()
}

/// A list that is pushed to and read, never left half written.
fn list<T>(list: &Mutex<Vec<T>>) -> MutexGuard<'_, Vec<T>> {
    list.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a document holds a context and nothing else.
fn is_context(document: &Document) -> bool {
    let text = document.text.trim_start();
    document.text.len() < LARGEST
        && text.starts_with('{')
        && matches!(Json::parse(text), Ok(Json::Object(object)) if object.get("@context").is_some() && object.iter().count() == 1)
}

#[cfg(test)]
mod tests {
    use crate::{Catalogue, Input, Kind, Options};

    const CATALOGUE: &str = r#"{"@context": "https://exemple.fr/ld/contexte.jsonld?v=1", "@type": "Jeu", "id": "a", "titre": "Titre"}"#;
    const CONTEXT: &str = r#"{"@context": {"Jeu": "http://www.w3.org/ns/dcat#Dataset", "id": "http://purl.org/dc/terms/identifier",
        "titre": "http://purl.org/dc/terms/title"}}"#;

    fn read(files: &[(&str, &str)]) -> Catalogue {
        let inputs = files.iter().map(|(name, text)| Input::named(*name, *text)).collect();
        Catalogue::read(inputs, Options { kind: Some(Kind::Dcat), ..Options::default() })
    }

    #[test]
    fn a_remote_context_is_asked_for_by_name() {
        let catalogue = read(&[("a.jsonld", CATALOGUE)]);
        assert!(catalogue.job.items.is_empty());
        let problem = &catalogue.problems[0];
        assert!(problem.found.contains("https://exemple.fr/ld/contexte.jsonld?v=1"), "{problem}");
        assert!(problem.advice.contains("« contexte.jsonld »"), "{problem}");
    }

    #[test]
    fn a_context_given_with_the_catalogue_is_used_whatever_the_order() {
        for files in [
            [("a.jsonld", CATALOGUE), ("contexte.jsonld", CONTEXT)],
            [("contexte.jsonld", CONTEXT), ("z.jsonld", CATALOGUE)],
        ] {
            let catalogue = read(&files);
            assert_eq!(catalogue.job.items.len(), 1, "{:?}", catalogue.problems);
            assert_eq!(catalogue.job.items[0].name(), "Titre");
            assert!(catalogue.problems.is_empty(), "{:?}", catalogue.problems);
        }
    }
}
