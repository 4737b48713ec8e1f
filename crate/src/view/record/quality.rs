//! « Qualité des métadonnées » : what data.gouv.fr will say, beside what is true.

use maud::{Markup, html};

use super::{super::format, View};
use crate::{
    check::{FlagSubject, Standing},
    model::{Dataset, Record},
};

/// Each criterion whose line on data.gouv.fr does not say all.
pub(super) fn truths(view: View<'_>) -> Markup {
    let Some(Record::Dataset(dataset)) = view.record else { return html! {} };
    let lines = dataset
        .quality
        .criteria()
        .into_iter()
        .filter(|(criterion, _)| criterion.key != hidden_criterion(dataset));
    let lines: Vec<_> = lines
        .filter_map(|(criterion, met)| {
            let shown = if met { criterion.label_true } else { criterion.label_false };
            Some((shown, explain(view, dataset, criterion.key, met)?))
        })
        .collect();
    html! {
        p.panneau-verdict { (dataset.quality.points()) " critères sur 9" }
        @if view.checked.catalogue.options.kind.is_some_and(|kind| kind.backend().hides_quality) {
            p { "Avec ce moissonneur, data.gouv.fr cache le détail et avertit que la qualité peut être trompeuse." }
        }
        @for (shown, truth) in &lines {
            div.panneau-valeur {
                p { "data.gouv.fr affichera « " span data-verbatim { (shown) } " »." }
                p { b { "En réalité : " } (truth) }
            }
        }
        @if lines.is_empty() { p { "Les critères affichés disent ce qui est." } }
        p.aide { "Calculé au " (format::day(view.checked.catalogue.options.now.naive)) "." }
    }
}

/// Two criteria share one line of data.gouv.fr: the frequency, and whether it is kept.
fn hidden_criterion(dataset: &Dataset) -> &'static str {
    if dataset.quality.update_frequency { "update_frequency" } else { "update_fulfilled_in_time" }
}

/// What is true of a flag, when it is not what data.gouv.fr says.
pub(super) fn truth(view: View<'_>, subject: FlagSubject) -> Option<String> {
    let Some(Record::Dataset(dataset)) = view.record else { return None };
    match subject {
        FlagSubject::Licence => licence(view, dataset.quality.license),
        other => lost(view, other),
    }
}

/// What is true, when it is not what data.gouv.fr says.
fn explain(view: View<'_>, dataset: &Dataset, criterion: &str, met: bool) -> Option<String> {
    match criterion {
        "dataset_description_quality" if !met => short_description(dataset),
        "license" => licence(view, met),
        "update_frequency" => lost(view, FlagSubject::Frequency),
        "spatial" => lost(view, FlagSubject::Spatial),
        "all_resources_available" if met => Some("Sera vérifié après le moissonnage".to_owned()),
        _ => None,
    }
}

fn short_description(dataset: &Dataset) -> Option<String> {
    let length = dataset.description.chars().count();
    (length > 0)
        .then(|| format!("{} : il en faut plus de 100", format::count(length, "caractère", "caractères")))
}

/// The contradiction that data.gouv.fr does not tell.
fn licence(view: View<'_>, counted: bool) -> Option<String> {
    let flag = view.verdict.flags.iter().flatten().find(|flag| flag.subject == FlagSubject::Licence)?;
    let text = match flag.standing {
        Standing::Missing if counted && flag.is_misnamed => {
            "Mal nommée : data.gouv.fr ne la lit pas. Le critère est rempli parce qu’il attribue une licence d’office."
        }
        Standing::Missing if counted => {
            "Absente : le critère est rempli parce que data.gouv.fr attribue une licence d’office. Les réutilisateurs, eux, ne sauront pas ce qui leur est permis."
        }
        Standing::Unrecognised if counted => {
            "Non reconnue : la licence écrite est perdue, et une autre est attribuée d’office."
        }
        Standing::Default => "Par défaut : le portail n’en donne pas, le moissonneur en écrit une.",
        Standing::Guessed => "Devinée d’après un texte ressemblant.",
        Standing::NotApplicable => "Retirée par data.gouv.fr : accès restreint.",
        _ => return None,
    };
    Some(text.to_owned())
}

fn lost(view: View<'_>, subject: FlagSubject) -> Option<String> {
    let flag = view.verdict.flags.iter().flatten().find(|flag| flag.subject == subject)?;
    match (flag.standing, &flag.raw) {
        (Standing::Lost | Standing::Unrecognised, Some(raw)) => Some(format!(
            "Le portail donne « {} », que data.gouv.fr ne reprend pas",
            format::cut(&format::plain(raw), 60)
        )),
        _ => None,
    }
}
