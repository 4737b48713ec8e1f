//! What a user of the library may count on, of the whole surface at once.

use avant_moisson::{
    internals::{Json, html, rdf, url, wkt},
    model::{JobError, Refusal, UnknownKind},
    portal::{AddressError, ClientFailure},
};

/// An error that any program can pass on.
fn passes<E: std::error::Error + Send + Sync + 'static>() {}

/// The error of a function.
fn error_of<A, T, E: std::error::Error + Send + Sync + 'static>(_: impl FnOnce(A) -> Result<T, E>) {}

#[test]
fn every_error_is_a_standard_error() {
    passes::<AddressError>();
    passes::<ClientFailure>();
    passes::<JobError>();
    passes::<Refusal>();
    passes::<UnknownKind>();
    error_of(Json::parse);
    error_of(html::to_markdown);
    error_of(url::validate);
    error_of(wkt::parse);
    error_of(|text| rdf::parse(text, rdf::RdfFormat::Turtle, None));
}
