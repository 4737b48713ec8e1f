//! The tab « Informations » of a dataset.

use super::{
    IDENTIFIER, MAP, Rows, Setting, date, extras, harvest, saved,
    shown::{DatasetInformation, Information},
    space::tidy,
};
use crate::model::{Dataset, Frequency, Schema, Spatial, licence, quality::last_update};

/// The tab.
pub fn of(dataset: &Dataset, setting: Setting<'_>) -> DatasetInformation {
    let has_map = dataset.spatial.as_ref().is_some_and(|spatial| spatial.geom.is_some());
    // A restricted dataset has lost its licence: the tab says that it has none, where the sidebar is silent.
    let licence = dataset.license.or_else(licence::not_specified);
    DatasetInformation {
        information: Information {
            keywords: saved::keywords(&dataset.tags),
            identifier: IDENTIFIER,
            licence: licence.map_or("", |licence| licence.title.as_str()),
        },
        time: time(dataset, setting),
        space: dataset.spatial.as_ref().map(|spatial| space(spatial, setting)),
        has_map,
        schemas: schemas(dataset),
        extras: Some(extras::rows(&dataset.extras)).filter(|rows| !rows.is_empty()),
        harvest: Some(harvest::rows(dataset, setting)).filter(|rows| !rows.is_empty()),
    }
}

fn time(dataset: &Dataset, setting: Setting<'_>) -> Rows {
    let mut rows = Rows::default();
    rows.add("Création", &date::long(saved::dataset_created_at(dataset, setting.now), setting));
    rows.add("Fréquence", dataset.frequency.unwrap_or(Frequency::Unknown).label());
    if let Some(coverage) = &dataset.temporal_coverage {
        let (start, end) = saved::period(coverage, setting.now);
        rows.add("Couverture temporelle", &date::period(start, end));
    }
    rows.add("Dernière mise à jour", &date::long(last_update(dataset, setting.now), setting));
    rows
}

fn space(spatial: &Spatial, setting: Setting<'_>) -> Rows {
    let mut rows = Rows::default();
    let name = |id: &String| setting.zones.and_then(|zones| zones.name(id)).unwrap_or(id).to_owned();
    let names: Vec<String> = spatial.zones.iter().map(name).collect();
    if let Some((last, others)) = names.split_last() {
        let names = match others {
            [] => last.clone(),
            others => format!("{} et {last}", others.join(", ")),
        };
        rows.add("Zones", &names);
    }
    if spatial.geom.is_some() {
        rows.add("Couverture géographique", MAP);
    }
    // No harvester sets another granularity than the default one.
    rows.add("Granularité de la couverture territoriale", "Autre");
    rows
}

/// Those of the files, each once. The dataset's own schema is not shown.
fn schemas(dataset: &Dataset) -> Vec<String> {
    let mut seen: Vec<&Schema> = Vec::new();
    for schema in dataset.resources.iter().filter_map(|resource| resource.schema.as_ref()) {
        if name(schema).is_some() && !seen.contains(&schema) {
            seen.push(schema);
        }
    }
    let sentence = |schema: &&Schema| {
        tidy(&format!(
            "Les fichiers du jeu de données suivent le schéma : {}",
            name(schema).unwrap_or_default()
        ))
    };
    seen.iter().map(sentence).collect()
}

/// How a schema is called: its name, else its address.
pub fn name(schema: &Schema) -> Option<&str> {
    [&schema.name, &schema.url].into_iter().flatten().map(String::as_str).find(|text| !text.is_empty())
}
