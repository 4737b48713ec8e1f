//! What Unidecode 0.04.21 writes for a character, as far as a slug can see it.

use std::sync::LazyLock;

use super::super::tables::Table;

/// See `tests/record/transliteration.py` for the layout, and `data/transliteration.LICENSE`.
static DATA: LazyLock<&[u8]> = LazyLock::new(|| Table::Transliteration.bytes());
/// Blocks of 256 characters that the data knows; Unidecode has nothing beyond.
const BLOCKS: usize = 512;

static STRINGS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let strings = DATA.get(BLOCKS + 2 * 256 * *PAGES..).unwrap_or_default();
    str::from_utf8(strings).unwrap_or_default().split('\n').collect()
});

static PAGES: LazyLock<usize> =
    LazyLock::new(|| DATA.iter().take(BLOCKS).max().map_or(0, |&last| usize::from(last) + 1));

/// Letters and digits as they are, `-` for whatever else breaks a word, nothing for an apostrophe.
pub fn push(c: char, out: &mut String) {
    match c {
        '\'' => {}
        '\0'..='\u{7f}' => out.push(if c.is_ascii_alphanumeric() { c } else { '-' }),
        '\u{ac00}'..='\u{d7a3}' => push_hangul(c, out),
        _ => out.push_str(look_up(c).unwrap_or_default()),
    }
}

fn look_up(c: char) -> Option<&'static str> {
    let code = c as usize;
    let page = usize::from(*DATA.get(..BLOCKS)?.get(code / 256)?);
    let low = BLOCKS + page * 256 + code % 256;
    let place = u16::from_le_bytes([*DATA.get(low)?, *DATA.get(low + 256 * *PAGES)?]);
    STRINGS.get(usize::from(place)).copied()
}

const LEADS: [&str; 19] =
    ["g", "gg", "n", "d", "dd", "r", "m", "b", "bb", "s", "ss", "", "j", "jj", "c", "k", "t", "p", "h"];
const VOWELS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "weo", "we", "wi",
    "yu", "eu", "yi", "i",
];
const TAILS: [&str; 28] = [
    "", "g", "gg", "gs", "n", "nj", "nh", "d", "l", "lg", "lm", "lb", "ls", "lt", "lp", "lh", "m", "b", "bs",
    "s", "ss", "ng", "j", "c", "k", "t", "p", "h",
];

/// A Hangul syllable is spelt letter by letter (Unicode, section 3.12).
fn push_hangul(c: char, out: &mut String) {
    let index = (c as usize).saturating_sub(0xac00);
    let per_lead = VOWELS.len() * TAILS.len();
    let letters = [
        LEADS.get(index / per_lead),
        VOWELS.get(index % per_lead / TAILS.len()),
        TAILS.get(index % TAILS.len()),
    ];
    out.extend(letters.into_iter().flatten().copied());
}
