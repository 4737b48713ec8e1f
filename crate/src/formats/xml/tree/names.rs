//! The names that the readers of CSW answers and of ISO 19139 records look for, as numbers.
//!
//! Names are compared several times per element: a number is compared at once, and a name that is misspelt in the code
//! does not compile.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// An expanded name: a namespace and a local name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name(pub(super) u32);

impl Name {
    /// Stands for any element in a path.
    pub const ANY: Self = Self(u32::MAX);
}

/// A namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Namespace(pub(super) u32);

/// Declares one module per namespace, [`NAMESPACES`] and [`NAMES`], whose orders number them.
macro_rules! names {
    ($($(#[$doc:meta])* $module:ident = $namespace:literal { $($name:ident = $local:literal,)* })*) => {
        pub(super) const NAMESPACES: &[&str] = &[$($namespace,)*];
        pub(super) const NAMES: &[(&str, &str)] = &[$($(($namespace, $local),)*)*];

        $($(#[$doc])*
        pub mod $module {
            use super::Name;
            $(
                #[doc = concat!("`", $local, "`")]
                pub const $name: Name = super::numbered($namespace, $local);
            )*
        })*
    };
}

names! {
    /// Names without a namespace: most attributes.
    plain = "" {
        CODE_LIST_VALUE = "codeListValue",
        ID = "id",
        LOCALE = "locale",
        UOM = "uom",
        UUIDREF = "uuidref",
        MATCHED = "numberOfRecordsMatched",
        RETURNED = "numberOfRecordsReturned",
        NEXT_RECORD = "nextRecord",
    }
    /// ISO 19139: metadata.
    gmd = "http://www.isotc211.org/2005/gmd" {
        MD_METADATA = "MD_Metadata",
        FILE_IDENTIFIER = "fileIdentifier",
        LANGUAGE = "language",
        LANGUAGE_CODE = "LanguageCode",
        LOCALE = "locale",
        PT_LOCALE = "PT_Locale",
        LANGUAGE_CODE_PROPERTY = "languageCode",
        HIERARCHY_LEVEL = "hierarchyLevel",
        MD_SCOPE_CODE = "MD_ScopeCode",
        CONTACT = "contact",
        DATE_STAMP = "dateStamp",
        METADATA_STANDARD_NAME = "metadataStandardName",
        REFERENCE_SYSTEM_INFO = "referenceSystemInfo",
        MD_REFERENCE_SYSTEM = "MD_ReferenceSystem",
        REFERENCE_SYSTEM_IDENTIFIER = "referenceSystemIdentifier",
        RS_IDENTIFIER = "RS_Identifier",
        IDENTIFICATION_INFO = "identificationInfo",
        CITATION = "citation",
        CI_CITATION = "CI_Citation",
        TITLE = "title",
        ABSTRACT = "abstract",
        IDENTIFIER = "identifier",
        CODE = "code",
        CODE_SPACE = "codeSpace",
        VERSION = "version",
        DATE = "date",
        CI_DATE = "CI_Date",
        DATE_TYPE = "dateType",
        CI_DATE_TYPE_CODE = "CI_DateTypeCode",
        RESOURCE_MAINTENANCE = "resourceMaintenance",
        MD_MAINTENANCE_INFORMATION = "MD_MaintenanceInformation",
        MAINTENANCE_AND_UPDATE_FREQUENCY = "maintenanceAndUpdateFrequency",
        MD_MAINTENANCE_FREQUENCY_CODE = "MD_MaintenanceFrequencyCode",
        METADATA_MAINTENANCE = "metadataMaintenance",
        DESCRIPTIVE_KEYWORDS = "descriptiveKeywords",
        MD_KEYWORDS = "MD_Keywords",
        KEYWORD = "keyword",
        THESAURUS_NAME = "thesaurusName",
        RESOURCE_CONSTRAINTS = "resourceConstraints",
        USE_LIMITATION = "useLimitation",
        USE_CONSTRAINTS = "useConstraints",
        ACCESS_CONSTRAINTS = "accessConstraints",
        OTHER_CONSTRAINTS = "otherConstraints",
        POINT_OF_CONTACT = "pointOfContact",
        CI_RESPONSIBLE_PARTY = "CI_ResponsibleParty",
        INDIVIDUAL_NAME = "individualName",
        ORGANISATION_NAME = "organisationName",
        ROLE = "role",
        CI_ROLE_CODE = "CI_RoleCode",
        CONTACT_INFO = "contactInfo",
        CI_CONTACT = "CI_Contact",
        ADDRESS = "address",
        CI_ADDRESS = "CI_Address",
        CITY = "city",
        POSTAL_CODE = "postalCode",
        COUNTRY = "country",
        ADMINISTRATIVE_AREA = "administrativeArea",
        ELECTRONIC_MAIL_ADDRESS = "electronicMailAddress",
        ONLINE_RESOURCE_PROPERTY = "onlineResource",
        EXTENT = "extent",
        EX_EXTENT = "EX_Extent",
        GEOGRAPHIC_ELEMENT = "geographicElement",
        EX_GEOGRAPHIC_BOUNDING_BOX = "EX_GeographicBoundingBox",
        EX_GEOGRAPHIC_DESCRIPTION = "EX_GeographicDescription",
        GEOGRAPHIC_IDENTIFIER = "geographicIdentifier",
        AUTHORITY = "authority",
        WEST_BOUND_LONGITUDE = "westBoundLongitude",
        EAST_BOUND_LONGITUDE = "eastBoundLongitude",
        SOUTH_BOUND_LATITUDE = "southBoundLatitude",
        NORTH_BOUND_LATITUDE = "northBoundLatitude",
        TEMPORAL_ELEMENT = "temporalElement",
        EX_TEMPORAL_EXTENT = "EX_TemporalExtent",
        PURPOSE = "purpose",
        TOPIC_CATEGORY = "topicCategory",
        MD_TOPIC_CATEGORY_CODE = "MD_TopicCategoryCode",
        SPATIAL_RESOLUTION = "spatialResolution",
        MD_RESOLUTION = "MD_Resolution",
        DISTANCE = "distance",
        EQUIVALENT_SCALE = "equivalentScale",
        MD_REPRESENTATIVE_FRACTION = "MD_RepresentativeFraction",
        DENOMINATOR = "denominator",
        DISTRIBUTION_INFO = "distributionInfo",
        MD_DISTRIBUTION = "MD_Distribution",
        DISTRIBUTION_FORMAT = "distributionFormat",
        DISTRIBUTOR = "distributor",
        DISTRIBUTOR_TRANSFER_OPTIONS = "distributorTransferOptions",
        MD_DISTRIBUTOR = "MD_Distributor",
        DISTRIBUTOR_FORMAT = "distributorFormat",
        MD_FORMAT = "MD_Format",
        NAME = "name",
        TRANSFER_OPTIONS = "transferOptions",
        MD_DIGITAL_TRANSFER_OPTIONS = "MD_DigitalTransferOptions",
        TRANSFER_SIZE = "transferSize",
        ON_LINE = "onLine",
        CI_ONLINE_RESOURCE = "CI_OnlineResource",
        LINKAGE = "linkage",
        URL = "URL",
        PROTOCOL = "protocol",
        DESCRIPTION = "description",
        FUNCTION = "function",
        CI_ON_LINE_FUNCTION_CODE = "CI_OnLineFunctionCode",
        DATA_QUALITY_INFO = "dataQualityInfo",
        DQ_DATA_QUALITY = "DQ_DataQuality",
        LINEAGE = "lineage",
        LI_LINEAGE = "LI_Lineage",
        STATEMENT = "statement",
        REPORT = "report",
        RESULT = "result",
        DQ_CONFORMANCE_RESULT = "DQ_ConformanceResult",
        SPECIFICATION = "specification",
        PASS = "pass",
        PT_FREE_TEXT = "PT_FreeText",
        TEXT_GROUP = "textGroup",
        LOCALISED_CHARACTER_STRING = "LocalisedCharacterString",
    }
    /// ISO 19139: basic types.
    gco = "http://www.isotc211.org/2005/gco" {
        CHARACTER_STRING = "CharacterString",
        DATE = "Date",
        DATE_TIME = "DateTime",
        DECIMAL = "Decimal",
        DISTANCE = "Distance",
        INTEGER = "Integer",
        REAL = "Real",
        BOOLEAN = "Boolean",
    }
    /// ISO 19139: extensions.
    gmx = "http://www.isotc211.org/2005/gmx" {
        ANCHOR = "Anchor",
    }
    /// ISO 19139: services.
    srv = "http://www.isotc211.org/2005/srv" {
        EXTENT = "extent",
        OPERATES_ON = "operatesOn",
    }
    /// XLink.
    xlink = "http://www.w3.org/1999/xlink" {
        HREF = "href",
    }
    /// CSW 2.0.2.
    csw = "http://www.opengis.net/cat/csw/2.0.2" {
        GET_RECORDS_RESPONSE = "GetRecordsResponse",
        GET_RECORD_BY_ID_RESPONSE = "GetRecordByIdResponse",
        SEARCH_RESULTS = "SearchResults",
    }
}

/// The number of a declared name.
const fn numbered(namespace: &str, local: &str) -> Name {
    let mut index = 0;
    while index < NAMES.len() {
        let (of, name) = NAMES[index];
        if same(of, namespace) && same(name, local) {
            return Name(index as u32);
        }
        index += 1;
    }
    Name::ANY
}

const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let mut index = 0;
    if left.len() != right.len() {
        return false;
    }
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}

/// The declared names, by namespace and local name.
static DECLARED: LazyLock<FxHashMap<(Namespace, &'static str), Name>> = LazyLock::new(|| {
    let declared = NAMES.iter().zip(0..);
    declared
        .filter_map(|(&(namespace, local), number)| Some(((known(namespace)?, local), Name(number))))
        .collect()
});

/// The number of a namespace that is declared here.
fn known(iri: &str) -> Option<Namespace> {
    NAMESPACES.iter().zip(0..).find(|(namespace, _)| **namespace == iri).map(|(_, number)| Namespace(number))
}

/// The names of one document: the declared ones, and its own.
#[derive(Debug, Default)]
pub(super) struct Names {
    namespaces: Vec<Box<str>>,
    /// Namespaces and local names of the names that are not declared here.
    others: Vec<(Namespace, Box<str>)>,
    numbers: FxHashMap<(Namespace, Box<str>), Name>,
}

impl Names {
    /// The number of a namespace.
    pub(super) fn namespace(&mut self, iri: &str) -> Namespace {
        if let Some(known) = known(iri) {
            return known;
        }
        let own = self.namespaces.iter().position(|own| **own == *iri).unwrap_or_else(|| {
            self.namespaces.push(iri.into());
            self.namespaces.len() - 1
        });
        Namespace((NAMESPACES.len() + own) as u32)
    }

    /// The number of a name.
    pub(super) fn name(&mut self, namespace: Namespace, local: &str) -> Name {
        if let Some(&declared) = DECLARED.get(&(namespace, local)) {
            return declared;
        }
        let key = (namespace, Box::from(local));
        if let Some(&own) = self.numbers.get(&key) {
            return own;
        }
        let name = Name((NAMES.len() + self.others.len()) as u32);
        self.others.push(key.clone());
        self.numbers.insert(key, name);
        name
    }

    /// The local name of a name.
    pub(super) fn local(&self, name: Name) -> &str {
        match NAMES.get(name.0 as usize) {
            Some((_, local)) => local,
            None => self.own(name).map_or("", |(_, local)| local),
        }
    }

    /// The namespace of a name.
    pub(super) fn iri(&self, name: Name) -> &str {
        match NAMES.get(name.0 as usize) {
            Some((namespace, _)) => namespace,
            None => self.own(name).map_or("", |&(namespace, _)| self.namespace_iri(namespace)),
        }
    }

    fn own(&self, name: Name) -> Option<&(Namespace, Box<str>)> {
        self.others.get((name.0 as usize).checked_sub(NAMES.len())?)
    }

    fn namespace_iri(&self, namespace: Namespace) -> &str {
        let index = namespace.0 as usize;
        match NAMESPACES.get(index) {
            Some(iri) => iri,
            None => self.namespaces.get(index - NAMESPACES.len()).map_or("", |iri| iri),
        }
    }
}
