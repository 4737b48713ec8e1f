//! Where to fix what only CKAN and DKAN have.

use super::{Fix, ckan, ckanext_dcat, dkan};

/// Where resources of CKAN are typed.
pub const CKAN_RESOURCE: &[Fix] = &[
    ckan("Clé resource_type de la ressource (resource_patch de l’API) : « file » ou « api », ou rien."),
    dkan("Le type de la ressource, de même ; sans type, DKAN convient."),
];

/// Where the fields of CKAN's schema are written.
pub const CKAN_SCHEMA: &[Fix] = &[
    ckan(
        "Le champ nommé par le constat, dans la fiche, la ressource ou l’organisation. Une clé absente vient d’une extension (ckanext-scheming, -multilingual) : rétablissez-la dans package_show.",
    ),
    ckanext_dcat("Demandez plutôt le moissonneur DCAT, à l’adresse /catalog.xml : il n’a pas ce schéma."),
    dkan("Le champ nommé par le constat ; sous DKAN 2, prenez le moissonneur DCAT sur /data.json."),
];

/// Where packages that are not datasets are kept from the harvest.
pub const CKAN_TYPE: &[Fix] = &[
    ckan(
        "Rien si c’est un moissonneur ou une vitrine. Si c’est un jeu de données : clé type, « dataset » (package_patch de l’API).",
    ),
    dkan("Rien si c’est une page ou une vitrine. Si c’est un jeu de données : le type « Dataset »."),
];

/// Where an organisation of CKAN is described.
pub const CKAN_ORGANISATION: &[Fix] = &[
    ckan(
        "L’organisation > « Gérer » : le champ que le constat nomme. Pour un champ que l’écran n’a pas, organization_patch de l’API.",
    ),
    ckanext_dcat("Demandez plutôt le moissonneur DCAT, à l’adresse /catalog.xml : il n’a pas ce schéma."),
];

/// Where a package of CKAN is made public.
pub const CKAN_VISIBILITY: &[Fix] = &[
    ckan(
        "La fiche > « Éditer » > « Visibilité » : « Public », puis enregistrez (un brouillon n’est pas montré).",
    ),
    dkan("La fiche > « Éditer » > « Options de publication » : « Publié »."),
];

/// Where the technical name of a package of CKAN is written.
pub const CKAN_NAME: &[Fix] = &[ckan(
    "La fiche > « Éditer » > l’adresse, sous le titre : lettres minuscules sans accent, chiffres, tirets.",
)];

/// Where custom fields of CKAN are written.
pub const CKAN_EXTRAS: &[Fix] = &[
    ckan(
        "La fiche > « Éditer » > « Champ personnalisé » : retirez la clé que le constat nomme, ou corrigez sa valeur.",
    ),
    dkan("Champs additionnels de la fiche : retirez celui que le constat nomme, ou corrigez sa valeur."),
];
