//! Why a record cannot be converted: udata makes of it a failed item without identifier.

pub use crate::model::refusal::ConversionError;

/// What may fail.
pub type ConversionResult<T> = Result<T, ConversionError>;

/// Several values where the conversion takes one: `taken_by` is what takes it, in XPath's words.
pub(super) fn several(values: &[&str], taken_by: &'static str) -> ConversionError {
    let values = values.iter().map(|&value| value.to_owned()).collect();
    ConversionError::Several { values, taken_by }
}
