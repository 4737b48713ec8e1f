//! The Opendatasoft harvester, retired by data.gouv.fr (the plugin udata-ods 4.0.0).
//!
//! data.gouv.fr now takes Opendatasoft portals through their DCAT export; this harvester stays because portals that
//! were set up with it want to know what they gain or lose.

mod dataset;
mod descriptor;
mod lost;
mod resources;
mod routes;

use std::collections::HashMap;

pub(super) use self::descriptor::Ods;
pub use self::routes::{Change, ROWS, Row};
use crate::{
    formats::json::Json,
    model::{Item, Job, Loss, Options, Record, Status, Trace},
    progress::Progress,
    source::{
        Document, Problem,
        ods::{self, Dataset},
    },
    text::python,
};

/// Stands for the portal's address when nothing gives it.
const UNKNOWN_SITE: &str = "https://adresse-du-portail.invalid";

/// Harvests documents as udata does.
pub async fn run(
    documents: &[Document],
    options: &Options,
    problems: &mut Vec<Problem>,
    progress: &Progress,
) -> Job {
    let site = site(documents, options);
    let mut job = Job::default();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (index, document) in documents.iter().enumerate() {
        progress.at(index, documents.len());
        let went_on = ods::for_each(index, document, problems, progress, |source, problems| {
            if let Some(first) = seen.insert(source.id.clone(), job.items.len()) {
                problems.push(Problem {
                    position: Some(document.position(source.origin.span.start)),
                    partial: true,
                    ..Problem::new(
                        document,
                        format!(
                            "L’identifiant «\u{a0}{}\u{a0}» est celui de deux fiches (la {}ᵉ et la {}ᵉ)\u{a0}: la seconde remplacerait la première sur data.gouv.fr.",
                            source.id,
                            first + 1,
                            job.items.len() + 1,
                        ),
                        "Retirez l’une des deux, ou donnez-lui un autre identifiant.",
                    )
                });
            }
            let item = item(source, &site, options);
            progress.harvested(&item);
            job.items.push(item);
        });
        if !went_on.await {
            break;
        }
    }
    // The plugin ran before udata told apart the jobs with failed records: they all end « done ».
    job
}

/// The portal's address without its final slash: typed, else found in the answers.
fn site(documents: &[Document], options: &Options) -> String {
    options
        .site
        .clone()
        .or_else(|| documents.iter().find_map(ods::site))
        .unwrap_or_else(|| UNKNOWN_SITE.to_owned())
        .trim_end_matches('/')
        .to_owned()
}

/// Why a record does not go through.
enum Refusal {
    /// By rule.
    Skip(String),
    /// By a Python exception, as `repr()` writes it.
    Fail(String),
}

/// What a record is read with.
struct Context<'a> {
    source: &'a Dataset<'a>,
    /// `metas` in the words of the API that answered.
    metas_path: &'static str,
    site: &'a str,
    options: &'a Options,
    trace: Trace,
}

impl<'a> Context<'a> {
    fn explore_url(&self) -> String {
        format!("{}/explore/dataset/{}/", self.site, self.source.id)
    }

    fn meta_path(&self, key: &str) -> String {
        format!("{}.{key}", self.metas_path)
    }

    /// `body[key]`.
    fn require(&mut self, key: &'static str) -> Result<&'a Json<'a>, Refusal> {
        match self.source.body.get(key) {
            Some(value) => Ok(value),
            None => Err(self.absent(key, key.to_owned())),
        }
    }

    /// The refusal of a missing key, told in French in the trace.
    fn absent(&mut self, key: &str, path: String) -> Refusal {
        self.trace.lost("record", path, "", Loss::KeyAbsent);
        Refusal::Fail(python::key_error(key))
    }

    /// The refusal of a value of the wrong type, told in French in the trace.
    fn mistyped(&mut self, path: String, value: &Json<'_>, exception: String) -> Refusal {
        self.trace.lost("record", path, &value.shown(), Loss::Unexpected);
        Refusal::Fail(exception)
    }
}

fn item(source: Dataset<'_>, site: &str, options: &Options) -> Item {
    let metas = source.body.get("metas").and_then(Json::as_object);
    let text = |key: &str| metas.and_then(|metas| metas.get(key)).and_then(Json::as_str).map(str::to_owned);
    let (source_title, source_publisher) = (text("title"), text("publisher"));
    let metas_path = if source.v2 { "metas.default" } else { "metas" };
    let mut context =
        Context { source: &source, metas_path, site, options, trace: Trace::new(options.detail) };
    let outcome = harvest(&mut context);
    let trace = context.trace;
    let (status, errors, record) = match outcome {
        Ok(dataset) => (Status::Done, Vec::new(), Some(Record::Dataset(Box::new(dataset)))),
        Err(Refusal::Skip(reason)) => (Status::Skipped, vec![reason], None),
        Err(Refusal::Fail(exception)) => (Status::Failed, vec![exception], None),
    };
    Item {
        remote_id: source.id,
        status,
        errors,
        logs: Vec::new(),
        record,
        trace,
        source_title,
        source_publisher,
        source_wfs: None,
        origin: source.origin,
    }
}

/// The plugin's `process`, in its order: what is checked first decides the outcome.
fn harvest(context: &mut Context<'_>) -> Result<crate::model::Dataset, Refusal> {
    let source = context.source;
    let metas = context.require("metas")?;
    let content = ["has_records", "attachments", "alternative_exports"];
    if !content.iter().any(|key| source.body.get(*key).is_some_and(Json::is_truthy)) {
        context.trace.lost("record", content.join(", "), "", Loss::NoContent);
        return Err(Refusal::Skip(format!("Dataset {} has no record", source.id)));
    }
    let inspire = match source.body.get("interop_metas") {
        None => false,
        Some(Json::Object(groups)) => groups.contains_key("inspire"),
        Some(Json::Text(text)) => text.contains("inspire"),
        Some(Json::List(list)) => list.iter().any(|group| group.as_str() == Some("inspire")),
        Some(other) => {
            return Err(context.mistyped("interop_metas".to_owned(), other, python::no_membership(other)));
        }
    };
    if inspire && !context.options.inspire {
        context.trace.lost("record", "interop_metas.inspire", "", Loss::Inspire);
        return Err(Refusal::Skip(format!("Dataset {} has INSPIRE metadata", source.id)));
    }
    let Json::Object(metas) = metas else {
        return Err(context.mistyped("metas".to_owned(), metas, python::not_subscriptable(metas)));
    };
    let mut dataset = dataset::describe(context, metas)?;
    resources::list(context, metas, &mut dataset)?;
    dataset::finish(context, metas, &mut dataset)?;
    lost::tell(context, metas);
    Ok(dataset)
}
