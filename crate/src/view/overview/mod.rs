//! Screen « Vue d’ensemble ».

mod missing;
mod verdict;

use maud::{Markup, html};

pub use self::verdict::verdict;
use super::{
    Checked, Page, capabilities, filters,
    format::{NBSP, number, plural},
    isogeo,
    list::Facet,
    outline, parts, producers, recognised, retired_ods,
    route::{Route, Screen},
    wider, words,
};
use crate::check::{Finding, RULES, Rule, Shelf};

/// The overview.
pub fn page(checked: &Checked, route: &Route) -> Page {
    let total = checked.report.tally.total();
    let found = words::records(checked.catalogue.options.kind, total);
    let body = html! {
        (parts::check_header(checked, route))
        (parts::secret_notice(route))
        h1 tabindex="-1" { (checked.name()) " : " (found) " " (plural(total, "lue", "lues")) }
        (content(checked, route))
    };
    Page::new(format!("{}{NBSP}: {found}", checked.name()), route, body).announcing(found)
}

/// What stands under the title.
fn content(checked: &Checked, route: &Route) -> Markup {
    let total = checked.report.tally.total();
    html! {
        (verdict(checked))
        (recognised::line(checked, route))
        @if total > 0 { (verdict::states(checked, route)) }
        (filters::section(checked, route))
        (retired_ods::section(checked, route))
        (parts::problems(checked, Some(route)))
        (capabilities::section(checked))
        (producers::section(checked, route))
        (wider::source(checked, route))
        @if checked.report.tally.published() > 0 {
            (missing::missing(checked, route))
            (missing::excluded(checked, route))
            (silences(checked, route))
            (wider::others(checked, route))
            (quality(checked, route))
            (isogeo::section(checked, route))
            (wider::unforeseeable())
        } @else if total > 0 {
            (missing::excluded(checked, route))
            (parts::downloads(checked, route))
        }
    }
}

fn published_findings(checked: &Checked) -> impl Iterator<Item = &Finding> {
    checked.report.verdicts.iter().filter(|v| v.state.is_published()).flat_map(|v| &v.findings)
}

fn by_rule(findings: &[&Finding]) -> Vec<(&'static Rule, usize)> {
    RULES
        .iter()
        .map(|rule| (*rule, findings.iter().filter(|finding| finding.rule.code == rule.code).count()))
        .filter(|(_, n)| *n > 0)
        .collect()
}

/// « Ce que data.gouv.fr ne vous dira pas »
fn silences(checked: &Checked, route: &Route) -> Markup {
    let silences: Vec<_> = by_rule(&published_findings(checked).collect::<Vec<_>>())
        .into_iter()
        .filter(|(rule, _)| rule.shelf() == Shelf::Silence)
        .collect();
    html! {
        @if !silences.is_empty() {
            section.silences aria-labelledby="titre-silences" {
                h2 #titre-silences { "Ce que data.gouv.fr ne vous dira pas" }
                ul {
                    @for (rule, n) in silences {
                        li {
                            h3 { a href=(route.list_of(Facet::Problem, rule.code)) { (rule.title) } " " span.nombre { (number(n)) } }
                            p { (rule.effect) " " a href=(route.to(Screen::Help(Some(rule.code.to_owned())))) { "Comprendre" span.discret { " : " (rule.title) } } }
                        }
                    }
                }
            }
        }
    }
}

/// The histogram of quality, as data.gouv.fr counts it.
fn quality(checked: &Checked, route: &Route) -> Markup {
    let mut counts = [0_usize; 10];
    for (item, verdict) in checked.rows() {
        if let Some(dataset) = item.dataset().filter(|_| verdict.state.is_published()) {
            counts[usize::from(dataset.quality.points().min(9))] += 1;
        }
    }
    let total: usize = counts.iter().sum();
    let sum: usize = counts.iter().enumerate().map(|(points, n)| points * n).sum();
    let highest = counts.iter().copied().max().unwrap_or_default();
    html! {
        @if total > 0 {
            section.qualite aria-labelledby="titre-qualite" {
                h2 #titre-qualite { "Qualité affichée par data.gouv.fr" }
                p {
                    "En moyenne " b { (format!("{:.1}", sum as f64 / total as f64).replace('.', ",")) " sur 9" }
                    " ; data.gouv.fr dit « Bon » à partir de 6."
                }
                table.histogramme {
                    caption.discret { "Nombre de jeux de données par note de qualité" }
                    thead.discret { tr { th scope="col" { "Note" } th scope="col" { "Jeux de données" } th scope="col" { "Répartition" } } }
                    tbody {
                        @for (points, n) in counts.iter().enumerate().skip(1) {
                            tr {
                                th scope="row" { (points) "/9" }
                                td.nombre {
                                    @if *n > 0 { a href=(route.list_of(Facet::Score, &points.to_string())) { (number(*n)) } }
                                    @else { "0" }
                                }
                                td { (outline::bar(*n, highest, points >= 6)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
