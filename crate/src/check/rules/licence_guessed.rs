//! The licence is deduced from a text that is close to a known one.

use crate::check::{Evidence, Level, Rule, Standing, Subject, fixes};

pub static RULE: Rule = Rule {
    code: "LIC-DEVINEE",
    level: Level::Silence,
    title: "Licence devinée",
    constat: "La licence n’est pas écrite par son identifiant ni par son adresse : data.gouv.fr la devine d’après un texte ressemblant.",
    effect: "La licence affichée est probablement la bonne, mais tient à une ressemblance de quelques lettres.",
    fixes: fixes::LICENCE,
    in_bulk: "Opendatasoft : sélection de plusieurs jeux dans « Catalogue ». CKAN : package_patch de l’API avec license_id: lov2. GeoNetwork : modification par lots du tableau de bord. Isogeo : « Inventaire », édition par lot.",
    verify: "Comparez la licence affichée et la valeur d’origine sur la fiche ; l’identifiant (lov2, odc-odbl…) ne laisse aucun doute.",
    check: |case| case.flag(Subject::Licence, Standing::Guessed).map(Evidence::from),
};
