//! The block « Moissonnage »: what the API of data.gouv.fr sends of it.
//!
//! What it never sends is not shown: the name and the source of a CKAN package, Opendatasoft's address.

use super::{IDENTIFIER, Rows, Setting, saved};
use crate::{
    model::{Dataset, Kind},
    text::date::Moment,
};

/// Its lines, in the order of the API.
pub fn rows(dataset: &Dataset, setting: Setting<'_>) -> Rows {
    let harvest = &dataset.harvest;
    let mut rows = Rows::default();
    let is_recorded = setting.kind.is_some_and(Kind::is_offered);
    if let (Some(kind), true) = (setting.kind, is_recorded) {
        rows.add("backend", kind.label());
        if let Some(source) = setting.source {
            rows.add("domain", &host(source));
        }
        rows.add("source_id", IDENTIFIER);
        rows.add("source_url", setting.source.unwrap_or_default());
    }
    let mut text =
        |label: &str, value: &Option<String>| rows.add(label, value.as_deref().unwrap_or_default());
    text("remote_id", &harvest.remote_id);
    text("remote_url", &harvest.remote_url);
    let mut date = |label: &str, value: &Option<Moment>| {
        if let Some(at) = value.as_ref().and_then(|moment| saved::instant(moment, setting.now)) {
            rows.add(label, &saved::iso(at));
        }
    };
    date("created_at", &harvest.created_at);
    date("issued_at", &harvest.issued_at);
    date("modified_at", &harvest.modified_at);
    if is_recorded {
        rows.add("last_update", &saved::iso(setting.now.naive));
    }
    let mut text =
        |label: &str, value: &Option<String>| rows.add(label, value.as_deref().unwrap_or_default());
    text("uri", &harvest.uri);
    text("dct_identifier", &harvest.dct_identifier);
    text("doi", &harvest.doi);
    rows
}

/// The host of the portal's address, without its port.
fn host(address: &str) -> String {
    let netloc = address.split_once("//").map_or("", |(_, rest)| rest);
    let netloc = netloc.split(['/', '?', '#']).next().unwrap_or_default();
    netloc.split(':').next().unwrap_or_default().to_owned()
}
