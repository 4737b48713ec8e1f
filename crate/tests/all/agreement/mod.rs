//! How far the interchange agrees with what the reference prints.

use serde_json::Value;

/// How two values agree, field by field.
#[derive(Default)]
pub struct Agreement {
    pub fields: usize,
    pub differences: Vec<String>,
}

impl Agreement {
    pub fn compare(&mut self, path: &str, theirs: &Value, ours: &Value) {
        match (theirs, ours) {
            (Value::Object(fields), _) => {
                for (key, theirs) in fields {
                    self.compare(&format!("{path}.{key}"), theirs, &ours[key]);
                }
            }
            (Value::Array(list), Value::Array(others)) if list.len() == others.len() => {
                for (index, (theirs, ours)) in list.iter().zip(others).enumerate() {
                    self.compare(&format!("{path}[{index}]"), theirs, ours);
                }
            }
            _ => {
                self.fields += 1;
                if !same(theirs, ours) {
                    self.differences.push(format!("{path}: {theirs} expected, {ours} found"));
                }
            }
        }
    }
}

/// The reference prints sizes as Python's `str()`, before the database makes numbers of them; `?` is a label
/// drawn at random.
fn same(theirs: &Value, ours: &Value) -> bool {
    let number = |value: &Value| match value.as_str() {
        Some("True") => Some(1.0),
        Some(text) => text.trim().parse::<f64>().ok(),
        None => value.as_f64(),
    };
    theirs == ours
        || *theirs == "?" && ours.is_string()
        || ours.is_number() && number(theirs) == ours.as_f64()
}

/// The label of a blank node may stand in a message.
pub fn same_message(theirs: &Value, ours: &Value) -> bool {
    let (theirs, ours) = (theirs.as_str().unwrap_or_default(), ours.as_str().unwrap_or_default());
    match theirs.split_once('?') {
        Some((start, end)) => ours.starts_with(start) && ours.ends_with(end),
        None => theirs == ours,
    }
}

/// Fields that the reference leaves empty must be empty here too.
pub fn filled(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(key, value)| (key.clone(), filled(value)))
            .filter(|(_, value)| {
                !matches!(value, Value::Null) && *value != "" && *value != serde_json::json!([])
            })
            .filter(|(_, value)| *value != serde_json::json!({}))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(list) => list.iter().map(filled).collect(),
        other => other.clone(),
    }
}

/// The paths of the fields of `ours` that `theirs` has not.
pub fn additions(path: &str, theirs: &Value, ours: &Value, found: &mut Vec<String>) {
    match ours {
        Value::Object(fields) => {
            for (key, ours) in fields {
                match theirs.get(key) {
                    Some(theirs) => additions(&format!("{path}.{key}"), theirs, ours, found),
                    None => found.push(format!("{path}.{key}: nothing expected, {ours} found")),
                }
            }
        }
        Value::Array(list) => {
            for (index, ours) in list.iter().enumerate() {
                additions(&format!("{path}[{index}]"), &theirs[index], ours, found);
            }
        }
        _ => {}
    }
}
