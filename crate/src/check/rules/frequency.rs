//! The update frequency: absent, not recognised, not carried, not kept.

use super::{BASE, absence::is_unknown, field, quoting::quote, template::is_template};
use crate::{
    check::{
        Check, Evidence, FlagSubject, InBulk, Occurrence, Rule, RuleContext, RuleLevel, Severity, Standing,
        fixes,
    },
    formats::json::Json,
    harvest::RecordSchema,
    model::{Entry, Frequency, How, IsoPart, Loss, frequency},
};

/// The portal gives no frequency.
pub static MISSING: Rule = Rule {
    code: "frequence-absente",
    flag: Some(FlagSubject::Frequency),
    title: "Fréquence absente",
    constat: "La fiche ne dit pas à quel rythme les données sont mises à jour, ou dit que c’est inconnu.",
    effect: "data.gouv.fr affiche « Fréquence de mise à jour non renseignée » : deux des neuf critères de qualité sont perdus.",
    fixes: fixes::FREQUENCY,
    in_bulk: InBulk::InSoftware,
    check: Check::Record(|context| {
        let Some(flag) = context.flag(FlagSubject::Frequency, Standing::Missing) else { return Vec::new() };
        // The retired harvester says « inconnue » of records that say nothing.
        let is_silent = context.lines("frequency").any(|line| line.how() == How::Missing);
        let is_unknown = !is_silent
            && context.dataset().is_some_and(|dataset| dataset.frequency == Some(Frequency::Unknown));
        if let Some(Elsewhere { place, raw, meant }) = elsewhere(context) {
            if context.harvester(|it| !it.carries_coverage) {
                let message = format!(
                    "La fréquence est dans {place} ({}), et ce moissonneur n’en reprend aucune.",
                    quote(&raw)
                );
                return vec![Occurrence::at(flag, message)];
            }
            let is_iso = context.schema() == Some(RecordSchema::Iso19139);
            let is_named = meant.is_some();
            let meant = meant.filter(|one| !is_iso || one.iso_code().is_some());
            // The suggestion already says where.
            let where_to = match flag.path.strip_prefix("extras.") {
                _ if meant.is_some() => String::new(),
                _ if is_iso && is_named => ", et l’ISO 19139 n’a pas de code pour elle".to_owned(),
                Some(extra) => format!(" : écrivez-la dans le champ personnalisé « {extra} »"),
                None => format!(" : écrivez-la dans {}", flag.path),
            };
            let message = format!(
                "La fréquence est dans {place} ({}), où data.gouv.fr ne la lit pas{where_to}.",
                quote(&raw)
            );
            return vec![
                Occurrence::at(flag, message).suggesting(meant.map(|one| in_source_words(one, context))),
            ];
        }
        if let Some(line) = unknown_code(context) {
            let code = line.raw().unwrap_or_default();
            let message = format!(
                "La fréquence {} n’est pas un code de l’ISO 19139 (annually, monthly, daily…) : data.gouv.fr ne la lit pas.",
                quote(code)
            );
            // « …gmxCodelists.xml#MD_MaintenanceFrequencyCode_annually »
            let last = code.rsplit_once("MD_MaintenanceFrequencyCode_").map_or(code, |(_, last)| last);
            let meant = match frequency::suggest(last) {
                [one] => one.iso_code().map(str::to_owned),
                _ => None,
            };
            let evidence = Evidence { field: "frequency", ..Evidence::from(line) };
            return vec![Occurrence::at(evidence, message).suggesting(meant)];
        }
        if let Some(name) = super::property::written_for(context.item, "dct:accrualPeriodicity") {
            let message = format!("La fréquence est écrite sous le nom {name}, que data.gouv.fr ne lit pas.");
            return vec![Occurrence::at(flag, message)];
        }
        let message = if is_unknown {
            "La fiche dit que la fréquence est inconnue : data.gouv.fr affichera « Fréquence de mise à jour non renseignée »."
        } else if maintenance_of_the_record(context) {
            "La fréquence est dans la maintenance de la fiche (metadataMaintenance), que data.gouv.fr ne lit pas : écrivez-la dans celle de la donnée (resourceMaintenance)."
        } else {
            "Aucune fréquence de mise à jour n’est déclarée : deux critères de qualité sont perdus."
        };
        vec![Occurrence::at(flag, message)]
    }),
    ..BASE
};

/// Whether an ISO record only says how often itself changes, which the conversion leaves.
fn maintenance_of_the_record(context: &RuleContext<'_>) -> bool {
    let is_so =
        |line: Entry<'_>| matches!(line.loss(), Some(Loss::Untaken(Some(IsoPart::MetadataMaintenance), _)));
    context.schema() == Some(RecordSchema::Iso19139) && context.item.trace.entries().any(is_so)
}

/// The code of the maintenance of the data, which the conversion leaves because ISO's list lacks it.
fn unknown_code<'a>(context: &RuleContext<'a>) -> Option<Entry<'a>> {
    const SAID_OTHERWISE: [&str; 4] = ["unknown", "notPlanned", "asNeeded", "irregular"];
    if context.schema() != Some(RecordSchema::Iso19139) {
        return None;
    }
    let is_code = |line: &Entry<'_>| {
        line.field().is_none()
            && line.path().starts_with("gmd:identificationInfo")
            && line.path().ends_with("gmd:MD_MaintenanceFrequencyCode/@codeListValue")
    };
    let says = |line: &Entry<'_>| {
        line.raw().map(str::trim).is_some_and(|code| !code.is_empty() && !SAID_OTHERWISE.contains(&code))
    };
    context.item.trace.entries().filter(is_code).find(says)
}

/// Where a record says how often its data changes, in a place that data.gouv.fr does not read.
struct Elsewhere {
    /// « le champ « update_frequency » »
    place: String,
    /// What it says there.
    raw: String,
    /// What that means, when it is one frequency.
    meant: Option<Frequency>,
}

/// A field of another name, else a sentence of the title or of the description.
fn elsewhere(context: &RuleContext<'_>) -> Option<Elsewhere> {
    in_a_field(context).or_else(|| in_a_sentence(context))
}

fn in_a_field(context: &RuleContext<'_>) -> Option<Elsewhere> {
    // What no field reads, and the extras that CKAN's harvester keeps aside.
    let says = |line: Entry<'_>| {
        let raw = line.raw()?;
        let of_iso = line.origin().and_then(step_of_maintenance);
        let name = line.path().rsplit(['.', '/', ':', '#']).next().unwrap_or_default();
        let about = if of_iso.is_some() { Naming::OfFrequency } else { Naming::of(name)? };
        let text = first_text(raw).unwrap_or_else(|| raw.to_owned());
        let meant = match frequency::suggest(worded(&text)) {
            [] => of_days(name, &text).map(std::slice::from_ref).unwrap_or_default(),
            meant => meant,
        };
        let is_one = |about: Naming| about == Naming::OfUpdates && !is_unknown(&text);
        (!meant.is_empty() || is_one(about)).then(|| Elsewhere {
            place: format!("le champ « {} »", of_iso.unwrap_or_else(|| field::name(&line))),
            raw: text.clone(),
            meant: if let [one] = meant { Some(*one) } else { None },
        })
    };
    context.item.trace.entries().filter(field::is_unread).find_map(says)
}

/// The element beside the code of the maintenance of the data that may say as much.
fn step_of_maintenance(origin: &str) -> Option<&'static str> {
    let (_, rest) = origin.split_once("gmd:resourceMaintenance")?;
    ["gmd:userDefinedMaintenanceFrequency", "gmd:maintenanceNote"]
        .into_iter()
        .find(|step| rest.contains(step))
}

/// « Mise à jour annuelle » in the words of the record itself.
fn in_a_sentence(context: &RuleContext<'_>) -> Option<Elsewhere> {
    let dataset = context.dataset()?;
    let texts = [("le titre", dataset.title.as_str()), ("la description", dataset.description.as_str())];
    texts.into_iter().find_map(|(place, text)| {
        let (raw, meant) = frequency::in_sentence(text)?;
        Some(Elsewhere { place: place.to_owned(), raw, meant: Some(meant) })
    })
}

/// What the name of a field tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// How often something happens: its value tells whether it is an update.
    OfFrequency,
    /// How often data is updated.
    OfUpdates,
}

impl Naming {
    fn of(name: &str) -> Option<Self> {
        let folded = crate::text::slug::slugify(&apart(name));
        let words: Vec<&str> = folded.split('-').collect();
        let has =
            |starts: &[&str]| words.iter().any(|word| starts.iter().any(|start| word.starts_with(start)));
        let is = |known: &[&str]| words.iter().any(|word| known.contains(word));
        // Of what is measured, and not of the data.
        if has(&["sampl", "echantillon", "measure", "mesure", "observ", "band", "radio", "clock"]) {
            return None;
        }
        let updates =
            has(&["updat", "refresh", "maintenance", "actualis", "publish", "publication", "repeat"])
                || is(&["maj"])
                || folded.contains("mise-a-jour");
        let frequency = has(&["frequen", "periodicit", "cadence", "rythme", "accrual"]) || is(&["freq"]);
        let rhythm = is(&["schedule", "interval", "cycle", "period", "periode", "rate"]);
        let is_joined = |word: &&str| word.contains("frequen") && word.contains("updat");
        if has(&["accrual"]) || updates && (frequency || rhythm) || words.iter().any(is_joined) {
            Some(Self::OfUpdates)
        } else if frequency || is(&["maj", "refresh"]) && words.len() == 1 || is(&["mise"]) && updates {
            Some(Self::OfFrequency)
        } else {
            None
        }
    }
}

/// `updateFrequency` as `update Frequency`.
fn apart(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut before = ' ';
    for c in name.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}

/// The French text of an object of languages, or the first text of what is no text.
fn first_text(raw: &str) -> Option<String> {
    fn text<'v>(value: &'v Json<'_>) -> Option<&'v str> {
        match value {
            Json::Text(text) => Some(text),
            Json::List(list) => list.iter().find_map(text),
            Json::Object(languages) => {
                let french = languages.get("fr").and_then(text);
                french.or_else(|| languages.iter().find_map(|(_, value)| text(value)))
            }
            _ => None,
        }
    }
    if !raw.trim_start().starts_with(['{', '[']) {
        return None;
    }
    text(&Json::parse(raw).ok()?).map(str::to_owned)
}

/// A number of days, as the portals of the United Nations write it.
fn of_days(name: &str, text: &str) -> Option<&'static Frequency> {
    if name != "data_update_frequency" {
        return None;
    }
    Some(match text.trim() {
        "0" => &Frequency::Continuous,
        "1" => &Frequency::Daily,
        "7" => &Frequency::Weekly,
        "14" => &Frequency::Biweekly,
        "30" => &Frequency::Monthly,
        "90" => &Frequency::Quarterly,
        "180" => &Frequency::Semiannual,
        "365" => &Frequency::Annual,
        "-1" => &Frequency::Punctual,
        "-2" => &Frequency::Never,
        _ => return None,
    })
}

/// The portal gives a frequency that is in no vocabulary.
pub static UNRECOGNISED: Rule = Rule {
    code: "frequence-non-reconnue",
    flag: Some(FlagSubject::Frequency),
    title: "Fréquence non reconnue",
    constat: "La fiche donne une fréquence, mais pas sous une forme que data.gouv.fr reconnaît : un libellé comme « annuelle » ne suffit pas.",
    effect: "La fréquence est perdue ; data.gouv.fr affiche « Fréquence de mise à jour non renseignée » : deux critères de qualité en moins.",
    fixes: fixes::FREQUENCY,
    in_bulk: InBulk::InSoftware,
    check: Check::Record(|context| {
        let Some(flag) = context.flag(FlagSubject::Frequency, Standing::Unrecognised) else {
            return Vec::new();
        };
        let raw = flag.raw.as_deref().unwrap_or_default();
        let (suggestion, choice) = match frequency::suggest(worded(raw)) {
            [one] => (Some(in_source_words(*one, context)), String::new()),
            [] => (None, String::new()),
            several => {
                let labels: Vec<_> = several.iter().map(|one| in_source_words(*one, context)).collect();
                (None, format!(" Selon le sens, écrivez {}.", labels.join(" ou ")))
            }
        };
        let message = if is_unknown(worded(raw)) {
            format!("La fiche dit {} à la place d’une fréquence : celle-ci manque.", quote(raw))
        } else if is_template(raw) {
            format!(
                "La fréquence {} est un champ de gabarit que rien n’a remplacé : elle manque.",
                quote(raw)
            )
        } else {
            format!("La fréquence {} n’est pas reconnue et sera perdue.{choice}", quote(raw))
        };
        vec![Occurrence::at(flag, message).suggesting(suggestion)]
    }),
    ..BASE
};

/// `http://…/frequency/annuelle` as `annuelle`.
fn worded(raw: &str) -> &str {
    let end = raw.trim().trim_end_matches('/');
    if end.contains("://") { end.rsplit(['/', '#']).next().unwrap_or(end) } else { end }
}

/// As the source writes it: an address in RDF and Opendatasoft, udata's identifier in CKAN, a code in ISO 19139.
fn in_source_words(frequency: Frequency, context: &RuleContext<'_>) -> String {
    in_schema(frequency, context.schema())
}

/// The same, for whatever records are written in.
pub(crate) fn in_schema(frequency: Frequency, schema: Option<RecordSchema>) -> String {
    match schema {
        Some(RecordSchema::Ckan) => frequency.id().to_owned(),
        Some(RecordSchema::Iso19139) => {
            frequency.iso_code().map_or_else(|| frequency.eu_uri(), str::to_owned)
        }
        _ => frequency.eu_uri(),
    }
}

/// A frequency that the harvester never carries.
pub static NOT_CARRIED: Rule = Rule {
    code: "frequence-non-reprise",
    flag: Some(FlagSubject::Frequency),
    title: "Fréquence non reprise par ce moissonneur",
    constat: "La fiche donne une fréquence, mais ce moissonneur n’en reprend aucune.",
    effect: "La fréquence est perdue en route : deux critères de qualité en moins. Ce n’est pas la fiche qui est en cause.",
    in_bulk: InBulk::Said(
        "Choisissez le moissonneur DCAT : il reprend la fréquence quand l’export donne une adresse connue.",
    ),
    verify: "Refaites l’aperçu avec l’adresse de l’export DCAT du portail.",
    check: Check::Record(|context| {
        context.flagged(FlagSubject::Frequency, Standing::Lost, |flag| {
            format!(
                "La fréquence {} n’est pas reprise par ce moissonneur.",
                quote(flag.raw.as_deref().unwrap_or_default())
            )
        })
    }),
    ..BASE
};

/// The promise of the frequency is not kept.
pub static LATE: Rule = Rule {
    code: "frequence-depassee",
    severity: Severity::Advice,
    level: RuleLevel::Record,
    title: "Mise à jour en retard sur la fréquence annoncée",
    constat: "La dernière mise à jour connue est plus ancienne que la fréquence annoncée ne le permet.",
    effect: "data.gouv.fr affiche « Fréquence de mise à jour non respectée » : un critère de qualité en moins.",
    fixes: fixes::FREQUENCY,
    in_bulk: InBulk::Said(
        "Si le portail ne donne pas de date de modification, c’est l’export qu’il faut compléter (dct:modified).",
    ),
    check: Check::Record(|context| {
        let Some(dataset) = context.dataset() else { return Vec::new() };
        let Some(frequency) = dataset.frequency.filter(|frequency| *frequency != Frequency::Unknown) else {
            return Vec::new();
        };
        if dataset.quality.update_fulfilled_in_time != Some(false)
            || context.harvester(|it| !it.carries_coverage)
        {
            return Vec::new();
        }
        let message = format!(
            "La fréquence annoncée est {}, mais la dernière mise à jour connue est plus ancienne.",
            quote(frequency.label()),
        );
        vec![Occurrence::in_field("frequency", message)]
    }),
    ..BASE
};
