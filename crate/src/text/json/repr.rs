//! Values as Python prints them, and as JSON.

use std::fmt::{self, Write};

use super::Json;
use crate::text::python;

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
        let mut written = String::new();
        // Writing to memory does not fail.
        let _ = self.write_repr(&mut written);
        written
    }

    fn write_repr(&self, f: &mut impl Write) -> fmt::Result {
        match self {
            Self::Null => f.write_str("None"),
            Self::Bool(true) => f.write_str("True"),
            Self::Bool(false) => f.write_str("False"),
            Self::Integer(digits) if digits == "-0" => f.write_str("0"),
            Self::Integer(digits) => f.write_str(digits),
            Self::Float(number) => repr_float(*number, f),
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
            other => other.to_value().to_string(),
        }
    }
}

/// `repr(float)`: the shortest digits that read back, an exponent below 1e-4 and from 1e16.
fn repr_float(number: f64, f: &mut impl Write) -> fmt::Result {
    if number.is_nan() {
        return f.write_str("nan");
    }
    if number.is_infinite() {
        return f.write_str(if number > 0.0 { "inf" } else { "-inf" });
    }
    let magnitude = number.abs();
    if magnitude != 0.0 && !(1e-4..1e16).contains(&magnitude) {
        let scientific = format!("{number:e}");
        let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        let (sign, exponent) = match exponent.strip_prefix('-') {
            Some(exponent) => ('-', exponent),
            None => ('+', exponent),
        };
        return write!(f, "{digits}e{sign}{exponent:0>2}");
    }
    if number.fract() == 0.0 { write!(f, "{number}.0") } else { write!(f, "{number}") }
}
