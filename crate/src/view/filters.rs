//! « Filtres du moissonneur » : the organisations and tags found on a CKAN portal, to include or to leave out.

use maud::{Markup, html};

use super::{
    Checked,
    format::{count, number},
    route::{CatalogueSource, Route},
    when,
};
use crate::{
    harvest::FormField,
    model::{Facets, Filter, SearchFacet},
};

/// Values shown at once; the others are folded.
const SHOWN: usize = 8;
/// Values shown at all: beyond, they are too rare to be worth a filter.
const OFFERED: usize = 200;

/// The filters of data.gouv.fr's form, to try.
pub(super) fn section(checked: &Checked, route: &Route) -> Markup {
    let has_filters = checked.catalogue.options.kind.is_some_and(|kind| kind.has(FormField::Filters));
    let (facets, filters) = (&checked.catalogue.job.facets, &checked.catalogue.options.filters);
    if !has_filters
        || facets.packages == 0
        || (filters.is_empty() && facets.organizations.len() < 2 && facets.tags.is_empty())
    {
        return html! {};
    }
    let warning = facets.unfiltered(filters);
    html! {
        section.filtres-moisson aria-labelledby="titre-filtres" {
            h2 #titre-filtres tabindex="-1" { "Filtres du moissonneur" }
            @match &warning {
                Some(warning) => { p.encart { (warning) } }
                None => { (outcome(checked, facets)) }
            }
            (chosen(checked, route))
            details.choix-filtres data-pli="choix-filtres" open[!filters.is_empty()] {
                summary { "Choisir parmi ce qui a été trouvé" }
                p.aide {
                    "Comme dans le formulaire de data.gouv.fr, un jeu doit remplir toutes les conditions (ET) : deux organisations à inclure ne gardent donc rien. Avec un filtre, data.gouv.fr lit au plus 1 000 jeux."
                }
                div.cartes {
                    (values("organization", "Organisations", &facets.organizations, filters, route))
                    (values("tags", "Mots-clés", &facets.tags, filters, route))
                }
            }
        }
    }
}

/// Whether filters are in force, or wanted: a portal of several organisations would be published under one name.
pub(super) fn is_called_for(checked: &Checked) -> bool {
    let options = &checked.catalogue.options;
    let has_filters = options.kind.is_some_and(|kind| kind.has(FormField::Filters));
    let facets = &checked.catalogue.job.facets;
    has_filters && (!options.filters.is_empty() || facets.unfiltered(&options.filters).is_some())
}

/// How many packages are kept.
fn outcome(checked: &Checked, facets: &Facets) -> Markup {
    let kept = checked.report.tally.total();
    let is_filtered = !checked.catalogue.options.filters.is_empty();
    html! {
        @if is_filtered {
            p #bilan-filtres tabindex="-1" {
                b { (count(kept, "jeu retenu", "jeux retenus")) } " sur " (number(facets.packages)) " trouvés sur le portail."
                @if kept == 0 { " Aucun jeu ne remplit toutes ces conditions : le moissonneur ne publierait rien." }
            }
        }
    }
}

/// The filters in force, each with its way out.
fn chosen(checked: &Checked, route: &Route) -> Markup {
    let filters = &checked.catalogue.options.filters;
    when(!filters.is_empty(), || {
        html! {
            ul.filtres-actifs aria-label="Filtres choisis" {
                @for filter in filters {
                    li {
                        span { (verb(filter.exclude)) " · " (filter.key) " · " b { (filter.value) } }
                        @if route.settings.filters.contains(filter) {
                            a href=(route.toggling_harvest_filter(filter.clone())) data-focus="titre-filtres" {
                                "Retirer" span.discret { " le filtre " (filter.key) " " (filter.value) }
                            }
                        } @else if let Some(portal) = checked.reading.candidates.first() {
                            // The address itself was that of an organisation: only its packages were read.
                            a href=(whole(&portal.url, route)) { "Lire tout le portail" }
                        }
                    }
                }
            }
        }
    })
}

/// The same settings on the root of a portal.
fn whole(root: &str, route: &Route) -> Route {
    Route { source: Some(CatalogueSource::Address(root.to_owned())), ..route.to(route.screen.clone()) }
}

fn verb(exclude: bool) -> &'static str {
    if exclude { "Exclure" } else { "Inclure" }
}

/// The values of one key of the form.
fn values(
    key: &'static str,
    title: &str,
    facets: &[SearchFacet],
    filters: &[Filter],
    route: &Route,
) -> Markup {
    let (first, others) = facets.split_at(facets.len().min(SHOWN));
    let offered = others.get(..others.len().min(OFFERED)).unwrap_or_default();
    let unseen = others.len() - offered.len();
    html! {
        @if !facets.is_empty() {
            div.carte {
                h3 { (title) " " span.nombre { (number(facets.len())) } }
                (rows(key, first, 0, filters, route))
                @if !offered.is_empty() {
                    details {
                        summary { "Voir " (count(offered.len(), "autre", "autres")) }
                        (rows(key, offered, SHOWN, filters, route))
                        @if unseen > 0 {
                            p.aide { (count(unseen, "valeur plus rare n’est pas montrée", "valeurs plus rares ne sont pas montrées")) "." }
                        }
                    }
                }
            }
        }
    }
}

fn rows(key: &'static str, facets: &[SearchFacet], rank: usize, filters: &[Filter], route: &Route) -> Markup {
    html! {
        ul.valeurs-filtre {
            @for (index, facet) in facets.iter().enumerate() {
                li {
                    span.valeur-filtre {
                        (facet.label)
                        @if facet.label != facet.value { " " code { (facet.value) } }
                        " " span.nombre { (number(facet.count)) }
                    }
                    span.actions-filtre {
                        @for exclude in [false, true] {
                            @let filter = Filter { key: key.to_owned(), value: facet.term(), exclude };
                            @let is_chosen = filters.contains(&filter);
                            a id={ "f-" (key) "-" (rank + index) "-" (u8::from(exclude)) }
                                href=(route.toggling_harvest_filter(filter)) aria-current=[is_chosen.then_some("true")] {
                                (verb(exclude)) span.discret { " " (facet.label) }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Catalogue, Input, Options, view::Reading};

    const PORTAL: &str = r#"{"success": true, "result": {"results": [
        {"name": "a", "organization": {"name": "ville", "title": "Ville d’<Apt>"}, "tags": [{"name": "eau potable"}]},
        {"name": "b", "organization": {"name": "ville", "title": "Ville d’<Apt>"}, "tags": []},
        {"name": "c", "organization": {"name": "region", "title": "Région"}, "tags": []}]}}"#;

    fn shown(hash: &str) -> String {
        let route = Route::parse(hash);
        let options =
            Options { kind: Some(crate::Kind::Ckan), ..route.settings.options(Options::default().now) };
        let catalogue = Catalogue::read(vec![Input::named("a.json", PORTAL)], options);
        section(&Checked::new(catalogue, Reading::default()), &route).into_string()
    }

    #[test]
    fn a_shared_portal_without_filter_is_warned_about() {
        let html = shown("#/controle?src=exemple:ckan");
        assert!(html.contains("3 jeux de 2 organisations"), "{html}");
        assert!(
            html.contains("Ville d’&lt;Apt&gt; <code>ville</code> <span class=\"nombre\">2</span>"),
            "{html}"
        );
        assert!(html.contains("inclure=organization:ville\""), "{html}");
        assert!(html.contains("exclure=tags:%22eau%20potable%22\""), "{html}");
    }

    #[test]
    fn a_filter_is_shown_with_what_it_keeps_and_its_way_out() {
        let html = shown("#/controle?src=exemple:ckan&inclure=organization:ville");
        assert!(html.contains("2 jeux retenus</b> sur 3"), "{html}");
        assert!(!html.contains("Aucun filtre"), "{html}");
        assert!(html.contains("href=\"#/controle?src=exemple:ckan\" data-focus"), "{html}");
        let html = shown("#/controle?inclure=organization:ville&inclure=organization:region");
        assert!(html.contains("le moissonneur ne publierait rien"), "{html}");
    }

    #[test]
    fn including_what_is_left_out_replaces_the_filter() {
        let html = shown("#/controle?exclure=organization:ville");
        assert!(html.contains("href=\"#/controle?inclure=organization:ville\""), "{html}");
    }
}
