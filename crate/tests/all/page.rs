//! The record screen holds what data.gouv.fr shows, in its order: the page cannot drift from the data.
//!
//! The examples always; the corpus when it lies beside the repository.

use std::{collections::HashMap, fs, path::Path};

use avant_moisson::{
    Catalogue, Input, Kind, Options, date,
    display::{Setting, display},
    view::{Checked, Reading, Route, Screen, page},
};
use serde_json::Value;

/// Records of one catalogue that are rendered.
const RECORDS: usize = 60;
const VOID: [&str; 8] = ["br", "hr", "img", "input", "wbr", "path", "rect", "col"];
/// What the display says of a text, and is no text of the page itself.
const UNTOLD: [&str; 6] = ["description_html", "url", "link", "button_title", "kind", "has_map"];
/// Objects whose names are labels of the page.
const LISTS: [&str; 10] = [
    "metadata",
    "extras",
    "downloads",
    "technical",
    "Informations",
    "Temporalité",
    "Couverture spatiale",
    "Extras",
    "Moissonnage",
    "Informations techniques",
];

/// Without any space, nor the bars that the display puts between cells: a browser shows blocks on lines of their own, whatever stands between them here.
fn bare(text: &str) -> String {
    let kept = |c: &char| !c.is_whitespace() && !matches!(c, '\u{feff}' | '\u{a0}' | '\u{202f}' | '|');
    // A picture is asked for by a click here: no host but the portal's hears of the visit.
    text.chars().filter(kept).collect::<String>().replace("Afficherl’image", "")
}

/// The text that a browser reads there.
fn decoded(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (written, read)| text.replace(written, read))
}

/// The texts of each part of a page, without what is ours: marks and remarks.
fn parts(html: &str) -> HashMap<String, String> {
    let mut parts: HashMap<String, String> = HashMap::new();
    // The part that each open element is in; nothing inside a mark or a remark.
    let mut open: Vec<Option<String>> = Vec::new();
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag");
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        if let Some(closed) = tag.strip_prefix('/') {
            // Some of these are closed all the same.
            if !VOID.contains(&closed) {
                open.pop();
            }
        } else if !VOID.contains(&name) {
            let inside = open.last().cloned().flatten();
            let part = tag.split("data-partie=\"").nth(1).and_then(|rest| rest.split('"').next());
            let is_ours = tag.contains("class=\"repere") || tag.contains("class=\"notre");
            open.push(if is_ours { None } else { part.map(str::to_owned).or(inside) });
        }
        if let Some(Some(part)) = open.last() {
            parts.entry(part.clone()).or_default().push_str(&bare(&decoded(text)));
        }
    }
    parts
}

/// The texts of a part of the display, in its order.
fn texts(value: &Value, name: &str, out: &mut Vec<String>) {
    match value {
        _ if UNTOLD.contains(&name) => {}
        Value::String(text) => out.extend(text.split('\n').map(bare)),
        Value::Array(values) => values.iter().for_each(|value| texts(value, name, out)),
        Value::Object(object) => {
            // The line under a file's title holds these three.
            let infos = object.get("infos").and_then(Value::as_str);
            for (key, value) in object {
                if let Some(infos) = infos.filter(|_| ["schema", "date", "format"].contains(&key.as_str())) {
                    assert!(infos.contains(value.as_str().expect("a text")), "{infos}: {value}");
                    continue;
                }
                let is_label = LISTS.contains(&name) || key.chars().next().is_some_and(char::is_uppercase);
                if is_label {
                    out.push(bare(key));
                }
                texts(value, if LISTS.contains(&name) { "" } else { key }, out);
            }
        }
        _ => {}
    }
}

/// How many texts were looked for.
fn verify(id: &str, catalogue: Catalogue) -> usize {
    let checked = Checked::new(catalogue, Reading::default());
    let job = &checked.catalogue.job;
    let shown =
        serde_json::to_value(display(job, Setting::of(&checked.catalogue.options))).expect("the display");
    let mut looked_for = 0;
    for (index, item) in job.items.iter().enumerate().take(RECORDS) {
        let screen = Screen::Record { id: item.remote_id.clone(), rank: Some(index + 1) };
        let html = page(Some(&checked), &Route { screen, ..Route::default() }).html;
        let told = &shown["items"][index];
        let found = parts(&html);
        for part in ["card", "page", "information", "files"] {
            let mut wanted = Vec::new();
            texts(&told[part], part, &mut wanted);
            let text = found.get(part).map_or("", String::as_str);
            let mut rest = text;
            for wanted in wanted.iter().filter(|wanted| !wanted.is_empty()) {
                let at = rest.find(wanted.as_str());
                let at = at.unwrap_or_else(|| {
                    panic!("{id}, {}, {part}: « {wanted} » is not in its place:\n{text}", item.remote_id)
                });
                rest = &rest[at + wanted.len()..];
                looked_for += 1;
            }
        }
    }
    looked_for
}

fn options(kind: Option<&str>, site: &str) -> Options {
    Options {
        kind: kind.and_then(|kind| kind.parse::<Kind>().ok()),
        site: Some(site.to_owned()),
        now: date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).expect("a date"),
        ..Options::default()
    }
}

#[test]
fn the_examples_are_shown_as_data_gouv_fr_shows_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../www/examples");
    let mut looked_for = 0;
    for entry in fs::read_dir(folder).expect("the examples") {
        let path = entry.expect("an example").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let input = Input::named(&name, fs::read(&path).expect("an example"));
        looked_for += verify(&name, Catalogue::read(vec![input], options(None, "https://data.exemple.fr/")));
    }
    assert!(looked_for > 3000, "{looked_for}");
}

#[test]
fn the_corpus_is_shown_as_data_gouv_fr_shows_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/corpus");
    let Ok(cases) = fs::read(folder.join("cases.json")) else {
        println!("passé : ../shared/corpus est absent, les pages ne sont pas comparées");
        return;
    };
    let cases: Vec<Value> = serde_json::from_slice(&cases).expect("the cases");
    let mut looked_for = 0;
    for case in cases {
        let files = case["files"].as_array().expect("files").iter().filter_map(Value::as_str);
        let inputs =
            files.map(|file| Input::named(file, fs::read(folder.join(file)).expect("an input"))).collect();
        let options = options(case["kind"].as_str(), "https://portail.exemple.fr/");
        looked_for += verify(case["id"].as_str().unwrap_or_default(), Catalogue::read(inputs, options));
    }
    println!("{looked_for} texts in their places");
}
