//! What a portal answered that the harvester does not take: facts of a conversation over HTTP, and what udata says of
//! each. A harvest of files has none.

use std::fmt;

/// What is known of the conversation in which documents were read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conversation {
    /// The media type by which udata chose the syntax: what the answer to HEAD announced.
    pub announced: Option<String>,
    /// Whether what was read ends before what the portal has, for a reason that whoever read it tells.
    pub is_partial: bool,
    /// Whether the portal itself filtered what it gave.
    pub filtered: bool,
    /// The names that a filtered list gives, in its order, where the list itself is no document; empty for a package
    /// without name, which the harvester passes over.
    pub listed: Vec<String>,
    /// What the harvester does not take, in the order it meets it.
    pub setbacks: Vec<Setback>,
}

/// An answer that the harvester does not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setback {
    /// The first document that the harvester does not reach.
    pub before: usize,
    /// What it had asked.
    pub asked: Asked,
    /// What came back.
    pub why: Unusable,
}

/// What the harvester asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// What the catalogue is made of (HEAD): without it, nothing is read.
    Head,
    /// The catalogue, or a page of it: the harvest stops there.
    Source,
    /// One package (CKAN, DKAN): only this record fails.
    Package(String),
}

/// What came back instead of an answer that the harvester takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// A redirection: none is followed.
    Redirect {
        /// The status; a browser does not tell it.
        status: Option<u16>,
        /// The address that was asked.
        from: String,
        /// `Location`
        to: Option<String>,
    },
    /// An HTTP error.
    Status {
        /// The status.
        status: u16,
        /// The address that was asked.
        address: String,
    },
    /// Neither the address nor a type says what the catalogue is.
    NoType,
    /// A type that is not of RDF.
    Type(String),
    /// A web page instead of JSON, from this address.
    Html(String),
    /// Another type than JSON: udata shows the text as an error.
    NotJson(String),
    /// The portal says no, in its words.
    Refused(String),
    /// The answer is not what Python expects; with its error.
    Raised(String),
    /// Announced as JSON, and not JSON.
    Unreadable,
    /// No answer; with the client's words.
    Silence(String),
    /// The answer stopped before its end.
    Cut,
    /// The answer is not compressed as it says it is.
    Undecoded,
    /// The pages go round: udata would read for ever.
    Endless,
}

impl Unusable {
    /// What udata says, when it is known.
    pub fn message(&self) -> Option<String> {
        Some(match self {
            Self::Redirect { status: Some(status), from, to } => {
                let to = to.as_deref().unwrap_or("None");
                format!("Redirect ({status}) not allowed: {from} -> {to}")
            }
            Self::Status { status, address } => {
                let side = if *status < 500 { "Client" } else { "Server" };
                format!("{status} {side} Error: {} for url: {address}", reason(*status))
            }
            Self::NoType => "Unable to detect format from extension or mime type".to_owned(),
            Self::Type(media_type) => format!("Unsupported mime type \"{media_type}\""),
            Self::Html(address) => format!("Unknown Error: {address} returned HTML"),
            Self::NotJson(text) => text.trim_matches('"').to_owned(),
            Self::Refused(message) | Self::Raised(message) => message.clone(),
            Self::Redirect { .. }
            | Self::Unreadable
            | Self::Silence(_)
            | Self::Cut
            | Self::Undecoded
            | Self::Endless => {
                return None;
            }
        })
    }
}

/// Why, in French, to follow « parce que ».
impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Redirect { status: Some(status), to: None, .. } => write!(
                f,
                "le portail répond {status} sans rien donner, ce que data.gouv.fr tient pour une redirection"
            ),
            Self::Redirect { .. } => {
                f.write_str("l’adresse est redirigée, et data.gouv.fr ne suit pas les redirections")
            }
            Self::Status { status, .. } => write!(f, "le portail répond par l’erreur {status}"),
            Self::NoType => {
                f.write_str("ni l’adresse ni le portail ne disent dans quel format est le catalogue")
            }
            Self::Type(media_type) => {
                write!(f, "le portail annonce le type « {media_type} », qui n’est pas celui d’un catalogue")
            }
            Self::Html(_) => f.write_str("le portail répond par une page web au lieu de JSON"),
            Self::NotJson(_) => f.write_str("le portail n’annonce pas exactement le type application/json"),
            Self::Refused(message) => write!(f, "le portail répond « {message} »"),
            Self::Raised(_) => f.write_str("la réponse du portail n’est pas celle que data.gouv.fr attend"),
            Self::Unreadable => f.write_str("le portail annonce du JSON, et sa réponse n’en est pas"),
            Self::Silence(_) => f.write_str("le portail n’a pas répondu"),
            Self::Cut => f.write_str("la réponse du portail s’est interrompue"),
            Self::Undecoded => f.write_str("la réponse du portail n’est pas compressée comme il l’annonce"),
            Self::Endless => f.write_str("les pages du catalogue tournent en rond"),
        }
    }
}

impl Setback {
    /// Why, in French, to follow « parce que ».
    pub fn because(&self) -> String {
        match self.asked {
            Asked::Head => format!("{} (à la première requête du moissonneur, HEAD)", self.why),
            Asked::Source | Asked::Package(_) => self.why.to_string(),
        }
    }
}

impl Conversation {
    /// Whether it alone tells what becomes of something.
    pub fn tells(&self) -> bool {
        !self.setbacks.is_empty() || !self.listed.is_empty()
    }

    /// Whether nothing kept the pages from being read to their end.
    pub fn is_whole(&self) -> bool {
        !self.is_partial && self.stop().is_none()
    }

    /// What stops the harvest as a whole.
    pub fn stop(&self) -> Option<&Setback> {
        self.setbacks.iter().find(|setback| !matches!(setback.asked, Asked::Package(_)))
    }

    /// The packages that the portal did not show, and why.
    pub fn packages(&self) -> impl Iterator<Item = (&str, &Unusable)> {
        self.setbacks.iter().filter_map(|setback| match &setback.asked {
            Asked::Package(name) => Some((name.as_str(), &setback.why)),
            Asked::Head | Asked::Source => None,
        })
    }
}

/// What servers usually write beside a status.
fn reason(status: u16) -> &'static str {
    match status {
        400 => "Bad Request",
        401 => "Unauthorized",
        402 => "Payment Required",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        407 => "Proxy Authentication Required",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        413 => "Payload Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        418 => "I'm a teapot",
        422 => "Unprocessable Entity",
        429 => "Too Many Requests",
        451 => "Unavailable For Legal Reasons",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        _ => "None",
    }
}
