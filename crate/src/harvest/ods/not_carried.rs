//! What the portal holds and this harvester does not carry.

use super::OdsContext;
use crate::{
    formats::json::{Json, Object},
    model::Loss,
};

/// Where the portal keeps what a field of data.gouv.fr could show: field, group, key.
const HELD: [(&str, &str, &str); 23] = [
    ("spatial", "", "territory"),
    ("spatial", "", "geographic_reference"),
    ("spatial", "", "geographic_area"),
    ("spatial", "", "bbox"),
    ("spatial", "dcat", "spatial"),
    ("spatial", "inspire", "extend_description"),
    ("spatial", "inspire", "extend_bounding_box_westbound_longitude"),
    ("temporal_coverage", "dcat", "temporal"),
    ("temporal_coverage", "dcat", "temporal_coverage_start"),
    ("temporal_coverage", "dcat", "temporal_coverage_end"),
    ("frequency", "", "update_frequency"),
    ("frequency", "dcat", "accrualperiodicity"),
    ("contact_points", "", "publisher"),
    ("contact_points", "dcat", "creator"),
    ("contact_points", "dcat", "contributor"),
    ("contact_points", "dcat", "contact_name"),
    ("contact_points", "dcat", "contact_email"),
    ("contact_points", "inspire", "contact_individual_name"),
    ("contact_points", "inspire", "contact_email"),
    ("harvest.created_at", "dcat", "created"),
    ("harvest.issued_at", "dcat", "issued"),
    ("license", "", "license_url"),
    ("schema", "dcat", "conforms_to"),
];

/// Tells, for each field that stays empty, what the portal holds that could have filled it.
pub(super) fn trace(context: &mut OdsContext<'_>, metas: &Object<'_>) {
    let source = context.source;
    let interop = source.body.get("interop_metas");
    for (field, group, key) in HELD {
        let values = if group.is_empty() {
            Some(metas)
        } else {
            interop.and_then(|interop| interop.get(group)?.as_object())
        };
        let Some(value) = values.and_then(|values| values.get(key)).filter(|value| value.is_truthy()) else {
            continue;
        };
        let path = match (group, source.v2) {
            ("", _) => context.meta_path(key),
            (_, true) => format!("metas.{group}.{key}"),
            (_, false) => format!("interop_metas.{group}.{key}"),
        };
        context.trace.lost(field, path, &shown(value), Loss::NotCarried);
    }
    for field in ["acronym", "spatial", "temporal_coverage", "frequency"] {
        if context.trace.of(field).next().is_none() {
            context.trace.missing(field, "");
        }
    }
    unread(context, metas);
}

/// Keys that a field takes or that [`HELD`] tells.
const READ: [&str; 8] =
    ["title", "description", "modified", "keyword", "theme", "license", "references", "records_count"];

fn unread(context: &mut OdsContext<'_>, metas: &Object<'_>) {
    let held = |group: &str, key: &str| HELD.iter().any(|(_, g, k)| *g == group && *k == key);
    for (key, value) in metas.iter() {
        if value.is_truthy() && !READ.contains(&key) && !held("", key) {
            context.trace.unread(context.meta_path(key), &shown(value));
        }
    }
    // In the second version of the API, it stands beside the metadata.
    if let Some(Json::Text(visibility)) = context.source.body.get("visibility") {
        context.trace.unread("visibility", visibility);
    }
    let Some(Json::Object(groups)) = context.source.body.get("interop_metas") else { return };
    for (group, values) in groups.iter() {
        for (key, value) in values.as_object().into_iter().flat_map(Object::iter) {
            if value.is_truthy() && !held(group, key) {
                let root = if context.source.v2 { "metas" } else { "interop_metas" };
                context.trace.unread(format!("{root}.{group}.{key}"), &shown(value));
            }
        }
    }
}

/// A value as a person reads it: a list of words without its brackets.
fn shown(value: &Json<'_>) -> String {
    match value {
        Json::List(list) if list.iter().all(|item| item.as_str().is_some()) => {
            list.iter().map(Json::to_string).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}
