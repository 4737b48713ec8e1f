//! « Les producteurs de ces fiches » : who produces the records of a catalogue service, to pick those of one's own
//! organisation.
//!
//! data.gouv.fr's form has no filter for catalogue services: whoever shares one with others must have a part of it made.

use std::collections::HashMap;

use maud::{Markup, html};

use super::{
    Checked, components,
    format::{count, number},
    list::Facet,
    route::Route,
    when,
};
use crate::{
    harvest::Protocol,
    model::{Item, Kind},
    text::order,
};

/// Producers shown at once; the others are folded.
const SHOWN: usize = 8;

/// The producers, those picked, and how to have only theirs.
pub(super) fn section(checked: &Checked, route: &Route) -> Markup {
    let is_csw = checked.catalogue.options.kind.map(Kind::protocol) == Some(Protocol::Csw);
    let producers = if is_csw { ranked(&checked.catalogue.job.items) } else { Vec::new() };
    let nameless = checked.catalogue.job.items.iter().filter(|item| item.source_publisher.is_none()).count();
    let (first, others) = producers.split_at(producers.len().min(SHOWN));
    when(producers.len() > 1, || {
        html! {
            section.producteurs aria-labelledby="titre-producteurs" {
                h2 #titre-producteurs tabindex="-1" { "Les producteurs de ces fiches" }
                p {
                    "Ce service réunit les fiches de " b { (count(producers.len(), "producteur", "producteurs")) }
                    @if nameless > 0 { ", et " (count(nameless, "fiche qui n’en nomme pas", "fiches qui n’en nomment pas")) }
                    ". data.gouv.fr les publierait toutes au nom de votre organisation : choisissez ce qui est à elle."
                }
                (rows(first, 0, route))
                @if !others.is_empty() {
                    details open[others.iter().any(|(name, _)| is_picked(route, name))] {
                        summary { "Voir " (count(others.len(), "autre producteur", "autres producteurs")) }
                        (rows(others, SHOWN, route))
                    }
                }
                (picked(checked, &producers, route))
            }
        }
    })
}

/// The names, by how many records they have.
fn ranked(items: &[Item]) -> Vec<(&str, usize)> {
    let mut counts = HashMap::<&str, usize>::new();
    for name in items.iter().filter_map(|item| item.source_publisher.as_deref()) {
        *counts.entry(name).or_default() += 1;
    }
    let mut ranked: Vec<_> = counts.into_iter().collect();
    order::by(&mut ranked, |(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
    ranked
}

fn is_picked(route: &Route, name: &str) -> bool {
    route.producers.iter().any(|picked| picked == name)
}

fn rows(producers: &[(&str, usize)], rank: usize, route: &Route) -> Markup {
    html! {
        ul.valeurs-filtre {
            @for (index, (name, records)) in producers.iter().enumerate() {
                @let is_picked = is_picked(route, name);
                li {
                    span.valeur-filtre data-verbatim { (name) " " span.nombre { (number(*records)) } }
                    span.actions-filtre {
                        a href=(route.list_of(Facet::Publisher, name)) { "Voir" span.discret { " les fiches de " (name) } }
                        a id={ "producteur-" (rank + index) } href=(route.toggling_producer(name))
                            aria-current=[is_picked.then_some("true")] {
                            (if is_picked { "À nous" } else { "C’est nous" }) span.discret { " : " (name) }
                        }
                    }
                }
            }
        }
    }
}

/// What the picked producers have, and what to ask for.
fn picked(checked: &Checked, producers: &[(&str, usize)], route: &Route) -> Markup {
    let names: Vec<_> =
        producers.iter().map(|(name, _)| *name).filter(|name| is_picked(route, name)).collect();
    let ours = |item: &Item| item.source_publisher.as_deref().is_some_and(|name| names.contains(&name));
    let mine = checked.rows().filter(|(item, _)| ours(item));
    let (mut total, mut published) = (0, 0);
    for (_, verdict) in mine {
        total += 1;
        published += usize::from(verdict.state.is_published());
    }
    let all = checked.report.tally.total();
    html! {
        @if names.is_empty() {
            p.aide { "« C’est nous » compte les fiches de votre organisation et écrit la demande à faire à l’administrateur du catalogue." }
        } @else {
            p {
                b { (count(total, "fiche", "fiches")) } " sur " (number(all)) " " (if total > 1 { "sont" } else { "est" })
                " de votre organisation ; data.gouv.fr en publierait " b { (number(published)) }
                @if all > total { ", et " (number(all - total)) " qui ne sont pas à elle" } "."
            }
            @if all > total {
                p { "Le formulaire de data.gouv.fr n’a pas de filtre pour un service CSW. Demandez une adresse qui ne donne que vos fiches :" }
                ul {
                    li { b { "GeoNetwork 3.8 et plus" } " : un sous-portail (Administration > Paramètres > Sources > Ajouter un sous-portail, avec un filtre sur votre organisation). Son adresse est " code { "…/geonetwork/NOM-DU-SOUS-PORTAIL/fre/csw" } "." }
                    li { b { "GeoNetwork plus ancien" } " : un CSW virtuel (Administration > Paramètres > CSW virtuels). Son adresse est " code { "…/geonetwork/srv/fre/csw-NOM" } "." }
                    li { b { "Isogeo" } " : un partage qui ne contient que votre groupe de travail." }
                    li { b { "Autre logiciel" } " : un point d’entrée CSW filtré sur votre organisation." }
                }
                p { "Demande à envoyer :" }
                (components::copyable("demande-csw", &request(checked, &names, total)))
            }
        }
    }
}

/// The request to the administrator of the catalogue.
fn request(checked: &Checked, names: &[&str], total: usize) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("- {name}")).collect();
    format!(
        "Bonjour,\n\nNous souhaitons que data.gouv.fr moissonne nos fiches du catalogue « {} ». Son formulaire n’a pas de filtre pour un service CSW : pouvez-vous nous ouvrir un sous-portail, ou un CSW virtuel, qui ne donne que les fiches ({total}) de :\n{}\n\nMerci de nous donner son adresse, et de garder les identifiants des fiches inchangés.\n\nCordialement",
        checked.name(),
        names.join("\n"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::testing::dataset_item,
        view::testing::{self, HOSTILE},
    };

    fn shown(hash: &str) -> String {
        let named = |id: &str, producer: Option<&str>| {
            let mut item = dataset_item(id, |_, _| {});
            item.source_publisher = producer.map(str::to_owned);
            item
        };
        let items = vec![
            named("a", Some("Ville")),
            named("b", Some("Ville")),
            named("c", Some(HOSTILE)),
            named("d", None),
        ];
        let mut checked = testing::of(items);
        checked.catalogue.options.kind = Some(Kind::CswIso19139);
        section(&checked, &Route::parse(hash)).into_string()
    }

    #[test]
    fn producers_are_counted_and_can_be_picked() {
        let html = shown("#/controle?src=exemple:csw");
        assert!(html.contains("2 producteurs") && html.contains("1 fiche qui n’en nomme pas"), "{html}");
        assert!(html.contains("href=\"#/controle?src=exemple:csw&amp;organisme=Ville\""), "{html}");
        assert!(!html.contains("<script>") && !html.contains("demande-csw"), "{html}");
    }

    #[test]
    fn the_request_names_those_picked() {
        let html = shown("#/controle?src=exemple:csw&organisme=Ville&organisme=Inconnu");
        assert!(html.contains("2 fiches</b> sur 4"), "{html}");
        assert!(html.contains("(2) de :\n- Ville\n"), "{html}");
        assert!(
            html.contains("href=\"#/controle?src=exemple:csw&amp;organisme=Inconnu\" aria-current=\"true\""),
            "{html}"
        );
    }
}
