//! One line of a trace, read where it lies.

use std::{borrow::Cow, fmt};

use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{Field, How, Trace, words::Word};
use crate::{
    model::{Change, Loss},
    text::typography,
};

/// A line as it is kept. Its texts are in the trace: its path when it is no word of the program, what it is made of in
/// the record that was converted, and its value, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub start: u32,
    pub path_end: u32,
    pub origin_end: u32,
    pub end: u32,
    /// The resource that the field is of, [`NO_RESOURCE`] when it is of the record.
    pub resource: u32,
    /// Its place among the changes of the trace, [`UNCHANGED`] when there is nothing to say.
    pub change: u32,
    pub field: Option<Word>,
    pub path: Option<Word>,
    pub how: How,
    pub has_raw: bool,
}

/// No record has that many resources.
pub(super) const NO_RESOURCE: u32 = u32::MAX;

/// No trace has that many changes.
pub(super) const UNCHANGED: u32 = u32::MAX;

/// One line of « D'où vient chaque champ ».
#[derive(Clone, Copy)]
pub struct Entry<'t> {
    pub(super) trace: &'t Trace,
    pub(super) line: &'t Line,
}

impl<'t> Entry<'t> {
    /// The field; `None` when no field takes the value.
    pub fn field(self) -> Option<Field> {
        let name = self.line.field?.text();
        Some(Field { name, resource: Some(self.line.resource).filter(|&resource| resource != NO_RESOURCE) })
    }

    /// The path in the source, in the source's words: `metas.license`, `dct:license`.
    pub fn path(self) -> &'t str {
        match self.line.path {
            Some(word) => word.text(),
            None => self.trace.text(self.line.start, self.line.path_end),
        }
    }

    /// The same, to be kept: most paths are words of the program.
    pub fn kept_path(self) -> Cow<'static, str> {
        match self.line.path {
            Some(word) => Cow::Borrowed(word.text()),
            None => Cow::Owned(self.path().to_owned()),
        }
    }

    /// The path in the record that was converted to what [`Self::path`] is in, when one was: an ISO 19139 record.
    pub fn origin(self) -> Option<&'t str> {
        let origin = self.trace.text(self.line.path_end, self.line.origin_end);
        Some(origin).filter(|origin| !origin.is_empty())
    }

    /// The path in what the portal wrote.
    pub fn source_path(self) -> &'t str {
        self.origin().unwrap_or_else(|| self.path())
    }

    /// The same, to be kept.
    pub fn kept_source_path(self) -> Cow<'static, str> {
        self.origin().map_or_else(|| self.kept_path(), |origin| Cow::Owned(origin.to_owned()))
    }

    /// The value there, cut when long.
    pub fn raw(self) -> Option<&'t str> {
        self.line.has_raw.then(|| self.trace.text(self.line.origin_end, self.line.end))
    }

    /// What happened.
    pub fn how(self) -> How {
        self.line.how
    }

    /// What became of the value, when there is something to say of it.
    pub fn change(self) -> Option<&'t Change> {
        self.trace.changes.get(self.line.change as usize)
    }

    /// Why the value is lost, when it is.
    pub fn loss(self) -> Option<&'t Loss> {
        self.change()?.loss()
    }

    /// Whether the whole record is lost with the value.
    pub fn is_fatal(self) -> bool {
        self.loss().is_some_and(Loss::is_fatal)
    }

    /// Whether the field has this name, in the record or in a resource.
    pub fn is_about(self, name: &str) -> bool {
        self.line.field.is_some_and(|field| field.text() == name)
    }
}

impl PartialEq for Entry<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.field(), self.how(), self.change()) == (other.field(), other.how(), other.change())
            && (self.path(), self.origin(), self.raw()) == (other.path(), other.origin(), other.raw())
    }
}

impl fmt::Debug for Entry<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry")
            .field("field", &self.field())
            .field("path", &self.path())
            .field("origin", &self.origin())
            .field("raw", &self.raw())
            .field("how", &self.how())
            .field("change", &self.change())
            .finish()
    }
}

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let origin = self.origin();
        let mut s = serializer.serialize_struct("Entry", 5 + usize::from(origin.is_some()))?;
        let field = self.field().map(|field| match field.resource {
            Some(_) => Cow::Owned(field.to_string()),
            None => Cow::Borrowed(field.name),
        });
        s.serialize_field("field", &field)?;
        s.serialize_field("path", self.path())?;
        if let Some(origin) = origin {
            s.serialize_field("origin", origin)?;
        }
        s.serialize_field("raw", &self.raw())?;
        s.serialize_field("how", &self.how())?;
        let note = self.change().map(ToString::to_string);
        s.serialize_field("note", &note.as_deref().map(typography::text))?;
        s.end()
    }
}
