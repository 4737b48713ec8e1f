//! What becomes of a field from one way of harvesting to another.

/// What becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RouteEffect {
    /// Empty until now, or filled for more records.
    Gained,
    /// Emptied, or for more records than it is filled.
    Lost,
    /// As before.
    Same,
    /// Something else.
    Different,
    /// It depends on what the other way holds, which is not read.
    Unsure,
}

/// One line of the comparison of two ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RouteLine {
    /// What a person calls the field.
    pub what: &'static str,
    /// What becomes of it.
    pub change: RouteEffect,
    /// What the first way gives.
    pub before: String,
    /// What the other way gives.
    pub after: String,
    /// How many records it concerns.
    pub records: usize,
}
