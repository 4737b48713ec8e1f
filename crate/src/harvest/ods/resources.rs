//! Resources: exports in the portal's formats, alternative exports, attachments.

use super::OdsContext;
use crate::{
    formats::json::{Json, Object},
    model::{Change, Dataset, Field, How, Loss, Refusal, Resource, ResourceHarvest, refusal::Exception},
    text::{
        date::{self, Moment},
        media_type,
    },
};

/// An export of the portal: label, `format` of its address and of the resource, media type.
type ExportFormat = (&'static str, &'static str, Option<&'static str>);

const CSV: ExportFormat = ("CSV", "csv", Some("text/csv"));
const JSON: ExportFormat = ("JSON", "json", Some("application/json"));
const GEOJSON: ExportFormat = ("GeoJSON", "geojson", Some("application/vnd.geo+json"));
const SHAPEFILE: ExportFormat = ("Shapefile", "shp", None);

/// Above this count the portal cuts its Shapefile export, so the plugin leaves it out.
const SHAPEFILE_RECORDS_LIMIT: f64 = 50_000.0;

/// All resources, in the plugin's order.
pub(super) fn list(
    context: &mut OdsContext<'_>,
    metas: &Object<'_>,
    dataset: &mut Dataset,
) -> Result<(), Refusal> {
    let modified = modified(context, metas)?;
    let modified_at = modified.as_ref();
    exports(context, dataset, modified_at, &[CSV, JSON])?;
    if is_geographic(context)? {
        let shapefile = shapefile_allowed(context, metas)?;
        exports(context, dataset, modified_at, if shapefile { &[GEOJSON, SHAPEFILE] } else { &[GEOJSON] })?;
    }
    files(context, dataset, modified_at, "alternative_exports", "alternative_export")?;
    files(context, dataset, modified_at, "attachments", "attachment")
}

fn modified(context: &mut OdsContext<'_>, metas: &Object<'_>) -> Result<Option<Moment>, Refusal> {
    let Some(given @ Json::Text(text)) = metas.get("modified") else { return Ok(None) };
    match date::parse(text, context.options.now) {
        Ok(at) => Ok(Some(at.into())),
        Err(error) if error.is_value_error() => Ok(None),
        Err(error) => Err(context.mistyped(context.meta_path("modified"), given, error.into())),
    }
}

/// The database asks the offset of each date, at the very end.
pub(super) fn check_dates(
    context: &mut OdsContext<'_>,
    metas: &Object<'_>,
    dataset: &Dataset,
) -> Result<(), Refusal> {
    let first =
        dataset.resources.first().and_then(|resource| resource.harvest.as_ref()?.modified_at.as_ref());
    let (Some(Moment::DateTime(at)), Some(given)) = (first, metas.get("modified")) else { return Ok(()) };
    match at.utc_offset() {
        Ok(_) => Ok(()),
        Err(error) => Err(context.mistyped(context.meta_path("modified"), given, error.into())),
    }
}

/// `'geo' in dataset['features']`.
pub(super) fn is_geographic(context: &mut OdsContext<'_>) -> Result<bool, Refusal> {
    match context.require("features")? {
        Json::List(features) => Ok(features.iter().any(|feature| feature.as_str() == Some("geo"))),
        Json::Text(features) => Ok(features.contains("geo")),
        Json::Object(features) => Ok(features.contains_key("geo")),
        other => {
            Err(context.mistyped("features".to_owned(), other, Exception::NoMembership(other.python_type())))
        }
    }
}

fn shapefile_allowed(context: &mut OdsContext<'_>, metas: &Object<'_>) -> Result<bool, Refusal> {
    let path = context.meta_path("records_count");
    let count = match metas.get("records_count") {
        None => return Err(context.absent("records_count", path)),
        Some(Json::Integer(digits)) => digits.parse().unwrap_or(f64::INFINITY),
        Some(Json::Float(count)) => *count,
        Some(Json::Bool(count)) => f64::from(u8::from(*count)),
        Some(other) => {
            let exception = Exception::Unordered("<=", other.python_type(), "int");
            return Err(context.mistyped(path, other, exception));
        }
    };
    let allowed = count <= SHAPEFILE_RECORDS_LIMIT;
    if !allowed {
        context.trace.lost("resources", path, &count.to_string(), Loss::NoShapefile);
    }
    Ok(allowed)
}

fn exports(
    context: &mut OdsContext<'_>,
    dataset: &mut Dataset,
    modified_at: Option<&Moment>,
    formats: &[ExportFormat],
) -> Result<(), Refusal> {
    if !context.source.body.get("has_records").is_some_and(Json::is_truthy) {
        return Ok(());
    }
    let description = fields_description(context)?;
    for (label, format, mime) in formats {
        let url = format!(
            "{}download?format={format}&timezone=Europe/Berlin&use_labels_for_header=false",
            context.explore_url(),
        );
        let index = dataset.resources.len();
        context.trace.set(Field::of_resource(index, "url"), How::Deduced, Change::Export);
        put(
            dataset,
            Resource {
                title: Some(format!("Export au format {label}")),
                description: description.clone(),
                url,
                format: Some((*format).to_owned()),
                mime: mime.map(str::to_owned),
                harvest: Some(ResourceHarvest {
                    modified_at: modified_at.cloned(),
                    ods_type: Some("api"),
                    ..ResourceHarvest::default()
                }),
                ..Resource::default()
            },
        );
    }
    Ok(())
}

/// The list of fields, written as the description of the exports.
fn fields_description(context: &mut OdsContext<'_>) -> Result<Option<String>, Refusal> {
    let fields = context.require("fields")?;
    if !fields.is_truthy() {
        return Ok(None);
    }
    let fields = match fields {
        Json::List(fields) => fields.as_slice(),
        Json::Text(_) | Json::Object(_) => {
            let exception = Exception::NotAMapping("str");
            return Err(context.mistyped("fields".to_owned(), fields, exception));
        }
        other => {
            return Err(context.mistyped(
                "fields".to_owned(),
                other,
                Exception::NotIterable(other.python_type()),
            ));
        }
    };
    let mut text = String::new();
    for (rank, field) in fields.iter().enumerate() {
        let Json::Object(field) = field else {
            return Err(context.mistyped(
                format!("fields[{rank}]"),
                field,
                Exception::NotAMapping(field.python_type()),
            ));
        };
        let mut part = |key: &'static str| match field.get(key) {
            Some(value) => Ok(value.to_string()),
            None => Err(context.absent(key, format!("fields[{rank}].{key}"))),
        };
        text += &format!("- *{}*: {}[{}]", part("label")?, part("name")?, part("type")?);
        if let Some(description) = field.get("description").filter(|description| description.is_truthy()) {
            text += &format!(" {description}");
        }
        text.push('\n');
    }
    Ok(Some(text))
}

fn files(
    context: &mut OdsContext<'_>,
    dataset: &mut Dataset,
    modified_at: Option<&Moment>,
    key: &'static str,
    ods_type: &'static str,
) -> Result<(), Refusal> {
    let source = context.source;
    let list = match source.body.get(key) {
        None => return Ok(()),
        Some(Json::List(list)) => list.as_slice(),
        Some(Json::Text(text)) if text.is_empty() => &[],
        Some(Json::Object(map)) if map.is_empty() => &[],
        Some(text @ (Json::Text(_) | Json::Object(_))) => {
            let exception = Exception::NotSubscriptable("str");
            return Err(context.mistyped(key.to_owned(), text, exception));
        }
        Some(other) => {
            return Err(context.mistyped(key.to_owned(), other, Exception::NotIterable(other.python_type())));
        }
    };
    for (rank, file) in list.iter().enumerate() {
        let path = format!("{key}[{rank}]");
        let Json::Object(file) = file else {
            return Err(context.mistyped(path, file, Exception::NotSubscriptable(file.python_type())));
        };
        let id = match file.get("id") {
            Some(id) => id.to_string(),
            None => return Err(context.absent("id", format!("{path}.id"))),
        };
        let declared = match file.get("mimetype") {
            Some(Json::Text(declared)) => declared.as_ref(),
            None | Some(Json::Null) if source.v2 => "",
            other => {
                let value = other.unwrap_or(&Json::Null);
                return Err(context.mistyped(
                    format!("{path}.mimetype"),
                    value,
                    Exception::NoAttribute(value.python_type(), "lower"),
                ));
            }
        };
        let address = match file.get("url") {
            Some(Json::Text(address)) => address.as_ref(),
            // The media type may be enough; nothing is read of what is empty.
            Some(other) if !other.is_truthy() || is_enough(declared) => "",
            Some(other) => {
                let exception = Exception::NotAPath(other.python_type());
                return Err(context.mistyped(format!("{path}.url"), other, exception));
            }
            None => return Err(context.absent("url", format!("{path}.url"))),
        };
        let index = dataset.resources.len();
        context.trace.took(Field::of_resource(index, "url"), format!("{path}.id"), &id, How::Deduced);
        context.trace.took(
            Field::of_resource(index, "format"),
            format!("{path}.mimetype"),
            declared,
            How::Deduced,
        );
        let text = |key: &str| file.get(key).filter(|value| !value.is_null()).map(Json::to_string);
        put(
            dataset,
            Resource {
                title: if file.contains_key("title") { text("title") } else { Some("No title".to_owned()) },
                description: text("description"),
                url: format!("{}/api/datasets/1.0/{}/{key}/{id}", context.site, source.id),
                format: format(declared, address),
                mime: mime(declared, address),
                harvest: Some(ResourceHarvest {
                    modified_at: modified_at.cloned(),
                    ods_type: Some(ods_type),
                    ..ResourceHarvest::default()
                }),
                ..Resource::default()
            },
        );
    }
    Ok(())
}

/// A resource with the address of one already there replaces it.
fn put(dataset: &mut Dataset, resource: Resource) {
    match dataset.resources.iter_mut().find(|known| known.url == resource.url) {
        Some(known) => *known = resource,
        None => dataset.resources.push(resource),
    }
}

/// Whether the media type says all, and the address is not read.
fn is_enough(declared: &str) -> bool {
    media_type::guess_extension(declared).is_some() && media_type::is_known(declared)
}

/// The extension of the media type, else of the address.
fn format(declared: &str, address: &str) -> Option<String> {
    if let Some(extension) = media_type::guess_extension(declared) {
        return Some(extension.to_owned());
    }
    media_type::split_extension(address).1.strip_prefix('.').map(str::to_owned)
}

/// The media type when it is known, else the one of the address.
fn mime(declared: &str, address: &str) -> Option<String> {
    if media_type::is_known(declared) {
        return Some(declared.to_owned());
    }
    media_type::guess_type(address).map(str::to_owned)
}
