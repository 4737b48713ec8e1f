//! Screen « Plan » : what to correct, in the order of what it repairs, in the software that the portal runs on.

use maud::{Markup, html};

use super::{
    Checked, HtmlPage, components,
    format::{count, cut, number, plain, plural},
    grouped_findings,
    list::Facet,
    remedy,
    route::{CatalogueSource, Route},
    when, wording,
};
use crate::{
    check::{
        RecordState, RuleLevel, Section,
        groups::groups,
        plan::{self, PlanStep},
    },
    model::Item,
};

/// Steps told on the overview.
const FIRST: usize = 3;
/// Steps with their instructions; the others are a line each.
const STEPS_SHOWN: usize = 12;
/// Commands written for one step.
const COMMANDS: usize = 200;

/// The plan.
pub fn page(checked: &Checked, route: &Route) -> HtmlPage {
    let groups = groups(&checked.catalogue.job.items, &checked.report);
    let steps = plan::steps(&groups);
    let found = count(steps.len(), "correction", "corrections");
    let body = html! {
        (components::check_header(checked, route))
        h1 tabindex="-1" { "Plan : " (found) }
        p.chapeau-plan { "Dans l’ordre de ce que chacune répare, pour " b { (software_name(checked)) } "." }
        @if steps.is_empty() {
            p.vide { "Rien à corriger dans ce qui a été lu." }
        } @else {
            p { a.bouton href=(route.to(super::Screen::Trial { id: None, rank: None })) { "Essayer les corrections" } " : voir l’effet sur le catalogue, sans rien envoyer." }
            (keeper(checked))
            ol.plan {
                @for (rank, step) in steps.iter().enumerate().take(STEPS_SHOWN) { (step_line(checked, route, step, rank)) }
            }
            @if steps.len() > STEPS_SHOWN {
                details {
                    summary { "Et " (count(steps.len() - STEPS_SHOWN, "correction plus rare", "corrections plus rares")) }
                    ul.plan-suite { @for step in &steps[STEPS_SHOWN..] { li { (title(step, route)) } } }
                }
            }
            (letter(checked, &steps))
        }
    };
    HtmlPage::new(format!("Plan – {}", checked.name()), route, body).announcing(found)
}

/// « À faire d’abord », on the overview.
pub(super) fn first(checked: &Checked, route: &Route, steps: &[PlanStep<'_>]) -> Markup {
    when(!steps.is_empty(), || {
        html! {
            section.a-faire aria-labelledby="titre-a-faire" {
                h2 #titre-a-faire { "À faire d’abord" }
                ol {
                    @for (rank, step) in steps.iter().enumerate().take(FIRST) {
                        li {
                            p { (title(step, route)) }
                            @if let Some((_, suggestion)) = step.change {
                                p { "Écrivez " (grouped_findings::copyable(&format!("d-{rank}"), &suggestion.value)) }
                            } @else if let (0, [fix]) = (rank, remedy::of(checked, step.rule.fixes).own.as_slice()) {
                                // The plan tells where to correct the others.
                                p.aide { (fix.software) " : " (fix.how) }
                            }
                        }
                    }
                }
                p { a.bouton href=(route.to(super::Screen::Plan)) {
                    "Tout le plan" span.discret { " : " (count(steps.len(), "correction", "corrections")) }
                } }
            }
        }
    })
}

/// « Une valeur à changer : 27 fiches, +1 point de qualité »
fn title(step: &PlanStep<'_>, route: &Route) -> Markup {
    let list = route.list_of(Facet::Problem, step.rule.code);
    html! {
        @if let Some((value, _)) = step.change {
            a href=(list.and(Facet::Value, value)) { (step.rule.title) } ", une valeur à changer : « "
            span data-verbatim { (cut(&plain(value), 60)) } " »"
        } @else {
            a href=(list) { (step.rule.title) }
        }
        " : " b { (count(step.records, "fiche", "fiches")) }
        @if step.points > 0 { span.gain { ", +" (step.points) " " (plural(step.points, "point", "points")) " de qualité" } }
    }
}

fn step_line(checked: &Checked, route: &Route, step: &PlanStep<'_>, rank: usize) -> Markup {
    let commands = commands(checked, step);
    html! {
        li {
            label.case {
                input type="checkbox" data-coche=(step.id());
                span { (title(step, route)) }
            }
            @if let Some((value, suggestion)) = step.change {
                p {
                    "Remplacez « " span data-verbatim { (cut(&plain(value), 120)) } " » par "
                    (grouped_findings::copyable(&format!("p-{rank}"), &suggestion.value))
                    @if !suggestion.path.is_empty() { " dans " code { (suggestion.path) } }
                }
            } @else {
                p { (step.rule.effect) }
            }
            (remedy::section(checked, step.rule.fixes))
            @if step.records > 1 { (remedy::at_once(checked, step.rule)) }
            @if !commands.is_empty() {
                details {
                    summary { "Commandes CKAN, une par fiche" }
                    (components::copyable(&format!("c-{rank}"), &commands))
                }
            }
        }
    }
}

fn software_name(checked: &Checked) -> &'static str {
    match (remedy::software(checked), checked.catalogue.options.kind) {
        (Some(software), _) => software.label(),
        (None, Some(kind)) => kind.label(),
        (None, None) => "votre logiciel",
    }
}

/// What the software's own command does to each record, for the values that one key of a package holds.
fn commands(checked: &Checked, step: &PlanStep<'_>) -> String {
    let patch = checked.catalogue.options.kind.and_then(|kind| kind.backend().patch_command);
    let (Some((value, suggestion)), Some(patch)) = (step.change, patch) else { return String::new() };
    let is_key = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if suggestion.path.is_empty() || !suggestion.path.chars().all(is_key) {
        return String::new();
    }
    let holds = |item: &Item, findings: &[crate::check::Finding]| {
        let is_it = |finding: &&crate::check::Finding| {
            finding.rule == step.rule && finding.evidence.raw.as_deref() == Some(value)
        };
        findings.iter().any(|finding| is_it(&finding)) && !item.remote_id.is_empty()
    };
    let rows = checked.rows().filter(|(item, verdict)| holds(item, &verdict.findings));
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "'\\''"));
    let command = |item: &Item| {
        let [id, new] = [&item.remote_id, &suggestion.value].map(|text| quoted(text));
        format!("{patch} id={id} {}={new}", suggestion.path)
    };
    rows.take(COMMANDS).map(|(item, _)| command(item)).collect::<Vec<_>>().join("\n")
}

/// Boxes are kept by the browser when the person asks for it, and only then.
fn keeper(checked: &Checked) -> Markup {
    let kept = match &checked.reading.source {
        Some(CatalogueSource::Malformed(_)) | None => None,
        Some(source) => Some(format!("plan {source}")),
    };
    html! {
        @if let Some(name) = kept {
            label.case.garder {
                input type="checkbox" data-garder=(name);
                span { "Garder les cases cochées dans ce navigateur" }
            }
        }
    }
}

/// A few lines for the elected official, or for who runs the portal.
fn letter(checked: &Checked, steps: &[PlanStep<'_>]) -> Markup {
    let tally = &checked.report.tally;
    let lines: Vec<_> = steps.iter().take(5).map(|step| line(step)).collect();
    let text = format!(
        "Bonjour,\n\nAvant le moissonnage de {} par data.gouv.fr, un contrôle des {} donne : {} {}, {} à corriger, {} qui \
         n’arriveraient pas.\n\nÀ corriger d’abord :\n{}\n\nCes corrections se font à la source ; rien n’est à refaire sur \
         data.gouv.fr.\n\nBien à vous,",
        checked.name(),
        wording::records(checked.catalogue.options.kind, tally.total()),
        number(tally.of(RecordState::Ready)),
        plural(tally.of(RecordState::Ready), "prête", "prêtes"),
        number(tally.of(RecordState::ToFix)),
        number(tally.of(RecordState::Skipped) + tally.of(RecordState::Failed)),
        lines.join("\n"),
    );
    html! {
        details.lettre {
            summary { h2 { "Lettre à envoyer" } }
            (components::copyable("lettre", &text))
        }
    }
}

fn line(step: &PlanStep<'_>) -> String {
    let records = count(step.records, "fiche", "fiches");
    match step.change {
        Some((value, suggestion)) => format!(
            "- {} ({records}) : remplacer « {} » par « {} »",
            step.rule.title,
            cut(&plain(value), 80),
            suggestion.value
        ),
        None if step.rule.shelf() == Section::Refusal && step.rule.level == RuleLevel::Record => {
            format!("- {} ({records} qui n’arrivent pas)", step.rule.title)
        }
        None => format!("- {} ({records})", step.rule.title),
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Reverse;

    use super::*;
    use crate::{check::Severity, view::testing};

    #[test]
    fn every_record_of_a_rule_is_in_its_steps() {
        let checked = testing::checked();
        let groups = groups(&checked.catalogue.job.items, &checked.report);
        let steps = plan::steps(&groups);
        assert!(!steps.is_empty());
        for group in groups.iter().filter(|group| group.rule.severity != Severity::Advice) {
            let repaired: usize =
                steps.iter().filter(|step| step.rule == group.rule).map(|step| step.records).sum();
            assert!(repaired >= group.records, "{}", group.rule.code);
        }
        assert!(steps.is_sorted_by_key(|step| Reverse(step.weight())));
    }

    #[test]
    fn the_plan_has_a_box_for_each_step_and_a_letter() {
        let checked = testing::checked();
        let html = page(&checked, &Route::parse("#/plan")).html;
        assert!(html.matches("data-coche=").count() > 1, "{html}");
        assert!(html.contains("id=\"lettre\""));
    }
}
