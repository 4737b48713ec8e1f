//! Screen « Fiche »: the page that data.gouv.fr would show, and where each thing on it comes from.
//!
//! The page holds the text of [`crate::display`] and numbered marks. What is ours stands around it: the line above,
//! the panel that a mark opens, the findings below.

mod dataset;
mod files;
mod findings;
mod information;
mod marks;
mod origin;
mod panel;
mod place;
mod placeholder;
mod quality;
mod raw;
mod service;
mod tabs;

use maud::{Markup, html};

pub use self::findings::fixes;
use self::{
    marks::Marks,
    tabs::{Panel, tabs},
};
use super::{
    Checked, HtmlPage,
    card::card,
    components, embedding,
    format::number,
    list::Selection,
    problem,
    route::{Route, Screen},
    when,
};
use crate::{
    check::Verdict,
    display::{Access, Datasets, Rows, Setting, ShownRecord, show_record},
    model::{Item, Record},
};

/// What the parts of the screen show.
#[derive(Clone, Copy)]
struct View<'a> {
    checked: &'a Checked,
    route: &'a Route,
    item: &'a Item,
    /// What it becomes, or would become but for what blocks it.
    record: Option<&'a Record>,
    verdict: &'a Verdict,
    marks: &'a Marks,
}

/// The record with this identifier; `rank` tells apart those that share it.
pub fn page(checked: &Checked, route: &Route, id: &str, rank: Option<usize>) -> HtmlPage {
    let Some(index) = checked.find(id, rank) else { return problem::no_such_record(checked, route, id) };
    let Some((item, verdict)) = checked.row(index) else {
        return problem::no_such_record(checked, route, id);
    };
    let record = item.record.as_ref().or(item.ghost.as_ref());
    let shown = record.and_then(|record| shown(checked, record));
    let marks = Marks::of(shown.as_ref(), item, verdict, route.field.as_deref());
    let view = View { checked, route, item, record, verdict, marks: &marks };
    let body = html! {
        (components::check_header(checked, route))
        div.fiche.fiche-ouverte[marks.open().is_some()] {
            (bar(view, index))
            @if !verdict.state.is_published() { (findings::refused(view)) }
            (content(view, shown.as_ref()))
            (findings::to_fix(view))
            (findings::silences(view))
            (findings::advice(view))
            (unpredictable(view))
            p.aide { (embedding::link(view.route)) }
        }
    };
    let open = marks.open().map(|field| format!("{} – ", marks::label(field))).unwrap_or_default();
    HtmlPage::new(format!("{open}{} – {}", title(item), checked.name()), route, body)
}

/// What data.gouv.fr shows of a record.
pub fn shown(checked: &Checked, record: &Record) -> Option<ShownRecord> {
    let datasets = match record {
        Record::Dataset(_) => Datasets::default(),
        Record::Dataservice(_) => Datasets::of(&checked.catalogue.job),
    };
    show_record(record, &datasets, Setting::of(&checked.catalogue.options))
}

/// The page, the card and the origin of the fields: two of them fit no small screen at once.
fn content(view: View<'_>, shown: Option<&ShownRecord>) -> Markup {
    let origin = html! { (origin::section(view)) (raw::section(view)) };
    let Some((record, shown)) = view.record.zip(shown) else {
        let page = html! { (view.panel_of_absent()) (placeholder::page(view)) };
        return tabs("Fiche", around(page, None, origin), view.marks.open().map(|_| 0));
    };
    let page = match (record, shown) {
        (Record::Dataset(dataset), ShownRecord::Dataset(shown)) => dataset::page(view, dataset, shown),
        (Record::Dataservice(service), ShownRecord::Dataservice(shown)) => {
            service::page(view, service, shown)
        }
        _ => html! {},
    };
    let is_ghost = !view.verdict.state.is_published();
    let page = html! {
        (view.panel_of_absent())
        article.page.page-fantome[is_ghost] data-partie="page" aria-label="Page que data.gouv.fr afficherait" { (page) }
    };
    let card = html! {
        div data-partie="card" { (card(shown.card(), Some(record), html! { span data-verbatim { (shown.card().title) } })) }
        p.notre { "La carte ne montre ni la licence, ni le territoire, ni les mots-clés ; mais chacun sert de filtre à la recherche : absent, c’est une porte d’entrée de moins." }
    };
    tabs("Fiche", around(page, Some(card), origin), view.marks.open().map(|_| 0))
}

/// The tabs of the screen.
fn around(page: Markup, card: Option<Markup>, origin: Markup) -> Vec<Panel> {
    let panel = |id: &str, label: Markup, content: Markup| Panel { id: id.to_owned(), label, content };
    let card = card.map(|card| {
        let label = html! { span.long { "Résultat de recherche" } span.court { "Carte" } };
        panel("carte", label, card)
    });
    let origin = panel("origine", html! { "Origine" }, origin);
    [Some(panel("page", html! { "Page" }, page)), card, Some(origin)].into_iter().flatten().collect()
}

/// A label of the column beside, and what stands under it.
fn side(view: View<'_>, field: &'static str, label: &str, content: Markup) -> Markup {
    html! {
        div {
            dt { span data-verbatim { (label) } " " (view.mark(field)) }
            dd { (content) (view.panel(field)) }
        }
    }
}

/// Labels and values that the site lists.
fn rows(rows: &Rows) -> Markup {
    html! {
        @if !rows.is_empty() {
            dl.page-liste data-verbatim { @for (label, value) in rows.iter() { div { dt { (label) } dd { (value) } } } }
        }
    }
}

/// Who may use the data.
fn access(lines: &Access) -> Markup {
    html! { @for line in lines { p data-verbatim { (line) } } }
}

/// The line above the page: previous and next in the list as it was filtered and sorted, state, flags.
fn bar(view: View<'_>, index: usize) -> Markup {
    html! {
        div.barre-fiche {
            (neighbours(view, index))
            (components::state(view.verdict.state))
            (flags(view))
            div.barre-actions {
                @if let Some(address) = origin(view.item) { (components::outside(address, "Fiche d’origine")) }
                a.bouton href=(view.checked.trial_route(view.route, index)) { "Essayer une correction" }
                (components::copy_link(view.checked, view.route, "lien"))
            }
        }
    }
}

fn neighbours(view: View<'_>, index: usize) -> Markup {
    let selection = Selection::of(view.checked, &view.route.filters);
    let place = selection.indices.iter().position(|other| *other == index);
    let at = |place: usize| {
        selection.indices.get(place).map(|index| view.checked.record_route(view.route, *index))
    };
    let back = view.route.keeping_filters(Screen::List);
    let way = |route: Option<Route>, rel: &'static str, sign: &str, name: &str| {
        html! {
            @match route {
                Some(route) => { a href=(route) rel=(rel) { span aria-hidden="true" { (sign) } span.discret { (name) } } }
                None => { span.inactif aria-hidden="true" { (sign) } }
            }
        }
    };
    html! {
        nav.voisins aria-label="Fiches voisines" {
            @if let Some(place) = place {
                (way(place.checked_sub(1).and_then(at), "prev", "‹", "Fiche précédente"))
                a href=(back) {
                    (number(place + 1)) " / " (number(selection.indices.len()))
                    span.discret { " : revenir à la liste" }
                }
                (way(at(place + 1), "next", "›", "Fiche suivante"))
            } @else {
                a href=(back) { "‹ Revenir à la liste" }
            }
        }
    }
}

/// The three flags, each of which opens its panel.
fn flags(view: View<'_>) -> Markup {
    html! {
        @if view.verdict.state.is_published() {
            ul.drapeaux aria-label="Les trois informations attendues" {
                @for flag in view.verdict.flags.iter().flatten() {
                    li {
                        a.drapeau-lien href=(view.opening(Some(flag.subject.field().into()))) data-focus="panneau-titre" {
                            (components::flag(flag))
                        }
                    }
                }
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
    harvest.remote_url.as_deref().filter(|address| components::is_web(address))
}

fn unpredictable(view: View<'_>) -> Markup {
    when(view.verdict.state.is_published(), || {
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
