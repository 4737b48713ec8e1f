//! Extras, as the site prints values it knows nothing of.

use super::{Rows, quantity::number};
use crate::{
    formats::json::{Json, Object, quote},
    text::order,
};

/// Names and values, in the order of a browser's objects.
pub fn rows(extras: &Object<'_>) -> Rows {
    let mut rows = Rows::default();
    for (name, value) in in_order(extras) {
        rows.add(name, &text(value));
    }
    rows
}

/// Texts as they are, lists and objects as JSON.
fn text(value: &Json<'_>) -> String {
    match value {
        Json::Null => String::new(),
        Json::Text(text) => text.to_string(),
        other => {
            let mut out = String::new();
            write(&mut out, other);
            out
        }
    }
}

/// A space where the site starts a line: it shows both alike.
fn write(out: &mut String, value: &Json<'_>) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Json::Integer(digits) => out.push_str(&number(digits.parse().unwrap_or_default())),
        Json::Float(value) => out.push_str(&number(*value)),
        Json::Text(text) => quote(text, out),
        Json::List(values) if values.is_empty() => out.push_str("[]"),
        Json::List(values) => {
            for (index, value) in values.iter().enumerate() {
                out.push_str(if index == 0 { "[ " } else { ", " });
                write(out, value);
            }
            out.push_str(" ]");
        }
        Json::Object(object) if object.is_empty() => out.push_str("{}"),
        Json::Object(object) => {
            for (index, (name, value)) in in_order(object).into_iter().enumerate() {
                out.push_str(if index == 0 { "{ " } else { ", " });
                quote(name, out);
                out.push_str(": ");
                write(out, value);
            }
            out.push_str(" }");
        }
    }
}

/// A browser puts names that are numbers first, from the smallest.
fn in_order<'o>(object: &'o Object<'_>) -> Vec<(&'o str, &'o Json<'o>)> {
    let index = |name: &str| {
        let is_canonical =
            name == "0" || (!name.starts_with('0') && name.bytes().all(|b| b.is_ascii_digit()));
        name.parse::<u32>().ok().filter(|index| is_canonical && *index < u32::MAX)
    };
    let mut members: Vec<_> = object.iter().collect();
    // Stable: the others keep their order, after numbers.
    order::by_key(&mut members, |(name, _)| index(name).map_or(u64::MAX, u64::from));
    members
}
