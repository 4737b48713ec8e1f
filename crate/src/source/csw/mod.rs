//! What a CSW answered.

mod capabilities;
mod counts;

pub use self::{
    capabilities::Capabilities,
    counts::{RecordCounts, shortfall, uncounted},
};
use super::{
    Document, OgcService, Problem, ProblemKind, ServiceRefusal, foreign, no_catalogue,
    page::{root_name, starts_as_xml},
    xml::{
        Element, XmlError, XmlTree,
        names::csw::{GET_RECORD_BY_ID_RESPONSE, GET_RECORDS_RESPONSE, SEARCH_RESULTS},
    },
};

/// The records of an answer, in order: those of a page, or the record that is the whole document.
pub fn records(tree: &XmlTree) -> impl Iterator<Item = Element<'_>> {
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
    root_name(&document.text) == "GetRecordsResponse"
}

/// What kind of answer a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CswAnswer {
    /// A page of GetRecords.
    Page,
    /// One record, alone or by its identifier.
    Record,
    /// An exception of the service.
    Exception,
    /// Anything else.
    Other,
}

impl CswAnswer {
    /// What kind of answer a document is.
    pub fn of(tree: &XmlTree) -> Self {
        let Some(root) = tree.root() else { return Self::Other };
        match (root.name(), root.local_name()) {
            (GET_RECORDS_RESPONSE, _) if root.child(SEARCH_RESULTS).is_some() => Self::Page,
            (GET_RECORD_BY_ID_RESPONSE, _) => Self::Record,
            // udata looks for this one only; another is an answer without results.
            (_, "ExceptionReport") => Self::Exception,
            (_, "MD_Metadata") if root.namespace().ends_with("/gmd") => Self::Record,
            (_, "RDF") => Self::Record,
            _ => Self::Other,
        }
    }
}

/// Why a document is no page of records that data.gouv.fr reads, when it is not: what was found and what to do.
/// `is_later` where the service gave pages before this one.
pub fn refusal(document: &Document, tree: &XmlTree, is_later: bool) -> Option<Problem> {
    let root = tree.root()?;
    if let Some((found, advice)) = of_root(root, tree, document.url.as_deref().unwrap_or_default(), is_later)
    {
        let kind = (CswAnswer::of(tree) == CswAnswer::Exception).then_some(ProblemKind::CswException);
        return Some(Problem { kind, ..Problem::new(document, found, advice) });
    }
    let (found, advice) = of_records(tree)?;
    // Some records of a page are not what the others are: these are kept.
    let partial = records(tree).any(|record| !is_foreign(record));
    Some(Problem { partial, ..Problem::new(document, found, advice) })
}

/// The problem of records that the other harvester of services reads.
pub fn of_other_harvester(document: &Document, tree: &XmlTree) -> Option<Problem> {
    let is_iso = |record: Element<'_>| record.local_name() == "MD_Metadata" && !is_foreign(record);
    (records(tree).next().is_some() && records(tree).all(is_iso)).then(|| {
        Problem::new(
            document,
            "Le service répond en ISO 19139, que le moissonneur CSW-DCAT ne lit pas.",
            "Choisissez le type CSW-ISO-19139.",
        )
    })
}

/// The problem of a record by itself, which data.gouv.fr reads nowhere, and which is shown all the same.
pub fn alone(document: &Document) -> Problem {
    Problem {
        partial: true,
        ..Problem::new(
            document,
            "C’est une fiche seule : data.gouv.fr ne lit que les réponses GetRecords d’un service CSW, et n’en tirerait rien.",
            "Donnez l’adresse du service CSW au moissonneur. Ce que la fiche donnerait dans une telle réponse est montré pour vous aider.",
        )
    }
}

/// What the whole document is instead.
fn of_root(root: Element<'_>, tree: &XmlTree, address: &str, is_later: bool) -> Option<(String, String)> {
    if let Some(ServiceRefusal { service, message }) = ServiceRefusal::of(root, address) {
        let stops = CswAnswer::of(tree) == CswAnswer::Exception;
        return Some(refused(service, &message, stops, is_later));
    }
    Some(match (root.local_name(), root.namespace()) {
        (name, _) if name == "Capabilities" || name.ends_with("_Capabilities") => return Some(of_capabilities(Capabilities::of(tree))),
        ("GetRecordsResponse" | "GetRecordByIdResponse", namespace) if namespace.contains("/csw/3") => (
            "C’est une réponse CSW 3.0, que data.gouv.fr lit comme vide.".into(),
            "Interrogez le service en version 2.0.2 (version=2.0.2), ou demandez à l’administrateur de l’activer.".into(),
        ),
        ("FC_FeatureCatalogue", _) => (
            "C’est un catalogue d’attributs (ISO 19110), pas une fiche de données : data.gouv.fr ne le moissonne pas.".into(),
            "Donnez la fiche du jeu de données qu’il décrit.".into(),
        ),
        ("MD_Metadata", namespace) if !namespace.ends_with("/2005/gmd") => (
            format!("La fiche est dans une autre version de la norme ({namespace}), que data.gouv.fr ne lit pas."),
            GMD.into(),
        ),
        ("Record" | "BriefRecord" | "SummaryRecord", namespace) if namespace.contains("/cat/csw/") => {
            ("La fiche est résumée (csw:Record) : data.gouv.fr ne la lit pas.".into(), GMD.into())
        }
        _ => return of_no_answer(root),
    })
}

/// A document that is neither an answer of a service nor a record: data.gouv.fr sees no record in it.
fn of_no_answer(root: Element<'_>) -> Option<(String, String)> {
    const ASK: &str = "Vérifiez que l’adresse est celle d’un service CSW 2.0.2, en l’ouvrant avec « ?service=CSW&version=2.0.2&request=GetCapabilities ».";
    const NOTHING: &str = "data.gouv.fr n’y verrait aucune fiche";
    let is_answer = |element: &Element<'_>| matches!(element.local_name(), "GetRecordsResponse" | "Fault");
    Some(match (root.local_name(), root.namespace()) {
        (_, SOAP_11 | SOAP_12) => {
            let fault = root.descendants().find(is_answer).filter(|found| found.local_name() == "Fault");
            let is_reason = |element: &Element<'_>| matches!(element.local_name(), "Reason" | "faultstring");
            let reason = fault.map(|fault| fault.descendants().find(is_reason).unwrap_or(fault));
            let found = match reason.map(|reason| shortened(&reason.text())) {
                Some(message) => format!("Le service répond par une erreur SOAP : « {message} ». {NOTHING}."),
                None => format!("Le service répond dans une enveloppe SOAP : {NOTHING}."),
            };
            (found, "Donnez l’adresse à laquelle le service répond à GetRecords sans SOAP, ou demandez-la à l’administrateur du catalogue.".into())
        }
        ("GetRecordsResponse", _) if root.child(SEARCH_RESULTS).is_some() => return None,
        ("GetRecordsResponse", namespace) if root.name() != GET_RECORDS_RESPONSE => {
            (format!("La réponse est dans une autre version de CSW ({namespace}) : {NOTHING}."), ASK.into())
        }
        ("GetRecordsResponse", _) => (
            format!("La réponse du service n’a pas de résultats (csw:SearchResults) : {NOTHING}."),
            ASK.into(),
        ),
        ("GetRecordByIdResponse" | "MD_Metadata" | "RDF", _) => return None,
        (name, _) => match foreign::of_root(&name.to_lowercase()) {
            Some(foreign) => (format!("{} {NOTHING}.", foreign.found), ASK.into()),
            None => (
                format!("Ce n’est pas la réponse d’un service CSW, mais un document « {name} » : {NOTHING}."),
                ASK.into(),
            ),
        },
    })
}

/// Namespaces of the envelopes of SOAP.
const SOAP_11: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SOAP_12: &str = "http://www.w3.org/2003/05/soap-envelope";

const GMD: &str = "Demandez les fiches en ISO 19139 : outputSchema=http://www.isotc211.org/2005/gmd, comme le fait data.gouv.fr.";

/// A service that says no.
fn refused(service: Option<OgcService>, message: &str, stops: bool, is_later: bool) -> (String, String) {
    let said =
        if message.is_empty() { " sans dire pourquoi".to_owned() } else { format!(" : « {message} »") };
    match service.filter(|service| *service != OgcService::Csw) {
        Some(of_data) => (
            format!("Un service {} refuse la requête{said}.", of_data.name()),
            "Donnez le service CSW du catalogue : data.gouv.fr ne moissonne pas les services de données ni de cartes.".into(),
        ),
        None => (
            format!("Le service CSW refuse la requête{said}."),
            format!(
                "data.gouv.fr {}. {}",
                // An exception of another name is an answer without records.
                if stops { "échouerait aussi" } else { "n’y verrait aucune fiche" },
                if is_later {
                    "Le service a donné les pages précédentes : demandez à l’administrateur du catalogue pourquoi il refuse celle-ci."
                } else {
                    "Essayez l’autre type de moissonneur CSW (CSW-ISO-19139 ou CSW-DCAT), ou demandez à l’administrateur du catalogue."
                }
            ),
        ),
    }
}

/// What the records of a page are instead, all or some of them.
fn of_records(tree: &XmlTree) -> Option<(String, String)> {
    let foreign = records(tree).find(|record| is_foreign(*record))?;
    let alike = records(tree).filter(|record| record.name() == foreign.name()).count();
    let total = records(tree).count();
    let which = match (alike, total) {
        (1, 1) => "La fiche est".to_owned(),
        (alike, total) if alike == total => "Les fiches sont".to_owned(),
        (1, total) => format!("Une fiche sur {total} est"),
        (alike, total) => format!("{alike} fiches sur {total} sont"),
    };
    Some(match (foreign.local_name(), foreign.namespace()) {
        ("FC_FeatureCatalogue", _) => (
            format!("{which} un catalogue d’attributs (ISO 19110), que data.gouv.fr ne moissonne pas."),
            "Filtrez sur les types dataset, nonGeographicDataset, series et service, comme le fait data.gouv.fr.".into(),
        ),
        ("MD_Metadata", namespace) if namespace.contains("19115/-3") => {
            (format!("{which} en ISO 19115-3, que data.gouv.fr ne lit pas."), GMD.into())
        }
        ("MD_Metadata", namespace) => {
            (format!("{which} dans un espace de noms inconnu ({namespace}), que data.gouv.fr ne lit pas."), GMD.into())
        }
        _ => (format!("{which} en csw:Record, un résumé que data.gouv.fr ne lit pas."), GMD.into()),
    })
}

/// Whether a record is of a schema that data.gouv.fr never reads.
pub fn is_foreign(record: Element<'_>) -> bool {
    match (record.local_name(), record.namespace()) {
        ("Record" | "BriefRecord" | "SummaryRecord", namespace) => namespace.contains("/cat/csw/"),
        ("MD_Metadata", namespace) => !namespace.ends_with("/2005/gmd"),
        ("FC_FeatureCatalogue", _) => true,
        _ => false,
    }
}

/// Capabilities describe a service: where to ask it, and for what.
fn of_capabilities(found: Option<Capabilities>) -> (String, String) {
    let Some(found) = found else {
        return (
            "C’est la réponse GetCapabilities d’un service de données (WMS, WFS…), pas d’un catalogue."
                .into(),
            "Donnez le service CSW du catalogue : data.gouv.fr ne moissonne pas les services de données."
                .into(),
        );
    };
    let title = found.title.as_deref().map(|title| format!(" de « {} »", shortened(title)));
    let what = format!(
        "C’est la réponse GetCapabilities{} : elle décrit le service, pas les fiches.",
        title.unwrap_or_default()
    );
    let kinds = match (found.offers_iso(), found.offers_dcat()) {
        _ if !found.speaks_2_0_2() => {
            return (what, "Il ne parle pas la version 2.0.2 de CSW, la seule que data.gouv.fr connaît : demandez à l’administrateur de l’activer.".into());
        }
        _ if found.schemas.is_empty() => {
            "il ne dit pas dans quels formats il donne ses fiches, le type CSW-ISO-19139 est à essayer d’abord, puis CSW-DCAT"
        }
        (true, true) => "il offre l’ISO 19139 (type CSW-ISO-19139) et le DCAT (type CSW-DCAT)",
        (true, false) => "il offre l’ISO 19139 (type CSW-ISO-19139), mais pas le DCAT",
        (false, true) => "il offre le DCAT (type CSW-DCAT), mais pas l’ISO 19139",
        (false, false) => {
            return (
                what,
                "Il n’offre ni l’ISO 19139 ni le DCAT : data.gouv.fr ne pourrait pas le moissonner.".into(),
            );
        }
    };
    let advice = match &found.address {
        Some(address) => format!("Donnez l’adresse du service, {address} : {kinds}."),
        None => format!("Donnez l’adresse du service, sans ses paramètres : {kinds}."),
    };
    (what, advice)
}

/// What an exception says: its texts, and its code when it says nothing else.
pub fn exception(root: Element<'_>) -> String {
    let text = shortened(&root.text());
    if !text.is_empty() {
        return text;
    }
    let codes = root.descendants().flat_map(Element::attributes);
    let code = codes.filter(|(_, name, _)| matches!(*name, "exceptionCode" | "code" | "locator"));
    code.map(|(_, _, value)| value).collect::<Vec<_>>().join(", ")
}

/// The problem of a document that is not well formed.
pub fn malformed(document: &Document, error: &XmlError, read: usize) -> Problem {
    if !starts_as_xml(&document.whole())
        && let Some(instead) = no_catalogue(document)
    {
        return Problem { partial: read > 0, kind: Some(ProblemKind::Syntax), ..instead };
    }
    let (line, column) = document.position(error.offset);
    let kept = if read > 0 { " Les fiches des pages précédentes sont gardées." } else { "" };
    Problem {
        position: Some((line, column)),
        partial: read > 0,
        kind: Some(ProblemKind::Syntax),
        ..Problem::new(
            document,
            format!("Le XML n’est pas bien formé à la ligne {line}, colonne {column} ({}).", error),
            format!(
                "data.gouv.fr rejetterait la page entière : corrigez-la, ou téléchargez-la de nouveau.{kept}"
            ),
        )
    }
}

/// The problem of an answer whose byte order mark stays in its text, because the server declares the charset.
pub fn marked(document: &Document) -> Problem {
    Problem {
        position: Some((1, 1)),
        partial: true,
        kind: Some(ProblemKind::Syntax),
        ..Problem::new(
            document,
            "La réponse commence par une marque d’ordre des octets (BOM) que le charset annoncé par le serveur laisse dans le texte.",
            "data.gouv.fr n’y verrait pas de XML et rejetterait la page entière : servez-la sans cette marque, ou sans « charset » dans le Content-Type. Ses fiches sont montrées pour vous aider.",
        )
    }
}

fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
