//! Screen « Essayer une correction »: the source is changed, harvested again, and shown beside what it was.

mod choose;
mod chosen;
mod lines;
mod outcome;
mod whole;

use maud::html;

pub(super) use self::lines::{beside, lines};
use self::{choose::choose, chosen::draft, outcome::outcome, whole::outcome_of_all};
use super::{
    Checked, HtmlPage, components,
    format::{number, plural},
    problem,
    route::{Route, Screen},
};
use crate::{
    check::RecordState,
    trial::{Draft, Trial},
};

/// Records named one by one.
const SHOWN: usize = 60;
/// Bytes of a source that can be edited here.
const EDITABLE: usize = 400_000;

/// The screen, about a record or about the whole catalogue.
pub fn page(checked: &Checked, route: &Route, id: Option<&str>, rank: Option<usize>) -> HtmlPage {
    match id {
        None => of_catalogue(checked, route),
        Some(id) => match checked.find(id, rank) {
            Some(index) => of_record(checked, route, index),
            None => problem::no_such_record(checked, route, id),
        },
    }
}

/// What a person asks to try, about the record with this identifier or the whole catalogue.
pub fn of_request(
    checked: &Checked,
    id: Option<&str>,
    rank: Option<usize>,
    chosen: &[String],
    sources: Option<Vec<String>>,
) -> Option<Draft> {
    let record = match id {
        Some(id) => Some(checked.find(id, rank)?),
        None => None,
    };
    match (record, sources) {
        (Some(record), Some(sources)) => Draft::edited(checked, record, sources),
        (None, Some(_)) => None,
        (record, None) => Some(draft(checked, record, chosen)),
    }
}

/// The name of a corrected document: `catalogue-corrige.ttl`.
pub fn file_name(name: &str) -> String {
    let file = name.split(['?', '#']).next().unwrap_or(name).trim_end_matches('/');
    let file = file.rsplit(['/', '\\']).next().filter(|file| !file.is_empty()).unwrap_or("catalogue");
    match file.rsplit_once('.').filter(|(stem, end)| !stem.is_empty() && end.len() < 8) {
        Some((stem, end)) => format!("{stem}-corrige.{end}"),
        None => format!("{file}-corrige"),
    }
}

fn of_record(checked: &Checked, route: &Route, index: usize) -> HtmlPage {
    let Some((item, verdict)) = checked.row(index) else {
        return problem::no_such_record(checked, route, "");
    };
    let trial = checked.trial.as_ref().filter(|trial| trial.record == Some(index));
    let name = item.name();
    let body = html! {
        (components::check_header(checked, route))
        h1 tabindex="-1" { "Essayer une correction : " span data-verbatim { (name) } }
        p.chapeau-plan {
            "La fiche changée est moissonnée de nouveau, ici, comme le ferait data.gouv.fr. Rien n’est envoyé, rien ne change sur votre portail. "
            a href=(checked.record_route(route, index)) { "Revenir à la fiche" }
        }
        @if let Some(trial) = trial { (outcome(checked, trial, item, verdict)) }
        (choose(checked, trial, Some(index)))
        (choose::edit(checked, trial, index))
    };
    HtmlPage::new(format!("Essayer une correction – {name}"), route, body).announcing(announced(trial))
}

fn of_catalogue(checked: &Checked, route: &Route) -> HtmlPage {
    let trial = checked.trial.as_ref().filter(|trial| trial.record.is_none());
    let body = html! {
        (components::check_header(checked, route))
        h1 tabindex="-1" { "Essayer le plan" }
        p.chapeau-plan {
            "Les corrections cochées sont écrites dans une copie du catalogue, qui est moissonnée de nouveau, ici. Rien n’est envoyé. "
            a href=(route.to(Screen::Plan)) { "Revenir au plan" }
        }
        @if let Some(trial) = trial { (outcome_of_all(checked, route, trial)) }
        (choose(checked, trial, None))
    };
    HtmlPage::new(format!("Essayer le plan – {}", checked.name()), route, body).announcing(announced(trial))
}

fn announced(trial: Option<&Trial>) -> String {
    let Some(trial) = trial else { return String::new() };
    let [before, after] = &trial.totals;
    let [before, after] = [before, after].map(|totals| totals.tally.of(RecordState::Ready));
    format!(
        "Essai terminé. {} {} avant, {} après.",
        number(before),
        plural(before, "prête", "prêtes"),
        number(after)
    )
}

#[cfg(test)]
mod tests {
    use super::{chosen::corrections, *};
    use crate::{
        Input, Kind, Options, preview,
        progress::{self, Progress},
        view::CatalogueSource,
    };

    const TURTLE: &str = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
        <http://x.fr/a> a dcat:Dataset ; dct:identifier \"a\" ; dct:title \"A <b>\" ; dct:accrualPeriodicity \"annuelle\" .
        <http://x.fr/b> a dcat:Dataset ; dct:identifier \"b\" ; dct:title \"B\" ; dct:accrualPeriodicity \"annuelle\" .";

    fn checked() -> Checked {
        let options = Options { kind: Some(Kind::Dcat), ..Options::default() };
        let mut checked = Checked::from(preview(vec![Input::named("a.ttl", TURTLE)], options));
        checked.reading.source = Some(CatalogueSource::Local("a.ttl".into()));
        checked
    }

    fn tried(checked: &mut Checked, record: Option<usize>, chosen: &[&str]) {
        let chosen: Vec<String> = chosen.iter().map(|id| (*id).to_owned()).collect();
        let draft = draft(checked, record, &chosen);
        let after = progress::finish(draft.harvest(&Progress::straight()));
        checked.trial = Some(draft.compare(checked, &after));
    }

    #[test]
    fn a_record_is_corrected_and_shown_before_and_after() {
        let mut checked = checked();
        let id = corrections(&checked, Some(0)).first().map(|one| one.id.clone()).expect("a correction");
        tried(&mut checked, Some(0), &[&id, "choix-licence-0"]);
        let html = page(&checked, &Route::parse("#/essai/a"), Some("a"), None).html;
        assert!(html.contains("Avant, après") && html.contains("changé"), "{html}");
        assert!(html.contains("Corrigé"), "{html}");
        assert!(!html.contains("A <b>"), "{html}");
        let trial = checked.trial.as_ref().expect("a trial");
        assert_eq!([trial.totals[0].present[2], trial.totals[1].present[2]], [0, 1]);
        assert_eq!(trial.totals[1].present[0], 1);
    }

    #[test]
    fn corrected_files_keep_their_ending() {
        for (name, expected) in [
            ("export.ttl", "export-corrige.ttl"),
            ("https://a.fr/catalog/export.rdf?x=1", "export-corrige.rdf"),
            ("https://a.fr/csw", "csw-corrige"),
            ("", "catalogue-corrige"),
        ] {
            assert_eq!(file_name(name), expected);
        }
    }

    #[test]
    fn the_same_value_is_one_correction_of_the_plan() {
        let mut checked = checked();
        let all = corrections(&checked, None);
        assert_eq!(all.iter().map(|one| one.records).collect::<Vec<_>>(), [2]);
        tried(&mut checked, None, &["etape-0"]);
        let trial = checked.trial.as_ref().expect("a trial");
        assert_eq!(trial.totals[1].present[2], 2);
        assert_eq!(trial.moved.len(), 2);
        let html = page(&checked, &Route::parse("#/essai"), None, None).html;
        assert!(html.contains("2 fiches changent") || html.contains("fiches changent"), "{html}");
    }
}
