//! Tab « Carte de recherche ».

use maud::{Markup, html};

use super::{
    super::{format, outline},
    View,
};
use crate::display::markdown;
use crate::{
    model::{Dataservice, Dataset},
    view::format::cut,
};

pub(super) fn dataset(view: View<'_>, dataset: &Dataset) -> Markup {
    let points = dataset.quality.points();
    html! {
        div.carte-recherche data-verbatim {
            div.logo aria-hidden="true" {}
            div {
                p.carte-titre { (dataset.title) @if let Some(acronym) = &dataset.acronym { " " small { (acronym) } } }
                p { "Votre organisation" (updated(view)) }
                p.carte-qualite { "Métadonnées : " (outline::gauge(points)) " " (points) "/9" }
                @let text = markdown::plain(&dataset.description);
                @if !text.is_empty() { p.deux-lignes { (cut(&text, 199)) } }
            }
        }
        p.aide { "La carte ne montre ni la licence, ni le territoire, ni les mots-clés ; mais chacun sert de filtre à la recherche : absent, c’est une porte d’entrée de moins." }
    }
}

pub(super) fn service(view: View<'_>, service: &Dataservice) -> Markup {
    html! {
        div.carte-recherche data-verbatim {
            div.logo aria-hidden="true" {}
            div {
                p.carte-titre { (service.title.as_deref().unwrap_or("API sans titre")) " " span.genre { "API" } }
                p { "Votre organisation" (updated(view)) }
                @let text = markdown::plain(service.description.as_deref().unwrap_or_default());
                @if !text.is_empty() { p.deux-lignes { (cut(&text, 199)) } }
            }
        }
    }
}

fn updated(view: View<'_>) -> Markup {
    html! { @if let Some(date) = view.checked.last_update(view.item) { " — Mis à jour le " (format::day(date)) } }
}
