//! Findings together: one value corrected at its source fixes many records.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::{Finding, RULES, Report, Rule, Suggestion};
use crate::{model::Item, text::order};

/// The records that a rule concerns, with what they have in common.
#[derive(Debug, Clone)]
pub struct Group<'a> {
    /// The rule.
    pub rule: &'static Rule,
    /// How many records it concerns.
    pub records: usize,
    /// What the portal wrote there, the most frequent first.
    pub values: Vec<SharedValue<'a>>,
    /// Who publishes them, the most frequent first.
    pub publishers: Vec<(&'a str, usize)>,
}

/// A value that several records share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedValue<'a> {
    /// What the portal wrote.
    pub value: &'a str,
    /// How many records write it: correcting it once fixes them all.
    pub records: usize,
    /// What to write instead.
    pub suggestion: Option<&'a Suggestion>,
}

/// Counts of records by text, in a single pass.
type CountsByText<'a, T> = HashMap<&'a str, (usize, T), FxBuildHasher>;

/// What one rule found so far.
#[derive(Default)]
struct RuleTally<'a> {
    records: usize,
    values: CountsByText<'a, Option<&'a Suggestion>>,
    publishers: CountsByText<'a, ()>,
}

/// Groups the findings of records by rule, in the order of the registry.
pub fn groups<'a>(items: &'a [Item], report: &'a Report) -> Vec<Group<'a>> {
    let mut tallies: HashMap<&str, RuleTally<'a>, FxBuildHasher> = HashMap::default();
    for (item, verdict) in items.iter().zip(&report.verdicts) {
        // The findings of a rule follow one another.
        for findings in verdict.findings.chunk_by(|a, b| a.rule == b.rule) {
            let Some(first) = findings.first() else { continue };
            let tally = tallies.entry(first.rule.code).or_default();
            tally.records += 1;
            let publisher = item.source_publisher.as_deref().map(str::trim);
            if let Some(publisher) = publisher.filter(|name| !name.is_empty()) {
                tally.publishers.entry(publisher).or_default().0 += 1;
            }
            let mut values: Vec<(&str, &Finding)> = findings
                .iter()
                .filter_map(|finding| Some((finding.evidence.raw.as_deref()?, finding)))
                .filter(|(value, _)| !value.trim().is_empty())
                .collect();
            order::by_key(&mut values, |(value, _)| *value);
            values.dedup_by_key(|(value, _)| *value);
            for (value, finding) in values {
                tally.values.entry(value).or_insert((0, finding.suggestion.as_ref())).0 += 1;
            }
        }
    }
    let group = |rule: &&'static Rule| {
        let RuleTally { records, values, publishers } = tallies.remove(rule.code)?;
        let mut values: Vec<_> = values
            .into_iter()
            .map(|(value, (records, suggestion))| SharedValue { value, records, suggestion })
            .collect();
        order::by(&mut values, |a, b| b.records.cmp(&a.records).then_with(|| a.value.cmp(b.value)));
        let mut publishers: Vec<_> = publishers.into_iter().map(|(name, (n, ()))| (name, n)).collect();
        order::by(&mut publishers, |(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        Some(Group { rule, records, values, publishers })
    };
    RULES.iter().filter_map(group).collect()
}
