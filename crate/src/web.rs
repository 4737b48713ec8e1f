//! The WebAssembly surface: what the worker calls. It holds the whole catalogue; the page holds an address.

mod carrier;

use std::cell::RefCell;

use js_sys::{Function, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use self::carrier::Carrier;
use crate::{
    Catalogue, Input,
    portal::{Address, Gathered, Walk, Wanted},
    text::date::DateTime,
    view::{self, Checked, Export, Progress, Reading, Route, Source, home},
};

/// One person's visit.
#[wasm_bindgen]
pub struct Session {
    inputs: RefCell<Vec<Input>>,
    gathered: RefCell<Option<Gathered>>,
    opened: RefCell<Option<(Route, Checked)>>,
    carrier: RefCell<Option<Carrier>>,
}

/// What has to be read before a screen can be shown.
#[derive(Serialize)]
#[serde(tag = "action", rename_all = "lowercase")]
enum Plan {
    /// Nothing.
    Show,
    /// Files that stand beside the page.
    Example { files: &'static [&'static str] },
    /// A portal.
    Portal,
}

#[wasm_bindgen]
impl Session {
    /// A visit that has read nothing.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        console_error_panic_hook::set_once();
        Self {
            inputs: RefCell::default(),
            gathered: RefCell::default(),
            opened: RefCell::default(),
            carrier: RefCell::default(),
        }
    }

    /// What has to be read before the screen at `hash` can be shown, as JSON.
    pub fn plan(&self, hash: &str) -> String {
        let route = Route::parse(hash);
        let is_open = self.opened.borrow().as_ref().is_some_and(|(opened, _)| opened.same_check(&route));
        let plan = match &route.source {
            _ if is_open || route.waits || !route.needs_catalogue() => Plan::Show,
            Some(Source::Example(id)) => {
                home::example(id).map_or(Plan::Show, |example| Plan::Example { files: example.files })
            }
            Some(Source::Address(_)) => Plan::Portal,
            Some(Source::Local(_) | Source::Malformed(_)) | None => Plan::Show,
        };
        serde_json::to_string(&plan).unwrap_or_default()
    }

    /// Adds a document to the next check.
    pub fn add_document(
        &self,
        name: String,
        content_type: Option<String>,
        url: Option<String>,
        bytes: Vec<u8>,
    ) {
        self.inputs.borrow_mut().push(Input { name, content_type, url, bytes });
    }

    /// Checks the documents added since the last check, with the settings of `hash`.
    pub fn check(&self, hash: &str) {
        let route = Route::parse(hash);
        let mut options = route.settings.options(now());
        let mut problems = Vec::new();
        let mut reading = Reading { source: route.source.clone(), ..Reading::default() };
        if let Some(gathered) = self.gathered.take() {
            options = gathered.complete(options);
            problems = gathered.problems();
            reading.expected = gathered.progress.expected;
            reading.stopped = gathered.stopped;
            reading.faults = gathered.faults;
            reading.candidates = gathered.candidates;
        }
        options.site = options.site.or_else(|| site(&route));
        let mut catalogue = Catalogue::read(self.inputs.take(), options);
        problems.append(&mut catalogue.problems);
        catalogue.problems = problems;
        self.opened.replace(Some((route, Checked::new(catalogue, reading))));
    }

    /// Reads the portal that `hash` names; `told` is called with the progress, as JSON.
    pub async fn read_portal(&self, hash: String, told: Function) {
        let route = Route::parse(&hash);
        let Some(Source::Address(address)) = &route.source else { return };
        let Ok(address) = Address::parse(address) else { return };
        let wanted =
            Wanted { kind: route.settings.kind, geodcatap: route.settings.geodcatap, filters: Vec::new() };
        self.inputs.borrow_mut().clear();
        let carrier = Carrier::new(Walk::new(address, wanted), told);
        self.carrier.replace(Some(carrier.clone()));
        let mut gathered = carrier.read().await;
        self.carrier.replace(None);
        self.inputs.replace(std::mem::take(&mut gathered.inputs));
        self.gathered.replace(Some(gathered));
    }

    /// Stops the reading of a portal, and keeps what was read.
    pub fn stop(&self) {
        if let Some(carrier) = &*self.carrier.borrow() {
            carrier.stop();
        }
    }

    /// The screen at `hash`, as JSON.
    pub fn view(&self, hash: &str) -> String {
        let route = Route::parse(hash);
        let opened = self.opened.borrow();
        let checked =
            opened.as_ref().filter(|(opened, _)| route.source.is_none() || opened.same_check(&route));
        let page = view::page(checked.map(|(_, checked)| checked), &route);
        serde_json::to_string(&page).unwrap_or_default()
    }

    /// The screen shown while the portal of `hash` is read, as JSON.
    pub fn progress(&self, hash: &str) -> String {
        let page = view::progress(&Route::parse(hash), &Progress::default());
        serde_json::to_string(&page).unwrap_or_default()
    }

    /// The bytes of a download: `csv`, `json` or `html`.
    pub fn export(&self, kind: &str) -> Option<Uint8Array> {
        let export = Export::parse(kind)?;
        let opened = self.opened.borrow();
        let (_, checked) = opened.as_ref()?;
        Some(Uint8Array::from(view::export(checked, export).as_slice()))
    }

    /// The file name and the media type of a download, as JSON.
    pub fn export_file(&self, kind: &str) -> Option<String> {
        let export = Export::parse(kind)?;
        let opened = self.opened.borrow();
        let (_, checked) = opened.as_ref()?;
        let file = [view::file_name(checked, export), export.media_type().to_owned()];
        serde_json::to_string(&file).ok()
    }
}

fn site(route: &Route) -> Option<String> {
    match route.source.as_ref()? {
        Source::Example(id) => home::example(id).map(|example| example.site.to_owned()),
        Source::Address(address) => {
            let scheme = address.split("://").next().unwrap_or("https");
            Some(format!("{scheme}://{}", view::route::host(address)))
        }
        Source::Local(_) | Source::Malformed(_) => None,
    }
}

fn now() -> DateTime {
    let milliseconds = js_sys::Date::now() as i64;
    match chrono::DateTime::from_timestamp_millis(milliseconds) {
        Some(date) => DateTime { naive: date.naive_utc(), offset: None },
        None => DateTime::UNIX_EPOCH,
    }
}
