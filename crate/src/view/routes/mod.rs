//! Screen « Quelle voie » : every way by which data.gouv.fr can harvest a portal, read and compared.

mod output;

use maud::{Markup, html};

pub use self::output::{json, text};
use super::{
    Checked, HtmlPage, components,
    format::{count, number},
    route::{CatalogueSource, Route, Screen},
    when, wording,
};
use crate::{
    check::{FlagSubject, RecordState},
    portal::{self, ways},
    routes::{Reason, RouteEffect, RouteLine, Switch, Way, recommended},
};

/// Titles and identifiers named one by one.
const SHOWN: usize = 40;

/// The ways that were read beside the one on the screen, and those that are to be.
#[derive(Debug, Default)]
pub struct Beside {
    /// Read.
    pub ways: Vec<Way>,
    /// To be read, one after the other, since the person asked.
    pub waiting: Vec<portal::Way>,
}

impl Checked {
    /// The ways of the address that is on the screen, but for the one that was read.
    pub fn other_ways(&self) -> Vec<portal::Way> {
        let Some(CatalogueSource::Address(_)) = &self.reading.source else { return Vec::new() };
        let options = &self.catalogue.options;
        let read = (options.kind, options.geodcatap);
        ways(&self.reading.candidates)
            .into_iter()
            .filter(|way| (Some(way.kind), way.geodcatap) != read)
            .collect()
    }

    /// Every way that was read, that of the screen first.
    fn ways(&self) -> Vec<Way> {
        let source = match (&self.reading.source, &self.catalogue.options.site) {
            (Some(CatalogueSource::Address(address)), None) => address.clone(),
            (Some(CatalogueSource::Address(_)), Some(site)) => site.clone(),
            _ => self.name().to_owned(),
        };
        [Way::of(self, source)].into_iter().chain(self.beside.ways.iter().cloned()).collect()
    }
}

/// The screen.
pub(super) fn page(checked: &Checked, route: &Route) -> HtmlPage {
    let all = checked.ways();
    let body = html! {
        (components::check_header(checked, route))
        h1 tabindex="-1" { "Quelle voie de moissonnage ?" }
        p.chapeau-plan { "data.gouv.fr peut souvent moissonner un portail de plusieurs façons. Chacune est lue ici, et moissonnée par les mêmes règles : ce qui arrive, ce qui manque, ce qui change si vous passez de l’une à l’autre." }
        (ask(checked))
        @if all.len() > 1 { (compared(&all)) } @else { (table(&all, None)) }
    };
    let announce = match recommended(&all).filter(|_| all.len() > 1) {
        Some((best, _)) => {
            format!("{} : {} recommandée", count(all.len(), "voie lue", "voies lues"), all[best].name())
        }
        None => count(all.len(), "voie lue", "voies lues"),
    };
    HtmlPage::new(format!("Quelle voie – {}", checked.name()), route, body).announcing(announce)
}

/// What can be read beside, on a click only.
fn ask(checked: &Checked) -> Markup {
    let others = checked.other_ways();
    let beside = &checked.beside;
    html! {
        section.moyens aria-labelledby="titre-voies" {
            h2.discret #titre-voies tabindex="-1" { "Lire d’autres voies" }
            @if let Some(next) = beside.waiting.first() {
                p.encart role="status" { "Lecture de " b { (next.kind.label()) @if next.geodcatap { ", GeoDCAT-AP" } } " à l’adresse " code data-verbatim { (next.url) } "…" }
            } @else if !others.is_empty() && beside.ways.is_empty() {
                div {
                    h3 { "À la même adresse" }
                    ul { @for way in &others { li { (way.kind.label()) @if way.geodcatap { ", GeoDCAT-AP" } @if !way.kind.is_offered() { " (retiré)" } " : " code data-verbatim { (way.url) } } } }
                    button.principal type="button" data-ordre="routes" data-focus="titre-voies" { "Lire ces voies" }
                    p.aide { "Les requêtes vont à votre portail, et à lui seul." }
                }
            }
            div {
                h3 { "Depuis des fichiers" }
                label for="voie-fichiers" { "Une réponse par voie : export DCAT, réponse CSW, liste CKAN…" }
                input #voie-fichiers type="file" multiple data-voies="" aria-describedby="voie-aide";
                p.aide #voie-aide { "Chaque fichier est une voie ; son moissonneur est reconnu d’après le contenu." }
            }
        }
    }
}

fn compared(all: &[Way]) -> Markup {
    let best = recommended(all);
    html! {
        (advice(all, best.as_ref()))
        (table(all, best.as_ref().map(|(best, _)| *best)))
        @for other in all.iter().skip(1) { (switch(&all[0], other)) }
    }
}

/// The way to choose, with its reasons.
fn advice(all: &[Way], best: Option<&(usize, Vec<Reason>)>) -> Markup {
    html! {
        @match best {
            Some((best, reasons)) => {
                section.encart.encart-bien aria-labelledby="titre-conseil" {
                    h2 #titre-conseil { "Recommandée : " (all[*best].name()) }
                    p { "Adresse à donner : " code data-verbatim { (all[*best].source) } }
                    p { "Pourquoi : " (reasons_of(reasons)) "." }
                    @if *best > 0 {
                        @let change = all[0].switch(&all[*best]);
                        @if !change.renamed.is_empty() { p { (doubles(&change)) } }
                    }
                }
            },
            None => p.encart.encart-alerte { (unadvised(all)) },
        }
    }
}

/// What a way says whose reading was stopped.
const STOPPED: &str = "Lecture arrêtée avant sa fin : cette voie donne peut-être davantage.";

/// Why no way is recommended.
fn unadvised(all: &[Way]) -> &'static str {
    if all.iter().any(|way| way.is_stopped) {
        "Aucune voie n’est recommandée : la lecture a été arrêtée avant la fin."
    } else {
        "Aucune de ces voies ne donne de fiche que data.gouv.fr publierait."
    }
}

/// « 3 fiches de plus arrivent, 2 licences de plus »
pub(super) fn reasons_of(reasons: &[Reason]) -> String {
    reasons.iter().map(reason).collect::<Vec<_>>().join(", ")
}

fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Only => "c’est la seule voie proposée par data.gouv.fr qui donne des fiches".to_owned(),
        Reason::Records(n) => {
            format!("{} que par la suivante", count(*n, "fiche de plus arrive", "fiches de plus arrivent"))
        }
        Reason::Present(subject, n) => {
            let what = match subject {
                FlagSubject::Licence => "la licence",
                FlagSubject::Spatial => "la couverture spatiale",
                FlagSubject::Frequency => "la fréquence",
            };
            format!("{what} de {}", count(*n, "fiche de plus", "fiches de plus"))
        }
        Reason::Quality(tenths) => {
            format!("qualité moyenne plus haute de {},{} point", tenths / 10, tenths % 10)
        }
        Reason::Files(n) => count(*n, "fichier de plus", "fichiers de plus"),
        Reason::Alike => {
            "les autres voies donnent autant : elle vient la première dans le formulaire".to_owned()
        }
    }
}

fn doubles(change: &Switch) -> String {
    format!(
        "Si le portail est déjà moissonné par la voie lue ici, {} d’identifiant : data.gouv.fr créerait autant de doublons, et archiverait les anciennes pages. Dites-le dans la demande de validation.",
        count(change.renamed.len(), "fiche changerait", "fiches changeraient"),
    )
}

fn table(all: &[Way], best: Option<usize>) -> Markup {
    let cell = |title: &str, text: String| html! { td.nombre data-titre=(title) { (text) } };
    let mean = |way: &Way| match way.totals.mean_tenths() {
        Some(tenths) => format!("{},{}/9", tenths / 10, tenths % 10),
        None => "—".to_owned(),
    };
    html! {
        div.tableau-comparaison {
            table.comparaison.voies {
                caption { "Ce que donne chaque voie" }
                thead { tr {
                    th scope="col" { "Voie" }
                    @for title in ["Arrivent", "Ignorées", "En échec", "Licence", "Territoire", "Fréquence", "Qualité", "Fichiers", "Identifiants"] { th scope="col" { (title) } }
                } }
                tbody {
                    @for (index, way) in all.iter().enumerate() {
                        @let tally = &way.totals.tally;
                        tr {
                            th scope="row" {
                                (way.name())
                                @if best == Some(index) { " " span.drapeau.drapeau-bien { "recommandée" } }
                                @if way.kind.is_some_and(|kind| !kind.is_offered()) { " " span.drapeau.drapeau-manque { "retirée" } }
                                span.identifiant data-verbatim { (way.source) }
                                @if let Some(trouble) = &way.trouble { span.aide { (trouble) } }
                                @if way.is_stopped { span.aide { (STOPPED) } }
                            }
                            (cell("Arrivent", number(tally.published())))
                            (cell("Ignorées", number(tally.of(RecordState::Skipped))))
                            (cell("En échec", number(tally.of(RecordState::Failed))))
                            @for (subject, present) in FlagSubject::ALL.into_iter().zip(way.totals.present) { (cell(wording::subject_short(subject), number(present))) }
                            (cell("Qualité", mean(way)))
                            (cell("Fichiers", number(way.totals.files)))
                            (cell("Identifiants", identifiers(all, index)))
                        }
                    }
                }
            }
        }
    }
}

/// « 12 gardés, 3 changés », beside the first way.
fn identifiers(all: &[Way], index: usize) -> String {
    match (index, all.first(), all.get(index)) {
        (0, ..) | (_, None, _) | (.., None) => "ceux de départ".to_owned(),
        (_, Some(first), Some(way)) => {
            let change = first.switch(way);
            format!(
                "{}, {}",
                count(change.kept, "gardé", "gardés"),
                count(change.renamed.len(), "changé", "changés")
            )
        }
    }
}

fn switch(first: &Way, other: &Way) -> Markup {
    let change = first.switch(other);
    let renamed: Vec<String> =
        change.renamed.iter().map(|(was, is, title)| format!("{title} : {was} → {is}")).collect();
    html! {
        details.pli open {
            summary { span.pli-titre { "De " (first.name()) " à " (other.name()) } " " span.aide data-verbatim { (other.source) } }
            (fields(&change.lines, "Champ par champ, sur les fiches que les deux voies ont", &first.name(), &other.name()))
            (list("Identifiants qui changent : data.gouv.fr créerait des doublons", &renamed))
            (list(&format!("Fiches que seule {} donne", first.name()), &change.gone))
            (list(&format!("Fiches que seule {} donne", other.name()), &change.arrived))
        }
    }
}

fn list(title: &str, lines: &[String]) -> Markup {
    when(!lines.is_empty(), || {
        html! {
            h3 { (title) " " span.nombre { (number(lines.len())) } }
            ul { @for line in lines.iter().take(SHOWN) { li data-verbatim { (line) } } }
            @if lines.len() > SHOWN { p.aide { "Et " (number(lines.len() - SHOWN)) " de plus." } }
        }
    })
}

/// What becomes of each field, whether both ways were read or only the first.
pub(super) fn fields(lines: &[RouteLine], caption: &str, before: &str, after: &str) -> Markup {
    html! {
        div.tableau-comparaison {
            table.comparaison {
                caption { (caption) }
                thead { tr {
                    th scope="col" { "Champ" }
                    th scope="col" { "Bilan" }
                    th scope="col" { (before) }
                    th scope="col" { (after) }
                    th scope="col" { "Fiches" }
                } }
                tbody {
                    @for line in lines {
                        tr {
                            th scope="row" { (line.what) }
                            td data-titre="Bilan" { (word(line.change)) }
                            td data-titre=(before) { (line.before) }
                            td data-titre=(after) { (line.after) }
                            td.nombre data-titre="Fiches" { (number(line.records)) }
                        }
                    }
                }
            }
        }
    }
}

fn word(change: RouteEffect) -> Markup {
    let (tone, word) = match change {
        RouteEffect::Gained => ("bien", "gagné"),
        RouteEffect::Lost => ("manque", "perdu"),
        RouteEffect::Same => ("neutre", "inchangé"),
        RouteEffect::Different => ("doute", "changé"),
        RouteEffect::Unsure => ("neutre", "à vérifier"),
    };
    html! { span.drapeau.{ "drapeau-" (tone) } { (word) } }
}

/// The link to the screen, where there is more than one way.
pub(super) fn link(checked: &Checked, route: &Route) -> Markup {
    when(!checked.other_ways().is_empty(), || {
        html! { p { a href=(route.to(Screen::Routes)) { "Comparer les voies de moissonnage" } } }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing;

    #[test]
    fn ways_are_compared_and_one_is_recommended() {
        let mut checked = testing::checked();
        let mut other = Way::of(&checked, "https://a.fr/csw");
        other.kind = Some(crate::Kind::CswDcat);
        checked.beside.ways.push(other);
        checked.beside.ways.push(Way::silent(
            Some(crate::Kind::Ods),
            false,
            "https://a.fr/",
            "ne répond pas",
        ));
        let html = page(&checked, &Route::parse("#/voies")).html;
        for expected in ["Recommandée", "ne répond pas", "retirée", "Champ par champ"] {
            assert!(html.contains(expected), "{expected}: {html}");
        }
        assert!(!html.contains("<script"), "{html}");
    }
}
