//! The publishers that records name, which data.gouv.fr never reads.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::{BASE, quoting::quote};
use crate::{
    check::{Check, InBulk, Occurrence, Rule, RuleLevel, Severity, fixes, publisher_key},
    model::{Item, Status},
    text::{count::count, order},
};

/// Several records under one organisation that the portal gives to several.
pub static SEVERAL: Rule = Rule {
    code: "producteurs-multiples",
    level: RuleLevel::Source,
    silent: true,
    title: "Plusieurs producteurs dans le même flux",
    constat: "Les fiches nomment plusieurs producteurs.",
    effect: "Toutes seraient publiées au nom de l’organisation choisie dans le formulaire, quel que soit le producteur nommé : des jeux déjà publiés par leur producteur feraient doublon.",
    fixes: fixes::PUBLISHER,
    in_bulk: InBulk::Said("Demandez un moissonneur par producteur, chacun avec un flux filtré."),
    verify: "La liste des producteurs du flux ne doit en montrer qu’un, le vôtre.",
    check: Check::Source(|source| {
        let mut counts: HashMap<String, (usize, &str), FxBuildHasher> = HashMap::default();
        for item in &source.catalogue.job.items {
            let name = item.source_publisher.as_deref().map(str::trim).filter(|name| !name.is_empty());
            if let Some(name) = name.filter(|_| item.status == Status::Done) {
                counts.entry(publisher_key(name)).or_insert((0, name)).0 += 1;
            }
        }
        if counts.len() < 2 {
            return Vec::new();
        }
        let mut ranked: Vec<_> = counts.into_values().collect();
        order::by(&mut ranked, |(n, a), (m, b)| m.cmp(n).then_with(|| a.cmp(b)));
        let named: Vec<_> = ranked.iter().take(5).map(|(n, name)| format!("{} ({n})", quote(name))).collect();
        let more = ranked.len().saturating_sub(5);
        let more = if more > 0 { format!(" et {}", count(more, "autre", "autres")) } else { String::new() };
        let message = format!(
            "Les fiches viennent de {} producteurs ({}{more}) : toutes seraient publiées au nom de votre organisation.",
            ranked.len(),
            named.join(", "),
        );
        vec![Occurrence::in_field("organization", message)]
    }),
    ..BASE
};

/// The publisher that the portal names is never read.
pub static IGNORED: Rule = Rule {
    code: "producteur-remplace",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    silent: true,
    title: "Producteur remplacé",
    constat: "La fiche nomme un producteur, et le flux en nomme plusieurs.",
    effect: "data.gouv.fr ne s’en sert pas : tous les jeux moissonnés sont publiés au nom de l’organisation choisie dans le formulaire du moissonneur.",
    fixes: fixes::PUBLISHER,
    in_bulk: InBulk::Said(
        "Si le portail réunit plusieurs producteurs, demandez un moissonneur par producteur, chacun avec un flux filtré.",
    ),
    verify: "Comparez, dans la liste, les producteurs nommés par le flux : un seul doit correspondre à votre organisation.",
    check: Check::Record(|context| {
        // One publisher is most often the organisation itself: nothing to tell.
        let is_ambiguous = names_publisher(context.item) && context.facts.publishers > 1;
        let name = context.item.source_publisher.as_deref();
        let Some(name) = name.filter(|_| is_ambiguous) else { return Vec::new() };
        let message =
            format!("Le producteur {} sera remplacé par l’organisation du moissonneur.", quote(name));
        vec![Occurrence::in_field("organization", message).valued(name)]
    }),
    ..BASE
};

/// Whether a record that arrives names a publisher.
pub fn names_publisher(item: &Item) -> bool {
    item.status == Status::Done
        && item.source_publisher.as_deref().is_some_and(|name| !name.trim().is_empty())
}
