//! DCAT catalogues: one document, and those that Hydra says come next.

use super::{
    client::Request,
    fault::Cause,
    pager::{Page, Pager, Turn},
};
use crate::{
    harvest::{self, Outlook},
    source::Document,
};

/// The pages of a catalogue.
#[derive(Debug)]
pub(super) struct Dcat {
    /// The address of the form: its end decides the syntax of all pages.
    address: String,
    first: bool,
}

impl Dcat {
    pub fn new(address: String) -> Self {
        Self { address, first: true }
    }
}

impl Pager for Dcat {
    fn first(&mut self) -> Vec<Request> {
        vec![Request::get(&self.address)]
    }

    fn page(&mut self, page: &Page<'_>) -> Turn {
        let mut turn = Turn::kept(0, None);
        let document = |text: &str| Document {
            name: page.address.to_owned(),
            content_type: page.content_type.map(str::to_owned),
            url: Some(page.address.to_owned()),
            text: text.to_owned(),
        };
        if std::mem::replace(&mut self.first, false)
            && let Err(error) = harvest::check_format(&document(""), &self.address)
        {
            turn.causes.push(Cause::WrongType(error.to_string()));
        }
        // A catalogue in one piece is read only once, by the harvester.
        if !page.text.contains("hydra") {
            return turn;
        }
        if let Some(Outlook { next, total, records }) = harvest::outlook(&document(&page.text), &self.address)
        {
            turn.records = records;
            turn.total = total;
            match next {
                Some(next) if next.starts_with("http://") || next.starts_with("https://") => {
                    turn.next.push(Request::get(next));
                }
                Some(next) => turn.causes.push(Cause::RelativeNext(next)),
                None => {}
            }
        }
        turn
    }
}
