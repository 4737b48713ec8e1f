//! Texts of other services than those that data.gouv.fr harvests: each has a sentence of its own.

use super::{Document, Problem};

/// What a well-formed document is, when it is no catalogue that data.gouv.fr reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Foreign {
    pub(super) found: &'static str,
    advice: &'static str,
}

impl Foreign {
    pub(super) fn problem(self, document: &Document) -> Problem {
        Problem::new(document, self.found, self.advice)
    }
}

/// What to give instead of what describes no dataset.
pub(super) const CATALOGUE: &str =
    "Donnez le catalogue du portail : export DCAT, liste CKAN, réponse CSW ou export Opendatasoft.";

/// Of a service that speaks another protocol.
const OTHER_PROTOCOL: &str = "data.gouv.fr ne moissonne pas par ce protocole : demandez à votre portail un export DCAT, un service CSW ou une API CKAN.";

pub(super) const GEOJSON: Foreign = Foreign {
    found: "C’est un GeoJSON : des données géographiques, pas un catalogue qui les décrit.",
    advice: CATALOGUE,
};

pub(super) const ERROR: Foreign = Foreign {
    found: "C’est un message d’erreur du portail, pas un catalogue.",
    advice: "Ouvrez-le pour en lire la cause, et vérifiez l’adresse demandée.",
};

const MAP_DATA: Foreign = Foreign {
    found: "Ce sont des données géographiques (KML, GPX ou GML), pas un catalogue qui les décrit.",
    advice: CATALOGUE,
};

const ARCGIS: Foreign = Foreign {
    found: "C’est la réponse d’un serveur ArcGIS (REST) : elle décrit des services, pas un catalogue.",
    advice: "Donnez l’export DCAT d’ArcGIS Hub (/api/feed/dcat-ap/2.1.1.json) ; un serveur ArcGIS seul n’en a pas.",
};

/// By the name of the root element, without its prefix and in lower case.
pub(super) fn of_root(root: &str) -> Option<Foreign> {
    Some(match root {
        "rss" | "feed" => Foreign {
            found: "C’est un flux RSS ou Atom, pas un catalogue.",
            advice: "Donnez l’adresse du catalogue, et non celle de ses nouveautés : export DCAT, service CSW ou API CKAN.",
        },
        "oai-pmh" => {
            Foreign { found: "C’est une réponse OAI-PMH, pas un catalogue DCAT.", advice: OTHER_PROTOCOL }
        }
        "urlset" | "sitemapindex" => Foreign {
            found: "C’est un plan de site (sitemap), pas un catalogue.",
            advice: "Donnez l’adresse de l’API ou de l’export du portail, ou le fichier qu’elle renvoie.",
        },
        // PHP writes its warnings so, before anything else.
        "br" => ERROR,
        "kml" | "gpx" | "featurecollection" => MAP_DATA,
        "svg" => Foreign { found: "C’est une image (SVG), pas un catalogue.", advice: CATALOGUE },
        "mdb" | "ei_metadata" => Foreign {
            found: "C’est une fiche ISO 19115-3, que data.gouv.fr ne lit pas.",
            advice: "Exportez la fiche en ISO 19139 (gmd:MD_Metadata), ou donnez le service CSW qui la convertit.",
        },
        _ => return None,
    })
}

/// By the names of the first keys of the JSON.
pub(super) fn of_keys(keys: &[String]) -> Option<Foreign> {
    let has = |name: &str| keys.iter().any(|key| key == name);
    // What CKAN's packages have.
    let is_package =
        || ["success", "license_id", "metadata_modified", "package_id", "url"].into_iter().any(has);
    Some(if has("stac_version") {
        Foreign {
            found: "C’est un catalogue STAC (images satellite), pas un catalogue DCAT.",
            advice: OTHER_PROTOCOL,
        }
    } else if has("openapi") || has("swagger") {
        Foreign {
            found: "C’est la description d’API (OpenAPI) d’un service, pas la réponse de cette API.",
            advice: "Donnez la réponse de l’API de votre portail : export Opendatasoft, liste de jeux CKAN ou export DCAT.",
        }
    } else if has("currentVersion") && (has("services") || has("folders") || has("layers")) {
        ARCGIS
    } else if has("collections") && has("links") {
        Foreign {
            found: "C’est la réponse d’un service OGC API, pas un catalogue DCAT.",
            advice: OTHER_PROTOCOL,
        }
    } else if has("dataset") && (has("accessLevel") || has("conformsTo") || has("describedBy")) {
        Foreign {
            found: "C’est un data.json (DCAT-US) sans « @context » : ses mots ne mènent à aucun vocabulaire, et data.gouv.fr n’y trouverait aucune fiche.",
            advice: "Donnez l’export DCAT-AP du portail (/api/feed/dcat-ap/2.1.1.json sur ArcGIS Hub), en JSON-LD avec son « @context », en RDF/XML ou en Turtle.",
        }
    } else if ["slug", "frequency", "quality"].into_iter().all(has) && !has("license_id") {
        Foreign {
            found: "C’est une réponse de l’API de data.gouv.fr : ce qui y est déjà publié, pas ce que votre portail donne à moissonner.",
            advice: CATALOGUE,
        }
    } else if has("resources") && has("path") && !is_package() {
        Foreign {
            found: "C’est un Data Package (Frictionless) : il décrit un seul jeu, d’une façon que data.gouv.fr ne moissonne pas.",
            advice: CATALOGUE,
        }
    } else {
        return None;
    })
}
