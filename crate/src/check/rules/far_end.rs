//! A period that ends in a year which stands for no end: 9999.

use super::{BASE, quoting::quote};
use crate::{
    check::{Check, Occurrence, Rule, Severity, fixes},
    harvest::RecordSchema,
    model::TemporalCoverage,
};

/// Forecasts of the climate go as far as 2100, and a little further.
const LAST: i32 = 2200;

fn year_of_end(coverage: &TemporalCoverage) -> Option<i32> {
    coverage.end.as_ref()?.to_string().get(..4)?.parse().ok()
}

/// « du 1er janvier 2020 au 31 décembre 9999 »
pub static FAR_END: Rule = Rule {
    code: "temporel-fin-lointaine",
    severity: Severity::Advice,
    silent: true,
    title: "Période qui finit dans des siècles",
    constat: "La période finit après l’an 2200 : cette date tient sans doute lieu d’une période sans fin.",
    effect: "data.gouv.fr affiche cette date telle quelle.",
    fixes: fixes::TEMPORAL,
    check: Check::Record(|context| {
        let coverage = context.dataset().and_then(|dataset| dataset.temporal_coverage.as_ref());
        let is_far = |coverage: &&TemporalCoverage| year_of_end(coverage).is_some_and(|year| year > LAST);
        let Some(coverage) = coverage.filter(is_far) else { return Vec::new() };
        let Some((line, raw)) = context.taken("temporal_coverage").last() else { return Vec::new() };
        let advice = match context.schema() {
            Some(RecordSchema::Ckan) => "Donnez la date de la dernière donnée.",
            // A text has no open period.
            Some(RecordSchema::Dcat) if raw.contains('/') => {
                "Écrivez un nœud dct:PeriodOfTime qui n’a que dcat:startDate."
            }
            _ => "Laissez la fin vide si la période est encore ouverte.",
        };
        let message = format!("data.gouv.fr affichera la période {}. {advice}", quote(&coverage.describe()));
        vec![Occurrence::at(line, message)]
    }),
    ..BASE
};
