//! The settings of a harvest.

use std::sync::Arc;

use super::{Conversation, Detail, Kind, zones::Zones};
use crate::text::date::DateTime;

/// One filter of data.gouv.fr's form (CKAN only).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// `organization` or `tags`.
    pub key: String,
    /// The value to compare with.
    pub value: String,
    /// `true` to leave out what matches.
    pub exclude: bool,
}

/// The settings of a harvest, as typed in data.gouv.fr's form, and the clock.
///
/// ```
/// use avant_moisson::{Kind, Options, date};
///
/// let epoch = date::DateTime::UNIX_EPOCH;
/// let options = Options {
///     kind: Some(Kind::Ckan),
///     site: Some("https://data.maville.fr".to_owned()),
///     now: date::parse("2026-11-01", epoch)?,
///     ..Options::default()
/// };
/// assert_ne!(options.now, epoch);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Options {
    /// The harvester; recognised from the documents when absent.
    pub kind: Option<Kind>,
    /// The portal's address, as typed in the form.
    pub site: Option<String>,
    /// Without an address, the end of the first file's name stands for its end: it decides the syntax (DCAT only).
    pub name_decides: bool,
    /// Option *Inspire* of the retired Opendatasoft harvester.
    pub inspire: bool,
    /// Option *GeoDCAT-AP* of CSW-DCAT.
    pub geodcatap: bool,
    /// *Préfixe d'URL distante* of the CSW harvesters.
    pub remote_url_prefix: Option<String>,
    /// Filters, combined with AND.
    pub filters: Vec<Filter>,
    /// Geographical zones, when they are loaded (CKAN only).
    pub zones: Option<Arc<Zones>>,
    /// The instant of the harvest: quality and future dates depend on it.
    pub now: DateTime,
    /// How much of the trace to keep.
    pub detail: Detail,
    /// The conversation in which the documents were read, when it was over HTTP.
    pub conversation: Conversation,
    /// How many records are worked on at once, by as many threads. The result is the same.
    pub jobs: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            kind: None,
            site: None,
            name_decides: false,
            inspire: false,
            geodcatap: false,
            remote_url_prefix: None,
            filters: Vec::new(),
            zones: None,
            now: DateTime::UNIX_EPOCH,
            detail: Detail::Full,
            conversation: Conversation::default(),
            jobs: 1,
        }
    }
}
