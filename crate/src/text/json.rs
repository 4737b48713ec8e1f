//! JSON as Python's `json` module reads it: `NaN` and the infinities are numbers, integers have no limit, a key
//! given twice keeps its last value, half of a surrogate pair is accepted.

mod reader;
mod repr;

use std::borrow::Cow;

pub use self::reader::{Fault, JsonError, Reader};

/// What `json.loads` returns.
#[derive(Debug, Clone, PartialEq)]
pub enum Json<'a> {
    /// `None`.
    Null,
    /// `bool`.
    Bool(bool),
    /// `int`, as written.
    Integer(Cow<'a, str>),
    /// `float`.
    Float(f64),
    /// `str`; half of a surrogate pair becomes U+FFFD.
    Text(Cow<'a, str>),
    /// `list`.
    List(Vec<Json<'a>>),
    /// `dict`.
    Object(Object<'a>),
}

/// A `dict`: keys once each, in the order they first came.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Object<'a>(Vec<(Cow<'a, str>, Json<'a>)>);

impl<'a> Object<'a> {
    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Json<'a>> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Keys and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json<'a>)> {
        self.0.iter().map(|(key, value)| (key.as_ref(), value))
    }

    /// Whether there is no key.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Of a key given twice, the first place and the last value are kept.
impl<'a> FromIterator<(Cow<'a, str>, Json<'a>)> for Object<'a> {
    fn from_iter<I: IntoIterator<Item = (Cow<'a, str>, Json<'a>)>>(entries: I) -> Self {
        Self(reader::last_of_each(entries.into_iter().collect()))
    }
}

impl<'a> Json<'a> {
    /// `json.loads(text)`.
    pub fn parse(text: &'a str) -> Result<Self, JsonError> {
        let mut reader = Reader::new(text);
        let value = reader.value()?;
        reader.end()?;
        Ok(value)
    }

    /// The same value, free of the text it was read from.
    pub fn into_owned(self) -> Json<'static> {
        let owned = |text: Cow<'a, str>| Cow::Owned(text.into_owned());
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(value),
            Self::Integer(digits) => Json::Integer(owned(digits)),
            Self::Float(number) => Json::Float(number),
            Self::Text(text) => Json::Text(owned(text)),
            Self::List(list) => Json::List(list.into_iter().map(Json::into_owned).collect()),
            Self::Object(Object(pairs)) => {
                let pairs = pairs.into_iter().map(|(key, value)| (owned(key), value.into_owned()));
                Json::Object(Object(pairs.collect()))
            }
        }
    }

    /// The text, when it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The items, when it is a list.
    pub fn as_list(&self) -> Option<&[Json<'a>]> {
        match self {
            Self::List(list) => Some(list),
            _ => None,
        }
    }

    /// The object, when it is one.
    pub fn as_object(&self) -> Option<&Object<'a>> {
        match self {
            Self::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Python's `bool(value)`.
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Bool(value) => *value,
            Self::Integer(digits) => digits.bytes().any(|digit| matches!(digit, b'1'..=b'9')),
            Self::Float(number) => *number != 0.0,
            Self::Text(text) => !text.is_empty(),
            Self::List(list) => !list.is_empty(),
            Self::Object(object) => !object.is_empty(),
        }
    }

    /// The name of its Python type.
    pub fn python_type(&self) -> &'static str {
        match self {
            Self::Null => "NoneType",
            Self::Bool(_) => "bool",
            Self::Integer(_) => "int",
            Self::Float(_) => "float",
            Self::Text(_) => "str",
            Self::List(_) => "list",
            Self::Object(_) => "dict",
        }
    }

    /// The same value in the library's usual type; what JSON cannot write (`NaN`, the infinities) becomes `null`.
    pub fn to_value(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Self::Null => Value::Null,
            Self::Bool(value) => Value::Bool(*value),
            Self::Integer(digits) => match digits.parse::<i64>() {
                Ok(number) => number.into(),
                Err(_) => digits.parse::<f64>().map_or(Value::Null, Value::from),
            },
            Self::Float(number) => Value::from(*number),
            Self::Text(text) => Value::String(text.as_ref().to_owned()),
            Self::List(list) => list.iter().map(Self::to_value).collect(),
            Self::Object(object) => {
                object.iter().map(|(key, value)| (key.to_owned(), value.to_value())).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Python's `repr(json.loads(text))` prints.
    #[test]
    fn reads_and_prints_as_python() {
        for (text, printed) in [
            (
                r#" {"a" : [1, -0, 1.0, 1E5, 1e-7, 1e16, 0.0001, 123456789012345678901234567890] } "#,
                "{'a': [1, 0, 1.0, 100000.0, 1e-07, 1e+16, 0.0001, 123456789012345678901234567890]}",
            ),
            (
                "[NaN, Infinity, -Infinity, null, true, false, 1e999]",
                "[nan, inf, -inf, None, True, False, inf]",
            ),
            (r#"{"a": 1, "b": 2, "a": 3}"#, "{'a': 3, 'b': 2}"),
            (
                r#"["\u00e9\ud83d\ude00\n\/", "l'eau", "l'\"eau\"", "a\u00a0b\u200b\u0001"]"#,
                r#"['é😀\n/', "l'eau", 'l\'"eau"', 'a\xa0b\u200b\x01']"#,
            ),
            ("[]", "[]"),
            ("{}", "{}"),
            ("\"\u{7f}\"", r"'\x7f'"),
        ] {
            let value = Json::parse(text).expect(text);
            assert_eq!(value.repr(), printed, "{text}");
            assert_eq!(
                Reader::new(text).skip().map(|span| text[span].trim().to_owned()).as_deref(),
                Ok(text.trim())
            );
        }
    }

    #[test]
    fn keeps_half_surrogates_as_replacement_characters() {
        assert_eq!(
            Json::parse(r#""a\ud83d b\ude00\ud83dé""#),
            Ok(Json::Text("a\u{fffd} b\u{fffd}\u{fffd}é".into()))
        );
    }

    #[test]
    fn says_where_it_stops() {
        for (text, offset, fault) in [
            ("", 0, Fault::End),
            ("[1, 2", 5, Fault::End),
            (r#"{"a": tr"#, 8, Fault::End),
            (r#"{"a": "b"#, 8, Fault::End),
            ("{'a': 1}", 1, Fault::Unexpected),
            ("[1,]", 3, Fault::Unexpected),
            ("[01]", 2, Fault::Unexpected),
            ("[1] x", 4, Fault::Unexpected),
            ("[+1]", 1, Fault::Unexpected),
            ("[.5]", 1, Fault::Unexpected),
            ("[1.]", 2, Fault::Unexpected),
            ("\"a\nb\"", 2, Fault::Unexpected),
            (r#""\x41""#, 2, Fault::Unexpected),
            (r#""\u+0e9""#, 3, Fault::Unexpected),
            (r#""\u00e""#, 3, Fault::Unexpected),
        ] {
            assert_eq!(Json::parse(text), Err(JsonError { offset, fault }), "{text}");
        }
    }

    #[test]
    fn bounds_its_depth_but_skips_any() {
        let text = "[".repeat(100_000) + &"]".repeat(100_000);
        assert_eq!(Json::parse(&text).map_err(|error| error.fault), Err(Fault::Depth));
        assert_eq!(Reader::new(&text).skip(), Ok(0..text.len()));
    }

    #[test]
    fn large_objects_keep_the_last_of_each_key() {
        let pairs: Vec<_> = (0..1000).map(|n| format!("\"k{}\": {n}", n % 500)).collect();
        let text = format!("{{{}}}", pairs.join(", "));
        let value = Json::parse(&text).expect("an object");
        let object = value.as_object().expect("an object");
        assert_eq!(object.iter().count(), 500);
        assert_eq!(object.get("k7"), Some(&Json::Integer("507".into())));
    }

    #[test]
    fn knows_what_python_takes_as_true() {
        for (text, truthy) in [
            ("0", false),
            ("-0", false),
            ("10", true),
            ("0.0", false),
            ("NaN", true),
            ("\"\"", false),
            ("[0]", true),
            ("{}", false),
        ] {
            assert_eq!(Json::parse(text).map(|value| value.is_truthy()), Ok(truthy), "{text}");
        }
    }
}
