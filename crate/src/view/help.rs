//! Screen « Aide » : one page per rule, written in the rule's own file.

use maud::{Markup, html};

use super::{
    HtmlPage, components,
    record::fixes,
    route::{Route, Screen},
    wording,
};
use crate::check::{self, RULES, RecordState, Rule, Section};

pub(super) fn page(route: &Route, code: Option<&str>) -> HtmlPage {
    match code.and_then(check::rule) {
        Some(rule) => HtmlPage::new(format!("Aide : {}", rule.title), route, one(route, rule)),
        None => HtmlPage::new("Aide", route, all(route, code)),
    }
}

fn one(route: &Route, rule: &Rule) -> Markup {
    html! {
        p.fil-source { a href=(route.to(Screen::Help(None))) { "‹ Tous les constats" } }
        h1 tabindex="-1" { (rule.title) }
        p { "Code : " code { (rule.code) } " · gravité : " (rule.severity.label()) " · porte sur : " (rule.level.label()) }
        h2 { "Constat" }
        p { (rule.constat) }
        h2 { "Effet sur data.gouv.fr" }
        p { (rule.effect) }
        h2 { "Où corriger" }
        @if rule.fixes.is_empty() { p { "Rien à corriger dans le logiciel du portail." } }
        (fixes(&rule.fixes.iter().collect::<Vec<_>>()))
        h2 { "En une fois" }
        p { (rule.in_bulk) }
        h2 { "Vérifier" }
        p { (rule.verify) }
    }
}

fn all(route: &Route, code: Option<&str>) -> Markup {
    html! {
        h1 tabindex="-1" { "Aide" }
        @if let Some(code) = code { p.encart { "Aucun constat n’a le code « " (code) " »." } }
        h2 { "Les quatre états d’une fiche" }
        ul.definitions { @for state in RecordState::ALL { li { (components::state(state)) " " (wording::state_meaning(state)) } } }
        h2 { "Les constats" }
        @for shelf in Section::ALL {
            @let rules: Vec<_> = RULES.iter().filter(|rule| rule.shelf() == shelf).collect();
            @if !rules.is_empty() {
                h3 { (shelf.title()) }
                ul {
                    @for rule in rules {
                        li {
                            a href=(route.to(Screen::Help(Some(rule.code.to_owned())))) { (rule.title) }
                            " " code { (rule.code) }
                        }
                    }
                }
            }
        }
    }
}
