//! The portal gives a place that this harvester never carries.

use crate::check::{Evidence, Level, Rule, Standing, Subject, fixes};

pub static RULE: Rule = Rule {
    code: "SPA-PERDUE",
    level: Level::Flag,
    title: "Couverture spatiale perdue",
    constat: "La fiche donne un territoire, mais ce moissonneur n’en reprend aucun.",
    effect: "Le territoire est perdu en route : pas de carte, un critère de qualité en moins. Ce n’est pas la fiche qui est en cause.",
    fixes: fixes::SPATIAL,
    in_bulk: "Choisissez le moissonneur DCAT : il reprend la couverture spatiale quand l’export contient un polygone.",
    verify: "Refaites l’aperçu avec l’adresse de l’export DCAT du portail.",
    check: |case| case.flag(Subject::Spatial, Standing::Lost).map(Evidence::from),
};
