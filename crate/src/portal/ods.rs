//! Opendatasoft portals, page by page: which address comes next, from what the last one said.
//!
//! <https://help.opendatasoft.com/apis/ods-explore-v2/> : a page holds 100 datasets, and the catalogue stops
//! answering pages beyond the ten thousandth; its JSON export has no such limit.

use serde::{Deserialize, de::IgnoredAny};

/// Datasets asked for in one page.
const PAGE: usize = 100;
/// `offset` + `limit` may not go beyond.
const PAGES_END: usize = 10_000;

/// A walk through a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Walk {
    route: Route,
    read: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Route {
    /// Explore API: the address of `catalog`, and the filters to keep.
    Explore { catalog: String, filters: String },
    /// Search API v1: the address of `search/`, and the filters to keep.
    Search { search: String, filters: String },
    /// One document.
    Single(String),
}

/// What one page says of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Datasets in the page.
    pub read: usize,
    /// Datasets in the catalogue.
    pub total: Option<usize>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(alias = "nhits")]
    total_count: Option<usize>,
    #[serde(alias = "datasets", default)]
    results: Vec<IgnoredAny>,
}

impl Walk {
    /// The walk that an address calls for: the portal's own, one of its API's, or one of its exports.
    pub fn of(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let route = if let Some(catalog) = end_after(path, "/catalog").filter(|_| path.contains("/api/")) {
            match path[catalog..].trim_end_matches('/') {
                "" | "/datasets" => {
                    Route::Explore { catalog: path[..catalog].into(), filters: filters(query) }
                }
                _ => Route::Single(address.into()),
            }
        } else if let Some(search) = end_after(path, "/api/datasets/1.0/search") {
            Route::Search { search: format!("{}/", &path[..search]), filters: filters(query) }
        } else if path.contains("/api/") {
            Route::Single(address.into())
        } else {
            let catalog = format!("{}/api/explore/v2.1/catalog", origin(address));
            Route::Explore { catalog, filters: String::new() }
        };
        Self { route, read: 0 }
    }

    /// The address as one document.
    pub fn single(address: &str) -> Self {
        Self { route: Route::Single(address.to_owned()), read: 0 }
    }

    /// The first page.
    pub fn first(&self) -> String {
        match &self.route {
            Route::Explore { catalog, filters } => {
                format!("{catalog}/datasets?limit={PAGE}&offset=0{filters}")
            }
            Route::Search { search, filters } => format!("{search}?rows={PAGE}&start=0{filters}"),
            Route::Single(address) => address.clone(),
        }
    }

    /// What a page says, and the address of the next one.
    pub fn next(&mut self, text: &str) -> (Option<Step>, Next) {
        let Ok(answer) = serde_json::from_str::<Answer>(text) else { return (None, Next::End) };
        let step = Step { read: answer.results.len(), total: answer.total_count };
        self.read += step.read;
        let more = step.read > 0 && step.total.is_some_and(|total| total > self.read);
        let next = match &self.route {
            Route::Single(_) => Next::End,
            _ if !more => Next::End,
            Route::Explore { catalog, filters } if step.total.is_some_and(|total| total > PAGES_END) => {
                Next::Instead(format!("{catalog}/exports/json{}", filters.replacen('&', "?", 1)))
            }
            Route::Explore { catalog, filters } => {
                Next::Page(format!("{catalog}/datasets?limit={PAGE}&offset={}{filters}", self.read))
            }
            Route::Search { search, filters } => {
                Next::Page(format!("{search}?rows={PAGE}&start={}{filters}", self.read))
            }
        };
        if let Next::Instead(export) = &next {
            *self = Self::single(export);
        }
        (Some(step), next)
    }
}

/// What to read after a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// One more page.
    Page(String),
    /// One document that holds everything, in place of all pages.
    Instead(String),
    /// Nothing.
    End,
}

/// Filters of the catalogue; paging is ours.
fn filters(query: &str) -> String {
    query
        .split('&')
        .filter(|pair| {
            let name = pair.split('=').next().unwrap_or_default();
            name.starts_with("refine") || name.starts_with("exclude") || matches!(name, "where" | "q")
        })
        .map(|pair| format!("&{pair}"))
        .collect()
}

fn end_after(path: &str, part: &str) -> Option<usize> {
    path.find(part).map(|start| start + part.len())
}

fn origin(address: &str) -> &str {
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address[host..].find(['/', '?', '#']).map_or(address.len(), |at| host + at);
    &address[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_gives_the_first_page() {
        let table = [
            ("https://a.fr", "https://a.fr/api/explore/v2.1/catalog/datasets?limit=100&offset=0"),
            (
                "https://a.fr/explore/?refine.theme=x",
                "https://a.fr/api/explore/v2.1/catalog/datasets?limit=100&offset=0",
            ),
            (
                "https://a.fr/api/explore/v2.0/catalog/datasets/?limit=10&where=b%3D1&refine=c:d",
                "https://a.fr/api/explore/v2.0/catalog/datasets?limit=100&offset=0&where=b%3D1&refine=c:d",
            ),
            (
                "https://a.fr/api/explore/v2.1/catalog",
                "https://a.fr/api/explore/v2.1/catalog/datasets?limit=100&offset=0",
            ),
            (
                "https://a.fr/api/explore/v2.1/catalog/exports/json",
                "https://a.fr/api/explore/v2.1/catalog/exports/json",
            ),
            (
                "https://a.fr/api/explore/v2.1/catalog/datasets/arbres",
                "https://a.fr/api/explore/v2.1/catalog/datasets/arbres",
            ),
            (
                "https://a.fr/api/datasets/1.0/search?rows=5&q=eau",
                "https://a.fr/api/datasets/1.0/search/?rows=100&start=0&q=eau",
            ),
            ("https://a.fr/api/datasets/1.0/arbres/", "https://a.fr/api/datasets/1.0/arbres/"),
        ];
        for (address, expected) in table {
            assert_eq!(Walk::of(address).first(), expected, "{address}");
        }
    }

    fn page(total: usize, results: usize) -> String {
        let results = vec!["{\"a\": [1]}"; results].join(",");
        format!("{{\"total_count\": {total}, \"results\": [{results}]}}")
    }

    #[test]
    fn pages_follow_until_the_total() {
        let mut walk = Walk::of("https://a.fr");
        let (step, next) = walk.next(&page(150, 100));
        assert_eq!(step, Some(Step { read: 100, total: Some(150) }));
        assert_eq!(
            next,
            Next::Page("https://a.fr/api/explore/v2.1/catalog/datasets?limit=100&offset=100".into())
        );
        assert_eq!(walk.next(&page(150, 50)).1, Next::End);
    }

    #[test]
    fn a_page_that_gives_nothing_ends_the_walk() {
        for text in [page(150, 0), "<html>".into(), "[]".into(), "{}".into(), String::new()] {
            assert_eq!(Walk::of("https://a.fr").next(&text).1, Next::End, "{text}");
        }
    }

    #[test]
    fn beyond_the_limit_of_pages_the_export_is_read() {
        let mut walk = Walk::of("https://a.fr/api/explore/v2.1/catalog/datasets?where=b");
        let (_, next) = walk.next(&page(12_000, 100));
        assert_eq!(next, Next::Instead("https://a.fr/api/explore/v2.1/catalog/exports/json?where=b".into()));
        assert_eq!(walk.next("[{}]").1, Next::End);
    }

    #[test]
    fn search_pages_count_from_start() {
        let mut walk = Walk::of("https://a.fr/api/datasets/1.0/search/");
        let (step, next) = walk.next("{\"nhits\": 3, \"datasets\": [{}, {}]}");
        assert_eq!(step, Some(Step { read: 2, total: Some(3) }));
        assert_eq!(next, Next::Page("https://a.fr/api/datasets/1.0/search/?rows=100&start=2".into()));
    }
}
