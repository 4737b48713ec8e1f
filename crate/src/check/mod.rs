//! What the manager should know: the state of each record, the three flags, and the findings of the rules.

pub mod fixes;
pub mod flags;
mod rules;
pub mod state;
#[cfg(test)]
pub(crate) mod testing;

use std::borrow::Cow;

pub use self::{
    fixes::Fix,
    flags::{Flag, Standing, Subject},
    rules::RULES,
    state::{State, Tally},
};
use crate::{
    Catalogue,
    harvest::{Item, Kind},
};

/// How much a rule matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// One of the three flags: the record is « à corriger ».
    Flag,
    /// What data.gouv.fr will not say.
    Silence,
    /// « Conseil »: never changes the state.
    Advice,
}

/// One thing worth telling: a file of `rules/` holds the test and every word of its help page.
pub struct Rule {
    /// Stable code, for exports, addresses and citations: `LIC-ABSENTE`.
    pub code: &'static str,
    /// How much it matters.
    pub level: Level,
    /// « Licence absente »
    pub title: &'static str,
    /// « Constat »: what the rule found.
    pub constat: &'static str,
    /// « Effet sur data.gouv.fr »
    pub effect: &'static str,
    /// « Où corriger », by software.
    pub fixes: &'static [Fix],
    /// « En une fois »: how to fix many records.
    pub in_bulk: &'static str,
    /// « Vérifier »
    pub verify: &'static str,
    /// The test.
    pub check: fn(&Case<'_>) -> Option<Evidence>,
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

/// The rule with this code, in any letter case.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The record.
    pub item: &'a Item,
    /// Its three flags, when it becomes something.
    pub flags: Option<&'a [Flag; 3]>,
    /// The harvester.
    pub kind: Option<Kind>,
}

impl<'a> Case<'a> {
    /// The flag about `subject`, if it stands so.
    fn flag(&self, subject: Subject, standing: Standing) -> Option<&'a Flag> {
        self.flags?.iter().find(|flag| flag.subject == subject && flag.standing == standing)
    }
}

/// What a rule found in one record.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The field of data.gouv.fr.
    pub field: &'static str,
    /// Where the portal wrote it, or where it is expected.
    pub path: Cow<'static, str>,
    /// What the portal wrote.
    pub raw: Option<Box<str>>,
    /// What to write instead, in French, when it can be told from what the portal wrote.
    pub instead: Option<String>,
}

impl From<&Flag> for Evidence {
    fn from(flag: &Flag) -> Self {
        Self { field: flag.subject.field(), path: flag.path.clone(), raw: flag.raw.clone(), instead: None }
    }
}

/// A rule, and what it found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// What it found.
    pub evidence: Evidence,
}

/// What the manager should know of one record.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Its state.
    pub state: State,
    /// Its three flags, when it becomes something.
    pub flags: Option<[Flag; 3]>,
    /// What the rules found, in the order of the registry.
    pub findings: Vec<Finding>,
}

impl Verdict {
    /// The verdict on `item`, harvested by `kind`.
    pub fn of(item: &Item, kind: Option<Kind>) -> Self {
        let flags = flags::flags(item, kind);
        let case = Case { item, flags: flags.as_ref(), kind };
        let findings = RULES
            .iter()
            .filter_map(|rule| (rule.check)(&case).map(|evidence| Finding { rule, evidence }))
            .collect();
        Self { state: State::of(item, flags.as_ref()), flags, findings }
    }

    /// What the rule with this code found.
    pub fn finding(&self, code: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.rule.code == code)
    }
}

/// What the manager should know of a whole catalogue.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// One verdict for each item of the job, in the same order.
    pub verdicts: Vec<Verdict>,
    /// How many records are in each state.
    pub tally: Tally,
}

impl Report {
    /// Checks every record.
    pub fn of(catalogue: &Catalogue) -> Self {
        let mut report = Self::default();
        for item in &catalogue.job.items {
            let verdict = Verdict::of(item, catalogue.options.kind);
            report.tally.add(verdict.state);
            report.verdicts.push(verdict);
        }
        report
    }

    /// How many records the rule with this code concerns.
    pub fn count(&self, code: &str) -> usize {
        self.verdicts.iter().filter(|verdict| verdict.finding(code).is_some()).count()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn codes_are_unique_and_every_help_page_is_written() {
        let mut codes = HashSet::new();
        for rule in RULES {
            assert!(codes.insert(rule.code), "{} twice", rule.code);
            for text in [rule.title, rule.constat, rule.effect, rule.in_bulk, rule.verify] {
                assert!(!text.trim().is_empty(), "{} lacks a text", rule.code);
            }
        }
    }

    /// A raised flag has exactly one rule that tells it, and a flag that is down has none.
    #[test]
    fn one_flag_rule_for_each_raised_flag() {
        for case in testing::one_item_per_standing() {
            let verdict = Verdict::of(&case.item, Some(case.kind));
            for flag in verdict.flags.as_ref().expect("a record") {
                let told = verdict
                    .findings
                    .iter()
                    .filter(|f| f.rule.level == Level::Flag && f.evidence.field == flag.subject.field())
                    .count();
                assert_eq!(told, usize::from(flag.standing.is_raised()), "{flag:?}");
            }
        }
    }
}
