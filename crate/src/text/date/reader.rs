//! dateutil's grammar is what its parser does (`_parse`, `parser/_parser.py`), token after token.

use super::{
    DateTime, Style,
    decimal::{Decimal, integer},
    lexer::tokens,
    parser::{DateParts, DateStep, DateStop, full_year},
    words,
    ymd::Ymd,
};

/// Goes from token to token.
pub(super) struct DateReader {
    tokens: Vec<String>,
    style: Style,
    ymd: Ymd,
    parts: DateParts,
}

impl DateReader {
    pub(super) fn new(text: &str, style: Style) -> Self {
        Self { tokens: tokens(text), style, ymd: Ymd::default(), parts: DateParts::default() }
    }

    /// What the text holds, and its numbers whose meaning depends on the others.
    pub(super) fn read(mut self, now: DateTime) -> DateStep<(DateParts, Ymd)> {
        let mut at = 0;
        while at < self.tokens.len() {
            at = self.step(at, now)?;
        }
        Ok((self.parts, self.ymd))
    }

    fn token(&self, at: usize) -> Option<&str> {
        self.tokens.get(at).map(String::as_str)
    }

    fn is(&self, at: usize, token: &str) -> bool {
        self.token(at) == Some(token)
    }

    /// Where the grammar goes on from a token that must be there.
    fn required(&self, at: usize) -> DateStep<&str> {
        self.token(at).ok_or(DateStop::Unknown)
    }

    /// Reads the token `at` and whatever belongs to it; returns where the next one is.
    fn step(&mut self, at: usize, now: DateTime) -> DateStep<usize> {
        let token = self.required(at)?;
        if words::is_float(token) {
            let value = Decimal::read(token).ok_or(DateStop::Unknown)?;
            return Ok(self.number(at, &value)? + 1);
        }
        if let Some(weekday) = words::weekday(token, self.style.french_weekdays) {
            self.parts.weekday = Some(weekday);
            return Ok(at + 1);
        }
        if let Some(month) = words::month(token) {
            return self.month(at, month, now);
        }
        if let Some(afternoon) = words::half_day(token) {
            if self.half_day_counts()? {
                self.parts.hour = self.parts.hour.map(|hour| on_24_hours(hour, afternoon));
                self.parts.afternoon = Some(afternoon);
            }
            return Ok(at + 1);
        }
        if self.could_be_zone(token, self.parts.offset) {
            return Ok(self.zone(at));
        }
        if self.parts.hour.is_some() && matches!(token, "+" | "-") {
            return self.offset(at);
        }
        if words::is_jump(token) || self.style.fuzzy { Ok(at + 1) } else { Err(DateStop::Unknown) }
    }

    /// A month's name, and the `-01-99` or ` of 99` that may follow.
    fn month(&mut self, at: usize, month: u32, now: DateTime) -> DateStep<usize> {
        self.ymd.push_month(month)?;
        let Some(separator) = self.token(at + 1) else { return Ok(at + 1) };
        if matches!(separator, "-" | "/") {
            let third = self.is(at + 3, separator);
            let second = self.required(at + 2)?.to_owned();
            self.ymd.push_text(&second)?;
            if third {
                let text = self.required(at + 4)?.to_owned();
                self.ymd.push_text(&text)?;
            }
            return Ok(at + if third { 5 } else { 3 });
        }
        let of = separator == " " && self.is(at + 3, " ") && self.token(at + 2).is_some_and(words::is_of);
        match self.token(at + 4) {
            Some(year) if of => {
                if !year.is_empty() && year.bytes().all(|byte| byte.is_ascii_digit()) {
                    let year = full_year(integer(year).ok_or(DateStop::Unknown)?, now).to_string();
                    self.ymd.push_year(&year)?;
                }
                Ok(at + 5)
            }
            _ => Ok(at + 1),
        }
    }

    /// Whether AM or PM may apply: it needs an hour of a 12-hour clock before it.
    fn half_day_counts(&self) -> DateStep<bool> {
        let valid = self.parts.hour.is_some_and(|hour| (0..=12).contains(&hour));
        match (valid, self.style.fuzzy) {
            (true, fuzzy) => Ok(!(fuzzy && self.parts.afternoon.is_some())),
            (false, true) => Ok(false),
            (false, false) => Err(DateStop::Unknown),
        }
    }

    fn could_be_zone(&self, token: &str, offset: Option<i128>) -> bool {
        self.parts.hour.is_some()
            && self.parts.zone.is_none()
            && offset.is_none()
            && token.chars().count() <= 5
            && (token.bytes().all(|byte| byte.is_ascii_uppercase()) || token == "z")
    }

    /// A time zone's name. In `GMT+3` the sign is turned: "my time + 3 is GMT".
    fn zone(&mut self, at: usize) -> usize {
        let name = self.tokens.get(at).cloned().unwrap_or_default();
        self.parts.offset = (name == "z").then_some(0);
        let is_utc = words::is_utc(&name);
        self.parts.zone = Some(name);
        if let Some(sign) = self.tokens.get_mut(at + 1)
            && matches!(sign.as_str(), "+" | "-")
        {
            *sign = if sign == "+" { "-" } else { "+" }.into();
            self.parts.offset = None;
            if is_utc {
                self.parts.zone = None;
            }
        }
        at + 1
    }

    /// `+0300`, `+03:00`, `+3`, and the name that may follow between parentheses.
    fn offset(&mut self, at: usize) -> DateStep<usize> {
        let sign = if self.is(at, "+") { 1 } else { -1 };
        let digits = self.required(at + 1)?;
        let mut at = at;
        let (hours, minutes) = match digits.chars().count() {
            4 => {
                let (hours, minutes) = digits.split_at_checked(2).ok_or(DateStop::Unknown)?;
                (integer(hours), integer(minutes))
            }
            _ if self.is(at + 2, ":") => {
                let both = (integer(digits), integer(self.required(at + 3)?));
                at += 2;
                both
            }
            1 | 2 => (integer(digits), Some(0)),
            _ => return Err(DateStop::Unknown),
        };
        let (hours, minutes) = hours.zip(minutes).ok_or(DateStop::Unknown)?;
        let seconds = hours.saturating_mul(3600).saturating_add(minutes.saturating_mul(60));
        self.parts.offset = Some(seconds.saturating_mul(sign));
        let name = self.token(at + 4).filter(|name| name.chars().count() >= 3);
        if let Some(name) = name
            && self.is(at + 5, ")")
            && self.is(at + 3, "(")
            && self.token(at + 2).is_some_and(words::is_jump)
            && self.could_be_zone(name, None)
        {
            self.parts.zone = Some(name.to_owned());
            at += 4;
        }
        Ok(at + 2)
    }

    /// A number; returns the last token that it used.
    fn number(&mut self, at: usize, value: &Decimal) -> DateStep<usize> {
        let token = self.required(at)?.to_owned();
        let length = token.len();
        let next = self.token(at + 1);
        let slice = |range| token.get(range).and_then(integer).ok_or(DateStop::Unknown);

        if self.ymd.len() == 3
            && matches!(length, 2 | 4)
            && self.parts.hour.is_none()
            && next.is_none_or(|next| next != ":" && words::unit(next).is_none())
        {
            // 19990101T23[59]
            self.parts.hour = Some(slice(0..2)?);
            if length == 4 {
                self.parts.minute = Some(slice(2..4)?);
            }
            Ok(at)
        } else if length == 6 || (length > 6 && token.find('.') == Some(6)) {
            if self.ymd.len() == 0 && !token.contains('.') {
                // YYMMDD
                for range in [0..2, 2..4, 4..6] {
                    self.ymd.push_text(token.get(range).unwrap_or_default())?;
                }
            } else {
                // 19990101T235959[.59]
                self.parts.hour = Some(slice(0..2)?);
                self.parts.minute = Some(slice(2..4)?);
                self.seconds(token.get(4..).unwrap_or_default())?;
            }
            Ok(at)
        } else if matches!(length, 8 | 12 | 14) {
            // YYYYMMDD[HHMM[SS]]
            self.ymd.push_year(token.get(0..4).unwrap_or_default())?;
            self.ymd.push_text(token.get(4..6).unwrap_or_default())?;
            self.ymd.push_text(token.get(6..8).unwrap_or_default())?;
            if length > 8 {
                self.parts.hour = Some(slice(8..10)?);
                self.parts.minute = Some(slice(10..12)?);
            }
            if length > 12 {
                self.parts.second = Some(slice(12..14)?);
            }
            Ok(at)
        } else if let Some((unit, last)) = self.unit_near(at) {
            self.time_part(&token, value, unit)?;
            Ok(last)
        } else if next == Some(":") && self.token(at + 2).is_some() {
            self.clock(at, value)
        } else if let Some(separator @ ("-" | "/" | ".")) = next {
            let separator = separator.to_owned();
            self.separated(at, &token, &separator)
        } else if next.is_none_or(words::is_jump) {
            match self.token(at + 2).and_then(words::half_day) {
                Some(afternoon) => {
                    self.parts.hour = Some(on_24_hours(value.whole, afternoon));
                    Ok(at + 2)
                }
                None => {
                    self.ymd.push_value(value)?;
                    Ok(at + 1)
                }
            }
        } else if let Some(afternoon) = next.and_then(words::half_day).filter(|_| value.whole < 24) {
            self.parts.hour = Some(on_24_hours(value.whole, afternoon));
            Ok(at + 1)
        } else if self.ymd.could_be_day(value) {
            self.ymd.push_value(value)?;
            Ok(at)
        } else if self.style.fuzzy {
            Ok(at)
        } else {
            Err(DateStop::Unknown)
        }
    }

    /// `HH:MM[:SS[.ss]]`
    fn clock(&mut self, at: usize, hour: &Decimal) -> DateStep<usize> {
        self.parts.hour = Some(hour.whole);
        let minutes = Decimal::read(self.required(at + 2)?).ok_or(DateStop::Unknown)?;
        self.minutes(&minutes)?;
        if !self.is(at + 3, ":") {
            return Ok(at + 2);
        }
        match self.token(at + 4).map(str::to_owned) {
            Some(seconds) => {
                self.seconds(&seconds)?;
                Ok(at + 4)
            }
            None => Ok(at + 2),
        }
    }

    /// `01-01[-01]`, `01-Jan[-01]`
    fn separated(&mut self, at: usize, first: &str, separator: &str) -> DateStep<usize> {
        self.ymd.push_text(first)?;
        let Some(second) = self.token(at + 2).filter(|token| !words::is_jump(token)) else {
            return Ok(at + 1);
        };
        let second = second.to_owned();
        match words::month(&second) {
            Some(month) => self.ymd.push_month(month)?,
            None => self.ymd.push_text(&second)?,
        }
        if !self.is(at + 3, separator) {
            return Ok(at + 2);
        }
        let third = self.required(at + 4)?.to_owned();
        match words::month(&third) {
            Some(month) => self.ymd.push_month(month)?,
            None => self.ymd.push_text(&third)?,
        }
        Ok(at + 4)
    }

    /// The `h`, `m` or `s` that goes with the number `at` (0, 1, 2), and the last token used. A unit before the
    /// number means the next smaller one: the 04 of `12h04` are minutes.
    fn unit_near(&self, at: usize) -> Option<(u32, usize)> {
        let unit = |at: usize| self.token(at).and_then(words::unit);
        if let Some(found) = unit(at + 1) {
            return Some((found, at + 1));
        }
        if self.is(at + 1, " ")
            && let Some(found) = unit(at + 2)
        {
            return Some((found, at + 2));
        }
        if let Some(found) = at.checked_sub(1).and_then(unit) {
            return Some((found + 1, at));
        }
        let before = at.checked_sub(2)?;
        let is_last = at + 1 == self.tokens.len();
        (is_last && self.is(at - 1, " ")).then(|| unit(before)).flatten().map(|found| (found + 1, at))
    }

    fn time_part(&mut self, token: &str, value: &Decimal, unit: u32) -> DateStep<()> {
        match unit {
            0 => {
                self.parts.hour = Some(value.whole);
                if let Some(minutes) = value.sixtieths()? {
                    self.parts.minute = Some(minutes);
                }
                Ok(())
            }
            1 => self.minutes(value),
            2 => self.seconds(token),
            _ => Ok(()),
        }
    }

    fn minutes(&mut self, value: &Decimal) -> DateStep<()> {
        self.parts.minute = Some(value.whole);
        self.parts.second = value.sixtieths()?;
        Ok(())
    }

    fn seconds(&mut self, token: &str) -> DateStep<()> {
        let (seconds, fraction) = token.split_once('.').unwrap_or((token, ""));
        let micros = match fraction {
            "" if !token.contains('.') => "000000".to_owned(),
            // Whatever the digits after the sixth are.
            _ => format!("{fraction:0<6}").chars().take(6).collect(),
        };
        self.parts.second = Some(integer(seconds).ok_or(DateStop::Unknown)?);
        self.parts.microsecond = Some(integer(&micros).ok_or(DateStop::Unknown)?);
        Ok(())
    }
}

fn on_24_hours(hour: i128, afternoon: bool) -> i128 {
    match (hour, afternoon) {
        (..12, true) => hour + 12,
        (12, false) => 0,
        _ => hour,
    }
}
