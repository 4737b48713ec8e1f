//! The portal gives no spatial coverage.

use crate::check::{Evidence, Level, Rule, Standing, Subject, fixes};

pub static RULE: Rule = Rule {
    code: "SPA-ABSENTE",
    level: Level::Flag,
    title: "Couverture spatiale absente",
    constat: "La fiche ne dit pas quel territoire elle couvre.",
    effect: "Pas de carte sur la page, et la fiche n’apparaît pas quand on cherche par territoire. Un critère de qualité est perdu.",
    fixes: fixes::SPATIAL,
    in_bulk: "GeoNetwork : modification par lots du tableau de bord. CKAN : package_patch de l’API. Autres logiciels : le gabarit qui écrit l’export.",
    verify: "Corrigez une fiche, puis refaites l’aperçu : elle doit quitter la liste « À corriger » pour ce constat.",
    check: |case| case.flag(Subject::Spatial, Standing::Missing).map(Evidence::from),
};
