//! Two checks of the same portal: what is fixed, what is new, what remains.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Finding, Report, Verdict};
use crate::model::Item;

/// A finding of one record, or of the source, as two checks recognise it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Known {
    /// The record's identifier; empty for the source.
    pub remote_id: String,
    /// The rule.
    pub rule: String,
    /// What the portal wrote.
    pub raw: String,
}

/// A check saved by this tool: its JSON, or what the page keeps of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Saved {
    /// The day of the harvest that was checked, AAAA-MM-JJ.
    #[serde(default)]
    pub date: String,
    #[serde(default)]
    findings: Vec<SavedFinding>,
    items: Vec<SavedItem>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SavedItem {
    #[serde(default)]
    remote_id: String,
    #[serde(default)]
    findings: Vec<SavedFinding>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SavedFinding {
    rule: String,
    #[serde(default)]
    raw: Option<String>,
}

impl From<&Finding> for SavedFinding {
    fn from(finding: &Finding) -> Self {
        let raw = finding.evidence.raw.as_deref().map(str::to_owned);
        Self { rule: finding.rule.code.to_owned(), raw }
    }
}

impl Saved {
    /// What another check needs to be compared with this one.
    pub fn of(items: &[Item], report: &Report, date: String) -> Self {
        let of_item = |(item, verdict): (&Item, &Verdict)| SavedItem {
            remote_id: item.remote_id.clone(),
            findings: verdict.findings.iter().map(SavedFinding::from).collect(),
        };
        Self {
            date,
            findings: report.source.iter().map(SavedFinding::from).collect(),
            items: items.iter().zip(&report.verdicts).map(of_item).collect(),
        }
    }

    /// Reads a check saved as JSON.
    pub fn read(json: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(json)
    }

    fn known(&self) -> impl Iterator<Item = Known> {
        let known = |id: &str, finding: &SavedFinding| Known {
            remote_id: id.to_owned(),
            rule: finding.rule.clone(),
            raw: finding.raw.clone().unwrap_or_default(),
        };
        let source = self.findings.iter().map(move |finding| known("", finding));
        let records = self
            .items
            .iter()
            .flat_map(move |item| item.findings.iter().map(move |finding| known(&item.remote_id, finding)));
        source.chain(records)
    }
}

fn known<'a>(items: &'a [Item], report: &'a Report) -> impl Iterator<Item = Known> + use<'a> {
    let source = report.source.iter().map(|finding| ("", finding));
    let records = items.iter().zip(&report.verdicts).flat_map(|(item, verdict)| {
        verdict.findings.iter().map(move |finding| (item.remote_id.as_str(), finding))
    });
    source.chain(records).map(|(id, finding)| Known {
        remote_id: id.to_owned(),
        rule: finding.rule.code.to_owned(),
        raw: finding.evidence.raw.as_deref().unwrap_or_default().to_owned(),
    })
}

/// What changed between two checks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Told before, and no more.
    pub fixed: Vec<Known>,
    /// Not told before.
    pub new: Vec<Known>,
    /// Told both times.
    pub unchanged: usize,
    /// Records that were there before, and are no more: data.gouv.fr would archive them.
    pub gone: Vec<String>,
    /// Records that were not there before.
    pub arrived: Vec<String>,
}

/// Compares a saved check with this one.
pub fn compare(before: &Saved, items: &[Item], report: &Report) -> Comparison {
    let mut waiting: HashMap<Known, usize> = HashMap::new();
    for finding in before.known() {
        *waiting.entry(finding).or_default() += 1;
    }
    let mut comparison = Comparison::default();
    for finding in known(items, report) {
        match waiting.get_mut(&finding).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                comparison.unchanged += 1;
            }
            None => comparison.new.push(finding),
        }
    }
    let left = waiting.into_iter().flat_map(|(finding, n)| std::iter::repeat_n(finding, n));
    comparison.fixed = left.collect();
    comparison.fixed.sort();
    comparison.new.sort();
    let was: HashMap<&str, ()> = before.items.iter().map(|item| (item.remote_id.as_str(), ())).collect();
    let is: HashMap<&str, ()> = items.iter().map(|item| (item.remote_id.as_str(), ())).collect();
    let missing_from = |there: &HashMap<&str, ()>, here: &HashMap<&str, ()>| {
        let mut ids: Vec<String> = there
            .keys()
            .filter(|id| !id.is_empty() && !here.contains_key(*id))
            .map(|id| (*id).to_owned())
            .collect();
        ids.sort_unstable();
        ids
    };
    comparison.gone = missing_from(&was, &is);
    comparison.arrived = missing_from(&is, &was);
    comparison
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Catalogue, Input, Kind, Options};

    fn check(turtle: &str) -> (Catalogue, Report) {
        let options = Options { kind: Some(Kind::Dcat), ..Options::default() };
        let prefixes =
            "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n";
        let catalogue = Catalogue::read(vec![Input::named("a.ttl", format!("{prefixes}{turtle}"))], options);
        let report = Report::of(&catalogue);
        (catalogue, report)
    }

    #[test]
    fn what_is_fixed_new_and_unchanged() {
        let saved = br#"{"items": [
            {"remote_id": "a", "findings": [{"rule": "licence-absente"}, {"rule": "frequence-non-reconnue", "raw": "annuelle"}]},
            {"remote_id": "parti", "findings": [{"rule": "licence-absente"}]}]}"#;
        let saved = Saved::read(saved).expect("a saved check");
        let (catalogue, report) = check(
            "<http://x.fr/a> a dcat:Dataset ; dct:identifier \"a\" ; dct:title \"A\" ; dct:accrualPeriodicity \"mensuelle\" .",
        );
        let comparison = compare(&saved, &catalogue.job.items, &report);
        let named =
            |known: &[Known], id: &str, rule: &str| known.iter().any(|k| k.remote_id == id && k.rule == rule);
        assert!(named(&comparison.fixed, "a", "frequence-non-reconnue"));
        assert!(named(&comparison.fixed, "parti", "licence-absente"));
        assert!(named(&comparison.new, "a", "frequence-non-reconnue"));
        assert_eq!(comparison.unchanged, 1);
        assert_eq!(comparison.gone, ["parti"]);
        assert!(comparison.arrived.is_empty());
    }

    #[test]
    fn a_check_compared_with_itself_has_not_changed() {
        let (catalogue, report) =
            check("<http://x.fr/a> a dcat:Dataset ; dct:identifier \"a\" ; dct:title \"A\" .");
        let saved = Saved::of(&catalogue.job.items, &report, "2026-11-01".to_owned());
        let saved = serde_json::to_string(&saved).expect("JSON");
        let saved = Saved::read(saved.as_bytes()).expect("a saved check");
        let comparison = compare(&saved, &catalogue.job.items, &report);
        assert!(comparison.fixed.is_empty() && comparison.new.is_empty(), "{comparison:?}");
        assert!(comparison.unchanged > 3);
        assert_eq!(saved.date, "2026-11-01");
    }
}
