//! Slugs as awesome-slugify 1.6.5 writes them, and udata's tags (`tags.py`, `mongo/taglist_field.py`).
//!
//! awesome-slugify also capitalises what a run of capitals is transliterated to. udata lowers the text
//! before or after, so only bold mathematical Greek capitals could show it: that rule is left out.

mod transliteration;

use std::collections::BTreeSet;

/// Tags shorter than this are refused (`TAG_MIN_LENGTH`).
pub const TAG_MIN_LENGTH: usize = 3;
/// Tags longer than this are cut or refused (`TAG_MAX_LENGTH`).
pub const TAG_MAX_LENGTH: usize = 96;

/// `slugify(text, to_lower=True)`: the slug of a title or of a licence (`SlugField.slugify`).
pub fn slugify(text: &str) -> String {
    let mut slug = hyphenate(text.chars());
    slug.make_ascii_lowercase();
    slug
}

/// `tags.slug(value)`: lower-case comes first, so a transliteration keeps its capitals: `北亰` gives `Bei-Jing`.
pub fn slug(value: &str) -> String {
    hyphenate(value.to_lowercase().chars())
}

/// `tags.normalize(value)`: the slug, cut to [`TAG_MAX_LENGTH`]; `None` when shorter than [`TAG_MIN_LENGTH`].
pub fn tag(value: &str) -> Option<String> {
    let mut tag = slug(value);
    tag.truncate(TAG_MAX_LENGTH);
    (tag.len() >= TAG_MIN_LENGTH).then_some(tag)
}

/// `TagListField.clean`: the slugs, sorted, each once. Nothing is cut or left out: see [`tag`].
pub fn clean_tags<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let slugs: BTreeSet<_> = values.into_iter().map(slug).collect();
    slugs.into_iter().collect()
}

/// `slugify(text)`: transliterates, then joins the words with single dashes; capitals stay.
pub fn hyphenate(chars: impl Iterator<Item = char>) -> String {
    let mut slug = String::with_capacity(chars.size_hint().1.unwrap_or_default());
    chars.for_each(|c| transliteration::push(c, &mut slug));
    let mut before = '-';
    slug.retain(|c| {
        let joins = c != '-' || before != '-';
        before = c;
        joins
    });
    if slug.ends_with('-') {
        slug.pop();
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Recorded {
        rows: Vec<Row>,
        blocks: Vec<String>,
    }

    #[derive(Deserialize)]
    struct Row {
        text: String,
        slugify: String,
        slug: String,
        tag: String,
    }

    fn recorded() -> Recorded {
        serde_json::from_str(include_str!("../../../../tests/fixtures/slug/slugs.json")).unwrap()
    }

    #[test]
    fn slugs_and_tags_are_those_of_udata() {
        let rows = recorded().rows;
        let wrong: Vec<_> = rows
            .iter()
            .filter(|row| {
                (slugify(&row.text), slug(&row.text), tag(&row.text).unwrap_or_default())
                    != (row.slugify.clone(), row.slug.clone(), row.tag.clone())
            })
            .map(|row| (&row.text, &row.slug, slug(&row.text), slugify(&row.text)))
            .collect();
        println!("{} of {} texts agree", rows.len() - wrong.len(), rows.len());
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    /// Every character of the first two planes, one checksum for each block of 256.
    #[test]
    fn every_character_is_written_as_unidecode_writes_it() {
        let blocks = recorded().blocks;
        let wrong: Vec<_> = (0u32..)
            .zip(&blocks)
            .filter(|&(block, recorded)| {
                let chars = (block * 256..block * 256 + 256).filter_map(char::from_u32);
                let slugs = chars.map(|c| slugify(&format!("x{c}y"))).collect::<Vec<_>>().join(" ");
                &format!("{:016x}", fnv1a(&slugs)) != recorded
            })
            .map(|(block, _)| format!("U+{block:02X}xx"))
            .collect();
        println!("{} of {} blocks of characters agree", blocks.len() - wrong.len(), blocks.len());
        assert!(blocks.len() == 512 && wrong.is_empty(), "{wrong:?}");
    }

    fn fnv1a(text: &str) -> u64 {
        text.bytes()
            .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }

    #[test]
    fn tags_are_sorted_and_unique() {
        assert_eq!(
            clean_tags(["Qualité de l'air", "eau", "EAU", "ab", ""]),
            ["", "ab", "eau", "qualite-de-lair"]
        );
    }
}
