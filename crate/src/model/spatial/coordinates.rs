//! Coordinates as Python holds them: any JSON, with Python's equality and `repr`.

use std::fmt::Write;

use serde_json::Value;

use super::Position;
use crate::text::wkt;

/// What a portal gives as coordinates: any JSON, as Python reads it.
#[derive(Debug, Clone, PartialEq)]
pub enum Coordinates {
    /// An integer.
    Int(i64),
    /// A number with a dot, `NaN` and `Infinity` included.
    Float(f64),
    /// A list.
    List(Vec<Self>),
    /// Something that is no coordinate.
    Other(Value),
}

impl Coordinates {
    pub(super) fn list(&self) -> &[Self] {
        match self {
            Self::List(list) => list,
            _ => &[],
        }
    }

    /// The value as a number; Python takes `True` for 1.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "as Python's float()")]
            Self::Int(number) => Some(*number as f64),
            Self::Float(number) => Some(*number),
            Self::Other(Value::Bool(truth)) => Some(f64::from(u8::from(*truth))),
            _ => None,
        }
    }

    pub(super) fn position(&self) -> Option<Position> {
        match self.list() {
            [longitude, latitude] => Some([longitude.number()?, latitude.number()?]),
            _ => None,
        }
    }

    /// Whether `value[0][0]…` exists, `depth` times.
    pub(super) fn reaches(&self, depth: usize) -> bool {
        let mut value = self;
        (0..depth).all(|_| match value.list().first() {
            Some(first) => {
                value = first;
                true
            }
            None => false,
        })
    }

    pub(super) fn is_finite(&self) -> bool {
        match self {
            Self::Float(number) => number.is_finite(),
            Self::List(list) => list.iter().all(Self::is_finite),
            _ => true,
        }
    }

    /// Python's `not value`.
    pub(super) fn is_falsy(&self) -> bool {
        match self {
            Self::Int(number) => *number == 0,
            Self::Float(number) => *number == 0.0,
            Self::List(list) => list.is_empty(),
            Self::Other(value) => match value {
                Value::Null | Value::Bool(false) => true,
                Value::String(text) => text.is_empty(),
                Value::Object(object) => object.is_empty(),
                _ => false,
            },
        }
    }

    /// Writes what makes two values equal in Python; `false` when nothing does.
    pub(super) fn key(&self, key: &mut Vec<Key>) -> bool {
        match self {
            Self::List(list) => {
                key.push(Key::List(list.len()));
                list.iter().all(|value| value.key(key))
            }
            other => match other.number() {
                Some(number) => {
                    // Adding 0.0 makes -0.0 equal to 0.0.
                    key.push(Key::Number((number + 0.0).to_bits()));
                    !number.is_nan()
                }
                None => {
                    key.push(Key::Text(other.repr()));
                    true
                }
            },
        }
    }

    pub(super) fn python_type(&self) -> &'static str {
        match self {
            Self::Int(_) => "int",
            Self::Float(_) => "float",
            Self::List(_) => "list",
            Self::Other(value) => python_type(value),
        }
    }

    /// Python's `repr`.
    pub fn repr(&self) -> String {
        match self {
            Self::Int(number) => number.to_string(),
            Self::Float(number) => repr_float(*number),
            Self::List(list) => format!("[{}]", list.iter().map(Self::repr).collect::<Vec<_>>().join(", ")),
            Self::Other(value) => repr_value(value),
        }
    }
}

#[derive(PartialEq, Eq, Hash)]
pub(super) enum Key {
    List(usize),
    Number(u64),
    Text(String),
}

impl From<&Value> for Coordinates {
    fn from(value: &Value) -> Self {
        match value {
            Value::Array(list) => Self::List(list.iter().map(Self::from).collect()),
            Value::Number(number) => match (number.as_i64(), number.as_f64()) {
                (Some(number), _) => Self::Int(number),
                (None, Some(number)) => Self::Float(number),
                (None, None) => Self::Other(value.clone()),
            },
            Value::String(text) => match text.strip_prefix(NON_FINITE).and_then(wkt::float) {
                Some(number) => Self::Float(number),
                None => Self::Other(value.clone()),
            },
            other => Self::Other(other.clone()),
        }
    }
}

impl From<f64> for Coordinates {
    fn from(number: f64) -> Self {
        Self::Float(number)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Coordinates {
    fn from(list: Vec<T>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

/// Marks what Python's `json` reads as a number and serde_json has no place for.
const NON_FINITE: &str = "\u{10FFFF}";

/// Python's `json.loads(text)`, `NaN` and `Infinity` included.
pub(super) fn read_json(text: &str) -> Result<Value, String> {
    let strict = serde_json::from_str(text);
    if strict.is_err() && (text.contains("NaN") || text.contains("Infinity")) {
        return serde_json::from_str(&with_non_finite(text)).map_err(|error| error.to_string());
    }
    strict.map_err(|error| error.to_string())
}

/// `text` with its constants as marked strings.
fn with_non_finite(text: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, constant) = match first {
            '"' => (string_length(rest), false),
            _ => match ["-Infinity", "Infinity", "NaN"].iter().find(|name| rest.starts_with(**name)) {
                Some(name) => (name.len(), true),
                None => (first.len_utf8(), false),
            },
        };
        let (token, after) = rest.split_at_checked(token).unwrap_or((rest, ""));
        match constant {
            true => marked.extend(["\"", NON_FINITE, token, "\""]),
            false => marked.push_str(token),
        }
        rest = after;
    }
    marked
}

/// Bytes of the JSON string that starts the text.
fn string_length(text: &str) -> usize {
    let mut escaped = true;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if !escaped => return at + 1,
            b'\\' => escaped = !escaped,
            _ => escaped = false,
        }
        if at == 0 {
            escaped = false;
        }
    }
    text.len()
}

/// Python's name of a JSON value's type.
pub(super) fn python_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}

/// Python's `repr` of a JSON value.
pub(super) fn repr_value(value: &Value) -> String {
    match value {
        Value::Null => "None".into(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Number(_) | Value::Array(_) => Coordinates::from(value).repr(),
        Value::String(text) => repr_text(text),
        Value::Object(object) => {
            let pairs =
                object.iter().map(|(key, value)| format!("{}: {}", repr_text(key), repr_value(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

/// Python's `repr` of a text of printable characters.
fn repr_text(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut shown = String::from(quote);
    for c in text.chars() {
        match c {
            '\\' => shown.push_str("\\\\"),
            '\n' => shown.push_str("\\n"),
            '\r' => shown.push_str("\\r"),
            '\t' => shown.push_str("\\t"),
            c if c == quote => shown.extend(['\\', c]),
            c => shown.push(c),
        }
    }
    shown.push(quote);
    shown
}

/// Python's `repr` of a float: the shortest digits, with an exponent below 0.0001 and from 1e16 on.
fn repr_float(number: f64) -> String {
    if number.is_nan() {
        return "nan".into();
    }
    if number.is_infinite() {
        return if number < 0.0 { "-inf".into() } else { "inf".into() };
    }
    let magnitude = number.abs();
    if magnitude != 0.0 && !(1e-4..1e16).contains(&magnitude) {
        let shown = format!("{number:e}");
        let Some((digits, exponent)) = shown.split_once('e') else { return shown };
        let (sign, exponent) = exponent.strip_prefix('-').map_or(('+', exponent), |rest| ('-', rest));
        return format!("{digits}e{sign}{exponent:0>2}");
    }
    let mut shown = number.to_string();
    if !shown.contains('.') {
        let _ = write!(shown, ".0");
    }
    shown
}
