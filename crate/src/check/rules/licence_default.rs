//! The harvester writes a licence that the portal does not give.

use crate::check::{Evidence, Level, Rule, Standing, Subject, fixes};

pub static RULE: Rule = Rule {
    code: "LIC-DEFAUT",
    level: Level::Flag,
    title: "Licence attribuée par défaut",
    constat: "La fiche ne donne pas de licence ; le moissonneur en écrit une à votre place.",
    effect: "data.gouv.fr affiche une licence que vous n’avez pas choisie, et que rien ne signale comme telle.",
    fixes: fixes::LICENCE,
    in_bulk: "Opendatasoft : sélection de plusieurs jeux dans « Catalogue ». CKAN : package_patch de l’API avec license_id: lov2. GeoNetwork : modification par lots du tableau de bord. Isogeo : « Inventaire », édition par lot.",
    verify: "Corrigez une fiche, puis refaites l’aperçu : elle doit quitter la liste « À corriger » pour ce constat.",
    check: |case| case.flag(Subject::Licence, Standing::Default).map(Evidence::from),
};
