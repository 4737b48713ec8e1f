//! The map of the whole catalogue, its quality, and its first cards.

use maud::{Markup, html};

use super::super::{
    Checked,
    card::card,
    drawings,
    format::{count, number, plural},
    list::{Facet, subject_id},
    map::{self, Footprint},
    route::{Route, Screen},
    when,
};
use crate::{
    check::{FIRST_CARDS, FlagSubject, RecordState},
    display::{self, Setting},
    model::Item,
};

/// Whether a published record has a footprint to draw.
pub(super) fn is_mapped(checked: &Checked) -> bool {
    checked.rows().any(|(item, verdict)| {
        let shape = item.dataset().and_then(|dataset| dataset.spatial.as_ref()?.geom.as_ref());
        verdict.state.is_published() && shape.is_some()
    })
}

/// « Où sont vos données »
pub(super) fn place(checked: &Checked, route: &Route) -> Markup {
    let published = || checked.rows().filter(|(_, verdict)| verdict.state.is_published());
    let geometry =
        |item: &'_ Item| item.dataset().and_then(|dataset| dataset.spatial.as_ref()?.geom.as_ref()).is_some();
    let footprints: Vec<_> = published()
        .filter_map(|(item, verdict)| {
            let geometry = item.dataset()?.spatial.as_ref()?.geom.as_ref()?;
            Some(Footprint { geometry, state: verdict.state })
        })
        .collect();
    let abroad = footprints.iter().filter(|footprint| map::is_abroad(footprint.geometry)).count();
    let lacking = published().filter(|(_, verdict)| verdict.lacks(FlagSubject::Spatial)).count();
    let named = published()
        .filter(|(item, _)| {
            !geometry(item) && item.dataset().is_some_and(|dataset| dataset.spatial.is_some())
        })
        .count();
    html! {
        section.ou aria-labelledby="titre-ou" {
            h2 #titre-ou { "Où sont vos données" }
            (map::map(&footprints))
            @if let Some(words) = common(&footprints) { p { (words) } }
            ul.reperes {
                @if lacking > 0 { li { a href=(route.list_of(Facet::Problem, subject_id(FlagSubject::Spatial))) { (number(lacking)) " sans territoire" } } }
                @if named > 0 { li { (number(named)) " par nom de territoire" } }
                @if abroad > 0 { li { b { (number(abroad)) " hors de France" } " : à vérifier" } }
            }
        }
    }
}

/// What most footprints say: « 12 fiches : couvre la Gironde ».
fn common(footprints: &[Footprint<'_>]) -> Option<String> {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    for footprint in footprints {
        *counts.entry(map::words(footprint.geometry)?).or_default() += 1;
    }
    let (words, n) = counts.into_iter().max_by_key(|(_, n)| *n)?;
    Some(format!("Le plus souvent ({}) : {words}.", count(n, "fiche", "fiches")))
}

/// The histogram of quality, as data.gouv.fr counts it, without its empty rows.
pub(super) fn quality(checked: &Checked, route: &Route) -> Markup {
    let mut counts = [0_usize; 10];
    for (item, verdict) in checked.rows() {
        if let Some(dataset) = item.dataset().filter(|_| verdict.state.is_published()) {
            counts[usize::from(dataset.quality.points().min(9))] += 1;
        }
    }
    let total: usize = counts.iter().sum();
    let sum: usize = counts.iter().enumerate().map(|(points, n)| points * n).sum();
    let highest = counts.iter().copied().max().unwrap_or_default();
    when(total > 0, || {
        html! {
            section.qualite aria-labelledby="titre-qualite" {
                h2 #titre-qualite { "Qualité affichée" }
                p { "Moyenne : " b { (format!("{:.1}", sum as f64 / total as f64).replace('.', ",")) } " sur 9 ; « Bon » dès 6." }
                table.histogramme {
                    caption.discret { "Nombre de jeux de données par note de qualité" }
                    thead.discret { tr { th scope="col" { "Note" } th scope="col" { "Jeux de données" } th scope="col" { "Répartition" } } }
                    tbody {
                        @for (points, n) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
                            tr {
                                th scope="row" { (points) "/9" }
                                td.nombre { a href=(route.list_of(Facet::Score, &points.to_string())) { (number(*n)) } }
                                td { (drawings::bar(*n, highest, points >= 6)) }
                            }
                        }
                    }
                }
            }
        }
    })
}

/// The first cards, as data.gouv.fr's search lists them.
pub(super) fn cards(checked: &Checked, route: &Route) -> Markup {
    let setting = Setting::of(&checked.catalogue.options);
    let published = checked.rows().enumerate().filter(|(_, (_, verdict))| verdict.state.is_published());
    let first = published.filter_map(|(index, (item, _))| {
        let record = item.record.as_ref()?;
        Some((index, record, display::card(record, setting)))
    });
    let total = checked.report.tally.of(RecordState::Ready) + checked.report.tally.of(RecordState::ToFix);
    html! {
        section.premieres aria-labelledby="titre-premieres" {
            div.titre-actions {
                h2 #titre-premieres { "Dans la recherche de data.gouv.fr" }
                a.bouton href=(route.to(Screen::List)) { "Les " (number(total)) " " (plural(total, "fiche", "fiches")) }
            }
            div.grille-cartes {
                @for (index, record, shown) in first.take(FIRST_CARDS) {
                    (card(&shown, Some(record), html! { a href=(checked.record_route(route, index)) data-verbatim { (shown.title) } }))
                }
            }
        }
    }
}
