//! What the schema refuses of a package: the refusal, and the line of the trace of each place.

use super::{
    Dialect,
    validate::{Failure, Fault},
};
use crate::{
    model::{
        Place, Refusal, Trace,
        refusal::{OWN_MODEL, SchemaFailure, own_model, rejected_at},
    },
    text::json::Json,
};

/// The refusal of a package, each place of which is told in the trace. An exception that voluptuous lets through is
/// reported alone.
pub fn refusal(failures: Vec<Failure<'_>>, dialect: Dialect, trace: &mut Trace) -> Refusal {
    let mut raised = None;
    let mut refused = Vec::with_capacity(failures.len());
    for Failure { path, value, fault } in failures {
        match fault {
            Fault::Refused(fault) => {
                let value = value.map(|value| value.clone().into_owned());
                let failure = SchemaFailure { path, value, fault };
                let Place { field, path, raw } = failure.place();
                trace.lost(field, path, &raw, failure.explain(dialect.kind()));
                refused.push(failure);
            }
            Fault::Raised(exception) => {
                let (path, note) = rejected_at(&path, dialect.kind());
                let raw = value.map(Json::shown).unwrap_or_default();
                trace.lost("record", path.clone(), &raw, note);
                raised.get_or_insert((exception, Place::new("record", path, &raw)));
            }
        }
    }
    if own_model(&refused) {
        trace.lost("record", "", "", OWN_MODEL);
    }
    match raised {
        Some((exception, place)) => Refusal::Raised(exception, Some(place)),
        None => Refusal::Schema(dialect.kind(), refused),
    }
}
