//! The packages that udata accepts (`harvest/backends/ckan/schemas/ckan.py`), and what it takes of them.

use super::validate::{
    FieldFailure, Fields, Rejection, address, anything, boolean, choice, date, email, integer, object,
    or_empty, or_null, text, text_or_null, to_integer,
};
use crate::{
    formats::json::{Json, Object},
    text::{
        date::{self, Date, DateError, DateTime},
        order,
    },
};

/// Types of resources that CKAN's schema lets through.
pub(crate) use crate::model::refusal::RESOURCE_TYPES;

/// What udata takes of a package; of one that the schema refuses, what can be read of it.
#[derive(Debug)]
pub struct Package<'p> {
    /// Name, in lower-case letters, digits and dashes as a rule.
    pub name: &'p str,
    /// Title, which may be empty.
    pub title: &'p str,
    /// Description, HTML.
    pub notes: Option<&'p str>,
    /// Licence, as an identifier.
    pub license_id: Option<&'p str>,
    /// Licence, as a title.
    pub license_title: Option<&'p str>,
    /// Keywords.
    pub tags: Vec<&'p str>,
    /// Creation date.
    pub metadata_created: Date,
    /// Files.
    pub resources: Vec<PackageResource<'p>>,
    /// Other fields.
    pub extras: Vec<Extra<'p>>,
}

/// A resource of a package.
#[derive(Debug)]
pub struct PackageResource<'p> {
    /// All its keys.
    pub object: &'p Object<'p>,
    /// Identifier.
    pub id: &'p str,
    /// Title.
    pub name: Option<&'p str>,
    /// Description, HTML.
    pub description: Option<&'p str>,
    /// Format.
    pub format: &'p str,
    /// Media type.
    pub mimetype: Option<&'p str>,
    /// Creation date; always there in a package that the schema accepts.
    pub created: Option<Date>,
    /// Modification date.
    pub last_modified: Option<Date>,
    /// Address, completed; as it is written when the schema refuses it.
    pub url: String,
    /// Type; CKAN's default is `file`, DKAN's is `dkan`.
    pub kind: &'p str,
}

/// An element of `extras`.
#[derive(Debug)]
pub struct Extra<'p> {
    /// Its name.
    pub key: &'p str,
    /// Its value, any JSON.
    pub value: &'p Json<'p>,
}

/// What reads a package's keys: CKAN's schema or DKAN's.
pub type PackageSchema = for<'p> fn(&mut Fields<'_, 'p>, DateTime) -> Option<Package<'p>>;

/// A package that the schema refuses.
pub struct RefusedPackage<'p> {
    /// Why, in udata's order; never empty.
    pub failures: Vec<FieldFailure<'p>>,
    /// What it would be without its failures, unless it lacks what names it.
    pub rest: Option<Package<'p>>,
}

/// Checks a package, and keeps what udata keeps of it.
pub fn read<'p>(
    package: &'p Object<'p>,
    schema: PackageSchema,
    now: DateTime,
) -> Result<Package<'p>, RefusedPackage<'p>> {
    let mut failures = Vec::new();
    let read = schema(&mut Fields::new(package, &mut failures), now);
    if failures.len() > 1 {
        order::by_key(&mut failures, |failure| rank(package, &failure.path));
    }
    match read {
        Some(package) if failures.is_empty() => Ok(package),
        rest => Err(RefusedPackage { failures, rest }),
    }
}

/// Where each part of a path stands in the package: voluptuous goes over what is there, in its order, then over the keys
/// that lack.
fn rank(package: &Object<'_>, path: &str) -> Vec<usize> {
    let in_object = |object: &Object<'_>, key: &str| {
        object.iter().position(|(known, _)| known == key).unwrap_or(usize::MAX)
    };
    let mut inside: Option<&Json<'_>> = None;
    let mut ranks = Vec::new();
    for (depth, part) in path.split('.').enumerate() {
        let (rank, next) = match inside {
            None if depth == 0 => (in_object(package, part), package.get(part)),
            Some(Json::Object(object)) => (in_object(object, part), object.get(part)),
            Some(Json::List(list)) => {
                let index = part.parse().unwrap_or(usize::MAX);
                (index, list.get(index))
            }
            _ => break,
        };
        ranks.push(rank);
        inside = next;
    }
    ranks
}

/// CKAN's schema.
pub fn ckan<'p>(fields: &mut Fields<'_, 'p>, now: DateTime) -> Option<Package<'p>> {
    let id = fields.required("id", text);
    let name = fields.required("name", text);
    let title = fields.required("title", text);
    let notes = fields.required("notes", text_or_null);
    let license_id = fields.required("license_id", text_or_null);
    let license_title = fields.required("license_title", text_or_null);
    let tags = fields.required_list("tags", tag);
    let metadata_created = fields.required("metadata_created", date(day(now)));
    fields.required("metadata_modified", date(day(now)));
    if let Some(Some(keys)) = fields.required("organization", or_null(object)) {
        fields.nested("organization", keys, |fields| organization(fields, now));
    }
    let resources = fields.required_list("resources", |fields| resource(fields, now));
    fields.optional("revision_id", text);
    let extras = fields.optional_list("extras", extra);
    fields.required("private", boolean);
    fields.required("type", choice(&["dataset"]));
    fields.required("author", text_or_null);
    fields.required("author_email", or_empty(email));
    fields.required("maintainer", text_or_null);
    fields.required("maintainer_email", or_empty(email));
    fields.required("state", text_or_null);
    id?;
    Some(Package {
        name: name?,
        title: title?,
        notes: notes.flatten(),
        license_id: license_id.flatten(),
        license_title: license_title.flatten(),
        tags,
        metadata_created: metadata_created?,
        resources,
        extras,
    })
}

/// `to_date` of `harvest/filters.py`.
fn day(now: DateTime) -> impl Fn(&str) -> Result<Date, DateError> {
    move |text| date::parse(text, now).map(DateTime::date)
}

/// An element of `tags`: its name.
pub fn tag<'p>(fields: &mut Fields<'_, 'p>) -> Option<&'p str> {
    fields.required("id", text);
    fields.optional("vocabulary_id", text_or_null);
    fields.optional("display_name", text);
    fields.optional("state", text);
    fields.required("name", text)
}

/// An element of `extras`.
pub fn extra<'p>(fields: &mut Fields<'_, 'p>) -> Option<Extra<'p>> {
    let key = fields.required("key", text);
    let value = fields.required("value", anything);
    Some(Extra { key: key?, value: value? })
}

/// All keys may be absent: inside `Any(…)`, voluptuous forgets that keys are required.
fn organization(fields: &mut Fields<'_, '_>, now: DateTime) {
    for key in ["id", "description", "title", "name", "state", "image_url", "revision_id"] {
        fields.optional(key, text);
    }
    fields.optional("created", date(day(now)));
    fields.optional("revision_timestamp", date(day(now)));
    fields.optional("is_organization", boolean);
    fields.optional("type", choice(&["organization"]));
    fields.optional("approval_status", choice(&["approved"]));
}

fn resource<'p>(fields: &mut Fields<'_, 'p>, now: DateTime) -> Option<PackageResource<'p>> {
    let object = fields.object();
    let id = fields.required("id", text);
    fields.required("position", integer);
    let name = fields.required("name", text_or_null);
    let description = fields.required("description", text_or_null);
    let format = fields.required("format", text);
    let mimetype = fields.required("mimetype", text_or_null);
    fields.required("size", or_null(to_integer));
    fields.required("hash", text_or_null);
    let created = fields.required("created", date(day(now)));
    let last_modified = fields.required("last_modified", or_null(date(day(now))));
    let url = fields.required("url", address);
    let kind = fields.required("resource_type", or_empty(resource_type));
    Some(PackageResource {
        object,
        id: id?,
        name: name.flatten(),
        description: description.flatten(),
        format: format.unwrap_or_default(),
        mimetype: mimetype.flatten(),
        created,
        last_modified: last_modified.flatten(),
        url: url.or_else(|| address_as_written(object))?,
        kind: kind.flatten().unwrap_or("file"),
    })
}

/// The address of a resource that the schema refuses: what is shown of it until it is corrected.
pub fn address_as_written(resource: &Object<'_>) -> Option<String> {
    resource.get("url")?.as_str().map(str::to_owned)
}

fn resource_type<'p>(value: &'p Json<'p>) -> Result<&'p str, Rejection> {
    let kind = text(value)?;
    choice(&RESOURCE_TYPES)(value).map(|()| kind)
}
