//! The copy of the catalogue that udata keeps (`store_graphs`, `harvest/backends/dcat.py`): when it cannot be
//! written, the records are harvested all the same and the job shows an error.

use crate::{
    model::JobError,
    source::{
        Document, Problem,
        rdf::{Graph, RdfFormat},
    },
};

/// Characters that rdflib does not write in an IRI (`_is_valid_uri`, `rdflib/term.py`).
const INVALID: [char; 10] = ['<', '>', '"', ' ', '{', '}', '|', '\\', '^', '`'];

/// The error of a graph that cannot be written in the syntax it was read in.
pub(super) fn refusal(
    document: &Document,
    graph: &Graph,
    format: RdfFormat,
    problems: &mut Vec<Problem>,
) -> Option<JobError> {
    if matches!(format, RdfFormat::Xml | RdfFormat::JsonLd) {
        return None;
    }
    let iri = graph.iris().find(|iri| iri.contains(INVALID))?;
    problems.push(Problem {
        partial: true,
        ..Problem::new(
            document,
            format!("L’adresse « {iri} » contient un caractère interdit : data.gouv.fr signalerait une erreur, sans perdre de fiche."),
            "Remplacez ce caractère par son code : %20 pour une espace, par exemple.",
        )
    });
    Some(JobError::Copy(iri.to_owned()))
}
