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

pub use self::outlook::{Outlook, outlook};
use self::{
    contexts::Contexts,
    pages::{Chain, Next},
};
pub(super) use self::{
    descriptor::Dcat,
    job::{Harvest, Page},
};
use crate::{
    model::{Job, JobError, JobStatus, Options},
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
    if let Err(error) = walk(documents, options, problems, &mut harvest, &mut job).await
        && job.setback.is_none()
    {
        job.reached = Some(harvest.met());
        job.status = JobStatus::Failed;
        job.errors.push(error);
    }
    job.items = harvest.into_items();
    tell_empty(documents, &job, problems);
    job.settle();
    job
}

/// Reads the pages in the order they name each other; the error that stops the harvest.
async fn walk(
    documents: &[Document],
    options: &Options,
    problems: &mut Vec<Problem>,
    harvest: &mut Harvest<'_>,
    job: &mut Job,
) -> Result<(), JobError> {
    let contexts = Contexts::new(documents);
    let first_page = contexts.first_page();
    let Some(first) = documents.get(first_page) else { return Ok(()) };
    let site = options.site.as_deref();
    let stop = options.conversation.stop();
    let format = syntax(first, options, problems)?;
    let mut chain = Chain::new(documents, first_page, site);
    let mut with_services = Vec::new();
    let mut announced = 0;
    let mut next = Next::Document(first_page);
    let mut pages = 0;
    loop {
        let current = match next {
            Next::Document(current) => current,
            Next::End => break,
            Next::Failure(error) if stop.is_none() => return Err(error),
            Next::Failure(_) | Next::Missing | Next::Round => {
                if let Some(setback) = stop.filter(|_| job.setback.is_none()) {
                    job.halt(setback, harvest.met());
                } else if job.setback.is_none() {
                    job.break_off(next == Next::Missing, harvest.met());
                }
                break;
            }
        };
        if let Some(setback) = stop.filter(|setback| setback.before <= current && job.setback.is_none()) {
            job.halt(setback, harvest.met());
        }
        let Some(document) = documents.get(current) else { break };
        let context = |address: &str| contexts.text(address);
        let graph = rdf::parse_with(&document.text, format, None, &context).map_err(|error| {
            problems.push(Problem {
                position: error.position,
                partial: current != first_page,
                ..Problem::new(document, error.found, error.advice)
            });
            JobError::Syntax(error.message)
        })?;
        if job.errors.is_empty() && job.setback.is_none() {
            job.errors.extend(copy::refusal(document, &graph, format, problems));
        }
        announced = announced.max(pages::announced(&graph).unwrap_or(0));
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
    let is_whole = next == Next::End && job.setback.is_none() && chain.is_read();
    if is_whole && harvest.met() < announced {
        problems.push(pages::shortfall(first, announced, harvest.met()));
    }
    Ok(())
}

/// The syntax of all pages. Where the portal kept the harvester from knowing it, the content tells what to show.
fn syntax(first: &Document, options: &Options, problems: &mut Vec<Problem>) -> Result<rdf::Format, JobError> {
    let announced = options.conversation.announced.as_deref();
    if announced.is_none() && options.conversation.stop().is_some_and(|setback| setback.before == 0) {
        let mut unsaid = Vec::new();
        let decided = format::format(first, options.site.as_deref(), None, options.name_decides, &mut unsaid);
        return decided.or_else(|error| rdf::sniff(&first.text).ok_or(JobError::Format(error)));
    }
    let decided = format::format(first, options.site.as_deref(), announced, options.name_decides, problems);
    decided.map_err(JobError::Format)
}

/// A harvest that ends well with nothing hides a wrong address.
fn tell_empty(documents: &[Document], job: &Job, problems: &mut Vec<Problem>) {
    if let (JobStatus::Done, true, Some(first)) = (job.status, job.items.is_empty(), documents.first()) {
        let mut problem = Problem::empty(first, "ni jeu de données (dcat:Dataset) ni API (dcat:DataService)");
        if let Some(class) = strange_class(first) {
            problem.advice =
                format!("On y trouve des <{class}> : écrivez http://www.w3.org/ns/dcat#Dataset.");
        }
        problems.push(problem);
    }
}

/// A class of datasets that is not that of DCAT.
fn strange_class(document: &Document) -> Option<String> {
    let graph = rdf::parse(&document.text, rdf::sniff(&document.text)?, None).ok()?;
    let classes = graph.subject_objects(TYPE).map(|(_, class)| graph.term(class).text());
    let is_dataset = |class: &&str| {
        class.rsplit(['#', '/']).next().is_some_and(|local| local.eq_ignore_ascii_case("dataset"))
    };
    classes.filter(is_dataset).map(str::to_owned).next()
}
