//! What a record says that no field of data.gouv.fr reads.

use rustc_hash::FxHashSet;

use super::{curie::curie, subject::Subject};
use crate::{
    model::Trace,
    source::rdf::{
        Node,
        vocabulary::{adms, dcat, dct, dqv, foaf, geodcat, owl, rdf, skos, spdx},
    },
};

const ROLES: [Node; 11] = [
    dcat::CONTACT_POINT,
    dct::CREATOR,
    dct::PUBLISHER,
    dct::RIGHTS_HOLDER,
    geodcat::CUSTODIAN,
    geodcat::DISTRIBUTOR,
    geodcat::ORIGINATOR,
    geodcat::PRINCIPAL_INVESTIGATOR,
    geodcat::PROCESSOR,
    geodcat::RESOURCE_PROVIDER,
    geodcat::USER,
];

/// Read of datasets and dataservices alike.
const OF_BOTH: [Node; 14] = [
    rdf::TYPE,
    dct::IDENTIFIER,
    dct::TITLE,
    dct::DESCRIPTION,
    dct::ABSTRACT,
    dct::LICENSE,
    dct::CREATED,
    dct::ISSUED,
    dct::MODIFIED,
    dcat::KEYWORD,
    dcat::THEME,
    dcat::LANDING_PAGE,
    foaf::IS_PRIMARY_TOPIC_OF,
    owl::SAME_AS,
];

const OF_DATASETS: [Node; 14] = [
    dct::ACCRUAL_PERIODICITY,
    dct::CONFORMS_TO,
    dct::SPATIAL,
    dct::TEMPORAL,
    dct::PROVENANCE,
    dct::RIGHTS,
    dct::ACCESS_RIGHTS,
    dct::HAS_PART,
    dcat::DISTRIBUTION,
    dcat::DISTRIBUTIONS,
    dcat::SPATIAL_RESOLUTION_IN_METERS,
    dqv::HAS_QUALITY_MEASUREMENT,
    skos::ALT_LABEL,
    adms::IDENTIFIER,
];

/// What leads from a dataset to its resources.
pub(super) const RESOURCES: [Node; 3] = [dcat::DISTRIBUTION, dcat::DISTRIBUTIONS, dct::HAS_PART];

const OF_DISTRIBUTIONS: [Node; 16] = [
    rdf::TYPE,
    dct::TITLE,
    dct::DESCRIPTION,
    dct::IDENTIFIER,
    dct::FORMAT,
    dct::CONFORMS_TO,
    dct::LICENSE,
    dct::RIGHTS,
    dct::ACCESS_RIGHTS,
    dct::ISSUED,
    dct::MODIFIED,
    dcat::DOWNLOAD_URL,
    dcat::ACCESS_URL,
    dcat::ACCESS_SERVICE,
    dcat::MEDIA_TYPE,
    dcat::BYTE_SIZE,
];

const OF_DATASERVICES: [Node; 3] = [dcat::ENDPOINT_URL, dcat::ENDPOINT_DESCRIPTION, dcat::SERVES_DATASET];

/// Traces what `dataset_from_rdf` does not read.
pub(super) fn of_dataset(subject: Subject<'_>, trace: &mut Trace) {
    // udata takes a series for a dataset.
    if subject.all(rdf::TYPE).any(|class| class.node == dcat::DATASET_SERIES) {
        trace.unread("rdf:type", "dcat:DatasetSeries");
        trace.made_of(subject.graph.source(subject.node, rdf::TYPE, dcat::DATASET_SERIES));
    }
    rest(subject, &OF_DATASETS, trace);
}

/// Traces what `dataservice_from_rdf` does not read.
pub(super) fn of_dataservice(subject: Subject<'_>, trace: &mut Trace) {
    rest(subject, &OF_DATASERVICES, trace);
}

/// Traces what `resource_from_rdf` does not read: once where several distributions of a record say it.
pub(super) fn of_distributions(subject: Subject<'_>, trace: &mut Trace) {
    let mut seen = FxHashSet::default();
    for distribution in
        [dcat::DISTRIBUTION, dcat::DISTRIBUTIONS].into_iter().flat_map(|property| subject.all(property))
    {
        for (predicate, object) in subject.graph.predicate_objects(distribution.node) {
            let is_read = OF_DISTRIBUTIONS.contains(&predicate) || predicate == spdx::CHECKSUM;
            if !is_read && seen.insert((predicate, object)) {
                let path = format!("dcat:distribution/{}", curie(subject.graph.term(predicate).text()));
                trace.unread(path, &Subject::new(subject.graph, object).caption());
                trace.made_of(subject.graph.source(distribution.node, predicate, object));
            }
        }
    }
}

fn rest(subject: Subject<'_>, read: &[Node], trace: &mut Trace) {
    for (predicate, object) in subject.graph.predicate_objects(subject.node) {
        let is_read = [&ROLES[..], &OF_BOTH, read].iter().any(|nodes| nodes.contains(&predicate));
        if !is_read {
            let path = curie(subject.graph.term(predicate).text());
            trace.unread(path, &Subject::new(subject.graph, object).caption_or_names());
            trace.made_of(subject.graph.source(subject.node, predicate, object));
        }
    }
}
