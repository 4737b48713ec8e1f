//! « Ce qui manque » : the three flags, each grouped by rule and by source value.

use maud::{Markup, html};

use super::super::{
    Checked, components,
    format::{count, number, plural},
    grouped_findings,
    list::{Facet, subject_id},
    route::Route,
    wording,
};
use crate::check::{FlagSubject, groups::Group};

/// The three flags, each grouped by rule and by source value.
pub(super) fn missing(checked: &Checked, route: &Route, groups: &[Group<'_>]) -> Markup {
    html! {
        section.manques aria-labelledby="titre-manques" {
            div.titre-actions {
                h2 #titre-manques { "Ce qui manque" }
                (components::downloads(checked, route))
            }
            div.cartes {
                @for subject in FlagSubject::ALL { (flag_card(checked, route, groups, subject)) }
            }
        }
    }
}

fn flag_card(checked: &Checked, route: &Route, groups: &[Group<'_>], subject: FlagSubject) -> Markup {
    let published = checked.report.tally.published();
    let flagged: Vec<&Group<'_>> = groups.iter().filter(|group| group.rule.flag == Some(subject)).collect();
    // A raised flag has exactly one rule that tells it.
    let n: usize = flagged.iter().map(|group| group.records).sum();
    let id = format!("manque-{}", subject_id(subject));
    html! {
        article.carte aria-labelledby=(id) {
            h3 id=(id) { (wording::subject(subject)) }
            @if n == 0 {
                p.carte-bilan.bien { span aria-hidden="true" { "✓ " } "Rien à corriger" }
                p { (number(published)) " " (plural(published, "fiche publiée", "fiches publiées")) "." }
            } @else {
                p.carte-bilan { b.chiffre { (number(n)) } " " span { (plural(n, "fiche à corriger", "fiches à corriger")) ", " (wording::percent(n, published)) } }
                ul.constats {
                    @for group in &flagged {
                        li { a href=(route.list_of(Facet::Problem, group.rule.code)) { (group.rule.title) } " " span.nombre { (number(group.records)) } }
                    }
                }
                @if subject == FlagSubject::Licence { (licence_warning(checked)) }
                @if flagged.iter().any(|group| !group.values.is_empty()) {
                    h4 { "Valeurs d’origine" }
                    @for group in &flagged { (grouped_findings::most_frequent(group, route)) }
                }
                p { a.bouton href=(route.list_of(Facet::Problem, subject_id(subject))) {
                    "Voir " (plural(n, "la fiche", "les ")) @if n > 1 { (number(n)) " fiches" }
                    span.discret { " à corriger : " (wording::subject(subject)) }
                } }
            }
        }
    }
}

/// What data.gouv.fr would show instead of the missing licence.
fn licence_warning(checked: &Checked) -> Markup {
    let counted = checked.report.count("licence-comptee");
    super::super::when(counted > 0, || {
        html! {
            p.contradiction {
                "data.gouv.fr affichera pourtant « Licence renseignée » pour " (count(counted, "fiche", "fiches")) "."
            }
        }
    })
}
