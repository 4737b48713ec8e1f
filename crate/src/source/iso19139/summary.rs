//! What a person wants to know of a record, whatever becomes of it.

use super::text::{codes, normalize};
use crate::source::xml::{Element, Name, names::gmd};

/// What data.gouv.fr does not use, or loses with a record that it refuses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// The title of what it describes.
    pub title: Option<String>,
    /// The organisation that produces what it describes, as far as it tells.
    pub producer: Option<String>,
    /// The address of the first WFS that it names, whatever the function of the link.
    pub wfs: Option<String>,
}

impl Summary {
    /// Reads what a page of records holds.
    pub fn of(element: Element<'_>) -> Self {
        let Some(record) = record(element) else { return Self::default() };
        Self { title: title(record), producer: producer(record), wfs: wfs(record) }
    }
}

/// The record in what a page of records holds.
pub(super) fn record(element: Element<'_>) -> Option<Element<'_>> {
    let mut elements = std::iter::once(element).chain(element.descendants());
    elements.find(|element| element.name() == gmd::MD_METADATA)
}

fn title(record: Element<'_>) -> Option<String> {
    let path = [gmd::IDENTIFICATION_INFO, Name::ANY, gmd::CITATION, Name::ANY, gmd::TITLE, Name::ANY];
    let mut titles = record.path(&path).map(|title| normalize(title.text()).into_owned());
    titles.find(|title| !title.is_empty())
}

/// The roles of those who may be said to produce the data, those who do so most first.
const PRODUCERS: [&str; 9] = [
    "owner",
    "originator",
    "author",
    "custodian",
    "publisher",
    "resourceProvider",
    "pointOfContact",
    "principalInvestigator",
    "distributor",
];

fn producer(record: Element<'_>) -> Option<String> {
    let parties = record.path(&[gmd::IDENTIFICATION_INFO, Name::ANY, gmd::POINT_OF_CONTACT, Name::ANY]);
    let named = parties.filter_map(|party| {
        let role = codes(party, &[gmd::ROLE, gmd::CI_ROLE_CODE]).next().unwrap_or_default();
        let rank = PRODUCERS.iter().position(|known| *known == role).unwrap_or(PRODUCERS.len());
        let mut names = party.path(&[gmd::ORGANISATION_NAME, Name::ANY]).map(|name| normalize(name.text()));
        Some((rank, names.find(|name| !name.is_empty())?))
    });
    named.min_by_key(|(rank, _)| *rank).map(|(_, name)| name.into_owned())
}

fn wfs(record: Element<'_>) -> Option<String> {
    let distributions = || record.path(&[gmd::DISTRIBUTION_INFO, gmd::MD_DISTRIBUTION]);
    let common = distributions()
        .flat_map(|found| found.path(&[gmd::TRANSFER_OPTIONS, Name::ANY, gmd::ON_LINE, Name::ANY]));
    let of_distributors = distributions().flat_map(|found| {
        found.path(&[
            gmd::DISTRIBUTOR,
            Name::ANY,
            gmd::DISTRIBUTOR_TRANSFER_OPTIONS,
            Name::ANY,
            gmd::ON_LINE,
            Name::ANY,
        ])
    });
    common.chain(of_distributors).find_map(|link| {
        let address = link.path(&[gmd::LINKAGE, gmd::URL]).next()?.text().trim().to_owned();
        let protocol = link.path(&[gmd::PROTOCOL, Name::ANY]).next().map(Element::text).unwrap_or_default();
        let lower = address.to_ascii_lowercase();
        let is_wfs = protocol.to_ascii_lowercase().contains("wfs") || lower.contains("service=wfs");
        (is_wfs && lower.starts_with("http")).then_some(address)
    })
}
