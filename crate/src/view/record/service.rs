//! Tab « Page » of an API.

use maud::{Markup, html};

use super::{
    super::{format, parts},
    View, dataset as page, field, term,
};
use crate::display::markdown;
use crate::model::Dataservice;

pub(super) fn page(view: View<'_>, service: &Dataservice) -> Markup {
    html! {
        div.page-simulee {
            (field("title", html! {
                p.page-titre { (service.title.as_deref().unwrap_or("API sans titre")) " " span.genre { "API" } }
            }))
            (field("description", description(service.description.as_deref().unwrap_or_default())))
            dl.cote {
                (term("organization", "Producteur", page::your_organisation()))
                @if !service.contact_points.is_empty() {
                    (term("contact_points", page::contacts_label(&service.contact_points), page::contacts(&service.contact_points)))
                }
                @if let Some(licence) = service.license { (term("license", "Licence", html! { (licence.title) })) }
                @if let Some(address) = &service.base_api_url {
                    (term("base_api_url", "Adresse de l’API", parts::outside(address, address)))
                }
                @if let Some(address) = &service.machine_documentation_url {
                    (term("machine_documentation_url", "Documentation technique", parts::outside(address, address)))
                }
                (page::last_update(view))
                @if !service.tags.is_empty() {
                    (term("tags", "Mots-clés", html! { ul.mots { @for tag in &service.tags { li { (tag) } } } }))
                }
            }
            (field("datasets", datasets(view, service)))
        }
    }
}

fn description(markdown: &str) -> Markup {
    html! {
        h3 { "Description" }
        @if markdown.trim().is_empty() { p.absent { "Aucune description." } }
        @else { (parts::foldable(markdown::render(markdown, 4))) }
    }
}

/// The datasets it serves, as links to their own records when they were read.
fn datasets(view: View<'_>, service: &Dataservice) -> Markup {
    let ids: Vec<&str> = service.datasets.iter().flatten().map(String::as_str).collect();
    html! {
        h3 { "Jeux de données utilisés par l’API " span.nombre { (format::number(service.datasets.len())) } }
        @if ids.is_empty() {
            p.absent { "Aucun." }
        } @else {
            ul {
                @for id in ids {
                    li { @match view.checked.find(id, None).and_then(|index| Some((index, view.checked.row(index)?))) {
                        Some((index, (item, _))) => { a href=(view.checked.record_route(view.route, index)) { (item.name()) } }
                        None => { (id) }
                    } }
                }
            }
        }
    }
}
