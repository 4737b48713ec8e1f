//! One check of one portal: what was read, and what it becomes.

use crate::{
    harvest::{self, Job, Options},
    source::{self, Document, Input, Problem},
};

/// What was read from a portal and what data.gouv.fr would make of it.
#[derive(Debug)]
pub struct Catalogue {
    /// The documents as decoded, in the order they were given.
    pub documents: Vec<Document>,
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
        Self::of(documents, options, problems)
    }

    /// Harvests documents that are already decoded; `problems` are those met on the way.
    pub fn of(documents: Vec<Document>, mut options: Options, mut problems: Vec<Problem>) -> Self {
        let kind = options.kind.or_else(|| source::recognise(&documents, &mut problems));
        options.kind = kind;
        let job = match kind {
            Some(kind) => harvest::run(kind, &documents, &options, &mut problems),
            None => Job::default(),
        };
        Self { documents, options, job, problems }
    }
}
