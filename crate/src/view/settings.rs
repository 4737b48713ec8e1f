//! Screen « Réglages » : what to type in data.gouv.fr's form.

use maud::{Markup, html};

use super::{
    Checked, Page, Source, parts,
    route::{Route, host},
};
use crate::harvest::Kind;

pub(super) fn page(checked: Option<&Checked>, route: &Route) -> Page {
    let body = html! {
        @if let Some(checked) = checked { (parts::check_header(checked, route)) }
        h1 tabindex="-1" { "Réglages à saisir sur data.gouv.fr" }
        @match checked {
            Some(checked) => { (form(checked)) }
            None => { p { "Ouvrez d’abord un catalogue : les réglages dépendent de ce qui est lu. " a href=(Route::default()) { "Choisir un portail, un fichier ou un exemple" } } }
        }
    };
    Page::new("Réglages à saisir sur data.gouv.fr", route, body)
}

fn form(checked: &Checked) -> Markup {
    let kind = checked.catalogue.options.kind;
    let (recommended, address) = recommendation(checked);
    html! {
        p { "Voici ce qu’attend le formulaire « moissonneur » de data.gouv.fr. Il faut être administrateur d’une organisation." }
        dl.formulaire {
            dt { "Producteur" } dd { "Votre organisation" }
            dt { "Nom" } dd { "« Portail open data – " (checked.name()) " » (évitez le mot « test »)" }
            dt { "URL" } dd { code { (address) } }
            dt { "Type" } dd { b { (recommended.map_or("à choisir", Kind::label)) } }
            @if kind == Some(Kind::CswDcat) || kind == Some(Kind::CswIso19139) {
                dt { "Préfixe d’URL distante" } dd { (checked.catalogue.options.remote_url_prefix.as_deref().unwrap_or("–")) }
            }
            @if kind == Some(Kind::CswDcat) {
                dt { "GeoDCAT-AP" } dd { (if checked.catalogue.options.geodcatap { "oui" } else { "non" }) }
            }
        }
        @if kind == Some(Kind::Ods) {
            p.encart {
                "Le type « OpenDataSoft » n’existe plus sur data.gouv.fr. Choisissez « DCAT » et gardez la barre oblique finale de l’adresse : data.gouv.fr ne suit pas les redirections."
            }
        }
        @if kind == Some(Kind::CswIso19139) {
            p.encart { "Avec CSW-ISO-19139, data.gouv.fr masque le détail de la qualité et affiche un avertissement sur la page." }
        }
    }
}

/// The harvester to choose, and the address to type.
fn recommendation(checked: &Checked) -> (Option<Kind>, String) {
    let options = &checked.catalogue.options;
    let address = match (&checked.reading.source, &options.site) {
        (Some(Source::Address(address)), _) => Some(address.as_str()),
        (_, site) => site.as_deref(),
    };
    match options.kind {
        Some(Kind::Ods) => {
            let portal = address.map_or("PORTAIL", host);
            (Some(Kind::Dcat), format!("https://{portal}/api/explore/v2.1/catalog/exports/dcat/"))
        }
        kind => (kind, address.unwrap_or("l’adresse de votre export").to_owned()),
    }
}
