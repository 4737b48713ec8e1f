//! The dataset that a package becomes (`process_dataset`).

use super::{extras, resources, schema::Package};
use crate::{
    formats::json::{Json, Object},
    harvest::Rejected,
    model::{
        Change, Dataset, Detail, Field, How, Loss, MultiPolygon, Options, Quality, Record, Refusal, Spatial,
        Trace, ValuePlace,
        licence::{self, Match},
        refusal::{Exception, Faults, FieldFault, RecordClass},
        spatial::{Coordinates, RefusedGeometry},
    },
    text::{
        html, slug,
        space::strip,
        surrogates::Surrogates,
        url::{self, UrlError, UrlFault},
    },
};

/// What a package is read with.
pub struct PackageContext<'a> {
    /// The portal's address.
    pub site: &'a str,
    /// The settings of the harvest.
    pub options: &'a Options,
    /// Where each field comes from.
    pub trace: Trace,
    /// What udata would log.
    pub logs: Vec<String>,
}

/// A dataset that udata has filled in, and not validated yet.
pub struct Draft {
    /// The dataset.
    pub dataset: Dataset,
    /// `dataset.slug`.
    pub slug: String,
    /// The geometry, not checked.
    pub geometry: Option<Coordinates>,
}

/// Fills in a dataset, in udata's order: the first exception ends it.
pub fn draft(
    context: &mut PackageContext<'_>,
    package: &Object<'_>,
    read: &Package<'_>,
) -> Result<Draft, Refusal> {
    let mut draft = Draft { dataset: Dataset::default(), slug: read.name.to_owned(), geometry: None };
    let dataset = &mut draft.dataset;
    dataset.title = read.title.to_owned();
    if read.title.is_empty() {
        context.trace.missing("title", "title");
    } else {
        context.trace.took("title", "title", read.title, How::AsIs);
    }
    dataset.description = description(context, read.notes)?;
    license(context, dataset, read);
    tags(context, dataset, read);
    dataset.harvest.created_at = Some(read.metadata_created.into());
    let created = package.get("metadata_created").and_then(Json::as_str).unwrap_or_default();
    let day = Change::Day(read.metadata_created);
    context.trace.changed("harvest.created_at", "metadata_created", created, How::Converted, day);
    dataset.harvest.ckan_name = Some(read.name.to_owned());
    context.trace.took("harvest.ckan_name", "name", read.name, How::AsIs);
    extras::read(context, &mut draft, read)?;
    remote_url(context, &mut draft.dataset, read.name, package.get("url"))?;
    resources::list(context, &mut draft.dataset, read)?;
    unread(context, package);
    Ok(draft)
}

/// `normalize_string` (`harvest/filters.py`), then `parse_html` (`frontend/markdown.py`).
pub fn markdown(html: Option<&str>) -> Result<String, Refusal> {
    let html = html.unwrap_or_default().replace("\r\n", "\n").replace('\r', "\n");
    let markdown = html::to_markdown(strip(&html)).map_err(Refusal::raised)?;
    Ok(strip(&markdown).to_owned())
}

fn description(context: &mut PackageContext<'_>, notes: Option<&str>) -> Result<String, Refusal> {
    let markdown = markdown(notes)?;
    match notes {
        Some(notes) if !strip(notes).is_empty() => {
            if markdown == strip(notes) {
                context.trace.took("description", "notes", notes, How::AsIs);
            } else {
                context.trace.changed("description", "notes", notes, How::Converted, Change::Markdown);
            }
        }
        _ => context.trace.missing("description", "notes"),
    }
    Ok(markdown)
}

/// `license_id`, then `license_title`: the first that gives a licence wins.
fn license(context: &mut PackageContext<'_>, dataset: &mut Dataset, read: &Package<'_>) {
    let candidates =
        [("license_id", read.license_id.or(Some("not-specified"))), ("license_title", read.license_title)];
    let guess = candidates.iter().find_map(|&(path, text)| Some((path, licence::guess(text)?)));
    dataset.license = guess.as_ref().map(|(_, guess)| guess.licence).or_else(licence::not_specified);
    let trace = &mut context.trace;
    for (path, text) in [("license_id", read.license_id), ("license_title", read.license_title)] {
        let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
        match &guess {
            Some((from, guess)) if *from == path => {
                let how = match guess.how {
                    Match::Id => How::AsIs,
                    how if how.is_exact() => How::Converted,
                    _ => How::Deduced,
                };
                trace.changed("license", path, text, how, Change::Licence(guess.licence));
                break;
            }
            _ => trace.lost("license", path, text, Loss::UnknownLicence),
        }
    }
    match guess {
        None => trace.set("license", How::Default, Change::NoLicence),
        Some(("license_id", _)) if read.license_id.is_none() => {
            trace.set("license", How::Default, Change::NoLicenceId);
        }
        Some(("license_id", _)) => {
            if let Some(title) = read.license_title.filter(|title| !title.is_empty()) {
                trace.unread("license_title", title);
            }
        }
        Some(_) => {}
    }
}

fn tags(context: &mut PackageContext<'_>, dataset: &mut Dataset, read: &Package<'_>) {
    for (index, &name) in read.tags.iter().enumerate() {
        let path = format!("tags[{index}].name");
        match slug::tag(name) {
            Some(tag) => {
                context.trace.took("tags", path, name, if tag == name { How::AsIs } else { How::Converted });
                dataset.tags.push(tag);
            }
            None => context.trace.lost("tags", path, name, Loss::ShortKeyword),
        }
    }
    if read.tags.is_empty() {
        context.trace.missing("tags", "tags");
    }
}

/// The page of the package, unless `url` is a valid address.
fn remote_url(
    context: &mut PackageContext<'_>,
    dataset: &mut Dataset,
    name: &str,
    url: Option<&Json<'_>>,
) -> Result<(), Refusal> {
    let page = url::join(context.site, &format!("dataset/{name}")).ok_or_else(|| {
        Refusal::Raised(Exception::NoAddress, Some(ValuePlace::new("harvest.remote_url", "name", name)))
    })?;
    let declared = match url.filter(|url| url.is_truthy()) {
        None => None,
        Some(Json::Text(text)) => Some(text.as_ref()),
        Some(other) => {
            context.trace.lost("harvest.remote_url", "url", &other.shown(), Loss::AddressType);
            let place = ValuePlace::new("harvest.remote_url", "url", &other.shown());
            return Err(Refusal::Raised(Exception::NoAttribute(other.python_type(), "strip"), Some(place)));
        }
    };
    if let Some(declared) = declared {
        match url::validate(declared) {
            Ok(valid) => {
                context.trace.took("harvest.remote_url", "url", declared, How::AsIs);
                dataset.harvest.remote_url = Some(valid.to_owned());
                return Ok(());
            }
            Err(UrlError { reason: UrlFault::Codec(message), .. }) => {
                let place = ValuePlace::new("harvest.remote_url", "url", declared);
                return Err(Refusal::Raised(Exception::Codec(message), Some(place)));
            }
            Err(error) => {
                context.trace.lost("harvest.remote_url", "url", declared, Loss::BadAddress(Box::new(error)));
                context.trace.took("harvest.ckan_source", "url", declared, How::AsIs);
                dataset.harvest.ckan_source = Some(declared.to_owned());
            }
        }
    }
    let known = context.site != super::UNKNOWN_SITE;
    let page_of = if known { Change::PageOfPortal } else { Change::UnknownPortal };
    context.trace.set("harvest.remote_url", How::Deduced, page_of);
    dataset.harvest.remote_url = Some(page);
    Ok(())
}

/// Keys of a package that a field takes.
const READ: [&str; 10] = [
    "id",
    "name",
    "title",
    "notes",
    "license_id",
    "license_title",
    "tags",
    "metadata_created",
    "extras",
    "resources",
];

fn unread(context: &mut PackageContext<'_>, package: &Object<'_>) {
    for (key, value) in package.iter().filter(|(key, _)| *key != "url" && !READ.contains(key)) {
        let empty = matches!(value, Json::Null)
            || (!value.is_truthy() && !matches!(value, Json::Bool(_) | Json::Integer(_)));
        if !empty {
            context.trace.unread(key.to_owned(), &value.shown());
        }
    }
}

/// A digest is made of the address of each resource before anything of it is looked at.
fn check_resource_addresses(dataset: &Dataset, faults: &mut Faults) {
    let mut of_resources = Faults::default();
    for (index, resource) in dataset.resources.iter().enumerate() {
        if let Some(halves) = Surrogates::of(&resource.url) {
            let place = ValuePlace::new(
                Field::of_resource(index, "url"),
                format!("resources[{index}].url"),
                &resource.url,
            );
            of_resources.add(index.to_string(), FieldFault::HalfCharacter(halves), Some(place));
        }
    }
    faults.add_document("resources", of_resources);
}

/// mongoengine's `validate()`: all that is wrong makes one error, in the order of the fields of `Dataset`.
pub fn finish(context: &mut PackageContext<'_>, draft: Draft) -> Result<Dataset, Rejected> {
    let Draft { mut dataset, slug, geometry } = draft;
    let mut faults = Faults::default();
    extras::clean(context, &dataset, &mut faults);
    check_slug(context, &slug, &mut faults);
    check_resource_addresses(&dataset, &mut faults);
    if let Some(coordinates) = geometry {
        cover(context, &mut dataset, &coordinates, &mut faults);
    }
    extras::validate(context, &dataset, &mut faults);
    check_remote_url(context, &dataset, &slug, &mut faults);
    if !faults.is_empty() {
        return Err(ghost(context, dataset, Refusal::Invalid(RecordClass::Dataset, faults)));
    }
    if let Some(period) = &mut dataset.temporal_coverage {
        let is_swapped = period.clean().map_err(Refusal::raised)?;
        if is_swapped {
            context.trace.set("temporal_coverage", How::Converted, Change::Swapped);
        }
    }
    dataset.quality = Quality::of(&dataset, context.options.now);
    Ok(dataset)
}

/// A dataset that is refused, as it would be otherwise.
pub fn ghost(context: &PackageContext<'_>, mut dataset: Dataset, refusal: Refusal) -> Rejected {
    dataset.quality = Quality::of(&dataset, context.options.now);
    Rejected { refusal, ghost: Some(Record::Dataset(Box::new(dataset))) }
}

/// What a package that the schema refuses would be once it is corrected: to be shown, and nothing of it is traced or
/// logged.
pub fn without_failures(
    context: &PackageContext<'_>,
    package: &Object<'_>,
    rest: &Package<'_>,
    remote_id: &str,
) -> Option<Record> {
    let mut aside = PackageContext {
        site: context.site,
        options: context.options,
        trace: Trace::new(Detail::Losses),
        logs: Vec::new(),
    };
    let mut draft = draft(&mut aside, package, rest).ok()?;
    draft.dataset.harvest.remote_id = Some(remote_id.to_owned());
    match finish(&mut aside, draft) {
        Ok(dataset) => Some(Record::Dataset(Box::new(dataset))),
        Err(rejected) => rejected.ghost,
    }
}

/// `max_length` of `Dataset.slug`.
const SLUG_LIMIT: usize = 255;

fn check_slug(context: &mut PackageContext<'_>, slug: &str, faults: &mut Faults) {
    if slug.chars().count() > SLUG_LIMIT {
        context.trace.lost("record", "name", slug, Loss::LongName);
        faults.add("slug", FieldFault::TooLong(SLUG_LIMIT), Some(ValuePlace::new("record", "name", slug)));
    }
}

/// Gives the dataset its geometry, once checked.
fn cover(
    context: &mut PackageContext<'_>,
    dataset: &mut Dataset,
    coordinates: &Coordinates,
    faults: &mut Faults,
) {
    let spatial = dataset.spatial.get_or_insert_with(Spatial::default);
    let place = || Some(ValuePlace::new("spatial", "extras.spatial", &coordinates.shown()));
    let mut of_spatial = Faults::default();
    if !spatial.zones.is_empty() {
        context.trace.lost("spatial", "extras.spatial", &coordinates.shown(), Loss::ZoneAndBox);
        of_spatial.add("__all__", FieldFault::ZoneAndGeometry, place());
    } else {
        match MultiPolygon::from_coordinates(coordinates) {
            Ok(polygons) => spatial.geom = Some(polygons),
            Err(refused) => {
                context.trace.lost("spatial", "extras.spatial", &coordinates.shown(), Loss::BadBox);
                if let RefusedGeometry::Clean(message) = refused {
                    of_spatial.add("__all__", FieldFault::Coverage(message), place());
                }
                if let Some(message) = MultiPolygon::field_error(coordinates) {
                    of_spatial.add("geom", FieldFault::Geometry(message), place());
                }
            }
        }
    }
    faults.add_document("spatial", of_spatial);
}

fn check_remote_url(context: &mut PackageContext<'_>, dataset: &Dataset, name: &str, faults: &mut Faults) {
    let Some(address) = dataset.harvest.remote_url.as_deref() else { return };
    let Err(error) = url::validate(address) else { return };
    // A portal that is refused for its own address is no fault of its records: they say what they become at another.
    let elsewhere = || url::join(super::UNKNOWN_SITE, &format!("dataset/{name}"));
    if url::validate(context.site).is_err() && elsewhere().is_some_and(|page| url::validate(&page).is_ok()) {
        return;
    }
    context.trace.lost("harvest.remote_url", "name", name, Loss::BadName);
    let mut of_harvest = Faults::default();
    let place = ValuePlace::new("harvest.remote_url", "name", name);
    of_harvest.add("remote_url", FieldFault::Address(error), Some(place));
    faults.add_document("harvest", of_harvest);
}
