//! The example of a rule, for its help page: the case that trips it, which the tests write (`data/examples.txt`).

use super::Rule;
use crate::{model::Kind, text::tables::Table};

/// What trips a rule, and what to write instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The harvester of the record.
    pub kind: Kind,
    /// The lines that trip the rule; none where something is missing.
    pub wrong: Vec<&'static str>,
    /// The lines to write instead; none where they are to be found elsewhere.
    pub right: Vec<&'static str>,
}

impl Rule {
    /// Its example, when a few lines show it.
    pub fn example(&self) -> Option<Example> {
        let head = format!("# {} ", self.code);
        let mut lines = Table::Examples.text().lines().skip_while(|line| !line.starts_with(&head));
        let kind = lines.next()?.strip_prefix(&head)?.parse().ok()?;
        let mut example = Example { kind, wrong: Vec::new(), right: Vec::new() };
        for line in lines.take_while(|line| !line.starts_with('#')) {
            match line.split_at_checked(1)? {
                ("-", wrong) => example.wrong.push(wrong),
                (_, right) => example.right.push(right),
            }
        }
        Some(example)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rule;

    #[test]
    fn an_example_is_what_the_case_writes() {
        let example = |code: &str| rule(code).expect(code).example();
        let found = example("licence-non-reconnue").expect("an example");
        assert_eq!(found.kind, Kind::Dcat);
        assert_eq!(found.wrong, ["dct:license \"Licence ouverte Etalab 2.0\""]);
        assert_eq!(found.right.len(), 1);
        assert!(example("licence-absente").is_some_and(|example| example.wrong.is_empty()));
        assert_eq!(example("refus-inattendu"), None);
    }
}
