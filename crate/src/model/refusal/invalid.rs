//! What mongoengine refuses of a record (`ValidationError`, `mongoengine/errors.py`).

use std::{borrow::Cow, fmt};

use super::ValuePlace;
use crate::text::{date::DateFault, surrogates::Surrogates, url::UrlError};

/// Why the database refuses the value of a field; displays in its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldFault {
    /// Not a text.
    NotText,
    /// A text longer than this many characters.
    TooLong(usize),
    /// No value.
    Required,
    /// A bound of a period that is no date.
    NotADate,
    /// Not a date.
    Date(DateFault),
    /// Not an address.
    Address(UrlError),
    /// Not an integer: the text.
    NotAnInteger(String),
    /// Not a geometry: what the field says.
    Geometry(String),
    /// Not a geometry for the package geojson: what udata says.
    Coverage(String),
    /// A zone and a geometry at once.
    ZoneAndGeometry,
    /// An extra of a name that data.gouv.fr keeps for its organisations (`custom:…`).
    ReservedKey,
    /// A key that starts with `$`.
    DollarKey,
    /// Half a character in the address of a resource, of which a digest is made first.
    HalfCharacter(Surrogates),
}

impl fmt::Display for FieldFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText => f.write_str("StringField only accepts string values"),
            Self::TooLong(_) => f.write_str("String value is too long"),
            Self::Required => f.write_str("Field is required"),
            Self::NotADate => f.write_str("DateField only accepts date values"),
            Self::Date(fault) => fault.fmt(f),
            Self::Address(error) => error.fmt(f),
            Self::NotAnInteger(text) => write!(f, "{text} could not be converted to int"),
            Self::Geometry(message) | Self::Coverage(message) => f.write_str(message),
            Self::ZoneAndGeometry => {
                f.write_str("The spatial coverage cannot contains a Geozone and a Geometry")
            }
            Self::HalfCharacter(halves) => halves.fmt(f),
            Self::ReservedKey => {
                f.write_str("Dataset's organization did not define the requested custom metadata.")
            }
            Self::DollarKey => {
                f.write_str("Invalid dictionary key name - keys may not startswith \"$\" characters")
            }
        }
    }
}

/// A value that the database refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValueFault {
    /// Why.
    pub fault: FieldFault,
    /// Where the portal wrote it, when that is known.
    pub place: Option<ValuePlace>,
}

/// The faults of a document, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    fields: Vec<(Cow<'static, str>, FaultEntry)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum FaultEntry {
    Value(ValueFault),
    Document(Faults),
}

impl Faults {
    /// Whether nothing is refused.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The value of this field is refused.
    pub fn add(&mut self, field: impl Into<Cow<'static, str>>, fault: FieldFault, place: Option<ValuePlace>) {
        self.fields.push((field.into(), FaultEntry::Value(ValueFault { fault, place })));
    }

    /// The faults of the document that the field holds.
    pub fn add_document(&mut self, field: impl Into<Cow<'static, str>>, faults: Self) {
        if !faults.is_empty() {
            self.fields.push((field.into(), FaultEntry::Document(faults)));
        }
    }

    /// Every value that is refused, with the path of its field: `resources.url`, without the ranks of lists.
    pub fn values(&self) -> Vec<(String, &ValueFault)> {
        let mut values = Vec::new();
        self.gather("", &mut values);
        values
    }

    fn gather<'f>(&'f self, parent: &str, values: &mut Vec<(String, &'f ValueFault)>) {
        for (field, fault) in &self.fields {
            let path = match parent {
                "" => field.to_string(),
                parent if field.bytes().all(|byte| byte.is_ascii_digit()) => parent.to_owned(),
                parent => format!("{parent}.{field}"),
            };
            match fault {
                FaultEntry::Value(value) => values.push((path, value)),
                FaultEntry::Document(faults) => faults.gather(&path, values),
            }
        }
    }
}

/// `ValidationError.to_dict`: the fields of each message, in the order they come.
impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut by_fault: Vec<(String, Vec<&str>)> = Vec::new();
        for (field, fault) in &self.fields {
            let key = fault.to_string();
            match by_fault.iter_mut().find(|(known, _)| *known == key) {
                Some((_, fields)) => fields.push(field),
                None => by_fault.push((key, vec![field])),
            }
        }
        for (rank, (fault, fields)) in by_fault.iter().enumerate() {
            let space = if rank > 0 { " " } else { "" };
            write!(f, "{space}{fault}: ['{}']", fields.join("', '"))?;
        }
        Ok(())
    }
}

/// `generate_key`: the path to each message; the first item of a list has no path.
impl fmt::Display for FaultEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let faults = match self {
            Self::Value(value) => return value.fault.fmt(f),
            Self::Document(faults) => faults,
        };
        for (index, (field, fault)) in faults.fields.iter().enumerate() {
            let space = if index > 0 { " " } else { "" };
            match &**field {
                "0" => write!(f, "{space}{fault}")?,
                field => write!(f, "{space}{field}.{fault}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from mongoengine 0.29.3.
    #[test]
    fn faults_are_written_as_mongoengine_writes_them() {
        let document = |field: &'static str| {
            let mut faults = Faults::default();
            faults.add(field, FieldFault::Required, None);
            faults
        };
        let nested = |field: &'static str, inner: Faults| {
            let mut faults = Faults::default();
            faults.add_document(field, inner);
            faults
        };
        let mut faults = Faults::default();
        faults.add_document("resources", nested("0", nested("schema", document("url"))));
        faults.add_document("schema", document("url"));
        faults.add("title", FieldFault::TooLong(128), None);
        faults.add("acronym", FieldFault::TooLong(128), None);
        assert_eq!(
            faults.to_string(),
            "schema.url.Field is required: ['resources'] url.Field is required: ['schema'] String value is too long: ['title', 'acronym']"
        );
        let paths: Vec<_> = faults.values().into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["resources.schema.url", "schema.url", "title", "acronym"]);
    }
}
