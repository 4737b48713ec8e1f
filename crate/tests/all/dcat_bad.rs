//! Bad DCAT catalogues: the outcome that udata 17.18.0 has (asked of the reference for each, but for the two that exhaust
//! it), the place, and a French sentence that says what was found and what to do.

use avant_moisson::{Catalogue, Input, Kind, Options, model::JobStatus};

const TURTLE: &str =
    "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n";
const XML: &str = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:dcat=\"http://www.w3.org/ns/dcat#\" xmlns:dct=\"http://purl.org/dc/terms/\">\n";
const CONTEXT: &str =
    "{\"@context\":{\"dcat\":\"http://www.w3.org/ns/dcat#\",\"dct\":\"http://purl.org/dc/terms/\"},";
const DEEP: usize = 10_000;

/// A dataset in Turtle.
fn turtle(id: &str, more: &str) -> String {
    format!(
        "<http://a.fr/{id}> a dcat:Dataset ; dct:identifier \"{id}\" ; dct:title \"Titre {id}\" {more}.\n"
    )
}

/// A dataset in RDF/XML.
fn xml(id: &str, more: &str) -> String {
    format!(
        "<dcat:Dataset rdf:about=\"http://a.fr/{id}\"><dct:identifier>{id}</dct:identifier><dct:title>Titre {id}</dct:title>{more}</dcat:Dataset>\n"
    )
}

fn read(files: Vec<(&str, Vec<u8>)>) -> Catalogue {
    let inputs = files.into_iter().map(|(name, bytes)| Input::named(name, bytes)).collect();
    let site = Some("http://a.fr/p1".to_owned());
    Catalogue::read(inputs, Options { kind: Some(Kind::Dcat), site, ..Options::default() })
}

/// A bad catalogue and what becomes of it: identifiers of its records, or where it is refused and in which words.
struct Bad {
    name: &'static str,
    text: String,
    expected: Result<&'static [&'static str], ((usize, usize), &'static str)>,
}

fn bad(
    name: &'static str,
    text: String,
    expected: Result<&'static [&'static str], ((usize, usize), &'static str)>,
) -> Bad {
    Bad { name, text, expected }
}

fn entities() -> String {
    let mut declared = "<!ENTITY a0 \"lol\">".to_owned();
    for level in 1..10 {
        declared += &format!("<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10));
    }
    declared
}

fn doctype(entities: &str, more: &str) -> String {
    format!("<!DOCTYPE rdf:RDF [{entities}]>\n{XML}{}{}</rdf:RDF>", xml("a", ""), xml("b", more))
}

fn catalogues() -> Vec<Bad> {
    let pair = |more: &str| TURTLE.to_owned() + &turtle("a", "") + &turtle("b", more);
    let xml_pair = |more: &str| format!("{XML}{}{}</rdf:RDF>", xml("a", ""), xml("b", more));
    let cycle = "; dct:hasPart _:x ; dct:spatial _:x ; dct:license _:x ; dct:publisher _:x ; dcat:distribution _:x ; dct:temporal _:x ; dct:conformsTo _:x ; dct:rights _:x ; dcat:contactPoint _:x ; dcat:theme _:x ; dct:accrualPeriodicity _:x .\n_:x dct:hasPart _:y ; dct:spatial _:y ; dct:license _:y ; dct:rights _:y .\n_:y dct:hasPart _:x ; dct:spatial _:x ; dct:license _:x ; dct:rights _:x ";
    let long = format!("; dct:description \"{}\" ", "é".repeat(500_000));
    let nested = |open: &str, close: &str, n: usize| open.repeat(n) + "\"x\" " + &close.repeat(n);
    let deep_json = |n: usize| {
        format!("{CONTEXT}\"@type\":\"dcat:Dataset\",\"dct:identifier\":\"a\",\"dct:relation\":{}}}", {
            "{\"dct:relation\":".repeat(n) + "1" + &"}".repeat(n)
        })
    };
    vec![
        bad("prefixe.ttl", pair("; foo:bar \"x\" "), Err(((4, 77), "Le préfixe « foo: » n’est pas déclaré"))),
        bad(
            "prefixe.rdf",
            xml_pair("<foo:bar>x</foo:bar>"),
            Err(((3, 105), "Le préfixe « foo: » n’est pas déclaré")),
        ),
        bad("cycle.ttl", pair(cycle), Ok(&["a", "b"])),
        bad("long.ttl", pair(&long), Ok(&["a", "b"])),
        bad(
            "profond.rdf",
            xml_pair(
                &("<dct:relation><rdf:Description>".repeat(DEEP)
                    + &"</rdf:Description></dct:relation>".repeat(DEEP)),
            ),
            Ok(&["a", "b"]),
        ),
        bad(
            "profond.ttl",
            pair(&format!("; dct:relation {}", nested("[ dct:relation ", "]", DEEP))),
            Err(((4, 1890), "s’emboîtent sur trop de niveaux")),
        ),
        bad(
            "liste.ttl",
            pair(&format!("; dct:relation {}", nested("(", ")", DEEP))),
            Err(((4, 330), "s’emboîtent sur trop de niveaux")),
        ),
        bad("profond.jsonld", deep_json(DEEP), Err(((1, 3329), "imbriqué sur trop de niveaux"))),
        bad(
            "bombe.rdf",
            doctype(&entities(), "<dct:description>&a9;</dct:description>"),
            Err(((4, 122), "se multiplient au-delà de toute mesure")),
        ),
        bad(
            "ronde.rdf",
            doctype("<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">", "<dct:description>&a;</dct:description>"),
            Err(((4, 122), "se contient elle-même")),
        ),
        bad(
            "dehors.rdf",
            doctype("<!ENTITY a SYSTEM \"file:///etc/passwd\">", "<dct:description>&a;</dct:description>"),
            Ok(&["a", "b"]),
        ),
        bad(
            "nul.rdf",
            xml_pair("<dct:description>a\0b</dct:description>"),
            Err(((3, 123), "Ce n’est pas du XML bien formé")),
        ),
        bad(
            "coupé.ttl",
            pair("")[..200].to_owned(),
            Err(((4, 34), "Le fichier s’arrête au milieu d’un énoncé")),
        ),
        // What misses its last point is not always cut.
        bad(
            "prefixe-sans-point.ttl",
            TURTLE.to_owned() + "<http://x/z> foo:bar \"x\"",
            Err(((3, 14), "Le préfixe « foo: » n’est pas déclaré")),
        ),
        bad(
            "sans-guillemets.ttl",
            TURTLE.to_owned() + "<http://x/z> dct:title Le jeu",
            Err(((3, 24), "Ce n’est pas du Turtle à partir de « Le jeu »")),
        ),
        bad("coupé.rdf", format!("{XML}{}<dcat:Dataset", xml("a", "")), Err(((3, 1), "Le fichier s’arrête"))),
        bad(
            "coupé.jsonld",
            format!("{CONTEXT}\"@graph\":[{{\"@type\":\"dcat:Data"),
            Err(((1, 104), "il est tronqué")),
        ),
        bad(
            "coupé.nt",
            "<http://a.fr/a> <http://purl.org/dc/terms/title> \"a\" .\n<http://a.fr/a> <http://purl.org/dc"
                .to_owned(),
            Err(((2, 17), "n’est pas un triplet N-Triples")),
        ),
        bad("page.rdf", "<!DOCTYPE html><html><body>Bonjour</body></html>".to_owned(), Ok(&[])),
        bad("vide.jsonld", String::new(), Err(((1, 1), "Le fichier est vide"))),
        bad("vide.rdf", String::new(), Err(((1, 1), "Le fichier est vide"))),
        bad("texte.ttl", "Internal Server Error".to_owned(), Err(((1, 1), "Ce texte n’est ni du JSON"))),
        bad("tableau.rdf", "id;titre\n1;Arbres\n".to_owned(), Err(((1, 3), "C’est un tableau (CSV)"))),
        bad(
            "erreur.rdf",
            r#"{"error":"Not authorized"}"#.to_owned(),
            Err(((1, 1), "message d’erreur du portail")),
        ),
        bad(
            "php.rdf",
            "<br />\n<b>Warning</b>: mysqli_connect() in <b>x.php</b><br />\n".to_owned(),
            Err(((2, 1), "message d’erreur du portail")),
        ),
        bad("oai.ttl", "<OAI-PMH xmlns='x'/>".to_owned(), Err(((1, 21), "réponse OAI-PMH"))),
        bad("oai.jsonld", "<OAI-PMH/>".to_owned(), Err(((1, 1), "réponse OAI-PMH"))),
        bad("vide.ttl", "  \n".to_owned(), Ok(&[])),
    ]
}

#[test]
fn each_has_the_outcome_of_udata_and_a_place() {
    let mut told = 0;
    for Bad { name, text, expected } in catalogues() {
        let catalogue = read(vec![(name, text.into_bytes())]);
        let ids: Vec<_> = catalogue.job.items.iter().map(|item| item.remote_id.as_str()).collect();
        match expected {
            Ok(records) => {
                assert_eq!(ids, records, "{name}: {:?}", catalogue.problems);
                assert_ne!(catalogue.job.status, JobStatus::Failed, "{name}");
                assert_eq!(
                    catalogue.problems.is_empty(),
                    !records.is_empty(),
                    "{name}: {:?}",
                    catalogue.problems
                );
            }
            Err((place, words)) => {
                assert_eq!(
                    (catalogue.job.status, catalogue.job.records_seen()),
                    (JobStatus::Failed, 0),
                    "{name}"
                );
                assert_eq!(catalogue.job.errors.len(), 1, "{name}");
                let problem = catalogue.problems.first().expect(name);
                let found = &problem.found;
                assert!(found.contains(words), "{name}: {found}");
                assert_eq!(problem.position, Some(place), "{name}: {found}");
                assert!(!problem.advice.is_empty(), "{name}");
                told += 1;
            }
        }
    }
    println!("{told} refused catalogues, each with its place and what to do");
}

/// What reads well and holds no record may be something else altogether.
#[test]
fn what_is_no_catalogue_is_told_as_such() {
    for (name, text, words) in [
        ("page.rdf", "<!DOCTYPE html><html><body>Bonjour</body></html>", "page web (HTML)"),
        ("erreur.jsonld", r#"{"error":"Not authorized"}"#, "message d’erreur du portail"),
        ("flux.rdf", "<rss><channel><title>x</title></channel></rss>", "flux RSS ou Atom"),
        ("autre.rdf", "<error><code>500</code></error>", "sa racine « error »"),
        ("vide.ttl", "  ", "Le fichier est vide"),
        (
            "averti.rdf",
            "<br />\n<b>Warning</b>: x<br />\n<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"/>",
            "un avertissement de PHP, avant le catalogue",
        ),
        ("vrai.ttl", "<http://a.fr/x> <http://a.fr/y> 1 .", "ne contient ni jeu de données"),
    ] {
        let catalogue = read(vec![(name, text.into())]);
        let found: Vec<_> = catalogue.problems.iter().map(|problem| problem.found.as_str()).collect();
        assert!(found.len() == 1 && found[0].contains(words), "{name}: {found:?}");
    }
}

#[test]
fn damaged_bytes_cost_one_character_and_are_placed() {
    for (name, text) in [
        ("a.ttl", TURTLE.to_owned() + &turtle("a", "; dct:description \"été A@B\" ")),
        ("a.rdf", format!("{XML}{}</rdf:RDF>", xml("a", "<dct:description>été A@B</dct:description>"))),
        (
            "a.jsonld",
            format!(
                "{CONTEXT}\"@type\":\"dcat:Dataset\",\"dct:identifier\":\"a\",\"dct:title\":\"t\",\"dct:description\":\"été A@B\"}}"
            ),
        ),
    ] {
        let at = text.find("A@B").expect("the mark") + 1;
        let mut damaged = text.into_bytes();
        damaged[at] = 0xff;
        let catalogue = read(vec![(name, damaged)]);
        let dataset = catalogue.job.items[0].dataset().expect(name);
        assert_eq!(dataset.description, "été A\u{fffd}B", "{name}");
        assert!(catalogue.problems[0].position.is_some(), "{name}: {:?}", catalogue.problems);
    }
}

/// udata keeps what it harvested before the page that stops it.
#[test]
fn pages_before_the_bad_one_are_kept() {
    const VIEW: &str = "@prefix hydra: <http://www.w3.org/ns/hydra/core#> .\n<http://a.fr/p1> a hydra:PartialCollectionView ; hydra:next ";
    let first = |next: &str| (TURTLE.to_owned() + VIEW + next + " .\n" + &turtle("a", "")).into_bytes();
    let second = (TURTLE.to_owned() + &turtle("b", "; foo:bar 1 ")).into_bytes();
    let table = [
        (vec![("p1.ttl", first("<http://a.fr/p2>")), ("p2.ttl", second.clone())], "Le préfixe « foo: »"),
        (
            vec![("p1.ttl", first("<http://a.fr/p2>"))],
            "annonce une page suivante (http://a.fr/p2) qui n’a pas été donnée",
        ),
        (
            vec![
                ("p1.ttl", first("<http://a.fr/p2>")),
                ("p2.ttl", (XML.to_owned() + "</rdf:RDF>").into_bytes()),
            ],
            "Cette page est du RDF/XML, et la première du Turtle",
        ),
        (
            vec![
                ("p1.ttl", first("<http://a.fr/p2>")),
                ("p2.ttl", b"<html><body>Accueil</body></html>".to_vec()),
            ],
            "C’est une page web (HTML)",
        ),
        (vec![("p1.ttl", first("<p2>"))], "est relative"),
        (vec![("p1.ttl", first("<http://a.fr/p1>"))], "data.gouv.fr tournerait sans fin"),
    ];
    for (files, words) in table {
        let catalogue = read(files);
        assert_eq!(catalogue.job.status, JobStatus::Failed, "{words}");
        assert_eq!(catalogue.job.items.len(), 1, "{words}");
        let problem = catalogue.problems.first().expect(words);
        assert!(problem.found.contains(words), "{problem}");
        assert!(problem.partial, "{problem}");
    }
}

#[test]
fn records_before_a_fault_are_only_shown_in_every_syntax() {
    let xml = format!(
        "{XML}<dcat:Dataset rdf:about=\"http://a.fr/1\"><dct:identifier>1</dct:identifier><dct:title>Un</dct:title></dcat:Dataset><dcat:Dataset rdf:about=\"http://a.fr/2\"><dct:ident"
    );
    let json = format!(
        "{CONTEXT}\"@graph\":[{{\"@id\":\"http://a.fr/1\",\"@type\":\"dcat:Dataset\",\"dct:identifier\":\"1\",\"dct:title\":\"Un\"}},{{\"@id\":\"http://a.fr/2\",\"@ty"
    );
    let turtle = format!("{TURTLE}{}<http://a.fr/2> a dcat:Dataset ; dct:title \"De", turtle("1", ""));
    for (name, text) in [("a.rdf", xml), ("a.jsonld", json), ("a.ttl", turtle)] {
        let options = Options { kind: Some(Kind::Dcat), ..Options::default() };
        let job = Catalogue::read(vec![Input::named(name, text)], options).job;
        assert_eq!((job.status, job.items.len(), job.records_seen()), (JobStatus::Failed, 1, 0), "{name}");
        assert_eq!(job.errors.len(), 1, "{name}");
    }
}
