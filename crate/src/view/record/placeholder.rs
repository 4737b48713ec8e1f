//! The ghost of a page whose record was not read to its end: what the harvester had read of it.

use maud::{Markup, html};

use super::{super::wording, View, title};
use crate::{display::markdown, model::How};

/// Fields that the column beside would show.
const BESIDE: [&str; 9] = [
    "contact_points",
    "license",
    "access_type",
    "harvest.modified_at",
    "tags",
    "frequency",
    "temporal_coverage",
    "spatial",
    "harvest.remote_url",
];

/// What the portal wrote, in the places where it would be.
pub(super) fn page(view: View<'_>) -> Markup {
    let read = |name: &'static str| {
        let taken =
            view.item.trace.of(name).filter(|entry| !matches!(entry.how(), How::Ignored | How::Missing));
        taken.filter_map(|entry| entry.raw()).next()
    };
    let beside: Vec<_> = BESIDE.iter().filter_map(|name| Some((*name, read(name)?))).collect();
    html! {
        article.page.page-fantome aria-label="Page que data.gouv.fr n’afficherait pas" {
            div.page-haut {
                div.page-texte {
                    h1.page-titre tabindex="-1" data-verbatim { (title(view.item)) }
                    @if let Some(text) = read("description") {
                        h2.page-libelle { "Description" }
                        div.description data-verbatim { (markdown::render(text, 3)) }
                    }
                }
                @if !beside.is_empty() {
                    dl.page-cote {
                        @for (name, text) in &beside { div { dt { (wording::field(name)) } dd data-verbatim { (text) } } }
                    }
                }
            }
            p.notre { "Le moissonneur s’arrête avant d’avoir lu toute la fiche : le reste de la page n’est pas connu." }
        }
    }
}
