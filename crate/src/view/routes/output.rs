//! The ways compared, for a terminal and for a program.

use serde::Serialize;

use super::{STOPPED, reasons_of, unadvised};
use crate::{
    check::{FlagSubject, RecordState},
    routes::{RouteEffect, Way, recommended},
    text::{
        count::{count, number},
        typography,
        visible::{escaped_json, visible},
    },
};

/// Lines of a list.
const SHOWN: usize = 20;

/// For a terminal.
pub fn text(ways: &[Way]) -> String {
    let mut out = String::new();
    let best = recommended(ways);
    for (index, way) in ways.iter().enumerate() {
        let totals = &way.totals;
        let tally = &totals.tally;
        let is_best = best.as_ref().is_some_and(|(best, _)| *best == index);
        out += &format!(
            "{} {}{}\n  {}\n",
            if is_best { "→" } else { "·" },
            way.name(),
            if way.kind.is_some_and(|kind| !kind.is_offered()) { " (retiré par data.gouv.fr)" } else { "" },
            way.source,
        );
        if let Some(trouble) = &way.trouble {
            out += &format!("  {trouble}\n");
        }
        if way.is_stopped {
            out += &format!("  {STOPPED}\n");
        }
        out += &format!(
            "  {} ; {} ; {} en échec\n",
            count(tally.published(), "fiche arrive", "fiches arrivent"),
            count(tally.of(RecordState::Skipped), "ignorée", "ignorées"),
            number(tally.of(RecordState::Failed)),
        );
        let [licence, spatial, frequency] = totals.present;
        out += &format!(
            "  licence {} · territoire {} · fréquence {} · qualité {} · {}\n",
            number(licence),
            number(spatial),
            number(frequency),
            totals.mean_tenths().map_or_else(|| "—".to_owned(), |n| format!("{},{}/9", n / 10, n % 10)),
            count(totals.files, "fichier", "fichiers"),
        );
        if let Some(first) = ways.first().filter(|_| index > 0) {
            out += &switched(first, way);
        }
        out.push('\n');
    }
    match &best {
        Some((best, reasons)) => {
            let name = ways.get(*best).map(Way::name).unwrap_or_default();
            out += &format!("Recommandée : {name}, car {}.\n", reasons_of(reasons));
        }
        None => out += &format!("{}\n", unadvised(ways)),
    }
    visible(&typography::text(&out)).into_owned()
}

/// What changes from the first way.
fn switched(first: &Way, way: &Way) -> String {
    let change = first.switch(way);
    let mut out = format!(
        "  identifiants : {} gardés, {} changés\n",
        number(change.kept),
        number(change.renamed.len())
    );
    for line in change.lines.iter().filter(|line| line.change != RouteEffect::Same) {
        out += &format!("    {} : {} ({} → {})\n", line.what, word(line.change), line.before, line.after);
    }
    let renamed: Vec<String> =
        change.renamed.iter().map(|(was, is, title)| format!("{title} : {was} → {is}")).collect();
    let lists = [
        ("doublons si l’on change", &renamed),
        ("seulement par la première voie", &change.gone),
        ("seulement par celle-ci", &change.arrived),
    ];
    for (title, lines) in lists.iter().filter(|(_, lines)| !lines.is_empty()) {
        out += &format!("    {title} ({})\n", number(lines.len()));
        for line in lines.iter().take(SHOWN) {
            out += &format!("      {}\n", line.replace('\n', " "));
        }
        if lines.len() > SHOWN {
            out += &format!("      … et {} de plus\n", number(lines.len() - SHOWN));
        }
    }
    out
}

fn word(change: RouteEffect) -> &'static str {
    match change {
        RouteEffect::Gained => "gagné",
        RouteEffect::Lost => "perdu",
        RouteEffect::Same => "inchangé",
        RouteEffect::Different => "changé",
        RouteEffect::Unsure => "à vérifier",
    }
}

#[derive(Serialize)]
struct WayLine<'a> {
    kind: Option<&'static str>,
    geodcatap: bool,
    source: &'a str,
    offered: bool,
    published: usize,
    skipped: usize,
    failed: usize,
    licence: usize,
    spatial: usize,
    frequency: usize,
    /// Mean points of quality, out of 9.
    quality: Option<f64>,
    files: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    trouble: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    stopped: bool,
    recommended: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    from_first: Option<Switched>,
}

#[derive(Serialize)]
struct Switched {
    kept: usize,
    renamed: Vec<Renamed>,
    gone: Vec<String>,
    arrived: Vec<String>,
    fields: Vec<Field>,
}

#[derive(Serialize)]
struct Renamed {
    before: String,
    after: String,
    title: String,
}

#[derive(Serialize)]
struct Field {
    field: &'static str,
    change: &'static str,
    before: String,
    after: String,
    records: usize,
}

/// For a program.
pub fn json(ways: &[Way]) -> Vec<u8> {
    let best = recommended(ways);
    let told: Vec<WayLine<'_>> = ways
        .iter()
        .enumerate()
        .map(|(index, way)| {
            let totals = &way.totals;
            let reasons = best.as_ref().filter(|(best, _)| *best == index).map(|(_, reasons)| reasons);
            let told = |subject: FlagSubject| {
                FlagSubject::ALL
                    .iter()
                    .zip(totals.present)
                    .find(|(other, _)| **other == subject)
                    .map_or(0, |(_, n)| n)
            };
            WayLine {
                kind: way.kind.map(crate::Kind::id),
                geodcatap: way.geodcatap,
                source: &way.source,
                offered: way.is_offered(),
                published: totals.tally.published(),
                skipped: totals.tally.of(RecordState::Skipped),
                failed: totals.tally.of(RecordState::Failed),
                licence: told(FlagSubject::Licence),
                spatial: told(FlagSubject::Spatial),
                frequency: told(FlagSubject::Frequency),
                quality: totals.mean_tenths().map(|tenths| tenths as f64 / 10.0),
                files: totals.files,
                trouble: way.trouble.as_deref(),
                stopped: way.is_stopped,
                recommended: reasons.is_some(),
                reasons: reasons.map(|reasons| reasons_of(reasons)),
                from_first: ways.first().filter(|_| index > 0).map(|first| from_first(first, way)),
            }
        })
        .collect();
    escaped_json(&serde_json::to_string(&told).unwrap_or_default()).into_owned().into_bytes()
}

fn from_first(first: &Way, way: &Way) -> Switched {
    let change = first.switch(way);
    Switched {
        kept: change.kept,
        renamed: change
            .renamed
            .into_iter()
            .map(|(before, after, title)| Renamed { before, after, title })
            .collect(),
        gone: change.gone,
        arrived: change.arrived,
        fields: change
            .lines
            .into_iter()
            .map(|line| Field {
                field: line.what,
                change: match line.change {
                    RouteEffect::Gained => "gained",
                    RouteEffect::Lost => "lost",
                    RouteEffect::Same => "same",
                    RouteEffect::Different => "different",
                    RouteEffect::Unsure => "unsure",
                },
                before: line.before,
                after: line.after,
                records: line.records,
            })
            .collect(),
    }
}
