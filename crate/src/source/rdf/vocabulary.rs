//! The terms udata reads, as nodes that are the same in every graph.
//!
//! Classes that have the name of a property but for the capital take the suffix `_CLASS`: `dcat::DATASET_CLASS` is
//! `dcat:Dataset`.

use super::Node;

/// Declares one module per vocabulary, and [`TERMS`], whose order numbers the nodes.
macro_rules! vocabularies {
    ($($(#[$doc:meta])* $module:ident = $namespace:literal { $($name:ident = $local:literal,)* })*) => {
        /// Every term below: a graph starts with them, in this order.
        pub(super) const TERMS: &[&str] = &[$($(concat!($namespace, $local),)*)*];

        $($(#[$doc])*
        pub mod $module {
            /// What the IRIs of this vocabulary start with.
            #[allow(dead_code, reason = "not every vocabulary is asked for it")]
            pub const NAMESPACE: &str = $namespace;
            $(
                #[doc = concat!("`", $namespace, $local, "`")]
                pub const $name: super::Node = super::numbered(concat!($namespace, $local));
            )*
        })*
    };
}

vocabularies! {
    /// RDF.
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#" {
        TYPE = "type",
        FIRST = "first",
        REST = "rest",
        NIL = "nil",
        SUBJECT = "subject",
        PREDICATE = "predicate",
        OBJECT = "object",
        STATEMENT = "Statement",
        RDF = "RDF",
        DESCRIPTION = "Description",
        ABOUT = "about",
        ID = "ID",
        NODE_ID = "nodeID",
        RESOURCE = "resource",
        PARSE_TYPE = "parseType",
        DATATYPE = "datatype",
        LI = "li",
        ABOUT_EACH = "aboutEach",
        ABOUT_EACH_PREFIX = "aboutEachPrefix",
        BAG_ID = "bagID",
    }
    /// RDF Schema.
    rdfs = "http://www.w3.org/2000/01/rdf-schema#" {
        LABEL = "label",
    }
    /// DCAT-AP.
    dcatap = "http://data.europa.eu/r5r/" {}
    /// PROV.
    prov = "http://www.w3.org/ns/prov#" {}
    /// XML Schema datatypes.
    xsd = "http://www.w3.org/2001/XMLSchema#" {}
    /// OWL.
    owl = "http://www.w3.org/2002/07/owl#" {
        SAME_AS = "sameAs",
    }
    /// DCAT.
    dcat = "http://www.w3.org/ns/dcat#" {
        ACCESS_SERVICE = "accessService",
        ACCESS_URL = "accessURL",
        BBOX = "bbox",
        BYTE_SIZE = "byteSize",
        CONTACT_POINT = "contactPoint",
        DATASET = "dataset",
        DISTRIBUTION = "distribution",
        DISTRIBUTIONS = "distributions",
        DOWNLOAD_URL = "downloadURL",
        END_DATE = "endDate",
        ENDPOINT_DESCRIPTION = "endpointDescription",
        ENDPOINT_URL = "endpointURL",
        KEYWORD = "keyword",
        LANDING_PAGE = "landingPage",
        MEDIA_TYPE = "mediaType",
        SERVES_DATASET = "servesDataset",
        SPATIAL_RESOLUTION_IN_METERS = "spatialResolutionInMeters",
        START_DATE = "startDate",
        THEME = "theme",
        DATA_SERVICE = "DataService",
        CATALOG_CLASS = "Catalog",
        DATASET_CLASS = "Dataset",
        DATASET_SERIES = "DatasetSeries",
    }
    /// Dublin Core terms.
    dct = "http://purl.org/dc/terms/" {
        ABSTRACT = "abstract",
        ACCESS_RIGHTS = "accessRights",
        ACCRUAL_PERIODICITY = "accrualPeriodicity",
        CONFORMS_TO = "conformsTo",
        CREATED = "created",
        CREATOR = "creator",
        DESCRIPTION = "description",
        FORMAT = "format",
        HAS_PART = "hasPart",
        IDENTIFIER = "identifier",
        ISSUED = "issued",
        LICENSE = "license",
        MODIFIED = "modified",
        PROVENANCE = "provenance",
        PUBLISHER = "publisher",
        RIGHTS = "rights",
        RIGHTS_HOLDER = "rightsHolder",
        SPATIAL = "spatial",
        TEMPORAL = "temporal",
        TITLE = "title",
        TYPE = "type",
    }
    /// FOAF.
    foaf = "http://xmlns.com/foaf/0.1/" {
        IS_PRIMARY_TOPIC_OF = "isPrimaryTopicOf",
        MBOX = "mbox",
        MEMBER = "member",
        NAME = "name",
        PAGE = "page",
        PRIMARY_TOPIC = "primaryTopic",
    }
    /// vCard.
    vcard = "http://www.w3.org/2006/vcard/ns#" {
        EMAIL = "email",
        FN = "fn",
        HAS_EMAIL = "hasEmail",
        HAS_URL = "hasURL",
        HAS_URL_LOWERCASE = "hasUrl",
        ORG = "org",
        ORGANISATION_NAME = "organisation-name",
        ORGANIZATION_NAME = "organization-name",
        URL = "url",
    }
    /// The organization ontology.
    org = "http://www.w3.org/ns/org#" {
        MEMBER_OF = "memberOf",
    }
    /// Statistical values, whose bounds an old vocabulary of the British government used for periods.
    scv = "http://purl.org/NET/scovo#" {
        MIN = "min",
        MAX = "max",
    }
    /// SKOS.
    skos = "http://www.w3.org/2004/02/skos/core#" {
        ALT_LABEL = "altLabel",
        IN_SCHEME = "inScheme",
        NOTATION = "notation",
        PREF_LABEL = "prefLabel",
    }
    /// SPDX.
    spdx = "http://spdx.org/rdf/terms#" {
        ALGORITHM = "algorithm",
        CHECKSUM = "checksum",
        CHECKSUM_ALGORITHM_MD5 = "checksumAlgorithm_md5",
        CHECKSUM_ALGORITHM_SHA1 = "checksumAlgorithm_sha1",
        CHECKSUM_ALGORITHM_SHA256 = "checksumAlgorithm_sha256",
        CHECKSUM_VALUE = "checksumValue",
    }
    /// ADMS.
    adms = "http://www.w3.org/ns/adms#" {
        IDENTIFIER = "identifier",
    }
    /// The location vocabulary.
    locn = "http://www.w3.org/ns/locn#" {
        GEOMETRY = "geometry",
    }
    /// GeoSPARQL.
    gsp = "http://www.opengis.net/ont/geosparql#" {
        GEO_JSON_LITERAL = "geoJSONLiteral",
        WKT_LITERAL = "wktLiteral",
    }
    /// The former namespace of the OGC's literals.
    old_gsp = "http://www.opengis.net/rdf#" {
        WKT_LITERAL = "wktLiteral",
    }
    /// IANA media types as IRIs.
    media_type = "https://www.iana.org/assignments/media-types/" {
        GEO_JSON = "application/vnd.geo+json",
    }
    /// GeoDCAT-AP.
    geodcat = "http://data.europa.eu/930/" {
        CUSTODIAN = "custodian",
        DISTRIBUTOR = "distributor",
        ORIGINATOR = "originator",
        PRINCIPAL_INVESTIGATOR = "principalInvestigator",
        PROCESSOR = "processor",
        RESOURCE_PROVIDER = "resourceProvider",
        SERVICE_PROTOCOL = "serviceProtocol",
        SPATIAL_RESOLUTION_AS_DISTANCE = "spatialResolutionAsDistance",
        SPATIAL_RESOLUTION_AS_SCALE = "spatialResolutionAsScale",
        USER = "user",
    }
    /// The data quality vocabulary.
    dqv = "http://www.w3.org/ns/dqv#" {
        HAS_QUALITY_MEASUREMENT = "hasQualityMeasurement",
        IS_MEASUREMENT_OF = "isMeasurementOf",
        VALUE = "value",
    }
    /// SDMX attributes.
    sdmx = "http://purl.org/linked-data/sdmx/2009/attribute#" {
        UNIT_MEASURE = "unitMeasure",
    }
    /// Content in RDF.
    cnt = "http://www.w3.org/2011/content#" {
    }
    /// schema.org, as udata reads it (`http:`).
    schema = "http://schema.org/" {
        END_DATE = "endDate",
        START_DATE = "startDate",
    }
    /// Hydra.
    hydra = "http://www.w3.org/ns/hydra/core#" {
        NEXT = "next",
        NEXT_PAGE = "nextPage",
        TOTAL_ITEMS = "totalItems",
        PAGED_COLLECTION = "PagedCollection",
        PARTIAL_COLLECTION_VIEW = "PartialCollectionView",
    }
    /// Hydra, as it is often misspelt.
    hydra_https = "https://www.w3.org/ns/hydra/core#" {
        NEXT = "next",
        NEXT_PAGE = "nextPage",
    }
    /// The European frequencies.
    eufreq = "http://publications.europa.eu/resource/authority/frequency/" {
    }
}

/// The node of one of [`TERMS`], found while compiling.
const fn numbered(iri: &str) -> Node {
    let mut index = 0;
    while !same(TERMS[index].as_bytes(), iri.as_bytes()) {
        index += 1;
    }
    Node(index as u32)
}

/// Whether two strings are the same, compared from the end: the IRIs of a vocabulary start alike.
const fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let mut index = left.len();
    while index > 0 {
        index -= 1;
        if left[index] != right[index] {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{super::Graph, *};

    #[test]
    fn terms_are_the_same_number_in_every_graph() {
        let mut graph = Graph::default();
        for (index, iri) in TERMS.iter().enumerate() {
            assert_eq!(graph.iri(iri), Node(index as u32), "{iri}");
            assert_eq!(graph.term(Node(index as u32)).text(), *iri);
        }
        assert_eq!(graph.iri("http://www.w3.org/ns/dcat#Dataset"), dcat::DATASET_CLASS);
        assert_eq!(graph.iri("http://www.w3.org/ns/dcat#distribution"), dcat::DISTRIBUTION);
    }
}
