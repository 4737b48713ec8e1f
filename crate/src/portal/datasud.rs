//! DataSud, the portal that the organisations of Provence-Alpes-Côte d'Azur share: its CKAN stands under its site.

use super::{Address, Candidate, Software, candidate::candidate};
use crate::model::Kind;

/// What the portal's name ends with.
const DOMAIN: &str = "datasud.fr";
/// Where its CKAN stands.
const ROOT: &str = "/fr/indexer/service/ckan/";

/// Whether an address is one of the portal's.
pub(super) fn is_datasud(address: &Address) -> bool {
    address.is_under(DOMAIN)
}

/// The CKAN of the portal, whichever of its pages the address is; its former site is recognised as any CKAN.
pub(super) fn recognised(address: &Address) -> Vec<Candidate> {
    let bare = address.host.strip_suffix(DOMAIN).map(|before| before.trim_end_matches('.'));
    let url = match bare {
        Some("" | "www") => address.origin() + ROOT,
        // The address of DataSud's guide.
        Some("trouver") if address.path == "/" => address.origin() + "/",
        _ => return Vec::new(),
    };
    let mut found =
        candidate(Software::Ckan, Kind::Ckan, url, "DataSud est un portail CKAN, sous cette adresse");
    found.cautions.push(
        "Donnez la racine de l’instance CKAN, avec la barre finale, et non la page d’accueil du portail.",
    );
    found.cautions.push("Le filtre « organization » est obligatoire : sans lui, data.gouv.fr moissonnerait les jeux de toutes les organisations de DataSud.");
    vec![found]
}

/// The name of the harvester, as DataSud's guide gives it.
pub(super) fn name(organisation: Option<&str>) -> String {
    format!("{} - DataSud", organisation.unwrap_or("Mon organisation"))
}
