//! The words of Python's exceptions, as `repr()` writes them: udata shows them as they are.

use serde_json::Value;

use crate::source::json::python_type;

/// `KeyError('key')`.
pub fn key_error(key: &str) -> String {
    format!("KeyError('{key}')")
}

/// `value["key"]` on something that has no keys.
pub fn not_subscriptable(value: &Value) -> String {
    match value {
        Value::String(_) => "TypeError('string indices must be integers, not \\'str\\'')".to_owned(),
        Value::Array(_) => "TypeError('list indices must be integers or slices, not str')".to_owned(),
        other => format!("TypeError(\"'{}' object is not subscriptable\")", python_type(other)),
    }
}

/// `value.name` on something that has no such attribute.
pub fn no_attribute(value: &Value, name: &str) -> String {
    format!("AttributeError(\"'{}' object has no attribute '{name}'\")", python_type(value))
}

/// Iterating over something that is no collection.
pub fn not_iterable(value: &Value) -> String {
    format!("TypeError(\"'{}' object is not iterable\")", python_type(value))
}
