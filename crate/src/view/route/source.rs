//! What an address says of the source of a catalogue.

use std::fmt;

use crate::{
    portal::{Address, without_secrets},
    preview::CatalogueSource,
    text::url::host,
    view::home,
};

impl CatalogueSource {
    /// Reads `src=`; the flag says whether an access key was left out.
    pub fn parse(text: &str) -> Option<(Self, bool)> {
        let text = text.trim();
        if text.is_empty() {
            None
        } else if let Some(name) = text.strip_prefix("exemple:") {
            Some((Self::Example(name.to_owned()), false))
        } else if let Some(name) = text.strip_prefix("fichier:") {
            Some((Self::Local(name.to_owned()), false))
        } else {
            match Address::parse(text) {
                Ok(address) => Some((Self::Address(address.to_string()), !address.secrets.is_empty())),
                Err(_) => {
                    let shown = without_secrets(text);
                    Some((Self::Malformed(shown.to_string()), shown != text))
                }
            }
        }
    }

    /// How a person names it: the host, the example or the file.
    pub fn name(&self) -> &str {
        match self {
            Self::Address(address) => host(address),
            Self::Example(name) => home::EXAMPLES
                .iter()
                .find(|example| example.id == name)
                .map_or(name.as_str(), |example| example.title),
            Self::Local(name) | Self::Malformed(name) => name,
        }
    }
}

impl fmt::Display for CatalogueSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(text) | Self::Malformed(text) => f.write_str(text),
            Self::Example(name) => write!(f, "exemple:{name}"),
            Self::Local(name) => write!(f, "fichier:{name}"),
        }
    }
}
