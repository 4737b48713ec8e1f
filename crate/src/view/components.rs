//! Pieces that several screens share.

use maud::{Markup, html};

use super::{
    Checked, Export,
    format::{count, number},
    route::{CatalogueSource, Route, Screen},
    wording,
};
use crate::{
    check::{Flag, RecordState, Standing},
    portal::Address,
};

impl maud::Render for Route {
    fn render_to(&self, buffer: &mut String) {
        self.to_string().as_str().render_to(buffer);
    }
}

impl RecordState {
    fn sign(self) -> &'static str {
        match self {
            Self::Ready => "✓",
            Self::ToFix => "!",
            Self::Skipped => "⊘",
            Self::Failed => "✕",
        }
    }
}

/// A state: a mark and a word, never a colour alone.
pub fn state(state: RecordState) -> Markup {
    html! {
        span.etat.{ "etat-" (state.id()) } {
            span.marque aria-hidden="true" { (state.sign()) }
            (wording::state(state))
        }
    }
}

/// A flag of one record, in words.
pub fn flag(flag: &Flag) -> Markup {
    let tone = match flag.standing {
        Standing::Present => "bien",
        Standing::Guessed => "doute",
        Standing::NotApplicable => "neutre",
        _ => "manque",
    };
    let mark = match flag.standing {
        Standing::Present => "✓",
        Standing::Guessed => "≈",
        Standing::NotApplicable => "–",
        _ => "!",
    };
    html! {
        span.drapeau.{ "drapeau-" (tone) } {
            span.marque aria-hidden="true" { (mark) }
            span.drapeau-nom { (wording::subject_short(flag.subject)) " " }
            (wording::standing(flag))
        }
    }
}

/// A text to copy, with the button that does it; `id` is unique in the screen.
pub fn copyable(id: &str, text: &str) -> Markup {
    html! {
        div.copiable {
            pre #(id) { (text) }
            button type="button" data-copier-texte=(id) data-dit="Copié" aria-describedby=(id) { "Copier" }
        }
    }
}

/// The line above the title of every screen about a catalogue: what is looked at, and where else to go.
pub fn check_header(checked: &Checked, route: &Route) -> Markup {
    let link = |screen: Screen, label: &str| {
        let current = route.screen == screen;
        html! { li { a href=(route.to(screen)) aria-current=[current.then_some("page")] { (label) } } }
    };
    let tally = &checked.report.tally;
    html! {
        nav.fil aria-label="Contrôle en cours" {
            p.fil-source { (source(checked)) }
            ul {
                (link(Screen::Overview, "Vue d’ensemble"))
                @if tally.total() > 0 {
                    (link(Screen::List, "Liste des fiches"))
                    @if tally.total() > tally.of(RecordState::Ready) { (link(Screen::Plan, "Plan")) }
                    (link(Screen::Comparison, "Comparaison"))
                    (link(Screen::Routes, "Voies"))
                }
                (link(Screen::Settings, "Réglages"))
            }
        }
    }
}

fn source(checked: &Checked) -> Markup {
    html! {
        @match &checked.reading.source {
            Some(CatalogueSource::Example(_)) => { "Exemple : " b data-verbatim { (checked.name()) } }
            Some(CatalogueSource::Local(_)) => { "Fichier : " b data-verbatim { (checked.name()) } }
            Some(CatalogueSource::Address(_)) => { "Portail : " b data-verbatim { (checked.name()) } }
            Some(CatalogueSource::Malformed(_)) | None => { b data-verbatim { (checked.name()) } }
        }
    }
}

/// The address that could not be read, to be mended where its fault is told.
pub fn address_again(route: &Route) -> Markup {
    let address = match &route.source {
        Some(CatalogueSource::Address(address) | CatalogueSource::Malformed(address)) => address,
        _ => return html! {},
    };
    html! {
        form #autre-adresse.entree {
            label for="src" { "Adresse de votre portail ou de son catalogue" }
            input #src name="src" type="text" inputmode="url" autocomplete="url" spellcheck="false" autocapitalize="off" value=(address) required;
            button.principal type="submit" { "Voir l’aperçu" }
        }
    }
}

/// The downloads.
pub fn downloads(checked: &Checked, route: &Route) -> Markup {
    let n = checked.report.tally.total();
    html! {
        div.telechargements role="group" aria-label="Télécharger" {
            span aria-hidden="true" { "Télécharger :" }
            @for export in Export::ALL.into_iter().filter(|export| *export != Export::Badge) {
                button type="button" data-export=(export.id()) {
                    span.discret { "Télécharger " } (export.label())
                    span.discret { " (" (count(n, "fiche", "fiches")) ")" }
                }
            }
            a.bouton href=(route.to(Screen::Badge)) { "Insigne" }
            (copy_link(checked, route, "bouton-copie"))
            @if route.screen == Screen::List && route.filters.is_filtered() {
                @for export in [Export::Csv, Export::Json, Export::Markdown] {
                    button type="button" data-export={ "liste-" (export.id()) } { "Liste filtrée en " (export.label()) }
                }
            }
        }
    }
}

/// Problems that are told one by one.
pub const PROBLEMS: usize = 20;

/// What could not be read; from `route`, the portal can be read again.
pub fn problems(checked: &Checked, route: Option<&Route>) -> Markup {
    let problems = &checked.catalogue.problems;
    let missed = checked.reading.faults.iter().any(|fault| fault.cause.stops());
    let again = route.filter(|_| missed).map(Route::reread);
    html! {
        @if !problems.is_empty() {
            section.encart.encart-alerte aria-labelledby="non-lu" {
                h2 #non-lu { "À savoir sur la lecture" }
                ul {
                    @for problem in problems.iter().take(PROBLEMS) {
                        li {
                            b { (problem.found) }
                            span.lieu { (place(problem)) }
                            span { (problem.advice) }
                        }
                    }
                }
                @if problems.len() > PROBLEMS { p { "Et " (count(problems.len() - PROBLEMS, "autre problème", "autres problèmes")) "." } }
                @if let Some(again) = again { p { a.bouton href=(again) { "Relire ce portail" } " Ce qui a été lu est montré en attendant." } }
            }
        }
    }
}

/// Where a problem is.
pub fn place(problem: &crate::source::Problem) -> String {
    match problem.position {
        Some((line, column)) => {
            format!("{}, ligne {}, colonne {}", problem.document, number(line), number(column))
        }
        None => problem.document.clone(),
    }
}

/// Says what was done to the address: a key taken out, a missing `https://` supposed.
pub fn secret_notice(route: &Route) -> Markup {
    html! {
        @if route.secret_removed {
            p.encart { "Cette adresse contenait une clé d’accès ou un mot de passe : elle a été retirée, pour ne figurer dans aucun lien de partage." }
        }
        @if let (true, Some(source)) = (route.completed, &route.source) {
            p.encart { "L’adresse a été complétée : " code { (source) } }
        }
    }
}

/// A link that leaves the page; only http and https addresses become links.
pub fn outside(address: &str, label: &str) -> Markup {
    html! {
        @if is_web(address) {
            a.externe href=(address) rel="noopener noreferrer nofollow ugc" target="_blank" data-verbatim {
                (label) span.discret { " (nouvelle fenêtre)" }
            }
        } @else {
            span data-verbatim { (label) }
        }
    }
}

/// Whether an address can be opened without running anything.
pub fn is_web(address: &str) -> bool {
    let address = address.trim_start();
    ["http://", "https://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// The sign of a state, for the eye only.
pub fn mark(state: RecordState) -> Markup {
    html! { span.marque aria-hidden="true" { (state.sign()) } }
}

/// Copies the address of the screen; the words are what is said once done.
pub fn copy_link(checked: &Checked, route: &Route, class: &str) -> Markup {
    if let Some(shared) = without_token(route) {
        let done = "Lien copié, sans le jeton du partage : qui l’ouvrira devra donner l’adresse complète.";
        return html! {
            pre #lien-partage hidden { "ADRESSE-DE-CETTE-PAGE/" (shared) }
            button class=(class) type="button" data-copier-texte="lien-partage" data-dit=(done) { "Copier le lien (sans le jeton)" }
        };
    }
    let done = match checked.reading.source {
        Some(CatalogueSource::Local(_)) => {
            "Lien copié. Il ne contient pas le fichier : il faudra le déposer à nouveau."
        }
        _ => "Lien copié.",
    };
    html! { button class=(class) type="button" data-copier=(done) { "Copier le lien" } }
}

/// The same screen for an address that holds the token of a share, without the token.
pub fn without_token(route: &Route) -> Option<Route> {
    let Some(CatalogueSource::Address(address)) = &route.source else { return None };
    let address = Address::parse(address).ok()?;
    address.token()?;
    Some(Route { source: Some(CatalogueSource::Address(address.shareable())), ..route.clone() })
}

/// A text that is folded when long, as descriptions are on data.gouv.fr.
pub fn foldable(content: Markup) -> Markup {
    html! {
        div #description.description data-deplier="" { (content) }
        button.lien.bascule type="button" data-bascule="description" aria-expanded="false" aria-controls="description" hidden {
            span.plie { "Lire la suite" }
            span.deplie { "Réduire" }
        }
    }
}
