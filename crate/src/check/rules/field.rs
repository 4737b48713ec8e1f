//! Fields that a portal publishes and that no harvester reads: what a record lacks may stand in one.

use crate::{
    model::{Entry, IsoPart, Loss},
    text::slug::slugify,
};

/// Whether data.gouv.fr reads nothing there, or keeps it aside among its extras.
pub(super) fn is_unread(line: &Entry<'_>) -> bool {
    line.field().is_none_or(|field| field.name == "extras")
}

/// Whether a line is the text of an anchor of ISO 19139, whose address is read.
pub(super) fn is_anchor_label(line: &Entry<'_>) -> bool {
    matches!(line.loss(), Some(Loss::Untaken(Some(IsoPart::AnchorLabel), _)))
}

/// The name of a field as the form of its portal gives it.
pub(super) fn name<'a>(line: &Entry<'a>) -> &'a str {
    line.path().strip_prefix("extras.").unwrap_or(line.path())
}

/// The words of a field's name, in small letters without accents: `dct:temporal_coverage` is dct, temporal, coverage.
pub(super) struct Words(String);

impl Words {
    pub(super) fn of(name: &str) -> Self {
        Self(slugify(name))
    }

    /// Whether the name is those words, one after the other.
    pub(super) fn are(&self, words: &[&str]) -> bool {
        self.0.split('-').eq(words.iter().copied())
    }

    /// Whether one of the words starts so.
    pub(super) fn has(&self, starts: &[&str]) -> bool {
        self.0.split('-').any(|word| starts.iter().any(|start| word.starts_with(start)))
    }
}
