//! What the database cannot hold, though udata reads it and its dry run shows it: half a character, an integer beyond
//! 64 bits, a key with the character of number zero.

use super::{Dataservice, Dataset, Field, Record, Resource, Schema, refusal::Exception};
use crate::{
    formats::json::{Json, Object},
    text::surrogates::Surrogates,
};

/// A value that keeps a whole record from being saved.
#[derive(Debug, Clone, PartialEq)]
pub struct StorageError {
    /// The field that it would be saved in.
    pub field: Field,
    /// The value: a text, or the digits of an integer.
    pub value: String,
    /// What Python raises.
    pub exception: Exception,
}

/// What the first refused value is, when there is one.
type StorageResult = Result<(), StorageError>;

impl Record {
    /// Whether the database holds it; else the first value that it cannot hold, in the order in which udata writes
    /// them. Keywords do not count: they are slugs there. What only the
    /// retired harvester of Opendatasoft gives is not stored. Contacts are saved before, while the record is read.
    ///
    /// # Errors
    /// That value.
    pub fn saved(&self) -> StorageResult {
        match self {
            Self::Dataset(dataset) => of_dataset(dataset),
            Self::Dataservice(service) => of_dataservice(service),
        }
    }
}

fn of_dataset(dataset: &Dataset) -> StorageResult {
    text("title", &dataset.title)?;
    optional("acronym", dataset.acronym.as_deref())?;
    text("description", &dataset.description)?;
    dataset.resources.iter().enumerate().try_for_each(|(index, resource)| of_resource(index, resource))?;
    let geometry = dataset.spatial.as_ref().and_then(|spatial| spatial.geom.as_ref());
    if let Some(digits) = geometry.and_then(|geometry| geometry.beyond.as_deref()) {
        integer("spatial", digits)?;
    }
    schema("schema", dataset.schema.as_ref())?;
    object("extras", &dataset.extras)?;
    let harvest = &dataset.harvest;
    optional("harvest.remote_id", harvest.remote_id.as_deref())?;
    optional("harvest.remote_url", harvest.remote_url.as_deref())?;
    optional("harvest.uri", harvest.uri.as_deref())?;
    optional("harvest.dct_identifier", harvest.dct_identifier.as_deref())?;
    optional("harvest.doi", harvest.doi.as_deref())?;
    optional("harvest.ckan_name", harvest.ckan_name.as_deref())?;
    optional("harvest.ckan_source", harvest.ckan_source.as_deref())
}

fn of_resource(index: usize, resource: &Resource) -> StorageResult {
    let field = |name| Field::of_resource(index, name);
    optional(field("title"), resource.title.as_deref())?;
    optional(field("description"), resource.description.as_deref())?;
    text(field("url"), &resource.url)?;
    optional(field("checksum"), resource.checksum.as_ref().and_then(|checksum| checksum.value.as_deref()))?;
    optional(field("format"), resource.format.as_deref())?;
    optional(field("mime"), resource.mime.as_deref())?;
    if let Some(size) = resource.filesize.as_ref().filter(|size| size.is_beyond()) {
        return Err(StorageError::integer(field("filesize"), size.as_written()));
    }
    object(field("extras"), &resource.extras)?;
    if let Some(harvest) = &resource.harvest {
        optional(field("harvest.uri"), harvest.uri.as_deref())?;
        optional(field("harvest.dct_identifier"), harvest.dct_identifier.as_deref())?;
        optional(field("harvest.remote_id"), harvest.remote_id.as_deref())?;
    }
    schema(field("schema"), resource.schema.as_ref())
}

fn of_dataservice(service: &Dataservice) -> StorageResult {
    optional("title", service.title.as_deref())?;
    optional("description", service.description.as_deref())?;
    optional("base_api_url", service.base_api_url.as_deref())?;
    optional("machine_documentation_url", service.machine_documentation_url.as_deref())?;
    optional("harvest.remote_id", service.harvest.remote_id.as_deref())?;
    optional("harvest.remote_url", service.harvest.remote_url.as_deref())?;
    optional("harvest.uri", service.harvest.uri.as_deref())
}

fn schema(field: impl Into<Field>, schema: Option<&Schema>) -> StorageResult {
    let (field, Some(schema)) = (field.into(), schema) else { return Ok(()) };
    [&schema.url, &schema.name, &schema.version]
        .into_iter()
        .try_for_each(|part| optional(field, part.as_deref()))
}

fn optional(field: impl Into<Field>, value: Option<&str>) -> StorageResult {
    value.map_or(Ok(()), |value| text(field, value))
}

fn text(field: impl Into<Field>, value: &str) -> StorageResult {
    let Some(halves) = Surrogates::of(value) else { return Ok(()) };
    Err(StorageError {
        field: field.into(),
        value: value.to_owned(),
        exception: Exception::HalfCharacter(halves),
    })
}

fn integer(field: impl Into<Field>, digits: &str) -> StorageResult {
    if digits.parse::<i64>().is_ok() { Ok(()) } else { Err(StorageError::integer(field, digits)) }
}

fn object(field: impl Into<Field>, object: &Object<'_>) -> StorageResult {
    let field = field.into();
    object.iter().try_for_each(|(key, value)| {
        text(field, key)?;
        if key.contains('\0') {
            let value = key.to_owned();
            return Err(StorageError { field, value, exception: Exception::NullKey });
        }
        json(field, value)
    })
}

fn json(field: impl Into<Field>, value: &Json<'_>) -> StorageResult {
    let field = field.into();
    match value {
        Json::Text(value) => text(field, value),
        Json::Integer(digits) => integer(field, digits),
        Json::List(items) => items.iter().try_for_each(|item| json(field, item)),
        Json::Object(entries) => object(field, entries),
        Json::Null | Json::Bool(_) | Json::Float(_) => Ok(()),
    }
}

impl StorageError {
    fn integer(field: impl Into<Field>, digits: &str) -> Self {
        Self { field: field.into(), value: digits.to_owned(), exception: Exception::LargeInteger }
    }
}
