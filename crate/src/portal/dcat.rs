//! DCAT catalogues: one document, and those that Hydra says come next.

use super::{
    client::Request,
    fault::FaultCause,
    pager::{FetchedPage, Pager, Turn},
};
use crate::{
    harvest::{self, PageSummary},
    model::{Asked, Unusable},
    source::{
        Document,
        rdf::{FormatError, format_of},
    },
};

/// The pages of a catalogue.
#[derive(Debug)]
pub(super) struct DcatPager {
    /// The address of the form: its end decides the syntax of all pages, fragment included.
    address: String,
    state: DcatStep,
    /// The media type that HEAD announced.
    announced: Option<String>,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DcatStep {
    /// The syntax (HEAD): the address does not tell it.
    Syntax,
    /// The first page; whether nothing told the syntax.
    First { is_untold: bool },
    /// The others.
    Others,
}

impl DcatPager {
    pub fn new(address: String) -> Self {
        let is_untold = format_of(&address, None) == Err(FormatError::Unknown);
        let state = if is_untold { DcatStep::Syntax } else { DcatStep::First { is_untold } };
        Self { address, state, announced: None }
    }

    fn catalogue(&mut self, is_untold: bool) -> Turn {
        self.state = DcatStep::First { is_untold };
        Turn::then(self.first())
    }
}

/// Why a declared type does not tell a syntax (`DcatBackend.format`).
fn undeclared(content_type: Option<&str>) -> Option<Unusable> {
    match format_of("", Some(content_type.unwrap_or_default())) {
        Ok(_) | Err(FormatError::Unread(_)) => None,
        Err(FormatError::Unknown) => Some(Unusable::NoType),
        Err(FormatError::Type(media_type)) => Some(Unusable::Type(media_type)),
    }
}

impl Pager for DcatPager {
    fn first(&mut self) -> Vec<Request> {
        // Carriers leave the fragment out; a question mark that no query follows is not sent either.
        let (address, fragment) = self.address.split_at(self.address.find('#').unwrap_or(self.address.len()));
        let address = address.strip_suffix('?').unwrap_or(address).to_owned() + fragment;
        vec![if self.state == DcatStep::Syntax { Request::head(address) } else { Request::get(address) }]
    }

    fn page(&mut self, page: &FetchedPage<'_>) -> Turn {
        if self.state == DcatStep::Syntax {
            if undeclared(page.content_type).is_none() {
                self.announced = page.content_type.map(str::to_owned);
            }
            return self.catalogue(false);
        }
        self.state = DcatStep::Others;
        let mut turn = Turn::kept(0, None);
        // A catalogue in one piece is read only once, by the harvester.
        if !page.text.contains("hydra") {
            return turn;
        }
        let document = Document {
            name: page.address.to_owned(),
            content_type: page.content_type.map(str::to_owned),
            url: Some(page.address.to_owned()),
            text: page.text.clone().into_owned(),
            ..Document::default()
        };
        let summary = harvest::page_summary(&document, &self.address, self.announced.as_deref());
        if let Some(PageSummary { next, total, records, identifiers }) = summary {
            turn.records = records;
            turn.identifiers = identifiers;
            turn.total = total;
            // The harvest tells of an address that is not of the web.
            let of_web = |next: &String| next.starts_with("http://") || next.starts_with("https://");
            turn.next.extend(next.filter(of_web).map(Request::get));
        }
        turn
    }

    /// What HEAD does not tell, the catalogue may still show.
    fn missed(&mut self, _: &Request, cause: &FaultCause) -> Option<Turn> {
        if self.state != DcatStep::Syntax || cause.is_of_the_host() {
            return None;
        }
        let is_unknown = *cause == FaultCause::Cors;
        let cause =
            if is_unknown { FaultCause::HeadUnknown } else { FaultCause::Head(Box::new(cause.clone())) };
        Some(Turn { causes: vec![cause], ..self.catalogue(is_unknown) })
    }

    fn asks(&self, _: &Request) -> Option<Asked> {
        Some(if self.state == DcatStep::Syntax { Asked::Head } else { Asked::Source })
    }

    fn unusable(&self, _: &Request, page: &FetchedPage<'_>) -> Option<Unusable> {
        match self.state {
            // Where the answer to HEAD may not be read, that to GET most likely says the same.
            DcatStep::Syntax | DcatStep::First { is_untold: true } => undeclared(page.content_type),
            DcatStep::First { is_untold: false } | DcatStep::Others => None,
        }
    }

    fn announced(&self) -> Option<String> {
        self.announced.clone()
    }
}
