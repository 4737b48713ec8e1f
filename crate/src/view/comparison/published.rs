//! What data.gouv.fr already shows for an organisation.

use maud::{Markup, html};

use super::super::{
    Checked, PublishedError, components,
    format::{count, number, plural},
    route::{Route, encode},
};
use crate::{
    check::published::{Pair, PublishedDataset, PublishedOverlap},
    model::{Item, Record},
};

/// Lines shown of each list.
const SHOWN: usize = 30;

/// The section: what to ask, and the answer.
pub(super) fn section(checked: &Checked, route: &Route) -> Markup {
    let asked = checked.compared.published.as_ref();
    html! {
        section aria-labelledby="titre-publie" {
            h2 #titre-publie tabindex="-1" { "Avec ce qui est déjà sur data.gouv.fr" }
            @if let Some((organization, met)) = asked {
                @match met {
                    Ok(met) => (answer(met, checked, route, organization)),
                    Err(PublishedError::Unknown) => p.encart.encart-alerte role="alert" {
                        "data.gouv.fr ne connaît pas d’organisation « " (organization) " ». Copiez l’adresse de sa page, par exemple https://www.data.gouv.fr/organizations/ville-de-montrivel/"
                    },
                    Err(PublishedError::Silent) => p.encart.encart-alerte role="alert" {
                        "data.gouv.fr n’a pas répondu comme attendu. Vérifiez votre connexion, puis réessayez dans quelques minutes."
                    },
                }
            }
            form #organisation.entree {
                label for="nom-organisation" { "Votre organisation sur data.gouv.fr" }
                input #nom-organisation name="organisation" type="text" required autocomplete="off" spellcheck="false" autocapitalize="off"
                    value=[asked.map(|(organization, _)| organization)] aria-describedby="organisation-aide";
                p.aide #organisation-aide {
                    "L’adresse de sa page, ou son nom dans cette adresse. Ce bouton interroge www.data.gouv.fr, et lui demande seulement la liste de ses jeux de données : rien de votre portail ne lui est envoyé."
                }
                button type="submit" { "Interroger data.gouv.fr" }
            }
            (elsewhere(checked))
        }
    }
}

/// Searches that a person may open: another organisation may already publish the same data, under another identifier.
fn elsewhere(checked: &Checked) -> Markup {
    let published: Vec<_> = checked.rows().filter(|(_, verdict)| verdict.state.is_published()).collect();
    html! {
        @if !published.is_empty() {
            details {
                summary { "Chez d’autres producteurs" }
                p { "Une région, un groupement ou l’État publient parfois déjà les mêmes données : data.gouv.fr ne le verra pas, et montrera deux pages. Chaque lien ouvre sa recherche, avec le titre de la fiche." }
                ul {
                    @for (item, _) in published.iter().take(SHOWN) {
                        li { (components::outside(&search_address(item), item.name().trim())) }
                    }
                }
                @if published.len() > SHOWN { p.aide { "Et " (number(published.len() - SHOWN)) " de plus, à chercher de la même façon." } }
            }
        }
    }
}

/// The search of data.gouv.fr for the title of a record.
fn search_address(item: &Item) -> String {
    let section = match item.record {
        Some(Record::Dataservice(_)) => "dataservices",
        _ => "datasets",
    };
    format!("https://www.data.gouv.fr/{section}/search?q={}", encode(item.name().trim()))
}

fn answer(overlap: &PublishedOverlap, checked: &Checked, route: &Route, organization: &str) -> Markup {
    let n = overlap.known.len();
    html! {
        p {
            b { (organization) } " a " (count(n, "jeu de données", "jeux de données")) " sur data.gouv.fr."
            @if overlap.elsewhere > 0 { " " (count(overlap.elsewhere, "vient", "viennent")) " d’un autre portail : ce moissonnage n’y touchera pas." }
            @if overlap.by_hand > 0 { " " (count(overlap.by_hand, "a été publié", "ont été publiés")) " à la main." }
        }
        table {
            caption { "Ce que ferait le moissonnage" }
            thead { tr { th scope="col" { "Effet" } th scope="col" { "Jeux de données" } th scope="col" { "Pourquoi" } } }
            tbody {
                (row("Mis à jour", overlap.updated.len(), "Leur identifiant est déjà connu : la page, son adresse et ses réutilisations restent."))
                (row("Créés", overlap.created, "data.gouv.fr n’a ni cet identifiant ni ce titre."))
                (row("Doublons probables", overlap.duplicates.len(), "Une page du même titre existe, que le moissonnage ne saura pas relier : il en créera une seconde."))
                (row("Archivés", overlap.archived.len(), "Ces pages viennent de ce portail, qui ne les contient plus : elles seraient archivées après quelques jours."))
            }
        }
        (kept(overlap))
        (list("Doublons probables", &overlap.duplicates, |pair: &Pair| {
            let name = checked.row(pair.item).map_or("", |(item, _)| item.name());
            html! { a href=(checked.record_route(route, pair.item)) data-verbatim { (name) } " : " @if let Some(known) = overlap.known.get(pair.known) { (page(known)) } }
        }))
        @if !overlap.duplicates.is_empty() {
            p.aide { "Avant le moissonnage, supprimez ces pages ou demandez au support de data.gouv.fr de les relier à votre portail (« attacher »)." }
        }
        (list("Seraient archivés", &overlap.archived, |index: &usize| {
            html! { @if let Some(known) = overlap.known.get(*index) { (page(known)) " " code { (known.remote_id().unwrap_or_default()) } } }
        }))
    }
}

fn row(effect: &str, n: usize, why: &str) -> Markup {
    html! { tr { th scope="row" { (effect) } td.nombre { (number(n)) } td { (why) } } }
}

/// What pages keep from before: udata only overwrites what the record gives.
fn kept(overlap: &PublishedOverlap) -> Markup {
    let [licence, spatial, frequency] = overlap.kept;
    let words =
        [(licence, "une licence"), (spatial, "une couverture spatiale"), (frequency, "une fréquence")];
    html! {
        @if overlap.kept.iter().any(|n| *n > 0) {
            p.encart {
                "Les pages mises à jour gardent ce que vos fiches ne donnent plus : "
                @for (i, (n, word)) in words.iter().filter(|(n, _)| *n > 0).enumerate() {
                    @if i > 0 { ", " }
                    (number(*n)) " " (plural(*n, "garde", "gardent")) " " (word)
                }
                ". L’aperçu, lui, montre une page neuve."
            }
        }
    }
}

fn list<T>(title: &str, entries: &[T], line: impl Fn(&T) -> Markup) -> Markup {
    html! {
        @if !entries.is_empty() {
            h3 { (title) }
            ul { @for entry in entries.iter().take(SHOWN) { li { (line(entry)) } } }
            @if entries.len() > SHOWN { p.aide { "Et " (number(entries.len() - SHOWN)) " de plus." } }
        }
    }
}

fn page(known: &PublishedDataset) -> Markup {
    match known.page.as_deref() {
        Some(address) => components::outside(address, &known.title),
        None => html! { span data-verbatim { (known.title) } },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{self, HOSTILE};

    #[test]
    fn a_search_holds_the_title_and_nothing_that_leaves_it() {
        let mut checked = testing::checked();
        let item = checked.catalogue.job.items.first_mut().expect("a record");
        if let Some(Record::Dataset(dataset)) = &mut item.record {
            dataset.title = HOSTILE.to_owned();
        }
        let address = search_address(item);
        let query = address.strip_prefix("https://www.data.gouv.fr/datasets/search?q=").expect("a search");
        assert!(!query.contains(['&', '#', '<', '"', ' ']), "{query}");
        let html = elsewhere(&checked).into_string();
        assert!(html.contains("rel=\"noopener noreferrer nofollow ugc\""), "{html}");
    }
}
