//! Why a page of a portal could not be read, in a sentence.

use super::Address;
use crate::source::Problem;

/// Why a page of a portal could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No answer that the browser lets be read.
    Unreachable,
    /// The answer stopped before its end.
    Interrupted,
    /// An HTTP error.
    Status(u16),
}

impl Fault {
    /// What to tell the person: `address` could not be read, after `pages` that were.
    pub fn problem(self, address: &str, pages: usize) -> Problem {
        let host = Address::parse(address).map_or_else(|_| address.to_owned(), |address| address.host);
        let (found, advice) = match self {
            Self::Unreachable => (
                format!("Le navigateur n’a pas pu lire {host}."),
                "Vérifiez l’adresse. Si elle s’ouvre dans un autre onglet, le portail interdit sans doute la lecture depuis une autre page (réglage CORS) : data.gouv.fr n’est pas concerné. Téléchargez alors l’export et déposez le fichier ici.".to_owned(),
            ),
            Self::Interrupted => (
                format!("La réponse de {host} s’est interrompue."),
                "Réessayez ; si cela se répète, téléchargez l’export et déposez le fichier ici.".to_owned(),
            ),
            Self::Status(status @ (404 | 410)) => (
                format!("{host} répond, mais rien n’existe à cette adresse (erreur {status})."),
                "Est-ce bien un portail Opendatasoft ? Donnez l’adresse de son accueil, ou déposez un export.".to_owned(),
            ),
            Self::Status(status @ (401 | 403)) => (
                format!("{host} refuse l’accès (erreur {status})."),
                "Le catalogue n’est pas public : data.gouv.fr ne pourra pas le lire non plus. Autorisez les utilisateurs anonymes.".to_owned(),
            ),
            Self::Status(status @ (429 | 503)) => (
                format!("{host} demande d’attendre (erreur {status})."),
                "Réessayez dans quelques minutes.".to_owned(),
            ),
            Self::Status(status) => (
                format!("{host} répond par une erreur {status}."),
                "data.gouv.fr échouerait aussi à cette page. Réessayez, ou prévenez l’administrateur du portail.".to_owned(),
            ),
        };
        Problem { document: address.to_owned(), position: None, found, advice, partial: pages > 0, code: "" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_names_the_portal_and_says_what_to_do() {
        let table = [
            (Fault::Unreachable, "n’a pas pu lire data.maville.fr"),
            (Fault::Interrupted, "s’est interrompue"),
            (Fault::Status(404), "rien n’existe"),
            (Fault::Status(403), "refuse l’accès"),
            (Fault::Status(429), "demande d’attendre"),
            (Fault::Status(500), "erreur 500"),
            (Fault::Status(302), "erreur 302"),
        ];
        for (fault, expected) in table {
            let problem = fault.problem("https://data.maville.fr/api/explore/v2.1/catalog/datasets", 0);
            assert!(problem.found.contains(expected), "{}", problem.found);
            assert!(problem.found.contains("data.maville.fr") && !problem.advice.is_empty());
            assert!(!problem.partial);
        }
        assert!(Fault::Interrupted.problem("https://data.maville.fr/", 3).partial);
    }
}
