//! No text, however odd, makes a primitive panic, and what they return keeps its promises.

use avant_moisson::internals::{encoding, licence, slug, url};

use crate::random::Random;

impl Random {
    /// Pieces that mean something to a primitive, and any character.
    fn text(&mut self) -> String {
        const PIECES: [&str; 40] = [
            "http",
            "https",
            "://",
            "//",
            ":",
            "/",
            "@",
            "?",
            "#",
            ";",
            ".",
            "..",
            "[",
            "]",
            "::1",
            "%",
            "-",
            "_",
            "'",
            "’",
            "exemple",
            ".fr",
            "localhost",
            "127.0.0.1",
            ":80",
            " ",
            "\t",
            "\n",
            "\u{a0}",
            "é",
            "œ",
            "ſ",
            "İ",
            "licence",
            "ouverte",
            "v2.0",
            "lov2",
            "cc-by",
            "(",
            ")",
        ];
        let length = self.below(12);
        (0..length).fold(String::new(), |mut text, _| {
            if self.below(4) == 0 {
                text.extend(u32::try_from(self.below(0x11_0000)).ok().and_then(char::from_u32));
            } else {
                text.push_str(PIECES[self.below(PIECES.len())]);
            }
            text
        })
    }

    fn bytes(&mut self) -> Vec<u8> {
        let length = self.below(24);
        let zeros = self.below(3);
        (0..length)
            .map(|at| if zeros > 0 && at % 2 == zeros - 1 { 0 } else { self.below(256) as u8 })
            .collect()
    }
}

#[test]
fn slugs_hold_letters_digits_and_single_dashes() {
    let mut random = Random(1);
    for _ in 0..50_000 {
        let text = random.text();
        let slug = slug::slugify(&text);
        assert!(
            slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "{text:?}: {slug}"
        );
        assert!(!slug.contains("--") && !slug.starts_with('-') && !slug.ends_with('-'), "{text:?}: {slug}");
        assert_eq!(slug::slugify(&slug), slug, "{text:?}");
        let tag = slug::tag(&text).unwrap_or_else(|| "tag".to_owned());
        assert!((slug::TAG_MIN_LENGTH..=slug::TAG_MAX_LENGTH).contains(&tag.len()), "{text:?}: {tag}");
    }
}

#[test]
fn addresses_are_accepted_or_explained() {
    let mut random = Random(2);
    for _ in 0..50_000 {
        let (text, base) = (random.text(), random.text());
        match url::validate(&text) {
            Ok(accepted) => assert!(text.contains(accepted) && accepted.contains("//"), "{text:?}"),
            Err(error) => {
                assert!(error.explain().ends_with('.') && !error.to_string().is_empty(), "{text:?}")
            }
        }
        if let Some(parts) = url::split(&text) {
            assert!(parts.scheme.is_ascii() && !parts.netloc.contains('/'), "{text:?}");
        }
        let joined = url::join(&base, &text).unwrap_or_default();
        assert!(joined.len() <= base.len() + text.len() + "///".len(), "{base:?} {text:?}");
    }
}

#[test]
fn a_guess_comes_from_the_string_it_names() {
    let mut random = Random(3);
    let mut found = 0;
    for _ in 0..20_000 {
        let texts = [random.text(), random.text()];
        if let Some(guess) = licence::guess(texts.iter().map(String::as_str)) {
            found += 1;
            assert!(texts.iter().any(|text| text == guess.string));
            assert_eq!(licence::guess([guess.part.as_ref()]).map(|again| again.licence), Some(guess.licence));
        }
    }
    assert!(found > 100, "{found}");
}

#[test]
fn any_bytes_become_text() {
    let mut random = Random(4);
    for _ in 0..50_000 {
        let bytes = random.bytes();
        let content_type = format!("{}; charset={}", random.text(), random.text());
        encoding::file_text(&bytes);
        encoding::response_text(&bytes, Some(&content_type));
        encoding::response_json(&bytes, Some(&content_type));
        for charset in ["utf-8", "utf-16", "utf-16be", "utf-32", "latin-1", "cp1252"] {
            let decoded = encoding::response_text(&bytes, Some(&format!("text/xml; charset={charset}")));
            assert!(
                decoded.text.contains('\u{fffd}')
                    || !matches!(decoded.note, Some(encoding::Note::Invalid(_)))
            );
        }
    }
}
