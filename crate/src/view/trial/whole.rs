//! What a trial of the whole plan gives, before and after.

use maud::{Markup, html};

use super::{
    SHOWN,
    outcome::{failures, take_away},
};
use crate::{
    check::{FlagSubject, RecordState},
    preview::Totals,
    trial::{Moved, Trial},
    view::{
        Checked,
        format::{count, number, plural},
        route::Route,
        when, wording,
    },
};

pub(super) fn outcome_of_all(checked: &Checked, route: &Route, trial: &Trial) -> Markup {
    let [before, after] = &trial.totals;
    html! {
        section.essai aria-labelledby="titre-essai" {
            h2 #titre-essai tabindex="-1" { "Avant, après" }
            (failures(checked, trial))
            @if trial.changed.is_empty() { p.encart { "Rien n’a changé : cochez une correction, ou choisissez une valeur." } }
            (totals(before, after))
            (arrivals(before, after))
            (others_count(trial))
            (moved(checked, route, &trial.moved))
            (take_away(checked, trial))
        }
    }
}

pub(super) fn others_count(trial: &Trial) -> Markup {
    let [before, after] = trial.totals.map(|totals| totals.tally.total());
    when(before != after, || {
        html! { p.encart.encart-alerte { "Le catalogue avait " (count(before, "fiche", "fiches")) ", il en aurait " (number(after)) "." } }
    })
}

fn totals(before: &Totals, after: &Totals) -> Markup {
    let row = |name: &str, of: &dyn Fn(&Totals) -> usize| {
        html! { tr { th scope="row" { (name) } td.nombre { (number(of(before))) } td.nombre { (number(of(after))) } } }
    };
    let mean = |totals: &Totals| match totals.mean_tenths() {
        Some(tenths) => format!("{},{}/9", tenths / 10, tenths % 10),
        None => "—".to_owned(),
    };
    html! {
        table.essai-bilan {
            caption.discret { "Ce qui change pour le catalogue" }
            thead { tr { th scope="col" { "Fiches" } th scope="col" { "Avant" } th scope="col" { "Après" } } }
            tbody {
                @for state in RecordState::ALL { (row(wording::state(state), &|totals| totals.tally.of(state))) }
                @for (index, subject) in FlagSubject::ALL.into_iter().enumerate() { (row(wording::subject(subject), &move |totals| totals.present[index])) }
                tr { th scope="row" { "Qualité moyenne" } td.nombre { (mean(before)) } td.nombre { (mean(after)) } }
            }
        }
    }
}

/// The mean may fall because more records arrive, which is what was wanted.
fn arrivals(before: &Totals, after: &Totals) -> Markup {
    let more = after.tally.published().saturating_sub(before.tally.published());
    when(more > 0, || {
        html! { p.aide { (count(more, "fiche de plus arriverait, comptée", "fiches de plus arriveraient, comptées")) " dans la qualité moyenne." } }
    })
}

fn moved(checked: &Checked, route: &Route, moved: &[Moved]) -> Markup {
    when(!moved.is_empty(), || {
        html! {
            details.pli open[moved.len() <= 12] {
                summary { (count(moved.len(), "fiche change", "fiches changent")) }
                ul {
                    @for one in moved.iter().take(SHOWN) {
                        @let name = checked.row(one.index).map_or("", |(item, _)| item.name());
                        li {
                            a href=(checked.record_route(route, one.index)) data-verbatim { (name) } " : "
                            (wording::state(one.state[0])) @if one.state[0] != one.state[1] { " → " (wording::state(one.state[1])) }
                            @if one.present[0] != one.present[1] { ", " (one.present[0]) " → " (one.present[1]) " des trois informations" }
                            @if let [Some(was), Some(is)] = one.points && was != is { ", " (was) "/9 → " (is) "/9" }
                        }
                    }
                }
                @if moved.len() > SHOWN { p.aide { "Et " (number(moved.len() - SHOWN)) " " (plural(moved.len() - SHOWN, "autre", "autres")) "." } }
            }
        }
    })
}
