//! Spaces as a browser shows them.

use std::borrow::Cow;

/// What a browser's language calls white space.
pub fn is_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}'
        | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}')
}

/// On one line, words separated by one space; names that rdflib draws at random are not shown as such.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&anonymous(word));
    }
    out
}

/// How a node without name is called on the screen.
const ANONYMOUS: &str = "(nœud anonyme)";

/// The word without the names of blank nodes: `n`, 32 hexadecimal digits, then perhaps `b` and digits.
fn anonymous(word: &str) -> Cow<'_, str> {
    const DIGITS: usize = 32;
    if word.len() <= DIGITS {
        return Cow::Borrowed(word);
    }
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut out = String::new();
    let mut kept = 0;
    for (start, _) in word.match_indices(['n', 'N']) {
        let Some(rest) = word.get(start + 1..) else { break };
        let digits = rest.bytes().take(DIGITS).take_while(u8::is_ascii_hexdigit).count();
        if start < kept || digits < DIGITS || word[..start].chars().next_back().is_some_and(is_word) {
            continue;
        }
        let after = &rest[DIGITS..];
        let numbered = after
            .strip_prefix(['b', 'B'])
            .map(|tail| 1 + tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len());
        let length = numbered.filter(|length| *length > 1).unwrap_or(0);
        if after[length..].chars().next().is_some_and(is_word) {
            continue;
        }
        out.push_str(&word[kept..start]);
        out.push_str(ANONYMOUS);
        kept = start + 1 + DIGITS + length;
    }
    if kept == 0 {
        return Cow::Borrowed(word);
    }
    out.push_str(&word[kept..]);
    Cow::Owned(out)
}
