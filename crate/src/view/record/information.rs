//! Tab « Informations » of a dataset.

use maud::{Markup, html};

use super::{
    super::map::{self, Footprint},
    View, rows,
};
use crate::{
    display::{DatasetInformation, MAP, Rows},
    model::Dataset,
};

pub(super) fn tab(view: View<'_>, dataset: &Dataset, shown: &DatasetInformation) -> Markup {
    let first = &shown.information;
    html! {
        h2.page-section { "Informations" }
        dl.page-liste {
            @if !first.keywords.is_empty() {
                div {
                    dt data-verbatim { "Mots-clés" }
                    dd { ul.mots data-verbatim { @for tag in &first.keywords { li { (tag) } } } (view.mark("tags")) (view.panel("tags")) }
                }
            }
            div { dt data-verbatim { "Identifiant" } dd data-verbatim { (first.identifier) } }
            // When the column beside has it, its mark is there.
            (row(view, "Licence", first.licence, view.marks.is_below("license").then_some("license")))
        }
        h2.page-section data-verbatim { "Temporalité" }
        dl.page-liste { @for (label, value) in shown.time.iter() { (row(view, label, value, of_time(label))) } }
        @if let Some(space) = &shown.space { (coverage(view, dataset, space)) }
        @if !shown.schemas.is_empty() {
            h2.page-section { span data-verbatim { "Schéma de données" } " " (view.mark("schema")) }
            (view.panel("schema"))
            @for sentence in &shown.schemas { p data-verbatim { (sentence) } }
        }
        @if let Some(extras) = &shown.extras {
            div.page-pliable {
                details { summary data-verbatim { "Extras" } (rows(extras)) }
                (view.mark("extras"))
                (view.panel("extras"))
            }
        }
        @if let Some(harvest) = &shown.harvest {
            div.page-pliable { details { summary data-verbatim { "Moissonnage" } (rows(harvest)) } }
        }
    }
}

/// A line whose label and value are the site's.
fn row(view: View<'_>, label: &str, value: &str, field: Option<&'static str>) -> Markup {
    html! {
        div {
            dt data-verbatim { (label) }
            dd {
                span data-verbatim { (value) }
                @if let Some(field) = field { " " (view.mark(field)) (view.panel(field)) }
            }
        }
    }
}

fn of_time(label: &str) -> Option<&'static str> {
    match label {
        "Création" => Some("harvest.created_at"),
        "Fréquence" => Some("frequency"),
        "Couverture temporelle" => Some("temporal_coverage"),
        _ => None,
    }
}

/// Zones, map, granularity; the whole section is not there without coverage.
fn coverage(view: View<'_>, dataset: &Dataset, space: &Rows) -> Markup {
    let geometry = dataset.spatial.as_ref().and_then(|spatial| spatial.geom.as_ref());
    html! {
        h2.page-section { span data-verbatim { "Couverture spatiale" } " " (view.mark("spatial")) }
        (view.panel("spatial"))
        dl.page-liste {
            @for (label, value) in space.iter() {
                @match geometry.filter(|_| value == MAP) {
                    Some(geometry) => {
                        div {
                            dt data-verbatim { (label) }
                            dd {
                                span.discret data-verbatim { (value) }
                                (map::map(&[Footprint { geometry, state: view.verdict.state }]))
                                @if let Some(words) = map::words(geometry) { p.notre { "Sur la carte : " (words) "." } }
                            }
                        }
                    }
                    None => { (row(view, label, value, None)) }
                }
            }
        }
        @if space.get("Zones").is_some() {
            p.notre { "Zone cherchée dans une liste de communes, d’intercommunalités, de départements, de régions et de pays qui approche celle de data.gouv.fr." }
        }
    }
}
