//! The report: one HTML file that needs nothing else, to attach to a request or to keep.

use std::io::{self, Write as _};

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{
    Checked, Route, comparison, components,
    format::{count, cut, day, number, plain, plural},
    grouped_findings, overview, remedy, wording,
};
use crate::{
    check::{
        Finding, Fix, RecordState, Section, Verdict,
        groups::{Group, groups},
        unforeseeable::UNFORESEEABLE,
    },
    model::{Item, Kind, VERSIONS},
    preview::Totals,
    text::visible::Screen,
};

/// Source values and producers shown for one rule.
const VALUES_SHOWN: usize = 10;

#[cfg(target_arch = "wasm32")]
static STYLE: std::sync::OnceLock<String> = std::sync::OnceLock::new();

/// Gives the style sheet of the page, which fetches it when a report is asked for.
#[cfg(target_arch = "wasm32")]
pub fn give_style(text: String) {
    STYLE.get_or_init(|| text);
}

/// The style that makes the file stand alone; the command ships it.
pub(super) fn style() -> PreEscaped<&'static str> {
    #[cfg(target_arch = "wasm32")]
    let text = STYLE.get().map(String::as_str).unwrap_or_default();
    #[cfg(not(target_arch = "wasm32"))]
    let text = include_str!("../../../www/style.css");
    PreEscaped(text)
}

/// What ends the rows of a table.
const ROWS_END: &str = "</tbody>";

/// Writes the whole file, the rows of records one after the other.
pub(super) fn write(checked: &Checked, out: &mut dyn io::Write) -> io::Result<()> {
    let mut screen = Screen::of_text(out);
    let frame = super::typeset(frame(checked));
    // The table of records is the last one.
    let rows_end = frame.rfind(ROWS_END).unwrap_or(frame.len());
    let (before, after) = frame.split_at(rows_end);
    screen.write_all(before.as_bytes())?;
    let mut told = checked.report.told();
    for (item, verdict) in checked.rows() {
        let row = row(item, verdict, &told.of_next(verdict));
        screen.write_all(super::typeset(row).as_bytes())?;
    }
    screen.write_all(after.as_bytes())?;
    screen.flush()
}

/// All of the file but the rows of records.
fn frame(checked: &Checked) -> Markup {
    let title = format!("Aperçu de moissonnage : {}", checked.name());
    let groups = groups(&checked.catalogue.job.items, &checked.report);
    html! {
        (DOCTYPE)
        html lang="fr" {
            head { (document_head(&title)) style { (style()) } }
            body.rapport {
                main #contenu {
                    h1 { (title) }
                    p { (made(checked)) }
                    div.rapport-une {
                        (overview::verdict(checked))
                        (three_numbers(checked))
                        (unlinked(overview::at_a_glance(checked, &groups, &Route::default())))
                    }
                    (states(checked))
                    (components::problems(checked, None))
                    @if let Some((_, comparison)) = checked.compared.before.as_ref().and_then(|before| before.changes.as_ref()) { (comparison::html(comparison)) }
                    (rules(checked, &groups))
                    (where_to_fix(&groups, checked))
                    (records(checked))
                    (unforeseeable())
                }
                footer.pied { p { (super::shell::notice()) } }
            }
        }
    }
}

/// What begins a file that is opened by itself: it runs nothing, and asks nobody anything.
pub(super) fn document_head(title: &str) -> Markup {
    html! {
        meta charset="utf-8";
        meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="referrer" content="no-referrer";
        title { (title) }
    }
}

fn made(checked: &Checked) -> String {
    let kind = checked.catalogue.options.kind.map_or("non reconnu", Kind::label);
    format!(
        "Moissonneur : {kind}. Règles d’udata {}, calculées au {}.",
        VERSIONS.udata,
        day(checked.catalogue.options.now.naive)
    )
}

/// What a decision-maker retains.
fn three_numbers(checked: &Checked) -> Markup {
    let totals = Totals::of(checked);
    let mean = totals.mean_tenths().map_or_else(|| "—".to_owned(), |n| format!("{},{}", n / 10, n % 10));
    let ready = totals.tally.of(RecordState::Ready);
    let numbers = [
        (
            number(totals.tally.published()),
            format!(
                "sur {} {}",
                number(totals.tally.total()),
                plural(totals.tally.published(), "arriverait", "arriveraient")
            ),
        ),
        (number(ready), format!("{}, sans rien à corriger", plural(ready, "prête", "prêtes"))),
        (mean, "sur 9 de qualité, en moyenne".to_owned()),
    ];
    html! {
        ul.rapport-nombres { @for (n, what) in numbers { li { b { (n) } " " (what) } } }
    }
}

/// A piece of a screen without what only the page can follow: its links keep their words, its buttons go.
fn unlinked(piece: Markup) -> Markup {
    let text = piece.into_string();
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    // What ends the tag that is left out, and whether its content goes too.
    let mut open: Option<&str> = None;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[..=end];
        let after = &rest[end + 1..];
        if let Some(close) = open.filter(|close| tag == *close) {
            debug_assert!(close.starts_with("</"));
            open = None;
        } else if tag.starts_with("<button") || (tag.starts_with("<a ") && tag.contains("class=\"bouton\"")) {
            let close = if tag.starts_with("<a ") { "</a>" } else { "</button>" };
            rest = after.find(close).map_or("", |at| &after[at + close.len()..]);
            continue;
        } else if tag.starts_with("<a ") && tag.contains("href=\"#/") {
            open = Some("</a>");
        } else {
            out.push_str(tag);
        }
        rest = after;
    }
    out.push_str(rest);
    PreEscaped(out)
}

fn states(checked: &Checked) -> Markup {
    html! {
        table {
            caption { "État des fiches" }
            thead { tr { th scope="col" { "État" } th scope="col" { "Fiches" } th scope="col" { "Sens" } } }
            tbody {
                @for state in RecordState::ALL {
                    tr {
                        th scope="row" { (components::state(state)) }
                        td.nombre { (number(checked.report.tally.of(state))) }
                        td { (wording::state_meaning(state)) }
                    }
                }
                tr { th scope="row" { "Total" } td.nombre { (number(checked.report.tally.total())) } td {} }
            }
        }
    }
}

fn rules(checked: &Checked, groups: &[Group<'_>]) -> Markup {
    html! {
        h2 { "Constats" }
        @if !checked.report.source.is_empty() {
            h3 { "Le moissonnage entier" }
            ul.constats-rapport {
                @for finding in &checked.report.source {
                    li { b { (finding.rule.title) } " " (grouped_findings::severity(finding.rule.severity)) p { (finding.message) @if let Some(advice) = finding.advice() { " " (advice) } } }
                }
            }
        }
        @for shelf in Section::ALL {
            @let here: Vec<_> = groups.iter().filter(|group| group.rule.shelf() == shelf).collect();
            @if !here.is_empty() {
                h3 { (shelf.title()) }
                ul.constats-rapport { @for group in here { li { (one(checked, group)) } } }
            }
        }
    }
}

/// A rule with what several records have in common.
fn one(checked: &Checked, group: &Group<'_>) -> Markup {
    let rule = group.rule;
    html! {
        b { (rule.title) } " (" code { (rule.code) } ") : " (count(group.records, "fiche", "fiches"))
        @if shelf_mixes(rule.shelf()) { " " (grouped_findings::severity(rule.severity)) }
        p { (rule.effect) }
        @if let Some(line) = wording::to_fill(checked, rule, str::to_owned) { p { (line) } }
        @if !group.values.is_empty() {
            ul {
                @for shared in group.values.iter().take(VALUES_SHOWN) {
                    li {
                        (count(shared.records, "fiche dit", "fiches disent")) " « " (cut(&plain(&shared.value), 120)) " »"
                        @if let Some(suggestion) = &shared.suggestion { " ; écrivez " code { (suggestion.value) } }
                    }
                }
            }
            @if group.values.len() > VALUES_SHOWN { p { "Et " (count(group.values.len() - VALUES_SHOWN, "autre valeur", "autres valeurs")) "." } }
        }
        @if group.publishers.len() > 1 {
            p {
                "Producteurs : "
                @for (index, (name, n)) in group.publishers.iter().take(VALUES_SHOWN).enumerate() { @if index > 0 { ", " } span data-verbatim { (cut(name, 80)) } " (" (number(*n)) ")" }
                @if group.publishers.len() > VALUES_SHOWN { " et " (count(group.publishers.len() - VALUES_SHOWN, "autre", "autres")) }
                "."
            }
        }
    }
}

/// « Où corriger », once for all the rules that are corrected in the same place.
fn where_to_fix(groups: &[Group<'_>], checked: &Checked) -> Markup {
    let mut places: Vec<(&'static [Fix], Vec<&str>)> = Vec::new();
    let kind = checked.catalogue.options.kind;
    for rule in groups.iter().map(|group| group.rule) {
        let place = places.iter_mut().find(|(fixes, _)| *fixes == rule.fixes);
        match place {
            Some((_, titles)) => titles.push(rule.title),
            None => places.push((rule.fixes, vec![rule.title])),
        }
    }
    places.retain(|(fixes, _)| fixes.iter().any(|fix| fix.concerns(kind)));
    html! {
        @if !places.is_empty() {
            h2 { "Où corriger" }
            ul.constats-rapport {
                @for (fixes, titles) in places { li { b { (titles.join(" ; ")) } (super::record::fixes(&remedy::of(checked, fixes).best())) } }
            }
        }
    }
}

/// Whether a shelf holds rules of several severities.
fn shelf_mixes(shelf: Section) -> bool {
    matches!(shelf, Section::Flag | Section::Silence)
}

/// What only data.gouv.fr or time can tell.
fn unforeseeable() -> Markup {
    html! {
        h2 { "Non prévisible ici" }
        dl.imprevisibles { @for thing in UNFORESEEABLE { dt { (thing.what) } dd { (thing.how) } } }
    }
}

fn records(checked: &Checked) -> Markup {
    html! {
        h2 { "Fiches" }
        table {
            caption { (wording::records(checked.catalogue.options.kind, checked.report.tally.total())) }
            thead { tr {
                @for heading in ["État", "Fiche", "Licence, lieu, fréquence", "Qualité", "À corriger"] { th scope="col" { (heading) } }
            } }
            tbody {}
        }
    }
}

fn row(item: &Item, verdict: &Verdict, findings: &[Finding]) -> Markup {
    html! {
        tr {
            td { (components::state(verdict.state)) }
            th scope="row" { (titled(item)) }
            td { @if verdict.state.is_published() { @for flag in verdict.flags.iter().flatten() { (components::flag(flag)) " " } } }
            td { @if let Some(dataset) = item.dataset() { (dataset.quality.points()) "/9" } }
            td {
                @if !verdict.state.is_published() { (wording::reason(item, findings)) }
                @for finding in findings.iter().filter(|finding| finding.rule.shelf() == Section::Flag) {
                    p { (finding.rule.title) @if let Some(raw) = finding.evidence.raw.as_ref().filter(|raw| !raw.trim().is_empty()) { " : « " (cut(raw, 120)) " »" } }
                }
            }
        }
    }
}

fn titled(item: &Item) -> Markup {
    let address = item.dataset().and_then(|dataset| dataset.harvest.remote_url.as_deref());
    html! {
        @match address { Some(address) => { (components::outside(address, item.name())) } None => { span data-verbatim { (item.name()) } } }
        span.identifiant data-verbatim { (item.remote_id) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{Export, export, testing::checked};

    #[test]
    fn links_of_the_page_keep_their_words_and_buttons_go() {
        let piece = PreEscaped(
            "<p><a href=\"#/jeux\"><b>12</b> fiches</a> <a href=\"https://x.fr/\">x</a><button>Copier</button> <a class=\"bouton\" href=\"#/plan\">Plan</a></p>".to_owned(),
        );
        assert_eq!(unlinked(piece).into_string(), "<p><b>12</b> fiches <a href=\"https://x.fr/\">x</a> </p>");
    }

    #[test]
    fn the_report_needs_nothing_and_runs_nothing() {
        let html = String::from_utf8(export(&checked(), Export::Html)).expect("UTF-8");
        for forbidden in ["<script", "<button", "<link", "<img", "href=\"javascript:", "href=\"#/"] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
        for expected in
            ["Outil indépendant, non officiel", "Où corriger", "Non prévisible ici", "licence-absente"]
        {
            assert!(html.contains(expected), "{expected}");
        }
    }
}
