//! What agreement was measured with: `data/versions.json`, which the scripts and the reference read too.

use std::sync::LazyLock;

use serde::Deserialize;

/// Releases and dates of what is reproduced. Days are written `2026-11-22`.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Versions {
    /// The release of udata, data.gouv.fr's software, whose rules are followed.
    pub udata: &'static str,
    /// The release of udata's retired harvester of Opendatasoft portals.
    pub opendatasoft: &'static str,
    /// The revision of data.gouv.fr's site (datagouv/cdata) whose display components are followed.
    pub cdata: &'static str,
    /// Day of the recorded list of licences.
    pub licences: &'static str,
    /// Day of the recorded table of media types.
    pub media_types: &'static str,
    /// Day of the European table of file types.
    pub file_types: &'static str,
    /// Day of the list of territories.
    pub zones: &'static str,
    /// SHA-256 of the style sheet that turns ISO 19139 into DCAT; udata asks a moving branch for it at each harvest.
    pub stylesheet: &'static str,
}

/// The file is part of the crate, and a test reads it: what could not be read would show as blanks, not as a panic.
pub static VERSIONS: LazyLock<Versions> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/versions.json")).unwrap_or_default());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_version_is_there() {
        assert!(VERSIONS.udata.split('.').all(|part| part.parse::<u16>().is_ok()), "{:?}", *VERSIONS);
        assert_eq!((VERSIONS.stylesheet.len(), VERSIONS.cdata.len()), (64, 40));
        for day in [VERSIONS.licences, VERSIONS.media_types, VERSIONS.file_types, VERSIONS.zones] {
            assert!(chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").is_ok(), "{day}");
        }
    }
}
