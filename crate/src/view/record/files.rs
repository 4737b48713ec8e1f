//! Tab « Fichiers »: groups by type, ten files a page.

use maud::{Markup, html};

use super::{
    super::components,
    View, marks, rows,
    tabs::{self, Panel},
};
use crate::{
    display::{FileGroup, Files, ShownFile, markdown},
    model::{Dataset, Resource, ResourceType},
};

/// Files on a page of a group.
const PAGE: usize = 10;

pub(super) fn tab(view: View<'_>, dataset: &Dataset, files: &Files) -> Markup {
    let of_kind = |kind: ResourceType| {
        let resources = dataset.resources.iter().enumerate();
        resources.filter(|(_, resource)| resource.kind == kind).collect::<Vec<_>>()
    };
    // The groups that are shown are those that hold something, in this order.
    let resources = ResourceType::ALL.into_iter().map(of_kind).filter(|group| !group.is_empty());
    html! {
        @if files.groups.is_empty() { p.notre { "Ce jeu de données n’aurait aucun fichier." } }
        @for (index, (group, resources)) in files.groups.iter().zip(resources).enumerate() {
            (of_type(view, index, group, &resources))
        }
    }
}

fn of_type(view: View<'_>, index: usize, group: &FileGroup, resources: &[(usize, &Resource)]) -> Markup {
    let pages: Vec<_> = group.items.chunks(PAGE).zip(resources.chunks(PAGE)).collect();
    let list = |items: &[ShownFile], resources: &[(usize, &Resource)]| {
        html! {
            ul.fichiers {
                @for (file, (index, resource)) in items.iter().zip(resources) { li { (row(view, *index, file, resource)) } }
            }
        }
    };
    let id = format!("fichiers-{index}");
    html! {
        h3.fichiers-type data-verbatim { (group.label) }
        @if group.search {
            div.fichiers-recherche {
                label.discret for={ "chercher-" (id) } { "Rechercher : " (group.label) }
                input id={ "chercher-" (id) } type="search" placeholder="Rechercher" autocomplete="off" data-chercher=(id);
            }
        }
        div id=(id) {
            @if let [(items, resources)] = pages.as_slice() {
                (list(items, resources))
            } @else {
                (tabs::tabs(&format!("Pages : {}", group.label), pages.iter().enumerate().map(|(page, (items, resources))| Panel {
                    id: format!("fichiers-{index}-{}", page + 1),
                    label: html! { span.discret { "Page " } (page + 1) },
                    content: list(items, resources),
                }).collect(), page_of(view, resources)))
            }
            p.notre data-aucun="" hidden { "Aucun fichier ne porte ces mots." }
        }
    }
}

/// The page that has the open mark.
fn page_of(view: View<'_>, resources: &[(usize, &Resource)]) -> Option<usize> {
    let place = resources.iter().position(|(index, _)| view.marks.is_at(marks::file(*index)))?;
    Some(place / PAGE)
}

fn row(view: View<'_>, index: usize, file: &ShownFile, resource: &Resource) -> Markup {
    let field = marks::file(index);
    let id = format!("fichier-{}", index + 1);
    html! {
        div.fichier {
            div.fichier-tete {
                div.fichier-nom {
                    h4 {
                        button.fichier-titre type="button" data-bascule=(id) aria-expanded="false" aria-controls=(id) data-verbatim { (file.title) }
                        (view.mark(field))
                    }
                    // The site ends this line with a count beside an icon: without it the count would say nothing.
                    p.fichier-infos {
                        span data-verbatim { (file.infos) }
                        span.icone-telechargement { span.discret { " téléchargement" } }
                    }
                }
                (button(file, resource))
            }
            (view.panel(field))
            div.fichier-corps id=(id) { (body(&id, file, resource)) }
        }
    }
}

fn button(file: &ShownFile, resource: &Resource) -> Markup {
    let title = file.button_title.as_deref();
    html! {
        @if components::is_web(&resource.url) {
            a.bouton.fichier-bouton href=(resource.url) title=[title] target="_blank" rel="noopener noreferrer nofollow ugc" data-verbatim {
                (file.button) span.discret { " " (file.title) " (nouvelle fenêtre)" }
            }
        } @else {
            span.bouton.fichier-bouton title=[title] data-verbatim { (file.button) }
        }
    }
}

fn body(id: &str, file: &ShownFile, resource: &Resource) -> Markup {
    let panels = file.tabs.iter().enumerate().map(|(index, name)| Panel {
        id: format!("{id}-{index}"),
        label: html! { span data-verbatim { (name) } },
        content: match *name {
            "Description" => html! {
                div.description data-verbatim { (markdown::render(resource.description.as_deref().unwrap_or_default(), 5)) }
            },
            "Métadonnées" => html! { (rows(&file.metadata)) (rows(&file.extras)) },
            "Téléchargements" => rows(&file.downloads),
            _ => html! { p.notre { "Dépend de data.gouv.fr, qui ouvre le fichier lui-même." } },
        },
    });
    tabs::tabs("Fichier", panels.collect(), None)
}
