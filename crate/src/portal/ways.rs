//! Every way by which data.gouv.fr can harvest what stands at an address.

use super::{Address, Candidate, Software};
use crate::{
    harvest::{FormField, Protocol},
    model::{Filter, Kind},
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
    let mut add = |kind: Kind, geodcatap: bool, url: String, filters: &[Filter]| {
        let way = Way { kind, geodcatap, url, filters: filters.to_vec() };
        let is_known = |known: &Way| (known.kind, known.geodcatap, &known.url) == (kind, geodcatap, &way.url);
        if !ways.iter().any(is_known) {
            ways.push(way);
        }
    };
    for found in candidates.iter().filter(|found| !found.is_fallback()) {
        add(found.kind, false, found.url.clone(), &found.filters);
    }
    for found in candidates {
        let origin = Address::parse(&found.url).ok().map(|address| address.origin());
        match (found.software, found.kind, origin) {
            (_, kind, _) if kind.protocol() == Protocol::Csw => {
                for kind in Kind::offered().filter(|kind| kind.protocol() == Protocol::Csw) {
                    add(kind, false, found.url.clone(), &[]);
                    if kind.has(FormField::GeoDcatAp) {
                        add(kind, true, found.url.clone(), &[]);
                    }
                }
            }
            (Software::Opendatasoft, _, Some(origin)) => {
                add(Kind::CswIso19139, false, format!("{origin}/csw"), &[]);
                add(Kind::Ods, false, format!("{origin}/"), &[]);
            }
            (Software::Ckan, Kind::Ckan, _) => {
                let root = found.url.trim_end_matches('/');
                add(Kind::Dcat, false, format!("{root}/catalog.xml"), &[]);
            }
            (Software::Dkan, _, Some(origin)) => {
                add(Kind::Dkan, false, format!("{origin}/"), &[]);
                add(Kind::Dcat, false, format!("{origin}/data.json"), &[]);
            }
            (Software::Rdf, Kind::Dcat, Some(origin)) if is_of_ckan(&found.url) => {
                add(Kind::Ckan, false, format!("{origin}/"), &[]);
            }
            _ => {}
        }
    }
    ways
}

/// Where ckanext-dcat writes the catalogue: `/catalog.xml`.
fn is_of_ckan(url: &str) -> bool {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    ["xml", "ttl", "rdf", "jsonld"].iter().any(|end| path.ends_with(&format!("/catalog.{end}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::portal::recognise;

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
