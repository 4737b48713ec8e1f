//! The WebAssembly surface: what the worker calls. It holds the whole catalogue; the page holds an address.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_net::http::{Request, Response};
use js_sys::{Function, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use crate::{
    Catalogue, Input,
    harvest::Kind,
    portal::{
        Fault,
        ods::{Next, Walk},
    },
    source::Problem,
    text::date::DateTime,
    view::{self, Checked, Export, Progress, Reading, Route, Source, home},
};

/// One person's visit.
#[wasm_bindgen]
pub struct Session {
    inputs: RefCell<Vec<Input>>,
    reading: RefCell<Reading>,
    faults: RefCell<Vec<Problem>>,
    opened: RefCell<Option<(Route, Checked)>>,
    stop: Rc<Cell<bool>>,
    abort: RefCell<Option<AbortController>>,
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
            reading: RefCell::default(),
            faults: RefCell::default(),
            opened: RefCell::default(),
            stop: Rc::default(),
            abort: RefCell::default(),
        }
    }

    /// What has to be read before the screen at `hash` can be shown, as JSON.
    pub fn plan(&self, hash: &str) -> String {
        let route = Route::parse(hash);
        let is_open = self.opened.borrow().as_ref().is_some_and(|(opened, _)| opened.same_check(&route));
        let plan = match &route.source {
            _ if is_open || !route.needs_catalogue() => Plan::Show,
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
        options.site = options.site.or_else(|| site(&route));
        let mut catalogue = Catalogue::read(self.inputs.take(), options);
        let mut faults = self.faults.take();
        faults.append(&mut catalogue.problems);
        catalogue.problems = faults;
        let reading = Reading { source: route.source.clone(), ..self.reading.take() };
        self.opened.replace(Some((route, Checked::new(catalogue, reading))));
    }

    /// Reads the pages of the portal that `hash` names; `told` is called with the progress, as JSON.
    pub async fn read_portal(&self, hash: String, told: Function) {
        let route = Route::parse(&hash);
        let Some(Source::Address(address)) = &route.source else { return };
        self.stop.set(false);
        self.inputs.borrow_mut().clear();
        let mut walk = match route.settings.kind {
            None | Some(Kind::Ods) if !names_a_file(address) => Walk::of(address),
            _ => Walk::single(address),
        };
        let mut progress = Progress::default();
        let mut next = Some(walk.first());
        tell(&told, &progress);
        while let Some(address) = next.take() {
            let document = match self.fetch(&address).await {
                Ok(document) => document,
                Err(_) if self.stop.get() => break,
                Err(fault) => {
                    self.faults.borrow_mut().push(fault.problem(&address, progress.pages));
                    break;
                }
            };
            progress.pages += 1;
            progress.bytes += document.bytes.len();
            let (step, after) = match std::str::from_utf8(&document.bytes) {
                Ok(text) => walk.next(text),
                Err(_) => (None, Next::End),
            };
            if let Some(step) = step {
                progress.read += step.read;
                progress.expected = step.total.or(progress.expected);
            }
            next = match after {
                Next::Page(address) => Some(address),
                Next::Instead(address) => {
                    progress.read = 0;
                    tell(&told, &progress);
                    next = Some(address);
                    continue;
                }
                Next::End => None,
            };
            self.inputs.borrow_mut().push(document);
            tell(&told, &progress);
            if self.stop.get() {
                break;
            }
        }
        self.reading.replace(Reading { source: None, expected: progress.expected, stopped: self.stop.get() });
    }

    /// Stops the reading of a portal, and keeps what was read.
    pub fn stop(&self) {
        self.stop.set(true);
        if let Some(controller) = self.abort.take() {
            controller.abort();
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

impl Session {
    async fn fetch(&self, address: &str) -> Result<Input, Fault> {
        let controller = AbortController::new().map_err(|_| Fault::Unreachable)?;
        let signal = controller.signal();
        self.abort.replace(Some(controller));
        let request = Request::get(address).abort_signal(Some(&signal));
        let response = request.send().await.map_err(|_| Fault::Unreachable)?;
        if !response.ok() {
            return Err(Fault::Status(response.status()));
        }
        let content_type = response.headers().get("content-type");
        let url = final_address(&response, address);
        let bytes = response.binary().await.map_err(|_| Fault::Interrupted)?;
        self.abort.replace(None);
        Ok(Input { name: address.to_owned(), content_type, url: Some(url), bytes })
    }
}

fn tell(told: &Function, progress: &Progress) {
    #[derive(Serialize)]
    struct Told {
        text: String,
        percent: Option<u32>,
    }
    let told_now = Told { text: progress.sentence(), percent: progress.percent() };
    if let Ok(json) = serde_json::to_string(&told_now) {
        // The page may have gone elsewhere: nothing to do if it does not listen.
        let _ = told.call1(&JsValue::NULL, &JsValue::from_str(&json));
    }
}

fn final_address(response: &Response, asked: &str) -> String {
    let url = response.url();
    if url.is_empty() { asked.to_owned() } else { url }
}

/// Whether an address is that of one document, by its extension.
fn names_a_file(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    path.split("://").nth(1).is_some_and(|rest| rest.contains('/'))
        && ["ttl", "rdf", "xml", "json", "jsonld", "nt", "n3", "trig", "zip"].contains(&extension)
        || path.trim_end_matches('/').ends_with("/exports/dcat")
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
