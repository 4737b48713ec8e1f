//! The portal gives a licence that udata cannot guess.

use crate::check::{Evidence, Level, Rule, Standing, Subject, fixes};

pub static RULE: Rule = Rule {
    code: "LIC-INCONNUE",
    level: Level::Flag,
    title: "Licence non reconnue",
    constat: "La fiche donne une licence, mais data.gouv.fr ne la retrouve pas dans sa liste : ni identifiant, ni titre, ni adresse connus.",
    effect: "La licence écrite est perdue. data.gouv.fr en affiche une autre à la place : « License Not Specified », ou celle que le moissonneur donne par défaut.",
    fixes: fixes::LICENCE,
    in_bulk: "Opendatasoft : sélection de plusieurs jeux dans « Catalogue ». CKAN : package_patch de l’API avec license_id: lov2. GeoNetwork : modification par lots du tableau de bord. Isogeo : « Inventaire », édition par lot. Une même valeur explique souvent beaucoup de fiches : corrigez-la à sa source.",
    verify: "Corrigez une fiche, puis refaites l’aperçu : elle doit quitter la liste « À corriger » pour ce constat.",
    check: |case| case.flag(Subject::Licence, Standing::Unrecognised).map(Evidence::from),
};
