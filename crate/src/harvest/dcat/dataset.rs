//! Datasets (`dataset_from_rdf`, `core/dataset/rdf.py`).

use super::{
    address::remote_url,
    contact::contact_points,
    dates::{DateDraft, date, modified, temporal_coverage},
    description,
    doi::doi,
    licence::{Licensing, licensing},
    property::{
        ABSTRACT, ACCRUAL_PERIODICITY, ALT_LABEL, CONFORMS_TO, CREATED, DESCRIPTION, DISTRIBUTION,
        DcatProperty, HAS_PART, IDENTIFIER, ISSUED, KEYWORD, LANDING_PAGE, SPATIAL, TITLE,
    },
    reader::{DcatResult, NodePlace, NodeReader},
    resolution::spatial_resolution,
    resource::{Resources, distribution, part},
    rights::{Extras, TermsOfUse, provenances, put},
    schema::{SchemaDraft, schema},
    spatial::{SpatialCoverage, spatial},
    subject::Subject,
    tags::tags,
    value::Value,
};
use crate::{
    model::{
        Change, ContactPoint, Frequency, How, Loss, Refusal, TemporalCoverage, frequency, refusal::Exception,
    },
    source::rdf::vocabulary::dcat,
    text::date::Moment,
};

/// A dataset, not validated.
#[derive(Debug)]
pub(super) struct DatasetDraft<'g> {
    pub title: Value<'g>,
    pub acronym: Option<Value<'g>>,
    pub description: String,
    pub tags: Vec<String>,
    pub licensing: Licensing,
    pub frequency: Option<Frequency>,
    pub temporal_coverage: Option<TemporalCoverage>,
    pub spatial: Option<SpatialCoverage>,
    pub schema: Option<SchemaDraft<'g>>,
    pub contact_points: Vec<ContactPoint>,
    pub extras: Extras,
    pub provenances: Vec<Value<'g>>,
    pub resources: Resources<'g>,
    pub dct_identifier: Option<Value<'g>>,
    pub doi: Option<String>,
    pub uri: Option<&'g str>,
    pub remote_url: Option<String>,
    pub created_at: Option<DateDraft>,
    pub issued_at: Option<DateDraft>,
    pub modified_at: Option<Moment>,
}

/// Reads a dataset, field by field, in udata's order: the first exception decides of the message.
pub(super) fn read<'g>(
    reader: &mut NodeReader<'_, 'g>,
    prefix: Option<&str>,
) -> DcatResult<DatasetDraft<'g>> {
    let title = reader.one_expected("title", TITLE).filter(|title| title.is_truthy());
    let title = title.ok_or(Refusal::NoTitle)?;
    let description = description::read(reader, &[DESCRIPTION, ABSTRACT])?;
    let frequency =
        frequency(reader).map_err(|refusal| reader.blame("frequency", ACCRUAL_PERIODICITY, refusal))?;
    let contact_points = contact_points(reader)?;
    let schema = schema(reader).map_err(|refusal| reader.blame("schema", CONFORMS_TO, refusal))?;
    let spatial = spatial(reader).map_err(|refusal| reader.blame("spatial", SPATIAL, refusal))?;
    let mut extras = Extras::new();
    if let Some(resolution) = spatial_resolution(reader) {
        extras.push(("spatial_resolution", resolution.into()));
    }
    let acronym = reader.one("acronym", ALT_LABEL).filter(|acronym| acronym.is_truthy());
    let tags = tags(reader).map_err(|refusal| reader.blame("tags", KEYWORD, refusal))?;
    let temporal_coverage = temporal_coverage(reader);
    let provenances = provenances(reader)?;
    put(&mut extras, "provenance", &provenances);
    let (resources, distributions) = resources(reader)?;
    let terms: Vec<_> = distributions
        .iter()
        .filter_map(|&index| resources.drafts.get(index))
        .map(|draft| &draft.terms)
        .collect();
    let own_terms = effective(TermsOfUse::read(reader)?, &terms);
    put(&mut extras, "rights", &own_terms.rights);
    put(&mut extras, "accessRights", &own_terms.access_rights);
    put(&mut extras, "license", &own_terms.licences);
    let licensing = licensing(reader, &own_terms, &terms)?;
    Ok(DatasetDraft {
        title,
        acronym,
        description,
        tags,
        licensing,
        frequency,
        temporal_coverage,
        spatial,
        schema,
        contact_points,
        extras,
        provenances,
        dct_identifier: reader.one("harvest.dct_identifier", IDENTIFIER),
        uri: reader.subject.iri(),
        remote_url: remote_url(reader, prefix)
            .map_err(|refusal| reader.blame("harvest.remote_url", LANDING_PAGE, refusal))?,
        created_at: date(reader, "harvest.created_at", CREATED),
        issued_at: date(reader, "harvest.issued_at", ISSUED),
        doi: doi(reader)?,
        modified_at: modified(reader, "DCT.modified (dataset)")?,
        resources,
    })
}

/// The terms of the dataset: of each kind its own, else those that all its distributions share
/// (`get_unanimous_dcat_extra`).
fn effective<'g>(own: TermsOfUse<'g>, distributions: &[&TermsOfUse<'g>]) -> TermsOfUse<'g> {
    let choose = |own: Vec<Value<'g>>, of: for<'t> fn(&'t TermsOfUse<'g>) -> &'t [Value<'g>]| {
        let Some((first, others)) = distributions.split_first() else { return own };
        let unanimous = || others.iter().all(|other| of(other) == of(first));
        if own.is_empty() && unanimous() { of(first).to_vec() } else { own }
    };
    TermsOfUse {
        access_rights: choose(own.access_rights, |terms| &terms.access_rights),
        licences: choose(own.licences, |terms| &terms.licences),
        rights: choose(own.rights, |terms| &terms.rights),
    }
}

/// `frequency_from_rdf`.
fn frequency(reader: &mut NodeReader<'_, '_>) -> DcatResult<Option<Frequency>> {
    let Some(term) = reader.subject.first(ACCRUAL_PERIODICITY.node) else {
        reader.missing("frequency", ACCRUAL_PERIODICITY);
        return Ok(None);
    };
    reader.others_are_lost("frequency", ACCRUAL_PERIODICITY, term);
    let frequency = if term.is_literal() {
        Frequency::from_rdf(frequency::FrequencyTerm::Literal(term.value().text_for("lower")?))
    } else {
        Frequency::from_rdf(frequency::FrequencyTerm::Uri(term.text()))
    };
    match frequency {
        Some(frequency) => {
            if reader.trace.is_full() {
                reader.changed(
                    "frequency",
                    ACCRUAL_PERIODICITY,
                    term,
                    How::Converted,
                    Change::Frequency(frequency),
                );
            }
        }
        None => {
            reader.lost("frequency", ACCRUAL_PERIODICITY, term, Loss::UnknownFrequency);
        }
    }
    Ok(frequency)
}

/// The resources of a dataset, and the places of its distributions among them.
fn resources<'g>(reader: &mut NodeReader<'_, 'g>) -> DcatResult<(Resources<'g>, Vec<usize>)> {
    let record = reader.subject;
    let mut resources = Resources::default();
    let mut distributions = Vec::new();
    for property in [DISTRIBUTION.node, dcat::DISTRIBUTIONS] {
        for node in record.all(property) {
            let node = node_of(reader, DISTRIBUTION, node)?;
            let place = NodePlace::Distribution(resources.drafts.len());
            let mut reader = reader.of(node, place);
            distributions.extend(distribution(&mut reader, &mut resources)?);
        }
    }
    for node in record.all(HAS_PART.node) {
        let node = node_of(reader, HAS_PART, node)?;
        let place = NodePlace::Part(resources.drafts.len());
        let mut reader = reader.of(node, place);
        part(&mut reader, &mut resources)?;
    }
    if resources.drafts.is_empty() {
        reader.missing("resources", DISTRIBUTION);
    }
    Ok((resources, distributions))
}

/// A literal is no resource: udata calls one as if it were a graph.
fn node_of<'g>(
    reader: &mut NodeReader<'_, 'g>,
    property: DcatProperty,
    object: Subject<'g>,
) -> DcatResult<Subject<'g>> {
    if !object.is_literal() {
        return Ok(object);
    }
    let exception = Exception::NotCallable(object.value().python_name());
    Err(reader.refuse_text(reader.subject, "resources", property, object, exception))
}
