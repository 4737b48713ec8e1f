//! JSON as Python's `json` module reads it: `NaN` and the infinities are numbers, integers have no limit, a key
//! given twice keeps its last value, half of a surrogate pair is accepted.

mod fault;
mod keys;
mod layout;
mod reader;
mod records;
mod string;
mod write;

use std::borrow::Cow;

pub use self::{
    fault::{JsonError, JsonFault},
    layout::laid_out,
    reader::JsonReader,
    records::{outline, records},
    write::quote,
};

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
    /// `str`; half of a surrogate pair has a stand-in (`text::surrogates`).
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

    /// The value of `key`, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Json<'a>> {
        self.0.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Whether there is such a key.
    pub fn contains_key(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// Gives `key` a value; a key that has one keeps its place.
    pub fn insert(&mut self, key: impl Into<Cow<'a, str>>, value: Json<'a>) {
        let key = key.into();
        match self.get_mut(&key) {
            Some(known) => *known = value,
            None => self.0.push((key, value)),
        }
    }

    /// Takes `key` away, and returns its value.
    pub fn remove(&mut self, key: &str) -> Option<Json<'a>> {
        let place = self.0.iter().position(|(name, _)| name == key)?;
        Some(self.0.remove(place).1)
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

impl<'o, 'a> IntoIterator for &'o Object<'a> {
    type Item = (&'o str, &'o Json<'a>);
    type IntoIter = Box<dyn Iterator<Item = Self::Item> + 'o>;

    fn into_iter(self) -> Self::IntoIter {
        Box::new(self.iter())
    }
}

impl<'a> IntoIterator for Object<'a> {
    type Item = (Cow<'a, str>, Json<'a>);
    type IntoIter = std::vec::IntoIter<Self::Item>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Of a key given twice, the first place and the last value are kept.
impl<'a> FromIterator<(Cow<'a, str>, Json<'a>)> for Object<'a> {
    fn from_iter<I: IntoIterator<Item = (Cow<'a, str>, Json<'a>)>>(entries: I) -> Self {
        Self(keys::last_of_each(entries.into_iter().collect()))
    }
}

impl<'a> Json<'a> {
    /// `json.loads(text)`.
    ///
    /// # Errors
    ///
    /// What Python refuses, in its words, with the place.
    pub fn parse(text: &'a str) -> Result<Self, JsonError> {
        let mut reader = JsonReader::new(text);
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

    /// The value of a key, when it is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Json<'a>> {
        self.as_object()?.get(key)
    }

    /// Whether it is `None`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, when it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number of things that it counts, when it is one.
    pub fn as_count(&self) -> Option<usize> {
        match self {
            Self::Integer(digits) => digits.parse().ok(),
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
}

impl<'a> From<&'a str> for Json<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Json<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
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
                JsonReader::new(text).skip().map(|span| text[span].trim().to_owned()).as_deref(),
                Ok(text.trim())
            );
        }
    }

    #[test]
    fn finds_what_ends_plain_text_at_any_place() {
        let ends = ['"', '\\', '\u{0}', '\u{1f}'];
        let plain =
            [' ', '!', '#', '[', ']', '~', '\u{7f}', '\u{80}', 'é', '\u{a2}', '\u{5c00}', '\u{10ffff}'];
        for length in 0..20 {
            for filling in plain {
                let before: String = std::iter::repeat_n(filling, length).collect();
                for after in ends.into_iter().chain(plain) {
                    let text = format!("\"{before}{after}");
                    let fault = Json::parse(&text);
                    let expected = match after {
                        '"' => Ok(Json::from(before.clone())),
                        '\\' => Err((JsonFault::Unterminated, 0)),
                        '\u{0}'..='\u{1f}' => Err((JsonFault::Control, 1 + before.len())),
                        _ => Err((JsonFault::Unterminated, 0)),
                    };
                    assert_eq!(fault.map_err(|error| (error.fault, error.offset)), expected, "{text:?}");
                }
            }
        }
    }

    #[test]
    fn keeps_half_surrogates() {
        assert_eq!(
            Json::parse(r#""a\ud83d b\ude00\ud83dé""#),
            Ok(Json::Text("a\u{10d83d} b\u{10de00}\u{10d83d}é".into()))
        );
    }

    /// What Python's `json.loads` raises, and whether the text is only cut.
    #[test]
    fn says_what_is_wrong_as_python() {
        for (text, message, is_cut) in [
            ("", "Expecting value: line 1 column 1 (char 0)", true),
            ("[1,\n 2", "Expecting ',' delimiter: line 2 column 3 (char 6)", true),
            (r#"{"a": tr"#, "Expecting value: line 1 column 7 (char 6)", true),
            (r#"{"a": "b"#, "Unterminated string starting at: line 1 column 7 (char 6)", true),
            ("[1, -", "Expecting value: line 1 column 5 (char 4)", true),
            (
                "{'a': 1}",
                "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
                false,
            ),
            ("[1,]", "Expecting value: line 1 column 4 (char 3)", false),
            ("[01]", "Expecting ',' delimiter: line 1 column 3 (char 2)", false),
            ("[1] x", "Extra data: line 1 column 5 (char 4)", false),
            ("[+1]", "Expecting value: line 1 column 2 (char 1)", false),
            ("[.5]", "Expecting value: line 1 column 2 (char 1)", false),
            ("[1.]", "Expecting ',' delimiter: line 1 column 3 (char 2)", false),
            ("\"a\nb\"", "Invalid control character at: line 1 column 3 (char 2)", false),
            (r#""\x41""#, "Invalid \\escape: line 1 column 2 (char 1)", false),
            (r#""\u+0e9""#, "Invalid \\uXXXX escape: line 1 column 3 (char 2)", false),
            (r#""\u00e9"#, "Invalid \\uXXXX escape: line 1 column 3 (char 2)", true),
            (r#"{"a" 1}"#, "Expecting ':' delimiter: line 1 column 6 (char 5)", false),
            ("\u{feff}{}", "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)", false),
        ] {
            let error = Json::parse(text).expect_err(text);
            assert_eq!((error.message(text).as_str(), error.is_cut), (message, is_cut), "{text}");
            let mut reader = JsonReader::new(text);
            assert_eq!(reader.skip().and_then(|_| reader.end()), Err(error), "{text}");
        }
        let long = "1".repeat(4301);
        assert!(Json::parse(&long[1..]).is_ok());
        assert_eq!(Json::parse(&long).map_err(|error| error.fault), Err(JsonFault::Digits(4301)));
    }

    #[test]
    fn bounds_its_depth_but_skips_any() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(Json::parse(&nested(900)).is_ok());
        let text = nested(100_000);
        assert_eq!(Json::parse(&text).map_err(|error| error.fault), Err(JsonFault::Depth("array")));
        assert_eq!(JsonReader::new(&text).skip(), Ok(0..text.len()));
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
