//! The report as Markdown, to paste into a ticket.

use super::{
    Checked,
    format::{count, cut, number},
    wording,
};
use crate::{
    check::{RecordState, Rule, Severity, groups::groups},
    model::VERSIONS,
    text::typography::text as french,
};

/// Source values shown for one rule.
const VALUES: usize = 5;

/// The whole text.
pub fn markdown(checked: &Checked) -> String {
    let tally = &checked.report.tally;
    let mut out = format!("{}{}\n\n", french("# Aperçu de moissonnage : "), escaped(checked.name()));
    if let Some(kind) = checked.catalogue.options.kind {
        let day = checked.catalogue.options.now.naive.date();
        out += &format!("Moissonneur {kind}, règles d’udata {}, {day}.\n\n", VERSIONS.udata);
    }
    out += &format!("{}\n\n", french(&escaped(&super::overview::sentence(checked).1)));
    out += "| État | Fiches |\n| --- | ---: |\n";
    for state in RecordState::ALL {
        out += &format!("| {} | {} |\n", super::wording::state(state), number(tally.of(state)));
    }
    out += &format!("| Total | {} |\n", number(tally.total()));
    for problem in &checked.catalogue.problems {
        out += &format!("\n> {}\n", french(&escaped(&problem.to_string())));
    }
    let groups = groups(&checked.catalogue.job.items, &checked.report);
    for severity in Severity::ALL {
        let source: Vec<_> =
            checked.report.source.iter().filter(|finding| finding.rule.severity == severity).collect();
        let of_records: Vec<_> = groups.iter().filter(|group| group.rule.severity == severity).collect();
        if source.is_empty() && of_records.is_empty() {
            continue;
        }
        out += &format!("\n## {}\n\n", capitalised(severity.label()));
        for finding in source {
            let message = escaped(&finding.message);
            let line = format!("- [ ] **{}** (`{}`) : {message}\n", finding.rule.title, finding.rule.code);
            out += &french(&line);
        }
        for group in of_records {
            let n = count(group.records, "fiche", "fiches");
            let Rule { title, code: rule, effect, .. } = group.rule;
            out += &french(&format!("- [ ] **{title}** (`{rule}`) : {n}. {effect}\n"));
            if let Some(line) = wording::to_fill(checked, group.rule, |value| format!("`{}`", code(value))) {
                out += &french(&format!("  - {line}\n"));
            }
            for shared in group.values.iter().filter(|shared| shared.records > 1).take(VALUES) {
                let instead = shared.suggestion.as_ref().map_or_else(String::new, |suggestion| {
                    format!(" ; écrire `{}`", code(&suggestion.value))
                });
                let (value, records) =
                    (escaped(&cut(&shared.value, 80)), count(shared.records, "fiche", "fiches"));
                out += &french(&format!("  - « {value} » : {records}{instead}\n"));
            }
        }
    }
    out
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// A text that Markdown shows as it is, on one line.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '!' | '@' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A text between back quotes.
fn code(text: &str) -> String {
    text.chars().filter(|c| *c != '`').map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{HOSTILE, checked};

    #[test]
    fn a_ticket_shows_counts_and_no_markup_of_the_portal() {
        let ticket = markdown(&checked());
        assert!(ticket.contains("licence-absente") && ticket.contains("| Total |"), "{ticket}");
        assert!(!ticket.replace("\\<", "").contains("<script") && !ticket.contains(HOSTILE), "{ticket}");
    }
}
