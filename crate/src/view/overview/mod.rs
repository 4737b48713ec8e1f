//! Screen « Vue d’ensemble »: will it work, how far am I, what do I do first. The rest is folded under it.

mod dashboard;
mod missing;
mod strip;
mod verdict;

use maud::{Markup, html};

pub use self::verdict::verdict;
pub(super) use self::verdict::{how_far, sentence};
use super::{
    Checked, Page, capabilities, filters,
    format::{number, plural},
    isogeo, parts, plan, producers, recognised, retired_ods,
    route::Route,
    when, wider, words,
};
use crate::check::{Severity, Shelf, groups::groups, plan::steps};

/// The overview.
pub fn page(checked: &Checked, route: &Route) -> Page {
    let total = checked.report.tally.total();
    let found = words::records(checked.catalogue.options.kind, total);
    let body = html! {
        (parts::check_header(checked, route))
        (parts::secret_notice(route))
        h1 tabindex="-1" { (checked.name()) " : " (found) " " (plural(total, "lue", "lues")) }
        (content(checked, route))
    };
    Page::new(format!("{} : {found}", checked.name()), route, body).announcing(found)
}

/// Strip, map, first steps and first cards: what a report begins with.
pub(super) fn at_a_glance(checked: &Checked, route: &Route) -> Markup {
    let items = &checked.catalogue.job.items;
    let groups = groups(items, &checked.report);
    when(checked.report.tally.published() > 0, || {
        html! {
            (strip::strip(checked, route))
            div.tableau-bord {
                div.colonne { (plan::first(checked, route, &steps(&groups, items, &checked.report))) }
                (dashboard::place(checked, route))
            }
            (dashboard::cards(checked, route))
        }
    })
}

/// What stands under the title.
fn content(checked: &Checked, route: &Route) -> Markup {
    let total = checked.report.tally.total();
    let items = &checked.catalogue.job.items;
    let groups = groups(items, &checked.report);
    let is_any_published = checked.report.tally.published() > 0;
    html! {
        (verdict(checked))
        (recognised::line(checked, route))
        (parts::problems(checked, Some(route)))
        (capabilities::section(checked))
        (fold("Ce moissonneur est retiré : passez par DCAT", None, false, retired_ods::section(checked, route)))
        @if is_any_published { (strip::strip(checked, route)) }
        @if total > 0 { (verdict::states(checked, route)) }
        div.tableau-bord {
            div.colonne {
                (plan::first(checked, route, &steps(&groups, items, &checked.report)))
                @if is_any_published { (dashboard::quality(checked, route)) }
            }
            @if is_any_published { (dashboard::place(checked, route)) }
        }
        @if is_any_published { (dashboard::cards(checked, route)) }
        @if total > 0 { details.autres.pli.exporter data-pli="exporter" { summary { span.pli-titre { "Télécharger, partager" } } (parts::downloads(checked, route)) } }
        @if is_any_published { (fold("Ce qui manque", None, false, missing::missing(checked, route, &groups))) }
        (harvest(checked, route))
        (shelf(&groups, Shelf::Refusal, !is_any_published, || wider::blocking(&groups, route)))
        (shelf(&groups, Shelf::Silence, false, || wider::silences(&groups, route)))
        (fold("Filtres du moissonneur", None, filters::is_called_for(checked), filters::section(checked, route)))
        (fold("Producteurs", None, !route.producers.is_empty(), producers::section(checked, route)))
        @if is_any_published {
            (wider::others(&groups, route))
            (isogeo::section(checked, route))
            (wider::unforeseeable())
        }
    }
}

/// « Le moissonnage entier », open when it would not run.
fn harvest(checked: &Checked, route: &Route) -> Markup {
    let findings = wider::of_source(checked);
    let blocks = findings.iter().any(|finding| finding.rule.severity == Severity::Blocking);
    fold("Le moissonnage entier", Some(findings.len()), blocks, wider::source(checked, route))
}

/// The findings of one shelf, folded.
fn shelf(
    groups: &[crate::check::groups::Group<'_>],
    shelf: Shelf,
    open: bool,
    content: impl FnOnce() -> Markup,
) -> Markup {
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
