//! What data.gouv.fr shows of a harvested record: its search card, its page, its tab « Informations », its files;
//! the same for an API.
//!
//! Pure functions from what a record became to plain data, in the shape that the display reference has (one object a
//! record, keys in the order of the screen, French keys where the screen has labels, nothing where it has nothing).
//! [`crate::view`] writes this data; nothing is decided there. What saving a record changes (keywords slugged again,
//! periods that keep their days, dates in UTC) is decided here too.
//!
//! The day, the time zone and the language are those of [`Setting`]: nothing here reads a clock.

mod access;
mod card;
mod contact;
mod dataset;
mod date;
mod description;
mod extras;
mod file;
mod harvest;
mod information;
pub(crate) mod markdown;
mod quality;
mod quantity;
mod reason;
mod rows;
mod saved;
mod service;
mod shown;
mod space;
#[cfg(test)]
mod tests;

use rustc_hash::FxHashMap;

pub use self::{
    date::TimeZone,
    rows::Rows,
    shown::{
        Access, Banner, Contact, DatasetInformation, DatasetPage, DatasetShown, Description, Display,
        FileGroup, Files, QualityBlock, SearchCard, ServiceInformation, ServicePage, ServiceShown,
        ShownCriterion, ShownFile, ShownItem, ShownLicence, ShownRecord, Stated,
    },
};
use crate::{
    model::{Dataset, Item, Job, Kind, Options, Record, Status, zones::Zones},
    text::date::DateTime,
};

/// Identifiers that the database of data.gouv.fr draws are named so.
pub const IDENTIFIER: &str = "(identifiant)";
/// The map of a coverage is named so.
pub const MAP: &str = "(carte)";
/// The organisation that receives the records is named so: nobody knows it here.
pub const PRODUCER: &str = "Producteur";

/// The language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Locale {
    /// French, the only language of data.gouv.fr.
    #[default]
    French,
}

/// Where and when the page is looked at, and what the harvest's form said.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The instant, in UTC: of the harvest, and of the look.
    pub now: DateTime,
    /// The time zone of the reader's browser.
    pub zone: TimeZone,
    /// The language of the pages.
    pub locale: Locale,
    /// The harvester, which the block « Moissonnage » names.
    pub kind: Option<Kind>,
    /// The portal's address, as typed in the form.
    pub source: Option<&'a str>,
    /// Names of geographical zones, by identifier: `fr:departement:38`.
    pub zones: Option<&'a Zones>,
}

impl<'a> Setting<'a> {
    /// In Paris, in French, on the day of the harvest.
    pub fn of(options: &'a Options) -> Self {
        Self {
            now: options.now,
            zone: TimeZone::Paris,
            locale: Locale::French,
            kind: options.kind,
            source: options.site.as_deref(),
            zones: options.zones.as_deref(),
        }
    }
}

/// The datasets of a harvest by their identifier at the portal: an API shows the cards of those it serves.
#[derive(Debug, Default)]
pub struct Datasets<'a>(FxHashMap<&'a str, &'a Dataset>);

impl<'a> Datasets<'a> {
    /// Those of a harvest; the first one has the identifier.
    pub fn of(job: &'a Job) -> Self {
        let mut datasets = FxHashMap::default();
        for item in job.items.iter().filter(|item| item.status == Status::Done) {
            if let Some(dataset) = item.dataset() {
                datasets.entry(item.remote_id.as_str()).or_insert(dataset);
            }
        }
        Self(datasets)
    }

    fn find(&self, remote_id: &str) -> Option<&'a Dataset> {
        self.0.get(remote_id).copied()
    }
}

/// What data.gouv.fr shows of a whole harvest.
///
/// ```
/// use avant_moisson::{Catalogue, Input, Options, display::{Setting, display}};
///
/// let turtle = r#"@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
///     <https://a.fr/x> a dcat:Dataset ; dct:identifier "x" ; dct:title "Arbres" ."#;
/// let catalogue = Catalogue::read(vec![Input::named("a.ttl", turtle)], Options::default());
/// let shown = display(&catalogue.job, Setting::of(&catalogue.options));
/// assert_eq!(shown.items[0].remote_id, "x");
/// ```
pub fn display<'a>(job: &'a Job, setting: Setting<'_>) -> Display<'a> {
    Display { status: job.status, items: shown(job, setting).collect() }
}

/// The same, one record after the other.
pub(crate) fn shown<'a>(job: &'a Job, setting: Setting<'_>) -> impl Iterator<Item = ShownItem<'a>> {
    let datasets = Datasets::of(job);
    job.items.iter().map(move |item| ShownItem {
        remote_id: &item.remote_id,
        status: item.status,
        shown: show(item, &datasets, setting),
    })
}

/// What data.gouv.fr shows of one record; nothing when the record is skipped or fails.
pub fn show(item: &Item, datasets: &Datasets<'_>, setting: Setting<'_>) -> Option<ShownRecord> {
    if item.status != Status::Done {
        return None;
    }
    show_record(item.record.as_ref()?, datasets, setting)
}

/// The search result of what a record became.
pub fn card(record: &Record, setting: Setting<'_>) -> SearchCard {
    match record {
        Record::Dataset(dataset) => card::of_dataset(dataset, setting),
        Record::Dataservice(service) => card::of_service(service, setting),
    }
}

/// What data.gouv.fr shows of what a record became, or would have become but for what blocks it.
pub fn show_record(record: &Record, datasets: &Datasets<'_>, setting: Setting<'_>) -> Option<ShownRecord> {
    Some(match record {
        Record::Dataset(dataset) => ShownRecord::Dataset(Box::new(dataset::show(dataset, setting))),
        Record::Dataservice(service) => {
            let served = service.datasets.iter().flatten().filter_map(|id| datasets.find(id));
            let served: Vec<_> = served.collect();
            ShownRecord::Dataservice(Box::new(service::show(service, &served, setting)))
        }
    })
}
