//! Licences, and how udata guesses one from a string (`License.guess`, `core/dataset/models.py`).

/// A licence of data.gouv.fr's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// Identifier: `lov2`, `odc-odbl`…
    pub id: String,
    /// Title, as displayed.
    pub title: String,
    /// Address of its text.
    pub url: Option<String>,
}

/// How a licence was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// Same identifier, slug or address.
    Exact,
    /// Part of a known address.
    Address,
    /// Two letters of difference at most.
    Distance,
}

/// The licence that udata guesses from the first string that gives one.
pub fn guess<'a>(_strings: impl IntoIterator<Item = &'a str>) -> Option<(&'static Licence, Match)> {
    None
}

/// The licence of the list with this identifier.
pub fn by_id(_id: &str) -> Option<&'static Licence> {
    None
}
