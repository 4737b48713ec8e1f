//! Where the reader is, in a document or in the text of an entity.

use super::{
    XmlError, XmlFault,
    characters::{CLASSES, CharacterClass, continues_name, is_noncharacter, is_space, starts_name},
};

#[derive(Debug, Clone)]
pub(super) struct XmlCursor<'e> {
    pub(super) text: &'e str,
    pub(super) at: usize,
    /// Where the current token starts.
    pub(super) token: usize,
    /// For an entity, where the document refers to it; for a piece of the document, where it starts.
    origin: usize,
    entity: bool,
}

/// The bytes that may stand in a name, of the first 128.
const IN_NAMES: [bool; 256] = {
    let (mut table, mut byte) = ([false; 256], 0_u8);
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        byte += 1;
    }
    table
};

pub(super) type XmlResult<T> = Result<T, XmlError>;

impl<'e> XmlCursor<'e> {
    pub(super) fn document(text: &'e str) -> Self {
        Self { text, at: 0, token: 0, origin: 0, entity: false }
    }

    /// The text of an entity, referred to at this place of the document.
    pub(super) fn entity(text: &'e str, origin: usize) -> Self {
        Self { text, at: 0, token: 0, origin, entity: true }
    }

    /// A piece of the document, from this place on.
    pub(super) fn piece(text: &'e str, origin: usize) -> Self {
        Self { text, at: 0, token: 0, origin, entity: false }
    }

    pub(super) fn is_entity(&self) -> bool {
        self.entity
    }

    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// The place in the document.
    pub(super) fn offset(&self) -> usize {
        self.offset_of(self.at)
    }

    pub(super) fn offset_of(&self, at: usize) -> usize {
        if self.entity { self.origin } else { self.origin + at }
    }

    pub(super) fn error(&self, fault: XmlFault) -> XmlError {
        self.error_at(self.at, fault)
    }

    pub(super) fn error_at(&self, at: usize, fault: XmlFault) -> XmlError {
        XmlError { offset: self.offset_of(at), fault }
    }

    /// The character here has no place; or the text ends inside the token.
    pub(super) fn invalid(&self) -> XmlError {
        if self.at_end() {
            self.error_at(self.token, XmlFault::UnclosedToken)
        } else {
            self.error(XmlFault::InvalidToken)
        }
    }

    /// `<!` or `<?` in text, that starts nothing known.
    pub(super) fn invalid_markup(&mut self) -> XmlError {
        self.begin();
        let same = self.rest().bytes().zip(*b"<![CDATA[").take_while(|(found, cdata)| found == cdata).count();
        self.at += same;
        self.invalid()
    }

    pub(super) fn rest(&self) -> &'e str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn slice(&self, start: usize) -> &'e str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    pub(super) fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(super) fn peek_two(&self) -> (Option<u8>, Option<u8>) {
        (self.peek(), self.text.as_bytes().get(self.at + 1).copied())
    }

    pub(super) fn sees(&self, text: &str) -> bool {
        self.rest().starts_with(text)
    }

    /// A token starts here.
    pub(super) fn begin(&mut self) {
        self.token = self.at;
    }

    pub(super) fn skip_if(&mut self, text: &str) -> bool {
        let found = self.sees(text);
        if found {
            self.at += text.len();
        }
        found
    }

    pub(super) fn expect(&mut self, text: &str) -> XmlResult<()> {
        if self.skip_if(text) { Ok(()) } else { Err(self.invalid()) }
    }

    /// Whether there was white space.
    pub(super) fn skip_space(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_some_and(is_space) {
            self.at += 1;
        }
        self.at > start
    }

    pub(super) fn expect_space(&mut self) -> XmlResult<()> {
        if self.skip_space() { Ok(()) } else { Err(self.invalid()) }
    }

    /// A carriage return, alone or before a line feed: what it stands for. In an entity it was written as a reference,
    /// and stays.
    pub(super) fn line_end(&mut self) -> &'static str {
        self.at += 1;
        if self.entity {
            return "\r";
        }
        self.skip_if("\n");
        "\n"
    }

    /// Text up to the next mark.
    pub(super) fn plain_text(&mut self) -> XmlResult<&'e str> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        let class = |byte: u8| CLASSES[usize::from(byte)];
        let is_special = |byte: &u8| class(*byte) != CharacterClass::Plain;
        while let Some(run) = bytes.get(self.at..).and_then(|rest| rest.iter().position(is_special)) {
            self.at += run;
            match class(bytes[self.at]) {
                CharacterClass::Plain => {}
                CharacterClass::Mark => return Ok(self.slice(start)),
                CharacterClass::Bracket if self.sees("]]>") => {
                    return Err(self.error_at(self.at + 2, XmlFault::InvalidToken));
                }
                CharacterClass::Bracket => {}
                CharacterClass::Control => return Err(self.error(XmlFault::InvalidToken)),
                CharacterClass::Last if is_noncharacter(&bytes[self.at..]) => {
                    return Err(self.error(XmlFault::InvalidToken));
                }
                CharacterClass::Last => {}
            }
            self.at += 1;
        }
        self.at = bytes.len();
        Ok(self.slice(start))
    }

    /// The value of an attribute up to what is to be replaced in it.
    pub(super) fn plain_value(&mut self) -> &'e str {
        let rest = self.rest();
        let end = rest.find(['<', '&', '\t', '\n', '\r']).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    pub(super) fn advance(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// `prefix:local`, or `local` alone.
    pub(super) fn qualified_name(&mut self) -> XmlResult<(&'e str, &'e str)> {
        let first = self.name()?;
        if !self.skip_if(":") {
            return Ok(("", first));
        }
        Ok((first, self.name()?))
    }

    /// A name without colon.
    pub(super) fn name(&mut self) -> XmlResult<&'e str> {
        let start = self.at;
        self.skip_name();
        let name = self.slice(start);
        match name.chars().next() {
            Some(first) if starts_name(first) => Ok(name),
            _ => {
                self.at = start;
                Err(self.invalid())
            }
        }
    }

    pub(super) fn skip_name(&mut self) {
        loop {
            let rest = self.rest();
            let ends = |byte: &u8| !IN_NAMES[usize::from(*byte)];
            self.at += rest.as_bytes().iter().position(ends).unwrap_or(rest.len());
            let next = self.rest().chars().next().filter(|next| !next.is_ascii());
            let Some(next) = next.filter(|&next| continues_name(next)) else { return };
            self.at += next.len_utf8();
        }
    }
}
