//! Screen « Vue d’ensemble ».

mod missing;
mod verdict;

use maud::{Markup, html};

pub use self::verdict::verdict;
pub(super) use self::verdict::{how_far, sentence};
use super::{
    Checked, Page, capabilities, filters,
    format::{number, plural},
    isogeo,
    list::Facet,
    outline, parts, producers, recognised, retired_ods,
    route::Route,
    wider, words,
};
use crate::check::groups::groups;

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

/// What stands under the title.
fn content(checked: &Checked, route: &Route) -> Markup {
    let total = checked.report.tally.total();
    let groups = groups(&checked.catalogue.job.items, &checked.report);
    let is_any_published = checked.report.tally.published() > 0;
    html! {
        (verdict(checked))
        (recognised::line(checked, route))
        @if total > 0 { (verdict::states(checked, route)) }
        (parts::problems(checked, Some(route)))
        (capabilities::section(checked))
        @if is_any_published { (missing::missing(checked, route, &groups)) }
        (wider::blocking(&groups, route))
        @if total > 0 && !is_any_published { (parts::downloads(checked, route)) }
        (filters::section(checked, route))
        (producers::section(checked, route))
        (retired_ods::section(checked, route))
        (wider::source(checked, route))
        @if is_any_published {
            (wider::silences(&groups, route))
            (wider::others(&groups, route))
            (quality(checked, route))
            (isogeo::section(checked, route))
            (wider::unforeseeable())
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
                    " ; data.gouv.fr dit « Bon » à partir de 6."
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
