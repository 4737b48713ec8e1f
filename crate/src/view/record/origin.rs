//! Tab « Origine »: one line for each field; what is technical or not kept is folded.

use maud::{Markup, html};
use serde_json::Value;

use super::{
    super::{
        format::{self, cut, number},
        wording,
    },
    View,
};
use crate::{
    model::{Dataset, Entry, Field, How, Record, Resource, TemporalCoverage},
    text::order,
};

/// The order of data.gouv.fr's page; what is not named follows in the harvester's order.
const ORDER: [&str; 16] = [
    "title",
    "acronym",
    "organization",
    "description",
    "contact_points",
    "license",
    "access_type",
    "frequency",
    "spatial",
    "temporal_coverage",
    "tags",
    "schema",
    "harvest.remote_url",
    "harvest.remote_id",
    "harvest.modified_at",
    "harvest.created_at",
];

pub(super) fn section(view: View<'_>) -> Markup {
    let lines = view.item.trace.entries().filter_map(|entry| Some((entry, entry.field()?)));
    let mut lines: Vec<(Entry<'_>, Field)> = lines.collect();
    // What was taken comes first: it is what the field shows.
    order::by_key(&mut lines, |(entry, field)| {
        (field.resource, rank(field.name), field.name, entry.how() == How::Ignored)
    });
    // One line per field; the other values of a field are told with what is not kept.
    let (mut fields, mut technical, mut files, mut others) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (i, line) in lines.iter().enumerate() {
        let is_first = i == 0 || lines.get(i - 1).is_some_and(|before| before.1 != line.1);
        match line.1 {
            _ if !is_first => others.push(*line),
            Field { resource: Some(_), .. } => files.push(*line),
            Field { name, .. } if is_technical(name) => technical.push(*line),
            _ => fields.push(*line),
        }
    }
    let unread: Vec<Entry<'_>> = view.item.trace.entries().filter(|entry| entry.field().is_none()).collect();
    html! {
        section.provenance aria-labelledby="titre-provenance" {
            h2 #titre-provenance { "D’où vient chaque champ" }
            @if fields.is_empty() && technical.is_empty() {
                p.absent { "Rien n’a été retenu de cette fiche." }
            } @else {
                (table(view, &fields, "Origine de chaque champ affiché par data.gouv.fr"))
            }
            (folded(view, &files, "Fichiers"))
            (folded(view, &technical, "Champs techniques"))
            (folded(view, &others, "Autres valeurs lues pour ces champs"))
            (unused(&unread))
        }
    }
}

/// Fields that a visitor does not look for.
fn is_technical(name: &str) -> bool {
    let is_date =
        name.ends_with("modified_at") || name.ends_with("created_at") || name.ends_with("issued_at");
    name.starts_with("extras") || (name.starts_with("harvest.") && !is_date && name != "harvest.remote_url")
}

fn folded(view: View<'_>, lines: &[(Entry<'_>, Field)], name: &str) -> Markup {
    html! {
        @if !lines.is_empty() {
            details.provenance-pliee {
                summary { (name) " (" (number(lines.len())) ")" }
                (table(view, lines.get(..lines.len().min(SHOWN)).unwrap_or_default(), name))
                @if lines.len() > SHOWN { p.aide { "Les suivants sont dans le repère de chaque fichier, sur la page." } }
            }
        }
    }
}

/// Lines of a folded table; the panel of each file has its own.
const SHOWN: usize = 120;

fn table(view: View<'_>, lines: &[(Entry<'_>, Field)], caption: &str) -> Markup {
    html! {
        table role="table" {
            caption.discret { (caption) }
            thead role="rowgroup" {
                tr role="row" {
                    th scope="col" role="columnheader" { "Champ" }
                    @if view.item.record.is_some() { th scope="col" role="columnheader" { "Affiché" } }
                    @for heading in ["Valeur d’origine", "Chemin", "Remarque"] {
                        th scope="col" role="columnheader" { (heading) }
                    }
                }
            }
            tbody role="rowgroup" { @for (entry, field) in lines { (line(view, *entry, *field)) } }
        }
    }
}

fn rank(name: &str) -> usize {
    ORDER.iter().position(|other| *other == name).unwrap_or(ORDER.len())
}

fn line(view: View<'_>, entry: Entry<'_>, field: Field) -> Markup {
    let raised = matches!(entry.how(), How::Missing | How::Ignored | How::Default);
    html! {
        tr role="row" class=[raised.then_some("perdu")] {
            th scope="row" role="rowheader" { (label(field)) }
            @if view.item.record.is_some() { td role="cell" data-titre="Affiché" { span data-verbatim { (shown(view, field)) } } }
            td role="cell" data-titre="Valeur d’origine" {
                @match entry.raw() { Some(raw) => { span.valeur data-verbatim { (raw) } } None => { span.absent { "rien" } } }
            }
            td role="cell" data-titre="Chemin" { (path(entry)) }
            td role="cell" data-titre="Remarque" {
                span {
                    b.{ "sort-" (tone(entry.how())) } { (wording::how(entry.how())) }
                    @if let Some(change) = &entry.change() { " : " (change) }
                }
            }
        }
    }
}

/// With a capital, at the start of a sentence.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Where a value comes from; of a record that was converted first, both places.
pub(super) fn path(entry: Entry<'_>) -> Markup {
    html! {
        @match &entry.origin() {
            _ if entry.path().is_empty() => { span.absent { "—" } }
            None => { span { code { (entry.path()) } } }
            Some(origin) => {
                span {
                    code { (steps(origin)) }
                    span.aide { " converti en " code { (entry.path()) } }
                }
            }
        }
    }
}

/// A long path may be cut between its steps.
fn steps(path: &str) -> Markup {
    html! { @for (i, step) in path.split('/').enumerate() { @if i > 0 { "/" wbr; } (step) } }
}

pub(super) fn tone(how: How) -> &'static str {
    match how {
        How::AsIs | How::Converted | How::Form => "bien",
        How::Deduced => "doute",
        How::Default | How::Missing | How::Ignored => "manque",
    }
}

fn label(field: Field) -> Markup {
    html! {
        @match field.name.strip_prefix("extras.") {
            Some(key) => { "Extra " code { (key) } }
            None => { (wording::field(field.name)) }
        }
        @if let Some(index) = field.resource { " " span.aide { "(fichier " (number(index as usize + 1)) ")" } }
    }
}

/// What data.gouv.fr shows for a field, in short.
fn shown(view: View<'_>, field: Field) -> Markup {
    let text = match (&view.item.record, field.resource) {
        (Some(Record::Dataset(dataset)), None) => of_dataset(view, dataset, field.name),
        (Some(Record::Dataset(dataset)), Some(index)) => {
            dataset.resources.get(index as usize).and_then(|resource| of_resource(resource, field.name))
        }
        (Some(Record::Dataservice(service)), None) if field.name == "license" => {
            service.license.map(|licence| licence.title.clone())
        }
        (Some(Record::Dataservice(service)), None) => {
            serde_json::to_value(service).ok().and_then(|value| of_json(&value, field.name))
        }
        _ => None,
    };
    html! {
        @match text.filter(|text| !text.trim().is_empty()) {
            Some(text) => { (cut(&text, 160)) }
            None => { span.absent { "—" } }
        }
    }
}

fn of_dataset(view: View<'_>, dataset: &Dataset, name: &str) -> Option<String> {
    match name {
        "license" => dataset.license.map(|licence| licence.title.clone()),
        "frequency" => wording::shown_frequency(dataset).map(str::to_owned),
        "spatial" => dataset.spatial.as_ref().map(|spatial| {
            if spatial.zones.is_empty() { "Carte".to_owned() } else { format::join(&spatial.zones) }
        }),
        "temporal_coverage" => dataset.temporal_coverage.as_ref().map(TemporalCoverage::describe),
        "access_type" => Some(dataset.access_type.label().to_owned()),
        "organization" => Some("Votre organisation".to_owned()),
        "resources" => Some(format::count(dataset.resources.len(), "fichier", "fichiers")),
        "contact_points" => {
            Some(dataset.contact_points.iter().filter_map(|p| p.name.clone()).collect::<Vec<_>>().join(", "))
        }
        "harvest.modified_at" | "modified_at" => view.checked.last_update(view.item).map(format::day),
        _ => serde_json::to_value(dataset).ok().and_then(|value| of_json(&value, name)),
    }
}

fn of_resource(resource: &Resource, name: &str) -> Option<String> {
    match name {
        "filesize" => resource.filesize.as_ref().map(|size| format::size(size.bytes())),
        _ => serde_json::to_value(resource).ok().and_then(|value| of_json(&value, name)),
    }
}

/// The value at `name` (`harvest.uri`) in the interchange.
fn of_json(value: &Value, name: &str) -> Option<String> {
    match name.split('.').try_fold(value, |value, key| value.get(key))? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(values) if values.iter().all(Value::is_string) => {
            Some(values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "))
        }
        other => Some(other.to_string()),
    }
}

/// « Valeurs lues mais non utilisées par data.gouv.fr »
fn unused(entries: &[Entry<'_>]) -> Markup {
    html! {
        @if !entries.is_empty() {
            details.non-lus {
                summary { "Valeurs lues mais non utilisées par data.gouv.fr (" (number(entries.len())) ")" }
                dl.paires {
                    @for entry in entries {
                        dt { code { (steps(entry.origin().unwrap_or(entry.path()))) } }
                        dd { span data-verbatim { (entry.raw().unwrap_or_default()) } @if let Some(change) = &entry.change() { " : " (change) } }
                    }
                }
            }
        }
    }
}
