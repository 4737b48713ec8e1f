//! The verdict, from the counts only, and the four states.

use maud::{Markup, html};

use super::super::{
    Checked, components,
    format::{count, join, number, plural},
    list::Facet,
    route::Route,
    wording,
};
use crate::{
    check::{RecordState, Report},
    harvest::Protocol,
    model::{Job, JobStatus, Kind, Status},
};

/// One sentence, from the counts only: never « toutes prêtes » when nothing was read, or not all of it.
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
                p { "La lecture a posé problème, voir plus bas : ces nombres peuvent être incomplets." }
            }
        }
    }
}

/// The tone and the sentence.
pub(in crate::view) fn sentence(checked: &Checked) -> (&'static str, String) {
    let tally = &checked.report.tally;
    let (ready, total) = (tally.of(RecordState::Ready), tally.total());
    let job = &checked.catalogue.job;
    // What was not read may hold anything.
    let is_unknown = job.lacks_page || checked.reading.stopped;
    let (tone, sentence) = if job.status == JobStatus::Failed && !(is_unknown && job.setback.is_none()) {
        return ("echec", failure(job, &checked.report));
    } else if job.reached == Some(0) && total > 0 && !is_unknown {
        let sentence = "Rien n’arriverait ainsi : ce qui est montré le serait dans une réponse du service.";
        return ("echec", sentence.to_owned());
    } else if let Some(halt) = checked.report.halt() {
        let rest =
            if tally.published() > 0 { format!(" Sans cela, {}.", outcomes(checked)) } else { String::new() };
        return ("echec", format!("Rien n’arriverait : {}.{rest}", halt.rule.halts));
    } else if total == 0 {
        ("echec", "Aucune fiche trouvée : rien n’a été vérifié.")
    } else if tally.published() == 0 {
        ("echec", "Le moissonnage ne publierait aucune fiche.")
    } else if ready < total {
        return ("attention", works(checked));
    } else if !checked.report.is_clear() {
        (
            "attention",
            plural(
                total,
                "La fiche est prête, mais la source est à corriger.",
                "Toutes les fiches sont prêtes, mais la source est à corriger.",
            ),
        )
    } else if checked.is_certain() {
        ("bien", plural(total, "Votre fiche est prête.", "Toutes vos fiches sont prêtes."))
    } else {
        ("attention", plural(total, "La fiche lue est prête.", "Toutes les fiches lues sont prêtes."))
    };
    (tone, sentence.to_owned())
}

/// The harvest as a whole fails: why, and how far it goes.
fn failure(job: &Job, report: &Report) -> String {
    let of_portal = job.setback.as_ref().map(|setback| setback.because());
    // An address that is refused stops a harvest before it reads anything: what else does comes first.
    let of_source = || {
        let another = report.halts().find(|finding| finding.rule.code != "source-url-privee");
        another.or_else(|| report.halt()).map(|finding| finding.rule.halts.to_owned())
    };
    let why = of_portal.or_else(of_source).map_or_else(String::new, |why| format!(" : {why}"));
    match job.items.iter().take(job.records_seen()).filter(|item| item.status == Status::Done).count() {
        0 => format!("Le moissonnage échouerait entièrement{why}."),
        n => format!(
            "Le moissonnage s’arrêterait en échec après {}{why}.",
            count(n, "fiche publiée", "fiches publiées")
        ),
    }
}

fn works(checked: &Checked) -> String {
    format!("Le moissonnage fonctionnerait. {}.{}", capitalised(&outcomes(checked)), misattributed(checked))
}

/// On a portal that many share, a harvest without filter works, and does harm.
fn misattributed(checked: &Checked) -> &'static str {
    let options = &checked.catalogue.options;
    let is_shared = options.kind.map(Kind::protocol) == Some(Protocol::Action)
        && checked.report.source.iter().any(|finding| finding.rule.code == "producteurs-multiples");
    if is_shared && options.filters.is_empty() {
        " Mais sans filtre, il publierait au nom de votre organisation les fiches de toutes les autres."
    } else {
        ""
    }
}

/// « 12 fiches seraient publiées avec quelque chose à corriger et 1 échouerait »
fn outcomes(checked: &Checked) -> String {
    let outcomes = [
        (
            RecordState::ToFix,
            "serait publiée avec quelque chose à corriger",
            "seraient publiées avec quelque chose à corriger",
        ),
        (RecordState::Skipped, "serait ignorée", "seraient ignorées"),
        (RecordState::Failed, "échouerait", "échoueraient"),
    ];
    let mut parts = Vec::new();
    for (state, one, many) in outcomes {
        let n = checked.report.tally.of(state);
        if n > 0 {
            let counted = if parts.is_empty() { count(n, "fiche", "fiches") } else { number(n) };
            parts.push(format!("{counted} {}", plural(n, one, many)));
        }
    }
    if parts.is_empty() { "toutes les fiches seraient prêtes".to_owned() } else { join(&parts) }
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

pub(in crate::view) fn partial(checked: &Checked) -> String {
    let read = checked.report.tally.total();
    let about = match checked.reading.expected.filter(|expected| *expected > read) {
        Some(expected) => format!(" sur environ {}", number(expected)),
        None => String::new(),
    };
    let why =
        if checked.reading.stopped { "Lecture arrêtée à votre demande" } else { "Lecture incomplète" };
    format!("{why} : ces nombres portent sur {}{about}.", count(read, "fiche", "fiches"))
}

/// The four states, whose sum is the total.
pub(super) fn states(checked: &Checked, route: &Route) -> Markup {
    let tally = &checked.report.tally;
    let parts: Vec<_> = RecordState::ALL.into_iter().map(|state| (state, tally.of(state))).collect();
    html! {
        section.etats aria-labelledby="titre-etats" {
            h2 #titre-etats.discret { "État des fiches" }
            ul {
                @for (state, n) in parts {
                    li.tuile.{ "tuile-" (state.id()) } title=(wording::state_meaning(state)) {
                        @if n > 0 {
                            a href=(route.list_of(Facet::State, state.id())) { (tile(state, n)) }
                        } @else {
                            span { (tile(state, n)) }
                        }
                    }
                }
            }
        }
    }
}

/// How far the records to fix are: progress shows here long before the first one is ready.
pub(in crate::view) fn how_far(checked: &Checked) -> Option<String> {
    let lacking = checked.report.lacking;
    let words = ["", "une information", "deux informations", "trois informations"];
    let parts: Vec<_> = (1..4)
        .filter(|&n| lacking[n] > 0)
        .map(|n| format!("{} à {}", words[n], count(lacking[n], "fiche", "fiches")))
        .collect();
    let what = "parmi la licence, la couverture spatiale et la fréquence";
    (!parts.is_empty()).then(|| format!("Il manque {}, {what}.", join(&parts)))
}

fn tile(state: RecordState, n: usize) -> Markup {
    html! { b.chiffre { (number(n)) } " " span.unite { (components::mark(state)) (wording::in_state(state, n)) } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::testing::{dataset_item, licence},
        model::{Frequency, Item, Resource, Spatial, Status},
        source::Problem,
        view::testing,
    };

    fn ready() -> Item {
        dataset_item("pret", |dataset, _| {
            dataset.license = Some(licence("lov2"));
            dataset.spatial = Some(Spatial::default());
            dataset.frequency = Some(Frequency::Annual);
            dataset.description = "Les arbres de la ville, plantés depuis 1950.".to_owned();
            let url = "https://portail.exemple.fr/arbres.csv".to_owned();
            dataset.resources.push(Resource { url, ..Resource::default() });
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
        let table: [(Vec<Item>, &str); 7] = [
            (vec![], "Aucune fiche trouvée : rien n’a été vérifié."),
            (vec![ready()], "Votre fiche est prête."),
            (vec![ready(), ready()], "Toutes vos fiches sont prêtes."),
            (
                vec![ready(), to_fix()],
                "Le moissonnage fonctionnerait. 1 fiche serait publiée avec quelque chose à corriger.",
            ),
            (
                vec![to_fix(), to_fix(), refused(Status::Skipped), refused(Status::Failed)],
                "Le moissonnage fonctionnerait. 2 fiches seraient publiées avec quelque chose à corriger, \
                 1 serait ignorée et 1 échouerait.",
            ),
            (vec![ready(), refused(Status::Failed)], "Le moissonnage fonctionnerait. 1 fiche échouerait."),
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
            kind: None,
        });
        for checked in [stopped, short, damaged] {
            let html = verdict(&checked).into_string();
            assert!(!html.contains("Votre fiche est prête"), "{html}");
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
