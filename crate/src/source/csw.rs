//! What a CSW answered.

use super::{
    Document, Problem,
    xml::{
        Element, Tree, XmlError,
        names::{
            csw::{GET_RECORD_BY_ID_RESPONSE, GET_RECORDS_RESPONSE, SEARCH_RESULTS},
            plain,
        },
    },
};

/// The records of an answer, in order: those of a page, or the record that is the whole document.
pub fn records(tree: &Tree) -> impl Iterator<Item = Element<'_>> {
    let root = tree.root();
    let holder = root.and_then(|root| match root.name() {
        GET_RECORDS_RESPONSE => root.child(SEARCH_RESULTS),
        GET_RECORD_BY_ID_RESPONSE => Some(root),
        _ => None,
    });
    let alone = root.filter(|root| holder.is_none() && !matches!(root.name(), GET_RECORDS_RESPONSE));
    holder.into_iter().flat_map(Element::children).chain(alone)
}

/// Whether a document starts as a page of records does: cheaper than reading it.
pub fn looks_like_page(document: &Document) -> bool {
    let head = document.text.get(..document.text.floor_char_boundary(20_000)).unwrap_or_default();
    head.contains("GetRecordsResponse")
}

/// What an answer says of its place among the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    /// `numberOfRecordsMatched`
    pub matched: Option<String>,
    /// `numberOfRecordsReturned`
    pub returned: Option<String>,
    /// `nextRecord`
    pub next: Option<String>,
}

impl std::fmt::Display for Counts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = |count: &Option<String>| count.clone().unwrap_or_else(|| "absent".to_owned());
        write!(
            f,
            "numberOfRecordsMatched\u{a0}: {}, numberOfRecordsReturned\u{a0}: {}, nextRecord\u{a0}: {}",
            shown(&self.matched),
            shown(&self.returned),
            shown(&self.next),
        )
    }
}

/// The counts of a page; `None` when the document is no page of records.
pub fn counts(tree: &Tree) -> Option<Counts> {
    let results = tree.root().filter(|root| root.name() == GET_RECORDS_RESPONSE)?.child(SEARCH_RESULTS)?;
    let of = |name| results.attribute(name).map(str::to_owned);
    Some(Counts { matched: of(plain::MATCHED), returned: of(plain::RETURNED), next: of(plain::NEXT_RECORD) })
}

/// What kind of answer a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// A page of GetRecords.
    Page,
    /// One record, alone or by its identifier.
    Record,
    /// An exception of the service.
    Exception,
    /// Anything else.
    Other,
}

impl Answer {
    /// What kind of answer a document is.
    pub fn of(tree: &Tree) -> Self {
        let Some(root) = tree.root() else { return Self::Other };
        match (root.name(), root.local_name()) {
            (GET_RECORDS_RESPONSE, _) if root.child(SEARCH_RESULTS).is_some() => Self::Page,
            (GET_RECORD_BY_ID_RESPONSE, _) => Self::Record,
            (_, "ExceptionReport" | "ServiceExceptionReport") => Self::Exception,
            (_, "MD_Metadata") if root.namespace().ends_with("/gmd") => Self::Record,
            (_, "RDF") => Self::Record,
            _ => Self::Other,
        }
    }
}

/// Why a document is no page of records that data.gouv.fr reads, when it is not: what was found and what to do.
pub fn refusal(document: &Document, tree: &Tree) -> Option<Problem> {
    const GMD: &str = "Demandez les fiches en ISO 19139\u{a0}: outputSchema=http://www.isotc211.org/2005/gmd, comme le fait data.gouv.fr.";
    let root = tree.root()?;
    let first = records(tree).next();
    let (found, advice): (String, String) = match (root.local_name(), root.namespace()) {
        ("Capabilities", _) => (
            format!("C’est la réponse GetCapabilities{}\u{a0}: elle décrit le service, pas les fiches.", named(root)),
            "Donnez la réponse GetRecords du même service, ou l’adresse du service sans ses paramètres.".into(),
        ),
        ("ExceptionReport" | "ServiceExceptionReport", _) => (
            format!("Le service CSW refuse la requête\u{a0}: «\u{a0}{}\u{a0}».", shortened(&root.text())),
            "data.gouv.fr échouerait aussi. Essayez l’autre type de moissonneur CSW (CSW-ISO-19139 ou CSW-DCAT), ou demandez à l’administrateur du catalogue.".into(),
        ),
        ("GetRecordsResponse", namespace) if namespace.contains("/csw/3") => (
            "C’est une réponse CSW 3.0, que data.gouv.fr lit comme vide.".into(),
            "Interrogez le service en version 2.0.2.".into(),
        ),
        ("FC_FeatureCatalogue", _) => (
            "C’est un catalogue d’attributs (ISO 19110), pas une fiche de données\u{a0}: data.gouv.fr ne le moissonne pas.".into(),
            "Donnez la fiche du jeu de données qu’il décrit.".into(),
        ),
        _ => match first.map(|record| (record.local_name(), record.namespace())) {
            Some(("Record" | "BriefRecord" | "SummaryRecord", namespace)) if namespace.contains("/cat/csw/") => {
                ("Les fiches sont résumées (csw:Record)\u{a0}: data.gouv.fr ne les lit pas.".into(), GMD.into())
            }
            Some(("MD_Metadata", namespace)) if namespace.contains("19115/-3") => (
                "Les fiches sont en ISO 19115-3, que data.gouv.fr ne lit pas.".into(),
                GMD.into(),
            ),
            Some(("FC_FeatureCatalogue", _)) => (
                "La première fiche est un catalogue d’attributs (ISO 19110), que data.gouv.fr ne moissonne pas.".into(),
                "Filtrez sur les types dataset, series et service, comme le fait data.gouv.fr.".into(),
            ),
            _ => return None,
        },
    };
    Some(Problem::new(document, found, advice))
}

/// The problem of a document that is not well formed.
pub fn malformed(document: &Document, error: &XmlError, read: usize) -> Problem {
    let (line, column) = document.position(error.offset);
    let kept = if read > 0 { " Les fiches des pages précédentes sont gardées." } else { "" };
    Problem {
        position: Some((line, column)),
        partial: read > 0,
        ..Problem::new(
            document,
            format!(
                "Le XML n’est pas bien formé à la ligne\u{a0}{line}, colonne\u{a0}{column} ({}).",
                error.message
            ),
            format!(
                "data.gouv.fr rejetterait la page entière\u{a0}: corrigez-la, ou téléchargez-la de nouveau.{kept}"
            ),
        )
    }
}

/// « « Titre du service » » of capabilities.
fn named(capabilities: Element<'_>) -> String {
    let title = capabilities.descendants().find(|element| element.local_name() == "Title");
    title.map_or_else(String::new, |title| format!(" de «\u{a0}{}\u{a0}»", shortened(&title.text())))
}

fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
