//! What data.gouv.fr shows of a record, a line for each thing, in the order of its page.

use super::super::format::{cut, join};
use crate::display::{Contact, DatasetShown, ServiceShown, ShownRecord};

/// Characters of a text that are shown.
const LONG: usize = 400;

/// A thing that the page shows, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is.
    pub label: String,
    /// What the page says.
    pub text: String,
}

/// The lines of a record's page.
pub fn lines(shown: &ShownRecord) -> Vec<Line> {
    let mut lines = Lines::default();
    match shown {
        ShownRecord::Dataset(shown) => of_dataset(shown, &mut lines),
        ShownRecord::Dataservice(shown) => of_service(shown, &mut lines),
    }
    lines.0
}

/// The lines of two pages side by side: each label once, with what both pages say.
pub fn beside(before: &[Line], after: &[Line]) -> Vec<(String, [Option<String>; 2])> {
    let mut rows: Vec<(String, [Option<String>; 2])> =
        before.iter().map(|line| (line.label.clone(), [Some(line.text.clone()), None])).collect();
    let mut at = 0;
    for line in after {
        match rows.iter().position(|(label, [_, after])| *label == line.label && after.is_none()) {
            Some(index) => {
                rows[index].1[1] = Some(line.text.clone());
                at = index + 1;
            }
            None => {
                rows.insert(at.min(rows.len()), (line.label.clone(), [None, Some(line.text.clone())]));
                at += 1;
            }
        }
    }
    rows
}

#[derive(Default)]
struct Lines(Vec<Line>);

impl Lines {
    fn add(&mut self, label: &str, text: &str) {
        if !text.trim().is_empty() {
            self.0.push(Line { label: label.to_owned(), text: cut(text, LONG) });
        }
    }

    fn contacts(&mut self, label: Option<&str>, contacts: &[Contact]) {
        let texts: Vec<String> = contacts.iter().map(|contact| contact.text.clone()).collect();
        self.add(label.unwrap_or("Contacts"), &join(&texts));
    }
}

fn of_dataset(shown: &DatasetShown, lines: &mut Lines) {
    let page = &shown.page;
    lines.add("Titre", &page.title);
    lines.add("Acronyme", page.acronym.as_deref().unwrap_or_default());
    lines.add("Description", &page.description.text);
    lines.contacts(page.contacts_label, &page.contacts);
    lines.add("Accès", &page.access.join(" "));
    if let Some(licence) = &page.license {
        lines.add(licence.label, licence.text);
    }
    lines.add(page.last_update.label, &page.last_update.text);
    if let Some(quality) = &page.quality {
        lines.add("Qualité des métadonnées", &quality.score);
        lines.add("Ce qui manque", &quality.warnings.join(" · "));
    }
    for group in &shown.files.groups {
        for file in &group.items {
            lines.add(
                &format!("Fichier « {} »", cut(&file.title, 60)),
                &format!("{} · {}", file.infos, file.button),
            );
        }
    }
    lines.add("Mots-clés", &shown.information.information.keywords.join(", "));
    let space = shown.information.space.iter().flat_map(|rows| rows.iter());
    for (label, value) in shown.information.time.iter().chain(space) {
        lines.add(label, value);
    }
    lines.add("Schéma de données", &shown.information.schemas.join(" "));
    if let Some(banner) = &page.source_banner {
        lines.add("Source originale", &banner.link);
    }
}

fn of_service(shown: &ServiceShown, lines: &mut Lines) {
    let page = &shown.page;
    lines.add("Titre", &page.title);
    lines.add("Description", &page.description.text);
    lines.contacts(page.contacts_label, &page.contacts);
    lines.add(page.access_label, &page.access.join(" "));
    for (label, value) in page.technical.iter().chain(shown.information.technical.iter()) {
        lines.add(label, value);
    }
    lines.add("Documentation", &page.buttons.join(" · "));
    lines.add("Jeux de données", &shown.information.datasets_label);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(label: &str, text: &str) -> Line {
        Line { label: label.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn lines_meet_by_their_label_in_order() {
        let before = [line("Titre", "a"), line("Fichier", "1"), line("Fichier", "2"), line("Mots", "x")];
        let after = [line("Titre", "b"), line("Licence", "lo"), line("Fichier", "1"), line("Mots", "x")];
        let rows = beside(&before, &after);
        let told: Vec<_> =
            rows.iter().map(|(label, [a, b])| (label.as_str(), a.as_deref(), b.as_deref())).collect();
        assert_eq!(
            told,
            [
                ("Titre", Some("a"), Some("b")),
                ("Licence", None, Some("lo")),
                ("Fichier", Some("1"), Some("1")),
                ("Fichier", Some("2"), None),
                ("Mots", Some("x"), Some("x")),
            ]
        );
    }
}
