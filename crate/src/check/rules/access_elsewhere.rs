//! A limit on access that a record tells where its harvester does not read it.

use super::{
    access::{is_about_access, is_restriction, limitation},
    field,
    quoting::quote,
};
use crate::{
    check::{Evidence, Occurrence, RuleContext},
    formats::json::Json,
    harvest::RecordSchema,
    model::Entry,
    text::slug::slugify,
};

/// What is said of it: a code of ISO 19139, a field of CKAN or of Opendatasoft, a property that is none of DCAT.
pub(super) fn elsewhere(context: &RuleContext<'_>) -> Option<Occurrence> {
    let schema = context.schema()?;
    if schema == RecordSchema::Iso19139 && is_denied(context) {
        return None;
    }
    let hides_private = context.harvester(|it| it.hides_private);
    context.item.trace.entries().find_map(|line| {
        let message = match schema {
            RecordSchema::Iso19139 => told_by_a_code(line)?,
            RecordSchema::Ckan | RecordSchema::Opendatasoft | RecordSchema::Dcat => {
                told_by_a_field(line, hides_private)?
            }
        };
        Some(Occurrence::at(Evidence { field: "access_type", ..Evidence::from(line) }, message))
    })
}

/// Codes of the lists of ISO 19115 that keep data from the public.
const CODES: [&str; 9] = [
    "restricted",
    "confidential",
    "private",
    "in-confidence",
    "secret",
    "topSecret",
    "sensitiveButUnclassified",
    "forOfficialUseOnly",
    "limitedDistribution",
];

fn told_by_a_code(line: Entry<'_>) -> Option<String> {
    let code = line.raw().map(str::trim).filter(|code| line.field().is_none() && CODES.contains(code))?;
    line.origin().filter(|origin| {
        origin.contains("gmd:accessConstraints/gmd:MD_RestrictionCode")
            || origin.contains("gmd:classification/gmd:MD_ClassificationCode")
    })?;
    Some(format!(
        "La fiche restreint l’accès par un code ({}), que data.gouv.fr ne lit pas : il affichera un accès ouvert.",
        quote(code)
    ))
}

/// A limit that an anchor of an ISO record tells by its text, while its address is that of a law.
pub(super) fn beside_an_address(context: &RuleContext<'_>) -> Option<Occurrence> {
    let labels = || context.item.trace.entries().filter(field::is_anchor_label);
    let (address, label) = context
        .taken("extras.dcat.accessRights")
        .filter(|(_, raw)| !is_restriction(raw))
        .find_map(|(line, _)| {
            let anchor = line.origin()?.strip_suffix("/@xlink:href")?;
            let label = labels().find(|label| label.origin() == Some(anchor))?.raw()?;
            is_restriction(label).then_some((line, label))
        })?;
    let message = format!(
        "La fiche restreint l’accès dans le texte d’une ancre ({}), et data.gouv.fr n’en lit que l’adresse, qu’il ne comprend pas : il affichera un accès ouvert.",
        quote(label)
    );
    let evidence = Evidence { field: "access_type", ..Evidence::from(address) };
    Some(Occurrence::at(evidence, message).suggesting(limitation(label)))
}

/// Whether an ISO record says in words that access is free.
fn is_denied(context: &RuleContext<'_>) -> bool {
    let said = context.taken("extras.dcat.accessRights").chain(context.taken("extras.dcat.rights"));
    said.into_iter().any(|(_, raw)| is_about_access(raw) && !is_restriction(raw))
}

fn told_by_a_field(line: Entry<'_>, hides_private: bool) -> Option<String> {
    if !field::is_unread(&line) {
        return None;
    }
    let (name, raw) = (field::name(&line), line.raw()?);
    let is_hidden = match name {
        "private" => hides_private && raw == "true",
        "state" => ["draft", "deleted", "inactive"].iter().any(|state| raw.eq_ignore_ascii_case(state)),
        _ => false,
    };
    if is_hidden {
        return Some(format!(
            "La fiche n’est pas publique ({name} : {}), ce que data.gouv.fr ne lit pas : s’il la reçoit, il la publiera en accès ouvert.",
            quote(raw)
        ));
    }
    if !names_the_access(name) {
        return None;
    }
    let limit = texts(raw).into_iter().find(|text| is_restriction(text)).or_else(|| level(raw))?;
    Some(format!(
        "La fiche restreint l’accès dans le champ « {name} » ({}), que data.gouv.fr ne lit pas : il affichera un accès ouvert.",
        quote(&limit)
    ))
}

/// Whether the name of a field is that of who may access the data.
fn names_the_access(name: &str) -> bool {
    let last = name.rsplit(['.', ':', '/', '#']).next().unwrap_or(name);
    const STARTS: [&str; 9] = [
        "access",
        "acces",
        "droits",
        "rights",
        "visib",
        "diffusion",
        "confidential",
        "restrict",
        "conditionsofaccess",
    ];
    let starts = |name: &str| {
        let is_start =
            |start: &&str| name.get(..start.len()).is_some_and(|own| own.eq_ignore_ascii_case(start));
        STARTS.iter().any(is_start)
    };
    // Names are many, and of ASCII but for a few.
    if last.is_ascii() { starts(last) } else { starts(&slugify(last)) }
}

/// The level that ckanext-restricted writes of a file, when it is not open to all: `{"level": "registered"}`.
fn level(raw: &str) -> Option<String> {
    let object = Json::parse(raw).ok()?;
    let level = object.get("level")?.as_str()?;
    (!matches!(level, "public" | "")).then(|| level.to_owned())
}

/// The texts of a value: its own, or those of a list, as ckanext-spatial keeps the constraints of an ISO record.
fn texts(raw: &str) -> Vec<String> {
    match Json::parse(raw) {
        Ok(Json::List(list)) => list.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
        _ => vec![raw.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::{level, names_the_access, texts};

    #[test]
    fn fields_of_access_are_told_from_others() {
        for name in [
            "access_rights",
            "interop_metas.dcat.accessrights",
            "<https://a.fr/v1#accessLevel>",
            "metas.visibility",
        ] {
            assert!(names_the_access(name), "{name}");
        }
        for name in ["accrual_periodicity", "license_title", "resources[0].url"] {
            assert!(!names_the_access(name), "{name}");
        }
        assert_eq!(texts(r#"["a", "b"]"#), ["a", "b"]);
        assert_eq!(texts("Accès restreint"), ["Accès restreint"]);
        assert_eq!(level(r#"{"level": "registered"}"#).as_deref(), Some("registered"));
        assert_eq!(level(r#"{"level": "public"}"#), None);
    }
}
