//! Numbers as Python's `int`, `float` and `Decimal` read and write them.

use crate::text::space::is_space;

/// Python refuses longer integers (`sys.set_int_max_str_digits`).
const LONGEST_INTEGER: usize = 4300;

/// A decimal is written without exponent: beyond this many zeros it is left as it is.
const MOST_ZEROS: i64 = 350;

/// `str(int(value))`.
pub(super) fn integer(value: &str) -> Option<String> {
    let (negative, digits) = signed(value.trim_matches(is_space));
    let digits = without_underscores(digits)?;
    if digits.is_empty()
        || digits.len() > LONGEST_INTEGER
        || !digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let significant = digits.trim_start_matches('0');
    Some(match significant {
        "" => "0".to_owned(),
        _ if negative => format!("-{significant}"),
        _ => significant.to_owned(),
    })
}

/// `str(float(value))`.
pub(super) fn float(value: &str) -> Option<String> {
    let (negative, digits) = signed(value.trim_matches(is_space));
    let magnitude = match digits.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => f64::INFINITY,
        "nan" => return Some("nan".to_owned()),
        _ => {
            let digits = without_underscores(digits)?;
            let written =
                |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'+' | b'-');
            if !digits.bytes().all(written) || digits.starts_with(['+', '-']) {
                return None;
            }
            digits.parse::<f64>().ok()?
        }
    };
    Some(python_float(if negative { -magnitude } else { magnitude }))
}

/// Python's `repr` of a float: the shortest digits, with an exponent below 1e-4 and from 1e16.
pub(in super::super) fn python_float(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = format!("{value:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if (-4..16).contains(&exponent) {
        let plain = format!("{value}");
        return if plain.contains('.') { plain } else { plain + ".0" };
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{digits}e{sign}{:02}", exponent.abs())
}

/// A decimal as Python reads it.
enum Decimal {
    /// `Infinity`, `NaN` and the like, as they are written.
    Special(String),
    /// Digits, and the power of ten of the last one.
    Finite { negative: bool, digits: String, scale: i64 },
}

impl Decimal {
    fn read(value: &str) -> Option<Self> {
        let bare = value.trim_matches(is_space).replace('_', "");
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
    Some(match Decimal::read(value)? {
        Decimal::Special(name) => name,
        Decimal::Finite { negative, digits, scale } => {
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
    let Decimal::Finite { negative, digits, scale } = Decimal::read(value)? else { return None };
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

/// Python allows one underscore between two digits.
fn without_underscores(digits: &str) -> Option<String> {
    let bytes = digits.as_bytes();
    let between = |index: usize| {
        let digit = |at: Option<&u8>| at.is_some_and(u8::is_ascii_digit);
        digit(index.checked_sub(1).and_then(|before| bytes.get(before))) && digit(bytes.get(index + 1))
    };
    let mut underscores = digits.match_indices('_');
    underscores.all(|(index, _)| between(index)).then(|| digits.replace('_', ""))
}
