//! Labels and values, in the order of the screen.

use serde::{Serialize, Serializer};

use super::space::tidy;

/// Labels and values of a list; a value that shows nothing is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows(Vec<(String, String)>);

impl Rows {
    /// Adds a line, with spaces as a reader sees them.
    pub fn add(&mut self, label: &str, value: &str) {
        let value = tidy(value);
        if !value.is_empty() {
            self.0.push((tidy(label), value));
        }
    }

    /// The lines.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(label, value)| (label.as_str(), value.as_str()))
    }

    /// The value under `label`.
    pub fn get(&self, label: &str) -> Option<&str> {
        self.iter().find_map(|(name, value)| (name == label).then_some(value))
    }

    /// Whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Rows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}
