//! Dates as the site writes them in French.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday};

use super::Setting;
use crate::text::date::month_name;

/// The time zone of the reader's browser.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeZone {
    /// Metropolitan France.
    #[default]
    Paris,
    /// Universal time.
    Utc,
}

/// Days after which a date is written in full.
const RECENT: i64 = 30;
const DAY: i64 = 86_400;

/// Abbreviated months, as browsers have them in French.
const SHORT_MONTHS: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

impl TimeZone {
    /// What clocks show there at an instant of universal time.
    pub fn local(self, utc: NaiveDateTime) -> NaiveDateTime {
        utc.checked_add_signed(self.offset(utc)).unwrap_or(utc)
    }

    fn offset(self, utc: NaiveDateTime) -> TimeDelta {
        match self {
            Self::Utc => TimeDelta::zero(),
            Self::Paris => TimeDelta::seconds(paris(utc)),
        }
    }

    /// Midnight there on the day of `utc`, as an instant; milliseconds stay, as in the site's code.
    fn midnight(self, utc: NaiveDateTime) -> NaiveDateTime {
        let local = self.local(utc);
        let milliseconds = TimeDelta::milliseconds(i64::from(local.nanosecond() / 1_000_000));
        let midnight = local.date().and_time(NaiveTime::MIN);
        // Clocks never change at midnight: an hour's error does not matter here.
        midnight - self.offset(midnight - TimeDelta::hours(1)) + milliseconds
    }
}

/// Seconds that clocks in Paris are ahead of universal time.
///
/// Summer time begins and ends at one o'clock, universal time, on the last Sundays of March and October (of September
/// before 1996); France kept one hour ahead without summer time from 1946 to 1975. The years before are told roughly,
/// since no portal dates a record to the hour then.
fn paris(utc: NaiveDateTime) -> i64 {
    const HOUR: i64 = 3600;
    let year = utc.year();
    let (begin, end) = match year {
        ..1911 => return 561,
        1911..1940 => return 0,
        1940..1976 => return HOUR,
        1976 => (day(1976, 3, 28), day(1976, 9, 26)),
        1977 => (day(1977, 4, 3), day(1977, 9, 25)),
        1978 => (day(1978, 4, 2), day(1978, 10, 1)),
        1979 => (day(1979, 4, 1), day(1979, 9, 30)),
        1980 => (day(1980, 4, 6), day(1980, 9, 28)),
        1981..1996 => (last_sunday(year, 3), last_sunday(year, 9)),
        _ => (last_sunday(year, 3), last_sunday(year, 10)),
    };
    let is_summer = begin.is_some_and(|at| utc >= at) && end.is_some_and(|at| utc < at);
    if is_summer { 2 * HOUR } else { HOUR }
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDateTime> {
    NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(1, 0, 0)
}

fn last_sunday(year: i32, month: u32) -> Option<NaiveDateTime> {
    let last = NaiveDate::from_ymd_opt(year, month + 1, 1)?.pred_opt()?;
    last.week(Weekday::Sun).first_day().and_hms_opt(1, 0, 0)
}

/// « 3 mars 2024 »: the site has no « 1er ».
pub fn long(utc: NaiveDateTime, setting: Setting<'_>) -> String {
    full(setting.zone.local(utc).date())
}

/// The same, for a day.
pub fn full(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month_name(date.month()), date.year())
}

/// « 3 mars », « mars 2024 ».
pub fn day_and_month(date: NaiveDate) -> String {
    format!("{} {}", date.day(), month_name(date.month()))
}

/// « mars 2024 ».
pub fn month_and_year(date: NaiveDate) -> String {
    format!("{} {}", month_name(date.month()), date.year())
}

/// « 3 févr. 2024 ».
fn medium(date: NaiveDate) -> String {
    let month = SHORT_MONTHS.get(date.month0() as usize).copied().unwrap_or_default();
    format!("{} {month} {}", date.day(), date.year())
}

/// « Mis à jour hier », « Mis à jour le 3 févr. 2024 ».
pub fn updated(utc: NaiveDateTime, is_abbreviated: bool, setting: Setting<'_>) -> String {
    format!("Mis à jour {}", relative_if_recent(utc, is_abbreviated, setting))
}

/// Relative for thirty days before and after today.
fn relative_if_recent(utc: NaiveDateTime, is_abbreviated: bool, setting: Setting<'_>) -> String {
    let zone = setting.zone;
    let today = zone.midnight(setting.now.naive.with_nanosecond(0).unwrap_or(setting.now.naive));
    let milliseconds = (zone.midnight(utc) - today).num_milliseconds();
    if milliseconds.abs() >= RECENT * DAY * 1000 {
        let date = zone.local(utc).date();
        return format!("le {}", if is_abbreviated { medium(date) } else { full(date) });
    }
    let seconds = rounded(milliseconds, 1000);
    match (seconds.abs() >= RECENT * DAY, rounded(seconds, DAY)) {
        // Rounded up to thirty days, which the site then calls a month.
        (true, ..=0) => "le mois dernier".to_owned(),
        (true, _) => "le mois prochain".to_owned(),
        (false, 0) => "aujourd’hui".to_owned(),
        (false, 1) => "demain".to_owned(),
        (false, 2) => "après-demain".to_owned(),
        (false, -1) => "hier".to_owned(),
        (false, -2) => "avant-hier".to_owned(),
        (false, days @ 1..) => format!("dans {days} jours"),
        (false, days) => format!("il y a {} jours", days.abs()),
    }
}

/// `value / unit` to the nearest, halves upwards.
fn rounded(value: i64, unit: i64) -> i64 {
    (2 * value + unit).div_euclid(2 * unit)
}

/// A period: « 2020 et 2021 », « mars à mai 2020 », « du 3 mars au 4 avril 2020 », « depuis 2019 ».
pub fn period(start: NaiveDate, end: Option<NaiveDate>) -> String {
    let same_year = end.is_some_and(|end| end.year() == start.year());
    let is_last_day = |day: NaiveDate| day.succ_opt().is_none_or(|next| next.day() == 1);
    if (start.day(), start.month()) == (1, 1) && end.is_none_or(|end| (end.day(), end.month()) == (31, 12)) {
        let first = start.year();
        return match end.map(|end| end.year()) {
            None => format!("depuis {first}"),
            Some(last) if last == first + 1 => format!("{first} et {last}"),
            Some(last) if last > first => format!("{first} à {last}"),
            Some(_) => first.to_string(),
        };
    }
    if start.day() == 1 && end.is_none_or(is_last_day) {
        let Some(end) = end else { return format!("depuis {}", month_and_year(start)) };
        if end.year() <= start.year() && end.month() <= start.month() {
            return month_and_year(start);
        }
        // Months that follow each other are joined by « et », whatever their years.
        let follow = end.month() == start.month() + 1 || (start.month(), end.month()) == (12, 1);
        let first = if same_year { month_name(start.month()).to_owned() } else { month_and_year(start) };
        return format!("{first} {} {}", if follow { "et" } else { "à" }, month_and_year(end));
    }
    let Some(end) = end else { return format!("depuis le {}", full(start)) };
    if end.year() > start.year() || end.month() > start.month() || end.day() > start.day() {
        let first = if same_year { day_and_month(start) } else { full(start) };
        return format!("du {first} au {}", full(end));
    }
    format!("le {}", full(start))
}
