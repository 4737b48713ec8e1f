//! What is known of all records together, gathered from one after the other: those need not be kept.

use std::collections::HashSet;

use super::{context::publisher_key, rules::unread::UnreadFields};
use crate::model::{Item, Record, Status};

/// What the rules need to know of all records.
#[derive(Debug, Clone, Default)]
pub struct Census {
    /// The fields that no harvester reads.
    pub(super) unread: UnreadFields,
    /// The names of those that come from another portal.
    pub(super) federated: Vec<String>,
    /// A damaged word of each record that has one: « DonnÃ©es ».
    pub(super) damaged: Vec<String>,
    publishers: HashSet<String>,
}

impl Census {
    /// Of all these records.
    pub(super) fn of(items: &[Item]) -> Self {
        let mut census = Self::default();
        items.iter().for_each(|item| census.add(item));
        census
    }

    /// Counts one more record.
    pub(super) fn add(&mut self, item: &Item) {
        self.unread.add(item);
        if item.status == Status::Done && is_federated(item) {
            self.federated.push(item.name().to_owned());
        }
        self.damaged.extend(damaged_word(item).map(str::to_owned));
        let publisher = item.source_publisher.as_deref().map(publisher_key);
        self.publishers.extend(publisher.filter(|name| !name.is_empty()));
    }

    /// How many publishers the records name.
    pub(super) fn publishers(&self) -> usize {
        self.publishers.len()
    }
}

/// The first damaged word of what is published of a record.
fn damaged_word(item: &Item) -> Option<&str> {
    let (title, description, tags) = match item.record.as_ref()? {
        Record::Dataset(dataset) => (Some(&dataset.title), Some(&dataset.description), &dataset.tags),
        Record::Dataservice(service) => (service.title.as_ref(), service.description.as_ref(), &service.tags),
    };
    title.into_iter().chain(description).chain(tags).find_map(|text| damage(text))
}

/// The first word in which UTF-8 was read as Latin (« Ã© », « â€™ »), or a character replaced by a mark (U+FFFD).
fn damage(text: &str) -> Option<&str> {
    let is_damaged = |&at: &usize| {
        let mut characters = text.get(at..).unwrap_or_default().chars();
        match (characters.next(), characters.next()) {
            (Some('\u{fffd}'), _) => true,
            (Some('Ã'), Some(second)) => ('\u{80}'..='\u{bf}').contains(&second),
            (Some('â'), Some(second)) => matches!(second, '€' | '\u{80}'),
            (Some('Â'), Some(second)) => matches!(second, '°' | '«' | '»'),
            _ => false,
        }
    };
    // The first bytes of these characters.
    let at = memchr::memchr2_iter(0xc3, 0xef, text.as_bytes()).find(is_damaged)?;
    let is_space = |c: char| c.is_ascii_whitespace();
    let (before, rest) = text.split_at(at);
    let start = before.rfind(is_space).map_or(0, |space| space + 1);
    let end = at + rest.find(is_space).unwrap_or(rest.len());
    text.get(start..end)
}

fn is_federated(item: &Item) -> bool {
    item.trace.entries().any(|line| {
        line.path().ends_with(".federated") && line.raw().is_some_and(|raw| raw.eq_ignore_ascii_case("true"))
    })
}

#[cfg(test)]
mod tests {
    use super::damage;

    #[test]
    fn damaged_words_are_told_from_accents() {
        for (text, word) in [
            ("Les DonnÃ©es de la ville", "DonnÃ©es"),
            ("Les arbres de lâ€™allée", "lâ€™allée"),
            ("Les Donn\u{fffd}es", "Donn\u{fffd}es"),
            ("Angle en Â°", "Â°"),
            ("Château, mÃ©tÃ©o\n\u{fffd}", "mÃ©tÃ©o"),
        ] {
            assert_eq!(damage(text), Some(word), "{text}");
        }
        for text in ["Données", "SÃO PAULO", "Château, âge", "Âge", "câble", ""] {
            assert_eq!(damage(text), None, "{text}");
        }
    }
}
