//! Screens for what cannot be shown.

use maud::html;

use super::{
    Checked, HtmlPage, components, home,
    route::{CatalogueSource, Route, Screen},
};
use crate::{
    model::JobStatus,
    portal::{Address, AddressError},
};

/// Nothing was read that this address could show.
pub(super) fn nothing_read(route: &Route) -> HtmlPage {
    match &route.source {
        Some(CatalogueSource::Local(name)) => {
            let body = html! {
                h1 tabindex="-1" { "Déposez à nouveau « " (name) " »" }
                p { "Cette adresse montre le contrôle d’un fichier. Le fichier n’est gardé nulle part : après un rechargement de la page ou sur un autre ordinateur, il faut le déposer à nouveau." }
                (again())
            };
            HtmlPage::new("Fichier à déposer à nouveau", route, body)
        }
        Some(CatalogueSource::Malformed(text)) => malformed(route, text),
        Some(CatalogueSource::Example(name)) if home::example(name).is_none() => {
            let body = html! {
                h1 tabindex="-1" { "Aucun exemple ne s’appelle « " (name) " »" }
                p { "Les exemples sont sur l’écran d’accueil." }
                (again())
            };
            HtmlPage::new("Exemple inconnu", route, body)
        }
        _ => {
            let body = html! {
                h1 tabindex="-1" { "Aucun catalogue n’est ouvert" }
                p { "Cette adresse ne dit pas quel catalogue montrer." }
                (again())
            };
            HtmlPage::new("Aucun catalogue", route, body)
        }
    }
}

fn malformed(route: &Route, text: &str) -> HtmlPage {
    let why = Address::parse(text).err().unwrap_or(AddressError::Empty).to_string();
    let body = html! {
        h1 tabindex="-1" { "« " (text) " » n’est pas une adresse" }
        p { (why) }
        (components::address_again(route))
        (again())
    };
    HtmlPage::new("Adresse non reconnue", route, body)
}

fn again() -> maud::Markup {
    html! {
        p { a.bouton href=(Route::default()) { "Choisir un portail, un fichier ou un exemple" } }
    }
}

/// The address leads nowhere.
pub(super) fn unknown(route: &Route) -> HtmlPage {
    let body = html! {
        h1 tabindex="-1" { "Cette page n’existe pas" }
        p { "L’adresse est peut-être incomplète." }
        (again())
    };
    HtmlPage::new("Page introuvable", route, body)
}

/// The record is not in what was read.
pub(super) fn no_such_record(checked: &Checked, route: &Route, id: &str) -> HtmlPage {
    let job = &checked.catalogue.job;
    if checked.is_incomplete() || job.status == JobStatus::Failed || job.items.is_empty() {
        let body = html! {
            (components::check_header(checked, route))
            h1 tabindex="-1" { "Cette fiche n’a pas été lue" }
            p { "La lecture du portail n’est pas allée jusqu’au bout : la fiche « " (id) " » y est peut-être. " a href=(route.to(Screen::Overview)) { "Voir ce qui a arrêté la lecture" } }
        };
        return HtmlPage::new("Fiche non lue", route, body);
    }
    let body = html! {
        (components::check_header(checked, route))
        h1 tabindex="-1" { "Fiche introuvable" }
        p { "Aucune fiche lue n’a l’identifiant « " (id) " ». Elle a pu être renommée ou retirée du portail depuis que ce lien a été copié." }
        p { a.bouton href=(route.to(Screen::List)) { "Voir la liste des fiches" } }
    };
    HtmlPage::new("Fiche introuvable", route, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_names_a_catalogue_is_not_said_to_name_none() {
        let screen = |hash| nothing_read(&Route::parse(hash)).html;
        assert!(screen("#/controle?src=exemple:inconnu").contains("Aucun exemple ne s’appelle «"));
        assert!(screen("#/controle").contains("ne dit pas quel catalogue montrer"));
    }
}
