//! The `csw-dcat` and `csw-iso-19139` harvesters (`BaseCswDcatBackend`, `harvest/backends/dcat.py`): each record of each
//! page is a graph of its own, then follows the way of DCAT.

mod ahead;
mod descriptor;
mod gaps;
mod record;

use std::{collections::BTreeMap, mem, ops::Range, sync::Arc};

pub(super) use self::descriptor::{CSW_DCAT, CSW_ISO_19139};
use self::{
    ahead::Parsed,
    gaps::{report_dropped, report_gaps},
    record::{Convert, Kept, convert_iso_19139, converted, read_dcat},
};
use super::{
    SHOWN_BEFORE_FAULT,
    dcat::{DraftItem, Pass, Processor, RecordCache},
    run::Harvester,
};
use crate::{
    formats::xml,
    model::{Item, Job, JobError, Kind, Options, Setback},
    source::{
        Document, Problem,
        csw::{self, CswAnswer, RecordCounts},
        iso19139::{self, Locales},
        rdf::Node,
        xml::{Element, XmlTree},
    },
};

/// What a record becomes as if it were the only one.
pub(super) struct CswDraft {
    /// Its level, when the conversion makes nothing of it.
    dropped: Option<String>,
    datasets: Vec<(Node, DraftItem)>,
    /// The record, when it becomes no graph.
    failed: Option<Box<Item>>,
    /// Its graph, when there is something to read in the second pass.
    kept: Option<Kept>,
}

/// What is read at once.
pub(super) enum CswPage {
    /// An answer of the service.
    Answer(usize, XmlTree),
    /// The services of all answers.
    Dataservices(Vec<Kept>),
}

/// A record of a page.
pub(super) enum CswRecord<'p> {
    /// An element of an answer, the `usize`-th document; what its page knows of languages is shared.
    Element(usize, Element<'p>, Arc<Locales<'p>>),
    /// A service.
    Dataservice(&'p Kept, Node),
}

/// Datasets answer after answer, then dataservices over all answers, unless an answer stopped the harvest.
pub(super) struct CswHarvest<'d> {
    documents: &'d [Document],
    options: &'d Options,
    convert: Convert,
    processor: Processor<'d>,
    /// The answers that remain to be read, in order.
    rest: Range<usize>,
    /// The first answers of those, already parsed.
    parsed: Parsed,
    /// What stops the harvest after them.
    setback: Option<&'d Setback>,
    /// The rank of the record that the next answer starts with.
    start: usize,
    counts: Vec<RecordCounts>,
    /// What comes before the fault of an answer that is not well formed: it is only shown.
    before_fault: Option<(usize, XmlTree)>,
    /// Whether udata stopped at such an answer.
    is_over: bool,
    /// The error of the answer just read.
    failure: Option<JobError>,
    /// Files that a person gathered are no pages: one that cannot be read does not keep the others from being read.
    gathered: bool,
    services: Vec<Kept>,
    /// What the records are of which the conversion makes nothing, and how many there are of each.
    dropped: BTreeMap<String, usize>,
}

impl<'d> CswHarvest<'d> {
    fn new(documents: &'d [Document], options: &'d Options, convert: Convert) -> Self {
        let setback = options.conversation.stop();
        Self {
            documents,
            options,
            convert,
            processor: Processor::new(options),
            rest: 0..setback.map_or(documents.len(), |setback| setback.before.min(documents.len())),
            parsed: Parsed::default(),
            setback,
            start: 1,
            counts: Vec::new(),
            before_fault: None,
            is_over: false,
            failure: None,
            gathered: documents.len() > 1 && !documents.iter().any(csw::looks_like_page),
            services: Vec::new(),
            dropped: BTreeMap::new(),
        }
    }

    /// A harvest of DCAT records.
    pub fn dcat(documents: &'d [Document], options: &'d Options) -> Self {
        Self::new(documents, options, read_dcat)
    }

    /// A harvest of ISO 19139 records.
    pub fn iso_19139(documents: &'d [Document], options: &'d Options) -> Self {
        Self::new(documents, options, convert_iso_19139)
    }

    /// The next answer that holds records; the error that stops the harvest.
    fn answer(&mut self, job: &mut Job, problems: &mut Vec<Problem>) -> Result<Option<CswPage>, JobError> {
        if let Some(error) = self.failure.take() {
            return Err(error);
        }
        for index in self.rest.by_ref() {
            let Some(document) = self.documents.get(index) else { break };
            let tree = match self.parsed.take(index, self.documents, self.options.jobs) {
                // The charset of the answer keeps the mark in the text, and Saxon takes it for text before the root.
                Ok(tree) if document.text.starts_with('\u{feff}') && !self.gathered => {
                    problems.push(csw::marked(document));
                    self.before_fault = Some((index, tree));
                    return Err(JobError::Syntax("Content is not allowed in prolog".to_owned()));
                }
                Ok(tree) => tree,
                Err(error) => {
                    let mut problem = csw::malformed(document, &error, index);
                    self.before_fault = xml::complete_part(&document.whole(), 2)
                        .and_then(|text| Some((index, XmlTree::read(&text).ok()?)))
                        .filter(|_| !self.gathered);
                    if self.before_fault.is_some() {
                        problem.partial = true;
                        problem.advice += SHOWN_BEFORE_FAULT;
                    }
                    if self.gathered {
                        problems.push(Problem { kind: None, ..problem });
                        continue;
                    }
                    problems.push(problem);
                    return Err(JobError::Syntax(error.to_string()));
                }
            };
            problems.extend(csw::refusal(document, &tree, !self.counts.is_empty()));
            if self.options.kind == Some(Kind::CswDcat) && problems.is_empty() {
                problems.extend(csw::of_other_harvester(document, &tree));
            }
            match CswAnswer::of(&tree) {
                CswAnswer::Page => return Ok(Some(CswPage::Answer(index, tree))),
                // A record by itself is no answer that udata reads; a person who drops one wants to see it.
                CswAnswer::Record => {
                    if !self.gathered {
                        problems.push(csw::alone(document));
                    }
                    job.reached.get_or_insert(job.items.len());
                    return Ok(Some(CswPage::Answer(index, tree)));
                }
                CswAnswer::Exception | CswAnswer::Other if self.gathered => {}
                CswAnswer::Exception => return Err(JobError::CswException(document.whole().into_owned())),
                CswAnswer::Other => return Ok(None),
            }
        }
        Ok(None)
    }

    /// What follows an answer, by what it counts.
    fn follow(&mut self, index: usize, counts: Option<RecordCounts>, problems: &mut Vec<Problem>) {
        let (Some(counts), Some(document)) = (counts, self.documents.get(index)) else {
            self.rest = 0..0;
            return;
        };
        let is_last = index + 1 == self.documents.len();
        self.counts.push(counts.clone());
        let next = match counts.next(self.start) {
            Ok(next) => next,
            Err(error) => {
                problems.push(csw::uncounted(document, &counts));
                self.failure = Some(JobError::CswCounts(error));
                return;
            }
        };
        // What stops the harvest tells why the pages are not all there.
        let is_whole = self.options.conversation.is_whole();
        if is_last && is_whole {
            problems.extend(csw::shortfall(document, &self.counts));
        }
        match next {
            Some(next) => {
                if is_whole {
                    report_gaps(document, self.start, next, is_last, problems);
                }
                self.start = next;
            }
            None => self.rest = 0..0,
        }
    }
}

impl<'d> Harvester for CswHarvest<'d> {
    type Page = CswPage;
    type Record<'p>
        = CswRecord<'p>
    where
        Self: 'p;
    type Memory = RecordCache;
    type Draft = Option<CswDraft>;

    fn pages(&self) -> usize {
        self.documents.len()
    }

    fn next_page(&mut self, job: &mut Job, problems: &mut Vec<Problem>) -> Result<Option<CswPage>, JobError> {
        match self.answer(job, problems) {
            Ok(Some(page)) => return Ok(Some(page)),
            Err(error) if job.setback.is_none() => {
                let Some((index, tree)) = self.before_fault.take() else { return Err(error) };
                job.break_at_fault(error);
                self.is_over = true;
                return Ok(Some(CswPage::Answer(index, tree)));
            }
            // Only shown: what keeps it from being read stops nothing more.
            Ok(None) | Err(_) => self.rest = 0..0,
        }
        if let Some(setback) = self.setback.take() {
            job.halt(setback, job.items.len());
            // What the portal gave all the same is shown, although the harvester stops before.
            self.rest = setback.before.min(self.documents.len())..self.documents.len();
            self.start = 1;
            self.counts.clear();
            return self.next_page(job, problems);
        }
        let services = mem::take(&mut self.services);
        Ok((!services.is_empty()).then_some(CswPage::Dataservices(services)))
    }

    fn records<'p>(&self, page: &'p CswPage) -> Vec<CswRecord<'p>>
    where
        Self: 'p,
    {
        match page {
            CswPage::Answer(index, tree) => {
                let locales = Arc::new(Locales::of(tree));
                csw::records(tree)
                    .map(|record| CswRecord::Element(*index, record, Arc::clone(&locales)))
                    .collect()
            }
            CswPage::Dataservices(services) => {
                let nodes = |kept: &'p Kept| Pass::Dataservices.nodes(&kept.graph).into_iter();
                services
                    .iter()
                    .flat_map(|kept| nodes(kept).map(move |node| CswRecord::Dataservice(kept, node)))
                    .collect()
            }
        }
    }

    fn read<'p>(&self, _: &'p CswPage, record: &CswRecord<'p>, memory: &mut RecordCache) -> Option<CswDraft>
    where
        Self: 'p,
    {
        let &CswRecord::Element(document, record, ref locales) = record else { return None };
        // What is no record of this schema has no level that counts.
        let dropped = iso19139::dropped_level(record).filter(|_| !csw::is_foreign(record));
        Some(match converted(self.convert, document, record, locales, self.options) {
            Ok(kept) => {
                let nodes = Pass::Datasets.nodes(&kept.graph);
                let draft = |node| (node, self.processor.draft(&kept.part(), node, memory));
                let datasets = nodes.into_iter().map(draft).collect();
                CswDraft { dropped, datasets, failed: None, kept: kept.has_service().then_some(kept) }
            }
            Err(failed) => CswDraft { dropped, datasets: Vec::new(), failed: Some(failed), kept: None },
        })
    }

    fn add<'p>(
        &mut self,
        _: &'p CswPage,
        record: &CswRecord<'p>,
        draft: Option<CswDraft>,
        job: &mut Job,
        _: &mut Vec<Problem>,
    ) where
        Self: 'p,
    {
        let (document, record, locales) = match record {
            CswRecord::Element(document, record, locales) => (*document, *record, locales),
            CswRecord::Dataservice(kept, node) => {
                return job.items.push(self.processor.dataservice(&kept.part(), *node));
            }
        };
        let Some(CswDraft { dropped, datasets, failed, kept }) = draft else { return };
        if let Some(level) = dropped {
            *self.dropped.entry(level).or_default() += 1;
        }
        for (node, draft) in datasets {
            // The graph is gone, unless it holds a service: duplicates are few.
            let again = |processor: &mut Processor<'d>| match converted(
                self.convert,
                document,
                record,
                locales,
                self.options,
            ) {
                Ok(kept) => processor.duplicate(&kept.part(), node),
                Err(failed) => *failed,
            };
            job.items.push(self.processor.add(draft, again));
        }
        job.items.extend(failed.map(|failed| *failed));
        self.services.extend(kept);
    }

    fn leave(&mut self, page: CswPage, problems: &mut Vec<Problem>) {
        if self.is_over {
            self.rest = 0..0;
        } else if let CswPage::Answer(index, tree) = page
            && CswAnswer::of(&tree) == CswAnswer::Page
        {
            self.follow(index, RecordCounts::of(&tree), problems);
        }
    }

    fn end(self, job: &mut Job, problems: &mut Vec<Problem>) {
        report_dropped(self.documents, &self.dropped, problems);
        job.settle();
    }
}
