//! The screens, and the path of each.

use super::address::{encode, filled};
use crate::text::url;

/// The screens.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Screen {
    /// `#/`
    #[default]
    Home,
    /// `#/controle`: « Vue d’ensemble »
    Overview,
    /// `#/jeux`
    List,
    /// `#/jeu/IDENTIFIANT`; `rang` counts from 1 and tells apart records with the same identifier.
    Record {
        /// The identifier at the portal.
        id: String,
        /// The place among all records.
        rank: Option<usize>,
    },
    /// `#/plan`: « Plan »
    Plan,
    /// `#/essai/IDENTIFIANT`: « Essayer une correction » of a record; `#/essai`: of the whole plan.
    Trial {
        /// The identifier at the portal.
        id: Option<String>,
        /// The place among all records.
        rank: Option<usize>,
    },
    /// `#/voies`: « Quelle voie »
    Routes,
    /// `#/comparaison`
    Comparison,
    /// `#/reglages`
    Settings,
    /// `#/insigne`: the dated picture, to place in a README
    Badge,
    /// `#/integrer/ÉCRAN`: how that screen is shown in another site; `#/integrer`: the overview.
    Embed(Box<Screen>),
    /// `#/aide`, `#/aide/CODE`
    Help(Option<String>),
    /// `#/a-propos`
    About,
    /// `#/preuves`: « Comment nous savons que c’est vrai »
    Evidence,
    /// `#/accessibilite`
    Accessibility,
    /// `#/confidentialite`
    Privacy,
    /// Anything else.
    Unknown,
}

impl Screen {
    pub(super) fn parse(path: &str, rank: Option<usize>) -> Self {
        let path = path.trim_start_matches('/');
        let (head, tail) = match path.split_once('/') {
            Some((head, tail)) => (head, Some(url::decoded(tail))),
            None => (path, None),
        };
        match (head, tail) {
            ("", _) => Self::Home,
            ("controle", None) => Self::Overview,
            ("jeux", None) => Self::List,
            ("jeu", id) => Self::Record { id: id.unwrap_or_default(), rank },
            ("plan", None) => Self::Plan,
            ("essai", id) => Self::Trial { id, rank },
            ("voies", None) => Self::Routes,
            ("comparaison", None) => Self::Comparison,
            ("reglages", None) => Self::Settings,
            ("insigne", None) => Self::Badge,
            ("integrer", _) => Self::Embed(Box::new(Self::embedded(path, rank))),
            ("aide", code) => Self::Help(code.and_then(filled)),
            ("a-propos", None) => Self::About,
            ("preuves", None) => Self::Evidence,
            ("accessibilite", None) => Self::Accessibility,
            ("confidentialite", None) => Self::Privacy,
            _ => Self::Unknown,
        }
    }

    /// The screen after `integrer/`; the overview when it cannot be shown elsewhere.
    fn embedded(path: &str, rank: Option<usize>) -> Self {
        let shown = path.split_once('/').map(|(_, shown)| Self::parse(shown, rank));
        shown.filter(Self::is_embeddable).unwrap_or(Self::Overview)
    }

    /// Whether another site may show it alone.
    pub fn is_embeddable(&self) -> bool {
        matches!(
            self,
            Self::Overview
                | Self::List
                | Self::Record { .. }
                | Self::Plan
                | Self::Badge
                | Self::Help(Some(_))
        )
    }

    /// What follows `#/`, and the rank that the query holds.
    pub fn path(&self) -> (String, Option<usize>) {
        match self {
            Self::Home => (String::new(), None),
            Self::Record { id, rank } => (format!("jeu/{}", encode(id)), *rank),
            Self::Trial { id: Some(id), rank } => (format!("essai/{}", encode(id)), *rank),
            Self::Help(Some(code)) => (format!("aide/{}", encode(code)), None),
            Self::Help(None) => ("aide".into(), None),
            Self::Embed(shown) if **shown == Self::Overview => ("integrer".into(), None),
            Self::Embed(shown) => {
                let (path, rank) = shown.path();
                (format!("integrer/{path}"), rank)
            }
            other => (other.id(), None),
        }
    }

    /// The same for all addresses of one screen: focus moves to the title only when it changes.
    pub fn id(&self) -> String {
        match self {
            Self::Home => "accueil".into(),
            Self::Overview => "controle".into(),
            Self::List => "jeux".into(),
            Self::Record { id, rank } => format!("jeu/{id}/{}", rank.unwrap_or_default()),
            Self::Plan => "plan".into(),
            Self::Trial { id: None, .. } => "essai".into(),
            Self::Trial { id: Some(id), rank } => format!("essai/{id}/{}", rank.unwrap_or_default()),
            Self::Routes => "voies".into(),
            Self::Comparison => "comparaison".into(),
            Self::Settings => "reglages".into(),
            Self::Badge => "insigne".into(),
            Self::Embed(shown) => format!("integrer/{}", shown.id()),
            Self::Help(code) => format!("aide/{}", code.as_deref().unwrap_or_default()),
            Self::About => "a-propos".into(),
            Self::Evidence => "preuves".into(),
            Self::Accessibility => "accessibilite".into(),
            Self::Privacy => "confidentialite".into(),
            Self::Unknown => "inconnu".into(),
        }
    }
}
