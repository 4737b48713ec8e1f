//! Where to fix what, in each software that portals run on.

mod ckan;

pub use self::ckan::{
    CKAN_EXTRAS, CKAN_NAME, CKAN_ORGANISATION, CKAN_RESOURCE, CKAN_SCHEMA, CKAN_TYPE, CKAN_VISIBILITY,
};
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
    const fn new(software: &'static str, tool: Tool, how: &'static str) -> Self {
        Self { software, tool, how }
    }

    /// Whether it is for whoever writes an export themselves.
    pub fn is_hand_made(&self) -> bool {
        self.software == EXPORT
    }

    /// Whether it may help with a portal read by `kind`; anything may while the harvester is unknown.
    pub fn concerns(&self, kind: Option<Kind>) -> bool {
        kind.is_none_or(|kind| kind.backend().tools.contains(&self.tool))
    }
}

const EXPORT: &str = "Export DCAT écrit à la main";

const fn opendatasoft(how: &'static str) -> Fix {
    Fix::new("Opendatasoft (Huwise)", Tool::Opendatasoft, how)
}

const fn ckan(how: &'static str) -> Fix {
    Fix::new("CKAN", Tool::Ckan, how)
}

const fn ckanext_dcat(how: &'static str) -> Fix {
    Fix::new("CKAN avec ckanext-dcat", Tool::Ckan, how)
}

const fn dkan(how: &'static str) -> Fix {
    Fix::new("DKAN", Tool::Ckan, how)
}

const fn geonetwork(how: &'static str) -> Fix {
    Fix::new("GeoNetwork", Tool::GeoCatalogue, how)
}

const fn geonetwork_ui(how: &'static str) -> Fix {
    Fix::new("GeoNetwork (geonetwork-ui)", Tool::GeoCatalogue, how)
}

const fn geonetwork_classic(how: &'static str) -> Fix {
    Fix::new("GeoNetwork (éditeur classique)", Tool::GeoCatalogue, how)
}

const fn isogeo(how: &'static str) -> Fix {
    Fix::new("Isogeo", Tool::GeoCatalogue, how)
}

const fn arcgis_hub(how: &'static str) -> Fix {
    Fix::new("ArcGIS Hub", Tool::HandMade, how)
}

const fn export(how: &'static str) -> Fix {
    Fix::new(EXPORT, Tool::HandMade, how)
}

/// Where the licence is written.
pub const LICENCE: &[Fix] = &[
    opendatasoft(
        "« Catalogue » > le jeu de données > onglet « Informations » > modèle « Standard » > champ « Licence » : choisissez « Licence Ouverte v2.0 (Etalab) » ou une autre licence de la liste, puis publiez.",
    ),
    ckan(
        "La fiche > « Éditer » > « Licence ». Évitez « Licence non spécifiée » (identifiant notspecified). Si « lov2 » n’est pas dans la liste, l’administrateur peut l’y ajouter (réglage licenses_group_url).",
    ),
    geonetwork_ui(
        "L’éditeur > page « Informations pour l’utilisation » > « Conditions d’accès et d’utilisation » > « Licence » : « Licence Ouverte v2.0 (Etalab) ».",
    ),
    geonetwork_classic(
        "Contraintes légales de la ressource : une contrainte d’utilisation qui porte l’adresse de la licence en lien (Anchor), et non un texte libre.",
    ),
    isogeo(
        "Onglet « CGU » > « Conditions » ; les licences se gèrent dans « Administration » > « Licences ».",
    ),
    export(
        "dct:license sur le jeu de données et sur chaque distribution : l’identifiant lov2, ou https://www.etalab.gouv.fr/licence-ouverte-open-licence",
    ),
];

/// Where the spatial coverage is written.
pub const SPATIAL: &[Fix] = &[
    opendatasoft(
        "« Catalogue » > « Modèles de métadonnées » > onglet « Interopérabilité » : activez le modèle « DCAT », puis remplissez « Spatial » sur la fiche. Vérifiez ensuite l’export DCAT ici : seul un polygone est repris.",
    ),
    ckan(
        "La fiche > « Éditer » > « Champ personnalisé » de clé spatial, dont la valeur est un GeoJSON Polygon ou MultiPolygon (un point ferait échouer la fiche) ; ou de clé spatial-text, avec le nom exact d’un territoire connu de data.gouv.fr.",
    ),
    geonetwork_ui("L’éditeur > « Description du jeu de données » > « Couverture géographique »."),
    geonetwork_classic(
        "Emprise géographique : le rectangle dessiné sur la carte suffit, il devient un polygone.",
    ),
    isogeo("Onglet « Géographie » > « Carte »."),
    export(
        "dct:spatial [ a dct:Location ; locn:geometry \"POLYGON((…))\"^^gsp:wktLiteral ] : les adresses (INSEE, GeoNames) et les noms de lieux sont ignorés.",
    ),
];

/// Where the update frequency is written.
pub const FREQUENCY: &[Fix] = &[
    opendatasoft(
        "Modèle de métadonnées « DCAT » > « Accrual periodicity ». Préférez une valeur qui est l’adresse d’une fréquence européenne.",
    ),
    ckan(
        "La fiche > « Éditer » > « Champ personnalisé » de clé frequency : un identifiant (annual, monthly…) ou http://purl.org/cld/freq/annual",
    ),
    geonetwork_ui("L’éditeur > « Description du jeu de données » > « Fréquence de mise à jour »."),
    geonetwork_classic(
        "Maintenance de la ressource, et non de la fiche : saisie dans metadataMaintenance, la valeur est perdue.",
    ),
    isogeo("Onglet « Histoire » > « Fréquence de mise à jour »."),
    export(
        "dct:accrualPeriodicity <http://publications.europa.eu/resource/authority/frequency/ANNUAL> : l’adresse, et non un libellé.",
    ),
];

/// Where a limit on access is written.
pub const ACCESS: &[Fix] = &[
    ckan("La fiche > « Éditer » > « Visibilité » : « Privé » pour ce qui ne doit pas être publié."),
    opendatasoft("L’onglet « Sécurité » du jeu : un accès restreint pour ce qui ne doit pas être publié."),
    geonetwork(
        "Contraintes légales, « Limitations d’accès public » : « Pas de restriction d’accès public » (noLimitations) pour une donnée ouverte.",
    ),
    isogeo("Onglet « CGU » > « Limitations » : « Aucune limitation au sens INSPIRE »."),
    export("Retirez dct:accessRights, ou donnez-lui un texte qui n’est pas l’article 13 d’INSPIRE."),
];

/// Where the period is written.
pub const TEMPORAL: &[Fix] = &[
    opendatasoft(
        "Modèle de métadonnées « DCAT » > « Temporal coverage » : début et fin, en dates complètes.",
    ),
    ckan("« Champ personnalisé » de clés temporal_start et temporal_end, les deux, AAAA-MM-JJ."),
    geonetwork("« Étendue temporelle » : début et fin en dates complètes."),
    isogeo("« Période de validité » : dates complètes."),
    export(
        "dct:temporal [ a dct:PeriodOfTime ; dcat:startDate \"2020-01-01\"^^xsd:date ; dcat:endDate \"2020-12-31\"^^xsd:date ] : un nœud anonyme.",
    ),
];

/// Where dates are written.
pub const DATE: &[Fix] = &[
    geonetwork("Citation > « Date » : création, publication, révision, chacune AAAA-MM-JJ."),
    ckan(
        "metadata_created et created sont écrits par CKAN : vérifiez les extensions qui les changent. last_modified ne l’est que d’un fichier déposé ; pour un lien, donnez-le par l’API (resource_patch).",
    ),
    export("dct:issued, dct:created et dct:modified en AAAA-MM-JJ, avec le type xsd:date."),
];

/// Where identifiers are written.
pub const IDENTIFIER: &[Fix] = &[
    opendatasoft("L’identifiant vient du nom technique du jeu : ne le renommez pas."),
    ckan("L’identifiant est celui de CKAN : gardez-le lors d’une migration (package_create avec id)."),
    geonetwork(
        "Identification > Citation > « Identificateur » : le bouton « calculer » en propose un. Après une duplication de fiche, recalculez-le.",
    ),
    arcgis_hub("Mettez à jour l’élément au lieu de le republier : il garde son identifiant."),
    export("dct:identifier, un seul par fiche, stable et différent des autres."),
];

/// Where properties are named.
pub const PROPERTY: &[Fix] = &[
    export("Dans le gabarit de l’export, ou dans son contexte JSON-LD : le nom exact, majuscules comprises."),
    ckanext_dcat("Le profil RDF du portail (réglage ckanext.dcat.rdf.profiles)."),
];

/// Where titles are written.
pub const TITLE: &[Fix] = &[
    geonetwork("Identification > Citation > « Titre » ; « Titre alternatif » devient l’acronyme."),
    ckan("La fiche > « Éditer » > « Titre »."),
    export("dct:title, marqué @fr, sur chaque jeu de données."),
];

/// How to harvest one publisher only.
pub const PUBLISHER: &[Fix] = &[
    opendatasoft("Ajoutez un filtre à l’adresse de l’export : …/exports/dcat/?where=publisher%3D%22Nom%22"),
    ckan("Filtre « organization » du formulaire de data.gouv.fr, avec le nom technique de l’organisation."),
    geonetwork("Un sous-portail (ou CSW virtuel) par organisation."),
    isogeo("Un partage par organisation."),
];

/// Where addresses of files are written.
pub const RESOURCE_URL: &[Fix] = &[
    geonetwork(
        "« Administration > Paramètres », hôte et protocole publics ; puis les liens de la fiche (« Ressources associées »).",
    ),
    ckan(
        "La fiche > « Ressources » > « Éditer » > « URL ». Si toutes ont le même début fautif, c’est le réglage ckan.site_url.",
    ),
    opendatasoft("Pièces jointes et exports additionnels du jeu."),
    isogeo("Retirez les liens intranet du catalogue partagé."),
    export("dcat:downloadURL, ou à défaut dcat:accessURL : une adresse publique complète, avec https://."),
];

/// Where files are described.
pub const RESOURCE: &[Fix] = &[
    geonetwork("« Ressources associées » : nom, description et fonction de chaque lien."),
    ckan("La fiche > « Ressources » > « Éditer »."),
    opendatasoft("Les exports sont écrits par le portail ; les pièces jointes se décrivent dans le jeu."),
    export("dcat:distribution : dct:title, dct:description, dct:format, dcat:byteSize en octets."),
];

/// Where formats are written.
pub const FORMAT: &[Fix] = &[
    ckan("Champ « Format » de la ressource, court : CSV, JSON, SHP."),
    geonetwork("« Format de distribution » : un nom court, un format par distributeur."),
    opendatasoft(
        "Le portail écrit lui-même le format de ses exports : rien à corriger dans le jeu ; signalez-le à Opendatasoft.",
    ),
    export(
        "dct:format <http://publications.europa.eu/resource/authority/file-type/CSV>, ou l’adresse IANA en https.",
    ),
];

/// Where a file is added to a record that has none.
pub const FIRST_FILE: &[Fix] = &[
    opendatasoft("Publiez des enregistrements dans le jeu, ou ajoutez-lui une pièce jointe."),
    ckan("La fiche > « Gérer » > « Ressources » > « Ajouter une ressource » : un lien suffit."),
    dkan("La fiche > « Éditer » > « Ressources » : un fichier ou un lien."),
    geonetwork("« Ressources associées » > « Ajouter » : un lien de fonction « Téléchargement »."),
    export("dcat:distribution [ a dcat:Distribution ; dct:title \"…\"@fr ; dcat:downloadURL <https://…> ]"),
];

/// Where a series is told from its members.
pub const SERIES: &[Fix] = &[
    geonetwork("Laissez les fiches de série (hierarchyLevel = series) hors du sous-portail moissonné."),
    export("Retirez les dcat:DatasetSeries de l’export, ou donnez-leur des dcat:distribution."),
];

/// Where the size of a file is written.
pub const SIZE: &[Fix] = &[
    ckan("Clé size de la ressource (resource_patch de l’API) : un nombre entier d’octets, ou rien."),
    export("dcat:byteSize \"3355443\"^^xsd:nonNegativeInteger : des octets, sans unité ni espace."),
];

/// Where the checksum of a file is written.
pub const CHECKSUM: &[Fix] = &[export(
    "spdx:checksum [ spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue \"…\" ] : les deux, ou aucun, et la valeur sans type (ni ^^xsd:hexBinary, ni rdf:datatype).",
)];

/// Where the schema of a file is named.
pub const SCHEMA: &[Fix] = &[export(
    "dct:conformsTo <https://schema.data.gouv.fr/schemas/…> sur la distribution : l’adresse complète d’un schéma. Une norme ou un système de coordonnées va sur le jeu de données, ou nulle part.",
)];

/// Where the page of a record is named.
pub const LANDING_PAGE: &[Fix] = &[
    ckan("La fiche > « Éditer » > « Source » : l’adresse publique de la page, avec https://, ou rien."),
    geonetwork(
        "« Administration > Paramètres » : hôte et protocole publics, dont l’adresse des fiches est faite.",
    ),
    export("dcat:landingPage <https://…> sur le jeu de données, ou une adresse publique pour URI."),
];

/// Where descriptions are written.
pub const DESCRIPTION: &[Fix] = &[
    arcgis_hub(
        "Contenu > Flux : retirez le champ de gabarit, et remplissez la description de chaque élément.",
    ),
    ckan("Notes de la fiche : en HTML pour garder listes et titres, ou en texte simple."),
    opendatasoft("Onglet « Informations » > « Description »."),
    geonetwork("Identification > « Résumé »."),
    export("dct:description, un texte marqué @fr, les accents écrits tels quels."),
];

/// Where a character is cut.
pub const CHARACTER: &[Fix] = &[
    ckan("La fiche > « Éditer » : retapez la fin du texte."),
    opendatasoft("Onglet « Informations » : retapez l’emoji du champ nommé."),
    export(
        "Écrivez l’emoji tel quel, en UTF-8 (en Turtle, \\U0001F600 et non \\uD83D\\uDE00), et coupez les textes entre deux caractères.",
    ),
];

/// Where languages are marked.
pub const LANGUAGE: &[Fix] = &[
    export("\"Titre\"@fr, exactement : ni fr-FR, ni fra, ni fre."),
    geonetwork("Langue de la fiche et langues des traductions : le français en premier."),
];

/// Where keywords are written.
pub const KEYWORD: &[Fix] = &[
    opendatasoft("Onglet « Informations » > « Mots-clés », un par un."),
    ckan("La fiche > « Éditer » > « Étiquettes », séparées par Entrée."),
    geonetwork("« Mots-clés » : depuis un thésaurus, pour INSPIRE « GEMET - INSPIRE themes, version 1.0 »."),
    export("dcat:keyword \"eau\"@fr, \"air\"@fr ; dcat:theme pour les adresses, avec leur skos:prefLabel."),
];

/// Where contacts are written.
pub const CONTACT: &[Fix] = &[
    geonetwork(
        "Identification > « Contact pour la ressource », avec rôle et adresse électronique ; le contact de la fiche n’est pas lu.",
    ),
    opendatasoft("Modèle « DCAT » > « Contact name » et « Contact email »."),
    ckan("Aucun contact n’est repris : écrivez l’adresse dans la description."),
    export(
        "dcat:contactPoint [ a vcard:Organization ; vcard:fn \"Service SIG\" ; vcard:hasEmail <mailto:sig@ville.fr> ]",
    ),
];

/// Where services are described.
pub const SERVICE: &[Fix] = &[
    geonetwork(
        "Fiche de service (hierarchyLevel = service) : titre, point de connexion, couplage avec les jeux de données.",
    ),
    export(
        "dcat:DataService avec une adresse publique pour URI, dct:title, dcat:endpointURL et dcat:servesDataset.",
    ),
];

/// Where links of ISO records are given a function.
pub const ISO_LINK: &[Fix] = &[
    geonetwork(
        "« Ressources associées » > le lien > « Fonction » : Téléchargement. Pour un WMS ou un WFS, l’adresse GetCapabilities complète (…?service=WFS&request=GetCapabilities).",
    ),
    isogeo("Déclarez le lien comme « Téléchargement », ou comme service WFS ou WMS, et non comme page web."),
    Fix::new(
        "ISO 19139 écrit à la main",
        Tool::GeoCatalogue,
        "gmd:onLine//gmd:function/gmd:CI_OnLineFunctionCode[@codeListValue='download']",
    ),
];

/// Where an ISO record is edited.
pub const ISO: &[Fix] = &[
    geonetwork(
        "L’éditeur signale les champs invalides (« Valider ») : corrigez le champ que le message nomme.",
    ),
    isogeo("La fiche de la donnée, onglet par onglet ; INSPIRE a le sien."),
];

/// Where the source itself is set up.
pub const SOURCE: &[Fix] = &[
    opendatasoft("https://PORTAIL/api/explore/v2.1/catalog/exports/dcat/, avec la barre oblique finale."),
    ckan("La racine du portail, avec la barre oblique finale ; ou /catalog.xml pour le moissonneur DCAT."),
    geonetwork("https://PORTAIL/geonetwork/srv/fre/csw"),
    Fix::new(
        "Serveur web",
        Tool::Server,
        "Pas de redirection, un Content-Type exact (application/rdf+xml, text/turtle; charset=utf-8), un certificat complet.",
    ),
];
