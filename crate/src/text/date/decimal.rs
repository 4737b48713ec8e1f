//! Numbers of a date, as Python's `int` and `Decimal` hold them.

use super::parser::{DateStep, DateStop};

/// Digits of `decimal`'s default precision.
const PRECISION: usize = 28;

/// Digits that Python's `int` accepts to read.
const MAX_DIGITS: usize = 4300;

/// A finite positive number.
#[derive(Debug, Clone)]
pub(super) struct Decimal {
    /// Its whole part, saturated.
    pub whole: i128,
    whole_digits: usize,
    fraction: String,
}

impl Decimal {
    /// Reads digits with at most one dot.
    pub(super) fn read(token: &str) -> Option<Self> {
        let (whole, fraction) = token.split_once('.').unwrap_or((token, ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        let whole_digits = whole.trim_start_matches('0').len();
        Some(Self {
            whole: saturated(whole),
            whole_digits,
            fraction: fraction.trim_end_matches('0').to_owned(),
        })
    }

    pub(super) fn has_fraction(&self) -> bool {
        !self.fraction.is_empty()
    }

    /// The fraction in sixtieths, rounded down; `None` when there is no fraction.
    pub(super) fn sixtieths(&self) -> DateStep<Option<i128>> {
        if self.whole_digits > PRECISION {
            return Err(DateStop::TooPrecise);
        }
        if self.fraction.is_empty() {
            return Ok(None);
        }
        let kept = self.fraction.get(..PRECISION.min(self.fraction.len())).unwrap_or(&self.fraction);
        let scale = 10_i128.pow(u32::try_from(kept.len()).unwrap_or_default());
        Ok(Some(saturated(kept) * 60 / scale))
    }
}

/// Python's `int(text)` of plain digits, saturated.
pub(super) fn integer(text: &str) -> Option<i128> {
    let plain =
        !text.is_empty() && text.len() <= MAX_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| saturated(text))
}

fn saturated(digits: &str) -> i128 {
    digits.bytes().fold(0_i128, |value, byte| {
        value.saturating_mul(10).saturating_add(i128::from(byte.wrapping_sub(b'0')))
    })
}
