//! Slugs as awesome-slugify writes them, and udata's tags.

/// `slugify(text)`.
pub fn slugify(text: &str) -> String {
    text.to_owned()
}
