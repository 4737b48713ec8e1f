//! The page of a dataset, in data.gouv.fr's order.

use maud::{Markup, html};

use super::{
    super::{components, drawings},
    View, access, files, information, marks,
    marks::Tab,
    side,
    tabs::{self, Panel},
};
use crate::{
    display::{Banner, Contact, DatasetPage, DatasetShown, QualityBlock, markdown},
    model::Dataset,
};

pub(super) fn page(view: View<'_>, dataset: &Dataset, shown: &DatasetShown) -> Markup {
    let page = &shown.page;
    html! {
        div.page-haut {
            div.page-texte {
                (title(view, &page.title, page.acronym.as_deref()))
                (description(view, &dataset.description, 3))
            }
            (sidebar(view, dataset, page))
        }
        (lines(&page.access_banner, "page-bandeau page-acces"))
        (below(view, dataset, shown))
    }
}

/// The heading of the screen.
pub(super) fn title(view: View<'_>, title: &str, acronym: Option<&str>) -> Markup {
    html! {
        h1.page-titre tabindex="-1" {
            @if title.is_empty() { span.discret { "Fiche sans titre" } }
            span data-verbatim { (title) }
            @if let Some(acronym) = acronym { " " small data-verbatim { (acronym) } }
            " " (view.mark("title"))
        }
        (view.panel("title"))
    }
}

pub(super) fn description(view: View<'_>, markdown: &str, top: u8) -> Markup {
    html! {
        h2.page-libelle { "Description " (view.mark("description")) }
        (view.panel("description"))
        @if !markdown.trim().is_empty() {
            div data-verbatim { (components::foldable(markdown::render(markdown, top))) }
        }
    }
}

fn sidebar(view: View<'_>, dataset: &Dataset, page: &DatasetPage) -> Markup {
    html! {
        div.page-cote {
            dl {
                (producer(view, page.producer_label, page.producer))
                (contacts(view, page.contacts_label, &page.contacts))
                @if let Some(licence) = &page.license {
                    (side(view, "license", licence.label, html! {
                        @match licence.url {
                            Some(address) => { (components::outside(address, licence.text)) }
                            None => { span data-verbatim { (licence.text) } }
                        }
                    }))
                }
                (side(view, "harvest.modified_at", page.last_update.label, html! { span data-verbatim { (page.last_update.text) } }))
            }
            @if !page.access.is_empty() {
                div.page-bloc {
                    (access(&page.access)) (view.mark("access_type"))
                    (view.panel("access_type"))
                }
            }
            p.notre { "Vues, téléchargements : comptés par data.gouv.fr" }
            @if let Some(quality) = &page.quality { (quality_block(view, dataset, quality)) }
            @if let Some(text) = page.quality_banner { p.page-bandeau data-verbatim { (text) } }
            (labels(&dataset.tags))
            @if let Some(banner) = &page.source_banner {
                div.page-bandeau { (sentence(banner)) (view.mark("harvest.remote_url")) (view.panel("harvest.remote_url")) }
            }
            @if let Some(address) = &page.transport_banner { p.page-bandeau { (components::outside(address, address)) } }
        }
    }
}

fn sentence(banner: &Banner) -> Markup {
    html! { span data-verbatim { (banner.text) } " " (components::outside(&banner.link, banner.link_text)) " " }
}

pub(super) fn producer(view: View<'_>, label: &str, name: &str) -> Markup {
    side(
        view,
        "organization",
        label,
        html! {
            span.page-producteur data-verbatim { (name) } " " span.notre { "votre organisation" }
        },
    )
}

pub(super) fn contacts(view: View<'_>, label: Option<&str>, contacts: &[Contact]) -> Markup {
    html! {
        @if let Some(label) = label {
            (side(view, "contact_points", label, html! { ul.contacts { @for contact in contacts { li { (one_contact(contact)) } } } }))
        }
    }
}

fn one_contact(contact: &Contact) -> Markup {
    html! {
        @match contact.link.as_deref() {
            Some(link) if link.starts_with("mailto:") => { a href=(link) data-verbatim { (contact.text) } }
            Some(link) => { (components::outside(link, &contact.text)) }
            None => { span data-verbatim { (contact.text) } }
        }
    }
}

/// Labels that data.gouv.fr gives at night to whoever has these keywords, and to whom.
const LABELS: [(&str, &str, &str); 2] = [
    ("inspire", "INSPIRE", "donné de nuit, d’après le mot-clé « inspire »"),
    (
        "hvd",
        "Données de forte valeur",
        "donné de nuit aux services publics certifiés, d’après le mot-clé « hvd »",
    ),
];

fn labels(tags: &[String]) -> Markup {
    let given: Vec<_> = LABELS.iter().filter(|(tag, ..)| tags.iter().any(|own| own == tag)).collect();
    html! {
        @if !given.is_empty() {
            div {
                p.page-libelle { "Label" }
                @for (_, label, why) in given {
                    p.page-etiquettes { b { (label) } span.notre { "dépend de data.gouv.fr : " (why) } }
                }
            }
        }
    }
}

fn quality_block(view: View<'_>, dataset: &Dataset, block: &QualityBlock) -> Markup {
    html! {
        div.page-bloc.page-qualite {
            p.page-libelle { span data-verbatim { (block.title) } " " (view.mark(marks::QUALITY)) }
            (view.panel(marks::QUALITY))
            p.page-note { (drawings::gauge(dataset.quality.points())) span data-verbatim { (block.score) } }
            @if !block.warnings.is_empty() {
                ul.page-manques data-verbatim { @for text in &block.warnings { li { (text) } } }
            }
            details.page-criteres {
                summary { "Tous les critères" }
                ul data-verbatim {
                    @for item in &block.items {
                        li.{ @if item.ok { "oui" } @else { "non" } } {
                            span.marque aria-hidden="true" { (if item.ok { "✓" } else { "✕" }) } " " span { (item.text) }
                        }
                    }
                }
            }
        }
    }
}

/// What is said in lines, in a frame.
fn lines(lines: &[&str], class: &str) -> Markup {
    html! {
        @if !lines.is_empty() {
            div class=(class) { @for line in lines { p data-verbatim { (line) } } }
        }
    }
}

fn below(view: View<'_>, dataset: &Dataset, shown: &DatasetShown) -> Markup {
    let wanted = match view.marks.open_tab() {
        Some(Tab::Files) => Some(0),
        Some(Tab::Information) => Some(shown.page.tabs.len().saturating_sub(1)),
        _ => None,
    };
    let last = shown.page.tabs.len().saturating_sub(1);
    let panels = shown.page.tabs.iter().enumerate().map(|(index, label)| Panel {
        id: format!("page-{index}"),
        label: html! { span data-verbatim { (label) } },
        content: match index {
            0 => html! { div data-partie="files" { (files::tab(view, dataset, &shown.files)) } },
            index if index == last => html! {
                div data-partie="information" { (information::tab(view, dataset, &shown.information)) }
            },
            _ => depends(),
        },
    });
    tabs::tabs("Page du jeu de données", panels.collect(), wanted)
}

/// What only data.gouv.fr knows.
pub(super) fn depends() -> Markup {
    html! { p.notre { "Dépend de data.gouv.fr : rien n’en vient du portail." } }
}
