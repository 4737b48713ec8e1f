//! Numbers as XPath reads and writes them.

use std::borrow::Cow;

use super::text::is_space;

/// `xs:double(text)`.
pub(super) fn read(text: &str) -> Option<f64> {
    let text = text.trim_matches(is_space);
    match text {
        "INF" | "+INF" => return Some(f64::INFINITY),
        "-INF" => return Some(f64::NEG_INFINITY),
        "NaN" => return Some(f64::NAN),
        _ => {}
    }
    let numeric = text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'+' | b'-' | b'e' | b'E'));
    if numeric { text.parse().ok() } else { None }
}

/// `string(number)`.
pub(super) fn write(number: f64) -> String {
    if number.is_nan() {
        "NaN".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 { "INF".to_owned() } else { "-INF".to_owned() }
    } else if number == 0.0 {
        if number.is_sign_negative() { "-0".to_owned() } else { "0".to_owned() }
    } else if (1e-6..1e6).contains(&number.abs()) {
        number.to_string()
    } else {
        let scientific = format!("{number:E}");
        match scientific.split_once('E') {
            Some((digits, exponent)) if !digits.contains('.') => format!("{digits}.0E{exponent}"),
            _ => scientific,
        }
    }
}

/// A coordinate as the conversion writes it: what precedes the point is read as a number and written again, what
/// follows is kept, even when it is no digit.
pub(super) fn coordinate(text: &str) -> Cow<'_, str> {
    let whole = |text: &str| write(read(text).unwrap_or(f64::NAN));
    match text.split_once('.') {
        Some((before, after)) => Cow::Owned(format!("{}.{after}", whole(before))),
        None => Cow::Owned(whole(text)),
    }
}

/// `format-number` with as many decimals as the conversion allows.
pub(super) fn decimal(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "Infinity".to_owned() } else { "-Infinity".to_owned() };
    }
    let shortest = format!("{number}");
    let Some((whole, decimals)) = shortest.split_once('.') else { return shortest };
    if decimals.len() <= DECIMALS {
        return shortest;
    }
    let kept = format!("{number:.DECIMALS$}");
    let kept = kept.trim_end_matches('0').trim_end_matches('.');
    if kept.is_empty() { whole.to_owned() } else { kept.to_owned() }
}

const DECIMALS: usize = 24;
