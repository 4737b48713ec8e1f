//! Screen « Comparaison »: with a previous check, and with what data.gouv.fr already shows.

mod changes;
mod compared;
mod published;

use maud::{Markup, html};

pub use self::{
    changes::{html, text},
    compared::{Compared, PreviousCheck, PublishedError},
};
use super::{Checked, HtmlPage, components, format::written_day, route::Route};

/// The screen.
pub(super) fn page(checked: &Checked, route: &Route) -> HtmlPage {
    let body = html! {
        (components::check_header(checked, route))
        h1 tabindex="-1" { "Comparaison" }
        section aria-labelledby="titre-avant" {
            h2 #titre-avant tabindex="-1" { "Avec une vérification précédente" }
            (before(checked, route))
            (ways(checked))
        }
        (published::section(checked, route))
    };
    HtmlPage::new(format!("Comparaison – {}", checked.name()), route, body).announcing(announced(checked))
}

fn announced(checked: &Checked) -> String {
    let changes = checked.compared.before.as_ref().and_then(|before| before.changes.as_ref());
    let told = |comparison| changes::doubt(comparison).unwrap_or_else(|| changes::sentence(comparison));
    changes.map(|(_, comparison)| told(comparison)).unwrap_or_default()
}

/// What changed since, when there is something to compare with.
fn before(checked: &Checked, route: &Route) -> Markup {
    html! {
        @match &checked.compared.before {
            None => p {
                "Gardez cette vérification : à la prochaine visite, cette page dira ce qui est corrigé, ce qui est nouveau et ce qui reste."
            },
            Some(PreviousCheck { file, changes: None }) => p.encart.encart-alerte role="alert" {
                @match file {
                    Some(file) => { "« " (file) " » n’est pas une vérification enregistrée par cet outil. Choisissez un fichier obtenu par « Télécharger JSON », ou par la commande avec --format json." }
                    None => "La vérification gardée n’est plus lisible : gardez celle-ci à sa place.",
                }
            },
            Some(PreviousCheck { file, changes: Some((date, comparison)) }) => {
                p {
                    "Vérification comparée : "
                    @match file { Some(file) => b { (file) }, None => b { "celle que ce navigateur a gardée" } }
                    @if let Some(day) = written_day(date) { ", du " (day) }
                    "."
                }
                (changes::all(comparison, Some(route)))
            },
        }
    }
}

/// How to have something to compare with.
fn ways(checked: &Checked) -> Markup {
    let is_kept = checked.compared.before.as_ref().is_some_and(|before| before.file.is_none());
    html! {
        @if checked.compared.is_keeping_impossible {
            p.encart.encart-alerte role="alert" { "Ce navigateur n’a pas pu garder la vérification (navigation privée, ou page affichée dans un autre site). Téléchargez-la en JSON, et choisissez ce fichier la prochaine fois." }
        }
        div.moyens {
            div {
                h3 { "Garder celle-ci" }
                p.aide { "Dans ce navigateur seulement : les identifiants des fiches et leurs constats. Rien n’est envoyé." }
                p.boutons {
                    button type="button" data-ordre="keep" data-focus="titre-avant" { "Garder cette vérification" }
                    @if is_kept { " " button type="button" data-ordre="forget" data-focus="titre-avant" { "Oublier celle qui est gardée" } }
                }
            }
            div {
                h3 { "Choisir un fichier" }
                label for="precedente" { "Vérification enregistrée (JSON)" }
                input #precedente type="file" accept=".json,application/json" data-comparer="" aria-describedby="precedente-aide";
                p.aide #precedente-aide { "Celle du bouton « Télécharger JSON », ou de la commande avec --format json." }
            }
        }
    }
}
