//! CKAN and DKAN: the names of all packages, then each of them (`harvest/backends/ckan/harvesters.py`).
//!
//! The harvester asks for packages one by one. Beyond a few, where `package_search` answers packages of the same shape,
//! its pages stand for them: a hundred times fewer requests.

mod answer;

use std::collections::{HashMap, HashSet};

pub(super) use self::answer::untyped;
use self::answer::{PackageShape, filtered_names, found, name, names, package, search_names, shape, taken};
use super::{
    client::Request,
    fault::FaultCause,
    pager::{FetchedPage, Pager, Turn},
};
use crate::{
    formats::json::Json,
    model::{Asked, Filter, Kind, Unusable},
    source::ckan::RequestedName,
    text::url,
};

/// Packages asked for in one page.
const PAGE: usize = 200;
/// Packages up to which each is asked for, as the harvester does.
const FEW: usize = 50;
/// What the harvester asks for when there is a filter, without a second page.
const CAP: usize = 1000;

/// The packages of a portal.
#[derive(Debug)]
pub(super) struct CkanPager {
    /// `https://portal/api/3/action/`
    actions: String,
    filters: Vec<Filter>,
    /// DKAN has no `package_search`.
    has_search: bool,
    names: Vec<RequestedName>,
    /// What a filtered search names, a package without name included.
    listed: Vec<String>,
    /// Whether the page that held them is left out: each package is asked for instead.
    is_page_left: bool,
    found: HashSet<String>,
    /// The package that each address shows.
    shown: HashMap<String, String>,
    state: CkanStep,
}

#[derive(Debug)]
enum CkanStep {
    /// Asked for the names.
    Listing,
    /// Asked for a first page.
    Searching,
    /// Asked for one package, to compare with the page.
    Comparing { name: RequestedName, shape: PackageShape, total: usize, records: usize },
    /// Asks for pages.
    Paging { read: usize },
    /// Asks for packages one by one.
    Showing,
}

impl CkanPager {
    /// `root` is the address of the form, with its final slash.
    pub fn new(root: &str, kind: Kind, filters: Vec<Filter>) -> Self {
        // `urljoin(source.url, "api/3/action/…")`: without its slash, the last part of the address is dropped.
        let actions =
            crate::text::url::join(root, "api/3/action/").unwrap_or_else(|| format!("{root}api/3/action/"));
        Self {
            actions,
            has_search: kind.backend().has_search,
            names: Vec::new(),
            listed: Vec::new(),
            is_page_left: false,
            found: HashSet::new(),
            shown: HashMap::new(),
            state: if filters.is_empty() { CkanStep::Listing } else { CkanStep::Searching },
            filters,
        }
    }

    fn show(&mut self, name: &RequestedName) -> Request {
        let values: Vec<_> = name.values.iter().map(|value| format!("id={}", encode(value))).collect();
        let mark = if values.is_empty() { "" } else { "?" };
        let address = format!("{}package_show{mark}{}", self.actions, values.join("&"));
        self.shown.insert(address.clone(), name.shown.clone());
        Request::get(address)
    }

    fn search(&self, start: usize) -> Request {
        if self.filters.is_empty() {
            Request::get(format!("{}package_search?rows={PAGE}&start={start}", self.actions))
        } else {
            Request::get(format!("{}package_search?q={}&rows={CAP}", self.actions, query(&self.filters)))
        }
    }

    /// All packages but one, each once: the harvester would ask again for a name given twice, and be answered the same.
    fn shows(&mut self, but: Option<&RequestedName>) -> Vec<Request> {
        let names: Vec<_> = self.names.iter().filter(|name| Some(*name) != but).cloned().collect();
        self.show_all(names)
    }

    /// Packages that no page held.
    fn others(&mut self) -> Vec<Request> {
        let names: Vec<_> =
            self.names.iter().filter(|name| !self.found.contains(&name.shown)).cloned().collect();
        self.show_all(names)
    }

    fn show_all(&mut self, names: Vec<RequestedName>) -> Vec<Request> {
        self.state = CkanStep::Showing;
        let mut seen = HashSet::new();
        let writable = names.iter().filter(|name| name.is_writable());
        writable.filter(|name| seen.insert(name.shown.as_str())).map(|name| self.show(name)).collect()
    }

    fn listed(&mut self, page: &FetchedPage<'_>) -> Turn {
        let Ok(names) =
            taken(page, &self.actions).or_else(|_| untyped(&page.text)).and_then(|list| names(&list))
        else {
            return Turn::default();
        };
        let listed = names.len();
        self.names = names.into_iter().flatten().collect();
        let next = if self.names.len() > FEW && self.has_search {
            self.state = CkanStep::Searching;
            vec![self.search(0)]
        } else {
            self.shows(None)
        };
        // A name that is nothing is a record that the harvester skips: the catalogue is not empty.
        Turn { next, ..Turn::kept(0, Some(listed)) }
    }

    fn searched(&mut self, page: &FetchedPage<'_>) -> Turn {
        let is_filtered = !self.filters.is_empty();
        let Some((count, packages)) = found(&page.text) else {
            let next = if is_filtered { Vec::new() } else { self.shows(None) };
            return Turn { next, ..Turn::default() };
        };
        let mut turn = Turn::kept(packages.len(), Some(count.max(self.names.len())));
        if is_filtered {
            let names = Json::parse(&page.text).ok().and_then(|answer| filtered_names(&answer));
            let names = names.unwrap_or_default();
            let shown = |name: &Option<RequestedName>| {
                name.as_ref().map_or_else(String::new, |name| name.shown.clone())
            };
            self.listed = names.iter().map(shown).collect();
            self.names = names.into_iter().flatten().collect();
            turn.total = Some(count.min(CAP));
            if count > CAP {
                turn.causes.push(FaultCause::Capped { found: count, read: CAP });
            }
            if self.names.len() <= FEW && !self.names.is_empty() {
                self.is_page_left = true;
                let causes = turn.causes;
                return Turn { total: turn.total, causes, ..Turn::then(self.shows(None)) };
            }
        }
        self.found.extend(packages.iter().filter_map(name).map(str::to_owned));
        let mut named =
            packages.iter().filter_map(|package| Some((package, RequestedName::from(name(package)?))));
        let Some((first, name)) = named.find(|(_, name)| name.is_writable()) else {
            // Nothing found is an answer.
            turn.next = self.shows(None);
            return turn;
        };
        let shape = shape(first);
        turn.next.push(self.show(&name));
        self.state = CkanStep::Comparing { name, shape, total: count, records: packages.len() };
        turn
    }

    /// Goes on with pages where one package has the same shape on both sides.
    fn compared(
        &mut self,
        page: &FetchedPage<'_>,
        name: &RequestedName,
        searched: &PackageShape,
        total: usize,
        records: usize,
    ) -> Turn {
        let shown = untyped(&page.text).ok().map(|package| shape(&package));
        if shown.as_ref() != Some(searched) {
            self.is_page_left = true;
            let next = self.shows(Some(name));
            return Turn { forget_last: true, next, ..Turn::kept(1, Some(self.names.len())) };
        }
        self.state = CkanStep::Paging { read: records };
        let more = self.filters.is_empty() && records < total;
        Turn::then(if more { vec![self.search(records)] } else { self.others() })
    }

    fn paged(&mut self, page: &FetchedPage<'_>, read: usize) -> Turn {
        let Some((count, packages)) = found(&page.text) else {
            return Turn { next: self.others(), ..Turn::kept(0, None) };
        };
        let known = self.found.len();
        self.found.extend(packages.iter().filter_map(name).map(str::to_owned));
        let read = read + packages.len();
        // A portal that gives the same page whatever its start is asked for each of the others.
        let more = self.found.len() > known && read < count;
        self.state = CkanStep::Paging { read };
        let next = if more { vec![self.search(read)] } else { self.others() };
        Turn { next, ..Turn::kept(packages.len(), Some(count.max(self.names.len()))) }
    }
}

impl Pager for CkanPager {
    fn asks(&self, request: &Request) -> Option<Asked> {
        match &self.state {
            CkanStep::Listing => Some(Asked::Source),
            CkanStep::Searching => (!self.filters.is_empty()).then_some(Asked::Source),
            CkanStep::Paging { .. } => None,
            CkanStep::Comparing { .. } | CkanStep::Showing => {
                self.shown.get(&request.address).cloned().map(Asked::Package)
            }
        }
    }

    fn unusable(&self, request: &Request, page: &FetchedPage<'_>) -> Option<Unusable> {
        let asked = self.asks(request)?;
        let address = request.address.split('?').next().unwrap_or_default();
        let result = match taken(page, address) {
            Ok(result) => result,
            Err(unusable) => return Some(unusable),
        };
        // The harvester goes on with what this holds.
        match asked {
            Asked::Package(_) => package(&result).err(),
            _ if self.filters.is_empty() => names(&result).err(),
            _ => search_names(&result).err(),
        }
    }

    fn filtered(&self) -> bool {
        !self.filters.is_empty()
    }

    fn listed(&self) -> Vec<String> {
        if self.is_page_left { self.listed.clone() } else { Vec::new() }
    }

    fn first(&mut self) -> Vec<Request> {
        if self.filters.is_empty() {
            return vec![Request::get(format!("{}package_list", self.actions))];
        }
        self.state = CkanStep::Searching;
        vec![self.search(0)]
    }

    fn page(&mut self, page: &FetchedPage<'_>) -> Turn {
        match std::mem::replace(&mut self.state, CkanStep::Showing) {
            CkanStep::Listing => self.listed(page),
            CkanStep::Searching => self.searched(page),
            CkanStep::Comparing { name, shape, total, records } => {
                self.compared(page, &name, &shape, total, records)
            }
            CkanStep::Paging { read } => self.paged(page, read),
            CkanStep::Showing => Turn::kept(1, None),
        }
    }

    fn missed(&mut self, _: &Request, cause: &FaultCause) -> Option<Turn> {
        match std::mem::replace(&mut self.state, CkanStep::Showing) {
            // What the harvester asks for first has to answer.
            CkanStep::Listing => None,
            CkanStep::Searching if !self.filters.is_empty() => None,
            _ if matches!(cause, FaultCause::Stopped) => None,
            CkanStep::Searching => Some(Turn::then(self.shows(None))),
            CkanStep::Comparing { name, .. } => {
                self.is_page_left = true;
                let next = self.shows(Some(&name));
                Some(Turn { forget_last: true, next, causes: vec![cause.clone()], ..Turn::default() })
            }
            CkanStep::Paging { .. } => Some(Turn::then(self.others())),
            // One package less; the harvester goes on too.
            CkanStep::Showing => Some(Turn::default()),
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

/// A value of a query, as the harvester's client writes it.
fn encode(text: &str) -> String {
    let is_kept = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'_' | b'.' | b'~');
    url::encoded(text, is_kept).replace(' ', "+")
}
