//! The report: one HTML file that needs nothing else, to attach to a request or to keep.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    Checked, UDATA,
    format::{count, cut, day, number},
    overview, parts, words,
};
use crate::{
    check::{RULES, Shelf, State},
    harvest::{Item, Kind},
};

const STYLE: &str = include_str!("../../../www/style.css");

/// The whole file.
pub fn report(checked: &Checked) -> String {
    let title = format!("Aperçu de moissonnage : {}", checked.name());
    let page = html! {
        (DOCTYPE)
        html lang="fr" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            body.rapport {
                main #contenu {
                    h1 { (title) }
                    p { (made(checked)) }
                    (overview::verdict(checked))
                    (states(checked))
                    (parts::problems(checked, None))
                    (rules(checked))
                    (records(checked))
                }
                footer.pied { p { (super::shell::notice()) } }
            }
        }
    };
    page.into_string()
}

fn made(checked: &Checked) -> String {
    let kind = checked.catalogue.options.kind.map_or("non reconnu", Kind::label);
    format!(
        "Moissonneur : {kind}. Règles d’udata {UDATA}, calculées au {}.",
        day(checked.catalogue.options.now.naive)
    )
}

fn states(checked: &Checked) -> Markup {
    html! {
        table {
            caption { "État des fiches" }
            thead { tr { th scope="col" { "État" } th scope="col" { "Fiches" } th scope="col" { "Sens" } } }
            tbody {
                @for state in State::ALL {
                    tr {
                        th scope="row" { (parts::state(state)) }
                        td.nombre { (number(checked.report.tally.of(state))) }
                        td { (words::state_meaning(state)) }
                    }
                }
                tr { th scope="row" { "Total" } td.nombre { (number(checked.report.tally.total())) } td {} }
            }
        }
    }
}

fn rules(checked: &Checked) -> Markup {
    html! {
        h2 { "Constats" }
        @if !checked.report.source.is_empty() {
            h3 { "Le moissonnage entier" }
            ul { @for finding in &checked.report.source { li { b { (finding.rule.title) } " (" (finding.rule.severity.label()) ") : " (finding.message) } } }
        }
        @for shelf in Shelf::ALL {
            @let rules: Vec<_> = RULES.iter().filter(|rule| rule.shelf() == shelf).map(|rule| (rule, checked.report.count(rule.code))).filter(|(_, n)| *n > 0).collect();
            @if !rules.is_empty() {
                h3 { (shelf.title()) }
                ul {
                    @for (rule, n) in rules {
                        li { b { (rule.title) } " (" code { (rule.code) } ") : " (count(n, "fiche", "fiches")) ". " (rule.effect) }
                    }
                }
            }
        }
    }
}

fn records(checked: &Checked) -> Markup {
    html! {
        h2 { "Fiches" }
        table {
            caption { (words::records(checked.catalogue.options.kind, checked.report.tally.total())) }
            thead { tr {
                @for heading in ["État", "Fiche", "Licence, lieu, fréquence", "Qualité", "À corriger"] { th scope="col" { (heading) } }
            } }
            tbody {
                @for (item, verdict) in checked.rows() {
                    tr {
                        td { (parts::state(verdict.state)) }
                        th scope="row" { (titled(item)) }
                        td { @if verdict.state.is_published() { @for flag in verdict.flags.iter().flatten() { (parts::flag(flag)) " " } } }
                        td { @if let Some(dataset) = item.dataset() { (dataset.quality.points()) "/9" } }
                        td {
                            @if !verdict.state.is_published() { (words::reason(item)) }
                            @for finding in verdict.findings.iter().filter(|finding| finding.rule.shelf() == Shelf::Flag) {
                                p { (finding.rule.title) @if let Some(raw) = &finding.evidence.raw { " : « " (cut(raw, 120)) " »" } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn titled(item: &Item) -> Markup {
    let address = item.dataset().and_then(|dataset| dataset.harvest.remote_url.as_deref());
    html! {
        @match address { Some(address) => { (parts::outside(address, item.name())) } None => { (item.name()) } }
        span.identifiant { (item.remote_id) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::checked;

    #[test]
    fn the_report_needs_nothing_and_runs_nothing() {
        let html = report(&checked());
        for forbidden in ["<script", "<link", "<img", "href=\"javascript:", "href=\"#/"] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
        assert!(html.contains("Outil indépendant, non officiel"));
    }
}
