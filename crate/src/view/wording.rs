//! The words of data.gouv.fr and ours, for what the model holds.

use super::{
    Checked,
    format::{count, number},
};
use crate::{
    check::{
        Finding, Flag, FlagSubject, RecordState, Rule, RuleLevel, Severity, Standing,
        choice::{self, Choice},
    },
    model::{Dataset, Frequency, How, Item, Kind},
};

/// What only a person can choose, where a rule's records say nothing: the place, and each value as `written` writes it.
pub fn to_fill(checked: &Checked, rule: &Rule, written: fn(&str) -> String) -> Option<String> {
    let choices =
        choice::to_fill(&checked.catalogue.job.items, &checked.report, rule, checked.catalogue.options.kind);
    let path = choices.first()?.suggestion.path.clone();
    let of = |choice: &Choice| {
        let value = written(&choice.suggestion.value);
        if choice.names_itself() { value } else { format!("{value} ({})", choice.label) }
    };
    // A box is rarely one of these: one shows how it is written.
    let (what, shown) = match rule.flag {
        Some(FlagSubject::Spatial) => ("l’emprise de vos données, comme ", 1),
        _ => ("", choices.len()),
    };
    let values: Vec<_> = choices.iter().take(shown).map(of).collect();
    Some(format!("À choisir, dans {} : {what}{}.", written(&path), values.join(", ")))
}

/// The word of a state.
pub fn state(state: RecordState) -> &'static str {
    match state {
        RecordState::Ready => "Prête",
        RecordState::ToFix => "À corriger",
        RecordState::Skipped => "Ignorée",
        RecordState::Failed => "En échec",
    }
}

/// The words of a state after a number.
pub fn in_state(state: RecordState, n: usize) -> &'static str {
    match (state, n < 2) {
        (RecordState::Ready, true) => "prête",
        (RecordState::Ready, false) => "prêtes",
        (RecordState::ToFix, _) => "à corriger",
        (RecordState::Skipped, true) => "ignorée",
        (RecordState::Skipped, false) => "ignorées",
        (RecordState::Failed, _) => "en échec",
    }
}

/// What a state means.
pub fn state_meaning(state: RecordState) -> &'static str {
    match state {
        RecordState::Ready => "publiée, avec licence, couverture spatiale et fréquence, et rien à corriger",
        RecordState::ToFix => {
            "publiée, mais une de ces trois informations manque ou n’est pas comprise, ou autre chose est à corriger"
        }
        RecordState::Skipped => "laissée de côté par le moissonneur",
        RecordState::Failed => "refusée par le moissonneur",
    }
}

/// The name of a flag.
pub fn subject(subject: FlagSubject) -> &'static str {
    match subject {
        FlagSubject::Licence => "Licence",
        FlagSubject::Spatial => "Couverture spatiale",
        FlagSubject::Frequency => "Fréquence",
    }
}

/// The name of a flag where room is scarce.
pub fn subject_short(subject: FlagSubject) -> &'static str {
    match subject {
        FlagSubject::Licence => "Licence",
        FlagSubject::Spatial => "Territoire",
        FlagSubject::Frequency => "Fréquence",
    }
}

/// What became of the information; feminine agrees with licence and fréquence, not with territoire.
pub fn standing(flag: &Flag) -> &'static str {
    match (flag.standing, flag.subject) {
        (Standing::Missing, FlagSubject::Spatial) if flag.is_misnamed => "mal nommé",
        (Standing::Missing, _) if flag.is_misnamed => "mal nommée",
        (Standing::Present, FlagSubject::Spatial) => "présent",
        (Standing::Present, _) => "présente",
        (Standing::Guessed, FlagSubject::Spatial) => "deviné",
        (Standing::Guessed, _) => "devinée",
        (Standing::Default, _) => "par défaut",
        (Standing::Missing, FlagSubject::Spatial) => "absent",
        (Standing::Missing, _) => "absente",
        (Standing::Unrecognised, FlagSubject::Spatial) => "non lu",
        (Standing::Unrecognised, _) => "non reconnue",
        (Standing::Lost, FlagSubject::Spatial) => "perdu",
        (Standing::Lost, _) => "perdue",
        (Standing::NotApplicable, _) => "sans objet",
    }
}

/// What happened between the source and the field.
pub fn how(how: How) -> &'static str {
    match how {
        How::AsIs => "repris tel quel",
        How::Converted => "converti",
        How::Deduced => "déduit",
        How::Default => "par défaut",
        How::Form => "fixé par le formulaire",
        How::Missing => "absent",
        How::Ignored => "ignoré",
    }
}

/// The frequency that a visitor sees.
pub fn shown_frequency(dataset: &Dataset) -> Option<&'static str> {
    dataset.frequency.filter(|f| *f != Frequency::Unknown).map(Frequency::label)
}

/// The name of a field of the interchange.
pub fn field(name: &str) -> &str {
    match name {
        "title" => "Titre",
        "acronym" => "Acronyme",
        "description" => "Description",
        "license" => "Licence",
        "spatial" => "Couverture spatiale",
        "frequency" => "Fréquence",
        "temporal_coverage" => "Couverture temporelle",
        "tags" => "Mots-clés",
        "organization" => "Producteur",
        "contact_points" => "Contacts et attributions",
        "access_type" => "Accès",
        "access_type_reason_category" => "Motif de l’accès restreint",
        "schema" => "Schéma de données",
        "extras" => "Extras",
        "resources" => "Fichiers",
        "type" => "Type",
        "url" => "Adresse",
        "format" => "Format",
        "mime" => "Type MIME",
        "filesize" => "Taille",
        "checksum" => "Somme de contrôle",
        "remote_id" | "harvest.remote_id" => "Identifiant distant",
        "remote_url" | "harvest.remote_url" => "Source originale",
        "uri" | "harvest.uri" => "URI",
        "dct_identifier" | "harvest.dct_identifier" => "Identifiant DCAT",
        "created_at" | "harvest.created_at" => "Création",
        "issued_at" | "harvest.issued_at" => "Publication",
        "modified_at" | "harvest.modified_at" => "Dernière mise à jour",
        "base_api_url" => "Adresse de l’API",
        "machine_documentation_url" => "Documentation technique",
        "datasets" => "Jeux de données servis",
        RECORD => "Fiche entière",
        other => other,
    }
}

/// « 12 fiches » ; never « jeux de données », since some are APIs.
pub fn records(_kind: Option<Kind>, n: usize) -> String {
    count(n, "fiche", "fiches")
}

/// The field of the trace under which harvesters say, in French, why a whole record is left out.
pub const RECORD: &str = "record";

/// Why a record is left out or refused, in French: what the harvester noted, else what the checks found.
pub fn reason(item: &Item, findings: &[Finding]) -> String {
    let mut told: Vec<(String, Vec<&str>)> = Vec::new();
    for entry in item.trace.of(RECORD) {
        let Some(why) = entry.change().map(ToString::to_string) else { continue };
        // What is said of several places in a row is said once.
        match told.last_mut() {
            Some((said, places)) if *said == why => places.push(entry.path()),
            _ => told.push((why, vec![entry.path()])),
        }
    }
    if !told.is_empty() {
        let said = told.into_iter().map(|(why, places)| match places.join(", ") {
            places if places.is_empty() => why,
            places => format!("{places} : {why}"),
        });
        return said.collect::<Vec<_>>().join(" ");
    }
    match blocking(findings) {
        Some(finding) => finding.message.clone(),
        None => match item.errors.first() {
            Some(refusal) => format!("data.gouv.fr répond : « {refusal} »"),
            None => "Le moissonneur ne dit pas pourquoi.".to_owned(),
        },
    }
}

/// The finding that explains why a record is left out or refused.
pub fn blocking(findings: &[Finding]) -> Option<&Finding> {
    let blocks = |finding: &&Finding| {
        finding.rule.severity == Severity::Blocking && finding.rule.level == RuleLevel::Record
    };
    findings.iter().find(blocks)
}

/// A share; never « 0 % » of something nor « 100 % » of not everything.
pub fn percent(part: usize, total: usize) -> String {
    if total == 0 {
        return "0 %".to_owned();
    }
    let rounded = (part * 100 + total / 2) / total;
    match (rounded, part) {
        (0, 1..) => "moins de 1 %".to_owned(),
        (100, part) if part < total => "99 %".to_owned(),
        _ => format!("{} %", number(rounded)),
    }
}
