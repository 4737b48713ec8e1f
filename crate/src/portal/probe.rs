//! What an address that says nothing by itself turns out to be: at most eight requests, then its home
//! page and what a service that stands there can do, each to the portal itself.

use std::collections::VecDeque;

use super::{
    Address,
    candidate::{Candidate, Software, candidate},
    ckan::untyped,
    client::Request,
    fault::FaultCause,
    ods::total_count,
    pager::{FetchedPage, Pager, Turn},
    recognise::{QUESTION, recognise},
};
use crate::{
    formats::json::Json,
    harvest::{FormField, Protocol},
    model::{Asked, Kind},
    source::{
        ServiceRefusal, foreign_answer,
        page::{head, is_html, is_login},
    },
};

/// What a catalogue service is asked first.
const CAPABILITIES: &str = "service=CSW&version=2.0.2&request=GetCapabilities";
/// Requests at most.
pub const LIMIT: usize = 8;

/// A question to a portal: an address, and what its answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Probe {
    /// The address as typed.
    Itself,
    Opendatasoft,
    Ckan,
    Dkan,
    Geonetwork,
    Csw,
    /// The address as typed, asked what it can do as a catalogue service.
    Service,
    ArcgisHub,
    Catalogue,
    Udata,
}

/// The questions left.
#[derive(Debug)]
pub(super) struct Probes {
    address: Address,
    left: VecDeque<Probe>,
    /// What the address itself answered, told when nothing else is found.
    first: Option<FaultCause>,
    /// What the address itself answered, when it is no catalogue and nothing else is known.
    foreign: Option<FaultCause>,
    /// What was met instead of answers.
    causes: Vec<FaultCause>,
}

impl Probes {
    pub fn new(address: Address) -> Self {
        use Probe::{ArcgisHub, Catalogue, Ckan, Csw, Dkan, Geonetwork, Itself, Opendatasoft, Udata};
        let at_root = address.path == "/" && address.query.is_empty();
        let itself = (!at_root).then_some(Itself);
        // A home page comes last: all it may say is that the portal is closed to visitors.
        let home = at_root.then_some(Itself);
        let others = [Opendatasoft, Ckan, Dkan, Geonetwork, Csw, ArcgisHub, Catalogue, Udata];
        Self {
            address,
            left: itself.into_iter().chain(others).take(LIMIT).chain(home).collect(),
            first: None,
            foreign: None,
            causes: Vec::new(),
        }
    }

    /// A CKAN may live under a part of the path: `https://portail.fr/ckan/`.
    fn folder(&self) -> String {
        let path = self.address.path.trim_end_matches('/');
        let path = if path.rsplit('/').next().unwrap_or_default().contains('.') {
            path.rsplit_once('/').map_or("", |(folder, _)| folder)
        } else {
            path
        };
        format!("{}{path}/", self.address.origin())
    }

    fn request(&self, probe: Probe) -> Request {
        let (origin, folder) = (self.address.origin(), self.folder());
        Request::get(match probe {
            Probe::Itself => self.address.to_string(),
            Probe::Opendatasoft => format!("{origin}/api/explore/v2.1/catalog/datasets?limit=0"),
            Probe::Ckan => format!("{folder}api/3/action/status_show"),
            Probe::Dkan => format!("{folder}api/3/action/package_list?limit=1"),
            Probe::Geonetwork => format!("{origin}/geonetwork/srv/api/site"),
            Probe::Csw => format!("{origin}/csw?{CAPABILITIES}"),
            Probe::Service => {
                let service = self.address.as_service();
                let mark = if service.contains('?') { '&' } else { '?' };
                format!("{service}{mark}{CAPABILITIES}")
            }
            Probe::ArcgisHub => format!("{origin}/api/feed/dcat-ap/2.1.1.json"),
            Probe::Catalogue => format!("{origin}/catalog.xml"),
            Probe::Udata => format!("{origin}/api/1/site/"),
        })
    }

    fn is_home(&self) -> bool {
        self.address.path == "/" && self.address.query.is_empty()
    }

    fn ask(&mut self) -> Vec<Request> {
        self.left.front().map(|probe| self.request(*probe)).into_iter().collect()
    }

    /// Ways of harvesting what an address of this shape belongs to, by the rules for addresses.
    fn like(&self, address: &str, why: &'static str) -> Vec<Candidate> {
        let found = Address::parse(address).map(|address| recognise(address).candidates).unwrap_or_default();
        found
            .into_iter()
            .enumerate()
            .map(|(rank, found)| if rank == 0 { Candidate { why, ..found } } else { found })
            .collect()
    }

    fn heard(&self, probe: Probe, page: &FetchedPage<'_>) -> Option<(Vec<Candidate>, Option<usize>)> {
        let text = page.text.as_ref();
        let (origin, folder) = (self.address.origin(), self.folder());
        let found = match probe {
            Probe::Itself => self.by_content(page)?,
            Probe::Opendatasoft => {
                let total = total_count(text)?;
                let found = self.like(&format!("{origin}/explore/"), "son API Explore répond");
                return Some((found, Some(total)));
            }
            Probe::Ckan => {
                let status = untyped(text).ok()?;
                status.get("ckan_version").or_else(|| status.get("site_title"))?.as_str()?;
                let extensions = status.get("extensions").and_then(Json::as_list).unwrap_or_default();
                let has_dcat = extensions.iter().any(|name| name.as_str() == Some("dcat"));
                let mut found = self.like(&format!("{folder}dataset"), "son API répond comme celle de CKAN");
                if !has_dcat && !extensions.is_empty() {
                    found.retain(|found| found.kind.protocol() == Protocol::Action);
                }
                found
            }
            Probe::Dkan => {
                let list = untyped(text).ok()?;
                let names = list.as_list()?;
                names.iter().all(|name| name.as_str().is_some()).then_some(())?;
                // Asked for one name, CKAN gives one; DKAN gives them all.
                let (software, kind, other, why) = if names.len() > 1 {
                    (Software::Dkan, Kind::Dkan, Kind::Ckan, "il donne la liste de ses jeux comme DKAN")
                } else {
                    (Software::Ckan, Kind::Ckan, Kind::Dkan, "il donne la liste de ses jeux comme CKAN")
                };
                let total = Some(names.len()).filter(|total| *total > 1);
                let of = |kind, why| candidate(software, kind, folder.clone(), why);
                return Some((
                    vec![of(kind, why), of(other, "la même API, si c’est l’autre logiciel")],
                    total,
                ));
            }
            Probe::Geonetwork => {
                let site = Json::parse(text).ok()?;
                site.as_object()?
                    .iter()
                    .find(|(key, _)| key.contains("system") || key.contains("platform"))?;
                self.like(&format!("{origin}/geonetwork/"), "son API répond comme celle de GeoNetwork")
            }
            Probe::Csw if is_csw(text) => self.capabilities(&format!("{origin}/csw"), text),
            Probe::Service if is_csw(text) => self.capabilities(&self.address.as_service(), text),
            Probe::ArcgisHub if text.trim_start().starts_with('{') && text.contains("@context") => self
                .like(&format!("{origin}/api/feed/dcat-ap/2.1.1.json"), "son flux DCAT d’ArcGIS Hub répond"),
            Probe::Catalogue if text.contains("http://www.w3.org/ns/dcat#") => vec![candidate(
                Software::Rdf,
                Kind::Dcat,
                format!("{origin}/catalog.xml"),
                "son adresse /catalog.xml donne un catalogue DCAT",
            )],
            Probe::Udata => {
                Json::parse(text).ok()?.get("metrics")?;
                self.like(&format!("{origin}/api/1/site/"), "son API répond comme celle d’udata")
            }
            _ => return None,
        };
        (!found.is_empty()).then_some((found, None))
    }

    /// What the answer of the address itself is.
    fn by_content(&self, page: &FetchedPage<'_>) -> Option<Vec<Candidate>> {
        let text = page.text.trim_start();
        let head = head(text);
        let address = self.address.to_string();
        if is_csw(head) {
            return Some(self.capabilities(&self.address.as_service(), text));
        }
        if head.contains("GetRecordsResponse") {
            let why = "l’adresse donne une réponse de service CSW";
            return Some(vec![candidate(Software::Csw, Kind::CswIso19139, self.address.as_service(), why)]);
        }
        let is_rdf = head.contains("http://www.w3.org/ns/dcat#")
            || head.contains("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
            || (head.starts_with('{') && head.contains("\"@context\""));
        let is_page = is_html(page.content_type, text);
        (is_rdf && !is_page)
            .then(|| vec![candidate(Software::Rdf, Kind::Dcat, address, "l’adresse donne un catalogue DCAT")])
    }

    /// The harvesters that a service can answer, by the schemas it offers.
    fn capabilities(&self, service: &str, text: &str) -> Vec<Candidate> {
        let mark = if service.contains('?') { '&' } else { '?' };
        let mut found = self.like(&format!("{service}{mark}service=CSW"), "le service CSW répond");
        if !self.address.asks_a_service() {
            found.iter_mut().for_each(|found| found.cautions.retain(|caution| *caution != QUESTION));
        }
        if text.contains("outputSchema") && !text.contains("http://www.w3.org/ns/dcat#") {
            found.retain(|found| !found.kind.has(FormField::GeoDcatAp));
        }
        found
    }
}

/// Whether a text is what a catalogue service says of itself.
fn is_csw(text: &str) -> bool {
    text.contains("Capabilities") && text.contains("/cat/csw")
}

impl Pager for Probes {
    fn first(&mut self) -> Vec<Request> {
        self.ask()
    }

    fn page(&mut self, page: &FetchedPage<'_>) -> Turn {
        let Some(probe) = self.left.pop_front() else { return Turn::default() };
        if let Some((found, total)) = self.heard(probe, page) {
            return Turn { recognised: Some(found), total, ..Turn::default() };
        }
        if is_html(page.content_type, &page.text) && !page.text.trim().is_empty() {
            let cause = FaultCause::html(&page.text, page.address);
            if probe == Probe::Itself && self.is_home() {
                self.first = is_login(page.address, &page.text).then_some(FaultCause::Login);
                self.foreign = Some(cause.at_home());
                return self.go_on();
            }
            if probe == Probe::Itself {
                self.first = Some(cause.clone());
            }
            self.causes.push(cause);
        } else {
            if probe == Probe::Itself
                && let Some(refusal) = ServiceRefusal::of_text(&page.text, page.address)
            {
                self.foreign = Some(FaultCause::Service(refusal));
                self.left.truncate(LIMIT - 2);
                self.left.push_front(Probe::Service);
            } else if probe == Probe::Itself {
                self.foreign = foreign_answer(page.bytes, &page.text)
                    .map(|(found, advice)| FaultCause::Foreign { found, advice });
            }
            self.causes.push(FaultCause::Unknown);
        }
        self.go_on()
    }

    fn missed(&mut self, _: &Request, cause: &FaultCause) -> Option<Turn> {
        // Where nobody answers, nothing will; and a portal that asks to wait is left alone.
        if cause.is_of_the_host() {
            return None;
        }
        let probe = self.left.pop_front();
        // A browser needs one more request to know that reading is forbidden: there are eight in all.
        if *cause == FaultCause::Cors && !self.causes.contains(cause) && self.left.len() >= LIMIT - 1 {
            self.left.pop_back();
        }
        if probe == Some(Probe::Itself) && self.is_home() {
            let leads_to_login = matches!(cause, FaultCause::Redirected { to, .. } if is_login(to, ""));
            self.first = self.first.take().or(leads_to_login.then_some(FaultCause::Login));
            return Some(self.go_on());
        }
        if probe == Some(Probe::Itself) || (self.first.is_none() && *cause == FaultCause::Cors) {
            self.first = Some(cause.clone());
        }
        self.causes.push(cause.clone());
        Some(self.go_on())
    }

    /// The harvester asks nothing of the kind.
    fn asks(&self, _: &Request) -> Option<Asked> {
        None
    }

    fn expects_html(&self) -> bool {
        true
    }
}

impl Probes {
    /// A portal that answers the same to everything says what it is: closed, broken, or a web page.
    fn same_everywhere(&mut self) -> FaultCause {
        let same = |causes: &[FaultCause]| causes.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
        match self.causes.pop() {
            Some(FaultCause::Status(404 | 410)) | None => FaultCause::Unknown,
            Some(cause) if self.causes.last() == Some(&cause) && same(&self.causes) => cause,
            Some(_) => FaultCause::Unknown,
        }
    }

    fn go_on(&mut self) -> Turn {
        let next = self.ask();
        if next.is_empty() {
            let cause = self.first.take().unwrap_or_else(|| self.same_everywhere());
            let foreign = self.foreign.take().filter(|_| cause == FaultCause::Unknown);
            return Turn::fault(foreign.unwrap_or(cause));
        }
        Turn::then(next)
    }
}
