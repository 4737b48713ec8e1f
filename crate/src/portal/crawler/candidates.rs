//! The ways of reading an address, the best first, and the pages of each.

use super::Wanted;
use crate::{
    harvest::Protocol,
    portal::{
        Address,
        candidate::{Candidate, Software, candidate},
        ckan::CkanPager,
        csw::CswPager,
        dcat::DcatPager,
        ods,
        pager::Pager,
        recognise::recognise,
    },
};

/// The ways of reading an address: the chosen one, or those that the address tells by itself.
pub(super) fn candidates(address: Address, wanted: &Wanted) -> Vec<Candidate> {
    let typed = address.to_string();
    let whole = format!("{typed}{}", address.unsent);
    let is_exact = is_exact(&address);
    let (path, service) = (address.without_query(), address.as_service());
    let recognition = recognise(address);
    let Some(kind) = wanted.kind else { return recognition.candidates };
    let mut found = recognition.candidates;
    let place = found.iter().position(|found| found.kind == kind);
    let software = found.first().map_or_else(|| Software::of_kind(kind), |found| found.software);
    let mut chosen = match place {
        Some(place) => found.remove(place),
        None => candidate(software, kind, typed.clone(), "c’est le type que vous avez choisi"),
    };
    match kind.protocol() {
        Protocol::Opendatasoft => chosen.url = typed,
        // The end of the whole address decides the syntax.
        Protocol::Catalogue if is_exact || chosen.url == typed => chosen.url = whole,
        // udata posts to the address as it stands in the form, its query included.
        Protocol::Csw if chosen.url == service || service != path => chosen.url = typed,
        Protocol::Catalogue | Protocol::Action | Protocol::Csw => {}
    }
    found.insert(0, chosen);
    found
}

/// Whether a document stands at an address, by its look.
fn is_exact(address: &Address) -> bool {
    let name = address.path.rsplit('/').next().unwrap_or_default();
    name.contains('.') || address.path.contains("/exports/") || address.path.contains("/catalog.")
}

/// The pages of a portal, read in this way.
pub(super) fn pager(found: &Candidate, wanted: &Wanted, is_counted: bool) -> Box<dyn Pager> {
    let url = found.url.clone();
    match found.kind.protocol() {
        Protocol::Catalogue if found.software == Software::Opendatasoft && wanted.kind.is_none() => {
            Box::new(ods::ExportPager::new(url, is_counted))
        }
        Protocol::Catalogue => Box::new(DcatPager::new(url)),
        Protocol::Opendatasoft => Box::new(ods::ExplorePager::of(&url)),
        Protocol::Action => {
            let filters = if wanted.filters.is_empty() { &found.filters } else { &wanted.filters };
            Box::new(CkanPager::new(&url, found.kind, filters.clone()))
        }
        Protocol::Csw => Box::new(CswPager::new(url, found.kind, wanted.geodcatap)),
    }
}
