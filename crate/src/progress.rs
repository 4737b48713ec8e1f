//! Long works that let others run, and that can be stopped.
//!
//! The page's worker has one thread: while it harvests a hundred thousand records it must still hear « Arrêter » and
//! show the first ones. A work that may be long is an async function that pauses now and then, and awaits nothing
//! else; whoever drives it decides what happens meanwhile. With nothing else to do, [`finish`] runs it in one go: the
//! result is the same.

use std::{
    cell::{Cell, RefCell},
    fmt,
    future::poll_fn,
    pin::pin,
    task::{Context, Poll, Waker},
};

use crate::model::Item;

/// How many records are shown before the others are read.
const FIRST: usize = 20;

/// What a work is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Stage {
    /// Decoding and parsing: no record yet.
    #[default]
    Parsing,
    /// Harvesting record after record.
    Harvesting,
    /// Checking the records that were harvested.
    Checking,
}

/// How a long work goes, and how to stop it.
///
/// ```
/// use avant_moisson::{Catalogue, Options, progress::{self, Progress}};
///
/// let mut catalogue = Catalogue::open(Vec::new().into(), Options::default(), Vec::new());
/// progress::finish(catalogue.harvest(&Progress::straight()));
/// assert!(catalogue.job.items.is_empty());
/// ```
pub struct Progress {
    is_due: Box<dyn Fn() -> bool>,
    stage: Cell<Stage>,
    stopped: Cell<bool>,
    /// Whether the harvest was stopped.
    cut: Cell<bool>,
    /// Records harvested.
    read: Cell<usize>,
    /// Records checked.
    checked: Cell<usize>,
    /// The document at hand, and how many there are.
    part: Cell<(usize, usize)>,
    /// Records met in that document, and how many it holds.
    inside: Cell<(usize, usize)>,
    /// The first records, until they are taken.
    first: RefCell<Option<Vec<Item>>>,
    digest: Option<Digest>,
}

/// What is done of the records of a harvest as soon as they are known, instead of keeping them whole.
type Digest = Box<dyn Fn(&mut [Item])>;

impl Progress {
    /// A work that pauses whenever `is_due` says so.
    pub fn new(is_due: impl Fn() -> bool + 'static) -> Self {
        Self {
            is_due: Box::new(is_due),
            stage: Cell::default(),
            stopped: Cell::default(),
            cut: Cell::default(),
            read: Cell::default(),
            checked: Cell::default(),
            part: Cell::default(),
            inside: Cell::default(),
            first: RefCell::new(Some(Vec::new())),
            digest: None,
        }
    }

    /// A work that never pauses.
    pub fn straight() -> Self {
        Self::new(|| false)
    }

    /// The same, where `digest` has all records harvested so far each time that there are more.
    pub fn digesting(self, digest: impl Fn(&mut [Item]) + 'static) -> Self {
        Self { digest: Some(Box::new(digest)), ..self }
    }

    /// Ends the stage at hand at the next record, and keeps those before.
    pub fn stop(&self) {
        self.stopped.set(true);
    }

    /// What the work is at.
    pub fn stage(&self) -> Stage {
        self.stage.get()
    }

    /// Whether the harvest was stopped before its end.
    pub fn is_cut(&self) -> bool {
        self.cut.get()
    }

    /// How many records are harvested.
    pub fn read(&self) -> usize {
        self.read.get()
    }

    /// The share done of the stage at hand, out of 1; `None` when nothing tells.
    pub fn share(&self) -> Option<f64> {
        let of = |(done, total): (usize, usize)| done.min(total) as f64 / total as f64;
        match self.stage.get() {
            Stage::Parsing => None,
            Stage::Harvesting => {
                let (part, parts) = self.part.get();
                let inside = self.inside.get();
                let here = if inside.1 == 0 { 0.0 } else { of(inside) };
                // The services of all documents are met once all of these are read.
                Some(((part as f64 + here) / parts.max(1) as f64).min(1.0)).filter(|share| share.is_finite())
            }
            Stage::Checking => {
                Some(of((self.checked.get(), self.read.get()))).filter(|share| share.is_finite())
            }
        }
    }

    /// The first records, once they are enough to be shown before the others.
    pub fn take_first(&self) -> Option<Vec<Item>> {
        self.first.borrow_mut().take_if(|first| first.len() >= FIRST)
    }

    /// The document at hand, and how many there are.
    pub(crate) fn at(&self, part: usize, parts: usize) {
        self.part.set((part, parts));
        self.inside.set((0, 0));
    }

    /// The document at hand holds so many records.
    pub(crate) fn expect(&self, records: usize) {
        self.inside.set((0, records));
    }

    /// A record was harvested.
    pub(crate) fn harvested(&self, item: &Item) {
        self.stage.set(Stage::Harvesting);
        self.read.set(self.read.get() + 1);
        let (read, expected) = self.inside.get();
        self.inside.set((read + 1, expected));
        if let Some(first) = self.first.borrow_mut().as_mut().filter(|first| first.len() < FIRST) {
            first.push(item.clone());
        }
    }

    /// Whether records are digested, and no one looks at what they were read from.
    pub(crate) fn keeps_no_record(&self) -> bool {
        self.digest.is_some()
    }

    /// Records were added to these.
    pub(crate) fn digest(&self, items: &mut [Item]) {
        if let Some(digest) = &self.digest {
            digest(items);
        }
    }

    /// Whether the person stopped the harvest; the check that follows is another stage.
    pub(crate) fn start_checking(&self) -> bool {
        self.stage.set(Stage::Checking);
        self.cut.set(self.stopped.replace(false));
        self.cut.get()
    }

    /// A record was checked.
    pub(crate) fn checked(&self) {
        self.checked.set(self.checked.get() + 1);
    }

    /// Pauses when it is time; whether to go on.
    pub(crate) async fn goes_on(&self) -> bool {
        if (self.is_due)() {
            self.pause().await;
        }
        !self.stopped.get()
    }

    /// Gives the hand back once. No one is woken: whoever drives the work comes back by itself.
    pub(crate) async fn pause(&self) {
        let mut paused = false;
        poll_fn(|_| if std::mem::replace(&mut paused, true) { Poll::Ready(()) } else { Poll::Pending }).await;
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress")
            .field("stage", &self.stage)
            .field("read", &self.read)
            .finish_non_exhaustive()
    }
}

/// Drives a work to its end at once.
pub fn finish<T>(work: impl Future<Output = T>) -> T {
    let mut work = pin!(work);
    loop {
        if let Poll::Ready(result) = work.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return result;
        }
    }
}
