//! Quality against a table recorded from the reference by `tests/record/quality.py`.

use serde::Deserialize;
use serde_json::Value;

use super::*;
use crate::{
    model::{Licence, ResourceHarvest, Spatial, TemporalCoverage},
    text::{
        date::{Moment, parse},
        testing::{assert_agreement, now, table},
    },
};

#[derive(Deserialize)]
struct Row {
    dataset: Described,
    quality: Value,
}

#[derive(Deserialize)]
struct Described {
    license: bool,
    temporal_coverage: bool,
    spatial: bool,
    frequency: Option<String>,
    /// A character, and how many of it.
    description: (String, usize),
    modified_at: Option<String>,
    resources: Vec<File>,
}

#[derive(Deserialize)]
struct File {
    #[serde(rename = "type")]
    kind: String,
    format: Option<String>,
    description: Option<String>,
    modified_at: Option<String>,
}

fn moment(text: &Option<String>) -> Option<Moment> {
    let at = parse(text.as_ref()?, now()).unwrap();
    Some(if text.as_ref()?.contains('T') { at.into() } else { at.date().into() })
}

fn dataset(described: &Described) -> Dataset {
    let licence = Licence {
        id: "lov2".into(),
        title: String::new(),
        url: None,
        alternate_urls: Vec::new(),
        alternate_titles: Vec::new(),
    };
    let mut dataset = Dataset {
        license: described.license.then(|| &*Box::leak(Box::new(licence))),
        temporal_coverage: described.temporal_coverage.then_some(TemporalCoverage { start: None, end: None }),
        spatial: described.spatial.then(Spatial::default),
        frequency: described.frequency.as_deref().and_then(Frequency::from_id),
        description: described.description.0.repeat(described.description.1),
        ..Dataset::default()
    };
    dataset.harvest.modified_at = moment(&described.modified_at);
    dataset.resources = described
        .resources
        .iter()
        .map(|file| Resource {
            kind: ResourceType::ALL.into_iter().find(|kind| serde_json::json!(kind) == *file.kind).unwrap(),
            format: file.format.clone(),
            description: file.description.clone(),
            harvest: Some(ResourceHarvest {
                modified_at: moment(&file.modified_at),
                ..ResourceHarvest::default()
            }),
            ..Resource::default()
        })
        .collect();
    dataset
}

#[test]
fn quality_is_that_of_udata() {
    let rows: Vec<Row> =
        table("QUALITY_TABLE", include_str!("../../../../tests/fixtures/quality/datasets.json"));
    let wrong: Vec<_> = rows
        .iter()
        .enumerate()
        .filter_map(|(at, row)| {
            let ours = serde_json::to_value(Quality::of(&dataset(&row.dataset), now())).unwrap();
            (ours != row.quality).then(|| format!("row {at}\n  {ours}\n  {}", row.quality))
        })
        .collect();
    assert_agreement("quality", rows.len(), &wrong);
}

#[test]
fn six_points_are_good() {
    let mut quality = Quality {
        license: true,
        temporal_coverage: true,
        spatial: true,
        update_frequency: true,
        update_fulfilled_in_time: Some(true),
        ..Quality::default()
    };
    assert_eq!((quality.points(), quality.verdict()), (5, "À améliorer"));
    quality.has_resources = Some(true);
    assert_eq!((quality.points(), quality.verdict()), (5, "À améliorer"));
    quality.dataset_description_quality = true;
    assert_eq!((quality.points(), quality.verdict()), (6, "Bon"));
    let met = quality.criteria().iter().filter(|(_, met)| *met).count();
    assert_eq!(met, 6);
}
