//! Opendatasoft's answers: API v1 (`/api/datasets/1.0/…`) and Explore API v2.0 and v2.1 (`/api/explore/v2.x/catalog/…`),
//! a list or one dataset. All become the shape of v1, the one data.gouv.fr's harvester reads.

use serde_json::{Map, Value};

use super::{Document, Problem, json};
use crate::{model::Origin, progress::Progress};

/// One dataset of the portal, in the shape of API v1.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// `datasetid`, not empty.
    pub id: String,
    /// `metas`, `interop_metas`, `fields`, `features`, `has_records`, `attachments`, `alternative_exports`.
    pub body: Map<String, Value>,
    /// Whether the answer was one of Explore API v2: its paths are other words.
    pub v2: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// Keys that hold the datasets of a list.
const LISTS: [&str; 2] = ["datasets", "results"];
/// Keys of one dataset; `dataset` is Explore API v2.0's envelope.
const MARKS: [&str; 3] = ["datasetid", "dataset_id", "dataset"];

/// Hands every dataset of `document` to `visit`, one at a time, as long as `progress` goes on; what cannot be read is told
/// in `problems`.
pub async fn for_each(
    index: usize,
    document: &Document,
    problems: &mut Vec<Problem>,
    progress: &Progress,
    mut visit: impl FnMut(Dataset, &mut Vec<Problem>),
) -> bool {
    let found = json::records(&document.text, &LISTS, &MARKS);
    let count = found.spans.len();
    progress.expect(count);
    if let Some(error) = &found.error {
        problems.push(Problem::json(document, error, count));
    } else if count == 0 {
        problems.push(Problem::empty(document, "aucun jeu de données d’un portail Opendatasoft"));
    }
    let mut strangers = Vec::new();
    for span in found.spans {
        match dataset(&document.text[span.clone()]) {
            Some((id, body, v2)) => {
                let origin = Origin { document: index, span, node: None };
                visit(Dataset { id, body, v2, origin }, problems);
            }
            None => strangers.push(span.start),
        }
        if !progress.goes_on().await {
            return false;
        }
    }
    if let Some(first) = strangers.first() {
        problems.push(Problem {
            document: document.name.clone(),
            position: Some(document.position(*first)),
            found: format!(
                "{} élément(s) sur {count} ne sont pas des jeux de données Opendatasoft\u{a0}: il leur manque un identifiant («\u{a0}datasetid\u{a0}» ou «\u{a0}dataset_id\u{a0}»).",
                strangers.len(),
            ),
            advice: "Vérifiez que le fichier vient bien de l’API de votre portail (/api/datasets/1.0/search/ ou /api/explore/v2.1/catalog/datasets).".to_owned(),
            partial: strangers.len() < count,
            code: "",
        });
    }
    true
}

/// The dataset's identifier, its body in the shape of v1, and whether it came from v2.
fn dataset(text: &str) -> Option<(String, Map<String, Value>, bool)> {
    let mut body: Map<String, Value> = serde_json::from_str(text).ok()?;
    if let Some(Value::Object(inner)) = body.get_mut("dataset") {
        body = std::mem::take(inner);
    }
    let v2 = !body.contains_key("datasetid");
    let id = match body.get(if v2 { "dataset_id" } else { "datasetid" })? {
        Value::String(id) if !id.is_empty() => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => return None,
    };
    if v2 {
        body = from_v2(body);
    }
    Some((id, body, v2))
}

/// The shape of v1 from that of v2: the groups of `metas` other than `default` become `interop_metas`, and what v2
/// writes as null is absent in v1.
fn from_v2(mut body: Map<String, Value>) -> Map<String, Value> {
    if let Some(Value::Object(metas)) = body.remove("metas") {
        let mut interop = Map::new();
        for (group, values) in metas {
            let Value::Object(values) = values else { continue };
            let values: Map<_, _> = values.into_iter().filter(|(_, value)| !value.is_null()).collect();
            if group == "default" {
                body.insert("metas".to_owned(), Value::Object(values));
            } else if !values.is_empty() {
                interop.insert(group, Value::Object(values));
            }
        }
        body.insert("interop_metas".to_owned(), Value::Object(interop));
    }
    for key in ["attachments", "alternative_exports"] {
        if let Some(Value::Array(files)) = body.get_mut(key) {
            files.iter_mut().filter_map(Value::as_object_mut).for_each(file_from_v2);
        }
    }
    body
}

/// Explore API describes an attachment by a link and `metas`.
fn file_from_v2(file: &mut Map<String, Value>) {
    if let Some(Value::Object(metas)) = file.remove("metas") {
        for (key, value) in metas {
            let key = if key == "mime-type" { "mimetype".to_owned() } else { key };
            file.entry(key).or_insert(value);
        }
    }
    if let Some(href) = file.remove("href") {
        file.entry("url").or_insert(href);
    }
    if let (None, Some(Value::String(url))) = (file.get("id"), file.get("url")) {
        let id = url.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
        file.insert("id".to_owned(), Value::String(id));
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
    use crate::progress;

    fn read(text: &str) -> (Vec<Dataset>, Vec<Problem>) {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let (mut datasets, mut problems) = (Vec::new(), Vec::new());
        let progress = Progress::straight();
        progress::finish(for_each(0, &document, &mut problems, &progress, |dataset, _| {
            datasets.push(dataset)
        }));
        (datasets, problems)
    }

    #[test]
    fn reads_every_version_in_one_shape() {
        let v1 = r#"{"nhits":1,"datasets":[{"datasetid":"a","metas":{"title":"A"},"interop_metas":{"dcat":{"spatial":"Angers"}}}]}"#;
        let v20 = r#"{"datasets":[{"links":[],"dataset":{"dataset_id":"a","metas":{"default":{"title":"A","license":null},"dcat":{"spatial":"Angers","granularity":null},"inspire":{"theme":null}}}}]}"#;
        let v21 = r#"{"total_count":1,"results":[{"dataset_id":"a","metas":{"default":{"title":"A"},"dcat":{"spatial":"Angers"}}}]}"#;
        let export = r#"[{"dataset_id":"a","metas":{"default":{"title":"A"},"dcat":{"spatial":"Angers"}}}]"#;
        for text in [v1, v20, v21, export] {
            let (datasets, problems) = read(text);
            assert!(problems.is_empty(), "{problems:?}");
            assert_eq!(datasets.len(), 1, "{text}");
            assert_eq!(datasets[0].id, "a");
            assert_eq!(datasets[0].body["metas"], serde_json::json!({"title": "A"}), "{text}");
            assert_eq!(
                datasets[0].body["interop_metas"],
                serde_json::json!({"dcat": {"spatial": "Angers"}}),
                "{text}"
            );
        }
    }

    #[test]
    fn tells_what_is_not_a_dataset_and_keeps_the_rest() {
        let (datasets, problems) = read(r#"[{"datasetid":"a"}, 3, {"x":1}, {"datasetid":""}]"#);
        assert_eq!(datasets.len(), 1);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].found.starts_with("3 élément(s) sur 4"), "{}", problems[0].found);
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
