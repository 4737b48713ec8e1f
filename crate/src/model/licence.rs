//! Licences, and how udata guesses one from a string (`License.guess`, `core/dataset/models.py`).

use std::{borrow::Cow, sync::LazyLock};

use serde::Deserialize;

use crate::text::{
    distance,
    slug::slugify,
    space::{is_space, strip},
    url,
};

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

/// How a licence was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// Its identifier.
    Id,
    /// Its title: same slug.
    Title,
    /// One of its addresses.
    Address,
    /// Part of one of its addresses.
    PartOfAddress,
    /// Its title: the slugs differ by that many letters.
    NearSlug(usize),
    /// Its title, which differs by that many letters.
    NearTitle(usize),
    /// Another of its titles: the slugs differ by that many letters, or none.
    AlternateTitle(usize),
}

impl Match {
    /// Whether the text names the licence as it is, and not something close to it.
    pub fn is_exact(self) -> bool {
        matches!(self, Self::Id | Self::Title | Self::Address | Self::AlternateTitle(0))
    }
}

/// A licence recognised from a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess<'a> {
    /// The licence.
    pub licence: &'static Licence,
    /// How it was recognised.
    pub how: Match,
    /// What it was recognised by: its identifier, or the title or address in data.gouv.fr's list.
    pub known: &'static str,
    /// The string that gave it.
    pub string: &'a str,
    /// The part of the string that gave it: the address it holds, or what surrounds that address.
    pub part: Cow<'a, str>,
}

/// data.gouv.fr's list, in its order.
pub fn all() -> impl Iterator<Item = &'static Licence> {
    KNOWN.iter().map(|known| &known.licence)
}

/// The licence of the list with this identifier.
pub fn by_id(id: &str) -> Option<&'static Licence> {
    all().find(|licence| licence.id == id)
}

/// « License Not Specified », what a dataset gets when nothing is recognised (`License.default`).
pub fn not_specified() -> Option<&'static Licence> {
    by_id("notspecified")
}

/// The licence that udata guesses from the first string that gives one (`License.guess`).
pub fn guess<'a>(strings: impl IntoIterator<Item = &'a str>) -> Option<Guess<'a>> {
    strings.into_iter().find_map(|string| {
        split_first_url(string).into_iter().flatten().find_map(|part| {
            let (licence, how, known) = guess_one(&part)?;
            Some(Guess { licence, how, known, string, part })
        })
    })
}

/// The first `https?://\S+` of a text, then the rest of the text; the whole text when there is none
/// (`License.extract_first_url`).
fn split_first_url(text: &str) -> [Option<Cow<'_, str>>; 2] {
    let searched = text.trim_end_matches('.');
    let is_start = |at: usize| {
        let after = searched.get(at..).unwrap_or_default();
        let rest = after.strip_prefix("http://").or_else(|| after.strip_prefix("https://"));
        rest.and_then(|rest| rest.chars().next()).is_some_and(|c| !is_space(c))
    };
    let Some(start) = searched.match_indices("http").map(|(at, _)| at).find(|&at| is_start(at)) else {
        return [Some(text.into()), None];
    };
    let url = searched.get(start..).unwrap_or_default();
    let url = url.split(is_space).next().unwrap_or_default();
    [Some(url.into()), Some(strip(&text.replace(url, "")).to_owned().into())]
}

/// Two letters of difference at most (`MAX_DISTANCE`).
const MAX_DISTANCE: usize = 2;

/// A licence, and what it is compared by.
struct IndexedLicence {
    licence: Licence,
    slug: String,
    title: Vec<char>,
    alternate_slugs: Vec<String>,
    /// In lower case: the main address, then the others.
    url: Option<String>,
    alternate_urls: Vec<String>,
}

static KNOWN: LazyLock<Vec<IndexedLicence>> = LazyLock::new(|| {
    #[derive(Default, Deserialize)]
    struct File {
        licences: Vec<Licence>,
    }
    let file: File = serde_json::from_str(include_str!("../../data/licences.json")).unwrap_or_default();
    file.licences.into_iter().map(IndexedLicence::new).collect()
});

impl IndexedLicence {
    fn new(licence: Licence) -> Self {
        Self {
            slug: slugify(&licence.title),
            title: licence.title.to_lowercase().chars().collect(),
            alternate_slugs: licence.alternate_titles.iter().map(|title| slugify(title)).collect(),
            url: licence.url.as_ref().map(|url| url.to_lowercase()),
            alternate_urls: licence.alternate_urls.iter().map(|url| url.to_lowercase()).collect(),
            licence,
        }
    }

    /// The main address, then the others: in lower case, and as the list has them.
    fn urls(&self) -> impl Iterator<Item = (&String, &String)> {
        let lower = self.url.iter().chain(&self.alternate_urls);
        lower.zip(self.licence.url.iter().chain(&self.licence.alternate_urls))
    }

    fn exactly(&'static self, text: &str, slug: &str) -> Option<(Match, &'static str)> {
        if self.licence.id.eq_ignore_ascii_case(text) {
            return Some((Match::Id, &self.licence.id));
        }
        if self.slug == slug {
            return Some((Match::Title, &self.licence.title));
        }
        self.urls().find(|(lower, _)| *lower == text).map(|(_, url)| (Match::Address, url.as_str()))
    }

    /// Without regard to case in the main address, but not in the others (`icontains`, `contains`).
    fn with_address_part(&'static self, part: &str) -> Option<(Match, &'static str)> {
        let main = self.url.as_ref().filter(|url| url.contains(part)).and(self.licence.url.as_ref());
        main.or_else(|| self.licence.alternate_urls.iter().find(|url| url.contains(part)))
            .map(|url| (Match::PartOfAddress, url.as_str()))
    }

    fn near_alternate_title(&'static self, slug: &str) -> Option<(Match, &'static str)> {
        self.alternate_slugs
            .iter()
            .zip(&self.licence.alternate_titles)
            .filter_map(|(known, title)| Some((near(known, slug)?, title)))
            .min_by_key(|(letters, _)| *letters)
            .map(|(letters, title)| (Match::AlternateTitle(letters), title.as_str()))
    }
}

type LicenceGuess = (&'static Licence, Match, &'static str);

/// `License.guess_one`.
fn guess_one(text: &str) -> Option<LicenceGuess> {
    let text = strip(text).to_lowercase();
    if text.is_empty() {
        return None;
    }
    let slug = slugify(&text);
    first(|known| known.exactly(&text, &slug))
        .or_else(|| {
            let part = without_scheme(&text)?;
            first(|known| known.with_address_part(&part))
        })
        .or_else(|| only(|known| Some((Match::NearSlug(near(&known.slug, &slug)?), &known.licence.title))))
        .or_else(|| {
            let chars: Vec<char> = text.chars().collect();
            let letters = |known: &IndexedLicence| distance::within(&known.title, &chars, MAX_DISTANCE);
            only(|known| Some((Match::NearTitle(letters(known)?), &known.licence.title)))
        })
        .or_else(|| only(|known| known.near_alternate_title(&slug)))
}

/// Host and path of an address that udata accepts, without the slashes at the end.
fn without_scheme(text: &str) -> Option<String> {
    let parts = url::split(url::validate(text).ok()?)?;
    Some(format!("{}{}", parts.netloc, parts.path.trim_end_matches('/')))
}

fn near(known: &str, slug: &str) -> Option<usize> {
    distance::within(known.as_bytes(), slug.as_bytes(), MAX_DISTANCE)
}

/// The first licence that fits.
fn first(fits: impl Fn(&'static IndexedLicence) -> Option<(Match, &'static str)>) -> Option<LicenceGuess> {
    KNOWN.iter().find_map(|known| fits(known).map(|(how, by)| (&known.licence, how, by)))
}

/// The licence that fits, when no other does: udata does not choose between several.
fn only(fits: impl Fn(&'static IndexedLicence) -> Option<(Match, &'static str)>) -> Option<LicenceGuess> {
    let mut found = KNOWN.iter().filter_map(|known| fits(known).map(|(how, by)| (&known.licence, how, by)));
    let one = found.next()?;
    found.next().is_none().then_some(one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Recorded {
        guess: Vec<(Vec<String>, Option<String>)>,
        cut: Vec<(String, Vec<String>)>,
    }

    fn recorded() -> Recorded {
        serde_json::from_str(include_str!("../../../tests/fixtures/licence/guesses.json")).unwrap()
    }

    #[test]
    fn guesses_what_udata_guesses() {
        let rows = recorded().guess;
        let ours =
            |strings: &[String]| guess(strings.iter().map(String::as_str)).map(|g| g.licence.id.clone());
        let wrong: Vec<_> = rows.iter().filter(|(strings, id)| ours(strings) != *id).collect();
        println!("{} of {} guesses agree", rows.len() - wrong.len(), rows.len());
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn cuts_addresses_out_as_udata() {
        for (text, parts) in recorded().cut {
            let ours: Vec<_> = split_first_url(&text).into_iter().flatten().collect();
            assert_eq!(ours, parts, "{text}");
        }
    }

    #[test]
    fn says_how_it_recognised() {
        let open = "Licence Ouverte / Open Licence version 2.0";
        let page = "https://www.etalab.gouv.fr/licence-ouverte-open-licence";
        for (text, how, known) in [
            ("LOV2", Match::Id, "lov2"),
            ("licence ouverte - open licence version 2.0", Match::Title, open),
            ("http://www.etalab.gouv.fr/licence-ouverte-open-licence/", Match::PartOfAddress, page),
            ("https://www.etalab.gouv.fr/Licence-Ouverte-Open-Licence", Match::Address, page),
            ("Licence Ouverte / Open Licence version 2.1", Match::NearSlug(1), open),
            ("etalab 2.0", Match::AlternateTitle(0), "etalab-2.0"),
            ("Licence Ouverte version 1.0", Match::AlternateTitle(1), "Licence Ouverte version 2.0"),
        ] {
            let found = guess([text]).map(|guess| (guess.how, guess.known));
            assert_eq!(found, Some((how, known)), "{text}");
        }
    }

    #[test]
    fn says_which_part_of_which_string() {
        let found = guess(["", "Voir https://exemple.fr/x puis lov2", "fr-lo"]);
        let found = found.map(|guess| (guess.licence.id.as_str(), guess.string, guess.part.into_owned()));
        assert_eq!(found, Some(("fr-lo", "fr-lo", "fr-lo".to_owned())));
        let found = guess(["http://www.opendefinition.org/licenses/cc-by (CC BY)"]);
        assert_eq!(
            found.map(|guess| guess.part.into_owned()).as_deref(),
            Some("http://www.opendefinition.org/licenses/cc-by")
        );
        assert!(not_specified().is_some());
    }
}
