//! What the schema refuses of a package: the refusal, and the line of the trace of each place.

use super::{
    PackageDialect,
    validate::{FieldFailure, Rejection},
};
use crate::{
    formats::json::Json,
    model::{
        Loss, Refusal, Trace, ValuePlace,
        refusal::{SchemaFailure, bracketed, of_value, own_model},
    },
};

/// The refusal of a package, each place of which is told in the trace. An exception that voluptuous lets through is
/// reported alone.
pub fn refusal(failures: Vec<FieldFailure<'_>>, dialect: PackageDialect, trace: &mut Trace) -> Refusal {
    let mut raised = None;
    let mut refused = Vec::with_capacity(failures.len());
    for FieldFailure { path, value, fault } in failures {
        match fault {
            Rejection::Refused(fault) => {
                let value = value.map(|value| value.clone().into_owned());
                let failure = SchemaFailure { path, value, fault };
                let ValuePlace { field, path, raw } = failure.place();
                trace.lost(field, path, &raw, failure.loss(dialect.kind()));
                refused.push(failure);
            }
            Rejection::Raised(exception) => {
                let raw = value.map(Json::shown).unwrap_or_default();
                let place = ValuePlace::new("record", bracketed(&path), &raw);
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
