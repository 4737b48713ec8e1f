//! Python's numbers, and the words of its exceptions as `repr()` writes them: udata shows them as they are.

use std::borrow::Cow;

use serde_json::Value;

use super::space::strip;
use crate::source::json::python_type;

/// Python's `float(text)`.
pub fn float(text: &str) -> Option<f64> {
    without_underscores(strip(text))?.parse().ok()
}

/// Python's `int(text)`; `None` too for what 128 bits do not hold.
pub fn int(text: &str) -> Option<i128> {
    without_underscores(strip(text))?.parse().ok()
}

/// Numbers may have underscores, each between two digits.
fn without_underscores(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('_') {
        return Some(Cow::Borrowed(text));
    }
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let mut underscores = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'_');
    underscores
        .all(|(at, _)| digit(at.checked_sub(1)) && digit(at.checked_add(1)))
        .then(|| Cow::Owned(text.replace('_', "")))
}

/// `KeyError('key')`.
pub fn key_error(key: &str) -> String {
    exception("KeyError", key)
}

/// A value of the wrong type.
pub fn type_error(message: &str) -> String {
    exception("TypeError", message)
}

/// `value.name` on something that has no such attribute.
pub fn no_attribute(value: &Value, name: &str) -> String {
    exception("AttributeError", &format!("'{}' object has no attribute '{name}'", python_type(value)))
}

/// `value["key"]` on something that has no keys.
pub fn not_subscriptable(value: &Value) -> String {
    type_error(&match value {
        Value::String(_) => "string indices must be integers, not 'str'".to_owned(),
        Value::Array(_) => "list indices must be integers or slices, not str".to_owned(),
        other => format!("'{}' object is not subscriptable", python_type(other)),
    })
}

/// `"text".format(**value)` on something that has no keys.
pub fn not_a_mapping(value: &Value) -> String {
    type_error(&format!("str.format() argument after ** must be a mapping, not {}", python_type(value)))
}

/// Iterating over something that is no collection.
pub fn not_iterable(value: &Value) -> String {
    type_error(&format!("'{}' object is not iterable", python_type(value)))
}

/// `x in value` on something that is no collection.
pub fn no_membership(value: &Value) -> String {
    type_error(&format!("argument of type '{}' is not iterable", python_type(value)))
}

/// Putting in a set what has no hash.
pub fn unhashable(value: &Value) -> String {
    type_error(&format!("unhashable type: '{}'", python_type(value)))
}

/// `repr()` of an exception with one message: Python prefers double quotes around single ones.
fn exception(name: &str, message: &str) -> String {
    if message.contains('\'') && !message.contains('"') {
        format!("{name}(\"{message}\")")
    } else {
        format!("{name}('{}')", message.replace('\\', "\\\\").replace('\'', "\\'"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_python_reads_them() {
        for (text, number) in [
            (" 1_0.5\n", Some(10.5)),
            ("\u{1c}-.5e1", Some(-5.0)),
            ("5.", Some(5.0)),
            ("+inf", Some(f64::INFINITY)),
            ("1_", None),
            ("1__0", None),
            ("_1", None),
            ("0x1", None),
            ("", None),
        ] {
            assert_eq!(float(text), number, "{text}");
        }
        for (text, number) in [
            (" 007 ", Some(7)),
            ("-2_020", Some(-2020)),
            ("+5", Some(5)),
            ("5.0", None),
            ("1_", None),
            ("- 5", None),
        ] {
            assert_eq!(int(text), number, "{text}");
        }
    }
}
