//! The list as the search results of data.gouv.fr, with the three flags on the edge of each card.

use maud::{Markup, html};

use super::{
    super::{Checked, card::card as search_result, components, route::Route, wording},
    table::named,
};
use crate::display::Setting;

/// The cards of one page.
pub(super) fn cards(checked: &Checked, route: &Route, indices: impl Iterator<Item = usize>) -> Markup {
    html! { ol.resultats-cartes { @for index in indices { (card(checked, route, index)) } } }
}

fn card(checked: &Checked, route: &Route, index: usize) -> Markup {
    let Some((item, verdict)) = checked.row(index) else { return html! {} };
    let target = checked.record_route(route, index);
    let shown = item.record.as_ref().filter(|_| verdict.state.is_published());
    html! {
        li.carte-fiche.{ "bord-" (verdict.state.id()) } {
            div.carte-bord {
                (components::state(verdict.state))
                @if shown.is_some() {
                    @for flag in verdict.flags.iter().flatten() { (components::flag(flag)) }
                }
            }
            @match shown {
                Some(shown) => {
                    @let card = crate::display::card(shown, Setting::of(&checked.catalogue.options));
                    (search_result(&card, Some(shown), html! { a href=(target) data-verbatim { (if card.title.is_empty() { named(item) } else { card.title.clone() }) } }))
                }
                None => {
                    div.carte-absente {
                        p.carte-titre { a href=(target) data-verbatim { (named(item)) } }
                        p { "N’apparaîtrait pas. " (wording::reason(item, &verdict.findings)) }
                    }
                }
            }
        }
    }
}
