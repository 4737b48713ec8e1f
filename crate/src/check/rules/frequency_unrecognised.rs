//! The portal gives a frequency that udata does not know.

use crate::check::{Evidence, Level, Rule, Standing, Subject, fixes};

pub static RULE: Rule = Rule {
    code: "FRE-INCONNUE",
    level: Level::Flag,
    title: "Fréquence non reconnue",
    constat: "La fiche donne une fréquence, mais pas sous une forme que data.gouv.fr reconnaît : un libellé comme « annuelle » ne suffit pas.",
    effect: "La fréquence est perdue ; data.gouv.fr affiche « Fréquence de mise à jour non renseignée » : deux critères de qualité en moins.",
    fixes: fixes::FREQUENCY,
    in_bulk: "GeoNetwork : modification par lots du tableau de bord. CKAN : package_patch de l’API. Autres logiciels : le gabarit qui écrit l’export. Une même valeur explique souvent beaucoup de fiches.",
    verify: "Corrigez une fiche, puis refaites l’aperçu : elle doit quitter la liste « À corriger » pour ce constat.",
    check: |case| case.flag(Subject::Frequency, Standing::Unrecognised).map(Evidence::from),
};
