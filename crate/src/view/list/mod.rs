//! Screen « Liste » : search, facets, sort, 50 records a page.

mod cards;
mod facet;
mod sort;
mod table;

use maud::{Markup, html};

pub use self::{
    facet::{Facet, Filters, fold, subject_id},
    sort::{Sort, SortKey},
    table::rows,
};
use super::{
    Checked, HtmlPage, components,
    format::{cut, number, plural},
    route::{Route, Screen},
    wording,
};

/// Records on one page.
pub const PER_PAGE: usize = 50;
/// Cards on one page, as on data.gouv.fr.
const CARDS: usize = 20;
/// Values offered by one facet; the rest is reached by searching.
const VALUES_SHOWN: usize = 20;
/// Beyond, the values of a facet are a list to choose from instead of links.
const LINKS_SHOWN: usize = 12;

/// The list.
pub fn page(checked: &Checked, route: &Route) -> HtmlPage {
    let selection = Selection::of(checked, &route.filters);
    let total = selection.indices.len();
    let per_page = if route.cards { CARDS } else { PER_PAGE };
    let pages = total.div_ceil(per_page).max(1);
    let current = route.filters.page.clamp(1, pages);
    let shown = selection.indices.iter().skip((current - 1) * per_page).take(per_page);
    let found = wording::records(checked.catalogue.options.kind, total);
    let filtered = route.filters.is_filtered();
    let hidden = checked.report.tally.total().saturating_sub(total);
    let body = html! {
        (components::check_header(checked, route))
        h1 tabindex="-1" { "Liste des fiches" }
        div.liste {
            (facets(&selection, route))
            section.resultats aria-labelledby="resultats" {
                div.resultats-tete {
                    h2 #resultats tabindex="-1" { (found) @if filtered { " · liste filtrée" @if hidden > 0 { ", " (number(hidden)) " " (plural(hidden, "masquée", "masquées")) } } }
                    (components::downloads(checked, route))
                }
                (chosen(route))
                (super::grouped_findings::chosen(checked, route))
                @if total == 0 {
                    p.vide { "Aucune fiche ne répond à ces critères. "
                        @if filtered { a href=(route.to(Screen::List)) { "Voir toutes les fiches" } }
                    }
                } @else {
                    (ways(route))
                    @if route.cards { (cards::cards(checked, route, shown.copied())) }
                    @else { (table::table(checked, route, shown.copied())) }
                    (pagination(route, current, pages))
                }
            }
        }
    };
    let mut suffix = if pages > 1 { format!(", page {current} sur {pages}") } else { String::new() };
    if route.cards {
        suffix.push_str(", en cartes");
    }
    HtmlPage::new(format!("{found}{suffix} – {}", checked.name()), route, body)
        .announcing(format!("{found}{suffix}"))
}

/// The two ways to look at the list.
fn ways(route: &Route) -> Markup {
    let way = |cards: bool, label: &str| {
        let mut target = route.at_page(1);
        target.cards = cards;
        html! { li { a href=(target) data-focus="resultats" aria-current=[(cards == route.cards).then_some("true")] { (label) } } }
    };
    html! {
        ul.vues aria-label="Présentation de la liste" {
            (way(false, "Tableau"))
            (way(true, "Cartes"))
        }
    }
}

/// What the filters select, and what each facet would select.
pub struct Selection {
    /// Indices in the job's items, sorted.
    pub indices: Vec<usize>,
    facets: Vec<(Facet, Vec<(String, usize)>)>,
}

impl Selection {
    /// Applies the filters; each facet is counted with all the other filters on.
    pub fn of(checked: &Checked, filters: &Filters) -> Self {
        let mut indices = Vec::new();
        let mut counters: Vec<_> =
            Facet::ALL.iter().map(|facet| (*facet, facet::Counter::default())).collect();
        let rule = filters.rule();
        for (index, (item, verdict)) in checked.rows().enumerate() {
            if !filters.matches_text(item) {
                continue;
            }
            let failed: Vec<Facet> = filters
                .chosen()
                .filter(|(f, value)| !f.holds(item, verdict, rule, value))
                .map(|(f, _)| f)
                .collect();
            if failed.is_empty() {
                indices.push(index);
            }
            for (facet, counter) in &mut counters {
                if failed.iter().all(|other| other == facet) {
                    counter.add(facet.values(item, verdict, rule));
                }
            }
        }
        sort::sort(&mut indices, filters.sort, checked);
        let facets = counters.into_iter().map(|(facet, counter)| (facet, counter.ranked(facet))).collect();
        Self { indices, facets }
    }
}

fn facets(selection: &Selection, route: &Route) -> Markup {
    html! {
        section.facettes aria-labelledby="titre-facettes" {
            h2 #titre-facettes.discret { "Filtrer" }
            form #filtres role="search" data-liste="" {
                label for="q" { "Titre, identifiant ou valeur" }
                div.recherche {
                    input #q name="q" type="search" value=(route.filters.query) autocomplete="off";
                    button type="submit" { "Chercher" }
                }
                button.bascule.bascule-facettes type="button" data-bascule="facettes" aria-expanded="false" aria-controls="facettes" {
                    span.plie { "Afficher les filtres" }
                    span.deplie { "Masquer les filtres" }
                }
                div #facettes.facettes-choix {
                    @for (facet, values) in &selection.facets {
                        @if facet.is_open() && values.len() <= LINKS_SHOWN { (links(*facet, values, route)) } @else { (select(*facet, values, route)) }
                    }
                }
            }
        }
    }
}

/// A facet of few values: one link each.
fn links(facet: Facet, values: &[(String, usize)], route: &Route) -> Markup {
    let chosen = route.filters.get(facet);
    html! {
        @if !values.is_empty() || chosen.is_some() {
            h3 id={ "facette-" (facet.param()) } { (facet.label()) }
            ul.choix aria-labelledby={ "facette-" (facet.param()) } {
                @for (value, count) in values {
                    @let is_chosen = chosen == Some(value);
                    li {
                        a id={ "f-" (facet.param()) "-" (value) }
                            href=(route.toggling(facet, value)) aria-current=[is_chosen.then_some("true")] {
                            span data-verbatim { (facet.value_label(value)) }
                            span.nombre { (number(*count)) }
                        }
                    }
                }
            }
        }
    }
}

/// A facet of many values: a list to choose from.
fn select(facet: Facet, values: &[(String, usize)], route: &Route) -> Markup {
    let chosen = route.filters.get(facet);
    let missing =
        chosen.filter(|chosen| !values.iter().take(VALUES_SHOWN).any(|(value, _)| value == *chosen));
    let id = format!("f-{}", facet.param());
    html! {
        @if values.len() > 1 || chosen.is_some() {
            label for=(id) { (facet.label()) }
            select id=(id) name=(facet.param()) data-filtre="" {
                option value="" { "Toutes les valeurs" }
                @if let Some(value) = missing {
                    option value=(value) selected data-verbatim { (cut(&facet.value_label(value), 60)) }
                }
                @for (value, count) in values.iter().take(VALUES_SHOWN) {
                    option value=(value) selected[chosen == Some(value)] data-verbatim {
                        (cut(&facet.value_label(value), 60)) " (" (number(*count)) ")"
                    }
                }
            }
            @if values.len() > VALUES_SHOWN {
                p.aide { "Les " (VALUES_SHOWN) " plus fréquentes sur " (number(values.len())) "." }
            }
        }
    }
}

/// The filters in force, each with a link that removes it.
fn chosen(route: &Route) -> Markup {
    html! {
        @if route.filters.is_filtered() {
            ul.filtres-actifs aria-label="Filtres actifs" {
                @for (facet, value) in route.filters.chosen() {
                    li {
                        span { (facet.label()) " : " b data-verbatim { (cut(&facet.value_label(value), 60)) } }
                        a href=(route.toggling(facet, value)) {
                            "Retirer" span.discret { " le filtre " (facet.label()) }
                        }
                    }
                }
                @if !route.filters.query.is_empty() {
                    li {
                        span { "Recherche : " b data-verbatim { (route.filters.query) } }
                        a href=(route.searching("")) { "Retirer" span.discret { " la recherche" } }
                    }
                }
                @if route.filters.chosen().count() > 1 {
                    li { a href=(route.to(Screen::List)) { "Tout retirer" } }
                }
            }
        }
    }
}

fn pagination(route: &Route, current: usize, pages: usize) -> Markup {
    let around = |page: usize| page == 1 || page == pages || page.abs_diff(current) <= 2;
    let numbers: Vec<usize> = (1..=pages).filter(|page| around(*page)).collect();
    html! {
        @if pages > 1 {
            nav.pagination aria-label="Pages de la liste" {
                @if current > 1 { a href=(route.at_page(current - 1)) rel="prev" data-focus="resultats" { "‹ Précédente" } }
                @for (i, page) in numbers.iter().enumerate() {
                    @if i > 0 && numbers[i - 1] + 1 < *page { span aria-hidden="true" { "…" } }
                    a href=(route.at_page(*page)) data-focus="resultats" aria-current=[(*page == current).then_some("page")] {
                        span.discret { "Page " } (number(*page))
                    }
                }
                @if current < pages { a href=(route.at_page(current + 1)) rel="next" data-focus="resultats" { "Suivante ›" } }
            }
        }
    }
}

impl Route {
    /// The list with one facet chosen, or no longer when it was.
    fn toggling(&self, facet: Facet, value: &str) -> Self {
        let mut route = self.clone();
        let chosen = self.filters.get(facet) == Some(value);
        route.filters.set(facet, (!chosen).then(|| value.to_owned()));
        route.filters.page = 1;
        route
    }

    fn searching(&self, text: &str) -> Self {
        let mut route = self.clone();
        route.filters.query = text.to_owned();
        route.filters.page = 1;
        route
    }

    fn at_page(&self, page: usize) -> Self {
        let mut route = self.clone();
        route.filters.page = page;
        route
    }

    fn sorted_by(&self, sort: Sort) -> Self {
        let mut route = self.clone();
        route.filters.sort = sort;
        route.filters.page = 1;
        route
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::{FlagSubject, RecordState, Section},
        view::testing,
    };

    fn selected(checked: &Checked, hash: &str) -> Vec<usize> {
        Selection::of(checked, &Route::parse(hash).filters).indices
    }

    #[test]
    fn states_share_out_the_records() {
        let checked = testing::checked();
        let mut all: Vec<usize> = RecordState::ALL
            .iter()
            .flat_map(|state| {
                let found = selected(&checked, &format!("#/jeux?etat={}", state.id()));
                assert_eq!(found.len(), checked.report.tally.of(*state));
                found
            })
            .collect();
        all.sort_unstable();
        assert_eq!(all, (0..checked.report.tally.total()).collect::<Vec<_>>());
    }

    /// A number on a facet is what choosing it shows.
    #[test]
    fn counts_are_what_links_lead_to() {
        let checked = testing::checked();
        let filters = Route::parse("#/jeux?etat=a-corriger").filters;
        for (facet, values) in Selection::of(&checked, &filters).facets {
            for (value, count) in values {
                let mut chosen = filters.clone();
                chosen.set(facet, Some(value.clone()));
                assert_eq!(Selection::of(&checked, &chosen).indices.len(), count, "{facet:?} {value}");
            }
        }
    }

    #[test]
    fn a_flag_gathers_its_rules() {
        let checked = testing::checked();
        for subject in FlagSubject::ALL {
            let expected = checked
                .report
                .verdicts
                .iter()
                .filter(|verdict| verdict.flags.is_some())
                .filter(|verdict| {
                    verdict
                        .findings
                        .iter()
                        .any(|f| f.rule.shelf() == Section::Flag && f.evidence.field == subject.field())
                })
                .count();
            let found = selected(&checked, &format!("#/jeux?probleme={}", subject_id(subject)));
            assert_eq!(found.len(), expected, "{subject:?}");
            assert!(expected > 0, "{subject:?}");
        }
    }

    #[test]
    fn searching_ignores_accents_capitals_and_order() {
        let checked = testing::of(vec![crate::check::testing::dataset_item("ecoles-2026", |dataset, _| {
            dataset.title = "Écoles d’Œuvre-la-Forêt".to_owned();
        })]);
        for (words, found) in
            [("ecole", 1), ("FORET école", 1), ("d'oeuvre", 1), ("2026", 1), ("école 2025", 0), ("  ", 1)]
        {
            let route = format!("#/jeux?q={}", super::super::route::encode(words));
            assert_eq!(selected(&checked, &route).len(), found, "{words}");
        }
    }

    #[test]
    fn sorting_is_stable_and_reversible() {
        let checked = testing::checked();
        for key in ["etat", "titre", "note", "date"] {
            let up = selected(&checked, &format!("#/jeux?tri={key}"));
            let down = selected(&checked, &format!("#/jeux?tri=-{key}"));
            assert_eq!(up.len(), down.len());
            let title = |index: &usize| fold(checked.catalogue.job.items[*index].name());
            if key == "titre" {
                assert!(up.is_sorted_by_key(title), "{key}");
                assert!(down.iter().rev().is_sorted_by_key(title), "{key}");
            }
        }
        let first = selected(&checked, "#/jeux")[0];
        assert_eq!(checked.report.verdicts[first].state, RecordState::Failed);
    }

    #[test]
    fn pages_hold_fifty_records() {
        let items = (0..120).map(|n| crate::check::testing::dataset_item(&format!("jeu-{n}"), |_, _| {}));
        let checked = testing::of(items.collect());
        for (number, rows) in [(1, 50), (2, 50), (3, 20), (9, 20)] {
            let page = page(&checked, &Route::parse(&format!("#/jeux?page={number}")));
            assert_eq!(page.html.matches("scope=\"row\"").count(), rows, "page {number}");
        }
    }
}
