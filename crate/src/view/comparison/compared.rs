//! What a check is compared with, on the person's request.

use super::super::{CatalogueSource, Checked, route::host};
use crate::check::{
    compare::{Comparison, SavedCheck, compare},
    published::{PublishedDataset, PublishedOverlap, overlap_with},
};

/// What a check is compared with.
#[derive(Debug, Default)]
pub struct Compared {
    /// A previous check of the same portal.
    pub before: Option<PreviousCheck>,
    /// Whether this browser was asked to keep a check, and could not.
    pub is_keeping_impossible: bool,
    /// An organisation, and what data.gouv.fr already shows for it or why it could not be read.
    pub published: Option<(String, Result<PublishedOverlap, PublishedError>)>,
}

/// A previous check, and what changed since.
#[derive(Debug)]
pub struct PreviousCheck {
    /// The name of its file; `None` for the one that this browser keeps.
    pub file: Option<String>,
    /// Its day and what changed; `None` when the file is no check saved by this tool.
    pub changes: Option<(String, Comparison)>,
}

/// Why what an organisation publishes could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishedError {
    /// data.gouv.fr knows no such organisation.
    Unknown,
    /// data.gouv.fr did not answer, or not as expected.
    Silent,
}

impl Checked {
    /// The host of the portal, when it is known.
    pub fn portal_name(&self) -> Option<&str> {
        let address = match &self.reading.source {
            Some(CatalogueSource::Address(address)) => Some(address.as_str()),
            _ => self.catalogue.options.site.as_deref(),
        };
        address.map(host)
    }

    /// Compares with a previous check, saved as JSON; `file` names it, unless this browser kept it.
    pub fn compare(&mut self, file: Option<String>, json: &[u8]) {
        let changes = SavedCheck::read(json).ok().map(|saved| {
            let portal = self.portal_name();
            let comparison = compare(&saved, &self.catalogue.job.items, &self.report, portal);
            (saved.date, comparison)
        });
        self.compared.before = Some(PreviousCheck { file, changes });
    }

    /// What a later check needs to be compared with this one, as JSON.
    pub fn kept(&self) -> Vec<u8> {
        let date = self.catalogue.options.now.naive.date().to_string();
        let portal = self.portal_name().map(str::to_owned);
        let saved = SavedCheck::of(&self.catalogue.job.items, &self.report, date, portal);
        serde_json::to_vec(&saved).unwrap_or_default()
    }

    /// Compares with what `organization` publishes on data.gouv.fr.
    pub fn meet(&mut self, organization: String, known: Result<Vec<PublishedDataset>, PublishedError>) {
        let site = self.catalogue.options.site.as_deref().map(host);
        let host = site.map(|host| host.rsplit_once(':').map_or(host, |(host, _)| host));
        let overlap = known.map(|known| overlap_with(known, &self.catalogue.job.items, host));
        self.compared.published = Some((organization, overlap));
    }
}
