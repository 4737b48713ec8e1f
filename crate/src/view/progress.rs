//! Screen « Chargement », while the pages of a portal are read.

use maud::html;

use super::{
    Page,
    format::{NBSP, count, number, size},
    route::Route,
};

pub use crate::portal::Progress;

impl Progress {
    /// « 1 240 fiches lues sur environ 3 100 · page 50 · 18 Mo »
    pub fn sentence(&self) -> String {
        let mut text = count(self.read, "fiche lue", "fiches lues");
        if let Some(expected) = self.expected {
            text.push_str(&format!(" sur environ {}", number(expected)));
        }
        text.push_str(&format!(" · page{NBSP}{}", number(self.pages)));
        text.push_str(&format!(" · {}", size(i64::try_from(self.bytes).unwrap_or(i64::MAX))));
        text
    }

    /// The share read, out of 100.
    pub fn percent(&self) -> Option<u32> {
        let expected = self.expected.filter(|expected| *expected > 0)?;
        u32::try_from((self.read * 100 / expected).min(100)).ok()
    }
}

/// « Le portail demande d’attendre ; reprise dans 12 s · 1 240 fiches lues… »
pub fn waiting(progress: &Progress, seconds: u64) -> String {
    let sentence = progress.sentence();
    format!("Le portail demande d’attendre\u{a0}; reprise dans {seconds}{NBSP}s · {sentence}")
}

/// « Lecture arrêtée, vérification de ce qui est lu · 1 240 fiches lues… »
pub fn stopped(progress: &Progress) -> String {
    format!("Lecture arrêtée, vérification de ce qui est lu · {}", progress.sentence())
}

/// The screen; the page then updates the bar and the sentence in place.
pub fn progress(route: &Route, progress: &Progress) -> Page {
    let name = route.source.as_ref().map_or("votre portail", |source| source.name());
    let body = html! {
        h1 tabindex="-1" { "Lecture du catalogue de " (name) }
        progress #avancement max="100" value=[progress.percent()] aria-label="Avancement de la lecture" {}
        p #avancement-texte { (progress.sentence()) }
        p { "Seules les pages de ce portail sont demandées, depuis votre navigateur ; rien n’est envoyé ailleurs." }
        button type="button" data-arreter="" { "Arrêter et voir les fiches déjà lues" }
    };
    let mut page = Page::new(format!("Lecture de {name}"), route, body);
    page.screen = "lecture".into();
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_says_what_is_known() {
        let progress = Progress { read: 1240, expected: Some(3100), pages: 13, bytes: 18 << 20 };
        assert_eq!(
            progress.sentence(),
            "1\u{202f}240\u{a0}fiches lues sur environ 3\u{202f}100 · page\u{a0}13 · 18\u{a0}Mo"
        );
        assert_eq!(progress.percent(), Some(40));
        assert_eq!(Progress::default().sentence(), "0\u{a0}fiche lue · page\u{a0}0 · 0\u{a0}o");
        assert_eq!(Progress::default().percent(), None);
    }
}
