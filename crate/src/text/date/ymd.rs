//! Which of the numbers of a date is the year, the month, the day (`_ymd`, `parser/_parser.py`).

use super::{
    decimal::{Decimal, integer},
    parser::{DateStep, DateStop},
};

type Resolved = (Option<i128>, Option<i128>, Option<i128>);

/// The numbers met so far, and the places of those whose meaning is known.
#[derive(Debug, Default)]
pub(super) struct Ymd {
    values: Vec<i128>,
    year: Option<usize>,
    month: Option<usize>,
    /// The year was written in full.
    pub century_specified: bool,
}

impl Ymd {
    pub(super) fn len(&self) -> usize {
        self.values.len()
    }

    /// A number as text; three digits or more are a year.
    pub(super) fn push_text(&mut self, text: &str) -> DateStep<()> {
        let is_year = text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        self.century_specified |= is_year;
        self.push(integer(text).ok_or(DateStop::Unknown)?, is_year)
    }

    /// The text of a year.
    pub(super) fn push_year(&mut self, text: &str) -> DateStep<()> {
        self.century_specified |= text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        self.push(integer(text).ok_or(DateStop::Unknown)?, true)
    }

    /// A number alone; more than 100 is a year.
    pub(super) fn push_value(&mut self, value: &Decimal) -> DateStep<()> {
        let is_year = value.whole > 100 || (value.whole == 100 && value.has_fraction());
        self.century_specified |= is_year;
        self.push(value.whole, is_year)
    }

    /// A month given by its name.
    pub(super) fn push_month(&mut self, month: u32) -> DateStep<()> {
        self.values.push(month.into());
        if self.month.is_some() {
            return Err(DateStop::Unknown);
        }
        self.month = Some(self.values.len() - 1);
        Ok(())
    }

    fn push(&mut self, value: i128, is_year: bool) -> DateStep<()> {
        self.values.push(value);
        if is_year {
            if self.year.is_some() {
                return Err(DateStop::Unknown);
            }
            self.year = Some(self.values.len() - 1);
        }
        Ok(())
    }

    pub(super) fn could_be_day(&self, value: &Decimal) -> bool {
        let at = |place: Option<usize>| place.and_then(|place| self.values.get(place).copied());
        let last = at(self.month).map_or(31, |month| days_in_month(at(self.year).unwrap_or(2000), month));
        let below = value.whole < last || (value.whole == last && !value.has_fraction());
        value.whole >= 1 && below
    }

    /// Year, month and day.
    pub(super) fn resolve(&self, year_first: bool, day_first: bool) -> DateStep<Resolved> {
        let known = usize::from(self.year.is_some()) + usize::from(self.month.is_some());
        match *self.values.as_slice() {
            ref values if values.len() > 3 => Err(DateStop::Unknown),
            [] => Ok((None, None, None)),
            [_] if known == 1 => Ok(self.by_place(None)),
            [_, _] if known == 2 => Ok(self.by_place(None)),
            [_, _, _] if known == 2 => {
                // The place that is left is the day's.
                Ok(self.by_place((0..3).find(|place| ![self.year, self.month].contains(&Some(*place)))))
            }
            [only] => Ok(alone(only, None)),
            [first, second] => Ok(match self.month {
                Some(0) => alone(second, Some(first)),
                Some(_) => alone(first, Some(second)),
                None if first > 31 => (Some(first), Some(second), None),
                None if second > 31 => (Some(second), Some(first), None),
                None if day_first && second <= 12 => (None, Some(second), Some(first)),
                None => (None, Some(first), Some(second)),
            }),
            [first, second, third] => {
                let (year, month, day) = match self.month {
                    Some(0) if second > 31 => (second, first, third),
                    Some(0) => (third, first, second),
                    Some(1) if first > 31 || (year_first && third <= 31) => (first, second, third),
                    Some(1) => (third, second, first),
                    Some(_) if second > 31 => (second, third, first),
                    Some(_) => (first, third, second),
                    None if first > 31
                        || self.year == Some(0)
                        || (year_first && second <= 12 && third <= 31) =>
                    {
                        if day_first && third <= 12 {
                            (first, third, second)
                        } else {
                            (first, second, third)
                        }
                    }
                    None if first > 12 || (day_first && second <= 12) => (third, second, first),
                    None => (third, first, second),
                };
                Ok((Some(year), Some(month), Some(day)))
            }
            _ => Err(DateStop::Unknown),
        }
    }

    fn by_place(&self, day: Option<usize>) -> Resolved {
        let at = |place: Option<usize>| place.and_then(|place| self.values.get(place).copied());
        (at(self.year), at(self.month), at(day))
    }
}

/// A number beside a month's name, or alone: a year when it cannot be a day.
fn alone(other: i128, month: Option<i128>) -> Resolved {
    if other > 31 { (Some(other), month, None) } else { (None, month, Some(other)) }
}

/// `calendar.monthrange`, for any year; 0 when the month does not exist.
pub(super) fn days_in_month(year: i128, month: i128) -> i128 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}
