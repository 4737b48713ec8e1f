//! What changed between two checks: for a page, a report and a terminal.

use maud::{Markup, html};

use super::super::{
    format::{count, cut, number},
    list::Facet,
    route::Route,
};
use crate::{
    check::{
        RULES, Rule,
        compare::{Comparison, Doubt, KnownFinding},
    },
    text::order,
};

/// Lines shown of each list.
const SHOWN: usize = 50;

/// « 3 constats corrigés, 1 nouveau, 40 inchangés. »
pub(super) fn sentence(comparison: &Comparison) -> String {
    let Comparison { fixed, new, unchanged, .. } = comparison;
    format!(
        "{}, {}, {}.",
        count(fixed.len(), "constat corrigé", "constats corrigés"),
        count(new.len(), "nouveau", "nouveaux"),
        count(unchanged.len(), "inchangé", "inchangés"),
    )
}

/// Why the other check may be that of another portal.
pub(super) fn doubt(comparison: &Comparison) -> Option<String> {
    Some(match comparison.doubt.as_ref()? {
        Doubt::OtherPortal(name) => {
            format!("La vérification comparée est celle de {name} : certaines de ses fiches sont pourtant ici, sans doute après un changement d’adresse.")
        }
        Doubt::NothingInCommon(Some(name)) => {
            format!("La vérification comparée est celle de {name}, et aucune de ses fiches n’est ici : il n’y a rien à comparer.")
        }
        Doubt::NothingInCommon(None) => {
            "Aucune fiche de la vérification comparée n’est ici : c’est sans doute celle d’un autre portail, et il n’y a rien à comparer.".to_owned()
        }
    })
}

fn known_finding(comparison: &Comparison, known: &KnownFinding) -> String {
    let title = crate::check::rule(&known.rule).map_or(known.rule.as_str(), |rule| rule.title);
    let record = if known.remote_id.is_empty() { "source" } else { comparison.title(&known.remote_id) };
    match known.raw.as_str() {
        "" => format!("{record} : {title}"),
        raw => format!("{record} : {title} (« {} »)", cut(raw, 80)),
    }
}

/// For a terminal.
pub fn text(comparison: &Comparison) -> String {
    let doubt = doubt(comparison).map_or_else(String::new, |doubt| format!("{doubt}\n"));
    if !comparison.is_meaningful() {
        return doubt;
    }
    let mut out = format!("{doubt}{}\n", sentence(comparison));
    let known =
        |list: &[KnownFinding]| list.iter().map(|known| known_finding(comparison, known)).collect::<Vec<_>>();
    let named = |ids: &[String]| ids.iter().map(|id| comparison.title(id).to_owned()).collect::<Vec<_>>();
    let lists = [
        ("Corrigés", known(&comparison.fixed)),
        ("Nouveaux", known(&comparison.new)),
        (GONE, named(&comparison.gone)),
        (ARRIVED, named(&comparison.arrived)),
        (RENAMED, renamed(comparison)),
    ];
    for (title, lines) in lists.iter().filter(|(_, lines)| !lines.is_empty()) {
        out += &format!("\n{title} :\n");
        for line in lines.iter().take(SHOWN) {
            out += &format!("  {}\n", line.replace('\n', " "));
        }
        if lines.len() > SHOWN {
            out += &format!("  … et {} de plus\n", lines.len() - SHOWN);
        }
    }
    out
}

/// The records whose identifiers changed, before and now.
fn renamed(comparison: &Comparison) -> Vec<String> {
    let known_finding = |(was, is): &(String, String)| format!("{} : {was} → {is}", comparison.title(is));
    comparison.renamed.iter().map(known_finding).collect()
}

const RENAMED: &str =
    "Identifiants changés : data.gouv.fr créerait des doublons et archiverait les anciens jeux";
const GONE: &str = "Fiches disparues, que data.gouv.fr archiverait";
const ARRIVED: &str = "Fiches nouvelles";

/// For a report.
pub fn html(comparison: &Comparison) -> Markup {
    html! {
        h2 { "Depuis la vérification précédente" }
        (all(comparison, None))
    }
}

/// What is in doubt, then everything that can be compared.
pub(super) fn all(comparison: &Comparison, route: Option<&Route>) -> Markup {
    html! {
        @if let Some(doubt) = doubt(comparison) { p.encart.encart-alerte role=[route.map(|_| "alert")] { (doubt) } }
        @if comparison.is_meaningful() {
            (table(comparison))
            (by_rule(comparison, route))
            (by_record(comparison))
        }
    }
}

/// Record by record: what is fixed, new, unchanged.
fn by_record(comparison: &Comparison) -> Markup {
    let records = comparison.by_record();
    html! {
        @if !records.is_empty() {
            h3 { "Par fiche " span.nombre { (number(records.len())) } }
            div.tableau-comparaison {
                table.comparaison {
                    caption.discret { "Constats corrigés, nouveaux et inchangés de chaque fiche" }
                    thead { tr { th scope="col" { "Fiche" } th scope="col" { "Corrigés" } th scope="col" { "Nouveaux" } th scope="col" { "Inchangés" } } }
                    tbody {
                        @for record in records.iter().take(SHOWN) {
                            tr {
                                th scope="row" { @if record.id.is_empty() { "Le moissonnage entier" } @else { span data-verbatim { (comparison.title(record.id)) } } }
                                @for (title, n) in ["Corrigés", "Nouveaux", "Inchangés"].into_iter().zip(record.counts) { td.nombre data-titre=(title) { (number(n)) } }
                            }
                        }
                    }
                }
            }
            @if records.len() > SHOWN { p.aide { "Et " (number(records.len() - SHOWN)) " de plus." } }
        }
    }
}

/// The three numbers.
fn table(comparison: &Comparison) -> Markup {
    let rows = [
        ("Corrigés", comparison.fixed.len(), "étaient signalés, et ne le sont plus"),
        ("Nouveaux", comparison.new.len(), "n’étaient pas signalés"),
        ("Inchangés", comparison.unchanged.len(), "étaient signalés, et le sont encore"),
    ];
    html! {
        table {
            caption { "Constats, de la vérification précédente à celle-ci" }
            thead { tr { th scope="col" { "Constats" } th scope="col" { "Nombre" } th scope="col" { "Sens" } } }
            tbody { @for (name, n, meaning) in rows { tr { th scope="row" { (name) } td.nombre { (number(n)) } td { (meaning) } } } }
        }
    }
}

/// What is new and what is fixed, rule by rule, then the records that came and went.
fn by_rule(comparison: &Comparison, route: Option<&Route>) -> Markup {
    html! {
        @let is_open = route.is_none();
        (rules("Nouveaux", comparison, &comparison.new, route, is_open))
        (rules("Corrigés", comparison, &comparison.fixed, None, is_open))
        (rules("Inchangés", comparison, &comparison.unchanged, route, false))
        @let renamed = renamed(comparison);
        @for (title, ids) in [(GONE, &comparison.gone), (ARRIVED, &comparison.arrived), (RENAMED, &renamed)] {
            @if !ids.is_empty() {
                h3 { (title) " " span.nombre { (number(ids.len())) } }
                ul { @for id in ids.iter().take(SHOWN) { li data-verbatim { (comparison.title(id)) } } }
                @if ids.len() > SHOWN { p.aide { "Et " (number(ids.len() - SHOWN)) " de plus." } }
            }
        }
    }
}

/// One line a rule, with its records; a rule that this version no longer has keeps its identifier.
fn rules(
    title: &str,
    comparison: &Comparison,
    known: &[KnownFinding],
    route: Option<&Route>,
    is_open: bool,
) -> Markup {
    let mut sorted: Vec<&KnownFinding> = known.iter().collect();
    let place =
        |known: &KnownFinding| RULES.iter().position(|rule| rule.code == known.rule).unwrap_or(RULES.len());
    order::by_key(&mut sorted, |known| (place(known), known.rule.as_str()));
    html! {
        @if !sorted.is_empty() {
            h3 { (title) " " span.nombre { (number(sorted.len())) } }
            ul.changements {
                @for group in sorted.chunk_by(|a, b| a.rule == b.rule) {
                    li { details open[is_open] {
                        summary { (name(group)) " " span.nombre { (number(group.len())) } }
                        ul { @for known in group.iter().take(SHOWN) { li { (record(comparison, known)) } } }
                        @if group.len() > SHOWN { p.aide { "Et " (number(group.len() - SHOWN)) " de plus." } }
                        @if let Some((route, rule)) = route.zip(rule(group)) {
                            p { a href=(route.list_of(Facet::Problem, rule.code)) { "Toutes les fiches concernées" span.discret { " : " (rule.title) } } }
                        }
                    } }
                }
            }
        }
    }
}

fn rule(group: &[&KnownFinding]) -> Option<&'static Rule> {
    crate::check::rule(&group.first()?.rule)
}

fn name(group: &[&KnownFinding]) -> String {
    let code = group.first().map_or("", |known| known.rule.as_str());
    rule(group).map_or(code, |rule| rule.title).to_owned()
}

fn record(comparison: &Comparison, known: &KnownFinding) -> Markup {
    html! {
        @if known.remote_id.is_empty() { "Le moissonnage entier" } @else { span data-verbatim { (comparison.title(&known.remote_id)) } }
        @if !known.raw.is_empty() { " : « " (cut(&known.raw, 80)) " »" }
    }
}
