//! What a person may do about a fault.

use super::{Likely, Remedy};
use crate::harvest::Protocol;
use crate::portal::{
    Address, Candidate, Software,
    commands::{commands, direct},
};

pub(super) fn say(text: impl Into<String>) -> Remedy {
    Remedy::Say(text.into())
}

/// A catalogue that a web page names.
pub(super) fn link(address: &str) -> Remedy {
    Remedy::Check {
        label: "Lien de catalogue repéré dans la page".into(),
        address: address.to_owned(),
        kind: None,
    }
}

/// The address with a slash at its end: without one, the harvester asks the API of CKAN beside it, and not below.
pub(super) fn with_slash(portal: &[Candidate]) -> Option<Remedy> {
    let found = portal.first().filter(|found| found.kind.protocol() == Protocol::Action)?;
    let path = found.url.split_once("://")?.1.split_once('/')?.1;
    let is_below = !path.is_empty() && !path.ends_with('/') && !path.contains(['?', '#']);
    is_below.then(|| Remedy::Check {
        label: "Essayer avec une barre oblique à la fin, sans laquelle l’API est cherchée à côté".into(),
        address: format!("{}/", found.url),
        kind: Some(found.kind),
    })
}

/// Reading the portal in another way.
pub(super) fn check(found: &Candidate) -> Remedy {
    Remedy::Check {
        label: format!("Essayer comme {} ({})", found.software.label(), found.kind),
        address: found.url.clone(),
        // What answers as plain RDF is read by its address.
        kind: (found.software != Software::Rdf).then_some(found.kind),
    }
}

/// What to do about a page after the first: its address is that of the catalogue, or what the page before it announces.
pub(super) fn of_later_page(page: usize, portal: &[Candidate]) -> Option<Remedy> {
    match portal.first().filter(|_| page > 1)?.kind.protocol() {
        Protocol::Catalogue => Some(say(
            "La page précédente annonce cette adresse (hydra:next) : faites-y annoncer une adresse qui donne directement la suite du catalogue, ou aucune s’il n’y a pas de suite.",
        )),
        Protocol::Csw => Some(say(
            "Le service a donné les pages précédentes à la même adresse : prévenez l’administrateur du catalogue ; le détail technique l’aidera.",
        )),
        Protocol::Action | Protocol::Opendatasoft => None,
    }
}

/// What is known of the software that was recognised.
pub(super) fn cautions(portal: &[Candidate]) -> impl Iterator<Item = Remedy> {
    portal.first().into_iter().flat_map(|found| &found.cautions).map(|caution| say(*caution))
}

/// Ways that no browser holds back, in order.
pub(super) fn without_browser(address: &str, portal: &[Candidate]) -> Vec<Remedy> {
    let Some(found) = portal.first() else {
        let likely = Remedy::Which(likely(address));
        return vec![likely, Remedy::Command(address.to_owned()), administrator(None)];
    };
    let direct = direct(found, false).map(|(address, about)| Remedy::Download { address, about });
    let others = [
        Remedy::Run(commands(found, false)),
        Remedy::Command(found.url.clone()),
        administrator(Some(found.software)),
    ];
    direct.into_iter().chain(others).collect()
}

/// What to ask of whoever runs the portal, so that browsers may read it.
fn administrator(software: Option<Software>) -> Remedy {
    let (about, setting) = match software {
        Some(Software::Ckan) => ("Dans la configuration de CKAN :", "ckan.cors.origin_allow_all = true"),
        Some(Software::Geonetwork) => (
            "GeoNetwork autorise les autres pages par « cors.allowedHosts » ; le serveur placé devant doit laisser passer OPTIONS :",
            "-Dcors.allowedHosts=*",
        ),
        Some(Software::Csw) => (
            "Sur le serveur web placé devant le service, qui doit aussi répondre aux requêtes OPTIONS :",
            "Access-Control-Allow-Origin: *\nAccess-Control-Allow-Methods: GET, POST, OPTIONS\nAccess-Control-Allow-Headers: Content-Type",
        ),
        _ => ("Sur le serveur web du portail, cet en-tête de réponse :", "Access-Control-Allow-Origin: *"),
    };
    Remedy::Administrator {
        about: format!("Demandez à votre administrateur d’autoriser la lecture. {about}"),
        setting: setting.into(),
    }
}

/// What a home page could be that the page may not read.
fn likely(address: &str) -> Vec<Likely> {
    let Ok(address) = Address::parse(address) else { return Vec::new() };
    let origin = address.origin();
    let capabilities = "?service=CSW&version=2.0.2&request=GetCapabilities";
    let known = [
        (
            "Opendatasoft",
            "/api/explore/v2.1/catalog/datasets?limit=1",
            "/api/explore/v2.1/catalog/exports/dcat/",
        ),
        ("CKAN", "/api/3/action/package_list?limit=5", "/dataset"),
        ("GeoNetwork", &format!("/geonetwork/srv/fre/csw{capabilities}"), "/geonetwork/srv/fre/csw"),
        ("CSW", &format!("/csw{capabilities}"), "/csw"),
        ("ArcGIS Hub", "/api/feed/dcat-ap/2.1.1.json", "/api/feed/dcat-ap/2.1.1.json"),
        ("DCAT", "/catalog.xml", "/catalog.xml"),
    ];
    known
        .map(|(label, opens, path)| Likely {
            label,
            opens: format!("{origin}{opens}"),
            address: format!("{origin}{path}"),
        })
        .into()
}
