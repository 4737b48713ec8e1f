//! What the worker calls to read the other ways of a portal.

use wasm_bindgen::prelude::*;

use super::{FetchClient, Opened, Session, ongoing::Slices};
use crate::{
    Input, Options, Preview, Reading,
    portal::{self, Address, Crawler, Gathered, Wanted},
    routes::Way,
    source,
};

#[wasm_bindgen]
impl Session {
    /// The ways of the address in place are to be read.
    pub fn start_routes(&self) {
        if let Some(Opened { checked, .. }) = &mut *self.opened.borrow_mut() {
            checked.beside.ways.clear();
            checked.beside.waiting = checked.other_ways();
        }
    }

    /// Whether a way is still to be read.
    pub fn has_route_left(&self) -> bool {
        self.next_route().is_some()
    }

    /// Reads the next way, and compares it.
    pub async fn read_route(&self) {
        let Some((way, options)) = self.next_route() else { return };
        let read = match Address::parse(&way.url) {
            Ok(address) => {
                let filters = way.filters.clone();
                let wanted = Wanted { kind: Some(way.kind), geodcatap: way.geodcatap, filters };
                let crawler = Crawler::new(address, wanted);
                let gathered = FetchClient::new(crawler, self.limits.get(), |_, _| ()).read().await;
                harvested(gathered, options, &way.url).await
            }
            Err(_) => Way::silent(Some(way.kind), way.geodcatap, &way.url, "L’adresse n’en est pas une."),
        };
        // The person may have opened another portal meanwhile.
        if let Some(Opened { checked, .. }) = &mut *self.opened.borrow_mut()
            && checked.beside.waiting.first() == Some(&way)
        {
            checked.beside.waiting.remove(0);
            checked.beside.ways.push(read);
        }
    }

    /// Adds a way of which a person gives the answer.
    pub async fn add_route(&self, name: String, bytes: Vec<u8>) {
        let options = match &*self.opened.borrow() {
            Some(Opened { checked, .. }) => Options { kind: None, ..checked.catalogue.options.clone() },
            None => return,
        };
        let read = harvested(Gathered::from(vec![Input::named(name.clone(), bytes)]), options, &name).await;
        if let Some(Opened { checked, .. }) = &mut *self.opened.borrow_mut() {
            checked.beside.ways.push(read);
        }
    }
}

impl Session {
    fn next_route(&self) -> Option<(portal::Way, Options)> {
        let opened = self.opened.borrow();
        let checked = &opened.as_ref()?.checked;
        let way = checked.beside.waiting.first()?.clone();
        let known = &checked.catalogue.options;
        let options = Options {
            kind: Some(way.kind),
            geodcatap: way.geodcatap,
            now: known.now,
            zones: known.zones.clone(),
            ..Options::default()
        };
        Some((way, options))
    }
}

/// What a way gives once harvested.
async fn harvested(mut gathered: Gathered, options: Options, name: &str) -> Way {
    let options = gathered.complete(options);
    let mut problems = gathered.problems();
    let reading = Reading::of(&gathered, None);
    let inputs = std::mem::take(&mut gathered.inputs);
    let documents = source::decode(inputs, &mut problems).into();
    let slices = Slices::default();
    let progress = slices.progress();
    let work = crate::follow(documents, problems, options, reading, &progress, |_| ());
    let preview: Option<Preview> = slices.drive(work, || (), || true).await;
    match preview {
        Some(preview) => Way::of(&preview, name),
        None => Way::silent(None, false, name, "La lecture a été arrêtée."),
    }
}
