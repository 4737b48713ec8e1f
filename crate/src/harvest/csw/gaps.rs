//! What an answer says of the next ones, and what the conversion leaves out.

use std::collections::BTreeMap;

use crate::{
    source::{Document, Problem, ProblemKind},
    text::count::{count, number},
};

/// Says which records the conversion leaves out, and why.
pub(super) fn report_dropped(
    documents: &[Document],
    dropped: &BTreeMap<String, usize>,
    problems: &mut Vec<Problem>,
) {
    let Some(document) = documents.first().filter(|_| !dropped.is_empty()) else { return };
    let levels: Vec<_> = dropped
        .iter()
        .map(|(level, n)| match level.as_str() {
            "" => format!("{} sans type", number(*n)),
            level => format!("{} de type « {level} »", number(*n)),
        })
        .collect();
    let found = format!(
        "{} à cause du type (gmd:hierarchyLevel) : {}.",
        count(dropped.values().sum(), "fiche ne devient rien", "fiches ne deviennent rien"),
        levels.join(", ")
    );
    problems.push(Problem {
        partial: true,
        kind: Some(ProblemKind::CswDropped),
        ..Problem::new(
            document,
            found,
            "data.gouv.fr ne garde que dataset, nonGeographicDataset, series et service : corrigez ce type s’il s’agit de données.",
        )
    });
}

/// The service announces a page that was not given, or the page just read.
pub(super) fn report_gaps(
    document: &Document,
    start: usize,
    next: usize,
    last: bool,
    problems: &mut Vec<Problem>,
) {
    let (found, advice) = if next == start {
        (
            format!(
                "Le service annonce que la suite commence à la fiche {next}, celle par laquelle cette page commence."
            ),
            "data.gouv.fr tournerait sans fin : demandez à l’administrateur du catalogue de corriger nextRecord.",
        )
    } else if last {
        (
            format!("Le service annonce une suite à partir de la fiche {next}, qui n’a pas été donnée."),
            "Donnez toutes les pages de GetRecords, dans l’ordre.",
        )
    } else {
        return;
    };
    // Once for the pages in a row that say it.
    if problems.last().is_none_or(|last| last.found != found) {
        problems.push(Problem { partial: true, ..Problem::new(document, found, advice) });
    }
}
