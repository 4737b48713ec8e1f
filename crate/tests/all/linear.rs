//! Work grows as what is read, whatever is repeated in it: each construct is read at several sizes, through the same
//! entry points as the page and the command.
//!
//! What is counted is the processor's time of this thread alone (`/proc`), which other programs do not lengthen.
//! Sixteen times the text may cost [`MOST`] times the work: sixteen when it is linear, 256 when it is quadratic.

use std::{fs, hint::black_box, time::Instant};

use avant_moisson::{
    Input, Options, date,
    internals::{
        Frequency, Geometry, Json, encoding, html, licence, markdown, media_type, rdf, slug, temporal,
        typography, url, visible, wkt,
    },
    portal::Address,
    preview,
    view::Route,
};

const MOST: f64 = 64.0;
const SIZES: [usize; 3] = [8 << 10, 32 << 10, 128 << 10];
/// A step of a whole document costs less than one of a text.
const DOCUMENT_SIZES: [usize; 3] = [32 << 10, 128 << 10, 512 << 10];
/// Comparing a name with another is a short step, lost in what the rest of a small document costs.
const NAME_SIZES: [usize; 3] = [128 << 10, 512 << 10, 2 << 20];
/// The clock's step, in nanoseconds: what is shorter counts as much.
const STEP: u64 = 4_000_000;
/// Nanoseconds under which the middle size is linear for sure: a billion steps take longer.
const SHORT: u64 = 12_000_000;
/// Nanoseconds after which a larger text is not tried.
const LONG: u64 = 1_500_000_000;

/// Nanoseconds that this thread has had of the processor.
fn spent(start: Instant) -> u64 {
    let own = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let own = own.and_then(|text| text.split(' ').next()?.parse().ok());
    own.unwrap_or_else(|| u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX))
}

/// Attempts that must all grow too fast before it is said: caches shared with other programs lengthen one of them,
/// now and then, but not the shortest of several.
const ATTEMPTS: usize = 5;

/// Reads larger and larger texts; says how the work grew when it grew too fast.
fn growth(sizes: [usize; 3], read: &dyn Fn(usize)) -> Option<String> {
    let mut told = None;
    for _ in 0..ATTEMPTS {
        told = Some(attempt(sizes, read)?);
    }
    told
}

/// The same, once.
fn attempt(sizes: [usize; 3], read: &dyn Fn(usize)) -> Option<String> {
    let start = Instant::now();
    let mut costs = Vec::new();
    for size in sizes {
        let before = spent(start);
        read(size);
        let cost = spent(start) - before;
        costs.push(cost.max(STEP));
        if cost > LONG || (costs.len() == 2 && cost < SHORT) {
            break;
        }
    }
    let (first, last) = (costs.first()?, costs.last()?);
    let limit = if costs.len() == sizes.len() { MOST } else { MOST.sqrt() };
    let is_too_much = costs.len() == 1 || *last as f64 / *first as f64 > limit;
    let milliseconds: Vec<u64> = costs.iter().map(|cost| cost / 1_000_000).collect();
    is_too_much.then(|| format!("{milliseconds:?} ms at {:?} bytes", &sizes[..costs.len()]))
}

/// A text of about `size` bytes: what begins it, what is repeated, what ends it.
fn repeated((start, unit, end): (&str, &str, &str), size: usize) -> String {
    format!("{start}{}{end}", unit.repeat(size / unit.len().max(1)))
}

/// What is repeated, in texts that may be Markdown, HTML, an address, a date or a shape.
const TEXTS: &[(&str, &str, &str)] = &[
    ("", ">", ""),
    ("", "> ", ""),
    ("", ">\n", ""),
    ("", "> a\n", ""),
    ("", "- ", ""),
    ("", "* a\n", ""),
    ("", "1. ", ""),
    ("", " - a\n", ""),
    ("", "[", ""),
    ("", "]", ""),
    ("", "![", ""),
    ("", "[a](", ""),
    ("", "[a](<", ""),
    ("", "[a](b) ", ""),
    ("", "[a][b] ", "\n\n[b]: c"),
    ("", "[a]: b\n", ""),
    ("", "[^1]", "\n\n[^1]: a"),
    ("", "[^1]: a\n", ""),
    ("", "*", ""),
    ("", "*a ", ""),
    ("", "*a_ ", ""),
    ("", "**a** ", ""),
    ("", "a**b", ""),
    ("", "_", ""),
    ("", "~", ""),
    ("", "~~a ", ""),
    ("", "`", ""),
    ("", "` ", ""),
    ("", "`a``b", ""),
    ("", "```\n", ""),
    ("", "\\", ""),
    ("", "#", ""),
    ("", "# a\n", ""),
    ("", "a\n=\n", ""),
    ("", "|", ""),
    ("", "|a", "\n|-"),
    ("|a|b|\n|-|-|\n", "|c|d|\n", ""),
    ("", "|-", ""),
    ("", "a|b\n-|-\n", ""),
    ("", "    a\n", ""),
    ("", "\t", ""),
    ("", " ", "a"),
    ("a", "\n", "a"),
    ("a", "  \n", "a"),
    ("", "&", ""),
    ("", "&amp;", ""),
    ("", "&#", ""),
    ("", "&#1", ""),
    ("&#", "1", ";"),
    ("&", "a", ";"),
    ("", "&a", ""),
    ("", "<", ""),
    ("", "<a", ""),
    ("", "<a ", ""),
    ("", "</", ""),
    ("", "</a", ""),
    ("", "</a>", ""),
    ("", "<!", ""),
    ("", "<!--", ""),
    ("<!--", "-", ""),
    ("", "<![", ""),
    ("", "<![CDATA[", ""),
    ("", "<?", ""),
    ("", "<?a", ""),
    ("", "<b>", ""),
    ("", "<b>a", ""),
    ("", "<a href=b>", ""),
    ("", "<i><b></i>", ""),
    ("", "<p>", ""),
    ("", "<div>", ""),
    ("", "<div>a</div>", ""),
    ("", "<ul><li>", ""),
    ("", "<ol><li>a", ""),
    ("", "<blockquote>", ""),
    ("", "<pre>", ""),
    ("", "<table>", ""),
    ("", "<table><tr><td>", ""),
    ("<table>", "a", ""),
    ("<table>", "<b>a", ""),
    ("<table>", "<tr><td>a</td></tr>", "</table>"),
    ("", "<img src=a>", ""),
    ("", "<script>", ""),
    ("", "<style>a", ""),
    ("<a ", "b ", ">"),
    ("<a ", "b='", ">"),
    ("<a b=\"", "c", ">"),
    ("<p ", "a=b ", ">"),
    ("", "http://a.fr/ ", ""),
    ("http://a.fr/", ")", ""),
    ("http://a.fr/", "(", ""),
    ("http://a.fr/", "a", ""),
    ("http://a.fr/", "/", ""),
    ("http://a.fr/?", "a=b&", ""),
    ("http://a.fr/", "%20", ""),
    ("http://a.fr/", ".", ""),
    ("http://a.fr/", "&amp;", ""),
    ("http://", "a.", "fr/"),
    ("http://", "a", ""),
    ("http://", "@", "a.fr"),
    ("http://[", ":", "]"),
    ("", "http://", ""),
    ("", "www.", ""),
    ("", "www.a.fr ", ""),
    ("", "@", ""),
    ("", "a@", ""),
    ("", "a@b.fr ", ""),
    ("", "mailto:", ""),
    ("", "a", ""),
    ("", "a.", ""),
    ("", "a-", ""),
    ("", "-", ""),
    ("", "--", ""),
    ("", "/", ""),
    ("", "é", ""),
    ("", "e\u{301}", ""),
    ("", "œ ", ""),
    ("", "0", ""),
    ("", "1 ", ""),
    ("", "1/", ""),
    ("", "2026-01-01 ", ""),
    ("2026-01-01T00:00:00.", "0", ""),
    ("P", "1Y", ""),
    ("", "licence ouverte ", ""),
    ("", "Paris, ", ""),
    ("", ", ", ""),
    ("", "; ", ""),
    ("", ":", ""),
    ("", "« ", ""),
    ("", "« a » : ", ""),
    ("", "\u{202e}", ""),
    ("", "\u{1b}[0m", ""),
    ("", "(", ""),
    ("", "{", ""),
    ("", "{\"a\":", ""),
    ("[", "1,", "1]"),
    ("POLYGON((", "0 0,", "0 0))"),
    ("MULTIPOLYGON(", "((0 0,1 0,1 1,0 0)),", "((0 0,1 0,1 1,0 0)))"),
    ("", "GEOMETRYCOLLECTION(", ""),
    ("{\"type\":\"MultiPolygon\",\"coordinates\":[", "[[[0,0],[1,0],[1,1],[0,0]]],", "[]]}"),
];

/// Every function that reads a text of a record.
type Reads = (&'static str, fn(&str));
const READERS: &[Reads] = &[
    ("Markdown, page", |text| drop(markdown::render(text, 3))),
    ("Markdown, card", |text| drop(markdown::plain(text))),
    ("HTML", |text| drop(html::parse_html(text))),
    ("HTML, perhaps", |text| drop(html::sanitize_html(text))),
    ("references", |text| drop(html::unescape(text))),
    ("slug", |text| drop(slug::slug(text))),
    ("tag", |text| drop(slug::tag(text))),
    ("address", |text| drop(url::validate(text))),
    ("address typed", |text| drop(Address::parse(text))),
    ("media type", |text| {
        drop(black_box(
            media_type::guess_type(text).or(media_type::guess_extension(text)).map(str::to_owned),
        ));
    }),
    ("date", |text| drop(date::parse(text, now()))),
    ("shape", |text| drop(wkt::parse(text))),
    ("shape, bounds", |text| drop(Geometry::from_bbox(text))),
    ("shape, GeoJSON", |text| drop(Geometry::from_geojson(text))),
    ("period", |text| drop(temporal::from_literal(text, now()))),
    ("licence", |text| drop(licence::guess([text]))),
    ("frequency", |text| drop(black_box(Frequency::from_id(text).map(Frequency::eu_uri)))),
    ("encoding", |text| drop(encoding::file_text(text.as_bytes()))),
    ("typography", |text| drop(typography::text(text))),
    ("typography, page", |text| drop(typography::html(text))),
    ("visible", |text| drop(visible::visible(text))),
    ("JSON", |text| drop(Json::parse(text))),
    ("screen's address", |text| drop(Route::parse(text))),
];

fn now() -> date::DateTime {
    date::DateTime::UNIX_EPOCH
}

fn told(faults: Vec<String>) {
    assert!(faults.is_empty(), "{} constructs:\n{}", faults.len(), faults.join("\n"));
}

/// The constructs that some readers read with too much work.
fn faults(readers: &[Reads]) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, read) in readers {
        for parts in TEXTS {
            let grown = growth(SIZES, &|size| read(&repeated(*parts, size)));
            faults.extend(grown.map(|grown| format!("{name}: {parts:?}: {grown}")));
        }
    }
    faults
}

#[test]
fn descriptions() {
    told(faults(&READERS[..2]));
}

#[test]
fn other_values() {
    told(faults(&READERS[2..]));
}

/// Documents of one record that hold many of one thing, each unlike the others, through the whole check.
type Documents = (&'static str, fn(usize) -> String);
const DOCUMENTS: &[Documents] = &[
    ("RDF/XML, attributes", |size| rdf_xml(&format!(" {}", many(size, |n| format!("dct:a{n}=\"v\" "))), "")),
    ("RDF/XML, keywords", |size| {
        rdf_xml("", &many(size, |n| format!("<dcat:keyword>mot {n}</dcat:keyword>")))
    }),
    ("RDF/XML, unread", |size| rdf_xml("", &many(size, |n| format!("<dct:p{n}>v</dct:p{n}>")))),
    ("Turtle, files", |size| {
        turtle(&many(size, |n| format!("; dcat:distribution [ dcat:downloadURL <https://a.fr/{n}> ]")))
    }),
    ("Turtle, licences", |size| turtle(&many(size, |n| format!("; dct:license \"licence {n}\"")))),
    ("Turtle, periods", |size| turtle(&many(size, |n| format!("; dct:temporal \"{n}-01-01/2026-01-01\"")))),
    ("Turtle, a licence named in a description", |size| {
        turtle(&format!("; dct:description \"{}\"", many(size, |_| "sous licence ouverte, ".to_owned())))
    }),
    ("Turtle, limits of access", |size| {
        turtle(&format!("; dct:rights \"{}\"", many(size, |_| "accès non restreint, ".to_owned())))
    }),
    ("JSON-LD, keys", |size| {
        let keys = many(size, |n| format!(",\"dct:p{n}\":\"v\""));
        format!(
            "{{\"@context\":{{\"dct\":\"http://purl.org/dc/terms/\",\"dcat\":\"http://www.w3.org/ns/dcat#\"}},\"@id\":\"https://a.fr/1\",\"@type\":\"dcat:Dataset\",\"dct:identifier\":\"a\"{keys}}}"
        )
    }),
    ("CKAN, extras", |size| package(&many(size, |n| format!(",{{\"key\":\"c{n}\",\"value\":\"v\"}}")), "")),
    ("CKAN, keys", |size| package("", &many(size, |n| format!(",\"c{n}\":\"v\"")))),
    ("ISO 19139, links", |size| {
        iso(&many(size, |n| {
            format!(
                "<gmd:onLine><gmd:CI_OnlineResource><gmd:linkage><gmd:URL>https://a.fr/{n}</gmd:URL></gmd:linkage></gmd:CI_OnlineResource></gmd:onLine>"
            )
        }))
    }),
    ("ISO 19139, texts of an abstract", |size| {
        let texts = many(size, |n| format!("<gco:CharacterString>texte {n}</gco:CharacterString>"));
        iso_data(&format!("<gmd:abstract>{texts}</gmd:abstract>"))
    }),
    ("ISO 19139, keywords of a thesaurus with many titles", |size| {
        let words = many(size / 2, |n| {
            format!("<gmd:keyword><gco:CharacterString>mot {n}</gco:CharacterString></gmd:keyword>")
        });
        let titles = many(size / 2, |n| {
            format!("<gmd:title><gco:CharacterString>titre {n}</gco:CharacterString></gmd:title>")
        });
        iso_data(&format!(
            "<gmd:descriptiveKeywords><gmd:MD_Keywords>{words}<gmd:thesaurusName><gmd:CI_Citation>{titles}</gmd:CI_Citation></gmd:thesaurusName></gmd:MD_Keywords></gmd:descriptiveKeywords>"
        ))
    }),
];

/// Numbered parts, up to a size.
fn many(size: usize, part: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for n in 0.. {
        if text.len() >= size {
            break;
        }
        text += &part(n);
    }
    text
}

fn rdf_xml(attributes: &str, properties: &str) -> String {
    format!(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:dcat=\"http://www.w3.org/ns/dcat#\" xmlns:dct=\"http://purl.org/dc/terms/\"><dcat:Dataset rdf:about=\"https://a.fr/1\"{attributes}><dct:identifier>a</dct:identifier>{properties}</dcat:Dataset></rdf:RDF>"
    )
}

fn turtle(properties: &str) -> String {
    format!(
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . <https://a.fr/1> a dcat:Dataset ; dct:identifier \"a\" {properties} ."
    )
}

fn package(extras: &str, keys: &str) -> String {
    format!(
        "{{\"id\":\"a\",\"name\":\"a\",\"title\":\"t\",\"notes\":null,\"license_id\":null,\"license_title\":null,\"tags\":[],\"metadata_created\":\"2026-01-01\",\"metadata_modified\":\"2026-01-01\",\"organization\":null,\"resources\":[{{\"id\":\"r\",\"position\":0,\"name\":\"n\",\"description\":null,\"format\":\"CSV\",\"mimetype\":null,\"size\":null,\"hash\":null,\"created\":\"2026-01-01\",\"last_modified\":null,\"url\":\"https://a.fr/r\",\"resource_type\":null}}],\"extras\":[{{\"key\":\"c\",\"value\":\"v\"}}{extras}],\"private\":false,\"type\":\"dataset\",\"author\":null,\"author_email\":null,\"maintainer\":null,\"maintainer_email\":null,\"state\":\"active\"{keys}}}"
    )
}

fn iso(links: &str) -> String {
    iso_record(&format!(
        "<gmd:distributionInfo><gmd:MD_Distribution><gmd:transferOptions><gmd:MD_DigitalTransferOptions>{links}</gmd:MD_DigitalTransferOptions></gmd:transferOptions></gmd:MD_Distribution></gmd:distributionInfo>"
    ))
}

fn iso_data(parts: &str) -> String {
    let code = "<gmd:identifier><gmd:MD_Identifier><gmd:code><gco:CharacterString>a</gco:CharacterString></gmd:code></gmd:MD_Identifier></gmd:identifier>";
    iso_record(&format!(
        "<gmd:identificationInfo><gmd:MD_DataIdentification><gmd:citation><gmd:CI_Citation>{code}</gmd:CI_Citation></gmd:citation>{parts}</gmd:MD_DataIdentification></gmd:identificationInfo>"
    ))
}

fn iso_record(parts: &str) -> String {
    format!(
        "<gmd:MD_Metadata xmlns:gmd=\"http://www.isotc211.org/2005/gmd\" xmlns:gco=\"http://www.isotc211.org/2005/gco\"><gmd:fileIdentifier><gco:CharacterString>a</gco:CharacterString></gmd:fileIdentifier>{parts}</gmd:MD_Metadata>"
    )
}

#[test]
fn whole_documents_cost_as_their_length() {
    let grown = DOCUMENTS.iter().filter_map(|(name, document)| {
        let read = |size| {
            let inputs = vec![Input::named("fiche", document(size))];
            drop(black_box(preview(inputs, Options { jobs: 1, ..Options::default() })));
        };
        growth(DOCUMENT_SIZES, &read).map(|grown| format!("{name}: {grown}"))
    });
    told(grown.collect());
}

/// Documents with many names, each unlike the others: a reader that compares them one by one is quadratic.
type Names = (&'static str, rdf::RdfFormat, fn(usize) -> String);
const NAMES: &[Names] = &[
    ("RDF/XML, attributes", rdf::RdfFormat::Xml, |size| {
        rdf_xml(&format!(" {}", many(size, |n| format!("dct:a{n}=\"v\" "))), "")
    }),
    ("RDF/XML, namespaces", rdf::RdfFormat::Xml, |size| {
        rdf_xml(&format!(" {}", many(size, |n| format!("xmlns:n{n}=\"u:{n}\" "))), "")
    }),
    ("RDF/XML, properties", rdf::RdfFormat::Xml, |size| {
        rdf_xml("", &many(size, |n| format!("<dct:p{n}>v</dct:p{n}>")))
    }),
    ("RDF/XML, identifiers", rdf::RdfFormat::Xml, |size| {
        rdf_xml("", &many(size, |n| format!("<dct:p rdf:nodeID=\"n{n}\"/>")))
    }),
    ("Turtle, prefixes", rdf::RdfFormat::Turtle, |size| {
        many(size, |n| format!("@prefix n{n}: <u:{n}> . n{n}:a a n{n}:b . "))
    }),
    ("Turtle, nodes", rdf::RdfFormat::Turtle, |size| turtle(&many(size, |n| format!("; dct:p _:n{n}")))),
    ("JSON-LD, keys", rdf::RdfFormat::JsonLd, |size| {
        format!("{{\"@id\":\"u:a\"{}}}", many(size, |n| format!(",\"u:p{n}\":\"v\"")))
    }),
    ("JSON-LD, terms", rdf::RdfFormat::JsonLd, |size| {
        format!("{{\"@context\":{{\"a\":\"u:a\"{}}}}}", many(size, |n| format!(",\"p{n}\":\"u:{n}\"")))
    }),
];

#[test]
fn names_are_looked_up() {
    let grown = NAMES.iter().filter_map(|(name, format, document)| {
        let read = |size| drop(black_box(rdf::parse(&document(size), *format, None)));
        growth(NAME_SIZES, &read).map(|grown| format!("{name}: {grown}"))
    });
    told(grown.collect());
}
