//! The portal gives a frequency that this harvester never carries.

use crate::check::{Evidence, Level, Rule, Standing, Subject, fixes};

pub static RULE: Rule = Rule {
    code: "FRE-PERDUE",
    level: Level::Flag,
    title: "Fréquence perdue",
    constat: "La fiche donne une fréquence, mais ce moissonneur n’en reprend aucune.",
    effect: "La fréquence est perdue en route : deux critères de qualité en moins. Ce n’est pas la fiche qui est en cause.",
    fixes: fixes::FREQUENCY,
    in_bulk: "Choisissez le moissonneur DCAT : il reprend la fréquence quand l’export donne une adresse connue.",
    verify: "Refaites l’aperçu avec l’adresse de l’export DCAT du portail.",
    check: |case| case.flag(Subject::Frequency, Standing::Lost).map(Evidence::from),
};
