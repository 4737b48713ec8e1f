//! Several sources at once, a line each: what whoever follows many harvests looks at.

mod output;

use serde::{Deserialize, Serialize};

use super::{
    Checked, Fatal,
    format::number,
    overview::{partial, sentence},
};
use crate::{
    check::{FlagSubject, RecordState},
    text::visible::with_stand_ins,
};

/// The version of the table's shape in JSON: it changes when a field goes or changes its meaning.
const SHAPE: u32 = 1;

/// What one source gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// How its line of the list names it; its address when it does not.
    pub name: String,
    /// Its address, or its file.
    pub source: String,
    /// The harvester's identifier, once known.
    pub harvester: Option<String>,
    /// How the harvest ends, in udata's wording; `null` when nothing could be read.
    pub status: Option<String>,
    /// The same, in one sentence.
    pub verdict: String,
    /// Its records.
    pub records: Records,
    /// Published records that lack one of the three pieces of information.
    pub missing: Missing,
    /// What moved since the last table, when there is one: each in a few wording.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<String>>,
}

/// How many records are in each state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Records {
    /// All of them.
    pub total: usize,
    /// Published, with nothing to fix.
    pub ready: usize,
    /// Published, with something to fix.
    pub to_fix: usize,
    /// Left aside by the harvester.
    pub skipped: usize,
    /// Refused by the harvester.
    pub failed: usize,
}

/// How many published records lack each piece of information.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    /// The licence.
    pub licence: usize,
    /// The spatial coverage.
    pub spatial: usize,
    /// The update frequency.
    pub frequency: usize,
}

impl Line {
    /// What `checked` gives, under the name that the list gives it.
    pub fn of(name: String, source: String, checked: &Checked) -> Self {
        let tally = &checked.report.tally;
        let raised = |subject: FlagSubject| {
            let published = checked.report.verdicts.iter().filter(|verdict| verdict.state.is_published());
            published.filter(|verdict| verdict.lacks(subject)).count()
        };
        let fatal = checked.fatal();
        let verdict = match &fatal {
            Some(Fatal::Fault(fault)) => fault.explain(&checked.reading.candidates).title,
            Some(Fatal::Unreadable(problem)) => problem.found.to_string(),
            None if checked.reading.stopped => format!("{} {}", sentence(checked).1, partial(checked)),
            None => sentence(checked).1,
        };
        let job = &checked.catalogue.job;
        let is_read = fatal.is_none() || job.setback.is_some();
        Self {
            name,
            source,
            harvester: checked.catalogue.options.kind.map(|kind| kind.id().to_owned()),
            status: is_read.then(|| job.status.id().to_owned()),
            verdict,
            records: Records {
                total: tally.total(),
                ready: tally.of(RecordState::Ready),
                to_fix: tally.of(RecordState::ToFix),
                skipped: tally.of(RecordState::Skipped),
                failed: tally.of(RecordState::Failed),
            },
            missing: Missing {
                licence: raised(FlagSubject::Licence),
                spatial: raised(FlagSubject::Spatial),
                frequency: raised(FlagSubject::Frequency),
            },
            changes: None,
        }
    }

    /// A source of which nothing could be read, and why.
    pub fn unread(name: String, source: String, why: String) -> Self {
        Self {
            name,
            source,
            harvester: None,
            status: None,
            verdict: why,
            records: Records::default(),
            missing: Missing::default(),
            changes: None,
        }
    }

    /// Whether everything of the source is ready.
    pub fn is_ready(&self) -> bool {
        self.status.as_deref() == Some("done")
            && self.records.total > 0
            && self.records.ready == self.records.total
    }

    /// Whether every record of the source arrives, complete or not.
    pub fn arrives(&self) -> bool {
        self.status.as_deref() == Some("done") && self.records.total > 0
    }

    /// Says what moved since `before`, the same source's line in the last table.
    fn compare(&mut self, before: &Self) {
        let mut changes = Vec::new();
        if self.harvester != before.harvester {
            let name = |line: &Self| line.harvester.clone().unwrap_or_else(|| "non reconnu".to_owned());
            changes.push(format!("moissonneur : {} au lieu de {}", name(self), name(before)));
        }
        if self.status != before.status || (self.status.is_none() && self.verdict != before.verdict) {
            changes.push(format!("avant : {}", before.verdict));
        }
        let pairs = [
            ("fiches", self.records.total, before.records.total),
            ("prêtes", self.records.ready, before.records.ready),
            ("à corriger", self.records.to_fix, before.records.to_fix),
            ("ignorées", self.records.skipped, before.records.skipped),
            ("en échec", self.records.failed, before.records.failed),
            ("sans licence", self.missing.licence, before.missing.licence),
            ("sans couverture spatiale", self.missing.spatial, before.missing.spatial),
            ("sans fréquence", self.missing.frequency, before.missing.frequency),
        ];
        for (what, now, then) in pairs {
            if now != then {
                let sign = if now > then { '+' } else { '−' };
                changes.push(format!("{what} : {sign}{}", number(now.abs_diff(then))));
            }
        }
        self.changes = Some(changes);
    }
}

/// The whole table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The shape's version.
    version: u32,
    /// The day of the harvests, `2026-11-01`.
    date: String,
    /// The sources, in the order of the list.
    pub sources: Vec<Line>,
}

impl Table {
    /// The table of `sources`, harvested on `date`.
    pub fn new(date: String, sources: Vec<Line>) -> Self {
        Self { version: SHAPE, date, sources }
    }

    /// Says on each line what moved since an earlier table in JSON; `false` when `json` is no such table.
    pub fn compare(&mut self, json: &[u8]) -> bool {
        let Ok(before) = serde_json::from_slice::<Self>(&with_stand_ins(json)) else { return false };
        if before.version != SHAPE {
            return false;
        }
        for line in &mut self.sources {
            match before.sources.iter().find(|old| old.source == line.source && old.name == line.name) {
                Some(old) => line.compare(old),
                None => line.changes = Some(vec!["nouvelle source".to_owned()]),
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::checked;

    fn table() -> Table {
        let line = Line::of("Ville".to_owned(), "https://data.exemple.fr".to_owned(), &checked());
        Table::new("2026-11-01".to_owned(), vec![line])
    }

    #[test]
    fn a_line_counts_every_record_once() {
        let Records { total, ready, to_fix, skipped, failed } = table().sources[0].records;
        assert!(total > 0);
        assert_eq!(total, ready + to_fix + skipped + failed);
    }

    #[test]
    fn a_table_is_read_again_and_compared() {
        let before = table().json();
        let mut same = table();
        assert!(same.compare(&before));
        assert_eq!(same.sources[0].changes, Some(Vec::new()));
        assert!(same.text().contains("rien n’a changé"));

        let mut better = table();
        better.sources[0].missing.licence += 2;
        better.sources[0].records.total += 1;
        assert!(better.compare(&before));
        assert_eq!(
            better.sources[0].changes.as_deref(),
            Some(&["fiches : +1".to_owned(), "sans licence : +2".to_owned()][..])
        );
        assert!(!table().compare(b"{\"version\": 1, \"items\": []}") && !table().compare(b"nothing"));
    }

    #[test]
    fn hostile_names_stay_text() {
        let mut hostile = table();
        hostile.sources[0].name = "=SOMME(A1)<script>\u{1b}[31m".to_owned();
        assert!(!hostile.text().contains('\u{1b}') && !hostile.html().contains("<script>"));
        hostile.sources[0].source = "https://x.fr/\u{1b}\u{202e}".to_owned();
        let json = hostile.json();
        for shown in
            [hostile.html(), hostile.csv(), hostile.markdown(), String::from_utf8_lossy(&json).into_owned()]
        {
            assert!(!shown.contains(['\u{1b}', '\u{202e}']), "{shown}");
        }
        assert!(hostile.compare(&json) && hostile.sources[0].changes == Some(Vec::new()));
        assert!(hostile.csv().contains("'=SOMME"));
    }
}
