//! The table of the list.

use maud::{Markup, html};

use super::{
    super::{Checked, components, format, route::Route, wording},
    Sort, SortKey,
};
use crate::{
    check::{FlagSubject, Verdict},
    model::{Item, Record},
};

/// The rows of one page, with a head that sorts.
pub(super) fn table(checked: &Checked, route: &Route, indices: impl Iterator<Item = usize>) -> Markup {
    with_head(checked, route, indices, |key, label: &str| header(route, key, label))
}

/// The rows alone, while there is nothing to sort yet.
pub fn rows(checked: &Checked, route: &Route, indices: impl Iterator<Item = usize>) -> Markup {
    with_head(
        checked,
        route,
        indices,
        |_, label: &str| html! { th scope="col" role="columnheader" { (label) } },
    )
}

/// The roles are written out because the table becomes a list of cards on small screens.
fn with_head(
    checked: &Checked,
    route: &Route,
    indices: impl Iterator<Item = usize>,
    head: impl Fn(SortKey, &str) -> Markup,
) -> Markup {
    html! {
        table.fiches role="table" {
            caption.discret { "Fiches lues, leur état et les trois informations attendues" }
            thead role="rowgroup" {
                tr role="row" {
                    (head(SortKey::State, "État"))
                    (head(SortKey::Title, "Fiche"))
                    @for subject in FlagSubject::ALL {
                        th scope="col" role="columnheader" { (wording::subject_short(subject)) }
                    }
                    (head(SortKey::Score, "Qualité"))
                    (head(SortKey::Date, "Mise à jour"))
                }
            }
            tbody role="rowgroup" {
                @for index in indices {
                    (row(checked, route, index))
                }
            }
        }
    }
}

fn header(route: &Route, key: SortKey, label: &str) -> Markup {
    let current = route.filters.sort;
    let is_current = current.key == key;
    let next = Sort { key, descending: is_current && !current.descending };
    let direction = match (is_current, current.descending) {
        (true, false) => Some("ascending"),
        (true, true) => Some("descending"),
        (false, _) => None,
    };
    html! {
        th scope="col" role="columnheader" aria-sort=[direction] {
            button.tri id={ "tri-" (Sort { key, descending: false }.id()) } type="button"
                data-aller=(route.sorted_by(next)) {
                (label)
                span.fleche aria-hidden="true" {
                    @match direction { Some("ascending") => "▲", Some(_) => "▼", None => "↕" }
                }
            }
        }
    }
}

fn row(checked: &Checked, route: &Route, index: usize) -> Markup {
    let Some((item, verdict)) = checked.row(index) else { return html! {} };
    let target = checked.record_route(route, index);
    html! {
        tr role="row" {
            td.c-etat role="cell" { (components::state(verdict.state)) }
            th.c-titre scope="row" role="rowheader" {
                @let name = named(item);
                div.nom-fiche title=(name) {
                    span.titre-fiche {
                        a href=(target) data-verbatim { (name) }
                        @if matches!(item.record, Some(Record::Dataservice(_))) { " " span.genre { "API" } }
                    }
                    span.identifiant data-verbatim { (identifier(item)) }
                }
            }
            @if !verdict.state.is_published() { (left_out(item, verdict)) } @else {
                (flags(verdict))
                td.c-note role="cell" { @if let Some(dataset) = item.dataset() {
                    span.discret { "Qualité : " } (dataset.quality.points()) "/9"
                } }
                td.c-date role="cell" { @if let Some(date) = checked.last_update(item) {
                    span.discret { "Mise à jour : " } (format::short_day(date))
                } }
            }
        }
    }
}

fn flags(verdict: &Verdict) -> Markup {
    html! {
        @match &verdict.flags {
            Some(flags) => { @for flag in flags { td.c-drapeau role="cell" { (components::flag(flag)) } } }
            None => { td.c-drapeau role="cell" colspan="3" {} }
        }
    }
}

/// Of a record that does not arrive, why, in place of all the rest.
fn left_out(item: &Item, verdict: &Verdict) -> Markup {
    let reason = wording::reason(item, &verdict.findings);
    html! { td.c-motif role="cell" colspan="5" { span.motif title=(reason) { (reason) } } }
}

/// The title, or what stands for it.
pub(super) fn named(item: &Item) -> String {
    let name = item.name();
    if name.trim().is_empty() { "(fiche sans titre ni identifiant)".to_owned() } else { name.to_owned() }
}

fn identifier(item: &Item) -> String {
    if item.remote_id.is_empty() { "sans identifiant".to_owned() } else { item.remote_id.clone() }
}
