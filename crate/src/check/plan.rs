//! What to correct first: one step a correction, ordered by what it repairs.

use std::cmp::Reverse;

use super::{Rule, Section, Severity, Suggestion, groups::Group};
use crate::text::order;

/// One correction, and the records that it repairs.
#[derive(Debug, Clone)]
pub struct PlanStep<'a> {
    /// What the correction puts right.
    pub rule: &'static Rule,
    /// The value to change, and what to write instead; nothing when records have no value in common.
    pub change: Option<(&'a str, &'a Suggestion)>,
    /// How many records it repairs.
    pub records: usize,
    /// The points of quality that each of them gains.
    pub points: usize,
}

impl PlanStep<'_> {
    /// A name that stays from one reading to the next, for the box to tick.
    pub fn id(&self) -> String {
        match self.change {
            Some((value, _)) => format!("{}:{value}", self.rule.code),
            None => self.rule.code.to_owned(),
        }
    }

    /// What does not arrive comes before what arrives poorer.
    pub(crate) fn weight(&self) -> usize {
        let of_shelf = match self.rule.shelf() {
            Section::Refusal => 4,
            Section::Flag => 2,
            Section::Silence | Section::Fix | Section::Advice => 1,
        };
        of_shelf * self.records
    }
}

/// The steps; advice is none.
pub fn steps<'a>(groups: &'a [Group<'_>]) -> Vec<PlanStep<'a>> {
    let mut steps = Vec::new();
    for group in groups.iter().filter(|group| group.rule.severity != Severity::Advice) {
        let rule = group.rule;
        let points = usize::from(group.gains);
        let step = |change, records| PlanStep { rule, change, records, points };
        let suggested =
            group.values.iter().filter_map(|shared| Some((shared, shared.suggestion.as_deref()?)));
        let changes: Vec<_> = suggested
            .map(|(shared, suggestion)| step(Some((&*shared.value, suggestion)), shared.records))
            .collect();
        // A record may hold several values: those that are told never repair more than there is.
        let rest = group.records.saturating_sub(changes.iter().map(|change| change.records).sum());
        steps.extend(changes);
        if rest > 0 {
            steps.push(step(None, rest));
        }
    }
    order::by_key(&mut steps, |step| Reverse(step.weight()));
    steps
}
