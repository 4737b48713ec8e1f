//! Where to fix what, in each software that portals run on.

/// Where to fix something in one software.
#[derive(Debug, Clone, Copy)]
pub struct Fix {
    /// The software.
    pub software: &'static str,
    /// What to do there.
    pub how: &'static str,
}

/// Where the licence is written.
pub const LICENCE: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        how: "« Catalogue » > le jeu de données > onglet « Informations » > modèle « Standard » > champ « Licence » : choisissez « Licence Ouverte v2.0 (Etalab) » ou une autre licence de la liste, puis publiez.",
    },
    Fix {
        software: "CKAN",
        how: "La fiche > « Éditer » > « Licence ». Évitez « Licence non spécifiée » (identifiant notspecified). Si « lov2 » n’est pas dans la liste, l’administrateur peut l’y ajouter (réglage licenses_group_url).",
    },
    Fix {
        software: "GeoNetwork (geonetwork-ui)",
        how: "L’éditeur > page « Informations pour l’utilisation » > « Conditions d’accès et d’utilisation » > « Licence » : « Licence Ouverte v2.0 (Etalab) ».",
    },
    Fix {
        software: "GeoNetwork (éditeur classique)",
        how: "Contraintes légales de la ressource : une contrainte d’utilisation qui porte l’adresse de la licence en lien (Anchor), et non un texte libre.",
    },
    Fix {
        software: "Isogeo",
        how: "Onglet « CGU » > « Conditions » ; les licences se gèrent dans « Administration » > « Licences ».",
    },
    Fix {
        software: "Export DCAT écrit à la main",
        how: "dct:license sur le jeu de données et sur chaque distribution : l’identifiant lov2, ou https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    },
];

/// Where the spatial coverage is written.
pub const SPATIAL: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        how: "« Catalogue » > « Modèles de métadonnées » > onglet « Interopérabilité » : activez le modèle « DCAT », puis remplissez « Spatial » sur la fiche. Vérifiez ensuite l’export DCAT ici : seul un polygone est repris.",
    },
    Fix {
        software: "CKAN",
        how: "La fiche > « Éditer » > « Champ personnalisé » de clé spatial, dont la valeur est un GeoJSON Polygon ou MultiPolygon (un point ferait échouer la fiche) ; ou de clé spatial-text, avec le nom exact d’un territoire connu de data.gouv.fr.",
    },
    Fix {
        software: "GeoNetwork (geonetwork-ui)",
        how: "L’éditeur > « Description du jeu de données » > « Couverture géographique ».",
    },
    Fix {
        software: "GeoNetwork (éditeur classique)",
        how: "Emprise géographique : le rectangle dessiné sur la carte suffit, il devient un polygone.",
    },
    Fix { software: "Isogeo", how: "Onglet « Géographie » > « Carte »." },
    Fix {
        software: "Export DCAT écrit à la main",
        how: "dct:spatial [ a dct:Location ; locn:geometry \"POLYGON((…))\"^^gsp:wktLiteral ] : les adresses (INSEE, GeoNames) et les noms de lieux sont ignorés.",
    },
];

/// Where the update frequency is written.
pub const FREQUENCY: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        how: "Modèle de métadonnées « DCAT » > « Accrual periodicity ». Préférez une valeur qui est l’adresse d’une fréquence européenne.",
    },
    Fix {
        software: "CKAN",
        how: "La fiche > « Éditer » > « Champ personnalisé » de clé frequency : un identifiant (annual, monthly…) ou http://purl.org/cld/freq/annual",
    },
    Fix {
        software: "GeoNetwork (geonetwork-ui)",
        how: "L’éditeur > « Description du jeu de données » > « Fréquence de mise à jour ».",
    },
    Fix {
        software: "GeoNetwork (éditeur classique)",
        how: "Maintenance de la ressource, et non de la fiche : saisie dans metadataMaintenance, la valeur est perdue.",
    },
    Fix { software: "Isogeo", how: "Onglet « Histoire » > « Fréquence de mise à jour »." },
    Fix {
        software: "Export DCAT écrit à la main",
        how: "dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL> : l’adresse, et non un libellé.",
    },
];
