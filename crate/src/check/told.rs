//! What is found in records that are not kept whole, packed until it is told.

use std::borrow::Cow;

use super::{Evidence, Finding, RULES, Rule, Suggestion, Verdict};
use crate::model::{PackedLines, PackedReader};

/// The findings of records, in their order.
#[derive(Debug, Clone, Default)]
pub(super) struct PackedFindings {
    lines: PackedLines,
    /// Names of fields, for which their places stand.
    fields: Vec<&'static str>,
}

impl PackedFindings {
    /// Adds what is found in a record.
    pub(super) fn push(&mut self, findings: &[Finding]) {
        let fields = &mut self.fields;
        self.lines.write(|out| {
            for Finding { rule, evidence, message, suggestion } in findings {
                let field = fields.iter().position(|known| *known == evidence.field).unwrap_or_else(|| {
                    fields.push(evidence.field);
                    fields.len() - 1
                });
                put_number(out, u32::try_from(rank(rule)).ok());
                put_number(out, u32::try_from(field).ok());
                put_number(out, evidence.resource);
                put_text(out, Some(&evidence.path));
                put_text(out, evidence.raw.as_deref());
                put_text(out, Some(message));
                put_text(out, suggestion.as_ref().map(|told| &*told.path));
                put_text(out, suggestion.as_ref().map(|told| told.value.as_str()));
            }
        });
    }
}

/// What stands for a number or a length that there is not.
const NONE: u32 = u32::MAX;

fn put_number(out: &mut Vec<u8>, number: Option<u32>) {
    out.extend(number.unwrap_or(NONE).to_le_bytes());
}

fn put_text(out: &mut Vec<u8>, text: Option<&str>) {
    put_number(out, text.and_then(|text| u32::try_from(text.len()).ok()));
    out.extend(text.unwrap_or_default().as_bytes());
}

/// What is left to read of the findings of a record.
struct Unpacking<'p> {
    bytes: &'p [u8],
    fields: &'p [&'static str],
}

impl Unpacking<'_> {
    fn number(&mut self) -> Option<u32> {
        let (number, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        Some(u32::from_le_bytes(*number)).filter(|number| *number != NONE)
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        str::from_utf8(text).ok().map(str::to_owned)
    }
}

impl Iterator for Unpacking<'_> {
    type Item = Finding;

    fn next(&mut self) -> Option<Finding> {
        let (rule, field, resource) = (self.number()?, self.number()?, self.number());
        Some(Finding {
            rule: RULES.get(rule as usize)?,
            evidence: Evidence {
                field: self.fields.get(field as usize)?,
                resource,
                path: self.text()?.into(),
                raw: self.text().map(Into::into),
            },
            message: self.text()?,
            suggestion: self
                .text()
                .zip(self.text())
                .map(|(path, value)| Suggestion { path: path.into(), value }),
        })
    }
}

/// What was found in each record, one after the other.
#[derive(Debug)]
pub struct Told<'r> {
    packed: Option<(&'r PackedFindings, PackedReader<'r>)>,
}

impl<'r> Told<'r> {
    pub(super) fn new(packed: Option<&'r PackedFindings>) -> Self {
        Self { packed: packed.map(|packed| (packed, packed.lines.reader())) }
    }

    /// What was found in the next record, whose verdict this is.
    pub fn of_next<'v>(&mut self, verdict: &'v Verdict) -> Cow<'v, [Finding]> {
        let Some((packed, lines)) = &mut self.packed else { return Cow::Borrowed(&verdict.findings) };
        let mut findings: Vec<_> = Unpacking { bytes: lines.line(), fields: &packed.fields }.collect();
        for finding in &verdict.findings {
            let own = rank(finding.rule);
            let place = findings.partition_point(|one| rank(one.rule) <= own);
            findings.insert(place, finding.clone());
        }
        Cow::Owned(findings)
    }
}

/// The place of a rule in the registry.
fn rank(rule: &Rule) -> usize {
    RULES.iter().position(|one| std::ptr::eq(*one, rule)).unwrap_or(RULES.len())
}
