//! What a page says of the catalogue, for whoever fetches the next ones.

use super::{format, pages};
use crate::source::{
    Document,
    rdf::{
        self,
        vocabulary::{dcat, rdf as rdf_terms},
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
}

/// Reads a page of the catalogue at `site`, whose syntax HEAD may have `announced`; `None` when it is not readable.
pub fn page_summary(document: &Document, site: &str, announced: Option<&str>) -> Option<PageSummary> {
    let format = format::format(document, Some(site), announced, false, &mut Vec::new());
    let format = format.ok().or_else(|| rdf::sniff(&document.text))?;
    let graph = rdf::parse(&document.text, format, None).ok()?;
    let total = pages::announced(&graph);
    Some(PageSummary {
        next: pages::next_address(&graph).map(str::to_owned),
        total,
        records: graph.subjects(rdf_terms::TYPE, dcat::DATASET_CLASS).count(),
    })
}
