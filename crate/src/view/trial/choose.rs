//! What can be tried: corrections to tick, values to choose, the source to edit.

use maud::{Markup, html};

use super::{
    EDITABLE, SHOWN,
    chosen::{Correction, Gap, corrections, gaps},
};
use crate::{
    trial::{Trial, sources},
    view::{
        Checked,
        format::{count, cut, number, plain},
        wording,
    },
};

pub(super) fn choose(checked: &Checked, trial: Option<&Trial>, record: Option<usize>) -> Markup {
    let (can, cannot): (Vec<_>, Vec<_>) =
        corrections(checked, record).into_iter().partition(|correction| correction.records > 0);
    let gaps = gaps(checked, record);
    let is_chosen = |id: &str| {
        trial
            .filter(|trial| !trial.chosen.is_empty())
            .map(|trial| trial.chosen.iter().any(|other| other == id))
    };
    html! {
        section.essai-choix aria-labelledby="titre-choix" {
            h2 #titre-choix { "Corrections proposées" }
            @if can.is_empty() && gaps.is_empty() {
                p { "Aucune valeur à écrire n’est connue d’avance" @if record.is_some() { " : changez la source de la fiche ci-dessous." } @else { "." } }
            } @else {
                form #essai data-essai="" {
                    @if !can.is_empty() {
                        fieldset {
                            legend { "Valeurs à écrire" }
                            @for correction in &can { (check(correction, record.is_none(), is_chosen(&correction.id) != Some(false))) }
                        }
                    }
                    @for gap in &gaps { (gap_of(gap, record.is_none(), &|id| is_chosen(id) == Some(true))) }
                    p.boutons { button.principal type="submit" data-focus="titre-essai" { "Voir l’effet" } }
                }
            }
            @if !cannot.is_empty() {
                details {
                    summary { "À écrire à la main (" (number(cannot.len())) ")" }
                    ul { @for correction in &cannot { li { (correction.rule.title) " : écrivez " code { (correction.value) } } } }
                }
            }
        }
    }
}

fn check(correction: &Correction<'_>, with_count: bool, is_checked: bool) -> Markup {
    html! {
        label.case {
            input type="checkbox" name="correction" value=(correction.id) checked[is_checked];
            span {
                b { (correction.rule.title) } " : "
                @if let Some(raw) = correction.raw { "« " span data-verbatim { (cut(&plain(raw), 80)) } " » → " }
                code data-verbatim { (cut(correction.value, 120)) }
                @if with_count { " (" (count(correction.records, "fiche", "fiches")) ")" }
            }
        }
    }
}

fn gap_of(gap: &Gap, with_count: bool, is_chosen: &dyn Fn(&str) -> bool) -> Markup {
    let id = gap.id(0);
    html! {
        div.essai-manque {
            label for=(id) {
                (wording::subject(gap.subject)) " à choisir"
                @if with_count { " pour " (count(gap.records, "fiche", "fiches")) }
            }
            select id=(id) name="correction" {
                option value="" { "Ne rien changer" }
                @for (index, choice) in gap.choices.iter().enumerate() {
                    option value=(gap.id(index)) selected[is_chosen(&gap.id(index))] data-verbatim { (choice.label) }
                }
            }
        }
    }
}

/// The field where a text of the record is edited.
pub(super) fn text_id(rank: usize) -> String {
    format!("source-essai-{rank}")
}

pub(super) fn edit(checked: &Checked, trial: Option<&Trial>, index: usize) -> Markup {
    let original = sources(&checked.catalogue, index);
    let texts = trial.map(|trial| &trial.sources).filter(|texts| !texts.is_empty()).unwrap_or(&original);
    let document =
        checked.row(index).and_then(|(item, _)| checked.catalogue.documents.get(item.origin.document));
    let size: usize = texts.iter().map(String::len).sum();
    html! {
        section aria-labelledby="titre-source" {
            h2 #titre-source { "Source de la fiche" }
            @if original.is_empty() || size > EDITABLE || texts.len() > SHOWN {
                p { "La place de cette fiche dans son document n’est pas connue, ou elle est trop longue pour être changée ici : changez le document lui-même, et déposez-le." }
            } @else {
                form #essai-source data-essai="" {
                    @for (rank, text) in texts.iter().enumerate() {
                        label for=(text_id(rank)) {
                            @if rank == 0 { "Ce que le portail écrit" @if let Some(document) = document { " dans " span data-verbatim { (document.name) } } }
                            @else { "Et plus loin dans le document (" (number(rank + 1)) " sur " (number(texts.len())) ")" }
                        }
                        textarea id=(text_id(rank)) rows=(text.lines().count().clamp(2, 16) + 1) spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" data-verbatim { "\n" (text) }
                    }
                    p.boutons {
                        button.principal type="submit" data-focus="titre-essai" { "Essayer ce texte" }
                        @if trial.is_some() { button type="button" data-ordre="untry" data-focus="titre-source" { "Revenir au texte d’origine" } }
                    }
                }
            }
        }
    }
}
