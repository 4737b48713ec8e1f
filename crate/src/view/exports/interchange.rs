//! The interchange, for programs: the job, its items with their traces, their states and findings.

use std::{
    borrow::Cow,
    io::{self, Write as _},
};

use serde::Serialize;

use crate::{
    Catalogue,
    check::{Finding, RULES, Rule, choice},
    display::{self, Datasets, Setting, ShownRecord},
    model::{JobError, JobStatus, PackedLines},
    text::{typography, visible::Screen},
    view::{Checked, overview},
};

/// What data.gouv.fr would show of each record, in the shape of [`display::Display`]: written as it is made.
pub(super) fn display(checked: &Checked, out: &mut dyn io::Write) -> io::Result<()> {
    let Catalogue { job, options, .. } = &checked.catalogue;
    let mut screen = Screen::of_json(out);
    screen.write_all(b"{\"status\":")?;
    serde_json::to_writer(&mut screen, &job.status)?;
    screen.write_all(b",\"items\":[")?;
    for (rank, item) in display::shown(job, Setting::of(options)).enumerate() {
        if rank > 0 {
            screen.write_all(b",")?;
        }
        serde_json::to_writer(&mut screen, &item)?;
    }
    screen.write_all(b"]}")?;
    screen.flush()
}

/// The version of the interchange's shape: it changes when a field goes or changes its meaning (docs/interchange.schema.json).
const INTERCHANGE: u32 = 1;

/// What the interchange starts with: the items follow, and beside each its state and findings; then those that the harvester
/// does not reach, shown to help.
#[derive(Serialize)]
struct Interchange<'a> {
    version: u32,
    status: JobStatus,
    /// The first sentence of the page.
    verdict: String,
    errors: &'a [JobError],
    /// The day of the harvest: two checks are compared by it.
    date: String,
    /// The host of the portal: two checks are compared when it is the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    portal: Option<&'a str>,
    findings: Vec<ExportedFinding<'a>>,
    /// What only a person can choose, by the rule whose records say nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    templates: Vec<ExportedTemplate>,
}

#[derive(Serialize)]
struct ExportedTemplate {
    rule: &'static str,
    path: String,
    choices: Vec<ExportedChoice>,
}

#[derive(Serialize)]
struct ExportedChoice {
    label: String,
    value: String,
}

/// What may be written where records say nothing, once for each rule.
fn templates(checked: &Checked) -> Vec<ExportedTemplate> {
    let of = |rule: &&'static Rule| {
        let choices = choice::to_fill(
            &checked.catalogue.job.items,
            &checked.report,
            rule,
            checked.catalogue.options.kind,
        );
        let path = choices.first()?.suggestion.path.to_string();
        let choices = choices
            .into_iter()
            .map(|choice| ExportedChoice { label: choice.label, value: choice.suggestion.value })
            .collect();
        Some(ExportedTemplate { rule: rule.code, path, choices })
    };
    RULES.iter().filter_map(of).collect()
}

/// What is written of a record after the record itself.
#[derive(Serialize)]
struct ExportedVerdict<'a> {
    state: &'static str,
    findings: Vec<ExportedFinding<'a>>,
    /// What data.gouv.fr would show, when it is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<ShownRecord>,
}

/// Writes the members of an object, to which others are added.
fn write_members(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    let json = serde_json::to_vec(value)?;
    out.write_all(members(&json))
}

/// The inside of an object.
fn members(json: &[u8]) -> &[u8] {
    json.strip_prefix(b"{").and_then(|json| json.strip_suffix(b"}")).unwrap_or(json)
}

#[derive(Serialize)]
struct ExportedFinding<'a> {
    rule: &'static str,
    severity: &'static str,
    level: &'static str,
    message: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'a str>,
    /// Where to write it, when it is not where the finding stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion_path: Option<&'a str>,
    field: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
}

/// Writes the interchange, with what data.gouv.fr would show of each record beside it.
///
/// # Errors
///
/// Those of `out`.
pub fn write_with_display(checked: &Checked, out: &mut dyn io::Write) -> io::Result<()> {
    write(checked, Some(&Datasets::of(&checked.catalogue.job)), out)
}

/// Writes the interchange.
pub(super) fn write(
    checked: &Checked,
    display: Option<&Datasets<'_>>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let job = &checked.catalogue.job;
    let total = checked.rows().count();
    let seen = job.records_seen().min(total);
    let interchange = Interchange {
        version: INTERCHANGE,
        status: job.status,
        verdict: overview::sentence(checked).1,
        errors: &job.errors,
        date: checked.catalogue.options.now.naive.date().to_string(),
        portal: checked.portal_name(),
        findings: checked.report.source.iter().map(exported).collect(),
        templates: templates(checked),
    };
    let mut screen = Screen::of_json(out);
    screen.write_all(b"{")?;
    write_members(&interchange, &mut screen)?;
    let setting = Setting::of(&checked.catalogue.options);
    let mut packed = checked.report.packed.as_ref().map(PackedLines::reader);
    let mut told = checked.report.told();
    let mut rows = checked.rows();
    for (name, count) in [("items", seen), ("unreached", total - seen)] {
        if name == "unreached" && count == 0 {
            continue;
        }
        write!(screen, ",\"{name}\":[")?;
        for (rank, (item, verdict)) in rows.by_ref().take(count).enumerate() {
            screen.write_all(if rank == 0 { &b"{"[..] } else { &b",{"[..] })?;
            match &mut packed {
                Some(packed) => screen.write_all(members(packed.line()))?,
                None => write_members(item, &mut screen)?,
            }
            screen.write_all(b",")?;
            let findings = told.of_next(verdict);
            let verdict = ExportedVerdict {
                state: verdict.state.id(),
                findings: findings.iter().map(exported).collect(),
                display: display.and_then(|datasets| display::show(item, datasets, setting)),
            };
            write_members(&verdict, &mut screen)?;
            screen.write_all(b"}")?;
        }
        screen.write_all(b"]")?;
    }
    screen.write_all(b"}")?;
    screen.flush()
}

fn exported(finding: &Finding) -> ExportedFinding<'_> {
    ExportedFinding {
        rule: finding.rule.code,
        severity: finding.rule.severity.id(),
        level: finding.rule.level.label(),
        message: typography::text(&finding.message),
        suggestion: finding.suggestion.as_ref().map(|suggestion| suggestion.value.as_str()),
        suggestion_path: finding
            .suggestion
            .as_ref()
            .map(|suggestion| suggestion.path.as_ref())
            .filter(|path| *path != finding.evidence.path),
        field: finding.evidence.field,
        path: &finding.evidence.path,
        raw: finding.evidence.raw.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::checked;

    #[test]
    fn json_keeps_the_interchange_and_adds_findings() {
        let checked = checked();
        let mut written = Vec::new();
        write(&checked, None, &mut written).expect("memory");
        let json: serde_json::Value = serde_json::from_slice(&written).expect("JSON");
        let first = &json["items"][0];
        assert_eq!(first["item"]["type"], "dataset");
        assert_eq!(first["state"], checked.report.verdicts[0].state.id());
        assert_eq!(json["items"].as_array().map(Vec::len), Some(checked.report.tally.total()));
        assert_eq!(
            first["findings"].as_array().map(Vec::len),
            Some(checked.report.verdicts[0].findings.len())
        );
    }
}
