//! Converts a JSON list of HTML texts, read on standard input, for `tests/record/html_markdown.py`: for each, what
//! html2text writes and what udata's `sanitize_html` gives, or the error as `{"error": …}`.

use std::io::{self, Read, Write};

use avant_moisson::internals::html::{Error, sanitize_html, to_markdown};
use serde_json::{Value, json};

fn main() -> io::Result<()> {
    let mut input = String::new();
    io::stdin().read_to_string(&mut input)?;
    let texts: Vec<String> = serde_json::from_str(&input)?;
    let value = |result: Result<String, Error>| match result {
        Ok(text) => Value::from(text),
        Err(error) => json!({ "error": error.to_string() }),
    };
    let converted: Vec<_> =
        texts.iter().map(|text| [value(to_markdown(text)), value(sanitize_html(text))]).collect();
    writeln!(io::stdout(), "{}", serde_json::to_string(&converted)?)
}
