//! A changed source, harvested again as any source is, beside what it gave before.

use std::sync::Arc;

use crate::{
    Catalogue, Options, Preview, Reading,
    check::{RecordState, Verdict},
    correction::{self, Edit},
    display::{self, Datasets, Setting, ShownRecord},
    model::{Item, JobError, JobStatus},
    preview::Totals,
    progress::Progress,
    source::{Document, Problem},
};

/// What a record became with the changed source.
#[derive(Debug)]
pub struct After {
    /// The record.
    pub item: Item,
    /// What its manager should know.
    pub verdict: Verdict,
    /// What data.gouv.fr would show of it, blocked or not.
    pub shown: Option<ShownRecord>,
}

/// A record whose state, flags or quality are not what they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Its index before.
    pub index: usize,
    /// Its state, before and now.
    pub state: [RecordState; 2],
    /// How many of the three pieces of information it has, before and now.
    pub present: [usize; 2],
    /// Its points of quality, before and now.
    pub points: [Option<u8>; 2],
}

/// A source to try.
///
/// ```
/// use avant_moisson::{Input, Options, preview, progress::{self, Progress}, trial::Draft};
///
/// let turtle = "@prefix d: <http://www.w3.org/ns/dcat#> . @prefix t: <http://purl.org/dc/terms/> .\n\
///               <https://a.fr/x> a d:Dataset ; t:identifier \"x\" .";
/// let before = preview(vec![Input::named("a.ttl", turtle)], Options::default());
/// let titled = turtle.replace("d:Dataset", "d:Dataset ; t:title \"Arbres\"");
/// let draft = Draft::new(&before, vec![(0, titled)], Some(0), Vec::new());
/// let after = progress::finish(draft.harvest(&Progress::straight()));
/// let trial = draft.compare(&before, &after);
/// assert_eq!(trial.moved.len(), 1);
/// ```
#[derive(Debug)]
pub struct Draft {
    /// The record that is looked at; none for the whole catalogue.
    record: Option<usize>,
    /// The names of what was chosen to be corrected.
    chosen: Vec<String>,
    /// The texts of the record, when they were edited.
    sources: Option<Vec<String>>,
    changed: Vec<(usize, String)>,
    documents: Arc<[Document]>,
    options: Options,
}

/// What a changed source gives.
#[derive(Debug)]
pub struct Trial {
    /// The record that is looked at; none for the whole catalogue.
    pub record: Option<usize>,
    /// The names of what was chosen to be corrected; none when the source was edited.
    pub chosen: Vec<String>,
    /// The texts of the record as they are now, as [`sources`] gives them.
    pub sources: Vec<String>,
    /// The documents that changed, by their index.
    pub changed: Vec<(usize, String)>,
    /// The catalogue before and now.
    pub totals: [Totals; 2],
    /// What the record became; none when it is no longer read.
    pub after: Option<After>,
    /// How the harvest ended, and its errors.
    pub status: JobStatus,
    /// Errors of the whole harvest.
    pub errors: Vec<JobError>,
    /// What could not be read, that could before.
    pub problems: Vec<Problem>,
    /// The records that changed, in their order.
    pub moved: Vec<Moved>,
}

impl Draft {
    /// A catalogue some documents of which have another text.
    pub fn new(
        preview: &Preview,
        changed: Vec<(usize, String)>,
        record: Option<usize>,
        chosen: Vec<String>,
    ) -> Self {
        let mut documents: Vec<Document> = preview.catalogue.documents.to_vec();
        for (index, text) in &changed {
            if let Some(document) = documents.get_mut(*index) {
                document.text.clone_from(text);
            }
        }
        let options = preview.catalogue.options.clone();
        Self { record, chosen, sources: None, changed, documents: documents.into(), options }
    }

    /// The document of a record, with other texts in the places of the record's, in the order of [`sources`].
    pub fn edited(preview: &Preview, record: usize, sources: Vec<String>) -> Option<Self> {
        let item = preview.catalogue.job.items.get(record)?;
        let document = item.origin.document;
        let edits = item.spans().into_iter().zip(&sources);
        let edits = edits.map(|(range, text)| Edit { document, range, text: text.clone() }).collect();
        let changed = correction::apply(&preview.catalogue.documents, edits);
        let draft = Self::new(preview, changed, Some(record), Vec::new());
        Some(Self { sources: Some(sources), ..draft })
    }

    /// Harvests it.
    pub async fn harvest(&self, progress: &Progress) -> Preview {
        let documents = Arc::clone(&self.documents);
        crate::follow(documents, Vec::new(), self.options.clone(), Reading::default(), progress, |_| ()).await
    }

    /// Compares what it gave with what there was.
    pub fn compare(self, before: &Preview, after: &Preview) -> Trial {
        let known =
            |problem: &Problem| before.catalogue.problems.iter().any(|other| other.found == problem.found);
        let problems = after.catalogue.problems.iter().filter(|problem| !known(problem)).cloned().collect();
        let place = self.record.and_then(|record| place(before, after, record));
        let moved = moved(before, after);
        Trial {
            record: self.record,
            chosen: self.chosen,
            // What a person wrote stays theirs, even where it can no longer be read.
            sources: self.sources.or_else(|| Some(sources(&after.catalogue, place?))).unwrap_or_default(),
            changed: self.changed,
            totals: [Totals::of(before), Totals::of(after)],
            after: place.and_then(|index| self::after(after, index)),
            status: after.catalogue.job.status,
            errors: after.catalogue.job.errors.clone(),
            problems,
            moved,
        }
    }
}

/// The texts of a record in its document: its own description, then what is described outside it.
pub fn sources(catalogue: &Catalogue, index: usize) -> Vec<String> {
    let Some(item) = catalogue.job.items.get(index) else { return Vec::new() };
    let Some(document) = catalogue.documents.get(item.origin.document) else { return Vec::new() };
    item.spans().into_iter().filter_map(|span| document.text.get(span).map(str::to_owned)).collect()
}

/// Where a record is among those of the changed source: what stands before it has not changed, unless its identifier
/// tells it, or its rank.
fn place(before: &Preview, after: &Preview, record: usize) -> Option<usize> {
    let was = before.catalogue.job.items.get(record)?;
    let items = &after.catalogue.job.items;
    let starts_there = |item: &&Item| {
        item.origin.document == was.origin.document
            && item.origin.span.start == was.origin.span.start
            && !item.origin.span.is_empty()
    };
    // Several records may be read in one place: services and datasets of one node.
    let mut here = items.iter().enumerate().filter(|(_, item)| starts_there(item));
    let same = here.clone().find(|(_, item)| item.remote_id == was.remote_id).or_else(|| here.next());
    same.map(|(index, _)| index)
        .or_else(|| {
            items.iter().position(|item| !was.remote_id.is_empty() && item.remote_id == was.remote_id)
        })
        .or_else(|| (items.len() == before.catalogue.job.items.len()).then_some(record))
}

fn after(preview: &Preview, index: usize) -> Option<After> {
    let item = preview.catalogue.job.items.get(index)?;
    let verdict = preview.report.verdicts.get(index)?;
    let record = item.record.as_ref().or(item.ghost.as_ref());
    let datasets = Datasets::of(&preview.catalogue.job);
    let setting = Setting::of(&preview.catalogue.options);
    let shown = record.and_then(|record| display::show_record(record, &datasets, setting));
    Some(After { item: item.clone(), verdict: verdict.clone(), shown })
}

/// The records that changed, when both harvests have the same records in the same order.
fn moved(before: &Preview, after: &Preview) -> Vec<Moved> {
    let points = |item: &Item| item.dataset().map(|dataset| dataset.quality.points());
    let flags =
        |verdict: &Verdict| verdict.flags.iter().flatten().filter(|flag| !flag.standing.is_raised()).count();
    let pairs = before.rows().zip(after.rows()).enumerate();
    let same = before.catalogue.job.items.len() == after.catalogue.job.items.len();
    let moved = pairs.filter_map(|(index, ((was, before), (is, after)))| {
        let moved = Moved {
            index,
            state: [before.state, after.state],
            present: [flags(before), flags(after)],
            points: [points(was), points(is)],
        };
        let is_same = moved.state[0] == moved.state[1]
            && moved.present[0] == moved.present[1]
            && moved.points[0] == moved.points[1];
        (!is_same).then_some(moved)
    });
    if same { moved.collect() } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Input, Kind, preview, progress};

    fn read(turtle: &str) -> Preview {
        let prefixes =
            "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n";
        let options = Options { kind: Some(Kind::Dcat), ..Options::default() };
        preview(vec![Input::named("a.ttl", format!("{prefixes}{turtle}"))], options)
    }

    fn tried(before: &Preview, record: usize, change: [&str; 2]) -> Trial {
        let sources = sources(&before.catalogue, record);
        let sources = sources.into_iter().map(|text| text.replace(change[0], change[1])).collect();
        let draft = Draft::edited(before, record, sources).expect("a record");
        let after = progress::finish(draft.harvest(&Progress::straight()));
        draft.compare(before, &after)
    }

    const TWO: &str = "<http://x.fr/a> a dcat:Dataset ; dct:identifier \"a\" ; dct:title \"A\" .\n<http://x.fr/b> a dcat:Dataset ; dct:identifier \"b\" ; dct:title \"B\" .";

    #[test]
    fn an_edited_record_is_found_again_and_compared() {
        let before = read(TWO);
        let trial = tried(&before, 1, ["\"B\"", "\"B\" ; dct:license \"lov2\""]);
        assert_eq!(trial.after.as_ref().map(|after| after.item.remote_id.as_str()), Some("b"));
        assert_eq!([trial.totals[0].present[0], trial.totals[1].present[0]], [0, 1]);
        assert!(trial.sources[0].contains("lov2") && trial.problems.is_empty());
        let renamed = tried(&before, 1, ["\"b\"", "\"c\""]);
        assert_eq!(renamed.after.map(|after| after.item.remote_id).as_deref(), Some("c"));
    }

    #[test]
    fn what_is_described_outside_the_record_is_edited_with_it() {
        let apart = "<http://x.fr/a> a dcat:Dataset ; dct:identifier \"a\" ; dct:title \"A\" ; dcat:distribution <http://x.fr/a/1> ; dct:publisher <http://x.fr/p> .\n<http://x.fr/p> dct:title \"P\" .\n<http://x.fr/a/1> dct:title \"un\" ; dcat:downloadURL <http://x.fr/a.csv> .";
        let before = read(apart);
        assert_eq!(sources(&before.catalogue, 0).len(), 3);
        let trial = tried(&before, 0, ["\"un\"", "\"deux\""]);
        let after = trial.after.expect("a record");
        assert_eq!(
            after.item.dataset().map(|dataset| dataset.resources[0].title.clone()),
            Some(Some("deux".to_owned()))
        );
        assert!(trial.changed[0].1.contains("\"P\""), "the rest stays");
    }

    #[test]
    fn an_edit_that_breaks_the_document_says_where() {
        let before = read(TWO);
        let trial = tried(&before, 0, ["\"A\"", "\"A"]);
        assert!(trial.after.is_none());
        assert!(trial.problems.iter().any(|problem| problem.position.is_some()), "{:?}", trial.problems);
    }
}
