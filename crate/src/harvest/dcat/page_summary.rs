//! What a page says of the catalogue, for whoever fetches the next ones.

use super::{format, pages};
use crate::source::{
    Document,
    rdf::{
        self,
        vocabulary::{dcat, dct, rdf as rdf_terms},
    },
};

/// What a page says of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageSummary {
    /// The address of the next page, as udata finds it.
    pub next: Option<String>,
    /// Records in the whole catalogue.
    pub total: Option<usize>,
    /// Datasets in this page.
    pub records: usize,
    /// What names each of its datasets and services.
    pub identifiers: Vec<String>,
}

/// Reads a page of the catalogue at `site`, whose syntax HEAD may have `announced`; `None` when it is not readable.
pub fn page_summary(document: &Document, site: &str, announced: Option<&str>) -> Option<PageSummary> {
    let format = format::format(document, Some(site), announced, false, &mut Vec::new());
    let format = format.ok().or_else(|| rdf::sniff(&document.text))?;
    let graph = rdf::parse(&document.text, format, None).ok()?;
    let total = pages::announced(&graph);
    let classes = [dcat::DATASET_CLASS, dcat::DATASET_SERIES, dcat::DATA_SERVICE];
    let records = classes.iter().flat_map(|&class| graph.subjects(rdf_terms::TYPE, class));
    let name = |record| graph.term(graph.value(record, dct::IDENTIFIER).unwrap_or(record)).text();
    let identifiers = records.map(name).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    Some(PageSummary {
        identifiers,
        next: pages::next_address(&graph).map(str::to_owned),
        total,
        records: graph.subjects(rdf_terms::TYPE, dcat::DATASET_CLASS).count(),
    })
}
