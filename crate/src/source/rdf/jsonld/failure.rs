//! Why a document is refused.

use super::{super::SyntaxError, syntax};
use crate::formats::json::{Json, JsonError};

/// Why a document is refused.
#[derive(Debug)]
pub enum JsonLdFailure {
    /// It is no JSON.
    Syntax(JsonError),
    /// What Python raises, and what a person reads.
    Raised { message: String, found: String, advice: String },
}

pub type JsonLdResult<T> = Result<T, JsonLdFailure>;

impl JsonLdFailure {
    /// What Python raises on a document that is not what it should be.
    pub fn python(message: &str) -> Self {
        Self::Raised {
            message: message.to_owned(),
            found: "Ce JSON-LD ne peut pas être lu : une valeur n’a pas la forme attendue.".to_owned(),
            advice: "Vérifiez le contexte (@context) et les langues du document.".to_owned(),
        }
    }

    /// What Python raises on a value in which nothing can be looked for.
    pub fn without_members(value: &Json<'_>) -> Self {
        Self::python(&format!("argument of type '{}' is not iterable", value.python_type()))
    }

    /// Python reads all the JSON first: what is wrong there comes before anything else.
    pub fn explain(self, text: &str) -> SyntaxError {
        match self {
            Self::Syntax(error) => syntax::explain(text, &error),
            Self::Raised { message, found, advice } => match syntax::check(text) {
                Ok(()) => SyntaxError { position: None, message, found, advice },
                Err(error) => syntax::explain(text, &error),
            },
        }
    }
}
