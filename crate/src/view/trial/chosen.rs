//! What can be corrected in a record or in the whole catalogue, and what it takes to do so.

use super::super::Checked;
use crate::{
    check::{
        Finding, Flag, FlagSubject, Rule,
        choice::{Choice, choices},
    },
    correction::{self, Edit},
    model::Item,
    trial::Draft,
};

/// Something to correct, by the name that its box has.
pub struct Correction<'a> {
    /// `constat-3` of a record, `etape-3` of the plan.
    pub id: String,
    /// What is wrong.
    pub rule: &'static Rule,
    /// What the portal wrote.
    pub raw: Option<&'a str>,
    /// What to write instead.
    pub value: &'a str,
    /// How many records it is written in; none when only a person can.
    pub records: usize,
}

/// Where a value is to be chosen, for a record or for all those that lack it.
pub struct Gap {
    /// What lacks.
    pub subject: FlagSubject,
    /// How many records lack it.
    pub records: usize,
    /// What may be written.
    pub choices: Vec<Choice>,
}

impl Gap {
    /// The name of a choice, `choix-licence-0`.
    pub fn id(&self, index: usize) -> String {
        format!("choix-{}-{index}", super::super::list::subject_id(self.subject))
    }
}

/// The records that are looked at: one, or all.
fn looked_at(checked: &Checked, record: Option<usize>) -> impl Iterator<Item = usize> {
    let all = 0..checked.report.verdicts.len();
    all.filter(move |index| record.is_none_or(|record| record == *index))
}

/// The corrections that a record, or the whole catalogue, has a suggestion for.
pub fn corrections(checked: &Checked, record: Option<usize>) -> Vec<Correction<'_>> {
    let mut found: Vec<Correction<'_>> = Vec::new();
    for index in looked_at(checked, record) {
        let Some((item, verdict)) = checked.row(index) else { continue };
        for (rank, finding) in verdict.findings.iter().enumerate() {
            let Some(suggestion) = &finding.suggestion else { continue };
            let raw = finding.evidence.raw.as_deref();
            let is_written = !correction::of_finding(&checked.catalogue, item, finding).is_empty();
            let same = |known: &&mut Correction<'_>| {
                record.is_none()
                    && known.rule == finding.rule
                    && known.raw == raw
                    && known.value == suggestion.value
            };
            match found.iter_mut().find(same) {
                Some(known) => known.records += usize::from(is_written),
                None => found.push(Correction {
                    id: match record {
                        Some(_) => format!("constat-{rank}"),
                        None => format!("etape-{}", found.len()),
                    },
                    rule: finding.rule,
                    raw,
                    value: &suggestion.value,
                    records: usize::from(is_written),
                }),
            }
        }
    }
    found
}

/// What lacks without a suggestion, and may be chosen.
pub fn gaps(checked: &Checked, record: Option<usize>) -> Vec<Gap> {
    let mut found: Vec<Gap> = Vec::new();
    for index in looked_at(checked, record) {
        let Some((item, verdict)) = checked.row(index) else { continue };
        for flag in verdict.flags.iter().flatten().filter(|flag| !is_suggested(&verdict.findings, flag)) {
            let choices = choices(item, flag, checked.catalogue.options.kind);
            let Some(first) = choices.first() else { continue };
            if edits_of(checked, item, flag, first).is_empty() {
                continue;
            }
            match found.iter_mut().find(|gap| gap.subject == flag.subject) {
                Some(gap) => gap.records += 1,
                None => found.push(Gap { subject: flag.subject, records: 1, choices }),
            }
        }
    }
    found
}

fn is_suggested(findings: &[Finding], flag: &Flag) -> bool {
    findings.iter().any(|finding| finding.rule.flag == Some(flag.subject) && finding.suggestion.is_some())
}

fn edits_of(checked: &Checked, item: &Item, flag: &Flag, choice: &Choice) -> Vec<Edit> {
    correction::of_value(&checked.catalogue, item, &choice.suggestion, flag.raw.as_deref())
}

/// The catalogue with what was chosen, by the names of the boxes and of the choices.
pub fn draft(checked: &Checked, record: Option<usize>, chosen: &[String]) -> Draft {
    let is_chosen = |id: &str| chosen.iter().any(|other| other == id);
    let wanted: Vec<Correction<'_>> =
        corrections(checked, record).into_iter().filter(|one| is_chosen(&one.id)).collect();
    let mut edits = Vec::new();
    for index in looked_at(checked, record) {
        let Some((item, verdict)) = checked.row(index) else { continue };
        for (rank, finding) in verdict.findings.iter().enumerate() {
            let Some(suggestion) = &finding.suggestion else { continue };
            let is_wanted = wanted.iter().any(|one| match record {
                Some(_) => one.id == format!("constat-{rank}"),
                None => {
                    one.rule == finding.rule
                        && one.raw == finding.evidence.raw.as_deref()
                        && one.value == suggestion.value
                }
            });
            if is_wanted {
                edits.extend(correction::of_finding(&checked.catalogue, item, finding));
            }
        }
        for flag in verdict.flags.iter().flatten().filter(|flag| !is_suggested(&verdict.findings, flag)) {
            let gap = Gap {
                subject: flag.subject,
                records: 1,
                choices: choices(item, flag, checked.catalogue.options.kind),
            };
            let picked = gap.choices.iter().enumerate().find(|(index, _)| is_chosen(&gap.id(*index)));
            if let Some((_, choice)) = picked {
                edits.extend(edits_of(checked, item, flag, choice));
            }
        }
    }
    Draft::new(checked, correction::apply(&checked.catalogue.documents, edits), record, chosen.to_vec())
}
