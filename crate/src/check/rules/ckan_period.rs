//! The period of a package of CKAN: two extras, one for each bound, and the other fields where portals write it.

use super::{
    absence::is_unknown,
    date,
    field::{Words, is_unread, name},
    period::{START, days_of, of_days, open_bound},
    quoting::quote,
};
use crate::{
    check::{Occurrence, RuleContext},
    model::{Entry, Item, Loss},
};

/// The bounds that are no dates, each with the day that it means.
pub(super) fn unreadable(context: &RuleContext<'_>) -> Vec<Occurrence> {
    bounds(context, |loss| matches!(loss, Loss::UnreadableBound))
        .map(|line| {
            let raw = line.raw().unwrap_or_default();
            let meant = of_bound(raw, is_end(&line)).or_else(|| date::meant(raw));
            let advice = match (&meant, open_bound(raw)) {
                (Some(_), _) => String::new(),
                (None, Some((_, day))) => format!(" Écrivez {day}, et l’autre borne."),
                (None, None) if date::is_no_day(raw) => " Ce jour n’existe pas au calendrier.".to_owned(),
                (None, None) => " Écrivez AAAA-MM-JJ.".to_owned(),
            };
            let message = format!(
                "La borne {} ({}) n’est pas une date : la période sera perdue.{advice}",
                quote(raw),
                name(&line)
            );
            Occurrence::at(line, message).suggesting(meant)
        })
        .collect()
}

/// The only bound; one that cannot be read is told by itself.
pub(super) fn incomplete(context: &RuleContext<'_>) -> Vec<Occurrence> {
    if bounds(context, |loss| matches!(loss, Loss::UnreadableBound)).next().is_some() {
        return Vec::new();
    }
    bounds(context, |loss| matches!(loss, Loss::NoStart | Loss::NoEnd))
        .map(|line| {
            let (given, other, advice) = if is_end(&line) {
                ("sa fin", "temporal_start", "")
            } else {
                ("son début", "temporal_end", " Ce moissonneur ne connaît pas de période ouverte.")
            };
            let message = format!(
                "La période n’a que {given} ({}) : elle sera perdue. Ajoutez « {other} ».{advice}",
                quote(line.raw().unwrap_or_default())
            );
            Occurrence::at(line, message)
        })
        .collect()
}

fn bounds<'a>(context: &RuleContext<'a>, is_so: fn(&Loss) -> bool) -> impl Iterator<Item = Entry<'a>> {
    let becomes_something = context.item.record.is_some();
    context.lost("temporal_coverage").filter(move |line| becomes_something && line.loss().is_some_and(is_so))
}

fn is_end(line: &Entry<'_>) -> bool {
    name(line) == "temporal_end"
}

/// « janvier 2025 » as its first or its last day; a day followed by its hour as that day.
fn of_bound(raw: &str, is_end: bool) -> Option<String> {
    let [first, last] = days_of(raw)?;
    Some(if is_end { last } else { first })
}

/// What is said of a period in a field that the harvester does not read.
pub(super) fn elsewhere(item: &Item) -> Option<String> {
    item.trace.entries().filter(is_unread).find_map(|line| {
        let name = name(&line);
        let raw = line.raw().filter(|raw| says_when(raw) && names_a_period(name))?;
        Some(format!(
            "La période est dans le champ « {name} » ({}), que data.gouv.fr ne lit pas : il lit les extras « temporal_start » et « temporal_end ». {}",
            quote(raw),
            bounds_to_write(raw)
        ))
    })
}

/// What a period in words becomes as two extras.
fn bounds_to_write(raw: &str) -> String {
    let of_two = || {
        let (start, end) = raw.split_once('/')?;
        let ([start, _], [_, end]) = (days_of(start)?, days_of(end)?);
        (start <= end).then(|| format!("{start}/{end}"))
    };
    let whole = of_days(raw).or_else(of_two);
    if let Some((start, end)) = whole.as_deref().and_then(|days| days.split_once('/')) {
        return format!("Écrivez « temporal_start » : {start}, et « temporal_end » : {end}.");
    }
    let (given, day, other) = match open_bound(raw) {
        Some((START, day)) => ("temporal_start", day, "une fin"),
        Some((_, day)) => ("temporal_end", day, "un début"),
        None => return "Écrivez-y AAAA-MM-JJ.".to_owned(),
    };
    format!(
        "Écrivez « {given} » : {day}, et donnez {other} : ce moissonneur ne connaît pas de période ouverte."
    )
}

fn names_a_period(name: &str) -> bool {
    const WHOLE: [&[&str]; 4] = [&["periode"], &["period"], &["date", "debut"], &["start", "date"]];
    let words = Words::of(name);
    (words.has(&["temporal", "temporel"]) || WHOLE.into_iter().any(|whole| words.are(whole)))
        && !words.has(&["resol", "granul", "frequen"])
}

/// Whether a text holds a year.
fn says_when(raw: &str) -> bool {
    let mut numbers = raw.split(|c: char| !c.is_ascii_digit());
    numbers.any(|number| matches!(number.len(), 4 | 8)) && !is_unknown(raw)
}

#[cfg(test)]
mod tests {
    use super::{bounds_to_write, names_a_period, of_bound, says_when};

    #[test]
    fn months_become_their_days() {
        assert_eq!(of_bound("janvier 2025", false).as_deref(), Some("2025-01-01"));
        assert_eq!(of_bound("Février 2024", true).as_deref(), Some("2024-02-29"));
        for none in ["depuis 2015", "aujourd’hui", "janvier", "janvier 2025 env."] {
            assert_eq!(of_bound(none, true), None, "{none}");
        }
    }

    #[test]
    fn periods_in_words_become_bounds() {
        for (raw, said) in [
            ("T1 2025", "« temporal_start » : 2025-01-01, et « temporal_end » : 2025-03-31."),
            ("2020/2021", "« temporal_start » : 2020-01-01, et « temporal_end » : 2021-12-31."),
            ("Depuis 2015", "« temporal_start » : 2015-01-01, et donnez une fin"),
            ("jusqu’en 2015", "« temporal_end » : 2015-12-31, et donnez un début"),
            ("été 2020", "Écrivez-y AAAA-MM-JJ."),
        ] {
            assert!(bounds_to_write(raw).contains(said), "{raw}: {}", bounds_to_write(raw));
        }
    }

    #[test]
    fn fields_of_periods_are_told_from_others() {
        for name in [
            "temporal",
            "temporal_coverage",
            "temporal-extent-begin",
            "Période",
            "date_debut",
            "dct:temporal",
        ] {
            assert!(names_a_period(name), "{name}");
        }
        for name in ["temporal_resolution", "periodicite", "date_creation", "annee", "frequency"] {
            assert!(!names_a_period(name), "{name}");
        }
        assert!(
            says_when("2020-2025") && says_when("01/01/2020") && !says_when("inconnue") && !says_when("12")
        );
    }
}
