//! Why a record does not become anything, and what udata says of it.

/// The end of a record that is not harvested, with udata's message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// `HarvestSkipException`.
    Skipped(String),
    /// `HarvestValidationError`, or the database's `ValidationError`.
    Invalid(String),
    /// Any other exception: udata did not expect it.
    Raised(String),
}

impl Refusal {
    pub fn raised(message: impl Into<String>) -> Self {
        Self::Raised(message.into())
    }
}
