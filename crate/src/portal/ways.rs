//! Every way by which data.gouv.fr can harvest what stands at an address.

use super::{Candidate, Software};
use crate::{
    harvest::{FormField, Protocol},
    model::{Filter, Kind},
    text::url,
};

/// One way to read a portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// « Implémentation » of the form.
    pub kind: Kind,
    /// « GeoDCAT-AP » of the form.
    pub geodcatap: bool,
    /// « URL » of the form.
    pub url: String,
    /// « Filtres » of the form.
    pub filters: Vec<Filter>,
}

/// The ways, that which was recognised first, then the others of the same software; the retired ones last.
pub fn ways(candidates: &[Candidate]) -> Vec<Way> {
    let mut ways: Vec<Way> = Vec::new();
    let add = |ways: &mut Vec<Way>, kind, geodcatap, url: &str, filters: &[Filter]| {
        let way = Way { kind, geodcatap, url: url.to_owned(), filters: filters.to_vec() };
        let is_known = |known: &Way| (known.kind, known.geodcatap, &known.url) == (kind, geodcatap, &way.url);
        if !ways.iter().any(is_known) {
            ways.push(way);
        }
    };
    for found in candidates.iter().filter(|found| !found.is_fallback()) {
        add(&mut ways, found.kind, false, &found.url, &found.filters);
    }
    for found in candidates {
        if found.kind.protocol() == Protocol::Csw {
            for kind in Kind::offered().filter(|kind| kind.protocol() == Protocol::Csw) {
                add(&mut ways, kind, false, &found.url, &[]);
                if kind.has(FormField::GeoDcatAp) {
                    add(&mut ways, kind, true, &found.url, &[]);
                }
            }
        }
        let software = if is_of_ckan(found) { Software::Ckan } else { found.software };
        for (kind, path) in software.neighbours() {
            let is_read = ways.iter().any(|way| way.kind == *kind);
            if let Some(url) = url::join(&found.url, path).filter(|_| !is_read) {
                add(&mut ways, *kind, false, &url, &[]);
            }
        }
    }
    ways
}

/// Whether it is where ckanext-dcat writes the catalogue: `/catalog.xml`.
fn is_of_ckan(found: &Candidate) -> bool {
    let path = found.url.split(['?', '#']).next().unwrap_or_default();
    let ends = |end: &&str| path.ends_with(&format!("/catalog.{end}"));
    found.software == Software::Rdf && ["xml", "ttl", "rdf", "jsonld"].iter().any(ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::{Address, recognise};

    #[test]
    fn each_software_has_its_ways() {
        let table = [
            (
                "https://geo.fr/geonetwork/srv/fre/csw",
                vec![
                    "csw-iso-19139 https://geo.fr/geonetwork/srv/fre/csw",
                    "csw-dcat https://geo.fr/geonetwork/srv/fre/csw",
                    "csw-dcat+ https://geo.fr/geonetwork/srv/fre/csw",
                ],
            ),
            (
                "https://data.fr/dataset/arbres",
                vec!["ckan https://data.fr/", "dcat https://data.fr/catalog.xml"],
            ),
            (
                "https://data.fr/catalog.ttl",
                vec!["dcat https://data.fr/catalog.ttl", "ckan https://data.fr/"],
            ),
            (
                "https://data.fr/explore/",
                vec![
                    "dcat https://data.fr/api/explore/v2.1/catalog/exports/dcat/",
                    "csw-iso-19139 https://data.fr/csw",
                    "ods https://data.fr/",
                ],
            ),
        ];
        for (address, expected) in table {
            let found = recognise(Address::parse(address).expect("an address")).candidates;
            let told: Vec<String> = ways(&found)
                .iter()
                .map(|way| format!("{}{} {}", way.kind.id(), if way.geodcatap { "+" } else { "" }, way.url))
                .collect();
            assert_eq!(told, expected, "{address}");
        }
    }
}
