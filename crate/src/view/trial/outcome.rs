//! What a trial gives for one record, before and after.

use maud::{Markup, html};

use super::{SHOWN, beside, choose::text_id, lines, whole::others_count};
use crate::{
    check::{Flag, FlagSubject, Verdict},
    display::ShownRecord,
    model::{Item, JobStatus},
    source::Document,
    text::visible::visible,
    trial::{Trial, sources},
    view::{
        Checked, card, components,
        format::{count, number},
        record, wording,
    },
};

pub(super) fn outcome(checked: &Checked, trial: &Trial, item: &Item, verdict: &Verdict) -> Markup {
    let was = item.record.as_ref().or(item.ghost.as_ref()).and_then(|record| record::shown(checked, record));
    html! {
        section.essai aria-labelledby="titre-essai" {
            h2 #titre-essai tabindex="-1" { "Avant, après" }
            (failures(checked, trial))
            @if trial.changed.is_empty() { p.encart { "Rien n’a changé : cochez une correction, ou changez le texte." } }
            @match &trial.after {
                None => { p.encart.encart-alerte { "Après ce changement, la fiche n’est plus lue." } },
                Some(after) => {
                    (verdicts(verdict, item, &after.verdict, &after.item))
                    (findings(verdict, &after.verdict))
                    div.essai-cartes {
                        (side("Avant", was.as_ref(), item))
                        (side("Après", after.shown.as_ref(), &after.item))
                    }
                    (pages(was.as_ref(), after.shown.as_ref()))
                },
            }
            (others(trial))
            (take_away(checked, trial))
        }
    }
}

/// What the change broke: where, and what to do.
pub(super) fn failures(checked: &Checked, trial: &Trial) -> Markup {
    let first_line = trial.record.and_then(|record| {
        let (item, _) = checked.row(record)?;
        let document = checked.catalogue.documents.get(item.origin.document)?;
        Some(document.position(item.origin.span.start).0)
    });
    html! {
        @for problem in &trial.problems {
            div.encart.encart-alerte role="alert" {
                p { b { (components::place(problem)) } " : " (problem.found) }
                @if let (Some((line, _)), Some(first)) = (problem.position, first_line) {
                    @if let Some(at) = (line + 1).checked_sub(first).filter(|at| *at > 0) { p { "C’est la ligne " (number(at)) " du texte ci-dessous, ou la suite du document." } }
                }
                p { (problem.advice) }
            }
        }
        @if trial.status == JobStatus::Failed {
            div.encart.encart-alerte role="alert" {
                p { "Le moissonnage entier échouerait avec ce changement." }
                @for error in &trial.errors { pre lang="en" tabindex="0" { (visible(&error.to_string())) } }
            }
        }
    }
}

/// RecordState, flags and quality, before and after.
fn verdicts(was: &Verdict, before: &Item, is: &Verdict, after: &Item) -> Markup {
    let flag = |verdict: &Verdict, subject: FlagSubject| {
        verdict.flags.iter().flatten().find(|flag| flag.subject == subject).cloned()
    };
    let points = |item: &Item| item.dataset().map(|dataset| dataset.quality.points());
    let told = |flag: Option<Flag>| html! { @match flag { Some(flag) => (components::flag(&flag)), None => span.absent { "—" } } };
    let gain = match (points(before), points(after)) {
        (Some(a), Some(b)) if a != b => Some(i16::from(b) - i16::from(a)),
        _ => None,
    };
    html! {
        div.tableau-comparaison { table.comparaison.essai-bilan {
            caption.discret { "Ce qui change pour la fiche" }
            thead { tr { th scope="col" { "Quoi" } th scope="col" { "Avant" } th scope="col" { "Après" } } }
            tbody {
                tr { th scope="row" { "État" } td data-titre="Avant" { (components::state(was.state)) } td data-titre="Après" { (components::state(is.state)) } }
                @for subject in FlagSubject::ALL {
                    tr {
                        th scope="row" { (wording::subject(subject)) }
                        td data-titre="Avant" { (told(flag(was, subject))) }
                        td data-titre="Après" { (told(flag(is, subject))) }
                    }
                }
                tr {
                    th scope="row" { "Qualité" }
                    td data-titre="Avant" { (score(points(before))) }
                    td data-titre="Après" { span { (score(points(after))) @if let Some(gain) = gain { " " b.gain { @if gain > 0 { "+" } (gain) } } } }
                }
            }
        } }
    }
}

fn score(points: Option<u8>) -> Markup {
    html! { @match points { Some(points) => { (points) "/9" } None => span.absent { "—" } } }
}

/// What is no longer told, and what is told at last.
fn findings(was: &Verdict, is: &Verdict) -> Markup {
    let without = |verdict: &Verdict, other: &Verdict| {
        let mut rules: Vec<_> = verdict.findings.iter().map(|finding| finding.rule).collect();
        rules.dedup_by_key(|rule| rule.code);
        rules.retain(|rule| other.finding(rule.code).is_none());
        rules
    };
    let list = |title: &str, rules: &[&'static crate::check::Rule]| {
        html! { @if !rules.is_empty() { p { b { (title) } " : " @for (index, rule) in rules.iter().enumerate() { @if index > 0 { ", " } (rule.title) } "." } } }
    };
    html! {
        (list("Corrigé", &without(was, is)))
        (list("Nouveau", &without(is, was)))
    }
}

/// The search result.
fn side(title: &str, shown: Option<&ShownRecord>, item: &Item) -> Markup {
    html! {
        div {
            h3 { (title) }
            @match shown {
                Some(shown) => {
                    @let card = shown.card();
                    (card::card(card, item.record.as_ref().or(item.ghost.as_ref()), html! { span data-verbatim { (card.title) } }))
                },
                None => p.absent { "Aucune page." },
            }
        }
    }
}

/// The two pages, line by line.
fn pages(was: Option<&ShownRecord>, is: Option<&ShownRecord>) -> Markup {
    let of = |shown: Option<&ShownRecord>| shown.map(lines).unwrap_or_default();
    let rows = beside(&of(was), &of(is));
    let changed = rows.iter().filter(|(_, [before, after])| before != after).count();
    let cell = |text: &Option<String>| html! { @match text { Some(text) => span data-verbatim { (text) }, None => span.absent { "—" } } };
    html! {
        h3 { "La page de data.gouv.fr, ligne par ligne" span.nombre { " (" (count(changed, "ligne changée", "lignes changées")) ")" } }
        div.tableau-comparaison {
            table.comparaison.essai-page {
                caption.discret { "Ce que la page affiche, avant et après" }
                thead { tr { th scope="col" { "Sur la page" } th scope="col" { "Avant" } th scope="col" { "Après" } } }
                tbody {
                    @for (label, both) in &rows {
                        @let is_changed = both[0] != both[1];
                        tr.change[is_changed] {
                            th scope="row" { span data-verbatim { (label) } @if is_changed { " " span.drapeau.drapeau-bien { "changé" } } }
                            td data-titre="Avant" { (cell(&both[0])) }
                            td data-titre="Après" { (cell(&both[1])) }
                        }
                    }
                }
            }
        }
    }
}

/// What the change does to the other records.
fn others(trial: &Trial) -> Markup {
    let others = trial.moved.iter().filter(|moved| Some(moved.index) != trial.record).count();
    html! {
        @if others > 0 { p.encart { (count(others, "autre fiche change aussi", "autres fiches changent aussi")) " : elles partagent cette source." } }
        (others_count(trial))
    }
}

/// The corrected record and the whole file, to copy or to download.
pub(super) fn take_away(checked: &Checked, trial: &Trial) -> Markup {
    let name = |index: &usize| {
        checked.catalogue.documents.get(*index).map(|document: &Document| document.name.as_str())
    };
    let original = trial.record.map(|index| sources(&checked.catalogue, index)).unwrap_or_default();
    let texts = trial.sources.iter().zip(&original).enumerate();
    html! {
        @if !trial.changed.is_empty() {
            p.boutons {
                @for (rank, _) in texts.filter(|(_, (is, was))| is != was) {
                    button type="button" data-copier-texte=(text_id(rank)) data-dit="Copié" {
                        "Copier la fiche corrigée" @if trial.sources.len() > 1 { " (texte " (number(rank + 1)) ")" }
                    }
                }
                @for (rank, (index, _)) in trial.changed.iter().enumerate().take(SHOWN) {
                    button type="button" data-export={ "essai-" (rank) } {
                        "Télécharger le fichier corrigé" @if trial.changed.len() > 1 { " : " span data-verbatim { (name(index).unwrap_or_default()) } }
                    }
                }
            }
        }
    }
}
