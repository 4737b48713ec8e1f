//! Two checks of the same portal: what is fixed, what is new, what remains.

mod saved;

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap, HashSet},
};

pub use self::saved::SavedCheck;
use self::saved::SavedItem;
use super::{
    Finding, Report,
    identity::{Identity, pair},
};
use crate::{model::Item, text::order};

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

fn findings_of<'a>(items: &'a [Item], report: &'a Report) -> impl Iterator<Item = KnownFinding> + use<'a> {
    let known = |id: &str, finding: &Finding| KnownFinding {
        remote_id: id.to_owned(),
        rule: finding.rule.code.to_owned(),
        raw: finding.evidence.raw.as_deref().unwrap_or_default().to_owned(),
    };
    let source = report.source.iter().map(move |finding| known("", finding));
    let mut told = report.told();
    let records = items.iter().zip(&report.verdicts).flat_map(move |(item, verdict)| {
        let findings = told.of_next(verdict);
        findings.iter().map(|finding| known(&item.remote_id, finding)).collect::<Vec<_>>()
    });
    source.chain(records)
}

/// What changed between two checks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Told before, and no more.
    pub fixed: Vec<KnownFinding>,
    /// Not told before.
    pub new: Vec<KnownFinding>,
    /// Told both times.
    pub unchanged: Vec<KnownFinding>,
    /// Records that were there before, and are no more: data.gouv.fr would archive them.
    pub gone: Vec<String>,
    /// Records that were not there before.
    pub arrived: Vec<String>,
    /// The same records under other identifiers, before and now: data.gouv.fr would archive the former, and create
    /// the latter beside.
    pub renamed: Vec<(String, String)>,
    /// Why it may be that of another portal.
    pub doubt: Option<Doubt>,
    /// What a person calls records, by their identifiers before and now.
    titles: BTreeMap<String, String>,
}

/// Why two checks may not be of the same portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// The other is that of another portal, of this name, and some records are the same.
    OtherPortal(String),
    /// No record is the same; the name of the other portal, when it is told.
    NothingInCommon(Option<String>),
}

/// What changed for one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfRecord<'c> {
    /// Its identifier now; empty for the source.
    pub id: &'c str,
    /// Findings that are fixed, new, unchanged.
    pub counts: [usize; 3],
}

impl Comparison {
    /// What a person calls a record; its identifier when it has no title.
    pub fn title<'c>(&'c self, id: &'c str) -> &'c str {
        self.titles.get(id).map_or(id, String::as_str)
    }

    /// Whether there is something to compare.
    pub fn is_meaningful(&self) -> bool {
        !matches!(self.doubt, Some(Doubt::NothingInCommon(_)))
    }

    /// Record by record, those where most changed first; records where nothing did are left out.
    pub fn by_record(&self) -> Vec<OfRecord<'_>> {
        let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
        for (place, list) in [&self.fixed, &self.new, &self.unchanged].into_iter().enumerate() {
            for known in list {
                counts.entry(&known.remote_id).or_default()[place] += 1;
            }
        }
        let moved = counts.into_iter().filter(|(_, [fixed, new, _])| fixed + new > 0);
        let mut all: Vec<_> = moved.map(|(id, counts)| OfRecord { id, counts }).collect();
        order::by_key(&mut all, |one| std::cmp::Reverse(one.counts[0] + one.counts[1]));
        all
    }
}

/// Compares a saved check with this one, of the portal of this name.
pub fn compare(before: &SavedCheck, items: &[Item], report: &Report, portal: Option<&str>) -> Comparison {
    let was: Vec<Identity> = before.items.iter().map(SavedItem::identity).collect();
    let is: Cow<'_, [Identity]> = match &report.identities {
        Some(kept) => kept.into(),
        None => items.iter().map(Identity::of).collect(),
    };
    let mut comparison = Comparison::default();
    let mut now_of: HashMap<&str, &str> = HashMap::new();
    let mut is_met = vec![false; is.len()];
    // Records without identifier, and those that share one, are no sign of anything.
    let known: HashSet<&str> = was.iter().map(|one| one.id.as_str()).collect();
    let current: HashSet<&str> = is.iter().map(|one| one.id.as_str()).collect();
    let mut common = 0;
    for (one, found) in was.iter().zip(pair(&was, &is)) {
        let now = found.and_then(|at| {
            is_met[at] = true;
            is.get(at)
        });
        match now {
            Some(now) => {
                common += 1;
                if now.id != one.id && !current.contains(one.id.as_str()) && !known.contains(now.id.as_str())
                {
                    now_of.insert(&one.id, &now.id);
                    comparison.renamed.push((one.id.clone(), now.id.clone()));
                }
            }
            None if current.contains(one.id.as_str()) => common += 1,
            None if !one.id.is_empty() => comparison.gone.push(one.id.clone()),
            None => {}
        }
    }
    let alone = is.iter().zip(&is_met).filter(|(one, met)| !**met && !one.id.is_empty());
    comparison.arrived =
        alone.filter(|(one, _)| !known.contains(one.id.as_str())).map(|(one, _)| one.id.clone()).collect();
    for ids in [&mut comparison.gone, &mut comparison.arrived] {
        order::natural(ids);
        ids.dedup();
    }
    order::natural(&mut comparison.renamed);
    let named = was.iter().chain(&*is).filter(|one| !one.id.is_empty() && !one.title.is_empty());
    comparison.titles = named.map(|one| (one.id.clone(), one.title.clone())).collect();
    let other = before.portal.clone().filter(|name| portal.is_some_and(|portal| portal != name));
    comparison.doubt = match (common, other) {
        (0, other) if !was.is_empty() && !is.is_empty() => Some(Doubt::NothingInCommon(other)),
        (_, Some(other)) => Some(Doubt::OtherPortal(other)),
        _ => None,
    };
    let mut waiting: HashMap<KnownFinding, usize> = HashMap::new();
    for finding in before.known(&now_of) {
        *waiting.entry(finding).or_default() += 1;
    }
    for finding in findings_of(items, report) {
        match waiting.get_mut(&finding).filter(|left| **left > 0) {
            Some(left) => {
                *left -= 1;
                comparison.unchanged.push(finding);
            }
            None => comparison.new.push(finding),
        }
    }
    let left = waiting.into_iter().flat_map(|(finding, n)| std::iter::repeat_n(finding, n));
    comparison.fixed = left.collect();
    order::natural(&mut comparison.fixed);
    order::natural(&mut comparison.new);
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
            {"remote_id": null, "findings": [{"rule": "identifiant-manquant"}]},
            {"remote_id": "parti", "findings": [{"rule": "licence-absente"}]}]}"#;
        let saved = SavedCheck::read(saved).expect("a saved check");
        let (catalogue, report) = check(
            "<http://x.fr/a> a dcat:Dataset ; dct:identifier \"a\" ; dct:title \"A\" ; dct:accrualPeriodicity \"mensuelle\" .",
        );
        let comparison = compare(&saved, &catalogue.job.items, &report, Some("a.fr"));
        let named = |known: &[KnownFinding], id: &str, rule: &str| {
            known.iter().any(|k| k.remote_id == id && k.rule == rule)
        };
        assert!(named(&comparison.fixed, "a", "frequence-non-reconnue"));
        assert!(named(&comparison.fixed, "parti", "licence-absente"));
        assert!(named(&comparison.fixed, "", "identifiant-manquant"));
        assert!(named(&comparison.new, "a", "frequence-non-reconnue"));
        assert_eq!(comparison.unchanged.len(), 1);
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
        let saved =
            SavedCheck::of(&catalogue.job.items, &report, "2026-11-01".to_owned(), Some("a.fr".to_owned()));
        let (catalogue, report) = check(&record("ville::arbres"));
        let comparison = compare(&saved, &catalogue.job.items, &report, Some("a.fr"));
        assert_eq!(comparison.renamed, [("0a1b_0".to_owned(), "ville::arbres".to_owned())]);
        assert!(comparison.fixed.is_empty(), "{comparison:?}");
        assert!(comparison.gone.is_empty() && comparison.arrived.is_empty(), "{comparison:?}");
        // The new identifier follows a name.
        assert!(comparison.new.iter().all(|known| known.rule == "identifiant-instable"), "{comparison:?}");
    }

    #[test]
    fn a_check_of_another_portal_is_doubted() {
        let (catalogue, report) =
            check("<http://x.fr/a> a dcat:Dataset ; dct:identifier \"a\" ; dct:title \"Arbres\" .");
        let compared = |saved: &str| {
            let saved = SavedCheck::read(saved.as_bytes()).expect("a saved check");
            compare(&saved, &catalogue.job.items, &report, Some("a.fr"))
        };
        let other =
            compared(r#"{"portal": "b.fr", "items": [{"remote_id": "z", "item": {"title": "Zoo"}}]}"#);
        assert_eq!(other.doubt, Some(Doubt::NothingInCommon(Some("b.fr".to_owned()))));
        assert!(!other.is_meaningful());
        assert_eq!(other.title("z"), "Zoo");
        let moved =
            compared(r#"{"portal": "b.fr", "items": [{"remote_id": "z", "item": {"title": "arbres"}}]}"#);
        assert_eq!(moved.doubt, Some(Doubt::OtherPortal("b.fr".to_owned())));
        assert_eq!(moved.renamed, [("z".to_owned(), "a".to_owned())]);
        assert_eq!(moved.by_record().first().map(|one| one.id), Some("a"));
    }

    #[test]
    fn a_check_compared_with_itself_has_not_changed() {
        let (catalogue, report) =
            check("<http://x.fr/a> a dcat:Dataset ; dct:identifier \"a\" ; dct:title \"A\" .");
        let saved =
            SavedCheck::of(&catalogue.job.items, &report, "2026-11-01".to_owned(), Some("a.fr".to_owned()));
        let saved = serde_json::to_string(&saved).expect("JSON");
        let saved = SavedCheck::read(saved.as_bytes()).expect("a saved check");
        let comparison = compare(&saved, &catalogue.job.items, &report, Some("a.fr"));
        assert!(comparison.fixed.is_empty() && comparison.new.is_empty(), "{comparison:?}");
        assert!(comparison.unchanged.len() > 3);
        assert!(comparison.doubt.is_none() && comparison.by_record().is_empty());
        assert_eq!(saved.date, "2026-11-01");
    }
}
