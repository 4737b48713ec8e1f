//! A search result, as data.gouv.fr lists it.

use maud::{Markup, html};

use super::drawings;
use crate::{display::SearchCard, model::Record};

/// The card; `title` is its title, or a link around it.
pub fn card(card: &SearchCard, record: Option<&Record>, title: Markup) -> Markup {
    let points = match record {
        Some(Record::Dataset(dataset)) => Some(dataset.quality.points()),
        _ => None,
    };
    html! {
        div.carte-recherche {
            @if let Some(badge) = &card.badge { p.carte-badge data-verbatim { (badge) } }
            div.logo aria-hidden="true" {}
            div.carte-corps {
                p.carte-titre {
                    (title)
                    @if let Some(acronym) = &card.acronym { " " small data-verbatim { (acronym) } }
                    @if card.quality.is_none() { " " span.genre { "API" } }
                }
                p.carte-lieu { span data-verbatim { (card.organization) } " – " span data-verbatim { (card.last_update) } }
                @if let Some(quality) = &card.quality {
                    p.carte-qualite { span data-verbatim { (quality) } @if let Some(points) = points { " " (drawings::gauge(points)) } }
                }
                @if !card.description.is_empty() { p.deux-lignes data-verbatim { (card.description) } }
            }
        }
    }
}
