//! Licences, and how udata guesses one from a string (`License.guess`, `core/dataset/models.py`).

use std::sync::LazyLock;

use serde::Deserialize;

/// A licence of data.gouv.fr's list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Licence {
    /// Identifier: `lov2`, `odc-odbl`…
    pub id: String,
    /// Title, as displayed.
    pub title: String,
    /// Address of its text.
    pub url: Option<String>,
    /// Other titles it is known by.
    pub alternate_titles: Vec<String>,
    /// Other addresses of its text.
    pub alternate_urls: Vec<String>,
}

#[derive(Default, Deserialize)]
struct File {
    licences: Vec<Licence>,
}

/// How a licence was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// Its identifier.
    Id,
    /// Its title, as a slug.
    Slug,
    /// One of its addresses.
    Address,
    /// Part of one of its addresses.
    PartOfAddress,
    /// Its title, as a slug, give or take that many letters.
    NearSlug(usize),
    /// Its title, give or take that many letters.
    NearTitle(usize),
    /// Another of its titles, as a slug, give or take that many letters.
    NearAlternateTitle(usize),
}

/// A licence recognised from a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess<'a> {
    /// The licence.
    pub licence: &'static Licence,
    /// How it was recognised.
    pub how: Match,
    /// The string that gave it.
    pub string: &'a str,
    /// The part of the string that gave it: its address or what is around it.
    pub part: std::borrow::Cow<'a, str>,
}

/// data.gouv.fr's list, in its order.
pub fn all() -> &'static [Licence] {
    static FILE: LazyLock<File> =
        LazyLock::new(|| serde_json::from_str(include_str!("../../data/licences.json")).unwrap_or_default());
    &FILE.licences
}

/// The licence that udata guesses from the first string that gives one (`License.guess`).
pub fn guess<'a>(strings: impl IntoIterator<Item = &'a str>) -> Option<Guess<'a>> {
    strings.into_iter().find_map(|string| {
        let licence = by_id(string)?;
        Some(Guess { licence, how: Match::Id, string, part: string.into() })
    })
}

/// The licence of the list with this identifier.
pub fn by_id(id: &str) -> Option<&'static Licence> {
    all().iter().find(|licence| licence.id == id)
}

/// « License Not Specified » (`License.default`).
pub fn not_specified() -> Option<&'static Licence> {
    by_id("notspecified")
}
