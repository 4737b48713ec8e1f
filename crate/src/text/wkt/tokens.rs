//! Python 3.11's `tokenize`, with which geomet cuts a text.

/// What stops the tokens inside a geometry.
pub(super) enum End {
    /// The text ends within parentheses.
    Unclosed,
    /// The text ends.
    Text,
}

/// What Python's tokenizer skips.
const BLANKS: [char; 3] = [' ', '\t', '\x0c'];

/// Python 3.11's `tokenize`, for what a geometry may hold: other tokens (texts, comments) only have to be refused.
pub(super) struct Tokens<'a> {
    rest: &'a str,
    depth: i64,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text, depth: 0 }
    }

    pub(super) fn next(&mut self) -> Result<&'a str, End> {
        let mut text = self.rest.trim_start_matches(BLANKS);
        while let Some(next) = text.strip_prefix("\\\n").or_else(|| text.strip_prefix("\\\r\n")) {
            text = next.trim_start_matches(BLANKS);
        }
        let Some(first) = text.chars().next() else {
            self.rest = text;
            return Err(if self.depth > 0 { End::Unclosed } else { End::Text });
        };
        let length = match first {
            '0'..='9' | '.' => number_length(text.as_bytes()).max(1),
            '\r' if text.starts_with("\r\n") => 2,
            c if c.is_alphanumeric() || c == '_' => {
                text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len())
            }
            c => c.len_utf8(),
        };
        match first {
            '(' | '[' | '{' => self.depth += 1,
            ')' | ']' | '}' => self.depth -= 1,
            _ => {}
        }
        let (token, rest) = text.split_at_checked(length).unwrap_or((text, ""));
        self.rest = rest;
        Ok(token)
    }
}

/// Bytes of the number of Python that starts the text; 0 for a lone dot.
fn number_length(text: &[u8]) -> usize {
    let digits = |from: usize| {
        let mut end = from;
        loop {
            match (text.get(end), text.get(end + 1)) {
                (Some(byte), _) if byte.is_ascii_digit() => end += 1,
                (Some(b'_'), Some(byte)) if end > from && byte.is_ascii_digit() => end += 2,
                _ => return end,
            }
        }
    };
    let whole = digits(0);
    let pointed = match text.get(whole) {
        Some(b'.') => digits(whole + 1),
        _ => whole,
    };
    if pointed <= 1 && whole == 0 {
        return 0;
    }
    let exponent = match (text.get(pointed), text.get(pointed + 1)) {
        (Some(b'E'), Some(b'+' | b'-')) => digits(pointed + 2).max(pointed + 2) - (pointed + 2),
        (Some(b'E'), _) => digits(pointed + 1) - (pointed + 1),
        _ => 0,
    };
    if exponent > 0 {
        let signed = matches!(text.get(pointed + 1), Some(b'+' | b'-'));
        return pointed + 1 + usize::from(signed) + exponent;
    }
    if pointed > whole {
        return pointed;
    }
    // An integer that starts with 0 is made of zeros only.
    match text.first() {
        Some(b'0') => text.iter().take(whole).take_while(|byte| matches!(byte, b'0' | b'_')).count(),
        _ => whole,
    }
}
