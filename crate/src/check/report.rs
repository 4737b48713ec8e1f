//! The findings of a whole catalogue.

use std::collections::HashMap;

use super::{
    Census, Check, CheckedSource, Facts, Finding, Flag, FlagSubject, RULES, RecordState, Rule, RuleContext,
    Severity, StateCounts,
    choice::Choices,
    flags,
    identity::Identity,
    rule,
    told::{PackedFindings, Told},
};
use crate::{
    Catalogue, harvest,
    model::{Item, Kind, PackedLines},
    progress::{self, Progress},
    text::date::DateTime,
};

/// What the manager should know of one record.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Its state.
    pub state: RecordState,
    /// Its three flags, when it becomes something.
    pub flags: Option<[Flag; 3]>,
    /// What the rules found, in the order of the registry.
    pub findings: Vec<Finding>,
}

impl Verdict {
    /// The verdict on `item`, harvested by `kind`.
    pub fn of(item: &Item, kind: Option<Kind>, now: DateTime, facts: &Facts<'_>) -> Self {
        let flags = flags::flags(item, kind);
        let context = RuleContext::new(item, flags.as_ref(), kind, now, facts);
        let mut findings = Vec::new();
        for &rule in RULES {
            ask(rule, &context, &mut findings);
        }
        let worst = findings.iter().map(|finding: &Finding| finding.rule.severity).max();
        findings.shrink_to_fit();
        Self { state: RecordState::of(item, flags.as_ref()).with(worst), flags, findings }
    }

    /// Asks a rule again, now that the other records are known. It reads no more of the record than what is kept of it,
    /// and its severity changes nothing of the state.
    pub(super) fn ask_again(
        &mut self,
        rule: &'static Rule,
        item: &Item,
        kind: Option<Kind>,
        now: DateTime,
        facts: &Facts<'_>,
    ) {
        let mut found = Vec::new();
        ask(rule, &RuleContext::new(item, self.flags.as_ref(), kind, now, facts), &mut found);
        let rank = |rule: &Rule| RULES.iter().position(|one| std::ptr::eq(*one, rule));
        let own = rank(rule);
        let start = self.findings.iter().take_while(|finding| rank(finding.rule) < own).count();
        let known = self.findings.iter().skip(start).take_while(|finding| rank(finding.rule) == own);
        let end = start + known.count();
        self.findings.splice(start..end, found);
    }

    /// Whether the licence, the coverage or the frequency is to be fixed.
    pub fn lacks(&self, subject: FlagSubject) -> bool {
        self.flags.iter().flatten().any(|flag| flag.subject == subject && flag.standing.is_raised())
    }

    /// What the rule with this identifier found first.
    pub fn finding(&self, code: &str) -> Option<&Finding> {
        self.findings.iter().find(|finding| finding.rule.code == code)
    }
}

/// Adds what a rule finds in a record.
fn ask(rule: &'static Rule, context: &RuleContext<'_>, findings: &mut Vec<Finding>) {
    let found = match rule.check {
        Check::Source(_) => return,
        Check::Record(check) => check(context),
        Check::Refused(message) => context.refused(rule.code, |refusal| message(context, refusal)),
    };
    for found in found {
        findings.push(Finding::of_record(rule, found, context.schema()));
    }
}

/// What the manager should know of a whole catalogue.
///
/// ```
/// use avant_moisson::{Catalogue, Input, Options, check::{FlagSubject, Report}};
///
/// let turtle = r#"@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
///     <https://a.fr/x> a dcat:Dataset ; dct:identifier "x" ; dct:title "Arbres" ."#;
/// let catalogue = Catalogue::read(vec![Input::named("a.ttl", turtle)], Options::default());
/// let report = Report::of(&catalogue);
/// assert!(report.verdicts[0].lacks(FlagSubject::Licence));
/// ```
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What the rules found in the source as a whole.
    pub source: Vec<Finding>,
    /// One verdict for each item of the job, in the same order.
    pub verdicts: Vec<Verdict>,
    /// How many records are in each state.
    pub tally: StateCounts,
    /// How many published records lack none of the licence, the coverage and the frequency, one, two, all.
    pub lacking: [usize; 4],
    /// How many records each rule concerns.
    counts: HashMap<&'static str, usize>,
    /// What may be written where records say nothing, by rule, when the records are not kept whole.
    pub(super) choices: Option<Choices>,
    /// The records as the interchange writes them, when they are not kept whole.
    pub(crate) packed: Option<PackedLines>,
    /// What tells them from others, when they are not kept whole and this is asked for.
    pub(super) identities: Option<Vec<Identity>>,
    /// What is found in them, but for what all records decide.
    pub(super) packed_findings: Option<PackedFindings>,
}

impl Report {
    /// Checks the source and every record.
    pub fn of(catalogue: &Catalogue) -> Self {
        progress::finish(Self::along(catalogue, &Progress::straight()))
    }

    /// The same, with pauses; a stop leaves the last records without verdict.
    pub async fn along(catalogue: &Catalogue, progress: &Progress) -> Self {
        let (mut report, census) = (Self::default(), Census::of(&catalogue.job.items));
        report.check_source(catalogue, &census);
        let facts = Facts::of(catalogue, &census);
        let (kind, now) = (catalogue.options.kind, catalogue.options.now);
        let mut workers = vec![(); catalogue.options.jobs.max(1)];
        harvest::each(
            &mut report,
            &catalogue.job.items,
            &mut workers,
            |_, (), item| Verdict::of(item, kind, now, &facts),
            |report, verdicts| {
                for (_, verdict) in verdicts {
                    report.add(verdict);
                    progress.checked();
                }
            },
            progress,
        )
        .await;
        report
    }

    /// The part of it that is about some records, by their indices.
    pub fn about(&self, indices: &[usize]) -> Self {
        let mut report = Self { source: self.source.clone(), ..Self::default() };
        let verdicts = indices.iter().filter_map(|&index| self.verdicts.get(index));
        verdicts.for_each(|verdict| report.add(verdict.clone()));
        report
    }

    /// Checks the source as a whole.
    pub(super) fn check_source(&mut self, catalogue: &Catalogue, census: &Census) {
        let source = CheckedSource { catalogue, census };
        for &rule in RULES {
            if let Check::Source(check) = rule.check {
                self.source.extend(check(&source).into_iter().map(|found| Finding::new(rule, found)));
            }
        }
    }

    pub(super) fn add(&mut self, verdict: Verdict) {
        self.count_in(&verdict);
        self.verdicts.push(verdict);
    }

    /// Counts a verdict, kept or not.
    pub(super) fn count_in(&mut self, verdict: &Verdict) {
        self.tally.add(verdict.state);
        let raised = |flags: &[Flag; 3]| flags.iter().filter(|flag| flag.standing.is_raised()).count();
        if let Some(n) = verdict.flags.as_ref().filter(|_| verdict.state.is_published()).map(raised) {
            self.lacking[n.min(3)] += 1;
        }
        self.count_findings(&verdict.findings);
    }

    /// Counts the rules that concern a record.
    pub(super) fn count_findings(&mut self, findings: &[Finding]) {
        // The findings of a rule follow one another: a record counts once.
        for findings in findings.chunk_by(|a, b| a.rule.code == b.rule.code) {
            if let Some(finding) = findings.first() {
                *self.counts.entry(finding.rule.code).or_default() += 1;
            }
        }
    }

    /// Counts a rule that concerns so many records, by the state that they would have without it.
    pub(super) fn count_rule(&mut self, rule: &'static Rule, records: &StateCounts) {
        for state in RecordState::ALL {
            self.tally.shift(state, state.with(Some(rule.severity)), records.of(state));
        }
        if records.total() > 0 {
            *self.counts.entry(rule.code).or_default() += records.total();
        }
    }

    /// What was found in each record, whether it is kept whole or not: one after the other.
    pub fn told(&self) -> Told<'_> {
        Told::new(self.packed_findings.as_ref())
    }

    /// How many records the rule with this identifier concerns.
    pub fn count(&self, code: &str) -> usize {
        self.counts.get(code).copied().unwrap_or_default()
    }

    /// All findings, those of the source first.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.source.iter().chain(self.verdicts.iter().flat_map(|verdict| &verdict.findings))
    }

    /// What the source as a whole is told that keeps everything from arriving.
    pub fn halt(&self) -> Option<&Finding> {
        self.halts().next()
    }

    /// All that the source is told of the sort, from what is met first.
    pub fn halts(&self) -> impl Iterator<Item = &Finding> {
        self.source.iter().filter(|finding| !finding.rule.halts.is_empty())
    }

    /// Whether there is nothing to fix: every record is ready, and so is the source.
    pub fn is_clear(&self) -> bool {
        let is_to_fix = |finding: &Finding| finding.rule.severity >= Severity::ToFix;
        self.tally.of(RecordState::Ready) == self.tally.total() && !self.source.iter().any(is_to_fix)
    }

    /// The gravest finding.
    pub fn worst(&self) -> Option<Severity> {
        let of_records = self.counts.keys().filter_map(|code| rule(code));
        self.source.iter().map(|finding| finding.rule).chain(of_records).map(|rule| rule.severity).max()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::check::{InBulk, Section, testing};

    #[test]
    fn identifiers_are_unique_and_every_help_page_is_written() {
        let mut codes = HashSet::new();
        for rule in RULES {
            assert!(codes.insert(rule.code), "{} twice", rule.code);
            let kebab = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            assert!(!rule.code.is_empty() && rule.code.bytes().all(kebab), "{}", rule.code);
            let in_bulk = if let InBulk::Said(text) = rule.in_bulk { text } else { "as the software does" };
            for text in [rule.title, rule.constat, rule.effect, in_bulk, rule.verify] {
                assert!(!text.trim().is_empty(), "{} lacks a text", rule.code);
                assert!(!text.contains('\''), "{}: a straight apostrophe in {text}", rule.code);
            }
        }
    }

    /// A raised flag has exactly one rule that tells it, and a flag that is down has none.
    #[test]
    fn one_flag_rule_for_each_raised_flag() {
        for case in testing::one_item_per_standing() {
            let facts = Facts::default();
            let verdict = Verdict::of(&case.item, Some(case.kind), DateTime::UNIX_EPOCH, &facts);
            for flag in verdict.flags.as_ref().expect("a record") {
                let raised = verdict
                    .findings
                    .iter()
                    .filter(|f| f.rule.shelf() == Section::Flag && f.evidence.field == flag.subject.field())
                    .count();
                assert_eq!(raised, usize::from(flag.standing.is_raised()), "{flag:?}");
            }
        }
    }
}
