//! The panel beside the page: where a field comes from, what happened to it, what to write instead.

use maud::{Markup, html};

use super::{
    super::{components, format::cut, wording},
    View, findings, marks, origin, quality, raw,
};
use crate::{
    check::Finding,
    model::{Entry, Field, How},
    text::order,
};

/// Lines of the trace shown at once; the others are folded.
const SHOWN: usize = 3;

pub(super) fn panel(view: View<'_>, field: Field, number: Option<usize>) -> Markup {
    let entries = marks::entries(view, field);
    let (open, folded): (Vec<_>, Vec<_>) = if field.resource.is_some() {
        entries.into_iter().partition(|(entry, _)| !matches!(entry.how(), How::AsIs))
    } else {
        let mut entries = entries;
        // What was taken comes first: it is what the page shows.
        order::by_key(&mut entries, |(entry, _)| entry.how() == How::Ignored);
        let rest = entries.split_off(entries.len().min(SHOWN));
        (entries, rest)
    };
    let found: Vec<&Finding> = view
        .verdict
        .findings
        .iter()
        .filter(|finding| marks::is_about(field, finding.evidence.field, finding.evidence.resource))
        .collect();
    html! {
        section.panneau aria-labelledby="panneau-titre" {
            div.panneau-tete {
                p #panneau-titre tabindex="-1" {
                    @if let Some(number) = number { span.repere aria-hidden="true" { (number) } " " }
                    b { (marks::label(field)) }
                }
                a.panneau-fermer href=(view.opening(None)) data-echap="" data-focus={ "repere-" (marks::key(field)) } { "Fermer" }
            }
            (flag(view, field))
            @if field.name == marks::QUALITY {
                (quality::truths(view))
            }
            @for (entry, of) in &open { (line(view, *entry, *of, field)) }
            @for (index, finding) in found.iter().enumerate() { (advice(view, finding, index)) }
            @if open.is_empty() && found.is_empty() && field.name != marks::QUALITY {
                p.absent { (nothing(field)) }
            }
            @if !folded.is_empty() {
                details {
                    summary { (if field.resource.is_some() { "Repris tel quel" } else { "Autres valeurs lues" }) " (" (folded.len()) ")" }
                    @for (entry, of) in &folded { (line(view, *entry, *of, field)) }
                }
            }
        }
    }
}

/// What is to be said of a field that nothing traces.
fn nothing(field: Field) -> &'static str {
    match field.name {
        "organization" => {
            "C’est l’organisation choisie dans le formulaire du moissonneur, quoi qu’écrive le portail."
        }
        "harvest.modified_at" | "harvest.created_at" => {
            "Le portail ne donne pas cette date : data.gouv.fr en choisit une."
        }
        _ => "Le portail n’écrit rien ici.",
    }
}

/// What the page says, and what is true.
fn flag(view: View<'_>, field: Field) -> Markup {
    let flag = view.verdict.flags.iter().flatten().find(|flag| flag.subject.field() == field.name);
    html! {
        @if let Some(flag) = flag.filter(|_| field.resource.is_none()) {
            p.panneau-verdict { (components::flag(flag)) }
            @if let Some(truth) = quality::truth(view, flag.subject) { p { (truth) } }
        }
    }
}

/// One value: where it was read, as it was written, and what became of it.
fn line(view: View<'_>, entry: Entry<'_>, of: Field, marked: Field) -> Markup {
    html! {
        div.panneau-valeur {
            @if of.name != marked.name { p.panneau-champ { (wording::field(of.name.strip_prefix("extras.").unwrap_or(of.name))) } }
            p {
                b.{ "sort-" (origin::tone(entry.how())) } { (origin::capital(wording::how(entry.how()))) }
                @if let Some(change) = entry.change() { " : " (change) }
            }
            @if let Some(raw) = entry.raw() { p.valeur data-verbatim { (cut(raw, 300)) } }
            @if !entry.path().is_empty() { p.aide { (origin::path(entry)) } }
            (raw::around(view, entry))
        }
    }
}

/// What was found there, and what to write instead.
fn advice(view: View<'_>, finding: &Finding, index: usize) -> Markup {
    html! {
        div.panneau-conseil {
            p { (finding.message) }
            (findings::suggestion(view, finding, &format!("panneau-ecrire-{index}")))
            p { (findings::help(view, finding)) }
        }
    }
}
