//! What to fix, what data.gouv.fr will not say, and why a record is left out.

use maud::{Markup, html};

use super::{
    super::{
        format::{cut, plain},
        grouped_findings, remedy,
        route::Screen,
        wording,
    },
    View,
};
use crate::{
    check::{Finding, Fix, RecordState, Section, choice},
    correction,
};

/// « À corriger » : finding, effect, where to fix.
pub(super) fn to_fix(view: View<'_>) -> Markup {
    let findings = on_shelves(view, &[Section::Refusal, Section::Flag, Section::Fix]);
    html! {
        @if !findings.is_empty() {
            section.a-corriger aria-labelledby="titre-corriger" {
                h2 #titre-corriger { "À corriger" }
                // The band above already says what blocks a record that does not arrive.
                @let alone = findings.len() == 1 && view.verdict.state.is_published();
                @for (index, finding) in findings.into_iter().enumerate() {
                    details.constat open[alone] {
                        summary { b { (finding.rule.title) } (evidence(finding)) }
                        p { (finding.message) }
                        (suggestion(view, finding, &format!("ecrire-{index}")))
                        p { b { "Effet sur data.gouv.fr : " } (finding.rule.effect) }
                        p { b { "Où corriger" } }
                        (remedy::section(view.checked, finding.rule.fixes))
                        (remedy::at_once(view.checked, finding.rule))
                        p { (help(view, finding)) }
                    }
                }
            }
        }
    }
}

fn on_shelves<'v>(view: View<'v>, shelves: &[Section]) -> Vec<&'v Finding> {
    view.verdict.findings.iter().filter(|finding| shelves.contains(&finding.rule.shelf())).collect()
}

fn evidence(finding: &Finding) -> Markup {
    html! {
        @if let Some(raw) = finding.evidence.raw.as_ref().filter(|raw| !raw.trim().is_empty()) { " : « " (cut(&plain(raw), 120)) " »" }
        @if !finding.evidence.path.is_empty() { " " code { (finding.evidence.path) } }
    }
}

/// The value to write, alone and in the syntax of the export, each ready to be copied.
pub(super) fn suggestion(view: View<'_>, finding: &Finding, id: &str) -> Markup {
    let Some(suggestion) = &finding.suggestion else { return choices(view, finding, id) };
    let catalogue = &view.checked.catalogue;
    let document = catalogue.documents.get(view.item.origin.document);
    let snippet = correction::source_snippet(suggestion, catalogue.options.kind, document);
    html! {
        p { b { "Écrivez : " } (grouped_findings::copyable(id, &suggestion.value)) }
        @if let Some(snippet) = snippet {
            p { b { "Dans l’export, en " (snippet.syntax) " : " } (grouped_findings::copyable(&format!("{id}-syntaxe"), &snippet.text)) }
        }
    }
}

/// What only a person can choose, where the record says nothing.
fn choices(view: View<'_>, finding: &Finding, id: &str) -> Markup {
    let flags = view.verdict.flags.iter().flatten();
    let flag = finding.rule.flag.and_then(|subject| flags.into_iter().find(|flag| flag.subject == subject));
    let kind = view.checked.catalogue.options.kind;
    let choices = flag.map(|flag| choice::choices(view.item, flag, kind)).unwrap_or_default();
    html! {
        @if let Some(first) = choices.first() {
            p { "À choisir, dans " code { (first.suggestion.path) } " :" }
            ul {
                @for (rank, choice) in choices.iter().enumerate() {
                    li {
                        @if !choice.names_itself() { (choice.label) " : " }
                        (grouped_findings::copyable(&format!("{id}-choix-{rank}"), &choice.suggestion.value))
                    }
                }
            }
        }
    }
}

pub(super) fn help(view: View<'_>, finding: &Finding) -> Markup {
    let rule = finding.rule;
    html! {
        a href=(view.route.to(Screen::Help(Some(rule.code.to_owned())))) {
            "Comprendre et corriger" span.discret { " : " (rule.title) }
        }
    }
}

/// « Où corriger », by software.
pub fn fixes<'f>(fixes: impl IntoIterator<Item = &'f &'f Fix>) -> Markup {
    let fixes: Vec<_> = fixes.into_iter().collect();
    html! {
        @if !fixes.is_empty() {
            dl.corrections {
                @for fix in fixes { dt { (fix.software) } dd { (fix.how) } }
            }
        }
    }
}

/// « Ce que data.gouv.fr ne dira pas » of this record.
pub(super) fn silences(view: View<'_>) -> Markup {
    let findings = on_shelves(view, &[Section::Silence]);
    html! {
        @if !findings.is_empty() && view.verdict.state.is_published() {
            section.silences aria-labelledby="titre-silences" {
                h2 #titre-silences { "Ce que data.gouv.fr ne dira pas" }
                ul {
                    @for (index, finding) in findings.into_iter().enumerate() {
                        li {
                            h3 { (finding.rule.title) (evidence(finding)) }
                            p { (finding.message) }
                            (suggestion(view, finding, &format!("silence-{index}")))
                            p { b { "Effet sur data.gouv.fr : " } (finding.rule.effect) }
                            p { (help(view, finding)) }
                        }
                    }
                }
            }
        }
    }
}

/// « Conseils » : the record arrives, and could say more.
pub(super) fn advice(view: View<'_>) -> Markup {
    let findings = on_shelves(view, &[Section::Advice]);
    html! {
        @if !findings.is_empty() {
            section.conseils aria-labelledby="titre-conseils" {
                h2 #titre-conseils { "Conseils" }
                @for (index, finding) in findings.into_iter().enumerate() {
                    details.constat.constat-conseil {
                        summary { b { (finding.rule.title) } (evidence(finding)) }
                        p { (finding.message) }
                        (suggestion(view, finding, &format!("conseil-{index}")))
                        p { b { "Effet sur data.gouv.fr : " } (finding.rule.effect) }
                        p { (help(view, finding)) }
                    }
                }
            }
        }
    }
}

/// Why a record is ignored or fails: there is no page to show.
pub(super) fn refused(view: View<'_>) -> Markup {
    let what = match view.verdict.state {
        RecordState::Skipped => "data.gouv.fr ignorerait cette fiche",
        _ => "data.gouv.fr refuserait cette fiche",
    };
    html! {
        section.encart.encart-alerte aria-labelledby="titre-refus" {
            h2 #titre-refus { (what) }
            (reasons(view))
            @if let Some(finding) = wording::blocking(&view.verdict.findings) { (suggestion(view, finding, "ecrire-refus")) }
            p { "Elle n’aurait pas de page ; le reste du catalogue serait moissonné. En gris, ce qui existerait une fois l’obstacle levé." }
            @if !view.item.errors.is_empty() {
                details {
                    summary { "Message de data.gouv.fr" }
                    @for error in &view.item.errors { pre lang="en" tabindex="0" { (error) } }
                }
            }
        }
    }
}

/// Each path that is refused, its value, and what to write instead.
fn reasons(view: View<'_>) -> Markup {
    let entries: Vec<_> = view.item.trace.of(wording::RECORD).collect();
    html! {
        @if entries.is_empty() {
            p { (wording::reason(view.item, &view.verdict.findings)) }
        } @else {
            ul.refus {
                @for entry in entries {
                    li {
                        @if !entry.path().is_empty() { code { (entry.path()) } }
                        @if let Some(raw) = entry.raw().filter(|raw| !raw.is_empty()) { " : « " code { (cut(raw, 200)) } " »" }
                        @if let Some(change) = &entry.change() { span.conseil-refus { (change) } }
                    }
                }
            }
        }
    }
}
