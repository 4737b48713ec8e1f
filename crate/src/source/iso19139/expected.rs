//! Where a record would say what its graph does not.

/// A path in a record, `*` for any element, and the properties that its values become. A property of a distribution is
/// written after its own.
const READ: &[(&str, &[&str])] = &[
    ("gmd:fileIdentifier", &["foaf:isPrimaryTopicOf"]),
    ("gmd:identificationInfo/*/gmd:citation/*/gmd:title", &["dct:title"]),
    ("gmd:identificationInfo/*/gmd:citation/*/gmd:date", &["dct:modified", "dct:created", "dct:issued"]),
    ("gmd:identificationInfo/*/gmd:citation/*/gmd:identifier/*/gmd:code", &["dct:identifier", "@id"]),
    ("gmd:identificationInfo/*/gmd:abstract", &["dct:description"]),
    (
        "gmd:identificationInfo/*/gmd:resourceMaintenance/*/gmd:maintenanceAndUpdateFrequency",
        &["dct:accrualPeriodicity"],
    ),
    (
        "gmd:identificationInfo/*/gmd:pointOfContact/*/gmd:individualName",
        &["dcat:contactPoint", "dct:publisher"],
    ),
    ("gmd:identificationInfo/*/gmd:descriptiveKeywords/*/gmd:keyword", &["dcat:keyword", "dcat:theme"]),
    (
        "gmd:identificationInfo/*/gmd:resourceConstraints/*/gmd:otherConstraints",
        &["dct:license", "dct:rights", "dct:accessRights"],
    ),
    (
        "gmd:identificationInfo/*/gmd:spatialResolution",
        &["dcat:spatialResolutionInMeters", "dqv:hasQualityMeasurement"],
    ),
    (
        "gmd:identificationInfo/*/gmd:extent/*/gmd:geographicElement/gmd:EX_GeographicBoundingBox",
        &["dct:spatial"],
    ),
    ("gmd:identificationInfo/*/gmd:extent/*/gmd:temporalElement", &["dct:temporal"]),
    ("gmd:identificationInfo/*/srv:operatesOn", &["dcat:servesDataset", "dct:hasPart"]),
    ("gmd:dataQualityInfo/*/gmd:lineage/*/gmd:statement", &["dct:provenance"]),
    ("gmd:dataQualityInfo/*/gmd:report/*/gmd:result/*/gmd:specification/*/gmd:title", &["dct:conformsTo"]),
    (
        "gmd:distributionInfo/*/gmd:transferOptions/*/gmd:onLine/*/gmd:linkage",
        &[
            "dcat:distribution/dcat:accessURL",
            "dcat:distribution",
            "dcat:landingPage",
            "foaf:page",
            "dcat:endpointURL",
            "dcat:endpointDescription",
        ],
    ),
    ("gmd:distributionInfo/*/gmd:transferOptions/*/gmd:onLine/*/gmd:name", &["dcat:distribution/dct:title"]),
    (
        "gmd:distributionInfo/*/gmd:transferOptions/*/gmd:onLine/*/gmd:description",
        &["dcat:distribution/dct:description"],
    ),
    (
        "gmd:distributionInfo/*/gmd:transferOptions/*/gmd:onLine/*/gmd:protocol",
        &["dcat:distribution/dcat:accessService"],
    ),
    ("gmd:distributionInfo/*/gmd:transferOptions/*/gmd:transferSize", &["dcat:distribution/dcat:byteSize"]),
    (
        "gmd:distributionInfo/*/gmd:distributionFormat/*/gmd:name",
        &["dcat:distribution/dct:format", "dcat:distribution/dcat:mediaType"],
    ),
];

/// Where the record would say what is not at this property of its graph.
pub fn expected(property: &str) -> Option<&'static str> {
    let of = |property: &str| {
        READ.iter().find(|(_, properties)| properties.contains(&property)).map(|(path, _)| *path)
    };
    // Terms are written once for all distributions.
    of(property).or_else(|| of(property.strip_prefix("dcat:distribution/")?))
}
