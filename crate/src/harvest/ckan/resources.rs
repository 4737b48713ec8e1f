//! The resources of a package.

use rustc_hash::FxHashMap;

use super::{
    dataset::{PackageContext, markdown},
    schema::{Package, PackageResource},
};
use crate::{
    formats::json::Json,
    model::{self, Change, Dataset, Field, How, Loss, Refusal, ResourceHarvest},
    text::space::strip,
};

/// Types of resources that udata keeps; it drops the others without a word (`ALLOWED_RESOURCE_TYPES`).
const KEPT: [&str; 5] = ["dkan", "file", "file.upload", "api", "metadata"];

/// Gives the dataset its resources. Two with the same identifier make one: the last, at the place of the first.
pub fn list(
    context: &mut PackageContext<'_>,
    dataset: &mut Dataset,
    package: &Package<'_>,
) -> Result<(), Refusal> {
    let kept = |source: &&PackageResource<'_>| KEPT.contains(&source.kind);
    let indexed = package.resources.iter().enumerate();
    let last: FxHashMap<_, _> =
        indexed.filter(|(_, source)| kept(source)).map(|(index, source)| (source.id, index)).collect();
    let mut places = FxHashMap::default();
    for (index, source) in package.resources.iter().enumerate() {
        if !kept(&source) {
            let path = format!("resources[{index}].resource_type");
            context.trace.lost("resources", path, source.kind, Loss::ResourceType);
            continue;
        }
        let place = *places.entry(source.id).or_insert(dataset.resources.len());
        let resource = resource(source)?;
        match last.get(source.id) {
            Some(&last) if last != index => {
                let path = format!("resources[{index}].id");
                let other = u32::try_from(last).unwrap_or(u32::MAX);
                context.trace.lost("resources", path, source.id, Loss::ReplacedBy(other));
            }
            _ => trace(context, source, index, place, &resource),
        }
        match dataset.resources.get_mut(place) {
            Some(first) => *first = resource,
            None => dataset.resources.push(resource),
        }
    }
    Ok(())
}

fn resource(source: &PackageResource<'_>) -> Result<model::Resource, Refusal> {
    Ok(model::Resource {
        title: Some(source.name.unwrap_or_default().to_owned()),
        description: Some(markdown(source.description)?),
        url: source.url.clone(),
        format: Some(source.format.to_lowercase()),
        mime: source.mimetype.map(str::to_lowercase),
        harvest: Some(ResourceHarvest {
            remote_id: Some(source.id.to_owned()),
            issued_at: source.created.map(Into::into),
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

fn trace(
    context: &mut PackageContext<'_>,
    source: &PackageResource<'_>,
    index: usize,
    place: usize,
    made: &model::Resource,
) {
    let trace = &mut context.trace;
    for (key, field) in FIELDS {
        let (field, path) = (Field::of_resource(place, field), format!("resources[{index}].{key}"));
        let raw = source.object.get(key).and_then(Json::as_str).unwrap_or_default();
        let day = match key {
            "created" => source.created,
            "last_modified" => source.last_modified,
            _ => None,
        };
        let as_is = match key {
            "description" => made.description.as_deref() == Some(strip(raw)),
            "url" => raw == source.url,
            "format" => made.format.as_deref() == Some(raw),
            "mimetype" => made.mime.as_deref() == Some(raw),
            _ => true,
        };
        match day {
            _ if raw.is_empty() => trace.missing(field, path),
            Some(day) => trace.changed(field, path, raw, How::Converted, Change::Day(day)),
            None => trace.took(field, path, raw, if as_is { How::AsIs } else { How::Converted }),
        }
    }
    let taken = |key: &str| key == "resource_type" || FIELDS.iter().any(|(taken, _)| *taken == key);
    for (key, value) in source.object.iter().filter(|(key, value)| !taken(key) && value.is_truthy()) {
        if trace.is_full() {
            trace.unread(format!("resources[{index}].{key}"), &value.shown());
        }
    }
}
