//! One column a record, one row a flag: where what lacks is, at a glance.

use std::fmt::Write;

use maud::{Markup, html};

use super::super::{
    Checked,
    format::{cut, number},
    list::{Facet, subject_id},
    route::Route,
    wording,
};
use crate::check::{Flag, FlagSubject};

/// Columns drawn at most; beyond, one stands for several records.
const COLUMNS: usize = 240;
/// The size of a column, in units of the drawing.
const STEP: usize = 4;
const HEIGHT: usize = 24;

/// Some records side by side, as far as one flag is concerned.
#[derive(Default)]
struct Column {
    first: usize,
    published: usize,
    present: usize,
}

/// The three rows; each leads to the records that it lacks.
pub(super) fn strip(checked: &Checked, route: &Route) -> Markup {
    html! {
        section.bande aria-labelledby="titre-bande" {
            h2 #titre-bande.discret { "Licence, couverture spatiale et fréquence, fiche par fiche" }
            @for subject in FlagSubject::ALL { (row(checked, route, subject)) }
            div.discret { table {
                caption { "Fiches publiées où chaque information est présente" }
                thead { tr { th scope="col" { "Information" } th scope="col" { "Présente" } th scope="col" { "À corriger" } } }
                tbody {
                    @for subject in FlagSubject::ALL {
                        @let [present, published] = counts(&columns(checked, subject));
                        tr { th scope="row" { (wording::subject(subject)) } td { (number(present)) } td { (number(published - present)) } }
                    }
                }
            } }
        }
    }
}

fn counts(columns: &[Column]) -> [usize; 2] {
    columns
        .iter()
        .fold([0, 0], |[present, published], column| [present + column.present, published + column.published])
}

fn columns(checked: &Checked, subject: FlagSubject) -> Vec<Column> {
    let total = checked.report.verdicts.len();
    let per_column = total.div_ceil(COLUMNS).max(1);
    let is_present = |flag: &Flag| flag.subject == subject && !flag.standing.is_raised();
    let chunks = checked.report.verdicts.chunks(per_column).enumerate();
    let column = |(index, verdicts): (usize, &[crate::check::Verdict])| {
        let published = verdicts.iter().filter(|verdict| verdict.state.is_published());
        let mut column = Column { first: index * per_column, ..Column::default() };
        for verdict in published {
            column.published += 1;
            column.present += usize::from(verdict.flags.iter().flatten().any(is_present));
        }
        column
    };
    chunks.map(column).collect()
}

fn row(checked: &Checked, route: &Route, subject: FlagSubject) -> Markup {
    let columns = columns(checked, subject);
    let [present, published] = counts(&columns);
    let list = route.list_of(Facet::Problem, subject_id(subject));
    let lacks = present < published;
    let [good, poor, none] = paths(&columns);
    let per_column = checked.report.verdicts.len().div_ceil(COLUMNS).max(1);
    let drawing = html! {
        svg viewBox=(format!("0 0 {} {HEIGHT}", columns.len().max(1) * STEP)) preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            path.bande-bon d=(good) {}
            path.bande-manque d=(poor) {}
            path.bande-vide d=(none) {}
            @for (index, column) in columns.iter().enumerate() {
                rect.bande-colonne x=(index * STEP) y="0" width=(STEP) height=(HEIGHT) { title { (column_title(checked, column, per_column)) } }
            }
        }
    };
    html! {
        div.bande-rang {
            @if lacks { a.bande-nom href=(list) { (wording::subject_short(subject)) span.discret { " : les fiches à corriger" } } }
            @else { span.bande-nom { (wording::subject_short(subject)) } }
            @if lacks { a.bande-dessin href=(list) tabindex="-1" aria-hidden="true" { (drawing) } }
            @else { span.bande-dessin aria-hidden="true" { (drawing) } }
            span.bande-compte { (number(present)) " / " (number(published)) }
        }
    }
}

/// What a column says to the pointer: the record, or how many have the information.
fn column_title(checked: &Checked, column: &Column, per_column: usize) -> String {
    if per_column == 1 {
        let name = checked.catalogue.job.items.get(column.first).map_or("", |item| item.name());
        return cut(name, 60);
    }
    let last = (column.first + per_column).min(checked.report.verdicts.len());
    format!(
        "Fiches {} à {} : {} sur {}",
        number(column.first + 1),
        number(last),
        number(column.present),
        number(column.published)
    )
}

/// Present: high and green; lacking: low and amber; several records: the share; not published: a stub.
fn paths(columns: &[Column]) -> [String; 3] {
    let mut paths = [String::new(), String::new(), String::new()];
    let width = if columns.len() > COLUMNS / 2 { STEP } else { STEP - 1 };
    for (index, column) in columns.iter().enumerate() {
        let (kind, height) = match column {
            Column { published: 0, .. } => (2, HEIGHT / 8),
            Column { present: 0, .. } => (1, HEIGHT / 3),
            Column { present, published, .. } => (0, (HEIGHT * present).div_ceil(*published)),
        };
        let bar = |path: &mut String, from: usize, to: usize| {
            let _ = write!(path, "M{} {}h{width}v{}h-{width}z", index * STEP, HEIGHT - to, to - from);
        };
        bar(&mut paths[kind], 0, height);
        if kind == 0 && height < HEIGHT {
            bar(&mut paths[1], height, (height + HEIGHT / 6).min(HEIGHT));
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::testing::dataset_item, view::testing};

    #[test]
    fn the_strip_stays_light_with_thousands_of_records() {
        let items = (0..3000).map(|n| dataset_item(&format!("jeu-{n}"), |_, _| {})).collect();
        let checked = testing::of(items);
        let html = strip(&checked, &Route::parse("#/controle")).into_string();
        let columns = html.matches("bande-colonne").count();
        assert!(columns <= 3 * COLUMNS && columns > 300, "{columns}");
        assert!(html.len() < 120_000, "{}", html.len());
    }

    #[test]
    fn rows_add_up_to_the_published_records() {
        let checked = testing::checked();
        for subject in FlagSubject::ALL {
            let [_, published] = counts(&columns(&checked, subject));
            assert_eq!(published, checked.report.tally.published());
        }
    }
}
