//! What data.gouv.fr's pages call things, in French.

use super::{AccessType, ResourceType};
use crate::harvest::{JobStatus, Status};

impl ResourceType {
    /// All groups, in the order of the page.
    pub const ALL: [Self; 6] =
        [Self::Main, Self::Documentation, Self::Update, Self::Api, Self::Code, Self::Other];

    /// The name of the type.
    pub fn label(self) -> &'static str {
        match self {
            Self::Main => "Fichier principal",
            Self::Documentation => "Documentation",
            Self::Update => "Mise à jour",
            Self::Api => "API",
            Self::Code => "Dépôt de code",
            Self::Other => "Autre",
        }
    }

    /// The heading of a group of `count` resources: « 2 fichiers principaux ».
    pub fn heading(self, count: usize) -> String {
        let many = count > 1;
        let name = match self {
            Self::Main if many => "fichiers principaux",
            Self::Main => "fichier principal",
            Self::Documentation if many => "fichiers de documentation",
            Self::Documentation => "fichier de documentation",
            Self::Update if many => "mises à jour",
            Self::Update => "mise à jour",
            Self::Api => "API",
            Self::Code if many => "fichiers de code source",
            Self::Code => "fichier de code source",
            Self::Other if many => "autres fichiers",
            Self::Other => "autre fichier",
        };
        format!("{count}\u{a0}{name}")
    }
}

impl AccessType {
    /// What stands beside « Accès ».
    pub fn label(self) -> &'static str {
        match self {
            Self::Open => "Ouvert",
            Self::OpenWithAccount => "Ouvert avec compte",
            Self::Restricted => "Restreint",
        }
    }
}

impl Status {
    /// How the harvest report calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "Terminé",
            Self::Skipped => "Ignoré",
            Self::Failed => "Échoué",
        }
    }
}

impl JobStatus {
    /// How the harvest report calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Done => "Terminé",
            Self::DoneErrors => "Terminé avec erreurs",
            Self::Failed => "Échoué",
        }
    }
}

/// The role of a contact, as shown between parentheses; unknown roles are shown as they are.
pub fn contact_role(role: &str) -> &str {
    match role {
        "contact" => "Contact",
        "creator" => "Créateur",
        "publisher" => "Éditeur",
        "rightsHolder" => "Détenteur des droits",
        "custodian" => "Gestionnaire",
        "distributor" => "Distributeur",
        "originator" => "Producteur",
        "principalInvestigator" => "Investigateur principal",
        "processor" => "Exécutant",
        "resourceProvider" => "Fournisseur",
        "user" => "Utilisateur",
        other => other,
    }
}
