//! HTML to Markdown, against what the reference wrote (recorded by `tests/record/html_markdown.py`).

#![allow(clippy::unwrap_used)]

use std::panic;

use avant_moisson::internals::{
    html::{Error, parse_html, sanitize_html, to_markdown},
    space::strip,
};
use serde_json::{Value, json};

const SNIPPETS: &str = include_str!("../../../tests/fixtures/html/snippets.json");
const FUZZ: &str = include_str!("../../../tests/fixtures/html/fuzz.json");

/// A text, what html2text makes of it, and what udata's `sanitize_html` does.
struct Case {
    html: String,
    markdown: Value,
    description: Value,
}

fn cases(table: &str) -> Vec<Case> {
    let rows: Vec<Vec<Value>> = serde_json::from_str(table).unwrap();
    let case = |row: Vec<Value>| {
        let markdown = row[1].clone();
        let same = markdown.as_str().map_or(markdown.clone(), |markdown| strip(markdown).into());
        let description = row.get(2).cloned().unwrap_or(same);
        Case { html: row[0].as_str().unwrap().to_owned(), markdown, description }
    };
    rows.into_iter().map(case).collect()
}

fn recorded(result: Result<String, Error>) -> Value {
    result.map_or_else(|error| json!({ "error": error.to_string() }), Value::from)
}

/// Every case gives what is recorded; prints the rate, and html2md's beside it.
fn check(name: &str, table: &str) {
    let cases = cases(table);
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        // html2md panics on some: it is no failure of ours.
        if !panic.location().is_some_and(|place| place.file().contains("html2md")) {
            report(panic);
        }
    }));
    let mut wrong = Vec::new();
    let mut theirs = 0;
    for Case { html, markdown, description } in &cases {
        let ours = [recorded(to_markdown(html)), recorded(sanitize_html(html))];
        if ours != [markdown.clone(), description.clone()] {
            wrong.push(format!("{html:?}\n  expected {markdown} {description}\n  found    {ours:?}"));
        }
        let other = panic::catch_unwind(|| html2md::parse_html(html)).ok();
        theirs += usize::from(other.as_deref().map(strip) == markdown.as_str().map(strip));
    }
    let rate = |right: usize| 100.0 * right as f64 / cases.len() as f64;
    println!(
        "{name}: {} cases, ours agrees on {:.1} %, html2md on {:.1} %",
        cases.len(),
        rate(cases.len() - wrong.len()),
        rate(theirs)
    );
    assert!(wrong.is_empty(), "{} differ, first:\n{}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
}

#[test]
fn agrees_on_written_snippets() {
    check("snippets", SNIPPETS);
}

#[test]
fn agrees_on_random_snippets() {
    check("fuzz", FUZZ);
}

/// CKAN's text is always HTML, DCAT's only where there is a tag.
#[test]
fn text_is_html_for_ckan_and_where_there_is_a_tag_for_dcat() {
    for text in ["", " ", "\n\u{a0}\u{1c}", "<p></p>", "<!-- x -->", "<style>x"] {
        assert_eq!(parse_html(text).as_deref(), Ok(""), "{text:?}");
    }
    assert_eq!(sanitize_html(" \n").as_deref(), Ok(""));
    let text = "a\nb &eacute;";
    assert_eq!(parse_html(text).as_deref(), Ok("a b e"));
    for (after, is_html) in
        [("", false), ("</x>", true), (" <!-- x -->", false), (" <x", false), (" <x>", true)]
    {
        let text = format!("{text}{after}");
        assert_eq!(sanitize_html(&text).as_deref(), Ok(if is_html { "a b e" } else { &text }));
    }
}

/// What Python says of a text it cannot read.
#[test]
fn errors_say_what_python_says() {
    for (html, message) in [
        ("<![foo [x]]>", "unknown status keyword 'foo ' in marked section"),
        ("<![ if]>'\n", "expected name token at \"<![ if]>'\\n\""),
        ("<ol start><li>x", ""),
    ] {
        assert_eq!(to_markdown(html).unwrap_err().to_string(), message, "{html:?}");
    }
    let number = format!("&#{};", "1".repeat(4301));
    assert_eq!(to_markdown(&number), Err(Error::LongNumber(4301)));
    assert_eq!(sanitize_html(&number), Err(Error::LongNumber(4301)));
    // The parser reads the references of all attributes, whoever needs them.
    let class = format!("<p class=\"{number}\">a</p>");
    assert_eq!(to_markdown(&class), Err(Error::LongNumber(4301)));
}

/// Hostile documents end without a panic, in linear time: these would not end otherwise.
#[test]
fn hostile_documents_end() {
    const SIZE: usize = 1 << 16;
    let fill = |pattern: &str| pattern.repeat(SIZE / pattern.len());
    let attribute = format!("<p title=\"{}\">x", "a".repeat(SIZE));
    assert_eq!(to_markdown(&attribute).as_deref(), Ok("x\n"));
    assert_eq!(to_markdown(&fill("<div>")).as_deref(), Ok("\n"));
    assert_eq!(to_markdown(&fill("<b>")).map(|text| text.len()), Ok(2 * (SIZE / 3) + 1));
    assert_eq!(to_markdown(&format!("<!--{}", fill("a> "))).map(|text| text.len()), Ok(SIZE + 4));

    for pattern in [
        "<",
        "&",
        "&#",
        "&#;",
        "&a",
        "</",
        "<a",
        "<a ",
        "<a b",
        "<a b=",
        "<a b='",
        "<a b=\">",
        "<a b='><a c\" ",
        "<a c=\">' b=\"><a d' ",
        "<a b=\"><a c\" ",
        "<a/b=",
        "<a\0",
        "<a\"\0",
        "<a ==''",
        "<!",
        "<!-",
        "<!--",
        "<!--->",
        "<!-- -- ",
        "<?",
        "<![CDATA[",
        "<![CDATA[] ",
        "<![if",
        "<![if ",
        "<![if ]",
        "<script>",
        "<script></script",
        "</ ",
        "<style></ ",
        "<ul>",
        "<ul><li>",
        "<ol><li>x",
        "<li>",
        "<blockquote>",
        "<blockquote>x<p>",
        "<pre>",
        "<pre>\n",
        "<ul><pre>",
        "<head><ul><li>",
        "<abbr title=x>",
        "<abbr title=x>x</abbr>",
        "<abbr><head><ul><li>",
        "<a href=x>",
        "<a href=x><h1>",
        "</a>",
        "<td>",
        "<table></tr>",
        "<table><td></tr>",
        "<code>",
        "<b>",
        "<b> ",
        "&nbsp;",
        "&lrm;",
        "*",
        "\\",
        "1. ",
        "\n1. ",
        "\n- ",
        "\n\n",
        "\u{a0} ",
        "\u{1f600}",
        "\0",
    ] {
        let filled = fill(pattern);
        for document in [
            format!("{filled}>"),
            format!("{filled}' \" > ; x"),
            format!("<ul><blockquote><pre>{filled}"),
            filled,
        ] {
            for result in [to_markdown(&document), sanitize_html(&document)] {
                let is_known = result.as_ref().err().is_none_or(|error| {
                    matches!(
                        error,
                        Error::Disproportionate | Error::UnnamedSection(_) | Error::UnknownSection(_)
                    )
                });
                assert!(is_known, "{pattern:?}: {result:?}");
            }
        }
    }
}

/// Indentation that repeats on every line is refused once it is out of proportion, not before.
#[test]
fn disproportionate_markdown_is_an_error() {
    let nested = |depth| to_markdown(&"<ul><li>x".repeat(depth)).map(|text| text.len());
    assert_eq!(nested(500), Ok((1..=500).map(|depth| 2 * depth + "* x\n".len()).sum()));
    assert_eq!(nested(100_000), Err(Error::Disproportionate));
    let quoted = to_markdown(&"<blockquote>x<p>y".repeat(20_000));
    assert_eq!(quoted, Err(Error::Disproportionate));
}

/// Random characters and random markup never panic.
#[test]
fn random_texts_never_panic() {
    // xorshift: the same texts at every run.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    let markup: Vec<char> = "<>/&#;!?-[]='\" \n\0abhilopx10é\u{a0}\u{130}".chars().collect();
    for round in 0..20_000 {
        let length = random(60);
        let text: String = if round % 2 == 0 {
            (0..length).map(|_| markup[random(markup.len())]).collect()
        } else {
            let bytes: Vec<u8> = (0..length).map(|_| u8::try_from(random(256)).unwrap()).collect();
            String::from_utf8_lossy(&bytes).into_owned()
        };
        let stripped = parse_html(&text).is_ok_and(|markdown| strip(&markdown) == markdown);
        assert!(stripped || sanitize_html(&text).is_err() || parse_html(&text).is_err(), "{text:?}");
    }
}
