//! Reads a portal, whoever carries the requests: what to ask next, from what came back.
//!
//! [`Crawler`] does no input nor output. The browser, the command and the tests each ask it what to do
//! ([`Crawler::poll`]) and tell it what happened ([`Crawler::answer`]): they all follow the same rules.

mod answer;
mod candidates;
mod gathered;

use std::collections::{BTreeMap, HashSet, VecDeque};

use self::candidates::{candidates, pager};
pub use self::gathered::Gathered;
use super::{
    Address,
    candidate::Candidate,
    client::{Client, ClientFailure, Request, Response},
    fault::{Fault, FaultCause},
    pager::Pager,
    probe::Probes,
};
use crate::{
    model::{Asked, Conversation, Filter, Kind, Setback, Unusable},
    source::Input,
    text::{order, url},
};

/// Requests on their way at the same time.
const AT_ONCE: usize = 3;
/// Pages of one portal: beyond, something goes round.
const PAGES: usize = 200_000;
/// Bytes read first that are shown while the rest is read.
const SAMPLE: usize = 4 << 20;

/// Names one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(usize);

/// What a client has to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Send this, and tell [`Crawler::answer`] what came back.
    Ask(Ticket, Request),
    /// Let so many seconds pass: the portal asks for it.
    Wait(u64),
    /// Nothing before an answer comes back.
    Listen,
    /// It is over.
    End,
}

/// How far a reading is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CrawlProgress {
    /// Records read.
    pub read: usize,
    /// Records announced by the portal.
    pub expected: Option<usize>,
    /// Pages read.
    pub pages: usize,
    /// Bytes read.
    pub bytes: usize,
}

/// What a person chose, of what data.gouv.fr's form asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// « Implémentation »; recognised when absent.
    pub kind: Option<Kind>,
    /// « Filtres »
    pub filters: Vec<Filter>,
    /// « GeoDCAT-AP »
    pub geodcatap: bool,
}

#[derive(Debug, Clone)]
struct Pending {
    ticket: Ticket,
    /// The address before redirections, by which pages name each other.
    name: String,
    request: Request,
    tries: u32,
    hops: u32,
    /// What it was answered first, when it was asked again.
    first: Option<FaultCause>,
}

/// The reading of one portal.
///
/// ```
/// use avant_moisson::portal::{Address, Client, ClientFailure, Crawler, Request, Response, Wanted, run};
///
/// /// A portal that holds one file.
/// struct OneFile;
///
/// impl Client for OneFile {
///     fn send(&mut self, request: &Request) -> Result<Response, ClientFailure> {
///         let bytes = b"<https://a.fr/x> a <http://www.w3.org/ns/dcat#Dataset> .".to_vec();
///         Ok(Response { status: 200, address: request.address.clone(), bytes, ..Response::default() })
///     }
///
///     fn wait(&mut self, _seconds: u64) {}
/// }
///
/// let crawler = Crawler::new(Address::parse("https://a.fr/export.ttl")?, Wanted::default());
/// let gathered = run(crawler, &mut OneFile, |_| true);
/// assert_eq!(gathered.inputs.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Crawler {
    host: String,
    /// The address as it was given.
    given: String,
    wanted: Wanted,
    candidates: Vec<Candidate>,
    pager: Box<dyn Pager>,
    tickets: usize,
    queue: VecDeque<Pending>,
    asked: Vec<Pending>,
    wait: Option<u64>,
    /// Requests made and answers met: a portal that repeats itself goes round.
    seen: HashSet<u64>,
    /// Pages in a row that brought nothing new.
    repeats: usize,
    /// What the harvester does not take, in no order.
    setbacks: Vec<(Ticket, Asked, Unusable)>,
    announced: Option<String>,
    filtered: bool,
    inputs: BTreeMap<Ticket, Input>,
    /// Whether pages are put at rest until all are read.
    packs: bool,
    faults: Vec<Fault>,
    progress: CrawlProgress,
    stopped: bool,
}

impl Crawler {
    /// The reading of the portal at `address`.
    pub fn new(address: Address, wanted: Wanted) -> Self {
        let host = address.host_and_port().to_owned();
        let candidates = candidates(address.clone(), &wanted);
        let mut crawler = Self {
            host,
            given: address.to_string(),
            wanted,
            pager: Box::new(Probes::new(address)),
            candidates: Vec::new(),
            tickets: 0,
            queue: VecDeque::new(),
            asked: Vec::new(),
            wait: None,
            seen: HashSet::new(),
            repeats: 0,
            setbacks: Vec::new(),
            announced: None,
            filtered: false,
            inputs: BTreeMap::new(),
            packs: false,
            faults: Vec::new(),
            progress: CrawlProgress::default(),
            stopped: false,
        };
        if candidates.is_empty() {
            let first = crawler.pager.first();
            crawler.enqueue(first);
        } else {
            crawler.become_one_of(candidates);
        }
        crawler
    }

    /// The same, which keeps pages packed until all are read: none is looked at before.
    #[must_use]
    pub fn packing(self) -> Self {
        Self { packs: true, ..self }
    }

    /// Whether the person stopped it.
    pub fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// What the portal is, as far as it is known.
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// How far it is.
    pub fn progress(&self) -> CrawlProgress {
        self.progress
    }

    /// What was read first, to show it while the rest is read.
    pub fn sample(&self) -> Gathered {
        let mut bytes = 0;
        let inputs = self.inputs.values().take_while(|input| {
            bytes += input.bytes.len();
            bytes <= SAMPLE
        });
        Gathered {
            inputs: inputs.cloned().collect(),
            candidates: self.candidates.clone(),
            progress: self.progress,
            conversation: Conversation { is_partial: true, ..self.conversation() },
            ..Gathered::default()
        }
    }

    /// What to do now.
    pub fn poll(&mut self) -> Order {
        if self.stopped {
            return Order::End;
        }
        if let Some(seconds) = self.wait.take() {
            return Order::Wait(seconds);
        }
        if self.asked.len() < AT_ONCE
            && let Some(pending) = self.queue.pop_front()
        {
            let order = Order::Ask(pending.ticket, pending.request.clone());
            self.asked.push(pending);
            return order;
        }
        if self.asked.is_empty() { Order::End } else { Order::Listen }
    }

    /// What came back.
    pub fn answer(&mut self, ticket: Ticket, answer: Result<Response, ClientFailure>) {
        let Some(place) = self.asked.iter().position(|pending| pending.ticket == ticket) else { return };
        let pending = self.asked.swap_remove(place);
        if self.stopped {
            return;
        }
        match answer {
            Ok(response) if (300..400).contains(&response.status) => self.redirect(pending, response),
            Ok(response) if matches!(response.status, 429 | 503) => {
                let asked = response.retry_after.as_deref().and_then(|wait| wait.trim().parse().ok());
                self.retry(pending, asked, FaultCause::Busy(response.status));
            }
            Ok(response) if matches!(response.status, 500 | 502 | 504) => {
                self.retry(pending, None, FaultCause::Status(response.status));
            }
            Ok(response) if !(200..300).contains(&response.status) => {
                self.give_up(&pending, FaultCause::Status(response.status));
            }
            Ok(mut response) => {
                if response.address.is_empty() {
                    response.address.clone_from(&pending.request.address);
                }
                self.receive(pending, response);
            }
            Err(ClientFailure::Timeout) => self.retry(pending, None, FaultCause::Timeout),
            Err(ClientFailure::Stopped) => self.stop(),
            Err(failure) => self.give_up(&pending, failure.into()),
        }
    }

    /// Ends here, and keeps what was read.
    pub fn stop(&mut self) {
        self.stopped = true;
        self.queue.clear();
    }

    /// What was read, once.
    pub fn finish(&mut self) -> Gathered {
        let readable = self.faults.iter().all(|fault| !fault.cause.stops()) && self.setbacks.is_empty();
        if !self.stopped && readable && self.progress.expected == Some(0) {
            self.record_fault(&Request::get(self.address()), FaultCause::Empty);
        }
        let conversation = self.conversation();
        Gathered {
            conversation,
            inputs: std::mem::take(&mut self.inputs).into_values().collect(),
            candidates: std::mem::take(&mut self.candidates),
            faults: std::mem::take(&mut self.faults),
            progress: self.progress,
            stopped: self.stopped,
        }
    }

    /// What the harvester does not take, in the order it meets it.
    fn conversation(&self) -> Conversation {
        let mut setbacks: Vec<_> = self.setbacks.iter().collect();
        order::by_key(&mut setbacks, |(ticket, ..)| *ticket);
        let setbacks = setbacks.into_iter().map(|(ticket, asked, why)| Setback {
            before: self.inputs.range(..ticket).count(),
            asked: asked.clone(),
            why: why.clone(),
        });
        Conversation {
            is_partial: self.stopped || self.faults.iter().any(|fault| fault.cause.stops()),
            announced: self.announced.clone(),
            filtered: self.filtered,
            listed: self.pager.listed(),
            setbacks: setbacks.collect(),
        }
    }

    fn address(&self) -> String {
        self.candidates.first().map_or_else(|| self.given.clone(), |found| found.url.clone())
    }

    fn become_one_of(&mut self, candidates: Vec<Candidate>) {
        let Some(chosen) = candidates.first() else { return };
        self.pager = pager(chosen, &self.wanted, self.progress.expected.is_some());
        // A way that replaces another stands before it; the form is still about the first.
        if self.candidates.is_empty() {
            self.candidates = candidates;
        } else {
            self.candidates.splice(0..0, candidates);
        }
        self.seen.clear();
        let first = self.pager.first();
        self.enqueue(first);
    }

    fn enqueue(&mut self, requests: Vec<Request>) {
        for request in requests {
            if !self.is_of_the_portal(&request.address) {
                // The harvest tells of an address that data.gouv.fr cannot read.
                if !url::is_readable(&request.address) {
                    continue;
                }
                self.record_fault(&request, FaultCause::OtherHost(request.address.clone()));
            } else if self.tickets >= PAGES {
                self.record_fault(&request, FaultCause::Endless(request.address.clone()));
            } else {
                let ticket = Ticket(self.tickets);
                self.tickets += 1;
                let name = request.address.clone();
                self.queue.push_back(Pending { ticket, name, request, tries: 0, hops: 0, first: None });
            }
        }
    }

    /// Whether an address is one that every reader of addresses finds on the portal: those that some read otherwise
    /// are on no known host.
    fn is_of_the_portal(&self, address: &str) -> bool {
        let is_plain = !address.contains(|c: char| c == '\\' || c.is_control());
        let authority = address.split(['/', '?', '#']).nth(2).unwrap_or_default();
        is_plain
            && !authority.contains('@')
            && Address::parse(address).is_ok_and(|address| address.host_and_port() == self.host)
    }
}

/// Reads a whole portal, one request at a time; `goes_on` hears of every page, and answers whether to go on.
pub fn run(
    mut crawler: Crawler,
    client: &mut dyn Client,
    mut goes_on: impl FnMut(&Crawler) -> bool,
) -> Gathered {
    loop {
        match crawler.poll() {
            Order::Ask(ticket, request) => {
                let answer = client.send(&request);
                crawler.answer(ticket, answer);
                if !goes_on(&crawler) {
                    crawler.stop();
                }
            }
            Order::Wait(seconds) => client.wait(seconds),
            Order::Listen | Order::End => return crawler.finish(),
        }
    }
}
