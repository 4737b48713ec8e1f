//! What can be downloaded: CSV for a spreadsheet, JSON for programs, HTML for people.

mod csv;
mod interchange;

use std::io;

pub(super) use self::csv::row;
pub use self::interchange::write_with_display;
use super::{
    Checked, Reading, Route, badge,
    list::{Filters, Selection, fold},
    report, ticket,
};
use crate::{preview::Preview, text::visible::visible};

/// A download.
///
/// ```
/// use avant_moisson::{Input, Options, preview, view::{Checked, Export, export}};
///
/// let turtle = "<https://a.fr/x> a <http://www.w3.org/ns/dcat#Dataset> .";
/// let checked = Checked::from(preview(vec![Input::named("a.ttl", turtle)], Options::default()));
/// assert!(export(&checked, Export::Csv).ends_with(b"\n"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// One line per finding.
    Csv,
    /// The interchange: job, items, traces, findings.
    Json,
    /// A report in one file.
    Html,
    /// The same, to paste into a ticket.
    Markdown,
    /// What data.gouv.fr would show of each record.
    Display,
    /// A dated picture of how many records are ready, to place in a page.
    Badge,
}

impl Export {
    /// In the order of the page.
    pub const ALL: [Self; 6] =
        [Self::Csv, Self::Json, Self::Html, Self::Markdown, Self::Display, Self::Badge];

    /// The export with this name.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|export| export.id() == id)
    }

    /// Its name, by which it is asked for.
    pub fn id(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Display => "affichage",
            Self::Badge => "insigne",
        }
    }

    /// The extension of its file.
    fn extension(self) -> &'static str {
        match self {
            Self::Markdown => "md",
            Self::Display => "affichage.json",
            Self::Badge => "svg",
            other => other.id(),
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Json | Self::Display => "application/json",
            Self::Html => "text/html;charset=utf-8",
            Self::Markdown => "text/markdown;charset=utf-8",
            Self::Badge => "image/svg+xml",
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::Html => "Rapport HTML",
            Self::Markdown => "Markdown",
            Self::Display => "Affichage (JSON)",
            Self::Badge => "Insigne (SVG)",
        }
    }
}

/// The file name of a download: `avant-moisson-data.maville.fr-2026-11-22.csv`
pub fn file_name(checked: &Checked, export: Export) -> String {
    let mut name = String::from("avant-moisson-");
    for c in fold(checked.name()).chars().take(60) {
        let kept = c.is_ascii_alphanumeric() || c == '.' || c == '_';
        match kept {
            true => name.push(c),
            false if name.ends_with('-') => {}
            false => name.push('-'),
        }
    }
    let day = checked.catalogue.options.now.naive.date();
    format!("{}-{day}.{}", name.trim_end_matches(['-', '.']), export.extension())
}

/// The bytes of a download.
pub fn export(checked: &Checked, export: Export) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory cannot fail.
    let _ = write(checked, export, &mut bytes);
    bytes
}

/// Writes a download as it is made: one of a large catalogue is larger than what it was read from.
///
/// # Errors
///
/// Those of `out`.
pub fn write(checked: &Checked, export: Export, out: &mut dyn io::Write) -> io::Result<()> {
    match export {
        Export::Csv => csv::write(checked, out),
        Export::Json => interchange::write(checked, None, out),
        Export::Html => report::write(checked, out),
        Export::Markdown => out.write_all(visible(&ticket::markdown(checked)).as_bytes()),
        Export::Display => interchange::display(checked, out),
        Export::Badge => out.write_all(badge::svg(checked).as_bytes()),
    }
}

impl Checked {
    /// Some of its records alone, as their list is filtered.
    pub fn about(&self, filters: &Filters) -> Self {
        let indices = Selection::of(self, filters).indices;
        let items = indices.iter().filter_map(|&index| self.catalogue.job.items.get(index).cloned());
        let mut catalogue = self.catalogue.with(items.collect());
        catalogue.job.status = self.catalogue.job.status;
        catalogue.job.errors.clone_from(&self.catalogue.job.errors);
        catalogue.problems.clone_from(&self.catalogue.problems);
        // What is left out is not missing: it was not asked for.
        let reading = Reading { expected: None, ..self.reading.clone() };
        Preview { catalogue, report: self.report.about(&indices), reading }.into()
    }
}

/// A download as it is asked for: of everything, or, after `liste-`, of what the list shows.
pub fn asked(checked: &Checked, kind: &str, route: &Route) -> Option<(String, &'static str, Vec<u8>)> {
    match kind.strip_prefix("liste-") {
        Some(kind) => {
            let export = Export::parse(kind)?;
            let part = checked.about(&route.filters);
            let name = file_name(&part, export).replacen("avant-moisson-", "avant-moisson-liste-", 1);
            Some((name, export.media_type(), self::export(&part, export)))
        }
        None => {
            let export = Export::parse(kind)?;
            Some((file_name(checked, export), export.media_type(), self::export(checked, export)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        text::visible::is_bidirectional,
        view::{CatalogueSource, testing::checked},
    };

    #[test]
    fn file_names_are_safe_everywhere() {
        let mut checked = checked();
        checked.reading.source = Some(CatalogueSource::Local("../Évènements « été » 2026 <1>.json".into()));
        assert_eq!(
            file_name(&checked, Export::Csv),
            "avant-moisson-..-evenements-ete-2026-1-.json-1970-01-01.csv"
        );
    }

    #[test]
    fn a_filtered_list_is_exported_alone() {
        let checked = checked();
        let route = Route::parse("#/jeux?etat=en-echec");
        let (name, _, bytes) = asked(&checked, "liste-csv", &route).expect("a download");
        assert!(name.starts_with("avant-moisson-liste-"), "{name}");
        let csv = String::from_utf8(bytes).expect("UTF-8");
        assert!(!csv.contains(";Prêt;") && !csv.contains(";À corriger;"), "{csv}");
        let all = asked(&checked, "csv", &route).expect("a download").2;
        assert!(all.len() > csv.len());
        assert!(asked(&checked, "liste-rien", &route).is_none());
    }

    /// Whoever prints a download on a terminal reads a portal's text, and nothing else happens.
    #[test]
    fn no_download_holds_what_acts_on_a_terminal() {
        let mut checked = checked();
        for item in &mut checked.catalogue.job.items {
            item.remote_id += "\u{1b}]0;x\u{7}\u{9b}31m\u{202e}\u{8}";
        }
        for kind in Export::ALL {
            let bytes = export(&checked, kind);
            let text = String::from_utf8(bytes).expect("UTF-8");
            let acting =
                text.chars().find(|c| (c.is_control() && !"\t\r\n".contains(*c)) || is_bidirectional(*c));
            assert_eq!(acting, None, "{kind:?}");
        }
    }
}
