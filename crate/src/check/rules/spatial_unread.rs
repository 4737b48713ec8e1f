//! The portal gives a place that is not a polygon.

use crate::check::{Evidence, Level, Rule, Standing, Subject, fixes};

pub static RULE: Rule = Rule {
    code: "SPA-NON-LUE",
    level: Level::Flag,
    title: "Couverture spatiale non lue",
    constat: "La fiche nomme un lieu, mais sous une forme que data.gouv.fr ne lit pas : il ne reprend qu’un polygone.",
    effect: "Le lieu est perdu : pas de carte, pas de territoire, un critère de qualité en moins.",
    fixes: fixes::SPATIAL,
    in_bulk: "GeoNetwork : modification par lots du tableau de bord. CKAN : package_patch de l’API. Autres logiciels : le gabarit qui écrit l’export. Une même valeur explique souvent beaucoup de fiches.",
    verify: "Corrigez une fiche, puis refaites l’aperçu : elle doit quitter la liste « À corriger » pour ce constat.",
    check: |case| case.flag(Subject::Spatial, Standing::Unrecognised).map(Evidence::from),
};
