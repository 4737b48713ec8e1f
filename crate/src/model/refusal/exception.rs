//! Python's exceptions: udata does not expect them, and shows them as they are.

use std::fmt;

use crate::text::{
    date::{DateError, Incomparable},
    html, python,
    surrogates::Surrogates,
};

/// An exception that ends the reading of a record; displays as `str(exception)`.
///
/// Classes are those that Python names: `int`, `NoneType`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exception {
    /// A value of this class has no attribute or method of this name.
    NoAttribute(&'static str, &'static str),
    /// A value of this class is called as a function.
    NotCallable(&'static str),
    /// A value of this class is gone through.
    NotIterable(&'static str),
    /// Something is looked for in a value of this class.
    NoMembership(&'static str),
    /// A key is looked for in a value of this class.
    NotSubscriptable(&'static str),
    /// A value of this class gives the parameters of a text.
    NotAMapping(&'static str),
    /// A value of this class is put in a set.
    Unhashable(&'static str),
    /// A value of this class is added to a text.
    Concatenation(&'static str),
    /// A value of this class is read as a date.
    NotADateText(&'static str),
    /// A value of this class is read as JSON.
    NotJsonText(&'static str),
    /// A value of this class is taken for the path of a file.
    NotAPath(&'static str),
    /// A node is compared with the end of a text.
    NotAnEnd,
    /// The key is not there.
    NoKey(String),
    /// Values of these two classes are put in order by this operator.
    Unordered(&'static str, &'static str, &'static str),
    /// Two dates are put in order that do not compare.
    Incomparable(Incomparable),
    /// An infinite number is made an integer: as Python names it, `float infinity`, or `Infinity` for a `Decimal`.
    InfiniteInteger(&'static str),
    /// No value where an integer is read.
    NoInteger,
    /// No integer: what `int()` says.
    NotAnInteger(String),
    /// humanfriendly does not read this size, cut in these tokens.
    Size {
        /// The text, as Python writes it.
        input: String,
        /// What it is cut in, as Python writes it.
        tokens: String,
    },
    /// dateutil does not read a date.
    Date(DateError),
    /// A text is not JSON: what Python's reader says.
    Json(String),
    /// html2text does not read a description.
    Html(html::Error),
    /// Python's `idna` codec gives up on the name of a host: what it says.
    Codec(String),
    /// The database is given a text that holds half a character.
    HalfCharacter(Surrogates),
    /// The database is given an integer beyond 64 bits.
    LargeInteger,
    /// The database is given a key that holds the character of number zero.
    NullKey,
    /// The database is given a value of a class that it does not know: the value as Python writes it, then its class.
    UnknownClass(String, &'static str),
    /// No address can be made of the portal's and of the record's name.
    NoAddress,
    /// The geometry has no type: the geometry.
    UntypedGeometry(String),
    /// The geometry is of a type that CKAN's harvester does not take: the type, then the geometry.
    UnsupportedGeometry(String, String),
}

impl Exception {
    /// Whether a value is of another type than expected, or a key is not there.
    pub fn is_of_type(&self) -> bool {
        match self {
            Self::NoAttribute(..)
            | Self::NotIterable(_)
            | Self::NoMembership(_)
            | Self::NotSubscriptable(_)
            | Self::NotAMapping(_)
            | Self::Unhashable(_)
            | Self::Concatenation(_)
            | Self::NotADateText(_)
            | Self::NotAPath(_)
            | Self::NotAnEnd
            | Self::NoKey(_)
            | Self::Unordered(..)
            | Self::Date(DateError::Type(_)) => true,
            Self::NotCallable(_)
            | Self::NotJsonText(_)
            | Self::Incomparable(_)
            | Self::InfiniteInteger(_)
            | Self::NoInteger
            | Self::NotAnInteger(_)
            | Self::Size { .. }
            | Self::Date(_)
            | Self::Json(_)
            | Self::Html(_)
            | Self::Codec(_)
            | Self::HalfCharacter(_)
            | Self::LargeInteger
            | Self::NullKey
            | Self::UnknownClass(..)
            | Self::NoAddress
            | Self::UntypedGeometry(_)
            | Self::UnsupportedGeometry(..) => false,
        }
    }

    /// Whether a literal stands where a node is expected.
    pub fn is_of_node(&self) -> bool {
        matches!(self, Self::NotCallable(_) | Self::NoAttribute("Literal", _))
    }

    /// As `repr(exception)`, which the retired harvester of Opendatasoft reports.
    pub fn repr(&self) -> String {
        match self {
            Self::NoKey(key) => format!("KeyError({})", python::repr(key)),
            Self::NoAttribute(..) => format!("AttributeError({})", python::repr(&self.to_string())),
            Self::Date(error) => {
                let name = match error {
                    DateError::Parser(_) => "ParserError",
                    DateError::Value(_) => "ValueError",
                    DateError::Overflow(_) => "OverflowError",
                    DateError::Type(_) => "TypeError",
                    // Its argument is no text.
                    DateError::Decimal(message) => return format!("InvalidOperation({message})"),
                };
                format!("{name}({})", python::repr(&error.to_string()))
            }
            // It tells a text that html2text does not read by its message alone.
            Self::Html(error) => error.to_string(),
            _ => format!("TypeError({})", python::repr(&self.to_string())),
        }
    }
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAttribute(class, name) => write!(f, "'{class}' object has no attribute '{name}'"),
            Self::NotCallable(class) => write!(f, "'{class}' object is not callable"),
            Self::NotIterable(class) => write!(f, "'{class}' object is not iterable"),
            Self::NoMembership(class) => write!(f, "argument of type '{class}' is not iterable"),
            Self::NotSubscriptable("str") => f.write_str("string indices must be integers, not 'str'"),
            Self::NotSubscriptable("list") => f.write_str("list indices must be integers or slices, not str"),
            Self::NotSubscriptable(class) => write!(f, "'{class}' object is not subscriptable"),
            Self::NotAMapping(class) => {
                write!(f, "str.format() argument after ** must be a mapping, not {class}")
            }
            Self::Unhashable(class) => write!(f, "unhashable type: '{class}'"),
            Self::Concatenation(class) => {
                write!(f, "can only concatenate str (not \"{class}\") to str")
            }
            Self::NotADateText(class) => {
                write!(f, "Parser must be a string or character stream, not {class}")
            }
            Self::NotJsonText(class) => {
                write!(f, "the JSON object must be str, bytes or bytearray, not {class}")
            }
            Self::NotAPath(class) => {
                write!(f, "expected str, bytes or os.PathLike object, not {class}")
            }
            Self::NotAnEnd => f.write_str("endswith first arg must be str or a tuple of str, not Resource"),
            Self::NoKey(key) => f.write_str(&python::repr(key)),
            Self::Unordered(operator, left, right) => {
                write!(f, "'{operator}' not supported between instances of '{left}' and '{right}'")
            }
            Self::Incomparable(why) => why.fmt(f),
            Self::InfiniteInteger(number) => write!(f, "cannot convert {number} to integer"),
            Self::NoInteger => f.write_str(
                "int() argument must be a string, a bytes-like object or a real number, not 'NoneType'",
            ),
            Self::Size { input, tokens } => {
                write!(f, "Failed to parse size! (input {input} was tokenized as {tokens})")
            }
            Self::Date(error) => error.fmt(f),
            Self::NotAnInteger(message) | Self::Json(message) | Self::Codec(message) => f.write_str(message),
            Self::Html(error) => error.fmt(f),
            Self::HalfCharacter(halves) => halves.fmt(f),
            Self::LargeInteger => f.write_str("MongoDB can only handle up to 8-byte ints"),
            Self::NullKey => f.write_str("Invalid document: Key names must not contain the NULL byte"),
            Self::UnknownClass(value, class) => {
                write!(f, "Invalid document: cannot encode object: {value}, of type: <class '{class}'>")
            }
            Self::NoAddress => f.write_str("Invalid URL"),
            Self::UntypedGeometry(geometry) => write!(f, "Spatial geometry {geometry} without `type`"),
            Self::UnsupportedGeometry(kind, geometry) => write!(
                f,
                "Unsupported spatial geometry {kind} in {geometry}. (Supported types are `Polygon` and `MultiPolygon`)"
            ),
        }
    }
}

impl std::error::Error for Exception {}

impl From<DateError> for Exception {
    fn from(error: DateError) -> Self {
        Self::Date(error)
    }
}

impl From<Incomparable> for Exception {
    fn from(why: Incomparable) -> Self {
        Self::Incomparable(why)
    }
}

impl From<html::Error> for Exception {
    fn from(error: html::Error) -> Self {
        Self::Html(error)
    }
}
