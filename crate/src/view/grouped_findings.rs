//! Findings grouped by rule, by source value and by producer: one correction mends many records.

use maud::{Markup, html};

use super::{
    Checked,
    format::{count, cut, number, plain},
    list::Facet,
    route::{Route, Screen},
};
use crate::check::{
    Finding, Rule, Section, Severity,
    groups::{Group, SharedValue},
    unforeseeable::UNFORESEEABLE,
};

/// Source values shown for one rule.
const VALUES_SHOWN: usize = 3;
/// Producers shown for one rule.
const PRODUCERS_SHOWN: usize = 3;

/// What the source as a whole is told of here: the retired harvester is told at the top, with the way that replaces
/// it.
pub fn of_source(checked: &Checked) -> Vec<&Finding> {
    checked.report.source.iter().filter(|finding| finding.rule.code != "moissonneur-retire").collect()
}

/// « Le moissonnage entier »: would the harvest run, and read everything?
pub fn source(checked: &Checked, route: &Route) -> Markup {
    let findings = of_source(checked);
    html! {
        @if !findings.is_empty() {
            section aria-labelledby="titre-source" {
                h2 #titre-source { "Le moissonnage entier" }
                ul.groupes {
                    @for (index, finding) in findings.into_iter().enumerate() {
                        li {
                            h3 { (finding.rule.title) " " (severity(finding.rule.severity)) }
                            p { (finding.message) }
                            @if let Some(told) = &finding.suggestion { p { "Écrivez " (copyable(&format!("e-source-{index}"), &told.value)) } }
                            p { (help(finding.rule, route)) }
                        }
                    }
                }
            }
        }
    }
}

/// « Ce qui bloque »: what does not arrive, or arrives empty.
pub fn blocking(groups: &[Group<'_>], route: &Route) -> Markup {
    let here: Vec<_> = on(groups, Section::Refusal).collect();
    html! {
        @if !here.is_empty() {
            section aria-labelledby="titre-bloque" {
                h2 #titre-bloque { (Section::Refusal.title()) }
                ul.groupes { @for group in here { li { (one(group, route)) } } }
            }
        }
    }
}

/// « Ce que data.gouv.fr ne vous dira pas »
pub fn silences(groups: &[Group<'_>], route: &Route) -> Markup {
    let here: Vec<_> = on(groups, Section::Silence).collect();
    html! {
        @if !here.is_empty() {
            section.silences aria-labelledby="titre-silences" {
                h2 #titre-silences { "Ce que data.gouv.fr ne vous dira pas" }
                ul.groupes { @for group in here { li { (one(group, route)) } } }
            }
        }
    }
}

/// Other fixes and advice, folded.
pub fn others(groups: &[Group<'_>], route: &Route) -> Markup {
    html! {
        @for shelf in [Section::Fix, Section::Advice] {
            @let here: Vec<_> = on(groups, shelf).collect();
            @if !here.is_empty() {
                details.autres {
                    summary { h2 { (shelf.title()) " " span.nombre { (number(here.len())) } } }
                    ul.groupes { @for group in here { li { (one(group, route)) } } }
                }
            }
        }
    }
}

fn on<'g, 'a>(groups: &'g [Group<'a>], shelf: Section) -> impl Iterator<Item = &'g Group<'a>> {
    groups.iter().filter(move |group| group.rule.shelf() == shelf)
}

fn one(group: &Group<'_>, route: &Route) -> Markup {
    let rule = group.rule;
    html! {
        h3 {
            a href=(route.list_of(Facet::Problem, rule.code)) { (rule.title) }
            " " span.nombre { (count(group.records, "fiche", "fiches")) }
            @if rule.shelf() == Section::Silence { " " (severity(rule.severity)) }
        }
        p { (rule.effect) }
        (values(group, route))
        (producers(group, route))
        p { (help(rule, route)) }
    }
}

/// What several records say in the same words: « 41 fiches disent « Licence ouverte v2 Etalab » », and what is
/// known to be written instead.
fn values(group: &Group<'_>, route: &Route) -> Markup {
    let is_worth_showing = |shared: &&SharedValue<'_>| shared.records > 1 || shared.suggestion.is_some();
    shown(group, route, group.values.iter().filter(is_worth_showing).take(VALUES_SHOWN).collect())
}

/// The most frequent values, shared or not.
pub fn most_frequent(group: &Group<'_>, route: &Route) -> Markup {
    shown(group, route, group.values.iter().take(VALUES_SHOWN).collect())
}

fn shown(group: &Group<'_>, route: &Route, values: Vec<&SharedValue<'_>>) -> Markup {
    let hidden = group.values.len() - values.len();
    html! {
        @if !values.is_empty() {
            ul.valeurs {
                @for (index, shared) in values.into_iter().enumerate() {
                    li { (value(group.rule, index, shared, route)) }
                }
            }
            @if hidden > 0 { p.aide { "Et " (count(hidden, "autre valeur", "autres valeurs")) "." } }
        }
    }
}

fn value(rule: &Rule, index: usize, shared: &SharedValue<'_>, route: &Route) -> Markup {
    let SharedValue { value, records, suggestion } = shared;
    let link = route.list_of(Facet::Problem, rule.code).and(Facet::Value, value);
    html! {
        a href=(link) { (count(*records, "fiche dit", "fiches disent")) " « " (cut(&plain(value), 80)) " »" }
        @if let Some(told) = suggestion {
            span.remede {
                "Écrivez " (copyable(&format!("e-{}-{index}", rule.code), &told.value))
                @if *records > 1 { span.aide { "une correction en répare " (number(*records)) } }
            }
        }
    }
}

/// Who publishes the records, when the source names several producers.
fn producers(group: &Group<'_>, route: &Route) -> Markup {
    let shown = group.publishers.iter().take(PRODUCERS_SHOWN).filter(|_| group.publishers.len() > 1);
    let hidden = group.publishers.len().saturating_sub(PRODUCERS_SHOWN);
    html! {
        @if group.publishers.len() > 1 {
            p.aide {
                "Producteurs : "
                @for (index, (name, n)) in shown.enumerate() {
                    @if index > 0 { ", " }
                    a href=(route.list_of(Facet::Problem, group.rule.code).and(Facet::Publisher, name)) data-verbatim { (cut(name, 60)) } " (" (number(*n)) ")"
                }
                @if hidden > 0 { " et " (count(hidden, "autre", "autres")) }
                "."
            }
        }
    }
}

/// A short text, with the button that copies it; `id` is unique in the screen.
pub fn copyable(id: &str, text: &str) -> Markup {
    html! {
        span.a-copier {
            code #(id) { (text) }
            " " button.lien type="button" data-copier-texte=(id) data-dit="Copié" aria-describedby=(id) { "Copier" }
        }
    }
}

/// The way to the page of a rule.
pub fn help(rule: &Rule, route: &Route) -> Markup {
    html! {
        a href=(route.to(Screen::Help(Some(rule.code.to_owned())))) { "Comprendre et corriger" span.discret { " : " (rule.title) } }
    }
}

/// How much it matters, in a word.
pub fn severity(severity: Severity) -> Markup {
    html! { span.gravite.{ "gravite-" (severity.id()) } { (severity.label()) } }
}

/// What the list is filtered by, when it is a rule: its effect, and where to learn more.
pub fn chosen(checked: &Checked, route: &Route) -> Markup {
    let rule = route.filters.get(Facet::Problem).and_then(crate::check::rule);
    html! {
        @if let Some(rule) = rule.filter(|rule| checked.report.count(rule.code) > 0) {
            div.encart.constat-choisi {
                p { b { (rule.title) } " " (severity(rule.severity)) }
                p { (rule.effect) }
                p { (help(rule, route)) }
            }
        }
    }
}

/// « Non prévisible ici »
pub fn unforeseeable() -> Markup {
    html! {
        details.autres {
            summary { h2 { "Non prévisible ici" } }
            dl.imprevisibles { @for thing in UNFORESEEABLE { dt { (thing.what) } dd { (thing.how) } } }
        }
    }
}
