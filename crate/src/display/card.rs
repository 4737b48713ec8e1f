//! Search results.

use super::{PRODUCER, Setting, date, description, quality, shown::SearchCard, space::tidy};
use crate::model::{Dataservice, Dataset, quality as criteria};

/// The card of a dataset.
pub fn of_dataset(dataset: &Dataset, setting: Setting<'_>) -> SearchCard {
    let last_update = criteria::last_update(dataset, setting.now);
    SearchCard {
        badge: None,
        title: tidy(&dataset.title),
        acronym: dataset.acronym.as_deref().map(tidy).filter(|acronym| !acronym.is_empty()),
        organization: PRODUCER,
        last_update: date::updated(last_update, true, setting),
        quality: Some(format!("Métadonnées : {}", quality::score(&dataset.quality))),
        description: tidy(&description::of_dataset_card(&dataset.description)),
    }
}

/// The card of an API.
pub fn of_service(service: &Dataservice, setting: Setting<'_>) -> SearchCard {
    let markdown = service.description.as_deref().unwrap_or_default();
    let description = if markdown.is_empty() { String::new() } else { description::of_card(markdown) };
    SearchCard {
        badge: None,
        title: tidy(service.title.as_deref().unwrap_or_default()),
        acronym: None,
        organization: PRODUCER,
        last_update: date::updated(super::service::last_update(service, setting), true, setting),
        quality: None,
        description: tidy(&description),
    }
}
