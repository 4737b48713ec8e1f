//! Answers that do not depend on the record: portals repeat the same licences and keywords.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::{
    model::{
        Licence,
        licence::{self, Match},
    },
    text::slug,
};

/// Longer texts are hardly ever repeated.
const LONGEST: usize = 200;

/// What was already worked out, by text.
#[derive(Debug, Default)]
pub(in crate::harvest) struct RecordCache {
    licences: HashMap<Box<str>, Option<(&'static Licence, Match)>, FxBuildHasher>,
    tags: HashMap<Box<str>, Option<Box<str>>, FxBuildHasher>,
}

impl RecordCache {
    /// `License.guess(text)`.
    pub fn licence(&mut self, text: &str) -> Option<(&'static Licence, Match)> {
        if let Some(known) = self.licences.get(text) {
            return *known;
        }
        let guess = licence::guess([text]).map(|guess| (guess.licence, guess.how));
        if text.len() <= LONGEST {
            self.licences.insert(text.into(), guess);
        }
        guess
    }

    /// The tag that a keyword gives.
    pub fn tag(&mut self, keyword: &str) -> Option<String> {
        if let Some(known) = self.tags.get(keyword) {
            return known.as_deref().map(str::to_owned);
        }
        let tag = slug::tag(keyword);
        if keyword.len() <= LONGEST {
            self.tags.insert(keyword.into(), tag.as_deref().map(Into::into));
        }
        tag
    }
}
