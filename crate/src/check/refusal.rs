//! Why a record does not arrive: udata's words, and the one rule that explains them.
//!
//! udata says why in English, in Python or in mongoengine's notation; this is the only place that reads it.

use crate::{
    harvest::{Protocol, Schema},
    model::{Entry, How, Item, Kind, Status},
    text::url,
};

/// Why a record is skipped or fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    /// The rule that explains it.
    pub code: &'static str,
    /// Rules that would explain it too, once the first cause is removed.
    pub others: Vec<&'static str>,
    /// udata's words.
    pub error: String,
}

/// The explanation of a record that does not arrive, `None` for one that does.
pub(super) fn of(item: &Item, kind: Option<Kind>) -> Option<Refusal> {
    if item.status == Status::Done {
        return None;
    }
    let error = item.errors.join("\n");
    let mut codes = causes(&error, item, kind);
    codes.dedup();
    let mut codes = codes.into_iter();
    let unexplained = if is_type_error(&error) { "type-inattendu" } else { "refus-inattendu" };
    let code = codes.next().unwrap_or(unexplained);
    Some(Refusal { code, others: codes.filter(|other| *other != code).collect(), error })
}

impl Refusal {
    /// What the portal wrote that causes the refusal, when the harvester traced it.
    pub fn evidence<'a>(&self, item: &'a Item) -> Option<&'a Entry> {
        let lines = item.trace.entries();
        if self.code == "ressource-url-invalide"
            && let Some(line) = lines.iter().find(|line| is_bad_address(line))
        {
            return Some(line);
        }
        let fields: &[&str] = match self.code {
            "spatial-invalide" | "ckan-spatial-point" | "ckan-spatial-double" => &["spatial"],
            "temporel-invalide" | "temporel-melange-fuseau" => &["temporal_coverage"],
            "date-invalide" => &["harvest.created_at", "harvest.issued_at", "harvest.modified_at"],
            "extras-reserves" => &["extras"],
            "ckan-nom-invalide" => &["harvest.remote_url"],
            _ => &[],
        };
        let concerns = |line: &Entry| line.field.is_some_and(|field| fields.contains(&field.name));
        let is_lost = |line: &Entry| line.how == How::Ignored;
        // A node has no text of its own: the value that it holds is on another line.
        let is_written = |line: &Entry| line.raw.as_deref().is_some_and(|raw| !raw.trim().is_empty());
        let by_preference: [&dyn Fn(&Entry) -> bool; 6] = [
            &|line| concerns(line) && line.is_fatal() && is_written(line),
            &|line| concerns(line) && is_lost(line) && is_written(line),
            &|line| is_lost(line) && line.field.is_some_and(|field| field.name == "record"),
            &|line| concerns(line) && is_written(line),
            &|line| line.is_fatal() && is_written(line),
            &|line| is_lost(line) && concerns(line) || line.is_fatal(),
        ];
        by_preference.iter().find_map(|is_it| lines.iter().find(|line| is_it(line)))
    }

    /// Every place of the source that the refusal names: path, value, and what is expected there.
    pub fn places<'a>(&self, item: &'a Item) -> impl Iterator<Item = &'a Entry> + use<'a> {
        item.trace.entries().iter().filter(|line| line.field.is_some_and(|field| field.name == "record"))
    }
}

/// Whether a resource takes an address that udata refuses.
pub(super) fn is_bad_address(line: &Entry) -> bool {
    line.field.is_some_and(|field| field.name == "url" && field.resource.is_some())
        && line.how == How::AsIs
        && line.raw.as_deref().is_some_and(|address| url::validate(address).is_err())
}

/// What Python and mongoengine say of a value of another type than expected, or of a key that is not there.
fn is_type_error(error: &str) -> bool {
    const WORDS: [&str; 13] = [
        "only accepts string values",
        "object has no attribute",
        "can only concatenate",
        "is not iterable",
        "unhashable type",
        "indices must be",
        "must be a mapping",
        "must be str or",
        "must be a string or",
        "not supported between instances",
        "is not subscriptable",
        "expected string or bytes",
        "KeyError(",
    ];
    WORDS.iter().any(|words| error.contains(words))
}

fn causes(error: &str, item: &Item, kind: Option<Kind>) -> Vec<&'static str> {
    let has = |words: &str| error.contains(words);
    let is_ckan = kind.is_some_and(|kind| kind.schema() == Schema::Ckan);
    if has("missing identifier") {
        vec!["identifiant-manquant"]
    } else if has("missing title on dataset") {
        vec!["titre-manquant"]
    } else if has("has no record") {
        vec![if is_ckan { "ckan-sans-ressource" } else { "ods-sans-contenu" }]
    } else if has("has INSPIRE metadata") {
        vec!["ods-inspire"]
    } else if has("already exists") && has("Identifier '") {
        vec!["identifiant-en-double"]
    } else if let Some((_, lines)) = error.split_once("Validation error:") {
        vec![of_schema(lines, kind)]
    } else if has("ValidationError (Dataservice:") {
        of_service(error)
    } else if has("ValidationError (Dataset:") {
        match of_dataset(error, item) {
            none if none.is_empty() && is_ckan => of_package(error, item),
            codes => codes,
        }
    } else if is_ckan {
        of_package(error, item)
    } else {
        raised(error, item, kind)
    }
}

/// voluptuous' lines, `- [resources.0.size] expected int`: one rule when they all are of its family.
fn of_schema(lines: &str, kind: Option<Kind>) -> &'static str {
    let general = if kind == Some(Kind::Dkan) { "dkan-schema-invalide" } else { "ckan-schema-invalide" };
    let mut families = lines.split("\n- [").skip(1).map(|line| {
        let (path, fault) = line.split_once(']').unwrap_or((line, ""));
        let parts: Vec<_> = path.split('.').collect();
        match (parts.as_slice(), fault.contains("required key not provided")) {
            (_, true) => general,
            (["type"], _) => "ckan-type",
            (["title"], _) if fault.ends_with("None") => "titre-manquant",
            (["organization", ..], _) => "ckan-organisation",
            (["resources", _, "resource_type"], _) => "ckan-type-ressource-refuse",
            (["resources", _, "url"], _) => "ressource-url-invalide",
            (["resources", _, "size"], _) => "taille-invalide",
            _ => general,
        }
    });
    let first = families.next().unwrap_or(general);
    if families.all(|family| family == first) { first } else { general }
}

/// What mongoengine says of a dataset, field by field.
fn of_dataset(error: &str, item: &Item) -> Vec<&'static str> {
    let bad_address = error.contains("URL invalide") || error.contains("URL invalid");
    let bad_resource = item.trace.entries().iter().any(is_bad_address);
    let bad_page = error.contains("remote_url.URL");
    let bad_extra = bad_address && error.contains("['extras']");
    let table = [
        (bad_page, "ckan-nom-invalide"),
        (bad_extra, "extras-reserves"),
        (
            bad_address && !bad_page && !bad_extra && (bad_resource || !error.contains("schema")),
            "ressource-url-invalide",
        ),
        (bad_address && error.contains("['schema']"), "schema-url-invalide"),
        (bad_address && error.contains("schema.url"), "schema-url-invalide"),
        (error.contains("could not be converted to int"), "taille-invalide"),
        (error.contains("checksum.") || error.contains("value.Field is required"), "checksum-invalide"),
        (error.contains("cannot parse date"), "date-invalide"),
        (error.contains("DateField only accepts date values"), "temporel-invalide"),
        (error.contains("['acronym']"), "acronyme-long"),
        (error.contains("geom."), "spatial-invalide"),
    ];
    table.into_iter().filter(|(is, _)| *is).map(|(_, code)| code).collect()
}

/// What mongoengine says of an API.
fn of_service(error: &str) -> Vec<&'static str> {
    let table = [
        (error.contains("Field is required") && error.contains("'title'"), "service-sans-titre"),
        (error.contains("uri.URL invalid"), "service-urn"),
        (
            error.contains("'base_api_url'") || error.contains("'machine_documentation_url'"),
            "service-url-invalide",
        ),
        (error.contains("cannot parse date"), "date-invalide"),
    ];
    table.into_iter().filter(|(is, _)| *is).map(|(_, code)| code).collect()
}

/// An exception while a package of CKAN or DKAN is read.
fn of_package(error: &str, item: &Item) -> Vec<&'static str> {
    let lost = |name: &str| {
        let concerns = |line: &Entry| line.field.is_some_and(|field| field.name == name);
        item.trace.entries().iter().any(|line| line.how == How::Ignored && concerns(line))
    };
    let code = if error.contains("Unsupported spatial geometry") {
        "ckan-spatial-point"
    } else if error.contains("Geozone and a Geometry") {
        "ckan-spatial-double"
    } else if item.trace.is_empty() {
        "ckan-acces"
    } else if error.contains("parse size") || error.contains("float infinity") {
        "taille-invalide"
    } else if error.contains("cannot parse date") || error.contains("int too large") {
        "date-invalide"
    } else if lost("extras") {
        "extras-reserves"
    } else if lost("spatial") {
        "spatial-invalide"
    } else if lost("temporal_coverage") {
        "temporel-invalide"
    } else if lost("harvest.remote_url") || error.contains("slug") {
        "ckan-nom-invalide"
    } else {
        return Vec::new();
    };
    vec![code]
}

/// A Python exception, or a message of the conversion of ISO records.
fn raised(error: &str, item: &Item, kind: Option<Kind>) -> Vec<&'static str> {
    let has = |words: &str| error.contains(words);
    let code = if has("FORG0001") || has("float infinity") {
        "taille-invalide"
    } else if kind.is_some_and(|kind| kind.protocol() == Protocol::Csw) && item.remote_id.is_empty() {
        "iso-conversion"
    } else if has("offset-naive and offset-aware")
        || has("can't compare datetime.datetime")
        || has("not supported between instances") && has("date")
    {
        if has("'datetime.datetime'") && has("'>'") { "date-invalide" } else { "temporel-melange-fuseau" }
    } else if has("'NoneType' object has no attribute 'identifier'") || has("'str' object is not callable") {
        "checksum-invalide"
    } else if error == "'type'" || has("GeoJSON") || has("coordinates") {
        "spatial-invalide"
    } else if has("'Literal' object has no attribute") {
        "noeud-attendu"
    } else {
        return Vec::new();
    };
    vec![code]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::testing::dataset_item,
        model::{Invalid, Loss},
    };

    #[test]
    fn what_nothing_explains_is_said_to_be_unexpected() {
        let mut item = dataset_item("x", |_, _| {});
        assert_eq!(of(&item, Some(Kind::Dcat)), None);
        (item.status, item.errors) = (Status::Failed, vec!["list index out of range".to_owned()]);
        let refusal = of(&item, Some(Kind::Dcat)).expect("a refusal");
        assert_eq!((refusal.code, refusal.error.as_str()), ("refus-inattendu", "list index out of range"));
    }

    /// A node has no text: the geometry that it holds is what the manager wrote.
    #[test]
    fn the_value_shown_is_the_one_that_is_written() {
        let mut item = dataset_item("x", |_, trace| {
            let path = "dct:spatial/locn:geometry";
            trace.took("spatial", path, "POLYGON((1 47,2 47,2 48,1 48))", How::Converted);
            trace.lost("spatial", "dct:spatial", "", Loss::Invalid(Box::new(Invalid::Polygon)));
        });
        item.status = Status::Failed;
        item.errors =
            vec!["ValidationError (Dataset:None) (geom.Invalid MultiPolygon: ['spatial'])".to_owned()];
        let refusal = of(&item, Some(Kind::Dcat)).expect("a refusal");
        assert_eq!(refusal.code, "spatial-invalide");
        let line = refusal.evidence(&item).expect("a line");
        assert_eq!(line.path, "dct:spatial/locn:geometry");
    }
}
