//! Quality of the metadata, as the site has it: a bar, the criteria that are not met, a help with all of them.

use super::{
    quantity::percent,
    shown::{QualityBlock, ShownCriterion},
};
use crate::model::Quality;

/// The text of the bar, which screen readers say: « À améliorer (56 %) ».
pub fn score(quality: &Quality) -> String {
    format!("{} ({})", quality.verdict(), percent(quality.score))
}

/// The block of a dataset's page.
pub fn block(quality: &Quality, hides_warnings: bool) -> QualityBlock {
    let items = criteria(quality);
    let failed = items.iter().filter(|item| !item.ok && !hides_warnings);
    QualityBlock {
        title: "Qualité des métadonnées:",
        score: score(quality),
        warnings: failed.map(|item| item.text).collect(),
        items,
    }
}

/// The eight lines: the two criteria about frequency make one.
fn criteria(quality: &Quality) -> [ShownCriterion; 8] {
    let line = |key: &str| {
        let found = quality.criteria().into_iter().find(|(criterion, _)| criterion.key == key);
        found.map_or(ShownCriterion { ok: false, text: "" }, |(criterion, ok)| ShownCriterion {
            ok,
            text: if ok { criterion.label_true } else { criterion.label_false },
        })
    };
    let frequency = if quality.update_frequency { "update_fulfilled_in_time" } else { "update_frequency" };
    [
        line("dataset_description_quality"),
        line("resources_documentation"),
        line("license"),
        line(frequency),
        line("has_open_format"),
        line("temporal_coverage"),
        line("spatial"),
        line("all_resources_available"),
    ]
}
