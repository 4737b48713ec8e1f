//! Checks values as voluptuous does.

use crate::{
    formats::json::{Json, Object},
    model::refusal::{Exception, FALSE, SchemaFault, TRUE},
    text::{
        date::{Date, DateError},
        python,
        space::strip,
        url::{self, UrlFault},
    },
};

/// Why a value does not pass.
#[derive(Debug, Clone, PartialEq)]
pub enum Rejection {
    /// The schema refuses it.
    Refused(SchemaFault),
    /// A Python exception that voluptuous lets through: its message alone is reported.
    Raised(Exception),
}

impl From<SchemaFault> for Rejection {
    fn from(fault: SchemaFault) -> Self {
        Self::Refused(fault)
    }
}

/// A value that does not pass, and where it stands: `resources.0.url`.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldFailure<'p> {
    /// Keys and indexes, joined by dots.
    pub path: String,
    /// The value; `None` when the key is missing.
    pub value: Option<&'p Json<'p>>,
    /// Why.
    pub fault: Rejection,
    /// voluptuous had stopped before it: udata says nothing of it, until what comes before is corrected.
    pub unsaid: bool,
}

/// The keys of one object, and the failures of the whole package.
pub struct Fields<'c, 'p> {
    object: &'p Object<'p>,
    prefix: &'c str,
    failures: &'c mut Vec<FieldFailure<'p>>,
}

/// What a key's value is read as.
type Validated<T> = Result<T, Rejection>;

impl<'c, 'p> Fields<'c, 'p> {
    /// The keys of a whole package.
    pub fn new(object: &'p Object<'p>, failures: &'c mut Vec<FieldFailure<'p>>) -> Self {
        Self { object, prefix: "", failures }
    }

    /// The value of a key that must be there.
    pub fn required<T>(&mut self, key: &str, read: impl FnOnce(&'p Json<'p>) -> Validated<T>) -> Option<T> {
        match self.object.get(key) {
            Some(value) => self.note(key, value, read(value)),
            None => {
                self.failures.push(FieldFailure {
                    path: self.path(key),
                    value: None,
                    fault: SchemaFault::Missing.into(),
                    unsaid: false,
                });
                None
            }
        }
    }

    /// The value of a key that may be absent.
    pub fn optional<T>(&mut self, key: &str, read: impl FnOnce(&'p Json<'p>) -> Validated<T>) -> Option<T> {
        let value = self.object.get(key)?;
        self.note(key, value, read(value))
    }

    /// The objects of a list that must be there. voluptuous stops at the first object with a wrong key, and then
    /// forgets the elements that are no objects.
    pub fn required_list<T>(
        &mut self,
        key: &str,
        read: impl FnMut(&mut Fields<'_, 'p>) -> Option<T>,
    ) -> Vec<T> {
        let list = self.required(key, list);
        self.each(key, list, false, read)
    }

    /// As [`Self::required_list`], when the key may be absent.
    pub fn optional_list<T>(
        &mut self,
        key: &str,
        read: impl FnMut(&mut Fields<'_, 'p>) -> Option<T>,
    ) -> Vec<T> {
        let list = self.optional(key, list);
        self.each(key, list, false, read)
    }

    /// As [`Self::optional_list`], where an element may be null.
    pub fn optional_list_or_null<T>(
        &mut self,
        key: &str,
        read: impl FnMut(&mut Fields<'_, 'p>) -> Option<T>,
    ) -> Vec<T> {
        let list = self.optional(key, list);
        self.each(key, list, true, read)
    }

    /// All the keys.
    pub fn object(&self) -> &'p Object<'p> {
        self.object
    }

    /// An object whose keys are checked in turn.
    pub fn nested(&mut self, key: &str, object: &'p Object<'p>, read: impl FnOnce(&mut Fields<'_, 'p>)) {
        let prefix = format!("{}.", self.path(key));
        read(&mut Fields { object, prefix: &prefix, failures: self.failures });
    }

    fn each<T>(
        &mut self,
        key: &str,
        list: Option<&'p [Json<'p>]>,
        nullable: bool,
        mut read: impl FnMut(&mut Fields<'_, 'p>) -> Option<T>,
    ) -> Vec<T> {
        let before = self.failures.len();
        let mut values = Vec::new();
        // The failures of one element hide all others; the elements after it are read for what they hold.
        let mut has_failed = false;
        for (index, element) in list.unwrap_or_default().iter().enumerate() {
            if nullable && *element == Json::Null {
                continue;
            }
            let path = format!("{}.{index}", self.path(key));
            let Json::Object(object) = element else {
                if has_failed {
                    continue;
                }
                self.failures.push(FieldFailure {
                    path,
                    value: Some(element),
                    fault: SchemaFault::Object.into(),
                    unsaid: false,
                });
                continue;
            };
            let of_elements = self.failures.len();
            let prefix = path + ".";
            values.extend(read(&mut Fields { object, prefix: &prefix, failures: self.failures }));
            if has_failed {
                let next = self.failures.get_mut(of_elements..).unwrap_or_default();
                next.iter_mut().for_each(|failure| failure.unsaid = true);
            } else if self.failures.len() > of_elements {
                self.failures.drain(before..of_elements);
                has_failed = true;
            }
        }
        values
    }

    fn note<T>(&mut self, key: &str, value: &'p Json<'p>, read: Validated<T>) -> Option<T> {
        read.map_err(|fault| {
            self.failures.push(FieldFailure {
                path: self.path(key),
                value: Some(value),
                fault,
                unsaid: false,
            });
        })
        .ok()
    }

    fn path(&self, key: &str) -> String {
        format!("{}{key}", self.prefix)
    }
}

/// `str`.
pub fn text<'p>(value: &'p Json<'p>) -> Validated<&'p str> {
    value.as_str().ok_or(SchemaFault::Text.into())
}

/// `Any(str, None)`.
pub fn text_or_null<'p>(value: &'p Json<'p>) -> Validated<Option<&'p str>> {
    or_null(text)(value)
}

/// `Any(…, None)`.
pub fn or_null<'p, T>(
    read: impl Fn(&'p Json<'p>) -> Validated<T>,
) -> impl Fn(&'p Json<'p>) -> Validated<Option<T>> {
    move |value| match value {
        Json::Null => Ok(None),
        value => read(value).map(Some),
    }
}

/// `All(empty_none, …)`: what Python finds false counts for nothing.
pub fn or_empty<'p, T>(
    read: impl Fn(&'p Json<'p>) -> Validated<T>,
) -> impl Fn(&'p Json<'p>) -> Validated<Option<T>> {
    move |value| if value.is_truthy() { read(value).map(Some) } else { Ok(None) }
}

/// A list.
pub fn list<'p>(value: &'p Json<'p>) -> Validated<&'p [Json<'p>]> {
    value.as_list().ok_or(SchemaFault::List.into())
}

/// An object.
pub fn object<'p>(value: &'p Json<'p>) -> Validated<&'p Object<'p>> {
    value.as_object().ok_or(SchemaFault::Object.into())
}

/// Whatever it is.
pub fn anything<'p>(value: &'p Json<'p>) -> Validated<&'p Json<'p>> {
    Ok(value)
}

/// `int`, of which `True` and `False` are.
pub fn integer(value: &Json<'_>) -> Validated<()> {
    match value {
        Json::Integer(_) | Json::Bool(_) => Ok(()),
        _ => Err(SchemaFault::Integer.into()),
    }
}

/// `Coerce(int)`.
pub fn to_integer(value: &Json<'_>) -> Validated<()> {
    match value {
        Json::Integer(_) | Json::Bool(_) => Ok(()),
        Json::Float(number) if number.is_infinite() => {
            Err(Rejection::Raised(Exception::InfiniteInteger("float infinity")))
        }
        Json::Float(number) if !number.is_nan() => Ok(()),
        Json::Text(text) if python::int(text).is_ok() => Ok(()),
        _ => Err(SchemaFault::Integer.into()),
    }
}

/// One of these texts.
pub fn choice<'p>(choices: &'static [&'static str]) -> impl Fn(&'p Json<'p>) -> Validated<()> {
    move |value| match value.as_str() {
        Some(text) if choices.contains(&text) => Ok(()),
        _ => Err(SchemaFault::Choice(choices).into()),
    }
}

/// The filter `boolean`, which also takes nothing.
pub fn boolean(value: &Json<'_>) -> Validated<()> {
    match value {
        Json::Null | Json::Bool(_) | Json::Integer(_) => Ok(()),
        Json::Text(text) => {
            let word = strip(text).to_lowercase();
            let known = word.is_empty() || TRUE.contains(&word.as_str()) || FALSE.contains(&word.as_str());
            if known { Ok(()) } else { Err(SchemaFault::Boolean.into()) }
        }
        _ => Err(SchemaFault::Boolean.into()),
    }
}

/// `All(str, email)`.
pub fn email<'p>(value: &'p Json<'p>) -> Validated<&'p str> {
    text(value).and_then(|text| if text.contains('@') { Ok(text) } else { Err(SchemaFault::Email.into()) })
}

/// `All(str, to_date)`.
pub fn date<'p>(parse: impl Fn(&str) -> Result<Date, DateError>) -> impl Fn(&'p Json<'p>) -> Validated<Date> {
    move |value| {
        parse(text(value)?).map_err(|error| match error {
            error if error.is_parser_error() => SchemaFault::Date.into(),
            error => Rejection::Raised(error.into()),
        })
    }
}

/// `All(str, is_url())`: the address, with `http://` when it has no scheme.
pub fn address(value: &Json<'_>) -> Validated<String> {
    let given = text(value)?;
    let address = if given.contains("://") { given.to_owned() } else { format!("http://{}", strip(given)) };
    url::validate(&address).map(str::to_owned).map_err(|error| {
        let error = Some(error).filter(|error| !matches!(error.reason, UrlFault::Codec(_)));
        SchemaFault::Url(error).into()
    })
}
