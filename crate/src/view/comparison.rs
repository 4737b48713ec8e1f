//! What changed between two checks, for a terminal and for a report.

use maud::{Markup, html};

use super::format::count;
use crate::check::{
    self,
    compare::{Comparison, Known},
};

/// Lines shown of each list.
const SHOWN: usize = 50;

fn sentence(comparison: &Comparison) -> String {
    let Comparison { fixed, new, unchanged, .. } = comparison;
    format!(
        "{}, {}, {}.",
        count(fixed.len(), "constat corrigé", "constats corrigés"),
        count(new.len(), "nouveau", "nouveaux"),
        count(*unchanged, "inchangé", "inchangés"),
    )
}

fn told(known: &Known) -> String {
    let title = check::rule(&known.rule).map_or(known.rule.as_str(), |rule| rule.title);
    let record = if known.remote_id.is_empty() { "source" } else { &known.remote_id };
    match known.raw.as_str() {
        "" => format!("{record}\u{a0}: {title}"),
        raw => format!("{record}\u{a0}: {title} («\u{a0}{}\u{a0}»)", super::format::cut(raw, 80)),
    }
}

/// For a terminal.
pub fn text(comparison: &Comparison) -> String {
    let mut out = format!("{}\n", sentence(comparison));
    let known = |list: &[Known]| list.iter().map(told).collect::<Vec<_>>();
    let lists = [
        ("Corrigés", known(&comparison.fixed)),
        ("Nouveaux", known(&comparison.new)),
        ("Fiches disparues, que data.gouv.fr archiverait", comparison.gone.clone()),
        ("Fiches nouvelles", comparison.arrived.clone()),
    ];
    for (title, lines) in lists.iter().filter(|(_, lines)| !lines.is_empty()) {
        out += &format!("\n{title}\u{a0}:\n");
        for line in lines.iter().take(SHOWN) {
            out += &format!("  {}\n", line.replace('\n', " "));
        }
        if lines.len() > SHOWN {
            out += &format!("  … et {} de plus\n", lines.len() - SHOWN);
        }
    }
    out
}

/// For a page.
pub fn html(comparison: &Comparison) -> Markup {
    let known = |list: &[Known]| list.iter().map(told).collect::<Vec<_>>();
    let lists = [
        ("Corrigés", known(&comparison.fixed)),
        ("Nouveaux", known(&comparison.new)),
        ("Fiches disparues, que data.gouv.fr archiverait", comparison.gone.clone()),
        ("Fiches nouvelles", comparison.arrived.clone()),
    ];
    html! {
        section aria-labelledby="titre-comparaison" {
            h2 #titre-comparaison { "Depuis la vérification précédente" }
            p { (sentence(comparison)) }
            @for (title, lines) in lists {
                @if !lines.is_empty() {
                    h3 { (title) }
                    ul { @for line in lines.iter().take(SHOWN) { li { (line) } } }
                    @if lines.len() > SHOWN { p { "… et " (lines.len() - SHOWN) " de plus." } }
                }
            }
        }
    }
}
