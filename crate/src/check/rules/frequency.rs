//! The update frequency: absent, not recognised, not carried, not kept.

use super::{
    BASE,
    quoting::{MANY, quote},
};
use crate::{
    check::{Check, FlagSubject, Occurrence, Rule, RuleContext, RuleLevel, Severity, Standing, fixes},
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
    in_bulk: MANY,
    check: Check::Record(|context| {
        let Some(flag) = context.flag(FlagSubject::Frequency, Standing::Missing) else { return Vec::new() };
        // The retired harvester says « inconnue » of records that say nothing.
        let is_silent = context.lines("frequency").any(|line| line.how() == How::Missing);
        let is_unknown = !is_silent
            && context.dataset().is_some_and(|dataset| dataset.frequency == Some(Frequency::Unknown));
        if let Some((line, meant)) = elsewhere(context) {
            let raw = line.raw().unwrap_or_default();
            // The suggestion already says where.
            let place =
                if meant.is_some() { String::new() } else { format!(" : écrivez-la dans {}", flag.path) };
            let message = format!(
                "La fréquence est dans {} ({}), que data.gouv.fr ne lit pas{place}.",
                line.path(),
                quote(raw)
            );
            return vec![
                Occurrence::at(flag, message).suggesting(meant.map(|one| in_source_words(one, context))),
            ];
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

/// A field of another name that says how often the data changes, and what it means when it is one frequency.
fn elsewhere<'a>(context: &RuleContext<'a>) -> Option<(Entry<'a>, Option<Frequency>)> {
    const NAMES: [&str; 14] = [
        "updatefrequency",
        "frequency",
        "frequence",
        "frequencemaj",
        "frequencemiseajour",
        "frequencedemiseajour",
        "accrualperiodicity",
        "periodicity",
        "periodicite",
        "maintenancefrequency",
        "maintenanceandupdatefrequency",
        "publishingfrequency",
        "refreshfrequency",
        "repeatfrequency",
    ];
    let named = |line: &Entry<'_>| {
        let last = line.path().rsplit(['.', '/', ':', '#']).next().unwrap_or_default();
        let bare: String = last.chars().filter(|c| c.is_alphanumeric()).collect();
        NAMES.contains(&bare.to_lowercase().as_str())
    };
    // What no field reads, and the extras that CKAN's harvester keeps aside.
    let is_unread = |line: &Entry<'_>| line.field().is_none_or(|field| field.name == "extras");
    let says = |line: Entry<'a>| {
        let meant = frequency::suggest(worded(line.raw()?));
        (!meant.is_empty()).then_some((line, if let [one] = meant { Some(*one) } else { None }))
    };
    context.item.trace.entries().filter(is_unread).filter(named).find_map(says)
}

/// The portal gives a frequency that is in no vocabulary.
pub static UNRECOGNISED: Rule = Rule {
    code: "frequence-non-reconnue",
    flag: Some(FlagSubject::Frequency),
    title: "Fréquence non reconnue",
    constat: "La fiche donne une fréquence, mais pas sous une forme que data.gouv.fr reconnaît : un libellé comme « annuelle » ne suffit pas.",
    effect: "La fréquence est perdue ; data.gouv.fr affiche « Fréquence de mise à jour non renseignée » : deux critères de qualité en moins.",
    fixes: fixes::FREQUENCY,
    in_bulk: MANY,
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
        let message = format!("La fréquence {} n’est pas reconnue et sera perdue.{choice}", quote(raw));
        vec![Occurrence::at(flag, message).suggesting(suggestion)]
    }),
    ..BASE
};

/// `http://…/frequency/annuelle` as `annuelle`.
fn worded(raw: &str) -> &str {
    let end = raw.trim().trim_end_matches('/');
    if end.contains("://") { end.rsplit(['/', '#']).next().unwrap_or(end) } else { end }
}

/// As the source writes it: an address in RDF and Opendatasoft, udata's identifier in CKAN.
fn in_source_words(frequency: Frequency, context: &RuleContext<'_>) -> String {
    in_schema(frequency, context.schema())
}

/// The same, for whatever records are written in.
pub(crate) fn in_schema(frequency: Frequency, schema: Option<RecordSchema>) -> String {
    if schema == Some(RecordSchema::Ckan) { frequency.id().to_owned() } else { frequency.eu_uri() }
}

/// A frequency that the harvester never carries.
pub static NOT_CARRIED: Rule = Rule {
    code: "frequence-non-reprise",
    flag: Some(FlagSubject::Frequency),
    title: "Fréquence non reprise par ce moissonneur",
    constat: "La fiche donne une fréquence, mais ce moissonneur n’en reprend aucune.",
    effect: "La fréquence est perdue en route : deux critères de qualité en moins. Ce n’est pas la fiche qui est en cause.",
    in_bulk: "Choisissez le moissonneur DCAT : il reprend la fréquence quand l’export donne une adresse connue.",
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
    in_bulk: "Si le portail ne donne pas de date de modification, c’est l’export qu’il faut compléter (dct:modified).",
    check: Check::Record(|context| {
        let Some(dataset) = context.dataset() else { return Vec::new() };
        let Some(frequency) = dataset.frequency.filter(|frequency| *frequency != Frequency::Unknown) else {
            return Vec::new();
        };
        if dataset.quality.update_fulfilled_in_time != Some(false)
            || context.harvester(|it| !it.carries_coverage())
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
