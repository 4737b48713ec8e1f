//! One check of one portal: what was read, and what it becomes.

use std::sync::Arc;

use crate::{
    harvest::{self, Documents},
    model::{Item, Job, Options},
    progress::{self, Progress},
    source::{self, Document, Input, Problem},
};

/// What was read from a portal and what data.gouv.fr would make of it.
///
/// ```
/// use avant_moisson::{Catalogue, Input, Kind, Options};
///
/// let turtle = "<https://a.fr/x> a <http://www.w3.org/ns/dcat#Dataset> .";
/// let catalogue = Catalogue::read(vec![Input::named("a.ttl", turtle)], Options::default());
/// assert_eq!(catalogue.options.kind, Some(Kind::Dcat));
/// // Without identifier, udata harvests nothing of it.
/// assert!(catalogue.job.items.iter().all(|item| item.dataset().is_none()));
/// ```
#[derive(Debug)]
pub struct Catalogue {
    /// The documents as decoded, in the order they were given.
    pub documents: Arc<[Document]>,
    /// The settings of the harvest; `kind` is set even when it was recognised.
    pub options: Options,
    /// What udata would make of these documents.
    pub job: Job,
    /// What could not be read, in French, with where and what to do.
    pub problems: Vec<Problem>,
}

impl Catalogue {
    /// Reads documents and harvests them; never fails: what cannot be read becomes a [`Problem`].
    pub fn read(inputs: Vec<Input>, options: Options) -> Self {
        let mut problems = Vec::new();
        let documents = source::decode(inputs, &mut problems);
        Self::of(documents.into(), options, problems)
    }

    /// Harvests documents that are already decoded; `problems` are those met on the way.
    pub fn of(documents: Arc<[Document]>, options: Options, problems: Vec<Problem>) -> Self {
        let mut catalogue = Self::open(documents, options, problems);
        progress::finish(catalogue.harvest(&Progress::straight()));
        catalogue
    }

    /// Documents of a known harvester, when one is, that remain to be harvested.
    pub fn open(documents: Arc<[Document]>, mut options: Options, mut problems: Vec<Problem>) -> Self {
        options.kind = options.kind.or_else(|| source::recognise(&documents, &mut problems));
        Self { documents, options, job: Job::default(), problems }
    }

    /// Harvests the documents, with pauses; a stop keeps the records harvested so far.
    pub async fn harvest(&mut self, progress: &Progress) {
        let Some(kind) = self.options.kind else { return };
        let own = Arc::get_mut(&mut self.documents).filter(|_| progress.keeps_no_record());
        let documents = match own {
            Some(documents) => Documents::Spent(documents),
            None => Documents::Kept(&self.documents),
        };
        self.job = harvest::run(kind, documents, &self.options, &mut self.problems, progress).await;
    }

    /// These records alone, as a catalogue of their own.
    pub fn with(&self, items: Vec<Item>) -> Self {
        Self {
            documents: Arc::clone(&self.documents),
            options: self.options.clone(),
            job: Job { items, ..Job::default() },
            problems: Vec::new(),
        }
    }
}
