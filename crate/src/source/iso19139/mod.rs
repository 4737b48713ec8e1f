//! An ISO 19139 record as the graph that data.gouv.fr makes of it.
//!
//! udata converts each record with a stylesheet that follows GeoDCAT-AP and INSPIRE's guidelines, then reads the RDF/XML
//! that comes out. This module builds the same graph at once, as far as udata reads it: the same values in the same order,
//! and the same refusals. What the conversion drops is not in the graph; [`Origins`] tells it.

mod constraints;
mod expected;
mod extent;
mod failure;
mod format;
mod identification;
mod keywords;
mod language;
mod number;
mod online;
mod origin;
mod party;
mod provenance;
mod quality;
mod refusal;
mod resolution;
mod service;
mod summary;
mod text;
mod trail;

pub use self::{
    expected::expected,
    failure::{ConversionError, ConversionResult},
    language::Locales,
    origin::{Origins, Untaken, shortened},
    summary::Summary,
};
use self::{
    failure::several,
    language::Languages,
    provenance::{Provenance, ValuePart},
};
use super::{
    rdf::{
        Graph, Node,
        vocabulary::{dcat, rdf},
    },
    xml::{
        Element, Name,
        names::{gmd, gmx},
    },
};
use crate::model::refusal::Surrounding;

/// What data.gouv.fr makes of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeLevel {
    /// `dataset` and `nonGeographicDataset`.
    Dataset,
    /// `series`: a dataset all the same.
    Series,
    /// `service`: an API.
    Service,
    /// Anything else: nothing.
    Other,
}

/// What a record says that it describes, when data.gouv.fr makes nothing of it: empty when it does not say.
pub fn dropped_level(record: Element<'_>) -> Option<String> {
    let is_record = record.local_name() == "MD_Metadata";
    let is_other = is_record && matches!(identification::level(record), Ok(ScopeLevel::Other));
    is_other.then(|| identification::level_codes(record).collect::<Vec<_>>().join(", "))
}

/// Converts what a page of records holds: a record, whatever surrounds it.
///
/// Elements that are no record leave their text behind, as XSLT's built-in rules do, and udata then finds no RDF.
///
/// When `traced`, the graph knows what its statements are made of, and its origins where that stands.
///
/// # Errors
///
/// What stops the conversion of data.gouv.fr.
pub fn convert<'t>(
    element: Element<'t>,
    locales: &'t Locales<'t>,
    traced: bool,
) -> ConversionResult<(Graph, Option<Origins>)> {
    let mut around = Around::default();
    around.read(element);
    match around {
        Around { text: true, .. } => Err(ConversionError::NoDocument(Surrounding::Text)),
        Around { several: true, .. } => Err(ConversionError::NoDocument(Surrounding::Several)),
        Around { record: None, .. } => Err(ConversionError::NoDocument(Surrounding::Nothing)),
        Around { record: Some(record), .. } => convert_record(record, locales, traced),
    }
}

/// What is found in an element that may hold a record.
#[derive(Default)]
struct Around<'t> {
    record: Option<Element<'t>>,
    several: bool,
    text: bool,
}

impl<'t> Around<'t> {
    fn read(&mut self, element: Element<'t>) {
        let mut inside = 0;
        for element in std::iter::once(element).chain(element.descendants()) {
            if element.span().start < inside {
                continue;
            }
            if element.name() == gmd::MD_METADATA {
                self.several |= self.record.replace(element).is_some();
                inside = element.span().end;
            } else {
                self.text |= element.own_texts().any(|text| !text.trim_matches(text::is_space).is_empty());
            }
        }
    }
}

fn convert_record<'t>(
    record: Element<'t>,
    locales: &'t Locales<'t>,
    traced: bool,
) -> ConversionResult<(Graph, Option<Origins>)> {
    let languages = Languages::of_record(record, locales)?;
    let level = identification::level(record)?;
    let mut graph = if traced { Graph::with_sources() } else { Graph::default() };
    let provenance = traced.then(Provenance::default);
    let address = identification::address(record)?;
    let subject = match &address {
        Some((address, _)) => graph.iri(address),
        None => graph.blank(None),
    };
    let mut converter = IsoConverter { record, level, languages, graph, subject, provenance };
    converter.refuse_unread()?;
    converter.take_all(
        record
            .children()
            .filter(|child| matches!(child.name(), gmd::LANGUAGE | gmd::LOCALE | gmd::HIERARCHY_LEVEL)),
    );
    converter.add_record(address.is_some())?;
    if let Some((_, code)) = address {
        let is_anchor = code.name() == gmx::ANCHOR;
        converter.at_part(code, if is_anchor { ValuePart::Address } else { ValuePart::Text });
    }
    converter.add_types();
    converter.add_titles()?;
    converter.add_descriptions()?;
    converter.add_keywords()?;
    converter.add_identifiers()?;
    converter.add_operated_datasets();
    converter.add_extents()?;
    converter.add_dates()?;
    converter.add_frequencies();
    converter.add_lineages()?;
    converter.add_resolutions()?;
    converter.add_conformities()?;
    converter.add_online_resources()?;
    converter.add_service_rights()?;
    converter.add_parties()?;
    let IsoConverter { graph, provenance, .. } = converter;
    Ok((graph, provenance.map(|provenance| Origins::of(record, provenance))))
}

/// A conversion under way.
struct IsoConverter<'t> {
    record: Element<'t>,
    level: ScopeLevel,
    languages: Languages<'t>,
    graph: Graph,
    /// The dataset, or the service.
    subject: Node,
    /// What the statements are made of, when it is wanted.
    provenance: Option<Provenance>,
}

impl<'t> IsoConverter<'t> {
    /// The elements that identify the resource: one, in most records.
    fn identifications(&self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        self.record.path(&[gmd::IDENTIFICATION_INFO, Name::ANY])
    }

    /// Those of the first mention only, which alone says most of what udata reads.
    fn first_identifications(&self) -> impl Iterator<Item = Element<'t>> + use<'t> {
        let first = self.record.child(gmd::IDENTIFICATION_INFO);
        first.into_iter().flat_map(Element::children)
    }

    fn add_types(&mut self) {
        let types: &[Node] = match self.level {
            ScopeLevel::Dataset => &[dcat::DATASET_CLASS],
            ScopeLevel::Series => &[dcat::DATASET_CLASS, dcat::DATASET_SERIES],
            ScopeLevel::Service => &[dcat::DATA_SERVICE],
            ScopeLevel::Other => &[],
        };
        for &class in types {
            // What makes it a series is where its manager would say otherwise.
            if class == dcat::DATASET_SERIES
                && let Some(code) = self.record.path(&[gmd::HIERARCHY_LEVEL, Name::ANY]).next()
            {
                self.at_part(code, ValuePart::Code);
            }
            self.graph.add(self.subject, rdf::TYPE, class);
        }
    }

    fn add_iri(&mut self, subject: Node, predicate: Node, iri: &str) -> Node {
        let object = self.graph.iri(iri);
        self.graph.add(subject, predicate, object);
        object
    }

    fn add_typed(&mut self, subject: Node, predicate: Node, value: &str, datatype: &str) {
        let literal = self.graph.literal(value, None, Some(datatype));
        self.graph.add(subject, predicate, literal);
    }
}

/// Datatypes.
mod datatype {
    pub(super) const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
    pub(super) const ANY_URI: &str = "http://www.w3.org/2001/XMLSchema#anyURI";
    pub(super) const DATE: &str = "http://www.w3.org/2001/XMLSchema#date";
    pub(super) const DATE_TIME: &str = "http://www.w3.org/2001/XMLSchema#dateTime";
    pub(super) const G_YEAR: &str = "http://www.w3.org/2001/XMLSchema#gYear";
    pub(super) const DECIMAL: &str = "http://www.w3.org/2001/XMLSchema#decimal";
    pub(super) const NON_NEGATIVE_INTEGER: &str = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger";
    pub(super) const WKT: &str = "http://www.opengis.net/ont/geosparql#wktLiteral";
    pub(super) const GEO_JSON: &str = "http://www.opengis.net/ont/geosparql#geoJSONLiteral";
    pub(super) const GEO_JSON_MEDIA_TYPE: &str =
        "https://www.iana.org/assignments/media-types/application/vnd.geo+json";
}
