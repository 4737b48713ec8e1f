//! The `ckan` harvester (`harvest/backends/ckan/harvesters.py`).

mod advice;
mod caption;
mod dataset;
mod descriptor;
mod extras;
mod filters;
mod pages;
mod resources;
pub(super) mod schema;
pub(super) mod validate;

use std::{
    collections::{HashMap, HashSet},
    mem,
};

pub(super) use self::descriptor::{CKAN, of_packages};
use self::{
    caption::{publisher, title},
    dataset::PackageContext,
    filters::{FacetCounts, IndexedTerms},
    pages::{PackagePage, PackageQueue},
    schema::{PackageSchema, RefusedPackage},
};
use super::{Rejected, run::Harvester};
use crate::{
    formats::json::{Json, JsonError},
    model::{
        Dataset, Item, Job, JobError, Kind, Loss, Options, Origin, Record, Refusal, Status, Trace,
        ValuePlace,
        refusal::{Exception, PortalError},
    },
    source::{
        Document, Input, Problem,
        ckan::{Answers, PortalRefusal as Refused, Slice},
    },
    text::surrogates::Surrogates,
};

/// Stands for the portal's address when nothing gives it; udata only takes addresses that look real.
const UNKNOWN_SITE: &str = "https://portail.exemple.fr/";

/// Who answers: both speak CKAN's API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackageDialect {
    /// CKAN.
    Ckan,
    /// DKAN.
    Dkan,
}

impl PackageDialect {
    fn schema(self) -> PackageSchema {
        match self {
            Self::Ckan => schema::ckan,
            Self::Dkan => super::dkan::schema,
        }
    }

    fn kind(self) -> Kind {
        match self {
            Self::Ckan => Kind::Ckan,
            Self::Dkan => Kind::Dkan,
        }
    }
}

/// Harvests the packages of all documents, which are one page unless they are packed: they come in the order of
/// `package_list`.
pub(super) struct CkanHarvest<'d> {
    dialect: PackageDialect,
    documents: &'d [Document],
    options: &'d Options,
    site: String,
    /// Identifiers already harvested.
    taken: HashSet<String>,
    /// What the documents say, once they are read; their packages are the pages.
    answers: Option<Answers<'d>>,
    queue: PackageQueue<'d>,
    has_packages: bool,
    /// Whether filters looked at all packages before the first is read.
    selects: bool,
    facets: FacetCounts,
    /// The first package that is no JSON, and why.
    unreadable: Option<(Origin, JsonError)>,
}

impl<'d> CkanHarvest<'d> {
    /// A harvest that has read nothing yet.
    pub fn new(dialect: PackageDialect, documents: &'d [Document], options: &'d Options) -> Self {
        Self {
            dialect,
            documents,
            options,
            site: UNKNOWN_SITE.to_owned(),
            taken: HashSet::new(),
            answers: None,
            queue: PackageQueue::default(),
            has_packages: false,
            selects: false,
            facets: FacetCounts::default(),
            unreadable: None,
        }
    }
}

impl<'d> Harvester for CkanHarvest<'d> {
    type Page = PackagePage<'d>;
    type Record<'p>
        = &'p Slice<'d>
    where
        Self: 'p;
    type Memory = ();
    type Draft = Result<DraftPackage, JsonError>;

    fn pages(&self) -> usize {
        1
    }

    fn next_page(
        &mut self,
        _: &mut Job,
        problems: &mut Vec<Problem>,
    ) -> Result<Option<Self::Page>, JobError> {
        if self.answers.is_some() {
            return Ok(self.queue.next(self.documents));
        }
        let conversation = &self.options.conversation;
        let refused = conversation.packages().count();
        let mut answers = Answers::read(self.documents, &conversation.listed, refused, problems);
        let known_site = self.options.site.as_ref().or(answers.site.as_ref());
        self.site = known_site.map_or_else(|| UNKNOWN_SITE.to_owned(), Clone::clone);
        let error = portal_refusal(&answers).filter(|_| conversation.stop().is_none()).cloned();
        self.has_packages = !answers.packages.is_empty();
        let mut packages = mem::take(&mut answers.packages);
        let filters = &self.options.filters;
        self.selects = self.dialect == PackageDialect::Ckan && !conversation.filtered && !filters.is_empty();
        if self.selects {
            packages = filters::select(packages, filters, self.documents, &mut self.facets, problems);
        }
        self.answers = Some(answers);
        match error {
            Some(error) => Err(JobError::Portal(error)),
            None => {
                self.queue = PackageQueue::of(packages, self.documents);
                Ok(self.queue.next(self.documents))
            }
        }
    }

    fn records<'p>(&self, page: &'p Self::Page) -> Vec<&'p Slice<'d>>
    where
        Self: 'p,
    {
        page.slices.iter().collect()
    }

    fn read<'p>(&self, page: &'p Self::Page, slice: &&'p Slice<'d>, _: &mut ()) -> Self::Draft
    where
        Self: 'p,
    {
        let package = Json::parse(page.text(slice))?;
        let terms = (!self.selects).then(|| package.as_object().map(IndexedTerms::of)).flatten();
        Ok(DraftPackage { terms, ..self.package(slice, &package, false) })
    }

    fn add<'p>(
        &mut self,
        page: &'p Self::Page,
        slice: &&'p Slice<'d>,
        draft: Self::Draft,
        job: &mut Job,
        _: &mut Vec<Problem>,
    ) where
        Self: 'p,
    {
        let mut added = draft;
        if !self.selects {
            self.facets.add(added.as_mut().ok().and_then(|draft| draft.terms.take()));
        }
        if let Ok(DraftPackage { item, claims: true, .. }) = &added
            && !self.taken.insert(item.remote_id.clone())
        {
            added = Json::parse(page.text(slice)).map(|package| self.package(slice, &package, true));
        }
        match added {
            Ok(package) => job.items.push(package.item),
            Err(error) if self.unreadable.is_none() => self.unreadable = Some((slice.origin.clone(), error)),
            Err(_) => {}
        }
    }

    fn end(self, job: &mut Job, problems: &mut Vec<Problem>) {
        let Self { documents, options, answers, has_packages, unreadable, facets, .. } = self;
        job.facets = facets.ranked();
        if let Some((origin, mut error)) = unreadable
            && let Some(document) = documents.get(origin.document)
        {
            error.offset += origin.span.start;
            problems.push(Problem::json(document, error, job.items.len()));
        }
        let answers = answers.unwrap_or_default();
        for refusal in answers.refusals {
            let document = documents.get(refusal.origin.document);
            problems.extend(document.map(|document| problem_of(document, &refusal, has_packages)));
            job.items.extend(refused(refusal, options));
        }
        let (skipped, unnamed): (Vec<_>, Vec<_>) =
            answers.unnamed.into_iter().partition(|name| !name.is_truthy());
        let mut skipped = skipped.into_iter();
        let empty = answers.names.iter().filter(|name| name.is_empty()).map(|_| Item {
            status: Status::Skipped,
            // What a search names is no longer known, but is most likely no name at all.
            unnamed: skipped.next().filter(|name| *name != Json::Null).map(Box::new),
            ..unshown(String::new(), Some(Refusal::NoIdentifier), options, Origin::default())
        });
        job.items.extend(empty);
        for name in answers.unwritable {
            let mut item = unshown(name, None, options, Origin::default());
            item.errors.extend(unwritable(&item.remote_id, &mut item.trace));
            job.items.push(item);
        }
        let mut times: HashMap<&str, usize> = HashMap::new();
        for name in &answers.names {
            *times.entry(name).or_default() += 1;
        }
        let unnamed: HashMap<_, _> = unnamed.into_iter().map(|name| (name.to_string(), name)).collect();
        for (name, why) in options.conversation.packages() {
            let item = Item {
                unnamed: unnamed.get(name).cloned().map(Box::new),
                ..unshown(name.to_owned(), Refusal::of(why), options, Origin::default())
            };
            // The harvester asks again for a name that is given twice.
            let times = times.get(name).copied().unwrap_or(1);
            job.items.extend(std::iter::repeat_n(item, times));
        }
        job.settle();
    }
}

/// Whether a package among these files may name a zone: only then are [`Zones`](crate::model::Zones) of use.
pub fn names_zones(inputs: &[Input]) -> bool {
    inputs.iter().any(|input| input.contains(b"\"spatial-text\""))
}

/// The answer that stops the harvest: nothing was listed.
fn portal_refusal<'r>(answers: &'r Answers<'_>) -> Option<&'r PortalError> {
    let listed = !answers.packages.is_empty() || !answers.names.is_empty();
    let refusal = answers.refusals.iter().find(|refusal| refusal.name.is_none() && !listed);
    refusal.map(|refusal| &refusal.error)
}

fn problem_of(document: &Document, refusal: &Refused, partial: bool) -> Problem {
    let about = match refusal.name.as_deref() {
        None => "à la demande de la liste des jeux".to_owned(),
        Some("") => "à la demande d’un jeu de données".to_owned(),
        Some(name) => format!("à la demande du jeu « {name} »"),
    };
    let found = match &refusal.error {
        PortalError::Html(_) => {
            format!("Le portail a répondu par une page web {about}, et non par du JSON.")
        }
        error => format!("Le portail a répondu par une erreur {about} : « {error} »."),
    };
    Problem {
        partial,
        ..Problem::new(
            document,
            found,
            "Vérifiez que l’API du portail est publique et que l’adresse est celle de sa racine : data.gouv.fr recevrait la même réponse.",
        )
    }
}

/// A package that the portal does not show: the record fails under the name udata asked for.
fn refused(refusal: Refused, options: &Options) -> Option<Item> {
    Some(unshown(refusal.name?, Some(Refusal::NotShown(refusal.error)), options, refusal.origin))
}

fn unshown(remote_id: String, refusal: Option<Refusal>, options: &Options, origin: Origin) -> Item {
    let item = Item::new(remote_id, origin, Trace::new(options.detail));
    Item { errors: refusal.into_iter().collect(), ..item }
}

/// Why the address that asks for the package of a name cannot be written.
fn unwritable(name: &str, trace: &mut Trace) -> Option<Refusal> {
    let halves = Surrogates::of(name)?;
    trace.lost("record", "name", name, Loss::HalfCharacter);
    let place = ValuePlace::new("record", "name", name);
    Some(Refusal::Raised(Exception::HalfCharacter(halves), Some(place)))
}

/// What a package becomes as if it were the only one.
pub(super) struct DraftPackage {
    item: Item,
    /// Whether its identifier is taken from then on.
    claims: bool,
    /// What to filter by, unless filters have looked at it before.
    terms: Option<IndexedTerms>,
}

impl CkanHarvest<'_> {
    fn package(&self, slice: &Slice<'_>, package: &Json<'_>, is_duplicate: bool) -> DraftPackage {
        let origin = slice.origin.clone();
        let mut item = Item::new(asked_name(slice), origin, Trace::new(self.options.detail));
        let own_name = slice.name.as_ref().filter(|_| slice.asked.is_none());
        let unnamed = own_name.filter(|name| name.as_str().map_or(**name != Json::Null, str::is_empty));
        item.unnamed = unnamed.map(|name| Box::new(name.clone().into_owned()));
        item.source_title = package.as_object().and_then(title);
        item.source_publisher = package.as_object().and_then(publisher);
        let mut context = PackageContext {
            site: &self.site,
            options: self.options,
            trace: std::mem::take(&mut item.trace),
            logs: Vec::new(),
        };
        let mut claims = false;
        let claim = || {
            claims = true;
            is_duplicate
        };
        let outcome = process(claim, self.dialect, slice, package, &mut item.remote_id, &mut context);
        item.trace = context.trace;
        item.logs = context.logs;
        match outcome {
            Ok(dataset) => item.become_record(Record::Dataset(Box::new(dataset))),
            Err(Rejected { refusal, ghost }) => {
                item.ghost = ghost;
                item.refuse(refusal);
            }
        }
        DraftPackage { item, claims, terms: None }
    }
}

/// `process_item` (`harvest/backends/base.py`) and `process_dataset`, in their order; `is_taken` says whether another
/// package has the identifier.
fn process(
    is_taken: impl FnOnce() -> bool,
    dialect: PackageDialect,
    slice: &Slice<'_>,
    package: &Json<'_>,
    remote_id: &mut String,
    context: &mut PackageContext<'_>,
) -> Result<Dataset, Rejected> {
    let own_name = slice.name.as_ref().filter(|_| slice.asked.is_none());
    if own_name.is_some_and(|name| !name.is_truthy()) {
        context.trace.lost("record", "name", "", Loss::NoName);
        return Err(Refusal::NoIdentifier.into());
    }
    let Json::Object(package) = package else {
        context.trace.lost("record", "", &package.shown(), Loss::NoObject);
        let place = ValuePlace::new("record", "", &package.shown());
        return Err(Refusal::Raised(Exception::NoAttribute(package.python_type(), "get"), Some(place)).into());
    };
    if let Some(refusal) = unwritable(own_name.and_then(Json::as_str).unwrap_or_default(), &mut context.trace)
    {
        return Err(refusal.into());
    }
    // udata asks for a package by its name: under a name that is no text the portal has none.
    if own_name.is_none_or(|name| name.as_str().is_some())
        && let Some(id) = package.get("id").filter(|id| id.is_truthy())
    {
        *remote_id = id.to_string();
    }
    let read = match schema::read(package, dialect.schema(), context.options.now) {
        Ok(read) => read,
        Err(RefusedPackage { failures, rest }) => {
            let refusal = advice::refusal(failures, dialect, &mut context.trace);
            let ghost = rest.and_then(|rest| dataset::without_failures(context, package, &rest, remote_id));
            return Err(Rejected { refusal, ghost });
        }
    };
    if read.resources.is_empty() {
        context.trace.lost("record", "resources", "[]", Loss::NoResource);
        return Err(Refusal::NoResource(read.name.to_owned()).into());
    }
    let mut draft = dataset::draft(context, package, &read)?;
    if is_taken() {
        context.trace.lost("record", "id", remote_id, Loss::SameIdentifier);
        return Err(dataset::ghost(context, draft.dataset, Refusal::Duplicate(remote_id.clone())));
    }
    draft.dataset.harvest.remote_id = Some(remote_id.clone());
    dataset::finish(context, draft)
}

/// What `package_list` calls it.
fn asked_name(slice: &Slice<'_>) -> String {
    if let Some(asked) = &slice.asked {
        return asked.clone();
    }
    match &slice.name {
        None | Some(Json::Null) => String::new(),
        Some(name) => name.to_string(),
    }
}
