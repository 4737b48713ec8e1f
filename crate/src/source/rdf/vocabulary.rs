//! The terms udata reads, as nodes that are the same in every graph.
//!
//! A class whose name differs from a property's by its capital only takes the suffix `_CLASS`:
//! `dcat::DATASET` is `dcat:dataset`, `dcat::DATASET_CLASS` is `dcat:Dataset`.

use super::Node;

/// Declares one module per vocabulary, and [`TERMS`], whose order numbers the nodes.
macro_rules! vocabularies {
    ($($(#[$doc:meta])* $module:ident = $namespace:literal { $($name:ident = $local:literal,)* })*) => {
        /// Every term below: a graph starts with them, in this order.
        pub(super) const TERMS: &[&str] = &[$($(concat!($namespace, $local),)*)*];

        $($(#[$doc])*
        pub mod $module {
            use super::Node;

            /// What the IRIs of this vocabulary start with.
            pub const NAMESPACE: &str = $namespace;
            $(
                #[doc = concat!("`", $namespace, $local, "`")]
                pub const $name: Node = super::numbered(concat!($namespace, $local));
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
        VALUE = "value",
        SUBJECT = "subject",
        PREDICATE = "predicate",
        OBJECT = "object",
        STATEMENT = "Statement",
        PROPERTY = "Property",
        LIST = "List",
        BAG = "Bag",
        SEQ = "Seq",
        ALT = "Alt",
        LANG_STRING = "langString",
        XML_LITERAL = "XMLLiteral",
        HTML = "HTML",
        JSON = "JSON",
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
        COMMENT = "comment",
        SEE_ALSO = "seeAlso",
        IS_DEFINED_BY = "isDefinedBy",
        RESOURCE = "Resource",
        LITERAL = "Literal",
    }
    /// OWL.
    owl = "http://www.w3.org/2002/07/owl#" {
        SAME_AS = "sameAs",
        VERSION_INFO = "versionInfo",
    }
    /// XML Schema datatypes.
    xsd = "http://www.w3.org/2001/XMLSchema#" {
        STRING = "string",
        BOOLEAN = "boolean",
        INTEGER = "integer",
        DECIMAL = "decimal",
        DOUBLE = "double",
        FLOAT = "float",
        DATE = "date",
        DATE_TIME = "dateTime",
        TIME = "time",
        G_YEAR = "gYear",
        G_YEAR_MONTH = "gYearMonth",
        DURATION = "duration",
        DAY_TIME_DURATION = "dayTimeDuration",
        YEAR_MONTH_DURATION = "yearMonthDuration",
        ANY_URI = "anyURI",
        HEX_BINARY = "hexBinary",
        BASE64_BINARY = "base64Binary",
        NORMALIZED_STRING = "normalizedString",
        TOKEN = "token",
        NON_NEGATIVE_INTEGER = "nonNegativeInteger",
        POSITIVE_INTEGER = "positiveInteger",
        NON_POSITIVE_INTEGER = "nonPositiveInteger",
        NEGATIVE_INTEGER = "negativeInteger",
        LONG = "long",
        INT = "int",
        SHORT = "short",
        BYTE = "byte",
        UNSIGNED_LONG = "unsignedLong",
        UNSIGNED_INT = "unsignedInt",
        UNSIGNED_SHORT = "unsignedShort",
        UNSIGNED_BYTE = "unsignedByte",
    }
    /// DCAT.
    dcat = "http://www.w3.org/ns/dcat#" {
        ACCESS_SERVICE = "accessService",
        ACCESS_URL = "accessURL",
        BBOX = "bbox",
        BYTE_SIZE = "byteSize",
        CATALOG = "catalog",
        CENTROID = "centroid",
        CHECKSUM = "checksum",
        COMPRESS_FORMAT = "compressFormat",
        CONTACT_POINT = "contactPoint",
        DATASET = "dataset",
        DISTRIBUTION = "distribution",
        DISTRIBUTIONS = "distributions",
        DOWNLOAD_URL = "downloadURL",
        END_DATE = "endDate",
        ENDPOINT_DESCRIPTION = "endpointDescription",
        ENDPOINT_URL = "endpointURL",
        GRANULARITY = "granularity",
        HAS_VERSION = "hasVersion",
        IN_SERIES = "inSeries",
        KEYWORD = "keyword",
        LANDING_PAGE = "landingPage",
        MEDIA_TYPE = "mediaType",
        PACKAGE_FORMAT = "packageFormat",
        QUALIFIED_RELATION = "qualifiedRelation",
        RECORD = "record",
        SERVES_DATASET = "servesDataset",
        SERVICE = "service",
        SPATIAL_RESOLUTION_IN_METERS = "spatialResolutionInMeters",
        START_DATE = "startDate",
        TEMPORAL_RESOLUTION = "temporalResolution",
        THEME = "theme",
        THEME_TAXONOMY = "themeTaxonomy",
        VERSION = "version",
        CATALOG_CLASS = "Catalog",
        CATALOG_RECORD = "CatalogRecord",
        DATA_SERVICE = "DataService",
        DATASET_CLASS = "Dataset",
        DATASET_SERIES = "DatasetSeries",
        DISTRIBUTION_CLASS = "Distribution",
        RESOURCE = "Resource",
    }
    /// Dublin Core terms.
    dct = "http://purl.org/dc/terms/" {
        ABSTRACT = "abstract",
        ACCESS_RIGHTS = "accessRights",
        ACCRUAL_PERIODICITY = "accrualPeriodicity",
        ALTERNATIVE = "alternative",
        AUDIENCE = "audience",
        AVAILABLE = "available",
        BIBLIOGRAPHIC_CITATION = "bibliographicCitation",
        CONFORMS_TO = "conformsTo",
        CONTRIBUTOR = "contributor",
        CREATED = "created",
        CREATOR = "creator",
        DATE = "date",
        DESCRIPTION = "description",
        EXTENT = "extent",
        FORMAT = "format",
        HAS_PART = "hasPart",
        HAS_VERSION = "hasVersion",
        IDENTIFIER = "identifier",
        IS_PART_OF = "isPartOf",
        IS_REFERENCED_BY = "isReferencedBy",
        IS_REPLACED_BY = "isReplacedBy",
        IS_REQUIRED_BY = "isRequiredBy",
        IS_VERSION_OF = "isVersionOf",
        ISSUED = "issued",
        LANGUAGE = "language",
        LICENSE = "license",
        MEDIUM = "medium",
        MODIFIED = "modified",
        PROVENANCE = "provenance",
        PUBLISHER = "publisher",
        REFERENCES = "references",
        RELATION = "relation",
        REPLACES = "replaces",
        REQUIRES = "requires",
        RIGHTS = "rights",
        RIGHTS_HOLDER = "rightsHolder",
        SOURCE = "source",
        SPATIAL = "spatial",
        SUBJECT = "subject",
        TABLE_OF_CONTENTS = "tableOfContents",
        TEMPORAL = "temporal",
        TITLE = "title",
        TYPE = "type",
        VALID = "valid",
        FREQUENCY = "Frequency",
        LICENSE_DOCUMENT = "LicenseDocument",
        LINGUISTIC_SYSTEM = "LinguisticSystem",
        LOCATION = "Location",
        MEDIA_TYPE = "MediaType",
        MEDIA_TYPE_OR_EXTENT = "MediaTypeOrExtent",
        PERIOD_OF_TIME = "PeriodOfTime",
        PROVENANCE_STATEMENT = "ProvenanceStatement",
        RIGHTS_STATEMENT = "RightsStatement",
        STANDARD = "Standard",
    }
    /// FOAF.
    foaf = "http://xmlns.com/foaf/0.1/" {
        HOMEPAGE = "homepage",
        IS_PRIMARY_TOPIC_OF = "isPrimaryTopicOf",
        MBOX = "mbox",
        MEMBER = "member",
        NAME = "name",
        PAGE = "page",
        PHONE = "phone",
        PRIMARY_TOPIC = "primaryTopic",
        TITLE = "title",
        WORKPLACE_HOMEPAGE = "workplaceHomepage",
        AGENT = "Agent",
        DOCUMENT = "Document",
        ORGANIZATION = "Organization",
        PERSON = "Person",
    }
    /// vCard.
    vcard = "http://www.w3.org/2006/vcard/ns#" {
        EMAIL = "email",
        FN = "fn",
        GIVEN_NAME = "given-name",
        FAMILY_NAME = "family-name",
        HAS_ADDRESS = "hasAddress",
        HAS_EMAIL = "hasEmail",
        HAS_FN = "hasFN",
        HAS_ORGANIZATION_NAME = "hasOrganizationName",
        HAS_TELEPHONE = "hasTelephone",
        HAS_URL = "hasURL",
        HAS_URL_LOWERCASE = "hasUrl",
        HAS_UID = "hasUID",
        LOCALITY = "locality",
        COUNTRY_NAME = "country-name",
        ORG = "org",
        ORGANISATION_NAME = "organisation-name",
        ORGANIZATION_NAME = "organization-name",
        POSTAL_CODE = "postal-code",
        REGION = "region",
        STREET_ADDRESS = "street-address",
        TEL = "tel",
        TITLE = "title",
        URL = "url",
        VALUE = "value",
        ADDRESS = "Address",
        INDIVIDUAL = "Individual",
        KIND = "Kind",
        ORGANIZATION = "Organization",
    }
    /// The organization ontology.
    org = "http://www.w3.org/ns/org#" {
        MEMBER_OF = "memberOf",
        SUB_ORGANIZATION_OF = "subOrganizationOf",
        ORGANIZATION = "Organization",
    }
    /// Statistical values, whose bounds an old vocabulary of the British government used for periods.
    scv = "http://purl.org/NET/scovo#" {
        MIN = "min",
        MAX = "max",
    }
    /// SKOS.
    skos = "http://www.w3.org/2004/02/skos/core#" {
        ALT_LABEL = "altLabel",
        BROADER = "broader",
        IN_SCHEME = "inScheme",
        NOTATION = "notation",
        PREF_LABEL = "prefLabel",
        CONCEPT = "Concept",
        CONCEPT_SCHEME = "ConceptScheme",
    }
    /// SPDX.
    spdx = "http://spdx.org/rdf/terms#" {
        ALGORITHM = "algorithm",
        CHECKSUM = "checksum",
        CHECKSUM_ALGORITHM_MD5 = "checksumAlgorithm_md5",
        CHECKSUM_ALGORITHM_SHA1 = "checksumAlgorithm_sha1",
        CHECKSUM_ALGORITHM_SHA256 = "checksumAlgorithm_sha256",
        CHECKSUM_VALUE = "checksumValue",
        CHECKSUM_CLASS = "Checksum",
        CHECKSUM_ALGORITHM = "ChecksumAlgorithm",
    }
    /// ADMS.
    adms = "http://www.w3.org/ns/adms#" {
        IDENTIFIER = "identifier",
        REPRESENTATION_TECHNIQUE = "representationTechnique",
        SAMPLE = "sample",
        SCHEMA_AGENCY = "schemaAgency",
        STATUS = "status",
        VERSION_NOTES = "versionNotes",
        IDENTIFIER_CLASS = "Identifier",
    }
    /// The location vocabulary.
    locn = "http://www.w3.org/ns/locn#" {
        ADMIN_UNIT_L1 = "adminUnitL1",
        ADMIN_UNIT_L2 = "adminUnitL2",
        ADDRESS = "address",
        FULL_ADDRESS = "fullAddress",
        GEOMETRY = "geometry",
        POST_CODE = "postCode",
        POST_NAME = "postName",
        THOROUGHFARE = "thoroughfare",
        ADDRESS_CLASS = "Address",
        GEOMETRY_CLASS = "Geometry",
    }
    /// GeoSPARQL.
    gsp = "http://www.opengis.net/ont/geosparql#" {
        AS_GEO_JSON = "asGeoJSON",
        AS_GML = "asGML",
        AS_WKT = "asWKT",
        GEO_JSON_LITERAL = "geoJSONLiteral",
        GML_LITERAL = "gmlLiteral",
        WKT_LITERAL = "wktLiteral",
    }
    /// The former namespace of the OGC's literals.
    old_gsp = "http://www.opengis.net/rdf#" {
        WKT_LITERAL = "wktLiteral",
        GML_LITERAL = "gmlLiteral",
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
        PURPOSE = "purpose",
        REFERENCE_SYSTEM = "referenceSystem",
        RESOURCE_PROVIDER = "resourceProvider",
        RESOURCE_TYPE = "resourceType",
        SERVICE_CATEGORY = "serviceCategory",
        SERVICE_PROTOCOL = "serviceProtocol",
        SERVICE_TYPE = "serviceType",
        SPATIAL_RESOLUTION_AS_ANGULAR_DISTANCE = "spatialResolutionAsAngularDistance",
        SPATIAL_RESOLUTION_AS_DISTANCE = "spatialResolutionAsDistance",
        SPATIAL_RESOLUTION_AS_SCALE = "spatialResolutionAsScale",
        SPATIAL_RESOLUTION_AS_TEXT = "spatialResolutionAsText",
        SPATIAL_RESOLUTION_AS_VERTICAL_DISTANCE = "spatialResolutionAsVerticalDistance",
        TOPIC_CATEGORY = "topicCategory",
        USER = "user",
    }
    /// DCAT-AP.
    dcatap = "http://data.europa.eu/r5r/" {
        APPLICABLE_LEGISLATION = "applicableLegislation",
        AVAILABILITY = "availability",
        HVD_CATEGORY = "hvdCategory",
    }
    /// The data quality vocabulary.
    dqv = "http://www.w3.org/ns/dqv#" {
        HAS_QUALITY_MEASUREMENT = "hasQualityMeasurement",
        IS_MEASUREMENT_OF = "isMeasurementOf",
        VALUE = "value",
        METRIC = "Metric",
        QUALITY_MEASUREMENT = "QualityMeasurement",
    }
    /// SDMX attributes.
    sdmx = "http://purl.org/linked-data/sdmx/2009/attribute#" {
        UNIT_MEASURE = "unitMeasure",
    }
    /// PROV.
    prov = "http://www.w3.org/ns/prov#" {
        AGENT = "agent",
        QUALIFIED_ATTRIBUTION = "qualifiedAttribution",
        USED = "used",
        WAS_ASSOCIATED_WITH = "wasAssociatedWith",
        WAS_DERIVED_FROM = "wasDerivedFrom",
        WAS_GENERATED_BY = "wasGeneratedBy",
        WAS_USED_BY = "wasUsedBy",
        ACTIVITY = "Activity",
        ATTRIBUTION = "Attribution",
        ENTITY = "Entity",
    }
    /// Content in RDF.
    cnt = "http://www.w3.org/2011/content#" {
        CHARACTER_ENCODING = "characterEncoding",
    }
    /// schema.org, as udata reads it (`http:`).
    schema = "http://schema.org/" {
        CONTENT_URL = "contentUrl",
        DATE_MODIFIED = "dateModified",
        DATE_PUBLISHED = "datePublished",
        DESCRIPTION = "description",
        DISTRIBUTION = "distribution",
        EMAIL = "email",
        ENCODING_FORMAT = "encodingFormat",
        END_DATE = "endDate",
        KEYWORDS = "keywords",
        LICENSE = "license",
        NAME = "name",
        START_DATE = "startDate",
        URL = "url",
        DATA_CATALOG = "DataCatalog",
        DATA_DOWNLOAD = "DataDownload",
        DATASET = "Dataset",
        ORGANIZATION = "Organization",
        PERSON = "Person",
    }
    /// Hydra.
    hydra = "http://www.w3.org/ns/hydra/core#" {
        FIRST = "first",
        FIRST_PAGE = "firstPage",
        ITEMS_PER_PAGE = "itemsPerPage",
        LAST = "last",
        LAST_PAGE = "lastPage",
        NEXT = "next",
        NEXT_PAGE = "nextPage",
        PREVIOUS = "previous",
        PREVIOUS_PAGE = "previousPage",
        TOTAL_ITEMS = "totalItems",
        VIEW = "view",
        COLLECTION = "Collection",
        PAGED_COLLECTION = "PagedCollection",
        PARTIAL_COLLECTION_VIEW = "PartialCollectionView",
    }
    /// The frequencies of Dublin Core's collections.
    freq = "http://purl.org/cld/freq/" {
        ANNUAL = "annual",
        BIENNIAL = "biennial",
        BIMONTHLY = "bimonthly",
        BIWEEKLY = "biweekly",
        CONTINUOUS = "continuous",
        DAILY = "daily",
        IRREGULAR = "irregular",
        MONTHLY = "monthly",
        QUARTERLY = "quarterly",
        SEMIANNUAL = "semiannual",
        SEMIMONTHLY = "semimonthly",
        SEMIWEEKLY = "semiweekly",
        THREE_TIMES_A_MONTH = "threeTimesAMonth",
        THREE_TIMES_A_WEEK = "threeTimesAWeek",
        THREE_TIMES_A_YEAR = "threeTimesAYear",
        TRIENNIAL = "triennial",
        WEEKLY = "weekly",
    }
    /// The European frequencies.
    eufreq = "http://publications.europa.eu/resource/authority/frequency/" {
        UNKNOWN = "UNKNOWN",
        UPDATE_CONT = "UPDATE_CONT",
        ONE_MINUTE = "1MIN",
        FIVE_MINUTES = "5MIN",
        TEN_MINUTES = "10MIN",
        FIFTEEN_MINUTES = "15MIN",
        THIRTY_MINUTES = "30MIN",
        HOURLY = "HOURLY",
        BIHOURLY = "BIHOURLY",
        TRIHOURLY = "TRIHOURLY",
        TWELVE_HOURS = "12HRS",
        CONT = "CONT",
        DAILY_3 = "DAILY_3",
        DAILY_2 = "DAILY_2",
        DAILY = "DAILY",
        WEEKLY_5 = "WEEKLY_5",
        WEEKLY_3 = "WEEKLY_3",
        WEEKLY_2 = "WEEKLY_2",
        WEEKLY = "WEEKLY",
        BIWEEKLY = "BIWEEKLY",
        MONTHLY_3 = "MONTHLY_3",
        MONTHLY_2 = "MONTHLY_2",
        MONTHLY = "MONTHLY",
        BIMONTHLY = "BIMONTHLY",
        QUARTERLY = "QUARTERLY",
        ANNUAL_3 = "ANNUAL_3",
        ANNUAL_2 = "ANNUAL_2",
        ANNUAL = "ANNUAL",
        BIENNIAL = "BIENNIAL",
        TRIENNIAL = "TRIENNIAL",
        QUADRENNIAL = "QUADRENNIAL",
        QUINQUENNIAL = "QUINQUENNIAL",
        DECENNIAL = "DECENNIAL",
        BIDECENNIAL = "BIDECENNIAL",
        TRIDECENNIAL = "TRIDECENNIAL",
        AS_NEEDED = "AS_NEEDED",
        IRREG = "IRREG",
        NEVER = "NEVER",
        NOT_PLANNED = "NOT_PLANNED",
        OTHER = "OTHER",
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
        assert_eq!(graph.iri("http://www.w3.org/ns/dcat#dataset"), dcat::DATASET);
    }
}
