//! Tab « Informations » of a dataset.

use maud::{Markup, html};
use serde_json::Value;

use super::{
    super::{format, outline, parts, words},
    View, dataset as page, field, plain_term, term,
};
use crate::model::Dataset;

pub(super) fn tab(view: View<'_>, dataset: &Dataset) -> Markup {
    html! {
        div.page-simulee {
            h3 { "Informations" }
            dl.cote {
                @if !dataset.tags.is_empty() {
                    (term("tags", "Mots-clés", html! { ul.mots { @for tag in &dataset.tags { li { (tag) } } } }))
                }
                (plain_term("Identifiant", "attribué par data.gouv.fr"))
                (page::licence(view, dataset))
            }
            h3 { "Temporalité" }
            dl.cote {
                (term("harvest.created_at", "Création", html! { @match dataset.harvest.issued_at.as_ref().or(dataset.harvest.created_at.as_ref()) {
                        Some(date) => { (format::moment(date, view.checked.catalogue.options.now)) }
                        None => { "Jour du premier moissonnage" }
                    } }))
                @if let Some(frequency) = words::shown_frequency(dataset) {
                    (term("frequency", "Fréquence", html! { (frequency) }))
                }
                @if let Some(coverage) = &dataset.temporal_coverage {
                    (term("temporal_coverage", "Couverture temporelle", html! { (coverage.describe()) }))
                }
                (page::last_update(view))
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
                (term("spatial", "Zones", html! {
                    (format::join(&spatial.zones))
                    p.aide { "Zone cherchée dans une liste de communes, d’intercommunalités, de départements, de régions et de pays qui approche celle de data.gouv.fr." }
                }))
            }
            @if let Some(geometry) = &spatial.geom {
                (term("spatial", "Couverture géographique", html! {
                        (outline::shape(geometry))
                        @if let Some([west, south, east, north]) = outline::bounds(geometry) {
                            p { "De " (degrees(west)) " à " (degrees(east)) " en longitude, de " (degrees(south)) " à " (degrees(north)) " en latitude." }
                        }
                        p.aide { "data.gouv.fr dessine ce contour sur un fond de carte." }
                }))
                (plain_term("Granularité de la couverture territoriale", "Autre"))
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
            (term("schema", "Schéma", html! {
                    @match &schema.url { Some(address) => { (parts::outside(address, name)) } None => { (name) } }
                    @if let Some(version) = &schema.version { " (version " (version) ")" }
            }))
        }
    }
}

/// « Extras » and « Extras du moissonnage » : raw keys and values, folded on data.gouv.fr too.
fn extras(dataset: &Dataset) -> Markup {
    let harvest = serde_json::to_value(&dataset.harvest).unwrap_or_default();
    let harvest: Vec<(&String, &Value)> =
        harvest.as_object().into_iter().flatten().filter(|(_, value)| !value.is_null()).collect();
    html! {
        @if !dataset.extras.is_empty() {
            (field("extras", html! {
                details {
                    summary { "Voir les extras" }
                    dl.paires { @for (name, value) in &dataset.extras { dt { (name) } dd { (format::cut(&value.shown(), 2000)) } } }
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
