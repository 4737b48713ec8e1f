//! Opendatasoft portals, page by page: which address comes next, from what the last one said.
//!
//! <https://help.opendatasoft.com/apis/ods-explore-v2/> : a page holds 100 datasets, and the catalogue stops
//! answering pages beyond the ten thousandth; its JSON export has no such limit.

use super::{
    candidate::{Candidate, Software},
    client::Request,
    dcat::DcatPager,
    fault::FaultCause,
    pager::{FetchedPage, Pager, Turn},
};
use crate::{
    formats::json::Json,
    model::{Asked, Kind, Unusable},
};

/// Datasets asked for in one page.
const PAGE: usize = 100;
/// `offset` + `limit` may not go beyond.
const PAGES_END: usize = 10_000;

/// The DCAT export, which data.gouv.fr harvests; the pages of the API stand for it where it does not answer.
#[derive(Debug)]
pub(super) struct ExportPager {
    dcat: DcatPager,
    /// The pages of the API.
    datasets: String,
    /// The address that says how many datasets to expect, until it is asked.
    count: Option<String>,
}

impl ExportPager {
    /// `address` is that of the form; the number of datasets is asked unless it `is_counted`.
    pub fn new(address: String, is_counted: bool) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((&address, ""));
        let catalog = end_after(path, "/catalog").and_then(|end| path.get(..end)).unwrap_or(path);
        let filters = filters(query);
        let count = (!is_counted).then(|| format!("{catalog}/datasets?limit=0{filters}"));
        let datasets = format!("{catalog}/datasets{}", filters.replacen('&', "?", 1));
        Self { dcat: DcatPager::new(address), datasets, count }
    }
}

impl Pager for ExportPager {
    fn first(&mut self) -> Vec<Request> {
        self.count.as_ref().map_or_else(|| self.dcat.first(), |count| vec![Request::get(count)])
    }

    fn page(&mut self, page: &FetchedPage<'_>) -> Turn {
        if self.count.take().is_some() {
            let total = total_count(&page.text);
            return Turn { total, ..Turn::then(self.dcat.first()) };
        }
        self.dcat.page(page)
    }

    fn asks(&self, request: &Request) -> Option<Asked> {
        if self.count.is_some() { None } else { self.dcat.asks(request) }
    }

    fn unusable(&self, request: &Request, page: &FetchedPage<'_>) -> Option<Unusable> {
        if self.count.is_some() { None } else { self.dcat.unusable(request, page) }
    }

    fn announced(&self) -> Option<String> {
        self.dcat.announced()
    }

    fn missed(&mut self, request: &Request, cause: &FaultCause) -> Option<Turn> {
        if matches!(cause, FaultCause::Stopped) {
            return None;
        }
        if self.count.take().is_some() {
            return Some(Turn::then(self.dcat.first()));
        }
        if let Some(turn) = self.dcat.missed(request, cause) {
            return Some(turn);
        }
        // Where nothing may be read, the API may not either.
        if *cause == FaultCause::Cors || cause.is_of_the_host() {
            return None;
        }
        let explore = Candidate {
            software: Software::Opendatasoft,
            kind: Kind::Ods,
            url: self.datasets.clone(),
            prefix: None,
            filters: Vec::new(),
            why: "son export DCAT ne répond pas, mais son API Explore peut-être",
            cautions: Vec::new(),
        };
        Some(Turn {
            recognised: Some(vec![explore]),
            causes: vec![FaultCause::NoExport {
                address: request.address.clone(),
                why: Box::new(cause.clone()),
            }],
            ..Turn::default()
        })
    }
}

/// The pages of the API, in JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ExplorePager {
    route: ExploreRoute,
    read: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum ExploreRoute {
    /// Explore API: the address of `catalog`, and the filters to keep.
    Explore { catalog: String, filters: String },
    /// Search API v1: the address of `search/`, and the filters to keep.
    Search { search: String, filters: String },
    /// One document.
    Single(String),
}

/// How many datasets an answer announces.
pub(super) fn total_count(text: &str) -> Option<usize> {
    announced(&Json::parse(text).ok()?)
}

fn announced(answer: &Json<'_>) -> Option<usize> {
    answer.get("total_count").or_else(|| answer.get("nhits"))?.as_count()
}

impl ExplorePager {
    /// The pages that an address calls for: the portal's own, one of its API's, or one of its exports.
    pub fn of(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let route = if let Some(catalog) = end_after(path, "/catalog").filter(|_| path.contains("/api/")) {
            match path[catalog..].trim_end_matches('/') {
                "" | "/datasets" => {
                    ExploreRoute::Explore { catalog: path[..catalog].into(), filters: filters(query) }
                }
                _ => ExploreRoute::Single(address.into()),
            }
        } else if let Some(search) = end_after(path, "/api/datasets/1.0/search") {
            ExploreRoute::Search { search: format!("{}/", &path[..search]), filters: filters(query) }
        } else if path.contains("/api/") {
            ExploreRoute::Single(address.into())
        } else {
            let catalog = format!("{}/api/explore/v2.1/catalog", origin(address));
            ExploreRoute::Explore { catalog, filters: String::new() }
        };
        Self { route, read: 0 }
    }

    fn address(&self) -> String {
        match &self.route {
            ExploreRoute::Explore { catalog, filters } => {
                format!("{catalog}/datasets?limit={PAGE}&offset={}{filters}", self.read)
            }
            ExploreRoute::Search { search, filters } => {
                format!("{search}?rows={PAGE}&start={}{filters}", self.read)
            }
            ExploreRoute::Single(address) => address.clone(),
        }
    }
}

impl Pager for ExplorePager {
    /// data.gouv.fr retired the harvester that read these pages.
    fn asks(&self, _: &Request) -> Option<Asked> {
        None
    }

    fn first(&mut self) -> Vec<Request> {
        vec![Request::get(self.address())]
    }

    fn page(&mut self, page: &FetchedPage<'_>) -> Turn {
        let Ok(answer) = Json::parse(&page.text) else { return Turn::kept(0, None) };
        let results = answer.get("results").or_else(|| answer.get("datasets")).and_then(Json::as_list);
        let mut turn = Turn::kept(results.unwrap_or_default().len(), announced(&answer));
        self.read += turn.records;
        let more = turn.records > 0 && turn.total.is_some_and(|total| total > self.read);
        match &self.route {
            ExploreRoute::Single(_) => {}
            _ if !more => {}
            ExploreRoute::Explore { catalog, filters }
                if turn.total.is_some_and(|total| total > PAGES_END) =>
            {
                // The export holds everything: what was read is read again.
                let export = format!("{catalog}/exports/json{}", filters.replacen('&', "?", 1));
                turn = Turn { keep: false, records: 0, ..turn };
                self.route = ExploreRoute::Single(export);
                turn.next = self.first();
            }
            _ => turn.next.push(Request::get(self.address())),
        }
        turn
    }
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
    use std::borrow::Cow;

    fn turn(pages: &mut ExplorePager, text: &str) -> Turn {
        pages.page(&FetchedPage {
            address: "",
            content_type: None,
            bytes: text.as_bytes(),
            text: Cow::Borrowed(text),
        })
    }

    fn next(turn: &Turn) -> Option<&str> {
        turn.next.first().map(|request| request.address.as_str())
    }

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
            assert_eq!(ExplorePager::of(address).first(), [Request::get(expected)], "{address}");
        }
    }

    fn page(total: usize, results: usize) -> String {
        let results = vec!["{\"a\": [1]}"; results].join(",");
        format!("{{\"total_count\": {total}, \"results\": [{results}]}}")
    }

    #[test]
    fn pages_follow_until_the_total() {
        let mut pages = ExplorePager::of("https://a.fr");
        let first = turn(&mut pages, &page(150, 100));
        assert_eq!((first.records, first.total), (100, Some(150)));
        let expected = "https://a.fr/api/explore/v2.1/catalog/datasets?limit=100&offset=100";
        assert_eq!(next(&first), Some(expected));
        assert_eq!(next(&turn(&mut pages, &page(150, 50))), None);
    }

    #[test]
    fn a_page_that_gives_nothing_ends_the_walk() {
        for text in [page(150, 0), "<html>".into(), "[]".into(), "{}".into(), String::new()] {
            assert_eq!(next(&turn(&mut ExplorePager::of("https://a.fr"), &text)), None, "{text}");
        }
    }

    #[test]
    fn beyond_the_limit_of_pages_the_export_is_read() {
        let mut pages = ExplorePager::of("https://a.fr/api/explore/v2.1/catalog/datasets?where=b");
        let first = turn(&mut pages, &page(12_000, 100));
        assert!(!first.keep);
        assert_eq!(next(&first), Some("https://a.fr/api/explore/v2.1/catalog/exports/json?where=b"));
        assert_eq!(next(&turn(&mut pages, "[{}]")), None);
    }

    #[test]
    fn search_pages_count_from_start() {
        let mut pages = ExplorePager::of("https://a.fr/api/datasets/1.0/search/");
        let first = turn(&mut pages, "{\"nhits\": 3, \"datasets\": [{}, {}]}");
        assert_eq!((first.records, first.total), (2, Some(3)));
        assert_eq!(next(&first), Some("https://a.fr/api/datasets/1.0/search/?rows=100&start=2"));
    }
}
