//! The `csw-dcat` and `csw-iso-19139` harvesters (`BaseCswDcatBackend`, `harvest/backends/dcat.py`): each record of each
//! page is a graph of its own, then follows the way of DCAT.

mod descriptor;

use std::{collections::BTreeMap, ops::Range};

pub(super) use self::descriptor::{CswDcat, CswIso19139};
use super::dcat::{Harvest, Page};
use crate::{
    model::{Detail, Job, JobError, JobStatus, Options, Origin, Refusal},
    progress::Progress,
    source::{
        Document, Problem,
        csw::{self, Answer, Counts},
        iso19139::{self, Locales, Origins, Summary},
        rdf::{
            self, Format, Graph,
            vocabulary::{dcat, rdf::TYPE},
        },
        xml::{Element, Tree},
    },
    text::count::{count, number},
};

/// Harvests GetRecords answers that hold DCAT records.
pub async fn run_dcat(
    documents: &[Document],
    options: &Options,
    problems: &mut Vec<Problem>,
    progress: &Progress,
) -> Job {
    run(documents, options, problems, progress, |record, _| {
        // udata serialises each record before it reads it as RDF/XML.
        match rdf::parse(&record.to_document(), Format::Xml, None) {
            Ok(graph) => Converted { graph: Ok(graph), ..Converted::default() },
            Err(error) => Converted { graph: Err(Refusal::Syntax(error.message)), ..Converted::default() },
        }
    })
    .await
}

/// Harvests GetRecords answers that hold ISO 19139 records.
pub async fn run_iso_19139(
    documents: &[Document],
    options: &Options,
    problems: &mut Vec<Problem>,
    progress: &Progress,
) -> Job {
    let traced = options.detail == Detail::Full;
    run(documents, options, problems, progress, |record, locales| {
        let summary = Summary::of(record);
        match iso19139::convert(record, locales, traced) {
            Ok((graph, origins)) => Converted { graph: Ok(graph), origins, summary },
            Err(error) => Converted { graph: Err(Refusal::Conversion(error)), origins: None, summary },
        }
    })
    .await
}

/// What a record becomes before it is read as DCAT, and what is known of it otherwise.
struct Converted {
    graph: Result<Graph, Refusal>,
    origins: Option<Origins>,
    summary: Summary,
}

impl Default for Converted {
    fn default() -> Self {
        Self { graph: Ok(Graph::default()), origins: None, summary: Summary::default() }
    }
}

/// A service kept for the second pass, and where its record stands.
struct Kept {
    graph: Graph,
    origins: Option<Origins>,
    summary: Summary,
    origin: Origin,
}

impl Kept {
    fn page(&self) -> Page<'_> {
        Page {
            graph: &self.graph,
            document: self.origin.document,
            span: Some(self.origin.span.clone()),
            origins: self.origins.as_ref(),
            summary: Some(&self.summary),
        }
    }

    /// Whether there is something to read in the second pass.
    fn has_service(&self) -> bool {
        self.graph.subjects(TYPE, dcat::DATA_SERVICE).next().is_some()
    }
}

/// The pages as they are read.
struct Pages<'o, C> {
    harvest: Harvest<'o>,
    services: Vec<Kept>,
    total: usize,
    convert: C,
    /// What the records are of which the conversion makes nothing, and how many there are of each.
    dropped: BTreeMap<String, usize>,
}

impl<C: Fn(Element<'_>, &Locales<'_>) -> Converted> Pages<'_, C> {
    /// Harvests the datasets of a page, and keeps its services. Whether to go on.
    async fn read(&mut self, index: usize, tree: &Tree) -> bool {
        self.harvest.progress.at(index, self.total);
        let locales = Locales::of(tree);
        for record in csw::records(tree) {
            let origin = Origin { document: index, span: record.span(), node: None };
            if let Some(level) = iso19139::dropped_level(record) {
                *self.dropped.entry(level).or_default() += 1;
            }
            let Converted { graph, origins, summary } = (self.convert)(record, &locales);
            match graph {
                Ok(graph) => {
                    let kept = Kept { graph, origins, summary, origin };
                    if !self.harvest.datasets(&kept.page()).await {
                        return false;
                    }
                    if kept.has_service() {
                        self.services.push(kept);
                    }
                }
                Err(error) => self.harvest.fail(error, origin, summary),
            }
        }
        true
    }
}

/// Datasets page after page, then dataservices over all pages, unless a page stopped the harvest.
async fn run(
    documents: &[Document],
    options: &Options,
    problems: &mut Vec<Problem>,
    progress: &Progress,
    convert: impl Fn(Element<'_>, &Locales<'_>) -> Converted,
) -> Job {
    let harvest = Harvest::new(options, progress);
    let mut pages =
        Pages { harvest, services: Vec::new(), total: documents.len(), convert, dropped: BTreeMap::new() };
    let setback = options.conversation.stop();
    let limit = setback.map_or(documents.len(), |setback| setback.before.min(documents.len()));
    let walked = walk(documents, 0..limit, problems, async |index, tree| pages.read(index, tree).await).await;
    let mut job = Job::default();
    match (walked, setback) {
        (Err(error), _) => {
            job.status = JobStatus::Failed;
            job.errors.push(error);
        }
        (Ok(()), setback) => {
            if let Some(setback) = setback {
                job.halt(setback, pages.harvest.met());
                // What the portal gave all the same is shown, although the harvester stops before.
                let rest = limit..documents.len();
                let shown =
                    walk(documents, rest, problems, async |index, tree| pages.read(index, tree).await).await;
                // Only shown: what keeps it from being read stops nothing more.
                shown.unwrap_or_default();
            }
            for service in &pages.services {
                if !pages.harvest.dataservices(&service.page()).await {
                    break;
                }
            }
        }
    }
    tell_dropped(documents, &pages.dropped, problems);
    job.items = pages.harvest.into_items();
    job.settle();
    job
}

/// Says which records the conversion leaves out, and why.
fn tell_dropped(documents: &[Document], dropped: &BTreeMap<String, usize>, problems: &mut Vec<Problem>) {
    let Some(document) = documents.first().filter(|_| !dropped.is_empty()) else { return };
    let levels: Vec<_> = dropped
        .iter()
        .map(|(level, n)| match level.as_str() {
            "" => format!("sans type ({})", number(*n)),
            level => format!("« {level} » ({})", number(*n)),
        })
        .collect();
    let found = format!(
        "{} : leur type (gmd:hierarchyLevel) est {}.",
        count(dropped.values().sum(), "fiche ne devient rien", "fiches ne deviennent rien"),
        levels.join(", ")
    );
    problems.push(Problem {
        partial: true,
        code: "csw-fiches-ecartees",
        ..Problem::new(
            document,
            found,
            "data.gouv.fr ne garde que dataset, nonGeographicDataset, series et service : corrigez ce type si ces fiches décrivent des données.",
        )
    });
}

/// Visits pages in order, as long as `visit` says so; the error that stops the harvest.
async fn walk(
    documents: &[Document],
    range: Range<usize>,
    problems: &mut Vec<Problem>,
    mut visit: impl AsyncFnMut(usize, &Tree) -> bool,
) -> Result<(), JobError> {
    let mut start = 1;
    let mut read = Vec::new();
    // Files that a person gathered are no pages: one that cannot be read does not keep the others from being read.
    let gathered = documents.len() > 1 && !documents.iter().any(csw::looks_like_page);
    for (index, document) in documents.iter().enumerate().skip(range.start).take(range.len()) {
        let tree = match Tree::read(&document.text) {
            Ok(tree) => tree,
            Err(error) => {
                problems.push(csw::malformed(document, &error, index));
                if gathered {
                    continue;
                }
                return Err(JobError::Syntax(error.to_string()));
            }
        };
        problems.extend(csw::refusal(document, &tree));
        match Answer::of(&tree) {
            Answer::Exception if !gathered => return Err(JobError::CswException(document.text.clone())),
            Answer::Other if !gathered => return Ok(()),
            Answer::Exception | Answer::Other => {}
            // A record by itself is no answer that udata reads; a person who drops one wants to see it.
            Answer::Record => {
                if !visit(index, &tree).await {
                    return Ok(());
                }
            }
            Answer::Page => {
                if !visit(index, &tree).await {
                    return Ok(());
                }
                let Some(counts) = Counts::of(&tree) else { return Ok(()) };
                read.push(counts.clone());
                if index + 1 == documents.len() {
                    problems.extend(csw::shortfall(document, &read));
                }
                match counts.next(start) {
                    Ok(Some(next)) => {
                        tell_gaps(document, start, next, index + 1 == documents.len(), problems);
                        start = next;
                    }
                    Ok(None) => return Ok(()),
                    Err(error) => {
                        problems.push(Problem {
                            partial: true,
                            code: if counts.next.is_none() { "csw-nextrecord-absent" } else { "" },
                            ..Problem::new(
                                document,
                                format!("L’attribut nextRecord ou un compte de fiches manque ou n’est pas un nombre ({counts})."),
                                "data.gouv.fr échouerait après cette page : demandez à l’administrateur du catalogue de mettre le service à jour.",
                            )
                        });
                        return Err(JobError::CswCounts(error));
                    }
                }
            }
        }
    }
    Ok(())
}

/// The service announces a page that was not given, or the page just read.
fn tell_gaps(document: &Document, start: usize, next: usize, last: bool, problems: &mut Vec<Problem>) {
    let (found, advice) = if next == start {
        (
            format!(
                "Le service annonce que la suite commence à la fiche {next}, celle par laquelle cette page commence."
            ),
            "data.gouv.fr tournerait sans fin : demandez à l’administrateur du catalogue de corriger nextRecord.",
        )
    } else if last {
        (
            format!("Le service annonce une suite à partir de la fiche {next}, qui n’a pas été donnée."),
            "Donnez toutes les pages de GetRecords, dans l’ordre.",
        )
    } else {
        return;
    };
    problems.push(Problem { partial: true, ..Problem::new(document, found, advice) });
}
