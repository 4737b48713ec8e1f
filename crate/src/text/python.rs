//! Python's numbers and its `repr()` of texts, as udata shows them.

use std::{borrow::Cow, fmt::Write};

use super::{space::strip, surrogates::half};

/// The zeros of Unicode 14's decimal digits (category Nd); the nine others follow each.
const ZEROS: [u32; 66] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
    0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40,
    0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066,
    0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950,
    0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6,
    0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

/// Python's `float(text)`.
pub fn float(text: &str) -> Option<f64> {
    as_rust_writes(strip(text))?.parse().ok()
}

/// Python refuses longer integers (`sys.set_int_max_str_digits`).
pub const LONGEST_INTEGER: usize = 4300;

/// Python's `int(text)`, as `str()` writes it: digits of any script, a sign, an underscore between two digits.
///
/// # Errors
/// What Python raises, as it words it.
pub fn int(text: &str) -> Result<String, String> {
    let invalid = || format!("invalid literal for int() with base 10: {}", repr(text));
    let number = as_rust_writes(strip(text)).ok_or_else(invalid)?;
    let digits = number.strip_prefix(['+', '-']).unwrap_or(&number);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(invalid());
    }
    if digits.len() > LONGEST_INTEGER {
        return Err(too_long(digits.len()));
    }
    Ok(match digits.trim_start_matches('0') {
        "" => "0".to_owned(),
        significant if number.starts_with('-') => format!("-{significant}"),
        significant => significant.to_owned(),
    })
}

/// What Python says of an integer of so many digits.
pub fn too_long(digits: usize) -> String {
    format!(
        "Exceeds the limit ({LONGEST_INTEGER} digits) for integer string conversion: value has {digits} digits; use sys.set_int_max_str_digits() to increase the limit"
    )
}

/// An integer that [`int`] wrote, or the nearest of 64 bits.
pub fn clamped(integer: &str) -> i64 {
    integer.parse().unwrap_or(if integer.starts_with('-') { i64::MIN } else { i64::MAX })
}

/// `repr(float)`: the shortest digits that read back, with an exponent below 1e-4 and from 1e16.
pub fn float_repr(number: f64) -> String {
    if number.is_nan() {
        return "nan".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let magnitude = number.abs();
    if magnitude != 0.0 && !(1e-4..1e16).contains(&magnitude) {
        let scientific = format!("{number:e}");
        let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
        let (sign, exponent) = match exponent.strip_prefix('-') {
            Some(exponent) => ('-', exponent),
            None => ('+', exponent),
        };
        return format!("{digits}e{sign}{exponent:0>2}");
    }
    if number.fract() == 0.0 { format!("{number}.0") } else { number.to_string() }
}

/// The value of a decimal digit of any script, which `\d` matches and `int()` reads.
pub fn decimal_digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let code = u32::from(c);
    let zero = ZEROS.get(ZEROS.partition_point(|&zero| zero <= code).checked_sub(1)?)?;
    Some(code - zero).filter(|&digit| digit < 10)
}

/// The text with its digits in ASCII, whatever script they are written in.
pub fn in_ascii_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let ascii = |c| decimal_digit(c).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c);
    Cow::Owned(text.chars().map(ascii).collect())
}

/// A number's digits in ASCII, without its underscores: each stands between two digits.
fn as_rust_writes(text: &str) -> Option<Cow<'_, str>> {
    let text = in_ascii_digits(text);
    if !text.contains('_') {
        return Some(text);
    }
    let bytes = text.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let mut underscores = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'_');
    underscores
        .all(|(at, _)| digit(at.checked_sub(1)) && digit(at.checked_add(1)))
        .then(|| Cow::Owned(text.replace('_', "")))
}

/// `repr(text)`.
pub fn repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\\' => out.push_str("\\\\"),
            _ if c == quote => out.extend(['\\', c]),
            _ if is_printable(c) => out.push(c),
            _ => {
                // Writing to a string cannot fail.
                let _ = match half(c).unwrap_or(c.into()) {
                    code @ ..=0xff => write!(out, "\\x{code:02x}"),
                    code @ ..=0xffff => write!(out, "\\u{code:04x}"),
                    code => write!(out, "\\U{code:08x}"),
                };
            }
        }
    }
    out.push(quote);
    out
}

/// `c.isprintable()`. Rust's debug form escapes the same characters, and combining marks that come first.
fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return c == ' ' || c.is_ascii_graphic();
    }
    let shown = ['a', c].iter().collect::<String>().escape_debug().count();
    shown == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_python_reads_them() {
        for (text, number) in [
            (" 1_0.5\n", Some(10.5)),
            ("\u{1c}-.5e1", Some(-5.0)),
            ("5.", Some(5.0)),
            ("+inf", Some(f64::INFINITY)),
            ("1_", None),
            ("1__0", None),
            ("_1", None),
            ("0x1", None),
            ("", None),
        ] {
            assert_eq!(float(text), number, "{text}");
        }
        for (text, number) in [
            (" 007 ", Some("7")),
            ("-2_020", Some("-2020")),
            ("+5", Some("5")),
            ("-0", Some("0")),
            ("5.0", None),
            ("1_", None),
            ("- 5", None),
            ("-", None),
            ("\u{663}\u{0967}", Some("31")),
            ("\u{b2}", None),
            ("123456789012345678901234567890", Some("123456789012345678901234567890")),
        ] {
            assert_eq!(int(text).ok().as_deref(), number, "{text}");
        }
        assert_eq!(int("5,'"), Err("invalid literal for int() with base 10: \"5,'\"".to_owned()));
        assert!(int(&"9".repeat(4300)).is_ok());
        assert!(int(&"9".repeat(4301)).is_err_and(|error| error.contains("4301 digits")));
        assert_eq!((clamped("-5"), clamped(&"9".repeat(30))), (-5, i64::MAX));
    }

    #[test]
    fn shows_strings_as_python() {
        for (text, shown) in [
            ("a'b", r#""a'b""#),
            ("a'\"b", r#"'a\'"b'"#),
            ("\t\r\n\\\u{1}\u{7f}\u{a0}\u{ad}", r"'\t\r\n\\\x01\x7f\xa0\xad'"),
            ("é\u{301}\u{200b}\u{2028}\u{e000}", "'é\u{301}\\u200b\\u2028\\ue000'"),
            ("\u{1f600}\u{10ffff}", "'\u{1f600}\\U0010ffff'"),
        ] {
            assert_eq!(repr(text), shown);
        }
    }
}
