//! The Opendatasoft harvester, retired by data.gouv.fr (the plugin udata-ods 4.0.0).
//!
//! data.gouv.fr now takes Opendatasoft portals through their DCAT export; this harvester stays because portals that
//! were set up with it want to know what they gain or lose.

mod dataset;
mod descriptor;
mod not_carried;
mod resources;
mod routes;

use std::{collections::HashMap, ops::Range};

pub(super) use self::descriptor::ODS;
pub use self::routes::{ROWS, lines};
use super::{Rejected, run::Harvester};
use crate::{
    formats::json::{Json, JsonError},
    model::{
        Dataset, Detail, Item, Job, JobError, Loss, Options, Record, Refusal, Trace, ValuePlace,
        refusal::Exception,
    },
    source::{
        Document, Problem,
        ods::{self, OdsDataset, OdsPage},
    },
    text::count::{count, number},
};

/// Stands for the portal's address when nothing gives it.
const UNKNOWN_SITE: &str = "https://adresse-du-portail.invalid";

/// A harvest that goes on.
pub(super) struct OdsHarvest<'d> {
    documents: &'d [Document],
    options: &'d Options,
    site: String,
    /// How many documents are read.
    read: usize,
    /// The rank of each identifier's record.
    seen: HashMap<String, usize>,
    /// How many records the pages hold, and the most that one of them says there are, with its document.
    held: usize,
    announced: Option<(usize, usize)>,
    /// Of the page at hand: where records without identifier start, how many have one, and whether it is readable.
    strangers: Vec<usize>,
    known: usize,
    is_readable: bool,
}

impl<'d> OdsHarvest<'d> {
    /// A harvest that has read nothing yet.
    pub fn new(documents: &'d [Document], options: &'d Options) -> Self {
        Self {
            documents,
            options,
            site: site(documents, options),
            read: 0,
            seen: HashMap::new(),
            held: 0,
            announced: None,
            strangers: Vec::new(),
            known: 0,
            is_readable: true,
        }
    }
}

impl<'d> Harvester for OdsHarvest<'d> {
    type Page = OdsPage<'d>;
    type Record<'p>
        = Range<usize>
    where
        Self: 'p;
    type Memory = ();
    type Draft = Result<Option<Item>, JsonError>;

    fn pages(&self) -> usize {
        self.documents.len()
    }

    fn next_page(
        &mut self,
        _: &mut Job,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<OdsPage<'d>>, JobError> {
        let index = self.read;
        let Some(document) = self.documents.get(index) else { return Ok(None) };
        self.read += 1;
        self.strangers.clear();
        (self.known, self.is_readable) = (0, true);
        let page = OdsPage::of(index, document, problems);
        self.held += page.spans.len();
        self.announced = self.announced.max(page.total.map(|total| (total, index)));
        Ok(Some(page))
    }

    fn records<'p>(&self, page: &'p OdsPage<'d>) -> Vec<Range<usize>>
    where
        Self: 'p,
    {
        page.spans.clone()
    }

    fn read<'p>(&self, page: &'p OdsPage<'d>, span: &Range<usize>, _: &mut ()) -> Self::Draft
    where
        Self: 'p,
    {
        Ok(page.read(span.clone())?.map(|source| item(source, &self.site, self.options)))
    }

    fn add<'p>(
        &mut self,
        page: &'p OdsPage<'d>,
        span: &Range<usize>,
        draft: Self::Draft,
        job: &mut Job,
        problems: &mut Vec<Problem>,
    ) where
        Self: 'p,
    {
        if !self.is_readable {
            return;
        }
        let start = span.start;
        let item = match draft {
            Ok(Some(item)) => item,
            Ok(None) => return self.strangers.push(start),
            Err(error) => {
                self.is_readable = false;
                return problems.push(Problem::json(page.document, error, self.known));
            }
        };
        self.known += 1;
        let rank = job.items.len();
        if let Some(first) = self.seen.insert(item.remote_id.clone(), rank) {
            problems.push(Problem {
                position: Some(page.document.position(start)),
                partial: true,
                ..Problem::new(
                    page.document,
                    format!(
                        "L’identifiant « {} » est celui de deux fiches (la {}ᵉ et la {}ᵉ) : la seconde remplacerait la première sur data.gouv.fr.",
                        item.remote_id,
                        first + 1,
                        rank + 1,
                    ),
                    "Retirez l’une des deux, ou donnez-lui un autre identifiant.",
                )
            });
        }
        job.items.push(item);
    }

    // The plugin ran before udata told apart the harvests with failed records: they all end « done ».
    fn end(self, _: &mut Job, problems: &mut Vec<Problem>) {
        // A reading that was stopped, an empty page, or an error, is told as such.
        let is_whole = self.read == self.documents.len();
        let lacks = |total: usize| is_whole && self.held > 0 && total > self.held;
        let Some((total, index)) = self.announced.filter(|&(total, _)| lacks(total)) else { return };
        let Some(document) = self.documents.get(index) else { return };
        let found = format!(
            "Le portail annonce {}, mais il n’y en a que {} ici.",
            count(total, "jeu de données", "jeux de données"),
            number(self.held)
        );
        let advice = "Donnez l’export entier (/api/explore/v2.1/catalog/exports/json), ou les pages suivantes (offset=100, puis 200… ; start= pour l’ancienne API).";
        problems.push(Problem { partial: true, ..Problem::new(document, found, advice) });
    }

    fn leave(&mut self, page: OdsPage<'d>, problems: &mut Vec<Problem>) {
        if let Some(&first) = self.strangers.first().filter(|_| self.is_readable) {
            problems.push(page.without_identifier(self.strangers.len(), first));
        }
    }
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

/// What a record is read with.
struct OdsContext<'a> {
    source: &'a OdsDataset<'a>,
    /// `metas` in the words of the API that answered.
    metas_path: &'static str,
    site: &'a str,
    options: &'a Options,
    trace: Trace,
}

impl<'a> OdsContext<'a> {
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
        self.trace.lost("record", path.clone(), "", Loss::KeyAbsent);
        Refusal::RaisedInPlugin(Exception::NoKey(key.to_owned()), Some(ValuePlace::new("record", path, "")))
    }

    /// The refusal of a value of the wrong type, told in French in the trace.
    fn mistyped(&mut self, path: String, value: &Json<'_>, exception: Exception) -> Refusal {
        self.trace.lost("record", path.clone(), &value.shown(), Loss::Unexpected);
        Refusal::RaisedInPlugin(exception, Some(ValuePlace::new("record", path, &value.shown())))
    }
}

fn item(source: OdsDataset<'_>, site: &str, options: &Options) -> Item {
    let metas = source.body.get("metas").and_then(Json::as_object);
    let text = |key: &str| metas.and_then(|metas| metas.get(key)).and_then(Json::as_str).map(str::to_owned);
    let (source_title, source_publisher) = (text("title"), text("publisher"));
    let metas_path = if source.v2 { "metas.default" } else { "metas" };
    let mut context =
        OdsContext { source: &source, metas_path, site, options, trace: Trace::new(options.detail) };
    let outcome = harvest(&mut context);
    let trace = context.trace;
    let (_, id) = source.written_id();
    let is_name = id.as_str().is_some_and(|id| !id.is_empty());
    let unnamed = (!is_name).then(|| Box::new(id.clone().into_owned()));
    let mut item =
        Item { unnamed, source_title, source_publisher, ..Item::new(source.id, source.origin, trace) };
    match outcome {
        Ok(dataset) => item.become_record(Record::Dataset(Box::new(dataset))),
        Err(Rejected { refusal, ghost }) => {
            item.ghost = ghost;
            item.refuse(refusal);
        }
    }
    item
}

/// The plugin's `process`, in its order: what is checked first decides the outcome. What it leaves aside is read all
/// the same, to show what would arrive.
fn harvest(context: &mut OdsContext<'_>) -> Result<Dataset, Rejected> {
    let metas = context.require("metas")?;
    match leave_aside(context)? {
        None => Ok(become_dataset(context, metas)?),
        Some(refusal) => {
            // Nothing of it is lost on the way: the record is not taken.
            let trace = std::mem::replace(&mut context.trace, Trace::new(Detail::Losses));
            let ghost = become_dataset(context, metas).ok();
            context.trace = trace;
            Err(Rejected { refusal, ghost: ghost.map(|dataset| Record::Dataset(Box::new(dataset))) })
        }
    }
}

/// Why the plugin skips a record without reading it, if it does.
fn leave_aside(context: &mut OdsContext<'_>) -> Result<Option<Refusal>, Refusal> {
    let source = context.source;
    let content = ["has_records", "attachments", "alternative_exports"];
    if !content.iter().any(|key| source.body.get(key).is_some_and(Json::is_truthy)) {
        context.trace.lost("record", content.join(", "), "", Loss::NoContent);
        return Ok(Some(Refusal::NoContent(source.id.clone())));
    }
    let inspire = match source.body.get("interop_metas") {
        None => false,
        Some(Json::Object(groups)) => groups.contains_key("inspire"),
        Some(Json::Text(text)) => text.contains("inspire"),
        Some(Json::List(list)) => list.iter().any(|group| group.as_str() == Some("inspire")),
        Some(other) => {
            return Err(context.mistyped(
                "interop_metas".to_owned(),
                other,
                Exception::NoMembership(other.python_type()),
            ));
        }
    };
    if inspire && !context.options.inspire {
        context.trace.lost("record", "interop_metas.inspire", "", Loss::Inspire);
        return Ok(Some(Refusal::Inspire(source.id.clone())));
    }
    Ok(None)
}

fn become_dataset(context: &mut OdsContext<'_>, metas: &Json<'_>) -> Result<Dataset, Refusal> {
    let Json::Object(metas) = metas else {
        return Err(context.mistyped(
            "metas".to_owned(),
            metas,
            Exception::NotSubscriptable(metas.python_type()),
        ));
    };
    let mut dataset = dataset::describe(context, metas)?;
    resources::list(context, metas, &mut dataset)?;
    dataset::finish(context, metas, &mut dataset)?;
    resources::check_dates(context, metas, &dataset)?;
    not_carried::trace(context, metas);
    Ok(dataset)
}
