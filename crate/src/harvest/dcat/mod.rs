//! The `dcat` harvester (`harvest/backends/dcat.py`); the CSW harvesters share its records.

mod address;
mod cache;
mod catalogue;
mod checksum;
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
mod empty;
mod file_type;
mod format;
mod job;
mod licence;
mod page_summary;
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

use std::mem;

pub use self::page_summary::{PageSummary, page_summary};
pub(super) use self::{
    cache::RecordCache,
    descriptor::DCAT,
    job::{DraftItem, GraphPart, Pass, Processor, fail},
};
use self::{
    contexts::Contexts,
    pages::{Chain, Next},
};
use super::SHOWN_BEFORE_FAULT;
use super::run::{Documents, Harvester};
use crate::{
    model::{Job, JobError, JobStatus, Options},
    source::{
        Document, Problem, ProblemKind, no_catalogue,
        rdf::{
            self, Graph, Node,
            vocabulary::{dcat, rdf::TYPE},
        },
    },
};

/// Each document is a page, which names the next one. The datasets of all pages come first, then the dataservices,
/// unless a page stopped the harvest.
pub(super) struct DcatHarvest<'d> {
    documents: Documents<'d>,
    options: &'d Options,
    contexts: Contexts,
    first: usize,
    /// The syntax of all pages, once the first one is known.
    format: Option<rdf::RdfFormat>,
    chain: Chain,
    next: Next,
    processor: Processor<'d>,
    with_services: Vec<CatalogueGraph>,
    announced: pages::Announced,
    /// What to write when no record is found, from the first document.
    advice_when_empty: Option<String>,
}

impl<'d> DcatHarvest<'d> {
    /// A harvest that has read nothing yet.
    pub fn new(documents: Documents<'d>, options: &'d Options) -> Self {
        let first = contexts::first_page(&documents);
        Self {
            options,
            contexts: Contexts::default(),
            first,
            format: None,
            chain: Chain::new(&documents, first, options.site.as_deref()),
            documents,
            next: Next::Document(first),
            processor: Processor::new(options),
            with_services: Vec::new(),
            announced: pages::Announced::default(),
            advice_when_empty: None,
        }
    }

    /// Reads the page that the one before names; none at the end, an error when udata stops there.
    fn catalogue(
        &mut self,
        job: &mut Job,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<CatalogueGraph>, JobError> {
        let Some(first) = self.documents.get(self.first) else { return Ok(None) };
        let format = match self.format {
            Some(format) => format,
            None => *self.format.insert(syntax(first, self.options, problems)?),
        };
        let stop = self.options.conversation.stop();
        let index = match mem::replace(&mut self.next, Next::End) {
            Next::Document(index) => index,
            Next::End => return Ok(None),
            Next::Failure(error) if stop.is_none() => return Err(error),
            next @ (Next::Failure(_) | Next::Missing | Next::Round) => {
                if job.setback.is_none() {
                    match stop {
                        Some(setback) => job.halt(setback, job.items.len()),
                        None => job.break_off(next == Next::Missing, job.items.len()),
                    }
                }
                return Ok(None);
            }
        };
        if let Some(setback) = stop.filter(|setback| setback.before <= index && job.setback.is_none()) {
            job.halt(setback, job.items.len());
        }
        let Some(document) = self.documents.get(index) else { return Ok(None) };
        let context = |address: &str| self.contexts.text(&self.documents, address);
        let read = rdf::parse_with(&document.whole(), format, None, &context);
        self.contexts.move_asked(&mut job.contexts);
        let mut graph = match read {
            Ok(graph) => graph,
            Err(error) => {
                // udata stops there; what comes before the fault is only shown.
                let shown = rdf::complete_part(&document.whole(), format).filter(has_records);
                let kept = if shown.is_some() { SHOWN_BEFORE_FAULT } else { "" };
                // That the document is of another syntax was told with the first page, and says more.
                let is_another = |content| format::is_another(content, format);
                let of_another = || format::of_another_page(document, format).filter(|_| index != self.first);
                let instead = format::instead(document, format, error.position).or_else(of_another);
                if instead.is_some()
                    || index != self.first
                    || !rdf::sniff(&document.whole()).is_some_and(is_another)
                {
                    let misread = || Problem::new(document, error.found, error.advice + kept);
                    problems.push(Problem {
                        position: error.position,
                        partial: index != self.first || shown.is_some(),
                        kind: Some(ProblemKind::Syntax),
                        ..instead.unwrap_or_else(misread)
                    });
                }
                let Some(graph) = shown.filter(|_| job.setback.is_none()) else {
                    return Err(JobError::Syntax(error.message));
                };
                job.break_at_fault(JobError::Syntax(error.message));
                return Ok(Some(CatalogueGraph { graph, document: index, is_part: true }));
            }
        };
        if job.errors.is_empty() && job.setback.is_none() {
            job.errors.extend(copy::refusal(document, &graph, format, problems));
        }
        if !has_records(&graph) {
            if index == self.first {
                self.advice_when_empty = empty::advice(&graph);
            }
        } else if self.documents.are_spent() {
            self.documents.spend(index);
            graph = graph.without_places();
        }
        graph.shrink_to_fit();
        Ok(Some(CatalogueGraph { graph, document: index, is_part: false }))
    }
}

/// The graph of a document.
pub(super) struct CatalogueGraph {
    graph: Graph,
    document: usize,
    /// Whether it is what comes before a fault: nothing follows it.
    is_part: bool,
}

/// Whether there is anything to show of a graph.
fn has_records(graph: &Graph) -> bool {
    [Pass::Datasets, Pass::Dataservices].into_iter().any(|pass| !pass.nodes(graph).is_empty())
}

impl CatalogueGraph {
    fn part(&self) -> GraphPart<'_> {
        GraphPart::of_document(&self.graph, self.document)
    }

    fn has_service(&self) -> bool {
        self.graph.subjects(TYPE, dcat::DATA_SERVICE).next().is_some()
    }
}

/// What is read at once.
pub(super) enum DcatPage {
    /// The datasets of a document.
    Datasets(CatalogueGraph),
    /// The services of all documents.
    Dataservices(Vec<CatalogueGraph>),
}

impl<'d> Harvester for DcatHarvest<'d> {
    type Page = DcatPage;
    type Record<'p>
        = (&'p CatalogueGraph, Node, Pass)
    where
        Self: 'p;
    type Memory = RecordCache;
    type Draft = Option<DraftItem>;

    fn pages(&self) -> usize {
        self.documents.len()
    }

    fn next_page(
        &mut self,
        job: &mut Job,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<DcatPage>, JobError> {
        match self.catalogue(job, problems) {
            Ok(Some(catalogue)) => Ok(Some(DcatPage::Datasets(catalogue))),
            Ok(None) if self.with_services.is_empty() => Ok(None),
            Ok(None) => Ok(Some(DcatPage::Dataservices(mem::take(&mut self.with_services)))),
            // The harvest stopped before: what follows is only shown.
            Err(_) if job.setback.is_some() => Ok(None),
            Err(error) => {
                job.reached = Some(job.items.len());
                Err(error)
            }
        }
    }

    fn records<'p>(&self, page: &'p DcatPage) -> Vec<Self::Record<'p>>
    where
        Self: 'p,
    {
        let (catalogues, pass) = match page {
            DcatPage::Datasets(catalogue) => (std::slice::from_ref(catalogue), Pass::Datasets),
            DcatPage::Dataservices(catalogues) => (catalogues.as_slice(), Pass::Dataservices),
        };
        let nodes = |catalogue: &'p CatalogueGraph| pass.nodes(&catalogue.graph).into_iter();
        catalogues
            .iter()
            .flat_map(|catalogue| nodes(catalogue).map(move |node| (catalogue, node, pass)))
            .collect()
    }

    fn read<'p>(
        &self,
        _: &'p DcatPage,
        &(catalogue, node, pass): &Self::Record<'p>,
        memory: &mut RecordCache,
    ) -> Option<DraftItem>
    where
        Self: 'p,
    {
        // Services name datasets: each is read once all of those are known.
        (pass == Pass::Datasets).then(|| self.processor.draft(&catalogue.part(), node, memory))
    }

    fn add<'p>(
        &mut self,
        _: &'p DcatPage,
        &(catalogue, node, _): &Self::Record<'p>,
        draft: Option<DraftItem>,
        job: &mut Job,
        _: &mut Vec<Problem>,
    ) where
        Self: 'p,
    {
        let (processor, part) = (&mut self.processor, catalogue.part());
        job.items.push(match draft {
            Some(draft) => processor.add(draft, |processor| processor.duplicate(&part, node)),
            None => processor.dataservice(&part, node),
        });
    }

    fn leave(&mut self, page: DcatPage, problems: &mut Vec<Problem>) {
        let DcatPage::Datasets(catalogue) = page else { return };
        if catalogue.is_part {
            return self.with_services.extend(catalogue.has_service().then_some(catalogue));
        }
        self.announced.add(catalogue.document, pages::announced(&catalogue.graph));
        self.chain.set_aside(|index| self.contexts.is_used(index));
        // What stops the harvest tells why the pages are not all there.
        let mut unsaid = Vec::new();
        let told = if self.options.conversation.is_whole() { problems } else { &mut unsaid };
        self.next = self.chain.after(&self.documents, catalogue.document, &catalogue.graph, told);
        if catalogue.has_service() {
            self.with_services.push(catalogue);
        }
    }

    fn end(self, job: &mut Job, problems: &mut Vec<Problem>) {
        if let (JobStatus::Done, true, Some(first)) =
            (job.status, job.items.is_empty(), self.documents.get(self.first))
        {
            let mut problem =
                Problem::empty(first, "ni jeu de données (dcat:Dataset) ni API (dcat:DataService)");
            if let Some(advice) = self.advice_when_empty {
                problem.advice = advice;
            } else if let Some(instead) = no_catalogue(first) {
                problem = instead;
            }
            problems.push(problem);
        }
        let is_told = || problems.iter().any(|problem| problem.kind.is_some_and(ProblemKind::is_about_pages));
        let is_whole = job.errors.is_empty() && self.options.conversation.is_whole() && self.chain.is_read();
        if is_whole && !is_told() {
            problems.extend(self.announced.shortfall(&self.documents, job.items.len()));
        }
        job.settle();
    }
}

/// The syntax of all pages. Where the portal kept the harvester from knowing it, the content tells what to show.
fn syntax(
    first: &Document,
    options: &Options,
    problems: &mut Vec<Problem>,
) -> Result<rdf::RdfFormat, JobError> {
    let announced = options.conversation.announced.as_deref();
    if announced.is_none() && options.conversation.stop().is_some_and(|setback| setback.before == 0) {
        let mut unsaid = Vec::new();
        let decided = format::format(first, options.site.as_deref(), None, options.name_decides, &mut unsaid);
        return decided.or_else(|error| rdf::sniff(&first.whole()).ok_or(JobError::Format(error)));
    }
    let decided = format::format(first, options.site.as_deref(), announced, options.name_decides, problems);
    decided.map_err(JobError::Format)
}
