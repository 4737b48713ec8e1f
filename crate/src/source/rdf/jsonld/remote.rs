//! Remote contexts: those the caller has, and those bundled here.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::{Contexts, Failure, Read};
use crate::text::json::Json;

/// Contexts by address, each read once.
pub(super) struct Loader<'c, 'f> {
    given: Contexts<'c, 'f>,
    read: FxHashMap<String, Rc<Json<'c>>>,
}

impl<'c, 'f> Loader<'c, 'f> {
    pub(super) fn new(given: Contexts<'c, 'f>) -> Self {
        Self { given, read: FxHashMap::default() }
    }

    pub(super) fn fetch(&mut self, address: &str) -> Read<Rc<Json<'c>>> {
        if let Some(known) = self.read.get(address) {
            return Ok(Rc::clone(known));
        }
        let Some(text) = (self.given)(address).or_else(|| bundled(address)) else {
            return Err(Failure {
                message: format!("remote context {address} is not at hand"),
                found: format!("Ce document renvoie à un contexte JSON-LD distant\u{a0}: {address}."),
                advice: "Ouvrez cette adresse et collez aussi son contenu, ou écrivez le contexte dans le document."
                    .to_owned(),
            });
        };
        let context = Json::parse(text).map_err(|error| Failure {
            message: error.to_string(),
            found: format!("Le contexte JSON-LD {address} n’est pas du JSON valide."),
            advice: "Donnez le contenu exact de cette adresse.".to_owned(),
        })?;
        let context = Rc::new(context);
        self.read.insert(address.to_owned(), Rc::clone(&context));
        Ok(context)
    }
}

fn bundled(_address: &str) -> Option<&'static str> {
    None
}
