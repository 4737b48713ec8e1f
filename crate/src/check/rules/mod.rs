//! The registry: one rule, one file.

mod frequency_lost;
mod frequency_missing;
mod frequency_unrecognised;
mod licence_default;
mod licence_green;
mod licence_guessed;
mod licence_missing;
mod licence_removed;
mod licence_unrecognised;
mod publisher_ignored;
mod spatial_lost;
mod spatial_missing;
mod spatial_unread;
mod territory_invisible;

use super::Rule;

/// Every rule, in the order the page shows them.
pub static RULES: &[&Rule] = &[
    &licence_missing::RULE,
    &licence_unrecognised::RULE,
    &licence_default::RULE,
    &spatial_missing::RULE,
    &spatial_unread::RULE,
    &spatial_lost::RULE,
    &frequency_missing::RULE,
    &frequency_unrecognised::RULE,
    &frequency_lost::RULE,
    &licence_green::RULE,
    &licence_guessed::RULE,
    &licence_removed::RULE,
    &territory_invisible::RULE,
    &publisher_ignored::RULE,
];
