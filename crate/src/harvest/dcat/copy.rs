//! The copy of the catalogue that udata keeps (`store_graphs`, `harvest/backends/dcat.py`): when it cannot be
//! written, the records are harvested all the same and the job shows an error.

use crate::{
    model::{JobError, refusal::QuadSyntax},
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
    match format {
        RdfFormat::Xml | RdfFormat::JsonLd => return None,
        // What udata reads is one graph, and these syntaxes are written from several only.
        RdfFormat::NQuads | RdfFormat::TriX => {
            let (what, seen) = match format {
                RdfFormat::TriX => (QuadSyntax::TriX, "n’en lit aucune fiche"),
                _ => (QuadSyntax::NQuads, "n’en lit que ce qui n’est dans aucun graphe nommé"),
            };
            problems.push(Problem {
                partial: true,
                ..Problem::new(
                    document,
                    format!(
                        "Ce catalogue est en {} : data.gouv.fr {seen}, et signalerait une erreur.",
                        format.label()
                    ),
                    "Publiez-le en RDF/XML, en Turtle ou en JSON-LD.",
                )
            });
            return Some(JobError::NoCopy(what));
        }
        RdfFormat::Turtle | RdfFormat::N3 | RdfFormat::NTriples | RdfFormat::Trig => {}
    }
    let iri = graph.iris().find(|iri| iri.contains(INVALID))?;
    problems.push(Problem {
        partial: true,
        ..Problem::new(
            document,
            format!("L’adresse « {iri} » contient un caractère interdit : data.gouv.fr signalerait une erreur, sans perdre de fiche."),
            if iri.contains('{') {
                "Remplacez le champ de gabarit, entre accolades, par sa valeur."
            } else {
                "Remplacez ce caractère par son code : %20 pour une espace, par exemple."
            },
        )
    });
    Some(JobError::Copy(iri.to_owned()))
}
