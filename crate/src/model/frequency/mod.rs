//! Update frequencies (`UpdateFrequency`, `core/dataset/constants.py`) and how udata recognises them
//! (`frequency_from_rdf`, `core/dataset/rdf.py`).

mod wording;
mod words;

use std::{fmt, str::FromStr};

use chrono::TimeDelta;
use serde::{Serialize, Serializer};

pub use self::wording::{in_sentence, suggest};

const DUBLIN_CORE: &str = "http://purl.org/cld/freq/";
const EU: &str = "http://publications.europa.eu/resource/authority/frequency/";

/// The vocabulary as one table: variant, udata's id, French label, minutes between updates,
/// local name in the EU authority table, whether Dublin Core has a term named as the id.
macro_rules! vocabulary {
    ($($variant:ident $id:literal $label:literal $minutes:expr, $eu:literal $dublin_core:literal;)*) => {
        /// An update frequency of data.gouv.fr.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Frequency {
            $(#[doc = concat!("« ", $label, " »")] $variant,)*
        }

        impl Frequency {
            /// All frequencies, from the most frequent to none.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            fn entry(self) -> FrequencyNames {
                match self {
                    $(Self::$variant => FrequencyNames {
                        id: $id, label: $label, minutes: $minutes, eu: $eu, dublin_core: $dublin_core,
                    },)*
                }
            }
        }
    };
}

struct FrequencyNames {
    id: &'static str,
    label: &'static str,
    minutes: Option<i64>,
    eu: &'static str,
    dublin_core: bool,
}

const fn minutes(count: i64) -> Option<i64> {
    Some(count)
}

const fn hours(count: i64) -> Option<i64> {
    Some(count * 60)
}

const fn days(count: i64) -> Option<i64> {
    Some(count * 60 * 24)
}

vocabulary! {
    Continuous "continuous" "Temps réel" None, "UPDATE_CONT" true;
    OneMinute "oneMinute" "Toutes les minutes" minutes(1), "1MIN" false;
    FiveMinutes "fiveMinutes" "Toutes les cinq minutes" minutes(5), "5MIN" false;
    TenMinutes "tenMinutes" "Toutes les dix minutes" minutes(10), "10MIN" false;
    FifteenMinutes "fifteenMinutes" "Toutes les quinze minutes" minutes(15), "15MIN" false;
    ThirtyMinutes "thirtyMinutes" "Toutes les trente minutes" minutes(30), "30MIN" false;
    Hourly "hourly" "Toutes les heures" hours(1), "HOURLY" false;
    Bihourly "bihourly" "Toutes les deux heures" hours(2), "BIHOURLY" false;
    Trihourly "trihourly" "Toutes les trois heures" hours(3), "TRIHOURLY" false;
    TwelveHours "twelveHours" "Toutes les douze heures" hours(12), "12HRS" false;
    SeveralTimesADay "severalTimesADay" "Plusieurs fois par jour" days(1), "CONT" false;
    ThreeTimesADay "threeTimesADay" "Trois fois par jour" days(1), "DAILY_3" false;
    Semidaily "semidaily" "Deux fois par jour" days(1), "DAILY_2" false;
    Daily "daily" "Quotidienne" days(1), "DAILY" true;
    FiveTimesAWeek "fiveTimesAWeek" "Cinq fois par semaine" days(7), "WEEKLY_5" false;
    ThreeTimesAWeek "threeTimesAWeek" "Trois fois par semaine" days(7), "WEEKLY_3" true;
    Semiweekly "semiweekly" "Deux fois par semaine" days(7), "WEEKLY_2" true;
    Weekly "weekly" "Hebdomadaire" days(7), "WEEKLY" true;
    Biweekly "biweekly" "Toutes les deux semaines" days(14), "BIWEEKLY" true;
    ThreeTimesAMonth "threeTimesAMonth" "Trois fois par mois" days(31), "MONTHLY_3" true;
    Semimonthly "semimonthly" "Deux fois par mois" days(31), "MONTHLY_2" true;
    Monthly "monthly" "Mensuelle" days(31), "MONTHLY" true;
    Bimonthly "bimonthly" "Tous les deux mois" days(62), "BIMONTHLY" true;
    Quarterly "quarterly" "Trimestrielle" days(93), "QUARTERLY" true;
    ThreeTimesAYear "threeTimesAYear" "Trois fois par an" days(365), "ANNUAL_3" true;
    Semiannual "semiannual" "Deux fois par an" days(365), "ANNUAL_2" true;
    Annual "annual" "Annuelle" days(365), "ANNUAL" true;
    Biennial "biennial" "Tous les deux ans" days(730), "BIENNIAL" true;
    Triennial "triennial" "Tous les trois ans" days(1095), "TRIENNIAL" true;
    Quadrennial "quadrennial" "Tous les quatre ans" days(1460), "QUADRENNIAL" false;
    Quinquennial "quinquennial" "Tous les cinq ans" days(1825), "QUINQUENNIAL" false;
    Decennial "decennial" "Tous les dix ans" days(3650), "DECENNIAL" false;
    Bidecennial "bidecennial" "Tous les vingt ans" days(7300), "BIDECENNIAL" false;
    Tridecennial "tridecennial" "Tous les trente ans" days(10950), "TRIDECENNIAL" false;
    Punctual "punctual" "Ponctuelle" None, "AS_NEEDED" false;
    Irregular "irregular" "Sans régularité" None, "IRREG" true;
    Never "never" "Jamais" None, "NEVER" false;
    NotPlanned "notPlanned" "Non planifié" None, "NOT_PLANNED" false;
    Other "other" "Autre" None, "OTHER" false;
    Unknown "unknown" "Inconnu" None, "UNKNOWN" false;
}

/// Codes of ISO 19115, and those of the EU authority table that the conversion makes of them.
pub const ISO_CODES: [(&str, &str); 15] = [
    ("continual", "CONT"),
    ("daily", "DAILY"),
    ("weekly", "WEEKLY"),
    ("fortnightly", "BIWEEKLY"),
    ("semimonthly", "MONTHLY_2"),
    ("monthly", "MONTHLY"),
    ("quarterly", "QUARTERLY"),
    ("biannually", "ANNUAL_2"),
    ("annually", "ANNUAL"),
    ("biennially", "BIENNIAL"),
    ("asNeeded", "AS_NEEDED"),
    ("irregular", "IRREG"),
    ("notPlanned", "NOT_PLANNED"),
    ("periodic", "OTHER"),
    ("unknown", "UNKNOWN"),
];

impl Frequency {
    /// udata's identifier: `threeTimesAWeek`.
    pub fn id(self) -> &'static str {
        self.entry().id
    }

    /// The French label on data.gouv.fr.
    pub fn label(self) -> &'static str {
        self.entry().label
    }

    /// The time within which an update is expected, when one is.
    pub fn delta(self) -> Option<TimeDelta> {
        self.entry().minutes.map(TimeDelta::minutes)
    }

    /// The URI of the EU authority table, the form that every harvester recognises.
    pub fn eu_uri(self) -> String {
        format!("{EU}{}", self.entry().eu)
    }

    /// The code of the EU authority table: `WEEKLY_3`.
    pub fn eu_code(self) -> &'static str {
        self.entry().eu
    }

    /// The code of ISO 19115 (`MD_MaintenanceFrequencyCode`) that becomes it, if one does.
    pub fn iso_code(self) -> Option<&'static str> {
        ISO_CODES.iter().find(|(_, eu)| *eu == self.eu_code()).map(|(code, _)| *code)
    }

    /// `UpdateFrequency(id)`: identifiers of today and of the past, in their exact case.
    pub fn from_id(id: &str) -> Option<Self> {
        let legacy = match id {
            "realtime" => Some(Self::Continuous),
            "fourTimesADay" => Some(Self::SeveralTimesADay),
            "fourTimesAWeek" => Some(Self::Other),
            "fortnighly" => Some(Self::Biweekly),
            "biannual" => Some(Self::Semiannual),
            _ => None,
        };
        Self::ALL.iter().copied().find(|frequency| frequency.id() == id).or(legacy)
    }

    fn from_uri(uri: &str) -> Option<Self> {
        let known = |matches: &dyn Fn(&FrequencyNames) -> bool| {
            Self::ALL.iter().copied().find(|frequency| matches(&frequency.entry()))
        };
        if let Some(name) = uri.strip_prefix(DUBLIN_CORE) {
            known(&|entry| entry.dublin_core && entry.id == name)
        } else {
            let code = uri.strip_prefix(EU)?;
            known(&|entry| entry.eu == code)
        }
    }

    /// What `frequency_from_rdf` makes of a `dct:accrualPeriodicity`; also of CKAN's extra
    /// `frequency`, which is never a literal there.
    pub fn from_rdf(term: FrequencyTerm<'_>) -> Option<Self> {
        match term {
            // Resources and blank nodes are compared as they are.
            FrequencyTerm::Uri(uri) => Self::from_uri(uri),
            // Literals and Python strings are read as addresses first; `uris.validate` strips them.
            FrequencyTerm::Text(text) => Self::from_uri(text.trim()),
            FrequencyTerm::Literal(text) => {
                Self::from_uri(text.trim()).or_else(|| Self::from_local_name(text))
            }
        }
    }

    /// Local names of both vocabularies, in any case.
    fn from_local_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        Self::ALL.iter().copied().find(|frequency| {
            let entry = frequency.entry();
            (entry.dublin_core && entry.id.to_lowercase() == name) || entry.eu.to_lowercase() == name
        })
    }
}

/// A value whose frequency is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrequencyTerm<'a> {
    /// An IRI of a graph, or a blank node.
    Uri(&'a str),
    /// A literal of a graph.
    Literal(&'a str),
    /// A string from elsewhere: CKAN's extra.
    Text(&'a str),
}

impl FromStr for Frequency {
    type Err = ();

    fn from_str(id: &str) -> Result<Self, ()> {
        Self::from_id(id).ok_or(())
    }
}

impl fmt::Display for Frequency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Serialize for Frequency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Deserialize)]
    struct Recorded {
        vocabulary: Vec<Word>,
        rows: Vec<Row>,
    }

    #[derive(Deserialize)]
    struct Word {
        id: String,
        label: String,
        minutes: Option<f64>,
    }

    #[derive(Deserialize, Debug, PartialEq)]
    struct Row {
        text: String,
        uri: Option<String>,
        literal: Option<String>,
        string: Option<String>,
        id: Option<String>,
    }

    /// `tests/record/frequency.py` asked udata.
    fn recorded() -> Recorded {
        serde_json::from_str(include_str!("../../../../tests/fixtures/frequency/frequencies.json")).unwrap()
    }

    #[test]
    fn the_vocabulary_is_that_of_udata() {
        let ours: Vec<_> = Frequency::ALL
            .iter()
            .map(|frequency| {
                (frequency.id(), frequency.label(), frequency.delta().map(|delta| delta.num_minutes()))
            })
            .collect();
        let theirs = recorded().vocabulary;
        let theirs: Vec<_> = theirs
            .iter()
            .map(|word| (word.id.as_str(), word.label.as_str(), word.minutes.map(|minutes| minutes as i64)))
            .collect();
        assert_eq!(ours, theirs);
    }

    #[test]
    fn frequencies_are_recognised_as_udata_recognises_them() {
        let rows = recorded().rows;
        let id = |frequency: Option<Frequency>| frequency.map(|frequency| frequency.id().to_owned());
        let wrong: Vec<_> = rows
            .iter()
            .map(|row| (row, row.text.as_str()))
            .map(|(row, text)| {
                let ours = Row {
                    text: text.to_owned(),
                    uri: id(Frequency::from_rdf(FrequencyTerm::Uri(text))),
                    literal: id(Frequency::from_rdf(FrequencyTerm::Literal(text))),
                    string: id(Frequency::from_rdf(FrequencyTerm::Text(text))),
                    id: id(Frequency::from_id(text)),
                };
                (row, ours)
            })
            .filter(|(row, ours)| ours != *row)
            .collect();
        println!("frequencies: {} of {} as udata", rows.len() - wrong.len(), rows.len());
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn eu_codes_are_recognised_in_return() {
        for frequency in Frequency::ALL {
            assert_eq!(Frequency::from_rdf(FrequencyTerm::Uri(&frequency.eu_uri())), Some(*frequency));
        }
    }
}
