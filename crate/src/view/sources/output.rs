//! The table of sources, for a terminal, a spreadsheet, a program and a browser.

use std::fmt::Write as _;

use maud::{DOCTYPE, html};

use super::{Line, Missing, Table};
use crate::{
    check::RecordState,
    model::VERSIONS,
    text::{
        typography::text as french,
        visible::{escaped_json, visible},
    },
    view::{
        exports::row,
        format::{count, number, plural, written_day},
        report::{document_head, style},
        shell,
        ticket::escaped,
        typeset, wording,
    },
};

impl Table {
    /// In the table's own JSON (docs/sources.schema.json).
    pub fn json(&self) -> Vec<u8> {
        escaped_json(&serde_json::to_string_pretty(self).unwrap_or_default()).into_owned().into_bytes()
    }

    /// For a terminal: a few lines a source.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for line in &self.sources {
            let mut say = |text: &str| {
                // A `String` takes everything.
                let _ = writeln!(out, "{}", french(text));
            };
            say(&line.name);
            if line.name != line.source {
                say(&format!("  {}", line.source));
            }
            let harvester = line.harvester.as_deref().unwrap_or("moissonneur non reconnu");
            say(&format!("  {harvester} · {}", line.verdict));
            if line.records.total > 0 {
                say(&format!("  {}", line.counts()));
                if let Some(missing) = line.lacks() {
                    say(&format!("  {missing}"));
                }
            }
            if let Some(changes) = &line.changes {
                let told =
                    if changes.is_empty() { "rien n’a changé".to_owned() } else { changes.join(" ; ") };
                say(&format!("  Depuis la dernière fois : {told}"));
            }
        }
        let ready = self.sources.iter().filter(|line| line.is_ready()).count();
        let total = count(self.sources.len(), "source", "sources");
        let _ = writeln!(
            out,
            "{}",
            french(&format!(
                "{total}, dont {} {}.",
                number(ready),
                plural(ready, "entièrement prête", "entièrement prêtes")
            ))
        );
        visible(&out).into_owned()
    }

    /// For a spreadsheet: one row a source.
    pub fn csv(&self) -> String {
        let mut out = String::from("\u{feff}");
        row(&mut out, &COLUMNS);
        for line in &self.sources {
            let numbers = line.numbers().map(|n| n.to_string());
            let verdict = french(&line.verdict);
            let changes = line.changes.as_ref().map(|changes| changes.join(" ; ")).unwrap_or_default();
            let changes = french(&changes);
            let mut cells = vec![
                line.name.as_str(),
                &line.source,
                line.harvester.as_deref().unwrap_or_default(),
                line.status.as_deref().unwrap_or_default(),
                &verdict,
            ];
            cells.extend(numbers.iter().map(String::as_str));
            cells.push(&changes);
            row(&mut out, &cells);
        }
        out
    }

    /// To paste into a ticket, or a summary of GitHub Actions.
    pub fn markdown(&self) -> String {
        let mut out = format!("{}\n\n", french("# Sources à moissonner"));
        let mut row = |cells: &[&str]| {
            // A `String` takes everything.
            let _ = writeln!(out, "| {} |", cells.join(" | "));
        };
        row(&MARKDOWN_COLUMNS);
        row(&["---"; MARKDOWN_COLUMNS.len()]);
        for line in &self.sources {
            let [name, verdict] = [&line.name, &line.verdict].map(|text| french(&escaped(text)).into_owned());
            let changes = line.changes.as_ref().map(|changes| escaped(&changes.join(" ; ")));
            let changes = french(changes.as_deref().unwrap_or_default());
            let numbers = line.numbers().map(number);
            let mut cells = vec![name.as_str(), line.harvester.as_deref().unwrap_or("non reconnu"), &verdict];
            cells.extend(numbers.iter().map(String::as_str));
            cells.push(&changes);
            row(&cells);
        }
        visible(&out).into_owned()
    }

    /// One page that needs nothing else.
    pub fn html(&self) -> String {
        let day = written_day(&self.date).unwrap_or_else(|| self.date.clone());
        let is_compared = self.sources.iter().any(|line| line.changes.is_some());
        let page = typeset(html! {
            (DOCTYPE)
            html lang="fr" {
                head { (document_head("Sources à moissonner")) style { (style()) } }
                body.rapport {
                    main #contenu {
                        h1 { "Sources à moissonner" }
                        p { (count(self.sources.len(), "source", "sources")) ", règles d’udata " (VERSIONS.udata) ", calculées au " (day) "." }
                        div.defile tabindex="0" role="region" aria-label="Tableau des sources" {
                            table {
                                thead { tr {
                                    th scope="col" { "Source" } th scope="col" { "Moissonneur" } th scope="col" { "Issue" }
                                    th scope="col" { "Fiches" } th scope="col" { "Prêtes" } th scope="col" { "À corriger" }
                                    th scope="col" { "Ignorées" } th scope="col" { "En échec" } th scope="col" { "Sans licence" }
                                    th scope="col" { "Sans territoire" } th scope="col" { "Sans fréquence" }
                                    @if is_compared { th scope="col" { "Depuis la dernière fois" } }
                                } }
                                tbody {
                                    @for line in &self.sources {
                                        tr {
                                            th scope="row" data-verbatim { (line.name) @if line.name != line.source { br; small { (line.source) } } }
                                            td { (line.harvester.as_deref().unwrap_or("non reconnu")) }
                                            td { (line.verdict) }
                                            @for n in line.numbers() { td.nombre { (number(n)) } }
                                            @if is_compared {
                                                td { @match line.changes.as_deref() {
                                                    None | Some([]) => "rien",
                                                    Some(changes) => ul { @for change in changes { li { (change) } } },
                                                } }
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                    footer.pied { p { (shell::notice()) } }
                }
            }
        });
        visible(&page).into_owned()
    }
}

const COLUMNS: [&str; 14] = [
    "nom",
    "source",
    "moissonneur",
    "statut",
    "issue",
    "fiches",
    "prêtes",
    "à corriger",
    "ignorées",
    "en échec",
    "sans licence",
    "sans couverture spatiale",
    "sans fréquence",
    "depuis la dernière fois",
];

const MARKDOWN_COLUMNS: [&str; 12] = [
    "Source",
    "Moissonneur",
    "Issue",
    "Fiches",
    "Prêtes",
    "À corriger",
    "Ignorées",
    "En échec",
    "Sans licence",
    "Sans territoire",
    "Sans fréquence",
    "Depuis la dernière fois",
];

impl Line {
    fn numbers(&self) -> [usize; 8] {
        let Self { records, missing, .. } = self;
        [
            records.total,
            records.ready,
            records.to_fix,
            records.skipped,
            records.failed,
            missing.licence,
            missing.spatial,
            missing.frequency,
        ]
    }

    fn counts(&self) -> String {
        let states = [
            (RecordState::Ready, self.records.ready),
            (RecordState::ToFix, self.records.to_fix),
            (RecordState::Skipped, self.records.skipped),
            (RecordState::Failed, self.records.failed),
        ];
        let parts: Vec<_> = states
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(state, n)| format!("{} {}", number(n), wording::in_state(state, n)))
            .collect();
        format!("{} : {}", count(self.records.total, "fiche", "fiches"), parts.join(", "))
    }

    fn lacks(&self) -> Option<String> {
        let Missing { licence, spatial, frequency } = self.missing;
        let parts: Vec<_> =
            [("licence", licence), ("couverture spatiale", spatial), ("fréquence", frequency)]
                .into_iter()
                .filter(|(_, n)| *n > 0)
                .map(|(what, n)| format!("sans {what} : {}", number(n)))
                .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    }
}
