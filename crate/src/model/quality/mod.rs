//! The nine quality criteria and the score (`compute_quality`, `core/dataset/models.py`).

use chrono::{NaiveDateTime, TimeDelta};
use serde::Serialize;

use super::{Dataset, Frequency, Resource, ResourceType};
use crate::text::date::DateTime;

/// Formats that are not open (`CLOSED_FORMATS`, `core/dataset/constants.py`).
const CLOSED_FORMATS: [&str; 7] = ["pdf", "doc", "docx", "word", "xls", "excel", "xlsx"];

/// Descriptions have more characters than that.
const DESCRIPTION_LENGTH: usize = 100;

/// The score is out of nine although ten criteria are computed: `has_resources` gives no point.
const MAX_SCORE: f64 = 9.0;

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

impl Quality {
    /// What udata computes when it validates the record. It does so before it removes the licence of a
    /// dataset that is not open: call it with the licence still there.
    pub fn of(dataset: &Dataset, now: DateTime) -> Self {
        let frequency = dataset.frequency.filter(|frequency| *frequency != Frequency::Unknown);
        let mut quality = Self {
            license: dataset.license.is_some(),
            temporal_coverage: dataset.temporal_coverage.is_some(),
            spatial: dataset.spatial.is_some(),
            update_frequency: frequency.is_some(),
            update_fulfilled_in_time: frequency.map(|frequency| in_time(dataset, frequency, now)),
            dataset_description_quality: dataset.description.chars().count() > DESCRIPTION_LENGTH,
            ..Self::default()
        };
        let resources = &dataset.resources;
        if !resources.is_empty() {
            quality.has_resources = Some(true);
            quality.has_open_format = Some(resources.iter().any(is_open));
            // Nobody has checked the addresses of a record that was just harvested, and unknown is fine.
            quality.all_resources_available = Some(true);
            quality.resources_documentation = Some(resources.iter().any(documents));
        }
        quality.score = f64::from(quality.points()) / MAX_SCORE;
        quality
    }

    /// Points out of nine.
    pub fn points(&self) -> u8 {
        let optional = [
            self.update_fulfilled_in_time,
            self.has_open_format,
            self.all_resources_available,
            self.resources_documentation,
        ];
        let required = [
            self.license,
            self.temporal_coverage,
            self.spatial,
            self.update_frequency,
            self.dataset_description_quality,
        ];
        let given = required.into_iter().chain(optional.into_iter().flatten());
        given.map(u8::from).sum()
    }

    /// « Bon » from six points on, else « À améliorer » (`QualityScore.vue`).
    pub fn verdict(&self) -> &'static str {
        if self.points() >= 6 { "Bon" } else { "À améliorer" }
    }

    /// The nine criteria, in the order of data.gouv.fr's list, and whether each is met.
    pub fn criteria(&self) -> [(&'static Criterion, bool); 9] {
        CRITERIA.each_ref().map(|criterion| (criterion, (criterion.is_met)(self)))
    }
}

/// A criterion as data.gouv.fr shows it.
#[derive(Debug)]
pub struct Criterion {
    /// Its key in the API.
    pub key: &'static str,
    /// What the page says when it is met.
    pub label_true: &'static str,
    /// What the page says when it is not.
    pub label_false: &'static str,
    is_met: fn(&Quality) -> bool,
}

/// The nine criteria, in the order of data.gouv.fr's list. The page merges the two about frequency: it shows
/// `update_fulfilled_in_time` when there is a frequency, the other when there is none.
pub static CRITERIA: [Criterion; 9] = [
    Criterion {
        key: "dataset_description_quality",
        label_true: "Description des données renseignée",
        label_false: "Description des données non renseignée",
        is_met: |quality| quality.dataset_description_quality,
    },
    Criterion {
        key: "resources_documentation",
        label_true: "Fichiers documentés",
        label_false: "Documentation des fichiers manquante",
        is_met: |quality| quality.resources_documentation == Some(true),
    },
    Criterion {
        key: "license",
        label_true: "Licence renseignée",
        label_false: "Licence non renseignée",
        is_met: |quality| quality.license,
    },
    Criterion {
        key: "update_frequency",
        label_true: "Fréquence de mise à jour renseignée",
        label_false: "Fréquence de mise à jour non renseignée",
        is_met: |quality| quality.update_frequency,
    },
    Criterion {
        key: "update_fulfilled_in_time",
        label_true: "Fréquence de mise à jour respectée",
        label_false: "Fréquence de mise à jour non respectée",
        is_met: |quality| quality.update_fulfilled_in_time == Some(true),
    },
    Criterion {
        key: "has_open_format",
        label_true: "Formats de fichiers standards",
        label_false: "Formats de fichiers non standards",
        is_met: |quality| quality.has_open_format == Some(true),
    },
    Criterion {
        key: "temporal_coverage",
        label_true: "Couverture temporelle renseignée",
        label_false: "Couverture temporelle non renseignée",
        is_met: |quality| quality.temporal_coverage,
    },
    Criterion {
        key: "spatial",
        label_true: "Couverture spatiale renseignée",
        label_false: "Couverture spatiale non renseignée",
        is_met: |quality| quality.spatial,
    },
    Criterion {
        key: "all_resources_available",
        label_true: "Tous les fichiers sont disponibles",
        label_false: "Certains fichiers ne sont pas disponibles",
        is_met: |quality| quality.all_resources_available == Some(true),
    },
];

/// Whether the next update is expected tomorrow, or was yesterday at the earliest: udata leaves one day to
/// the harvest. A frequency without delay is always kept.
fn in_time(dataset: &Dataset, frequency: Frequency, now: DateTime) -> bool {
    frequency.delta().is_none_or(|delta| last_update(dataset, now) + delta - now.naive >= -TimeDelta::days(1))
}

/// `Dataset.compute_last_update`.
pub fn last_update(dataset: &Dataset, now: DateTime) -> NaiveDateTime {
    let modified = dataset.harvest.modified_at.as_ref().and_then(|at| at.to_naive(now).ok());
    let newest = || dataset.resources.iter().map(|resource| last_modified(resource, now)).max();
    modified.map(|at| at.naive).or_else(newest).unwrap_or(now.naive)
}

/// `Resource.last_modified`: a date of the portal that is past, else the instant of the harvest.
fn last_modified(resource: &Resource, now: DateTime) -> NaiveDateTime {
    let modified = resource.harvest.as_ref().and_then(|harvest| harvest.modified_at.as_ref());
    let modified = modified.and_then(|at| at.to_naive(now).ok()).map(|at| at.naive);
    modified.filter(|at| *at < now.naive).unwrap_or(now.naive)
}

/// Not `closed_or_no_format`.
fn is_open(resource: &Resource) -> bool {
    let format = resource.format.as_deref().unwrap_or_default();
    !format.is_empty() && !CLOSED_FORMATS.contains(&format.to_lowercase().as_str())
}

/// Whether a resource counts as documentation.
fn documents(resource: &Resource) -> bool {
    resource.kind == ResourceType::Documentation
        || resource.description.as_deref().is_some_and(|text| !text.is_empty())
}

#[cfg(test)]
mod tests;
