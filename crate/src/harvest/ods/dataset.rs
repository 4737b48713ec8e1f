//! The dataset itself: title, description, keywords, licence, traceability.

use std::collections::BTreeSet;

use super::OdsContext;
use crate::{
    formats::json::{Json, Object},
    model::{
        AccessType, Change, Dataset, Frequency, HarvestMetadata, How, Loss, Quality, Refusal, licence,
        refusal::Exception,
    },
    text::{date::Moment, html},
};

/// Licences that the plugin knows by the names Opendatasoft gives them.
const LICENCES: [(&str, &str); 5] = [
    ("Open Database License (ODbL)", "odc-odbl"),
    ("Licence Ouverte (Etalab)", "fr-lo"),
    ("Licence ouverte / Open Licence", "fr-lo"),
    ("CC BY-SA", "cc-by-sa"),
    ("Public Domain", "other-pd"),
];

/// The licence of what gives none that is known, as data.gouv.fr documented it.
const DEFAULT_LICENCE: &str = "lov2";

/// Title, description, keywords and licence.
pub(super) fn describe(context: &mut OdsContext<'_>, metas: &Object<'_>) -> Result<Dataset, Refusal> {
    let title = match metas.get("title") {
        Some(title) => title,
        None => return Err(context.absent("title", context.meta_path("title"))),
    };
    context.trace.took("title", context.meta_path("title"), &title.to_string(), How::AsIs);
    let mut dataset = Dataset {
        title: if title.is_null() { String::new() } else { title.to_string() },
        frequency: Some(Frequency::Unknown),
        access_type: AccessType::Open,
        ..Dataset::default()
    };
    dataset.description = description(context, metas)?;
    match metas.get("modified") {
        Some(Json::Text(_)) => {}
        None => return Err(context.absent("modified", context.meta_path("modified"))),
        Some(other) => {
            let exception = Exception::NotADateText(other.python_type());
            return Err(context.mistyped(context.meta_path("modified"), other, exception));
        }
    }
    dataset.tags = tags(context, metas)?;
    guess_licence(context, metas, &mut dataset)?;
    Ok(dataset)
}

fn description(context: &mut OdsContext<'_>, metas: &Object<'_>) -> Result<String, Refusal> {
    let path = context.meta_path("description");
    let source = match metas.get("description") {
        None => {
            context.trace.missing("description", path);
            return Ok(String::new());
        }
        Some(Json::Text(text)) => text,
        Some(other) => {
            return Err(context.mistyped(path, other, Exception::NoAttribute(other.python_type(), "strip")));
        }
    };
    let markdown = html::parse_html(source).map_err(|error| Refusal::RaisedInPlugin(error.into(), None))?;
    if markdown == *source {
        context.trace.took("description", path, source, How::AsIs);
    } else {
        context.trace.changed("description", path, source, How::Converted, Change::Markdown);
    }
    Ok(markdown)
}

/// Keywords, and themes cut at their commas and lower-cased; the plugin collects them in a set.
fn tags(context: &mut OdsContext<'_>, metas: &Object<'_>) -> Result<Vec<String>, Refusal> {
    let mut tags = BTreeSet::new();
    let path = context.meta_path("keyword");
    match metas.get("keyword") {
        None => context.trace.missing("tags", path),
        Some(Json::List(keywords)) => {
            // A set is made of them first.
            let no_key = keywords.iter().find(|keyword| matches!(keyword, Json::List(_) | Json::Object(_)));
            if let Some(keyword) = no_key {
                return Err(context.mistyped(path, keyword, not_a_keyword(keyword)));
            }
            for keyword in keywords {
                let Json::Text(keyword) = keyword else {
                    return Err(context.mistyped(path, keyword, not_a_keyword(keyword)));
                };
                context.trace.took("tags", path.clone(), keyword, How::AsIs);
                tags.insert(keyword.clone().into_owned());
            }
        }
        Some(Json::Text(keyword)) => {
            if keyword.contains(',') {
                context.trace.changed("tags", path, keyword, How::AsIs, Change::OneKeyword);
            } else {
                context.trace.took("tags", path, keyword, How::AsIs);
            }
            tags.insert(keyword.clone().into_owned());
        }
        Some(other) => return Err(context.mistyped(path, other, not_a_keyword(other))),
    }
    let path = context.meta_path("theme");
    let themes = match metas.get("theme") {
        None => &[],
        Some(Json::List(themes)) => themes.as_slice(),
        Some(theme) => std::slice::from_ref(theme),
    };
    for theme in themes {
        let Json::Text(theme) = theme else {
            return Err(context.mistyped(path, theme, Exception::NoAttribute(theme.python_type(), "split")));
        };
        context.trace.changed("tags", path.clone(), theme, How::Converted, Change::Theme);
        tags.extend(theme.split(',').map(|part| part.trim().to_lowercase()));
    }
    Ok(tags.into_iter().collect())
}

/// What is no text stops the set, or the record when it is saved.
fn not_a_keyword(value: &Json<'_>) -> Exception {
    match value {
        Json::List(_) | Json::Object(_) => Exception::Unhashable(value.python_type()),
        _ => Exception::NoAttribute(value.python_type(), "lower"),
    }
}

fn guess_licence(
    context: &mut OdsContext<'_>,
    metas: &Object<'_>,
    dataset: &mut Dataset,
) -> Result<(), Refusal> {
    let path = context.meta_path("license");
    let given = match metas.get("license") {
        None | Some(Json::Null) => None,
        Some(Json::Text(text)) => Some(text.as_ref()),
        Some(other @ (Json::List(_) | Json::Object(_))) => {
            return Err(context.mistyped(path, other, Exception::Unhashable(other.python_type())));
        }
        Some(other) => {
            return Err(context.mistyped(path, other, Exception::NoAttribute(other.python_type(), "rstrip")));
        }
    };
    let known = given.and_then(|given| LICENCES.iter().find(|(name, _)| *name == given)).map(|(_, id)| *id);
    if let Some(guess) = licence::guess(given.into_iter().chain(known)) {
        let how = if guess.how.is_exact() { How::Converted } else { How::Deduced };
        let change = Change::Licence(guess.licence);
        context.trace.changed("license", path, given.unwrap_or_default(), how, change);
        dataset.license = Some(guess.licence);
        return Ok(());
    }
    dataset.license = licence::by_id(DEFAULT_LICENCE);
    match given.filter(|given| !given.is_empty()) {
        Some(given) => context.trace.lost("license", path, given, Loss::UnknownLicence),
        None => context.trace.missing("license", path),
    }
    context.trace.set("license", How::Default, Change::DefaultLicence);
    Ok(())
}

/// Traceability and quality, once the resources are known.
pub(super) fn finish(
    context: &mut OdsContext<'_>,
    metas: &Object<'_>,
    dataset: &mut Dataset,
) -> Result<(), Refusal> {
    let url = context.explore_url();
    let has_records = context.require("has_records")?.clone().into_owned();
    let geo = super::resources::is_geographic(context)?;
    let (key, written) = context.source.written_id();
    context.trace.took("harvest.remote_id", key, &written.shown(), How::AsIs);
    context.trace.set("harvest.remote_url", How::Deduced, Change::PageOfPortal);
    let modified_at = modified(context, metas);
    dataset.harvest = HarvestMetadata {
        remote_id: Some(context.source.id.clone()),
        remote_url: Some(url.clone()),
        modified_at: Some(modified_at),
        ods_url: Some(url),
        ods_references: metas.get("references").cloned().map(Json::into_owned),
        ods_has_records: Some(has_records),
        ods_geo: Some(geo),
        ..HarvestMetadata::default()
    };
    dataset.quality = Quality::of(dataset, context.options.now);
    Ok(())
}

/// The plugin stores the text as it is: udata reads it when it saves the record, which fails there.
fn modified(context: &mut OdsContext<'_>, metas: &Object<'_>) -> Moment {
    let path = context.meta_path("modified");
    let moment = Moment::Text(metas.get("modified").map(Json::to_string).unwrap_or_default());
    match moment.validate(context.options.now) {
        Ok(()) => context.trace.took("harvest.modified_at", path, &moment.to_string(), How::Converted),
        Err(_) => {
            context.trace.lost("harvest.modified_at", path, &moment.to_string(), Loss::FatalDate);
        }
    }
    moment
}
