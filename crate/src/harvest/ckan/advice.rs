//! What the schema refuses of a package: the refusal, and the line of the trace of each place.

use super::{
    Dialect,
    validate::{Failure, Fault},
};
use crate::{
    formats::json::Json,
    model::{
        Loss, Place, Refusal, Trace,
        refusal::{SchemaFailure, bracketed, of_value, own_model},
    },
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
                trace.lost(field, path, &raw, failure.loss(dialect.kind()));
                refused.push(failure);
            }
            Fault::Raised(exception) => {
                let raw = value.map(Json::shown).unwrap_or_default();
                let place = Place::new("record", bracketed(&path), &raw);
                trace.lost("record", place.path.clone(), &raw, of_value(&path, dialect.kind()));
                raised.get_or_insert((exception, place));
            }
        }
    }
    if own_model(&refused) {
        trace.lost("record", "", "", Loss::OtherModel);
    }
    match raised {
        Some((exception, place)) => Refusal::Raised(exception, Some(place)),
        None => Refusal::Schema(dialect.kind(), refused),
    }
}
