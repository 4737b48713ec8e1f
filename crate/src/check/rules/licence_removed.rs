//! Restricted access: data.gouv.fr erases the licence.

use crate::check::{Evidence, Level, Rule, Standing, Subject};

pub static RULE: Rule = Rule {
    code: "LIC-RETIREE",
    level: Level::Silence,
    title: "Licence retirée par data.gouv.fr",
    constat: "La fiche annonce un accès restreint.",
    effect: "data.gouv.fr efface la licence et affiche « Ces données ne sont accessibles que sur habilitation ». C’est normal si l’accès est réellement restreint.",
    fixes: &[],
    in_bulk: "Rien à corriger si l’accès est restreint ; sinon, retirez la limitation d’accès dans le gabarit de l’export.",
    verify: "La fiche d’une donnée ouverte ne doit pas parler d’accès restreint.",
    check: |case| case.flag(Subject::Licence, Standing::NotApplicable).map(Evidence::from),
};
