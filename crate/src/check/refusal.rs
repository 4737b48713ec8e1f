//! Which rule explains why a record does not arrive.

use super::rules::period;
use crate::{
    check::Evidence,
    formats::json::Json,
    harvest::RecordSchema,
    model::{
        Item, Kind, Loss, Refusal, Status, ValuePlace,
        refusal::{ConversionError, Exception, Faults, FieldFault, RecordClass, SchemaFailure, SchemaFault},
    },
    text::order,
};

/// One reason why a record is skipped or fails, and the rule that explains it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Explained<'a> {
    /// The rule.
    pub code: &'static str,
    /// The refusal, when udata says a word of it.
    pub refusal: Option<&'a Refusal>,
    /// The places of the source that it is about, and what is wrong with each.
    pub places: Vec<(ValuePlace, Loss)>,
}

/// What explains a cause, before it is known whether something else comes first.
struct RefusalCause {
    code: &'static str,
    place: Option<(ValuePlace, Loss)>,
}

/// The explanations of a record that does not arrive, one a rule, what comes first before; none for one that does.
/// Each is true by itself: the database tells all that it refuses, and the record fails until the last is corrected.
pub(super) fn of(item: &Item, kind: Option<Kind>) -> Vec<Explained<'_>> {
    if item.status == Status::Done {
        return Vec::new();
    }
    let refusal = item.errors.first();
    // Without a word of udata's, the portal did not answer for this record.
    let silence = || vec![RefusalCause { code: "ckan-acces", place: None }];
    let mut causes = refusal.map_or_else(silence, |refusal| causes(refusal, kind));
    order::by_key(&mut causes, |cause| rank(cause.code));
    let mut explained: Vec<Explained<'_>> = Vec::new();
    for RefusalCause { code, place } in causes {
        let is_alone = explained.is_empty();
        match explained.iter_mut().find(|known| known.code == code) {
            Some(known) => known.places.extend(place),
            // What nothing explains is told of a record of which nothing else is.
            None if code == UNEXPECTED && !is_alone => {}
            None => explained.push(Explained { code, refusal, places: place.into_iter().collect() }),
        }
    }
    if explained.is_empty() {
        explained.push(Explained { code: UNEXPECTED, refusal, places: Vec::new() });
    }
    explained
}

/// The rule that tells what no other explains.
const UNEXPECTED: &str = "refus-inattendu";

impl Explained<'_> {
    /// The place that shows it best: one where something is written.
    pub fn place(&self) -> Option<&(ValuePlace, Loss)> {
        self.places.iter().find(|(place, _)| place.is_written()).or(self.places.first())
    }

    /// What is written there; empty when nothing is.
    pub fn raw(&self) -> &str {
        self.place().map_or("", |(place, _)| &place.raw)
    }

    /// udata's words.
    pub fn words(&self) -> String {
        self.refusal.map(ToString::to_string).unwrap_or_default()
    }

    /// That place, as evidence.
    pub fn evidence(&self) -> Evidence {
        self.place().map(|(place, _)| Evidence::from(place)).unwrap_or_default()
    }
}

/// Of several causes, the first of these is told first.
const ORDER: [&str; 12] = [
    "ckan-nom-invalide",
    "extras-reserves",
    "ckan-spatial-double",
    "ressource-url-invalide",
    "schema-url-invalide",
    "taille-invalide",
    "checksum-invalide",
    "service-sans-titre",
    "service-urn",
    "service-url-invalide",
    "date-invalide",
    "temporel-invalide",
];

fn rank(code: &str) -> usize {
    ORDER.iter().position(|known| *known == code).unwrap_or(match code {
        // A value of the wrong type is the least that can be said, and what nothing explains is less.
        "type-inattendu" => ORDER.len() + 1,
        UNEXPECTED => ORDER.len() + 2,
        _ => ORDER.len(),
    })
}

fn causes(refusal: &Refusal, kind: Option<Kind>) -> Vec<RefusalCause> {
    let code = match refusal {
        Refusal::NoIdentifier => "identifiant-manquant",
        Refusal::NoTitle => "titre-manquant",
        Refusal::NoResource(_) => "ckan-sans-ressource",
        Refusal::NoContent(_) => "ods-sans-contenu",
        Refusal::Inspire(_) => "ods-inspire",
        Refusal::Duplicate(_) => "identifiant-en-double",
        Refusal::NotShown(_) | Refusal::Unusable(_) => "ckan-acces",
        Refusal::Conversion(ConversionError::NotANumber(_)) => "taille-invalide",
        Refusal::Conversion(_) | Refusal::Syntax(_) => "iso-conversion",
        Refusal::Schema(kind, failures) => return of_schema(*kind, failures),
        Refusal::Invalid(class, faults) => return of_database(*class, faults),
        Refusal::Raised(exception, place) | Refusal::RaisedInPlugin(exception, place) => {
            let code = of_exception(exception, place.as_ref(), kind);
            let place = place.clone().map(|place| (place, exception.loss()));
            return vec![RefusalCause { code, place }];
        }
    };
    vec![RefusalCause { code, place: None }]
}

/// The schema of CKAN or DKAN: one rule when all that it refuses is of its family.
fn of_schema(kind: Kind, failures: &[SchemaFailure]) -> Vec<RefusalCause> {
    let general = kind.backend().schema_rule;
    let family = |failure: &SchemaFailure| {
        let parts: Vec<_> = failure.path.split('.').collect();
        match (parts.as_slice(), &failure.fault) {
            (_, SchemaFault::Missing) => general,
            (["type"], _) => "ckan-type",
            (["title"], _) if failure.value == Some(Json::Null) => "titre-manquant",
            (["organization", ..], _) => "ckan-organisation",
            (["resources", _, "resource_type"], _) => "ckan-type-ressource-refuse",
            (["resources", _, "url"], _) => "ressource-url-invalide",
            (["resources", _, "size"], _) => "taille-invalide",
            _ => general,
        }
    };
    let mut families = failures.iter().filter(|failure| !failure.unsaid).map(family);
    let first = families.next().unwrap_or(general);
    let code = if families.all(|family| family == first) { first } else { general };
    let cause =
        |failure: &SchemaFailure| RefusalCause { code, place: Some((failure.place(), failure.loss())) };
    // What udata would say next is told with what it says, when it is of the same kind.
    let is_told = |failure: &&SchemaFailure| !failure.unsaid || code == general || family(failure) == code;
    failures.iter().filter(is_told).map(cause).collect()
}

/// What the database refuses, field by field.
fn of_database(class: RecordClass, faults: &Faults) -> Vec<RefusalCause> {
    let cause = |(path, value): (String, &crate::model::refusal::ValueFault)| {
        let code = of_field(class, &path, &value.fault);
        RefusalCause { code, place: value.place.clone().map(|place| (place, value.fault.loss())) }
    };
    faults.values().into_iter().map(cause).collect()
}

fn of_field(class: RecordClass, path: &str, fault: &FieldFault) -> &'static str {
    match (fault, path) {
        (FieldFault::HalfCharacter(_), _) => "caractere-coupe",
        (FieldFault::Required, "title") => "service-sans-titre",
        (FieldFault::NotText | FieldFault::Required, "resources.checksum.value") => "checksum-invalide",
        (FieldFault::ReservedKey | FieldFault::DollarKey, _) => "extras-reserves",
        (FieldFault::NotText | FieldFault::Address(_), path) if path.starts_with("extras.") => {
            "extras-reserves"
        }
        (FieldFault::NotText | FieldFault::Required, _) => "type-inattendu",
        (FieldFault::TooLong(_), "acronym") => "acronyme-long",
        (FieldFault::TooLong(_), _) | (FieldFault::Address(_), "harvest.remote_url") => "ckan-nom-invalide",
        (FieldFault::Address(_), "harvest.uri") => "service-urn",
        (FieldFault::Address(_), "schema.url" | "resources.schema.url") => "schema-url-invalide",
        (FieldFault::Address(_), _) if class == RecordClass::Dataservice => "service-url-invalide",
        (FieldFault::Address(_), _) => "ressource-url-invalide",
        (FieldFault::NotAnInteger(_), _) => "taille-invalide",
        (FieldFault::Date(_), _) => "date-invalide",
        (FieldFault::NotADate, _) => "temporel-invalide",
        (FieldFault::Geometry(_) | FieldFault::Coverage(_), _) => "spatial-invalide",
        (FieldFault::ZoneAndGeometry, _) => "ckan-spatial-double",
    }
}

/// An exception of Python: by what it is, and by the field that it is about.
fn of_exception(exception: &Exception, place: Option<&ValuePlace>, kind: Option<Kind>) -> &'static str {
    let is_ckan = kind.is_some_and(|kind| kind.schema() == RecordSchema::Ckan);
    let field = place.map_or("", |place| place.field.name);
    match (exception, field) {
        (Exception::UnsupportedGeometry(..), _) => "ckan-spatial-point",
        (Exception::HalfCharacter(_), _) => "caractere-coupe",
        (Exception::NullKey, _) => "extras-reserves",
        (Exception::LargeInteger, _) => "entier-trop-grand",
        (Exception::UnknownClass(..), _) => "type-non-enregistrable",
        (Exception::InfiniteInteger(_) | Exception::Size { .. }, _) => "taille-invalide",
        (_, "checksum") => "checksum-invalide",
        (_, "spatial") => "spatial-invalide",
        (Exception::Incomparable(_), "harvest.modified_at") => "date-invalide",
        (Exception::Incomparable(_), "temporal_coverage")
            if place.is_some_and(|place| period::not_a_day(&place.raw).is_some()) =>
        {
            "temporel-invalide"
        }
        (Exception::Incomparable(_), _) => "temporel-melange-fuseau",
        (_, "temporal_coverage") => "temporel-invalide",
        (_, "harvest.remote_url") if is_ckan && !exception.is_of_type() => "ckan-nom-invalide",
        (exception, _) if exception.is_of_node() => "noeud-attendu",
        (exception, _) if exception.is_of_type() => "type-inattendu",
        (Exception::Date(_), _) => "date-invalide",
        _ => "refus-inattendu",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::dataset_item;

    fn refused(refusal: Refusal) -> Item {
        let mut item = dataset_item("x", |_, _| {});
        (item.status, item.errors) = (Status::Failed, vec![refusal]);
        item
    }

    #[test]
    fn what_nothing_explains_is_said_to_be_unexpected() {
        assert_eq!(of(&dataset_item("x", |_, _| {}), Some(Kind::Dcat)), []);
        let item = refused(Refusal::raised(Exception::Json("Expecting value".to_owned())));
        let codes: Vec<_> = of(&item, Some(Kind::Dcat)).iter().map(|explained| explained.code).collect();
        assert_eq!(codes, ["refus-inattendu"]);
    }

    #[test]
    fn of_several_causes_each_is_told_and_its_value_shown() {
        let geometry = "POLYGON((1 47,2 47,2 48,1 48))";
        let mut faults = Faults::default();
        let place = ValuePlace::new("spatial", "dct:spatial/locn:geometry", geometry);
        faults.add("spatial", FieldFault::Geometry("Invalid MultiPolygon".to_owned()), Some(place));
        faults.add("title", FieldFault::NotText, Some(ValuePlace::new("title", "dct:title", "2024")));
        let item = refused(Refusal::Invalid(RecordClass::Dataset, faults));
        let explained = of(&item, Some(Kind::Dcat));
        let told: Vec<_> = explained.iter().map(|explained| (explained.code, explained.raw())).collect();
        assert_eq!(told, [("spatial-invalide", geometry), ("type-inattendu", "2024")]);
    }
}
