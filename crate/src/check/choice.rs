//! What a manager may choose to write where a record says nothing: only they know which one is true.

use super::{Flag, FlagSubject, Standing, Suggestion, rules};
use crate::{
    harvest::RecordSchema,
    model::{Frequency, Kind, licence},
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

/// A value that may be written, and how a person calls it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// « Licence Ouverte / Open Licence version 2.0 »
    pub label: String,
    /// Where to write what.
    pub suggestion: Suggestion,
}

/// What may be written where a flag is raised; nothing when the harvester carries no such field, or when the place
/// takes more than one word.
pub fn choices(flag: &Flag, kind: Option<Kind>) -> Vec<Choice> {
    let Some(kind) = kind.filter(|_| flag.standing.is_raised() || flag.standing == Standing::Default) else {
        return Vec::new();
    };
    let backend = kind.backend();
    let schema = kind.schema();
    let path = |usual: &'static str| {
        if flag.path.is_empty() { usual.into() } else { flag.path.clone() }
    };
    match flag.subject {
        FlagSubject::Licence => {
            let known = LICENCES.into_iter().filter_map(licence::by_id);
            let choice = |licence: &licence::Licence| Choice {
                label: licence.title.clone(),
                suggestion: Suggestion {
                    path: path(backend.licence_path()),
                    value: rules::licence::in_schema(&licence.id, Some(schema)),
                },
            };
            known.map(choice).collect()
        }
        FlagSubject::Frequency if backend.carries_coverage() => {
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
        FlagSubject::Frequency | FlagSubject::Spatial => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{flags::flags, testing::dataset_item};

    #[test]
    fn what_lacks_can_be_chosen_where_the_harvester_reads_it() {
        let item = dataset_item("x", |_, trace| {
            trace.missing("license", "license_id");
            trace.missing("frequency", "extras.frequency");
        });
        let told = |kind| {
            let flags = flags(&item, Some(kind)).expect("a record");
            flags.map(|flag| choices(&flag, Some(kind)).first().map(|one| one.suggestion.value.clone()))
        };
        assert_eq!(told(Kind::Ckan), [Some("lov2".to_owned()), None, Some("annual".to_owned())]);
        assert_eq!(told(Kind::Ods)[2], None);
        assert!(told(Kind::Dcat)[2].as_deref().is_some_and(|value| value.ends_with("/ANNUAL")));
    }
}
