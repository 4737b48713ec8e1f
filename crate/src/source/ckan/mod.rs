//! CKAN's and DKAN's answers: `package_list`, `package_show`, `package_search` and its pages, a bare package, a list
//! of packages, or one of these per line. Packages are found here, not read: a cut file keeps those before the cut.

mod answer_reader;

use std::{borrow::Cow, iter::repeat_n};

use rustc_hash::FxHashMap;

use self::answer_reader::{AnswerReader, root};
pub use self::answer_reader::{RequestedName, error_message};
use super::{Document, Problem};
use crate::{
    formats::json::{Json, JsonReader},
    model::{Origin, refusal::PortalError},
    text::{
        count::{count, number},
        surrogates::Surrogates,
    },
};

/// A package, not read yet.
#[derive(Debug, Clone)]
pub struct Slice<'a> {
    /// Its `name`, by which udata asks for it; `None` when it has no such key.
    pub name: Option<Json<'a>>,
    /// The name in the address that shows it, when one does: udata asked for that very one.
    pub asked: Option<String>,
    /// Where it stands.
    pub origin: Origin,
    /// Its JSON.
    pub text: &'a str,
}

impl Slice<'_> {
    fn text_name(&self) -> Option<&str> {
        self.name.as_ref().and_then(Json::as_str)
    }
}

/// An answer that says no.
#[derive(Debug, Clone)]
pub struct PortalRefusal {
    /// The package it is about (empty when unknown); `None` when it is about the whole portal.
    pub name: Option<String>,
    /// The error.
    pub error: PortalError,
    /// Where it stands.
    pub origin: Origin,
}

/// What the documents of a portal say.
#[derive(Debug, Clone, Default)]
pub struct Answers<'a> {
    /// Packages, in the order udata asks for them.
    pub packages: Vec<Slice<'a>>,
    /// What `package_list` says; empty when there is no such answer.
    pub names: Vec<Cow<'a, str>>,
    /// What stands among those names and is none, in their order.
    pub unnamed: Vec<Json<'static>>,
    /// Those names that no address can hold, half a character in them, where no package is known by them.
    pub unwritable: Vec<String>,
    /// Answers that say no.
    pub refusals: Vec<PortalRefusal>,
    /// The portal's root, as an answer gives it.
    pub site: Option<String>,
    /// How many packages `package_search` announces, all pages together.
    pub announced: usize,
}

impl<'a> Answers<'a> {
    /// Reads all documents; what cannot be read is told in `problems`.
    pub fn read(documents: &'a [Document], problems: &mut Vec<Problem>) -> Self {
        Self::read_but(documents, &[], 0, problems)
    }

    /// The same, of packages that a list which is no document names, and of which so many are known not to be there.
    pub fn read_but(
        documents: &'a [Document],
        listed: &'a [String],
        refused: usize,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut answers = Self::default();
        for (index, document) in documents.iter().enumerate() {
            let before = (answers.count(), problems.len());
            answers.read_document(index, document, problems);
            answers.site = answers.site.take().or_else(|| document.url.as_deref().and_then(root));
            if (answers.count(), problems.len()) == before {
                problems.push(Problem::empty(document, "aucun jeu de données d’un portail CKAN"));
            }
        }
        answers.names.extend(listed.iter().map(|name| Cow::Borrowed(name.as_str())));
        answers.packages = answers.asked(documents);
        answers.unwritable = answers.unwritable();
        let refused = refused + answers.unwritable.len();
        problems.extend(documents.first().and_then(|document| answers.missing(document, refused)));
        answers
    }

    fn unwritable(&self) -> Vec<String> {
        let cut = |name: &&Cow<'_, str>| Surrogates::of(name).is_some();
        let is_known = |name: &str| self.packages.iter().any(|slice| slice.text_name() == Some(name));
        self.names.iter().filter(cut).filter(|name| !is_known(name)).map(|name| name.to_string()).collect()
    }

    /// Packages that the portal names or announces, and that no document holds.
    fn missing(&self, document: &Document, refused: usize) -> Option<Problem> {
        let named = self.names.iter().filter(|name| !name.is_empty()).count();
        let (found, announced) = (self.packages.len(), self.announced.max(named));
        if found == 0 && refused == 0 && !self.names.is_empty() {
            return Some(Problem::new(
                document,
                format!(
                    "On ne trouve que le nom de {}, sans le contenu.",
                    count(self.names.len(), "jeu de données", "jeux de données")
                ),
                "Donnez la réponse de /api/3/action/package_search?rows=1000, qui contient tout, ou celle de package_show pour chaque jeu.",
            ));
        }
        (found + refused < announced).then(|| Problem {
            partial: true,
            ..Problem::new(
                document,
                format!(
                    "Le portail annonce {}, mais il n’y en a que {} ici.",
                    count(announced, "jeu de données", "jeux de données"),
                    number(found)
                ),
                "Ajoutez les pages suivantes : package_search?rows=1000&start=1000, puis start=2000…",
            )
        })
    }

    fn count(&self) -> usize {
        self.packages.len() + self.names.len() + self.refusals.len()
    }

    fn read_document(&mut self, index: usize, document: &'a Document, problems: &mut Vec<Problem>) {
        let before = self.packages.len();
        let text = document.text.as_str();
        let mut answer = AnswerReader { index, document, answers: self };
        let mut errors = Vec::new();
        match JsonReader::new(text).peek() {
            Some(b'{' | b'[') if is_lines(text) => {
                for (start, end) in lines(text) {
                    let line = text.get(..end).unwrap_or(text);
                    let mut reader = JsonReader::at(line, start);
                    errors.extend(answer.answer(&mut reader).and_then(|()| reader.end()).err());
                }
            }
            Some(b'{' | b'[') => {
                let mut reader = JsonReader::new(text);
                while reader.peek().is_some() && errors.is_empty() {
                    errors.extend(answer.answer(&mut reader).err());
                }
            }
            Some(first) => answer.not_json(first),
            None => {}
        }
        let read = self.packages.len() - before;
        if let Some(&error) = errors.first() {
            let mut problem = Problem::json(document, error, read);
            if errors.len() > 1 {
                problem.found += &format!(" {} lignes en tout sont illisibles.", errors.len());
            }
            problems.push(problem);
        }
    }

    /// The packages as udata asks for them: each name of `package_list`, by name. A name given twice answers the
    /// same package, the last one here. One that comes back in a later document stands on two pages of
    /// `package_search`: it is in `package_list` once.
    fn asked(&self, documents: &[Document]) -> Vec<Slice<'a>> {
        let is_shown = |slice: &Slice<'_>| {
            let address = documents.get(slice.origin.document).and_then(|document| document.url.as_deref());
            address.is_some_and(|address| address.contains("/package_show?"))
        };
        let mut found: FxHashMap<&str, NamedPackages> = FxHashMap::default();
        for (index, slice) in self.packages.iter().enumerate() {
            if let Some(name) = slice.text_name() {
                let first_document = slice.origin.document;
                found
                    .entry(name)
                    .or_insert(NamedPackages { first_document, last: index, listed: false })
                    .last = index;
            }
        }
        let mut asked = Vec::with_capacity(self.packages.len());
        for name in &self.names {
            if let Some(found) = found.get_mut(name.as_ref()) {
                found.listed = true;
                asked.push(found.last);
            }
        }
        let mut named: FxHashMap<&str, usize> = FxHashMap::default();
        self.names.iter().for_each(|name| *named.entry(name).or_default() += 1);
        let times = |slice: &Slice<'_>| {
            slice.asked.as_deref().and_then(|name| named.get(name)).map_or(1, |times| *times)
        };
        asked.extend(self.packages.iter().enumerate().flat_map(|(index, slice)| {
            let (index, times) = match slice.text_name().and_then(|name| found.get(name)) {
                None => (index, times(slice)),
                // Shown under another name than its own, it is read once more.
                Some(found) if !found.listed && is_shown(slice) => (index, times(slice)),
                Some(found) if found.listed || found.first_document != slice.origin.document => (index, 0),
                Some(found) => (found.last, 1),
            };
            repeat_n(index, times)
        }));
        asked.into_iter().filter_map(|index| self.packages.get(index).cloned()).collect()
    }
}

/// Whether each line is a whole value: the first one is, and others follow.
fn is_lines(text: &str) -> bool {
    let text = text.trim_start();
    text.split_once('\n').is_some_and(|(first, rest)| {
        let mut reader = JsonReader::new(first);
        !rest.trim().is_empty() && reader.skip().is_ok() && reader.end().is_ok()
    })
}

/// Where each line that is not blank starts and ends.
fn lines(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut end = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = end;
        end += line.len();
        (!line.trim().is_empty()).then_some((start, end))
    })
}

/// Whether packages are DKAN's: CKAN writes their type `dataset`, DKAN `Dataset`. The first one decides.
pub fn is_dkan(text: &str) -> bool {
    let kinds =
        text.split("\"type\"").skip(1).map(|after| after.trim_start().trim_start_matches(':').trim_start());
    let mut known = kinds.filter_map(|kind| {
        let is = |name| kind.starts_with(name).then_some(name);
        is("\"dataset\"").or_else(|| is("\"Dataset\""))
    });
    known.next() == Some("\"Dataset\"")
}

/// The packages of one name.
struct NamedPackages {
    first_document: usize,
    last: usize,
    listed: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(texts: &[&str]) -> Vec<Document> {
        let document = |text: &&str| Document { text: (*text).to_owned(), ..Document::default() };
        texts.iter().map(document).collect()
    }

    /// The packages found, by their text, and the problems.
    fn read(texts: &[&str]) -> (Vec<String>, Vec<Problem>) {
        let mut problems = Vec::new();
        let documents = documents(texts);
        let answers = Answers::read(&documents, &mut problems);
        for slice in &answers.packages {
            assert_eq!(slice.text, &documents[slice.origin.document].text[slice.origin.span.clone()]);
        }
        (answers.packages.iter().map(|slice| slice.text.to_owned()).collect(), problems)
    }

    #[test]
    fn finds_packages_in_every_envelope() {
        let one = r#"{"name": "a", "size": NaN}"#;
        let two = r#"{"id": 1, "name": "b"}"#;
        for text in [
            format!(r#"{{"success": true, "result": {{"count": 2, "results": [{one}, {two}]}}}}"#),
            format!(r#"{{"result": [{one}, {two}], "success": true}}"#),
            format!(r#"{{"count": 2, "results": [{one}, {two}]}}"#),
            format!("[{one},\n{two}]"),
            format!("{{\"success\": true, \"result\": [[{one}, {two}]]}}"),
            format!("{one}\n{two}\n\n"),
            format!("{one} {two}"),
            format!(r#"[{{"success": true, "result": {one}}}, {{"success": true, "result": [{two}]}}]"#),
            format!("{{\"success\": true, \"result\": {one}}}\n{{\"success\": true, \"result\": {two}}}"),
        ] {
            assert_eq!(read(&[&text]), (vec![one.to_owned(), two.to_owned()], vec![]), "{text}");
        }
        assert_eq!(read(&[one]).0, [one]);
        assert_eq!(read(&[one, two]).0, [one, two]);
    }

    #[test]
    fn asks_for_names_in_the_order_of_the_list() {
        let list = r#"{"success": true, "result": ["b", "a", "gone"]}"#;
        let (a, b, c) = (r#"{"name": "a"}"#, r#"{"name": "b"}"#, r#"{"name": "c"}"#);
        assert_eq!(read(&[list, a, c, b]).0, [b, a, c]);
        assert!(read(&[list]).1[0].found.contains("nom de 3 jeux"));
    }

    #[test]
    fn a_name_given_twice_is_the_last_package() {
        let list = r#"[{"name": "a", "id": "1"}, {"name": "b"}, {"name": "a", "id": "2"}]"#;
        let last = r#"{"name": "a", "id": "2"}"#;
        assert_eq!(read(&[list]).0, [last, r#"{"name": "b"}"#, last]);
    }

    #[test]
    fn a_package_on_two_pages_comes_once() {
        let pages = [r#"[{"name": "a"}, {"name": "b"}]"#, r#"[{"name": "b", "page": 2}, {"name": "c"}]"#];
        assert_eq!(read(&pages).0, [r#"{"name": "a"}"#, r#"{"name": "b", "page": 2}"#, r#"{"name": "c"}"#]);
    }

    #[test]
    fn keeps_what_is_not_a_package_for_the_harvester_to_refuse() {
        assert_eq!(read(&["[1, null, {}]"]).0, ["1", "null", "{}"]);
    }

    #[test]
    fn keeps_the_packages_before_a_cut() {
        let text = "{\"success\": true,\n\"result\": {\"results\": [{\"name\": \"a\"}, {\"name\": \"b";
        let (packages, problems) = read(&[text]);
        assert_eq!(packages, [r#"{"name": "a"}"#]);
        assert_eq!((problems[0].position, problems[0].partial), (Some((2, 48)), true));
        assert!(problems[0].found.contains("tronqué"), "{problems:?}");
    }

    #[test]
    fn loses_only_the_broken_lines() {
        let (packages, problems) =
            read(&["{\"name\": \"a\"}\n{\"name\": [\n{\"name\": \"b\"} x\n{\"name\": \"c\"}"]);
        assert_eq!(packages, [r#"{"name": "a"}"#, r#"{"name": "b"}"#, r#"{"name": "c"}"#]);
        assert_eq!(problems[0].position, Some((3, 1)));
        assert!(problems[0].found.contains("2 lignes en tout"), "{problems:?}");
    }

    #[test]
    fn says_when_pages_are_missing() {
        let page = |start: usize, end: usize| {
            let packages: Vec<_> = (start..end).map(|index| format!("{{\"name\": \"{index}\"}}")).collect();
            format!(r#"{{"success": true, "result": {{"results": [{}], "count": 5}}}}"#, packages.join(", "))
        };
        assert_eq!(read(&[&page(0, 3), &page(3, 5)]).1, []);
        let (packages, problems) = read(&[&page(0, 3)]);
        assert_eq!((packages.len(), problems.len()), (3, 1));
        assert!(problems[0].partial && problems[0].found.contains("annonce 5 jeux"), "{problems:?}");
    }

    #[test]
    fn says_what_holds_no_package() {
        for text in ["", "{\"success\": true}", "{\"success\": true, \"result\": []}", "[]"] {
            let (packages, problems) = read(&[text]);
            assert_eq!((packages.len(), problems.len()), (0, 1), "{text}");
        }
    }

    #[test]
    fn finds_the_root_of_the_portal() {
        let of = |text: &str, url: Option<&str>| {
            let document =
                Document { text: text.to_owned(), url: url.map(str::to_owned), ..Document::default() };
            Answers::read(std::slice::from_ref(&document), &mut Vec::new()).site
        };
        let help = r#"{"help": "https://exemple.fr/ckan/api/3/action/help_show?name=package_list", "success": true, "result": ["a"]}"#;
        assert_eq!(of(help, None).as_deref(), Some("https://exemple.fr/ckan/"));
        let page = "https://exemple.fr/api/3/action/package_search?rows=1000";
        assert_eq!(of(r#"[{"name": "a"}]"#, Some(page)).as_deref(), Some("https://exemple.fr/"));
        assert_eq!(of(r#"[{"name": "a", "help": "?"}]"#, None), None);
    }

    #[test]
    fn reports_refusals_as_udata_does() {
        let of = |text: &str, url: Option<&str>| {
            let document =
                Document { text: text.to_owned(), url: url.map(str::to_owned), ..Document::default() };
            let mut answers = Answers::read(std::slice::from_ref(&document), &mut Vec::new());
            let refusal = answers.refusals.pop().expect("a refusal");
            (refusal.name, refusal.error.to_string())
        };
        let show = "https://ckan.exemple.fr/api/3/action/package_show?id=arbres";
        assert_eq!(
            of(
                r#"{"success": false, "error": {"__type": "Not Found Error", "message": "Not found"}}"#,
                Some(show)
            ),
            (Some("arbres".to_owned()), "Not Found Error: Not found".to_owned())
        );
        assert_eq!(of(r#"{"success": false, "error": "Non"}"#, None), (None, "Non".to_owned()));
        assert_eq!(of(r#"{"success": false, "error": {}}"#, None), (None, "Unknown error".to_owned()));
        assert_eq!(of(r#"{"success": false}"#, None), (None, "None".to_owned()));
        assert_eq!(of("\"Bad request\"", None), (None, "Bad request".to_owned()));
        assert_eq!(
            of("<html></html>", Some(show)),
            (Some("arbres".to_owned()), format!("Unknown Error: {show} returned HTML"))
        );
    }
}
