//! The properties udata reads, and how they are written in the trace.

use super::reader::NodePlace;
use crate::source::rdf::{
    Node,
    vocabulary::{adms, dcat, dct, dqv, foaf, geodcat, owl, skos, spdx},
};

/// A property of a record, of a distribution, or of both.
#[derive(Debug, Clone, Copy)]
pub(super) struct DcatProperty {
    pub node: Node,
    of_record: &'static str,
    of_distribution: &'static str,
    of_part: &'static str,
}

impl DcatProperty {
    /// As seen from the record.
    pub fn path(self, place: NodePlace) -> &'static str {
        match place {
            NodePlace::Record => self.of_record,
            NodePlace::Distribution(_) => self.of_distribution,
            NodePlace::Part(_) => self.of_part,
        }
    }
}

macro_rules! properties {
    ($($name:ident = $node:path, $written:literal;)*) => {
        $(pub(super) const $name: DcatProperty = DcatProperty {
            node: $node,
            of_record: $written,
            of_distribution: concat!("dcat:distribution/", $written),
            of_part: concat!("dct:hasPart/", $written),
        };)*
    };
}

properties! {
    ABSTRACT = dct::ABSTRACT, "dct:abstract";
    ACCESS_RIGHTS = dct::ACCESS_RIGHTS, "dct:accessRights";
    ACCESS_SERVICE = dcat::ACCESS_SERVICE, "dcat:accessService";
    ACCESS_URL = dcat::ACCESS_URL, "dcat:accessURL";
    ACCRUAL_PERIODICITY = dct::ACCRUAL_PERIODICITY, "dct:accrualPeriodicity";
    ALGORITHM = spdx::ALGORITHM, "spdx:checksum/spdx:algorithm";
    ADMS_IDENTIFIER = adms::IDENTIFIER, "adms:identifier";
    ALT_LABEL = skos::ALT_LABEL, "skos:altLabel";
    BYTE_SIZE = dcat::BYTE_SIZE, "dcat:byteSize";
    CHECKSUM = spdx::CHECKSUM, "spdx:checksum";
    CONFORMS_TO = dct::CONFORMS_TO, "dct:conformsTo";
    CREATED = dct::CREATED, "dct:created";
    DESCRIPTION = dct::DESCRIPTION, "dct:description";
    DISTRIBUTION = dcat::DISTRIBUTION, "dcat:distribution";
    DOWNLOAD_URL = dcat::DOWNLOAD_URL, "dcat:downloadURL";
    ENDPOINT_DESCRIPTION = dcat::ENDPOINT_DESCRIPTION, "dcat:endpointDescription";
    ENDPOINT_URL = dcat::ENDPOINT_URL, "dcat:endpointURL";
    FORMAT = dct::FORMAT, "dct:format";
    HAS_PART = dct::HAS_PART, "dct:hasPart";
    IDENTIFIER = dct::IDENTIFIER, "dct:identifier";
    IN_SCHEME = skos::IN_SCHEME, "dcat:theme/skos:inScheme";
    ISSUED = dct::ISSUED, "dct:issued";
    KEYWORD = dcat::KEYWORD, "dcat:keyword";
    LANDING_PAGE = dcat::LANDING_PAGE, "dcat:landingPage";
    LICENSE = dct::LICENSE, "dct:license";
    MEDIA_TYPE = dcat::MEDIA_TYPE, "dcat:mediaType";
    MODIFIED = dct::MODIFIED, "dct:modified";
    PRIMARY_TOPIC_OF = foaf::IS_PRIMARY_TOPIC_OF, "foaf:isPrimaryTopicOf";
    PROVENANCE = dct::PROVENANCE, "dct:provenance";
    QUALITY_MEASUREMENT = dqv::HAS_QUALITY_MEASUREMENT, "dqv:hasQualityMeasurement";
    RESOLUTION_IN_METERS = dcat::SPATIAL_RESOLUTION_IN_METERS, "dcat:spatialResolutionInMeters";
    RIGHTS = dct::RIGHTS, "dct:rights";
    SAME_AS = owl::SAME_AS, "owl:sameAs";
    SCHEMA_TYPE = dct::TYPE, "dct:conformsTo/dct:type";
    SERVES_DATASET = dcat::SERVES_DATASET, "dcat:servesDataset";
    SERVICE_PROTOCOL = geodcat::SERVICE_PROTOCOL, "dcat:accessService/geodcatap:serviceProtocol";
    SERVICE_STANDARD = dct::CONFORMS_TO, "dcat:accessService/dct:conformsTo";
    SPATIAL = dct::SPATIAL, "dct:spatial";
    TEMPORAL = dct::TEMPORAL, "dct:temporal";
    THEME = dcat::THEME, "dcat:theme";
    TITLE = dct::TITLE, "dct:title";
}
