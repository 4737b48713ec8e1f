//! Values as Python prints them, and as JSON.

use std::fmt::{self, Write};

use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::{Json, Object};
use crate::text::{order, python};

/// Python's `str(value)`.
impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            other => other.write_repr(f),
        }
    }
}

impl Json<'_> {
    /// Python's `repr(value)`.
    pub fn repr(&self) -> String {
        let mut text = String::new();
        // Writing to memory does not fail.
        let _ = self.write_repr(&mut text);
        text
    }

    fn write_repr(&self, f: &mut impl Write) -> fmt::Result {
        match self {
            Self::Null => f.write_str("None"),
            Self::Bool(true) => f.write_str("True"),
            Self::Bool(false) => f.write_str("False"),
            Self::Integer(digits) if digits == "-0" => f.write_str("0"),
            Self::Integer(digits) => f.write_str(digits),
            Self::Float(number) => f.write_str(&python::float_repr(*number)),
            Self::Text(text) => f.write_str(&python::repr(text)),
            Self::List(list) => {
                f.write_char('[')?;
                for (index, item) in list.iter().enumerate() {
                    f.write_str(if index > 0 { ", " } else { "" })?;
                    item.write_repr(f)?;
                }
                f.write_char(']')
            }
            Self::Object(object) => {
                f.write_char('{')?;
                for (index, (key, value)) in object.iter().enumerate() {
                    f.write_str(if index > 0 { ", " } else { "" })?;
                    f.write_str(&python::repr(key))?;
                    f.write_str(": ")?;
                    value.write_repr(f)?;
                }
                f.write_char('}')
            }
        }
    }

    /// As a person reads it in the document: a text bare, anything else as JSON.
    pub fn shown(&self) -> String {
        match self {
            Self::Text(text) => text.as_ref().to_owned(),
            other => other.to_json(),
        }
    }

    /// As JSON, without a space.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out, false);
        out
    }

    /// As `json.dumps(value, separators=(",", ":"), sort_keys=True, ensure_ascii=False)` writes it.
    pub fn canonical(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out, true);
        out
    }

    fn write_json(&self, out: &mut String, sorted: bool) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Float(number) if number.is_nan() => out.push_str("NaN"),
            Self::Float(number) if number.is_infinite() => {
                out.push_str(if *number > 0.0 { "Infinity" } else { "-Infinity" });
            }
            Self::Integer(_) | Self::Float(_) => out.push_str(&self.to_string()),
            Self::Text(text) => quote(text, out),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    item.write_json(out, sorted);
                }
                out.push(']');
            }
            Self::Object(object) => {
                let mut entries: Vec<_> = object.iter().collect();
                if sorted {
                    order::by_key(&mut entries, |(name, _)| *name);
                }
                out.push('{');
                for (index, (name, item)) in entries.into_iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    quote(name, out);
                    out.push(':');
                    item.write_json(out, sorted);
                }
                out.push('}');
            }
        }
    }
}

/// A text as JSON writes it.
pub fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            ..' ' => out.push_str(&format!("\\u{:04x}", u32::from(character))),
            other => out.push(other),
        }
    }
    out.push('"');
}

/// Integers of any length stay integers; `NaN` and the infinities, which JSON cannot write, become `null`.
impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(digits) => match digits.parse::<i64>() {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => match RawValue::from_string(digits.to_string()) {
                    Ok(number) => number.serialize(serializer),
                    Err(_) => serializer.serialize_str(digits),
                },
            },
            Self::Float(number) => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => serializer.collect_seq(list),
            Self::Object(object) => object.serialize(serializer),
        }
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}
