//! Remote contexts: those the caller has, and those bundled here.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{ContextLookup, JsonLdFailure, JsonLdResult};
use crate::{formats::json::Json, text::tables::Table};

/// Contexts by address, each read once.
pub(super) struct Loader<'c, 'f> {
    given: ContextLookup<'c, 'f>,
    read: FxHashMap<String, Rc<Json<'c>>>,
}

impl<'c, 'f> Loader<'c, 'f> {
    pub(super) fn new(given: ContextLookup<'c, 'f>) -> Self {
        Self { given, read: FxHashMap::default() }
    }

    pub(super) fn fetch(&mut self, address: &str) -> JsonLdResult<Rc<Json<'c>>> {
        if let Some(known) = self.read.get(address) {
            return Ok(Rc::clone(known));
        }
        let Some(text) = (self.given)(address).or_else(|| bundled(address)) else {
            return Err(JsonLdFailure::Raised {
                message: format!("remote context {address} is not at hand"),
                found: format!("Ce document renvoie à un contexte JSON-LD distant : {address}."),
                advice: format!(
                    "Rien n’est demandé à cette adresse sans vous : enregistrez-la sous le nom « {} » et donnez les deux fichiers ensemble, ou écrivez le contexte dans le document.",
                    file_name(address),
                ),
            });
        };
        let context = Json::parse(text).map_err(|error| JsonLdFailure::Raised {
            message: error.message(text),
            found: format!("Le contexte JSON-LD {address} n’est pas du JSON valide."),
            advice: "Donnez le contenu exact de cette adresse.".to_owned(),
        })?;
        let context = Rc::new(context);
        self.read.insert(address.to_owned(), Rc::clone(&context));
        Ok(context)
    }
}

/// The name of the file that holds the context at an address.
pub fn file_name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or(address);
    path.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("contexte.jsonld")
}

/// The contexts portals use, whichever scheme their address has.
fn bundled(address: &str) -> Option<&'static str> {
    let place = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    let table = match place.trim_end_matches('/') {
        // udata asks for its own copy (`URIS_TO_REPLACE`, `harvest/backends/dcat.py`).
        "project-open-data.cio.gov/v1.1/schema/catalog.jsonld"
        | "gist.githubusercontent.com/maudetes/f019586185d6f59dcfb07f97148a1973/raw/585c3c7bf602b5a4e635b137257d0619792e2c1f/gistfile1.txt" => {
            Table::ProjectOpenDataContext
        }
        "schema.org"
        | "www.schema.org"
        | "schema.org/docs/jsonldcontext.jsonld"
        | "schema.org/docs/jsonldcontext.json" => Table::SchemaOrgContext,
        "semiceu.github.io/DCAT-AP/releases/3.0.0/context/dcat-ap.jsonld"
        | "semiceu.github.io/DCAT-AP/releases/3.0.1/context/dcat-ap.jsonld" => Table::DcatApContext,
        _ => return None,
    };
    Some(table.text())
}

#[cfg(test)]
mod tests {
    use super::{
        super::super::{RdfFormat, Term, parse, parse_with},
        *,
    };

    #[test]
    fn bundled_contexts_are_json() {
        for text in [Table::ProjectOpenDataContext, Table::SchemaOrgContext, Table::DcatApContext] {
            let context = Json::parse(text.text()).expect("JSON");
            assert!(context.as_object().and_then(|object| object.get("@context")).is_some());
        }
    }

    #[test]
    fn an_unknown_context_is_named_and_can_be_given() {
        let text = r#"{"@context": "https://exemple.fr/c", "@id": "http://e/1", "title": "Arbres"}"#;
        let error = parse(text, RdfFormat::JsonLd, None).expect_err("no such context");
        assert!(error.found.contains("https://exemple.fr/c"), "{}", error.found);
        let given = |address: &str| {
            (address == "https://exemple.fr/c")
                .then_some(r#"{"@context": {"title": "http://purl.org/dc/terms/title"}}"#)
        };
        let graph = parse_with(text, RdfFormat::JsonLd, None, &given).expect("a graph");
        let (_, predicate, _) = graph.triples().next().expect("a triple");
        assert_eq!(graph.term(predicate), Term::Iri("http://purl.org/dc/terms/title"));
    }
}
