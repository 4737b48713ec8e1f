//! What data.gouv.fr shows, compared with what its own components show (`tests/record/display.sh` records it).

use std::fs;

use avant_moisson::{
    Catalogue, Input, Kind, Options,
    date::{self, DateTime},
    display::{self, Setting},
};
use serde_json::Value;

/// Spaces and apostrophes are not compared, nor spaces around blocks.
fn plain(value: &mut Value) {
    match value {
        Value::String(text) => {
            let words: Vec<&str> = text.split_whitespace().collect();
            *text = words.join(" ").replace('’', "'").replace("> <", "><");
        }
        Value::Array(values) => values.iter_mut().for_each(plain),
        Value::Object(object) => object.values_mut().for_each(plain),
        _ => {}
    }
}

#[test]
fn shows_what_the_components_of_data_gouv_fr_show() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/fixtures/display");
    let text = fs::read_to_string(format!("{folder}/catalogue.ttl")).expect("the catalogue");
    let recorded = fs::read_to_string(format!("{folder}/catalogue.json")).expect("its display");
    let options = Options {
        kind: Some(Kind::Dcat),
        site: Some("https://catalogue.exemple.fr/catalog.ttl".to_owned()),
        now: date::parse("2026-11-01", DateTime::UNIX_EPOCH).expect("a day"),
        ..Options::default()
    };
    let catalogue = Catalogue::read(vec![Input::named("catalogue.ttl", text)], options);
    let shown = display::display(&catalogue.job, Setting::of(&catalogue.options));
    let mut shown = serde_json::to_value(&shown).expect("JSON");
    let mut recorded: Value = serde_json::from_str(&recorded).expect("JSON");
    plain(&mut shown);
    plain(&mut recorded);
    let (shown, recorded) = (&shown["items"], &recorded["items"]);
    assert_eq!(shown.as_array().map(Vec::len), recorded.as_array().map(Vec::len));
    for (shown, recorded) in
        shown.as_array().into_iter().flatten().zip(recorded.as_array().into_iter().flatten())
    {
        for part in ["remote_id", "kind", "card", "page", "information", "files"] {
            let told = |value: &Value| serde_json::to_string_pretty(&value[part]).expect("JSON");
            assert_eq!(told(shown), told(recorded), "{part} of {}", recorded["remote_id"]);
        }
    }
}
