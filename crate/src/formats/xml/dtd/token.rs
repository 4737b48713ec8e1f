//! The tokens of a document type, cut as expat cuts them.

use super::super::{
    XmlError, XmlFault,
    characters::{continues_name, is_space, starts_name},
    cursor::{XmlCursor, XmlResult},
};

/// A token of the document type; names are as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DtdToken<'e> {
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

impl<'e> XmlCursor<'e> {
    /// The next token that is no white space.
    pub(super) fn declaration_token(&mut self) -> XmlResult<DtdToken<'e>> {
        self.skip_space();
        self.begin();
        let Some(byte) = self.peek() else { return Ok(DtdToken::End) };
        match byte {
            b'"' | b'\'' => {
                let start = self.at() + 1;
                let text = self.quoted()?;
                self.followed_by(" \t\r\n>%[")?;
                Ok(DtdToken::Literal(text, start))
            }
            b'<' => self.markup(),
            b'%' => self.percent(),
            b'#' => {
                self.advance(1);
                let name = self.name()?;
                self.followed_by(" \t\r\n)>%|")?;
                Ok(DtdToken::Pound(name))
            }
            b',' | b'[' | b'(' | b'|' => Ok(self.taken(1, DtdToken::Sign(byte))),
            b']' if self.sees("]]>") => Ok(self.taken(3, DtdToken::SectionEnd)),
            b']' => Ok(self.taken(1, DtdToken::Sign(byte))),
            b'>' => Ok(self.taken(1, DtdToken::Close)),
            b')' => {
                self.advance(1);
                match self.peek() {
                    Some(b'*') => Ok(self.taken(1, DtdToken::GroupEndStar)),
                    Some(b'?' | b'+') => Ok(self.taken(1, DtdToken::GroupEndOther)),
                    _ => {
                        self.followed_by(" \t\r\n>,|)")?;
                        Ok(DtdToken::GroupEnd)
                    }
                }
            }
            _ => self.word(),
        }
    }

    /// The root element starts here, as it must.
    pub(in super::super) fn root(&self) -> XmlResult<()> {
        let mut ahead = self.clone();
        match ahead.declaration_token()? {
            DtdToken::Element => Ok(()),
            token => Err(misplaced(&ahead, token)),
        }
    }

    /// The error of what stands after the root element.
    pub(in super::super) fn after_root(&self) -> XmlError {
        match self.clone().declaration_token() {
            Err(error) if error.fault != XmlFault::MisplacedDeclaration => error,
            _ => self.error(XmlFault::Junk),
        }
    }

    fn taken(&mut self, bytes: usize, token: DtdToken<'e>) -> DtdToken<'e> {
        self.advance(bytes);
        token
    }

    /// The token ends where one of these characters, or nothing, follows.
    fn followed_by(&self, delimiters: &str) -> XmlResult<()> {
        match self.peek() {
            Some(byte) if !delimiters.as_bytes().contains(&byte) => Err(self.error(XmlFault::InvalidToken)),
            _ => Ok(()),
        }
    }

    /// What starts by `<`.
    fn markup(&mut self) -> XmlResult<DtdToken<'e>> {
        if self.sees("<!--") {
            return self.comment().map(|_| DtdToken::Aside);
        }
        if self.sees("<?") {
            return self.instruction().map(|_| DtdToken::Aside);
        }
        if self.sees("<![") {
            return Ok(self.taken(3, DtdToken::Section));
        }
        let start = self.at();
        self.advance(1);
        if !self.skip_if("!") {
            return match self.rest().chars().next() {
                Some(first) if starts_name(first) => Ok(DtdToken::Element),
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
            (Some(byte), _) if is_space(byte) => Ok(DtdToken::Open(self.slice(name))),
            // `<!ENTITY% name` lacks a space.
            (Some(b'%'), Some(next)) if !is_space(next) && next != b'%' => {
                Ok(DtdToken::Open(self.slice(name)))
            }
            (Some(b'%'), None) | (None, _) => Err(self.error_at(start, XmlFault::UnclosedToken)),
            _ => Err(self.error(XmlFault::InvalidToken)),
        }
    }

    fn percent(&mut self) -> XmlResult<DtdToken<'e>> {
        self.advance(1);
        if self.peek().is_some_and(|byte| is_space(byte) || byte == b'%') {
            return Ok(DtdToken::Percent);
        }
        let name = self.name()?;
        self.expect(";")?;
        Ok(DtdToken::Reference(name))
    }

    /// A name, or what looks like one.
    fn word(&mut self) -> XmlResult<DtdToken<'e>> {
        let start = self.at();
        let mut token: fn(&'e str) -> DtdToken<'e> = match self.rest().chars().next() {
            Some(first) if starts_name(first) => DtdToken::Name,
            Some(first) if continues_name(first) || first == ':' => DtdToken::Nmtoken,
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
                    if named.is_none() && matches!(token(""), DtdToken::Name(_)) {
                        return Err(self.invalid());
                    }
                    let qualifies =
                        matches!(token(""), DtdToken::Name(_)) && named.is_some_and(continues_name);
                    token = if qualifies && colons == 1 { DtdToken::Prefixed } else { DtdToken::Nmtoken };
                }
                Some('?' | '*' | '+') if !matches!(token(""), DtdToken::Nmtoken(_)) => {
                    self.advance(1);
                    return Ok(DtdToken::Repeated);
                }
                Some(next) if !"> \t\r\n),|[%".contains(next) => {
                    return Err(self.error(XmlFault::InvalidToken));
                }
                _ => return Ok(token(self.slice(start))),
            }
        }
    }
}

/// The error of a token that has no place where it stands.
pub(super) fn misplaced(cursor: &XmlCursor<'_>, token: DtdToken<'_>) -> XmlError {
    match token {
        DtdToken::End if cursor.is_entity() => cursor.error(XmlFault::IncompleteEntity),
        DtdToken::End => cursor.error(XmlFault::NoElement),
        DtdToken::Reference(_) => cursor.error_at(cursor.token, XmlFault::ParameterEntity),
        _ => cursor.error_at(cursor.token, XmlFault::Syntax),
    }
}
