//! Two checks of the same portal: what is fixed, what is new, what remains.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::{Finding, Report, Verdict};
use crate::{
    model::{Item, Record},
    text::order,
};

/// A finding of one record, or of the source, as two checks recognise it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KnownFinding {
    /// The record's identifier; empty for the source.
    pub remote_id: String,
    /// The rule.
    pub rule: String,
    /// What the portal wrote.
    pub raw: String,
}

/// A check saved by this tool: its JSON, or what the page keeps of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct SavedCheck {
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
    /// What the record becomes, of which only what tells it from others is kept.
    #[serde(default)]
    item: Option<SavedRecord>,
}

/// What tells a record from others when its identifier changes.
#[derive(Debug, Default, Serialize, Deserialize)]
struct SavedRecord {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    resources: Vec<SavedResource>,
}

#[derive(Debug, Serialize, Deserialize)]
struct SavedResource {
    #[serde(default)]
    url: String,
}

impl SavedRecord {
    fn of(item: &Item) -> Option<Self> {
        match item.record.as_ref()? {
            Record::Dataset(dataset) => Some(Self {
                title: Some(dataset.title.clone()),
                resources: dataset
                    .resources
                    .iter()
                    .map(|resource| SavedResource { url: resource.url.clone() })
                    .collect(),
            }),
            Record::Dataservice(service) => {
                Some(Self { title: service.title.clone(), resources: Vec::new() })
            }
        }
    }

    /// The addresses of its files, in one text; `None` without files.
    fn files(&self) -> Option<String> {
        let mut urls: Vec<&str> = self.resources.iter().map(|resource| resource.url.as_str()).collect();
        order::natural(&mut urls);
        (!urls.is_empty()).then(|| urls.join("\n"))
    }

    fn title(&self) -> Option<String> {
        let title = self.title.as_deref()?.trim().to_lowercase();
        (!title.is_empty()).then_some(title)
    }
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

impl SavedCheck {
    /// What another check needs to be compared with this one.
    pub fn of(items: &[Item], report: &Report, date: String) -> Self {
        let of_item = |(item, verdict): (&Item, &Verdict)| SavedItem {
            remote_id: item.remote_id.clone(),
            findings: verdict.findings.iter().map(SavedFinding::from).collect(),
            item: SavedRecord::of(item),
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

    /// Its findings, under the identifiers that records have now.
    fn known(&self, renamed: &HashMap<&str, &str>) -> impl Iterator<Item = KnownFinding> {
        let known = move |id: &str, finding: &SavedFinding| {
            let raw = finding.raw.clone().unwrap_or_default();
            match renamed.get(id) {
                // A value may hold the identifier: an address does.
                Some(now) => {
                    let (remote_id, raw) = ((*now).to_owned(), raw.replace(id, now));
                    KnownFinding { remote_id, rule: finding.rule.clone(), raw }
                }
                None => KnownFinding { remote_id: id.to_owned(), rule: finding.rule.clone(), raw },
            }
        };
        let source = self.findings.iter().map(move |finding| known("", finding));
        let records = self
            .items
            .iter()
            .flat_map(move |item| item.findings.iter().map(move |finding| known(&item.remote_id, finding)));
        source.chain(records)
    }
}

fn known<'a>(items: &'a [Item], report: &'a Report) -> impl Iterator<Item = KnownFinding> + use<'a> {
    let source = report.source.iter().map(|finding| ("", finding));
    let records = items.iter().zip(&report.verdicts).flat_map(|(item, verdict)| {
        verdict.findings.iter().map(move |finding| (item.remote_id.as_str(), finding))
    });
    source.chain(records).map(|(id, finding)| KnownFinding {
        remote_id: id.to_owned(),
        rule: finding.rule.code.to_owned(),
        raw: finding.evidence.raw.as_deref().unwrap_or_default().to_owned(),
    })
}

/// What changed between two checks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Told before, and no more.
    pub fixed: Vec<KnownFinding>,
    /// Not told before.
    pub new: Vec<KnownFinding>,
    /// Told both times.
    pub unchanged: usize,
    /// Records that were there before, and are no more: data.gouv.fr would archive them.
    pub gone: Vec<String>,
    /// Records that were not there before.
    pub arrived: Vec<String>,
    /// The same records under other identifiers, before and now: data.gouv.fr would archive the former, and create
    /// the latter beside.
    pub renamed: Vec<(String, String)>,
}

/// The records that are gone and those that arrived which are the same: by their files, else by their titles, when
/// only one is so on each side.
fn pair<'a>(
    gone: &[(&'a str, Option<&SavedRecord>)],
    arrived: &[(&'a str, Option<&SavedRecord>)],
) -> Vec<(&'a str, &'a str)> {
    type RecordKey = fn(&SavedRecord) -> Option<String>;
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for key in [SavedRecord::files as RecordKey, SavedRecord::title as RecordKey] {
        let index = |side: &[(&'a str, Option<&SavedRecord>)]| {
            let mut index: HashMap<String, Vec<&'a str>> = HashMap::new();
            for (id, record) in side {
                if let Some(key) = record.and_then(key) {
                    index.entry(key).or_default().push(id);
                }
            }
            index
        };
        let now = index(arrived);
        let known: (HashSet<&str>, HashSet<&str>) = pairs.iter().copied().unzip();
        for (key, before) in index(gone) {
            if let ([before], Some([after])) = (&before[..], now.get(&key).map(Vec::as_slice))
                && !known.0.contains(before)
                && !known.1.contains(after)
            {
                pairs.push((before, after));
            }
        }
    }
    order::natural(&mut pairs);
    pairs
}

/// Compares a saved check with this one.
pub fn compare(before: &SavedCheck, items: &[Item], report: &Report) -> Comparison {
    let current: Vec<(&str, Option<SavedRecord>)> =
        items.iter().map(|item| (item.remote_id.as_str(), SavedRecord::of(item))).collect();
    let is: HashSet<&str> = current.iter().map(|(id, _)| *id).collect();
    let was: HashSet<&str> = before.items.iter().map(|item| item.remote_id.as_str()).collect();
    let left = before.items.iter().map(|item| (item.remote_id.as_str(), item.item.as_ref()));
    let gone: Vec<_> = left.filter(|(id, _)| !id.is_empty() && !is.contains(id)).collect();
    let come = current.iter().map(|(id, record)| (*id, record.as_ref()));
    let arrived: Vec<_> = come.filter(|(id, _)| !id.is_empty() && !was.contains(id)).collect();
    let renamed = pair(&gone, &arrived);
    let now_of: HashMap<&str, &str> = renamed.iter().copied().collect();
    let now_ids: HashSet<&str> = now_of.values().copied().collect();
    let mut waiting: HashMap<KnownFinding, usize> = HashMap::new();
    for finding in before.known(&now_of) {
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
    order::natural(&mut comparison.fixed);
    order::natural(&mut comparison.new);
    let others = |side: Vec<(&str, Option<&SavedRecord>)>, is_paired: &dyn Fn(&str) -> bool| {
        let ids = side.into_iter().map(|(id, _)| id).filter(|id| !is_paired(id));
        let mut ids: Vec<String> = ids.map(str::to_owned).collect();
        order::natural(&mut ids);
        ids.dedup();
        ids
    };
    comparison.gone = others(gone, &|id| now_of.contains_key(id));
    comparison.arrived = others(arrived, &|id| now_ids.contains(id));
    comparison.renamed = renamed.iter().map(|(was, is)| ((*was).to_owned(), (*is).to_owned())).collect();
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
        let saved = SavedCheck::read(saved).expect("a saved check");
        let (catalogue, report) = check(
            "<http://x.fr/a> a dcat:Dataset ; dct:identifier \"a\" ; dct:title \"A\" ; dct:accrualPeriodicity \"mensuelle\" .",
        );
        let comparison = compare(&saved, &catalogue.job.items, &report);
        let named = |known: &[KnownFinding], id: &str, rule: &str| {
            known.iter().any(|k| k.remote_id == id && k.rule == rule)
        };
        assert!(named(&comparison.fixed, "a", "frequence-non-reconnue"));
        assert!(named(&comparison.fixed, "parti", "licence-absente"));
        assert!(named(&comparison.new, "a", "frequence-non-reconnue"));
        assert_eq!(comparison.unchanged, 1);
        assert_eq!(comparison.gone, ["parti"]);
        assert!(comparison.arrived.is_empty());
    }

    #[test]
    fn a_record_whose_identifier_changes_is_the_same() {
        let record = |id: &str| {
            format!(
                "<http://x.fr/{id}> a dcat:Dataset ; dct:identifier \"{id}\" ; dct:title \"Arbres\" ; dcat:distribution [ a dcat:Distribution ; dcat:downloadURL <http://x.fr/{id}.csv> ] ."
            )
        };
        let (catalogue, report) = check(&record("0a1b_0"));
        let saved = SavedCheck::of(&catalogue.job.items, &report, "2026-11-01".to_owned());
        let (catalogue, report) = check(&record("ville::arbres"));
        let comparison = compare(&saved, &catalogue.job.items, &report);
        assert_eq!(comparison.renamed, [("0a1b_0".to_owned(), "ville::arbres".to_owned())]);
        assert!(comparison.fixed.is_empty(), "{comparison:?}");
        assert!(comparison.gone.is_empty() && comparison.arrived.is_empty(), "{comparison:?}");
        // The new identifier follows a name.
        assert!(comparison.new.iter().all(|known| known.rule == "identifiant-instable"), "{comparison:?}");
    }

    #[test]
    fn a_check_compared_with_itself_has_not_changed() {
        let (catalogue, report) =
            check("<http://x.fr/a> a dcat:Dataset ; dct:identifier \"a\" ; dct:title \"A\" .");
        let saved = SavedCheck::of(&catalogue.job.items, &report, "2026-11-01".to_owned());
        let saved = serde_json::to_string(&saved).expect("JSON");
        let saved = SavedCheck::read(saved.as_bytes()).expect("a saved check");
        let comparison = compare(&saved, &catalogue.job.items, &report);
        assert!(comparison.fixed.is_empty() && comparison.new.is_empty(), "{comparison:?}");
        assert!(comparison.unchanged > 3);
        assert_eq!(saved.date, "2026-11-01");
    }
}
