//! Screens for a portal that could not be read: what happened, what it means for the harvest, what to do.

use maud::{Markup, html};

use super::{
    Checked, HtmlPage, components,
    format::number,
    route::{CatalogueSource, Route, Screen},
};
use crate::{
    portal::{
        commands::Commands,
        fault::{Explanation, Fault, Likely, Remedy},
    },
    source::Problem,
};

/// Lines shown before and after the one that cannot be read.
const AROUND: usize = 1;
/// Characters shown of one line.
const WIDTH: usize = 120;

/// The screen of a fault that left nothing to show.
pub(super) fn page(checked: &Checked, route: &Route, fault: &Fault) -> HtmlPage {
    explained(checked, route, fault.explain(&checked.reading.candidates), html! {})
}

/// The screen of a document that cannot be read.
pub(super) fn unreadable(checked: &Checked, route: &Route, problem: &Problem) -> HtmlPage {
    let place = problem.position.map_or_else(String::new, |(line, column)| {
        format!(" à la ligne {}, colonne {}", number(line), number(column))
    });
    let mut actions = vec![Remedy::Say(problem.advice.clone())];
    if matches!(route.source, Some(CatalogueSource::Address(_))) {
        actions.push(Remedy::Retry);
    }
    let errors: Vec<_> = checked.catalogue.job.errors.iter().map(ToString::to_string).collect();
    let explanation = Explanation {
        title: format!("Document illisible{place}"),
        cause: problem.found.clone(),
        harvest: "data.gouv.fr rejetterait la page entière.".to_owned(),
        actions,
        detail: format!("{}\n{}", components::place(problem), errors.join("\n")).trim_end().to_owned(),
    };
    explained(checked, route, explanation, excerpt(checked, problem))
}

/// The line that cannot be read, and those around it.
fn excerpt(checked: &Checked, problem: &Problem) -> Markup {
    let Some((at, column)) = problem.position else { return html! {} };
    let document = checked.catalogue.documents.iter().find(|document| document.name == problem.document);
    let first = at.saturating_sub(AROUND).max(1);
    // Files in one line are shown around the column.
    let skipped = column.saturating_sub(WIDTH / 2);
    let lines: Vec<_> = document
        .into_iter()
        .flat_map(|document| document.text.lines())
        .zip(1..)
        .skip(first - 1)
        .take(1 + at - first + AROUND)
        .map(|(line, n)| {
            (n, line.chars().skip(skipped).take(WIDTH).filter(|c| !c.is_control()).collect::<String>())
        })
        .collect();
    html! {
        @if !lines.is_empty() {
            pre.detail {
                @for (n, line) in lines { (if n == at { "▸ " } else { "  " }) (number(n)) "  " (line) "\n" }
            }
        }
    }
}

fn explained(checked: &Checked, route: &Route, explanation: Explanation, proof: Markup) -> HtmlPage {
    let Explanation { title, cause, harvest, actions, detail } = explanation;
    let body = html! {
        (components::check_header(checked, route))
        (components::secret_notice(route))
        h1 tabindex="-1" { (title) }
        p { (cause) }
        (proof)
        p.encart.encart-alerte { b { (harvest) } " Rien n’a été vérifié." }
        @if !actions.is_empty() {
            h2 { "Que faire" }
            ol { @for (rank, action) in actions.iter().enumerate() { li { (step(action, rank, route)) } } }
        }
        @if actions.iter().any(|action| matches!(action, Remedy::Download { .. } | Remedy::Run(_))) { (drop_here(checked)) }
        (components::address_again(route))
        details { summary { "Détail technique" } pre.detail { (detail) } }
        p { a.bouton href=(Route::default()) { "Choisir un autre portail, un fichier ou un exemple" } }
    };
    HtmlPage::new(title, route, body)
}

/// A file field that keeps what is already known of the portal.
fn drop_here(checked: &Checked) -> Markup {
    let options = &checked.catalogue.options;
    let kind = options.kind.or(checked.reading.candidates.first().map(|found| found.kind));
    html! {
        form #adresse.entree aria-labelledby="titre-depot" {
            h2 #titre-depot { "Donner le fichier obtenu" }
            @if let Some(kind) = kind { input type="hidden" name="type" value=(kind.id()); }
            @if let Some(site) = &options.site { input type="hidden" name="site" value=(site); }
            label for="fichiers" { "Un ou plusieurs fichiers, dans l’ordre des pages" }
            input #fichiers type="file" multiple;
        }
    }
}

fn step(action: &Remedy, rank: usize, route: &Route) -> Markup {
    match action {
        Remedy::Say(text) => html! { (text) },
        Remedy::Check { label, address, kind } => {
            let mut there = elsewhere(route, address);
            if kind.is_some() {
                there.settings.kind = *kind;
            }
            html! { a href=(there) { (label) } " : " code { (address) } }
        }
        Remedy::Download { address, about } => html! {
            "Ouvrez " a href=(address) target="_blank" rel="noopener noreferrer" { "le catalogue dans un nouvel onglet" }
            @if !about.is_empty() { " (" (about) ")" }
            ", enregistrez-le (Ctrl+S), puis donnez le fichier ci-dessous ou déposez-le sur cette page."
        },
        Remedy::Which(likely) => html! {
            "Dites quel est votre portail : ouvrez ces adresses dans un nouvel onglet, et choisissez la première qui affiche des données et non une erreur."
            ul {
                @for Likely { label, opens, address } in likely {
                    li {
                        a href=(opens) target="_blank" rel="noopener noreferrer" { (label) span.discret { " (nouvelle fenêtre)" } }
                        " · "
                        a href=(elsewhere(route, address)) { "c’est celle-ci" span.discret { " : " (label) } }
                    }
                }
            }
        },
        Remedy::Run(commands) => run(commands, rank),
        Remedy::Command(address) => html! {
            "Utilisez la version en ligne de commande, qu’aucun navigateur ne retient :"
            (components::copyable(&format!("commande-{rank}"), &format!("avant-moisson '{}'", address.replace('\'', "%27"))))
        },
        Remedy::Administrator { about, setting } => html! {
            (about)
            (components::copyable(&format!("reglage-{rank}"), setting))
        },
        Remedy::Retry => html! { a href=(route.reread()) { "Réessayer" } },
    }
}

/// The check of another address.
fn elsewhere(route: &Route, address: &str) -> Route {
    let mut other = route.to(Screen::Overview);
    other.source = Some(CatalogueSource::Address(address.to_owned()));
    other.settings.kind = None;
    other
}

fn run(commands: &Commands, rank: usize) -> Markup {
    let Commands { curl, power_shell, files } = commands;
    html! {
        "Téléchargez le catalogue avec l’une de ces commandes, puis donnez ci-dessous ce qui en sort : " (files) "."
        details { summary { "Sous Windows (PowerShell)" } (components::copyable(&format!("powershell-{rank}"), power_shell)) }
        details { summary { "Sous Linux ou macOS (curl)" } (components::copyable(&format!("curl-{rank}"), curl)) }
    }
}
