//! Where to fix what, in each software that portals run on.

use crate::{harvest::Tool, model::Kind};

/// Where to fix something in one software.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fix {
    /// The software.
    pub software: &'static str,
    /// What kind of software it is.
    pub tool: Tool,
    /// What to do there.
    pub how: &'static str,
}

impl Fix {
    /// Whether it is for whoever writes an export themselves.
    pub fn is_hand_made(&self) -> bool {
        self.software == EXPORT
    }

    /// Whether it may help with a portal read by `kind`; anything may while the harvester is unknown.
    pub fn concerns(&self, kind: Option<Kind>) -> bool {
        kind.is_none_or(|kind| kind.backend().tools().contains(&self.tool))
    }
}

/// Where the licence is written.
pub const LICENCE: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        tool: Tool::Opendatasoft,
        how: "« Catalogue » > le jeu de données > onglet « Informations » > modèle « Standard » > champ « Licence » : choisissez « Licence Ouverte v2.0 (Etalab) » ou une autre licence de la liste, puis publiez.",
    },
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "La fiche > « Éditer » > « Licence ». Évitez « Licence non spécifiée » (identifiant notspecified). Si « lov2 » n’est pas dans la liste, l’administrateur peut l’y ajouter (réglage licenses_group_url).",
    },
    Fix {
        software: "GeoNetwork (geonetwork-ui)",
        tool: Tool::GeoCatalogue,
        how: "L’éditeur > page « Informations pour l’utilisation » > « Conditions d’accès et d’utilisation » > « Licence » : « Licence Ouverte v2.0 (Etalab) ».",
    },
    Fix {
        software: "GeoNetwork (éditeur classique)",
        tool: Tool::GeoCatalogue,
        how: "Contraintes légales de la ressource : une contrainte d’utilisation qui porte l’adresse de la licence en lien (Anchor), et non un texte libre.",
    },
    Fix {
        software: "Isogeo",
        tool: Tool::GeoCatalogue,
        how: "Onglet « CGU » > « Conditions » ; les licences se gèrent dans « Administration » > « Licences ».",
    },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "dct:license sur le jeu de données et sur chaque distribution : l’identifiant lov2, ou https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    },
];

/// Where the spatial coverage is written.
pub const SPATIAL: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        tool: Tool::Opendatasoft,
        how: "« Catalogue » > « Modèles de métadonnées » > onglet « Interopérabilité » : activez le modèle « DCAT », puis remplissez « Spatial » sur la fiche. Vérifiez ensuite l’export DCAT ici : seul un polygone est repris.",
    },
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "La fiche > « Éditer » > « Champ personnalisé » de clé spatial, dont la valeur est un GeoJSON Polygon ou MultiPolygon (un point ferait échouer la fiche) ; ou de clé spatial-text, avec le nom exact d’un territoire connu de data.gouv.fr.",
    },
    Fix {
        software: "GeoNetwork (geonetwork-ui)",
        tool: Tool::GeoCatalogue,
        how: "L’éditeur > « Description du jeu de données » > « Couverture géographique ».",
    },
    Fix {
        software: "GeoNetwork (éditeur classique)",
        tool: Tool::GeoCatalogue,
        how: "Emprise géographique : le rectangle dessiné sur la carte suffit, il devient un polygone.",
    },
    Fix { software: "Isogeo", tool: Tool::GeoCatalogue, how: "Onglet « Géographie » > « Carte »." },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "dct:spatial [ a dct:Location ; locn:geometry \"POLYGON((…))\"^^gsp:wktLiteral ] : les adresses (INSEE, GeoNames) et les noms de lieux sont ignorés.",
    },
];

/// Where the update frequency is written.
pub const FREQUENCY: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        tool: Tool::Opendatasoft,
        how: "Modèle de métadonnées « DCAT » > « Accrual periodicity ». Préférez une valeur qui est l’adresse d’une fréquence européenne.",
    },
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "La fiche > « Éditer » > « Champ personnalisé » de clé frequency : un identifiant (annual, monthly…) ou http://purl.org/cld/freq/annual",
    },
    Fix {
        software: "GeoNetwork (geonetwork-ui)",
        tool: Tool::GeoCatalogue,
        how: "L’éditeur > « Description du jeu de données » > « Fréquence de mise à jour ».",
    },
    Fix {
        software: "GeoNetwork (éditeur classique)",
        tool: Tool::GeoCatalogue,
        how: "Maintenance de la ressource, et non de la fiche : saisie dans metadataMaintenance, la valeur est perdue.",
    },
    Fix {
        software: "Isogeo",
        tool: Tool::GeoCatalogue,
        how: "Onglet « Histoire » > « Fréquence de mise à jour ».",
    },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL> : l’adresse, et non un libellé.",
    },
];

const EXPORT: &str = "Export DCAT écrit à la main";

/// Where a limit on access is written.
pub const ACCESS: &[Fix] = &[
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "Contraintes légales, « Limitations d’accès public » : « Pas de restriction d’accès public » (noLimitations) pour une donnée ouverte.",
    },
    Fix {
        software: "Isogeo",
        tool: Tool::GeoCatalogue,
        how: "Onglet « CGU » > « Limitations » : « Aucune limitation au sens INSPIRE ».",
    },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "Retirez dct:accessRights, ou donnez-lui un texte qui n’est pas l’article 13 d’INSPIRE.",
    },
];

/// Where the period is written.
pub const TEMPORAL: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        tool: Tool::Opendatasoft,
        how: "Modèle de métadonnées « DCAT » > « Temporal coverage » : début et fin, en dates complètes.",
    },
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "« Champ personnalisé » de clés temporal_start et temporal_end, les deux, AAAA-MM-JJ.",
    },
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "« Étendue temporelle » : début et fin en dates complètes.",
    },
    Fix {
        software: "Isogeo", tool: Tool::GeoCatalogue, how: "« Période de validité » : dates complètes."
    },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "dct:temporal [ a dct:PeriodOfTime ; dcat:startDate \"2020-01-01\"^^xsd:date ; dcat:endDate \"2020-12-31\"^^xsd:date ] : un nœud anonyme.",
    },
];

/// Where dates are written.
pub const DATE: &[Fix] = &[
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "Citation > « Date » : création, publication, révision, chacune AAAA-MM-JJ.",
    },
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "metadata_created, created et last_modified sont écrits par CKAN : vérifiez les extensions qui les changent.",
    },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "dct:issued, dct:created et dct:modified en AAAA-MM-JJ, avec le type xsd:date.",
    },
];

/// Where identifiers are written.
pub const IDENTIFIER: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        tool: Tool::Opendatasoft,
        how: "L’identifiant vient du nom technique du jeu : ne le renommez pas.",
    },
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "L’identifiant est celui de CKAN : gardez-le lors d’une migration (package_create avec id).",
    },
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "Identification > Citation > « Identificateur » : le bouton « calculer » en propose un. Après une duplication de fiche, recalculez-le.",
    },
    Fix {
        software: "ArcGIS Hub",
        tool: Tool::HandMade,
        how: "Mettez à jour l’élément au lieu de le republier : il garde son identifiant.",
    },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "dct:identifier, un seul par fiche, stable et différent des autres.",
    },
];

/// Where properties are named.
pub const PROPERTY: &[Fix] = &[
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "Dans le gabarit de l’export, ou dans son contexte JSON-LD : le nom exact, majuscules comprises.",
    },
    Fix {
        software: "CKAN avec ckanext-dcat",
        tool: Tool::Ckan,
        how: "Le profil RDF du portail (réglage ckanext.dcat.rdf.profiles).",
    },
];

/// Where titles are written.
pub const TITLE: &[Fix] = &[
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "Identification > Citation > « Titre » ; « Titre alternatif » devient l’acronyme.",
    },
    Fix { software: "CKAN", tool: Tool::Ckan, how: "La fiche > « Éditer » > « Titre »." },
    Fix {
        software: EXPORT, tool: Tool::HandMade, how: "dct:title, marqué @fr, sur chaque jeu de données."
    },
];

/// How to harvest one publisher only.
pub const PUBLISHER: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        tool: Tool::Opendatasoft,
        how: "Ajoutez un filtre à l’adresse de l’export : …/exports/dcat/?where=publisher%3D%22Nom%22",
    },
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "Filtre « organization » du formulaire de data.gouv.fr, avec le nom technique de l’organisation.",
    },
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "Un sous-portail (ou CSW virtuel) par organisation.",
    },
    Fix { software: "Isogeo", tool: Tool::GeoCatalogue, how: "Un partage par organisation." },
];

/// Where addresses of files are written.
pub const RESOURCE_URL: &[Fix] = &[
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "« Administration > Paramètres », hôte et protocole publics ; puis les liens de la fiche (« Ressources associées »).",
    },
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "Réglage ckan.site_url, puis l’adresse de chaque ressource.",
    },
    Fix {
        software: "Opendatasoft (Huwise)",
        tool: Tool::Opendatasoft,
        how: "Pièces jointes et exports additionnels du jeu.",
    },
    Fix {
        software: "Isogeo",
        tool: Tool::GeoCatalogue,
        how: "Retirez les liens intranet du catalogue partagé.",
    },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "dcat:downloadURL, ou à défaut dcat:accessURL : une adresse publique complète, avec https://.",
    },
];

/// Where files are described.
pub const RESOURCE: &[Fix] = &[
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "« Ressources associées » : nom, description et fonction de chaque lien.",
    },
    Fix { software: "CKAN", tool: Tool::Ckan, how: "La fiche > « Ressources » > « Éditer »." },
    Fix {
        software: "Opendatasoft (Huwise)",
        tool: Tool::Opendatasoft,
        how: "Les exports sont écrits par le portail ; les pièces jointes se décrivent dans le jeu.",
    },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "dcat:distribution : dct:title, dct:description, dct:format, dcat:byteSize en octets.",
    },
];

/// Where formats are written.
pub const FORMAT: &[Fix] = &[
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "Champ « Format » de la ressource, court : CSV, JSON, SHP.",
    },
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "« Format de distribution » : un nom court, un format par distributeur.",
    },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "dct:format <http://publications.europa.eu/resource/authority/file-type/CSV>, ou l’adresse IANA en https.",
    },
];

/// Where resources of CKAN are typed.
pub const CKAN_RESOURCE: &[Fix] = &[
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "resource_type : « file » ou « api », ou vide. Ajoutez au moins une ressource, un lien suffit.",
    },
    Fix {
        software: "DKAN",
        tool: Tool::Ckan,
        how: "Le type de la ressource, de même ; sans type, DKAN convient.",
    },
];

/// Where the fields of CKAN's schema are written.
pub const CKAN_SCHEMA: &[Fix] = &[
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "Le champ nommé par le constat, dans la fiche, la ressource ou l’organisation. Une clé absente vient d’une extension (ckanext-scheming, -multilingual) : rétablissez-la dans package_show.",
    },
    Fix {
        software: "CKAN avec ckanext-dcat",
        tool: Tool::Ckan,
        how: "Demandez plutôt le moissonneur DCAT, à l’adresse /catalog.xml : il n’a pas ce schéma.",
    },
    Fix {
        software: "DKAN",
        tool: Tool::Ckan,
        how: "Le champ nommé par le constat ; sous DKAN 2, prenez le moissonneur DCAT sur /data.json.",
    },
];

/// Where descriptions are written.
pub const DESCRIPTION: &[Fix] = &[
    Fix {
        software: "ArcGIS Hub",
        tool: Tool::HandMade,
        how: "Contenu > Flux : retirez le champ de gabarit, et remplissez la description de chaque élément.",
    },
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "Notes de la fiche : en HTML pour garder listes et titres, ou en texte simple.",
    },
    Fix {
        software: "Opendatasoft (Huwise)",
        tool: Tool::Opendatasoft,
        how: "Onglet « Informations » > « Description ».",
    },
    Fix { software: "GeoNetwork", tool: Tool::GeoCatalogue, how: "Identification > « Résumé »." },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "dct:description, un texte marqué @fr, les accents écrits tels quels.",
    },
];

/// Where a character is cut.
pub const CHARACTER: &[Fix] = &[
    Fix { software: "CKAN", tool: Tool::Ckan, how: "La fiche > « Éditer » : retapez la fin du texte." },
    Fix {
        software: "Opendatasoft (Huwise)",
        tool: Tool::Opendatasoft,
        how: "Onglet « Informations » : retapez l’emoji du champ nommé.",
    },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "Écrivez l’emoji tel quel, en UTF-8 (en Turtle, \\U0001F600 et non \\uD83D\\uDE00), et coupez les textes entre deux caractères.",
    },
];

/// Where languages are marked.
pub const LANGUAGE: &[Fix] = &[
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "\"Titre\"@fr, exactement : ni fr-FR, ni fra, ni fre.",
    },
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "Langue de la fiche et langues des traductions : le français en premier.",
    },
];

/// Where keywords are written.
pub const KEYWORD: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        tool: Tool::Opendatasoft,
        how: "Onglet « Informations » > « Mots-clés », un par un.",
    },
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "La fiche > « Éditer » > « Étiquettes », séparées par Entrée.",
    },
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "« Mots-clés » : depuis un thésaurus, pour INSPIRE « GEMET - INSPIRE themes, version 1.0 ».",
    },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "dcat:keyword \"eau\"@fr, \"air\"@fr ; dcat:theme pour les adresses, avec leur skos:prefLabel.",
    },
];

/// Where contacts are written.
pub const CONTACT: &[Fix] = &[
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "Identification > « Contact pour la ressource », avec rôle et adresse électronique ; le contact de la fiche n’est pas lu.",
    },
    Fix {
        software: "Opendatasoft (Huwise)",
        tool: Tool::Opendatasoft,
        how: "Modèle « DCAT » > « Contact name » et « Contact email ».",
    },
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "Aucun contact n’est repris : écrivez l’adresse dans la description.",
    },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "dcat:contactPoint [ a vcard:Organization ; vcard:fn \"Service SIG\" ; vcard:hasEmail <mailto:sig@ville.fr> ]",
    },
];

/// Where services are described.
pub const SERVICE: &[Fix] = &[
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "Fiche de service (hierarchyLevel = service) : titre, point de connexion, couplage avec les jeux de données.",
    },
    Fix {
        software: EXPORT,
        tool: Tool::HandMade,
        how: "dcat:DataService avec une adresse publique pour URI, dct:title, dcat:endpointURL et dcat:servesDataset.",
    },
];

/// Where links of ISO records are given a function.
pub const ISO_LINK: &[Fix] = &[
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "« Ressources associées » > le lien > « Fonction » : Téléchargement. Pour un WMS ou un WFS, l’adresse GetCapabilities complète (…?service=WFS&request=GetCapabilities).",
    },
    Fix {
        software: "Isogeo",
        tool: Tool::GeoCatalogue,
        how: "Déclarez le lien comme « Téléchargement », ou comme service WFS ou WMS, et non comme page web.",
    },
    Fix {
        software: "ISO 19139 écrit à la main",
        tool: Tool::GeoCatalogue,
        how: "gmd:onLine//gmd:function/gmd:CI_OnLineFunctionCode[@codeListValue='download']",
    },
];

/// Where an ISO record is edited.
pub const ISO: &[Fix] = &[
    Fix {
        software: "GeoNetwork",
        tool: Tool::GeoCatalogue,
        how: "L’éditeur signale les champs invalides (« Valider ») : corrigez le champ que le message nomme.",
    },
    Fix {
        software: "Isogeo",
        tool: Tool::GeoCatalogue,
        how: "La fiche de la donnée, onglet par onglet ; INSPIRE a le sien.",
    },
];

/// Where the source itself is set up.
pub const SOURCE: &[Fix] = &[
    Fix {
        software: "Opendatasoft (Huwise)",
        tool: Tool::Opendatasoft,
        how: "https://PORTAIL/api/explore/v2.1/catalog/exports/dcat/, avec la barre oblique finale.",
    },
    Fix {
        software: "CKAN",
        tool: Tool::Ckan,
        how: "La racine du portail, avec la barre oblique finale ; ou /catalog.xml pour le moissonneur DCAT.",
    },
    Fix { software: "GeoNetwork", tool: Tool::GeoCatalogue, how: "https://PORTAIL/geonetwork/srv/fre/csw" },
    Fix {
        software: "Serveur web",
        tool: Tool::Server,
        how: "Pas de redirection, un Content-Type exact (application/rdf+xml, text/turtle; charset=utf-8), un certificat complet.",
    },
];
