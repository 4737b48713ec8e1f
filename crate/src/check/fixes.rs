//! Where to fix what, in each software that portals run on.

use crate::harvest::Kind;

/// Where to fix something in one software.
#[derive(Debug, Clone, Copy)]
pub struct Fix {
    /// The software.
    pub software: &'static str,
    /// The harvesters that read its portals.
    pub kinds: &'static [Kind],
    /// What to do there.
    pub how: &'static str,
}

impl Fix {
    /// Whether it may help with a portal read by `kind`; anything may while the harvester is unknown.
    pub fn concerns(&self, kind: Option<Kind>) -> bool {
        kind.is_none_or(|kind| self.kinds.contains(&kind))
    }
}

const OPENDATASOFT: &[Kind] = &[Kind::Ods, Kind::Dcat];
const CKAN: &[Kind] = &[Kind::Ckan, Kind::Dkan, Kind::Dcat];
const CATALOGUE: &[Kind] = &[Kind::CswDcat, Kind::CswIso19139, Kind::Dcat];
const HAND_MADE: &[Kind] = &[Kind::Dcat];

/// Where the licence is written.
pub const LICENCE: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        kinds: OPENDATASOFT,
        how: "« Catalogue » > le jeu de données > onglet « Informations » > modèle « Standard » > champ « Licence » : choisissez « Licence Ouverte v2.0 (Etalab) » ou une autre licence de la liste, puis publiez.",
    },
    Fix {
        software: "CKAN",
        kinds: CKAN,
        how: "La fiche > « Éditer » > « Licence ». Évitez « Licence non spécifiée » (identifiant notspecified). Si « lov2 » n’est pas dans la liste, l’administrateur peut l’y ajouter (réglage licenses_group_url).",
    },
    Fix {
        software: "GeoNetwork (geonetwork-ui)",
        kinds: CATALOGUE,
        how: "L’éditeur > page « Informations pour l’utilisation » > « Conditions d’accès et d’utilisation » > « Licence » : « Licence Ouverte v2.0 (Etalab) ».",
    },
    Fix {
        software: "GeoNetwork (éditeur classique)",
        kinds: CATALOGUE,
        how: "Contraintes légales de la ressource : une contrainte d’utilisation qui porte l’adresse de la licence en lien (Anchor), et non un texte libre.",
    },
    Fix {
        software: "Isogeo",
        kinds: CATALOGUE,
        how: "Onglet « CGU » > « Conditions » ; les licences se gèrent dans « Administration » > « Licences ».",
    },
    Fix {
        software: "Export DCAT écrit à la main",
        kinds: HAND_MADE,
        how: "dct:license sur le jeu de données et sur chaque distribution : l’identifiant lov2, ou https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    },
];

/// Where the spatial coverage is written.
pub const SPATIAL: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        kinds: OPENDATASOFT,
        how: "« Catalogue » > « Modèles de métadonnées » > onglet « Interopérabilité » : activez le modèle « DCAT », puis remplissez « Spatial » sur la fiche. Vérifiez ensuite l’export DCAT ici : seul un polygone est repris.",
    },
    Fix {
        software: "CKAN",
        kinds: CKAN,
        how: "La fiche > « Éditer » > « Champ personnalisé » de clé spatial, dont la valeur est un GeoJSON Polygon ou MultiPolygon (un point ferait échouer la fiche) ; ou de clé spatial-text, avec le nom exact d’un territoire connu de data.gouv.fr.",
    },
    Fix {
        software: "GeoNetwork (geonetwork-ui)",
        kinds: CATALOGUE,
        how: "L’éditeur > « Description du jeu de données » > « Couverture géographique ».",
    },
    Fix {
        software: "GeoNetwork (éditeur classique)",
        kinds: CATALOGUE,
        how: "Emprise géographique : le rectangle dessiné sur la carte suffit, il devient un polygone.",
    },
    Fix { software: "Isogeo", kinds: CATALOGUE, how: "Onglet « Géographie » > « Carte »." },
    Fix {
        software: "Export DCAT écrit à la main",
        kinds: HAND_MADE,
        how: "dct:spatial [ a dct:Location ; locn:geometry \"POLYGON((…))\"^^gsp:wktLiteral ] : les adresses (INSEE, GeoNames) et les noms de lieux sont ignorés.",
    },
];

/// Where the update frequency is written.
pub const FREQUENCY: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        kinds: OPENDATASOFT,
        how: "Modèle de métadonnées « DCAT » > « Accrual periodicity ». Préférez une valeur qui est l’adresse d’une fréquence européenne.",
    },
    Fix {
        software: "CKAN",
        kinds: CKAN,
        how: "La fiche > « Éditer » > « Champ personnalisé » de clé frequency : un identifiant (annual, monthly…) ou http://purl.org/cld/freq/annual",
    },
    Fix {
        software: "GeoNetwork (geonetwork-ui)",
        kinds: CATALOGUE,
        how: "L’éditeur > « Description du jeu de données » > « Fréquence de mise à jour ».",
    },
    Fix {
        software: "GeoNetwork (éditeur classique)",
        kinds: CATALOGUE,
        how: "Maintenance de la ressource, et non de la fiche : saisie dans metadataMaintenance, la valeur est perdue.",
    },
    Fix {
        software: "Isogeo", kinds: CATALOGUE, how: "Onglet « Histoire » > « Fréquence de mise à jour »."
    },
    Fix {
        software: "Export DCAT écrit à la main",
        kinds: HAND_MADE,
        how: "dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL> : l’adresse, et non un libellé.",
    },
];
