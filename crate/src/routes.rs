//! The ways by which data.gouv.fr can harvest one portal, each read and harvested, side by side.

use std::collections::BTreeSet;

pub use crate::harvest::{RouteEffect, RouteLine};
use crate::{
    Kind, Preview,
    check::{
        FlagSubject,
        identity::{Identity, pair},
    },
    model::{Dataset, Frequency, Item, TemporalCoverage},
    preview::Totals,
};

/// One way, and what it gives.
///
/// ```
/// use avant_moisson::{Input, Options, preview, routes::{Way, recommended}};
///
/// let turtle = r#"@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
///     <https://a.fr/x> a dcat:Dataset ; dct:identifier "x" ; dct:title "Arbres" ."#;
/// let preview = preview(vec![Input::named("a.ttl", turtle)], Options::default());
/// let ways = [Way::of(&preview, "a.ttl")];
/// assert_eq!(recommended(&ways).map(|(index, _)| index), Some(0));
/// ```
#[derive(Debug, Clone)]
pub struct Way {
    /// The harvester.
    pub kind: Option<Kind>,
    /// Option « GeoDCAT-AP ».
    pub geodcatap: bool,
    /// The address to give, or the name of the files that were read in its place.
    pub source: String,
    /// What it gives.
    pub totals: Totals,
    /// Why it gives nothing, or less.
    pub trouble: Option<String>,
    /// Whether its reading was stopped: it may give more.
    pub is_stopped: bool,
    /// Its records.
    records: Vec<Row>,
}

/// A record of a way.
#[derive(Debug, Clone)]
struct Row {
    identity: Identity,
    is_published: bool,
    values: Vec<Option<String>>,
}

/// Two ways, and what changes from the first to the second.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Switch {
    /// Records that both have, whose identifier stays.
    pub kept: usize,
    /// Records that both have, under another identifier: before, now, title.
    pub renamed: Vec<(String, String, String)>,
    /// Titles that only the first has.
    pub gone: Vec<String>,
    /// Titles that only the second has.
    pub arrived: Vec<String>,
    /// Field by field.
    pub lines: Vec<RouteLine>,
}

/// Why a way is better than the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is the only one that is offered and gives something.
    Only,
    /// So many records more arrive.
    Records(usize),
    /// So many records more have the licence, the coverage or the frequency.
    Present(FlagSubject, usize),
    /// So many tenths of a point of quality more.
    Quality(usize),
    /// So many files more.
    Files(usize),
    /// Nothing tells them apart: it comes first in data.gouv.fr's form.
    Alike,
}

type Value = fn(&Dataset) -> Option<String>;

/// The fields that are compared, as a person calls them.
const FIELDS: [(&str, Value); 15] = [
    ("Titre", |dataset| filled(&dataset.title)),
    ("Description", |dataset| filled(&dataset.description)),
    ("Licence", |dataset| {
        dataset.license.filter(|licence| licence.id != "notspecified").map(|licence| licence.title.clone())
    }),
    ("Couverture spatiale", |dataset| {
        let spatial = dataset.spatial.as_ref()?;
        Some(if spatial.zones.is_empty() { "une carte".to_owned() } else { spatial.zones.join(", ") })
    }),
    ("Fréquence", |dataset| {
        let known = dataset.frequency.filter(|frequency| *frequency != Frequency::Unknown);
        known.map(|frequency| frequency.label().to_owned())
    }),
    ("Couverture temporelle", |dataset| dataset.temporal_coverage.as_ref().map(TemporalCoverage::describe)),
    ("Mots-clés", |dataset| filled(&dataset.tags.join(", "))),
    ("Contacts et attributions", |dataset| {
        let names: Vec<&str> =
            dataset.contact_points.iter().filter_map(|contact| contact.name.as_deref()).collect();
        filled(&names.join(", "))
    }),
    ("Date de création", |dataset| dataset.harvest.created_at.as_ref().map(ToString::to_string)),
    ("Date de publication", |dataset| dataset.harvest.issued_at.as_ref().map(ToString::to_string)),
    ("Date de modification", |dataset| dataset.harvest.modified_at.as_ref().map(ToString::to_string)),
    ("Accès", |dataset| Some(dataset.access_type.label().to_owned())),
    ("Page d’origine", |dataset| dataset.harvest.remote_url.as_deref().and_then(filled)),
    ("Fichiers", |dataset| (!dataset.resources.is_empty()).then(|| format!("{}", dataset.resources.len()))),
    ("Formats", |dataset| {
        let formats: BTreeSet<&str> =
            dataset.resources.iter().filter_map(|resource| resource.format.as_deref()).collect();
        filled(&formats.into_iter().collect::<Vec<_>>().join(", "))
    }),
];

fn filled(text: &str) -> Option<String> {
    (!text.trim().is_empty()).then(|| text.to_owned())
}

impl Way {
    /// What a way gives; `source` is the address to give, or names the files.
    pub fn of(preview: &Preview, source: impl Into<String>) -> Self {
        let Preview { catalogue, .. } = preview;
        let row = |(item, is_published): (&Item, bool)| Row {
            identity: Identity::of(item),
            is_published,
            values: FIELDS
                .iter()
                .map(|(_, value)| item.dataset().filter(|_| is_published).and_then(value))
                .collect(),
        };
        let told = catalogue.problems.iter().map(|problem| problem.found.clone());
        let trouble = told.chain(catalogue.job.errors.iter().map(ToString::to_string)).next();
        Self {
            kind: catalogue.options.kind,
            geodcatap: catalogue.options.geodcatap,
            source: source.into(),
            totals: Totals::of(preview),
            trouble,
            is_stopped: preview.reading.stopped,
            records: preview
                .rows()
                .map(|(item, verdict)| (item, verdict.state.is_published()))
                .map(row)
                .collect(),
        }
    }

    /// A way that gave nothing to harvest.
    pub fn silent(
        kind: Option<Kind>,
        geodcatap: bool,
        source: impl Into<String>,
        why: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            geodcatap,
            source: source.into(),
            totals: Totals::default(),
            trouble: Some(why.into()),
            is_stopped: false,
            records: Vec::new(),
        }
    }

    /// What its harvester is called in data.gouv.fr's form.
    pub fn name(&self) -> String {
        match (self.kind, self.geodcatap) {
            (Some(kind), true) => format!("{}, GeoDCAT-AP", kind.label()),
            (Some(kind), false) => kind.label().to_owned(),
            (None, _) => "non reconnu".to_owned(),
        }
    }

    /// Whether data.gouv.fr's form offers it.
    pub fn is_offered(&self) -> bool {
        self.kind.is_some_and(Kind::is_offered)
    }

    /// What makes it better: records first, then the three flags, then quality, then files.
    fn rank(&self) -> (usize, usize, usize, usize) {
        let totals = &self.totals;
        (
            totals.tally.published(),
            totals.present.iter().sum(),
            totals.mean_tenths().unwrap_or(0),
            totals.files,
        )
    }

    /// What changes from this way to another.
    pub fn switch(&self, other: &Self) -> Switch {
        let published = |way: &Self| -> Vec<usize> {
            let all = way.records.iter().enumerate();
            all.filter(|(_, row)| row.is_published).map(|(index, _)| index).collect()
        };
        let (mine, theirs) = (published(self), published(other));
        let identities = |way: &Self, rows: &[usize]| -> Vec<Identity> {
            rows.iter().filter_map(|&index| Some(way.records.get(index)?.identity.clone())).collect()
        };
        let pairs = pair(&identities(self, &mine), &identities(other, &theirs));
        let mut switch = Switch::default();
        let mut met = Vec::new();
        let mut is_met = vec![false; theirs.len()];
        for (at, found) in pairs.into_iter().enumerate() {
            let Some(was) = mine.get(at).and_then(|&index| self.records.get(index)) else { continue };
            let Some((at, is)) =
                found.and_then(|at| Some((at, theirs.get(at).and_then(|&index| other.records.get(index))?)))
            else {
                switch.gone.push(was.identity.title.clone());
                continue;
            };
            is_met[at] = true;
            if was.identity.id == is.identity.id {
                switch.kept += 1;
            } else {
                let title = was.identity.title.clone();
                switch.renamed.push((was.identity.id.clone(), is.identity.id.clone(), title));
            }
            met.push((was, is));
        }
        let alone = theirs.iter().zip(&is_met).filter(|(_, met)| !**met).map(|(index, _)| *index);
        switch.arrived =
            alone.filter_map(|index| Some(other.records.get(index)?.identity.title.clone())).collect();
        switch.lines = FIELDS.iter().enumerate().map(|(field, (what, _))| line(what, field, &met)).collect();
        switch
    }
}

/// What becomes of a field over the records that both ways have.
fn line(what: &'static str, field: usize, met: &[(&Row, &Row)]) -> RouteLine {
    let value = |row: &Row| row.values.get(field).cloned().flatten();
    let (mut gained, mut lost, mut changed, mut filled) = (0, 0, 0, [0, 0]);
    let mut example: Option<(String, String)> = None;
    for (was, is) in met {
        let (was, is) = (value(was), value(is));
        filled[0] += usize::from(was.is_some());
        filled[1] += usize::from(is.is_some());
        let counter = match (&was, &is) {
            (None, Some(_)) => &mut gained,
            (Some(_), None) => &mut lost,
            (Some(was), Some(is)) if was != is => &mut changed,
            _ => continue,
        };
        *counter += 1;
        if let (Some(was), Some(is), None) = (was, is, &example) {
            example = Some((was, is));
        }
    }
    let change = match (gained, lost, changed) {
        (0, 0, 0) => RouteEffect::Same,
        (gained, lost, _) if gained > lost => RouteEffect::Gained,
        (gained, lost, _) if lost > gained => RouteEffect::Lost,
        _ => RouteEffect::Different,
    };
    let told = |n: usize, example: Option<String>| {
        let count = format!("{n} sur {}", met.len());
        match example {
            Some(text) => format!("{count}, par exemple « {} »", cut(&text)),
            None => count,
        }
    };
    let (was, is) = example.unzip();
    RouteLine {
        what,
        change,
        before: told(filled[0], was),
        after: told(filled[1], is),
        records: gained + lost + changed,
    }
}

/// The start of a long text.
fn cut(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

/// The way to choose among those that are offered, and why it comes before the next one; none before all are read to
/// their ends.
pub fn recommended(ways: &[Way]) -> Option<(usize, Vec<Reason>)> {
    if ways.iter().any(|way| way.is_stopped) {
        return None;
    }
    let mut offered: Vec<usize> = (0..ways.len())
        .filter(|&index| {
            ways.get(index).is_some_and(|way| way.is_offered() && way.totals.tally.published() > 0)
        })
        .collect();
    offered.sort_by_key(|&index| std::cmp::Reverse(ways.get(index).map(Way::rank)));
    let best = *offered.first()?;
    let Some((way, next)) = ways.get(best).zip(offered.get(1).and_then(|&next| ways.get(next))) else {
        return Some((best, vec![Reason::Only]));
    };
    let (mine, theirs) = (&way.totals, &next.totals);
    let more = |mine: usize, theirs: usize| mine.checked_sub(theirs).filter(|more| *more > 0);
    let mut reasons = Vec::new();
    reasons.extend(more(mine.tally.published(), theirs.tally.published()).map(Reason::Records));
    for (index, subject) in FlagSubject::ALL.into_iter().enumerate() {
        reasons.extend(more(mine.present[index], theirs.present[index]).map(|n| Reason::Present(subject, n)));
    }
    let tenths = |totals: &Totals| totals.mean_tenths().unwrap_or(0);
    reasons.extend(more(tenths(mine), tenths(theirs)).map(Reason::Quality));
    reasons.extend(more(mine.files, theirs.files).map(Reason::Files));
    if reasons.is_empty() || way.rank() == next.rank() {
        reasons = vec![Reason::Alike];
    }
    Some((best, reasons))
}
