//! What html2text escapes.

use std::borrow::Cow;

use crate::text::{python::decimal_digit, space::is_space};

/// Text: what would begin a list or a rule (`1. `, `+ `, `- `, `--` that open a line), and backslashes before
/// what Markdown lets escape. Nothing else: emphasis, headings or brackets in the text become Markdown.
pub(super) fn escape_text(text: &str) -> Cow<'_, str> {
    let mut marks = Vec::new();
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        marks.extend(list_mark(line).map(|at| line_start + at));
        let backslashes = line.match_indices('\\').map(|(at, _)| at);
        let escapes = |at: &usize| line.get(at + 1..).is_some_and(|rest| rest.starts_with(is_escapable));
        marks.extend(backslashes.filter(escapes).map(|at| line_start + at));
        line_start += line.len();
    }
    escape_at(text, &marks)
}

/// The text of a link, the address or the title inside one: backslashes and brackets.
pub(super) fn escape_brackets(text: &str) -> Cow<'_, str> {
    let brackets = text.match_indices(['\\', '[', ']', '(', ')']).map(|(at, _)| at);
    escape_at(text, &brackets.collect::<Vec<_>>())
}

/// Where the mark of a list is in a line that begins as a list item does.
fn list_mark(line: &str) -> Option<usize> {
    let item = line.trim_start_matches(is_space);
    let number_end = item.find(|c| decimal_digit(c).is_none()).unwrap_or(item.len());
    let (_, mark) = item.split_at(number_end);
    let mut following = mark.chars();
    let begins_item = match (following.next()?, following.next()?) {
        ('.', next) => number_end > 0 && is_space(next),
        ('+', next) => number_end == 0 && is_space(next),
        ('-', next) => number_end == 0 && (next == '-' || is_space(next)),
        _ => false,
    };
    begins_item.then(|| line.len() - mark.len())
}

fn is_escapable(c: char) -> bool {
    "\\`*_{}[]()#+-.!".contains(c)
}

/// Puts a backslash at each of these places, which are in order.
fn escape_at<'t>(text: &'t str, marks: &[usize]) -> Cow<'t, str> {
    if marks.is_empty() {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + marks.len());
    let mut copied = 0;
    for &mark in marks {
        out.push_str(text.get(copied..mark).unwrap_or_default());
        out.push('\\');
        copied = mark;
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of html2text's `escape_md_section`.
    #[test]
    fn escapes_what_opens_a_line() {
        for (text, expected) in [
            ("1. a", "1\\. a"),
            ("1.", "1."),
            ("1.\n", "1\\.\n"),
            ("1.5 a 2. b", "1.5 a 2. b"),
            ("a\n \u{a0}٢. b\n\n\n- c", "a\n \u{a0}٢\\. b\n\n\n\\- c"),
            ("- a\n-- b\n-c\n-", "\\- a\n\\-- b\n-c\n-"),
            ("+ a\n++ b", "\\+ a\n++ b"),
            ("\r- a", "\r\\- a"),
            ("a\r- b", "a\r- b"),
            (". a\n12- b", ". a\n12- b"),
            (r"\a \* \\ \", r"\a \\* \\\ \"),
            ("*a* _b_ # c [d](e) `f`", "*a* _b_ # c [d](e) `f`"),
        ] {
            assert_eq!(escape_text(text), expected, "{text:?}");
        }
    }

    #[test]
    fn escapes_brackets() {
        assert_eq!(escape_brackets(r"a_b \ [c](d)"), r"a_b \\ \[c\]\(d\)");
    }
}
