//! The graph of a record: read when the service answers in DCAT, converted when it answers in ISO 19139.

use crate::{
    harvest::dcat::{GraphPart, fail},
    model::{Detail, Item, Options, Origin, Refusal},
    source::{
        iso19139::{self, Locales, Origins, Summary},
        rdf::{
            self, Graph, RdfFormat,
            vocabulary::{dcat, rdf::TYPE},
        },
        xml::Element,
    },
};

/// Makes a graph of a record.
pub(super) type Convert = fn(Element<'_>, &Locales<'_>, &Options) -> Converted;

/// Reads a DCAT record.
pub(super) fn read_dcat(record: Element<'_>, _: &Locales<'_>, _: &Options) -> Converted {
    // udata serialises each record before it reads it as RDF/XML.
    let graph = rdf::parse(&record.to_document(), RdfFormat::Xml, None);
    Converted {
        // Its places are not those of the answer.
        graph: graph.map(Graph::without_places).map_err(|error| Refusal::Syntax(error.message)),
        origins: None,
        summary: Summary::default(),
    }
}

/// Converts an ISO 19139 record.
pub(super) fn convert_iso_19139(record: Element<'_>, locales: &Locales<'_>, options: &Options) -> Converted {
    let summary = Summary::of(record);
    match iso19139::convert(record, locales, options.detail == Detail::Full) {
        Ok((graph, origins)) => Converted { graph: Ok(graph), origins, summary },
        Err(error) => Converted { graph: Err(Refusal::Conversion(error)), origins: None, summary },
    }
}

/// What a record becomes before it is read as DCAT, and what is known of it otherwise.
pub(super) struct Converted {
    graph: Result<Graph, Refusal>,
    origins: Option<Origins>,
    summary: Summary,
}

/// The graph of a record, and where it stands.
pub struct Kept {
    pub(super) graph: Graph,
    origins: Option<Origins>,
    summary: Summary,
    pub(super) origin: Origin,
}

impl Kept {
    pub(super) fn part(&self) -> GraphPart<'_> {
        GraphPart {
            graph: &self.graph,
            document: self.origin.document,
            span: Some(self.origin.span.clone()),
            origins: self.origins.as_ref(),
            summary: Some(&self.summary),
        }
    }

    /// Whether there is something to read in the second pass.
    pub(super) fn has_service(&self) -> bool {
        self.graph.subjects(TYPE, dcat::DATA_SERVICE).next().is_some()
    }
}

/// The graph of the record of a document, else the record that fails.
pub(super) fn converted(
    convert: Convert,
    document: usize,
    record: Element<'_>,
    locales: &Locales<'_>,
    options: &Options,
) -> Result<Kept, Box<Item>> {
    let origin = Origin { document, span: record.span(), ..Origin::default() };
    let Converted { graph, origins, summary } = convert(record, locales, options);
    match graph {
        Ok(graph) => Ok(Kept { graph, origins, summary, origin }),
        Err(refusal) => Err(Box::new(fail(refusal, origin, summary, options))),
    }
}
