//! Answers the inputs of public test suites in bulk, for `tests/suites/run.py`: reads a JSON list of `[kind, text]` on
//! standard input, and writes the list of what is made of each, in the words of the Python library that udata calls.

use std::io::{self, Read, Write};

use avant_moisson::{
    formats::json::Json,
    text::{date, html, url},
};

fn main() -> io::Result<()> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    let questions: Vec<(String, String)> = serde_json::from_str(&input)?;
    let now = date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).unwrap_or(date::DateTime::UNIX_EPOCH);
    let answers: Vec<String> = questions.iter().map(|(kind, text)| answer(kind, text, now)).collect();
    writeln!(io::stdout(), "{}", serde_json::to_string(&answers)?)
}

fn answer(kind: &str, text: &str, now: date::DateTime) -> String {
    match kind {
        "json" => match Json::parse(text) {
            Ok(value) => value.repr(),
            Err(error) => format!("error: {}", error.message(text)),
        },
        "html" => html::to_markdown(text).unwrap_or_else(|error| format!("error: {error}")),
        "date" => match date::parse(text, now) {
            Ok(at) => at.to_string(),
            Err(error) => format!("error: {error}"),
        },
        "address" => url::validate(text).map_or_else(|_| "refused".to_owned(), str::to_owned),
        other => format!("error: unknown kind {other}"),
    }
}
