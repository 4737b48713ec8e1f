//! Screens for a portal that could not be read: what happened, what it means for the harvest, what to do.

use maud::{Markup, html};

use super::{
    Checked, Page, parts,
    route::{Route, Screen, Source},
};
use crate::portal::{
    commands::Commands,
    fault::{Action, Explanation, Fault},
};

/// The screen of a fault that left nothing to show.
pub(super) fn page(checked: &Checked, route: &Route, fault: &Fault) -> Page {
    let Explanation { title, cause, harvest, actions, detail } = fault.explain(&checked.reading.candidates);
    let body = html! {
        (parts::check_header(checked, route))
        (parts::secret_notice(route))
        h1 tabindex="-1" { (title) }
        p { (cause) }
        p.encart.encart-alerte { b { (harvest) } " Rien n’a été vérifié." }
        @if !actions.is_empty() {
            h2 { "Que faire" }
            ol { @for (rank, action) in actions.iter().enumerate() { li { (step(action, rank, route)) } } }
        }
        details { summary { "Détail technique" } pre.detail { (detail) } }
        p { a.bouton href=(Route::default()) { "Choisir un autre portail, un fichier ou un exemple" } }
    };
    Page::new(title, route, body)
}

fn step(action: &Action, rank: usize, route: &Route) -> Markup {
    match action {
        Action::Say(text) => html! { (text) },
        Action::Check { label, address } => {
            let mut again = route.to(Screen::Overview);
            again.source = Some(Source::Address(address.clone()));
            again.settings.kind = None;
            html! { a href=(again) { (label) } "\u{a0}: " code { (address) } }
        }
        Action::Download(address) => html! {
            "Ouvrez " a href=(address) target="_blank" rel="noopener noreferrer" { "le catalogue dans un nouvel onglet" }
            ", enregistrez-le (Ctrl+S), puis " a href=(Route::default()) { "déposez le fichier ici" } "."
        },
        Action::Run(commands) => run(commands, rank),
        Action::Command(address) => html! {
            "Utilisez la version en ligne de commande, qu’aucun navigateur ne retient\u{a0}:"
            (parts::copyable(&format!("commande-{rank}"), &format!("avant-moisson '{}'", address.replace('\'', "%27"))))
        },
        Action::Administrator { about, setting } => html! {
            (about)
            (parts::copyable(&format!("reglage-{rank}"), setting))
        },
        Action::Retry => {
            html! { a href=(route.to(Screen::Overview)) data-aller=(route.to(Screen::Overview)) { "Réessayer" } }
        }
    }
}

fn run(commands: &Commands, rank: usize) -> Markup {
    let Commands { curl, power_shell, files } = commands;
    html! {
        "Téléchargez le catalogue avec l’une de ces commandes, puis déposez ici ce qui en sort\u{a0}: " (files) "."
        details { summary { "Sous Windows (PowerShell)" } (parts::copyable(&format!("powershell-{rank}"), power_shell)) }
        details { summary { "Sous Linux ou macOS (curl)" } (parts::copyable(&format!("curl-{rank}"), curl)) }
    }
}
