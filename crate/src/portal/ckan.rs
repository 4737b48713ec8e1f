//! CKAN and DKAN: the names of all packages, then each of them (`harvest/backends/ckan/harvesters.py`).
//!
//! The harvester asks for packages one by one. Where `package_search` answers packages of the same shape, its pages
//! stand for them: a hundred times fewer requests.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::Value;

use super::{
    client::Request,
    fault::Cause,
    pager::{Page, Pager, Turn},
};
use crate::model::{Filter, Kind};

/// Packages asked for in one page.
const PAGE: usize = 200;
/// What the harvester asks for when there is a filter, without a second page.
const CAP: usize = 1000;

/// The packages of a portal.
#[derive(Debug)]
pub(super) struct Ckan {
    /// `https://portal/api/3/action/`
    actions: String,
    filters: Vec<Filter>,
    /// DKAN has no `package_search`.
    has_search: bool,
    names: Vec<String>,
    found: HashSet<String>,
    state: State,
}

#[derive(Debug)]
enum State {
    /// Asked for the names.
    Listing,
    /// Asked for a first page.
    Searching,
    /// Asked for one package, to compare with the page.
    Comparing { name: String, shape: Shape, total: usize, records: usize },
    /// Asks for pages.
    Paging { read: usize },
    /// Asks for packages one by one.
    Showing,
}

/// The keys of a package and of its first resource.
type Shape = (Vec<String>, Vec<String>);

#[derive(Deserialize)]
struct Answer<T> {
    #[serde(default)]
    success: bool,
    result: T,
}

#[derive(Deserialize)]
struct Found {
    count: usize,
    results: Vec<Value>,
}

impl Ckan {
    /// `root` is the address of the form, with its final slash.
    pub fn new(root: &str, kind: Kind, filters: Vec<Filter>) -> Self {
        // `urljoin(source.url, "api/3/action/…")`: without its slash, the last part of the address is dropped.
        let actions =
            crate::text::url::join(root, "api/3/action/").unwrap_or_else(|| format!("{root}api/3/action/"));
        Self {
            actions,
            filters,
            has_search: kind != Kind::Dkan,
            names: Vec::new(),
            found: HashSet::new(),
            state: State::Listing,
        }
    }

    fn show(&self, name: &str) -> Request {
        Request::get(format!("{}package_show?id={}", self.actions, encode(name)))
    }

    fn search(&self, start: usize) -> Request {
        if self.filters.is_empty() {
            Request::get(format!("{}package_search?rows={PAGE}&start={start}", self.actions))
        } else {
            Request::get(format!("{}package_search?q={}&rows={CAP}", self.actions, query(&self.filters)))
        }
    }

    /// All packages but one.
    fn shows(&mut self, but: &str) -> Vec<Request> {
        self.state = State::Showing;
        self.names.iter().filter(|name| *name != but).map(|name| self.show(name)).collect()
    }

    /// Packages that no page held.
    fn others(&mut self) -> Vec<Request> {
        self.state = State::Showing;
        let missing = self.names.iter().filter(|name| !self.found.contains(*name));
        missing.map(|name| self.show(name)).collect()
    }

    fn listed(&mut self, page: &Page<'_>) -> Turn {
        let Ok(Answer { success: true, result }) = serde_json::from_str::<Answer<Vec<String>>>(&page.text)
        else {
            return Turn::kept(0, None);
        };
        self.names = result;
        let next = match (self.names.is_empty(), self.has_search) {
            (true, _) => Vec::new(),
            (false, true) => {
                self.state = State::Searching;
                vec![self.search(0)]
            }
            (false, false) => self.shows(""),
        };
        Turn { next, ..Turn::kept(0, Some(self.names.len())) }
    }

    fn searched(&mut self, page: &Page<'_>) -> Turn {
        let Some((count, packages)) = found(&page.text) else {
            return Turn { next: self.shows(""), ..Turn::default() };
        };
        let mut turn = Turn::kept(packages.len(), Some(count.max(self.names.len())));
        if !self.filters.is_empty() {
            self.names = packages.iter().filter_map(name).map(str::to_owned).collect();
            turn.total = Some(count.min(CAP));
            if count > CAP {
                turn.causes.push(Cause::Capped { found: count, read: CAP });
            }
        }
        self.found.extend(packages.iter().filter_map(name).map(str::to_owned));
        let Some((first, name)) = packages.iter().find_map(|package| Some((package, name(package)?))) else {
            turn.next = self.shows("");
            return turn;
        };
        turn.next.push(self.show(name));
        let (name, shape) = (name.to_owned(), shape(first));
        self.state = State::Comparing { name, shape, total: count, records: packages.len() };
        turn
    }

    /// Goes on with pages where one package has the same shape on both sides.
    fn compared(
        &mut self,
        page: &Page<'_>,
        name: &str,
        searched: &Shape,
        total: usize,
        records: usize,
    ) -> Turn {
        let shown =
            serde_json::from_str::<Answer<Value>>(&page.text).ok().map(|answer| shape(&answer.result));
        if shown.as_ref() != Some(searched) {
            let next = self.shows(name);
            return Turn { forget_last: true, next, ..Turn::kept(1, Some(self.names.len())) };
        }
        self.state = State::Paging { read: records };
        let more = self.filters.is_empty() && records < total;
        Turn::then(if more { vec![self.search(records)] } else { self.others() })
    }

    fn paged(&mut self, page: &Page<'_>, read: usize) -> Turn {
        let Some((count, packages)) = found(&page.text) else {
            return Turn { next: self.others(), ..Turn::kept(0, None) };
        };
        self.found.extend(packages.iter().filter_map(name).map(str::to_owned));
        let read = read + packages.len();
        let more = !packages.is_empty() && read < count;
        self.state = State::Paging { read };
        let next = if more { vec![self.search(read)] } else { self.others() };
        Turn { next, ..Turn::kept(packages.len(), Some(count.max(self.names.len()))) }
    }
}

impl Pager for Ckan {
    fn first(&mut self) -> Vec<Request> {
        if self.filters.is_empty() {
            return vec![Request::get(format!("{}package_list", self.actions))];
        }
        self.state = State::Searching;
        vec![self.search(0)]
    }

    fn page(&mut self, page: &Page<'_>) -> Turn {
        match std::mem::replace(&mut self.state, State::Showing) {
            State::Listing => self.listed(page),
            State::Searching => self.searched(page),
            State::Comparing { name, shape, total, records } => {
                self.compared(page, &name, &shape, total, records)
            }
            State::Paging { read } => self.paged(page, read),
            State::Showing => Turn::kept(1, None),
        }
    }

    fn missed(&mut self, _: &Request, cause: &Cause) -> Option<Turn> {
        match std::mem::replace(&mut self.state, State::Showing) {
            // What the harvester asks for first has to answer.
            State::Listing => None,
            State::Searching if !self.filters.is_empty() => None,
            _ if matches!(cause, Cause::Stopped) => None,
            State::Searching => Some(Turn::then(self.shows(""))),
            State::Comparing { name, .. } => Some(Turn {
                forget_last: true,
                next: self.shows(&name),
                causes: vec![cause.clone()],
                ..Turn::default()
            }),
            State::Paging { .. } => Some(Turn::then(self.others())),
            // One package less; the harvester goes on too.
            State::Showing => Some(Turn::default()),
        }
    }
}

/// The filters of the form, as the harvester writes them, ready for an address.
pub(super) fn query(filters: &[Filter]) -> String {
    let clause = |filter: &Filter| {
        let sign = if filter.exclude { "-" } else { "" };
        format!("{sign}{}:{}", filter.key, filter.value)
    };
    encode(&filters.iter().map(clause).collect::<Vec<_>>().join(" AND "))
}

fn found(text: &str) -> Option<(usize, Vec<Value>)> {
    match serde_json::from_str::<Answer<Found>>(text) {
        Ok(Answer { success: true, result }) => Some((result.count, result.results)),
        _ => None,
    }
}

fn name(package: &Value) -> Option<&str> {
    package.get("name")?.as_str()
}

fn shape(package: &Value) -> Shape {
    let package = package.as_array().and_then(|list| list.first()).unwrap_or(package);
    let resource = package.get("resources").and_then(|resources| resources.get(0));
    (keys(package), resource.map(keys).unwrap_or_default())
}

fn keys(value: &Value) -> Vec<String> {
    let mut keys: Vec<_> = value.as_object().into_iter().flat_map(|map| map.keys().cloned()).collect();
    keys.sort_unstable();
    keys
}

/// Percent-encodes a value of a query.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~:*".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
