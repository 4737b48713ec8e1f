//! Screen « Vue d’ensemble ».

use std::collections::HashMap;

use maud::{Markup, html};

use super::{
    Checked, Page, Source,
    format::{NBSP, count, cut, join, number, plain, plural},
    list::{Facet, subject_id},
    outline, parts,
    route::{Route, Screen, Settings, host},
    wider, words,
};
use crate::{
    check::{Finding, RULES, Rule, Shelf, State, Subject},
    harvest::{JobStatus, Kind},
};

/// Source values shown for one flag.
const VALUES_SHOWN: usize = 5;

/// The overview.
pub fn page(checked: &Checked, route: &Route) -> Page {
    let total = checked.report.tally.total();
    let found = words::records(checked.catalogue.options.kind, total);
    let body = html! {
        (parts::check_header(checked, route))
        (parts::secret_notice(route))
        h1 tabindex="-1" { (checked.name()) " : " (found) " " (plural(total, "lue", "lues")) }
        (content(checked, route))
    };
    Page::new(format!("{}{NBSP}: {found}", checked.name()), route, body).announcing(found)
}

/// What the screen and the report share.
pub fn content(checked: &Checked, route: &Route) -> Markup {
    let total = checked.report.tally.total();
    html! {
        (verdict(checked))
        @if total > 0 { (states(checked, route)) }
        (retired(checked, route))
        (parts::problems(checked))
        (wider::source(checked, route))
        @if total > 0 {
            (missing(checked, route))
            (silences(checked, route))
            (wider::others(checked, route))
            (quality(checked, route))
            (wider::unforeseeable())
        }
    }
}

/// One sentence, from the counts only: never « tous prêts » when nothing was read, or not all of it.
pub fn verdict(checked: &Checked) -> Markup {
    let tally = &checked.report.tally;
    let total = tally.total();
    let (tone, sentence) = sentence(checked);
    html! {
        div.verdict.{ "verdict-" (tone) } {
            p.phrase { (sentence) }
            @if checked.catalogue.job.status == JobStatus::Failed {
                @for error in &checked.catalogue.job.errors { p lang="en" { (error) } }
            }
            @if total > 0 && checked.is_incomplete() {
                p { (partial(checked)) }
            } @else if total > 0 && !checked.is_certain() {
                p { "La lecture a posé problème, voir plus bas : ces nombres peuvent être incomplets." }
            }
        }
    }
}

fn sentence(checked: &Checked) -> (&'static str, String) {
    let tally = &checked.report.tally;
    let (ready, total) = (tally.of(State::Ready), tally.total());
    let (tone, sentence) = if checked.catalogue.job.status == JobStatus::Failed {
        ("echec", "Le moissonnage échouerait entièrement.")
    } else if total == 0 {
        ("echec", "Aucune fiche trouvée : rien n’a été vérifié.")
    } else if ready + tally.of(State::ToFix) == 0 {
        ("echec", "Le moissonnage ne publierait aucune fiche.")
    } else if ready < total {
        return ("attention", works(checked));
    } else if checked.is_certain() {
        ("bien", "Toutes vos fiches sont prêtes.")
    } else {
        ("attention", "Toutes les fiches lues sont prêtes.")
    };
    (tone, sentence.to_owned())
}

fn works(checked: &Checked) -> String {
    let outcomes = [
        (
            State::ToFix,
            "serait publiée avec des informations manquantes",
            "seraient publiées avec des informations manquantes",
        ),
        (State::Skipped, "serait ignorée", "seraient ignorées"),
        (State::Failed, "échouerait", "échoueraient"),
    ];
    let mut parts = Vec::new();
    for (state, one, many) in outcomes {
        let n = checked.report.tally.of(state);
        if n > 0 {
            let counted = if parts.is_empty() { count(n, "fiche", "fiches") } else { number(n) };
            parts.push(format!("{counted} {}", plural(n, one, many)));
        }
    }
    format!("Le moissonnage fonctionnerait. {}.", join(&parts))
}

fn partial(checked: &Checked) -> String {
    let read = checked.report.tally.total();
    let about = match checked.reading.expected.filter(|expected| *expected > read) {
        Some(expected) => format!(" sur environ {}", number(expected)),
        None => String::new(),
    };
    let why =
        if checked.reading.stopped { "Lecture arrêtée à votre demande" } else { "Lecture incomplète" };
    format!("{why} : ces nombres portent sur {}{about}.", count(read, "fiche", "fiches"))
}

/// The four states, whose sum is the total.
fn states(checked: &Checked, route: &Route) -> Markup {
    let tally = &checked.report.tally;
    let parts: Vec<_> = State::ALL.into_iter().map(|state| (state, tally.of(state))).collect();
    html! {
        section.etats aria-labelledby="titre-etats" {
            h2 #titre-etats.discret { "État des fiches" }
            (parts::stacked_bar(&parts))
            ul {
                @for (state, n) in parts {
                    li.tuile.{ "tuile-" (state.id()) } {
                        @if n > 0 {
                            a href=(route.list_of(Facet::State, state.id())) { (tile(state, n)) }
                        } @else {
                            span { (tile(state, n)) }
                        }
                        p.aide { (words::state_meaning(state)) }
                    }
                }
            }
        }
    }
}

fn tile(state: State, n: usize) -> Markup {
    html! { b.chiffre { (number(n)) } " " span.unite { (parts::mark(state)) (words::in_state(state, n)) } }
}

/// data.gouv.fr no longer has the Opendatasoft harvester: the way that works, in one line.
fn retired(checked: &Checked, route: &Route) -> Markup {
    let portal = match (&checked.reading.source, &checked.catalogue.options.site) {
        (Some(Source::Address(address)), _) => Some(host(address)),
        (_, Some(site)) => Some(host(site)),
        _ => None,
    };
    let export = format!("https://{}/api/explore/v2.1/catalog/exports/dcat/", portal.unwrap_or("PORTAIL"));
    html! {
        @if checked.catalogue.options.kind == Some(Kind::Ods) {
            p.encart {
                "data.gouv.fr a retiré ce moissonneur : il prend désormais les portails Opendatasoft par leur export DCAT, "
                @if matches!(checked.reading.source, Some(Source::Address(_))) {
                    a href=(dcat(&export)) { (export) }
                } @else {
                    a href=(route.to(Screen::Settings)) { (export) }
                }
                "."
            }
        }
    }
}

/// The overview of a DCAT export.
fn dcat(export: &str) -> Route {
    Route {
        screen: Screen::Overview,
        source: Some(Source::Address(export.to_owned())),
        settings: Settings { kind: Some(Kind::Dcat), ..Settings::default() },
        ..Route::default()
    }
}

/// The three flags, each grouped by rule and by source value.
fn missing(checked: &Checked, route: &Route) -> Markup {
    html! {
        section.manques aria-labelledby="titre-manques" {
            div.titre-actions {
                h2 #titre-manques { "Ce qui manque" }
                (parts::downloads(checked))
            }
            div.cartes {
                @for subject in Subject::ALL { (flag_card(checked, route, subject)) }
            }
        }
    }
}

fn flag_card(checked: &Checked, route: &Route, subject: Subject) -> Markup {
    let published = checked.report.tally.of(State::Ready) + checked.report.tally.of(State::ToFix);
    let findings: Vec<&Finding> = published_findings(checked)
        .filter(|finding| finding.rule.shelf() == Shelf::Flag && finding.evidence.field == subject.field())
        .collect();
    let n = findings.len();
    let id = format!("manque-{}", subject_id(subject));
    html! {
        article.carte aria-labelledby=(id) {
            h3 id=(id) { (words::subject(subject)) }
            @if n == 0 {
                p.carte-bilan.bien { span aria-hidden="true" { "✓ " } "Rien à corriger" }
                p { (number(published)) " " (plural(published, "fiche publiée", "fiches publiées")) "." }
            } @else {
                p.carte-bilan { b.chiffre { (number(n)) } " " span { (plural(n, "fiche à corriger", "fiches à corriger")) ", " (words::percent(n, published)) } }
                ul.constats {
                    @for (rule, n) in by_rule(&findings) {
                        li { a href=(route.list_of(Facet::Problem, rule.code)) { (rule.title) } " " span.nombre { (number(n)) } }
                    }
                }
                @if subject == Subject::Licence { (licence_warning(checked)) }
                (values(&findings, subject, route))
                p { a.bouton href=(route.list_of(Facet::Problem, subject_id(subject))) {
                    "Voir " (plural(n, "la fiche", "les ")) @if n > 1 { (number(n)) " fiches" }
                    span.discret { " à corriger : " (words::subject(subject)) }
                } }
            }
        }
    }
}

fn published_findings(checked: &Checked) -> impl Iterator<Item = &Finding> {
    checked.report.verdicts.iter().filter(|v| v.state.is_published()).flat_map(|v| &v.findings)
}

fn by_rule(findings: &[&Finding]) -> Vec<(&'static Rule, usize)> {
    RULES
        .iter()
        .map(|rule| (*rule, findings.iter().filter(|finding| finding.rule.code == rule.code).count()))
        .filter(|(_, n)| *n > 0)
        .collect()
}

/// What data.gouv.fr would show instead of the missing licence.
fn licence_warning(checked: &Checked) -> Markup {
    let counted = checked.report.count("licence-comptee");
    super::when(counted > 0, || {
        html! {
            p.contradiction {
                "data.gouv.fr affichera pourtant « Licence renseignée » pour " (count(counted, "fiche", "fiches")) "."
            }
        }
    })
}

/// The source values that explain most findings: fixing one fixes many records.
fn values(findings: &[&Finding], subject: Subject, route: &Route) -> Markup {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for raw in findings.iter().filter_map(|finding| finding.evidence.raw.as_deref()) {
        *counts.entry(raw).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
    let hidden = counts.len().saturating_sub(VALUES_SHOWN);
    html! {
        @if !counts.is_empty() {
            h4 { "Valeurs d’origine" }
            ul.valeurs {
                @for (value, n) in counts.iter().take(VALUES_SHOWN) {
                    li {
                        a href=(route.list_of(Facet::Problem, subject_id(subject)).and(Facet::Value, value)) { "« " (cut(&plain(value), 80)) " »" }
                        " " span.nombre { (number(*n)) }
                    }
                }
            }
            @if hidden > 0 { p.aide { "Et " (count(hidden, "autre valeur", "autres valeurs")) "." } }
        }
    }
}

/// « Ce que data.gouv.fr ne vous dira pas »
fn silences(checked: &Checked, route: &Route) -> Markup {
    let silences: Vec<_> = by_rule(&published_findings(checked).collect::<Vec<_>>())
        .into_iter()
        .filter(|(rule, _)| rule.shelf() == Shelf::Silence)
        .collect();
    html! {
        @if !silences.is_empty() {
            section.silences aria-labelledby="titre-silences" {
                h2 #titre-silences { "Ce que data.gouv.fr ne vous dira pas" }
                ul {
                    @for (rule, n) in silences {
                        li {
                            h3 { a href=(route.list_of(Facet::Problem, rule.code)) { (rule.title) } " " span.nombre { (number(n)) } }
                            p { (rule.effect) " " a href=(route.to(Screen::Help(Some(rule.code.to_owned())))) { "Comprendre" span.discret { " : " (rule.title) } } }
                        }
                    }
                }
            }
        }
    }
}

/// The histogram of quality, as data.gouv.fr counts it.
fn quality(checked: &Checked, route: &Route) -> Markup {
    let mut counts = [0_usize; 10];
    for (item, verdict) in checked.rows() {
        if let Some(dataset) = item.dataset().filter(|_| verdict.state.is_published()) {
            counts[usize::from(dataset.quality.points().min(9))] += 1;
        }
    }
    let total: usize = counts.iter().sum();
    let sum: usize = counts.iter().enumerate().map(|(points, n)| points * n).sum();
    let highest = counts.iter().copied().max().unwrap_or_default();
    html! {
        @if total > 0 {
            section.qualite aria-labelledby="titre-qualite" {
                h2 #titre-qualite { "Qualité affichée par data.gouv.fr" }
                p {
                    "En moyenne " b { (format!("{:.1}", sum as f64 / total as f64).replace('.', ",")) " sur 9" }
                    " ; data.gouv.fr dit « Bon » à partir de 6."
                }
                table.histogramme {
                    caption.discret { "Nombre de jeux de données par note de qualité" }
                    thead.discret { tr { th scope="col" { "Note" } th scope="col" { "Jeux de données" } th scope="col" { "Répartition" } } }
                    tbody {
                        @for (points, n) in counts.iter().enumerate().skip(1) {
                            tr {
                                th scope="row" { (points) "/9" }
                                td.nombre {
                                    @if *n > 0 { a href=(route.list_of(Facet::Score, &points.to_string())) { (number(*n)) } }
                                    @else { "0" }
                                }
                                td { (outline::bar(*n, highest, points >= 6)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::testing::{dataset_item, licence},
        harvest::{Item, Status},
        model::{Frequency, Spatial},
        source::Problem,
        view::testing,
    };

    fn ready() -> Item {
        dataset_item("pret", |dataset, _| {
            dataset.license = Some(licence("lov2"));
            dataset.spatial = Some(Spatial::default());
            dataset.frequency = Some(Frequency::Annual);
        })
    }

    fn refused(status: Status) -> Item {
        let mut item = dataset_item("refuse", |_, _| {});
        item.status = status;
        item.record = None;
        item
    }

    #[test]
    fn the_verdict_follows_from_the_counts() {
        let to_fix = || dataset_item("a-corriger", |_, _| {});
        let table: [(Vec<Item>, &str); 6] = [
            (vec![], "Aucune fiche trouvée\u{a0}: rien n’a été vérifié."),
            (vec![ready()], "Toutes vos fiches sont prêtes."),
            (
                vec![ready(), to_fix()],
                "Le moissonnage fonctionnerait. 1\u{a0}fiche serait publiée avec des informations manquantes.",
            ),
            (
                vec![to_fix(), to_fix(), refused(Status::Skipped), refused(Status::Failed)],
                "Le moissonnage fonctionnerait. 2\u{a0}fiches seraient publiées avec des informations manquantes, \
                 1 serait ignorée et 1 échouerait.",
            ),
            (
                vec![ready(), refused(Status::Failed)],
                "Le moissonnage fonctionnerait. 1\u{a0}fiche échouerait.",
            ),
            (vec![refused(Status::Skipped)], "Le moissonnage ne publierait aucune fiche."),
        ];
        for (items, expected) in table {
            assert_eq!(sentence(&testing::of(items)).1, expected);
        }
    }

    #[test]
    fn a_partial_reading_never_says_that_all_is_ready() {
        let mut stopped = testing::of(vec![ready()]);
        stopped.reading.stopped = true;
        let mut short = testing::of(vec![ready()]);
        short.reading.expected = Some(2);
        let mut damaged = testing::of(vec![ready()]);
        damaged.catalogue.problems.push(Problem {
            document: "export.json".into(),
            position: None,
            found: "Le fichier est tronqué.".into(),
            advice: "Téléchargez-le de nouveau.".into(),
            partial: true,
            code: "",
        });
        for checked in [stopped, short, damaged] {
            let html = verdict(&checked).into_string();
            assert!(!html.contains("Toutes vos fiches"), "{html}");
            assert!(html.contains("ces nombres"), "{html}");
        }
    }

    #[test]
    fn the_job_that_fails_says_so() {
        let mut failed = testing::of(vec![]);
        failed.catalogue.job.status = JobStatus::Failed;
        assert_eq!(sentence(&failed).1, "Le moissonnage échouerait entièrement.");
    }
}
