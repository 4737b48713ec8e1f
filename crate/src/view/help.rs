//! Screen « Aide » : one page per rule, written in the rule's own file; inside a check, its own records and the steps
//! of its software come first.

use maud::{Markup, html};

use super::{
    Checked, HtmlPage, components, embedding,
    format::{count, number},
    list::{Facet, fold},
    record::fixes,
    remedy,
    route::{Route, Screen},
    wording,
};
use crate::{
    check::{self, Fix, RULES, RecordState, Rule, Section},
    portal::Software,
    text::order,
};

pub(super) fn page(checked: Option<&Checked>, route: &Route, code: Option<&str>) -> HtmlPage {
    match code.and_then(check::rule) {
        Some(rule) => HtmlPage::new(format!("Aide : {}", rule.title), route, one(checked, route, rule)),
        None => {
            let found: Vec<&Rule> =
                RULES.iter().copied().filter(|rule| answers(rule, &route.filters.query)).collect();
            let told = count(found.len(), "constat", "constats");
            HtmlPage::new("Aide", route, all(checked, route, code, &found)).announcing(told)
        }
    }
}

fn one(checked: Option<&Checked>, route: &Route, rule: &Rule) -> Markup {
    let remedies = checked.map(|checked| remedy::of(checked, rule.fixes));
    let own = remedies.map(|remedies| remedies.own).unwrap_or_default();
    let others: Vec<&Fix> =
        rule.fixes.iter().filter(|fix| own.iter().all(|own| own.software != fix.software)).collect();
    html! {
        (header(checked, route))
        p.fil-source { a href=(route.to(Screen::Help(None))) { "‹ Tous les constats" } }
        h1 tabindex="-1" { (rule.title) }
        @if let Some(checked) = checked { (here(checked, route, rule)) }
        @if !own.is_empty() {
            h2 { "Où corriger" }
            (fixes(&own))
            (in_bulk(rule, checked.and_then(remedy::software)))
        }
        h2 { "Constat" }
        p { (rule.constat) }
        h2 { "Effet sur data.gouv.fr" }
        p { (rule.effect) }
        @if let Some(example) = rule.example() {
            h2 { "Exemple" }
            @if !example.wrong.is_empty() { (lines(&example.wrong)) }
            @if !example.right.is_empty() {
                p { @if example.wrong.is_empty() { "La fiche n’a rien de tel :" } @else { "À écrire plutôt :" } }
                (lines(&example.right))
            }
            p.aide { "D’une fiche lue par le moissonneur " (example.kind.label()) "." }
        }
        @if own.is_empty() {
            h2 { "Où corriger" }
            @if rule.fixes.is_empty() { p { "Rien à corriger dans le logiciel du portail." } }
            (fixes(&others))
            (in_bulk(rule, None))
        } @else if !others.is_empty() {
            details { summary { "Dans un autre logiciel" } (fixes(&others)) }
        }
        h2 { "Vérifier" }
        p { (rule.verify) }
        p.aide { "Code : " code { (rule.code) } " · gravité : " (rule.severity.label()) " · porte sur : " (rule.level.label()) " · " (embedding::link(route)) }
    }
}

/// The navigation of the check; the way to it, when the address names one that is not open (after a reload): help alone
/// asks nothing of a portal.
fn header(checked: Option<&Checked>, route: &Route) -> Markup {
    html! {
        @if let Some(checked) = checked {
            (components::check_header(checked, route))
        } @else if route.source.is_some() {
            p.fil-source { a href=(route.to(Screen::Overview)) { "Ouvrir la vérification" } }
        }
    }
}

/// Lines of a source.
fn lines(lines: &[&str]) -> Markup {
    html! { pre.source.source-courte tabindex="0" data-verbatim { @for line in lines { span.ligne { (line) "\n" } } } }
}

fn in_bulk(rule: &Rule, software: Option<Software>) -> Markup {
    html! {
        h2 { "En une fois" }
        p { (remedy::in_bulk(rule, software)) }
    }
}

/// « Vos 4 fiches », with the way to them.
fn here(checked: &Checked, route: &Route, rule: &Rule) -> Markup {
    let n = checked.report.count(rule.code);
    html! {
        @if n > 0 {
            p.encart { a href=(route.list_of(Facet::Problem, rule.code)) { @if n == 1 { "Votre fiche concernée" } @else { "Vos " (number(n)) " fiches concernées" } } }
        } @else if checked.report.source.iter().any(|finding| finding.rule == rule) {
            p.encart { "Ce constat porte sur votre moissonnage entier." }
        } @else {
            p.encart { "Aucune de vos fiches n’est concernée." }
        }
    }
}

/// Whether every word of the search is in what the rule says, whatever the accents and capitals.
fn answers(rule: &Rule, query: &str) -> bool {
    let text = fold(&[rule.title, rule.code, rule.constat, rule.effect].join(" "));
    fold(query).split_whitespace().all(|word| text.contains(word))
}

fn all(checked: Option<&Checked>, route: &Route, code: Option<&str>, found: &[&Rule]) -> Markup {
    let is_searched = !route.filters.query.is_empty();
    html! {
        (header(checked, route))
        h1 tabindex="-1" { "Aide" }
        @if let Some(code) = code { p.encart { "Aucun constat n’a le code « " (code) " »." } }
        form #filtres.aide-recherche role="search" {
            label for="q" { "Chercher un constat" }
            div.recherche {
                input #q name="q" type="search" value=(route.filters.query) autocomplete="off";
                button type="submit" { "Chercher" }
            }
        }
        @if found.is_empty() { p.vide { "Aucun constat ne répond à cette recherche. " a href=(route.to(Screen::Help(None))) { "Voir tous les constats" } } }
        @for shelf in Section::ALL { (group(checked, route, shelf, found, is_searched)) }
        h2 { "Les quatre états d’une fiche" }
        ul.definitions { @for state in RecordState::ALL { li { (components::state(state)) " " (wording::state_meaning(state)) } } }
    }
}

/// The rules of one shelf: those of the check first, with their records.
fn group(
    checked: Option<&Checked>,
    route: &Route,
    shelf: Section,
    found: &[&Rule],
    is_searched: bool,
) -> Markup {
    let records = |rule: &Rule| checked.map_or(0, |checked| checked.report.count(rule.code));
    let mut rules: Vec<&Rule> = found.iter().copied().filter(|rule| rule.shelf() == shelf).collect();
    order::by_key(&mut rules, |rule| std::cmp::Reverse(records(rule)));
    let is_open = is_searched || rules.iter().any(|rule| records(rule) > 0) || shelf == Section::Flag;
    html! {
        @if !rules.is_empty() {
            details.pli data-pli={ "aide-" (shelf.title()) } open[is_open] {
                summary { h2.pli-titre { (shelf.title()) " " span.nombre { (number(rules.len())) } } }
                ul.regles {
                    @for rule in rules {
                        li {
                            a href=(route.to(Screen::Help(Some(rule.code.to_owned())))) { (rule.title) }
                            @match records(rule) {
                                0 => {}
                                n => { " " span.nombre { (count(n, "de vos fiches", "de vos fiches")) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing;

    #[test]
    fn inside_a_check_its_records_come_first() {
        let checked = testing::checked();
        let raised = checked.report.verdicts.iter().flat_map(|verdict| &verdict.findings).next();
        let code = raised.expect("a finding").rule.code;
        let route = Route::parse(&format!("#/aide/{code}"));
        let html = page(Some(&checked), &route, Some(code)).html;
        assert!(html.contains("class=\"fil\"") && html.contains("concernée"), "{html}");
        let alone = page(None, &route, Some(code)).html;
        assert!(!alone.contains("concernée") && alone.contains("Où corriger"), "{alone}");
        assert!(!alone.contains("Ouvrir la vérification"), "{alone}");
        let route = Route::parse(&format!("#/aide/{code}?src=exemple:dcat"));
        let reloaded = page(None, &route, Some(code)).html;
        assert!(reloaded.contains("href=\"#/controle?src=exemple:dcat\""), "{reloaded}");
    }

    #[test]
    fn the_index_is_searched_whatever_the_accents() {
        let index = |query: &str| page(None, &Route::parse(&format!("#/aide?q={query}")), None).html;
        let found = |query: &str| index(query).matches("#/aide/").count();
        assert_eq!(found(""), RULES.len());
        assert!((1..RULES.len()).contains(&found("frequence")), "{}", found("frequence"));
        assert_eq!(found("introuvable-nulle-part"), 0);
    }
}
