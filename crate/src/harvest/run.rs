//! The one loop over the pages and the records of a harvest, and the one place that pauses.

use crate::{
    model::{Job, JobError, JobStatus},
    progress::Progress,
    source::Problem,
};

/// A harvest that goes on, one page and one record after the other: it awaits nothing, [`drive`] does.
pub(super) trait Harvester {
    /// What is read at once: an answer of the portal, or all of them.
    type Page;

    /// A record of a page, found and not harvested.
    type Record<'p>
    where
        Self: 'p;

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

    /// Adds to the job what becomes of a record: one item, several, or none.
    fn harvest<'p>(
        &mut self,
        page: &'p Self::Page,
        record: Self::Record<'p>,
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

/// Harvests page after page and record after record, as long as `progress` goes on.
pub(super) async fn drive(
    mut harvester: impl Harvester,
    problems: &mut Vec<Problem>,
    progress: &Progress,
) -> Job {
    let mut job = Job::default();
    let mut read = 0;
    'pages: loop {
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
        read += 1;
        for record in records {
            let before = job.items.len();
            harvester.harvest(&page, record, &mut job, problems);
            job.items.iter().skip(before).for_each(|item| progress.harvested(item));
            if !progress.goes_on().await {
                break 'pages;
            }
        }
        harvester.leave(page, problems);
    }
    harvester.end(&mut job, problems);
    job
}
