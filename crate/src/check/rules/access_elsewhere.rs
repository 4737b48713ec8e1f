//! A limit on access that a record tells where its harvester does not read it.

use super::{
    access::{is_about_access, is_restriction},
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

/// What is said of it: a code of ISO 19139, a field of CKAN or of Opendatasoft.
pub(super) fn elsewhere(context: &RuleContext<'_>) -> Option<Occurrence> {
    let schema = context.schema()?;
    if schema == RecordSchema::Iso19139 && is_denied(context) {
        return None;
    }
    let hides_private = context.harvester(|it| it.hides_private);
    context.item.trace.entries().find_map(|line| {
        let message = match schema {
            RecordSchema::Iso19139 => told_by_a_code(line)?,
            RecordSchema::Ckan | RecordSchema::Opendatasoft => told_by_a_field(line, hides_private)?,
            RecordSchema::Dcat => return None,
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
        origin.contains("gmd:accessConstraints/gmd:MD_RestrictionCode/")
            || origin.contains("gmd:classification/gmd:MD_ClassificationCode/")
    })?;
    Some(format!(
        "La fiche restreint l’accès par un code ({}), que data.gouv.fr ne lit pas : il affichera un accès ouvert.",
        quote(code)
    ))
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
    let limit = texts(raw).into_iter().find(|text| is_restriction(text))?;
    Some(format!(
        "La fiche restreint l’accès dans le champ « {name} » ({}), que data.gouv.fr ne lit pas : il affichera un accès ouvert.",
        quote(&limit)
    ))
}

/// Whether the name of a field is that of who may access the data.
fn names_the_access(name: &str) -> bool {
    let last = name.rsplit(['.', ':', '/']).next().unwrap_or(name);
    let folded = slugify(last);
    ["access", "acces", "droits", "rights", "visib", "diffusion", "confidential", "restriction"]
        .iter()
        .any(|start| folded.starts_with(start))
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
    use super::{names_the_access, texts};

    #[test]
    fn fields_of_access_are_told_from_others() {
        for name in
            ["access_rights", "interop_metas.dcat.accessrights", "access_constraints", "metas.visibility"]
        {
            assert!(names_the_access(name), "{name}");
        }
        for name in ["accrual_periodicity", "license_title", "resources[0].url"] {
            assert!(!names_the_access(name), "{name}");
        }
        assert_eq!(texts(r#"["a", "b"]"#), ["a", "b"]);
        assert_eq!(texts("Accès restreint"), ["Accès restreint"]);
    }
}
