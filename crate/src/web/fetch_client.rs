//! Carries the requests of a [`Crawler`] with the browser's `fetch`.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo_timers::{callback::Timeout, future::TimeoutFuture};
use js_sys::{Array, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{
    AbortController, AbortSignal, ReadableStreamDefaultReader, ReferrerPolicy, RequestCache,
    RequestCredentials, RequestInit, RequestMode, Response as Answer, WorkerGlobalScope,
};

use crate::{
    portal::{
        CrawlProgress, Crawler, Gathered, Order,
        client::{Broken, ClientFailure, Method, Request, Response, XML},
    },
    view::{self, ReadingProgress},
};

/// Requests on their way at the same time; [`Crawler`] may want fewer.
const LANES: usize = 3;
/// Milliseconds without an answer.
const PATIENCE: u32 = 60_000;
/// Milliseconds between two looks at what others brought back.
const PAUSE: u32 = 20;

/// Where a reading ends, whatever the portal does.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Bytes of all that is read: what a module of 32 bits can hold beside what it makes of it.
    pub largest: usize,
    /// Milliseconds after which an answer that is still arriving is given up.
    pub longest: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { largest: 400 << 20, longest: 900_000 }
    }
}

/// Carries the requests of one reading.
#[derive(Clone)]
pub struct FetchClient {
    state: Rc<ClientState>,
}

struct ClientState {
    crawler: RefCell<Crawler>,
    limits: Limits,
    /// Hears how far the reading is.
    on_progress: Box<dyn Fn(&Crawler, ReadingProgress)>,
    /// What may be aborted.
    controllers: RefCell<Vec<AbortController>>,
    /// Bytes of answers that are still arriving.
    arriving: RefCell<[usize; LANES]>,
    /// Whether the portal was seen to answer what may not be read.
    forbids: Cell<bool>,
}

impl FetchClient {
    /// A client for one reading; `on_progress` hears how far it is.
    pub fn new(
        crawler: Crawler,
        limits: Limits,
        on_progress: impl Fn(&Crawler, ReadingProgress) + 'static,
    ) -> Self {
        let state = ClientState {
            crawler: RefCell::new(crawler),
            limits,
            on_progress: Box::new(on_progress),
            controllers: RefCell::default(),
            arriving: RefCell::default(),
            forbids: Cell::default(),
        };
        Self { state: Rc::new(state) }
    }

    /// Reads everything.
    pub async fn read(&self) -> Gathered {
        self.state.report();
        let lanes = Array::new();
        for lane in 0..LANES {
            let state = Rc::clone(&self.state);
            lanes.push(&future_to_promise(async move {
                state.follow(lane).await;
                Ok(JsValue::UNDEFINED)
            }));
        }
        // Lanes do not fail: every failure is an answer to the crawler.
        let _ = JsFuture::from(Promise::all(&lanes)).await;
        self.state.crawler.borrow_mut().finish()
    }

    /// Stops at once.
    pub fn stop(&self) {
        self.state.crawler.borrow_mut().stop();
        // What was read takes a while to check: the answer comes before.
        self.state.report_stop();
        for controller in self.state.controllers.take() {
            controller.abort();
        }
    }
}

impl ClientState {
    async fn follow(&self, lane: usize) {
        loop {
            // The borrow ends before anything is awaited.
            let order = self.crawler.borrow_mut().poll();
            match order {
                Order::Ask(ticket, request) => {
                    let answer = self.send(lane, &request).await;
                    self.arriving.borrow_mut()[lane] = 0;
                    self.crawler.borrow_mut().answer(ticket, answer);
                    self.report();
                }
                Order::Wait(seconds) => {
                    self.sleep(seconds).await;
                }
                Order::Listen => TimeoutFuture::new(PAUSE).await,
                Order::End => return,
            }
        }
    }

    /// Waits, unless the person stops, and says how long it still is.
    async fn sleep(&self, seconds: u64) {
        for left in (1..=seconds).rev() {
            self.report_wait(left);
            for _ in 0..10 {
                if self.crawler.borrow().is_stopped() {
                    return;
                }
                TimeoutFuture::new(100).await;
            }
        }
    }

    async fn send(&self, lane: usize, request: &Request) -> Result<Response, ClientFailure> {
        if is_mixed(&request.address) {
            return Err(ClientFailure::Mixed);
        }
        let controller = AbortController::new().map_err(|_| ClientFailure::Unreachable(String::new()))?;
        let signal = controller.signal();
        self.controllers.borrow_mut().push(controller.clone());
        let mut watch = Watch::new(&controller, self.limits.longest);
        let fetched = match fetch(request, &signal, RequestMode::Cors).await {
            Ok(answer) => self.receive(lane, request, answer, &mut watch).await,
            Err(_) if signal.aborted() => Err(self.aborted(&watch)),
            Err(_) if self.forbids.get() => Err(ClientFailure::Unreadable),
            Err(_) => {
                let why = why_unreadable(request, &signal).await;
                // What forbids reading once forbids it again: it is asked once.
                self.forbids.set(why == ClientFailure::Unreadable);
                Err(why)
            }
        };
        self.controllers.borrow_mut().retain(|other| *other != controller);
        fetched
    }

    fn aborted(&self, watch: &Watch) -> ClientFailure {
        if self.crawler.borrow().is_stopped() {
            ClientFailure::Stopped
        } else if watch.is_slow.get() {
            ClientFailure::TooSlow((self.limits.longest / 1000).into())
        } else {
            ClientFailure::Timeout
        }
    }

    async fn receive(
        &self,
        lane: usize,
        request: &Request,
        answer: Answer,
        watch: &mut Watch,
    ) -> Result<Response, ClientFailure> {
        let header = |name: &str| answer.headers().get(name).ok().flatten();
        let mut response = Response {
            status: answer.status(),
            address: if answer.redirected() { answer.url() } else { request.address.clone() },
            redirected: answer.redirected(),
            content_type: header("content-type"),
            retry_after: header("retry-after"),
            ..Response::default()
        };
        if request.method == Method::Head {
            return Ok(response);
        }
        let Some(stream) = answer.body() else { return Ok(response) };
        let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
        loop {
            let Ok(part) = JsFuture::from(reader.read()).await else {
                if self.crawler.borrow().is_stopped() || watch.is_slow.get() {
                    return Err(self.aborted(watch));
                }
                response.broken = Some(Broken::Cut);
                return Ok(response);
            };
            let is_done = Reflect::get(&part, &"done".into()).is_ok_and(|done| done.is_truthy());
            let Some(part) =
                Reflect::get(&part, &"value".into()).ok().filter(|part| !is_done && part.is_object())
            else {
                return Ok(response);
            };
            let part: Uint8Array = part.unchecked_into();
            let start = response.bytes.len();
            let end = start + part.length() as usize;
            if self.crawler.borrow().progress().bytes + end > self.limits.largest {
                return Err(ClientFailure::TooLarge(self.limits.largest as u64));
            }
            response.bytes.resize(end, 0);
            if let Some(room) = response.bytes.get_mut(start..) {
                part.copy_to(room);
            }
            watch.restart();
            self.arriving.borrow_mut()[lane] = end;
            self.report();
        }
    }

    fn progress(&self) -> CrawlProgress {
        let mut progress = self.crawler.borrow().progress();
        progress.bytes += self.arriving.borrow().iter().sum::<usize>();
        progress
    }

    fn report(&self) {
        let mut reading = ReadingProgress::from(&self.progress());
        if let Some(found) = self.crawler.borrow().candidates().first() {
            reading.text = format!("{} · {}", found.software.label(), reading.text);
        }
        (self.on_progress)(&self.crawler.borrow(), reading);
    }

    fn report_stop(&self) {
        let progress = self.progress();
        let reading = ReadingProgress { text: view::stopped(&progress), percent: progress.percent() };
        (self.on_progress)(&self.crawler.borrow(), reading);
    }

    fn report_wait(&self, seconds: u64) {
        let progress = self.progress();
        let reading =
            ReadingProgress { text: view::waiting(&progress, seconds), percent: progress.percent() };
        (self.on_progress)(&self.crawler.borrow(), reading);
    }
}

/// Aborts a request that stays silent, or that goes on too long.
struct Watch {
    controller: AbortController,
    timeout: Option<Timeout>,
    /// Dropping it cancels it.
    _limit: Timeout,
    /// Whether it went on too long.
    is_slow: Rc<Cell<bool>>,
}

impl Watch {
    fn new(controller: &AbortController, longest: u32) -> Self {
        let is_slow = Rc::new(Cell::new(false));
        let (slow, aborted) = (Rc::clone(&is_slow), controller.clone());
        let limit = Timeout::new(longest, move || {
            slow.set(true);
            aborted.abort();
        });
        let mut watch = Self { controller: controller.clone(), timeout: None, _limit: limit, is_slow };
        watch.restart();
        watch
    }

    fn restart(&mut self) {
        let controller = self.controller.clone();
        // Dropping the former one cancels it.
        self.timeout = Some(Timeout::new(PATIENCE, move || controller.abort()));
    }
}

/// Asks, at the very address that was checked.
async fn fetch(request: &Request, signal: &AbortSignal, mode: RequestMode) -> Result<Answer, JsValue> {
    let init = RequestInit::new();
    init.set_method(request.method.name());
    init.set_mode(mode);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init.set_signal(Some(signal));
    if let Some(body) = &request.body {
        init.set_body(&JsValue::from_str(body));
    }
    let asked = web_sys::Request::new_with_str_and_init(&request.address, &init)?;
    if request.body.is_some() {
        asked.headers().set("Content-Type", XML)?;
    }
    // The builder of gloo-net would end the address with « & »: it only sends what is made here.
    let answer = gloo_net::http::Request::from(asked).send().await;
    answer.map(Into::into).map_err(|_| JsValue::UNDEFINED)
}

/// Browsers do not say why: a request whose answer may not be read succeeds where only reading is forbidden.
async fn why_unreadable(request: &Request, signal: &AbortSignal) -> ClientFailure {
    let blind = Request::get(request.address.clone());
    match fetch(&blind, signal, RequestMode::NoCors).await {
        Ok(_) => ClientFailure::Unreadable,
        Err(_) => ClientFailure::Unreachable(String::new()),
    }
}

/// Whether the browser refuses even to ask: this page is secure and the address is not.
fn is_mixed(address: &str) -> bool {
    let Some(rest) = address.strip_prefix("http://") else { return false };
    let is_secure = js_sys::global()
        .dyn_into::<WorkerGlobalScope>()
        .is_ok_and(|scope| scope.location().protocol() == "https:");
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    is_secure && !matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}
