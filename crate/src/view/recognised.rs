//! What an address turned out to be: which software, why, how data.gouv.fr harvests it, and what else it could be.

use maud::{Markup, html};

use super::{
    Checked,
    route::{CatalogueSource, Route, Screen},
};
use crate::{
    model::JobStatus,
    portal::{Candidate, Software},
};

/// « Opendatasoft (Huwise), car le chemin /explore/ est… »
fn sentence(checked: &Checked, found: &Candidate) -> Markup {
    let job = &checked.catalogue.job;
    if job.status == JobStatus::Failed || job.items.is_empty() {
        return html! {
            "L’adresse a la forme de celles d’un portail " b { (found.software.label()) } " (" (found.why) "), mais rien n’en serait moissonné aujourd’hui. "
            "Quand elle répondra : type " b { (found.kind.label()) } ", adresse " code { (found.url) } "."
        };
    }
    html! {
        "Adresse reconnue : " b { (found.software.label()) } ", car " (found.why) ". "
        "data.gouv.fr la moissonnera avec le type " b { (found.kind.label()) } " et l’adresse " code { (found.url) } "."
    }
}

/// One line, on the overview.
pub(super) fn line(checked: &Checked, route: &Route) -> Markup {
    html! {
        @if let Some(found) = best(checked) {
            p.reconnu { (sentence(checked, found)) " " a href=(route.to(Screen::Settings)) { "Voir tous les réglages" } }
        }
    }
}

/// The whole answer, on the screen of settings.
pub(super) fn section(checked: &Checked, route: &Route) -> Markup {
    let Some(found) = best(checked) else { return html! {} };
    let others: Vec<_> = checked
        .reading
        .candidates
        .iter()
        .filter(|other| (other.kind, &other.url) != (found.kind, &found.url) && !other.is_fallback())
        .collect();
    html! {
        h2 { "Ce qui a été reconnu" }
        p { (sentence(checked, found)) }
        @for caution in &found.cautions { p.encart { (caution) } }
        @if !others.is_empty() {
            p { "Autres possibilités :" }
            ul {
                @for other in others {
                    li {
                        a href=(as_other(route, other)) { "Essayer comme " (other.kind.label()) }
                        " : " code { (other.url) } " (" (other.why) ")"
                        @for caution in &other.cautions { " " (caution) }
                    }
                }
            }
        }
    }
}

/// The way that data.gouv.fr would take; the API that may have been read in its place is none.
fn best(checked: &Checked) -> Option<&Candidate> {
    if !matches!(checked.reading.source, Some(CatalogueSource::Address(_))) {
        return None;
    }
    checked.reading.candidates.iter().find(|found| !found.is_fallback())
}

fn as_other(route: &Route, other: &Candidate) -> Route {
    let mut overview = route.to(Screen::Overview);
    overview.source = Some(CatalogueSource::Address(other.url.clone()));
    overview.settings.kind = (other.software != Software::Rdf).then_some(other.kind);
    overview
}
