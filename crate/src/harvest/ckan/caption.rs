//! How a package is told from others before it is harvested: its title and its publisher, as the portal writes them.

use crate::formats::json::{Json, Object};

/// The title, also of portals that give one per language.
pub(super) fn title(package: &Object<'_>) -> Option<String> {
    let translated = || package.get("title_translated").and_then(in_french);
    let title =
        package.get("title").and_then(in_french).filter(|title| !title.is_empty()).or_else(translated)?;
    Some(title.to_owned())
}

pub(super) fn publisher(package: &Object<'_>) -> Option<String> {
    let organization = package.get("organization")?.as_object()?;
    let name = ["title", "name"].into_iter().filter_map(|key| organization.get(key).and_then(in_french));
    name.into_iter().find(|name| !name.is_empty()).map(str::to_owned)
}

/// A text, or the French one of an object of languages, or its first.
fn in_french<'v>(value: &'v Json<'_>) -> Option<&'v str> {
    match value {
        Json::Text(text) => Some(text),
        Json::Object(languages) => languages
            .get("fr")
            .and_then(Json::as_str)
            .or_else(|| languages.iter().find_map(|(_, text)| text.as_str())),
        _ => None,
    }
}
