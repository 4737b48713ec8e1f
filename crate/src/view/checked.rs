//! What the screens show.

use std::ops::{Deref, DerefMut};

use chrono::NaiveDateTime;

use super::{
    comparison::Compared,
    route::{Route, Screen},
    routes::Beside,
};
use crate::{
    Catalogue,
    check::Verdict,
    model::{Item, Record, Status, quality::last_update},
    portal::{Fault, FaultCause},
    preview::{CatalogueSource, Preview, Reading},
    source::Problem,
    trial::Trial,
};

/// What screens show: a preview, and what a person asks of it.
///
/// ```
/// use avant_moisson::{Input, Options, preview, view::{Checked, Route, page}};
///
/// let turtle = "<https://a.fr/x> a <http://www.w3.org/ns/dcat#Dataset> .";
/// let checked = Checked::from(preview(vec![Input::named("a.ttl", turtle)], Options::default()));
/// let screen = page(Some(&checked), &Route::parse("#/controle"));
/// assert!(screen.html.contains("<h1"));
/// ```
#[derive(Debug)]
pub struct Checked {
    preview: Preview,
    /// What it is compared with, on the person's request.
    pub compared: Compared,
    /// The other ways to harvest it, on the person's request.
    pub beside: Beside,
    /// The correction that was tried last.
    pub trial: Option<Trial>,
}

impl Deref for Checked {
    type Target = Preview;

    fn deref(&self) -> &Preview {
        &self.preview
    }
}

impl DerefMut for Checked {
    fn deref_mut(&mut self) -> &mut Preview {
        &mut self.preview
    }
}

impl From<Preview> for Checked {
    fn from(preview: Preview) -> Self {
        Self { preview, compared: Compared::default(), beside: Beside::default(), trial: None }
    }
}

impl Checked {
    /// Checks a catalogue.
    pub fn new(catalogue: Catalogue, reading: Reading) -> Self {
        Preview::new(catalogue, reading).into()
    }

    /// How a person names what was read.
    pub fn name(&self) -> &str {
        self.reading.source.as_ref().map_or("Catalogue", CatalogueSource::name)
    }

    /// What kept everything from being read.
    pub(super) fn fatal(&self) -> Option<Fatal<'_>> {
        if !self.catalogue.job.items.is_empty() {
            return None;
        }
        let faults = &self.reading.faults;
        let decides = |fault: &&Fault| {
            fault.cause.stops() || matches!(fault.cause, FaultCause::NotTaken(_) | FaultCause::Empty)
        };
        let unreadable = || self.catalogue.problems.iter().find(|problem| problem.position.is_some());
        faults.iter().find(decides).map(Fatal::Fault).or_else(|| unreadable().map(Fatal::Unreadable))
    }

    /// The date that data.gouv.fr shows: the portal's, else that of the newest resource, else the harvest's.
    pub(super) fn last_update(&self, item: &Item) -> Option<NaiveDateTime> {
        let now = self.catalogue.options.now;
        match item.record.as_ref()? {
            Record::Dataset(dataset) => Some(last_update(dataset, now)),
            Record::Dataservice(service) => {
                let modified = service.harvest.modified_at.as_ref().and_then(|at| at.to_naive(now).ok());
                Some(modified.unwrap_or(now).naive)
            }
        }
    }

    pub(super) fn row(&self, index: usize) -> Option<(&Item, &Verdict)> {
        Some((self.catalogue.job.items.get(index)?, self.report.verdicts.get(index)?))
    }

    /// The index of a record from its address.
    pub(super) fn find(&self, id: &str, rank: Option<usize>) -> Option<usize> {
        let items = &self.catalogue.job.items;
        rank.and_then(|rank| rank.checked_sub(1))
            .filter(|index| items.get(*index).is_some_and(|item| item.remote_id == id))
            .or_else(|| items.iter().position(|item| item.remote_id == id))
    }

    /// The index of the dataset that an API serves under this identifier.
    pub(super) fn find_published(&self, id: &str) -> Option<usize> {
        let is_it =
            |item: &Item| item.status == Status::Done && item.remote_id == id && item.dataset().is_some();
        self.catalogue.job.items.iter().position(is_it)
    }

    /// The address of a record: its rank is told only when its identifier is not enough.
    pub(super) fn record_route(&self, route: &Route, index: usize) -> Route {
        let (id, rank) = self.designation(index);
        route.keeping_filters(Screen::Record { id, rank })
    }

    /// The address where a correction of a record is tried.
    pub(super) fn trial_route(&self, route: &Route, index: usize) -> Route {
        let (id, rank) = self.designation(index);
        route.keeping_filters(Screen::Trial { id: Some(id), rank })
    }

    fn designation(&self, index: usize) -> (String, Option<usize>) {
        let id = self.catalogue.job.items.get(index).map_or("", |item| &item.remote_id);
        let rank = (id.is_empty() || self.find(id, None) != Some(index)).then_some(index + 1);
        (id.to_owned(), rank)
    }
}

/// What leaves nothing to show.
pub(super) enum Fatal<'a> {
    /// The portal.
    Fault(&'a Fault),
    /// A document.
    Unreadable(&'a Problem),
}
