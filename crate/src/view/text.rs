//! The report of the command, for a terminal.

use std::{
    fmt::{self, Write as _},
    io::{self, Write as _},
};

pub use super::comparison::text as comparison;
use super::{
    Checked,
    components::PROBLEMS,
    format::{count, plural},
    isogeo, overview, wording,
};
use crate::portal::{
    Candidate, Fault,
    fault::{Explanation, Remedy},
};
use crate::text::{
    typography::text as french,
    visible::{Screen, visible},
};
use crate::{
    Catalogue,
    check::{RULES, RecordState, Severity},
    model::VERSIONS,
    text::order,
};

/// The whole report: what could not be read, the verdict, the flags, then each record that needs a look.
pub fn report(checked: &Checked) -> String {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = write(checked, &mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

/// Writes [`report`] as it is made.
///
/// # Errors
///
/// Those of `out`.
pub fn write(checked: &Checked, out: &mut dyn io::Write) -> io::Result<()> {
    let mut screen = Screen::of_text(out);
    tell(checked, &mut screen)?;
    screen.flush()
}

/// A message as a terminal may show it: in French typography, and with nothing of a portal that acts on it.
pub fn terminal(message: &str) -> String {
    visible(&french(message)).into_owned()
}

/// What a portal turned out to be.
pub fn recognised(host: &str, candidates: &[Candidate]) -> String {
    let mut out = String::new();
    let Some((found, others)) = candidates.split_first() else { return out };
    let Candidate { software, kind, url, why, .. } = found;
    // Writing to a `String` cannot fail.
    let _ = writeln!(out, "{host} : {} ({why}).", software.label());
    let _ = writeln!(out, "  À saisir sur data.gouv.fr : type {kind}, adresse {url}");
    if let Some(prefix) = &found.prefix {
        let _ = writeln!(out, "  Préfixe d’URL distante : {prefix}");
    }
    for filter in &found.filters {
        let sign = if filter.exclude { "exclure" } else { "garder" };
        let _ = writeln!(out, "  Filtre : {sign} {} = {}", filter.key, filter.value);
    }
    for caution in &found.cautions {
        let _ = writeln!(out, "  ! {caution}");
    }
    for other in others {
        let _ = writeln!(out, "  Sinon : type {}, adresse {} ({}).", other.kind, other.url, other.why);
    }
    out
}

/// A share out of 100, drawn: « [███████▒▒▒]  ».
pub fn bar(percent: u32) -> String {
    let full = usize::try_from(percent.min(100) / 10).unwrap_or(0);
    format!("[{}{}] ", "█".repeat(full), "▒".repeat(10 - full))
}

/// Why nothing could be read, and what to do.
pub fn faults(faults: &[Fault], candidates: &[Candidate]) -> String {
    let mut out = String::new();
    for fault in faults {
        // Writing to a `String` cannot fail.
        let _ = explain(&mut out, &fault.explain(candidates));
    }
    out
}

fn explain(out: &mut String, explanation: &Explanation) -> fmt::Result {
    writeln!(out, "{}\n  {}\n  {}", explanation.title, explanation.cause, explanation.harvest)?;
    for action in &explanation.actions {
        match action {
            Remedy::Say(text) => writeln!(out, "  – {text}")?,
            Remedy::Check { label, address, kind } => {
                let way = kind.map_or_else(String::new, |kind| format!("--as {} ", kind.id()));
                writeln!(out, "  – {label} : avant-moisson {way}'{address}'")?;
            }
            Remedy::Administrator { about, setting } => writeln!(out, "  – {about} {setting}")?,
            Remedy::Download { address, .. } => {
                writeln!(out, "  – Téléchargez {address}, puis donnez le fichier.")?
            }
            // Of no use here, where the command is already running and no browser holds it back.
            Remedy::Which(_) | Remedy::Run(_) | Remedy::Command(_) | Remedy::Retry => {}
        }
    }
    writeln!(out, "  ({})", explanation.detail.replace('\n', " · "))
}

/// What could not be read, a line each: an archive may hold a hundred thousand empty files.
pub fn problems(catalogue: &Catalogue) -> impl Iterator<Item = String> {
    let others = catalogue.problems.len().saturating_sub(PROBLEMS);
    let more = (others > 0).then(|| format!("Et {}.", count(others, "autre problème", "autres problèmes")));
    catalogue.problems.iter().take(PROBLEMS).map(ToString::to_string).chain(more)
}

fn tell(checked: &Checked, out: &mut Screen<'_>) -> io::Result<()> {
    let (catalogue, report) = (&checked.catalogue, &checked.report);
    for line in problems(catalogue) {
        writeln!(out, "! {}", french(&line))?;
    }
    let Some(kind) = catalogue.options.kind else { return Ok(()) };
    let tally = &report.tally;
    let read = format!(
        "{} {}, comme le ferait le moissonneur {kind} (udata {}).",
        count(tally.total(), "fiche", "fiches"),
        plural(tally.total(), "lue", "lues"),
        VERSIONS.udata
    );
    writeln!(out, "{}", french(&read))?;
    for error in &catalogue.job.errors {
        writeln!(out, "{}{error}", french("! data.gouv.fr dirait : "))?;
    }
    writeln!(out, "{}", french(&overview::sentence(checked).1))?;
    let words = [
        (RecordState::Ready, "prête", "prêtes"),
        (RecordState::ToFix, "à corriger", "à corriger"),
        (RecordState::Skipped, "ignorée", "ignorées"),
        (RecordState::Failed, "en échec", "en échec"),
    ];
    let counts: Vec<_> = words.iter().map(|(state, one, many)| count(tally.of(*state), one, many)).collect();
    writeln!(out, "{}.", french(&counts.join(" · ")))?;
    if let Some(far) = overview::how_far(checked) {
        writeln!(out, "{}", french(&far))?;
    }
    writeln!(out)?;
    for finding in &report.source {
        writeln!(
            out,
            "{} ({}) : {}",
            finding.rule.title,
            finding.rule.severity.label(),
            french(&finding.message)
        )?;
    }
    // Of records that are kept.
    if let Some((datasets, total)) = isogeo::tally(checked).filter(|_| !report.verdicts.is_empty()) {
        let line = format!(
            "Vues par le moissonneur CSW d’Opendatasoft : {} sur {}, celles qui ont un service WFS public.",
            count(datasets, "jeu de données", "jeux de données"),
            count(total, "fiche", "fiches"),
        );
        writeln!(out, "{}", french(&line))?;
    }
    for severity in Severity::ALL {
        for rule in RULES.iter().filter(|rule| rule.severity == severity) {
            let count = report.count(rule.code);
            if count > 0 {
                writeln!(out, "{count:>7}  {} ({}, {})", french(rule.title), severity.label(), rule.code)?;
                if let Some(line) = wording::to_fill(checked, rule, str::to_owned) {
                    writeln!(out, "         {}", french(&line))?;
                }
            }
        }
    }
    writeln!(out)?;
    let mut told = report.told();
    for (item, verdict) in catalogue.job.items.iter().zip(&report.verdicts) {
        let findings = told.of_next(verdict);
        let state = match verdict.state {
            RecordState::Ready => continue,
            RecordState::ToFix => "à corriger",
            RecordState::Skipped => "ignorée",
            RecordState::Failed => "en échec",
        };
        writeln!(out, "{} [{}] {state}", item.name(), item.remote_id)?;
        for error in &item.errors {
            writeln!(out, "    {}{}", french("udata : "), error.to_string().replace('\n', "\n    "))?;
        }
        let mut findings: Vec<_> = findings.iter().collect();
        order::by_key(&mut findings, |finding| std::cmp::Reverse(finding.rule.severity));
        for finding in findings {
            write!(out, "    [{}] {}", finding.rule.severity.label(), french(&finding.message))?;
            match finding.advice() {
                Some(advice) => writeln!(out, " {}", french(&advice))?,
                None => writeln!(out)?,
            }
        }
    }
    Ok(())
}
