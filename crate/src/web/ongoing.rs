//! What is being read, and what can be shown of it meanwhile.

use std::{
    cell::{Cell, RefCell},
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Function};
use serde::Serialize;
use tsify::Tsify;
use wasm_bindgen::JsValue;

use super::{fetch_client::FetchClient, room};
use crate::{
    Catalogue, Options,
    portal::{Crawler, Gathered},
    progress::Progress,
    text::typography,
    view::{self, Checked, HtmlPage, Reading, ReadingProgress, Route},
};

/// Milliseconds of work between two looks at what the page asks.
const SLICE: f64 = 40.0;
/// Records of a portal that are worth showing before the others are read.
const WORTH_SHOWING: usize = 25;

/// The reading at hand, if there is one.
#[derive(Default)]
pub struct Ongoing {
    reading: RefCell<Option<OngoingState>>,
}

struct OngoingState {
    route: Route,
    progress: Option<Rc<Progress>>,
    client: Option<FetchClient>,
    shown: ReadingProgress,
    /// What is being harvested, without its records.
    opened: Option<Catalogue>,
    /// The first records.
    first: Option<Checked>,
    /// Whether a sample of the portal was looked at.
    sampled: bool,
    /// Hears how far the reading is.
    listener: Function,
}

/// What the page hears.
#[derive(Serialize, Tsify)]
pub struct News {
    text: String,
    percent: Option<u32>,
    /// Whether stopping would keep something.
    keeps: bool,
    /// Whether the screen has more to show than a new sentence.
    screen: bool,
}

impl Ongoing {
    /// A reading starts, or goes from the portal's pages to their records.
    pub fn start(&self, route: Route, listener: Function) {
        let mut reading = self.reading.borrow_mut();
        let first = reading.take().filter(|former| former.route == route).and_then(|former| former.first);
        let shown = ReadingProgress::default();
        *reading = Some(OngoingState {
            route,
            progress: None,
            client: None,
            shown,
            opened: None,
            first,
            sampled: false,
            listener,
        });
    }

    /// It is over, or given up.
    pub fn end(&self) {
        self.reading.replace(None);
    }

    /// Whether a screen is about what is being read.
    pub fn is_about(&self, route: &Route) -> bool {
        self.reading.borrow().as_ref().is_some_and(|reading| reading.route.same_check(route))
    }

    /// The screen at `route`, when it is about what is being read.
    pub fn page(&self, route: &Route) -> Option<HtmlPage> {
        let reading = self.reading.borrow();
        let state =
            reading.as_ref().filter(|state| state.route.same_check(route) && route.needs_catalogue())?;
        Some(view::while_reading(route, &state.shown, state.first.as_ref()))
    }

    /// Stops at once, and keeps what was read; false when nothing is being read.
    pub fn stop(&self) -> bool {
        // Nothing is borrowed meanwhile: what aborts may be heard at once.
        let (client, progress) = match &*self.reading.borrow() {
            Some(state) => (state.client.clone(), state.progress.clone()),
            None => return false,
        };
        if let Some(client) = client {
            client.stop();
        }
        if let Some(progress) = progress {
            progress.stop();
        }
        true
    }

    /// Reads the pages of a portal.
    pub async fn carry(&self, client: FetchClient) -> Gathered {
        if let Some(state) = &mut *self.reading.borrow_mut() {
            state.client = Some(client.clone());
        }
        client.read().await
    }

    /// The pages of a portal arrive.
    pub fn crawls(&self, crawler: &Crawler, reading: ReadingProgress, options: &Options) {
        let read = crawler.progress().read;
        let is_worth_it =
            |state: &mut OngoingState| read >= WORTH_SHOWING && !std::mem::replace(&mut state.sampled, true);
        let sampled = self.reading.borrow_mut().as_mut().is_some_and(is_worth_it);
        let first = sampled.then(|| {
            let mut sample = crawler.sample();
            let inputs = std::mem::take(&mut sample.inputs);
            Catalogue::read(inputs, sample.complete(options.clone()))
        });
        self.tell(reading, read > 0, first);
    }

    /// The documents are decoded, and their records remain to be harvested.
    pub fn opened(&self, catalogue: Catalogue) {
        if let Some(state) = &mut *self.reading.borrow_mut() {
            state.opened = Some(catalogue);
        }
    }

    /// The first records of what is being harvested, once.
    fn first(&self, progress: &Progress) -> Option<Catalogue> {
        let items = progress.take_first()?;
        Some(self.reading.borrow_mut().as_mut()?.opened.take()?.with(items))
    }

    /// Drives a long work to its end, with pauses to hear the page; none when the person left.
    pub async fn drive<T>(&self, work: impl AsyncFnOnce(&Progress) -> T) -> Option<T> {
        let slices = Slices::default();
        let progress = Rc::new(slices.progress());
        if let Some(state) = &mut *self.reading.borrow_mut() {
            state.progress = Some(Rc::clone(&progress));
        }
        let told = || {
            self.tell(ReadingProgress::from(&*progress), progress.read() > 0, self.first(&progress));
        };
        slices.drive(work(&progress), told, || self.reading.borrow().is_some()).await
    }

    fn tell(&self, heard: ReadingProgress, keeps: bool, first: Option<Catalogue>) {
        let (listener, news) = {
            let mut reading = self.reading.borrow_mut();
            let Some(state) = &mut *reading else { return };
            let is_new = state.shown == ReadingProgress::default();
            let first = first.filter(|catalogue| !catalogue.job.items.is_empty() && state.first.is_none());
            let screen = is_new || first.is_some();
            if let Some(catalogue) = first {
                let source = state.route.source.clone();
                state.first = Some(Checked::new(catalogue, Reading { source, ..Reading::default() }));
            }
            state.shown = heard;
            let news = News {
                text: typography::text(&state.shown.text).into_owned(),
                percent: state.shown.percent,
                keeps,
                screen,
            };
            (state.listener.clone(), news)
        };
        // The page may have gone elsewhere: nothing to do if it does not listen.
        if let Ok(news) = news.into_js() {
            let _ = listener.call1(&JsValue::NULL, &news);
        }
    }
}

/// A long work in slices, between which the page is heard.
#[derive(Default)]
pub struct Slices {
    since: Rc<Cell<f64>>,
}

impl Slices {
    /// What says when a slice ends.
    pub fn progress(&self) -> Progress {
        let since = Rc::clone(&self.since);
        Progress::new(move || Date::now() - since.get() > SLICE)
    }

    /// Drives a work to its end; `told` hears each pause, and without `is_wanted` it is given up.
    pub async fn drive<T>(
        &self,
        work: impl Future<Output = T>,
        told: impl Fn(),
        is_wanted: impl Fn() -> bool,
    ) -> Option<T> {
        let mut work = pin!(work);
        loop {
            room::keep();
            self.since.set(Date::now());
            if let Poll::Ready(result) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                return Some(result);
            }
            told();
            // Messages of the page are heard meanwhile.
            TimeoutFuture::new(0).await;
            if !is_wanted() {
                return None;
            }
        }
    }
}
