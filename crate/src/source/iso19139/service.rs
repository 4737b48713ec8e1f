//! What is proper to services: the datasets they operate on.

use super::{IsoConverter, datatype, provenance::ValuePart, text::is_http};
use crate::source::{
    rdf::vocabulary::{dcat, dct, foaf, rdf},
    xml::names::{plain, srv, xlink},
};

impl IsoConverter<'_> {
    /// A dataset known by an address is one node, linked twice; others are two nodes, each linked once, and udata
    /// passes over nodes that have no other link than one of these two.
    pub(super) fn add_operated_datasets(&mut self) {
        for operated in self.first_identifications().flat_map(|first| first.path(&[srv::OPERATES_ON])) {
            let Some(reference) =
                operated.attribute(plain::UUIDREF).filter(|reference| !reference.is_empty())
            else {
                continue;
            };
            self.at_part(operated, ValuePart::Reference);
            for property in [dct::HAS_PART, dcat::SERVES_DATASET] {
                let dataset =
                    if is_http(reference) { self.graph.iri(reference) } else { self.graph.blank(None) };
                self.graph.add(dataset, rdf::TYPE, dcat::DATASET_CLASS);
                if !is_http(reference) {
                    self.add_typed(dataset, dct::IDENTIFIER, reference, datatype::STRING);
                }
                let record = operated.attribute(xlink::HREF).filter(|record| is_http(record));
                if let Some(record) = record.filter(|_| !is_http(reference)) {
                    self.add_iri(dataset, foaf::IS_PRIMARY_TOPIC_OF, record);
                }
                self.graph.add(self.subject, property, dataset);
            }
        }
    }
}
