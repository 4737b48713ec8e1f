//! What the reader makes of documents, beside what expat makes of them (`tests/record/expat.py`).

use std::{convert::Infallible, env, fs, path::Path, path::PathBuf};

use quick_xml::events::Event;
use serde::Deserialize;

use super::{Events, Namespaces, XmlStop, XmlTag, read};

#[derive(Deserialize)]
struct RecordedDocument {
    name: String,
    text: String,
    events: Option<Vec<String>>,
    error: Option<String>,
}

/// One line per event; text is one event between two others.
#[derive(Default)]
struct Lines {
    lines: Vec<String>,
    pending: String,
    /// Comments of the document type are not told.
    depth: usize,
}

impl Lines {
    fn write(&mut self, mark: &str, words: &[String]) {
        self.cut();
        let words: String = words.iter().map(|word| format!(" {}", quoted(word))).collect();
        self.lines.push(format!("{mark}{words}"));
    }

    fn cut(&mut self) {
        if !self.pending.is_empty() {
            self.lines.push(format!("t {}", quoted(&self.pending)));
            self.pending.clear();
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text")
}

impl Events for Lines {
    type RdfXmlError = Infallible;

    fn start(&mut self, tag: &XmlTag<'_>, names: &Namespaces) -> Result<(), Infallible> {
        let expanded = |name: &super::TagName<'_>| match names.iri(name.namespace) {
            Some(namespace) => format!("{{{namespace}}}{}", name.local),
            None => name.local.to_owned(),
        };
        let mut attributes: Vec<_> =
            tag.attributes.iter().map(|attribute| (expanded(&attribute.name), &*attribute.value)).collect();
        attributes.sort_unstable();
        let attributes = attributes.into_iter().map(|(name, value)| format!("{name}={value}"));
        let words: Vec<_> = std::iter::once(expanded(&tag.name)).chain(attributes).collect();
        self.depth += 1;
        self.write("<", &words);
        Ok(())
    }

    fn text(&mut self, text: &str) {
        self.pending.push_str(text);
    }

    fn end(&mut self, _: usize, _: &Namespaces) -> Result<(), Infallible> {
        self.write(">", &[]);
        Ok(())
    }

    fn comment(&mut self, text: &str) {
        self.write("!", &[line_ends(text)]);
    }

    fn instruction(&mut self, target: &str, data: &str) {
        self.write("?", &[target.to_owned(), line_ends(data)]);
    }
}

fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn answer(text: &str) -> Result<Vec<String>, String> {
    let mut lines = Lines::default();
    match read(text, &mut lines) {
        Ok(()) => {
            lines.cut();
            Ok(lines.lines)
        }
        Err(stop) => Err(placed(text, stop)),
    }
}

/// As `SAXParseException` says it.
fn placed(text: &str, stop: XmlStop<Infallible>) -> String {
    let error = stop.malformed();
    let before = text.get(..error.offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count();
    format!("<unknown>:{line}:{column}: {error}")
}

/// Whether quick-xml, the yardstick, takes a document for well formed: tags, their ends, attributes and references.
fn reads_as_quick_xml(text: &str) -> bool {
    let mut reader = quick_xml::NsReader::from_str(text);
    reader.config_mut().check_comments = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) if tag.attributes().any(|one| one.is_err()) => {
                return false;
            }
            Ok(Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// How many documents are read or refused as expat does, and how many refusals are told in its words and at its place.
fn compare(title: &str, cases: &[RecordedDocument]) -> Vec<String> {
    let (mut same, mut refused, mut words) = (0, 0, 0);
    let mut wrong = Vec::new();
    let yardstick =
        cases.iter().filter(|case| reads_as_quick_xml(&case.text) == case.events.is_some()).count();
    for case in cases {
        match (answer(&case.text), &case.events, &case.error) {
            (Ok(ours), Some(theirs), _) if ours == *theirs => same += 1,
            (Err(ours), None, Some(theirs)) => {
                same += 1;
                refused += 1;
                words += usize::from(ours == *theirs);
                if ours != *theirs {
                    println!("{title}, {}: {ours}; expat: {theirs}", case.name);
                }
            }
            (ours, theirs, error) => wrong.push(format!(
                "{title}, {}: {:?}\n  ours  {ours:?}\n  expat {theirs:?} {error:?}",
                case.name,
                case.text.chars().take(400).collect::<String>()
            )),
        }
    }
    println!("{title}: {same} of {} as expat; of {refused} refusals, {words} in its very words", cases.len());
    println!("{title}: quick-xml, for comparison: {yardstick} of {} read or refused as expat", cases.len());
    wrong
}

fn cases(path: &Path) -> Option<Vec<RecordedDocument>> {
    let text = fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).expect("a list of cases"))
}

#[test]
fn documents_are_read_as_expat_reads_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/xml");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort_unstable();
    let wrong: Vec<_> = files
        .iter()
        .flat_map(|file| {
            let title = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            compare(&title, &cases(file).expect("a fixture"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}

/// The public suites that `scripts/suites-xml` fetches.
fn suite(name: &str) -> Option<PathBuf> {
    let home = env::var_os("HOME").map(PathBuf::from)?;
    let folder = env::var_os("SUITES").map_or(home.join(".cache/avant-moisson/suites"), PathBuf::from);
    Some(folder.join(name)).filter(|path| path.exists())
}

fn suite_is_read_as_expat_reads_it(file: &str, titles: [&str; 2]) {
    let Some(cases) = suite(file).and_then(|path| cases(&path)) else {
        println!("passé : {file} n’est pas là (scripts/suites-xml le télécharge)");
        return;
    };
    let (clark, others): (Vec<_>, Vec<_>) =
        cases.into_iter().partition(|case| case.name.starts_with("xmltest/"));
    let mut wrong = Vec::new();
    for (title, cases) in titles.into_iter().zip([clark, others]).filter(|(_, cases)| !cases.is_empty()) {
        wrong.extend(compare(title, &cases));
    }
    assert!(wrong.is_empty(), "{} differ\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_suite_of_w3c_is_read_as_expat_reads_it() {
    suite_is_read_as_expat_reads_it(
        "xmlconf.json",
        ["xmltest (James Clark)", "W3C (Sun, OASIS, IBM, Fuji Xerox, Edinburgh)"],
    );
}

#[test]
fn the_cases_of_libexpat_are_read_as_expat_reads_them() {
    suite_is_read_as_expat_reads_it("expat.json", ["", "libexpat"]);
}
