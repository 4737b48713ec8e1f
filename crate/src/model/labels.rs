//! What data.gouv.fr's pages call things, in French.

use std::fmt;

use super::{AccessType, ResourceType, licence::Match};
use crate::model::{JobStatus, Status};

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
        format!("{count} {name}")
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
    /// How the page of a harvest calls it (udata's own word for the last is « Échec »).
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
            Self::Failed => "Échec",
        }
    }
}

impl fmt::Display for Match {
    /// « reconnue à son titre ».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (by, letters) = match *self {
            Self::Id => ("son identifiant", 0),
            Self::Title => ("son titre", 0),
            Self::Address => ("son adresse", 0),
            Self::PartOfAddress => ("une partie de son adresse", 0),
            Self::NearSlug(letters) | Self::NearTitle(letters) => ("son titre", letters),
            Self::AlternateTitle(letters) => ("un autre de ses titres", letters),
        };
        write!(f, "reconnue à {by}")?;
        match letters {
            0 => Ok(()),
            1 => f.write_str(", à une lettre près"),
            _ => write!(f, ", à {letters} lettres près"),
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn says_what_udata_says() {
        let recorded: HashMap<String, HashMap<String, String>> =
            serde_json::from_str(include_str!("../../../tests/fixtures/labels/labels.json")).unwrap();
        let key = |value: serde_json::Value| value.as_str().unwrap().to_owned();
        for kind in ResourceType::ALL {
            let id = key(serde_json::to_value(kind).unwrap());
            assert_eq!(recorded["resource_types"][&id], kind.label());
        }
        for status in [JobStatus::Done, JobStatus::DoneErrors, JobStatus::Failed] {
            let id = key(serde_json::to_value(status).unwrap());
            assert_eq!(recorded["job_statuses"][&id], status.label());
        }
        for (role, label) in &recorded["contact_roles"] {
            assert_eq!(contact_role(role), label);
        }
        assert_eq!((recorded["resource_types"].len(), recorded["contact_roles"].len()), (6, 11));
    }

    #[test]
    fn headings_agree_with_their_number() {
        assert_eq!(ResourceType::Main.heading(0), "0 fichier principal");
        assert_eq!(ResourceType::Main.heading(1), "1 fichier principal");
        assert_eq!(ResourceType::Update.heading(2), "2 mises à jour");
        assert_eq!(ResourceType::Api.heading(12), "12 API");
    }

    #[test]
    fn matches_are_told_in_french() {
        assert_eq!(Match::Title.to_string(), "reconnue à son titre");
        assert_eq!(Match::NearSlug(1).to_string(), "reconnue à son titre, à une lettre près");
        assert_eq!(
            Match::AlternateTitle(2).to_string(),
            "reconnue à un autre de ses titres, à 2 lettres près"
        );
    }
}
