//! The report of the command, for a terminal.

use std::fmt::{self, Write as _};

use super::Checked;
use crate::{
    check::{RULES, Severity, State},
    harvest::JobStatus,
};

/// The whole report: what could not be read, the verdict, the flags, then each record that needs a look.
pub fn report(checked: &Checked) -> String {
    let mut out = String::new();
    // Writing to a `String` cannot fail.
    let _ = write(&mut out, checked);
    out
}

fn write(out: &mut String, checked: &Checked) -> fmt::Result {
    let Checked { catalogue, report, .. } = checked;
    for problem in &catalogue.problems {
        writeln!(out, "! {problem}")?;
    }
    let Some(kind) = catalogue.options.kind else { return Ok(()) };
    let tally = &report.tally;
    writeln!(out, "{} fiches lues, comme le ferait le moissonneur {kind} (udata 17.18.0).", tally.total())?;
    for error in &catalogue.job.errors {
        writeln!(out, "! data.gouv.fr dirait\u{a0}: {error}")?;
    }
    if catalogue.job.status == JobStatus::Failed {
        writeln!(out, "Le moissonnage entier échouerait.")?;
    }
    let words = [
        (State::Ready, "prêtes"),
        (State::ToFix, "à corriger"),
        (State::Skipped, "ignorées"),
        (State::Failed, "en échec"),
    ];
    let counts: Vec<_> = words.iter().map(|(state, word)| format!("{} {word}", tally.of(*state))).collect();
    writeln!(out, "{}.\n", counts.join(" · "))?;
    for finding in &report.source {
        writeln!(
            out,
            "{} ({})\u{a0}: {}",
            finding.rule.title,
            finding.rule.severity.label(),
            finding.message
        )?;
    }
    for severity in Severity::ALL {
        for rule in RULES.iter().filter(|rule| rule.severity == severity) {
            let count = report.count(rule.code);
            if count > 0 {
                writeln!(out, "{count:>7}  {} ({}, {})", rule.title, severity.label(), rule.code)?;
            }
        }
    }
    writeln!(out)?;
    for (item, verdict) in catalogue.job.items.iter().zip(&report.verdicts) {
        let state = match verdict.state {
            State::Ready => continue,
            State::ToFix => "à corriger",
            State::Skipped => "ignorée",
            State::Failed => "en échec",
        };
        writeln!(out, "{} [{}] {state}", item.name(), item.remote_id)?;
        for error in &item.errors {
            writeln!(out, "    udata\u{a0}: {}", error.replace('\n', "\n    "))?;
        }
        for finding in &verdict.findings {
            write!(out, "    [{}] {}", finding.rule.severity.label(), finding.message)?;
            match finding.advice() {
                Some(advice) => writeln!(out, " {advice}")?,
                None => writeln!(out)?,
            }
        }
    }
    Ok(())
}
