//! What CKAN's and DKAN's schemas refuse, and what they expect instead.

use crate::text::url::UrlError;

/// A value that a schema refuses, and what it expects instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaMismatch {
    /// What is wrong.
    pub fault: MismatchKind,
    /// What to write.
    pub expected: Expected,
}

/// What is wrong with a value that a schema refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MismatchKind {
    /// The key is not there.
    Missing,
    /// The record is not of this type.
    RecordType(&'static str),
    /// The resource is of no accepted type.
    ResourceType,
    /// Not one of these.
    Choice(&'static [&'static str]),
    /// Not an address.
    Address(UrlError),
    /// Not an e-mail address.
    Email,
    /// Of another type, and the French text that it holds all the same.
    Type(JsonKind, Option<Box<str>>),
    /// Not as expected.
    Value,
}

/// What a JSON value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonKind {
    /// Nothing.
    Absent,
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// An empty text.
    EmptyText,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

/// What CKAN's or DKAN's schema expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// An object.
    Object,
    /// An object, or null.
    ObjectOrNull,
    /// A list, maybe empty.
    List,
    /// The rank of a resource.
    Rank,
    /// A size with its unit.
    SizeWithUnit,
    /// A number of bytes, or null.
    SizeOrNull,
    /// A date.
    Date,
    /// A date, or null.
    DateOrNull,
    /// An address.
    Address,
    /// `true` or `false`.
    Boolean,
    /// An e-mail address, or null.
    EmailOrNull,
    /// This text.
    Exactly(&'static str),
    /// A type of resource, or nothing.
    ResourceTypeOrNothing,
    /// A type of resource, or null.
    ResourceTypeOrNull,
    /// The value of an extra.
    ExtraValue,
    /// A text.
    Text,
    /// A text, or null.
    TextOrNull,
}
