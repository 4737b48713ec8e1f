//! Tab « Page » of a dataset: data.gouv.fr's fields, order and words.

use maud::{Markup, html};

use super::{
    super::{format, parts, words},
    View, field, plain_term, quality, resources, term,
};
use crate::display::markdown;
use crate::{
    check::Subject,
    model::{AccessType, ContactPoint, Dataset, labels::contact_role},
};

pub(super) fn page(view: View<'_>, dataset: &Dataset) -> Markup {
    html! {
        div.page-simulee {
            @if dataset.access_type != AccessType::Open {
                p.bandeau { "Ces données ne sont accessibles que sur habilitation." }
            }
            (field("title", html! {
                p.page-titre { (dataset.title) @if let Some(acronym) = &dataset.acronym { " " small { (acronym) } } }
            }))
            (field("description", description(&dataset.description)))
            dl.cote {
                (term("organization", producer_label(&dataset.contact_points), your_organisation()))
                @if !dataset.contact_points.is_empty() {
                    (term("contact_points", contacts_label(&dataset.contact_points), contacts(&dataset.contact_points)))
                }
                @if dataset.access_type == AccessType::Open { (licence(view, dataset)) }
                (last_update(view))
                @if dataset.access_type != AccessType::Open {
                    (term("access_type", "Accès", html! { (dataset.access_type.label()) }))
                }
                (plain_term("Vues, téléchargements", "—"))
            }
            (quality::panel(view, dataset))
            @if let Some(address) = dataset.harvest.remote_url.as_deref() {
                (field("harvest.remote_url", html! {
                    p.bandeau { "Ce jeu de données provient d’un portail externe. " (parts::outside(address, "Voir la source originale.")) }
                }))
            }
            (field("resources", resources::list(dataset, view.checked.catalogue.options.now)))
        }
    }
}

/// The description as rendered, and as stored.
fn description(markdown: &str) -> Markup {
    html! {
        h3 { "Description" }
        @if markdown.trim().is_empty() {
            p.absent { "Aucune description." }
        } @else {
            (parts::foldable(markdown::render(markdown, 4)))
            details.texte-brut {
                summary { "Texte Markdown gardé par data.gouv.fr" }
                pre tabindex="0" { (markdown) }
            }
        }
    }
}

/// The organisation of the form, whatever the portal says.
pub(super) fn your_organisation() -> Markup {
    html! { "Votre organisation " span.aide { "(choisie dans le formulaire du moissonneur)" } }
}

pub(super) fn last_update(view: View<'_>) -> Markup {
    term(
        "harvest.modified_at",
        "Dernière mise à jour",
        html! { @if let Some(date) = view.checked.last_update(view.item) { (format::day(date)) } },
    )
}

/// « Diffuseur » as soon as one contact has another role than contact.
fn producer_label(points: &[ContactPoint]) -> &'static str {
    if points.iter().any(|point| point.role != "contact") { "Diffuseur" } else { "Producteur" }
}

pub(super) fn contacts_label(points: &[ContactPoint]) -> &'static str {
    if points.iter().any(|point| point.role != "contact") { "Attributions" } else { "Contacts" }
}

pub(super) fn contacts(points: &[ContactPoint]) -> Markup {
    html! {
            ul.contacts {
                @for point in points {
                    li {
                        @let name = point.name.as_deref().or(point.email.as_deref()).unwrap_or("Sans nom");
                        @match (point.email.as_deref().filter(|email| email.contains('@')), point.contact_form.as_deref()) {
                            (Some(email), _) => { a href={ "mailto:" (email) } { (name) } }
                            (None, Some(form)) => { (parts::outside(form, name)) }
                            (None, None) => { (name) }
                        }
                        @if point.role != "contact" { " (" (contact_role(&point.role)) ")" }
                    }
                }
            }
    }
}

/// The licence as shown, and the truth when they differ.
pub(super) fn licence(view: View<'_>, dataset: &Dataset) -> Markup {
    let Some(licence) = dataset.license else { return html! {} };
    let flag = view.verdict.flags.iter().flatten().find(|flag| flag.subject == Subject::Licence);
    term(
        "license",
        "Licence",
        html! {
            span {
                span lang=[is_english(&licence.id).then_some("en")] {
                    @match &licence.url {
                        Some(address) => { (parts::outside(address, &licence.title)) }
                        None => { (licence.title) }
                    }
                }
                @if let Some(flag) = flag.filter(|flag| flag.standing.is_raised()) {
                    " " span.verite { "En réalité : " (words::standing(flag.standing, flag.subject)) }
                }
            }
        },
    )
}

/// The list's titles are in English, but for the two versions of the « Licence Ouverte ».
fn is_english(id: &str) -> bool {
    !matches!(id, "lov2" | "fr-lo")
}
