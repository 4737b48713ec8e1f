//! Texts of periods: the days that they mean, and the bounds that they lack.

/// `2020/2021` as `2020-01-01/2021-12-31`, when both bounds are there.
pub(super) fn full_dates(bounds: &str) -> Option<String> {
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

/// The property of the only bound of a period without end, or without start, that is written as a text.
pub(super) fn open_bound(raw: &str) -> Option<&'static str> {
    let is_open = |text: &str| matches!(text.trim(), "" | ".." | "…" | "...");
    let is_day = |text: &str| day(text.trim()).is_some();
    let (start, end) = raw.split_once('/')?;
    match (is_day(start), is_open(end), is_open(start), is_day(end)) {
        (true, true, ..) => Some("dcat:startDate"),
        (_, _, true, true) => Some("dcat:endDate"),
        _ => None,
    }
}

/// `01/01/2019 - 31/12/2019` as `2019-01-01/2019-12-31`; `2019-2021` from the first day to the last.
pub(super) fn of_days(raw: &str) -> Option<String> {
    of_two_days(raw).or_else(|| of_two_years(raw))
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

pub(super) fn of_two_days(raw: &str) -> Option<String> {
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
    use super::{full_dates, of_days, open_bound};

    #[test]
    fn open_periods_and_french_dates_are_told() {
        assert_eq!(open_bound("2019-01-01/.."), Some("dcat:startDate"));
        assert_eq!(open_bound("/2019-01-01"), Some("dcat:endDate"));
        assert_eq!(open_bound("2019/2020"), None);
        assert_eq!(of_days("2020-2021").as_deref(), Some("2020-01-01/2021-12-31"));
        assert_eq!(of_days("de 2010 à 2015").as_deref(), Some("2010-01-01/2015-12-31"));
        assert_eq!(of_days("2020-2021 (année scolaire)"), None);
        assert_eq!(of_days("start=2020-01-01; end=2020-12-31;").as_deref(), Some("2020-01-01/2020-12-31"));
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
