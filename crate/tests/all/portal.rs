//! Portals that answer from a script: what is asked of them, in which order, and what is made of every fault.

use std::collections::HashMap;

use avant_moisson::{
    Kind,
    check::Kept,
    model::{Filter, Unusable},
    portal::{
        Address, Broken, Client, ClientFailure, Crawler, FaultCause, Gathered, Method, Order, Request,
        Response, Wanted, run,
    },
    view::text,
};

type Answer = Result<Response, ClientFailure>;

/// Answers by address (or by start position, for what is posted), and remembers what was asked.
#[derive(Default)]
struct Script {
    answers: HashMap<String, Vec<Answer>>,
    asked: Vec<String>,
    waits: Vec<u64>,
}

impl Script {
    fn on(mut self, address: &str, answer: Answer) -> Self {
        self.answers.entry(address.to_owned()).or_default().push(answer);
        self
    }

    fn json(self, address: &str, body: &str) -> Self {
        self.on(address, ok("application/json", body))
    }

    fn xml(self, address: &str, body: &str) -> Self {
        self.on(address, ok("application/xml", body))
    }

    fn crawl(&mut self, address: &str) -> Gathered {
        self.walk_as(address, Wanted::default())
    }

    fn walk_as(&mut self, address: &str, wanted: Wanted) -> Gathered {
        run(Crawler::new(Address::parse(address).expect(address), wanted), self, |_| true)
    }
}

fn key(request: &Request) -> String {
    match (&request.body, request.method) {
        (Some(body), Method::Post) => {
            let start = body.split("startPosition=\"").nth(1).and_then(|rest| rest.split('"').next());
            format!("POST {} {}", request.address, start.unwrap_or_default())
        }
        (_, Method::Head) => format!("HEAD {}", request.address),
        _ => request.address.clone(),
    }
}

impl Client for Script {
    fn send(&mut self, request: &Request) -> Answer {
        let key = key(request);
        self.asked.push(key.clone());
        // Unless told otherwise, HEAD is answered as GET is.
        if request.method == Method::Head && !self.answers.contains_key(&key) {
            let get = self.answers.get(&request.address).map(|answers| answers[0].clone());
            return get
                .unwrap_or_else(|| status(404))
                .map(|response| Response { bytes: Vec::new(), ..response });
        }
        let answers = self.answers.get_mut(&key);
        let answer = match answers {
            Some(answers) if answers.len() > 1 => answers.remove(0),
            Some(answers) => answers[0].clone(),
            None => Ok(Response { status: 404, ..Response::default() }),
        };
        answer.map(|mut response| {
            if response.address.is_empty() {
                response.address = request.address.clone();
            }
            response
        })
    }

    fn wait(&mut self, seconds: u64) {
        self.waits.push(seconds);
    }
}

fn ok(content_type: &str, body: &str) -> Answer {
    Ok(Response {
        status: 200,
        content_type: Some(content_type.to_owned()),
        bytes: body.into(),
        ..Response::default()
    })
}

fn status(status: u16) -> Answer {
    Ok(Response { status, ..Response::default() })
}

fn causes(gathered: &Gathered) -> Vec<&FaultCause> {
    gathered.faults.iter().map(|fault| &fault.cause).collect()
}

fn names(gathered: &Gathered) -> Vec<&str> {
    gathered.inputs.iter().map(|input| input.name.as_str()).collect()
}

const EXPORT: &str = "https://a.fr/api/explore/v2.1/catalog/exports/dcat/";
const COUNT: &str = "https://a.fr/api/explore/v2.1/catalog/datasets?limit=0";
const RDF: &str = r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>"#;

#[test]
fn an_opendatasoft_portal_is_read_by_its_dcat_export() {
    let mut script = Script::default()
        .json(COUNT, r#"{"total_count": 12, "results": []}"#)
        .on(EXPORT, ok("application/rdf+xml", RDF));
    let gathered = script.crawl("https://a.fr/explore/");
    assert_eq!(script.asked, [COUNT, &format!("HEAD {EXPORT}"), EXPORT]);
    assert_eq!(names(&gathered), [EXPORT]);
    assert_eq!(gathered.progress.expected, Some(12));
    assert_eq!(gathered.candidates[0].kind, Kind::Dcat);
    assert_eq!(causes(&gathered), Vec::<&FaultCause>::new());
}

fn explore(total: usize, offset: usize) -> String {
    let end = (offset + 100).min(total);
    let results: Vec<_> = (offset..end).map(|n| format!(r#"{{"dataset_id":"jeu-{n}"}}"#)).collect();
    format!(r#"{{"total_count":{total},"results":[{}]}}"#, results.join(","))
}

fn page(offset: usize) -> String {
    format!("https://a.fr/api/explore/v2.1/catalog/datasets?limit=100&offset={offset}")
}

#[test]
fn without_its_export_the_pages_of_the_api_are_read_and_it_is_said() {
    let mut script = Script::default().json(COUNT, r#"{"total_count": 230}"#);
    for offset in [0, 100, 200] {
        script = script.json(&page(offset), &explore(230, offset));
    }
    let gathered = script.crawl("https://a.fr/explore/");
    assert_eq!(names(&gathered), [page(0), page(100), page(200)]);
    assert_eq!((gathered.progress.read, gathered.progress.expected), (230, Some(230)));
    assert!(
        matches!(causes(&gathered)[..], [FaultCause::NoExport { why, .. }] if **why == FaultCause::Status(404))
    );
    assert_eq!((gathered.candidates[0].kind, gathered.candidates[1].kind), (Kind::Ods, Kind::Dcat));
}

#[test]
fn an_opendatasoft_portal_that_forbids_browsers_is_still_about_its_export() {
    let mut script = Script::default()
        .on(COUNT, Err(ClientFailure::Unreadable))
        .on(EXPORT, Err(ClientFailure::Unreadable));
    let gathered = script.crawl("https://a.fr/explore/");
    assert_eq!((causes(&gathered), gathered.candidates.len()), (vec![&FaultCause::Cors], 1));
    assert_eq!(gathered.candidates[0].url, EXPORT);
}

#[test]
fn a_page_that_fails_keeps_the_others() {
    let mut script = Script::default()
        .json(&page(0), &explore(230, 0))
        .json(&page(100), &explore(230, 100))
        .on(&page(200), status(500));
    let gathered = script.walk_as("https://a.fr/", Wanted { kind: Some(Kind::Ods), ..Wanted::default() });
    assert_eq!(gathered.inputs.len(), 2);
    assert_eq!(gathered.progress.read, 200);
    assert_eq!((gathered.faults[0].page, gathered.faults[0].read), (3, 200));
    assert_eq!(causes(&gathered), [&FaultCause::Status(500)]);
    let problem = &gathered.problems()[0];
    assert!(problem.partial && problem.found.contains("page 3"), "{}", problem.found);
}

#[test]
fn a_portal_that_ignores_paging_is_left() {
    let mut script = Script::default();
    for offset in [0, 100, 200] {
        script = script.json(&page(offset), &explore(1000, 0));
    }
    let gathered = script.walk_as("https://a.fr/", Wanted { kind: Some(Kind::Ods), ..Wanted::default() });
    assert_eq!(gathered.inputs.len(), 1);
    assert!(matches!(causes(&gathered)[..], [FaultCause::Endless(_)]));
}

#[test]
fn a_home_page_is_recognised_by_eight_requests_at_most() {
    let table = [
        (COUNT, r#"{"total_count": 3, "results": []}"#, Kind::Dcat, EXPORT),
        (
            "https://a.fr/api/3/action/status_show",
            r#"{"success":true,"result":{"ckan_version":"2.10","extensions":["dcat"]}}"#,
            Kind::Ckan,
            "https://a.fr/",
        ),
        (
            "https://a.fr/api/3/action/package_list?limit=1",
            r#"{"success":true,"result":["a","b"]}"#,
            Kind::Dkan,
            "https://a.fr/",
        ),
        (
            "https://a.fr/geonetwork/srv/api/site",
            r#"{"system/platform/version":"4.2"}"#,
            Kind::CswIso19139,
            "https://a.fr/geonetwork/srv/fre/csw",
        ),
        (
            "https://a.fr/csw?service=CSW&version=2.0.2&request=GetCapabilities",
            r#"<csw:Capabilities xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"/>"#,
            Kind::CswIso19139,
            "https://a.fr/csw",
        ),
        (
            "https://a.fr/api/feed/dcat-ap/2.1.1.json",
            r#"{"@context":{}}"#,
            Kind::Dcat,
            "https://a.fr/api/feed/dcat-ap/2.1.1.json",
        ),
        (
            "https://a.fr/catalog.xml",
            r#"<rdf:RDF xmlns:dcat="http://www.w3.org/ns/dcat#"/>"#,
            Kind::Dcat,
            "https://a.fr/catalog.xml",
        ),
        (
            "https://a.fr/api/1/site/",
            r#"{"metrics":{"datasets":1}}"#,
            Kind::Dcat,
            "https://a.fr/api/1/site/catalog.xml",
        ),
    ];
    for (rank, (address, body, kind, url)) in table.into_iter().enumerate() {
        let mut script = Script::default().json(address, body);
        let gathered = script.crawl("https://a.fr");
        let found = gathered.candidates.iter().find(|found| found.kind != Kind::Ods);
        assert_eq!(found.map(|found| (found.kind, found.url.as_str())), Some((kind, url)), "{address}");
        let probes = script.asked.iter().position(|asked| asked == address);
        assert_eq!(probes, Some(rank), "{address}");
        println!("{address} → {kind} {url}");
    }
    let mut script = Script::default();
    let gathered = script.crawl("https://a.fr");
    // The home page comes after the eight questions.
    assert_eq!((script.asked.len(), causes(&gathered)), (9, vec![&FaultCause::Unknown]));
    let login = "<!doctype html><form><input type=\"password\"></form>";
    let mut script = Script::default().on("https://a.fr/", ok("text/html", login));
    assert_eq!(causes(&script.crawl("https://a.fr")), [&FaultCause::Login]);
}

#[test]
fn a_portal_that_answers_the_same_to_everything_is_told_so() {
    struct Same(Answer);
    impl Client for Same {
        fn send(&mut self, request: &Request) -> Answer {
            let mut response = self.0.clone()?;
            response.address.clone_from(&request.address);
            Ok(response)
        }
        fn wait(&mut self, _: u64) {}
    }
    let html = ok("text/html", "<!doctype html>");
    for (answer, cause) in [
        (status(403), FaultCause::Status(403)),
        (status(500), FaultCause::Status(500)),
        (status(404), FaultCause::Unknown),
        (html, FaultCause::Html { links: Vec::new() }),
        (Err(ClientFailure::Unreadable), FaultCause::Cors),
    ] {
        let crawler = Crawler::new(Address::parse("https://a.fr").expect("an address"), Wanted::default());
        assert_eq!(causes(&run(crawler, &mut Same(answer), |_| true)), [&cause]);
    }
}

/// What the address itself gives is named where nothing else is found.
#[test]
fn what_is_no_catalogue_is_named() {
    for (kind, body, named) in [
        ("application/json", r#"{"error": "Internal error", "code": 500}"#, "message d’erreur"),
        ("text/plain", "Service indisponible", "commence par « Service indisponible »"),
        ("text/csv", "nom;age\na;1\nb;2\n", "tableau (CSV)"),
        ("application/pdf", "%PDF-1.4", "un PDF"),
        ("application/rss+xml", "<rss version='2.0'/>", "flux RSS"),
        ("text/plain", "  ", "réponse est vide"),
        ("text/html", "", "réponse est vide"),
    ] {
        for address in ["https://a.fr/", "https://a.fr/flux"] {
            let mut script = Script::default().on(address, ok(kind, body));
            let gathered = script.crawl(address);
            let found = causes(&gathered);
            let [FaultCause::Foreign { found, .. }] = found[..] else {
                panic!("{address} {body}: {found:?}")
            };
            assert!(found.contains(named), "{address} {body}: {found}");
        }
    }
}

const REFUSAL: &str = "<ows:ExceptionReport xmlns:ows='http://www.opengis.net/ows' version='1.2.0'><ows:Exception exceptionCode='MissingParameterValue' locator='service'/></ows:ExceptionReport>";

/// A service that says no to its bare address is asked whether it is a catalogue.
#[test]
fn a_service_that_refuses_its_bare_address_is_asked_what_it_is() {
    for (address, question) in [
        ("https://a.fr/", "https://a.fr/?service=CSW&version=2.0.2&request=GetCapabilities"),
        ("https://a.fr/s?x=1", "https://a.fr/s?x=1&service=CSW&version=2.0.2&request=GetCapabilities"),
    ] {
        let capabilities = r#"<csw:Capabilities xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"/>"#;
        let mut script = Script::default().xml(address, REFUSAL).xml(question, capabilities);
        let gathered = script.crawl(address);
        let found = gathered.candidates.first().map(|found| (found.kind, found.url.as_str()));
        assert_eq!(found, Some((Kind::CswIso19139, address)));
        assert!(gathered.candidates[0].cautions.is_empty());
        let mut script = Script::default().xml(address, REFUSAL);
        let gathered = script.crawl(address);
        let [FaultCause::Service(refusal)] = causes(&gathered)[..] else { panic!("{:?}", causes(&gathered)) };
        assert_eq!((refusal.service, refusal.message.as_str()), (None, "MissingParameterValue, service"));
        assert!(
            script.asked.len() <= 10 && script.asked.iter().any(|asked| asked == question),
            "{:?}",
            script.asked
        );
        let said = gathered.faults[0].explain(&[]);
        assert!(said.title.contains("service géographique") && said.cause.contains(question), "{said:?}");
    }
    let mut script = Script::default().xml("https://a.fr/ows/wfs", REFUSAL);
    let gathered = script.crawl("https://a.fr/ows/wfs");
    let said = gathered.faults[0].explain(&[]);
    assert_eq!(said.title, "a.fr donne ici un service WFS, pas un catalogue");
    let first = format!("{:?}", said.actions.first());
    assert!(
        first.contains("Ouvrez https://a.fr/ows/wfs?service=WFS&request=GetCapabilities pour"),
        "{first}"
    );
}

/// udata posts to the address as it stands in the form: the verdict on an address with a question is of that very one.
#[test]
fn a_question_in_the_address_of_a_service_is_told() {
    let typed = "https://a.fr/csw?service=CSW&request=GetCapabilities";
    let mut script = Script::default();
    let gathered = script.crawl(typed);
    assert_eq!(script.asked, ["POST https://a.fr/csw 1"]);
    assert_eq!(gathered.candidates[0].url, "https://a.fr/csw");
    assert!(gathered.candidates[0].cautions.iter().any(|caution| caution.contains("sans « service »")));
    let mut script = Script::default();
    let wanted = Wanted { kind: Some(Kind::CswDcat), ..Wanted::default() };
    let gathered = script.walk_as(typed, wanted);
    assert_eq!(script.asked, [format!("POST {typed} 1")]);
    assert_eq!(gathered.candidates[0].url, typed);
}

/// A web site without a portal is told from an address where nothing answers.
#[test]
fn a_web_site_is_told_with_what_to_look_for() {
    let page = r#"<!doctype html><title>Mairie</title><a href="/donnees/catalog.ttl">Catalogue</a>"#;
    let mut script = Script::default().on("https://a.fr/", ok("text/html", page));
    let gathered = script.crawl("https://a.fr");
    let links = vec!["https://a.fr/donnees/catalog.ttl".to_owned()];
    assert_eq!(causes(&gathered), [&FaultCause::Home { links }]);
    let said = gathered.faults[0].explain(&[]);
    assert_eq!(said.title, "a.fr est un site web, pas un catalogue");
    assert!(format!("{:?}", said.actions.first()).contains("https://a.fr/donnees/catalog.ttl"));
}

#[test]
fn an_address_is_asked_itself_first() {
    let mut script = Script::default().on("https://a.fr/flux", ok("application/rdf+xml", RDF));
    let gathered = script.crawl("https://a.fr/flux");
    assert_eq!(gathered.candidates[0].url, "https://a.fr/flux");
    let html = r#"<!doctype html><link rel="alternate" type="application/rdf+xml" href="/cat.rdf"><a href="x">x</a>"#;
    let mut script = Script::default().on("https://a.fr/accueil", ok("text/html", html));
    let gathered = script.crawl("https://a.fr/accueil");
    assert_eq!(script.asked.len(), 8);
    assert_eq!(causes(&gathered), [&FaultCause::Html { links: vec!["https://a.fr/cat.rdf".into()] }]);
}

#[test]
fn where_nobody_answers_one_request_is_enough() {
    for failure in [
        ClientFailure::Name,
        ClientFailure::Unreachable("refused".into()),
        ClientFailure::Tls("expired".into()),
        ClientFailure::Mixed,
    ] {
        let mut script = Script::default().on(COUNT, Err(failure.clone()));
        let gathered = script.crawl("https://a.fr");
        assert_eq!(script.asked.len(), 1);
        assert_eq!(causes(&gathered), [&FaultCause::from(failure)]);
    }
}

#[test]
fn a_portal_that_forbids_browsers_is_told_from_one_that_is_unknown() {
    let mut script = Script::default();
    for address in [
        COUNT,
        "https://a.fr/api/3/action/status_show",
        "https://a.fr/api/3/action/package_list?limit=1",
        "https://a.fr/geonetwork/srv/api/site",
        "https://a.fr/csw?service=CSW&version=2.0.2&request=GetCapabilities",
        "https://a.fr/api/feed/dcat-ap/2.1.1.json",
        "https://a.fr/catalog.xml",
        "https://a.fr/api/1/site/",
    ] {
        script = script.on(address, Err(ClientFailure::Unreadable));
    }
    let gathered = script.crawl("https://a.fr");
    assert_eq!(causes(&gathered), [&FaultCause::Cors]);
    // It is about the address that was given, not about the last one that was tried.
    assert_eq!(gathered.faults[0].address, "https://a.fr/");
}

const LIST: &str = "https://a.fr/api/3/action/package_list";

fn show(name: &str) -> String {
    format!("https://a.fr/api/3/action/package_show?id={name}")
}

fn search(start: usize) -> String {
    format!("https://a.fr/api/3/action/package_search?rows=200&start={start}")
}

fn package(name: &str) -> String {
    format!(r#"{{"name":"{name}","title":"T","resources":[{{"url":"u"}}]}}"#)
}

fn result(body: &str) -> String {
    format!(r#"{{"success":true,"result":{body}}}"#)
}

#[test]
fn ckan_is_read_by_pages_where_packages_have_the_same_shape() {
    let names: Vec<_> = (0..201).map(|n| format!("\"p{n}\"")).collect();
    let packages = |range: std::ops::Range<usize>| {
        range.map(|n| package(&format!("p{n}"))).collect::<Vec<_>>().join(",")
    };
    let mut script = Script::default()
        .json(LIST, &result(&format!("[{}]", names.join(","))))
        .json(&search(0), &result(&format!(r#"{{"count":200,"results":[{}]}}"#, packages(0..200))))
        .json(&show("p0"), &result(&package("p0")))
        .json(&show("p200"), &result(&package("p200")));
    let gathered = script.crawl("https://a.fr/dataset");
    assert_eq!(script.asked, [LIST.to_owned(), search(0), show("p0"), show("p200")]);
    assert_eq!(self::names(&gathered), [LIST.to_owned(), search(0), show("p200")]);
    assert_eq!((gathered.progress.read, gathered.progress.expected), (201, Some(201)));
}

#[test]
fn ckan_is_read_one_package_at_a_time_where_shapes_differ() {
    let mut script = Script::default()
        .json(LIST, &result(r#"["a","b","c"]"#))
        .json(&search(0), &result(&format!(r#"{{"count":3,"results":[{}]}}"#, package("a"))))
        .json(&show("a"), &result(r#"{"name":"a","more":1,"resources":[]}"#))
        .on(&show("b"), status(403))
        .json(&show("c"), &result(r#"{"name":"c","more":1,"resources":[]}"#));
    // The comparison and the reading ask for the same package: that is no loop.
    let gathered = script.crawl("https://a.fr/dataset");
    assert_eq!(names(&gathered), [LIST.to_owned(), show("a"), show("c")]);
    assert_eq!(gathered.progress.read, 2);
    // The record says itself why it fails.
    assert_eq!(causes(&gathered), Vec::<&FaultCause>::new());
    assert_eq!(gathered.conversation.packages().map(|(name, _)| name).collect::<Vec<_>>(), ["b"]);
}

#[test]
fn filters_of_ckan_are_written_as_the_harvester_does() {
    let filters = vec![
        Filter { key: "organization".into(), value: "ville de x".into(), exclude: false },
        Filter { key: "tags".into(), value: "budget".into(), exclude: true },
    ];
    let query =
        "https://a.fr/api/3/action/package_search?q=organization%3Aville+de+x+AND+-tags%3Abudget&rows=1000";
    let mut script = Script::default()
        .json(query, &result(&format!(r#"{{"count":1500,"results":[{}]}}"#, package("a"))))
        .json(&show("a"), &result(&package("a")));
    let gathered = script.walk_as("https://a.fr/dataset", Wanted { filters, ..Wanted::default() });
    assert_eq!(script.asked, [query.to_owned(), show("a")]);
    assert_eq!(names(&gathered), [show("a")]);
    assert!(gathered.conversation.filtered);
    assert_eq!(causes(&gathered), [&FaultCause::Capped { found: 1500, read: 1000 }]);
}

#[test]
fn dkan_is_read_one_package_at_a_time() {
    let mut script = Script::default()
        .json(LIST, &result(r#"["a","b"]"#))
        .json(&show("a"), &result(&format!("[{}]", package("a"))))
        .json(&show("b"), &result(&format!("[{}]", package("b"))));
    let wanted = Wanted { kind: Some(Kind::Dkan), ..Wanted::default() };
    let gathered = script.walk_as("https://a.fr/", wanted);
    assert_eq!(names(&gathered), [LIST.to_owned(), show("a"), show("b")]);
}

fn hydra(next: &str, id: &str) -> String {
    format!(
        "@prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .\n<https://a.fr/d/{id}> a dcat:Dataset .\n<https://a.fr/c> a hydra:PartialCollectionView ; hydra:totalItems 3 {next} ."
    )
}

/// Pages of 100 kB: but for the first, each is packed as soon as it has told the next.
#[test]
fn a_walk_keeps_one_page_open_however_many_there_are() {
    for pages in [5, 40] {
        let address = |page: usize| format!("https://a.fr/c.ttl?page={page}");
        let note = format!("\n# {}", "x".repeat(100_000));
        let script = (1..=pages).fold(Script::default(), |script, page| {
            let next = format!("; hydra:next <{}>", address(page + 1));
            let body = hydra(if page < pages { &next } else { "" }, &page.to_string()) + &note;
            script.on(&address(page), ok("text/turtle", &body))
        });
        let walk = |packs: bool| {
            let crawler = Crawler::new(Address::parse(&address(1)).expect("an address"), Wanted::default());
            let mut script = Script { answers: script.answers.clone(), ..Script::default() };
            run(if packs { crawler.packing() } else { crawler }, &mut script, |_| true)
        };
        let open = |gathered: &Gathered| gathered.inputs.iter().map(|input| input.bytes.len()).sum::<usize>();
        let (kept, packed) = (walk(false), walk(true));
        assert_eq!((kept.inputs.len(), packed.inputs.len()), (pages, pages));
        assert!(open(&kept) > pages * 100_000 && open(&packed) < 101_000, "{}", open(&packed));
        let interchange = Kept { interchange: true, ..Kept::default() };
        let read = |gathered| avant_moisson::brief(gathered, avant_moisson::Options::default(), interchange);
        let (kept, packed) = (read(kept), read(packed));
        assert_eq!(
            (kept.report.tally, kept.catalogue.problems),
            (packed.report.tally, packed.catalogue.problems)
        );
        assert_eq!(packed.catalogue.job.items.len(), pages);
        let at_rest = packed.catalogue.documents.iter().map(|document| document.text.len()).sum::<usize>();
        assert!(at_rest < pages * 10_000, "{at_rest}");
    }
}

#[test]
fn hydra_leads_from_page_to_page_of_the_same_host() {
    let next = |address: &str| format!("; hydra:next <{address}>");
    let turtle = |body: &str| ok("text/turtle", body);
    let mut script = Script::default()
        .on("https://a.fr/c.ttl", turtle(&hydra(&next("https://a.fr/c.ttl?page=2"), "1")))
        .on("https://a.fr/c.ttl?page=2", turtle(&hydra(&next("https://a.fr/c.ttl?page=3"), "2")))
        .on("https://a.fr/c.ttl?page=3", turtle(&hydra("", "3")));
    let gathered = script.crawl("https://a.fr/c.ttl");
    assert_eq!(gathered.inputs.len(), 3);
    assert_eq!((gathered.progress.read, gathered.progress.expected), (3, Some(3)));
    assert_eq!(causes(&gathered), Vec::<&FaultCause>::new());

    let table = [
        ("https://b.fr/c.ttl", FaultCause::OtherHost("https://b.fr/c.ttl".into()), 1),
        // Browsers read `\\` as `/`, and what stands before `@` as a name.
        ("https://b.fr/\\@a.fr/c.ttl", FaultCause::OtherHost("https://b.fr/\\@a.fr/c.ttl".into()), 1),
        ("https://b.fr@a.fr/c.ttl", FaultCause::OtherHost("https://…@a.fr/c.ttl".into()), 1),
        // The harvester asks again; after a few times that bring nothing new, it is enough.
        ("https://a.fr/c.ttl", FaultCause::Endless("https://a.fr/c.ttl".into()), 4),
    ];
    for (address, cause, asked) in table {
        let mut script = Script::default().on("https://a.fr/c.ttl", turtle(&hydra(&next(address), "1")));
        let gathered = script.crawl("https://a.fr/c.ttl");
        assert_eq!((script.asked.len(), gathered.inputs.len()), (asked, asked));
        assert_eq!(causes(&gathered), [&cause]);
    }
}

/// What readers of addresses drop, or read each in its own way, is on no known host.
#[test]
fn a_next_page_that_is_read_in_two_ways_is_not_asked() {
    let table = [
        r"https://b.fr\\@a.fr/c.jsonld",
        r"https://b.fr\\\\@a.fr/c.jsonld",
        r"https://a.fr\\.b.fr/c.jsonld",
        r"https:\\\\b.fr/c.jsonld",
        r"https://b.fr\t/@a.fr/c.jsonld",
        r"https://a.fr/c\n.jsonld",
        r"https://a.fr/c\u0000.jsonld",
        r"https://a.fr/c\u0085.jsonld",
        r"https://moi:secret@a.fr/c.jsonld",
        r"https://a.fr%2f@b.fr/c.jsonld",
        r"https://a%2efr/c.jsonld",
        r"https://ａ.fr/c.jsonld",
        r"https://xn--a-0fa.fr/c.jsonld",
        r"https://a.fr.b.fr/c.jsonld",
        r"https://a.fr:8443/c.jsonld",
        r"https://a.fr:443:443/c.jsonld",
        r"https://[::1]/c.jsonld",
        r"https://[::ffff:a.fr]/c.jsonld",
        r"https:///b.fr/c.jsonld",
        r"https:b.fr/c.jsonld",
        r"//b.fr/c.jsonld",
        r"file:///c.jsonld",
        r"data:application/ld+json,{}",
    ];
    for next in table {
        let page = format!(
            r#"{{"@context": {{"hydra": "http://www.w3.org/ns/hydra/core#"}}, "@id": "https://a.fr/c",
                 "@type": "hydra:PartialCollectionView", "hydra:next": {{"@id": "{next}"}}}}"#
        );
        let mut script = Script::default().on("https://a.fr/c.jsonld", ok("application/ld+json", &page));
        let gathered = script.crawl("https://a.fr/c.jsonld");
        assert_eq!(script.asked, ["https://a.fr/c.jsonld"], "{next}");
        // What is no address of the web is told by the harvest, which stops on it.
        let is_told = matches!(causes(&gathered)[..], [] | [FaultCause::OtherHost(_)]);
        assert!(is_told, "{next}: {:?}", gathered.faults);
    }
}

/// The usual port, written, is that of the portal; a total that lies stops nothing and counts for nothing.
#[test]
fn pages_come_to_their_end_whatever_the_portal_announces() {
    for total in ["18446744073709551615", "9223372036854775807", "-1", "0", "1e400", "\"\""] {
        let page = |next: &str, id: &str| {
            hydra(next, id).replace("hydra:totalItems 3", &format!("hydra:totalItems {total}"))
        };
        let mut script = Script::default()
            .on(
                "https://a.fr/c.ttl",
                ok("text/turtle", &page("; hydra:next <https://a.fr:443/c.ttl?page=2>", "1")),
            )
            .on("https://a.fr:443/c.ttl?page=2", ok("text/turtle", &page("", "2")));
        let gathered = script.crawl("https://a.fr/c.ttl");
        assert_eq!((gathered.inputs.len(), gathered.progress.read), (2, 2), "{total}: {:?}", gathered.faults);
        assert!(gathered.progress.percent().is_none_or(|percent| percent <= 100));
    }
}

/// Three pages that lead to each other are left after a few turns, and said once.
#[test]
fn pages_that_lead_to_each_other_end() {
    let mut script = Script::default();
    for (page, next) in [(1, 2), (2, 3), (3, 1)] {
        let next = format!("; hydra:next <https://a.fr/c.ttl?page={next}>");
        script = script.on(
            &format!("https://a.fr/c.ttl?page={page}"),
            ok("text/turtle", &hydra(&next, &page.to_string())),
        );
    }
    let gathered = script.crawl("https://a.fr/c.ttl?page=1");
    assert!((3..=9).contains(&script.asked.len()), "{:?}", script.asked);
    assert!(matches!(causes(&gathered)[..], [FaultCause::Endless(_)]), "{:?}", gathered.faults);
}

/// The form holds the address of the catalogue, and not that of its second page.
#[test]
fn what_to_do_about_a_later_page_is_said_of_what_announces_it() {
    let moved =
        Ok(Response { status: 302, location: Some("https://a.fr/login".to_owned()), ..Response::default() });
    for answer in [moved, status(404), status(400), ok("text/html", "<html><body>Accueil</body></html>")] {
        let first = hydra("; hydra:next <https://a.fr/c.ttl?page=2>", "1");
        let mut script = Script::default()
            .on("https://a.fr/c.ttl", ok("text/turtle", &first))
            .on("https://a.fr/c.ttl?page=2", answer);
        let gathered = script.crawl("https://a.fr/c.ttl");
        let [fault] = &gathered.faults[..] else { panic!("{:?}", gathered.faults) };
        let told = format!("{:?}", fault.explain(&gathered.candidates).actions);
        assert!(told.contains("hydra:next") && !told.contains("formulaire"), "{told}");
    }
}

#[test]
fn pages_in_utf_16_are_read_one_after_the_other() {
    let page = |next: &str| {
        format!(
            r#"<?xml version="1.0" encoding="UTF-16"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:hydra="http://www.w3.org/ns/hydra/core#"><hydra:PartialCollectionView rdf:about="https://a.fr/été">{next}</hydra:PartialCollectionView></rdf:RDF>"#
        )
    };
    let first = page(r#"<hydra:next rdf:resource="https://a.fr/c.rdf?page=2"/>"#);
    for (mark, bytes) in
        [([0xff, 0xfe], u16::to_le_bytes as fn(u16) -> [u8; 2]), ([0xfe, 0xff], u16::to_be_bytes)]
    {
        let written = |text: &str| {
            let units = text.encode_utf16().flat_map(bytes);
            let bytes = mark.into_iter().chain(units).collect();
            let content_type = Some("application/rdf+xml".to_owned());
            Ok(Response { status: 200, content_type, bytes, ..Response::default() })
        };
        let mut script = Script::default()
            .on("https://a.fr/c.rdf", written(&first))
            .on("https://a.fr/c.rdf?page=2", written(&page("")));
        let gathered = script.crawl("https://a.fr/c.rdf");
        assert_eq!(names(&gathered), ["https://a.fr/c.rdf", "https://a.fr/c.rdf?page=2"]);
        assert_eq!(causes(&gathered), Vec::<&FaultCause>::new());
    }
}

fn results(next: &str, matched: usize, returned: usize) -> String {
    format!(
        r#"<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"><csw:SearchResults {next} numberOfRecordsMatched="{matched}" numberOfRecordsReturned="{returned}"/></csw:GetRecordsResponse>"#
    )
}

#[test]
fn a_catalogue_service_is_asked_as_the_harvester_asks() {
    let mut script = Script::default()
        .xml("POST https://a.fr/csw 1", &results("nextRecord=\"26\"", 30, 25))
        .xml("POST https://a.fr/csw 26", &results("nextRecord=\"0\"", 30, 5));
    let gathered = script.crawl("https://a.fr/csw?service=CSW&request=GetCapabilities");
    assert_eq!(script.asked, ["POST https://a.fr/csw 1", "POST https://a.fr/csw 26"]);
    assert_eq!((gathered.progress.read, gathered.progress.expected), (30, Some(30)));
    assert_eq!(causes(&gathered), Vec::<&FaultCause>::new());
}

/// The same address is read by two harvesters: what leads to the other one names it.
#[test]
fn the_other_harvester_of_an_empty_service_is_asked_by_its_name() {
    let mut script = Script::default().xml("POST https://a.fr/csw 1", &results("nextRecord=\"0\"", 0, 0));
    let gathered = script.crawl("https://a.fr/csw");
    assert_eq!(causes(&gathered), [&FaultCause::Empty]);
    let told = text::faults(&gathered.faults, &gathered.candidates);
    assert!(told.contains("avant-moisson --as csw-dcat 'https://a.fr/csw'"), "{told}");
}

/// Numbers of any size, which lie: the reading ends, and nothing overflows.
#[test]
fn a_catalogue_service_may_say_any_number() {
    let numbers = ["18446744073709551615", "9223372036854775807", "99999999999999999999999", "-1", "1e9", ""];
    for number in numbers {
        for next in numbers {
            let body = format!(
                r#"<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"><csw:SearchResults nextRecord="{next}" numberOfRecordsMatched="{number}" numberOfRecordsReturned="{number}"/></csw:GetRecordsResponse>"#
            );
            let mut script = Script::default().xml("POST https://a.fr/csw 1", &body);
            for start in numbers {
                script = script.xml(&format!("POST https://a.fr/csw {start}"), &body);
            }
            let gathered = script.crawl("https://a.fr/csw");
            assert!(script.asked.len() < 9, "{number} {next}: {}", script.asked.len());
            assert!(gathered.progress.percent().is_none_or(|percent| percent <= 100));
        }
    }
}

#[test]
fn faults_of_a_catalogue_service_are_told() {
    let exception = r#"<ows:ExceptionReport xmlns:ows="o"><ows:Exception><ows:ExceptionText>pas ce schéma</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"#;
    let table = [
        (exception.to_owned(), FaultCause::Exception("pas ce schéma".into())),
        (results("nextRecord=\"1\"", 30, 25), FaultCause::Endless("https://a.fr/csw".into())),
    ];
    for (body, cause) in table {
        let gathered = Script::default().xml("POST https://a.fr/csw 1", &body).crawl("https://a.fr/csw");
        assert_eq!(causes(&gathered), [&cause]);
    }
}

#[test]
fn a_browser_that_may_not_post_asks_by_address_and_says_so() {
    let mut script = Script::default().on("POST https://a.fr/csw 1", Err(ClientFailure::Unreadable));
    let by_address = avant_moisson::internals::get_records_address(
        "https://a.fr/csw",
        "http://www.isotc211.org/2005/gmd",
        1,
    );
    script = script.xml(&by_address, &results("nextRecord=\"0\"", 3, 3));
    let gathered = script.crawl("https://a.fr/csw");
    assert_eq!(causes(&gathered), [&FaultCause::Approximate]);
    assert_eq!(gathered.inputs.len(), 1);
}

#[test]
fn a_portal_that_asks_to_wait_is_waited_for_and_not_for_ever() {
    let busy =
        |wait: &str| Ok(Response { status: 429, retry_after: Some(wait.to_owned()), ..Response::default() });
    let rdf = || ok("application/rdf+xml", RDF);
    let mut script = Script::default().on("https://a.fr/c.rdf", busy("7")).on("https://a.fr/c.rdf", rdf());
    let gathered = script.crawl("https://a.fr/c.rdf");
    assert_eq!((script.waits, gathered.inputs.len()), (vec![7], 1));
    assert_eq!(causes(&gathered), [&FaultCause::Retried(Box::new(FaultCause::Busy(429)))]);
    // The harvester does not wait: what is shown is not what it gets.
    assert_eq!(gathered.conversation.stop().map(|setback| setback.before), Some(0));

    let mut script = Script::default().on("https://a.fr/c.rdf", status(503));
    let gathered = script.crawl("https://a.fr/c.rdf");
    assert_eq!(script.waits, [1, 4]);
    assert_eq!(causes(&gathered), [&FaultCause::Busy(503)]);

    let mut script = Script::default().on("https://a.fr/c.rdf", busy("3600"));
    let gathered = script.crawl("https://a.fr/c.rdf");
    assert_eq!((script.waits.len(), causes(&gathered)), (0, vec![&FaultCause::Busy(429)]));
}

#[test]
fn redirections_are_followed_on_the_same_host_and_always_told() {
    let to = |address: &str| {
        Ok(Response { status: 301, location: Some(address.to_owned()), ..Response::default() })
    };
    let mut script = Script::default()
        .on("http://a.fr/c.rdf", to("https://a.fr/d.rdf"))
        .on("https://a.fr/d.rdf", ok("application/rdf+xml", RDF));
    let gathered = script.crawl("http://a.fr/c.rdf");
    // Pages name each other by the address before redirections.
    assert_eq!(gathered.inputs[0].url.as_deref(), Some("http://a.fr/c.rdf"));
    assert!(
        matches!(causes(&gathered)[..], [FaultCause::Redirected { to, followed: true, .. }] if to == "https://a.fr/d.rdf")
    );

    let mut script = Script::default().on("https://a.fr/c.rdf", to("https://www.a.fr/c.rdf"));
    let gathered = script.crawl("https://a.fr/c.rdf");
    assert_eq!(script.asked.len(), 1);
    assert!(matches!(causes(&gathered)[..], [FaultCause::Redirected { followed: false, .. }]));

    let mut script = Script::default().on("https://a.fr/c.rdf", to("/c.rdf"));
    let gathered = script.crawl("https://a.fr/c.rdf");
    assert_eq!(script.asked.len(), 6, "a redirection to itself ends");
    assert_eq!(gathered.inputs.len(), 0);
}

#[test]
fn what_is_no_catalogue_is_told() {
    let table = [
        (ok("text/html", "<!doctype html><title>x</title>"), "page web"),
        (ok("text/html", "<html><input type=\"password\">"), "se connecter"),
        (ok("application/xml", "<html><body>"), "page web"),
        (status(401), "Accès refusé"),
        (status(403), "Accès refusé"),
        (status(404), "introuvable"),
        (status(410), "introuvable"),
        (status(500), "en panne"),
        (status(429), "attendre"),
        (Err(ClientFailure::Unreadable), "interdit la lecture"),
        (Err(ClientFailure::Mixed), "http"),
        (Err(ClientFailure::Name), "Aucun serveur"),
        (Err(ClientFailure::Tls("x".into())), "certificat"),
        (Err(ClientFailure::Unreachable(String::new())), "Aucune réponse"),
        (Err(ClientFailure::Timeout), "trop de temps"),
        (Err(ClientFailure::TooLarge(1)), "trop volumineuse"),
    ];
    for (answer, expected) in table {
        let gathered = Script::default().on("https://a.fr/c.rdf", answer).crawl("https://a.fr/c.rdf");
        let [fault] = &gathered.faults[..] else { panic!("{expected}: {:?}", gathered.faults) };
        let told = fault.explain(&gathered.candidates);
        assert!(told.title.contains(expected), "{expected}: {}", told.title);
        for text in [&told.cause, &told.harvest, &told.detail] {
            assert!(!text.is_empty(), "{expected}");
        }
        assert!(!told.actions.is_empty(), "{expected}");
        assert!(!gathered.problems()[0].partial);
        // A page of the right status is the harvester's to judge.
        let is_judged = matches!(fault.cause, FaultCause::Html { .. } | FaultCause::Login);
        assert_eq!(gathered.inputs.len(), usize::from(is_judged));
    }
}

/// udata asks the API beside « catalogue », and below « catalogue/ ».
#[test]
fn a_portal_in_a_folder_is_given_its_slash() {
    for (address, slash) in
        [("https://a.fr/catalogue", true), ("https://a.fr/catalogue/", false), ("https://a.fr", false)]
    {
        let wanted = Wanted { kind: Some(Kind::Ckan), ..Wanted::default() };
        let gathered = Script::default().walk_as(address, wanted);
        let told = format!("{:?}", gathered.faults[0].explain(&gathered.candidates).actions);
        assert_eq!(told.contains("\"https://a.fr/catalogue/\""), slash, "{address}: {told}");
    }
}

#[test]
fn a_cut_answer_is_kept_and_told() {
    for (broken, expected) in
        [(Broken::Cut, FaultCause::Truncated), (Broken::Undecoded, FaultCause::Undecoded)]
    {
        let broken = Some(broken);
        let cut = Ok(Response { status: 200, bytes: b"<rdf:RDF".into(), broken, ..Response::default() });
        let gathered = Script::default().on("https://a.fr/c.rdf", cut).crawl("https://a.fr/c.rdf");
        assert_eq!(gathered.inputs.len(), 1);
        assert_eq!(causes(&gathered), [&expected]);
    }
}

/// What the technical detail names is what was asked.
#[test]
fn a_refused_head_is_told_as_such() {
    let refused = Ok(Response { status: 405, ..Response::default() });
    let mut script = Script::default()
        .on("HEAD https://a.fr/flux", refused)
        .on("https://a.fr/flux", ok("text/turtle", ""));
    let gathered =
        script.walk_as("https://a.fr/flux", Wanted { kind: Some(Kind::Dcat), ..Wanted::default() });
    let details: Vec<_> =
        gathered.faults.iter().map(|fault| fault.explain(&gathered.candidates).detail).collect();
    assert!(details.contains(&"HEAD https://a.fr/flux\nHTTP 405".to_owned()), "{details:?}");
}

#[test]
fn an_unknown_type_is_read_and_told() {
    let mut script = Script::default().on("https://a.fr/flux", ok("text/plain", RDF));
    let gathered =
        script.walk_as("https://a.fr/flux", Wanted { kind: Some(Kind::Dcat), ..Wanted::default() });
    assert_eq!(gathered.inputs.len(), 1);
    assert_eq!(causes(&gathered), [&FaultCause::NotTaken(Unusable::Type("text/plain".into()))]);
}

#[test]
fn an_empty_catalogue_is_told() {
    let gathered = Script::default().json(LIST, &result("[]")).crawl("https://a.fr/dataset");
    assert_eq!(causes(&gathered), [&FaultCause::Empty]);
    // Names that are nothing are records that data.gouv.fr skips.
    let gathered = Script::default().json(LIST, &result("[null, \"\"]")).crawl("https://a.fr/dataset");
    assert!(causes(&gathered).is_empty());
}

#[test]
fn stopping_keeps_what_was_read() {
    let mut script = Script::default();
    for offset in (0..1000).step_by(100) {
        script = script.json(&page(offset), &explore(1000, offset));
    }
    let crawler = Crawler::new(
        Address::parse("https://a.fr").expect("an address"),
        Wanted { kind: Some(Kind::Ods), ..Wanted::default() },
    );
    let gathered = run(crawler, &mut script, |walk| walk.progress().pages < 3);
    assert_eq!((gathered.inputs.len(), gathered.stopped, script.asked.len()), (3, true, 3));
}

#[test]
fn few_requests_are_on_their_way_at_the_same_time() {
    let names: Vec<_> = (0..50).map(|n| format!("\"p{n}\"")).collect();
    let mut walk = Crawler::new(
        Address::parse("https://a.fr").expect("an address"),
        Wanted { kind: Some(Kind::Dkan), ..Wanted::default() },
    );
    let Order::Ask(ticket, _) = walk.poll() else { panic!("a first request") };
    walk.answer(ticket, ok("application/json", &result(&format!("[{}]", names.join(",")))));
    let mut tickets = Vec::new();
    while let Order::Ask(ticket, request) = walk.poll() {
        tickets.push((ticket, request));
    }
    assert_eq!((tickets.len(), walk.poll()), (3, Order::Listen));
    // Answers come back in any order; pages stay in the harvester's.
    for (ticket, request) in tickets.into_iter().rev() {
        let name = request.address.rsplit('=').next().unwrap_or_default().to_owned();
        let response = Response {
            address: request.address,
            ..ok("application/json", &result(&package(&name))).expect("ok")
        };
        walk.answer(ticket, Ok(response));
    }
    walk.stop();
    let gathered = walk.finish();
    let names: Vec<_> =
        gathered.inputs.iter().map(|input| input.name.rsplit('=').next().unwrap_or_default()).collect();
    assert_eq!(names[1..], ["p0", "p1", "p2"]);
}
