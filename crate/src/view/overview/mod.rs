//! Screen « Vue d’ensemble »: will it work, how far am I, what do I do first. The rest is folded under it.

mod dashboard;
mod missing;
mod strip;
mod verdict;

use maud::{Markup, html};

pub use self::verdict::verdict;
pub(super) use self::verdict::{how_far, partial, sentence};
use super::{
    Checked, HtmlPage, capabilities, components, filters,
    format::{number, plural},
    grouped_findings, isogeo, plan, producers, recognised, retired_ods,
    route::Route,
    when, wording,
};
use crate::{
    check::{
        Section, Severity,
        groups::{Group, groups},
        plan::steps,
    },
    model::JobStatus,
};

/// The overview.
pub fn page(checked: &Checked, route: &Route) -> HtmlPage {
    let total = checked.report.tally.total();
    let found = wording::records(checked.catalogue.options.kind, total);
    let body = html! {
        (components::check_header(checked, route))
        (components::secret_notice(route))
        h1 tabindex="-1" { (checked.name()) " : " (found) " " (plural(total, "lue", "lues")) }
        (content(checked, route))
    };
    HtmlPage::new(format!("{} : {found}", checked.name()), route, body).announcing(found)
}

/// Strip, map, first steps and first cards: what a report begins with.
pub(super) fn at_a_glance(checked: &Checked, groups: &[Group<'_>], route: &Route) -> Markup {
    when(checked.report.tally.published() > 0, || {
        html! {
            (strip::strip(checked, route))
            div.tableau-bord {
                div.colonne { (plan::first(checked, route, &steps(groups))) }
                (dashboard::place(checked, route))
            }
            (dashboard::cards(checked, route))
        }
    })
}

/// What stands under the title.
fn content(checked: &Checked, route: &Route) -> Markup {
    let total = checked.report.tally.total();
    let groups = groups(&checked.catalogue.job.items, &checked.report);
    let is_any_published = checked.report.tally.published() > 0;
    html! {
        (verdict(checked))
        (stops(checked, route))
        (recognised::line(checked, route))
        (components::problems(checked, Some(route)))
        (capabilities::section(checked))
        (fold("Ce moissonneur est retiré : passez par DCAT", None, false, retired_ods::section(checked, route)))
        @if is_any_published { (strip::strip(checked, route)) }
        @if total > 0 { (verdict::states(checked, route)) }
        div.tableau-bord {
            // The map is as tall as the plan and the histogram together.
            @let is_mapped = dashboard::is_mapped(checked);
            div.colonne {
                (plan::first(checked, route, &steps(&groups)))
                @if is_any_published && is_mapped { (dashboard::quality(checked, route)) }
            }
            @if is_any_published {
                div.colonne {
                    (dashboard::place(checked, route))
                    @if !is_mapped { (dashboard::quality(checked, route)) }
                }
            }
        }
        @if is_any_published { (dashboard::cards(checked, route)) }
        div.plis {
            @if total > 0 { details.autres.pli.exporter data-pli="exporter" { summary { span.pli-titre { "Télécharger, partager" } } (components::downloads(checked, route)) } }
            @if is_any_published { (fold("Ce qui manque", None, false, missing::missing(checked, route, &groups))) }
            (harvest(checked, route))
            (shelf(&groups, Section::Refusal, !is_any_published, || grouped_findings::blocking(&groups, route)))
            (shelf(&groups, Section::Silence, false, || grouped_findings::silences(&groups, route)))
            (fold("Filtres du moissonneur", None, filters::is_called_for(checked), filters::section(checked, route)))
            (fold("Producteurs", None, !route.producers.is_empty(), producers::section(checked, route)))
            @if is_any_published {
                (grouped_findings::others(&groups, route))
                (grouped_findings::unforeseeable())
            }
        }
        @if is_any_published { (isogeo::section(checked, route)) }
    }
}

/// What keeps the harvest from running, in one line each; the rest of « Le moissonnage entier » is folded. Nothing when
/// the verdict already says that nothing arrives.
fn stops(checked: &Checked, route: &Route) -> Markup {
    let is_told = checked.catalogue.job.status == JobStatus::Failed || checked.report.tally.published() == 0;
    let findings = grouped_findings::of_source(checked).into_iter();
    let blocking = findings.filter(|finding| !is_told && finding.rule.severity == Severity::Blocking);
    html! {
        @for finding in blocking {
            p.encart.encart-alerte { b { (finding.rule.title) } ". " (finding.message) " " (grouped_findings::help(finding.rule, route)) }
        }
    }
}

/// « Le moissonnage entier »
fn harvest(checked: &Checked, route: &Route) -> Markup {
    let n = grouped_findings::of_source(checked).len();
    fold("Le moissonnage entier", Some(n), false, grouped_findings::source(checked, route))
}

/// The findings of one shelf, folded.
fn shelf(groups: &[Group<'_>], shelf: Section, open: bool, content: impl FnOnce() -> Markup) -> Markup {
    let here = groups.iter().filter(|group| group.rule.shelf() == shelf).count();
    when(here > 0, || fold(shelf.title(), Some(here), open, content()))
}

/// A section behind its title; nothing when it holds nothing.
fn fold(title: &str, n: Option<usize>, open: bool, content: Markup) -> Markup {
    when(!content.0.is_empty(), || {
        html! {
            details.autres.pli data-pli=(title) open[open] {
                summary { span.pli-titre { (title) @if let Some(n) = n { " " span.nombre { (number(n)) } } } }
                (content)
            }
        }
    })
}
