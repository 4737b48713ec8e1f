//! What Python makes of a term: rdflib's `toPython()`. udata hardly ever asks for the class of what it
//! reads, so a number where it expects a text makes the record fail.

use std::borrow::Cow;

use crate::{
    formats::xml,
    model::refusal::Exception,
    source::rdf::{PythonType, Term, duration, vocabulary::xsd},
    text::date::{Moment, from_rdf_literal},
};

/// The Python class of a [`Value`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum PythonClass {
    Text,
    /// rdflib's own class, a string too: the value of a literal that its datatype does not fit, or is unknown.
    Literal,
    Integer,
    Decimal,
    Float,
    Boolean,
    Date,
    DateTime,
    Time,
    /// `timedelta`, and rdflib's `Duration` when there are years or months.
    Duration,
    Bytes,
    /// A parsed `rdf:XMLLiteral`.
    Xml,
    /// A list or an object of JSON where a text should be.
    List,
    Dict,
}

/// A term as Python sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Value<'g> {
    /// Its lexical form, its IRI or its label.
    pub text: &'g str,
    pub class: PythonClass,
}

const RDF_XML_LITERAL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral";

impl<'g> Value<'g> {
    /// A Python string.
    pub fn text(text: &'g str) -> Self {
        Self { text, class: PythonClass::Text }
    }

    /// `term.toPython()`. The graph has rewritten well-formed literals in their canonical form, and knows what Python
    /// writes of those whose text does not tell.
    pub fn of(term: Term<'g>, python: Option<&'g str>) -> Self {
        let Term::Literal { value: text, datatype: Some(datatype), .. } = term else {
            return Self::text(term.text());
        };
        let class = match datatype.strip_prefix(xsd::NAMESPACE) {
            Some(name) => class_of(text, datatype, name),
            None if datatype == RDF_XML_LITERAL && xml::is_well_formed_inside(text) => PythonClass::Xml,
            None => PythonClass::Literal,
        };
        Self { text: python.unwrap_or(text), class }
    }

    /// `bool(value)`.
    pub fn is_truthy(self) -> bool {
        match self.class {
            PythonClass::Text | PythonClass::Literal | PythonClass::Bytes => !self.text.is_empty(),
            PythonClass::List | PythonClass::Dict => !matches!(self.text, "[]" | "{}"),
            PythonClass::Boolean => self.text == "true",
            PythonClass::Integer | PythonClass::Decimal | PythonClass::Float => self.number() != Some(0.0),
            PythonClass::Duration => !matches!(self.text, "P0D" | "-P0D"),
            PythonClass::Date | PythonClass::DateTime | PythonClass::Time | PythonClass::Xml => true,
        }
    }

    /// The text, when the value is a Python string.
    pub fn as_text(self) -> Option<&'g str> {
        self.class.is_string().then_some(self.text)
    }

    /// The text, or the failure of a method that only strings have.
    pub fn text_for(self, method: &'static str) -> Result<&'g str, Exception> {
        // `Duration` looks for its attributes in the `timedelta` that it holds.
        self.as_text().ok_or(Exception::NoAttribute(self.class.python_name(), method))
    }

    /// The value, or the failure of what only keys can do: lists and objects are none.
    pub fn hashed(self) -> Result<Self, Exception> {
        match self.class {
            PythonClass::List | PythonClass::Dict => Err(Exception::Unhashable(self.class.python_name())),
            _ => Ok(self),
        }
    }

    /// What the database raises when it is given the value as it is: it holds no such class.
    pub fn unstorable(self) -> Option<Exception> {
        let numbers = || {
            let parts = self.text.split('-').map(|part| part.trim_start_matches('0'));
            parts.collect::<Vec<_>>().join(", ")
        };
        let (written, class) = match self.class {
            PythonClass::Date => (format!("datetime.date({})", numbers()), "datetime.date"),
            PythonClass::Time => {
                (format!("datetime.time({})", self.text.replace(':', ", ")), "datetime.time")
            }
            PythonClass::Decimal => (format!("Decimal('{}')", self.text), "decimal.Decimal"),
            PythonClass::Duration if duration::has_months(self.text) => {
                (self.python_text().into_owned(), "rdflib.xsd_datetime.Duration")
            }
            PythonClass::Duration => {
                (format!("datetime.timedelta({})", self.python_text()), "datetime.timedelta")
            }
            PythonClass::Xml => ("<xml.dom.minidom.Document object>".to_owned(), "xml.dom.minidom.Document"),
            _ => return None,
        };
        Some(Exception::UnknownClass(written, class))
    }

    /// The number, when the value is one.
    pub fn number(self) -> Option<f64> {
        match self.class {
            PythonClass::Integer | PythonClass::Decimal | PythonClass::Float => self.text.parse().ok(),
            PythonClass::Boolean => Some(f64::from(u8::from(self.text == "true"))),
            _ => None,
        }
    }

    /// As in « 'int' object has no attribute ».
    pub fn python_name(self) -> &'static str {
        match self.class {
            PythonClass::Duration if duration::has_months(self.text) => "Duration",
            class => class.python_name(),
        }
    }

    /// `str(value)`.
    pub fn python_text(self) -> Cow<'g, str> {
        match (self.class, self.text) {
            (PythonClass::Boolean, "true") => "True".into(),
            (PythonClass::Boolean, _) => "False".into(),
            (PythonClass::DateTime, text) => text.replacen('T', " ", 1).into(),
            (PythonClass::Duration, text) => duration::python_text(text).map_or(text.into(), Cow::Owned),
            (_, text) => text.into(),
        }
    }

    /// What udata holds when it expects a date.
    pub fn moment(self) -> Moment {
        match self.class {
            PythonClass::Text => Moment::Text(self.text.to_owned()),
            PythonClass::Literal => Moment::Literal(self.text.to_owned()),
            PythonClass::Date => from_rdf_literal(self.text, Some("http://www.w3.org/2001/XMLSchema#date")),
            PythonClass::DateTime => {
                from_rdf_literal(self.text, Some("http://www.w3.org/2001/XMLSchema#dateTime"))
            }
            _ => Moment::Other(self.python_text().into_owned(), self.python_name()),
        }
    }
}

impl From<PythonType> for PythonClass {
    fn from(native: PythonType) -> Self {
        match native {
            PythonType::Boolean => Self::Boolean,
            PythonType::Integer => Self::Integer,
            PythonType::Float => Self::Float,
            PythonType::List => Self::List,
            PythonType::Dict => Self::Dict,
        }
    }
}

impl PythonClass {
    /// Whether it has the methods of a string.
    pub fn is_string(self) -> bool {
        matches!(self, Self::Text | Self::Literal)
    }

    /// The name of the class, but for durations of months ([`Value::python_name`]).
    fn python_name(self) -> &'static str {
        match self {
            Self::Text => "str",
            Self::Literal => "Literal",
            Self::Integer => "int",
            Self::Decimal => "decimal.Decimal",
            Self::Float => "float",
            Self::Boolean => "bool",
            Self::Date => "datetime.date",
            Self::DateTime => "datetime.datetime",
            Self::Time => "datetime.time",
            Self::Duration => "datetime.timedelta",
            Self::Bytes => "bytes",
            Self::Xml => "Document",
            Self::List => "list",
            Self::Dict => "dict",
        }
    }
}

/// The class of an XML Schema literal; an ill-typed one stays a literal.
fn class_of(text: &str, datatype: &str, name: &str) -> PythonClass {
    let checked = |class, well_formed: bool| if well_formed { class } else { PythonClass::Literal };
    match name {
        "boolean" => PythonClass::Boolean,
        "integer" | "nonPositiveInteger" | "long" | "nonNegativeInteger" | "negativeInteger" | "int"
        | "unsignedLong" | "positiveInteger" | "short" | "unsignedInt" | "byte" | "unsignedShort"
        | "unsignedByte" => checked(PythonClass::Integer, is_integer(text)),
        "decimal" => checked(PythonClass::Decimal, is_decimal(text)),
        "float" | "double" => checked(PythonClass::Float, text.parse::<f64>().is_ok()),
        "date" => {
            checked(PythonClass::Date, matches!(from_rdf_literal(text, Some(datatype)), Moment::Date(_)))
        }
        "dateTime" => checked(
            PythonClass::DateTime,
            matches!(from_rdf_literal(text, Some(datatype)), Moment::DateTime(_)),
        ),
        "time" => checked(PythonClass::Time, is_time(text)),
        "duration" | "dayTimeDuration" | "yearMonthDuration" => {
            checked(PythonClass::Duration, is_duration(text))
        }
        "hexBinary" => checked(
            PythonClass::Bytes,
            text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
        ),
        "base64Binary" => checked(PythonClass::Bytes, text.len().is_multiple_of(4)),
        "string" | "normalizedString" | "token" | "language" | "anyURI" => PythonClass::Text,
        _ => PythonClass::Literal,
    }
}

fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_decimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    is_integer(whole) && is_integer(fraction) && !fraction.starts_with('-')
        || matches!(text.trim_start_matches('-'), "NaN" | "sNaN" | "Infinity")
}

/// `hh:mm:ss` as `time.isoformat()` writes it.
fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 8
        && bytes.iter().take(8).enumerate().all(|(index, byte)| match index {
            2 | 5 => *byte == b':',
            _ => byte.is_ascii_digit(),
        })
}

/// `PnYnMnDTnHnMnS` as rdflib writes it.
fn is_duration(text: &str) -> bool {
    text.strip_prefix('-').unwrap_or(text).strip_prefix('P').is_some_and(|rest| {
        !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit() || b".YMWDTHS".contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed<'g>(value: &'g str, datatype: &'g str) -> Value<'g> {
        Value::of(Term::Literal { value, language: None, datatype: Some(datatype) }, None)
    }

    /// Recorded from rdflib 7.6.0: class of `Literal(value, datatype).toPython()`, and its truth.
    #[test]
    fn classes_are_those_of_python() {
        for (value, name, class, truthy) in [
            ("12 Ko", "integer", PythonClass::Literal, true),
            ("12", "integer", PythonClass::Integer, true),
            ("0", "integer", PythonClass::Integer, false),
            ("12.50", "decimal", PythonClass::Decimal, true),
            ("12.5", "double", PythonClass::Float, true),
            ("nan", "double", PythonClass::Float, true),
            ("false", "boolean", PythonClass::Boolean, false),
            ("2020", "gYear", PythonClass::Literal, true),
            ("2020-05", "gYearMonth", PythonClass::Literal, true),
            ("P1Y", "duration", PythonClass::Duration, true),
            ("P0D", "duration", PythonClass::Duration, false),
            ("10:00:00", "time", PythonClass::Time, true),
            ("dix heures", "time", PythonClass::Literal, true),
            ("x", "date", PythonClass::Literal, true),
            ("ab", "hexBinary", PythonClass::Bytes, true),
            ("zz", "hexBinary", PythonClass::Literal, true),
            ("", "string", PythonClass::Text, false),
        ] {
            let datatype = format!("{}{name}", xsd::NAMESPACE);
            let found = typed(value, &datatype);
            assert_eq!((found.class, found.is_truthy()), (class, truthy), "{value} {name}");
        }
    }

    #[test]
    fn an_xml_literal_is_a_document_when_minidom_reads_it() {
        for (value, expected) in [
            ("<b>x</b>", true),
            ("x &amp; y &#233;", true),
            ("", true),
            ("<b>x", false),
            ("</fragment><fragment>", false),
            ("&eacute;", false),
            ("<p:b xmlns:p='urn:p'/>", true),
            ("<p:b/>", false),
        ] {
            assert_eq!(typed(value, RDF_XML_LITERAL).class == PythonClass::Xml, expected, "{value}");
        }
    }
}
