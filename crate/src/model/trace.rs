//! Where each field of data.gouv.fr comes from.

use std::borrow::Cow;

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Change, IsoPart, Loss, ValuePlace, refusal::Exception};
use crate::text::{surrogates::Surrogates, typography};

/// How much of the trace to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Detail {
    /// Only what is lost or missing: enough for the checks of a large catalogue.
    Losses,
    /// Everything: what the page of one record shows.
    #[default]
    Full,
}

/// What happened between the source and the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// « repris tel quel »
    AsIs,
    /// « converti »
    Converted,
    /// « déduit » from something else.
    Deduced,
    /// « par défaut »
    Default,
    /// « fixé par le formulaire »
    Form,
    /// Nothing in the source.
    Missing,
    /// « ignoré »: in the source, and lost.
    Ignored,
}

/// A field of data.gouv.fr, in the interchange's words: `license`, `resources[2].format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// The resource that holds it, counted from 0.
    pub resource: Option<u32>,
}

impl From<&'static str> for Field {
    fn from(name: &'static str) -> Self {
        Self { name, resource: None }
    }
}

impl Field {
    /// A field of the resource number `index`, counted from 0.
    pub fn of_resource(index: usize, name: &'static str) -> Self {
        Self { name, resource: u32::try_from(index).ok() }
    }
}

impl std::fmt::Display for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.resource {
            Some(index) => write!(f, "resources[{index}].{}", self.name),
            None => f.write_str(self.name),
        }
    }
}

/// One line of « D'où vient chaque champ ».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The field; `None` when no field takes the value.
    pub field: Option<Field>,
    /// The path in the source, in the source's words: `metas.license`, `dct:license`.
    pub path: Cow<'static, str>,
    /// The path in the record that was converted to what [`Self::path`] is in, when one was: an ISO 19139 record.
    pub origin: Option<Box<str>>,
    /// The value there, cut when long.
    pub raw: Option<Box<str>>,
    /// What happened.
    pub how: How,
    /// What became of the value, when there is something to say of it.
    pub change: Option<Change>,
}

impl Entry {
    /// Why the value is lost, when it is.
    pub fn loss(&self) -> Option<&Loss> {
        self.change.as_ref()?.loss()
    }

    /// Whether the whole record is lost with the value.
    pub fn is_fatal(&self) -> bool {
        self.loss().is_some_and(Loss::is_fatal)
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut s = serializer.serialize_struct("Entry", 5 + usize::from(self.origin.is_some()))?;
        s.serialize_field("field", &self.field.map(|field| field.to_string()))?;
        s.serialize_field("path", &self.path)?;
        if let Some(origin) = &self.origin {
            s.serialize_field("origin", origin)?;
        }
        s.serialize_field("raw", &self.raw)?;
        s.serialize_field("how", &self.how)?;
        let note = self.change.as_ref().map(ToString::to_string);
        s.serialize_field("note", &note.as_deref().map(typography::text))?;
        s.end()
    }
}

/// The lines of one record.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Trace {
    entries: Vec<Entry>,
    #[serde(skip)]
    detail: Detail,
    /// What lines are made of, while a converted record is read: their rank, and a number of the converter.
    #[serde(skip)]
    sources: Vec<(usize, u32)>,
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
        Self { detail, ..Self::default() }
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
            self.push(None, path.into(), Some(raw), How::Ignored, change);
            if let Some(entry) = self.entries.last_mut() {
                entry.origin = Some(origin.into());
            }
        }
    }

    /// The line that was just written is made of what has this number.
    pub fn made_of(&mut self, source: Option<u32>) {
        if let (Detail::Full, Some(source), Some(last)) =
            (self.detail, source, self.entries.len().checked_sub(1))
        {
            self.sources.push((last, source));
        }
    }

    /// The number of what the first line about this field is made of.
    pub fn source_of(&self, field: Field) -> Option<u32> {
        let is_about = |&&(index, _): &&(usize, u32)| {
            self.entries.get(index).is_some_and(|entry| entry.field == Some(field))
        };
        self.sources.iter().find(is_about).map(|&(_, source)| source)
    }

    /// Says where lines come from in the record that was converted before it was read: of each, what it is made of.
    pub fn place(&mut self, mut origin: impl FnMut(&Entry, Option<u32>) -> Option<Box<str>>) {
        let mut sources = std::mem::take(&mut self.sources).into_iter().peekable();
        for (index, entry) in self.entries.iter_mut().enumerate() {
            let mut source = None;
            while let Some((_, found)) = sources.next_if(|&(of, _)| of == index) {
                source = Some(found);
            }
            entry.origin = origin(entry, source);
        }
    }

    fn push(
        &mut self,
        field: Option<Field>,
        path: Cow<'static, str>,
        raw: Option<&str>,
        how: How,
        change: Option<Change>,
    ) {
        let raw = raw.map(|raw| match raw.char_indices().nth(RAW_LIMIT) {
            Some((end, _)) => format!("{}…", &raw[..end]).into_boxed_str(),
            None => raw.into(),
        });
        self.entries.push(Entry { field, path, origin: None, raw, how, change });
    }

    /// Gives back the memory of lines that will not come: records are many.
    pub fn shrink_to_fit(&mut self) {
        self.entries.shrink_to_fit();
    }

    /// Whether nothing was kept.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The lines, in the order the harvester met them.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Where the source writes the value that the database cannot hold in `field`.
    pub fn place_of(&self, field: Field, value: &str, exception: &Exception) -> ValuePlace {
        let family = |name: &'static str| name.split('.').next();
        let holds = |entry: &&Entry| {
            let raw = entry.raw.as_deref().unwrap_or_default();
            match exception {
                Exception::HalfCharacter(_) => Surrogates::of(raw).is_some(),
                _ => raw.contains(value),
            }
        };
        let is_about = |found: Field| {
            found.resource == field.resource
                && (found.name == field.name || family(found.name) == family(field.name))
        };
        let mut entries = self.entries.iter().filter(|entry| entry.field.is_some_and(is_about)).filter(holds);
        let found = entries.clone().find(|entry| entry.field == Some(field)).or_else(|| entries.next());
        match found {
            Some(entry) => {
                ValuePlace::new(field, entry.path.clone(), entry.raw.as_deref().unwrap_or_default())
            }
            None => ValuePlace::new(field, "", value),
        }
    }

    /// The lines about `field`.
    pub fn of(&self, field: &str) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |e| e.field.is_some_and(|f| f.resource.is_none() && f.name == field))
    }
}
