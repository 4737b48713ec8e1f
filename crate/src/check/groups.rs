//! Findings together: one value corrected at its source fixes many records.

use std::{borrow::Cow, collections::HashMap};

use rustc_hash::FxBuildHasher;

use super::{FlagSubject, RULES, Report, Rule, Suggestion};
use crate::{
    model::{Dataset, Item},
    text::order,
};

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
    /// Whether each dataset among them lacks the point of quality that the information of the rule gives.
    pub gains: bool,
}

/// A value that several records share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedValue<'a> {
    /// What the portal wrote.
    pub value: Cow<'a, str>,
    /// How many records write it: correcting it once fixes them all.
    pub records: usize,
    /// What to write instead.
    pub suggestion: Option<Cow<'a, Suggestion>>,
}

/// A finding, as far as it has something in common with others.
struct Shareable<'a> {
    rule: &'static Rule,
    value: Option<Cow<'a, str>>,
    suggestion: Option<Cow<'a, Suggestion>>,
}

/// What one rule found so far.
#[derive(Default)]
struct RuleTally<'a> {
    records: usize,
    /// How many records hold each value, and what is suggested for it.
    values: HashMap<Cow<'a, str>, (usize, Option<Cow<'a, Suggestion>>), FxBuildHasher>,
    publishers: HashMap<&'a str, usize, FxBuildHasher>,
    /// Whether every dataset lacks the point; nothing as long as there is none.
    gains: Option<bool>,
}

/// Groups the findings of records by rule, in the order of the registry.
pub fn groups<'a>(items: &'a [Item], report: &'a Report) -> Vec<Group<'a>> {
    let mut tallies: HashMap<&str, RuleTally<'a>, FxBuildHasher> = HashMap::default();
    let mut told = report.told();
    for (item, verdict) in items.iter().zip(&report.verdicts) {
        let mut found: Vec<Shareable<'a>> = match told.of_next(verdict) {
            Cow::Borrowed(findings) => findings
                .iter()
                .map(|one| Shareable {
                    rule: one.rule,
                    value: one.evidence.raw.as_deref().map(Cow::Borrowed),
                    suggestion: one.suggestion.as_ref().map(Cow::Borrowed),
                })
                .collect(),
            Cow::Owned(findings) => findings
                .into_iter()
                .map(|one| Shareable {
                    rule: one.rule,
                    value: one.evidence.raw.map(|raw| Cow::Owned(raw.into_string())),
                    suggestion: one.suggestion.map(Cow::Owned),
                })
                .collect(),
        };
        // The findings of a rule follow one another.
        for findings in found.chunk_by_mut(|a, b| a.rule == b.rule) {
            let Some(first) = findings.first() else { continue };
            let tally = tallies.entry(first.rule.code).or_default();
            tally.records += 1;
            let publisher = item.source_publisher.as_deref().map(str::trim);
            if let Some(publisher) = publisher.filter(|name| !name.is_empty()) {
                *tally.publishers.entry(publisher).or_default() += 1;
            }
            if let Some((subject, dataset)) = first.rule.flag.zip(item.dataset()) {
                tally.gains = Some(tally.gains.unwrap_or(true) && !has_point(dataset, subject));
            }
            let mut values: Vec<_> = findings
                .iter_mut()
                .filter_map(|one| Some((one.value.take()?, one.suggestion.take())))
                .filter(|(value, _)| !value.trim().is_empty())
                .collect();
            order::by(&mut values, |(a, _), (b, _)| a.cmp(b));
            values.dedup_by(|(a, _), (b, _)| a == b);
            for (value, suggestion) in values {
                tally.values.entry(value).or_insert((0, suggestion)).0 += 1;
            }
        }
    }
    let group = |rule: &&'static Rule| {
        let RuleTally { records, values, publishers, gains } = tallies.remove(rule.code)?;
        let mut values: Vec<_> = values
            .into_iter()
            .map(|(value, (records, suggestion))| SharedValue { value, records, suggestion })
            .collect();
        order::by(&mut values, |a, b| b.records.cmp(&a.records).then_with(|| a.value.cmp(&b.value)));
        let mut publishers: Vec<_> = publishers.into_iter().collect();
        order::by(&mut publishers, |(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        Some(Group { rule, records, values, publishers, gains: gains == Some(true) })
    };
    RULES.iter().filter_map(group).collect()
}

/// Whether a dataset has the point of quality that an information gives.
fn has_point(dataset: &Dataset, subject: FlagSubject) -> bool {
    match subject {
        FlagSubject::Licence => dataset.quality.license,
        FlagSubject::Spatial => dataset.quality.spatial,
        FlagSubject::Frequency => dataset.quality.update_frequency,
    }
}
