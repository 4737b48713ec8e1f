//! What CKAN's and DKAN's schemas refuse, in French: what is wrong, and what to write instead.

use std::fmt;

use crate::model::schema_mismatch::{Expected, JsonKind, MismatchKind, SchemaMismatch};

impl fmt::Display for SchemaMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let expected = &self.expected;
        match &self.fault {
            MismatchKind::Missing => {
                write!(f, "Cette clé manque : data.gouv.fr rejette tout le jeu. Ajoutez-la, avec {expected}.")
            }
            MismatchKind::RecordType(kind) => write!(
                f,
                "data.gouv.fr rejette ce qui n’est pas de type « {kind} ». Rien à faire si ce n’est pas un jeu de données ; sinon, corrigez son type."
            ),
            MismatchKind::ResourceType => write!(
                f,
                "Ce type fait rejeter tout le jeu. Écrivez {expected} (« documentation », « image » et « visualization » passent, mais la ressource est perdue)."
            ),
            MismatchKind::Choice(choices) => {
                f.write_str("Cette valeur fait rejeter tout le jeu. Valeur admise : ")?;
                for (index, choice) in choices.iter().enumerate() {
                    write!(f, "{}« {choice} »", if index > 0 { ", " } else { "" })?;
                }
                f.write_str(".")
            }
            MismatchKind::Address(error) => {
                write!(f, "{} Tout le jeu est rejeté à cause de cette adresse.", error.explain())
            }
            MismatchKind::Email => f.write_str(
                "Ce n’est pas une adresse électronique (il manque @) : tout le jeu est rejeté. Corrigez-la ou videz le champ.",
            ),
            MismatchKind::Type(found, Some(french)) => write!(
                f,
                "C’est {found} : tout le jeu est rejeté. Écrivez un texte, celui en français : « {french} »."
            ),
            MismatchKind::Type(found, None) => {
                write!(f, "C’est {found} : tout le jeu est rejeté. Écrivez {expected}.")
            }
            MismatchKind::Value => write!(f, "Cette valeur fait rejeter tout le jeu. Écrivez {expected}."),
        }
    }
}

impl fmt::Display for JsonKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Absent => "rien",
            Self::Null => "vide (null)",
            Self::Boolean => "true ou false",
            Self::Number => "un nombre",
            Self::EmptyText => "un texte vide",
            Self::Text => "un texte",
            Self::List => "une liste",
            Self::Object => "un objet JSON",
        })
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Object => "un objet JSON (des clés et des valeurs)",
            Self::ObjectOrNull => "un objet JSON, ou null",
            Self::List => "une liste, au besoin vide : []",
            Self::Rank => "un nombre entier, sans guillemets : le rang de la ressource",
            Self::SizeWithUnit => "une taille comme « 12 Ko » ou « 340 octets », sans espace dans le nombre",
            Self::SizeOrNull => "un nombre entier d’octets, ou null",
            Self::Date => "une date comme 2024-05-31T10:00:00",
            Self::DateOrNull => "une date comme 2024-05-31T10:00:00, ou null",
            Self::Address => "une adresse complète comme https://exemple.fr/fichier.csv",
            Self::Boolean => "true ou false",
            Self::EmailOrNull => "une adresse électronique, ou null",
            Self::Exactly(text) => return write!(f, "« {text} »"),
            Self::ResourceTypeOrNothing => "« file » ou « api », ou retirez la clé",
            Self::ResourceTypeOrNull => "« file » ou « api », ou null",
            Self::ExtraValue => "la valeur de l’extra",
            Self::Text => "un texte",
            Self::TextOrNull => "un texte, ou null",
        })
    }
}
