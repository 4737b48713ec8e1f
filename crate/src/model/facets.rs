//! What a portal's packages can be filtered by.

use super::Filter;
use crate::text::count::count;

/// A value to filter by, as found in the packages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchFacet {
    /// What to write in the filter.
    pub value: String,
    /// What a person calls it.
    pub label: String,
    /// How many packages bear it.
    pub count: usize,
}

impl SearchFacet {
    /// The value as the form wants it: between quotes where Solr would read a sign or a space otherwise.
    pub fn term(&self) -> String {
        let plain = |c: char| c.is_alphanumeric() || c == '_' || c == '-' || c == '.';
        let is_word = ["AND", "OR", "NOT"].contains(&self.value.as_str());
        if self.value.chars().all(plain) && !self.value.starts_with('-') && !is_word {
            self.value.clone()
        } else {
            format!("\"{}\"", self.value.replace('\\', "\\\\").replace('"', "\\\""))
        }
    }
}

/// The values to filter by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// How many packages there are.
    pub packages: usize,
    /// Organisations, the most frequent first.
    pub organizations: Vec<SearchFacet>,
    /// Tags, the most frequent first.
    pub tags: Vec<SearchFacet>,
}

impl Facets {
    /// The warning of DataSud's guide: without filter, all the portal is harvested, in the name of one organisation.
    pub fn unfiltered(&self, filters: &[Filter]) -> Option<String> {
        let organizations = self.organizations.len();
        (filters.is_empty() && organizations > 1).then(|| {
            format!(
                "Aucun filtre : {} de {organizations} organisations du portail seraient publiés au nom de la vôtre. Ajoutez le filtre « organization » avec le nom de votre organisation.",
                count(self.packages, "jeu", "jeux"),
            )
        })
    }
}
