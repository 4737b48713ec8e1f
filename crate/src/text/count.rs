//! Numbers and their nouns, in French: the one place where both are put together.

use super::typography::NARROW;

/// `3100` → « 3 100 »
pub fn number(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(NARROW);
        }
        out.push(digit);
    }
    out
}

/// `plural(1, "fiche", "fiches")` → « fiche »; zero is singular in French.
pub fn plural<'a>(n: usize, one: &'a str, many: &'a str) -> &'a str {
    if n < 2 { one } else { many }
}

/// `count(2, "fiche", "fiches")` → « 2 fiches »
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), plural(n, one, many))
}
