//! What is found in records that are not kept whole, packed until it is told.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{Evidence, Finding, RULES, Rule, Suggestion, Verdict};
use crate::{
    model::{PackedLines, PackedReader},
    text::order,
};

/// The findings of records, in their order.
#[derive(Debug, Clone, Default)]
pub(super) struct PackedFindings {
    lines: PackedLines,
    /// Names of fields, for which their places stand.
    fields: Vec<&'static str>,
}

#[derive(Serialize, Deserialize)]
struct PackedFinding<'a> {
    rule: usize,
    field: usize,
    resource: Option<u32>,
    path: Cow<'a, str>,
    raw: Option<Cow<'a, str>>,
    message: Cow<'a, str>,
    /// Where to write what.
    suggestion: Option<(Cow<'a, str>, Cow<'a, str>)>,
}

impl PackedFindings {
    /// Adds what is found in a record.
    pub(super) fn push(&mut self, findings: &[Finding]) {
        let mut packed = Vec::with_capacity(findings.len());
        for Finding { rule, evidence, message, suggestion } in findings {
            packed.push(PackedFinding {
                rule: rank(rule),
                field: self.place_of(evidence.field),
                resource: evidence.resource,
                path: Cow::Borrowed(&*evidence.path),
                raw: evidence.raw.as_deref().map(Cow::Borrowed),
                message: Cow::Borrowed(message),
                suggestion: suggestion
                    .as_ref()
                    .map(|told| (Cow::Borrowed(&*told.path), Cow::Borrowed(&*told.value))),
            });
        }
        self.lines.push(&packed);
    }

    fn place_of(&mut self, field: &'static str) -> usize {
        self.fields.iter().position(|known| *known == field).unwrap_or_else(|| {
            self.fields.push(field);
            self.fields.len() - 1
        })
    }

    fn unpack(&self, packed: PackedFinding<'_>) -> Option<Finding> {
        let own = |text: Cow<'_, str>| text.into_owned();
        let suggestion =
            packed.suggestion.map(|(path, value)| Suggestion { path: own(path).into(), value: own(value) });
        Some(Finding {
            rule: RULES.get(packed.rule).copied()?,
            evidence: Evidence {
                field: self.fields.get(packed.field).copied()?,
                resource: packed.resource,
                path: own(packed.path).into(),
                raw: packed.raw.map(|raw| own(raw).into()),
            },
            message: own(packed.message),
            suggestion,
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
        let found: Vec<PackedFinding<'_>> = serde_json::from_slice(lines.line()).unwrap_or_default();
        let found = found.into_iter().filter_map(|one| packed.unpack(one));
        let mut findings: Vec<_> = found.chain(verdict.findings.iter().cloned()).collect();
        order::by_key(&mut findings, |finding| rank(finding.rule));
        Cow::Owned(findings)
    }
}

/// The place of a rule in the registry.
fn rank(rule: &Rule) -> usize {
    RULES.iter().position(|one| std::ptr::eq(*one, rule)).unwrap_or(RULES.len())
}
