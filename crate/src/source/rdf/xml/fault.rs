//! Why a document is refused.

/// What is wrong, in expat's terms; [`Fault::Refused`] is what the reader above XML says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) enum Fault {
    InvalidToken,
    UnclosedToken,
    UnclosedCdata,
    NoElement,
    Junk,
    Syntax,
    Declaration,
    MisplacedDeclaration,
    Mismatched {
        opened: String,
        closed: String,
    },
    DuplicateAttribute(String),
    InvalidCharacterNumber,
    UndefinedEntity(String),
    RecursiveEntity(String),
    BinaryEntity,
    ExternalEntityInAttribute,
    EntityBoundary,
    ParameterEntity,
    Amplification,
    NestedEntities,
    UnboundPrefix(String),
    UndeclaredPrefix,
    ReservedPrefix(&'static str),
    ReservedNamespace,
    SpaceInNamespace(String),
    /// What rdflib says, and whether it says where.
    Refused {
        message: String,
        placed: bool,
        found: String,
        advice: String,
    },
}

/// A [`Fault`] and the byte where it lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source) struct XmlError {
    pub(in crate::source) offset: usize,
    pub(in crate::source) fault: Fault,
}

impl Fault {
    /// expat's words.
    pub(in crate::source) fn message(&self) -> &str {
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
            Self::Amplification => "limit on input amplification factor (from DTD and entities) breached",
            Self::NestedEntities => "too many nested entities",
            Self::UnboundPrefix(_) => "unbound prefix",
            Self::UndeclaredPrefix => "must not undeclare prefix",
            Self::ReservedPrefix("xmlns") => "reserved prefix (xmlns) must not be declared or undeclared",
            Self::ReservedPrefix(_) => {
                "reserved prefix (xml) must not be undeclared or bound to another namespace name"
            }
            Self::ReservedNamespace => "prefix must not be bound to one of the reserved namespace names",
            Self::Refused { message, .. } => message,
        }
    }

    /// What was found, and what to do, in French.
    pub(in crate::source) fn explain(&self) -> (String, &str) {
        let (found, advice) = match self {
            Self::InvalidToken => (
                "Ce n’est pas du XML bien formé : un caractère n’a pas sa place ici.".to_owned(),
                "Écrivez « &amp; » pour « & » et « &lt; » pour « < », et retirez les \
                 caractères de contrôle.",
            ),
            Self::UnclosedToken => (
                "Le fichier s’arrête au milieu d’une balise ou d’un commentaire.".to_owned(),
                "Téléchargez-le de nouveau jusqu’au bout, ou fermez la balise.",
            ),
            Self::UnclosedCdata => (
                "Une section « <![CDATA[ » n’est pas fermée.".to_owned(),
                "Fermez-la par « ]]> », ou téléchargez de nouveau le fichier jusqu’au bout.",
            ),
            Self::NoElement => (
                "Le fichier s’arrête avant la fin de son élément racine.".to_owned(),
                "Téléchargez-le de nouveau jusqu’au bout.",
            ),
            Self::Junk => (
                "Quelque chose suit la fin de l’élément racine.".to_owned(),
                "Retirez ce qui suit la dernière balise fermante : un document XML n’a qu’une racine.",
            ),
            Self::Syntax => (
                "Ce n’est pas du XML : un élément est attendu ici.".to_owned(),
                "Donnez le document RDF/XML lui-même, sans rien avant « <?xml » ni avant la racine.",
            ),
            Self::SpaceInNamespace(namespace) => (
                format!("L’espace de noms « {namespace} » contient une espace."),
                "Retirez l’espace dans la déclaration « xmlns ».",
            ),
            Self::Declaration => (
                "La déclaration « <?xml … ?> » est mal écrite.".to_owned(),
                "Écrivez « <?xml version=\"1.0\" encoding=\"UTF-8\"?> ».",
            ),
            Self::MisplacedDeclaration => (
                "La déclaration « <?xml … ?> » n’est pas au tout début du fichier.".to_owned(),
                "Retirez les lignes vides ou les caractères qui la précèdent.",
            ),
            Self::Mismatched { opened, closed } => (
                format!("La balise « <{opened}> » est fermée par « </{closed}> »."),
                "Fermez chaque balise par son propre nom, dans l’ordre inverse de l’ouverture.",
            ),
            Self::DuplicateAttribute(name) => (
                format!("L’attribut « {name} » est écrit deux fois dans la même balise."),
                "Gardez une seule des deux valeurs.",
            ),
            Self::InvalidCharacterNumber => (
                "Une référence « &#…; » désigne un caractère interdit en XML.".to_owned(),
                "Retirez ce caractère de la fiche, souvent venu d’un copier-coller.",
            ),
            Self::UndefinedEntity(name) => (
                format!("L’entité « &{name}; » n’est pas définie en XML."),
                "Écrivez le caractère lui-même : seules &amp;, &lt;, &gt;, &quot; et &apos; existent sans \
                 déclaration.",
            ),
            Self::RecursiveEntity(name) => (
                format!("L’entité « &{name}; » se contient elle-même."),
                "Corrigez sa déclaration dans le DOCTYPE.",
            ),
            Self::BinaryEntity
            | Self::ExternalEntityInAttribute
            | Self::ParameterEntity
            | Self::EntityBoundary => (
                "Une entité déclarée dans le DOCTYPE est utilisée là où XML l’interdit.".to_owned(),
                "Écrivez son texte à sa place.",
            ),
            Self::Amplification | Self::NestedEntities => (
                "Les entités du DOCTYPE se multiplient au-delà de toute mesure.".to_owned(),
                "Retirez le DOCTYPE et écrivez les textes en entier.",
            ),
            Self::UnboundPrefix(prefix) => (
                format!("Le préfixe « {prefix}: » n’est pas déclaré."),
                "Ajoutez sa déclaration « xmlns:… » à l’élément racine.",
            ),
            Self::UndeclaredPrefix | Self::ReservedPrefix(_) | Self::ReservedNamespace => (
                "Une déclaration « xmlns » est interdite.".to_owned(),
                "Donnez au préfixe une adresse d’espace de noms, sans redéfinir « xml » ni « xmlns ».",
            ),
            Self::Refused { found, advice, .. } => (found.clone(), advice.as_str()),
        };
        (found, advice)
    }
}
