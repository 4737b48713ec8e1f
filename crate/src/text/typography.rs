//! French typography, applied on the way out: sources and messages hold plain spaces.
//!
//! A no-break space goes before « : ; ! ? % » and inside quotation marks, between a number and the word it
//! counts, and after the words that announce a number (« ligne 12 »); thousands get a narrow one. What stands
//! between quotation marks is quoted: it stays as it was written, whatever it holds.

use std::borrow::Cow;

use memchr::memchr;

use super::visible;

/// No-break space.
pub const NO_BREAK: char = '\u{a0}';
/// Narrow no-break space, between thousands.
pub const NARROW: char = '\u{202f}';

const OPENING: &[u8] = "«".as_bytes();
const CLOSING: &[u8] = "»".as_bytes();
/// Words that a number follows.
const ANNOUNCING: [&str; 9] =
    ["n°", "ligne", "lignes", "colonne", "page", "pages", "erreur", "caractère", "critère"];
/// Digits looked at around a space: a longer run is no number that a person reads.
const LONGEST_NUMBER: usize = 24;
/// Attributes that a person reads or hears.
const READ_ATTRIBUTES: [&str; 6] = ["title", "aria-label", "placeholder", "alt", "data-copier", "data-dit"];
/// Elements whose text is code or raw data.
const RAW_ELEMENTS: [&str; 5] = ["pre", "code", "textarea", "script", "style"];
/// Elements inside which a sentence goes on.
const INLINE_ELEMENTS: [&str; 9] = ["a", "b", "i", "em", "strong", "span", "small", "code", "abbr"];
/// The attribute of an element whose words are not ours: a portal's values, data.gouv.fr's page.
const VERBATIM: &str = "data-verbatim";
/// What such an element gets, so that words written from right to left, or characters that turn the order of
/// reading, stay inside.
const ISOLATED: &str = "dir=\"auto\" ";

/// A sentence of ours, as a French reader expects it. The text comes back as it is when nothing changes.
pub fn text(plain: &str) -> Cow<'_, str> {
    let mut edits = Edits::of(plain);
    let mut quotes = 0;
    edits.sentence(0..plain.len(), &mut quotes);
    edits.finish()
}

/// The same for the text and the readable attributes of a page, but for code and for what is marked
/// `data-verbatim`, which is isolated instead.
pub fn html(page: &str) -> Cow<'_, str> {
    let mut edits = Edits::of(page);
    let mut quotes = 0;
    let mut at = 0;
    while let Some(open) = find(page, b'<', at) {
        edits.sentence(at..open, &mut quotes);
        let end = tag_end(page, open);
        let tag = &page[open..end];
        let name = tag_name(tag);
        let verbatim = attribute(tag, VERBATIM);
        if let Some(place) = verbatim.filter(|_| !tag.contains(ISOLATED)) {
            edits.insert(open + place, ISOLATED);
        }
        if RAW_ELEMENTS.contains(&name) || verbatim.is_some() {
            at = element_end(page, end, name);
        } else {
            edits.attributes(open..end);
            at = end;
        }
        if !INLINE_ELEMENTS.contains(&name.trim_start_matches('/')) {
            quotes = 0;
        }
    }
    edits.sentence(at..page.len(), &mut quotes);
    edits.finish()
}

/// A text and its copy, which is only made once something changes.
struct Edits<'a> {
    source: &'a str,
    copy: String,
    copied: usize,
}

impl<'a> Edits<'a> {
    fn of(source: &'a str) -> Self {
        Self { source, copy: String::new(), copied: 0 }
    }

    fn finish(mut self) -> Cow<'a, str> {
        if self.copied == 0 {
            return Cow::Borrowed(self.source);
        }
        self.copy.push_str(&self.source[self.copied..]);
        Cow::Owned(self.copy)
    }

    /// Puts `space` in the place of the plain space at `at`.
    fn put(&mut self, at: usize, space: char) {
        self.copy_to(at);
        self.copy.push(space);
        self.copied = at + 1;
    }

    /// Shows the character at `at` when it would reorder the sentence: nothing of a portal may turn our words.
    fn show(&mut self, at: usize) {
        if let Some(c) = self.source[at..].chars().next().filter(|c| visible::is_bidirectional(*c)) {
            self.copy_to(at);
            visible::show(c, &mut self.copy);
            self.copied = at + c.len_utf8();
        }
    }

    fn insert(&mut self, at: usize, words: &str) {
        self.copy_to(at);
        self.copy.push_str(words);
        self.copied = at;
    }

    fn copy_to(&mut self, at: usize) {
        if self.copy.capacity() == 0 {
            self.copy.reserve(self.source.len() + self.source.len() / 16 + 2);
        }
        self.copy.push_str(&self.source[self.copied..at]);
    }

    /// A run of text; `quotes` counts the quotation marks that are open.
    fn sentence(&mut self, run: std::ops::Range<usize>, quotes: &mut usize) {
        let source = self.source;
        let bytes = &source.as_bytes()[run.clone()];
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' => *quotes = 0,
                b' ' => {
                    if let Some(space) = space(&source[run.clone()], at, *quotes) {
                        self.put(run.start + at, space);
                    }
                }
                0xc2 if bytes[at..].starts_with(OPENING) => *quotes += 1,
                0xc2 if bytes[at..].starts_with(CLOSING) => *quotes = quotes.saturating_sub(1),
                0xd8 | 0xe2 => self.show(run.start + at),
                _ => {}
            }
        }
    }

    fn attributes(&mut self, tag: std::ops::Range<usize>) {
        let source = self.source;
        let mut at = tag.start;
        while let Some(equals) = find(source, b'=', at).filter(|at| *at < tag.end) {
            let name = source[at..equals].rsplit(' ').next().unwrap_or_default();
            let start = equals + 2;
            if source.as_bytes().get(equals + 1) != Some(&b'"') {
                at = equals + 1;
                continue;
            }
            let end = find(source, b'"', start).unwrap_or(tag.end).min(tag.end);
            if READ_ATTRIBUTES.contains(&name) {
                self.sentence(start..end, &mut 0);
            }
            at = end + 1;
        }
    }
}

/// What the space at `at` becomes, when it does not stay.
fn space(text: &str, at: usize, quotes: usize) -> Option<char> {
    let (before, after) = (&text.as_bytes()[..at], &text.as_bytes()[at + 1..]);
    if after.starts_with(CLOSING) || before.ends_with(OPENING) {
        return Some(NO_BREAK);
    }
    let next = *after.first().filter(|_| quotes == 0)?;
    match next {
        b':' | b';' | b'!' | b'?' => {
            let ends = after.get(1).is_none_or(|c| c.is_ascii_whitespace() || b").,!?\xc2".contains(c));
            (ends && !matches!(before.last(), Some(b' ' | b'\n'))).then_some(NO_BREAK)
        }
        b'%' => before.last().is_some_and(u8::is_ascii_digit).then_some(NO_BREAK),
        b'0'..=b'9' => {
            if is_thousand(after) && number_before(before).is_some_and(|digits| digits <= 3) {
                return Some(NARROW);
            }
            ANNOUNCING.iter().any(|word| ends_with_word(&text[..at], word)).then_some(NO_BREAK)
        }
        _ if is_letter(next) => number_before(before).map(|_| NO_BREAK),
        _ => None,
    }
}

/// Exactly three digits.
fn is_thousand(bytes: &[u8]) -> bool {
    bytes.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count() == 3
}

/// An ASCII letter or the first byte of « é ».
fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == 0xc3
}

/// How many digits follow the last separator of the number that ends the text, when it stands alone as a word.
fn number_before(bytes: &[u8]) -> Option<usize> {
    if !bytes.last()?.is_ascii_digit() {
        return None;
    }
    let is_part = |byte: &&u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
    let length = bytes.iter().rev().take(LONGEST_NUMBER).take_while(is_part).count();
    let digits = bytes.iter().rev().take(length).take_while(|byte| byte.is_ascii_digit()).count();
    let boundary = bytes.len().checked_sub(length + 1).map_or(b' ', |at| bytes[at]);
    let alone = boundary.is_ascii_whitespace() || !boundary.is_ascii() || matches!(boundary, b'(' | b'>');
    (digits > 0 && length < LONGEST_NUMBER && alone).then_some(digits)
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
}

fn find(text: &str, byte: u8, from: usize) -> Option<usize> {
    memchr(byte, text.as_bytes().get(from..)?).map(|at| from + at)
}

/// The end of the tag that starts at `open`; templates escape `>` in no attribute, and quote all of them.
fn tag_end(page: &str, open: usize) -> usize {
    let mut quoted = false;
    for (at, byte) in page.as_bytes().iter().enumerate().skip(open) {
        match byte {
            b'"' => quoted = !quoted,
            b'>' if !quoted => return at + 1,
            _ => {}
        }
    }
    page.len()
}

/// `dl` of `<dl class="cote">`, `/dl` of `</dl>`.
fn tag_name(tag: &str) -> &str {
    let inside = tag.trim_start_matches('<');
    inside.split([' ', '>', '\n', '\t']).next().unwrap_or_default()
}

/// Where an attribute stands in its tag.
fn attribute(tag: &str, name: &str) -> Option<usize> {
    let mut places = tag.match_indices(name).map(|(at, _)| at);
    places.find(|&at| {
        let (before, after) = (&tag[..at], &tag[at + name.len()..]);
        before.ends_with(' ') && after.starts_with([' ', '>', '=']) && before.matches('"').count() % 2 == 0
    })
}

/// The end of the element `name` whose content starts at `start`.
fn element_end(page: &str, start: usize, name: &str) -> usize {
    let mut depth = 1;
    let mut at = start;
    while let Some(open) = find(page, b'<', at) {
        at = tag_end(page, open);
        let other = tag_name(&page[open..at]);
        if other == name {
            depth += 1;
        } else if other.strip_prefix('/') == Some(name) {
            depth -= 1;
            if depth == 0 {
                return at;
            }
        }
    }
    page.len()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    /// `_` for a no-break space and `'` for a narrow one, to be read.
    fn visible(text: &str) -> String {
        text.replace(NO_BREAK, "_").replace(NARROW, "'")
    }

    #[test]
    fn a_sentence_gets_the_spaces_of_french() {
        let table = [
            ("Absente : rien ; vraiment ! Sûr ?", "Absente_: rien_; vraiment_! Sûr_?"),
            ("« été » (« a »).", "«_été_» («_a_»)."),
            (
                "Écrivez « titre : valeur ; 3 fiches » ; sinon",
                "Écrivez «_titre : valeur ; 3 fiches_»_; sinon",
            ),
            ("3 fiches sur 1 240, 12,5 % et 1 000 000 jeux", "3_fiches sur 1'240, 12,5_% et 1'000'000_jeux"),
            ("(12 écoles)", "(12_écoles)"),
            ("ligne 12, colonne 3, n° 4, erreur 404", "ligne_12, colonne_3, n°_4, erreur_404"),
            ("dct:title :x, a ://b, voir :-)", "dct:title :x, a ://b, voir :-)"),
            ("! attention", "! attention"),
            ("  ! attention", "  ! attention"),
            ("EPSG:4326 de l’IGN, 2026-11-01 à midi", "EPSG:4326 de l’IGN, 2026-11-01 à midi"),
            ("tel 06 12 34", "tel 06 12 34"),
            ("écrit « \u{202e}fdp » et lu", "écrit «_‹U+202E›fdp_» et lu"),
            ("« jamais fermé : a\nb : c", "«_jamais fermé : a\nb_: c"),
            ("a » : b", "a_»_: b"),
            ("", ""),
        ];
        for (plain, expected) in table {
            assert_eq!(visible(&text(plain)), expected, "{plain}");
        }
    }

    #[test]
    fn what_is_right_already_is_not_copied() {
        for plain in ["Rien à changer.", "Absente\u{a0}: rien", "«\u{a0}a : b\u{a0}»", "<b>a</b>"] {
            assert!(matches!(text(plain), Cow::Borrowed(_)), "{plain}");
            assert!(matches!(html(plain), Cow::Borrowed(_)), "{plain}");
        }
    }

    #[test]
    fn a_page_keeps_code_and_the_words_of_others() {
        let table = [
            ("<p>Titre : <b>a</b> ; b</p>", "<p>Titre_: <b>a</b>_; b</p>"),
            ("<b>Licence</b> : x", "<b>Licence</b>_: x"),
            ("<p>« <code>a : b</code> »</p>", "<p>«_<code>a : b</code>_»</p>"),
            ("<p>« <b>a : b</b> » : c</p>", "<p>«_<b>a : b</b>_»_: c</p>"),
            ("<pre>a : b <b>c</b></pre>a : b", "<pre>a : b <b>c</b></pre>a_: b"),
            ("<style>a : b</style>", "<style>a : b</style>"),
            (
                "<div data-verbatim><div>a : b</div><br>c : d</div>e : f",
                "<div dir=\"auto\" data-verbatim><div>a : b</div><br>c : d</div>e_: f",
            ),
            (
                "<td class=\"x\" data-verbatim=\"\"><i title=\"a : b\"></i></td><p>a : b",
                "<td class=\"x\" dir=\"auto\" data-verbatim=\"\"><i title=\"a : b\"></i></td><p>a_: b",
            ),
            (
                "<a title=\"a : b > c : d\" href=\"x : y\" aria-label=\"3 fiches\">",
                "<a title=\"a_: b > c_: d\" href=\"x : y\" aria-label=\"3_fiches\">",
            ),
            ("a &amp; b ; c &lt; 3 fiches", "a &amp; b_; c &lt; 3_fiches"),
            ("<p>« ouvert</p><p>a : b</p>", "<p>«_ouvert</p><p>a_: b</p>"),
            ("<pre>jamais fermé : a", "<pre>jamais fermé : a"),
            ("a : b <", "a_: b <"),
            ("<a title=\"a : b", "<a title=\"a_: b"),
        ];
        for (plain, expected) in table {
            assert_eq!(visible(&html(plain)), expected, "{plain}");
            assert_eq!(html(&html(plain)), html(plain), "{plain}");
        }
    }

    /// Sources hold plain spaces; but for this file, a no-break space in them is data: udata's own words, what a
    /// portal writes, or what Python takes for white space.
    #[test]
    fn sources_hold_plain_spaces() {
        const DATA: [&str; 10] = [
            "display/markdown/write.rs",
            "display/space.rs",
            "display/tests.rs",
            "portal/address.rs",
            "source/iso19139/text.rs",
            "text/html/entities.rs",
            "text/html/escape.rs",
            "text/python.rs",
            "text/space.rs",
            "text/url/mod.rs",
        ];
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut folders = vec![root.clone()];
        let mut found = Vec::new();
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()) {
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let source = fs::read_to_string(&path).unwrap_or_default();
                let name = path.strip_prefix(&root).expect("under src").display().to_string();
                let count = source.matches("\\u{a0}").count() + source.matches(NO_BREAK).count();
                if count > 0 && name != "text/typography.rs" && !DATA.contains(&name.as_str()) {
                    found.push((name, count));
                }
            }
        }
        assert!(found.is_empty(), "no-break spaces in sources: {found:?}");
    }
}
