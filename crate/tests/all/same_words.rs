//! The page, the command's text, the JSON, the Markdown and the report say the same of the same catalogue; and numbers
//! agree with their nouns wherever a person reads them.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use avant_moisson::{
    Input, Options,
    check::RecordState,
    date, preview,
    view::{self, Checked, Export, Route, Screen},
};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The catalogues of the project, by their first file: the examples, and the fixtures that are whole documents.
fn catalogues() -> Vec<(String, Vec<Input>)> {
    let mut files: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for folder in ["www/examples", "tests/fixtures/dcat"] {
        for entry in fs::read_dir(root().join(folder)).expect("a folder").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.contains(".expected.") {
                continue;
            }
            // « pages.1.ttl » and « pages.2.ttl » are two pages of one catalogue.
            let bare: String =
                name.split('.').filter(|part| part.parse::<u8>().is_err()).collect::<Vec<_>>().join(".");
            files.entry(format!("{folder}/{bare}")).or_default().push(entry.path());
        }
    }
    let read = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Input::named(name, fs::read(path).expect("a file"))
    };
    files
        .into_iter()
        .map(|(name, mut paths)| {
            paths.sort();
            (name, paths.iter().map(read).collect())
        })
        .collect()
}

fn checked(inputs: Vec<Input>) -> Checked {
    let now = date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).expect("a date");
    Checked::from(preview(inputs, Options { now, ..Options::default() }))
}

fn exported(checked: &Checked, export: Export) -> String {
    String::from_utf8(view::export(checked, export)).expect("UTF-8")
}

/// What a person reads of HTML: no tags, no entities, plain spaces, each once.
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    for piece in html.split('<') {
        // A style or a script is nothing to read.
        let text = piece.split_once('>').map_or(piece, |(_, text)| text);
        if !piece.starts_with("style") && !piece.starts_with("script") {
            out.push(' ');
            out.push_str(text);
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let decoded = entities.iter().fold(out, |text, (code, read)| text.replace(code, read));
    spaced(&decoded)
}

/// Without any space: tags may stand between words.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Plain spaces, each once.
fn spaced(text: &str) -> String {
    let text = text.replace(['\u{a0}', '\u{202f}'], " ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn page_command_json_markdown_and_report_say_the_same() {
    let mut compared = 0;
    let mut wrong = Vec::new();
    for (name, inputs) in catalogues() {
        let checked = checked(inputs);
        let json: Value = serde_json::from_str(&exported(&checked, Export::Json)).expect("JSON");
        let verdict = spaced(json["verdict"].as_str().expect("a verdict"));
        let text = view::text::report(&checked);
        let markdown = exported(&checked, Export::Markdown);
        let report = exported(&checked, Export::Html);
        let overview = Route { screen: Screen::Overview, ..Route::default() };
        let page = view::page(Some(&checked), &overview);
        let read = [
            ("text", spaced(&text)),
            ("markdown", spaced(&markdown.replace('\\', ""))),
            ("report", plain(&report)),
            ("page", plain(&page.html)),
        ];
        for (output, read) in &read {
            compared += 1;
            if !bare(read).contains(&bare(&verdict)) {
                wrong.push(format!("{name}, {output}: does not say « {verdict} »"));
            }
        }
        let tally = &checked.report.tally;
        let items = json["items"].as_array().into_iter().chain(json["unreached"].as_array()).flatten();
        let states: Vec<&str> = items.filter_map(|item| item["state"].as_str()).collect();
        for state in RecordState::ALL {
            let n = tally.of(state);
            compared += 1;
            if states.iter().filter(|other| **other == state.id()).count() != n {
                wrong.push(format!("{name}, JSON: not {n} {}", state.id()));
            }
            let label = ["Prête", "À corriger", "Ignorée", "En échec"]
                [RecordState::ALL.iter().position(|other| *other == state).expect("a state")];
            if !read[1].1.contains(&format!("| {label} | {n} |")) {
                wrong.push(format!("{name}, Markdown: not {n} {label}"));
            }
        }
        // Each rule with its number of records, in every output that lists rules.
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for verdict in &checked.report.verdicts {
            for finding in &verdict.findings {
                counts.entry(finding.rule.code).or_default();
            }
        }
        for (code, _) in counts {
            let (n, rule) = (checked.report.count(code), avant_moisson::check::rule(code).expect("a rule"));
            let of_json = json["items"].as_array().into_iter().flatten().filter(|item| {
                item["findings"].as_array().into_iter().flatten().any(|finding| finding["rule"] == code)
            });
            let unreached = json["unreached"].as_array().map_or(0, Vec::len);
            if unreached == 0 && of_json.count() != n {
                wrong.push(format!("{name}, JSON: {code} not {n} times"));
            }
            let noun = if n < 2 { "fiche" } else { "fiches" };
            for (output, said) in [
                (&read[0], format!("{n} {} ({}, {code})", spaced(rule.title), rule.severity.label())),
                (&read[1], format!("(`{code}`) : {n} {noun}")),
                (&read[2], format!("({code}) : {n} {noun}")),
            ] {
                compared += 1;
                if !bare(&output.1).contains(&bare(&said)) {
                    wrong.push(format!("{name}, {}: does not say « {said} »", output.0));
                }
            }
        }
    }
    println!("{compared} statements compared");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(catalogues().len() >= 20, "{} catalogues", catalogues().len());
}

/// « 1 fiches », « 0 caractères »: a number below two with a plural, outside what the portal wrote.
fn disagreeing(text: &str) -> Vec<String> {
    const SINGULAR: [&str; 14] = [
        "fois", "mois", "accès", "temps", "corps", "pas", "plus", "dans", "sous", "sans", "ans", "des",
        "les", "vers",
    ];
    // What is quoted is the portal's.
    let mut own = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('«') {
        own.push_str(before);
        own.push('¤');
        rest = after.split_once('»').map_or("", |(_, after)| after);
    }
    own.push_str(rest);
    let words: Vec<&str> = own.split_whitespace().collect();
    let mut wrong = Vec::new();
    for pair in words.windows(2) {
        let (number, word) = (pair[0].trim_start_matches(['(', '[', '+']), pair[1]);
        let noun: String = word.chars().take_while(|c| c.is_alphabetic()).collect();
        let is_lower = noun.starts_with(char::is_lowercase);
        let is_plural =
            is_lower && noun.chars().count() > 3 && (noun.ends_with('s') || noun.ends_with("aux"));
        if matches!(number, "0" | "1") && is_plural && !SINGULAR.contains(&noun.as_str()) {
            wrong.push(format!("{number} {word}"));
        }
    }
    wrong
}

#[test]
fn numbers_agree_with_their_nouns() {
    let mut wrong: BTreeMap<String, usize> = BTreeMap::new();
    let mut add = |text: &str| {
        for found in disagreeing(&spaced(text)) {
            *wrong.entry(found).or_default() += 1;
        }
    };
    let mut read = 0;
    for (_, inputs) in catalogues() {
        let checked = checked(inputs);
        read += 1;
        add(&view::text::report(&checked));
        add(&exported(&checked, Export::Markdown));
        add(&plain(&exported(&checked, Export::Html)));
        for screen in [Screen::Overview, Screen::Plan, Screen::Settings] {
            add(&plain(&view::page(Some(&checked), &Route { screen, ..Route::default() }).html));
        }
    }
    // Of real catalogues, what the rules say: their own texts are not quoted everywhere.
    let corpus = root().join("../shared/corpus");
    if let Ok(list) = fs::read(corpus.join("cases.json")) {
        let list: Vec<Value> = serde_json::from_slice(&list).expect("the cases");
        for case in list.iter().step_by(3) {
            let files = case["files"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let inputs = files.filter_map(|file| Some(Input::named(file, fs::read(corpus.join(file)).ok()?)));
            let checked = checked(inputs.collect());
            read += 1;
            for finding in checked.report.findings() {
                add(&finding.message);
            }
            add(&json_verdict(&checked));
        }
    } else {
        println!("PASSÉ : pas de ../shared/corpus, seuls les exemples et les fixtures sont lus");
    }
    println!("{read} catalogues read");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn json_verdict(checked: &Checked) -> String {
    let json: Value = serde_json::from_str(&exported(checked, Export::Json)).expect("JSON");
    json["verdict"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_number_and_a_plural_are_told_apart() {
    assert_eq!(disagreeing("Il y a 1 fiches et 0 jeux, (1 caractères)"), ["1 fiches", "1 caractères)"]);
    assert!(disagreeing("1 fois, 2 fiches, « 1 fiches » et 1 fiche, 0 fiche").is_empty());
}
