//! Screen « Fiche » : what data.gouv.fr would show, beside where each field comes from.

mod card;
mod dataset;
mod findings;
mod information;
mod provenance;
mod quality;
mod raw;
mod resources;
mod service;

use maud::{Markup, html};

pub use self::findings::fixes;
use super::{
    Checked, Page,
    format::number,
    list::Selection,
    parts, problem,
    route::{Route, Screen},
    words,
};
use crate::{
    check::Verdict,
    model::{Item, Record},
};

/// What the parts of the screen show.
#[derive(Clone, Copy)]
struct View<'a> {
    checked: &'a Checked,
    route: &'a Route,
    item: &'a Item,
    verdict: &'a Verdict,
}

/// The record with this identifier; `rank` tells apart those that share it.
pub fn page(checked: &Checked, route: &Route, id: &str, rank: Option<usize>) -> Page {
    let Some(index) = checked.find(id, rank) else { return problem::no_such_record(checked, route, id) };
    let Some((item, verdict)) = checked.row(index) else {
        return problem::no_such_record(checked, route, id);
    };
    let view = View { checked, route, item, verdict };
    let body = html! {
        (parts::check_header(checked, route))
        (neighbours(view, index))
        header.fiche-tete {
            h1 tabindex="-1" data-verbatim { (title(item)) }
            div.fiche-etat { (parts::state(verdict.state)) (flags(verdict)) }
            p.fiche-reperes {
                "Identifiant : " code { (if item.remote_id.is_empty() { "(aucun)" } else { &item.remote_id }) }
                @if let Some(address) = origin(item) { " · " (parts::outside(address, "Ouvrir la fiche d’origine")) }
                " · " (parts::copy_link(checked, route, "lien"))
            }
        }
        (content(view))
    };
    Page::new(format!("{} – {}", title(item), checked.name()), route, body)
}

/// What the screen shows under its title.
fn content(view: View<'_>) -> Markup {
    html! {
        @if view.verdict.state.is_published() {
            (findings::to_fix(view))
            div.deux-colonnes {
                section.apercu aria-labelledby="titre-apercu" {
                    h2 #titre-apercu { "Aperçu data.gouv.fr " span.aide { "(simulation)" } }
                    (preview(view))
                }
                (provenance::section(view))
            }
        } @else {
            (findings::refused(view))
            (findings::to_fix(view))
            (provenance::section(view))
        }
        (raw::section(view))
        (findings::silences(view))
        (findings::advice(view))
        (unpredictable(view))
    }
}

fn preview(view: View<'_>) -> Markup {
    match &view.item.record {
        Some(Record::Dataset(dataset)) => tabs(&[
            ("page", "Page", dataset::page(view, dataset)),
            ("carte", "Carte de recherche", card::dataset(view, dataset)),
            ("informations", "Informations", information::tab(view, dataset)),
        ]),
        Some(Record::Dataservice(service)) => tabs(&[
            ("page", "Page", service::page(view, service)),
            ("carte", "Carte de recherche", card::service(view, service)),
        ]),
        None => html! {},
    }
}

/// The tabs pattern: arrow keys move between tabs, only the chosen one is in the tab order.
fn tabs(tabs: &[(&str, &str, Markup)]) -> Markup {
    html! {
        div.onglets data-onglets="" {
            div role="tablist" aria-label="Aperçu data.gouv.fr" {
                @for (i, (id, label, _)) in tabs.iter().enumerate() {
                    button id={ "onglet-" (id) } type="button" role="tab" aria-controls={ "panneau-" (id) }
                        aria-selected=(if i == 0 { "true" } else { "false" }) tabindex=[(i > 0).then_some("-1")] { (label) }
                }
            }
            @for (i, (id, _, content)) in tabs.iter().enumerate() {
                div id={ "panneau-" (id) } role="tabpanel" aria-labelledby={ "onglet-" (id) } tabindex="0" hidden[i > 0] {
                    (content)
                }
            }
        }
    }
}

/// A field that starts with a heading, tied to its lines of « D’où vient chaque champ ».
fn field(name: &'static str, content: Markup) -> Markup {
    html! {
        div.champ data-champ=(name) { div data-verbatim { (content) } (origin_button(name)) }
    }
}

/// A field with its label, in a list of definitions.
fn term(name: &'static str, label: &str, content: Markup) -> Markup {
    html! {
        div.terme data-champ=(name) { dt { (label) } dd data-verbatim { (content) } dd.terme-origine { (origin_button(name)) } }
    }
}

/// A label and a value that no portal gives.
fn plain_term(label: &str, content: &str) -> Markup {
    html! { div.terme { dt { (label) } dd data-verbatim { (content) } } }
}

fn origin_button(name: &'static str) -> Markup {
    html! {
        button.origine type="button" data-montrer={ "origine-" (name) } {
            "Origine" span.discret { " du champ " (words::field(name)) }
        }
    }
}

/// Previous and next in the list as it was filtered and sorted.
fn neighbours(view: View<'_>, index: usize) -> Markup {
    let selection = Selection::of(view.checked, &view.route.filters);
    let place = selection.indices.iter().position(|other| *other == index);
    let at = |place: usize| {
        selection.indices.get(place).map(|index| view.checked.record_route(view.route, *index))
    };
    let back = view.route.keeping_filters(Screen::List);
    html! {
        nav.voisins aria-label="Fiches voisines" {
            @if let Some(place) = place {
                @match place.checked_sub(1).and_then(at) {
                    Some(route) => { a href=(route) rel="prev" { "‹ Précédente" } }
                    None => { span.inactif { "‹ Précédente" } }
                }
                a href=(back) {
                    (number(place + 1)) " / " (number(selection.indices.len()))
                    span.discret { " : revenir à la liste" }
                }
                @match at(place + 1) {
                    Some(route) => { a href=(route) rel="next" { "Suivante ›" } }
                    None => { span.inactif { "Suivante ›" } }
                }
            } @else {
                a href=(back) { "‹ Revenir à la liste" }
            }
        }
    }
}

fn flags(verdict: &Verdict) -> Markup {
    html! {
        @if verdict.state.is_published() {
            ul.drapeaux aria-label="Les trois informations attendues" {
                @for flag in verdict.flags.iter().flatten() { li { (parts::flag(flag)) } }
            }
        }
    }
}

fn title(item: &Item) -> &str {
    let name = item.name().trim();
    if name.is_empty() { "Fiche sans titre" } else { name }
}

/// Where the record is on the portal.
fn origin(item: &Item) -> Option<&str> {
    let harvest = match item.record.as_ref()? {
        Record::Dataset(dataset) => &dataset.harvest,
        Record::Dataservice(service) => &service.harvest,
    };
    harvest.remote_url.as_deref().filter(|address| parts::is_web(address))
}

fn unpredictable(view: View<'_>) -> Markup {
    super::when(view.verdict.state.is_published(), || {
        html! {
            section.imprevisible aria-labelledby="titre-imprevisible" {
                h2 #titre-imprevisible { "Ce qu’aucun aperçu ne peut prévoir" }
                p {
                    "Vues, téléchargements, disponibilité des liens, labels attribués par une tâche de nuit, doublon avec un autre producteur, certification de votre organisation : cela dépend de data.gouv.fr."
                }
            }
        }
    })
}
