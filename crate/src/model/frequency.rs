//! Update frequencies (`UpdateFrequency`, `core/dataset/constants.py`).

use serde::Serialize;

/// An update frequency of data.gouv.fr.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Frequency {
    /// « Inconnu », as good as absent.
    Unknown,
}
