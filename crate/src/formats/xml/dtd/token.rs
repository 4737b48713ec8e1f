//! The tokens of a document type, cut as expat cuts them.

use super::super::{
    Fault, XmlError,
    characters::{continues_name, is_space, starts_name},
    cursor::{Cursor, Read},
};

/// A token of the document type; names are as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'e> {
    /// `<!NAME`
    Open(&'e str),
    /// `<![`
    Section,
    /// `>`
    Close,
    /// A name without colon.
    Name(&'e str),
    /// `prefix:local`
    Prefixed(&'e str),
    /// Characters of names, that make no name.
    Nmtoken(&'e str),
    /// A name and `?`, `*` or `+`.
    Repeated,
    /// `#NAME`
    Pound(&'e str),
    /// A text between quotes, and where it starts.
    Literal(&'e str, usize),
    /// `%name;`
    Reference(&'e str),
    /// `%`
    Percent,
    /// `(`, `[`, `]`, `|` or `,`.
    Sign(u8),
    /// `)`
    GroupEnd,
    /// `)*`
    GroupEndStar,
    /// `)?` or `)+`
    GroupEndOther,
    /// A comment or an instruction.
    Aside,
    /// `]]>`
    SectionEnd,
    /// The start of an element.
    Element,
    /// The text ends.
    End,
}

impl<'e> Cursor<'e> {
    /// The next token that is no white space.
    pub(super) fn declaration_token(&mut self) -> Read<Token<'e>> {
        self.skip_space();
        self.begin();
        let Some(byte) = self.peek() else { return Ok(Token::End) };
        match byte {
            b'"' | b'\'' => {
                let start = self.at() + 1;
                let text = self.quoted()?;
                self.followed_by(" \t\r\n>%[")?;
                Ok(Token::Literal(text, start))
            }
            b'<' => self.markup(),
            b'%' => self.percent(),
            b'#' => {
                self.advance(1);
                let name = self.name()?;
                self.followed_by(" \t\r\n)>%|")?;
                Ok(Token::Pound(name))
            }
            b',' | b'[' | b'(' | b'|' => Ok(self.taken(1, Token::Sign(byte))),
            b']' if self.sees("]]>") => Ok(self.taken(3, Token::SectionEnd)),
            b']' => Ok(self.taken(1, Token::Sign(byte))),
            b'>' => Ok(self.taken(1, Token::Close)),
            b')' => {
                self.advance(1);
                match self.peek() {
                    Some(b'*') => Ok(self.taken(1, Token::GroupEndStar)),
                    Some(b'?' | b'+') => Ok(self.taken(1, Token::GroupEndOther)),
                    _ => {
                        self.followed_by(" \t\r\n>,|)")?;
                        Ok(Token::GroupEnd)
                    }
                }
            }
            _ => self.word(),
        }
    }

    /// The root element starts here, as it must.
    pub(in super::super) fn root(&self) -> Read<()> {
        let mut ahead = self.clone();
        match ahead.declaration_token()? {
            Token::Element => Ok(()),
            token => Err(misplaced(&ahead, token)),
        }
    }

    /// The error of what stands after the root element.
    pub(in super::super) fn after_root(&self) -> XmlError {
        match self.clone().declaration_token() {
            Err(error) if error.fault != Fault::MisplacedDeclaration => error,
            _ => self.error(Fault::Junk),
        }
    }

    fn taken(&mut self, bytes: usize, token: Token<'e>) -> Token<'e> {
        self.advance(bytes);
        token
    }

    /// The token ends where one of these characters, or nothing, follows.
    fn followed_by(&self, delimiters: &str) -> Read<()> {
        match self.peek() {
            Some(byte) if !delimiters.as_bytes().contains(&byte) => Err(self.error(Fault::InvalidToken)),
            _ => Ok(()),
        }
    }

    /// What starts by `<`.
    fn markup(&mut self) -> Read<Token<'e>> {
        if self.sees("<!--") {
            return self.comment().map(|_| Token::Aside);
        }
        if self.sees("<?") {
            return self.instruction().map(|_| Token::Aside);
        }
        if self.sees("<![") {
            return Ok(self.taken(3, Token::Section));
        }
        let start = self.at();
        self.advance(1);
        if !self.skip_if("!") {
            return match self.rest().chars().next() {
                Some(first) if starts_name(first) => Ok(Token::Element),
                _ => Err(self.invalid()),
            };
        }
        if self.skip_if("-") {
            return Err(self.invalid());
        }
        let name = self.at();
        while self.peek().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_') {
            self.advance(1);
        }
        match self.peek_two() {
            _ if self.at() == name => Err(self.invalid()),
            (Some(byte), _) if is_space(byte) => Ok(Token::Open(self.slice(name))),
            // `<!ENTITY% name` lacks a space.
            (Some(b'%'), Some(next)) if !is_space(next) && next != b'%' => Ok(Token::Open(self.slice(name))),
            (Some(b'%'), None) | (None, _) => Err(self.error_at(start, Fault::UnclosedToken)),
            _ => Err(self.error(Fault::InvalidToken)),
        }
    }

    fn percent(&mut self) -> Read<Token<'e>> {
        self.advance(1);
        if self.peek().is_some_and(|byte| is_space(byte) || byte == b'%') {
            return Ok(Token::Percent);
        }
        let name = self.name()?;
        self.expect(";")?;
        Ok(Token::Reference(name))
    }

    /// A name, or what looks like one.
    fn word(&mut self) -> Read<Token<'e>> {
        let start = self.at();
        let mut token: fn(&'e str) -> Token<'e> = match self.rest().chars().next() {
            Some(first) if starts_name(first) => Token::Name,
            Some(first) if continues_name(first) || first == ':' => Token::Nmtoken,
            _ => return Err(self.invalid()),
        };
        let mut colons = 0;
        loop {
            match self.rest().chars().next() {
                Some(next) if continues_name(next) => self.advance(next.len_utf8()),
                Some(':') => {
                    self.advance(1);
                    colons += 1;
                    let named = self.rest().chars().next();
                    if named.is_none() && matches!(token(""), Token::Name(_)) {
                        return Err(self.invalid());
                    }
                    let qualifies = matches!(token(""), Token::Name(_)) && named.is_some_and(continues_name);
                    token = if qualifies && colons == 1 { Token::Prefixed } else { Token::Nmtoken };
                }
                Some('?' | '*' | '+') if !matches!(token(""), Token::Nmtoken(_)) => {
                    self.advance(1);
                    return Ok(Token::Repeated);
                }
                Some(next) if !"> \t\r\n),|[%".contains(next) => {
                    return Err(self.error(Fault::InvalidToken));
                }
                _ => return Ok(token(self.slice(start))),
            }
        }
    }
}

/// The error of a token that has no place where it stands.
pub(super) fn misplaced(cursor: &Cursor<'_>, token: Token<'_>) -> XmlError {
    match token {
        Token::End if cursor.is_entity() => cursor.error(Fault::IncompleteEntity),
        Token::End => cursor.error(Fault::NoElement),
        Token::Reference(_) => cursor.error_at(cursor.token, Fault::ParameterEntity),
        _ => cursor.error_at(cursor.token, Fault::Syntax),
    }
}
