//! The `dcat` harvester (`harvest/backends/dcat.py`); the CSW harvesters share its records.

mod address;
mod catalogue;
mod contact;
mod contexts;
mod copy;
mod curie;
mod dataservice;
mod dataset;
mod dates;
mod description;
mod descriptor;
mod doi;
mod format;
mod job;
mod licence;
mod memory;
mod outlook;
mod pages;
mod property;
mod reader;
mod refusal;
mod resolution;
mod resource;
mod rights;
mod schema;
mod spatial;
mod store;
mod subject;
mod tags;
mod unread;
mod validation;
mod value;

pub use self::outlook::{Outlook, check_format, outlook};
use self::{
    contexts::Contexts,
    pages::{Chain, Next},
};
pub(super) use self::{
    descriptor::Dcat,
    job::{Harvest, Page},
};
use crate::{
    model::{Job, JobStatus, Options},
    progress::Progress,
    source::{
        Document, Problem,
        rdf::{
            self,
            vocabulary::{dcat, rdf::TYPE},
        },
    },
};

/// Harvests documents as udata does: each is a page, which names the next one. The datasets of all pages
/// come first, then the dataservices, unless a page stopped the harvest.
pub async fn run(
    documents: &[Document],
    options: &Options,
    problems: &mut Vec<Problem>,
    progress: &Progress,
) -> Job {
    let mut harvest = Harvest::new(options, progress);
    let mut job = Job::default();
    if let Err(error) = walk(documents, options, problems, &mut harvest, &mut job).await {
        job.status = JobStatus::Failed;
        job.errors.push(error);
    }
    job.items = harvest.into_items();
    tell_empty(documents, &job, problems);
    job.settle();
    job
}

/// Reads the pages in the order they name each other; the error that stops the harvest, in udata's words.
async fn walk(
    documents: &[Document],
    options: &Options,
    problems: &mut Vec<Problem>,
    harvest: &mut Harvest<'_>,
    job: &mut Job,
) -> Result<(), String> {
    let contexts = Contexts::new(documents);
    let first_page = contexts.first_page();
    let Some(first) = documents.get(first_page) else { return Ok(()) };
    let site = options.site.as_deref();
    let format = format::format(first, site, options.name_decides, problems)?;
    let mut chain = Chain::new(documents, first_page, site);
    let mut with_services = Vec::new();
    let mut next = Next::Document(first_page);
    let mut pages = 0;
    loop {
        let current = match next {
            Next::Document(current) => current,
            Next::Failure(error) => return Err(error),
            Next::End => break,
        };
        let Some(document) = documents.get(current) else { break };
        let context = |address: &str| contexts.text(address);
        let graph = rdf::parse_with(&document.text, format, None, &context).map_err(|error| {
            problems.push(Problem {
                position: error.position,
                partial: current != first_page,
                ..Problem::new(document, error.found, error.advice)
            });
            error.message
        })?;
        if job.errors.is_empty() {
            job.errors.extend(copy::refusal(document, &graph, format, problems));
        }
        harvest.progress.at(pages, documents.len());
        pages += 1;
        if !harvest.datasets(&Page::of_document(&graph, current)).await {
            return Ok(());
        }
        chain.set_aside(|index| contexts.is_used(index));
        next = chain.after(current, &graph, problems);
        if graph.subjects(TYPE, dcat::DATA_SERVICE).next().is_some() {
            with_services.push((current, graph));
        }
    }
    for (document, graph) in &with_services {
        if !harvest.dataservices(&Page::of_document(graph, *document)).await {
            break;
        }
    }
    Ok(())
}

/// A harvest that ends well with nothing hides a wrong address.
fn tell_empty(documents: &[Document], job: &Job, problems: &mut Vec<Problem>) {
    if let (JobStatus::Done, true, Some(first)) = (job.status, job.items.is_empty(), documents.first()) {
        problems.push(Problem::empty(first, "ni jeu de données (dcat:Dataset) ni API (dcat:DataService)"));
    }
}
