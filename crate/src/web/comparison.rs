//! What the worker calls to compare a check with a previous one, and with what data.gouv.fr shows.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::{Opened, Session};
use crate::{
    check::published::{PublishedPage, organization},
    view::{PublishedError, Route, Screen, route::Settings},
};

#[wasm_bindgen]
impl Session {
    /// What names this check among those that the browser keeps.
    pub fn kept_name(&self) -> Option<String> {
        let opened = self.opened.borrow();
        let Opened { route, .. } = opened.as_ref()?;
        Some(Route { settings: Settings::default(), ..route.to(Screen::Overview) }.to_string())
    }

    /// What a later check needs to be compared with this one, as JSON.
    pub fn kept(&self) -> Option<Uint8Array> {
        let opened = self.opened.borrow();
        let Opened { checked, .. } = opened.as_ref()?;
        Some(Uint8Array::from(checked.kept().as_slice()))
    }

    /// Compares with a previous check; `file` names it, unless this browser kept it.
    pub fn compare(&self, file: Option<String>, json: &[u8]) {
        if let Some(Opened { checked, .. }) = &mut *self.opened.borrow_mut() {
            checked.compare(file, json);
        }
    }

    /// Compares with nothing any more.
    pub fn forget(&self) {
        if let Some(Opened { checked, .. }) = &mut *self.opened.borrow_mut() {
            checked.compared.before = None;
        }
    }

    /// Says that this browser keeps nothing, as in some frames.
    pub fn keeps_nothing(&self) {
        if let Some(Opened { checked, .. }) = &mut *self.opened.borrow_mut() {
            checked.compared.is_keeping_impossible = true;
        }
    }

    /// The address of what an organisation publishes on data.gouv.fr, from what a person typed.
    pub fn published_address(&self, organization: &str) -> Option<String> {
        let address = organization::first_page(organization);
        self.published.replace((organization.trim().to_owned(), Vec::new()));
        if address.is_none() {
            self.published_is_unread(true);
        }
        address
    }

    /// Adds an answer of data.gouv.fr, and returns the address of the next one; without one, compares.
    pub fn add_published(&self, json: &[u8]) -> Option<String> {
        let Ok(answer) = PublishedPage::read(json) else {
            self.published_is_unread(false);
            return None;
        };
        let next = answer.next_page.filter(|next| organization::is_of_data_gouv_fr(next));
        let mut published = self.published.borrow_mut();
        published.1.extend(answer.data);
        if next.is_some() && published.1.len() < organization::LIMIT {
            return next;
        }
        let (name, known) = std::mem::take(&mut *published);
        if let Some(Opened { checked, .. }) = &mut *self.opened.borrow_mut() {
            checked.meet(name, Ok(known));
        }
        None
    }

    /// Says that what an organisation publishes could not be read: it does not exist, or nothing answered.
    pub fn published_is_unread(&self, unknown: bool) {
        let (name, _) = self.published.take();
        let why = if unknown { PublishedError::Unknown } else { PublishedError::Silent };
        if let Some(Opened { checked, .. }) = &mut *self.opened.borrow_mut() {
            checked.meet(name, Err(why));
        }
    }
}
