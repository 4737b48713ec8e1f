//! The portal gives no update frequency.

use crate::check::{Evidence, Level, Rule, Standing, Subject, fixes};

pub static RULE: Rule = Rule {
    code: "FRE-ABSENTE",
    level: Level::Flag,
    title: "Fréquence absente",
    constat: "La fiche ne dit pas à quel rythme les données sont mises à jour.",
    effect: "data.gouv.fr affiche « Fréquence de mise à jour non renseignée » : deux des neuf critères de qualité sont perdus.",
    fixes: fixes::FREQUENCY,
    in_bulk: "GeoNetwork : modification par lots du tableau de bord. CKAN : package_patch de l’API. Autres logiciels : le gabarit qui écrit l’export.",
    verify: "Corrigez une fiche, puis refaites l’aperçu : elle doit quitter la liste « À corriger » pour ce constat.",
    check: |case| case.flag(Subject::Frequency, Standing::Missing).map(Evidence::from),
};
