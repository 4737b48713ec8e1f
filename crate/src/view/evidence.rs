//! Screen « Comment nous savons que c’est vrai »: what the tests of this very build measured, and what they do not cover.
//!
//! The figures come from `figures.txt`, which the test run writes and the build puts beside the page: no number stands here.

use std::sync::OnceLock;

use maud::{Markup, html};

use super::{
    HtmlPage,
    about::measured_with,
    format::{number, written_day},
    route::{Route, Screen},
};
use crate::{
    check::unforeseeable::{UNFORESEEABLE, Unforeseeable},
    model::VERSIONS,
};

/// What `figures.txt` holds.
#[derive(Debug, Default, PartialEq, Eq)]
struct Figures {
    /// The day of the tests, `2026-11-26`.
    day: Option<String>,
    lines: Vec<Figure>,
}

/// How many of `total` agree with the reference.
#[derive(Debug, PartialEq, Eq)]
struct Figure {
    measure: String,
    what: String,
    agreed: u64,
    total: u64,
    source: String,
}

static FIGURES: OnceLock<Figures> = OnceLock::new();

/// Each measure: its word in `figures.txt`, its title, and what is compared.
const MEASURES: [(&str, &str, &str); 5] = [
    (
        "issues",
        "L’issue de chaque fiche",
        "Publiée, ignorée ou refusée, et par quel message : sur les mêmes documents, l’issue est celle d’udata.",
    ),
    (
        "champs",
        "Les champs de chaque fiche",
        "Titre, description, licence, fichiers, dates, qualité… : champ par champ, la valeur est celle qu’udata enregistre.",
    ),
    (
        "conversations",
        "Le moissonnage entier, par le réseau",
        "Codes de réponse, redirections, pages qui manquent ou tournent en rond : face au même portail, l’issue est celle d’udata.",
    ),
    (
        "affichage",
        "Ce que data.gouv.fr montre",
        "Carte de recherche, page, informations, fichiers : élément par élément, le texte est celui des composants de data.gouv.fr.",
    ),
    (
        "lecteurs",
        "La lecture des formats",
        "JSON, HTML, dates, adresses, RDF : sur des suites d’essais publiques, chaque entrée est lue comme par les bibliothèques d’udata.",
    ),
];

/// Gives the figures, as `figures.txt` writes them.
pub fn give(text: &str) {
    FIGURES.get_or_init(|| Figures::parse(text));
}

/// Whether the screen at `route` shows figures that are still to be given.
pub fn wants_figures(route: &Route) -> bool {
    route.screen == Screen::Evidence && FIGURES.get().is_none()
}

impl Figures {
    /// Lines whose columns tabs part; a line of another shape is left out.
    fn parse(text: &str) -> Self {
        let mut figures = Self::default();
        for line in text.lines() {
            match line.split('\t').collect::<Vec<_>>()[..] {
                ["date", day] => figures.day = Some(day.to_owned()),
                [measure, what, agreed, total, source] => {
                    if let (Ok(agreed), Ok(total @ 1..)) = (agreed.parse(), total.parse()) {
                        figures.lines.push(Figure {
                            measure: measure.to_owned(),
                            what: what.to_owned(),
                            agreed,
                            total,
                            source: source.to_owned(),
                        });
                    }
                }
                _ => {}
            }
        }
        figures
    }
}

impl Figure {
    /// « 99,98 % »: never « 100 % » of what differs once.
    fn rate(&self) -> String {
        let hundredths = self.agreed.saturating_mul(10_000) / self.total;
        match (hundredths / 100, hundredths % 100) {
            (100, _) => "100 %".to_owned(),
            (whole, rest) => format!("{whole},{rest:02} %"),
        }
    }
}

pub(super) fn page(route: &Route) -> HtmlPage {
    HtmlPage::new("Comment nous savons que c’est vrai", route, screen(route, FIGURES.get()))
}

fn screen(route: &Route, figures: Option<&Figures>) -> Markup {
    html! {
        h1 tabindex="-1" { "Comment nous savons que c’est vrai" }
        p { "Cet aperçu n’est pas une estimation : ce qu’il montre est comparé à udata " (VERSIONS.udata) ", le logiciel de data.gouv.fr, exécuté sur les mêmes documents et face aux mêmes portails. Ce que ces comparaisons ne couvrent pas est dit plus bas." }
        @match figures {
            Some(figures) if !figures.lines.is_empty() => (measured(figures)),
            _ => p.encart { "Les chiffres sont écrits ici par la construction du site, à partir de ses propres essais. Cette page-ci a été construite sans lancer les essais : elle n’en montre aucun." },
        }
        h2 { "Ce que ces comparaisons ne couvrent pas" }
        ul {
            @for Unforeseeable { what, how } in UNFORESEEABLE { li { (what) " " (how) } }
            li { "Les noms que la bibliothèque RDF d’udata tire au hasard pour ce qui n’en a pas : ils changent à chaque moissonnage." }
        }
        h2 { "Avec quoi la concordance est mesurée" }
        ul { @for line in measured_with() { li { (line) } } }
        h2 { "Refaire la mesure" }
        p { "Dans le dépôt du code : " code { "scripts/test" } " mesure tout, " code { "scripts/reference" } " interroge udata sur un document de votre choix, " code { "scripts/drift" } " dit ce qu’une nouvelle version d’udata changerait." }
        p { a href=(route.to(Screen::About)) { "Ce que fait cet outil, ce qu’il ne fait pas" } }
    }
}

fn measured(figures: &Figures) -> Markup {
    html! {
        @if let Some(day) = &figures.day {
            p { "Mesuré le " (written_day(day).unwrap_or_else(|| day.clone())) ", par les essais de cette construction." }
        }
        @for (measure, title, meaning) in MEASURES {
            @let lines: Vec<_> = figures.lines.iter().filter(|line| line.measure == measure).collect();
            h2 { (title) }
            p { (meaning) }
            @if lines.is_empty() {
                p { "Non mesuré par cette construction." }
            } @else {
                div.defile tabindex="0" role="region" aria-label=(title) {
                    table {
                        thead { tr { th scope="col" { "Sur quoi" } th scope="col" { "Concordance" } th scope="col" { "Comme udata" } th scope="col" { "Comparés" } th scope="col" { "Source" } } }
                        tbody {
                            @for line in lines {
                                tr {
                                    th scope="row" { (line.what) }
                                    td.nombre { (line.rate()) }
                                    td.nombre { (count_of(line.agreed)) }
                                    td.nombre { (count_of(line.total)) }
                                    td { (line.source) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn count_of(n: u64) -> String {
    number(usize::try_from(n).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "date\t2026-11-26\nchamps\tdcat\t9999\t10000\tessai\nissues\tckan\t3\t3\tessai\nbruit\nlecteurs\tvide\t0\t0\tessai\n";

    #[test]
    fn what_differs_once_is_not_all() {
        let figures = Figures::parse(TEXT);
        assert_eq!(figures.day.as_deref(), Some("2026-11-26"));
        let rates: Vec<_> = figures.lines.iter().map(Figure::rate).collect();
        assert_eq!(rates, ["99,99 %", "100 %"]);
    }

    #[test]
    fn what_was_not_measured_is_said() {
        let route = Route::parse("#/preuves");
        let html = screen(&route, Some(&Figures::parse(TEXT))).into_string();
        assert!(html.contains("26 novembre 2026") && html.contains("99,99 %"));
        assert_eq!(html.matches("Non mesuré par cette construction.").count(), 3);
        assert!(!screen(&route, None).into_string().contains("<table"));
    }
}
