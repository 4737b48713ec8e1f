//! What the worker calls to try a correction.

use wasm_bindgen::prelude::*;

use super::{Opened, Session, ongoing::Slices};
use crate::{
    trial::Draft,
    view::{self, Route, Screen},
};

#[wasm_bindgen]
impl Session {
    /// Harvests the catalogue again with the corrections that have these names, or with these texts of the record at
    /// `hash`. Whether there is something new to show.
    pub async fn try_out(&self, hash: String, chosen: Vec<String>, sources: Option<Vec<String>>) -> bool {
        let mine = self.tried.get().wrapping_add(1);
        self.tried.set(mine);
        let Some(draft) = self.draft(&hash, &chosen, sources) else { return false };
        let slices = Slices::default();
        let progress = slices.progress();
        let is_wanted = || self.tried.get() == mine;
        // Nothing is borrowed meanwhile: the person may look elsewhere.
        let Some(after) = slices.drive(draft.harvest(&progress), || (), is_wanted).await else {
            return false;
        };
        if let Some(Opened { checked, route, .. }) = &mut *self.opened.borrow_mut()
            && route.same_check(&Route::parse(&hash))
        {
            checked.trial = Some(draft.compare(checked, &after));
            return true;
        }
        false
    }

    /// Comes back to the source as it was read.
    pub fn untry(&self) {
        if let Some(Opened { checked, .. }) = &mut *self.opened.borrow_mut() {
            checked.trial = None;
        }
    }
}

impl Session {
    fn draft(&self, hash: &str, chosen: &[String], sources: Option<Vec<String>>) -> Option<Draft> {
        let route = Route::parse(hash);
        let opened = self.opened.borrow();
        let Opened { checked, route: shown, .. } = opened.as_ref()?;
        let Screen::Trial { id, rank } = &route.screen else { return None };
        if !shown.same_check(&route) {
            return None;
        }
        view::draft(checked, id.as_deref(), *rank, chosen, sources)
    }

    /// The name and the text of a corrected document: `essai-0`.
    pub(super) fn corrected(&self, kind: &str) -> Option<(String, String)> {
        let rank: usize = kind.strip_prefix("essai-")?.parse().ok()?;
        let opened = self.opened.borrow();
        let checked = &opened.as_ref()?.checked;
        let (index, text) = checked.trial.as_ref()?.changed.get(rank)?;
        let name = &checked.catalogue.documents.get(*index)?.name;
        Some((view::corrected_name(name), text.clone()))
    }
}
