//! Walks an answer down to its packages, without reading them.

use std::borrow::Cow;

use super::{Answers, PortalRefusal, Slice};
use crate::{
    formats::json::{Json, JsonError, JsonReader},
    model::{Origin, refusal::PortalError},
    source::Document,
    text::{surrogates::Surrogates, url},
};

/// Lists in lists, answers in lists, a list in an answer: no portal goes deeper.
const DEPTH_LIMIT: usize = 5;

/// Collects what one document says.
pub struct AnswerReader<'w, 'a> {
    /// The document's index.
    pub index: usize,
    /// The document.
    pub document: &'a Document,
    /// Its text, or a part of it.
    pub text: &'a str,
    /// Where what it says goes.
    pub answers: &'w mut Answers<'a>,
}

impl<'a> AnswerReader<'_, 'a> {
    /// Reads one whole answer.
    pub fn answer(&mut self, reader: &mut JsonReader<'a>) -> Result<(), JsonError> {
        self.value(reader, 0)
    }

    /// An answer, a package, or a list of either; a text is a name of `package_list`.
    fn value(&mut self, reader: &mut JsonReader<'a>, depth: usize) -> Result<(), JsonError> {
        match reader.peek() {
            Some(b'[') if depth < DEPTH_LIMIT => reader.list(|reader| self.value(reader, depth + 1)),
            Some(b'{') if depth < DEPTH_LIMIT => self.object(reader, depth + 1),
            Some(b'"') => {
                let name = reader.value()?;
                self.name(&name);
                Ok(())
            }
            // A list of names holds no package.
            Some(first) if first != b'{' && self.address().ends_with("/package_list") => {
                let name = reader.value()?;
                self.name(&name);
                Ok(())
            }
            _ => {
                let span = reader.skip()?;
                self.package(None, span.start, span.end);
                Ok(())
            }
        }
    }

    fn object(&mut self, reader: &mut JsonReader<'a>, depth: usize) -> Result<(), JsonError> {
        let start = reader.offset();
        let mut answer = Envelope::default();
        reader.object(|key, reader| {
            match key.as_ref() {
                "name" => answer.name = Some(reader.value()?),
                "success" => answer.success = Some(reader.value()?),
                "error" => answer.error = Some(reader.value()?),
                "count" => answer.count = Some(reader.value()?),
                "help" => answer.help = Some(reader.value()?),
                "result" if self.is_of_names() => {
                    answer.holds_packages = true;
                    self.names(&reader.value()?);
                }
                "result" | "results" if answer.name.is_none() => {
                    answer.holds_packages = true;
                    self.value(reader, depth)?;
                }
                _ => {
                    reader.skip()?;
                }
            }
            Ok(())
        })?;
        // `https://…/api/3/action/help_show?name=package_search`
        let help = answer.help.as_ref().and_then(Json::as_str).unwrap_or_default();
        self.answers.site = self.answers.site.take().or_else(|| root(help));
        if let Some(Json::Integer(count)) = answer.count.as_ref().filter(|_| answer.holds_packages) {
            self.answers.announced = self.answers.announced.max(count.parse().unwrap_or_default());
        }
        let refused = answer.success.as_ref().is_some_and(|success| !success.is_truthy());
        if refused {
            self.refusal(answer, start, reader.offset());
        } else if answer.success.is_none() && !answer.holds_packages {
            self.package(answer.name, start, reader.offset());
        }
        Ok(())
    }

    fn package(&mut self, name: Option<Json<'a>>, start: usize, end: usize) {
        let text = self.text.get(start..end).unwrap_or_default();
        let asked = self.name_in_address();
        self.answers.packages.push(Slice { name, asked, origin: self.origin(start, end), text, piece: None });
    }

    fn origin(&self, start: usize, end: usize) -> Origin {
        Origin { document: self.index, span: start..end, ..Origin::default() }
    }

    /// `success` is false: the message as `get_action` (`ckan/harvesters.py`) makes it.
    fn refusal(&mut self, answer: Envelope<'_>, start: usize, end: usize) {
        let error = error_message(answer.error.as_ref());
        let help = answer.help.as_ref().and_then(Json::as_str).unwrap_or_default();
        let of_package = help.contains("package_show") || self.address().contains("/package_show");
        let origin = self.origin(start, end);
        self.answers.refusals.push(PortalRefusal {
            name: of_package.then(|| self.name_in_address().unwrap_or_default()),
            error,
            origin,
        });
    }

    /// A page of a web site, or a quoted text: what `get_action` says of other types than JSON.
    pub fn not_json(&mut self, first: u8) {
        let document = self.document;
        let error = match first {
            b'<' => PortalError::Html(document.url.as_ref().unwrap_or(&document.name).clone()),
            _ => PortalError::Text(self.text.trim().trim_matches('"').chars().take(MESSAGE_LIMIT).collect()),
        };
        let name = self.name_in_address();
        let origin = self.origin(0, self.text.len());
        self.answers.refusals.push(PortalRefusal { name, error, origin });
    }

    fn is_of_names(&self) -> bool {
        self.address().split('?').next().is_some_and(|address| address.ends_with("/package_list"))
    }

    /// What `package_list` names: Python goes over whatever it is; a name that is nothing to it is skipped.
    fn names(&mut self, list: &Json<'_>) {
        let names = &mut self.answers.names;
        match list {
            Json::List(list) => list.iter().for_each(|name| self.name(name)),
            Json::Object(list) => names.extend(list.iter().map(|(name, _)| Cow::Owned(name.to_owned()))),
            Json::Text(letters) => names.extend(letters.chars().map(|letter| Cow::Owned(letter.into()))),
            _ => {}
        }
    }

    /// A name of `package_list`: one that is nothing to Python is a name that udata skips.
    fn name(&mut self, name: &Json<'_>) {
        if name.as_str().is_none_or(str::is_empty) {
            self.answers.unnamed.push(name.clone().into_owned());
        }
        let shown = RequestedName::of(name).map(|name| name.shown);
        self.answers.names.push(Cow::Owned(shown.unwrap_or_default()));
    }

    fn address(&self) -> &'a str {
        self.document.url.as_deref().unwrap_or_default()
    }

    /// `…/package_show?id=NAME`.
    fn name_in_address(&self) -> Option<String> {
        let (_, query) = self.address().split_once("/package_show?")?;
        query
            .split('&')
            .find_map(|pair| pair.strip_prefix("id="))
            .map(|name| url::decoded(&name.replace('+', " ")))
    }
}

/// What `package_list` or `package_search` names, whatever JSON it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestedName {
    /// As Python writes it: the identifier of the record until the package is shown.
    pub shown: String,
    /// What udata's client writes in the address, one `id` each: the texts of a list, the keys of an object.
    pub values: Vec<String>,
}

impl RequestedName {
    /// None where it is nothing to Python: udata skips it.
    pub fn of(name: &Json<'_>) -> Option<Self> {
        let values = |name: &Json<'_>| match name {
            Json::List(list) => list.iter().map(Json::to_string).collect(),
            Json::Object(object) => object.iter().map(|(key, _)| key.to_owned()).collect(),
            other => vec![other.to_string()],
        };
        let written = || match name {
            Json::List(list) => list.iter().filter(|name| **name != Json::Null).flat_map(values).collect(),
            other => values(other),
        };
        name.is_truthy().then(|| Self { shown: name.to_string(), values: written() })
    }

    /// Whether an address can hold it: udata's client fails on half a character before it asks.
    pub fn is_writable(&self) -> bool {
        Surrogates::of(&self.shown).is_none()
    }
}

impl From<&str> for RequestedName {
    fn from(name: &str) -> Self {
        Self { shown: name.to_owned(), values: vec![name.to_owned()] }
    }
}

/// What `get_action` (`ckan/harvesters.py`) makes of `error`.
pub fn error_message(error: Option<&Json<'_>>) -> PortalError {
    match error {
        Some(Json::Object(error)) => {
            let kind = error.get("__type").map(Json::to_string);
            match error.get("message") {
                Some(message) => PortalError::Typed(kind, message.to_string()),
                None => PortalError::Unknown(kind),
            }
        }
        other => PortalError::Text(other.unwrap_or(&Json::Null).to_string()),
    }
}

/// An error of a portal is shown up to this many characters.
const MESSAGE_LIMIT: usize = 400;

/// What an object of an answer says of itself.
#[derive(Default)]
struct Envelope<'a> {
    name: Option<Json<'a>>,
    success: Option<Json<'a>>,
    error: Option<Json<'a>>,
    help: Option<Json<'a>>,
    count: Option<Json<'a>>,
    holds_packages: bool,
}

/// The portal's root in the address of an action: what comes before `api/3/action/…`.
pub fn root(address: &str) -> Option<String> {
    let end = address.find("/api/3/action/").or_else(|| address.find("/api/action/"))?;
    address.get(..=end).map(str::to_owned)
}
