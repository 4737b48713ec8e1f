//! What can be downloaded: CSV for a spreadsheet, JSON for programs, HTML for people.

use std::{
    borrow::Cow,
    io::{self, Write as _},
    ops::Range,
};

use serde::{Serialize, Serializer};

use super::{
    Checked, Preview, Reading, Route, badge,
    list::{Filters, Selection, fold},
    remedy, report, ticket, wording,
};
use crate::{
    Catalogue,
    check::{Finding, RULES, Rule, Verdict, choice},
    display::{self, Datasets, Setting, ShownRecord},
    model::{Item, JobError, JobStatus, Kind},
    portal::Software,
    text::{
        typography,
        visible::{Screen, visible},
    },
};

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
        Export::Csv => out.write_all(csv(checked).as_bytes()),
        Export::Json => json(checked, None, out),
        Export::Html => out.write_all(report::report(checked).as_bytes()),
        Export::Markdown => out.write_all(visible(&ticket::markdown(checked)).as_bytes()),
        Export::Display => shown(checked, out),
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

const COLUMNS: [&str; 12] = [
    "identifiant",
    "titre",
    "etat",
    "code",
    "gravite",
    "champ",
    "valeur_origine",
    "chemin",
    "constat",
    "ecrire",
    "ou_corriger",
    "url_origine",
];

/// One line per finding, one line for a record without any; `;` and a byte order mark, as spreadsheets expect.
fn csv(checked: &Checked) -> String {
    let mut out = String::from("\u{feff}");
    line(&mut out, COLUMNS);
    for finding in &checked.report.source {
        source_line(&mut out, finding);
    }
    let source = (remedy::software(checked), checked.catalogue.options.kind);
    for (item, verdict) in checked.rows() {
        if verdict.findings.is_empty() {
            record_line(&mut out, item, verdict, None, source);
        }
        for finding in &verdict.findings {
            record_line(&mut out, item, verdict, Some(finding), source);
        }
    }
    out
}

/// A finding of the source as a whole.
fn source_line(out: &mut String, finding: &Finding) {
    let Finding { rule, evidence, message, suggestion } = finding;
    let message = &*typography::text(message);
    let suggested = suggestion.as_ref().map_or("", |suggestion| suggestion.value.as_str());
    let raw = evidence.raw.as_deref().unwrap_or_default();
    let field = wording::field(evidence.field);
    let severity = rule.severity.label();
    line(
        out,
        ["", "(source)", "", rule.code, severity, field, raw, &evidence.path, message, suggested, "", ""],
    );
}

fn record_line(
    out: &mut String,
    item: &Item,
    verdict: &Verdict,
    finding: Option<&Finding>,
    (software, kind): (Option<Software>, Option<Kind>),
) {
    let message = match finding {
        Some(finding) => finding.message.clone(),
        None if verdict.state.is_published() => String::new(),
        None => wording::reason(item, verdict),
    };
    let fixes: Vec<String> = finding.map_or_else(Vec::new, |finding| {
        let fixes = remedy::with(software, kind, finding.rule.fixes).best().into_iter();
        let fixes = fixes.map(|fix| format!("{} : {}", fix.software, fix.how));
        finding.advice().into_iter().chain(fixes).collect()
    });
    line(
        out,
        [
            &item.remote_id,
            item.name(),
            wording::state(verdict.state),
            finding.map_or("", |finding| finding.rule.code),
            finding.map_or("", |finding| finding.rule.severity.label()),
            finding.map_or("", |finding| wording::field(finding.evidence.field)),
            finding.and_then(|finding| finding.evidence.raw.as_deref()).unwrap_or_default(),
            finding.map_or("", |finding| finding.evidence.path.as_ref()),
            &typography::text(&message),
            finding.and_then(|finding| finding.suggestion.as_ref()).map_or("", |told| told.value.as_str()),
            &typography::text(&fixes.join(" | ")),
            remote_url(item),
        ],
    );
}

fn remote_url(item: &Item) -> &str {
    item.dataset()
        .and_then(|dataset| dataset.harvest.remote_url.as_deref())
        .or_else(|| item.dataservice().and_then(|service| service.harvest.remote_url.as_deref()))
        .unwrap_or_default()
}

fn line(out: &mut String, cells: [&str; 12]) {
    row(out, &cells);
}

/// A row of CSV, as French spreadsheets read it.
pub(super) fn row(out: &mut String, cells: &[&str]) {
    for (i, text) in cells.iter().enumerate() {
        if i > 0 {
            out.push(';');
        }
        cell(out, text);
    }
    out.push_str("\r\n");
}

/// A cell that no spreadsheet takes for a formula.
fn cell(out: &mut String, text: &str) {
    let text = &*visible(text);
    let formula = text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n']);
    let quoted = text.contains([';', '"', '\n', '\r', '\t']) || text.starts_with(' ') || text.ends_with(' ');
    if quoted {
        out.push('"');
    }
    if formula {
        out.push('\'');
    }
    if quoted {
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}

/// What data.gouv.fr would show of each record, in the shape of [`crate::display`].
fn shown(checked: &Checked, out: &mut dyn io::Write) -> io::Result<()> {
    let Catalogue { job, options, .. } = &checked.catalogue;
    write_json(&display::display(job, Setting::of(options)), out)
}

fn write_json(value: &impl Serialize, out: &mut dyn io::Write) -> io::Result<()> {
    let mut screen = Screen::of_json(out);
    serde_json::to_writer(&mut screen, value)?;
    screen.flush()
}

/// The version of the interchange's shape: it changes when a field goes or changes its meaning (docs/interchange.schema.json).
const INTERCHANGE: u32 = 1;

/// The interchange, and beside each item its state and findings.
#[derive(Serialize)]
struct Interchange<'a> {
    version: u32,
    status: JobStatus,
    /// The first sentence of the page.
    verdict: String,
    errors: &'a [JobError],
    /// The day of the harvest: two checks are compared by it.
    date: String,
    /// The host of the portal: two checks are compared when it is the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    portal: Option<&'a str>,
    findings: Vec<ExportedFinding<'a>>,
    /// What only a person can choose, by the rule whose records say nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    templates: Vec<ExportedTemplate>,
    items: ExportedRows<'a>,
    /// Records that the harvester does not reach, shown to help.
    #[serde(skip_serializing_if = "ExportedRows::is_empty")]
    unreached: ExportedRows<'a>,
}

#[derive(Serialize)]
struct ExportedTemplate {
    rule: &'static str,
    path: String,
    choices: Vec<ExportedChoice>,
}

#[derive(Serialize)]
struct ExportedChoice {
    label: String,
    value: String,
}

/// What may be written where records say nothing, once for each rule.
fn templates(checked: &Checked) -> Vec<ExportedTemplate> {
    let of = |rule: &&'static Rule| {
        let choices = choice::to_fill(
            &checked.catalogue.job.items,
            &checked.report,
            rule,
            checked.catalogue.options.kind,
        );
        let path = choices.first()?.suggestion.path.to_string();
        let choices = choices
            .into_iter()
            .map(|choice| ExportedChoice { label: choice.label, value: choice.suggestion.value })
            .collect();
        Some(ExportedTemplate { rule: rule.code, path, choices })
    };
    RULES.iter().filter_map(of).collect()
}

/// Some of the records, each made when it is written.
struct ExportedRows<'a> {
    checked: &'a Checked,
    ranks: Range<usize>,
    display: Option<&'a Datasets<'a>>,
}

impl ExportedRows<'_> {
    fn is_empty(&self) -> bool {
        self.ranks.is_empty()
    }
}

impl Serialize for ExportedRows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let setting = Setting::of(&self.checked.catalogue.options);
        let rows = self.checked.rows().take(self.ranks.end).skip(self.ranks.start);
        serializer.collect_seq(rows.map(|(item, verdict)| ExportedRow {
            item,
            state: verdict.state.id(),
            findings: verdict.findings.iter().map(exported).collect(),
            display: self.display.and_then(|datasets| display::show(item, datasets, setting)),
        }))
    }
}

#[derive(Serialize)]
struct ExportedRow<'a> {
    #[serde(flatten)]
    item: &'a Item,
    state: &'static str,
    findings: Vec<ExportedFinding<'a>>,
    /// What data.gouv.fr would show, when it is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    display: Option<ShownRecord>,
}

#[derive(Serialize)]
struct ExportedFinding<'a> {
    rule: &'static str,
    severity: &'static str,
    level: &'static str,
    message: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion: Option<&'a str>,
    /// Where to write it, when it is not where the finding stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    suggestion_path: Option<&'a str>,
    field: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw: Option<&'a str>,
}

/// Writes the interchange, with what data.gouv.fr would show of each record beside it.
///
/// # Errors
///
/// Those of `out`.
pub fn write_with_display(checked: &Checked, out: &mut dyn io::Write) -> io::Result<()> {
    json(checked, Some(&Datasets::of(&checked.catalogue.job)), out)
}

fn json(checked: &Checked, display: Option<&Datasets<'_>>, out: &mut dyn io::Write) -> io::Result<()> {
    let job = &checked.catalogue.job;
    let total = checked.rows().count();
    let seen = job.records_seen().min(total);
    let rows = |ranks| ExportedRows { checked, ranks, display };
    let interchange = Interchange {
        version: INTERCHANGE,
        status: job.status,
        verdict: super::overview::sentence(checked).1,
        errors: &job.errors,
        date: checked.catalogue.options.now.naive.date().to_string(),
        portal: checked.portal_name(),
        findings: checked.report.source.iter().map(exported).collect(),
        templates: templates(checked),
        items: rows(0..seen),
        unreached: rows(seen..total),
    };
    write_json(&interchange, out)
}

fn exported(finding: &Finding) -> ExportedFinding<'_> {
    ExportedFinding {
        rule: finding.rule.code,
        severity: finding.rule.severity.id(),
        level: finding.rule.level.label(),
        message: typography::text(&finding.message),
        suggestion: finding.suggestion.as_ref().map(|suggestion| suggestion.value.as_str()),
        suggestion_path: finding
            .suggestion
            .as_ref()
            .map(|suggestion| suggestion.path.as_ref())
            .filter(|path| *path != finding.evidence.path),
        field: finding.evidence.field,
        path: &finding.evidence.path,
        raw: finding.evidence.raw.as_deref(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{CatalogueSource, testing::checked};

    #[test]
    fn cells_are_never_formulas() {
        let table = [
            ("arbres", "arbres"),
            ("", ""),
            ("a;b", "\"a;b\""),
            ("dit \"oui\"", "\"dit \"\"oui\"\"\""),
            ("=1+1", "'=1+1"),
            ("+33", "'+33"),
            ("-1", "'-1"),
            ("@cmd", "'@cmd"),
            (" =1", "\"' =1\""),
            ("\t=1", "\"'\t=1\""),
            ("=a;\"b\"", "\"'=a;\"\"b\"\"\""),
            ("\r\n=1", "\"'\r\n=1\""),
            ("\r\u{1b}[2J", "␍␛[2J"),
        ];
        for (text, expected) in table {
            let mut out = String::new();
            cell(&mut out, text);
            assert_eq!(out, expected, "{text:?}");
        }
    }

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

    #[test]
    fn every_record_has_a_line() {
        let checked = checked();
        let csv = String::from_utf8(export(&checked, Export::Csv)).expect("UTF-8");
        assert!(csv.starts_with("\u{feff}identifiant;titre;etat;code;"));
        for item in &checked.catalogue.job.items {
            let mut id = String::new();
            cell(&mut id, &item.remote_id);
            assert!(csv.contains(&format!("\r\n{id};")), "{id}");
        }
    }

    #[test]
    fn json_keeps_the_interchange_and_adds_findings() {
        let checked = checked();
        let json: serde_json::Value = serde_json::from_slice(&export(&checked, Export::Json)).expect("JSON");
        let first = &json["items"][0];
        assert_eq!(first["item"]["type"], "dataset");
        assert_eq!(first["state"], checked.report.verdicts[0].state.id());
        assert_eq!(json["items"].as_array().map(Vec::len), Some(checked.report.tally.total()));
        assert_eq!(
            first["findings"].as_array().map(Vec::len),
            Some(checked.report.verdicts[0].findings.len())
        );
    }
}
