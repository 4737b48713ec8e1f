//! One line per finding, for a spreadsheet.

use std::io;

use crate::{
    check::{Finding, Verdict},
    model::{Item, Kind},
    portal::Software,
    text::{typography, visible::visible},
    view::{Checked, remedy, wording},
};

/// Bytes that are written at once.
const BLOCK: usize = 1 << 16;

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
/// Written record after record.
pub(super) fn write(checked: &Checked, out: &mut dyn io::Write) -> io::Result<()> {
    let mut lines = String::from("\u{feff}");
    row(&mut lines, &COLUMNS);
    for finding in &checked.report.source {
        source_line(&mut lines, finding);
    }
    let source = (remedy::software(checked), checked.catalogue.options.kind);
    let mut told = checked.report.told();
    for (item, verdict) in checked.rows() {
        let findings = told.of_next(verdict);
        if findings.is_empty() {
            record_line(&mut lines, item, verdict, None, source);
        }
        for finding in &*findings {
            record_line(&mut lines, item, verdict, Some(finding), source);
        }
        if lines.len() > BLOCK {
            out.write_all(lines.as_bytes())?;
            lines.clear();
        }
    }
    out.write_all(lines.as_bytes())
}

/// A finding of the source as a whole.
fn source_line(out: &mut String, finding: &Finding) {
    let Finding { rule, evidence, message, suggestion } = finding;
    let message = &*typography::text(message);
    let suggested = suggestion.as_ref().map_or("", |suggestion| suggestion.value.as_str());
    let raw = evidence.raw.as_deref().unwrap_or_default();
    let field = wording::field(evidence.field);
    let severity = rule.severity.label();
    row(
        out,
        &["", "(source)", "", rule.code, severity, field, raw, &evidence.path, message, suggested, "", ""],
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
        None => wording::reason(item, &verdict.findings),
    };
    let fixes: Vec<String> = finding.map_or_else(Vec::new, |finding| {
        let fixes = remedy::with(software, kind, finding.rule.fixes).best().into_iter();
        let fixes = fixes.map(|fix| format!("{} : {}", fix.software, fix.how));
        finding.advice().into_iter().chain(fixes).collect()
    });
    row(
        out,
        &[
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
            item.remote_url().unwrap_or_default(),
        ],
    );
}

/// A row of CSV, as French spreadsheets read it.
pub(in crate::view) fn row(out: &mut String, cells: &[&str]) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::checked;

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
    fn every_record_has_a_line() {
        let checked = checked();
        let mut csv = Vec::new();
        write(&checked, &mut csv).expect("memory");
        let csv = String::from_utf8(csv).expect("UTF-8");
        assert!(csv.starts_with("\u{feff}identifiant;titre;etat;code;"));
        for item in &checked.catalogue.job.items {
            let mut id = String::new();
            cell(&mut id, &item.remote_id);
            assert!(csv.contains(&format!("\r\n{id};")), "{id}");
        }
    }
}
