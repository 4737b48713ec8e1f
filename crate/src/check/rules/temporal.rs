//! The temporal coverage: lost, moved, refused.

use super::{BASE, REFUSED, quoting::quote};
use crate::{
    check::{Check, Evidence, InBulk, Occurrence, Rule, Severity, fixes},
    model::{Change, Entry, Loss},
};

const CODE_LOST: &str = "temporel-illisible";

/// Which rule tells a lost period.
fn code_of(line: Entry<'_>) -> &'static str {
    match line.loss() {
        Some(Loss::NotCarried) => "temporel-non-repris",
        Some(Loss::PeriodAddress) => "temporel-uri",
        Some(Loss::SingleDate) => "temporel-date-unique",
        Some(Loss::NoStart | Loss::NoEnd | Loss::EmptyPeriod) => "temporel-incomplet",
        Some(Loss::OneOfSeveral) => "valeur-multiple",
        _ => CODE_LOST,
    }
}

fn lost(context: &crate::check::RuleContext<'_>, code: &str, message: fn(&str) -> String) -> Vec<Occurrence> {
    if context.item.record.is_none() {
        return Vec::new();
    }
    context
        .lost("temporal_coverage")
        .filter(|line| code_of(*line) == code)
        .map(|line| Occurrence::at(line, message(line.raw().unwrap_or_default())))
        .collect()
}

/// Years without days: udata completes them from today.
pub static YEAR_ONLY: Rule = Rule {
    code: "temporel-annee-seule",
    silent: true,
    title: "Période sans jour ni mois",
    constat: "Les bornes de la période sont des années ou des mois, et non des dates complètes.",
    effect: "data.gouv.fr complète avec le jour du moissonnage : « 2020/2021 » devient par exemple du 22 novembre 2020 au 22 novembre 2021, et change chaque nuit.",
    fixes: fixes::TEMPORAL,
    check: Check::Record(|context| {
        let Some(coverage) = context.dataset().and_then(|dataset| dataset.temporal_coverage.as_ref()) else {
            return Vec::new();
        };
        context.lines("temporal_coverage")
            .filter_map(|line| {
                let Some(Change::Completed(bounds)) = &line.change() else { return None };
                let full = full_dates(&bounds.0);
                // Two bounds of a node: no text of the source holds both.
                let written = match (line.raw(), bounds.0.split_once('/')) {
                    (_, Some((start, ""))) => format!("depuis {}", quote(start)),
                    (_, Some(("", end))) => format!("jusqu’à {}", quote(end)),
                    (Some(raw), Some((start, end))) if !raw.contains(&*bounds.0) => {
                        format!("de {} à {}", quote(start), quote(end))
                    }
                    _ => quote(&bounds.0),
                };
                let advice = if full.is_some() { "" } else { " Donnez des dates complètes AAAA-MM-JJ." };
                let is_swapped =
                    context.lines("temporal_coverage").any(|line| line.change() == Some(&Change::Swapped));
                let order = if is_swapped { ", dont la fin précède le début," } else { "" };
                let message = format!(
                    "La période {written}{order} sera affichée « {} », d’après le jour du moissonnage, et changera chaque nuit.{advice}",
                    coverage.describe(),
                );
                Some(Occurrence::at(line, message).suggesting(full))
            })
            .collect()
    }),
    ..BASE
};

/// The end of a period comes before its start.
pub static SWAPPED: Rule = Rule {
    code: "temporel-bornes-inversees",
    silent: true,
    title: "Période dont la fin précède le début",
    constat: "La date de fin de la période est avant sa date de début.",
    effect: "data.gouv.fr échange les deux dates sans le dire : la période affichée n’est sans doute pas la bonne.",
    fixes: fixes::TEMPORAL,
    check: Check::Record(|context| {
        let lines = || context.lines("temporal_coverage");
        // Years are told, with their order, by the rule about them.
        let is_of_years = lines().any(|line| matches!(line.change(), Some(Change::Completed(_))));
        let is_swapped = !is_of_years && lines().any(|line| line.change() == Some(&Change::Swapped));
        let coverage = context.dataset().and_then(|dataset| dataset.temporal_coverage.as_ref());
        let Some(coverage) = coverage.filter(|_| is_swapped) else { return Vec::new() };
        let mut lines = context.taken("temporal_coverage");
        let Some((line, raw)) = lines.next() else { return Vec::new() };
        let message = format!(
            "La fin de la période précède son début : data.gouv.fr échange les deux dates et affiche « {} ». Vérifiez-les.",
            coverage.describe()
        );
        let ordered = raw
            .split_once('/')
            .and_then(|(start, end)| Some(format!("{}/{}", day(end.trim())?, day(start.trim())?)));
        vec![Occurrence::at(line, message).suggesting(ordered)]
    }),
    ..BASE
};

/// `2020/2021` as `2020-01-01/2021-12-31`, when both bounds are there.
fn full_dates(bounds: &str) -> Option<String> {
    let (start, end) = bounds.split_once('/').filter(|(start, end)| !start.is_empty() && !end.is_empty())?;
    // udata puts them in order.
    let (start, end) = if start > end { (end, start) } else { (start, end) };
    let first = match start.len() {
        4 => format!("{start}-01-01"),
        7 => format!("{start}-01"),
        _ => start.to_owned(),
    };
    let last = match end.len() {
        4 => format!("{end}-12-31"),
        7 => format!("{end}-{:02}", last_day(end)?),
        _ => end.to_owned(),
    };
    Some(format!("{first}/{last}"))
}

fn last_day(month: &str) -> Option<u32> {
    let (year, month) = month.split_once('-')?;
    let first = chrono::NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)?;
    let next = first.checked_add_months(chrono::Months::new(1))?;
    Some(chrono::Datelike::day(&next.pred_opt()?))
}

/// One date is no period.
pub static SINGLE: Rule = Rule {
    code: "temporel-date-unique",
    title: "Période réduite à une date",
    constat: "La couverture temporelle est une date seule, sans début ni fin.",
    effect: "data.gouv.fr la laisse de côté : pas de période, un critère de qualité en moins.",
    fixes: fixes::TEMPORAL,
    check: Check::Record(|context| {
        lost(context, "temporel-date-unique", |raw| {
            format!(
                "La date seule {} n’est pas une période : elle sera perdue. Écrivez « début/fin ».",
                quote(raw)
            )
        })
        .into_iter()
        .map(|found| {
            let date = found.evidence.raw.clone().unwrap_or_default();
            let twice = (date.trim().len() == 10).then(|| format!("{0}/{0}", date.trim()));
            found.suggesting(twice)
        })
        .collect()
    }),
    ..BASE
};

/// A period given by its address.
pub static ADDRESS: Rule = Rule {
    code: "temporel-uri",
    title: "Période donnée par une adresse",
    constat: "La période est un nœud qui a une adresse, et non un nœud anonyme ou un texte.",
    effect: "data.gouv.fr va lire cette adresse au lieu des dates écrites dans le catalogue : la période est perdue.",
    fixes: fixes::TEMPORAL,
    check: Check::Record(|context| {
        lost(context, "temporel-uri", |raw| {
            format!(
                "La période {} est une adresse, que data.gouv.fr ne sait pas lire : elle sera perdue.",
                quote(raw)
            )
        })
    }),
    ..BASE
};

/// A bound is missing.
pub static INCOMPLETE: Rule = Rule {
    code: "temporel-incomplet",
    title: "Période incomplète",
    constat: "Il manque le début, la fin, ou les deux.",
    effect: "data.gouv.fr ne garde pas la période : un critère de qualité en moins.",
    fixes: fixes::TEMPORAL,
    check: Check::Record(|context| {
        let found = lost(context, "temporel-incomplet", |raw| {
            if of_days(raw).is_some() {
                return format!(
                    "La période {} ne donne pas ses dates dans dcat:startDate et dcat:endDate : elle sera perdue.",
                    quote(raw)
                );
            }
            format!("La période {} n’a pas ses deux bornes : elle sera perdue.", quote(raw))
        });
        found.into_iter().map(in_days).collect()
    }),
    ..BASE
};

/// A period that udata cannot read.
pub static UNREADABLE: Rule = Rule {
    code: CODE_LOST,
    title: "Période illisible",
    constat: "La couverture temporelle n’est pas écrite avec des dates.",
    effect: "data.gouv.fr la laisse de côté : pas de période, un critère de qualité en moins.",
    fixes: fixes::TEMPORAL,
    check: Check::Record(|context| {
        lost(context, CODE_LOST, |raw| {
            if let Some(bound) = open_bound(raw) {
                return format!(
                    "La période {} est ouverte, ce qu’un texte ne peut pas dire à data.gouv.fr : elle sera perdue. Écrivez un nœud dct:PeriodOfTime qui n’a que {bound}.",
                    quote(raw)
                );
            }
            let advice = if of_days(raw).is_some() { "" } else { " Une période s’écrit début/fin, en dates complètes AAAA-MM-JJ." };
            format!("La période {} n’est pas lisible : elle sera perdue.{advice}", quote(raw))
        })
        .into_iter()
        .map(in_days)
        .collect()
    }),
    ..BASE
};

/// The property of the only bound of a period without end, or without start, that is written as a text.
fn open_bound(raw: &str) -> Option<&'static str> {
    let is_open = |text: &str| matches!(text.trim(), "" | ".." | "…" | "...");
    let is_day = |text: &str| day(text.trim()).is_some();
    let (start, end) = raw.split_once('/')?;
    match (is_day(start), is_open(end), is_open(start), is_day(end)) {
        (true, true, ..) => Some("dcat:startDate"),
        (_, _, true, true) => Some("dcat:endDate"),
        _ => None,
    }
}

fn in_days(found: Occurrence) -> Occurrence {
    let days = found.evidence.raw.as_deref().and_then(of_days);
    found.suggesting(days)
}

/// `01/01/2019 - 31/12/2019` as `2019-01-01/2019-12-31`; `2019-2021` from the first day to the last.
fn of_days(raw: &str) -> Option<String> {
    of_two_days(raw).or_else(|| of_two_years(raw))
}

fn of_two_years(raw: &str) -> Option<String> {
    let mut numbers = raw.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let (start, end) = (numbers.next()?, numbers.next()?);
    let is_year = |text: &str| text.len() == 4 && text.starts_with(['1', '2']);
    let are_years = is_year(start) && is_year(end) && start < end && numbers.next().is_none();
    are_years.then(|| format!("{start}-01-01/{end}-12-31"))
}

fn of_two_days(raw: &str) -> Option<String> {
    let is_of_day = |c: char| c.is_ascii_digit() || matches!(c, '/' | '-');
    let mut days = raw.split(|c: char| !is_of_day(c)).filter_map(|word| {
        let word = word.trim_matches(['/', '-']);
        day(word).or_else(|| chrono::NaiveDate::parse_from_str(word, "%d/%m/%Y").ok())
    });
    let (start, end, none) = (days.next()?, days.next()?, days.next());
    // The values of a node have no order.
    none.is_none().then(|| format!("{}/{}", start.min(end), start.max(end)))
}

/// `2019-01-01`, or the day of `2019-01-01T00:00:00Z`.
fn day(text: &str) -> Option<chrono::NaiveDate> {
    let day = text.get(..10)?;
    let is_alone = text.get(10..).is_some_and(|rest| rest.is_empty() || rest.starts_with(['T', 't', ' ']));
    chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").ok().filter(|_| is_alone)
}

/// A period that the harvester never carries.
pub static NOT_CARRIED: Rule = Rule {
    code: "temporel-non-repris",
    severity: Severity::Advice,
    title: "Période non reprise par ce moissonneur",
    constat: "La fiche donne une période, mais ce moissonneur n’en reprend aucune.",
    effect: "La période est perdue en route : un critère de qualité en moins. Ce n’est pas la fiche qui est en cause.",
    in_bulk: InBulk::Said("Choisissez le moissonneur DCAT : il reprend la période quand l’export la donne."),
    check: Check::Record(|context| {
        lost(context, "temporel-non-repris", |raw| {
            format!("La période {} n’est pas reprise par ce moissonneur.", quote(raw))
        })
    }),
    ..BASE
};

/// The portal gives no period.
pub static MISSING: Rule = Rule {
    code: "temporel-absent",
    severity: Severity::Advice,
    title: "Couverture temporelle absente",
    constat: "La fiche ne dit pas quelle période les données couvrent.",
    effect: "Un critère de qualité est perdu (« Couverture temporelle non renseignée »).",
    fixes: fixes::TEMPORAL,
    check: Check::Record(|context| {
        let missing = context.dataset().is_some_and(|dataset| dataset.temporal_coverage.is_none());
        let is_misnamed = || super::property::written_for(context.item, "dct:temporal").is_some();
        if !missing || context.lost("temporal_coverage").next().is_some() || is_misnamed() {
            return Vec::new();
        }
        let path = context.kind.map_or("dct:temporal", |kind| kind.backend().temporal_path);
        let evidence = Evidence { field: "temporal_coverage", path: path.into(), ..Evidence::default() };
        vec![Occurrence::at(evidence, "Aucune couverture temporelle n’est déclarée.")]
    }),
    ..BASE
};

/// A period that makes the whole record fail.
pub static INVALID: Rule = Rule {
    code: "temporel-invalide",
    title: "Période refusée",
    constat: "Une borne de la période n’est pas une date.",
    effect: "Toute la fiche échoue, et pas seulement sa période.",
    fixes: fixes::TEMPORAL,
    check: Check::Refused(|_, refusal| {
        let raw = refusal.raw();
        let which = if raw.is_empty() { String::new() } else { format!(" {}", quote(raw)) };
        format!(
            "Toute la fiche échoue à cause de sa période{which} : écrivez des dates complètes AAAA-MM-JJ."
        )
    }),
    ..REFUSED
};

/// Bounds of which only one has a time zone.
pub static MIXED: Rule = Rule {
    code: "temporel-melange-fuseau",
    title: "Bornes qui ne se comparent pas",
    constat: "Les deux bornes de la période ne sont pas de la même sorte : l’une a un fuseau horaire, ou une heure, et l’autre non.",
    effect: "data.gouv.fr ne sait pas les comparer : toute la fiche échoue.",
    fixes: fixes::TEMPORAL,
    check: Check::Record(|context| {
        let found = context.refused("temporel-melange-fuseau", |refusal| {
            let bounds = refusal.raw().split_once('/');
            let bad = bounds.into_iter().flat_map(|(start, end)| [start, end]).find(|bound| day(bound).is_none());
            match (bad, bounds) {
                (Some(bad), _) if !bad.is_empty() => format!(
                    "La borne {} de la période n’est pas une date : toute la fiche échoue. Écrivez AAAA-MM-JJ.",
                    quote(bad)
                ),
                (_, Some((start, end))) => format!(
                    "Les bornes {} et {} ne se comparent pas (une date et un instant, ou un seul fuseau horaire) : toute la fiche échoue.",
                    quote(start),
                    quote(end)
                ),
                _ => "Les bornes de la période ne se comparent pas (une date et un instant, ou un seul fuseau horaire) : toute la fiche échoue.".to_owned(),
            }
        });
        let days = |raw: &str| {
            let (start, end) = raw.split_once('/')?;
            Some(format!("{}/{}", day(start)?, day(end)?))
        };
        found
            .into_iter()
            .map(|found| {
                let days = found.evidence.raw.as_deref().and_then(days);
                found.suggesting(days)
            })
            .collect()
    }),
    ..REFUSED
};

#[cfg(test)]
mod tests {
    use super::{full_dates, of_days, open_bound};

    #[test]
    fn open_periods_and_french_dates_are_told() {
        assert_eq!(open_bound("2019-01-01/.."), Some("dcat:startDate"));
        assert_eq!(open_bound("/2019-01-01"), Some("dcat:endDate"));
        assert_eq!(open_bound("2019/2020"), None);
        assert_eq!(of_days("01/01/2019 - 31/12/2019").as_deref(), Some("2019-01-01/2019-12-31"));
        assert_eq!(of_days("du 2019-01-01 au 2019-12-31").as_deref(), Some("2019-01-01/2019-12-31"));
        for none in ["", "depuis 2019", "01/01/2019", "2019-02-30/2019-03-01"] {
            assert_eq!(of_days(none), None, "{none}");
        }
    }

    #[test]
    fn partial_bounds_become_days() {
        for (raw, full) in [
            ("2020/2021", Some("2020-01-01/2021-12-31")),
            ("2020-02/2021-02", Some("2020-02-01/2021-02-28")),
            ("2020/2021-05-01", Some("2020-01-01/2021-05-01")),
            ("2021/2020", Some("2020-01-01/2021-12-31")),
            ("2020/", None),
            ("/2021-05", None),
        ] {
            assert_eq!(full_dates(raw).as_deref(), full, "{raw}");
        }
    }
}
