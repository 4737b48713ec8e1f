//! The resources of a package.

use super::{
    Stop,
    dataset::{Context, markdown},
    schema::{Package, Resource},
};
use crate::{
    harvest::{Field, How},
    model::{self, Dataset, ResourceHarvest},
    text::{json::Json, space::strip},
};

/// Types of resources that udata keeps; it drops the others without a word (`ALLOWED_RESOURCE_TYPES`).
const KEPT: [&str; 5] = ["dkan", "file", "file.upload", "api", "metadata"];

/// Gives the dataset its resources. Two with the same identifier make one: the last, at the place of the first.
pub fn list(context: &mut Context<'_>, dataset: &mut Dataset, package: &Package<'_>) -> Result<(), Stop> {
    let mut places = rustc_hash::FxHashMap::default();
    for (index, source) in package.resources.iter().enumerate() {
        if !KEPT.contains(&source.kind) {
            context.trace.lost(
                "resources",
                format!("resources[{index}].resource_type"),
                source.kind,
                "data.gouv.fr laisse de côté les ressources de ce type. Écrivez «\u{a0}file\u{a0}» ou «\u{a0}api\u{a0}».",
            );
            continue;
        }
        let place = *places.entry(source.id).or_insert(dataset.resources.len());
        let resource = resource(context, source, index, place)?;
        match dataset.resources.get_mut(place) {
            Some(first) => {
                let note = "Deux ressources ont le même identifiant\u{a0}: la seconde remplace la première. Donnez à chacune le sien.";
                context.trace.lost(
                    Field::of_resource(place, "record"),
                    format!("resources[{index}].id"),
                    source.id,
                    note,
                );
                *first = resource;
            }
            None => dataset.resources.push(resource),
        }
    }
    Ok(())
}

fn resource(
    context: &mut Context<'_>,
    source: &Resource<'_>,
    index: usize,
    place: usize,
) -> Result<model::Resource, Stop> {
    let description = markdown(source.description)?;
    trace(context, source, index, place, &description);
    Ok(model::Resource {
        title: Some(source.name.unwrap_or_default().to_owned()),
        description: Some(description),
        url: source.url.clone(),
        format: Some(source.format.to_lowercase()),
        mime: source.mimetype.map(str::to_lowercase),
        harvest: Some(ResourceHarvest {
            remote_id: Some(source.id.to_owned()),
            issued_at: Some(source.created.into()),
            modified_at: source.last_modified.map(Into::into),
            ..ResourceHarvest::default()
        }),
        ..model::Resource::default()
    })
}

/// Keys of a resource, and the fields that take them.
const FIELDS: [(&str, &str); 8] = [
    ("name", "title"),
    ("description", "description"),
    ("url", "url"),
    ("format", "format"),
    ("mimetype", "mime"),
    ("id", "harvest.remote_id"),
    ("created", "harvest.issued_at"),
    ("last_modified", "harvest.modified_at"),
];

fn trace(context: &mut Context<'_>, source: &Resource<'_>, index: usize, place: usize, description: &str) {
    for (key, field) in FIELDS {
        let (field, path) = (Field::of_resource(place, field), format!("resources[{index}].{key}"));
        let raw = source.object.get(key).and_then(Json::as_str).unwrap_or_default();
        if raw.is_empty() {
            context.trace.missing(field, path);
            continue;
        }
        let as_is = match key {
            "description" => strip(raw) == description,
            "url" => raw == source.url,
            "format" | "mimetype" => raw == raw.to_lowercase(),
            "created" | "last_modified" => false,
            _ => true,
        };
        context.trace.took(field, path, raw, if as_is { How::AsIs } else { How::Converted });
    }
    if context.trace.is_full() {
        for (key, value) in source.object.iter() {
            let taken = key == "resource_type" || FIELDS.iter().any(|(taken, _)| *taken == key);
            if !taken && value.is_truthy() {
                context.trace.unread(format!("resources[{index}].{key}"), &value.shown());
            }
        }
    }
}
