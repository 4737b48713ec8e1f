//! The one loop over the pages and the records of a harvest, and the one place that pauses.

use std::{iter, ops::Deref, slice, vec};

use crate::{
    model::{Job, JobError, JobStatus, Kind, Options},
    parallel,
    progress::Progress,
    source::{Document, Problem},
};

/// Bytes of text beyond which a person should know that the parsing starts: nothing is heard until it ends.
const LARGE: usize = 2 << 20;

/// Bytes of a text that are kept when it is spent: what it is shows at its start.
const HEAD: usize = 1 << 16;

/// The documents of a harvest.
#[derive(Debug)]
pub enum Documents<'d> {
    /// They are shown afterwards.
    Kept(&'d [Document]),
    /// No one looks at their texts once they are read.
    Spent(&'d mut [Document]),
}

impl<'d> Documents<'d> {
    /// Documents whose records are read in their texts, to the last one.
    pub(super) fn kept(self) -> &'d [Document] {
        match self {
            Self::Kept(documents) => documents,
            Self::Spent(documents) => documents,
        }
    }

    /// Whether a text may go once it is read.
    pub(super) fn are_spent(&self) -> bool {
        matches!(self, Self::Spent(_))
    }

    /// A text was read to its end: gives its memory back.
    pub(super) fn spend(&mut self, index: usize) {
        let Self::Spent(documents) = self else { return };
        if let Some(document) = documents.get_mut(index) {
            document.spend(HEAD);
        }
    }
}

impl Deref for Documents<'_> {
    type Target = [Document];

    fn deref(&self) -> &[Document] {
        match self {
            Self::Kept(documents) => documents,
            Self::Spent(documents) => documents,
        }
    }
}

/// Harvests documents as `kind` does; what cannot be read is added to `problems`. Pauses and stops as `progress` says.
pub async fn run(
    kind: Kind,
    documents: Documents<'_>,
    options: &Options,
    problems: &mut Vec<Problem>,
    progress: &Progress,
) -> Job {
    if documents.iter().map(|document| document.text.len()).sum::<usize>() > LARGE {
        progress.pause().await;
    }
    if !progress.goes_on().await {
        return Job::default();
    }
    let mut job = (kind.backend().run)(documents, options, problems, progress).await;
    // What stops the harvest before its first document does so whatever the harvester.
    if let Some(setback) = options.conversation.stop()
        && job.setback.is_none()
        && (setback.before == 0 || job.status != JobStatus::Failed)
    {
        let reached = if setback.before == 0 { 0 } else { job.items.len() };
        job.halt(setback, reached);
    }
    job
}

/// A harvest that goes on, one page and one record after the other: it awaits nothing, [`drive`] does.
///
/// Records are read by themselves, several at once, as if each were the only one; then they join the job one after the
/// other, and what depends on those before is decided there.
pub(super) trait Harvester: Sync {
    /// What is read at once: an answer of the portal, or all of them.
    type Page: Sync;

    /// A record of a page, found and not harvested.
    type Record<'p>: Sync
    where
        Self: 'p;

    /// What repeats from one record to the next, remembered to spare time: it decides nothing.
    type Memory: Default + Send;

    /// What a record becomes, as far as no other decides.
    type Draft: Send;

    /// How many pages there may be.
    fn pages(&self) -> usize;

    /// Reads the next page; none at the end, an error when it stops the whole harvest.
    fn next_page(
        &mut self,
        job: &mut Job,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Self::Page>, JobError>;

    /// The records of a page, in the order udata meets them.
    fn records<'p>(&self, page: &'p Self::Page) -> Vec<Self::Record<'p>>
    where
        Self: 'p;

    /// Reads a record as if it were the only one.
    fn read<'p>(
        &self,
        page: &'p Self::Page,
        record: &Self::Record<'p>,
        memory: &mut Self::Memory,
    ) -> Self::Draft
    where
        Self: 'p;

    /// Adds to the job what becomes of a record: one item, several, or none.
    fn add<'p>(
        &mut self,
        page: &'p Self::Page,
        record: &Self::Record<'p>,
        draft: Self::Draft,
        job: &mut Job,
        problems: &mut Vec<Problem>,
    ) where
        Self: 'p;

    /// All records of a page are harvested.
    fn leave(&mut self, page: Self::Page, problems: &mut Vec<Problem>) {
        let _ = (page, problems);
    }

    /// The harvest is over: at its end, by an error, or because a person stopped it.
    fn end(self, job: &mut Job, problems: &mut Vec<Problem>)
    where
        Self: Sized,
    {
        let _ = problems;
        job.settle();
    }
}

/// Things that were read at once, and what each gave.
type Batch<'t, T, D> = iter::Zip<slice::Iter<'t, T>, vec::IntoIter<D>>;

/// Reads things several at once, as many as there are memories, and takes in what they give in their order, as long as
/// `progress` goes on; whether it went on to the end. The one place that pauses.
pub(crate) async fn each<S: Sync, T: Sync, M: Send, D: Send>(
    state: &mut S,
    things: &[T],
    memories: &mut [M],
    read: impl Fn(&S, &mut M, &T) -> D + Sync,
    mut take: impl FnMut(&mut S, Batch<'_, T, D>),
    progress: &Progress,
) -> bool {
    for batch in things.chunks(parallel::batch(memories.len())) {
        let drafts = parallel::map(batch, memories, |memory, thing| read(state, memory, thing));
        take(state, batch.iter().zip(drafts));
        if !progress.goes_on().await {
            return false;
        }
    }
    true
}

/// Harvests page after page and record after record, as long as `progress` goes on.
pub(super) async fn drive<H: Harvester>(
    mut harvester: H,
    jobs: usize,
    problems: &mut Vec<Problem>,
    progress: &Progress,
) -> Job {
    let mut job = Job::default();
    let mut memories: Vec<H::Memory> = iter::repeat_with(H::Memory::default).take(jobs.max(1)).collect();
    let mut read = 0;
    loop {
        let page = match harvester.next_page(&mut job, problems) {
            Ok(Some(page)) => page,
            Ok(None) => break,
            Err(error) => {
                job.status = JobStatus::Failed;
                job.errors.push(error);
                break;
            }
        };
        let records = harvester.records(&page);
        progress.at(read, harvester.pages());
        progress.expect(records.len());
        job.items.reserve(records.len());
        read += 1;
        let goes_on = each(
            &mut harvester,
            &records,
            &mut memories,
            |harvester, memory, record| harvester.read(&page, record, memory),
            |harvester, batch| {
                for (record, draft) in batch {
                    let before = job.items.len();
                    harvester.add(&page, record, draft, &mut job, problems);
                    for item in job.items.iter_mut().skip(before) {
                        item.shrink_to_fit();
                        progress.harvested(item);
                    }
                }
                progress.digest(&mut job.items);
            },
            progress,
        )
        .await;
        if !goes_on {
            break;
        }
        drop(records);
        harvester.leave(page, problems);
    }
    harvester.end(&mut job, problems);
    progress.digest(&mut job.items);
    job
}
