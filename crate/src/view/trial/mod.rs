//! Screen « Essayer une correction »: the source is changed, harvested again, and shown beside what it was.

mod chosen;
mod lines;

use maud::{Markup, html};

use self::chosen::{Correction, Gap, corrections, draft, gaps};
pub(super) use self::lines::{beside, lines};
use super::{
    Checked, HtmlPage, card, components,
    format::{count, cut, number, plain, plural},
    problem, record,
    route::{Route, Screen},
    when, wording,
};
use crate::{
    check::{Flag, FlagSubject, RecordState, Verdict},
    display::ShownRecord,
    model::{Item, JobStatus},
    preview::Totals,
    source::Document,
    text::visible::visible,
    trial::{Draft, Moved, Trial, sources},
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
        (edit(checked, trial, index))
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

// --- What can be done -----------------------------------------------------------------------------------

fn choose(checked: &Checked, trial: Option<&Trial>, record: Option<usize>) -> Markup {
    let (can, cannot): (Vec<_>, Vec<_>) =
        corrections(checked, record).into_iter().partition(|correction| correction.records > 0);
    let gaps = gaps(checked, record);
    let is_chosen = |id: &str| {
        trial
            .filter(|trial| !trial.chosen.is_empty())
            .map(|trial| trial.chosen.iter().any(|other| other == id))
    };
    html! {
        section.essai-choix aria-labelledby="titre-choix" {
            h2 #titre-choix { "Corrections proposées" }
            @if can.is_empty() && gaps.is_empty() {
                p { "Aucune valeur à écrire n’est connue d’avance" @if record.is_some() { " : changez la source de la fiche ci-dessous." } @else { "." } }
            } @else {
                form #essai data-essai="" {
                    @if !can.is_empty() {
                        fieldset {
                            legend { "Valeurs à écrire" }
                            @for correction in &can { (check(correction, record.is_none(), is_chosen(&correction.id) != Some(false))) }
                        }
                    }
                    @for gap in &gaps { (gap_of(gap, record.is_none(), &|id| is_chosen(id) == Some(true))) }
                    p.boutons { button.principal type="submit" data-focus="titre-essai" { "Voir l’effet" } }
                }
            }
            @if !cannot.is_empty() {
                details {
                    summary { "À écrire à la main (" (number(cannot.len())) ")" }
                    ul { @for correction in &cannot { li { (correction.rule.title) " : écrivez " code { (correction.value) } } } }
                }
            }
        }
    }
}

fn check(correction: &Correction<'_>, with_count: bool, is_checked: bool) -> Markup {
    html! {
        label.case {
            input type="checkbox" name="correction" value=(correction.id) checked[is_checked];
            span {
                b { (correction.rule.title) } " : "
                @if let Some(raw) = correction.raw { "« " span data-verbatim { (cut(&plain(raw), 80)) } " » → " }
                code data-verbatim { (cut(correction.value, 120)) }
                @if with_count { " (" (count(correction.records, "fiche", "fiches")) ")" }
            }
        }
    }
}

fn gap_of(gap: &Gap, with_count: bool, is_chosen: &dyn Fn(&str) -> bool) -> Markup {
    let id = gap.id(0);
    html! {
        div.essai-manque {
            label for=(id) {
                (wording::subject(gap.subject)) " à choisir"
                @if with_count { " pour " (count(gap.records, "fiche", "fiches")) }
            }
            select id=(id) name="correction" {
                option value="" { "Ne rien changer" }
                @for (index, choice) in gap.choices.iter().enumerate() {
                    option value=(gap.id(index)) selected[is_chosen(&gap.id(index))] data-verbatim { (choice.label) }
                }
            }
        }
    }
}

/// The field where a text of the record is edited.
fn text_id(rank: usize) -> String {
    format!("source-essai-{rank}")
}

fn edit(checked: &Checked, trial: Option<&Trial>, index: usize) -> Markup {
    let original = sources(&checked.catalogue, index);
    let texts = trial.map(|trial| &trial.sources).filter(|texts| !texts.is_empty()).unwrap_or(&original);
    let document =
        checked.row(index).and_then(|(item, _)| checked.catalogue.documents.get(item.origin.document));
    let size: usize = texts.iter().map(String::len).sum();
    html! {
        section aria-labelledby="titre-source" {
            h2 #titre-source { "Source de la fiche" }
            @if original.is_empty() || size > EDITABLE || texts.len() > SHOWN {
                p { "La place de cette fiche dans son document n’est pas connue, ou elle est trop longue pour être changée ici : changez le document lui-même, et déposez-le." }
            } @else {
                form #essai-source data-essai="" {
                    @for (rank, text) in texts.iter().enumerate() {
                        label for=(text_id(rank)) {
                            @if rank == 0 { "Ce que le portail écrit" @if let Some(document) = document { " dans " span data-verbatim { (document.name) } } }
                            @else { "Et plus loin dans le document (" (number(rank + 1)) " sur " (number(texts.len())) ")" }
                        }
                        textarea id=(text_id(rank)) rows=(if rank == 0 { 16 } else { 6 }) spellcheck="false" autocapitalize="off" autocomplete="off" wrap="off" data-verbatim { "\n" (text) }
                    }
                    p.boutons {
                        button.principal type="submit" data-focus="titre-essai" { "Essayer ce texte" }
                        @if trial.is_some() { button type="button" data-ordre="untry" data-focus="titre-source" { "Revenir au texte d’origine" } }
                    }
                }
            }
        }
    }
}

// --- What it gives --------------------------------------------------------------------------------------

fn outcome(checked: &Checked, trial: &Trial, item: &Item, verdict: &Verdict) -> Markup {
    let was = item.record.as_ref().or(item.ghost.as_ref()).and_then(|record| record::shown(checked, record));
    html! {
        section.essai aria-labelledby="titre-essai" {
            h2 #titre-essai tabindex="-1" { "Avant, après" }
            (failures(checked, trial))
            @if trial.changed.is_empty() { p.encart { "Rien n’a changé : cochez une correction, ou changez le texte." } }
            @match &trial.after {
                None => { p.encart.encart-alerte { "Après ce changement, la fiche n’est plus lue." } },
                Some(after) => {
                    (verdicts(verdict, item, &after.verdict, &after.item))
                    (findings(verdict, &after.verdict))
                    div.essai-cartes {
                        (side("Avant", was.as_ref(), item))
                        (side("Après", after.shown.as_ref(), &after.item))
                    }
                    (pages(was.as_ref(), after.shown.as_ref()))
                },
            }
            (others(trial))
            (take_away(checked, trial))
        }
    }
}

/// What the change broke: where, and what to do.
fn failures(checked: &Checked, trial: &Trial) -> Markup {
    let first_line = trial.record.and_then(|record| {
        let (item, _) = checked.row(record)?;
        let document = checked.catalogue.documents.get(item.origin.document)?;
        Some(document.position(item.origin.span.start).0)
    });
    html! {
        @for problem in &trial.problems {
            div.encart.encart-alerte role="alert" {
                p { b { (components::place(problem)) } " : " (problem.found) }
                @if let (Some((line, _)), Some(first)) = (problem.position, first_line) {
                    @if let Some(at) = (line + 1).checked_sub(first).filter(|at| *at > 0) { p { "C’est la ligne " (number(at)) " du texte ci-dessous, ou la suite du document." } }
                }
                p { (problem.advice) }
            }
        }
        @if trial.status == JobStatus::Failed {
            div.encart.encart-alerte role="alert" {
                p { "Le moissonnage entier échouerait avec ce changement." }
                @for error in &trial.errors { pre lang="en" tabindex="0" { (visible(&error.to_string())) } }
            }
        }
    }
}

/// RecordState, flags and quality, before and after.
fn verdicts(was: &Verdict, before: &Item, is: &Verdict, after: &Item) -> Markup {
    let flag = |verdict: &Verdict, subject: FlagSubject| {
        verdict.flags.iter().flatten().find(|flag| flag.subject == subject).cloned()
    };
    let points = |item: &Item| item.dataset().map(|dataset| dataset.quality.points());
    let told = |flag: Option<Flag>| html! { @match flag { Some(flag) => (components::flag(&flag)), None => span.absent { "—" } } };
    let gain = match (points(before), points(after)) {
        (Some(a), Some(b)) if a != b => Some(i16::from(b) - i16::from(a)),
        _ => None,
    };
    html! {
        div.tableau-comparaison { table.comparaison.essai-bilan {
            caption.discret { "Ce qui change pour la fiche" }
            thead { tr { th scope="col" { "Quoi" } th scope="col" { "Avant" } th scope="col" { "Après" } } }
            tbody {
                tr { th scope="row" { "État" } td data-titre="Avant" { (components::state(was.state)) } td data-titre="Après" { (components::state(is.state)) } }
                @for subject in FlagSubject::ALL {
                    tr {
                        th scope="row" { (wording::subject(subject)) }
                        td data-titre="Avant" { (told(flag(was, subject))) }
                        td data-titre="Après" { (told(flag(is, subject))) }
                    }
                }
                tr {
                    th scope="row" { "Qualité" }
                    td data-titre="Avant" { (score(points(before))) }
                    td data-titre="Après" { (score(points(after))) @if let Some(gain) = gain { " " b.gain { @if gain > 0 { "+" } (gain) } } }
                }
            }
        } }
    }
}

fn score(points: Option<u8>) -> Markup {
    html! { @match points { Some(points) => { (points) "/9" } None => span.absent { "—" } } }
}

/// What is no longer told, and what is told at last.
fn findings(was: &Verdict, is: &Verdict) -> Markup {
    let without = |verdict: &Verdict, other: &Verdict| {
        let mut rules: Vec<_> = verdict.findings.iter().map(|finding| finding.rule).collect();
        rules.dedup_by_key(|rule| rule.code);
        rules.retain(|rule| other.finding(rule.code).is_none());
        rules
    };
    let list = |title: &str, rules: &[&'static crate::check::Rule]| {
        html! { @if !rules.is_empty() { p { b { (title) } " : " @for (index, rule) in rules.iter().enumerate() { @if index > 0 { ", " } (rule.title) } "." } } }
    };
    html! {
        (list("Corrigé", &without(was, is)))
        (list("Nouveau", &without(is, was)))
    }
}

/// The search result.
fn side(title: &str, shown: Option<&ShownRecord>, item: &Item) -> Markup {
    html! {
        div {
            h3 { (title) }
            @match shown {
                Some(shown) => {
                    @let card = shown.card();
                    (card::card(card, item.record.as_ref().or(item.ghost.as_ref()), html! { span data-verbatim { (card.title) } }))
                },
                None => p.absent { "Aucune page." },
            }
        }
    }
}

/// The two pages, line by line.
fn pages(was: Option<&ShownRecord>, is: Option<&ShownRecord>) -> Markup {
    let of = |shown: Option<&ShownRecord>| shown.map(lines).unwrap_or_default();
    let rows = beside(&of(was), &of(is));
    let changed = rows.iter().filter(|(_, [before, after])| before != after).count();
    let cell = |text: &Option<String>| html! { @match text { Some(text) => span data-verbatim { (text) }, None => span.absent { "—" } } };
    html! {
        h3 { "La page de data.gouv.fr, ligne par ligne" span.nombre { " (" (count(changed, "ligne changée", "lignes changées")) ")" } }
        div.tableau-comparaison {
            table.comparaison.essai-page {
                caption.discret { "Ce que la page affiche, avant et après" }
                thead { tr { th scope="col" { "Sur la page" } th scope="col" { "Avant" } th scope="col" { "Après" } } }
                tbody {
                    @for (label, both) in &rows {
                        @let is_changed = both[0] != both[1];
                        tr.change[is_changed] {
                            th scope="row" { span data-verbatim { (label) } @if is_changed { " " span.drapeau.drapeau-bien { "changé" } } }
                            td data-titre="Avant" { (cell(&both[0])) }
                            td data-titre="Après" { (cell(&both[1])) }
                        }
                    }
                }
            }
        }
    }
}

/// What the change does to the other records.
fn others(trial: &Trial) -> Markup {
    let others = trial.moved.iter().filter(|moved| Some(moved.index) != trial.record).count();
    let [before, after] = trial.totals.map(|totals| totals.tally.total());
    html! {
        @if others > 0 { p.encart { (count(others, "autre fiche change aussi", "autres fiches changent aussi")) " : elles partagent cette source." } }
        @if before != after { p.encart.encart-alerte { "Le catalogue avait " (count(before, "fiche", "fiches")) ", il en aurait " (number(after)) "." } }
    }
}

/// The corrected record and the whole file, to copy or to download.
fn take_away(checked: &Checked, trial: &Trial) -> Markup {
    let name = |index: &usize| {
        checked.catalogue.documents.get(*index).map(|document: &Document| document.name.as_str())
    };
    let original = trial.record.map(|index| sources(&checked.catalogue, index)).unwrap_or_default();
    let texts = trial.sources.iter().zip(&original).enumerate();
    html! {
        @if !trial.changed.is_empty() {
            p.boutons {
                @for (rank, _) in texts.filter(|(_, (is, was))| is != was) {
                    button type="button" data-copier-texte=(text_id(rank)) data-dit="Copié" {
                        "Copier la fiche corrigée" @if trial.sources.len() > 1 { " (texte " (number(rank + 1)) ")" }
                    }
                }
                @for (rank, (index, _)) in trial.changed.iter().enumerate().take(SHOWN) {
                    button type="button" data-export={ "essai-" (rank) } {
                        "Télécharger le fichier corrigé" @if trial.changed.len() > 1 { " : " span data-verbatim { (name(index).unwrap_or_default()) } }
                    }
                }
            }
        }
    }
}

// --- The whole plan -------------------------------------------------------------------------------------

fn outcome_of_all(checked: &Checked, route: &Route, trial: &Trial) -> Markup {
    let [before, after] = &trial.totals;
    html! {
        section.essai aria-labelledby="titre-essai" {
            h2 #titre-essai tabindex="-1" { "Avant, après" }
            (failures(checked, trial))
            @if trial.changed.is_empty() { p.encart { "Rien n’a changé : cochez une correction, ou choisissez une valeur." } }
            (totals(before, after))
            (others_count(trial))
            (moved(checked, route, &trial.moved))
            (take_away(checked, trial))
        }
    }
}

fn others_count(trial: &Trial) -> Markup {
    let [before, after] = trial.totals.map(|totals| totals.tally.total());
    when(before != after, || {
        html! { p.encart.encart-alerte { "Le catalogue avait " (count(before, "fiche", "fiches")) ", il en aurait " (number(after)) "." } }
    })
}

fn totals(before: &Totals, after: &Totals) -> Markup {
    let row = |name: &str, of: &dyn Fn(&Totals) -> usize| {
        html! { tr { th scope="row" { (name) } td.nombre { (number(of(before))) } td.nombre { (number(of(after))) } } }
    };
    let mean = |totals: &Totals| match totals.mean_tenths() {
        Some(tenths) => format!("{},{}/9", tenths / 10, tenths % 10),
        None => "—".to_owned(),
    };
    html! {
        table.essai-bilan {
            caption.discret { "Ce qui change pour le catalogue" }
            thead { tr { th scope="col" { "Fiches" } th scope="col" { "Avant" } th scope="col" { "Après" } } }
            tbody {
                @for state in RecordState::ALL { (row(wording::state(state), &|totals| totals.tally.of(state))) }
                @for (index, subject) in FlagSubject::ALL.into_iter().enumerate() { (row(wording::subject(subject), &move |totals| totals.present[index])) }
                tr { th scope="row" { "Qualité moyenne" } td.nombre { (mean(before)) } td.nombre { (mean(after)) } }
            }
        }
    }
}

fn moved(checked: &Checked, route: &Route, moved: &[Moved]) -> Markup {
    when(!moved.is_empty(), || {
        html! {
            details.pli open[moved.len() <= 12] {
                summary { (count(moved.len(), "fiche change", "fiches changent")) }
                ul {
                    @for one in moved.iter().take(SHOWN) {
                        @let name = checked.row(one.index).map_or("", |(item, _)| item.name());
                        li {
                            a href=(checked.record_route(route, one.index)) data-verbatim { (name) } " : "
                            (wording::state(one.state[0])) @if one.state[0] != one.state[1] { " → " (wording::state(one.state[1])) }
                            @if one.present[0] != one.present[1] { ", " (one.present[0]) " → " (one.present[1]) " des trois informations" }
                            @if let [Some(was), Some(is)] = one.points { ", " (was) "/9 → " (is) "/9" }
                        }
                    }
                }
                @if moved.len() > SHOWN { p.aide { "Et " (number(moved.len() - SHOWN)) " " (plural(moved.len() - SHOWN, "autre", "autres")) "." } }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
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
