//! Texts of periods: the days that they mean, and the bounds that they lack.

use super::date::of_seconds;
use crate::text::{
    date::{month_name, read_long_date},
    slug::slugify,
};

/// `2020/2021` as `2020-01-01/2021-12-31`, when both bounds are there; `03/2020` is a month.
pub(super) fn full_dates(text: &str) -> Option<String> {
    let (start, end) = text.split_once('/').filter(|(start, end)| !start.is_empty() && !end.is_empty())?;
    if start.len() < 4 || end.len() < 4 {
        let [start, end] = bounds(&format!("{end}-{start:0>2}"))?;
        return Some(format!("{start}/{end}"));
    }
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

/// The properties of the bounds of a period.
pub(super) const START: &str = "dcat:startDate";
const END: &str = "dcat:endDate";

/// The only bound of a period without end, or without start, that is written as a text: its property, and its day.
pub(super) fn open_bound(raw: &str) -> Option<(&'static str, String)> {
    let first = |text: &str| Some((START, days_of(text)?[0].clone()));
    let last = |text: &str| Some((END, days_of(text)?[1].clone()));
    if let Some((start, end)) = raw.split_once('/') {
        let is_open = |text: &str| matches!(text.trim(), "" | ".." | "…" | "...");
        return match (is_open(start), is_open(end)) {
            (false, true) => first(start),
            (true, false) => last(end),
            _ => None,
        };
    }
    let words = raw.trim().to_lowercase().replace('’', "'");
    let until_now = |text: &str| {
        UNTIL_NOW
            .iter()
            .find_map(|now| text.strip_suffix(now))
            .map(|text| text.trim_end_matches([' ', '-', 'à', '–']).to_owned())
    };
    if let Some(since) = SINCE.iter().find_map(|since| words.strip_prefix(since)) {
        return first(&until_now(since).unwrap_or_else(|| since.to_owned()));
    }
    // « 2015- », « 2015+ », « -2020 »
    let sides = [raw.trim().strip_suffix(['-', '–', '+']), raw.trim().strip_prefix(['-', '–'])];
    match sides {
        [Some(start), None] => return first(start),
        [None, Some(end)] => return last(end),
        _ => {}
    }
    let until = || UNTIL.iter().find_map(|until| words.strip_prefix(until)).and_then(last);
    until_now(&words).as_deref().and_then(first).or_else(until)
}

/// The node that says such a period. One without start is shown from 1970.
pub(super) fn open_node(bound: &str, day: &str) -> String {
    if bound == START {
        format!("un nœud dct:PeriodOfTime qui n’a que {START}, le {day}")
    } else {
        format!(
            "un nœud dct:PeriodOfTime qui finit le {day} ({END}), et donnez-lui un début ({START}) : sans lui, data.gouv.fr la fait commencer en 1970"
        )
    }
}

/// What says that a period has no end, or no start, and what stands for today.
const SINCE: [&str; 6] = ["depuis le ", "depuis ", "à partir de ", "à compter de ", "since ", "≥"];
const UNTIL: [&str; 4] = ["jusqu'en ", "jusqu'à ", "jusqu'au ", "until "];
const UNTIL_NOW: [&str; 8] =
    ["à nos jours", "aujourd'hui", "à ce jour", "en cours", "présent", "present", "to date", "now"];

/// The first and the last day of what names a day, a month or a year, as a text.
pub(super) fn days_of(text: &str) -> Option<[String; 2]> {
    let text = text.trim();
    let one = day(text).or_else(|| of_seconds(text)).map(|day| day.to_string());
    let one = one.or_else(|| read_long_date(text).map(|day| day.to_string()));
    one.map(|day| [day.clone(), day]).or_else(|| bounds(&slugify(text)))
}

/// « du 1er janvier 2015 au 31 décembre 2016 », « mars 2020 - avril 2021 »
fn of_two_names(raw: &str) -> Option<String> {
    let text = raw.trim().to_lowercase();
    let text = ["du ", "de "].iter().find_map(|from| text.strip_prefix(from)).unwrap_or(&text);
    let (start, end) = [" au ", " à ", " - ", " – "].iter().find_map(|to| text.split_once(to))?;
    let ([start, _], [_, end]) = (days_of(start)?, days_of(end)?);
    (start <= end).then(|| format!("{start}/{end}"))
}

/// The days of a year, of a part of one, or of a month, as a slug: « 2020 », « janvier-2020 », « 2020-01 ».
fn bounds(slug: &str) -> Option<[String; 2]> {
    let slug = INTRODUCTIONS.iter().find_map(|words| slug.strip_prefix(words)).unwrap_or(slug);
    if let Some(days) = part_of_year(slug) {
        return Some(days);
    }
    let (month, year) = match slug.split_once('-') {
        None => (None, slug),
        Some((year, month)) if month.len() == 2 => (Some(month.parse().ok()?), year),
        Some((month, year)) => (Some((1..=12).find(|n| slugify(month_name(*n)) == month)?), year),
    };
    if !is_year(year) {
        return None;
    }
    match month {
        None => Some([format!("{year}-01-01"), format!("{year}-12-31")]),
        Some(month) => {
            let month = format!("{year}-{month:02}");
            Some([format!("{month}-01"), format!("{month}-{:02}", last_day(&month)?)])
        }
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.starts_with(['1', '2']) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The days of a quarter or of a half of a year, as a slug: « 1er-trimestre-2020 », « 2020-t1 », « 2e-semestre-2020 ».
pub(super) fn part_of_year(slug: &str) -> Option<[String; 2]> {
    const RANKS: [&[&str]; 4] = [
        &["1", "1er", "premier"],
        &["2", "2e", "2eme", "2nd", "second", "deuxieme"],
        &["3", "3e", "3eme", "troisieme"],
        &["4", "4e", "4eme", "quatrieme", "dernier"],
    ];
    let words: Vec<_> =
        slug.split('-').filter(|word| !matches!(*word, "de" | "du" | "l" | "annee" | "lannee")).collect();
    let year = *words.iter().find(|word| is_year(word))?;
    let others: Vec<_> = words.into_iter().filter(|word| *word != year).collect();
    let (rank, months) = match others[..] {
        [quarter] => (quarter.strip_prefix(['t', 'q'])?, 3),
        [rank, "trimestre"] | ["trimestre", rank] => (rank, 3),
        [rank, "semestre"] | ["semestre", rank] => (rank, 6),
        _ => return None,
    };
    let before =
        RANKS.iter().position(|names| names.contains(&rank)).filter(|rank| (rank + 1) * months <= 12)?;
    let [first, last] =
        [before * months + 1, (before + 1) * months].map(|month| format!("{year}-{month:02}"));
    Some([format!("{first}-01"), format!("{last}-{:02}", last_day(&last)?)])
}

/// Whether a text of one hyphen is a month, as udata takes it: « 2020-05 », « 05-2020 ».
pub(super) fn is_month(text: &str) -> bool {
    let is_of_month = |text: &str| {
        let is_name = text.len() > 2 && text.chars().all(char::is_alphabetic);
        is_name || text.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
    };
    let sides = text.trim().trim_end_matches('Z').split_once('-');
    let sides = sides.map(|(first, second)| (first.trim(), second.trim()));
    sides.is_some_and(|(first, second)| {
        is_year(first) && is_of_month(second) || is_of_month(first) && is_year(second)
    })
}

/// What may stand before a year or a month, as slugs.
const INTRODUCTIONS: [&str; 6] = ["annee-", "l-annee-", "en-", "an-", "le-mois-de-", "mois-de-"];

/// `01/01/2019 - 31/12/2019` as `2019-01-01/2019-12-31`; `2019-2021`, « 2019 », « janvier 2020 » from the first day to
/// the last.
pub(super) fn of_days(raw: &str) -> Option<String> {
    // « 2020/.. », « 2020… », « > 2020 » are open.
    let is_one = open_bound(raw).is_none() && !raw.contains(['/', '>', '<', '≤', '…']) && !raw.contains("..");
    let of_one = || bounds(&slugify(raw)).filter(|_| is_one).map(|[start, end]| format!("{start}/{end}"));
    of_two_days(raw)
        .or_else(|| of_two_counts(raw))
        .or_else(|| of_two_years(raw))
        .or_else(|| of_two_names(raw))
        .or_else(of_one)
}

fn of_two_years(raw: &str) -> Option<String> {
    let mut numbers = raw.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let (start, end) = (numbers.next()?, numbers.next()?);
    let is_year = |text: &str| text.len() == 4 && text.starts_with(['1', '2']);
    // « 2020-2021 (année scolaire) » begins in September.
    let links = ["de", "du", "à", "a", "au", "et", "entre", "from", "to", "années", "annees", "ans"];
    let words = raw.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    if !words.map(str::to_lowercase).all(|word| links.contains(&word.as_str())) {
        return None;
    }
    let are_years = is_year(start) && is_year(end) && start < end && numbers.next().is_none();
    are_years.then(|| format!("{start}-01-01/{end}-12-31"))
}

/// « 1577836800000/1609372800000 »
fn of_two_counts(raw: &str) -> Option<String> {
    let (start, end) = raw.split_once('/')?;
    let (start, end) = (of_seconds(start.trim())?, of_seconds(end.trim())?);
    Some(format!("{}/{}", start.min(end), start.max(end)))
}

/// Two days of a text, in order: « 01/01/2019 - 31/12/2019 ».
pub(super) fn of_two_days(raw: &str) -> Option<String> {
    let is_of_day = |c: char| c.is_ascii_digit() || matches!(c, '/' | '-');
    // « 2020-01-01--2020-12-31 »
    let raw = &*raw.replace("--", " ");
    // « 01/01/2020-31/12/2020 »
    let words = raw.split(|c: char| !is_of_day(c));
    let words = words.flat_map(|word| word.split(if word.contains('/') { '-' } else { ' ' }));
    let mut days = words.filter_map(|word| {
        let word = word.trim_matches(['/', '-']);
        day(word).or_else(|| chrono::NaiveDate::parse_from_str(word, "%d/%m/%Y").ok())
    });
    let (start, end, none) = (days.next()?, days.next()?, days.next());
    // The values of a node have no order.
    none.is_none().then(|| format!("{}/{}", start.min(end), start.max(end)))
}

/// `2019-01-01`, or the day of `2019-01-01T00:00:00Z`.
pub(super) fn day(text: &str) -> Option<chrono::NaiveDate> {
    let day = text.get(..10)?;
    let is_alone = text.get(10..).is_some_and(|rest| rest.is_empty() || rest.starts_with(['T', 't', ' ']));
    chrono::NaiveDate::parse_from_str(day, "%Y-%m-%d").ok().filter(|_| is_alone)
}

/// The bound of two that is no date: « 2020-01-01/en cours ».
pub(crate) fn not_a_day(bounds: &str) -> Option<&str> {
    let (start, end) = bounds.split_once('/')?;
    [start, end].into_iter().find(|bound| !bound.is_empty() && day(bound).is_none())
}

#[cfg(test)]
mod tests {
    use super::{full_dates, is_month, of_days, open_bound};

    #[test]
    fn open_periods_and_french_dates_are_told() {
        for (raw, bound) in [
            ("2019-01-01/..", Some(("dcat:startDate", "2019-01-01"))),
            ("/2019-01-01", Some(("dcat:endDate", "2019-01-01"))),
            ("depuis 2015", Some(("dcat:startDate", "2015-01-01"))),
            ("À partir de mars 2015", Some(("dcat:startDate", "2015-03-01"))),
            ("2015 à nos jours", Some(("dcat:startDate", "2015-01-01"))),
            ("Depuis 2015 à aujourd’hui", Some(("dcat:startDate", "2015-01-01"))),
            ("2015 - aujourd’hui", Some(("dcat:startDate", "2015-01-01"))),
            ("depuis le 3 mars 2015", Some(("dcat:startDate", "2015-03-03"))),
            ("2015/..", Some(("dcat:startDate", "2015-01-01"))),
            ("2015-", Some(("dcat:startDate", "2015-01-01"))),
            ("2015+", Some(("dcat:startDate", "2015-01-01"))),
            ("≥ 2015", Some(("dcat:startDate", "2015-01-01"))),
            ("-2020", Some(("dcat:endDate", "2020-12-31"))),
            ("- 2015 -", None),
            ("Jusqu’en 2015", Some(("dcat:endDate", "2015-12-31"))),
            ("2019/2020", None),
            ("depuis toujours", None),
            ("2015", None),
        ] {
            assert_eq!(open_bound(raw).as_ref().map(|(name, day)| (*name, &**day)), bound, "{raw}");
        }
        assert_eq!(of_days("janvier 2020").as_deref(), Some("2020-01-01/2020-01-31"));
        assert_eq!(of_days("Février 2020").as_deref(), Some("2020-02-01/2020-02-29"));
        assert_eq!(of_days("2020/.."), None);
        assert_eq!(
            of_days("du 1er janvier 2015 au 31 décembre 2016").as_deref(),
            Some("2015-01-01/2016-12-31")
        );
        assert_eq!(of_days("mars 2020 - avril 2021").as_deref(), Some("2020-03-01/2021-04-30"));
        assert_eq!(of_days("Année 2020").as_deref(), Some("2020-01-01/2020-12-31"));
        assert_eq!(of_days("2020-2021").as_deref(), Some("2020-01-01/2021-12-31"));
        assert_eq!(of_days("de 2010 à 2015").as_deref(), Some("2010-01-01/2015-12-31"));
        assert_eq!(of_days("2020-2021 (année scolaire)"), None);
        assert_eq!(of_days("start=2020-01-01; end=2020-12-31;").as_deref(), Some("2020-01-01/2020-12-31"));
        assert_eq!(of_days("01/01/2019 - 31/12/2019").as_deref(), Some("2019-01-01/2019-12-31"));
        assert_eq!(of_days("01/01/2019-31/12/2019").as_deref(), Some("2019-01-01/2019-12-31"));
        assert_eq!(of_days("1546300800000/1577750400000").as_deref(), Some("2019-01-01/2019-12-31"));
        assert_eq!(of_days("2019-01-01--2019-12-31").as_deref(), Some("2019-01-01/2019-12-31"));
        assert_eq!(of_days("du 2019-01-01 au 2019-12-31").as_deref(), Some("2019-01-01/2019-12-31"));
        for (raw, days) in [
            ("1er trimestre 2020", "2020-01-01/2020-03-31"),
            ("4e trimestre de l’année 2020", "2020-10-01/2020-12-31"),
            ("T1-2020", "2020-01-01/2020-03-31"),
            ("2020-T2", "2020-04-01/2020-06-30"),
            ("Second semestre 2020", "2020-07-01/2020-12-31"),
        ] {
            assert_eq!(of_days(raw).as_deref(), Some(days), "{raw}");
        }
        for none in [
            "",
            "depuis 2019",
            "01/01/2019",
            "2019-02-30/2019-03-01",
            "2020+",
            "2020…",
            "≥2015",
            "2015-",
            "3e semestre 2020",
            "S1 2020",
        ] {
            assert_eq!(of_days(none), None, "{none}");
        }
    }

    #[test]
    fn months_are_told_from_what_has_a_hyphen_too() {
        for month in ["2020-05", " 05-2020", "2020-5", "May-2020", "2020-05Z"] {
            assert!(is_month(month), "{month}");
        }
        for other in ["2015-", "-2020", "T1-2020", "2019-20", "2020-T1", "2020", "05-20"] {
            assert!(!is_month(other), "{other}");
        }
    }

    #[test]
    fn partial_bounds_become_days() {
        for (raw, full) in [
            ("2020/2021", Some("2020-01-01/2021-12-31")),
            ("2020-02/2021-02", Some("2020-02-01/2021-02-28")),
            ("2020/2021-05-01", Some("2020-01-01/2021-05-01")),
            ("2021/2020", Some("2020-01-01/2021-12-31")),
            ("03/2020", Some("2020-03-01/2020-03-31")),
            ("2020/21", None),
            ("2020/", None),
            ("/2021-05", None),
        ] {
            assert_eq!(full_dates(raw).as_deref(), full, "{raw}");
        }
    }
}
