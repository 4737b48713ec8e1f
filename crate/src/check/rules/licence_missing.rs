//! The portal gives no licence.

use crate::check::{Evidence, Level, Rule, Standing, Subject, fixes};

pub static RULE: Rule = Rule {
    code: "LIC-ABSENTE",
    level: Level::Flag,
    title: "Licence absente",
    constat: "La fiche ne donne pas de licence, ou dit qu’elle n’est pas spécifiée.",
    effect: "data.gouv.fr affiche « License Not Specified » tout en comptant « Licence renseignée » dans la qualité. Personne ne peut savoir s’il a le droit de réutiliser les données.",
    fixes: fixes::LICENCE,
    in_bulk: "Opendatasoft : sélection de plusieurs jeux dans « Catalogue ». CKAN : package_patch de l’API avec license_id: lov2. GeoNetwork : modification par lots du tableau de bord. Isogeo : « Inventaire », édition par lot.",
    verify: "Corrigez une fiche, puis refaites l’aperçu : elle doit quitter la liste « À corriger » pour ce constat.",
    check: |case| case.flag(Subject::Licence, Standing::Missing).map(Evidence::from),
};
