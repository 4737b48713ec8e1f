//! What CKAN's action API answers, with what Python raises where it is not what the harvester expects.

use crate::{
    formats::json::{Json, JsonError},
    model::Unusable,
    portal::pager::FetchedPage,
    source::ckan::{RequestedName, error_message},
    text::order,
};

/// The keys of a package and of its first resource.
pub(super) type PackageShape = (Vec<String>, Vec<String>);

pub(super) fn found(text: &str) -> Option<(usize, Vec<Json<'_>>)> {
    let result = untyped(text).ok()?;
    let count = result.get("count").and_then(Json::as_count).unwrap_or_default();
    Some((count, result.get("results")?.as_list()?.to_vec()))
}

pub(super) fn name<'p>(package: &'p Json<'_>) -> Option<&'p str> {
    package.get("name")?.as_str().filter(|name| !name.is_empty())
}

pub(super) fn shape(package: &Json<'_>) -> PackageShape {
    let package = package.as_list().and_then(|list| list.first()).unwrap_or(package);
    let resource = package.get("resources").and_then(|resources| resources.as_list()?.first());
    (keys(package), resource.map(keys).unwrap_or_default())
}

fn keys(value: &Json<'_>) -> Vec<String> {
    let mut keys: Vec<_> = value
        .as_object()
        .into_iter()
        .flat_map(|object| object.iter().map(|(key, _)| key.to_owned()))
        .collect();
    order::natural(&mut keys);
    keys
}

/// `get_action`: the `result` of an answer of the API, read as JSON only where it is announced so, exactly.
pub(super) fn taken<'p>(page: &'p FetchedPage<'_>, address: &str) -> Result<Json<'p>, Unusable> {
    match page.content_type.unwrap_or_default().split(';').next().unwrap_or_default() {
        "application/json" => untyped(&page.text),
        "text/html" => Err(Unusable::Html(address.to_owned())),
        _ => Err(Unusable::NotJson(page.text.chars().take(MESSAGE).collect())),
    }
}

/// The same, whatever is announced.
pub(in crate::portal) fn untyped(text: &str) -> Result<Json<'_>, Unusable> {
    let answer = Json::parse(text).map_err(|error| unreadable(text, error))?;
    let Json::Object(answer) = &answer else { return Err(lacks(&answer, "get")) };
    if !answer.get("success").is_some_and(Json::is_truthy) {
        return Err(Unusable::Refused(error_message(answer.get("error")).to_string()));
    }
    answer.get("result").cloned().ok_or_else(|| Unusable::Raised("'result'".to_owned()))
}

/// The error of a portal is kept up to this many characters.
const MESSAGE: usize = 400;

fn unreadable(text: &str, error: JsonError) -> Unusable {
    // What Python says is known where nothing at all is JSON.
    let is_at_start = text.get(..error.offset).is_some_and(str::is_empty);
    if text.starts_with('\u{feff}') {
        let message = "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)";
        Unusable::Raised(message.to_owned())
    } else if is_at_start {
        Unusable::Raised("Expecting value: line 1 column 1 (char 0)".to_owned())
    } else {
        Unusable::Unreadable
    }
}

fn lacks(value: &Json<'_>, method: &str) -> Unusable {
    Unusable::Raised(format!("'{}' object has no attribute '{method}'", value.python_type()))
}

/// What `package_list` names: Python goes over whatever it is. `None` for what is nothing to it.
pub(super) fn names(list: &Json<'_>) -> Result<Vec<Option<RequestedName>>, Unusable> {
    match list {
        Json::List(names) => Ok(names.iter().map(RequestedName::of).collect()),
        Json::Object(names) => Ok(names.iter().map(|(name, _)| Some(RequestedName::from(name))).collect()),
        Json::Text(letters) => {
            Ok(letters.chars().map(String::from).map(|letter| Some(letter.as_str().into())).collect())
        }
        other => Err(not_iterable(other)),
    }
}

/// What `package_search` names; `None` for a package whose name is nothing.
pub(super) fn search_names(result: &Json<'_>) -> Result<Vec<Option<RequestedName>>, Unusable> {
    let packages = match key_of(result, "results")? {
        Json::List(packages) => packages.clone(),
        // Python goes over the keys, or the letters.
        Json::Object(keys) => keys.iter().map(|(key, _)| Json::Text(key.to_owned().into())).collect(),
        Json::Text(letters) => letters.chars().map(|letter| Json::Text(letter.to_string().into())).collect(),
        other => return Err(not_iterable(other)),
    };
    let names = packages.iter().map(|package| key_of(package, "name")).collect::<Result<Vec<_>, _>>()?;
    Ok(names.into_iter().map(RequestedName::of).collect())
}

/// The same, of a whole answer.
pub(super) fn filtered_names(answer: &Json<'_>) -> Option<Vec<Option<RequestedName>>> {
    search_names(answer.as_object()?.get("result")?).ok()
}

/// `value[key]`, in Python's words where there is none.
fn key_of<'v, 'j>(value: &'v Json<'j>, key: &str) -> Result<&'v Json<'j>, Unusable> {
    Err(Unusable::Raised(match value {
        Json::Object(object) => match object.get(key) {
            Some(value) => return Ok(value),
            None => format!("'{key}'"),
        },
        Json::Text(_) => "string indices must be integers, not 'str'".to_owned(),
        Json::List(_) => "list indices must be integers or slices, not str".to_owned(),
        other => format!("'{}' object is not subscriptable", other.python_type()),
    }))
}

fn not_iterable(value: &Json<'_>) -> Unusable {
    Unusable::Raised(format!("'{}' object is not iterable", value.python_type()))
}

/// What `package_show` shows: DKAN gives a list.
pub(super) fn package(result: &Json<'_>) -> Result<(), Unusable> {
    let package = match result {
        Json::List(list) => {
            list.first().ok_or_else(|| Unusable::Raised("list index out of range".to_owned()))?
        }
        other => other,
    };
    if package.as_object().is_some() { Ok(()) } else { Err(lacks(package, "get")) }
}
