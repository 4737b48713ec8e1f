//! A dated picture of how many records are ready, to place in a README.

use maud::{Markup, PreEscaped, html};

use super::{
    Checked, HtmlPage, Route, components, embedding,
    exports::{self, Export},
    format::{number, plural, short_day},
    typeset,
};
use crate::{check::RecordState, text::visible::visible};

/// Tenths of a pixel of a letter.
const LETTER: usize = 66;
/// Pixels around a text.
const MARGIN: usize = 16;

/// The picture, in SVG.
pub(super) fn svg(checked: &Checked) -> String {
    let tally = &checked.report.tally;
    let (ready, total) = (tally.of(RecordState::Ready), tally.total());
    let day = short_day(checked.catalogue.options.now.naive);
    let told = format!("{} / {} {}", number(ready), number(total), plural(ready, "prête", "prêtes"));
    let colour = match (ready, total) {
        (_, 0) => "#4b5563",
        (ready, total) if ready == total => "#1b6b3a",
        _ => "#8a4b00",
    };
    visible(&typeset(picture("data.gouv.fr", &told, &day, colour))).into_owned()
}

/// Screen « Insigne »: the picture, and how to place it.
pub(super) fn page(checked: &Checked, route: &Route) -> HtmlPage {
    let file = exports::file_name(checked, Export::Badge);
    let code = format!("![Fiches prêtes pour data.gouv.fr]({file})");
    let body = html! {
        (components::check_header(checked, route))
        h1 tabindex="-1" { "Insigne" }
        p.insigne { (PreEscaped(svg(checked))) }
        p { "Combien de fiches sont prêtes, au jour de la vérification : une image à placer dans le README ou la page d’accueil du portail." }
        p { button type="button" data-export=(Export::Badge.id()) { "Télécharger l’image (SVG)" } }
        h2 { "Dans un README" }
        p { "L’image déposée à côté, puis :" }
        (components::copyable("code-insigne", &code))
        h2 { "Tenu à jour" }
        p { "La commande la refait à chaque vérification :" }
        (components::copyable("commande-insigne", "avant-moisson ADRESSE --also insigne=insigne.svg"))
        p { (embedding::link(route)) }
    };
    HtmlPage::new(format!("Insigne – {}", checked.name()), route, body)
}

fn picture(left: &str, right: &str, day: &str, colour: &str) -> Markup {
    let width = |text: &str| text.chars().count() * LETTER / 10 + MARGIN;
    let (first, second, third) = (width(left), width(right), width(day));
    let total = first + second + third;
    let label = format!("{left} : {right}, le {day}");
    html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(total) height="20" viewBox=(format!("0 0 {total} 20")) role="img" aria-label=(label) {
            title { (label) }
            rect width=(total) height="20" rx="3" fill="#33373d" {}
            rect x=(first) width=(second) height="20" fill=(colour) {}
            g fill="#ffffff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" text-anchor="middle" {
                text x=(first / 2) y="14" { (left) }
                text x=(first + second / 2) y="14" { (right) }
                text x=(first + second + third / 2) y="14" { (day) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{text::typography, view::testing};

    #[test]
    fn the_picture_counts_what_is_ready_and_says_the_day() {
        let checked = testing::checked();
        let svg = svg(&checked);
        assert!(svg.contains(typography::NO_BREAK), "{svg}");
        let total = checked.report.tally.total();
        assert!(
            svg.starts_with("<svg") && svg.contains(&format!("/ {total}{}", typography::NO_BREAK)),
            "{svg}"
        );
        assert!(svg.contains("01/01/1970"), "{svg}");
        let frame =
            svg.split("viewBox=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        assert_eq!(frame.split(' ').count(), 4, "{svg}");
    }
}
