//! Readers that the tests and the fuzz targets of this repository try by themselves. No part of the interface: what
//! stands here may change on any day.

pub use crate::{
    formats::{json::Json, xml::tree::XmlTree},
    harvest::ods::ROWS,
    model::{frequency::Frequency, spatial::Geometry},
    portal::csw::get_records_address,
    text::{encoding, html, media_type, slug, space, typography, url, visible, wkt},
};

/// Descriptions as data.gouv.fr shows them.
pub mod markdown {
    pub use crate::display::markdown::{plain, render};
}

/// Licences as udata guesses them.
pub mod licence {
    pub use crate::model::licence::guess;
}

/// Periods.
pub mod temporal {
    pub use crate::model::temporal::from_literal;
}

/// Graphs as rdflib reads them.
pub mod rdf {
    pub use crate::source::rdf::{Graph, Node, RdfFormat, Term, parse, sniff};
}

/// Answers of catalogue services.
pub mod csw {
    pub use crate::source::csw::records;
}

/// Records of ISO 19139.
pub mod iso19139 {
    pub use crate::source::iso19139::{Locales, convert};
}
