//! What a rule is: a test, and every word of its help page.

use super::{CheckedSource, Fix, FlagSubject, Occurrence, RuleContext, refusal::Explained};

/// How much a finding matters; ordered, the gravest last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// « Conseil »: the record arrives, and could say more.
    Advice,
    /// « À corriger »: the record arrives wrong or poorer.
    ToFix,
    /// « Bloquant »: the record, or the whole harvest, does not arrive.
    Blocking,
}

impl Severity {
    /// The gravest first, as lists show them.
    pub const ALL: [Self; 3] = [Self::Blocking, Self::ToFix, Self::Advice];

    /// The word of exports and of the command.
    pub fn id(self) -> &'static str {
        match self {
            Self::Blocking => "bloquant",
            Self::ToFix => "a-corriger",
            Self::Advice => "conseil",
        }
    }

    /// The word a person reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Blocking => "bloquant",
            Self::ToFix => "à corriger",
            Self::Advice => "conseil",
        }
    }
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuleLevel {
    /// The whole source: would the harvest run?
    Source,
    /// One record: would it arrive?
    Record,
    /// One field: is it lost, altered, misleading?
    Field,
}

impl RuleLevel {
    /// The word a person reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Record => "fiche",
            Self::Field => "champ",
        }
    }
}

/// Where a finding is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The record does not arrive, or the harvest does not run.
    Refusal,
    /// One of the three flags: it makes the record « à corriger ».
    Flag,
    /// « Ce que data.gouv.fr ne dira pas ».
    Silence,
    /// Other things to fix.
    Fix,
    /// « Conseils ».
    Advice,
}

impl Section {
    /// In the order of the page.
    pub const ALL: [Self; 5] = [Self::Refusal, Self::Flag, Self::Silence, Self::Fix, Self::Advice];

    /// The heading a person reads.
    pub fn title(self) -> &'static str {
        match self {
            Self::Refusal => "Ce qui bloque",
            Self::Flag => "À corriger : licence, couverture spatiale, fréquence",
            Self::Silence => "Ce que data.gouv.fr ne dira pas",
            Self::Fix => "Autres corrections",
            Self::Advice => "Conseils",
        }
    }
}

/// How many records of one finding are corrected at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InBulk {
    /// As any field of theirs: each software has its way, which the views hold.
    InSoftware,
    /// As the rule says, whatever the software.
    Said(&'static str),
}

/// The test of a rule, a pure function.
#[derive(Clone, Copy)]
pub(crate) enum Check {
    /// Of the whole source.
    Source(fn(&CheckedSource<'_>) -> Vec<Occurrence>),
    /// Of one record.
    Record(fn(&RuleContext<'_>) -> Vec<Occurrence>),
    /// Of a record that this rule explains the refusal of: what it says.
    Refused(for<'a> fn(&RuleContext<'a>, &Explained<'a>) -> String),
}

/// One thing worth telling: a file of `rules/` holds the test and every word of its help page.
///
/// ```
/// use avant_moisson::check::{RULES, rule};
///
/// assert!(RULES.iter().all(|each| rule(each.code).is_some_and(|found| found.title == each.title)));
/// ```
pub struct Rule {
    /// Stable identifier, for exports, addresses and citations: `licence-absente`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it is about.
    pub level: RuleLevel,
    /// The flag that it explains, when it does.
    pub flag: Option<FlagSubject>,
    /// Whether nothing on data.gouv.fr tells it.
    pub silent: bool,
    /// « Licence absente »
    pub title: &'static str,
    /// « Constat »: what the rule found.
    pub constat: &'static str,
    /// « Effet sur data.gouv.fr »
    pub effect: &'static str,
    /// « Où corriger », by software.
    pub fixes: &'static [Fix],
    /// « En une fois »: how to fix many records.
    pub in_bulk: InBulk,
    /// Of a rule about the source: why nothing arrives, after « : »; empty when something may.
    pub halts: &'static str,
    /// « Vérifier »
    pub verify: &'static str,
    /// The test.
    pub(crate) check: Check,
}

impl Rule {
    /// Where its findings are shown.
    pub fn shelf(&self) -> Section {
        match self.severity {
            Severity::Blocking => Section::Refusal,
            _ if self.flag.is_some() => Section::Flag,
            _ if self.silent => Section::Silence,
            Severity::ToFix => Section::Fix,
            Severity::Advice => Section::Advice,
        }
    }
}

impl std::fmt::Debug for Rule {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}
