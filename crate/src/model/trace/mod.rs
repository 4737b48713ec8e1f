//! Where each field of data.gouv.fr comes from.

mod entry;
mod field;
mod words;

use std::{borrow::Cow, ops::Range};

use serde::{Serialize, Serializer};

pub use self::{
    entry::Entry,
    field::{Detail, Field, How},
};
use self::{
    entry::{Line, NO_RESOURCE, UNCHANGED},
    words::Word,
};
use super::{Change, IsoPart, Loss, ValuePlace, refusal::Exception};
use crate::text::surrogates::Surrogates;

/// A part of a record that its document describes in one place, inside the record or elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourcePart {
    /// The resource that it becomes, counted from 0; none when it is another node that the record names.
    pub resource: Option<u32>,
    /// Bytes of the document's text.
    pub span: Range<usize>,
}

/// The lines of one record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    lines: Vec<Line>,
    /// The texts of the lines, one after the other.
    texts: String,
    changes: Vec<Change>,
    detail: Detail,
    /// What lines are made of, while a converted record is read: their rank, and a number of the converter.
    sources: Vec<(usize, u32)>,
    parts: Vec<SourcePart>,
}

impl Serialize for Trace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.entries())
    }
}

/// Whether the database may be unable to hold the value, which the checks tell then: half a character, a long integer.
fn may_fail(raw: &str) -> bool {
    let mut runs = raw.as_bytes().split(|byte| !byte.is_ascii_digit());
    runs.any(|digits| digits.len() >= LONG_INTEGER) || Surrogates::of(raw).is_some()
}

/// Digits of the shortest integer that 64 bits do not hold.
const LONG_INTEGER: usize = 19;

/// Raw values are shown, not processed: beyond this many characters they are cut.
const RAW_LIMIT: usize = 400;

impl Trace {
    /// An empty trace that keeps as much as `detail` says.
    pub fn new(detail: Detail) -> Self {
        if detail != Detail::Full {
            return Self { detail, ..Self::default() };
        }
        // What most records fill, and little by little would be moved again and again.
        let (lines, texts) = (Vec::with_capacity(64), String::with_capacity(1 << 12));
        Self { lines, texts, detail, ..Self::default() }
    }

    /// Whether everything is kept: what only the page of one record shows need not be prepared otherwise.
    pub fn is_full(&self) -> bool {
        self.detail == Detail::Full
    }

    /// The field took `raw`, found at `path`.
    pub fn took(&mut self, field: impl Into<Field>, path: impl Into<Cow<'static, str>>, raw: &str, how: How) {
        if self.detail == Detail::Full || may_fail(raw) {
            self.push(Some(field.into()), path.into(), Some(raw), how, None);
        }
    }

    /// As [`Self::took`], saying how the field changed it.
    pub fn changed(
        &mut self,
        field: impl Into<Field>,
        path: impl Into<Cow<'static, str>>,
        raw: &str,
        how: How,
        change: Change,
    ) {
        if self.detail == Detail::Full || may_fail(raw) {
            self.push(Some(field.into()), path.into(), Some(raw), how, Some(change));
        }
    }

    /// The field has a value that the source does not give.
    pub fn set(&mut self, field: impl Into<Field>, how: How, change: Change) {
        if self.detail == Detail::Full {
            self.push(Some(field.into()), Cow::Borrowed(""), None, how, Some(change));
        }
    }

    /// The field stays empty: the source has nothing at `path`.
    pub fn missing(&mut self, field: impl Into<Field>, path: impl Into<Cow<'static, str>>) {
        self.push(Some(field.into()), path.into(), None, How::Missing, None);
    }

    /// `raw`, found at `path`, was meant for `field` and is lost.
    pub fn lost(
        &mut self,
        field: impl Into<Field>,
        path: impl Into<Cow<'static, str>>,
        raw: &str,
        loss: Loss,
    ) {
        self.push(Some(field.into()), path.into(), Some(raw), How::Ignored, Some(loss.into()));
    }

    /// `raw`, found at `path`, is read by no field.
    pub fn unread(&mut self, path: impl Into<Cow<'static, str>>, raw: &str) {
        if self.detail == Detail::Full {
            self.push(None, path.into(), Some(raw), How::Ignored, None);
        }
    }

    /// `raw`, found at `origin` in the record that was converted, is read by no field.
    pub fn unread_converted(
        &mut self,
        path: String,
        origin: &str,
        raw: &str,
        part: Option<IsoPart>,
        others: u32,
    ) {
        if self.detail == Detail::Full {
            let is_partly_lost = part.is_some() || others > 0;
            let change = is_partly_lost.then_some(Change::Lost(Loss::Untaken(part, others)));
            self.push_placed(None, path.into(), origin, Some(raw), How::Ignored, change);
        }
    }

    /// A part of the record is described there.
    pub fn part(&mut self, resource: Option<usize>, span: Range<usize>) {
        let resource = resource.and_then(|index| u32::try_from(index).ok());
        self.parts.push(SourcePart { resource, span });
    }

    /// The part noted last is of no resource: this one is left out, and the next takes its rank.
    pub fn leave_part_out(&mut self, resource: usize) {
        let rank = u32::try_from(resource).ok();
        if let Some(part) = self.parts.last_mut().filter(|part| part.resource == rank) {
            part.resource = None;
        }
    }

    /// The parts that are described in a place of their own, in the order the harvester met them.
    pub fn parts(&self) -> &[SourcePart] {
        &self.parts
    }

    /// The line that was just written is made of what has this number.
    pub fn made_of(&mut self, source: Option<u32>) {
        if let (Detail::Full, Some(source), Some(last)) =
            (self.detail, source, self.lines.len().checked_sub(1))
        {
            self.sources.push((last, source));
        }
    }

    /// The number of what the first line about this field is made of.
    pub fn source_of(&self, field: Field) -> Option<u32> {
        let is_about = |&&(index, _): &&(usize, u32)| {
            self.lines.get(index).is_some_and(|line| self.entry(line).field() == Some(field))
        };
        self.sources.iter().find(is_about).map(|&(_, source)| source)
    }

    /// Says where lines come from in the record that was converted before it was read: of each, what it is made of.
    pub fn place<'o>(&mut self, mut origin: impl FnMut(Entry<'_>, Option<u32>) -> Option<&'o str>) {
        let mut sources = std::mem::take(&mut self.sources).into_iter().peekable();
        let mut placed =
            Self { detail: self.detail, changes: std::mem::take(&mut self.changes), ..Self::default() };
        placed.parts = std::mem::take(&mut self.parts);
        placed.lines.reserve(self.lines.len());
        placed.texts.reserve(self.texts.len());
        for (index, line) in self.lines.iter().enumerate() {
            let mut source = None;
            while let Some((_, found)) = sources.next_if(|&(of, _)| of == index) {
                source = Some(found);
            }
            let entry = self.entry(line);
            let own_path = if line.path.is_none() { entry.path() } else { "" };
            let texts =
                [own_path, origin(entry, source).unwrap_or_default(), entry.raw().unwrap_or_default()];
            placed.write(*line, texts);
        }
        *self = placed;
    }

    fn push(
        &mut self,
        field: Option<Field>,
        path: Cow<'static, str>,
        raw: Option<&str>,
        how: How,
        change: Option<Change>,
    ) {
        self.push_placed(field, path, "", raw, how, change);
    }

    fn push_placed(
        &mut self,
        field: Option<Field>,
        path: Cow<'static, str>,
        origin: &str,
        raw: Option<&str>,
        how: How,
        change: Option<Change>,
    ) {
        let (word, own_path) = match &path {
            Cow::Borrowed(path) => (Some(Word::of(path)), ""),
            Cow::Owned(path) => (None, path.as_str()),
        };
        let line = Line {
            start: 0,
            path_end: 0,
            origin_end: 0,
            end: 0,
            resource: field.and_then(|field| field.resource).unwrap_or(NO_RESOURCE),
            change: change.as_ref().map_or(UNCHANGED, |_| place(self.changes.len())),
            field: field.map(|field| Word::of(field.name)),
            path: word,
            how,
            has_raw: raw.is_some(),
        };
        self.changes.extend(change);
        let raw = raw.unwrap_or_default();
        let cut = if raw.len() > RAW_LIMIT { raw.char_indices().nth(RAW_LIMIT) } else { None };
        match cut {
            Some((end, _)) => self.write(line, [own_path, origin, raw.get(..end).unwrap_or_default()]),
            None => return self.write(line, [own_path, origin, raw]),
        }
        self.texts.push('…');
        let end = place(self.texts.len());
        if let Some(line) = self.lines.last_mut() {
            line.end = end;
        }
    }

    /// Adds a line with its texts: its own path, its origin, its value.
    fn write(&mut self, line: Line, texts: [&str; 3]) {
        let start = place(self.texts.len());
        let [path_end, origin_end, end] = texts.map(|text| {
            self.texts.push_str(text);
            place(self.texts.len())
        });
        self.lines.push(Line { start, path_end, origin_end, end, ..line });
    }

    fn text(&self, start: u32, end: u32) -> &str {
        self.texts.get(start as usize..end as usize).unwrap_or_default()
    }

    fn entry<'t>(&'t self, line: &'t Line) -> Entry<'t> {
        Entry { trace: self, line }
    }

    /// Gives back the memory of lines that will not come: records are many.
    pub fn shrink_to_fit(&mut self) {
        self.lines.shrink_to_fit();
        self.texts.shrink_to_fit();
        self.changes.shrink_to_fit();
        self.parts.shrink_to_fit();
        self.sources = Vec::new();
    }

    /// Whether nothing was kept.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The lines, in the order the harvester met them.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = Entry<'_>> + ExactSizeIterator + Clone {
        self.lines.iter().map(|line| self.entry(line))
    }

    /// Where the source writes the value that the database cannot hold in `field`.
    pub fn place_of(&self, field: Field, value: &str, exception: &Exception) -> ValuePlace {
        let family = |name: &'static str| name.split('.').next();
        let holds = |entry: &Entry<'_>| {
            let raw = entry.raw().unwrap_or_default();
            match exception {
                Exception::HalfCharacter(_) => Surrogates::of(raw).is_some(),
                Exception::NullKey => entry.kept_path().contains(value),
                _ => raw.contains(value),
            }
        };
        let is_about = |found: Field| {
            found.resource == field.resource
                && (found.name == field.name || family(found.name) == family(field.name))
        };
        let mut entries = self.entries().filter(|entry| entry.field().is_some_and(is_about)).filter(holds);
        let found = entries.clone().find(|entry| entry.field() == Some(field)).or_else(|| entries.next());
        match found {
            Some(entry) => ValuePlace::new(field, entry.kept_path(), entry.raw().unwrap_or_default()),
            None => ValuePlace::new(field, "", value),
        }
    }

    /// The lines about a field of the record.
    pub fn of(&self, field: &'static str) -> impl Iterator<Item = Entry<'_>> {
        self.about(field).filter(|entry| entry.line.resource == NO_RESOURCE)
    }

    /// The lines about the fields with this name, of the record and of its resources.
    pub fn about(&self, field: &'static str) -> impl Iterator<Item = Entry<'_>> {
        let field = Some(Word::of(field));
        self.lines.iter().filter(move |line| line.field == field).map(|line| self.entry(line))
    }
}

/// A place in a trace, which no record fills.
fn place(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_four_words_wide() {
        assert_eq!(size_of::<Line>(), 4 * size_of::<u64>());
    }

    #[test]
    fn lines_are_read_as_they_were_written() {
        let mut trace = Trace::default();
        trace.took("title", "dct:title", "Été", How::AsIs);
        trace.changed(
            Field::of_resource(2, "format"),
            "dct:format".to_owned(),
            "CSV",
            How::Converted,
            Change::Part,
        );
        trace.missing("license", "dct:license");
        trace.unread("extras".to_owned(), &"é".repeat(RAW_LIMIT + 1));
        trace.place(|entry, _| entry.is_about("title").then_some("gmd:title"));
        let lines: Vec<_> = trace
            .entries()
            .map(|line| (line.field().map(|field| field.to_string()), line.path(), line.origin(), line.raw()))
            .collect();
        let cut = format!("{}…", "é".repeat(RAW_LIMIT));
        assert_eq!(
            lines,
            [
                (Some("title".to_owned()), "dct:title", Some("gmd:title"), Some("Été")),
                (Some("resources[2].format".to_owned()), "dct:format", None, Some("CSV")),
                (Some("license".to_owned()), "dct:license", None, None),
                (None, "extras", None, Some(cut.as_str())),
            ]
        );
        let changes: Vec<_> = trace.entries().map(Entry::change).collect();
        assert_eq!(changes, [None, Some(&Change::Part), None, None]);
        assert_eq!(trace.of("format").count(), 0);
        assert_eq!(trace.about("format").count(), 1);
    }
}
