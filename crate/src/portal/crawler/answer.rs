//! What a portal answered: to be read, followed elsewhere, asked again, or missed.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Crawler, Pending, Ticket};
use crate::{
    model::{Asked, Unusable},
    portal::{
        Address,
        client::{Method, Request, Response},
        fault::{Fault, FaultCause},
        pager::{FetchedPage, Turn},
        without_secrets,
    },
    source::{
        Input,
        page::{is_html, is_login},
    },
    text::{encoding, url},
};

/// Times one page is asked for when the portal asks to wait, or answers nothing.
const TRIES: u32 = 3;
/// The longest wait that a portal may ask for, in seconds.
const PATIENCE: u64 = 60;
/// Redirections followed for one page.
const HOPS: u32 = 5;
/// Pages in a row that only repeat others: beyond, the portal goes round.
const REPEATS: usize = 3;

impl Crawler {
    pub(super) fn redirect(&mut self, mut pending: Pending, response: Response) {
        let why = Unusable::Redirect {
            status: Some(response.status),
            from: pending.request.address.clone(),
            to: response.location.clone(),
        };
        self.record_setback(&pending, why);
        let target = response.location.as_deref().and_then(|to| url::join(&pending.request.address, to));
        let Some(to) = target else {
            return self.give_up(&pending, FaultCause::Status(response.status));
        };
        let followed = pending.hops < HOPS
            && !matches!(self.pager.asks(&pending.request), Some(Asked::Head | Asked::Package(_)))
            && !is_login(&to, "")
            && self.is_of_the_portal(&to);
        let cause = FaultCause::Redirected { status: Some(response.status), to: to.clone(), followed };
        if !followed {
            return self.give_up(&pending, cause);
        }
        self.record_redirection(&pending.request, cause);
        pending.hops += 1;
        pending.request.address = to;
        self.queue.push_front(pending);
    }

    /// Once is enough: all pages are redirected alike.
    fn record_redirection(&mut self, request: &Request, cause: FaultCause) {
        let is_redirection = |fault: &Fault| matches!(fault.cause, FaultCause::Redirected { .. });
        if !self.pager.expects_html() && !self.faults.iter().any(is_redirection) {
            self.record_fault(request, cause);
        }
    }

    /// Asks once more, to show what the portal holds; the harvester would not.
    pub(super) fn retry(&mut self, mut pending: Pending, asked: Option<u64>, cause: FaultCause) {
        let seconds = asked.unwrap_or(1 << (2 * pending.tries.min(4)));
        let tries = if matches!(cause, FaultCause::Busy(_)) { TRIES } else { 2 };
        // A record that is not shown is only one record, and what only we ask is not worth insisting.
        let is_worth_it = match self.pager.asks(&pending.request) {
            Some(Asked::Source) => true,
            None => !self.pager.expects_html() || matches!(cause, FaultCause::Busy(_)),
            Some(Asked::Head | Asked::Package(_)) => false,
        };
        if !is_worth_it || pending.tries + 1 >= tries || seconds > PATIENCE {
            return self.give_up(&pending, cause);
        }
        self.record_refusal(&pending, &cause);
        pending.first.get_or_insert(cause);
        pending.tries += 1;
        self.wait = Some(self.wait.unwrap_or(0).max(seconds));
        self.queue.push_front(pending);
    }

    fn record_refusal(&mut self, pending: &Pending, cause: &FaultCause) {
        if let Some(why) = cause.unusable(&pending.request.address) {
            self.record_setback(pending, why);
        }
    }

    /// What the harvester does not take stays so, whatever is shown instead.
    fn record_setback(&mut self, pending: &Pending, why: Unusable) {
        if let Some(asked) = self.pager.asks(&pending.request)
            && !self.setbacks.iter().any(|(known, ..)| *known == pending.ticket)
        {
            self.setbacks.push((pending.ticket, asked, why));
        }
    }

    pub(super) fn receive(&mut self, pending: Pending, response: Response) {
        let request = &pending.request;
        if !self.is_of_the_portal(&response.address) {
            let to = response.address;
            return self.give_up(&pending, FaultCause::Redirected { status: None, to, followed: false });
        }
        let text = text(&response.bytes, response.content_type.as_deref());
        let is_html = request.method != Method::Head && is_html(response.content_type.as_deref(), &text);
        let redirected = response.redirected || !same_address(&response.address, &request.address);
        if pending.hops == 0 && redirected {
            let cause = FaultCause::Redirected { status: None, to: response.address.clone(), followed: true };
            self.record_refusal(&pending, &cause);
            self.record_redirection(request, cause);
        }
        let page = FetchedPage {
            address: &response.address,
            content_type: response.content_type.as_deref(),
            bytes: &response.bytes,
            text,
        };
        let asked = self.pager.asks(request);
        if let Some(unusable) = self.pager.unusable(request, &page) {
            let cause = FaultCause::NotTaken(unusable);
            self.record_refusal(&pending, &cause);
            if matches!(asked, Some(Asked::Package(_))) {
                return self.give_up(&pending, cause);
            }
            if !is_html {
                self.record_fault(request, cause);
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
            return self.give_up(&pending, cause);
        }
        if let Some(cause) = pending.first.clone() {
            self.record_fault(request, FaultCause::Retried(Box::new(cause)));
        }
        let broken = response.broken.map(FaultCause::from);
        if let Some(cause) = &broken {
            self.record_refusal(&pending, cause);
        }
        let turn = self.pager.page(&page);
        drop(page);
        self.announced = self.announced.take().or_else(|| self.pager.announced());
        self.filtered |= self.pager.filtered();
        if let Some(cause) = broken {
            if matches!(asked, Some(Asked::Package(_))) {
                return self.give_up(&pending, cause);
            }
            self.record_fault(request, cause);
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
            self.record_refusal(&Pending { ticket, ..pending.clone() }, &cause);
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
        let mut is_new = turn.identifiers.is_empty() && self.is_first(&response.bytes);
        for identifier in &turn.identifiers {
            is_new |= self.is_first(identifier);
        }
        self.repeats = if is_new { 0 } else { self.repeats + 1 };
        let read = self.progress.read.saturating_add(turn.records);
        let is_beyond = turn.total.is_some_and(|total| read > total.saturating_mul(2).saturating_add(1000));
        is_beyond && !turn.ends || self.repeats >= if asked.is_some() { REPEATS } else { 1 }
    }

    /// Whether this is met for the first time.
    fn is_first(&mut self, thing: &impl Hash) -> bool {
        let mut hasher = DefaultHasher::new();
        thing.hash(&mut hasher);
        self.seen.insert(hasher.finish())
    }

    fn turn(&mut self, ticket: Ticket, request: &Request, turn: Turn, input: Option<Input>) {
        if turn.forget_last {
            self.inputs.pop_last();
            self.progress.read = 0;
        }
        self.progress.read = self.progress.read.saturating_add(turn.records);
        self.progress.expected = turn.total.or(self.progress.expected);
        if let Some(mut input) = input {
            if self.packs && !self.inputs.is_empty() {
                input.pack();
            }
            self.inputs.insert(ticket, input);
        }
        for cause in turn.causes {
            self.record_fault(request, cause);
        }
        match turn.recognised {
            Some(candidates) => self.become_one_of(candidates),
            None => self.enqueue(turn.next),
        }
    }

    pub(super) fn give_up(&mut self, pending: &Pending, cause: FaultCause) {
        let Pending { ticket, request, .. } = pending;
        self.record_refusal(pending, &cause);
        if self.pager.asks(request) == Some(Asked::Source) {
            // What the catalogue itself answers says more than what HEAD did.
            let is_of_head =
                |cause: &FaultCause| matches!(cause, FaultCause::Head(_) | FaultCause::HeadUnknown);
            let address = without_secrets(&request.address);
            self.faults.retain(|fault| fault.address != address || !is_of_head(&fault.cause));
        }
        match self.pager.missed(request, &cause) {
            Some(turn) => {
                // The record itself says why it fails.
                let is_told = matches!(self.pager.asks(request), Some(Asked::Package(_)))
                    && cause.unusable(&request.address).is_some();
                let is_silent =
                    self.pager.expects_html() || is_told || !turn.causes.is_empty() || !turn.next.is_empty();
                if !is_silent {
                    self.record_fault(request, cause);
                }
                self.turn(*ticket, request, turn, None);
            }
            None if pending.hops > 0 && self.unfollow() => {}
            None => self.record_fault(request, cause),
        }
    }

    /// A redirection leads nowhere: whether it is told, as such.
    fn unfollow(&mut self) -> bool {
        let told = self.faults.iter_mut().find_map(|fault| match &mut fault.cause {
            FaultCause::Redirected { followed, .. } => Some(followed),
            _ => None,
        });
        told.map(|followed| *followed = false).is_some()
    }

    pub(super) fn record_fault(&mut self, request: &Request, cause: FaultCause) {
        // What a probe met is about the address that a person knows.
        let address = if self.pager.expects_html() { &self.given } else { &request.address };
        self.faults.push(Fault {
            cause: cause.without_secrets(),
            address: without_secrets(address).into_owned(),
            method: request.method,
            page: self.progress.pages + 1,
            read: self.progress.read,
        });
    }
}

fn input(pending: &Pending, response: Response) -> Input {
    Input {
        name: pending.name.clone(),
        content_type: response.content_type,
        url: Some(pending.name.clone()),
        bytes: response.bytes,
        ..Input::default()
    }
}

/// Text close enough to what the harvester reads.
fn text<'b>(bytes: &'b [u8], content_type: Option<&str>) -> std::borrow::Cow<'b, str> {
    match bytes {
        // Names are asked for as they are read.
        _ if encoding::declares_another(content_type) => {
            encoding::response_text(bytes, content_type).text.into()
        }
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => encoding::file_text(bytes).text.into(),
        _ => String::from_utf8_lossy(bytes),
    }
}

/// Whether two addresses are the same for a server, which browsers write in full.
fn same_address(one: &str, other: &str) -> bool {
    one == other || Address::parse(one) == Address::parse(other)
}
