//! What to write instead of what the schema refuses, in French.

use super::{
    Dialect, Stop,
    schema::RESOURCE_TYPES,
    validate::{Failure, Fault},
};
use crate::{model::Trace, text::json::Json};

/// As many missing keys are a portal's way, not an oversight.
const MANY: usize = 4;

/// Tells each refused path in the trace, and gives udata's error. An exception that voluptuous lets through is
/// reported alone.
pub fn tell(failures: &[Failure<'_>], dialect: Dialect, trace: &mut Trace) -> Stop {
    for failure in failures {
        let raw = failure.value.map(Json::shown).unwrap_or_default();
        trace.lost("record", bracketed(&failure.path), &raw, sentence(failure, dialect));
    }
    if failures.iter().filter(|failure| failure.fault == Fault::Missing).count() >= MANY {
        let note = "Plusieurs clés habituelles de CKAN manquent : le portail a son propre modèle de fiche. Rétablissez-les ou, si le portail publie son catalogue en DCAT (/catalog.xml), choisissez le moissonneur DCAT.";
        trace.lost("record", "", "", note);
    }
    let exception = failures.iter().find(|failure| matches!(failure.fault, Fault::Exception(_)));
    if let Some(failure) = exception {
        return Stop::Fail(failure.to_string());
    }
    let lines = failures.iter().map(|failure| format!("\n- {failure}"));
    Stop::Refuse(format!("Validation error:{}", lines.collect::<String>()))
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

/// What is wrong and what to write instead.
fn sentence(failure: &Failure<'_>, dialect: Dialect) -> String {
    let expected = expected(&failure.path, dialect);
    match &failure.fault {
        Fault::Missing => {
            format!("Cette clé manque : data.gouv.fr rejette tout le jeu. Ajoutez-la, avec {expected}.")
        }
        Fault::Choice(["dataset" | "Dataset"]) => format!(
            "data.gouv.fr rejette ce qui n’est pas de type « {} ». Rien à faire si ce n’est pas un jeu de données ; sinon, corrigez son type.",
            if dialect == Dialect::Ckan { "dataset" } else { "Dataset" },
        ),
        Fault::Choice(choices) if *choices == RESOURCE_TYPES => format!(
            "Ce type fait rejeter tout le jeu. Écrivez {expected} (« documentation », « image » et « visualization » passent, mais la ressource est perdue)."
        ),
        Fault::Choice(choices) => {
            let choices: Vec<_> = choices.iter().map(|choice| format!("« {choice} »")).collect();
            format!("Cette valeur fait rejeter tout le jeu. Valeur admise : {}.", choices.join(", "))
        }
        Fault::Url(Some(error)) => {
            format!("{} Tout le jeu est rejeté à cause de cette adresse.", error.explain())
        }
        Fault::Email => "Ce n’est pas une adresse électronique (il manque @) : tout le jeu est rejeté. Corrigez-la ou videz le champ.".to_owned(),
        Fault::Text | Fault::Integer | Fault::List | Fault::Object => {
            let found = failure.value.map_or("rien", found);
            // Portals in several languages write an object: `{"fr": …, "en": …}`.
            let french = failure.value.and_then(|value| value.as_object()?.get("fr")?.as_str());
            let instead = match french.filter(|_| failure.fault == Fault::Text) {
                Some(french) => format!("un texte, celui en français : « {french} »"),
                None => expected.to_owned(),
            };
            format!("C’est {found} : tout le jeu est rejeté. Écrivez {instead}.")
        }
        Fault::Date | Fault::Url(None) | Fault::Boolean | Fault::Exception(_) => {
            format!("Cette valeur fait rejeter tout le jeu. Écrivez {expected}.")
        }
    }
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
fn expected(path: &str, dialect: Dialect) -> &'static str {
    let key = path.rsplit('.').next().unwrap_or_default();
    let in_list = key.bytes().all(|byte| byte.is_ascii_digit());
    match key {
        _ if in_list => "un objet JSON (des clés et des valeurs)",
        "tags" | "resources" | "extras" | "groups" => "une liste, au besoin vide : []",
        "organization" => "un objet JSON, ou null",
        "position" => "un nombre entier, sans guillemets : le rang de la ressource",
        "size" if dialect == Dialect::Dkan => {
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
        "type" if path == "type" && dialect == Dialect::Dkan => "« Dataset »",
        "type" if path == "type" => "« dataset »",
        "resource_type" if dialect == Dialect::Dkan => "« file » ou « api », ou retirez la clé",
        "resource_type" => "« file » ou « api », ou null",
        "value" => "la valeur de l’extra",
        "description" if dialect == Dialect::Dkan => "un texte",
        "notes" | "license_id" | "license_title" | "author" | "maintainer" | "state" | "description"
        | "mimetype" | "hash" | "vocabulary_id" => "un texte, ou null",
        _ => "un texte",
    }
}
