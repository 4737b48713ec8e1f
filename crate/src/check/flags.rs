//! The three flags: licence, spatial coverage, update frequency.
//!
//! A flag is raised when data.gouv.fr would publish the record without the information, whatever its own
//! quality score says: « License Not Specified » counts as a licence there, not here.

use std::borrow::Cow;

use super::rules::property;
use crate::model::{
    AccessType, Dataservice, Dataset, Entry, Frequency, How, Item, Kind, Loss, Record, Trace,
};

/// What a flag is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FlagSubject {
    /// « Licence »
    Licence,
    /// « Couverture spatiale »
    Spatial,
    /// « Fréquence »
    Frequency,
}

impl FlagSubject {
    /// The three flags, in the order they are always shown.
    pub const ALL: [Self; 3] = [Self::Licence, Self::Spatial, Self::Frequency];

    /// The field of the interchange, and of the trace.
    pub fn field(self) -> &'static str {
        match self {
            Self::Licence => "license",
            Self::Spatial => "spatial",
            Self::Frequency => "frequency",
        }
    }
}

/// What became of the information between the portal and data.gouv.fr.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The portal gives it and data.gouv.fr takes it.
    Present,
    /// data.gouv.fr takes what it deduces from something else: to be verified.
    Guessed,
    /// The portal gives nothing and the harvester writes a value of its own.
    Default,
    /// The portal gives nothing.
    Missing,
    /// The portal gives something that data.gouv.fr does not understand.
    Unrecognised,
    /// The portal gives it, but this harvester never carries it.
    Lost,
    /// Nothing is expected here: restricted access removes the licence, an API has no frequency.
    NotApplicable,
}

impl Standing {
    /// Whether the manager has something to fix.
    pub fn is_raised(self) -> bool {
        matches!(self, Self::Default | Self::Missing | Self::Unrecognised | Self::Lost)
    }
}

/// One of the three flags of one record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// What it is about.
    pub subject: FlagSubject,
    /// What became of it.
    pub standing: Standing,
    /// What the portal wrote, when it explains the standing.
    pub raw: Option<Box<str>>,
    /// Where the portal wrote it, or where it is expected.
    pub path: Cow<'static, str>,
    /// Whether what is missing is written under a name that is nearly right, which udata does not read.
    pub is_misnamed: bool,
}

/// The three flags of what `item` becomes; `None` when it becomes nothing.
pub fn flags(item: &Item, kind: Option<Kind>) -> Option<[Flag; 3]> {
    let standings = match item.record.as_ref()? {
        Record::Dataset(dataset) => of_dataset(dataset, &item.trace, kind),
        Record::Dataservice(service) => of_dataservice(service, &item.trace),
    };
    Some(FlagSubject::ALL.map(|subject| {
        let standing = match subject {
            FlagSubject::Licence => standings[0],
            FlagSubject::Spatial => standings[1],
            FlagSubject::Frequency => standings[2],
        };
        let (raw, path) = evidence(&item.trace, subject, standing);
        let is_misnamed =
            standing == Standing::Missing && property::written_for_flag(item, subject).is_some();
        Flag { subject, standing, raw, path, is_misnamed }
    }))
}

fn of_dataset(dataset: &Dataset, trace: &Trace, kind: Option<Kind>) -> [Standing; 3] {
    let carried = kind.is_none_or(|kind| kind.backend().carries_coverage);
    [
        licence(dataset, trace),
        kept_or(dataset.spatial.is_some(), trace, FlagSubject::Spatial, carried),
        kept_or(
            dataset.frequency.is_some_and(|frequency| frequency != Frequency::Unknown),
            trace,
            FlagSubject::Frequency,
            carried,
        ),
    ]
}

/// An API has no coverage nor frequency on data.gouv.fr, and its licence has no default.
fn of_dataservice(service: &Dataservice, trace: &Trace) -> [Standing; 3] {
    let licence = match service.license {
        Some(licence) if licence.id != NOT_SPECIFIED => taken(trace, FlagSubject::Licence),
        _ => absent(trace, FlagSubject::Licence, true),
    };
    [licence, Standing::NotApplicable, Standing::NotApplicable]
}

/// The licence that udata gives when it recognises none: an object like the others, hence a green criterion.
const NOT_SPECIFIED: &str = "notspecified";

fn licence(dataset: &Dataset, trace: &Trace) -> Standing {
    match dataset.license {
        // `Dataset.clean` (udata's core/dataset/models.py) erases the licence of what is not open.
        None if dataset.access_type != AccessType::Open => Standing::NotApplicable,
        None => absent(trace, FlagSubject::Licence, true),
        Some(licence) if licence.id == NOT_SPECIFIED => absent(trace, FlagSubject::Licence, true),
        Some(_) if hows(trace, FlagSubject::Licence).any(|how| how == How::Default) => {
            match absent(trace, FlagSubject::Licence, true) {
                Standing::Missing => Standing::Default,
                unrecognised => unrecognised,
            }
        }
        Some(_) => taken(trace, FlagSubject::Licence),
    }
}

fn kept_or(kept: bool, trace: &Trace, subject: FlagSubject, carried: bool) -> Standing {
    if kept { taken(trace, subject) } else { absent(trace, subject, carried) }
}

fn taken(trace: &Trace, subject: FlagSubject) -> Standing {
    if hows(trace, subject).any(|how| how == How::Deduced) { Standing::Guessed } else { Standing::Present }
}

/// Why there is nothing: `carried` says whether the harvester ever takes this field.
fn absent(trace: &Trace, subject: FlagSubject, carried: bool) -> Standing {
    match (lost(trace, subject).next().is_some(), carried) {
        (false, _) => Standing::Missing,
        (true, true) => Standing::Unrecognised,
        (true, false) => Standing::Lost,
    }
}

fn hows(trace: &Trace, subject: FlagSubject) -> impl Iterator<Item = How> {
    trace.of(subject.field()).map(Entry::how)
}

/// The values that were meant for the field and did not reach it.
fn lost(trace: &Trace, subject: FlagSubject) -> impl Iterator<Item = Entry<'_>> {
    trace
        .of(subject.field())
        .filter(|entry| entry.how() == How::Ignored && entry.raw().is_some_and(|raw| !raw.trim().is_empty()))
}

fn evidence(
    trace: &Trace,
    subject: FlagSubject,
    standing: Standing,
) -> (Option<Box<str>>, Cow<'static, str>) {
    let entry = match standing {
        // What is lost for itself, before what is lost with a file, or because another value is read.
        Standing::Unrecognised | Standing::Lost => lost(trace, subject)
            .find(|entry| {
                entry.loss().is_none_or(|loss| *loss != Loss::WithItsFile && !loss.is_one_of_several())
            })
            .or_else(|| lost(trace, subject).next()),
        Standing::Guessed => trace.of(subject.field()).find(|entry| entry.how() == How::Deduced),
        Standing::NotApplicable => None,
        Standing::Present => trace
            .of(subject.field())
            .find(|entry| matches!(entry.how(), How::AsIs | How::Converted | How::Form)),
        Standing::Default | Standing::Missing => {
            trace.of(subject.field()).find(|entry| entry.how() == How::Missing)
        }
    };
    match entry {
        Some(entry) => (entry.raw().map(Into::into), entry.kept_source_path()),
        None => (None, Cow::Borrowed("")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::testing::{dataset_item, licence, service_item},
        model::{Change, Detail, Loss, Spatial, spatial::MultiPolygon},
    };

    fn standings(item: &Item, kind: Kind) -> [Standing; 3] {
        flags(item, Some(kind)).expect("a record").map(|flag| flag.standing)
    }

    fn complete() -> Item {
        dataset_item("complet", |dataset, trace| {
            dataset.license = Some(licence("lov2"));
            dataset.spatial = Some(Spatial::default());
            dataset.frequency = Some(Frequency::Annual);
            trace.took("license", "dct:license", "lov2", How::AsIs);
        })
    }

    #[test]
    fn a_complete_record_raises_nothing() {
        assert_eq!(standings(&complete(), Kind::Dcat), [Standing::Present; 3]);
    }

    #[test]
    fn the_licence_standing_follows_the_licence_and_its_trace() {
        use Standing::*;
        type Row = (Option<&'static str>, AccessType, &'static [(How, Option<&'static str>)], Standing);
        let table: &[Row] = &[
            (Some("lov2"), AccessType::Open, &[(How::AsIs, Some("lov2"))], Present),
            (Some("lov2"), AccessType::Open, &[], Present),
            (Some("lov2"), AccessType::Open, &[(How::Deduced, Some("licence ouverte v2"))], Guessed),
            (Some("lov2"), AccessType::Open, &[(How::Default, None)], Default),
            (
                Some("lov2"),
                AccessType::Open,
                &[(How::Ignored, Some("Voir le site")), (How::Default, None)],
                Unrecognised,
            ),
            (Some("lov2"), AccessType::Open, &[(How::Ignored, Some("  ")), (How::Default, None)], Default),
            (Some("notspecified"), AccessType::Open, &[(How::Missing, None)], Missing),
            (Some("notspecified"), AccessType::Open, &[(How::Default, None)], Missing),
            (Some("notspecified"), AccessType::Open, &[(How::AsIs, Some("notspecified"))], Missing),
            (Some("notspecified"), AccessType::Open, &[(How::Ignored, Some("Etalab"))], Unrecognised),
            (Some("notspecified"), AccessType::Restricted, &[], Missing),
            (None, AccessType::Restricted, &[(How::Ignored, Some("lov2"))], NotApplicable),
            (None, AccessType::OpenWithAccount, &[], NotApplicable),
            (None, AccessType::Open, &[], Missing),
        ];
        for (id, access, trace_lines, expected) in table {
            let item = dataset_item("x", |dataset, trace| {
                dataset.license = id.map(licence);
                dataset.access_type = *access;
                for (how, raw) in *trace_lines {
                    match (how, raw) {
                        (How::Ignored, Some(raw)) => {
                            trace.lost("license", "dct:license", raw, Loss::UnknownLicence)
                        }
                        (how, Some(raw)) => trace.took("license", "dct:license", raw, *how),
                        (How::Missing, None) => trace.missing("license", "dct:license"),
                        (how, None) => trace.set("license", *how, Change::DefaultLicence),
                    }
                }
            });
            assert_eq!(standings(&item, Kind::Dcat)[0], *expected, "{id:?} {access:?} {trace_lines:?}");
        }
    }

    #[test]
    fn what_is_not_kept_is_lost_missing_or_not_understood() {
        let territory = |dataset: &mut Dataset, trace: &mut Trace| {
            dataset.license = Some(licence("lov2"));
            trace.lost("spatial", "metas.territory", "Angers", Loss::NotCarried);
            trace.missing("frequency", "interop_metas.dcat.accrualperiodicity");
        };
        let item = dataset_item("x", territory);
        assert_eq!(standings(&item, Kind::Ods)[1..], [Standing::Lost, Standing::Missing]);
        assert_eq!(standings(&item, Kind::Dcat)[1..], [Standing::Unrecognised, Standing::Missing]);
        let [_, spatial, frequency] = flags(&item, Some(Kind::Ods)).expect("a record");
        assert_eq!(spatial.raw.as_deref(), Some("Angers"));
        assert_eq!(spatial.path, "metas.territory");
        assert_eq!(frequency.path, "interop_metas.dcat.accrualperiodicity");
    }

    #[test]
    fn an_unknown_frequency_is_no_frequency() {
        let item = dataset_item("x", |dataset, _| dataset.frequency = Some(Frequency::Unknown));
        assert_eq!(standings(&item, Kind::Ckan)[2], Standing::Missing);
    }

    #[test]
    fn a_geometry_is_a_spatial_coverage() {
        let item = dataset_item("x", |dataset, _| {
            dataset.spatial = Some(Spatial {
                geom: Some(MultiPolygon { coordinates: Vec::new(), beyond: None }),
                zones: Vec::new(),
            });
        });
        assert_eq!(standings(&item, Kind::Dcat)[1], Standing::Present);
    }

    #[test]
    fn an_api_is_only_asked_for_its_licence() {
        let item = service_item("wms", |_| {});
        assert_eq!(
            standings(&item, Kind::CswDcat),
            [Standing::Missing, Standing::NotApplicable, Standing::NotApplicable]
        );
    }

    #[test]
    fn what_becomes_nothing_has_no_flag() {
        let mut item = complete();
        item.record = None;
        assert_eq!(flags(&item, Some(Kind::Dcat)), None);
    }

    #[test]
    fn losses_only_traces_raise_the_same_flags() {
        let mut item = dataset_item("x", |_, _| {});
        item.trace = Trace::new(Detail::Losses);
        item.trace.lost("spatial", "dct:spatial", "http://id.insee.fr/geo/commune/49007", Loss::NoGeometry);
        assert_eq!(standings(&item, Kind::Dcat)[1], Standing::Unrecognised);
    }
}
