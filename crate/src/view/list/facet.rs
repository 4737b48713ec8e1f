//! What the list can be filtered and sorted by.

use std::{borrow::Cow, collections::HashMap};

use super::{
    super::{format::plain, wording},
    sort::Sort,
};
use crate::{
    check::{self, FlagSubject, RecordState, Rule, Section, Verdict},
    model::{AccessType, Item, Record},
    text::order,
};

/// One way to filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Facet {
    /// The four states.
    State,
    /// A rule, or a flag whatever its rule.
    Problem,
    /// Why a record is left out or refused.
    Reason,
    /// What the portal wrote where a flag is raised, or where the chosen rule found something.
    Value,
    /// The organisation that the portal names.
    Publisher,
    /// A keyword.
    Keyword,
    /// The format of a resource.
    Format,
    /// Who may use the data.
    Access,
    /// The points of quality, out of 9.
    Score,
    /// Dataset or API.
    Type,
}

impl Facet {
    /// In the order of the page.
    pub const ALL: [Self; 10] = [
        Self::State,
        Self::Problem,
        Self::Reason,
        Self::Value,
        Self::Publisher,
        Self::Keyword,
        Self::Format,
        Self::Score,
        Self::Access,
        Self::Type,
    ];

    /// The parameter in addresses.
    pub fn param(self) -> &'static str {
        match self {
            Self::State => "etat",
            Self::Problem => "probleme",
            Self::Reason => "motif",
            Self::Value => "valeur",
            Self::Publisher => "producteur",
            Self::Keyword => "mot",
            Self::Format => "format",
            Self::Access => "acces",
            Self::Score => "note",
            Self::Type => "genre",
        }
    }

    /// The facet with this parameter.
    pub fn parse(param: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.param() == param)
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::State => "État",
            Self::Problem => "Constat",
            Self::Reason => "Motif d’exclusion",
            Self::Value => "Valeur d’origine à corriger",
            Self::Publisher => "Producteur dans le flux",
            Self::Keyword => "Mot-clé",
            Self::Format => "Format de fichier",
            Self::Access => "Accès",
            Self::Score => "Note de qualité",
            Self::Type => "Genre",
        }
    }

    /// Few values, all shown.
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::State | Self::Problem)
    }

    /// The values of a record, without repetition; `rule` is the one that the list is filtered by.
    pub(super) fn values<'a>(
        self,
        item: &'a Item,
        verdict: &'a Verdict,
        rule: Option<&Rule>,
    ) -> Vec<Cow<'a, str>> {
        let mut values = self.all_values(item, verdict, rule);
        order::natural(&mut values);
        values.dedup();
        values
    }

    fn all_values<'a>(self, item: &'a Item, verdict: &'a Verdict, rule: Option<&Rule>) -> Vec<Cow<'a, str>> {
        match self {
            Self::State => vec![verdict.state.id().into()],
            Self::Problem => verdict.findings.iter().map(|finding| finding.rule.code.into()).collect(),
            Self::Reason if verdict.state.is_published() => Vec::new(),
            Self::Reason => match wording::blocking(&verdict.findings) {
                Some(finding) => vec![finding.rule.title.into()],
                None => vec![wording::reason(item, &verdict.findings).into()],
            },
            Self::Value => verdict
                .findings
                .iter()
                .filter(|finding| match rule {
                    Some(rule) => finding.rule == rule,
                    None => finding.rule.shelf() == Section::Flag,
                })
                .filter_map(|finding| finding.evidence.raw.as_deref().map(Cow::Borrowed))
                .collect(),
            Self::Publisher => item
                .source_publisher
                .as_deref()
                .filter(|name| !name.is_empty())
                .map(Cow::Borrowed)
                .into_iter()
                .collect(),
            Self::Keyword => match &item.record {
                Some(Record::Dataset(dataset)) => {
                    dataset.tags.iter().map(|tag| tag.as_str().into()).collect()
                }
                Some(Record::Dataservice(service)) => {
                    service.tags.iter().map(|tag| tag.as_str().into()).collect()
                }
                None => Vec::new(),
            },
            Self::Format => item.dataset().map_or_else(Vec::new, |dataset| {
                dataset.resources.iter().filter_map(|r| r.format.as_deref().map(Cow::Borrowed)).collect()
            }),
            Self::Access => item.dataset().map(|d| access_id(d.access_type).into()).into_iter().collect(),
            Self::Score => {
                item.dataset().map(|d| d.quality.points().to_string().into()).into_iter().collect()
            }
            Self::Type => match &item.record {
                Some(Record::Dataset(_)) => vec!["jeu".into()],
                Some(Record::Dataservice(_)) => vec!["api".into()],
                None => Vec::new(),
            },
        }
    }

    /// Whether the record has this value.
    pub(super) fn holds(self, item: &Item, verdict: &Verdict, rule: Option<&Rule>, wanted: &str) -> bool {
        match (self, subject(wanted)) {
            (Self::Problem, Some(subject)) => verdict.lacks(subject),
            _ => self.all_values(item, verdict, rule).iter().any(|value| value == wanted),
        }
    }

    /// What a person reads for a value.
    pub(super) fn value_label(self, value: &str) -> String {
        match self {
            Self::State => RecordState::ALL
                .into_iter()
                .find(|state| state.id() == value)
                .map_or_else(|| value.to_owned(), |state| wording::state(state).to_owned()),
            Self::Problem => match (subject(value), check::rule(value)) {
                (Some(subject), _) => format!("{} à corriger", wording::subject(subject)),
                (None, Some(rule)) => rule.title.to_owned(),
                (None, None) => value.to_owned(),
            },
            Self::Access => [AccessType::Open, AccessType::OpenWithAccount, AccessType::Restricted]
                .into_iter()
                .find(|access| access_id(*access) == value)
                .map_or_else(|| value.to_owned(), |access| access.label().to_owned()),
            Self::Score => format!("{value} sur 9"),
            Self::Type if value == "api" => "API".to_owned(),
            Self::Type => "Jeu de données".to_owned(),
            Self::Value => plain(value),
            _ => value.to_owned(),
        }
    }
}

/// The flag that `probleme=` names, whatever its rule.
fn subject(value: &str) -> Option<FlagSubject> {
    FlagSubject::ALL.into_iter().find(|subject| subject_id(*subject) == value)
}

/// The value of `probleme=` for a flag, whatever its rule.
pub fn subject_id(subject: FlagSubject) -> &'static str {
    match subject {
        FlagSubject::Licence => "licence",
        FlagSubject::Spatial => "couverture-spatiale",
        FlagSubject::Frequency => "frequence",
    }
}

fn access_id(access: AccessType) -> &'static str {
    match access {
        AccessType::Open => "ouvert",
        AccessType::OpenWithAccount => "compte",
        AccessType::Restricted => "restreint",
    }
}

/// Counts the values of a facet.
#[derive(Default)]
pub(super) struct Counter {
    counts: HashMap<String, usize>,
}

impl Counter {
    pub(super) fn add(&mut self, values: Vec<Cow<'_, str>>) {
        for value in values {
            match self.counts.get_mut(value.as_ref()) {
                Some(count) => *count += 1,
                None => drop(self.counts.insert(value.into_owned(), 1)),
            }
        }
    }

    /// In the order a person expects: states and rules in their own order, scores by points, the rest by count.
    pub(super) fn ranked(self, facet: Facet) -> Vec<(String, usize)> {
        let mut values: Vec<_> = self.counts.into_iter().collect();
        match facet {
            Facet::State => order::by_key(&mut values, |(id, _)| {
                RecordState::ALL.iter().position(|state| state.id() == id)
            }),
            Facet::Problem => {
                order::by_key(&mut values, |(code, _)| {
                    check::RULES.iter().position(|rule| rule.code == code)
                });
            }
            Facet::Score => {
                order::by_key(&mut values, |(points, _)| points.parse::<u8>().unwrap_or_default())
            }
            _ => order::by(&mut values, |(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b))),
        }
        values
    }
}

/// What the list shows, and in which order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filters {
    chosen: Vec<(Facet, String)>,
    /// Words to find in the title or the identifier.
    pub query: String,
    /// The order.
    pub sort: Sort,
    /// From 1.
    pub page: usize,
}

impl Default for Filters {
    fn default() -> Self {
        Self { chosen: Vec::new(), query: String::new(), sort: Sort::default(), page: 1 }
    }
}

impl Filters {
    /// The chosen values, in the order of the page.
    pub fn chosen(&self) -> impl Iterator<Item = (Facet, &str)> {
        Facet::ALL.into_iter().filter_map(|facet| self.get(facet).map(|value| (facet, value)))
    }

    /// The chosen value of a facet.
    pub fn get(&self, facet: Facet) -> Option<&str> {
        self.chosen.iter().find(|(other, _)| *other == facet).map(|(_, value)| value.as_str())
    }

    /// The rule that the list is filtered by: values are then those that it found.
    pub(super) fn rule(&self) -> Option<&'static Rule> {
        self.get(Facet::Problem).and_then(check::rule)
    }

    /// Chooses a value, or none.
    pub fn set(&mut self, facet: Facet, value: Option<String>) {
        self.chosen.retain(|(other, _)| *other != facet);
        self.chosen.extend(value.map(|value| (facet, value)));
    }

    /// Whether something is left out.
    pub fn is_filtered(&self) -> bool {
        !self.chosen.is_empty() || !self.query.trim().is_empty()
    }

    /// Whether every word of the search is in the title, the identifier or a value of the source, whatever the accents
    /// and capitals.
    pub(super) fn matches_text(&self, item: &Item) -> bool {
        if self.query.trim().is_empty() {
            return true;
        }
        let query = fold(&self.query);
        let named = fold(&format!("{} {}", item.name(), item.remote_id));
        let mut elsewhere = query.split_whitespace().filter(|word| !named.contains(word)).peekable();
        if elsewhere.peek().is_none() {
            return true;
        }
        let raw = item.trace.entries().filter_map(|entry| entry.raw());
        let values: Vec<String> = raw.map(fold).collect();
        elsewhere.all(|word| values.iter().any(|value| value.contains(word)))
    }
}

/// Lower case, without the accents of French.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'â' | 'ä' | 'á' | 'ã' => out.push('a'),
            'é' | 'è' | 'ê' | 'ë' => out.push('e'),
            'î' | 'ï' | 'í' => out.push('i'),
            'ô' | 'ö' | 'ó' | 'õ' => out.push('o'),
            'ù' | 'û' | 'ü' | 'ú' => out.push('u'),
            'ç' => out.push('c'),
            'ñ' => out.push('n'),
            'ÿ' => out.push('y'),
            'œ' => out.push_str("oe"),
            'æ' => out.push_str("ae"),
            '’' => out.push('\''),
            c => out.push(c),
        }
    }
    out
}
