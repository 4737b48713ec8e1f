//! Opendatasoft's answers: API v1 (`/api/datasets/1.0/…`) and Explore API v2.0 and v2.1 (`/api/explore/v2.x/catalog/…`),
//! a list or one dataset. All become the shape of v1, the one data.gouv.fr's harvester reads.

use std::{borrow::Cow, ops::Range};

use super::{Document, Problem};
use crate::{
    formats::json::{self, Json, JsonError, Object},
    model::Origin,
};

/// One dataset of the portal, in the shape of API v1.
#[derive(Debug, Clone)]
pub struct OdsDataset<'a> {
    /// `datasetid` as Python writes it: `None` when it is null.
    pub id: String,
    /// `metas`, `interop_metas`, `fields`, `features`, `has_records`, `attachments`, `alternative_exports`.
    pub body: Object<'a>,
    /// Whether the answer was one of Explore API v2: its paths are other words.
    pub v2: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// Keys that hold the datasets of a list.
const LISTS: [&str; 2] = ["datasets", "results"];
/// Keys of one dataset; `dataset` is Explore API v2.0's envelope.
const MARKS: [&str; 3] = ["datasetid", "dataset_id", "dataset"];
/// Keys of how many datasets there are, on all pages.
const TOTALS: [&str; 2] = ["total_count", "nhits"];

/// A document, and the records found in it.
#[derive(Debug)]
pub struct OdsPage<'a> {
    /// The document.
    pub document: &'a Document,
    /// All of its text.
    text: Cow<'a, str>,
    /// Its records, not read yet.
    pub spans: Vec<Range<usize>>,
    /// How many datasets it says that there are on all pages, when it does.
    pub total: Option<usize>,
    /// The document's index.
    index: usize,
}

impl OdsDataset<'_> {
    /// The key of the identifier, and what is written there.
    pub fn written_id(&self) -> (&'static str, &Json<'_>) {
        let key = id_key(self.v2);
        (key, self.body.get(key).unwrap_or(&Json::Null))
    }
}

impl<'a> OdsPage<'a> {
    /// Finds the records of a document; what keeps some from being found is told in `problems`.
    pub fn of(index: usize, document: &'a Document, problems: &mut Vec<Problem>) -> Self {
        let text = document.whole();
        let found = json::records(&text, &LISTS, &MARKS, &TOTALS);
        let count = found.spans.len();
        if let Some(error) = found.error {
            problems.push(Problem::json(document, error, count));
        } else if count == 0 {
            problems.push(Problem::empty(document, "aucun jeu de données d’un portail Opendatasoft"));
        }
        Self { document, text, spans: found.spans, total: found.total, index }
    }

    /// Reads one record; none when it has no identifier. The error has its place in the document.
    pub fn read(&self, span: Range<usize>) -> Result<Option<OdsDataset<'_>>, JsonError> {
        let text = self.text.get(span.clone()).unwrap_or_default();
        let read = dataset(text).map_err(|error| JsonError { offset: span.start + error.offset, ..error })?;
        let origin = Origin { document: self.index, span, ..Origin::default() };
        Ok(read.map(|(id, body, v2)| OdsDataset { id, body, v2, origin }))
    }

    /// Records without identifier: how many there are, and where the first one starts.
    pub fn without_identifier(&self, strangers: usize, first: usize) -> Problem {
        let count = self.spans.len();
        Problem {
            document: self.document.name.clone(),
            position: Some(self.document.position(first)),
            found: format!(
                "Sur {count}, {} sans l’identifiant d’un jeu de données Opendatasoft (« datasetid » ou « dataset_id »).",
                crate::text::count::count(strangers, "élément est", "éléments sont"),
            ),
            advice: "Vérifiez que le fichier vient bien de l’API de votre portail (/api/datasets/1.0/search/ ou /api/explore/v2.1/catalog/datasets).".to_owned(),
            partial: strangers < count,
            kind: None,
        }
    }
}

/// A dataset's identifier, its body in the shape of v1, and whether it came from v2.
type OdsRecord<'a> = (String, Object<'a>, bool);

/// Reads one record; none when it has no identifier.
fn dataset(text: &str) -> Result<Option<OdsRecord<'_>>, JsonError> {
    let Json::Object(mut body) = Json::parse(text)? else { return Ok(None) };
    if let Some(Json::Object(inner)) = body.get_mut("dataset") {
        body = std::mem::take(inner);
    }
    let v2 = !body.contains_key("datasetid");
    let Some(id) = body.get(id_key(v2)).map(Json::to_string) else { return Ok(None) };
    if v2 {
        body = from_v2(body);
    }
    Ok(Some((id, body, v2)))
}

/// The key of the identifier in each version.
fn id_key(v2: bool) -> &'static str {
    if v2 { "dataset_id" } else { "datasetid" }
}

/// The shape of v1 from that of v2: the groups of `metas` other than `default` become `interop_metas`, and what v2
/// writes as null is absent in v1.
fn from_v2(mut body: Object<'_>) -> Object<'_> {
    if let Some(Json::Object(metas)) = body.remove("metas") {
        let mut interop = Object::default();
        for (group, values) in metas {
            let Json::Object(values) = values else { continue };
            let values: Object<'_> = values.into_iter().filter(|(_, value)| !value.is_null()).collect();
            if group == "default" {
                body.insert("metas", Json::Object(values));
            } else if !values.is_empty() {
                interop.insert(group, Json::Object(values));
            }
        }
        body.insert("interop_metas", Json::Object(interop));
    }
    for key in ["attachments", "alternative_exports"] {
        if let Some(Json::List(files)) = body.get_mut(key) {
            for file in files {
                if let Json::Object(file) = file {
                    file_from_v2(file);
                }
            }
        }
    }
    body
}

/// Explore API describes an attachment by a link and `metas`.
fn file_from_v2(file: &mut Object<'_>) {
    if let Some(Json::Object(metas)) = file.remove("metas") {
        for (key, value) in metas {
            let key = if key == "mime-type" { "mimetype".into() } else { key };
            if !file.contains_key(&key) {
                file.insert(key, value);
            }
        }
    }
    if let Some(href) = file.remove("href")
        && !file.contains_key("url")
    {
        file.insert("url", href);
    }
    if let (None, Some(Json::Text(url))) = (file.get("id"), file.get("url")) {
        let id = url.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        file.insert("id", id.into());
    }
}

/// The portal's address, when the answer holds it (Explore API's links).
pub fn site(document: &Document) -> Option<String> {
    let url = document.url.as_deref().or_else(|| {
        let head = &document.text[..document.text.floor_char_boundary(4096)];
        head.split_once("\"href\"")?.1.split('"').nth(1)
    })?;
    let (scheme, rest) = url.split_once("://")?;
    let end = rest.find("/api/").or_else(|| rest.find("/explore/"))?;
    matches!(scheme, "http" | "https").then(|| format!("{scheme}://{}", &rest[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(text: &str) -> Document {
        Document { text: text.to_owned(), ..Document::default() }
    }

    fn read<'p>(page: &'p OdsPage<'_>, problems: &mut Vec<Problem>) -> Vec<OdsDataset<'p>> {
        let (mut datasets, mut strangers) = (Vec::new(), Vec::new());
        for span in page.spans.iter().cloned() {
            match page.read(span.clone()).expect("a record") {
                Some(dataset) => datasets.push(dataset),
                None => strangers.push(span.start),
            }
        }
        problems.extend(strangers.first().map(|first| page.without_identifier(strangers.len(), *first)));
        datasets
    }

    #[test]
    fn reads_every_version_in_one_shape() {
        let v1 = r#"{"nhits":1,"datasets":[{"datasetid":"a","metas":{"title":"A"},"interop_metas":{"dcat":{"spatial":"Angers"}}}]}"#;
        let v20 = r#"{"datasets":[{"links":[],"dataset":{"dataset_id":"a","metas":{"default":{"title":"A","license":null},"dcat":{"spatial":"Angers","granularity":null},"inspire":{"theme":null}}}}]}"#;
        let v21 = r#"{"total_count":1,"results":[{"dataset_id":"a","metas":{"default":{"title":"A"},"dcat":{"spatial":"Angers"}}}]}"#;
        let export = r#"[{"dataset_id":"a","metas":{"default":{"title":"A"},"dcat":{"spatial":"Angers"}}}]"#;
        for text in [v1, v20, v21, export] {
            let (document, mut problems) = (document(text), Vec::new());
            let page = OdsPage::of(0, &document, &mut problems);
            let datasets = read(&page, &mut problems);
            assert!(problems.is_empty(), "{problems:?}");
            assert_eq!(datasets.len(), 1, "{text}");
            assert_eq!(datasets[0].id, "a");
            let written = |key: &str| datasets[0].body.get(key).map(Json::to_json);
            assert_eq!(written("metas").as_deref(), Some(r#"{"title":"A"}"#), "{text}");
            assert_eq!(
                written("interop_metas").as_deref(),
                Some(r#"{"dcat":{"spatial":"Angers"}}"#),
                "{text}"
            );
        }
    }

    #[test]
    fn tells_what_is_not_a_dataset_and_keeps_the_rest() {
        let document = document(r#"[{"datasetid":"a"}, 3, {"x":1}, {"datasetid":""}, {"datasetid":null}]"#);
        let mut problems = Vec::new();
        let page = OdsPage::of(0, &document, &mut problems);
        let datasets = read(&page, &mut problems);
        let ids: Vec<_> = datasets.iter().map(|dataset| dataset.id.as_str()).collect();
        assert_eq!(ids, ["a", "", "None"]);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].found.starts_with("Sur 5, 2 éléments sont"), "{}", problems[0].found);
        assert!(problems[0].partial);
    }

    #[test]
    fn finds_the_portal_in_the_links() {
        let text = r#"{"links":[{"rel":"self","href":"https://data.exemple.fr/api/explore/v2.0/catalog"}]}"#;
        let document = Document { text: text.to_owned(), ..Document::default() };
        assert_eq!(site(&document).as_deref(), Some("https://data.exemple.fr"));
        assert_eq!(site(&Document::default()), None);
    }
}
