//! What the manager should know: the state of each record, the three flags, and the findings of the rules.
//!
//! A rule is one constant of `rules/`: a pure function from a record ([`RuleContext`]) or from the whole source
//! ([`CheckedSource`]) to what it found, and every word of its help page.

pub(crate) mod choice;
pub(crate) mod compare;
pub(crate) mod fixes;
pub(crate) mod flags;
pub(crate) mod groups;
pub(crate) mod identity;
pub(crate) mod plan;
pub(crate) mod published;

mod brief;
mod census;
mod checker;
mod context;
mod example;
mod finding;
mod refusal;
mod report;
mod rule;
mod rules;
pub(crate) mod state;
mod summary;
#[cfg(test)]
pub(crate) mod testing;
mod told;
pub(crate) mod unforeseeable;

use self::rule::Check;
pub(crate) use self::{brief::FIRST_CARDS, context::publisher_key};
pub use self::{
    brief::{Brief, Kept},
    census::Census,
    choice::choices,
    context::{CheckedSource, Facts, RuleContext, UsualBox},
    example::Example,
    finding::{Evidence, Finding, Occurrence, Suggestion},
    fixes::Fix,
    flags::{Flag, FlagSubject, Standing},
    report::{Report, Verdict},
    rule::{InBulk, Rule, RuleLevel, Section, Severity},
    rules::RULES,
    state::{RecordState, StateCounts},
    summary::Summary,
    told::Told,
};

/// The rule with this identifier, in any letter case.
pub fn rule(code: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.code.eq_ignore_ascii_case(code))
}
