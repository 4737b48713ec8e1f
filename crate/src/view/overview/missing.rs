//! « Ce qui manque » : the three flags, each grouped by rule and by source value; and what would not be published.

use std::collections::HashMap;

use maud::{Markup, html};

use super::{
    super::{
        Checked,
        format::{count, cut, number, plain, plural},
        list::{Facet, subject_id},
        parts,
        route::Route,
        words,
    },
    by_rule, published_findings,
};
use crate::check::{Finding, Shelf, Subject};

/// Source values shown for one flag.
const VALUES_SHOWN: usize = 5;

/// The three flags, each grouped by rule and by source value.
pub(super) fn missing(checked: &Checked, route: &Route) -> Markup {
    html! {
        section.manques aria-labelledby="titre-manques" {
            div.titre-actions {
                h2 #titre-manques { "Ce qui manque" }
                (parts::downloads(checked, route))
            }
            div.cartes {
                @for subject in Subject::ALL { (flag_card(checked, route, subject)) }
            }
        }
    }
}

fn flag_card(checked: &Checked, route: &Route, subject: Subject) -> Markup {
    let published = checked.report.tally.published();
    let findings: Vec<&Finding> = published_findings(checked)
        .filter(|finding| finding.rule.shelf() == Shelf::Flag && finding.evidence.field == subject.field())
        .collect();
    let n = findings.len();
    let id = format!("manque-{}", subject_id(subject));
    html! {
        article.carte aria-labelledby=(id) {
            h3 id=(id) { (words::subject(subject)) }
            @if n == 0 {
                p.carte-bilan.bien { span aria-hidden="true" { "✓ " } "Rien à corriger" }
                p { (number(published)) " " (plural(published, "fiche publiée", "fiches publiées")) "." }
            } @else {
                p.carte-bilan { b.chiffre { (number(n)) } " " span { (plural(n, "fiche à corriger", "fiches à corriger")) ", " (words::percent(n, published)) } }
                ul.constats {
                    @for (rule, n) in by_rule(&findings) {
                        li { a href=(route.list_of(Facet::Problem, rule.code)) { (rule.title) } " " span.nombre { (number(n)) } }
                    }
                }
                @if subject == Subject::Licence { (licence_warning(checked)) }
                (values(&findings, subject, route))
                p { a.bouton href=(route.list_of(Facet::Problem, subject_id(subject))) {
                    "Voir " (plural(n, "la fiche", "les ")) @if n > 1 { (number(n)) " fiches" }
                    span.discret { " à corriger : " (words::subject(subject)) }
                } }
            }
        }
    }
}

/// What data.gouv.fr would show instead of the missing licence.
fn licence_warning(checked: &Checked) -> Markup {
    let counted = checked.report.count("licence-comptee");
    super::super::when(counted > 0, || {
        html! {
            p.contradiction {
                "data.gouv.fr affichera pourtant « Licence renseignée » pour " (count(counted, "fiche", "fiches")) "."
            }
        }
    })
}

/// Why some records would not be published.
pub(super) fn excluded(checked: &Checked, route: &Route) -> Markup {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (item, _) in checked.rows().filter(|(_, verdict)| !verdict.state.is_published()) {
        *counts.entry(words::reason(item)).or_default() += 1;
    }
    let reasons = ranked(counts);
    let hidden = reasons.len().saturating_sub(VALUES_SHOWN);
    html! {
        @if !reasons.is_empty() {
            section.exclues aria-labelledby="titre-exclues" {
                h2 #titre-exclues { "Ce qui ne serait pas publié" }
                ul.constats {
                    @for (reason, n) in reasons.iter().take(VALUES_SHOWN) {
                        li { a href=(route.list_of(Facet::Reason, reason)) { (cut(reason, 200)) } " " span.nombre { (number(*n)) } }
                    }
                }
                @if hidden > 0 { p.aide { "Et " (count(hidden, "autre motif", "autres motifs")) "." } }
            }
        }
    }
}

/// The most frequent first, then in alphabetical order.
fn ranked<T: Ord>(counts: HashMap<T, usize>) -> Vec<(T, usize)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    counts
}

/// The source values that explain most findings: fixing one fixes many records.
fn values(findings: &[&Finding], subject: Subject, route: &Route) -> Markup {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for raw in findings.iter().filter_map(|finding| finding.evidence.raw.as_deref()) {
        *counts.entry(raw).or_default() += 1;
    }
    let counts = ranked(counts);
    let hidden = counts.len().saturating_sub(VALUES_SHOWN);
    html! {
        @if !counts.is_empty() {
            h4 { "Valeurs d’origine" }
            ul.valeurs {
                @for (value, n) in counts.iter().take(VALUES_SHOWN) {
                    li {
                        a href=(route.list_of(Facet::Problem, subject_id(subject)).and(Facet::Value, value)) { "« " (cut(&plain(value), 80)) " »" }
                        " " span.nombre { (number(*n)) }
                    }
                }
            }
            @if hidden > 0 { p.aide { "Et " (count(hidden, "autre valeur", "autres valeurs")) "." } }
        }
    }
}
