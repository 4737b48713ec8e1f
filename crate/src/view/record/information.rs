//! Tab « Informations » of a dataset.

use maud::{Markup, html};
use serde_json::Value;

use super::{
    super::{format, outline, parts, words},
    View, dataset as page, field,
};
use crate::model::Dataset;

pub(super) fn tab(view: View<'_>, dataset: &Dataset) -> Markup {
    html! {
        div.page-simulee {
            h3 { "Informations" }
            dl.cote {
                @if !dataset.tags.is_empty() {
                    (field("tags", html! {
                        dt { "Mots-clés" }
                        dd { ul.mots { @for tag in &dataset.tags { li { (tag) } } } }
                    }))
                }
                div.champ { div.champ-valeur { dt { "Identifiant" } dd { "attribué par data.gouv.fr" } } }
                (page::licence(view, dataset))
            }
            h3 { "Temporalité" }
            dl.cote {
                (field("harvest.created_at", html! {
                    dt { "Création" }
                    dd { @match dataset.harvest.issued_at.as_ref().or(dataset.harvest.created_at.as_ref()) {
                        Some(date) => { (format::moment(date, view.checked.catalogue.options.now)) }
                        None => { "Jour du premier moissonnage" }
                    } }
                }))
                @if let Some(frequency) = words::shown_frequency(dataset) {
                    (field("frequency", html! { dt { "Fréquence" } dd { (frequency) } }))
                }
                @if let Some(coverage) = &dataset.temporal_coverage {
                    (field("temporal_coverage", html! { dt { "Couverture temporelle" } dd { (coverage.describe()) } }))
                }
                (field("harvest.modified_at", html! {
                    dt { "Dernière mise à jour" }
                    dd { @if let Some(date) = view.checked.last_update(view.item) { (format::day(date)) } }
                }))
            }
            (spatial(dataset))
            (schema(dataset))
            (extras(dataset))
        }
    }
}

/// Absent altogether when there is no coverage: data.gouv.fr does not say that it is missing.
fn spatial(dataset: &Dataset) -> Markup {
    let Some(spatial) = &dataset.spatial else { return html! {} };
    html! {
        h3 { "Couverture spatiale" }
        dl.cote {
            @if !spatial.zones.is_empty() {
                (field("spatial", html! { dt { "Zones" } dd { (format::join(&spatial.zones)) } }))
            }
            @if let Some(geometry) = &spatial.geom {
                (field("spatial", html! {
                    dt { "Couverture géographique" }
                    dd {
                        (outline::shape(geometry))
                        @if let Some([west, south, east, north]) = outline::bounds(geometry) {
                            p { "De " (degrees(west)) " à " (degrees(east)) " en longitude, de " (degrees(south)) " à " (degrees(north)) " en latitude." }
                        }
                        p.aide { "data.gouv.fr dessine ce contour sur un fond de carte." }
                    }
                }))
                div.champ { div.champ-valeur { dt { "Granularité de la couverture territoriale" } dd { "Autre" } } }
            }
        }
    }
}

fn degrees(value: f64) -> String {
    format!("{value:.2}°").replace('.', ",").replace('-', "−")
}

fn schema(dataset: &Dataset) -> Markup {
    let Some(schema) = &dataset.schema else { return html! {} };
    let name = schema.name.as_deref().or(schema.url.as_deref()).unwrap_or("Schéma");
    html! {
        h3 { "Schéma de données" }
        dl.cote {
            (field("schema", html! {
                dt { "Schéma" }
                dd {
                    @match &schema.url { Some(address) => { (parts::outside(address, name)) } None => { (name) } }
                    @if let Some(version) = &schema.version { " (version " (version) ")" }
                }
            }))
        }
    }
}

/// « Extras » and « Extras du moissonnage » : raw keys and values, folded on data.gouv.fr too.
fn extras(dataset: &Dataset) -> Markup {
    let harvest = serde_json::to_value(&dataset.harvest).unwrap_or_default();
    let harvest: Vec<(&String, &Value)> =
        harvest.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()).collect();
    html! {
        @if !dataset.extras.is_empty() {
            (field("extras", html! {
                details {
                    summary { "Voir les extras" }
                    dl.paires { @for (name, value) in &dataset.extras { dt { (name) } dd { (text(value)) } } }
                }
            }))
        }
        details {
            summary { "Voir les extras du moissonnage" }
            dl.paires { @for (name, value) in harvest { dt { (name) } dd { (text(value)) } } }
        }
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => format::cut(&other.to_string(), 2000),
    }
}
