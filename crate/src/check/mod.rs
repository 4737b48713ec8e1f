//! What the manager should know: the state of each record, the three flags, and the findings of the rules.
//!
//! A rule is one constant of `rules/`: a pure function from a record ([`RuleContext`]) or from the whole source
//! ([`Source`]) to what it found, and every word of its help page.

pub mod choice;
pub mod compare;
pub mod fixes;
pub mod flags;
pub mod groups;
pub mod identity;
pub mod plan;
pub mod published;

mod context;
mod finding;
mod refusal;
mod report;
mod rule;
mod rules;
pub mod state;
#[cfg(test)]
pub(crate) mod testing;
pub mod unforeseeable;

pub use self::{
    context::{CheckedSource, Facts, RuleContext},
    finding::{Evidence, Finding, Occurrence, Suggestion},
    fixes::Fix,
    flags::{Flag, FlagSubject, Standing},
    report::{Report, Verdict},
    rule::{Check, Rule, RuleLevel, Section, Severity},
    rules::RULES,
    state::{RecordState, StateCounts},
};

/// The rule with this identifier, in any letter case.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(code))
}
