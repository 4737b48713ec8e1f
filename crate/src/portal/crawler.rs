//! Reads a portal, whoever carries the requests: what to ask next, from what came back.
//!
//! [`Crawler`] does no input nor output. The browser, the command and the tests each ask it what to do
//! ([`Crawler::poll`]) and tell it what happened ([`Crawler::answer`]): they all follow the same rules.

use std::{
    collections::{BTreeMap, HashSet, VecDeque, hash_map::DefaultHasher},
    hash::{Hash, Hasher},
};

use super::{
    Address,
    ckan::CkanPager,
    client::{Client, ClientFailure, Method, Request, Response},
    csw::CswPager,
    dcat::DcatPager,
    fault::{Fault, FaultCause},
    ods,
    pager::{FetchedPage, Pager, Turn},
    probe::Probes,
    recognise::{Candidate, Software, candidate, recognise},
};
use crate::{
    harvest::Protocol,
    model::{Asked, Conversation, Filter, Kind, Options, Setback, Unusable},
    source::{
        Input, Problem,
        page::{is_html, is_login},
    },
    text::{encoding, order, url},
};

/// Requests on their way at the same time.
const AT_ONCE: usize = 3;
/// Times one page is asked for when the portal asks to wait, or answers nothing.
const TRIES: u32 = 3;
/// The longest wait that a portal may ask for, in seconds.
const PATIENCE: u64 = 60;
/// Redirections followed for one page.
const HOPS: u32 = 5;
/// Pages of one portal: beyond, something goes round.
const PAGES: usize = 200_000;
/// Pages in a row that only repeat others: beyond, the portal goes round.
const REPEATS: usize = 3;

/// Bytes read first that are shown while the rest is read.
const SAMPLE: usize = 4 << 20;

/// Names one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(usize);

/// What a carrier has to do.
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

/// What was read of a portal.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The pages, in the order the harvester reads them.
    pub inputs: Vec<Input>,
    /// What the portal is: the way it was read first, then the others.
    pub candidates: Vec<Candidate>,
    /// What went wrong.
    pub faults: Vec<Fault>,
    /// How far it went.
    pub progress: CrawlProgress,
    /// Whether the person stopped it.
    pub stopped: bool,
    /// What the harvester does not take of it.
    pub conversation: Conversation,
}

impl From<Vec<Input>> for Gathered {
    /// Files that a person gave, in the order of the pages.
    fn from(inputs: Vec<Input>) -> Self {
        Self { inputs, ..Self::default() }
    }
}

impl Gathered {
    /// The settings of the harvest: those that the person chose, else those that were recognised.
    pub fn complete(&self, mut options: Options) -> Options {
        options.conversation.clone_from(&self.conversation);
        let Some(found) = self.candidates.first() else { return options };
        // A document says by itself what it is.
        if found.software != Software::Rdf {
            options.kind = options.kind.or(Some(found.kind));
        }
        if options.site.is_none() {
            let is_portal = found.kind.protocol() == Protocol::Opendatasoft;
            let origin = || Address::parse(&found.url).ok().map(|address| address.origin());
            options.site = if is_portal { origin() } else { Some(found.url.clone()) };
        }
        // One that udata refuses would make every record fail.
        let prefix = || found.prefix.clone().filter(|prefix| url::validate(prefix).is_ok());
        options.remote_url_prefix = options.remote_url_prefix.or_else(prefix);
        if options.filters.is_empty() {
            options.filters.clone_from(&found.filters);
        }
        options
    }

    /// What went wrong, for a banner beside the records.
    pub fn problems(&self) -> Vec<Problem> {
        self.faults.iter().map(|fault| fault.problem(&self.candidates)).collect()
    }
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
    faults: Vec<Fault>,
    progress: CrawlProgress,
    stopped: bool,
}

impl Crawler {
    /// The reading of the portal at `address`.
    pub fn new(address: Address, wanted: Wanted) -> Self {
        let host = address.host.clone();
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
            conversation: self.conversation(),
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
                self.miss(&pending, FaultCause::Status(response.status));
            }
            Ok(mut response) => {
                if response.address.is_empty() {
                    response.address.clone_from(&pending.request.address);
                }
                self.receive(pending, response);
            }
            Err(ClientFailure::Timeout) => self.retry(pending, None, FaultCause::Timeout),
            Err(ClientFailure::Stopped) => self.stop(),
            Err(failure) => self.miss(&pending, failure.into()),
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
            self.say(&Request::get(self.address()), FaultCause::Empty);
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
                self.say(&request, FaultCause::OtherHost(request.address.clone()));
            } else if self.tickets >= PAGES {
                self.say(&request, FaultCause::Endless(request.address.clone()));
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
            && Address::parse(address).is_ok_and(|address| address.host == self.host)
    }

    /// Whether this is met for the first time.
    fn meet(&mut self, thing: &impl Hash) -> bool {
        let mut hasher = DefaultHasher::new();
        thing.hash(&mut hasher);
        self.seen.insert(hasher.finish())
    }

    fn redirect(&mut self, mut pending: Pending, response: Response) {
        let why = Unusable::Redirect {
            status: Some(response.status),
            from: pending.request.address.clone(),
            to: response.location.clone(),
        };
        self.set_back(&pending, why);
        let target = response.location.as_deref().and_then(|to| url::join(&pending.request.address, to));
        let Some(to) = target else {
            return self.miss(&pending, FaultCause::Status(response.status));
        };
        let followed = pending.hops < HOPS
            && !matches!(self.pager.asks(&pending.request), Some(Asked::Head | Asked::Package(_)))
            && !is_login(&to, "")
            && self.is_of_the_portal(&to);
        let cause = FaultCause::Redirected { status: Some(response.status), to: to.clone(), followed };
        if !followed {
            return self.miss(&pending, cause);
        }
        self.tell_redirection(&pending.request, cause);
        pending.hops += 1;
        pending.request.address = to;
        self.queue.push_front(pending);
    }

    /// Once is enough: all pages are redirected alike.
    fn tell_redirection(&mut self, request: &Request, cause: FaultCause) {
        let is_redirection = |fault: &Fault| matches!(fault.cause, FaultCause::Redirected { .. });
        if !self.pager.expects_html() && !self.faults.iter().any(is_redirection) {
            self.say(request, cause);
        }
    }

    /// Asks once more, to show what the portal holds; the harvester would not.
    fn retry(&mut self, mut pending: Pending, asked: Option<u64>, cause: FaultCause) {
        let seconds = asked.unwrap_or(1 << (2 * pending.tries.min(4)));
        let tries = if matches!(cause, FaultCause::Busy(_)) { TRIES } else { 2 };
        // A record that is not shown is only one record, and what only we ask is not worth insisting.
        let is_worth_it = match self.pager.asks(&pending.request) {
            Some(Asked::Source) => true,
            None => !self.pager.expects_html() || matches!(cause, FaultCause::Busy(_)),
            Some(Asked::Head | Asked::Package(_)) => false,
        };
        if !is_worth_it || pending.tries + 1 >= tries || seconds > PATIENCE {
            return self.miss(&pending, cause);
        }
        self.refuse(&pending, &cause);
        pending.first.get_or_insert(cause);
        pending.tries += 1;
        self.wait = Some(self.wait.unwrap_or(0).max(seconds));
        self.queue.push_front(pending);
    }

    fn refuse(&mut self, pending: &Pending, cause: &FaultCause) {
        if let Some(why) = cause.unusable(&pending.request.address) {
            self.set_back(pending, why);
        }
    }

    /// What the harvester does not take stays so, whatever is shown instead.
    fn set_back(&mut self, pending: &Pending, why: Unusable) {
        if let Some(asked) = self.pager.asks(&pending.request)
            && !self.setbacks.iter().any(|(known, ..)| *known == pending.ticket)
        {
            self.setbacks.push((pending.ticket, asked, why));
        }
    }

    fn receive(&mut self, pending: Pending, response: Response) {
        let request = &pending.request;
        if !self.is_of_the_portal(&response.address) {
            let to = response.address;
            return self.miss(&pending, FaultCause::Redirected { status: None, to, followed: false });
        }
        let text = text(&response.bytes);
        let is_html = request.method != Method::Head && is_html(response.content_type.as_deref(), &text);
        let redirected = response.redirected || !same_address(&response.address, &request.address);
        if pending.hops == 0 && redirected {
            let cause = FaultCause::Redirected { status: None, to: response.address.clone(), followed: true };
            self.refuse(&pending, &cause);
            self.tell_redirection(request, cause);
        }
        let page =
            FetchedPage { address: &response.address, content_type: response.content_type.as_deref(), text };
        let asked = self.pager.asks(request);
        if let Some(unusable) = self.pager.unusable(request, &page) {
            let cause = FaultCause::NotTaken(unusable);
            self.refuse(&pending, &cause);
            if matches!(asked, Some(Asked::Package(_))) {
                return self.miss(&pending, cause);
            }
            if !is_html {
                self.say(request, cause);
            }
        }
        if is_html && !self.pager.expects_html() {
            let cause = if is_login(&response.address, &page.text) {
                FaultCause::Login
            } else {
                FaultCause::html(&page.text, &response.address)
            };
            // The harvester reads it all the same: it says what it makes of it.
            let is_read = asked == Some(Asked::Source) && self.pager.unusable(request, &page).is_none();
            drop(page);
            if is_read {
                self.inputs.insert(pending.ticket, input(&pending, response));
            }
            return self.miss(&pending, cause);
        }
        if let Some(cause) = pending.first.clone() {
            self.say(request, FaultCause::Retried(Box::new(cause)));
        }
        if response.cut {
            self.refuse(&pending, &FaultCause::Truncated);
        }
        let turn = self.pager.page(&page);
        drop(page);
        self.announced = self.announced.take().or_else(|| self.pager.announced());
        self.filtered |= self.pager.filtered();
        if response.cut {
            if matches!(asked, Some(Asked::Package(_))) {
                return self.miss(&pending, FaultCause::Truncated);
            }
            self.say(request, FaultCause::Truncated);
        }
        let goes_round = self.goes_round(&turn, &response, asked.as_ref());
        if !self.pager.expects_html() && request.method != Method::Head {
            self.progress.pages += 1;
            self.progress.bytes += response.bytes.len();
        }
        let input = turn.keep.then(|| input(&pending, response));
        if goes_round {
            let ticket = Ticket(self.tickets);
            self.tickets += 1;
            let cause =
                if turn.ends { FaultCause::Repeats } else { FaultCause::Endless(request.address.clone()) };
            self.refuse(&Pending { ticket, ..pending.clone() }, &cause);
            let keep = asked.is_some();
            let turn = Turn { next: Vec::new(), records: 0, causes: vec![cause], ..turn };
            return self.turn(pending.ticket, &pending.request, turn, input.filter(|_| keep));
        }
        self.turn(pending.ticket, &pending.request, turn, input);
    }

    /// Whether pages have brought nothing new for too long. The harvester would read them again and again; for what
    /// only we ask, once is enough.
    fn goes_round(&mut self, turn: &Turn, response: &Response, asked: Option<&Asked>) -> bool {
        if !turn.keep || turn.next.is_empty() || matches!(asked, Some(Asked::Package(_))) {
            return false;
        }
        let mut is_new = turn.identifiers.is_empty() && self.meet(&response.bytes);
        for identifier in &turn.identifiers {
            is_new |= self.meet(identifier);
        }
        self.repeats = if is_new { 0 } else { self.repeats + 1 };
        let read = self.progress.read + turn.records;
        let is_beyond = turn.total.is_some_and(|total| read > 2 * total + 1000);
        is_beyond && !turn.ends || self.repeats >= if asked.is_some() { REPEATS } else { 1 }
    }

    fn turn(&mut self, ticket: Ticket, request: &Request, turn: Turn, input: Option<Input>) {
        if turn.forget_last {
            self.inputs.pop_last();
            self.progress.read = 0;
        }
        self.progress.read += turn.records;
        self.progress.expected = turn.total.or(self.progress.expected);
        self.inputs.extend(input.map(|input| (ticket, input)));
        for cause in turn.causes {
            self.say(request, cause);
        }
        match turn.recognised {
            Some(candidates) => self.become_one_of(candidates),
            None => self.enqueue(turn.next),
        }
    }

    fn miss(&mut self, pending: &Pending, cause: FaultCause) {
        let Pending { ticket, request, .. } = pending;
        self.refuse(pending, &cause);
        if self.pager.asks(request) == Some(Asked::Source) {
            // What the catalogue itself answers says more than what HEAD did.
            let is_of_head =
                |cause: &FaultCause| matches!(cause, FaultCause::Head(_) | FaultCause::HeadUnknown);
            self.faults.retain(|fault| fault.address != request.address || !is_of_head(&fault.cause));
        }
        match self.pager.missed(request, &cause) {
            Some(turn) => {
                let packages =
                    self.setbacks.iter().filter(|(_, asked, _)| matches!(asked, Asked::Package(_)));
                // Each record says why it fails: once is enough for the whole.
                let is_told = packages.count() > 1;
                let is_silent =
                    self.pager.expects_html() || is_told || !turn.causes.is_empty() || !turn.next.is_empty();
                if !is_silent {
                    self.say(request, cause);
                }
                self.turn(*ticket, request, turn, None);
            }
            None => self.say(request, cause),
        }
    }

    fn say(&mut self, request: &Request, cause: FaultCause) {
        // What a probe met is about the address that a person knows.
        let address = if self.pager.expects_html() { &self.given } else { &request.address };
        self.faults.push(Fault {
            cause,
            address: address.clone(),
            posts: request.method == Method::Post,
            page: self.progress.pages + 1,
            read: self.progress.read,
        });
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

/// The ways of reading an address: the chosen one, or those that the address tells by itself.
fn candidates(address: Address, wanted: &Wanted) -> Vec<Candidate> {
    let typed = address.to_string();
    let whole = format!("{typed}{}", address.fragment);
    let is_exact = is_exact(&address);
    // Those of a question to the service are none of the service's address.
    let of_a_question = ["service", "request", "version", "acceptversions"];
    let has_own_parameters = address.query.split('&').any(|parameter| {
        let name = parameter.split('=').next().unwrap_or_default().to_lowercase();
        !name.is_empty() && !of_a_question.contains(&name.as_str())
    });
    let recognition = recognise(address);
    let Some(kind) = wanted.kind else { return recognition.candidates };
    let mut found = recognition.candidates;
    let place = found.iter().position(|found| found.kind == kind);
    let software = found.first().map_or_else(|| Software::of_kind(kind), |found| found.software);
    let mut chosen = match place {
        Some(place) => found.remove(place),
        None => candidate(software, kind, typed.clone(), "c’est le type que vous avez choisi"),
    };
    match kind.protocol() {
        Protocol::Opendatasoft => chosen.url = typed,
        // The end of the whole address decides the syntax.
        Protocol::Catalogue if is_exact || chosen.url == typed => chosen.url = whole,
        Protocol::Csw if has_own_parameters => chosen.url = typed,
        Protocol::Catalogue | Protocol::Action | Protocol::Csw => {}
    }
    found.insert(0, chosen);
    found
}

/// Whether a document stands at an address, by its look.
fn is_exact(address: &Address) -> bool {
    let name = address.path.rsplit('/').next().unwrap_or_default();
    name.contains('.') || address.path.contains("/exports/") || address.path.contains("/catalog.")
}

fn pager(found: &Candidate, wanted: &Wanted, is_counted: bool) -> Box<dyn Pager> {
    let url = found.url.clone();
    match found.kind.protocol() {
        Protocol::Catalogue if found.software == Software::Opendatasoft && wanted.kind.is_none() => {
            Box::new(ods::ExportPager::new(url, is_counted))
        }
        Protocol::Catalogue => Box::new(DcatPager::new(url)),
        Protocol::Opendatasoft => Box::new(ods::ExplorePager::of(&url)),
        Protocol::Action => {
            let filters = if wanted.filters.is_empty() { &found.filters } else { &wanted.filters };
            Box::new(CkanPager::new(&url, found.kind, filters.clone()))
        }
        Protocol::Csw => Box::new(CswPager::new(url, found.kind, wanted.geodcatap)),
    }
}

fn input(pending: &Pending, response: Response) -> Input {
    Input {
        name: pending.name.clone(),
        content_type: response.content_type,
        url: Some(pending.name.clone()),
        bytes: response.bytes,
    }
}

/// Text close enough to what the harvester reads.
fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => encoding::file_text(bytes).text.into(),
        _ => String::from_utf8_lossy(bytes),
    }
}

/// Whether two addresses are the same for a server, which browsers write in full.
fn same_address(one: &str, other: &str) -> bool {
    one == other || Address::parse(one) == Address::parse(other)
}
