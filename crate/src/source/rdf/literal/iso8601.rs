//! Dates and times as Python 3.11's `fromisoformat` reads them and `isoformat` writes them, with the
//! liberties rdflib takes for `xsd:date` (`xsd_datetime.py`).

use std::fmt::Write;

use chrono::{Datelike, NaiveDate, Weekday};

/// `datetime.fromisoformat(value).isoformat()`.
pub(super) fn date_time(value: &str) -> Option<String> {
    let separator = separator(value.as_bytes())?;
    let date = value.get(..separator)?;
    let mut date_and_time = read_date(date.as_bytes())?;
    let mut rest = value.get(separator..)?.chars();
    let time = match rest.next() {
        Some(_) => Time::read(rest.as_str().as_bytes())?,
        None => Time::default(),
    };
    date_and_time.push('T');
    time.write(&mut date_and_time);
    Some(date_and_time)
}

/// A date, whose time or offset is dropped.
pub(super) fn date(value: &str) -> Option<String> {
    let day = value.strip_suffix(['Z', 'z']).unwrap_or(value);
    if day.starts_with('-') {
        return None;
    }
    let day = if let Some((day, _)) = day.split_once('T') {
        day
    } else if let Some((day, _)) = day.rsplit_once('+').filter(|(day, _)| !day.is_empty()) {
        day
    } else {
        day.rsplit_once('-').filter(|(_, offset)| offset.contains(':')).map_or(day, |(day, _)| day)
    };
    if !day.contains('-') || !matches!(day.len(), 7 | 8 | 10) {
        return None;
    }
    read_date(day.as_bytes())
}

/// `time.fromisoformat(value).isoformat()`.
pub(super) fn time(value: &str) -> Option<String> {
    let time = Time::read(value.strip_prefix('T').unwrap_or(value).as_bytes())?;
    let mut text = String::new();
    time.write(&mut text);
    Some(text)
}

/// Where the date of a date and time ends.
fn separator(text: &[u8]) -> Option<usize> {
    let at = |index: usize| text.get(index).copied().unwrap_or_default();
    let length = text.len();
    if length <= 7 {
        return (length == 7).then_some(7);
    }
    Some(match (at(4), at(5)) {
        (b'-', b'W') if at(8) == b'-' => match length {
            9 => return None,
            _ if at(10).is_ascii_digit() => 8,
            _ => 10,
        },
        (b'-', b'W') => 8,
        (b'-', _) => 10,
        (b'W', _) => {
            let digits = text.iter().skip(7).take_while(|byte| byte.is_ascii_digit()).count() + 7;
            match digits {
                ..9 => digits,
                _ if digits % 2 == 0 => 7,
                _ => 8,
            }
        }
        _ => 8,
    })
}

/// `YYYY-MM-DD`, `YYYYMMDD`, `YYYY-Www`, `YYYYWww`, `YYYY-Www-D` or `YYYYWwwD`, rewritten as the first.
fn read_date(text: &[u8]) -> Option<String> {
    let mut reader = Iso8601Reader(text);
    let year = reader.digits(4)? as i32;
    let dashed = reader.skip(b'-');
    let date = if reader.skip(b'W') {
        let week = reader.digits(2)?;
        let day = if reader.0.is_empty() {
            1
        } else if dashed && !reader.skip(b'-') {
            return None;
        } else {
            reader.digits(1)?
        };
        let weekday = Weekday::try_from(u8::try_from(day.checked_sub(1)?).ok()?).ok()?;
        NaiveDate::from_isoywd_opt(year, week, weekday)?
    } else {
        let month = reader.digits(2)?;
        if dashed && !reader.skip(b'-') {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, reader.digits(2)?)?
    };
    let known = reader.0.is_empty() && (1..=9999).contains(&year) && (1..=9999).contains(&date.year());
    known.then(|| date.to_string())
}

#[derive(Default)]
struct Clock {
    hour: u32,
    minute: u32,
    second: u32,
    microsecond: u32,
}

#[derive(Default)]
struct Time {
    clock: Clock,
    /// Whether the offset is west of Greenwich, and how far.
    offset: Option<(bool, Clock)>,
}

impl Time {
    fn read(text: &[u8]) -> Option<Self> {
        let zone = text.iter().position(|byte| matches!(byte, b'+' | b'-' | b'Z'));
        let (clock, zone) = text.split_at(zone.unwrap_or(text.len()));
        // CPython forgives one character more, and any behind a long fraction, when an offset follows.
        let (clock, rest) = Clock::read(clock)?;
        if !rest.is_empty() && zone.is_empty() {
            return None;
        }
        if clock.hour > 23 || clock.minute > 59 || clock.second > 59 {
            return None;
        }
        let offset = match zone {
            [] => None,
            [b'Z'] => Some((false, Clock::default())),
            [b'Z', ..] => return None,
            [sign, offset @ ..] => {
                let (offset, rest) = Clock::read(offset)?;
                let offset = offset.carried();
                (offset.hour < 24 && rest.is_empty()).then_some(())?;
                let nothing = offset.hour + offset.minute + offset.second + offset.microsecond == 0;
                Some((*sign == b'-' && !nothing, offset))
            }
        };
        Some(Self { clock, offset })
    }

    fn write(&self, out: &mut String) {
        let Clock { hour, minute, second, .. } = self.clock;
        let _ = write!(out, "{hour:02}:{minute:02}:{second:02}");
        self.clock.write_fraction(out);
        if let Some((west, offset)) = &self.offset {
            let sign = if *west { '-' } else { '+' };
            let _ = write!(out, "{sign}{:02}:{:02}", offset.hour, offset.minute);
            if offset.second + offset.microsecond > 0 {
                let _ = write!(out, ":{:02}", offset.second);
            }
            offset.write_fraction(out);
        }
    }
}

impl Clock {
    /// `HH[:?MM[:?SS[{.,}f+]]]`, and what is left behind.
    fn read(text: &[u8]) -> Option<(Self, &[u8])> {
        let mut reader = Iso8601Reader(text);
        let mut clock = Self { hour: reader.digits(2)?, ..Self::default() };
        let separated = reader.0.first() == Some(&b':');
        for part in [&mut clock.minute, &mut clock.second] {
            match reader.0 {
                [] | [_] | [b'.' | b',', ..] => break,
                [b':', ..] if separated => reader.skip(b':'),
                _ if separated => return None,
                _ => false,
            };
            *part = reader.digits(2)?;
        }
        match reader.0 {
            rest @ ([] | [_]) => Some((clock, rest)),
            [b'.' | b',', fraction @ ..] => {
                let kept = fraction.len().min(6);
                let mut fraction = Iso8601Reader(fraction);
                clock.microsecond = fraction.digits(kept)? * 10_u32.pow(6 - kept as u32);
                while fraction.digits(1).is_some() {}
                Some((clock, fraction.0))
            }
            _ => None,
        }
    }

    /// An offset's minutes and seconds may exceed 59: they are carried over.
    fn carried(self) -> Self {
        let seconds = (self.hour * 60 + self.minute) * 60 + self.second;
        Self { hour: seconds / 3600, minute: seconds / 60 % 60, second: seconds % 60, ..self }
    }

    fn write_fraction(&self, out: &mut String) {
        if self.microsecond > 0 {
            let _ = write!(out, ".{:06}", self.microsecond);
        }
    }
}

struct Iso8601Reader<'a>(&'a [u8]);

impl Iso8601Reader<'_> {
    fn digits(&mut self, count: usize) -> Option<u32> {
        let (digits, rest) = self.0.split_at_checked(count)?;
        let number = digits.iter().try_fold(0, |number, digit| {
            digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
        })?;
        self.0 = rest;
        Some(number)
    }

    fn skip(&mut self, byte: u8) -> bool {
        let rest = self.0.strip_prefix(&[byte]);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }
}
