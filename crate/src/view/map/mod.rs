//! Footprints over an outline of France, its overseas territories, and the world where it is needed; and the same
//! in words.

mod draw;
mod frame;
mod outline;
mod place;

use maud::{Markup, html};

pub use self::outline::give;
use self::place::Extent;
use super::{
    Checked,
    format::count,
    route::{Route, Screen},
};
use crate::{check::RecordState, model::spatial::MultiPolygon};

/// The spatial coverage of one record.
#[derive(Debug, Clone, Copy)]
pub struct Footprint<'a> {
    /// What data.gouv.fr keeps of it.
    pub geometry: &'a MultiPolygon,
    /// The state of the record, which colours it.
    pub state: RecordState,
}

/// The map of these footprints, with what it shows in words for whoever does not see it; nothing without a position,
/// nor before the outline is there.
pub fn map(footprints: &[Footprint<'_>]) -> Markup {
    let Some(outline) = outline::outline() else { return html! {} };
    let extents: Vec<_> =
        footprints.iter().filter_map(|f| Some((f.state, Extent::of(f.geometry)?))).collect();
    if extents.is_empty() {
        return html! {};
    }
    let label = match extents.as_slice() {
        [(_, one)] => format!("Carte : {}.", outline.locate(one).words()),
        many => format!("Carte de {}.", count(many.len(), "couverture spatiale", "couvertures spatiales")),
    };
    draw::drawing(outline, &extents, &label)
}

/// Where a footprint is: « couvre la Nouvelle-Aquitaine », « au large du Finistère »; nothing without a position, nor
/// before the outline is there.
pub fn words(geometry: &MultiPolygon) -> Option<String> {
    Some(outline::outline()?.locate(&Extent::of(geometry)?).words())
}

/// Whether a footprint is not in France, nor off its coasts.
pub fn is_abroad(geometry: &MultiPolygon) -> bool {
    let Some(outline) = outline::outline() else { return false };
    Extent::of(geometry).is_some_and(|extent| outline.locate(&extent).is_abroad())
}

/// Whether the screen draws a map whose outline is still to be given.
pub fn wants_outline(checked: &Checked, route: &Route) -> bool {
    let has_shape = |index: usize| {
        let item = checked.catalogue.job.items.get(index);
        item.and_then(|item| item.dataset()?.spatial.as_ref()?.geom.as_ref()).is_some()
    };
    outline::outline().is_none()
        && match &route.screen {
            Screen::Overview => (0..checked.report.tally.total()).any(has_shape),
            Screen::Record { id, rank } => checked.find(id, *rank).is_some_and(has_shape),
            _ => false,
        }
}
