//! Several licences on one record, of which data.gouv.fr shows one.

use super::{
    ckan_licence,
    licence::BASE,
    licence_text::{Meant, meant},
    quoting::{list, quote},
};
use crate::{
    check::{Check, Occurrence, Rule},
    formats::json::{Json, Object},
    model::licence,
    text::order,
};

/// Several licences on a record, on its files, or on both.
pub static DIVERGENT: Rule = Rule {
    code: "licence-multiple-divergente",
    title: "Plusieurs licences sur une même fiche",
    constat: "La fiche donne plusieurs licences, ou ses fichiers en portent une autre que la sienne.",
    effect: "data.gouv.fr n’a qu’une licence par jeu de données : la première qu’il reconnaît, celles de la fiche avant celles des fichiers, est affichée pour tous les fichiers.",
    check: Check::Record(|context| {
        if context.is_ckan() {
            return ckan_licence::divergent(context);
        }
        let Some(dataset) = context.dataset() else { return Vec::new() };
        let Some(shown) = dataset.license.filter(|licence| licence.id != NOT_SPECIFIED) else {
            return Vec::new();
        };
        let shown = quote(&shown.title);
        let own = texts(&dataset.extras, "license");
        let of_record = [own.clone(), texts(&dataset.extras, "rights")].concat();
        let of_files: Vec<&str> =
            dataset.resources.iter().flat_map(|resource| texts(&resource.extras, "license")).collect();
        // Most records and their files all say the same.
        let all = distinct([of_record.clone(), of_files.clone()].concat());
        if all.len() < 2 {
            return Vec::new();
        }
        let ids: Vec<_> = all.iter().map(|text| named(text)).collect();
        let id = |text: &str| *ids.get(all.binary_search(&text).ok()?)?;
        let ids_of = |texts: &[&str]| distinct(texts.iter().map(|text| id(text)));
        let known = |texts: &[&str]| ids_of(texts).into_iter().flatten().collect::<Vec<_>>();
        let own_known = known(&own);
        let is_other =
            |text: &&str| id(text).is_some_and(|id| !own_known.is_empty() && !own_known.contains(&id));
        let others = distinct(of_files.iter().copied().filter(is_other));
        let message = if known(&of_record).len() > 1 {
            let given = distinct(of_record.into_iter().filter(|text| id(text).is_some()));
            format!(
                "La fiche donne plusieurs licences ({}) : data.gouv.fr n’en affichera qu’une, {shown}.",
                list(given, 4)
            )
        } else if own.is_empty() && ids_of(&of_files).len() > 1 {
            format!(
                "Les fichiers portent des licences différentes ({}) : data.gouv.fr affichera {shown} pour tous.",
                list(distinct(of_files), 4)
            )
        } else if !others.is_empty() {
            format!(
                "Des fichiers portent une autre licence ({}) que celle de la fiche : data.gouv.fr affichera {shown} pour tous.",
                list(others, 4)
            )
        } else {
            return Vec::new();
        };
        vec![Occurrence::in_field("license", message)]
    }),
    ..BASE
};

/// The licence of data.gouv.fr for what names none.
const NOT_SPECIFIED: &str = "notspecified";

/// What udata keeps of the terms of use of a dataset, or of a file.
fn texts<'a>(extras: &'a Object<'_>, kind: &str) -> Vec<&'a str> {
    let kept = extras.get("dcat").and_then(|dcat| dcat.get(kind)).and_then(Json::as_list);
    kept.into_iter().flatten().filter_map(Json::as_str).collect()
}

/// The licence that a text names.
fn named(text: &str) -> Option<&'static str> {
    let known = || licence::guess([text]).map(|guess| guess.licence.id.as_str());
    let id = match meant(text) {
        Some(Meant { id, is_certain: true }) => Some(id),
        probable => known().or(probable.map(|probable| probable.id)),
    };
    id.filter(|id| *id != NOT_SPECIFIED)
}

fn distinct<T: Ord>(values: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.into_iter().collect();
    order::natural(&mut values);
    values.dedup();
    values
}
