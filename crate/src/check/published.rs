//! What data.gouv.fr already shows for an organisation, beside this harvest: what would be updated, created a
//! second time, archived.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;
use serde::Deserialize;

use crate::{
    model::{Item, Status},
    text::{slug::slugify, url},
};

/// A dataset that data.gouv.fr shows, as its public API describes it.
#[derive(Debug, Clone, Deserialize)]
pub struct PublishedDataset {
    /// Its title.
    #[serde(default)]
    pub title: String,
    /// Its page.
    #[serde(default, alias = "self_web_url")]
    pub page: Option<String>,
    #[serde(default)]
    archived: Option<serde_json::Value>,
    #[serde(default)]
    license: Option<serde_json::Value>,
    #[serde(default)]
    frequency: Option<serde_json::Value>,
    #[serde(default)]
    spatial: Option<serde_json::Value>,
    #[serde(default)]
    harvest: Option<HarvestMetadata>,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct HarvestMetadata {
    #[serde(default)]
    remote_id: Option<String>,
    #[serde(default)]
    domain: Option<String>,
}

impl PublishedDataset {
    /// Its identifier at the portal it was harvested from; `None` for what was published by hand.
    pub fn remote_id(&self) -> Option<&str> {
        self.harvest.as_ref()?.remote_id.as_deref().filter(|id| !id.is_empty())
    }

    /// The host of the portal it was harvested from.
    pub fn domain(&self) -> Option<&str> {
        self.harvest.as_ref()?.domain.as_deref()
    }

    fn is_archived(&self) -> bool {
        self.archived.as_ref().is_some_and(|archived| !archived.is_null())
    }

    /// Licence, coverage and frequency, where data.gouv.fr has them.
    fn fills(&self) -> [bool; 3] {
        let text = |value: &Option<serde_json::Value>| {
            value
                .as_ref()
                .and_then(|value| value.as_str().or_else(|| value.get("id")?.as_str()))
                .map(str::to_owned)
        };
        let says = |text: Option<String>, nothing: &str| text.is_some_and(|text| text != nothing);
        [
            says(text(&self.license), "notspecified"),
            self.spatial.as_ref().is_some_and(|spatial| !spatial.is_null()),
            says(text(&self.frequency), "unknown"),
        ]
    }
}

/// One answer of the API.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "the worker alone asks data.gouv.fr"))]
#[derive(Debug, Deserialize)]
pub struct PublishedPage {
    /// The datasets of this page.
    pub data: Vec<PublishedDataset>,
    /// The address of the next page.
    #[serde(default)]
    pub next_page: Option<String>,
}

#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "the worker alone asks data.gouv.fr"))]
impl PublishedPage {
    /// Reads an answer of the API.
    pub fn read(json: &[u8]) -> Result<Self, serde_json::Error> {
        serde_json::from_slice(json)
    }
}

/// A record of this harvest, by its index, and a dataset of data.gouv.fr.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The index of the record among the items.
    pub item: usize,
    /// The index of the dataset in [`Encounter::known`].
    pub known: usize,
}

/// This harvest beside what an organisation already publishes.
#[derive(Debug, Clone, Default)]
pub struct PublishedOverlap {
    /// What the organisation publishes.
    pub known: Vec<PublishedDataset>,
    /// Records that would update a page, whose title or history is kept.
    pub updated: Vec<Pair>,
    /// Pages that keep a licence, a coverage, a frequency that the record no longer gives.
    pub kept: [usize; 3],
    /// Records that would make a second page beside one of the same title.
    pub duplicates: Vec<Pair>,
    /// Records that would make a new page.
    pub created: usize,
    /// Pages harvested from this portal, and no longer in it: data.gouv.fr would archive them.
    pub archived: Vec<usize>,
    /// Pages harvested from other portals.
    pub elsewhere: usize,
    /// Pages published by hand.
    pub by_hand: usize,
}

/// Compares the records harvested from the portal at `host` with what the organisation publishes.
///
/// As `get_item` and `autoarchive` of udata's `harvest/backends/base.py`: an identifier that is an address is known
/// whatever the portal; any other one only under the host it was harvested from.
pub fn overlap_with(known: Vec<PublishedDataset>, items: &[Item], host: Option<&str>) -> PublishedOverlap {
    let is_here =
        |page: &PublishedDataset| host.is_none() || page.domain().is_none() || page.domain() == host;
    let mut by_id: HashMap<&str, usize, FxBuildHasher> = HashMap::default();
    let mut by_title: HashMap<String, usize, FxBuildHasher> = HashMap::default();
    for (index, page) in known.iter().enumerate() {
        if let Some(id) = page.remote_id().filter(|id| is_here(page) || url::validate(id).is_ok()) {
            by_id.entry(id).or_insert(index);
        }
        if !page.is_archived() {
            by_title.entry(slugify(&page.title)).or_insert(index);
        }
    }
    let mut overlap = PublishedOverlap::default();
    let mut is_met = vec![false; known.len()];
    for (index, item) in items.iter().enumerate() {
        let page = by_id.get(item.remote_id.as_str()).copied();
        if let Some(page) = page {
            is_met[page] = true;
        }
        if item.status != Status::Done {
            continue;
        }
        match page {
            Some(page) => {
                overlap.updated.push(Pair { item: index, known: page });
                let given = given(item);
                let fills = known[page].fills();
                for (kept, (fills, given)) in overlap.kept.iter_mut().zip(fills.into_iter().zip(given)) {
                    *kept += usize::from(fills && !given);
                }
            }
            None => match by_title.get(&slugify(item.name())).filter(|_| item.dataset().is_some()) {
                Some(page) => overlap.duplicates.push(Pair { item: index, known: *page }),
                None => overlap.created += 1,
            },
        }
    }
    for (index, page) in known.iter().enumerate() {
        match page.remote_id() {
            None => overlap.by_hand += 1,
            Some(_) if is_met[index] => {}
            Some(_) if !is_here(page) => overlap.elsewhere += 1,
            Some(_) if page.is_archived() => {}
            Some(_) => overlap.archived.push(index),
        }
    }
    overlap.known = known;
    overlap
}

/// Licence, coverage and frequency, where the record gives them.
fn given(item: &Item) -> [bool; 3] {
    let Some(dataset) = item.dataset() else { return [true; 3] };
    [
        dataset.license.is_some_and(|licence| licence.id != "notspecified"),
        dataset.spatial.is_some(),
        dataset.frequency.is_some(),
    ]
}

/// The public interface of data.gouv.fr, where organisations are concerned.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "the worker alone asks data.gouv.fr"))]
pub mod organization {
    const SITE: &str = "https://www.data.gouv.fr/";

    /// Datasets read of one organisation, at most.
    pub const LIMIT: usize = 20_000;

    /// The first page of what an organisation publishes, from the address of its page or its name in it.
    pub fn first_page(typed: &str) -> Option<String> {
        let typed = typed.trim();
        let typed = typed.split(['?', '#']).next().unwrap_or(typed).trim_end_matches('/');
        let name = match typed.rsplit_once("organizations/") {
            Some((_, rest)) => rest.split('/').next().unwrap_or(rest),
            None => typed,
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let plain = !name.is_empty() && name.len() <= 128 && name.chars().all(is_name);
        plain.then(|| format!("{SITE}api/1/organizations/{name}/datasets/?page_size=100"))
    }

    /// Whether an address is on data.gouv.fr: no answer sends elsewhere.
    pub fn is_of_data_gouv_fr(address: &str) -> bool {
        address.starts_with(SITE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::dataset_item;

    fn known(json: &str) -> Vec<PublishedDataset> {
        PublishedPage::read(json.as_bytes()).expect("an answer").data
    }

    fn item(id: &str, title: &str) -> Item {
        dataset_item(id, |dataset, _| dataset.title = title.to_owned())
    }

    const PUBLISHED: &str = r#"{"total": 6, "next_page": null, "data": [
        {"title": "Arbres", "page": "https://www.data.gouv.fr/datasets/arbres/", "license": "lov2", "frequency": "annual",
         "spatial": null, "harvest": {"remote_id": "arbres", "domain": "data.ville.fr"}},
        {"title": "Bancs", "harvest": {"remote_id": "bancs", "domain": "data.ville.fr"}},
        {"title": "Bancs anciens", "archived": "2026-01-01", "harvest": {"remote_id": "anciens", "domain": "data.ville.fr"}},
        {"title": "Écoles", "harvest": {"remote_id": "ecoles", "domain": "geo.ville.fr"}},
        {"title": "Budget", "frequency": {"id": "annual", "label": "Annuelle"}},
        {"title": "Parcs", "harvest": {"remote_id": "https://geo.ville.fr/parcs", "domain": "geo.ville.fr"}}]}"#;

    #[test]
    fn records_meet_pages_as_the_harvest_would() {
        let items = [
            item("arbres", "Arbres d’alignement"),
            item("ecoles", "Les écoles"),
            item("budget", "Budget"),
            item("https://geo.ville.fr/parcs", "Parcs"),
            item("neuf", "Neuf"),
        ];
        let met = overlap_with(known(PUBLISHED), &items, Some("data.ville.fr"));
        let pairs = |list: &[Pair]| list.iter().map(|pair| (pair.item, pair.known)).collect::<Vec<_>>();
        assert_eq!(pairs(&met.updated), [(0, 0), (3, 5)]);
        assert_eq!(met.kept, [1, 0, 1], "the page keeps what the record does not give");
        assert_eq!(pairs(&met.duplicates), [(2, 4)]);
        assert_eq!(met.created, 2, "« ecoles » is known under another host only");
        assert_eq!(met.archived, [1], "what is archived already is not told again");
        assert_eq!((met.elsewhere, met.by_hand), (1, 1));
    }

    #[test]
    fn without_a_host_identifiers_are_enough() {
        let met = overlap_with(known(PUBLISHED), &[item("ecoles", "Écoles")], None);
        assert_eq!(met.updated.len(), 1);
        assert_eq!(met.archived, [0, 1, 5]);
    }

    #[test]
    fn organisations_are_named_by_their_page() {
        let first = |name: &str| {
            Some(format!("https://www.data.gouv.fr/api/1/organizations/{name}/datasets/?page_size=100"))
        };
        let table = [
            ("ville-de-montrivel", first("ville-de-montrivel")),
            (
                " https://www.data.gouv.fr/organizations/ville-de-montrivel/#datasets ",
                first("ville-de-montrivel"),
            ),
            (
                "https://www.data.gouv.fr/fr/organizations/534fff81a3a7292c64a77e5c/",
                first("534fff81a3a7292c64a77e5c"),
            ),
            ("https://www.data.gouv.fr/organizations/ville/datasets?page=2", first("ville")),
            ("Ville de Montrivel", None),
            ("../users", None),
            ("", None),
        ];
        for (typed, expected) in table {
            assert_eq!(organization::first_page(typed), expected, "{typed}");
        }
        assert!(!organization::is_of_data_gouv_fr("https://www.data.gouv.fr.exemple.org/api/1/"));
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for json in ["", "<html>", "[]", r#"{"message": "not found"}"#] {
            assert!(PublishedPage::read(json.as_bytes()).is_err(), "{json}");
        }
    }
}
