//! What hostile bytes are given to, once for the fuzzer and once for the deterministic slice of `cargo test`.

#[path = "agreement.rs"]
pub mod agreement;

use avant_moisson::{
    Catalogue, Input, Kind, Options, date,
    internals::{
        Geometry, Json, encoding, html, licence, markdown, slug, temporal, typography, url, visible, wkt,
    },
    portal::{self, Address, Client, ClientFailure, Crawler, Request, Response, Wanted},
    view::{Checked, Export, Reading, Route, export, page, text},
};

/// An entry point: its name, and what reads the bytes.
pub type Entry = (&'static str, fn(&[u8]));

/// All of them; a target of the fuzzer has the name of its entry.
#[allow(dead_code, reason = "each target of the fuzzer takes one")]
pub const ENTRIES: [Entry; 16] = [
    ("dcat", |bytes| whole(Some(Kind::Dcat), bytes)),
    ("ckan", |bytes| whole(Some(Kind::Ckan), bytes)),
    ("csw-dcat", |bytes| whole(Some(Kind::CswDcat), bytes)),
    ("csw-iso-19139", |bytes| whole(Some(Kind::CswIso19139), bytes)),
    ("ods", |bytes| whole(Some(Kind::Ods), bytes)),
    ("recognised", |bytes| whole(None, bytes)),
    ("archive", archive),
    ("crawler", crawler),
    ("markdown", |bytes| written(bytes, |text| drop((markdown::render(text, 3), markdown::plain(text))))),
    ("html", |bytes| written(bytes, |text| drop((html::parse_html(text), html::sanitize_html(text))))),
    ("values", values),
    ("json", json),
    ("turtle", |bytes| _ = agreement::turtle(bytes)),
    ("n-triples", |bytes| _ = agreement::n_triples(bytes)),
    ("rdf-xml", |bytes| _ = agreement::rdf_xml(bytes)),
    ("xml", |bytes| _ = agreement::xml(bytes)),
];

fn written(bytes: &[u8], read: impl Fn(&str)) {
    read(&String::from_utf8_lossy(bytes));
}

/// Reads a document as `kind`, then writes all that can be made of it.
fn whole(kind: Option<Kind>, bytes: &[u8]) {
    everything(vec![Input::named("entree", bytes)], kind);
}

fn everything(inputs: Vec<Input>, kind: Option<Kind>) {
    let options = Options { kind, ..Options::default() };
    let checked = Checked::new(Catalogue::read(inputs, options), Reading::default());
    for screen in ["controle", "jeux", "jeu/x?rang=1", "comparaison", "reglages"] {
        drop(page(Some(&checked), &Route::parse(&format!("#/{screen}"))));
    }
    drop(text::report(&checked));
    for kind in Export::ALL {
        drop(export(&checked, kind));
    }
}

/// What begins as an archive, whatever follows.
fn archive(bytes: &[u8]) {
    let start: &[u8] = if bytes.starts_with(b"PK") { b"" } else { b"PK\x03\x04" };
    whole(None, &[start, bytes].concat());
}

/// The bytes cut where `fn` says, again and again.
type Parts<'b> = std::iter::Cycle<std::slice::Split<'b, u8, fn(&u8) -> bool>>;

/// A portal that answers with one part of the bytes after the other.
struct Portal<'b> {
    parts: Parts<'b>,
    asked: usize,
}

/// Requests after which the portal is silent.
const MOST_REQUESTS: usize = 40;

impl Client for Portal<'_> {
    fn send(&mut self, request: &Request) -> Result<Response, ClientFailure> {
        self.asked += 1;
        let part = self.parts.next().filter(|_| self.asked <= MOST_REQUESTS).ok_or(ClientFailure::Timeout)?;
        let (head, body) = part.split_first().ok_or(ClientFailure::Name)?;
        let types =
            ["text/turtle", "application/rdf+xml", "application/json", "application/xml", "text/html"];
        Ok(Response {
            status: [200, 200, 200, 200, 404, 302, 500, 429][usize::from(head & 7)],
            address: request.address.clone(),
            content_type: types.get(usize::from(head >> 3 & 7)).map(|name| (*name).to_owned()),
            location: (head & 7 == 5).then(|| String::from_utf8_lossy(body).into_owned()),
            bytes: body.to_vec(),
            ..Response::default()
        })
    }

    fn wait(&mut self, _: u64) {}
}

fn crawler(bytes: &[u8]) {
    let Ok(address) = Address::parse("https://portail.example/api") else { return };
    let separator: fn(&u8) -> bool = |byte| *byte == 0;
    let mut portal = Portal { parts: bytes.split(separator).cycle(), asked: 0 };
    let wanted = Wanted { kind: None, geodcatap: false, filters: Vec::new() };
    let gathered = portal::run(Crawler::new(address, wanted), &mut portal, |_| true);
    everything(gathered.inputs, None);
}

/// The values of one field.
fn values(bytes: &[u8]) {
    let now = date::DateTime::UNIX_EPOCH;
    drop(encoding::file_text(bytes));
    written(bytes, |text| {
        drop((date::parse(text, now), temporal::from_literal(text, now), wkt::parse(text)));
        drop((Geometry::from_bbox(text), Geometry::from_geojson(text), Address::parse(text)));
        drop((slug::slug(text), slug::tag(text), url::validate(text).is_ok()));
        drop((licence::guess([text]).is_some(), Route::parse(text).to_string()));
        let shown = visible::visible(text).into_owned();
        assert!(!shown.contains(['\u{1b}', '\u{9b}', '\u{202e}']));
        let page = typography::html(text).into_owned();
        drop((typography::text(text), page));
    });
}

/// What `serde_json` reads, our reader reads, and it says the same.
fn json(bytes: &[u8]) {
    let Ok(text) = str::from_utf8(bytes) else { return };
    let ours = Json::parse(text);
    let Ok(theirs) = serde_json::from_str::<serde_json::Value>(text) else { return };
    match ours {
        Ok(ours) => {
            let again = serde_json::from_str(&ours.to_json()).ok().map(comparable);
            assert_eq!(again, Some(comparable(theirs)), "{text}");
        }
        Err(error) => panic!("{text}: {error}"),
    }
}

/// A value where both readers may differ and are both right: `-0` is an integer to Python, which we follow, and a fraction to
/// `serde_json`, which may also miss the last digit of a long fraction.
fn comparable(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Number(number) if number.as_f64() == Some(0.0) => Value::from(0),
        Value::Number(number) if number.is_f64() => {
            number.as_f64().map_or(Value::Null, |number| Value::from(format!("{number:.14e}")))
        }
        Value::Array(list) => list.into_iter().map(comparable).collect(),
        Value::Object(members) => {
            Value::Object(members.into_iter().map(|(name, value)| (name, comparable(value))).collect())
        }
        other => other,
    }
}

/// Gives bytes to the entry of that name.
#[allow(dead_code, reason = "the slice takes all entries")]
pub fn read(name: &str, bytes: &[u8]) {
    for (known, read) in ENTRIES {
        if known == name {
            read(bytes);
        }
    }
}
