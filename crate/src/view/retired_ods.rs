//! The way that works today for an Opendatasoft portal, and what each field gains or loses on it.

use maud::{Markup, html};

use super::{
    Checked, components,
    route::{CatalogueSource, Route, Screen, Settings, host},
    routes,
};
use crate::{harvest::ods, model::Kind};

/// data.gouv.fr no longer has the Opendatasoft harvester: the address of the DCAT export, and the comparison.
pub(super) fn section(checked: &Checked, route: &Route) -> Markup {
    let Some(instead) = checked.catalogue.options.kind.and_then(|kind| kind.backend().replacement) else {
        return html! {};
    };
    let portal = match (&checked.reading.source, &checked.catalogue.options.site) {
        (Some(CatalogueSource::Address(address)), _) => Some(host(address)),
        (_, Some(site)) => Some(host(site)),
        _ => None,
    };
    let export = format!("https://{}{}", portal.unwrap_or("PORTAIL"), instead.path);
    let is_online = matches!(checked.reading.source, Some(CatalogueSource::Address(_)));
    html! {
        section.encart.route-dcat aria-labelledby="titre-route-dcat" {
            h2 #titre-route-dcat { "Ce moissonneur est retiré : passez par DCAT" }
            p { "data.gouv.fr prend désormais les portails Opendatasoft par leur export DCAT. L’adresse à donner, avec sa barre oblique finale :" }
            (components::copyable("export-dcat", &export))
            p {
                @if is_online { a href=(overview(&export, instead.kind)) { "Voir les fiches de cet export" } " · " }
                a href=(route.to(Screen::Settings)) { "Réglages à saisir" }
            }
            p.aide { "Renommer l’identifiant technique d’un jeu sur le portail le renomme aussi ici : data.gouv.fr créerait un doublon et archiverait l’ancien." }
            p.aide { "Le code de l’ancien moissonneur reste public, sans être entretenu : " code { "opendatateam/udata-ods" } " sur GitHub. Les extras que nomme sa documentation (« harvest:remote_id », « ods:url », « ods:reference », « ods:has_records », « ods:geo ») ne sont plus écrits par DCAT." }
            details {
                summary { "Ce que chaque champ gagne ou perd" }
                (routes::fields(
                    &ods::lines(&checked.catalogue.job.items),
                    "Moissonneur Opendatasoft retiré, et moissonneur DCAT sur l’export du portail. Constats mesurés avec udata ; les nombres sont ceux de vos fiches.",
                    "Moissonneur retiré",
                    "DCAT",
                ))
                (routes::link(checked, route))
            }
        }
    }
}

/// The overview of the export to give instead.
fn overview(export: &str, kind: Kind) -> Route {
    Route {
        screen: Screen::Overview,
        source: Some(CatalogueSource::Address(export.to_owned())),
        settings: Settings { kind: Some(kind), ..Settings::default() },
        ..Route::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing;

    #[test]
    fn only_the_retired_harvester_shows_it() {
        let mut checked = testing::of(vec![]);
        checked.catalogue.options.site = Some("https://data.maville.fr/".into());
        assert!(section(&checked, &Route::default()).into_string().is_empty());
        checked.catalogue.options.kind = Some(Kind::Ods);
        let html = section(&checked, &Route::default()).into_string();
        assert!(html.contains("https://data.maville.fr/api/explore/v2.1/catalog/exports/dcat/"), "{html}");
        for said in ["opendatateam/udata-ods", "ods:reference", "créerait un doublon"] {
            assert!(html.contains(said), "{said}: {html}");
        }
        for row in &ods::ROWS {
            assert!(html.contains(row.what), "{html}");
        }
    }
}
