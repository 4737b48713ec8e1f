//! Character references: HTML's as Python's `html.unescape` reads them, and html2text's own spellings.

use std::{borrow::Cow, sync::LazyLock};

use super::{
    super::tables::Table,
    error::{Error, MOST_DIGITS},
};

/// HTML's names, sorted, each with its characters as the data file writes them.
static NAMES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    Table::HtmlEntities
        .text()
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .collect()
});

/// What html2text writes in ASCII when it meets the reference, by name or by number; sorted by name.
///
/// So `&eacute;` loses its accent on data.gouv.fr, and `é` keeps it.
const PLAIN: [(&str, char, &str); 37] = [
    ("aacute", 'á', "a"),
    ("acirc", 'â', "a"),
    ("aelig", 'æ', "ae"),
    ("agrave", 'à', "a"),
    ("aring", 'å', "a"),
    ("atilde", 'ã', "a"),
    ("auml", 'ä', "a"),
    ("copy", '©', "(C)"),
    ("eacute", 'é', "e"),
    ("ecirc", 'ê', "e"),
    ("egrave", 'è', "e"),
    ("euml", 'ë', "e"),
    ("iacute", 'í', "i"),
    ("icirc", 'î', "i"),
    ("igrave", 'ì', "i"),
    ("iuml", 'ï', "i"),
    ("larr", '←', "<-"),
    ("ldquo", '“', "\""),
    ("lrm", '\u{200e}', ""),
    ("lsquo", '‘', "'"),
    ("mdash", '—', "--"),
    ("middot", '·', "*"),
    ("ndash", '–', "-"),
    ("oacute", 'ó', "o"),
    ("ocirc", 'ô', "o"),
    ("oelig", 'œ', "oe"),
    ("ograve", 'ò', "o"),
    ("otilde", 'õ', "o"),
    ("ouml", 'ö', "o"),
    ("rarr", '→', "->"),
    ("rdquo", '”', "\""),
    ("rlm", '\u{200f}', ""),
    ("rsquo", '’', "'"),
    ("uacute", 'ú', "u"),
    ("ucirc", 'û', "u"),
    ("ugrave", 'ù', "u"),
    ("uuml", 'ü', "u"),
];

/// How html2text writes `&nbsp;` until the document is done: not white space, which it would collapse, but
/// letters between an ampersand and a semicolon, which decide the spaces around emphasis. Text can spell it too
/// (`&amp;nbsp_place_holder;`), with the same effect.
pub(super) const NO_BREAK_SPACE: &str = "&nbsp_place_holder;";

/// What html2text writes for `&name;` (or `&name` before anything else).
pub(super) fn written_named(name: &str) -> Cow<'static, str> {
    if name == "nbsp" {
        return NO_BREAK_SPACE.into();
    }
    if let Ok(at) = PLAIN.binary_search_by_key(&name, |&(name, ..)| name) {
        return PLAIN.get(at).map_or("", |&(.., plain)| plain).into();
    }
    match NamedEntity::named(name) {
        Some(entity) => entity.characters().collect::<String>().into(),
        None => format!("&{name};").into(),
    }
}

/// What html2text writes for `&#number;`, `number` being `233` or `xE9`.
pub(super) fn written_numbered(number: &str) -> Result<Cow<'static, str>, Error> {
    let c = match parse_number(number)? {
        0 => char::REPLACEMENT_CHARACTER,
        code @ 0x80..=0x9f => windows_1252(code),
        code => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    Ok(match PLAIN.iter().find(|&&(_, spelt, _)| spelt == c) {
        Some(&(.., plain)) => plain.into(),
        None => c.to_string().into(),
    })
}

/// `html.unescape(text)`, which Python's parser applies to attributes.
///
/// # Errors
///
/// A number of more digits than Python reads.
pub fn unescape(text: &str) -> Result<Cow<'_, str>, Error> {
    let Some((before, mut rest)) = text.split_once('&') else {
        return Ok(text.into());
    };
    let mut out = String::with_capacity(text.len());
    out.push_str(before);
    loop {
        rest = match rest.strip_prefix('#') {
            Some(number) => unescape_number(number, &mut out)?,
            None => unescape_name(rest, &mut out),
        };
        let Some((before, after)) = rest.split_once('&') else {
            out.push_str(rest);
            return Ok(out.into());
        };
        out.push_str(before);
        rest = after;
    }
}

/// Writes the reference that follows `&#`, and gives back what follows it.
fn unescape_number<'t>(text: &'t str, out: &mut String) -> Result<&'t str, Error> {
    let Some((number, rest)) = split_number(text) else {
        out.push_str("&#");
        return Ok(text);
    };
    match parse_number(number)? {
        0 => out.push(char::REPLACEMENT_CHARACTER),
        code @ 0x80..=0x9f => out.push(windows_1252(code)),
        0x1..=0x8 | 0xb | 0xe..=0x1f | 0x7f | 0xfdd0..=0xfdef => {}
        code if code <= u32::from(char::MAX) && code & 0xfffe == 0xfffe => {}
        code => out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)),
    }
    Ok(rest.strip_prefix(';').unwrap_or(rest))
}

/// Writes the reference that follows `&`, the longest name that needs no semicolon where none is whole, and gives
/// back what follows it.
fn unescape_name<'t>(text: &'t str, out: &mut String) -> &'t str {
    const LONGEST: usize = 32;
    let stop = |c| matches!(c, '\t' | '\n' | '\x0c' | ' ' | '<' | '&' | '#' | ';');
    let mut characters = text.char_indices().enumerate();
    let end = characters.find(|&(n, (_, c))| n == LONGEST || stop(c)).map_or(text.len(), |(_, (at, _))| at);
    let (word, rest) = text.split_at(end);
    if !word.is_empty()
        && let Some(rest) = rest.strip_prefix(';')
        && let Some(entity) = NamedEntity::named(word)
    {
        out.extend(entity.characters());
        return rest;
    }
    let letters = word.bytes().take_while(u8::is_ascii_alphanumeric).count();
    for length in (2..=letters).rev() {
        let (name, after) = text.split_at(length);
        if let Some(entity) = NamedEntity::named(name).filter(|entity| entity.without_semicolon) {
            out.extend(entity.characters());
            return after;
        }
    }
    out.push('&');
    text
}

/// Splits a number as character references write it (`233`, `xE9`) from what follows.
pub(super) fn split_number(text: &str) -> Option<(&str, &str)> {
    let (prefix, is_digit): (usize, fn(&u8) -> bool) =
        if text.starts_with(['x', 'X']) { (1, u8::is_ascii_hexdigit) } else { (0, u8::is_ascii_digit) };
    let digits = text.bytes().skip(prefix).take_while(is_digit).count();
    (digits > 0).then(|| text.split_at(prefix + digits))
}

/// The code point, or [`u32::MAX`] where there is none so high.
fn parse_number(number: &str) -> Result<u32, Error> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None if number.len() > MOST_DIGITS => return Err(Error::LongNumber(number.len())),
        None => (number, 10),
    };
    Ok(u32::from_str_radix(digits, radix).unwrap_or(u32::MAX))
}

/// What HTML reads in a reference to a C1 control: the character windows-1252 has there, else the control.
fn windows_1252(code: u32) -> char {
    const TABLE: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let at = code.checked_sub(0x80).and_then(|at| usize::try_from(at).ok());
    at.and_then(|at| TABLE.get(at).copied()).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// A name of HTML's.
struct NamedEntity {
    points: &'static str,
    without_semicolon: bool,
}

impl NamedEntity {
    fn named(name: &str) -> Option<Self> {
        let at = NAMES.binary_search_by_key(&name, |&(name, _)| name).ok()?;
        let &(_, points) = NAMES.get(at)?;
        Some(match points.strip_prefix('?') {
            Some(points) => Self { points, without_semicolon: true },
            None => Self { points, without_semicolon: false },
        })
    }

    fn characters(&self) -> impl Iterator<Item = char> + use<> {
        let points = self.points.split(' ');
        points.filter_map(|point| u32::from_str_radix(point, 16).ok().and_then(char::from_u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_whole_and_sorted() {
        assert_eq!(NAMES.len(), 2125);
        assert_eq!(NAMES.iter().filter(|(_, points)| points.starts_with('?')).count(), 106);
        assert!(NAMES.is_sorted() && PLAIN.is_sorted());
        for (name, _) in NAMES.iter() {
            assert!(
                NamedEntity::named(name).is_some_and(|entity| matches!(entity.characters().count(), 1 | 2)),
                "{name}"
            );
        }
        for (name, c, _) in PLAIN {
            assert_eq!(
                NamedEntity::named(name).map(|entity| entity.characters().collect()),
                Some(c.to_string())
            );
        }
    }

    /// Values of Python 3.11's `html.unescape`.
    #[test]
    fn unescapes_as_python() {
        for (text, expected) in [
            ("a", "a"),
            ("&", "&"),
            ("&&amp;&", "&&&"),
            ("&eacute;&eacute&eacutes", "ééés"),
            ("&notit; &notin; &not", "¬it; ∉ ¬"),
            ("&NewLine;&bne;", "\n=\u{20e5}"),
            ("&foo; &l;&lt &LT", "&foo; &l;< <"),
            ("&#233;&#xE9&#Xe9z&#;&#x;&#xg", "éééz&#;&#x;&#xg"),
            (
                "&#0;&#13;&#128;&#x81;&#xd800;&#x110000;&#1;&#11;&#xfdd0;&#x1ffff;&#127;",
                "\u{fffd}\r€\u{81}\u{fffd}\u{fffd}",
            ),
            ("&nbsp_place_holder;", "\u{a0}_place_holder;"),
        ] {
            assert_eq!(unescape(text).as_deref(), Ok(expected), "{text}");
        }
    }
}
