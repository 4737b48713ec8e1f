//! The WebAssembly surface: what the worker calls. It holds the whole catalogue; the page holds an address.

mod comparison;
mod fetch_client;
mod ongoing;
mod room;
mod routes;
mod trial;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

use js_sys::{Function, Uint8Array};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use self::{
    fetch_client::{FetchClient, Limits},
    ongoing::Ongoing,
};
use crate::{
    Catalogue, Input, Reading,
    check::published::PublishedDataset,
    harvest::names_zones,
    model::zones::Zones,
    portal::{Address, Crawler, Gathered, Wanted},
    preview::CatalogueSource,
    progress::Progress,
    source::{self, Document, Problem},
    text::{date::DateTime, tables},
    view::{self, Checked, HtmlPage, Route, home},
};

/// What reading a document takes at least, in its own bytes.
const ROOM: usize = 3;

/// One person's visit.
#[wasm_bindgen]
pub struct Session {
    inputs: RefCell<Vec<Input>>,
    limits: Cell<Limits>,
    /// The files that were too large to be added.
    too_large: RefCell<Vec<Problem>>,
    gathered: RefCell<Gathered>,
    opened: RefCell<Option<Opened>>,
    ongoing: Rc<Ongoing>,
    zones: RefCell<Option<Arc<Zones>>>,
    /// The organisation asked for, and what was read of it so far.
    published: RefCell<(String, Vec<PublishedDataset>)>,
    /// The last correction that was asked for: older ones are given up.
    tried: Cell<u32>,
}

/// What is being looked at, and what it takes to check it again with other settings.
struct Opened {
    route: Route,
    gathered: Gathered,
    /// Problems of the reading, before any harvest.
    problems: Vec<Problem>,
    checked: Checked,
}

/// What has to be read before a screen can be shown.
#[derive(Serialize, Tsify)]
#[serde(tag = "action", rename_all = "lowercase")]
pub enum Plan {
    /// Nothing.
    Show,
    /// Files that stand beside the page.
    Example { files: &'static [&'static str] },
    /// A portal.
    Portal,
    /// What was read, with other settings.
    Again,
}

/// What a download is called, and what it is.
#[derive(Serialize, Tsify)]
#[serde(rename_all = "camelCase")]
pub struct ExportFile {
    name: String,
    media_type: &'static str,
}

#[wasm_bindgen]
impl Session {
    /// A visit that has read nothing; `tables` is `tables.txt`, which stands beside the module.
    ///
    /// # Errors
    /// When the tables are not those of this version.
    #[wasm_bindgen(constructor)]
    pub fn new(tables: Vec<u8>) -> Result<Self, JsError> {
        // What is published says nothing of a panic: it ends at once.
        #[cfg(debug_assertions)]
        console_error_panic_hook::set_once();
        if !tables::give(tables) {
            return Err(JsError::new("tables.txt n’est pas celui de cette version"));
        }
        Ok(Self {
            inputs: RefCell::default(),
            limits: Cell::default(),
            too_large: RefCell::default(),
            gathered: RefCell::default(),
            opened: RefCell::default(),
            ongoing: Rc::default(),
            zones: RefCell::default(),
            published: RefCell::default(),
            tried: Cell::default(),
        })
    }

    /// Reads no more than so many bytes, and no answer for more than so many milliseconds.
    pub fn limit(&self, largest: usize, longest: u32) {
        self.limits.set(Limits { largest, longest });
    }

    /// What has to be read before the screen at `hash` can be shown.
    pub fn plan(&self, hash: &str) -> Result<Ts<Plan>, JsError> {
        let route = Route::parse(hash);
        let opened = self.opened.borrow();
        let is_open = |same: fn(&Route, &Route) -> bool| {
            !route.again && opened.as_ref().is_some_and(|opened| same(&opened.route, &route))
        };
        let plan = match &route.source {
            _ if is_open(Route::same_check) || route.waits || !route.needs_catalogue() => Plan::Show,
            _ if self.ongoing.is_about(&route) => Plan::Show,
            _ if is_open(Route::same_documents) => Plan::Again,
            Some(CatalogueSource::Example(id)) => {
                home::example(id).map_or(Plan::Show, |example| Plan::Example { files: example.files })
            }
            Some(CatalogueSource::Address(_)) => Plan::Portal,
            Some(CatalogueSource::Local(_) | CatalogueSource::Malformed(_)) | None => Plan::Show,
        };
        Ok(plan.into_ts()?)
    }

    /// Adds a document to the next check.
    pub fn add_document(
        &self,
        name: String,
        content_type: Option<String>,
        url: Option<String>,
        bytes: Vec<u8>,
    ) {
        self.inputs.borrow_mut().push(Input { name, content_type, url, bytes, ..Input::default() });
    }

    /// Whether a file of so many bytes fits beside those added since the last check; what does not is told with them.
    pub fn fits(&self, name: &str, bytes: f64) -> bool {
        let held: usize = self.inputs.borrow().iter().map(|input| input.bytes.len()).sum();
        let Limits { largest, .. } = self.limits.get();
        let fits = held as f64 + bytes <= largest as f64;
        if !fits {
            self.too_large.borrow_mut().push(Problem::too_large(name, bytes, largest));
        }
        fits
    }

    /// Whether the documents added since the last check name zones, and zones are not there yet.
    pub fn wants_zones(&self) -> bool {
        self.zones.borrow().is_none() && names_zones(&self.inputs.borrow())
    }

    /// Gives the zones, as `zones.txt` lists them.
    pub fn give_zones(&self, text: &str) {
        self.zones.replace(Some(Arc::new(Zones::parse(text))));
    }

    /// Whether the screen at `hash` draws a map, and the outline behind it is not there yet.
    pub fn wants_outline(&self, hash: &str) -> bool {
        let route = Route::parse(hash);
        let opened = self.opened.borrow();
        view::wants_outline(opened.as_ref().map(|opened| &opened.checked), &route)
    }

    /// Gives the outline, as `outline.txt` writes it.
    pub fn give_outline(&self, text: &str) {
        view::give_outline(text);
    }

    /// Gives `style.css`, which a report takes with it.
    pub fn give_style(&self, text: String) {
        view::give_style(text);
    }

    /// Whether the screen at `hash` shows figures that are not there yet.
    pub fn wants_figures(&self, hash: &str) -> bool {
        view::wants_figures(&Route::parse(hash))
    }

    /// Gives the figures, as `figures.txt` writes them; empty when this site has none.
    pub fn give_figures(&self, text: &str) {
        view::give_figures(text);
    }

    /// Checks the documents added since the last check, with the settings of `hash`; `on_progress` is called with the
    /// progress. Whether the screen is ready: not when the person left meanwhile.
    pub async fn check(
        &self,
        hash: String,
        #[wasm_bindgen(unchecked_param_type = "(news: News) => void")] on_progress: Function,
    ) -> bool {
        let gathered = self.gathered.take();
        let mut problems = gathered.problems();
        problems.append(&mut self.too_large.borrow_mut());
        let inputs = self.inputs.take();
        room::make(inputs.iter().map(|input| input.bytes.len() * ROOM).sum());
        self.open(hash, on_progress, gathered, problems, |problems| source::decode(inputs, problems).into())
            .await
    }

    /// Checks once more the documents of the last check, with the settings of `hash`.
    pub async fn check_again(
        &self,
        hash: String,
        #[wasm_bindgen(unchecked_param_type = "(news: News) => void")] on_progress: Function,
    ) -> bool {
        let Some(Opened { gathered, problems, checked, .. }) = self.opened.take() else { return false };
        let documents = Arc::clone(&checked.catalogue.documents);
        // What it became before is of no more use: the same memory serves again.
        drop(checked);
        self.open(hash, on_progress, gathered, problems, |_| documents).await
    }

    /// Reads the portal that `hash` names; `on_progress` is called with the progress.
    pub async fn read_portal(
        &self,
        hash: String,
        #[wasm_bindgen(unchecked_param_type = "(news: News) => void")] on_progress: Function,
    ) {
        let route = Route::parse(&hash);
        let Some(CatalogueSource::Address(address)) = &route.source else { return };
        let Ok(address) = Address::parse(address) else { return };
        let wanted =
            Wanted { kind: route.settings.kind, geodcatap: route.settings.geodcatap, filters: Vec::new() };
        self.inputs.borrow_mut().clear();
        let options = route.settings.options(now());
        self.ongoing.start(route, on_progress);
        let ongoing = Rc::clone(&self.ongoing);
        let client =
            FetchClient::new(Crawler::new(address, wanted), self.limits.get(), move |crawler, reading| {
                ongoing.crawls(crawler, reading, &options)
            });
        let mut gathered = self.ongoing.carry(client).await;
        self.inputs.replace(std::mem::take(&mut gathered.inputs));
        self.gathered.replace(gathered);
    }

    /// Stops the reading, and keeps what was read; false when there is none to stop, or not yet.
    pub fn stop(&self) -> bool {
        self.ongoing.stop()
    }

    /// Gives the reading up: another one is wanted.
    pub fn leave(&self) {
        self.ongoing.stop();
        self.ongoing.end();
        self.inputs.take();
        self.gathered.take();
    }

    /// Whether the screen at `hash` is about what is being read, or was read last.
    pub fn concerns(&self, hash: &str) -> bool {
        let route = Route::parse(hash);
        let is_open = self.opened.borrow().as_ref().is_some_and(|opened| opened.route.same_check(&route));
        route.needs_catalogue() && (is_open || self.ongoing.is_about(&route))
    }

    /// The screen at `hash`.
    pub fn view(&self, hash: &str) -> Result<Ts<HtmlPage>, JsError> {
        let route = Route::parse(hash);
        if let Some(page) = self.ongoing.page(&route) {
            return Ok(page.into_ts()?);
        }
        let opened = self.opened.borrow();
        let shown =
            opened.as_ref().filter(|opened| route.source.is_none() || opened.route.same_check(&route));
        Ok(view::page(shown.map(|opened| &opened.checked), &route).into_ts()?)
    }

    /// The bytes of a download of the screen at `hash`: `csv`, `liste-csv`, `essai-0`.
    pub fn export(&self, kind: &str, hash: &str) -> Option<Uint8Array> {
        Some(Uint8Array::from(self.download(kind, hash)?.2.as_slice()))
    }

    /// The file name and the media type of a download.
    pub fn export_file(&self, kind: &str, hash: &str) -> Result<Option<Ts<ExportFile>>, JsError> {
        let Some((name, media_type, _)) = self.download(kind, hash) else { return Ok(None) };
        Ok(Some(ExportFile { name, media_type }.into_ts()?))
    }
}

impl Session {
    /// A download of the screen at `hash`: its name, its media type, its bytes.
    fn download(&self, kind: &str, hash: &str) -> Option<(String, &'static str, Vec<u8>)> {
        if let Some((name, text)) = self.corrected(kind) {
            return Some((name, "application/octet-stream", text.into_bytes()));
        }
        let opened = self.opened.borrow();
        view::download(&opened.as_ref()?.checked, kind, &Route::parse(hash))
    }

    async fn open(
        &self,
        hash: String,
        on_progress: Function,
        gathered: Gathered,
        mut problems: Vec<Problem>,
        documents: impl FnOnce(&mut Vec<Problem>) -> Arc<[Document]>,
    ) -> bool {
        let route = Route::parse(&hash);
        let mut options = gathered.complete(route.settings.options(now()));
        options.site = options.site.or_else(|| site(&route));
        options.zones.clone_from(&self.zones.borrow());
        let reading = Reading::of(&gathered, route.source.clone());
        self.ongoing.start(route.clone(), on_progress);
        let work = async |progress: &Progress| {
            let documents = documents(&mut problems);
            let opened = |catalogue: &Catalogue| self.ongoing.opened(catalogue.with(Vec::new()));
            let preview =
                crate::follow(documents, problems.clone(), options, reading, progress, opened).await;
            (problems, Checked::from(preview))
        };
        let Some((problems, checked)) = self.ongoing.drive(work).await else { return false };
        self.ongoing.end();
        self.opened.replace(Some(Opened { route, gathered, problems, checked }));
        true
    }
}

fn site(route: &Route) -> Option<String> {
    match route.source.as_ref()? {
        CatalogueSource::Example(id) => home::example(id).map(|example| example.site.to_owned()),
        CatalogueSource::Address(address) => {
            let scheme = address.split("://").next().unwrap_or("https");
            Some(format!("{scheme}://{}", view::route::host(address)))
        }
        CatalogueSource::Local(_) | CatalogueSource::Malformed(_) => None,
    }
}

fn now() -> DateTime {
    let milliseconds = js_sys::Date::now() as i64;
    match chrono::DateTime::from_timestamp_millis(milliseconds) {
        Some(date) => DateTime { naive: date.naive_utc(), offset: None },
        None => DateTime::UNIX_EPOCH,
    }
}
