//! From one page to the next: what each software has of its own. [`super::Crawler`] does the rest.

use super::{candidate::Candidate, client::Request, fault::FaultCause};
use crate::model::{Asked, Unusable};

/// A page that came back whole, or cut.
#[derive(Debug)]
pub(super) struct FetchedPage<'a> {
    /// Where it came from.
    pub address: &'a str,
    /// `Content-Type`
    pub content_type: Option<&'a str>,
    /// What came.
    pub bytes: &'a [u8],
    /// The text, close enough to what the harvester reads to find the next page in it.
    pub text: std::borrow::Cow<'a, str>,
}

/// What to do after an answer.
#[derive(Debug, Default)]
pub(super) struct Turn {
    /// Whether the harvester should read this page.
    pub keep: bool,
    /// Whether the page kept just before is to be forgotten: others stand for it.
    pub forget_last: bool,
    /// Records in the page.
    pub records: usize,
    /// Records that the portal announces.
    pub total: Option<usize>,
    /// What names each record of the page, where that is known.
    pub identifiers: Vec<String>,
    /// Whether the pages come to an end by themselves, whatever they hold.
    pub ends: bool,
    /// What to ask next, in the order the harvester reads it.
    pub next: Vec<Request>,
    /// What the person should know.
    pub causes: Vec<FaultCause>,
    /// What the portal turns out to be: the best candidate first.
    pub recognised: Option<Vec<Candidate>>,
}

impl Turn {
    /// The page is one to read.
    pub fn kept(records: usize, total: Option<usize>) -> Self {
        Self { keep: true, records, total, ..Self::default() }
    }

    /// The page is no page.
    pub fn fault(cause: FaultCause) -> Self {
        Self { causes: vec![cause], ..Self::default() }
    }

    /// The page only says what to ask.
    pub fn then(next: Vec<Request>) -> Self {
        Self { next, ..Self::default() }
    }
}

/// The pages of one software.
pub(super) trait Pager: std::fmt::Debug {
    /// What to ask first.
    fn first(&mut self) -> Vec<Request>;

    /// What a page says of the next ones.
    fn page(&mut self, page: &FetchedPage<'_>) -> Turn;

    /// What to do without a page; `None` to stop there.
    fn missed(&mut self, _request: &Request, _cause: &FaultCause) -> Option<Turn> {
        None
    }

    /// What the harvester asks by this request; `None` where it is only ours.
    fn asks(&self, _request: &Request) -> Option<Asked> {
        Some(Asked::Source)
    }

    /// Why the harvester does not take an answer that says it is one.
    fn unusable(&self, _request: &Request, _page: &FetchedPage<'_>) -> Option<Unusable> {
        None
    }

    /// What HEAD announced.
    fn announced(&self) -> Option<String> {
        None
    }

    /// Whether the portal itself filtered what it gave.
    fn filtered(&self) -> bool {
        false
    }

    /// The names of a filtered list that is not kept as a page.
    fn listed(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether a web page is one of the answers to expect.
    fn expects_html(&self) -> bool {
        false
    }
}
