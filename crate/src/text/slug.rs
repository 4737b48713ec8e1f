//! Slugs as awesome-slugify writes them, and udata's tags (`tags.py`, `mongo/taglist_field.py`).

/// Tags shorter than this are refused (`TAG_MIN_LENGTH`).
pub const TAG_MIN_LENGTH: usize = 3;
/// Tags longer than this are cut or refused (`TAG_MAX_LENGTH`).
pub const TAG_MAX_LENGTH: usize = 96;

/// `slugify(text, to_lower=True)`: the slug of a title or of a licence (`SlugField.slugify`).
pub fn slugify(text: &str) -> String {
    slug(text).to_ascii_lowercase()
}

/// `tags.slug(value)`: lower-case first, so a transliteration may keep its capitals (`北` gives `Bei`).
pub fn slug(value: &str) -> String {
    value
        .to_lowercase()
        .replace('\'', "")
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// `tags.normalize(value)`: the slug, cut to [`TAG_MAX_LENGTH`]; `None` when shorter than [`TAG_MIN_LENGTH`].
pub fn tag(value: &str) -> Option<String> {
    let mut slug = slug(value);
    slug.truncate(TAG_MAX_LENGTH);
    (slug.len() >= TAG_MIN_LENGTH).then_some(slug)
}

/// `TagListField.clean`: the slugs, sorted, each once. Nothing is cut or left out: see [`tag`].
pub fn clean_tags<'a>(values: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let slugs: std::collections::BTreeSet<_> = values.into_iter().map(slug).collect();
    slugs.into_iter().collect()
}
