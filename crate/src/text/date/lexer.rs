//! How dateutil cuts a text into words, numbers and signs (`_timelex`, `parser/_parser.py`).

use std::{collections::VecDeque, iter::Peekable, str::Chars};

use crate::text::{python::in_ascii_digits, space::is_space};

/// Where the lexer is in a token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LexerState {
    Word,
    Number,
    DottedWord,
    DottedNumber,
}

/// The tokens of `text`, in order; a space is a token.
pub(super) fn tokens(text: &str) -> Vec<String> {
    // Python reads the digits of any script; in ASCII, they are cut as they are.
    let text = in_ascii_digits(text);
    let mut lexer = DateLexer { chars: text.chars().peekable(), pending: VecDeque::new() };
    std::iter::from_fn(|| lexer.next()).collect()
}

struct DateLexer<'a> {
    chars: Peekable<Chars<'a>>,
    /// The rest of a dotted token that was cut.
    pending: VecDeque<String>,
}

impl DateLexer<'_> {
    fn next(&mut self) -> Option<String> {
        if let Some(token) = self.pending.pop_front() {
            return Some(token);
        }
        let first = self.next_char()?;
        let mut state = if first.is_alphabetic() {
            LexerState::Word
        } else if is_digit(first) {
            LexerState::Number
        } else {
            return Some(if is_space(first) { ' ' } else { first }.into());
        };
        let mut token = String::from(first);
        let mut last = first;
        let mut length = 1;
        let mut seen_letters = false;
        while let Some(c) = self.peek_char() {
            seen_letters |= matches!(state, LexerState::Word | LexerState::DottedWord);
            state = match (state, c) {
                (LexerState::Word, c) if c.is_alphabetic() => LexerState::Word,
                (LexerState::Word, '.') => LexerState::DottedWord,
                (LexerState::Number, c) if is_digit(c) => LexerState::Number,
                (LexerState::Number, '.') => LexerState::DottedNumber,
                (LexerState::Number, ',') if length >= 2 => LexerState::DottedNumber,
                (LexerState::DottedWord, c) if c == '.' || c.is_alphabetic() => LexerState::DottedWord,
                (LexerState::DottedWord, c) if is_digit(c) && last == '.' => LexerState::DottedNumber,
                (LexerState::DottedNumber, c) if c == '.' || is_digit(c) => LexerState::DottedNumber,
                (LexerState::DottedNumber, c) if c.is_alphabetic() && last == '.' => LexerState::DottedWord,
                _ => break,
            };
            self.next_char();
            token.push(c);
            last = c;
            length += 1;
        }
        let dotted = matches!(state, LexerState::DottedWord | LexerState::DottedNumber);
        let dots = token.matches('.').count();
        if dotted && (seen_letters || dots > 1 || matches!(last, '.' | ',')) {
            return self.cut(&token);
        }
        if state == LexerState::DottedNumber && dots == 0 {
            token = token.replace(',', ".");
        }
        Some(token)
    }

    /// Cuts at dots and commas, which are tokens too.
    fn cut(&mut self, token: &str) -> Option<String> {
        for piece in token.split_inclusive(['.', ',']) {
            let (word, separator) = match piece.strip_suffix(['.', ',']) {
                Some(word) => (word, piece.get(word.len()..).unwrap_or_default()),
                None => (piece, ""),
            };
            self.pending
                .extend([word, separator].into_iter().filter(|part| !part.is_empty()).map(String::from));
        }
        self.pending.pop_front()
    }

    /// NUL characters are skipped.
    fn peek_char(&mut self) -> Option<char> {
        while self.chars.next_if_eq(&'\0').is_some() {}
        self.chars.peek().copied()
    }

    fn next_char(&mut self) -> Option<char> {
        self.peek_char()?;
        self.chars.next()
    }
}

/// Python's `str.isdigit`, for the digits that a date can hold.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}
