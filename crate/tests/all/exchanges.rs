//! Conversations over HTTP, replayed through the crawler: what becomes of the whole harvest, as udata's own answer says
//! (`udata`, recorded beside each conversation).

use std::collections::{BTreeSet, HashMap};

use avant_moisson::{
    Kind, Options, Preview,
    model::{Filter, JobStatus, Status},
    portal::{Address, Broken, Client, ClientFailure, Crawler, Method, Request, Response, Wanted, run},
    preview,
};
use serde_json::Value;

const CONVERSATIONS: &str = include_str!("../../../tests/fixtures/exchanges/conversations.json");
const BASE: &str = "https://portail.exemple.fr";

/// What tells of a portal's answers, or that they are not all there.
const OF_ANSWERS: [&str; 14] = [
    "moissonnage-arrete",
    "lecture-incomplete",
    "pagination-inconnue",
    "pagination-relative",
    "pagination-boucle",
    "pagination-incomplete",
    "csw-exception",
    "csw-nextrecord-absent",
    "csw-total-incoherent",
    "ckan-success",
    "source-html",
    "source-type-mime",
    "source-extension-trompeuse",
    "rdf-invalide",
];

/// A portal that answers as written: answers to one request are given in order, the last one again and again.
struct Portal<'a> {
    answers: &'a [Value],
    given: HashMap<(&'a str, &'a str), usize>,
    asked: usize,
}

impl<'a> Portal<'a> {
    fn pick(&mut self, method: &str, path: &str) -> Option<&'a Value> {
        let bare = path.split('?').next().unwrap_or_default();
        let named = |path: &str| -> Vec<&'a Value> {
            self.answers
                .iter()
                .filter(|answer| answer["method"] == method && answer["path"] == path)
                .collect()
        };
        let mut found = named(path);
        if found.is_empty() {
            found = named(bare);
        }
        let first = found.first()?;
        let key = (first["method"].as_str()?, first["path"].as_str()?);
        let at = self.given.entry(key).or_default();
        let answer = found.get(*at).or(found.last()).copied();
        *at += 1;
        answer
    }
}

impl Client for Portal<'_> {
    fn send(&mut self, request: &Request) -> Result<Response, ClientFailure> {
        self.asked += 1;
        let method = request.method.name();
        let path =
            request.address.strip_prefix(BASE).unwrap_or_default().split('#').next().unwrap_or_default();
        let Some(answer) = self.pick(method, path) else {
            return Ok(Response { status: 404, address: request.address.clone(), ..Response::default() });
        };
        match answer["error"].as_str() {
            Some("timeout") => return Err(ClientFailure::Timeout),
            Some("tls") => return Err(ClientFailure::Tls("expired".into())),
            Some("connection") => return Err(ClientFailure::Unreachable("refused".into())),
            _ => {}
        }
        let header = |name: &str| answer["headers"][name].as_str().map(|value| value.replace("{BASE}", BASE));
        let body = answer["body"].as_str().unwrap_or_default().replace("{BASE}", BASE);
        Ok(Response {
            status: answer["status"].as_u64().map_or(200, |status| status as u16),
            address: request.address.clone(),
            content_type: header("Content-Type"),
            location: header("Location"),
            broken: match (answer["error"].as_str(), answer["headers"]["Content-Encoding"].as_str()) {
                (Some("cut"), _) => Some(Broken::Cut),
                // No body of these conversations is compressed.
                (_, Some("gzip")) => Some(Broken::Undecoded),
                _ => None,
            },
            bytes: if request.method == Method::Head { Vec::new() } else { body.into_bytes() },
            ..Response::default()
        })
    }

    fn wait(&mut self, _: u64) {}
}

fn harvest(conversation: &Value) -> (Preview, usize) {
    let kind: Kind = conversation["kind"].as_str().and_then(|kind| kind.parse().ok()).expect("a kind");
    let filters = conversation["filters"].as_array().into_iter().flatten().map(|filter| Filter {
        key: filter["key"].as_str().expect("a key").to_owned(),
        value: filter["value"].as_str().expect("a value").to_owned(),
        exclude: filter["type"] == "exclude",
    });
    let filters: Vec<_> = filters.collect();
    let address = format!("{BASE}{}", conversation["path"].as_str().expect("a path"));
    let wanted = Wanted { kind: Some(kind), filters: filters.clone(), geodcatap: false };
    let answers = conversation["answers"].as_array().expect("answers");
    let mut portal = Portal { answers, given: HashMap::new(), asked: 0 };
    let gathered =
        run(Crawler::new(Address::parse(&address).expect("an address"), wanted), &mut portal, |_| true);
    let options = Options { kind: Some(kind), filters, site: Some(address), ..Options::default() };
    (preview(gathered, options), portal.asked)
}

#[test]
fn the_whole_harvest_ends_as_that_of_udata() {
    let conversations: Vec<Value> = serde_json::from_str(CONVERSATIONS).expect("conversations");
    let mut wrong = Vec::new();
    for conversation in &conversations {
        let (Preview { catalogue, report, .. }, asked) = harvest(conversation);
        let job = &catalogue.job;
        let status = |status: Status| match status {
            Status::Done => "done",
            Status::Failed => "failed",
            Status::Skipped => "skipped",
        };
        let met = job.items.iter().take(job.records_seen());
        // As the interchange writes them: an identifier may be `null`, or `0`.
        let id = |item| serde_json::to_value(item).map(|item| item["remote_id"].to_string());
        let items: BTreeSet<_> =
            met.map(|item| (id(item).expect("an identifier"), status(item.status))).collect();
        let expected: BTreeSet<_> = conversation["udata"]["items"]
            .as_array()
            .expect("items")
            .iter()
            .map(|item| (item[0].to_string(), item[1].as_str().unwrap_or_default()))
            .collect();
        let fails = conversation["udata"]["status"] == "failed";
        let name = &conversation["name"];
        if (job.status == JobStatus::Failed) != fails || items != expected {
            wrong.push(format!("{name}: {:?} {items:?}, udata {fails} {expected:?}", job.status));
        }
        // What udata says is said as it says it, where the portal's answer decides.
        let says = conversation["udata"]["errors"][0].as_str().unwrap_or_default();
        let said = job.setback.as_ref().and_then(|setback| setback.why.message());
        if let Some(said) = said
            && !says.contains("Error: None for url")
            && said != says
        {
            wrong.push(format!("{name}: says {said:?}, udata {says:?}"));
        }
        // A harvest that a portal's answer stops is told as such, as a whole.
        let codes: Vec<_> = report.source.iter().map(|finding| finding.rule.code).collect();
        if codes.contains(&"moissonnage-arrete") != job.setback.is_some() {
            wrong.push(format!("{name}: the answer that stops the harvest is not told"));
        }
        // One cause, one sentence.
        let causes: Vec<_> = codes.iter().filter(|code| OF_ANSWERS.contains(code)).collect();
        if causes.len() > 1 {
            wrong.push(format!("{name}: told more than once: {causes:?}"));
        }
        assert!(asked <= 12, "{name}: {asked} requests");
    }
    println!("{} of {} conversations as udata", conversations.len() - wrong.len(), conversations.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The harvester asks again for a name that `package_list` gives twice; here it is asked once, and counted as often.
#[test]
fn a_package_named_twice_and_not_shown_fails_twice() {
    let conversations: Vec<Value> = serde_json::from_str(CONVERSATIONS).expect("conversations");
    let twice = conversations
        .iter()
        .filter(|each| each["name"].as_str().is_some_and(|it| it.ends_with("kan-list-of-twice")));
    let mut seen = 0;
    for conversation in twice {
        let (Preview { catalogue, .. }, asked) = harvest(conversation);
        let expected = conversation["udata"]["items"].as_array().map(Vec::len);
        assert_eq!((Some(catalogue.job.items.len()), asked), (expected, 2), "{}", conversation["name"]);
        seen += 1;
    }
    assert_eq!(seen, 2);
}
