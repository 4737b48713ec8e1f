//! Findings beyond the flags: of the source as a whole, of other fields, and what cannot be known here.

use maud::{Markup, html};

use super::{
    Checked,
    format::{cut, number},
    list::Facet,
    route::{Route, Screen},
};
use crate::check::{
    Shelf,
    groups::{Group, groups},
    unforeseeable::UNFORESEEABLE,
};

/// Source values shown for one rule.
const VALUES_SHOWN: usize = 3;

/// « Le moissonnage entier »: would the harvest run, and read everything?
pub fn source(checked: &Checked, route: &Route) -> Markup {
    let findings = &checked.report.source;
    html! {
        @if !findings.is_empty() {
            section aria-labelledby="titre-source" {
                h2 #titre-source { "Le moissonnage entier" }
                ul {
                    @for finding in findings {
                        li {
                            h3 { a href=(route.to(Screen::Help(Some(finding.rule.code.to_owned())))) { (finding.rule.title) } " (" (finding.rule.severity.label()) ")" }
                            p { (finding.message) @if let Some(advice) = finding.advice() { " " (advice) } }
                        }
                    }
                }
            }
        }
    }
}

/// What blocks records, other fixes and advice, each grouped by rule and by source value.
pub fn others(checked: &Checked, route: &Route) -> Markup {
    let groups = groups(&checked.catalogue.job.items, &checked.report);
    html! {
        @for shelf in [Shelf::Refusal, Shelf::Fix, Shelf::Advice] {
            @let here: Vec<_> = groups.iter().filter(|group| group.rule.shelf() == shelf).collect();
            @if !here.is_empty() {
                details.autres open[shelf == Shelf::Refusal] {
                    summary { h2 { (shelf.title()) } }
                    ul { @for group in here { li { (one(group, route)) } } }
                }
            }
        }
    }
}

fn one(group: &Group<'_>, route: &Route) -> Markup {
    let shared = group.values.iter().filter(|shared| shared.records > 1);
    html! {
        h3 { a href=(route.list_of(Facet::Problem, group.rule.code)) { (group.rule.title) } " " span.nombre { (number(group.records)) } }
        p { (group.rule.effect) }
        @for shared in shared.take(VALUES_SHOWN) {
            p.aide {
                (number(shared.records)) " fiches disent «\u{a0}" (cut(shared.value, 80)) "\u{a0}»"
                @if let Some(suggestion) = shared.suggestion { "\u{a0}; écrivez " code { (suggestion.value) } }
                "."
            }
        }
    }
}

/// « Non prévisible ici »
pub fn unforeseeable() -> Markup {
    html! {
        details.autres {
            summary { h2 { "Non prévisible ici" } }
            ul { @for thing in UNFORESEEABLE { li { (thing.what) " " (thing.how) } } }
        }
    }
}
