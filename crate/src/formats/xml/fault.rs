//! Why a document is refused.

/// What is wrong, in expat's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XmlFault {
    /// A character has no place where it stands.
    InvalidToken,
    /// The document ends inside a tag, a comment or an instruction.
    UnclosedToken,
    /// The document ends inside a CDATA section.
    UnclosedCdata,
    /// The document ends before its root element does.
    NoElement,
    /// Something follows the root element.
    Junk,
    /// A token has no place where it stands.
    Syntax,
    /// `<?xml … ?>` is written wrong…
    Declaration,
    /// …or stands elsewhere than at the very start.
    MisplacedDeclaration,
    /// An element is closed by the name of another.
    Mismatched {
        /// The name of the open element.
        opened: String,
        /// The name that was to close it.
        closed: String,
    },
    /// An attribute is written twice.
    DuplicateAttribute(String),
    /// `&#…;` names a character that XML forbids.
    InvalidCharacterNumber,
    /// `&name;` is declared nowhere.
    UndefinedEntity(String),
    /// An entity contains itself.
    RecursiveEntity(String),
    /// An unparsed entity is referred to.
    BinaryEntity,
    /// An external entity is referred to in an attribute.
    ExternalEntityInAttribute,
    /// An element starts inside an entity and ends outside, or the reverse.
    EntityBoundary,
    /// A parameter entity is referred to inside a declaration.
    ParameterEntity,
    /// A parameter entity ends inside a declaration.
    IncompleteEntity,
    /// A public identifier holds a character that it may not.
    PublicIdentifier,
    /// Entities multiply the size of the document.
    Amplification,
    /// Entities are too deep in each other.
    NestedEntities,
    /// A prefix is not declared.
    UnboundPrefix(String),
    /// A prefix is given the empty namespace.
    UndeclaredPrefix,
    /// `xml` or `xmlns` is given another namespace.
    ReservedPrefix(&'static str),
    /// A prefix is given the namespace of `xml` or `xmlns`.
    ReservedNamespace,
    /// A namespace contains a space.
    SpaceInNamespace(String),
}

/// What is wrong, and the byte where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlError {
    /// Where, in bytes.
    pub offset: usize,
    /// What is wrong.
    pub fault: XmlFault,
}

impl std::fmt::Display for XmlError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.fault.message())
    }
}

impl std::error::Error for XmlError {}

/// Why a reading stopped: the document is malformed, or the receiver of its events refuses what it says.
#[derive(Debug)]
pub(crate) enum XmlStop<R> {
    Malformed(XmlError),
    Refused { offset: usize, refusal: R },
}

impl<R> XmlStop<R> {
    /// Where, in bytes.
    pub(crate) fn offset(&self) -> usize {
        match self {
            Self::Malformed(error) => error.offset,
            Self::Refused { offset, .. } => *offset,
        }
    }
}

impl XmlStop<std::convert::Infallible> {
    /// The error of a document whose receiver refuses nothing.
    pub(crate) fn malformed(self) -> XmlError {
        match self {
            Self::Malformed(error) => error,
            Self::Refused { refusal, .. } => match refusal {},
        }
    }
}

impl<R> From<XmlError> for XmlStop<R> {
    fn from(error: XmlError) -> Self {
        Self::Malformed(error)
    }
}

impl XmlFault {
    /// expat's words.
    pub fn message(&self) -> &'static str {
        match self {
            Self::InvalidToken => "not well-formed (invalid token)",
            Self::UnclosedToken => "unclosed token",
            Self::UnclosedCdata => "unclosed CDATA section",
            Self::NoElement => "no element found",
            Self::Junk => "junk after document element",
            Self::Syntax | Self::SpaceInNamespace(_) => "syntax error",
            Self::Declaration => "XML declaration not well-formed",
            Self::MisplacedDeclaration => "XML or text declaration not at start of entity",
            Self::Mismatched { .. } => "mismatched tag",
            Self::DuplicateAttribute(_) => "duplicate attribute",
            Self::InvalidCharacterNumber => "reference to invalid character number",
            Self::UndefinedEntity(_) => "undefined entity",
            Self::RecursiveEntity(_) => "recursive entity reference",
            Self::BinaryEntity => "reference to binary entity",
            Self::ExternalEntityInAttribute => "reference to external entity in attribute",
            Self::EntityBoundary => "asynchronous entity",
            Self::ParameterEntity => "illegal parameter entity reference",
            Self::IncompleteEntity => "incomplete markup in parameter entity",
            Self::PublicIdentifier => "illegal character(s) in public id",
            Self::Amplification => "limit on input amplification factor (from DTD and entities) breached",
            Self::NestedEntities => "too many nested entities",
            Self::UnboundPrefix(_) => "unbound prefix",
            Self::UndeclaredPrefix => "must not undeclare prefix",
            Self::ReservedPrefix("xmlns") => "reserved prefix (xmlns) must not be declared or undeclared",
            Self::ReservedPrefix(_) => {
                "reserved prefix (xml) must not be undeclared or bound to another namespace name"
            }
            Self::ReservedNamespace => "prefix must not be bound to one of the reserved namespace names",
        }
    }
}
