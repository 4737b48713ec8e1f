//! What is wrong with a refused value and what to write instead, for the portal's manager.

use std::borrow::Cow;

use super::{Exception, FieldFault, Place, SchemaFailure, SchemaFault};
use crate::{model::Kind, text::json::Json};

/// Types of resources that CKAN's schema lets through.
pub(crate) const RESOURCE_TYPES: [&str; 6] =
    ["file", "file.upload", "api", "documentation", "image", "visualization"];

impl FieldFault {
    /// What is wrong with the value, in one sentence.
    pub fn explain(&self) -> Cow<'static, str> {
        match self {
            Self::NotText => "Cette valeur n’est pas un texte (c’est un nombre, une date ou un nœud).".into(),
            Self::TooLong(limit) => format!("Ce texte a plus de {limit} caractères.").into(),
            Self::Required => "Cette valeur manque.".into(),
            Self::NotADate | Self::Date(_) => "Cette date est illisible.".into(),
            Self::NotAnInteger(_) => "Ce n’est pas un nombre entier d’octets.".into(),
            Self::Geometry(_) | Self::Coverage(_) => {
                "Ce n’est pas un polygone valide : chaque anneau doit se refermer, en deux coordonnées."
                    .into()
            }
            Self::Address(error) => error.explain().into(),
            Self::ZoneAndGeometry => "Une zone et une emprise à la fois.".into(),
            Self::ReservedKey => "Les extras « custom:… » sont réservés à data.gouv.fr.".into(),
            Self::DollarKey => "Un nom d’extra ne peut pas commencer par « $ ».".into(),
        }
    }
}

impl Exception {
    /// What is wrong with the value, in one sentence.
    pub fn explain(&self) -> String {
        match self {
            Self::NoKey(key) => format!("La clé « {key} » est absente : toute la fiche échoue."),
            exception if exception.is_of_type() || exception.is_of_node() => {
                "Cette valeur n’est pas de la sorte que data.gouv.fr attend : toute la fiche échoue."
                    .to_owned()
            }
            _ => "Cette valeur est illisible pour data.gouv.fr : toute la fiche échoue.".to_owned(),
        }
    }
}

impl SchemaFailure {
    /// Where it stands: `resources.0.url` as `resources[0].url`.
    pub fn place(&self) -> Place {
        let raw = self.value.as_ref().map(Json::shown).unwrap_or_default();
        Place::new("record", bracketed(&self.path), &raw)
    }

    /// What is wrong and what to write instead.
    pub fn explain(&self, kind: Kind) -> String {
        let expected = expected(&self.path, kind);
        match &self.fault {
            SchemaFault::Missing => {
                format!("Cette clé manque : data.gouv.fr rejette tout le jeu. Ajoutez-la, avec {expected}.")
            }
            SchemaFault::Choice(["dataset" | "Dataset"]) => format!(
                "data.gouv.fr rejette ce qui n’est pas de type « {} ». Rien à faire si ce n’est pas un jeu de données ; sinon, corrigez son type.",
                if kind == Kind::Dkan { "Dataset" } else { "dataset" },
            ),
            SchemaFault::Choice(choices) if *choices == RESOURCE_TYPES => format!(
                "Ce type fait rejeter tout le jeu. Écrivez {expected} (« documentation », « image » et « visualization » passent, mais la ressource est perdue)."
            ),
            SchemaFault::Choice(choices) => {
                let choices: Vec<_> = choices.iter().map(|choice| format!("« {choice} »")).collect();
                format!("Cette valeur fait rejeter tout le jeu. Valeur admise : {}.", choices.join(", "))
            }
            SchemaFault::Url(Some(error)) => {
                format!("{} Tout le jeu est rejeté à cause de cette adresse.", error.explain())
            }
            SchemaFault::Email => "Ce n’est pas une adresse électronique (il manque @) : tout le jeu est rejeté. Corrigez-la ou videz le champ.".to_owned(),
            SchemaFault::Text | SchemaFault::Integer | SchemaFault::List | SchemaFault::Object => {
                let found = self.value.as_ref().map_or("rien", found);
                // Portals in several languages write an object: `{"fr": …, "en": …}`.
                let french = self.value.as_ref().and_then(|value| value.as_object()?.get("fr")?.as_str());
                let instead = match french.filter(|_| self.fault == SchemaFault::Text) {
                    Some(french) => format!("un texte, celui en français : « {french} »"),
                    None => expected.to_owned(),
                };
                format!("C’est {found} : tout le jeu est rejeté. Écrivez {instead}.")
            }
            SchemaFault::Date | SchemaFault::Url(None) | SchemaFault::Boolean => rejected(expected),
        }
    }
}

/// As many missing keys are a portal's way, not an oversight.
const MANY: usize = 4;

/// Whether a package lacks so many keys that the portal must have a model of its own.
pub(crate) fn own_model(failures: &[SchemaFailure]) -> bool {
    failures.iter().filter(|failure| failure.fault == SchemaFault::Missing).count() >= MANY
}

/// What is said of such a portal.
pub(crate) const OWN_MODEL: &str = "Plusieurs clés habituelles de CKAN manquent : le portail a son propre modèle de fiche. Rétablissez-les ou, si le portail publie son catalogue en DCAT (/catalog.xml), choisissez le moissonneur DCAT.";

/// What to write at a path of which the value makes Python give up.
pub(crate) fn rejected_at(path: &str, kind: Kind) -> (String, String) {
    (bracketed(path), rejected(expected(path, kind)))
}

fn rejected(expected: &str) -> String {
    format!("Cette valeur fait rejeter tout le jeu. Écrivez {expected}.")
}

/// `resources.0.url` as `resources[0].url`.
fn bracketed(path: &str) -> String {
    path.split('.').fold(String::new(), |mut written, part| {
        if part.bytes().all(|byte| byte.is_ascii_digit()) {
            written += &format!("[{part}]");
        } else {
            written += if written.is_empty() { "" } else { "." };
            written += part;
        }
        written
    })
}

/// What a value is, for a person.
fn found(value: &Json<'_>) -> &'static str {
    match value {
        Json::Null => "vide (null)",
        Json::Bool(_) => "true ou false",
        Json::Integer(_) | Json::Float(_) => "un nombre",
        Json::Text(text) if text.is_empty() => "un texte vide",
        Json::Text(_) => "un texte",
        Json::List(_) => "une liste",
        Json::Object(_) => "un objet JSON",
    }
}

/// What the schema expects at a path.
fn expected(path: &str, kind: Kind) -> &'static str {
    let key = path.rsplit('.').next().unwrap_or_default();
    let in_list = key.bytes().all(|byte| byte.is_ascii_digit());
    match key {
        _ if in_list => "un objet JSON (des clés et des valeurs)",
        "tags" | "resources" | "extras" | "groups" => "une liste, au besoin vide : []",
        "organization" => "un objet JSON, ou null",
        "position" => "un nombre entier, sans guillemets : le rang de la ressource",
        "size" if kind == Kind::Dkan => {
            "une taille comme « 12 Ko » ou « 340 octets », sans espace dans le nombre"
        }
        "size" => "un nombre entier d’octets, ou null",
        "metadata_created" | "metadata_modified" | "created" | "revision_timestamp" => {
            "une date comme 2024-05-31T10:00:00"
        }
        "last_modified" => "une date comme 2024-05-31T10:00:00, ou null",
        "url" => "une adresse complète comme https://exemple.fr/fichier.csv",
        "private" | "is_organization" => "true ou false",
        "author_email" | "maintainer_email" => "une adresse électronique, ou null",
        "type" if path == "type" && kind == Kind::Dkan => "« Dataset »",
        "type" if path == "type" => "« dataset »",
        "resource_type" if kind == Kind::Dkan => "« file » ou « api », ou retirez la clé",
        "resource_type" => "« file » ou « api », ou null",
        "value" => "la valeur de l’extra",
        "description" if kind == Kind::Dkan => "un texte",
        "notes" | "license_id" | "license_title" | "author" | "maintainer" | "state" | "description"
        | "mimetype" | "hash" | "vocabulary_id" => "un texte, ou null",
        _ => "un texte",
    }
}
