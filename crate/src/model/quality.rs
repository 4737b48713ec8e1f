//! The nine quality criteria and the score (`compute_quality`, `core/dataset/models.py`).

use serde::Serialize;

/// The criteria, as data.gouv.fr's API names them; `None` when udata leaves the key out.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Quality {
    /// A licence object is present, even « License Not Specified ».
    pub license: bool,
    /// A temporal coverage is present.
    pub temporal_coverage: bool,
    /// A spatial coverage is present.
    pub spatial: bool,
    /// A frequency other than unknown is present.
    pub update_frequency: bool,
    /// The frequency is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub update_fulfilled_in_time: Option<bool>,
    /// The description is longer than 100 characters.
    pub dataset_description_quality: bool,
    /// There is at least one resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_resources: Option<bool>,
    /// Not all formats are closed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_open_format: Option<bool>,
    /// No resource is known to be unavailable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_resources_available: Option<bool>,
    /// A resource is documentation or has a description.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resources_documentation: Option<bool>,
    /// Points out of 9, divided by 9.
    pub score: f64,
}
