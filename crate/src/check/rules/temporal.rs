//! The temporal coverage: lost, moved, refused.

use super::{
    BASE, REFUSED, ckan_period, coverage_elsewhere, date,
    geojson::Amendment,
    period::{
        day, days_of, full_dates, is_month, not_a_day, of_days, of_two_days, open_bound, open_node,
        part_of_year,
    },
    quoting::{is_of_names, quote},
};
use crate::{
    check::{Check, Evidence, InBulk, Occurrence, Rule, Severity, fixes},
    model::{Change, Entry, Loss, TemporalCoverage},
    text::slug::slugify,
};

const CODE_LOST: &str = "temporel-illisible";

/// Which rule tells a lost period.
fn code_of(line: Entry<'_>) -> &'static str {
    match line.loss() {
        Some(Loss::NotCarried) => "temporel-non-repris",
        Some(Loss::PeriodAddress) => "temporel-uri",
        // « start=2020-01-01;end=2020-12-31 »
        Some(Loss::SingleDate) if line.raw().is_some_and(|raw| of_two_days(raw).is_some()) => CODE_LOST,
        Some(Loss::SingleDate) => "temporel-date-unique",
        Some(Loss::NoStart | Loss::NoEnd | Loss::EmptyPeriod) => "temporel-incomplet",
        Some(Loss::OneOfSeveral) => "valeur-multiple",
        _ => CODE_LOST,
    }
}

fn lost(
    context: &crate::check::RuleContext<'_>,
    code: &str,
    message: impl Fn(&str) -> String,
) -> Vec<Occurrence> {
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

/// « T1-2020 », « 2015- »: udata takes for a month what has one hyphen, and forgets the quarter of a bound of CKAN.
pub static MISREAD: Rule = Rule {
    code: "temporel-mal-lu",
    silent: true,
    title: "Période mal lue",
    constat: "La période, ou l’une de ses bornes, est un trimestre ou un texte qui a un seul tiret sans être un mois : « T1-2020 », « 2015- ».",
    effect: "data.gouv.fr y lit un mois, ou une année entière, et l’affiche ; si le texte ne donne aucun mois, c’est celui du moissonnage.",
    fixes: fixes::TEMPORAL,
    check: Check::Record(|context| {
        let coverage = context.dataset().and_then(|dataset| dataset.temporal_coverage.as_ref());
        let Some(coverage) = coverage else { return Vec::new() };
        let is_misread = |raw: &str| match raw.matches('-').count() {
            0 => part_of_year(&slugify(raw)).is_some(),
            1 => !raw.contains('/') && !is_month(raw),
            _ => false,
        };
        context
            .taken("temporal_coverage")
            .filter(|(line, raw)| !matches!(line.change(), Some(Change::Completed(_))) && is_misread(raw))
            .filter_map(|(line, raw)| {
                let (what, meant) = if context.is_ckan() {
                    let is_end = line.path().ends_with("_end");
                    let read = if is_end { &coverage.end } else { &coverage.start };
                    let meant = days_of(raw).and_then(|days| days.into_iter().nth(usize::from(is_end)));
                    // The first day of a quarter may be right.
                    if meant.is_some() && meant == read.as_ref().map(ToString::to_string) {
                        return None;
                    }
                    ("La borne", meant)
                } else {
                    ("La période", of_days(raw))
                };
                let advice = match open_bound(raw) {
                    Some((bound, day)) if !context.is_ckan() => {
                        format!(" Écrivez {}.", open_node(bound, &day))
                    }
                    _ if meant.is_some() => String::new(),
                    _ => " Donnez des dates complètes AAAA-MM-JJ.".to_owned(),
                };
                let message = format!(
                    "{what} {} est mal lue : data.gouv.fr affichera « {} ».{advice}",
                    quote(raw),
                    coverage.describe()
                );
                Some(Occurrence::at(line, message).suggesting(meant))
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

/// A period that has an end, and no start.
pub static WITHOUT_START: Rule = Rule {
    code: "temporel-sans-debut",
    silent: true,
    title: "Période sans début",
    constat: "La période a une fin, et pas de début.",
    effect: "data.gouv.fr la fait commencer le 1er janvier 1970, et l’affiche ainsi.",
    fixes: fixes::TEMPORAL,
    check: Check::Record(|context| {
        // Years are told, with what is shown of them, by the rule about them.
        let is_of_years = context
            .lines("temporal_coverage")
            .any(|line| matches!(line.change(), Some(Change::Completed(_))));
        let coverage = context.dataset().and_then(|dataset| dataset.temporal_coverage.as_ref());
        let is_headless = |coverage: &&TemporalCoverage| coverage.start.is_none() && coverage.end.is_some();
        let Some(coverage) = coverage.filter(is_headless).filter(|_| !is_of_years) else { return Vec::new() };
        let message = format!(
            "La période n’a pas de début : data.gouv.fr affichera « {} ». Donnez-lui le sien.",
            coverage.describe()
        );
        vec![Occurrence::in_field("temporal_coverage", message)]
    }),
    ..BASE
};

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
        if context.is_ckan() {
            return ckan_period::incomplete(context);
        }
        let found = lost(context, "temporel-incomplet", |raw| {
            if is_of_names(raw) {
                return format!(
                    "La période n’a ni dcat:startDate ni dcat:endDate, et data.gouv.fr ne lit pas ce qu’elle a ({raw}) : elle sera perdue."
                );
            }
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
        if context.is_ckan() {
            return ckan_period::unreadable(context);
        }
        lost(context, CODE_LOST, |raw| {
            if let Some((bound, day)) = open_bound(raw) {
                return format!(
                    "La période {} est ouverte, ce qu’un texte ne peut pas dire à data.gouv.fr : elle sera perdue. Écrivez {}.",
                    quote(raw),
                    open_node(bound, &day)
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

fn in_days(found: Occurrence) -> Occurrence {
    let days = found.evidence.raw.as_deref().and_then(of_days);
    found.suggesting(days)
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
        let bound = |end: &str| {
            let mut lines = context.lost("temporal_coverage");
            lines.find(|line| line.path().ends_with(end))?.raw()
        };
        // Opendatasoft keeps the bounds apart.
        let (start, end) = (bound("_start"), bound("_end"));
        let mut found = lost(context, "temporel-non-repris", |raw| {
            let period = match (start, end) {
                (Some(start), Some(end)) => format!("de {} à {}", quote(start), quote(end)),
                (Some(start), None) => format!("depuis {}", quote(start)),
                (None, Some(end)) => format!("jusqu’à {}", quote(end)),
                (None, None) => quote(raw),
            };
            format!("La période {period} n’est pas reprise par ce moissonneur.")
        });
        found.truncate(1);
        found
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
        let of_ckan = || ckan_period::elsewhere(context.item).filter(|_| context.is_ckan());
        if let Some(message) = super::iso::period_left(context).or_else(of_ckan) {
            return vec![Occurrence::at(evidence, message)];
        }
        vec![match coverage_elsewhere::period(context.item, context.schema()) {
            Some(Amendment { message, fixed }) => Occurrence::at(evidence, message).suggesting(fixed),
            None => Occurrence::at(evidence, "Aucune couverture temporelle n’est déclarée."),
        }]
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
        if let Some(bad) = not_a_day(raw).filter(|bad| date::is_no_day(bad)) {
            return format!(
                "La borne {} de la période n’existe pas au calendrier : toute la fiche échoue.",
                quote(bad)
            );
        }
        if let Some(bad) = not_a_day(raw) {
            return format!(
                "La borne {} de la période n’est pas une date : toute la fiche échoue. Écrivez AAAA-MM-JJ, ou rien si la période est encore ouverte.",
                quote(bad)
            );
        }
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
            match refusal.raw().split_once('/') {
                Some((start, end)) => format!(
                    "Les bornes {} et {} ne se comparent pas (une date et un instant, ou un seul fuseau horaire) : toute la fiche échoue.",
                    quote(start),
                    quote(end)
                ),
                None => "Les bornes de la période ne se comparent pas (une date et un instant, ou un seul fuseau horaire) : toute la fiche échoue.".to_owned(),
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
