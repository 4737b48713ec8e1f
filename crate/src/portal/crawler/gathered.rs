//! What was read of a portal.

use super::CrawlProgress;
use crate::{
    harvest::Protocol,
    model::{Conversation, Options},
    portal::{Address, Candidate, Fault, Software},
    source::{Input, Problem},
    text::url,
};

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

    /// What went wrong, for a banner beside the records, but for what the harvest tells of the same answers.
    pub fn problems(&self) -> Vec<Problem> {
        let stop = self.conversation.stop();
        let faults = self.faults.iter().filter(|fault| !fault.cause.is_read());
        faults.map(|fault| fault.problem(&self.candidates, stop)).collect()
    }
}
