//! Numbers as Python's `int`, `float` and `Decimal` read and write them.

use crate::text::{python, space::is_space};

/// A decimal is written without exponent: beyond this many zeros it is left as it is.
const MOST_ZEROS: i64 = 350;

/// `str(int(value))`.
pub(super) fn integer(value: &str) -> Option<String> {
    python::int(value).ok()
}

/// `str(float(value))`.
pub(super) fn float(value: &str) -> Option<String> {
    python::float(value).map(python::float_repr)
}

/// A decimal as Python reads it.
enum XsdDecimal {
    /// `Infinity`, `NaN` and the like, as they are written.
    Special(String),
    /// Digits, and the power of ten of the last one.
    Finite { negative: bool, digits: String, scale: i64 },
}

impl XsdDecimal {
    fn read(value: &str) -> Option<Self> {
        let bare = python::in_ascii_digits(value.trim_matches(is_space)).replace('_', "");
        let (negative, number) = signed(&bare);
        let sign = if negative { "-" } else { "" };
        let lower = number.to_ascii_lowercase();
        if matches!(lower.as_str(), "inf" | "infinity") {
            return Some(Self::Special(format!("{sign}Infinity")));
        }
        for (written, name) in [("snan", "sNaN"), ("nan", "NaN")] {
            if let Some(payload) = lower.strip_prefix(written) {
                let payload = payload.bytes().all(|byte| byte.is_ascii_digit()).then_some(payload)?;
                return Some(Self::Special(format!("{sign}{name}{}", payload.trim_start_matches('0'))));
            }
        }
        let (mantissa, exponent) = match lower.split_once('e') {
            Some((mantissa, exponent)) => (mantissa, integer(exponent)?.parse::<i64>().ok()?),
            None => (lower.as_str(), 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all_digits = whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
        if !all_digits || whole.len() + fraction.len() == 0 || exponent.abs() > MOST_ZEROS {
            return None;
        }
        let scale = exponent - fraction.len() as i64;
        Some(Self::Finite { negative, digits: format!("{whole}{fraction}"), scale })
    }
}

/// `f"{Decimal(value):f}"`.
pub(super) fn decimal(value: &str) -> Option<String> {
    Some(match XsdDecimal::read(value)? {
        XsdDecimal::Special(name) => name,
        XsdDecimal::Finite { negative, digits, scale } => {
            let point = digits.len() as i64 + scale;
            (if negative { "-" } else { "" }).to_owned() + &placed(&digits, point, scale)
        }
    })
}

/// `str(Decimal(value))`: with an exponent when there are zeros to spare.
pub(super) fn python_decimal(value: &str) -> Option<String> {
    // Most decimals have neither an exponent nor enough zeros to need one.
    if !value.contains(['e', 'E']) && !value.contains(".000000") {
        return None;
    }
    let XsdDecimal::Finite { negative, digits, scale } = XsdDecimal::read(value)? else { return None };
    let significant = digits.trim_start_matches('0');
    let significant = if significant.is_empty() { "0" } else { significant };
    let adjusted = significant.len() as i64 - 1 + scale;
    if scale <= 0 && adjusted >= -6 {
        return None;
    }
    let (first, rest) = significant.split_at_checked(1)?;
    let point = if rest.is_empty() { "" } else { "." };
    let (minus, sign) = (if negative { "-" } else { "" }, if adjusted < 0 { '-' } else { '+' });
    Some(format!("{minus}{first}{point}{rest}E{sign}{}", adjusted.abs()))
}

/// Digits with the point after `point` of them; `scale` is the power of ten of the last one.
fn placed(digits: &str, point: i64, scale: i64) -> String {
    let (whole, fraction) = if point <= 0 {
        (String::new(), "0".repeat(-point as usize) + digits)
    } else if let Some((whole, fraction)) = digits.split_at_checked(point as usize) {
        (whole.to_owned(), fraction.to_owned())
    } else {
        (digits.to_owned() + &"0".repeat(point as usize - digits.len()), String::new())
    };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if scale < 0 { format!("{whole}.{fraction}") } else { whole.to_owned() }
}

fn signed(number: &str) -> (bool, &str) {
    match number.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, number.strip_prefix('+').unwrap_or(number)),
    }
}
