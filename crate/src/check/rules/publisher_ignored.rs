//! The organisation that the portal names is replaced by the one of data.gouv.fr's form.

use crate::check::{Evidence, Level, Rule};

pub static RULE: Rule = Rule {
    code: "PRO-REMPLACE",
    level: Level::Silence,
    title: "Producteur remplacé",
    constat: "La fiche nomme un producteur.",
    effect: "data.gouv.fr ne le lit pas : tous les jeux moissonnés sont publiés au nom de l’organisation choisie dans le formulaire du moissonneur.",
    fixes: &[],
    in_bulk: "Si le portail réunit plusieurs producteurs, demandez un moissonneur par producteur, chacun avec un flux filtré.",
    verify: "Comparez, dans la liste, les producteurs nommés par le flux : un seul doit correspondre à votre organisation.",
    check: |case| {
        case.item.record.as_ref()?;
        let publisher = case.item.source_publisher.as_deref().filter(|name| !name.trim().is_empty())?;
        Some(Evidence { field: "organization", raw: Some(publisher.into()), ..Evidence::default() })
    },
};
