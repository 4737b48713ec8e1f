//! How Python reads and shows what HTML's oddities hand it: `int()` and `repr()`.

use std::fmt::Write;

use crate::text::space::strip;

/// The zeros of Unicode 14's decimal digits (category Nd); the nine others follow each.
const ZEROS: [u32; 66] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50,
    0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40,
    0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066,
    0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950,
    0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6,
    0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

/// The most digits that Python 3.11 converts to an integer.
pub(super) const MOST_DIGITS: usize = 4300;

/// The value of a decimal digit of any script, which `\d` matches and `int()` reads.
pub(super) fn decimal_digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let code = u32::from(c);
    let zero = ZEROS.get(ZEROS.partition_point(|&zero| zero <= code).checked_sub(1)?)?;
    Some(code - zero).filter(|&digit| digit < 10)
}

/// `int(text)`: white space around, a sign, digits of any script, underscores between digits.
///
/// `None` where Python raises `ValueError`, and beyond `i128`, which Python reads.
pub(super) fn parse_int(text: &str) -> Option<i128> {
    let text = strip(text);
    let (negative, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) => (text.starts_with('-'), digits),
        None => (false, text),
    };
    let mut value = 0i128;
    let mut after_digit = false;
    for c in digits.chars() {
        if c == '_' && after_digit {
            after_digit = false;
            continue;
        }
        value = value.checked_mul(10)?.checked_add(decimal_digit(c)?.into())?;
        after_digit = true;
    }
    after_digit.then_some(if negative { -value } else { value })
}

/// `repr(text)`.
pub(super) fn repr(text: &str) -> String {
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
                let _ = match u32::from(c) {
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
    let shown = ['a', c].iter().collect::<String>().escape_debug().count();
    shown == 2 || matches!(c, '\'' | '"' | '\\')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_integers_as_python() {
        for (text, value) in [
            ("12", Some(12)),
            (" -3\u{a0}\n", Some(-3)),
            ("+1_000", Some(1000)),
            ("\u{663}\u{0967}", Some(31)),
            ("", None),
            ("-", None),
            ("_1", None),
            ("1_", None),
            ("1__0", None),
            ("+ 1", None),
            ("1.0", None),
            ("\u{b2}", None),
        ] {
            assert_eq!(parse_int(text), value, "{text:?}");
        }
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
