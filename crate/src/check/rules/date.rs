//! Dates: refused, left aside, in the future, read month first.

use super::{BASE, REFUSED, property, quoting::quote, resource::each, template::is_template};
use crate::{
    check::{Check, Occurrence, Rule, RuleContext, Severity, fixes},
    harvest::RecordSchema,
    model::{Change, Dataset, Loss, Resource, quality::last_update},
    text::{
        count::{count, plural},
        date::{self, DateTime, Moment},
    },
};

const FIELDS: [&str; 3] = ["harvest.created_at", "harvest.issued_at", "harvest.modified_at"];

/// A date that makes the whole record fail.
pub static INVALID: Rule = Rule {
    code: "date-invalide",
    title: "Date illisible",
    constat: "Une date de création ou de publication, de la fiche ou d’un fichier, n’est pas une date ; ou celle de mise à jour, pour l’API d’Opendatasoft.",
    effect: "Toute la fiche échoue (« cannot parse date »).",
    fixes: fixes::DATE,
    check: Check::Record(|context| {
        let found = context.refused("date-invalide", |refusal| {
            let raw = refusal.raw();
            let advice = if is_template(raw) {
                ", un champ de gabarit que rien n’a remplacé."
            } else if is_no_day(raw) {
                ", qui n’existe pas au calendrier."
            } else if meant(raw).is_some() {
                "."
            } else {
                " : écrivez AAAA-MM-JJ."
            };
            format!("Toute la fiche échoue à cause de la date {}{advice}", quote(raw))
        });
        let unsaved = context.lines("harvest.modified_at").filter(|line| {
            line.loss() == Some(&Loss::FatalDate) && context.schema() == Some(RecordSchema::Opendatasoft)
        });
        let unsaved = unsaved.map(|line| {
            let shown = quote(line.raw().unwrap_or_default());
            let message = format!(
                "La date de mise à jour {shown} est illisible : la fiche est lue, mais ne peut pas être enregistrée. Écrivez AAAA-MM-JJ."
            );
            Occurrence::at(line, message)
        });
        let meant = |found: Occurrence| {
            let meant = found.evidence.raw.as_deref().and_then(meant);
            found.suggesting(meant)
        };
        found.into_iter().chain(unsaved).map(meant).collect()
    }),
    ..REFUSED
};

/// A modification date that udata cannot read, and leaves aside.
pub static IGNORED: Rule = Rule {
    code: "date-ignoree",
    title: "Date de mise à jour illisible",
    constat: "La date de modification n’est pas lisible.",
    effect: "data.gouv.fr l’ignore et affiche une autre date de mise à jour.",
    fixes: fixes::DATE,
    check: Check::Record(|context| {
        context
            .lost("harvest.modified_at")
            .filter(|line| line.loss() == Some(&Loss::UnreadableDate))
            .map(|line| {
                let raw = line.raw().unwrap_or_default();
                let meant = meant(raw);
                let is_no_day = is_no_day(raw);
                let advice = if meant.is_some() || is_no_day { "" } else { " Écrivez AAAA-MM-JJ." };
                let what = if is_no_day { "n’existe pas au calendrier" } else { "est illisible" };
                let message =
                    format!("La date de mise à jour {} {what} : elle sera ignorée.{advice}", quote(raw));
                Occurrence::at(line, message).suggesting(meant)
            })
            .collect()
    }),
    ..BASE
};

/// A modification date to come, that udata leaves aside.
pub static FUTURE: Rule = Rule {
    code: "date-future",
    silent: true,
    title: "Date de mise à jour dans le futur",
    constat: "La date de modification est postérieure au jour du moissonnage.",
    effect: "data.gouv.fr l’ignore, sans le dire, et affiche une autre date de mise à jour ; celle d’un portail Opendatasoft lu par son API est affichée.",
    fixes: fixes::DATE,
    check: Check::Record(|context| {
        let ignored =
            context.lost("harvest.modified_at").filter(|line| line.loss() == Some(&Loss::FutureDate));
        let ignored = ignored.map(|line| {
            let shown = quote(line.raw().unwrap_or_default());
            let message =
                format!("La date de mise à jour {shown} est dans le futur : data.gouv.fr l’ignorera.");
            Occurrence::at(line, message)
        });
        // The other harvesters keep none.
        let of_ods = context.taken("harvest.modified_at").filter(|(_, raw)| {
            let is_later = |at: DateTime| at.naive.date() > context.now.naive.date();
            context.schema() == Some(RecordSchema::Opendatasoft)
                && date::parse(raw, context.now).is_ok_and(is_later)
        });
        let shown = of_ods.map(|(line, raw)| {
            let message =
                format!("La date de mise à jour {} est dans le futur, et sera affichée.", quote(raw));
            Occurrence::at(line, message)
        });
        ignored.chain(shown).collect()
    }),
    ..BASE
};

/// A date of creation to come, which is shown.
pub static CREATED_LATER: Rule = Rule {
    code: "date-creation-future",
    severity: Severity::Advice,
    silent: true,
    title: "Date de création dans le futur",
    constat: "La date de création ou de publication de la fiche, ou d’un fichier, est postérieure au jour du moissonnage.",
    effect: "data.gouv.fr la garde et l’affiche comme date de création.",
    fixes: fixes::DATE,
    check: Check::Record(|context| {
        let Some(dataset) = context.dataset() else { return Vec::new() };
        let now = context.now;
        // A year alone is completed by the day of the harvest, and told as such.
        let later = |at: &Option<Moment>| {
            let at = at.as_ref()?.to_naive(now).ok()?.naive;
            (at.date() > now.naive.date()).then(|| at.date().to_string())
        };
        let harvest = &dataset.harvest;
        // Of the two, the first is shown.
        let (field, shown) = match &harvest.issued_at {
            None => ("harvest.created_at", &harvest.created_at),
            at => ("harvest.issued_at", at),
        };
        let of_record = later(shown).map(|day| {
            let message = format!("La date de création {} est dans le futur, et sera affichée.", quote(&day));
            match context.taken(field).next() {
                Some((line, _)) => Occurrence::at(line, message),
                None => Occurrence::in_field(field, message),
            }
        });
        let of_files = each(context).filter_map(|(index, file)| {
            let day = later(&file.harvest.as_ref()?.issued_at)?;
            let message = format!(
                "La date de création {} d’un fichier est dans le futur, et sera affichée.",
                quote(&day)
            );
            Some(context.in_resource(index, "harvest.issued_at", &day, message))
        });
        of_record.into_iter().chain(of_files).collect()
    }),
    ..BASE
};

/// No date of update at all: that of the harvest is shown in its place.
pub static MISSING: Rule = Rule {
    code: "date-absente",
    severity: Severity::Advice,
    silent: true,
    title: "Date de mise à jour absente",
    constat: "Ni la fiche ni chacun de ses fichiers ne dit quand les données ont été mises à jour (sous CKAN et DKAN, seul « last_modified » de chaque fichier le dit).",
    effect: "data.gouv.fr affiche le jour du moissonnage comme date de mise à jour, et juge d’après lui si la fréquence est respectée.",
    fixes: fixes::DATE,
    check: Check::Record(|context| {
        let place = match context.schema() {
            Some(RecordSchema::Dcat) => "dct:modified",
            Some(RecordSchema::Iso19139) => "date de révision (gmd:dateType « revision »)",
            Some(RecordSchema::Ckan) => return undated_files(context),
            Some(RecordSchema::Opendatasoft) | None => return Vec::new(),
        };
        let now = context.now;
        let is_dated = |dataset: &Dataset| {
            dataset.harvest.modified_at.is_some() || last_update(dataset, now) < now.naive
        };
        // A date that is lost, or written under another name, is told as such.
        let is_told = || {
            context
                .lost("harvest.modified_at")
                .any(|line| line.raw().is_some_and(|raw| !raw.trim().is_empty()))
                || property::written_for(context.item, "dct:modified").is_some()
        };
        if context.dataset().is_none_or(is_dated) || is_told() {
            return Vec::new();
        }
        let message = format!(
            "Aucune date de mise à jour ({place}) : data.gouv.fr affichera celle du moissonnage à la place."
        );
        vec![Occurrence::in_field("harvest.modified_at", message)]
    }),
    ..BASE
};

/// Files of CKAN without a date: that of the whole package is that of its newest file, and no other is read.
fn undated_files(context: &RuleContext<'_>) -> Vec<Occurrence> {
    let Some(dataset) = context.dataset() else { return Vec::new() };
    let is_undated =
        |file: &&Resource| file.harvest.as_ref().is_none_or(|harvest| harvest.modified_at.is_none());
    let (all, undated) = (dataset.resources.len(), dataset.resources.iter().filter(is_undated).count());
    if undated == 0 || dataset.harvest.modified_at.is_some() {
        return Vec::new();
    }
    let whose = match undated {
        _ if undated == all => plural(all, "au fichier", "à tous les fichiers").to_owned(),
        _ => format!("à {} sur {all}", count(undated, "fichier", "fichiers")),
    };
    let message = format!(
        "« last_modified » manque {whose} : data.gouv.fr affichera la date du moissonnage comme date de mise à jour (il ne lit pas metadata_modified)."
    );
    vec![Occurrence::in_field("harvest.modified_at", message)]
}

/// `12/05/2021`, which udata reads as 5 December.
pub static MONTH_FIRST: Rule = Rule {
    code: "date-jjmm",
    silent: true,
    title: "Jour et mois échangés",
    constat: "Une date, ou une borne de période, est écrite JJ/MM/AAAA.",
    effect: "data.gouv.fr lit le mois d’abord, à l’américaine : « 12/05/2021 » devient le 5 décembre 2021.",
    fixes: fixes::DATE,
    check: Check::Record(|context| {
        let dates = FIELDS.iter().flat_map(|field| context.taken(field)).filter_map(|(line, raw)| {
            let [day, month, year] = day_month_year(raw)?;
            let message = format!("La date {} sera lue mois d’abord.", quote(raw));
            Some(Occurrence::at(line, message).suggesting(Some(format!("{year:04}-{month:02}-{day:02}"))))
        });
        let periods = context.taken("temporal_coverage").filter_map(|(line, raw)| {
            let bound = raw.split([' ', '·']).find(|bound| day_month_year(bound).is_some())?;
            let message = format!("La borne {} de la période sera lue mois d’abord.", quote(bound));
            Some(Occurrence::at(line, message).suggesting(super::period::of_two_days(raw)))
        });
        dates.chain(periods).collect()
    }),
    ..BASE
};

/// A year or a month, which udata completes from today.
pub static PARTIAL: Rule = Rule {
    code: "date-incomplete",
    silent: true,
    title: "Date sans jour ni mois",
    constat: "Une date est une année ou un mois seul.",
    effect: "data.gouv.fr complète avec le jour du moissonnage : « 2025 » devient par exemple le 22 novembre 2025, et change chaque nuit.",
    fixes: fixes::DATE,
    check: Check::Record(|context| {
        if context.item.record.is_none() {
            return Vec::new();
        }
        FIELDS
            .iter()
            .flat_map(|field| context.lines(field))
            .filter_map(|line| {
                let Some(Change::Completed(date)) = &line.change() else { return None };
                let place = match line.origin() {
                    Some(_) => String::new(),
                    None => format!(" ({})", line.path()),
                };
                let message = format!(
                    "La date {}{place} sera complétée avec le jour du moissonnage, et changera chaque nuit. Écrivez AAAA-MM-JJ.",
                    quote(&date.0)
                );
                Some(Occurrence::at(line, message))
            })
            .collect()
    }),
    ..BASE
};

/// The day that a text which is no date means: in French, as seconds since 1970, or its day before its month.
pub(super) fn meant(raw: &str) -> Option<String> {
    let of_day_first = || {
        let (year, day, month) = year_first(raw)?;
        chrono::NaiveDate::from_ymd_opt(year, month, day).filter(|_| day > 12).map(|date| date.to_string())
    };
    let of_seconds = || of_seconds(raw).map(|date| date.to_string());
    date::read_long_date(raw).map(|date| date.to_string()).or_else(of_seconds).or_else(of_day_first)
}

/// The day of seconds, or milliseconds, since 1970.
pub(super) fn of_seconds(raw: &str) -> Option<chrono::NaiveDate> {
    let is_plain = matches!(raw.len(), 10 | 13) && raw.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = raw.get(..10).filter(|_| is_plain && !raw.starts_with('0'))?.parse().ok()?;
    Some(chrono::DateTime::from_timestamp(seconds, 0)?.date_naive())
}

/// The numbers of « 2024-02-30 ».
fn year_first(raw: &str) -> Option<(i32, u32, u32)> {
    let date = raw.trim().split(['T', ' ']).next().filter(|date| date.len() == 10)?;
    let mut parts = date.split('-');
    let (year, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    Some((year.parse().ok().filter(|_| year.len() == 4)?, second.parse().ok()?, third.parse().ok()?))
}

/// Whether a date is written as it should, and is that of no day: « 2024-02-30 ».
pub(super) fn is_no_day(raw: &str) -> bool {
    year_first(raw).is_some_and(|(year, month, day)| {
        chrono::NaiveDate::from_ymd_opt(year, month, day).is_none() && meant(raw).is_none()
    })
}

/// Day and month that may be exchanged: neither above 12, and not the same. Of two digits, the year is that of dateutil,
/// fifty years around today.
fn day_month_year(raw: &str) -> Option<[u32; 3]> {
    let date = raw.split([' ', 'T']).next()?;
    let mut parts = date.split(['/', '-', '.']).map(|part| part.parse::<u32>().ok());
    let [day, month, year] = [parts.next()??, parts.next()??, parts.next()??];
    // « 03-02-11 » may begin with its year.
    let is_dated = year > 31 || year > 12 && date.contains('/') && date.len() == 8;
    let year = match year {
        0..76 => 2000 + year,
        76..100 => 1900 + year,
        _ => year,
    };
    (parts.next().is_none() && day <= 12 && month <= 12 && day != month && is_dated)
        .then_some([day, month, year])
}

#[cfg(test)]
mod tests {
    use super::{day_month_year, is_no_day, meant};
    use crate::{
        Catalogue, Report,
        model::{Kind, Options},
        source::Input,
        text::date,
    };

    /// Asked to save them, udata stops on the first and shows the second.
    #[test]
    fn the_dates_that_opendatasoft_gives_are_told_as_they_are_saved() {
        let told = |modified: &str| {
            let source = format!(
                r#"{{"datasets": [{{"datasetid": "a", "has_records": true, "features": [], "attachments": [], "fields": [],
                "metas": {{"title": "A", "modified": "{modified}", "records_count": 1}}}}]}}"#
            );
            let now = date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).expect("a date");
            let options = Options { kind: Some(Kind::Ods), now, ..Options::default() };
            let report = Report::of(&Catalogue::read(vec![Input::named("a.json", source)], options));
            let codes = ["date-invalide", "date-ignoree", "date-future"];
            report
                .findings()
                .map(|found| found.rule.code)
                .filter(|code| codes.contains(code))
                .collect::<Vec<_>>()
        };
        assert_eq!(told("bientôt"), ["date-invalide"]);
        assert_eq!(told("2030-01-01T00:00:00+00:00"), ["date-future"]);
        assert!(told("2026-10-31T00:00:00+00:00").is_empty());
    }

    #[test]
    fn dates_of_no_day_are_told_from_those_written_otherwise() {
        for none in ["2024-02-30", "2023-02-29T10:00:00", "2024-00-10", "2024-14-14"] {
            assert!(is_no_day(none) && meant(none).is_none(), "{none}");
        }
        for (raw, day) in [
            ("2024-13-02", Some("2024-02-13")),
            ("1706929500", Some("2024-02-03")),
            ("1706929500000", Some("2024-02-03")),
            ("3 mars 2024", Some("2024-03-03")),
            ("2024-02-03", None),
            ("0607080910", None),
            ("hier", None),
        ] {
            assert_eq!(meant(raw).as_deref(), day, "{raw}");
            assert!(!is_no_day(raw), "{raw}");
        }
    }

    #[test]
    fn only_ambiguous_dates_are_told() {
        assert_eq!(day_month_year("12/05/2021"), Some([12, 5, 2021]));
        assert_eq!(day_month_year("12/05/2021 10:00"), Some([12, 5, 2021]));
        assert_eq!(day_month_year("12-05-2021"), Some([12, 5, 2021]));
        assert_eq!(day_month_year("12.05.2021"), Some([12, 5, 2021]));
        assert_eq!(day_month_year("12/05/21"), Some([12, 5, 2021]));
        assert_eq!(day_month_year("12/05/98"), Some([12, 5, 1998]));
        for clear in ["25/05/2021", "05/05/2021", "2021/05/12", "2021-05-12", "12/05", "bientôt", "03-02-11"]
        {
            assert_eq!(day_month_year(clear), None, "{clear}");
        }
    }
}
