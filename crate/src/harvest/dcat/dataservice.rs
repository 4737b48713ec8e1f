//! Dataservices (`dataservice_from_rdf`, `core/dataservices/rdf.py`).

use super::{
    address::remote_url,
    catalogue::HarvestedDatasets,
    contact::contact_points,
    dates::{DateDraft, date},
    description, licence,
    property::{
        ABSTRACT, CREATED, DESCRIPTION, ENDPOINT_DESCRIPTION, ENDPOINT_URL, ISSUED, KEYWORD, LANDING_PAGE,
        MODIFIED, SERVES_DATASET, TITLE,
    },
    reader::{DcatResult, NodeReader},
    tags::tags,
    value::Value,
};
use crate::{
    model::{ContactPoint, How, Licence, Loss, Refusal, refusal::Exception},
    source::rdf::vocabulary::dct,
};

/// A dataservice, not validated.
#[derive(Debug)]
pub(super) struct DataserviceDraft<'g> {
    pub title: Option<Value<'g>>,
    pub description: String,
    pub base_api_url: Option<Value<'g>>,
    pub machine_documentation_url: Option<Value<'g>>,
    pub license: Option<&'static Licence>,
    pub tags: Vec<String>,
    pub contact_points: Vec<ContactPoint>,
    /// Identifiers of the datasets it serves.
    pub datasets: Vec<String>,
    pub uri: Option<&'g str>,
    pub remote_url: Option<String>,
    pub created_at: Option<DateDraft>,
    pub issued_at: Option<DateDraft>,
    pub modified_at: Option<DateDraft>,
}

/// Reads a dataservice; `known` are the datasets harvested before it.
pub(super) fn read<'g>(
    reader: &mut NodeReader<'_, 'g>,
    prefix: Option<&str>,
    known: &mut HarvestedDatasets,
) -> DcatResult<DataserviceDraft<'g>> {
    Ok(DataserviceDraft {
        title: reader.one_expected("title", TITLE),
        description: description::read(reader, &[DESCRIPTION, ABSTRACT])?,
        base_api_url: reader.first("base_api_url", ENDPOINT_URL),
        machine_documentation_url: reader.first("machine_documentation_url", ENDPOINT_DESCRIPTION),
        contact_points: contact_points(reader)?,
        datasets: datasets(reader, known)
            .map_err(|refusal| reader.blame("datasets", SERVES_DATASET, refusal))?,
        license: licence::of_service(reader)?,
        uri: reader.subject.iri(),
        remote_url: remote_url(reader, prefix)
            .map_err(|refusal| reader.blame("harvest.remote_url", LANDING_PAGE, refusal))?,
        created_at: date(reader, "harvest.created_at", CREATED),
        issued_at: date(reader, "harvest.issued_at", ISSUED),
        modified_at: date(reader, "harvest.modified_at", MODIFIED),
        tags: tags(reader).map_err(|refusal| reader.blame("tags", KEYWORD, refusal))?,
    })
}

/// The datasets of `dcat:servesDataset`: by the IRI of their node, else by the end of their identifier.
fn datasets(reader: &mut NodeReader<'_, '_>, known: &mut HarvestedDatasets) -> DcatResult<Vec<String>> {
    let mut places = Vec::new();
    for served in reader.subject.all(SERVES_DATASET.node) {
        if served.is_literal() {
            let exception = Exception::NotCallable("str");
            return Err(reader.refuse_text(reader.subject, "datasets", SERVES_DATASET, served, exception));
        }
        let identifier = served.first(dct::IDENTIFIER);
        let found = match (served.iri().and_then(|iri| known.by_uri(iri)), identifier) {
            (Some(place), _) => Some(place),
            (None, None) => None,
            (None, Some(identifier)) if identifier.is_literal() => known.by_suffix(identifier.text()),
            (None, Some(_)) => {
                // `str.endswith` takes no node; no dataset, no call.
                if !known.is_empty() {
                    return Err(Refusal::raised(Exception::NotAnEnd));
                }
                None
            }
        };
        match found {
            None => {
                reader.lost("datasets", SERVES_DATASET, served, Loss::UnknownDataset);
            }
            Some(place) => {
                reader.took("datasets", SERVES_DATASET, served, How::Converted);
                if !places.contains(&place) {
                    places.push(place);
                }
            }
        }
    }
    Ok(places.into_iter().map(|place| known.identifier(place).to_owned()).collect())
}
