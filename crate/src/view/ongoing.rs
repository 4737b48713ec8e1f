//! Screen « Chargement », while a catalogue is read.

use maud::{Markup, html};

use super::{
    Checked, HtmlPage,
    format::{count, number, size},
    list, record,
    route::{CatalogueSource, Route, Screen},
    settings, typeset,
};
use crate::progress::{Progress, Stage};

pub use crate::portal::CrawlProgress;

impl CrawlProgress {
    /// « 1 240 fiches lues sur environ 3 100 · page 50 · 18 Mo »
    pub fn sentence(&self) -> String {
        let mut text = count(self.read, "fiche lue", "fiches lues");
        if let Some(expected) = self.expected {
            text.push_str(&format!(" sur environ {}", number(expected)));
        }
        text.push_str(&format!(" · page {}", number(self.pages)));
        text.push_str(&format!(" · {}", size(i64::try_from(self.bytes).unwrap_or(i64::MAX))));
        text
    }

    /// The share read, out of 100.
    pub fn percent(&self) -> Option<u32> {
        let expected = self.expected.filter(|expected| *expected > 0)?;
        u32::try_from((self.read.saturating_mul(100) / expected).min(100)).ok()
    }
}

/// « Le portail demande d’attendre ; reprise dans 12 s · 1 240 fiches lues… »
pub fn waiting(progress: &CrawlProgress, seconds: u64) -> String {
    let sentence = progress.sentence();
    format!("Le portail demande d’attendre ; reprise dans {seconds} s · {sentence}")
}

/// « Lecture arrêtée, vérification de ce qui est lu · 1 240 fiches lues… »
pub fn stopped(progress: &CrawlProgress) -> String {
    format!("Lecture arrêtée, vérification de ce qui est lu · {}", progress.sentence())
}

/// How far a reading is, in words and out of 100.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadingProgress {
    /// In words.
    pub text: String,
    /// Out of 100, when it is known.
    pub percent: Option<u32>,
}

impl From<&CrawlProgress> for ReadingProgress {
    fn from(progress: &CrawlProgress) -> Self {
        Self { text: progress.sentence(), percent: progress.percent() }
    }
}

impl From<&Progress> for ReadingProgress {
    fn from(progress: &Progress) -> Self {
        let read = count(progress.read(), "fiche lue", "fiches lues");
        let percent = progress.share().map(|share| (share * 100.0) as u32);
        let share = percent.map(|percent| format!(" · {percent} %")).unwrap_or_default();
        let text = match progress.stage() {
            Stage::Parsing => "Analyse du catalogue…".to_owned(),
            Stage::Harvesting => format!("{read}, lecture en cours{share}"),
            Stage::Checking if progress.is_cut() => {
                format!("Lecture arrêtée : {read}, vérification en cours{share}")
            }
            Stage::Checking => format!("{read}, vérification en cours{share}"),
        };
        Self { text, percent }
    }
}

/// What a screen about a catalogue shows while it is read: the records met first can already be opened.
pub fn while_reading(route: &Route, reading: &ReadingProgress, first: Option<&Checked>) -> HtmlPage {
    match (&route.screen, first) {
        (Screen::Record { id, rank }, Some(first)) if first.find(id, *rank).is_some() => {
            going_on(record::page(first, route, id, *rank), reading)
        }
        (Screen::Settings, Some(first)) => going_on(settings::page(Some(first), route), reading),
        _ => progress(route, reading, first),
    }
}

/// A screen shown before the end says so: what it counts, and who its neighbours are, is not final.
fn going_on(mut page: HtmlPage, reading: &ReadingProgress) -> HtmlPage {
    page.html.push_str(&typeset(html! {
        div.encore { (bar(reading)) button #arreter type="button" data-arreter="" { "Arrêter la lecture" } }
    }));
    page
}

/// How far the reading is: the page then updates both in place.
fn bar(reading: &ReadingProgress) -> Markup {
    html! {
        progress #avancement max="100" value=[reading.percent] aria-label="Avancement de la lecture" {}
        p #avancement-texte { (reading.text) }
    }
}

/// The screen. The first records are shown before the last are read.
fn progress(route: &Route, reading: &ReadingProgress, first: Option<&Checked>) -> HtmlPage {
    let name = route.source.as_ref().map_or("votre portail", |source| source.name());
    let body = html! {
        h1 tabindex="-1" { "Lecture du catalogue de " (name) }
        (bar(reading))
        @if let Some(then) = then(route) { p { (then) } }
        p { (where_it_goes(route)) }
        button #arreter type="button" data-arreter="" { "Arrêter et voir les fiches déjà lues" }
        @if let Some(first) = first.filter(|first| first.report.tally.total() > 0) { (first_records(first, route)) }
    };
    let mut page = HtmlPage::new(format!("Lecture de {name}"), route, body);
    page.screen = "lecture".into();
    page
}

/// What a shared link leads to, once it is read.
fn then(route: &Route) -> Option<&'static str> {
    match route.screen {
        Screen::Record { .. } => Some("La fiche demandée s’affichera ici dès qu’elle sera lue."),
        Screen::Settings => Some("Les réglages à saisir s’afficheront ici dès que le portail sera lu."),
        _ => None,
    }
}

fn where_it_goes(route: &Route) -> &'static str {
    match route.source {
        Some(CatalogueSource::Address(_)) => {
            "Seules les pages de ce portail sont demandées, depuis votre navigateur ; rien n’est envoyé ailleurs."
        }
        _ => "Vos fiches sont lues dans votre navigateur ; rien n’est envoyé ailleurs.",
    }
}

/// The first records, as the list will show them.
fn first_records(first: &Checked, route: &Route) -> Markup {
    let shown = first.report.tally.total().min(SHOWN);
    html! {
        section.resultats aria-labelledby="titre-premieres" {
            h2 #titre-premieres { "Les premières fiches" }
            p.aide { "Vous pouvez déjà les ouvrir : la lecture continue. Les comptes, les filtres et les téléchargements viendront à la fin." }
            (list::rows(first, route, 0..shown))
        }
    }
}

/// A short list: laying it out must not hold up the page.
const SHOWN: usize = 20;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{text::typography::NARROW, view::testing};

    #[test]
    fn the_sentence_says_what_is_known() {
        let progress = CrawlProgress { read: 1240, expected: Some(3100), pages: 13, bytes: 18 << 20 };
        let sentence = progress.sentence().replace(NARROW, " ");
        assert_eq!(sentence, "1 240 fiches lues sur environ 3 100 · page 13 · 18 Mo");
        assert_eq!(progress.percent(), Some(40));
        assert_eq!(CrawlProgress::default().sentence(), "0 fiche lue · page 0 · 0 o");
        assert_eq!(CrawlProgress::default().percent(), None);
    }

    #[test]
    fn a_course_is_told_stage_by_stage() {
        let progress = Progress::straight();
        let told = |progress: &Progress| ReadingProgress::from(progress);
        assert_eq!(told(&progress), ReadingProgress { text: "Analyse du catalogue…".into(), percent: None });
        let checked = testing::checked();
        let items = &checked.catalogue.job.items;
        progress.at(1, 2);
        progress.expect(items.len() * 2);
        items.iter().for_each(|item| progress.harvested(item));
        assert_eq!(told(&progress).percent, Some(75));
        assert!(told(&progress).text.contains("lues, lecture en cours"), "{:?}", told(&progress));
        assert!(!progress.start_checking());
        progress.checked();
        assert!(told(&progress).text.contains("lues, vérification en cours"), "{:?}", told(&progress));
        let progress = Progress::straight();
        progress.stop();
        assert!(progress.start_checking());
        assert!(told(&progress).text.starts_with("Lecture arrêtée : 0"), "{:?}", told(&progress));
    }

    #[test]
    fn the_first_records_can_be_opened_before_the_end() {
        let checked = testing::checked();
        let route = Route { source: checked.reading.source.clone(), ..Route::default() };
        let told = ReadingProgress { text: "Des fiches lues, lecture en cours".into(), percent: Some(3) };
        let html = progress(&route, &told, Some(&checked)).html;
        assert_eq!(html.matches("scope=\"row\"").count(), checked.report.tally.total().min(SHOWN));
        assert!(html.contains("data-arreter") && html.contains(&told.text), "{html}");
        assert!(!progress(&route, &told, None).html.contains("<table"));
        for (hash, expected) in [("#/jeu/pris", "pris"), ("#/jeu/plus-loin", "dès qu’elle sera lue")] {
            let html = while_reading(&Route::parse(hash), &told, Some(&checked)).html;
            assert!(html.contains(expected), "{hash}: {html}");
            assert_eq!(
                html.matches("avancement-texte").count(),
                1,
                "{hash}: the reading goes on, and it is said"
            );
        }
    }
}
