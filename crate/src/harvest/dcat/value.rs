//! What Python makes of a term: rdflib's `toPython()`. udata hardly ever asks for the class of what it
//! reads, so a number where it expects a text makes the record fail.

use crate::{
    formats::xml,
    model::refusal::Exception,
    source::rdf::{Native, Term, vocabulary::xsd},
    text::date::{Moment, from_rdf_literal},
};

/// The Python class of a [`Value`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Text,
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
}

/// A term as Python sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Value<'g> {
    /// Its lexical form, its IRI or its label.
    pub text: &'g str,
    pub class: Class,
}

const RDF_XML_LITERAL: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral";

impl<'g> Value<'g> {
    /// A Python string.
    pub fn text(text: &'g str) -> Self {
        Self { text, class: Class::Text }
    }

    /// `term.toPython()`. The graph has rewritten well-formed literals in their canonical form, and knows what Python
    /// writes of those whose text does not tell.
    pub fn of(term: Term<'g>, python: Option<&'g str>) -> Self {
        let Term::Literal { value: text, datatype: Some(datatype), .. } = term else {
            return Self::text(term.text());
        };
        let class = match datatype.strip_prefix(xsd::NAMESPACE) {
            Some(name) => class_of(text, datatype, name),
            None if datatype == RDF_XML_LITERAL && xml::is_well_formed_inside(text) => Class::Xml,
            None => Class::Text,
        };
        Self { text: python.unwrap_or(text), class }
    }

    /// `bool(value)`.
    pub fn is_truthy(self) -> bool {
        match self.class {
            Class::Text | Class::Bytes => !self.text.is_empty(),
            Class::Boolean => self.text == "true",
            Class::Integer | Class::Decimal | Class::Float => self.number() != Some(0.0),
            Class::Duration => !matches!(self.text, "P0D" | "-P0D"),
            Class::Date | Class::DateTime | Class::Time | Class::Xml => true,
        }
    }

    /// The text, when the value is a Python string.
    pub fn as_text(self) -> Option<&'g str> {
        (self.class == Class::Text).then_some(self.text)
    }

    /// The text, or the failure of a method that only strings have.
    pub fn text_for(self, method: &'static str) -> Result<&'g str, Exception> {
        self.as_text().ok_or(Exception::NoAttribute(self.class.python_name(), method))
    }

    /// The number, when the value is one.
    pub fn number(self) -> Option<f64> {
        match self.class {
            Class::Integer | Class::Decimal | Class::Float => self.text.parse().ok(),
            Class::Boolean => Some(f64::from(u8::from(self.text == "true"))),
            _ => None,
        }
    }

    /// What udata holds when it expects a date.
    pub fn moment(self) -> Moment {
        match self.class {
            Class::Text => Moment::Text(self.text.to_owned()),
            Class::Date => from_rdf_literal(self.text, Some("http://www.w3.org/2001/XMLSchema#date")),
            Class::DateTime => from_rdf_literal(self.text, Some("http://www.w3.org/2001/XMLSchema#dateTime")),
            _ => Moment::Other(self.text.to_owned()),
        }
    }
}

impl From<Native> for Class {
    fn from(native: Native) -> Self {
        match native {
            Native::Boolean => Self::Boolean,
            Native::Integer => Self::Integer,
            Native::Float => Self::Float,
        }
    }
}

impl Class {
    /// As in « 'int' object has no attribute ».
    pub fn python_name(self) -> &'static str {
        match self {
            Self::Text => "str",
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
        }
    }
}

/// The class of an XML Schema literal; an ill-typed one stays a text.
fn class_of(text: &str, datatype: &str, name: &str) -> Class {
    let checked = |class, well_formed: bool| if well_formed { class } else { Class::Text };
    match name {
        "boolean" => Class::Boolean,
        "integer" | "nonPositiveInteger" | "long" | "nonNegativeInteger" | "negativeInteger" | "int"
        | "unsignedLong" | "positiveInteger" | "short" | "unsignedInt" | "byte" | "unsignedShort"
        | "unsignedByte" => checked(Class::Integer, is_integer(text)),
        "decimal" => checked(Class::Decimal, is_decimal(text)),
        "float" | "double" => checked(Class::Float, text.parse::<f64>().is_ok()),
        "date" => checked(Class::Date, matches!(from_rdf_literal(text, Some(datatype)), Moment::Date(_))),
        "dateTime" => {
            checked(Class::DateTime, matches!(from_rdf_literal(text, Some(datatype)), Moment::DateTime(_)))
        }
        "time" => checked(Class::Time, is_time(text)),
        "duration" | "dayTimeDuration" | "yearMonthDuration" => checked(Class::Duration, is_duration(text)),
        "hexBinary" => checked(
            Class::Bytes,
            text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit()),
        ),
        "base64Binary" => checked(Class::Bytes, text.len().is_multiple_of(4)),
        _ => Class::Text,
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
            ("12 Ko", "integer", Class::Text, true),
            ("12", "integer", Class::Integer, true),
            ("0", "integer", Class::Integer, false),
            ("12.50", "decimal", Class::Decimal, true),
            ("12.5", "double", Class::Float, true),
            ("nan", "double", Class::Float, true),
            ("false", "boolean", Class::Boolean, false),
            ("2020", "gYear", Class::Text, true),
            ("2020-05", "gYearMonth", Class::Text, true),
            ("P1Y", "duration", Class::Duration, true),
            ("P0D", "duration", Class::Duration, false),
            ("10:00:00", "time", Class::Time, true),
            ("dix heures", "time", Class::Text, true),
            ("x", "date", Class::Text, true),
            ("ab", "hexBinary", Class::Bytes, true),
            ("zz", "hexBinary", Class::Text, true),
            ("", "string", Class::Text, false),
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
            assert_eq!(typed(value, RDF_XML_LITERAL).class == Class::Xml, expected, "{value}");
        }
    }
}
