//! CKAN, DKAN and Opendatasoft: what their harvesters refuse.

use super::{
    BASE, REFUSED,
    quoting::{quote, why},
};
use crate::{
    check::{Check, InBulk, Occurrence, Rule, RuleContext, Severity, fixes},
    harvest::RecordSchema,
    model::{
        Loss, Refusal, Status, ValuePlace,
        refusal::{ConversionError, Surrounding, list, own_model},
    },
    text::count::count,
};

/// Refused places shown in one message.
const SHOWN: usize = 6;

/// Every place that the schema refuses: path, value, what to write.
fn refused(context: &RuleContext<'_>, code: &str, head: &str) -> Vec<Occurrence> {
    context.refused(code, |refusal| {
        let mut message = head.to_owned();
        for (place, why) in refusal.places.iter().take(SHOWN) {
            message += &format!(" {}{} : {why}", place.path, value(place));
        }
        match refusal.places.len().saturating_sub(SHOWN) {
            0 => {}
            more => message += &format!(" Et {}.", count(more, "autre champ", "autres champs")),
        }
        if let Some(Refusal::Schema(_, failures)) = refusal.refusal
            && own_model(failures)
        {
            message += &format!(" {}", Loss::OtherModel);
        }
        message
    })
}

/// ` = « valeur »`, when something is written there.
fn value(place: &ValuePlace) -> String {
    if place.is_written() { format!(" = {}", quote(&place.raw)) } else { String::new() }
}

/// A package that breaks the schema.
pub static CKAN_SCHEMA: Rule = Rule {
    code: "ckan-schema-invalide",
    title: "Jeu rejeté par le schéma de CKAN",
    constat: "Un champ de la réponse de CKAN manque, ou n’a pas la valeur attendue.",
    effect: "Tout le jeu échoue (« Validation error »), même si le champ ne sert à rien sur data.gouv.fr.",
    fixes: fixes::CKAN_SCHEMA,
    in_bulk: InBulk::Said(
        "Si une clé manque partout (ckanext-scheming, portail multilingue), rétablissez-la dans package_show, ou demandez le moissonneur DCAT sur /catalog.xml (ckanext-dcat).",
    ),
    check: Check::Record(|context| {
        refused(context, "ckan-schema-invalide", "data.gouv.fr rejettera ce jeu.")
    }),
    ..REFUSED
};

/// As [`CKAN_SCHEMA`], for DKAN.
pub static DKAN_SCHEMA: Rule = Rule {
    code: "dkan-schema-invalide",
    title: "Jeu rejeté par le schéma de DKAN",
    constat: "Un champ de la réponse de DKAN manque, ou n’a pas la valeur attendue.",
    effect: "Tout le jeu échoue (« Validation error »).",
    fixes: fixes::CKAN_SCHEMA,
    in_bulk: InBulk::InSoftware,
    check: Check::Record(|context| {
        refused(context, "dkan-schema-invalide", "data.gouv.fr rejettera ce jeu.")
    }),
    ..REFUSED
};

/// A package that is no dataset.
pub static CKAN_TYPE: Rule = Rule {
    code: "ckan-type",
    title: "Fiche d’un autre type",
    constat: "Le type de la fiche n’est pas « dataset » (CKAN) ou « Dataset » (DKAN) : moissonneur, vitrine, document.",
    effect: "La fiche échoue. C’est sans gravité si ce n’est pas un jeu de données.",
    fixes: fixes::CKAN_TYPE,
    in_bulk: InBulk::Said(
        "Les moissonneurs et vitrines de CKAN échouent toujours : filtrez par organisation ou par mot-clé pour ne pas les demander.",
    ),
    check: Check::Record(|context| {
        // Each of both harvesters refuses the word of the other.
        let meant = |raw: &str| match raw {
            "Dataset" => Some("dataset".to_owned()),
            "dataset" => Some("Dataset".to_owned()),
            _ => None,
        };
        refused(context, "ckan-type", "Cette fiche n’est pas un jeu de données pour data.gouv.fr.")
            .into_iter()
            .map(|found| {
                let meant = found.evidence.raw.as_deref().and_then(meant);
                found.suggesting(meant)
            })
            .collect()
    }),
    ..REFUSED
};

/// An organisation that breaks the schema.
pub static CKAN_ORGANISATION: Rule = Rule {
    code: "ckan-organisation",
    title: "Organisation incomplète",
    constat: "L’organisation du jeu n’a pas tous les champs attendus (description, image, date de création, statut « approved »).",
    effect: "Tous les jeux de cette organisation échouent.",
    fixes: fixes::CKAN_ORGANISATION,
    in_bulk: InBulk::Said("Corrigez l’organisation une fois : tous ses jeux passeront."),
    check: Check::Record(|context| {
        refused(context, "ckan-organisation", "L’organisation fait rejeter ce jeu.")
    }),
    ..REFUSED
};

/// A type of resource that the schema refuses.
pub static CKAN_RESOURCE_TYPE: Rule = Rule {
    code: "ckan-type-ressource-refuse",
    title: "Type de ressource refusé",
    constat: "resource_type n’est ni vide, ni « file », « file.upload », « api », « documentation », « image » ou « visualization ».",
    effect: "Tout le jeu échoue.",
    fixes: fixes::CKAN_RESOURCE,
    in_bulk: InBulk::InSoftware,
    check: Check::Record(|context| {
        refused(context, "ckan-type-ressource-refuse", "Un type de ressource fait rejeter ce jeu.")
            .into_iter()
            .map(|found| found.suggesting(Some("file".to_owned())))
            .collect()
    }),
    ..REFUSED
};

/// A package without resource is skipped.
pub static CKAN_EMPTY: Rule = Rule {
    code: "ckan-sans-ressource",
    title: "Jeu sans ressource",
    constat: "Le jeu n’a aucune ressource.",
    effect: "data.gouv.fr l’ignore.",
    fixes: fixes::FIRST_FILE,
    in_bulk: InBulk::Said(
        "Ajoutez au moins un lien vers l’application ou l’API : il compte comme une ressource.",
    ),
    check: Check::Refused(|_, _| {
        "Ce jeu n’a aucune ressource : data.gouv.fr l’ignorera. Ajoutez un fichier ou un lien.".to_owned()
    }),
    ..REFUSED
};

/// A package that the portal does not show.
pub static CKAN_ACCESS: Rule = Rule {
    code: "ckan-acces",
    title: "Jeu que le portail ne montre pas",
    constat: "Le portail liste ce jeu, mais répond par une erreur quand on le demande (package_show) : privé, supprimé ou en brouillon.",
    effect: "Le jeu échoue ; s’il était déjà sur data.gouv.fr, il finira archivé.",
    fixes: fixes::CKAN_VISIBILITY,
    check: Check::Refused(|context, refusal| {
        let which = match context.item.remote_id.trim() {
            "" => "un jeu de sa liste".to_owned(),
            id => format!("le jeu {}", quote(id)),
        };
        match refusal.words().as_str() {
            "" => format!("Le portail ne montre pas {which} : il ne donne aucune réponse utilisable."),
            words => format!("Le portail ne montre pas {which} : il répond {}.", quote(words)),
        }
    }),
    ..REFUSED
};

/// A name that makes no address.
pub static CKAN_NAME: Rule = Rule {
    code: "ckan-nom-invalide",
    title: "Nom technique refusé",
    constat: "Le nom du jeu est trop long, ou ne fait pas une adresse valide sous /dataset/.",
    effect: "Tout le jeu échoue.",
    fixes: fixes::CKAN_NAME,
    check: Check::Refused(|_, refusal| {
        let raw = refusal.raw();
        format!(
            "Le nom {} fait échouer tout le jeu : lettres sans accent, chiffres et tirets, 255 caractères au plus.",
            quote(raw)
        )
    }),
    ..REFUSED
};

/// Extras whose names are data.gouv.fr's own.
pub static EXTRAS: Rule = Rule {
    code: "extras-reserves",
    title: "Champ personnalisé réservé",
    constat: "Un champ personnalisé porte un nom réservé à data.gouv.fr (« custom:… », « $… »), un caractère nul, ou une adresse invalide (« datafairOrigin », « transport:url »).",
    effect: "Tout le jeu échoue.",
    fixes: fixes::CKAN_EXTRAS,
    check: Check::Refused(|_, refusal| {
        let path = refusal.place().map_or("", |(place, _)| place.path.as_ref());
        format!(
            "Le champ personnalisé {} fait échouer tout le jeu : renommez-le ou corrigez sa valeur.",
            quote(path)
        )
    }),
    ..REFUSED
};

/// Opendatasoft: nothing to publish.
pub static ODS_EMPTY: Rule = Rule {
    code: "ods-sans-contenu",
    title: "Jeu sans contenu",
    constat: "Le jeu n’a ni enregistrements, ni pièce jointe, ni export.",
    effect: "data.gouv.fr l’ignore.",
    fixes: fixes::FIRST_FILE,
    check: Check::Refused(|_, _| {
        "Ni données, ni pièce jointe, ni export : data.gouv.fr ignorera ce jeu.".to_owned()
    }),
    ..REFUSED
};

/// Opendatasoft: INSPIRE records are left to the CSW harvesters.
pub static ODS_INSPIRE: Rule = Rule {
    code: "ods-inspire",
    title: "Jeu INSPIRE laissé de côté",
    constat: "Le jeu a des métadonnées INSPIRE.",
    effect: "Le moissonneur OpenDataSoft l’ignore, sauf si l’option « Inspire » est cochée : il est supposé arriver par un moissonneur CSW.",
    in_bulk: InBulk::Said(
        "Cochez l’option « Inspire », ou choisissez le moissonneur DCAT, qui n’a pas cette règle.",
    ),
    check: Check::Refused(|_, _| {
        "Ce jeu a des métadonnées INSPIRE : il sera ignoré, sauf si l’option « Inspire » est cochée."
            .to_owned()
    }),
    ..REFUSED
};

/// Opendatasoft: an export that is not offered.
pub static ODS_EXPORT: Rule = Rule {
    code: "ods-export-absent",
    severity: Severity::Advice,
    title: "Export Shapefile absent",
    constat: "Le jeu a plus de 50 000 enregistrements.",
    effect: "Le moissonneur ne propose pas d’export Shapefile, qui serait incomplet.",
    fixes: fixes::RESOURCE,
    check: Check::Record(|context| {
        if context.schema() != Some(RecordSchema::Opendatasoft) || context.item.record.is_none() {
            return Vec::new();
        }
        context
            .lost("resources")
            .filter(|line| line.loss() == Some(&Loss::NoShapefile))
            .map(|line| Occurrence::at(line, why(line)))
            .collect()
    }),
    ..BASE
};

/// An ISO record that cannot be converted.
pub static ISO_CONVERSION: Rule = Rule {
    code: "iso-conversion",
    title: "Fiche que la conversion refuse",
    constat: "La fiche ISO 19139 (ou DCAT) renvoyée par le CSW ne peut pas être convertie : XML incorrect, valeur répétée ou illisible.",
    effect: "La fiche échoue, sans identifiant : le rapport de data.gouv.fr ne dit même pas laquelle.",
    fixes: fixes::ISO,
    check: Check::Refused(|context, refusal| {
        let name = context
            .item
            .source_title
            .as_deref()
            .map_or_else(String::new, |title| format!(" {}", quote(title)));
        let why = match refusal.refusal {
            Some(Refusal::Conversion(error)) => in_french(error),
            _ => quote(&refusal.words()),
        };
        format!("La fiche{name} ne peut pas être convertie : {why}.")
    }),
    ..REFUSED
};

/// Why a record cannot be converted.
fn in_french(error: &ConversionError) -> String {
    match error {
        ConversionError::NoBound => "une borne de son emprise géographique est vide".to_owned(),
        ConversionError::Several { values, .. } => {
            format!("plusieurs valeurs là où une seule est permise, {}", quote(&list(values)))
        }
        ConversionError::SeveralLanguages => "elle a plusieurs langues principales".to_owned(),
        ConversionError::Language(tag) => format!("{} n’est pas un code de langue", quote(tag)),
        ConversionError::NotANumber(text) => format!("{} n’est pas un nombre", quote(text)),
        ConversionError::NoDocument(Surrounding::Text) => {
            "un texte l’entoure, et ce n’est pas une fiche ISO 19139 (gmd:MD_Metadata)".to_owned()
        }
        ConversionError::NoDocument(Surrounding::Several) => {
            "plusieurs fiches (gmd:MD_Metadata) sont là où il en faut une".to_owned()
        }
        ConversionError::NoDocument(Surrounding::Nothing) => {
            "elle est vide, ou ce n’est pas une fiche ISO 19139 (gmd:MD_Metadata)".to_owned()
        }
    }
}

/// A number, a date, a list or nothing, where a text was expected.
pub static TYPE: Rule = Rule {
    code: "type-inattendu",
    title: "Valeur absente, ou d’un autre type qu’attendu",
    constat: "Une valeur est un nombre, une date, un booléen, une liste ou rien du tout, là où data.gouv.fr attend un texte ; ou une clé obligatoire est absente.",
    effect: "data.gouv.fr s’arrête sur une erreur interne : toute la fiche échoue.",
    fixes: fixes::RESOURCE,
    check: Check::Refused(|_, refusal| match refusal.place() {
        Some((place, why)) => format!("{}{}. {why}", place.path, value(place)),
        None => format!(
            "Une valeur n’est pas du type attendu : toute la fiche échoue. Message de data.gouv.fr : {}.",
            quote(&refusal.words())
        ),
    }),
    ..REFUSED
};

/// What no other rule explains.
pub static UNEXPECTED: Rule = Rule {
    code: "refus-inattendu",
    title: "Refus inattendu",
    constat: "data.gouv.fr s’arrête sur une erreur que cet outil n’explique pas mieux.",
    effect: "La fiche n’arrive pas.",
    fixes: fixes::RESOURCE,
    in_bulk: InBulk::Said("Si beaucoup de fiches ont le même message, cherchez ce qu’elles ont de commun."),
    check: Check::Record(|context| {
        let verb = if context.item.status == Status::Skipped { "ignorerait" } else { "refuserait" };
        context.refused("refus-inattendu", |refusal| {
            let why = refusal.place().map_or_else(String::new, |(_, why)| format!(" {why}"));
            format!("data.gouv.fr {verb} cette fiche.{why} Son message : {}.", quote(&refusal.words()))
        })
    }),
    ..REFUSED
};
