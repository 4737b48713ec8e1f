//! What a manager may choose to write where a record says nothing: only they know which one is true.

use std::collections::HashMap;

use super::{Flag, FlagSubject, Report, Rule, Standing, Suggestion, Verdict, rules};
use crate::{
    harvest::RecordSchema,
    model::{Frequency, Item, Kind, licence},
    text::slug::slugify,
};

/// Licences that French law lets an administration choose first, by their identifier.
const LICENCES: [&str; 4] = ["lov2", "odc-odbl", "cc-by", "cc-zero"];
const FREQUENCIES: [Frequency; 6] = [
    Frequency::Annual,
    Frequency::Quarterly,
    Frequency::Monthly,
    Frequency::Weekly,
    Frequency::Daily,
    Frequency::Irregular,
];

/// Where French data usually is: west, south, east and north, in degrees.
const PLACES: [(&str, [&str; 4]); 6] = [
    ("France métropolitaine", ["-5.15", "41.33", "9.57", "51.09"]),
    ("Guadeloupe", ["-61.81", "15.83", "-61", "16.52"]),
    ("Martinique", ["-61.24", "14.38", "-60.8", "14.89"]),
    ("Guyane", ["-54.61", "2.11", "-51.62", "5.76"]),
    ("La Réunion", ["55.21", "-21.4", "55.84", "-20.87"]),
    ("Mayotte", ["44.95", "-13.02", "45.31", "-12.63"]),
];

/// How the European list of countries writes these places, and what they are called besides, as slugs.
const NAMES: [(&str, usize); 8] = [
    ("france", 0),
    ("fra", 0),
    ("glp", 1),
    ("mtq", 2),
    ("guf", 3),
    ("guyane-francaise", 3),
    ("reu", 4),
    ("myt", 5),
];

/// What some lists call these places, in the same order: after what their addresses, or their codes, start with.
const LISTS: [(&str, [&str; 6]); 7] = [
    ("geonames.org/", ["3017382", "3579143", "3570311", "3381670", "935317", "1024031"]),
    ("id.insee.fr/geo/region/", ["", "01", "02", "03", "04", "06"]),
    ("id.insee.fr/geo/departement/", ["", "971", "972", "973", "974", "976"]),
    ("data.europa.eu/nuts/code/", ["FR", "FRY1", "FRY2", "FRY3", "FRY4", "FRY5"]),
    ("wikidata.org/entity/", ["Q142", "Q17012", "Q17054", "Q3769", "Q17070", "Q17063"]),
    ("fr:departement:", ["", "971", "972", "973", "974", "976"]),
    ("", ["FR", "971", "972", "973", "974", "976"]),
];

/// The place that a list calls so.
fn listed(place: &str) -> Option<usize> {
    let of_list = |(list, codes): &(&str, [&str; 6])| {
        let code = if list.is_empty() { place } else { place.split_once(list)?.1 };
        let code = code.split(['/', '?', '#']).next().filter(|code| !code.is_empty())?;
        codes.iter().position(|known| known.eq_ignore_ascii_case(code))
    };
    LISTS.iter().find_map(of_list)
}

/// The box of a place that is written by its name, by its code, or by its address in a list.
pub(super) fn box_of(place: &str) -> Option<[&'static str; 4]> {
    let named = || {
        let name = match place.rsplit_once('/') {
            Some((list, code)) if list.contains("/country") => code,
            Some(_) => return None,
            None => place,
        };
        let slug = slugify(name);
        let of_code = || NAMES.iter().find(|(name, _)| *name == slug).map(|(_, index)| *index);
        PLACES.iter().position(|(label, _)| slugify(label) == slug).or_else(of_code)
    };
    let index = listed(place.trim()).or_else(named)?;
    PLACES.get(index).map(|(_, bounds)| *bounds)
}

/// A value that may be written, and how a person calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// « Licence Ouverte / Open Licence version 2.0 »
    pub label: String,
    /// Where to write what.
    pub suggestion: Suggestion,
}

impl Choice {
    /// Whether what is written is what a person calls it: the licences of Opendatasoft.
    pub fn names_itself(&self) -> bool {
        self.label == self.suggestion.value
    }
}

/// What may be written where a flag of a record is raised; nothing when the harvester carries no such field, or would
/// lose it: the licence of an ISO record is that of its files.
pub fn choices(item: &Item, flag: &Flag, kind: Option<Kind>) -> Vec<Choice> {
    let Some(kind) = kind.filter(|_| flag.standing.is_raised() || flag.standing == Standing::Default) else {
        return Vec::new();
    };
    let backend = kind.backend();
    let schema = kind.schema();
    let has_no_file = item.dataset().is_some_and(|dataset| dataset.resources.is_empty());
    if flag.subject == FlagSubject::Licence && schema == RecordSchema::Iso19139 && has_no_file {
        return Vec::new();
    }
    let usual_path = |usual: &'static str| schema.place_of(usual).unwrap_or(usual).into();
    let path = |usual| if flag.path.is_empty() { usual_path(usual) } else { flag.path.clone() };
    match flag.subject {
        FlagSubject::Licence => {
            let known = LICENCES.into_iter().filter_map(licence::by_id);
            let choice = |licence: &licence::Licence| Choice {
                label: licence.title.clone(),
                suggestion: Suggestion {
                    // That of the dataset is read first, whatever its files and its rights say; what an ISO record
                    // says among its limits of access is never read.
                    path: match schema {
                        RecordSchema::Dcat | RecordSchema::Iso19139 => usual_path(backend.licence_path),
                        _ => path(backend.licence_path),
                    },
                    value: rules::licence_text::in_schema(&licence.id, Some(schema)),
                },
            };
            known.map(choice).collect()
        }
        FlagSubject::Frequency if backend.carries_coverage => {
            let usual =
                if schema == RecordSchema::Ckan { "extras.frequency" } else { "dct:accrualPeriodicity" };
            let choice = |frequency: Frequency| Choice {
                label: frequency.label().to_owned(),
                suggestion: Suggestion {
                    path: path(usual),
                    value: rules::frequency::in_schema(frequency, Some(schema)),
                },
            };
            FREQUENCIES.into_iter().map(choice).collect()
        }
        FlagSubject::Spatial if backend.carries_coverage => {
            let usual = if schema == RecordSchema::Ckan { "extras.spatial" } else { "dct:spatial" };
            let choice = |(label, bounds): (&str, [&str; 4])| Choice {
                label: label.to_owned(),
                suggestion: Suggestion {
                    // What was found elsewhere stays there.
                    path: if schema == RecordSchema::Iso19139 { path(usual) } else { usual.into() },
                    value: rules::spatial::in_schema(bounds, Some(schema)),
                },
            };
            PLACES.into_iter().map(choice).collect()
        }
        FlagSubject::Frequency | FlagSubject::Spatial => Vec::new(),
    }
}

/// What may be written, where records that a rule concerns say nothing that a suggestion could be made of: the choices of
/// the first of them.
pub fn to_fill(items: &[Item], report: &Report, rule: &Rule, kind: Option<Kind>) -> Vec<Choice> {
    let Some(subject) = rule.flag else { return Vec::new() };
    if let Some(kept) = &report.choices {
        return kept.of(rule.code);
    }
    let mut records = items.iter().zip(&report.verdicts);
    records.find_map(|(item, verdict)| offered(item, verdict, rule.code, subject, kind)).unwrap_or_default()
}

/// The choices of one record, where the rule with this identifier found nothing to suggest.
fn offered(
    item: &Item,
    verdict: &Verdict,
    code: &str,
    subject: FlagSubject,
    kind: Option<Kind>,
) -> Option<Vec<Choice>> {
    verdict.finding(code).filter(|finding| finding.suggestion.is_none())?;
    let flag = verdict.flags.as_ref()?.iter().find(|flag| flag.subject == subject)?;
    Some(choices(item, flag, kind)).filter(|choices| !choices.is_empty())
}

/// What may be written where records say nothing, by rule, when the records are not kept whole.
#[derive(Debug, Clone, Default)]
pub struct Choices(HashMap<&'static str, Vec<Choice>>);

impl Choices {
    /// Keeps the choices of a record, for the rules that are asked for and have none of a record before.
    pub(super) fn keep(
        &mut self,
        item: &Item,
        verdict: &Verdict,
        kind: Option<Kind>,
        is_asked: impl Fn(&Rule) -> bool,
    ) {
        for rule in verdict.findings.iter().map(|finding| finding.rule).filter(|rule| is_asked(rule)) {
            let Some(subject) = rule.flag.filter(|_| !self.0.contains_key(rule.code)) else { continue };
            if let Some(choices) = offered(item, verdict, rule.code, subject, kind) {
                self.0.insert(rule.code, choices);
            }
        }
    }

    fn of(&self, code: &str) -> Vec<Choice> {
        self.0.get(code).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{flags::flags, testing::dataset_item};

    #[test]
    fn places_are_known_by_name_and_by_country() {
        for place in ["France", "http://publications.europa.eu/resource/authority/country/FRA"] {
            assert_eq!(box_of(place).map(|bounds| bounds[0]), Some("-5.15"), "{place}");
        }
        for place in [
            "la réunion",
            "974",
            "http://id.insee.fr/geo/departement/974",
            "http://id.insee.fr/geo/region/04",
            "https://sws.geonames.org/935317/",
            "https://www.geonames.org/935317/reunion.html",
            "http://data.europa.eu/nuts/code/FRY4",
            "http://www.wikidata.org/entity/Q17070",
            "fr:departement:974",
        ] {
            assert_eq!(box_of(place).map(|bounds| bounds[0]), Some("55.21"), "{place}");
        }
        let others =
            ["Rennes", "https://ville.fr/france", "", "13", "http://id.insee.fr/geo/region/", "75056"];
        assert!(others.iter().all(|place| box_of(place).is_none()));
    }

    #[test]
    fn what_lacks_can_be_chosen_where_the_harvester_reads_it() {
        let item = dataset_item("x", |_, trace| {
            trace.missing("license", "license_id");
            trace.missing("frequency", "extras.frequency");
        });
        let told = |kind| {
            let flags = flags(&item, Some(kind)).expect("a record");
            flags
                .map(|flag| choices(&item, &flag, Some(kind)).first().map(|one| one.suggestion.value.clone()))
        };
        let [licence, place, frequency] = told(Kind::Ckan);
        assert_eq!([licence.as_deref(), frequency.as_deref()], [Some("lov2"), Some("annual")]);
        assert!(place.is_some_and(|place| place.starts_with("{\"type\":\"Polygon\"")));
        assert_eq!(told(Kind::Dcat)[1].as_deref(), Some("-5.15,41.33,9.57,51.09"));
        assert_eq!(told(Kind::Ods)[1..], [None, None]);
        assert!(told(Kind::Dcat)[2].as_deref().is_some_and(|value| value.ends_with("/ANNUAL")));
    }
}
