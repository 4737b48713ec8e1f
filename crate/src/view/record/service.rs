//! The page of an API.

use maud::{Markup, html};

use super::{
    super::{card::card, components},
    View, access,
    dataset::{contacts, depends, description, producer, title},
    marks::Tab,
    rows,
    tabs::{self, Panel},
};
use crate::{
    display::{ServiceInformation, ServicePage, ServiceShown},
    model::Dataservice,
};

pub(super) fn page(view: View<'_>, service: &Dataservice, shown: &ServiceShown) -> Markup {
    let page = &shown.page;
    html! {
        div.page-haut {
            div.page-texte {
                (title(view, &page.title, None))
                (description(view, service.description.as_deref().unwrap_or_default(), 3))
            }
            (sidebar(view, service, page))
        }
        @for banner in &page.banners { p.page-bandeau data-verbatim { (banner) } }
        (below(view, service, shown))
    }
}

fn sidebar(view: View<'_>, service: &Dataservice, page: &ServicePage) -> Markup {
    html! {
        div.page-cote {
            dl {
                (producer(view, page.producer_label, page.producer))
                (contacts(view, page.contacts_label, &page.contacts))
                div {
                    dt data-verbatim { (page.access_label) }
                    dd { (access(&page.access)) }
                }
            }
            div.page-bloc {
                p.page-libelle { span data-verbatim { "Caractéristiques techniques" } " " (view.mark("base_api_url")) }
                (view.panel("base_api_url"))
                (rows(&page.technical))
            }
            @for button in &page.buttons {
                p.page-boutons {
                    @match service.machine_documentation_url.as_deref().filter(|address| components::is_web(address)) {
                        Some(address) => {
                            a.bouton href=(address) target="_blank" rel="noopener noreferrer nofollow ugc" data-verbatim {
                                (button) span.discret { " (nouvelle fenêtre)" }
                            }
                        }
                        None => { span.bouton data-verbatim { (button) } }
                    }
                    " " (view.mark("machine_documentation_url"))
                }
                (view.panel("machine_documentation_url"))
            }
        }
    }
}

fn below(view: View<'_>, service: &Dataservice, shown: &ServiceShown) -> Markup {
    let wanted = (view.marks.open_tab() == Some(Tab::Information)).then_some(0);
    let panels = shown.page.tabs.iter().enumerate().map(|(index, label)| Panel {
        id: format!("page-{index}"),
        label: html! { span data-verbatim { (label) } },
        content: match index {
            0 => html! { div data-partie="information" { (information(view, service, &shown.information)) } },
            _ => depends(),
        },
    });
    tabs::tabs("Page de l’API", panels.collect(), wanted)
}

/// The datasets it serves, as cards that lead to their own records, and what the database says of it.
fn information(view: View<'_>, service: &Dataservice, shown: &ServiceInformation) -> Markup {
    let found = service.datasets.iter().flatten().filter_map(|id| {
        let index = view.checked.find_published(id)?;
        Some((index, view.checked.row(index)?.0))
    });
    html! {
        h2.page-section { span data-verbatim { (shown.datasets_label) } " " (view.mark("datasets")) }
        (view.panel("datasets"))
        @for (served, (index, item)) in shown.datasets.iter().zip(found) {
            (card(served, item.record.as_ref(), html! {
                a href=(view.checked.record_route(view.route, index)) data-verbatim { (served.title) }
            }))
        }
        h2.page-section { span data-verbatim { "Informations techniques" } " " (view.mark("harvest.modified_at")) }
        (view.panel("harvest.modified_at"))
        (rows(&shown.technical))
    }
}
