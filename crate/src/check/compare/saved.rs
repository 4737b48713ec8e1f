//! A check as it is kept, to be compared with a later one.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::KnownFinding;
use crate::{
    check::{Finding, Report, Verdict, identity::Identity},
    model::{Item, Record},
    text::visible::with_stand_ins,
};

/// A check saved by this tool: its JSON, or what the page keeps of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct SavedCheck {
    /// The day of the harvest that was checked, AAAA-MM-JJ.
    #[serde(default)]
    pub date: String,
    /// The name of the portal; checks of an older version do not tell it.
    #[serde(default)]
    pub portal: Option<String>,
    #[serde(default)]
    findings: Vec<SavedFinding>,
    pub(super) items: Vec<SavedItem>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct SavedItem {
    /// Empty when missing, which older versions wrote so too.
    #[serde(default, deserialize_with = "empty_if_none")]
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
    #[serde(default)]
    harvest: SavedHarvest,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct SavedHarvest {
    #[serde(default)]
    remote_url: Option<String>,
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
                harvest: SavedHarvest { remote_url: dataset.harvest.remote_url.clone() },
            }),
            Record::Dataservice(service) => Some(Self {
                title: service.title.clone(),
                resources: Vec::new(),
                harvest: SavedHarvest { remote_url: service.harvest.remote_url.clone() },
            }),
        }
    }
}

fn empty_if_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

impl SavedItem {
    pub(super) fn identity(&self) -> Identity {
        let record = self.item.as_ref();
        Identity {
            id: self.remote_id.clone(),
            title: record.and_then(|record| record.title.clone()).unwrap_or_default(),
            address: record.and_then(|record| record.harvest.remote_url.clone()),
            files: record.map_or_else(Vec::new, |record| {
                record.resources.iter().map(|resource| resource.url.clone()).collect()
            }),
        }
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
    pub fn of(items: &[Item], report: &Report, date: String, portal: Option<String>) -> Self {
        let of_item = |(item, verdict): (&Item, &Verdict)| SavedItem {
            remote_id: item.remote_id.clone(),
            findings: verdict.findings.iter().map(SavedFinding::from).collect(),
            item: SavedRecord::of(item),
        };
        Self {
            date,
            portal,
            findings: report.source.iter().map(SavedFinding::from).collect(),
            items: items.iter().zip(&report.verdicts).map(of_item).collect(),
        }
    }

    /// Reads a check saved as JSON.
    pub fn read(json: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(&with_stand_ins(json))
    }

    /// Its findings, under the identifiers that records have now.
    pub(super) fn known(&self, renamed: &HashMap<&str, &str>) -> impl Iterator<Item = KnownFinding> {
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
