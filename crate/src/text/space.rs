//! White space as Python's `str.strip()` and `\s` see it.

/// Whether Python's `str.isspace()` holds: Unicode's white space and the four separators U+001C to U+001F,
/// which Rust leaves out.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// `text.strip()`.
pub fn strip(text: &str) -> &str {
    text.trim_matches(is_space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_what_python_strips() {
        assert_eq!(strip("\u{1c}\u{a0}\u{2003}\u{85}a b\u{3000}\n\u{1f}"), "a b");
        assert_eq!(strip("\u{200b}a\u{feff}"), "\u{200b}a\u{feff}");
    }
}
