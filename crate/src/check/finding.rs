//! What a rule found: where, what, and what to write instead.

use std::borrow::Cow;

use super::{Flag, Rule};
use crate::{
    harvest::RecordSchema,
    model::{Entry, ValuePlace},
};

/// Where a rule found something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evidence {
    /// The field of data.gouv.fr; empty when no field is concerned.
    pub field: &'static str,
    /// The resource that holds it, counted from 0.
    pub resource: Option<u32>,
    /// Where the portal wrote it, or where it is expected.
    pub path: Cow<'static, str>,
    /// What the portal wrote.
    pub raw: Option<Box<str>>,
}

impl From<&Flag> for Evidence {
    fn from(flag: &Flag) -> Self {
        Self { field: flag.subject.field(), resource: None, path: flag.path.clone(), raw: flag.raw.clone() }
    }
}

impl From<Entry<'_>> for Evidence {
    fn from(entry: Entry<'_>) -> Self {
        Self {
            field: entry.field().map_or("", |field| field.name),
            resource: entry.field().and_then(|field| field.resource),
            path: entry.kept_source_path(),
            raw: entry.raw().map(Into::into),
        }
    }
}

impl From<&ValuePlace> for Evidence {
    fn from(place: &ValuePlace) -> Self {
        Self {
            field: place.field.name,
            resource: place.field.resource,
            path: place.path.clone(),
            raw: Some(place.raw.clone()),
        }
    }
}

/// The value to write instead, ready to be copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Where to write it, in the source's words.
    pub path: Cow<'static, str>,
    /// The value.
    pub value: String,
}

/// What a test found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Occurrence {
    /// Where.
    pub evidence: Evidence,
    /// What, in French, with the value found.
    pub message: String,
    /// What to write instead, when one value is likely.
    pub suggestion: Option<Suggestion>,
}

impl Occurrence {
    /// Something found there.
    pub fn at(evidence: impl Into<Evidence>, message: impl Into<String>) -> Self {
        Self { evidence: evidence.into(), message: message.into(), suggestion: None }
    }

    /// Something found in a field of what data.gouv.fr would publish.
    pub fn in_field(field: &'static str, message: impl Into<String>) -> Self {
        Self::at(Evidence { field, ..Evidence::default() }, message)
    }

    /// Something found in a field of a resource.
    pub fn in_resource(index: usize, field: &'static str, raw: &str, message: impl Into<String>) -> Self {
        let evidence = Evidence {
            field,
            resource: u32::try_from(index).ok(),
            path: Cow::Owned(format!("resources[{index}].{field}")),
            raw: Some(raw.into()),
        };
        Self::at(evidence, message)
    }

    /// With the value found.
    pub fn valued(mut self, raw: &str) -> Self {
        self.evidence.raw = Some(raw.into());
        self
    }

    /// With what to write instead, where it was found.
    pub fn suggesting(mut self, value: Option<String>) -> Self {
        let path = self.evidence.path.clone();
        self.suggestion = value.map(|value| Suggestion { path, value });
        self
    }
}

/// A rule, and what it found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// Where.
    pub evidence: Evidence,
    /// What, in French, with the value found.
    pub message: String,
    /// What to write instead, when one value is likely.
    pub suggestion: Option<Suggestion>,
}

impl Finding {
    pub(super) fn new(rule: &'static Rule, found: Occurrence) -> Self {
        let Occurrence { evidence, message, suggestion } = found;
        Self { rule, evidence, message, suggestion }
    }

    /// The same, of a record of this schema: places are told in its words.
    pub(super) fn of_record(
        rule: &'static Rule,
        mut found: Occurrence,
        schema: Option<RecordSchema>,
    ) -> Self {
        let paths = [Some(&mut found.evidence.path), found.suggestion.as_mut().map(|told| &mut told.path)];
        for path in paths.into_iter().flatten() {
            if let Some(own) = schema.and_then(|schema| schema.place_of(path)) {
                *path = own.into();
            }
        }
        Self::new(rule, found)
    }

    /// « Écrivez « annual » (dct:accrualPeriodicity). »
    pub fn advice(&self) -> Option<String> {
        let Suggestion { path, value } = self.suggestion.as_ref()?;
        let place = if path.is_empty() { String::new() } else { format!(" ({path})") };
        Some(format!("Écrivez « {value} »{place}."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::RULES;

    #[test]
    fn places_of_iso_records_are_told_in_their_own_words() {
        let rule = RULES[0];
        let told = |path: &'static str, schema| {
            let evidence = Evidence { path: path.into(), ..Evidence::default() };
            let found = Occurrence::at(evidence, "").suggesting(Some("x".to_owned()));
            let finding = Finding::of_record(rule, found, Some(schema));
            let suggested = finding.suggestion.map(|suggestion| suggestion.path).unwrap_or_default();
            assert_eq!(suggested, finding.evidence.path);
            finding.evidence.path
        };
        let code = "gmd:identificationInfo/*/gmd:citation/*/gmd:identifier/*/gmd:code";
        assert_eq!(told("dct:identifier", RecordSchema::Iso19139), code);
        let title = "gmd:identificationInfo/*/gmd:citation/*/gmd:title";
        assert_eq!(told("dct:title[@fr]", RecordSchema::Iso19139), title);
        for schema in [RecordSchema::Dcat, RecordSchema::Ckan, RecordSchema::Opendatasoft] {
            assert_eq!(told("dct:identifier", schema), "dct:identifier");
        }
        assert_eq!(told("gmd:abstract", RecordSchema::Iso19139), "gmd:abstract");
    }
}
