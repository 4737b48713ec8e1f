//! Tab « Fichiers » : resources by group, as data.gouv.fr lists them.

use maud::{Markup, html};

use super::super::{format, parts};
use crate::display::markdown;
use crate::{
    model::{Dataset, Resource, ResourceType},
    text::date::DateTime,
};

/// Rows shown at once in each group.
const SHOWN: usize = 10;

pub(super) fn list(dataset: &Dataset, now: DateTime) -> Markup {
    html! {
        h3 { "Fichiers " span.nombre { (format::number(dataset.resources.len())) } }
        @if dataset.resources.is_empty() {
            p.absent { "Ce jeu de données ne contient aucune ressource." }
        }
        @for kind in ResourceType::ALL {
            @let group: Vec<&Resource> = dataset.resources.iter().filter(|resource| resource.kind == kind).collect();
            @if !group.is_empty() {
                h4 { (kind.heading(group.len())) }
                ul.ressources { @for resource in group.iter().take(SHOWN) { li { (row(resource, now)) } } }
                @if group.len() > SHOWN {
                    details {
                        summary { "Voir " (format::count(group.len() - SHOWN, "autre", "autres")) }
                        ul.ressources { @for resource in group.iter().skip(SHOWN) { li { (row(resource, now)) } } }
                    }
                }
            }
        }
    }
}

fn row(resource: &Resource, now: DateTime) -> Markup {
    let title =
        resource.title.as_deref().filter(|title| !title.trim().is_empty()).unwrap_or("Fichier sans nom");
    html! {
        details.ressource {
            summary {
                span.ressource-titre { (title) }
                span.aide { (summary(resource, now)) }
            }
            @if let Some(description) = resource.description.as_deref().filter(|text| !text.trim().is_empty()) {
                div.description { (markdown::render(description, 5)) }
            }
            dl.paires {
                dt { "URL" } dd { (parts::outside(&resource.url, &resource.url)) }
                @if let Some(mime) = &resource.mime { dt { "Type MIME" } dd { (mime) } }
                @if let Some(checksum) = &resource.checksum {
                    dt { (checksum.kind) } dd { (checksum.value.as_deref().unwrap_or("—")) }
                }
                @if let Some(date) = resource.harvest.as_ref().and_then(|harvest| harvest.issued_at.as_ref()) {
                    dt { "Créée le" } dd { (format::moment(date, now)) }
                }
                @if let Some(date) = resource.harvest.as_ref().and_then(|harvest| harvest.modified_at.as_ref()) {
                    dt { "Modifiée le" } dd { (format::moment(date, now)) }
                }
                @if let Some(size) = &resource.filesize { dt { "Taille" } dd { (format::size(size.bytes())) } }
                @for (name, value) in &resource.extras { dt { (name) } dd { code { (value.to_json()) } } }
            }
        }
    }
}

/// « Mis à jour 3 mars 2024 — Format csv (1,2 Mo) — Télécharger »
fn summary(resource: &Resource, now: DateTime) -> String {
    let mut parts = Vec::new();
    if let Some(date) = resource.harvest.as_ref().and_then(|harvest| harvest.modified_at.as_ref()) {
        parts.push(format!("Mis à jour le {}", format::moment(date, now)));
    }
    if let Some(name) = resource.format.as_deref().filter(|name| !name.is_empty()) {
        let size = resource
            .filesize
            .as_ref()
            .map(|size| format!(" ({})", format::size(size.bytes())))
            .unwrap_or_default();
        parts.push(format!("Format {name}{size}"));
    }
    parts.push(format!("bouton « {} »", button(resource)));
    parts.join(" — ")
}

/// The button that data.gouv.fr shows, which depends on the format.
fn button(resource: &Resource) -> &'static str {
    let format = resource.format.as_deref().unwrap_or_default();
    if matches!(format, "url" | "doi") || format.starts_with("www:link") {
        "Visiter"
    } else if matches!(format, "wfs" | "wms") || format.starts_with("ogc:w") {
        "Copier le lien"
    } else {
        "Télécharger"
    }
}
