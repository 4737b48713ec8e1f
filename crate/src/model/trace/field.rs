//! The fields of data.gouv.fr, and what happens to them.

use serde::Serialize;

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
