//! The `dkan` harvester: CKAN's, with another schema (`harvest/backends/ckan/schemas/dkan.py`) and without filters.

mod descriptor;
mod size;

pub(super) use self::descriptor::DKAN;
use self::size::parse_size;
use super::ckan::{
    schema::{Package, PackageResource, address_as_written, extra, tag},
    validate::{
        Fields, Rejection, address, boolean, choice, date, email, or_empty, or_null, text, text_or_null,
    },
};
use crate::{
    model::refusal::SchemaFault,
    text::date::{Date, DateError, DateTime, dkan_date},
};

/// `to_date` of `schemas/dkan.py`.
fn day(now: DateTime) -> impl Fn(&str) -> Result<Date, DateError> {
    move |text| dkan_date(text, now)
}

/// DKAN's schema.
pub fn schema<'p>(fields: &mut Fields<'_, 'p>, now: DateTime) -> Option<Package<'p>> {
    let id = fields.required("id", text);
    let name = fields.required("name", text);
    let title = fields.required("title", text);
    let notes = fields.required("notes", text_or_null);
    let license_id = fields.optional("license_id", text_or_null).flatten();
    let license_title = fields.optional("license_title", text_or_null).flatten();
    let tags = fields.optional_list("tags", tag);
    let metadata_created = fields.required("metadata_created", date(day(now)));
    fields.required("metadata_modified", date(day(now)));
    fields.optional_list_or_null("groups", group);
    let resources = fields.required_list("resources", |fields| resource(fields, now));
    let extras = fields.optional_list("extras", extra);
    fields.required("private", boolean);
    fields.required("type", choice(&["Dataset"]));
    fields.optional("author", text_or_null);
    fields.optional("author_email", or_empty(email));
    fields.required("maintainer", text_or_null);
    fields.required("maintainer_email", or_empty(email));
    fields.required("state", text_or_null);
    id?;
    Some(Package {
        name: name?,
        title: title?,
        notes: notes.flatten(),
        license_id,
        license_title,
        tags,
        metadata_created: metadata_created?,
        resources,
        extras,
    })
}

/// As in CKAN's `organization`, all keys may be absent.
fn group(fields: &mut Fields<'_, '_>) -> Option<()> {
    for key in ["id", "description", "image_display_url", "title", "name"] {
        fields.optional(key, text);
    }
    None
}

fn resource<'p>(fields: &mut Fields<'_, 'p>, now: DateTime) -> Option<PackageResource<'p>> {
    let object = fields.object();
    let id = fields.required("id", text);
    let name = fields.required("name", text_or_null);
    let description = fields.required("description", text);
    let format = fields.required("format", text);
    let mimetype = fields.required("mimetype", text_or_null);
    fields.required("size", |value| parse_size(text(value)?).map_err(Rejection::Raised));
    fields.optional("hash", text_or_null);
    let created = fields.required("created", date(day(now)));
    let last_modified = fields.required("last_modified", or_null(date(day(now))));
    let url = fields.required("url", address);
    // Empty, it is no text; absent, it is `dkan`.
    let kind = match object.get("resource_type") {
        None => Some("dkan"),
        Some(_) => fields.required("resource_type", |value| {
            or_empty(text)(value)?.ok_or(Rejection::Refused(SchemaFault::Text))
        }),
    };
    Some(PackageResource {
        object,
        id: id?,
        name: name.flatten(),
        description,
        format: format.unwrap_or_default(),
        mimetype: mimetype.flatten(),
        created,
        last_modified: last_modified.flatten(),
        url: url.or_else(|| address_as_written(object))?,
        kind: kind.unwrap_or("dkan"),
    })
}
