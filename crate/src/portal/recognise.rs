//! Which software an address belongs to, from the address alone: what to type in data.gouv.fr's form.

use super::{
    Address,
    candidate::{Candidate, Software, candidate},
    datasud,
};
use crate::{
    model::{Filter, Kind},
    source::rdf::SyntaxFamily,
};

/// What an address tells by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognition {
    /// The address, completed and cleaned.
    pub address: Address,
    /// Ways of having it harvested, the best first; none when only a probe can tell.
    pub candidates: Vec<Candidate>,
}

/// Recognises an address without any request.
pub fn recognise(address: Address) -> Recognition {
    let known = [opendatasoft, udata, isogeo, arcgis, geonetwork, csw, dkan, datasud::recognised, ckan, rdf];
    let candidates = known.iter().map(|of| of(&address)).find(|found| !found.is_empty()).unwrap_or_default();
    Recognition { address, candidates }
}

/// The DCAT export of an Opendatasoft portal, with the filters that its address carried.
fn opendatasoft(address: &Address) -> Vec<Candidate> {
    const TECHNICAL: &str = "Cette adresse technique (…opendatasoft.com) peut changer : donnez plutôt l’adresse publique de votre portail, les identifiants des jeux de données en dépendent.";
    const RENAME: &str =
        "Ne renommez pas l’identifiant technique d’un jeu de données : data.gouv.fr créerait un doublon.";
    let path = address.path.as_str();
    let technical = address.is_under("opendatasoft.com") || address.is_under("huwise.com");
    let why = if path.contains("/api/explore/v2") || path.starts_with("/api/v2/catalog") {
        "l’adresse est celle de l’API Explore"
    } else if path.starts_with("/api/datasets/1.0") || path.starts_with("/api/records/1.0") {
        "l’adresse est celle de l’API v1 d’Opendatasoft"
    } else if path.starts_with("/api/v1/console") || path.starts_with("/api/v2/console") {
        "l’adresse est celle de la console d’API d’Opendatasoft"
    } else if path == "/explore" || path.starts_with("/explore/") {
        "le chemin /explore/ est celui d’un portail Opendatasoft"
    } else if technical {
        "le nom de domaine est celui d’Opendatasoft"
    } else {
        return Vec::new();
    };
    let filters: Vec<_> = address.query.split('&').filter_map(opendatasoft_filter).collect();
    let query = if filters.is_empty() { String::new() } else { format!("?{}", filters.join("&")) };
    let url = format!("{}/api/explore/v2.1/catalog/exports/dcat/{query}", address.origin());
    let mut found = candidate(Software::Opendatasoft, Kind::Dcat, url, why);
    if technical {
        found.cautions.push(TECHNICAL);
    }
    found.cautions.push(RENAME);
    vec![found]
}

/// A filter of the catalogue, as the export takes it: pages write `refine.theme=Eau`, the API `refine=theme:Eau`.
fn opendatasoft_filter(parameter: &str) -> Option<String> {
    let (name, value) = parameter.split_once('=')?;
    match name.split_once('.') {
        _ if matches!(name, "where" | "refine" | "exclude") => Some(parameter.to_owned()),
        Some((name @ ("refine" | "exclude"), field)) => Some(format!("{name}={field}:{value}")),
        _ => None,
    }
}

fn udata(address: &Address) -> Vec<Candidate> {
    const LOOP: &str = "data.gouv.fr ne se moissonne pas lui-même : donnez l’adresse du portail d’origine.";
    let path = address.path.as_str();
    let own = address.is_under("data.gouv.fr") && !path.contains("/csw");
    let api = ["site", "organizations", "datasets", "harvest"]
        .iter()
        .any(|name| path.strip_prefix("/api/1/").is_some_and(|rest| rest.split('/').next() == Some(*name)));
    if !(own || api) {
        return Vec::new();
    }
    let url = if path.contains("/catalog.") {
        address.without_query()
    } else if path.ends_with("/catalog") {
        // Without an extension, udata redirects, and data.gouv.fr does not follow.
        address.without_query() + ".xml"
    } else {
        format!("{}/api/1/site/catalog.xml", address.origin())
    };
    let mut found = candidate(Software::Udata, Kind::Dcat, url, "l’adresse est celle d’un site udata");
    if own {
        found.cautions.push(LOOP);
    }
    vec![found]
}

fn isogeo(address: &Address) -> Vec<Candidate> {
    const SHARE: &str = "Demandez à votre administrateur Isogeo le lien de partage DCAT (Administration > Partages) ; le partage doit comprendre le serveur DCAT et OpenCatalog.";
    const SECRET: &str = "Ce lien contient le jeton de votre partage : ne le publiez pas.";
    if !address.is_under("isogeo.com") {
        return Vec::new();
    }
    let segments = address.segments();
    if address.host.starts_with("dcat.") && segments.len() >= 2 {
        let mut found =
            candidate(Software::Isogeo, Kind::Dcat, address.to_string(), "c’est un partage DCAT d’Isogeo");
        found.cautions.push(SECRET);
        return vec![found];
    }
    if address.path.starts_with("/ows/") {
        let mut found = candidate(
            Software::Isogeo,
            Kind::CswIso19139,
            address.without_query(),
            "c’est le service CSW d’un partage Isogeo",
        );
        found.cautions.push("Le partage DCAT du même catalogue est préférable : il garde plus de champs.");
        return vec![found];
    }
    let mut found =
        candidate(Software::Isogeo, Kind::Dcat, address.to_string(), "le nom de domaine est celui d’Isogeo");
    found.cautions.push(SHARE);
    vec![found]
}

fn arcgis(address: &Address) -> Vec<Candidate> {
    const FEED: &str = "Dans Hub, vérifiez la configuration du flux (Contenu > Flux) : description et licence y sont souvent un modèle vide.";
    let path = address.path.as_str();
    if !(address.is_under("hub.arcgis.com")
        || address.is_under("opendata.arcgis.com")
        || path.starts_with("/api/feed/dcat")
        || is_hub_item(address))
    {
        return Vec::new();
    }
    let url = format!("{}/api/feed/dcat-ap/2.1.1.json", address.origin());
    let why = if path.starts_with("/api/feed/") {
        "l’adresse est celle d’un flux d’ArcGIS Hub"
    } else if is_hub_item(address) {
        "le chemin /datasets/… est celui d’une page d’ArcGIS Hub"
    } else {
        "le nom de domaine est celui d’ArcGIS Hub"
    };
    let mut found = candidate(Software::ArcgisHub, Kind::Dcat, url, why);
    found.cautions.push(FEED);
    vec![found]
}

/// `/datasets/ville::arbres` or `/datasets/0123…cdef_0`: the pages of a Hub under the portal's own name.
fn is_hub_item(address: &Address) -> bool {
    let segments = address.segments();
    let ["datasets" | "maps" | "apps" | "documents", item, ..] = segments[..] else { return false };
    let id = item.split('_').next().unwrap_or_default();
    item.contains("::") || (id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// `/geonetwork/srv/fre/…`: the part before the language is the portal, `srv` being the main one.
fn geonetwork(address: &Address) -> Vec<Candidate> {
    const PORTAL: &str = "Si le catalogue réunit plusieurs producteurs, faites créer un sous-portail de votre organisation et donnez son adresse.";
    let segments = address.segments();
    let language = segments.iter().position(|segment| {
        matches!(*segment, "fre" | "eng" | "ger" | "spa" | "dut" | "ita" | "por" | "cat")
    });
    let known = segments.iter().any(|segment| segment.contains("geonetwork")) || segments.contains(&"srv");
    // geOrchestra shows its GeoNetwork by a page beside it.
    let datahub = segments.first() == Some(&"datahub");
    if !(known || datahub) {
        return Vec::new();
    }
    let base = match (language, segments.iter().position(|segment| *segment == "srv")) {
        (Some(language), _) if language > 0 => segments[..language].join("/"),
        (_, Some(srv)) => segments[..=srv].join("/"),
        _ if datahub => "geonetwork/srv".to_owned(),
        _ => {
            let name = segments.iter().position(|segment| segment.contains("geonetwork")).unwrap_or(0);
            segments[..=name].join("/") + "/srv"
        }
    };
    let root = format!("{}/{base}/fre", address.origin());
    // GeoNetwork 2 and 3 have services for a part of the catalogue: « csw-ville ».
    let service = segments.last().filter(|name| name.starts_with("csw-")).unwrap_or(&"csw");
    let service = format!("{root}/{service}");
    let why = if datahub {
        "le chemin /datahub/ est celui d’un geOrchestra, avec son GeoNetwork"
    } else {
        "le chemin est celui d’un GeoNetwork"
    };
    let mut found = candidate(Software::Geonetwork, Kind::CswIso19139, service.clone(), why);
    found.prefix = Some(format!("{root}/catalog.search#/metadata/"));
    found.cautions.push(PORTAL);
    if base.ends_with("srv") && address.path.contains("rdf.search") {
        found.cautions.push("L’export RDF de GeoNetwork (rdf.search) est abandonné : passez par le CSW.");
    }
    let mut dcat = candidate(Software::Geonetwork, Kind::CswDcat, service, "le même CSW, en DCAT");
    dcat.prefix.clone_from(&found.prefix);
    dcat.cautions
        .push("À réserver à GeoNetwork 4.4.6 et plus : avant, sa traduction en DCAT perd des champs.");
    vec![found, dcat]
}

/// What to be careful about where the address of a service holds a question to it: udata posts to the whole of it.
pub(super) const QUESTION: &str = "Dans le formulaire, donnez l’adresse du service sans « service », « request » ni « version » : data.gouv.fr garderait ces paramètres et enverrait sa propre requête à l’adresse entière, et le service peut alors répondre à eux plutôt qu’à elle.";

fn csw(address: &Address) -> Vec<Candidate> {
    let query = address.query.to_lowercase();
    let by_query = query.contains("service=csw") || query.contains("request=getrecords");
    let by_path =
        address.segments().iter().any(|segment| segment.eq_ignore_ascii_case("csw") || *segment == "csw.py");
    if !(by_query || by_path) {
        return Vec::new();
    }
    let why = if by_query { "la requête demande le service CSW" } else { "le chemin contient /csw" };
    let service = address.as_service();
    let mut found = candidate(Software::Csw, Kind::CswIso19139, service.clone(), why);
    if address.asks_a_service() {
        found.cautions.push(QUESTION);
    }
    vec![found, candidate(Software::Csw, Kind::CswDcat, service, "le même service, s’il répond en DCAT")]
}

fn dkan(address: &Address) -> Vec<Candidate> {
    if !["/api/1/metastore", "/api/1/search", "/api/1/datastore"]
        .iter()
        .any(|api| address.path.starts_with(api))
    {
        return Vec::new();
    }
    let mut found = candidate(
        Software::Dkan,
        Kind::Dcat,
        format!("{}/data.json", address.origin()),
        "l’adresse est celle de l’API de DKAN 2",
    );
    found
        .cautions
        .push("DKAN 2 n’a plus l’API de CKAN : son data.json n’est lu que s’il porte un contexte JSON-LD.");
    vec![found]
}

/// The root of the CKAN instance: what stands before `/dataset`, `/organization`, `/group` or `/api`.
fn ckan(address: &Address) -> Vec<Candidate> {
    const ROOT: &str =
        "Donnez la racine de l’instance CKAN, avec la barre finale, et non la page d’accueil du portail.";
    const SHARED: &str = "Sans filtre, data.gouv.fr moissonnerait toutes les organisations du portail : ajoutez un filtre « organization ».";
    let segments = address.segments();
    let api = segments
        .windows(2)
        .position(|pair| pair[0] == "api" && matches!(pair[1], "3" | "action" | "2" | "rest"));
    let page = segments.iter().position(|segment| matches!(*segment, "dataset" | "organization" | "group"));
    let Some(end) = api.or(page) else { return Vec::new() };
    // A language may stand before the page; a sub-path of the instance stays.
    let mut root = segments[..end].to_vec();
    if root.last().is_some_and(|segment| is_language(segment)) {
        root.pop();
    }
    let root = if root.is_empty() { "/".to_owned() } else { format!("/{}/", root.join("/")) };
    let why = if api.is_some() {
        "l’adresse est celle de l’API de CKAN"
    } else {
        "le chemin est celui d’une page de CKAN"
    };
    let mut found = candidate(Software::Ckan, Kind::Ckan, address.origin() + &root, why);
    found.cautions.push(ROOT);
    if let (Some(page), true) = (page, api.is_none()) {
        match (segments[page], segments.get(page + 1)) {
            ("organization", Some(name)) => found.filters.push(Filter {
                key: "organization".to_owned(),
                value: (*name).to_owned(),
                exclude: false,
            }),
            _ => found.cautions.push(SHARED),
        }
    } else {
        found.cautions.push(SHARED);
    }
    let mut dcat = candidate(
        Software::Ckan,
        Kind::Dcat,
        address.origin() + &root + "catalog.xml",
        "le même portail, s’il a l’extension ckanext-dcat",
    );
    dcat.cautions.push("Vérifiez que cette adresse répond : l’extension n’est pas toujours installée.");
    vec![found, dcat]
}

/// `fr`, `en_GB`…: CKAN puts it before the page.
fn is_language(segment: &str) -> bool {
    matches!(segment, "fr" | "en" | "de" | "nl" | "it" | "es" | "pt")
        || (segment.len() == 5 && segment.as_bytes().get(2) == Some(&b'_'))
}

fn rdf(address: &Address) -> Vec<Candidate> {
    if SyntaxFamily::of_address(&address.to_string()).is_none() {
        return Vec::new();
    }
    let mut found =
        candidate(Software::Rdf, Kind::Dcat, address.to_string(), "l’adresse finit comme un fichier RDF");
    if address.path.ends_with("/data.json") {
        found.cautions.push(
            "Un data.json n’est lu par data.gouv.fr que s’il porte un contexte JSON-LD (« @context »).",
        );
    }
    vec![found]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Address, software, harvester, address for the form; no software when only a probe can tell.
    const TABLE: &str = include_str!("../../../tests/fixtures/portal/addresses.tsv");

    #[test]
    fn recognises_real_life_addresses() {
        let mut rows = 0;
        for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let cells: Vec<_> = line.split('\t').collect();
            let [typed, software, kind, url, ..] = cells[..] else { panic!("{line}") };
            let recognition = recognise(Address::parse(typed).expect(typed));
            let found = recognition.candidates.first();
            let got = found.map(|found| (found.software.label(), found.kind.id(), found.url.as_str()));
            let expected = (!software.is_empty()).then_some((software, kind, url));
            assert_eq!(got, expected, "{typed}");
            rows += 1;
        }
        println!("{rows} addresses recognised");
        assert!(rows >= 60);
    }

    #[test]
    fn keeps_the_organisation_of_a_ckan_page_and_the_filters_of_an_opendatasoft_one() {
        let of = |typed: &str| recognise(Address::parse(typed).expect(typed)).candidates.remove(0);
        let ckan = of("https://trouver.datasud.fr/organization/ville-de-digne");
        assert_eq!(
            ckan.filters,
            [Filter { key: "organization".into(), value: "ville-de-digne".into(), exclude: false }]
        );
        for typed in ["www.datasud.fr", "https://www.datasud.fr/explorer/fr/jeux-de-donnees/x/info"] {
            assert_eq!(of(typed).url, "https://www.datasud.fr/fr/indexer/service/ckan/", "{typed}");
        }
        let ods = of("https://data.exemple.fr/explore/?refine=publisher:Ville&sort=title");
        assert_eq!(
            ods.url,
            "https://data.exemple.fr/api/explore/v2.1/catalog/exports/dcat/?refine=publisher:Ville"
        );
        let geonetwork = of("https://geo.exemple.fr/geonetwork/srv/eng/catalog.search#/home");
        assert_eq!(
            geonetwork.prefix.as_deref(),
            Some("https://geo.exemple.fr/geonetwork/srv/fre/catalog.search#/metadata/")
        );
    }
}
