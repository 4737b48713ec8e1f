//! Where the reader is in a document or in the text of an entity, and the tokens it finds there.

use super::{
    Fault, XmlError,
    characters::{CLASSES, Class, continues_name, is_noncharacter, is_space, referable, starts_name},
};

/// What a reference stands for.
pub(super) enum Reference<'e> {
    Character(char),
    Entity(&'e str),
}

#[derive(Debug, Clone)]
pub(super) struct Cursor<'e> {
    text: &'e str,
    at: usize,
    /// Where the current token starts.
    token: usize,
    /// For an entity, where the document refers to it; for a piece of the document, where it starts.
    origin: usize,
    entity: bool,
}

type Read<T> = Result<T, XmlError>;

impl<'e> Cursor<'e> {
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

    pub(super) fn error(&self, fault: Fault) -> XmlError {
        self.error_at(self.at, fault)
    }

    pub(super) fn error_at(&self, at: usize, fault: Fault) -> XmlError {
        XmlError { offset: self.offset_of(at), fault }
    }

    /// The character here has no place; or the text ends inside the token.
    pub(super) fn invalid(&self) -> XmlError {
        if self.at_end() {
            self.error_at(self.token, Fault::UnclosedToken)
        } else {
            self.error(Fault::InvalidToken)
        }
    }

    /// `<!` or `<?` in text, that starts nothing known.
    pub(super) fn invalid_markup(&mut self) -> XmlError {
        self.begin();
        let same = self.rest().bytes().zip(*b"<![CDATA[").take_while(|(found, cdata)| found == cdata).count();
        self.at += same;
        self.invalid()
    }

    /// Whether the root element starts here, as it must.
    pub(super) fn root_or_fault(&self) -> Read<()> {
        match self.outside() {
            Ok(()) => Ok(()),
            Err(Some(wrong)) => Err(self.error_at(wrong, Fault::InvalidToken)),
            Err(None) => Err(self.error(Fault::Syntax)),
        }
    }

    /// What stands after the root element.
    pub(super) fn after_root(&self) -> XmlError {
        match self.outside() {
            Err(Some(wrong)) => self.error_at(wrong, Fault::InvalidToken),
            _ => self.error(Fault::Junk),
        }
    }

    /// What stands outside the root element: an element, a token that has no place there, or none at all,
    /// with the place of the wrong character.
    fn outside(&self) -> Result<(), Option<usize>> {
        let mut characters = self.rest().chars();
        match characters.next() {
            Some('<') => match characters.next() {
                Some('!') if characters.next().is_some_and(|next| next.is_ascii_alphabetic()) => Err(None),
                Some(next) if starts_name(next) => Ok(()),
                _ => Err(Some(self.at + 1)),
            },
            Some('[' | ']' | '(' | ')' | '|' | ',' | '>' | '%' | '#' | '"' | '\'') => Err(None),
            Some(first) if continues_name(first) => {
                let rest = self.rest();
                let end = rest.find(|character| !continues_name(character)).unwrap_or(rest.len());
                let after = rest.get(end..).and_then(|after| after.chars().next());
                let follows = |next: char| next.is_ascii_whitespace() || ">)|,[%?*+:".contains(next);
                if after.is_none_or(follows) { Err(None) } else { Err(Some(self.at + end)) }
            }
            _ => Err(Some(self.at)),
        }
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

    pub(super) fn expect(&mut self, text: &str) -> Read<()> {
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

    pub(super) fn expect_space(&mut self) -> Read<()> {
        if self.skip_space() { Ok(()) } else { Err(self.invalid()) }
    }

    /// A carriage return, alone or before a line feed.
    pub(super) fn line_end(&mut self) {
        self.at += 1;
        self.skip_if("\n");
    }

    /// Text up to the next mark.
    pub(super) fn plain_text(&mut self) -> Read<&'e str> {
        let bytes = self.text.as_bytes();
        let start = self.at;
        while let Some(&byte) = bytes.get(self.at) {
            match CLASSES[usize::from(byte)] {
                Class::Plain => {}
                Class::Mark => break,
                Class::Bracket if self.sees("]]>") => {
                    return Err(self.error_at(self.at + 2, Fault::InvalidToken));
                }
                Class::Bracket => {}
                Class::Control => return Err(self.error(Fault::InvalidToken)),
                Class::Last if is_noncharacter(&bytes[self.at..]) => {
                    return Err(self.error(Fault::InvalidToken));
                }
                Class::Last => {}
            }
            self.at += 1;
        }
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

    /// Everything up to `end`, which is passed too; without it, `unclosed` says what is missing.
    fn up_to(&mut self, end: &str, unclosed: Fault) -> Read<&'e str> {
        let rest = self.rest();
        let length = rest.find(end);
        let inside = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        if let Some(wrong) = forbidden(inside) {
            return Err(self.error_at(self.at + wrong, Fault::InvalidToken));
        }
        if length.is_none() {
            return Err(self.error_at(self.token, unclosed));
        }
        self.at += inside.len() + end.len();
        Ok(inside)
    }

    /// `<!--…-->`, from its start.
    pub(super) fn comment(&mut self) -> Read<&'e str> {
        self.begin();
        self.at += "<!--".len();
        let text = self.up_to("--", Fault::UnclosedToken)?;
        self.expect(">")?;
        Ok(text)
    }

    /// `<![CDATA[…]]>`, from its start.
    pub(super) fn cdata(&mut self) -> Read<&'e str> {
        self.begin();
        self.at += "<![CDATA[".len();
        self.token = self.text.len();
        self.up_to("]]>", Fault::UnclosedCdata)
    }

    /// `<?target data?>`, from its start.
    pub(super) fn instruction(&mut self) -> Read<(&'e str, &'e str)> {
        self.begin();
        self.at += "<?".len();
        let name = self.at;
        let target = self.name()?;
        if target == "xml" {
            return Err(self.error_at(self.token, Fault::MisplacedDeclaration));
        }
        if target.eq_ignore_ascii_case("xml") {
            return Err(self.error_at(name + target.len(), Fault::InvalidToken));
        }
        if !self.sees("?>") {
            self.expect_space()?;
        }
        Ok((target, self.up_to("?>", Fault::UnclosedToken)?))
    }

    /// `</name>`, from its start: the name.
    pub(super) fn end_tag(&mut self) -> Read<&'e str> {
        self.begin();
        self.at += "</".len();
        let start = self.at;
        self.name()?;
        // Colons may stand anywhere: the name has to be that of the start tag.
        while self.skip_if(":") {
            self.skip_name();
        }
        let name = self.slice(start);
        self.skip_space();
        self.expect(">")?;
        Ok(name)
    }

    /// `prefix:local`, or `local` alone.
    pub(super) fn qualified_name(&mut self) -> Read<(&'e str, &'e str)> {
        let first = self.name()?;
        if !self.skip_if(":") {
            return Ok(("", first));
        }
        Ok((first, self.name()?))
    }

    /// A name without colon.
    pub(super) fn name(&mut self) -> Read<&'e str> {
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

    fn skip_name(&mut self) {
        while let Some(byte) = self.peek() {
            if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.') {
                self.at += 1;
            } else if byte.is_ascii() {
                break;
            } else {
                match self.rest().chars().next().filter(|&character| continues_name(character)) {
                    Some(character) => self.at += character.len_utf8(),
                    None => break,
                }
            }
        }
    }

    /// `&name;`, `&#number;` or `&#xnumber;`, from its start.
    pub(super) fn reference(&mut self) -> Read<Reference<'e>> {
        self.begin();
        self.at += 1;
        if self.skip_if("#") {
            let radix = if self.skip_if("x") { 16 } else { 10 };
            let start = self.at;
            while self.peek().is_some_and(|byte| char::from(byte).is_digit(radix)) {
                self.at += 1;
            }
            let digits = self.slice(start);
            if digits.is_empty() {
                return Err(self.invalid());
            }
            self.expect(";")?;
            let digits = digits.trim_start_matches('0');
            let number =
                if digits.is_empty() { 0 } else { u32::from_str_radix(digits, radix).unwrap_or(u32::MAX) };
            let character = referable(number);
            return match character {
                Some(character) => Ok(Reference::Character(character)),
                None => Err(self.error_at(self.token, Fault::InvalidCharacterNumber)),
            };
        }
        let name = self.name()?;
        self.expect(";")?;
        Ok(match name {
            "lt" => Reference::Character('<'),
            "gt" => Reference::Character('>'),
            "amp" => Reference::Character('&'),
            "quot" => Reference::Character('"'),
            "apos" => Reference::Character('\''),
            _ => Reference::Entity(name),
        })
    }

    /// The value of an attribute, between quotes: no `<`, and well written references.
    pub(super) fn attribute_value(&mut self) -> Read<&'e str> {
        let start = self.at;
        let value =
            self.quoted().map_err(|error| match self.text.get(start..).and_then(|text| text.find('<')) {
                Some(wrong) if error.fault == Fault::UnclosedToken => {
                    self.error_at(start + wrong, Fault::InvalidToken)
                }
                _ => error,
            })?;
        let Some(wrong) = value.find(['<', '&']) else { return Ok(value) };
        let end = self.at;
        self.at = end - 1 - value.len() + wrong;
        while self.at < end - 1 {
            match self.peek() {
                Some(b'<') => return Err(self.error(Fault::InvalidToken)),
                Some(b'&') => self.reference_syntax()?,
                _ => self.at += 1,
            }
        }
        self.at = end;
        Ok(value)
    }

    /// Goes past a reference, whatever it stands for.
    fn reference_syntax(&mut self) -> Read<()> {
        let token = self.token;
        let read = self.reference();
        self.token = token;
        match read {
            Err(error) if error.fault != Fault::InvalidCharacterNumber => Err(error),
            _ => Ok(()),
        }
    }

    /// A text between quotes.
    pub(super) fn quoted(&mut self) -> Read<&'e str> {
        let quote = match self.peek() {
            Some(quote @ (b'"' | b'\'')) => quote,
            _ => return Err(self.invalid()),
        };
        self.at += 1;
        let start = self.at;
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if byte == quote {
                self.at += 1;
                return Ok(self.text.get(start..self.at - 1).unwrap_or_default());
            }
            let wrong = match CLASSES[usize::from(byte)] {
                Class::Control => true,
                Class::Last => is_noncharacter(&bytes[self.at..]),
                _ => false,
            };
            if wrong {
                return Err(self.error(Fault::InvalidToken));
            }
            self.at += 1;
        }
        Err(self.invalid())
    }

    /// Whether `<?xml` stands here, as a whole word.
    pub(super) fn looks_like_declaration(&self) -> bool {
        self.rest().strip_prefix("<?xml").is_some_and(|rest| rest.starts_with([' ', '\t', '\r', '\n', '?']))
    }

    /// `<?xml version="1.0" encoding="…" standalone="…"?>`: whether the document stands alone.
    ///
    /// The encoding is ignored: udata gives rdflib text already decoded.
    pub(super) fn declaration(&mut self) -> Read<bool> {
        self.begin();
        self.at += "<?xml".len();
        let mut standalone = false;
        let mut expected = ["version", "encoding", "standalone"].as_slice();
        loop {
            let spaced = self.skip_space();
            if self.skip_if("?>") {
                let complete = expected.len() < 3;
                return if complete { Ok(standalone) } else { Err(self.error(Fault::Declaration)) };
            }
            let name = self.name().map_err(|_| self.malformed())?;
            let known = expected.iter().position(|expected| *expected == name);
            let Some(index) = known.filter(|index| spaced && (*index == 0 || expected.len() < 3)) else {
                return Err(self.error_at(self.at - name.len(), Fault::Declaration));
            };
            expected = expected.get(index + 1..).unwrap_or_default();
            self.skip_space();
            self.expect("=").map_err(|_| self.malformed())?;
            self.skip_space();
            let start = self.at;
            let value = self.quoted().map_err(|_| self.malformed())?;
            let readable = match name {
                "standalone" => matches!(value, "yes" | "no"),
                "encoding" => value.starts_with(|first: char| first.is_ascii_alphabetic()),
                _ => !value.is_empty(),
            };
            let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':');
            if !readable || !value.bytes().all(word) {
                return Err(self.error_at(start + 1, Fault::Declaration));
            }
            standalone |= name == "standalone" && value == "yes";
        }
    }

    fn malformed(&self) -> XmlError {
        if self.rest().contains("?>") {
            self.error(Fault::Declaration)
        } else {
            self.error_at(self.token, Fault::UnclosedToken)
        }
    }
}

/// Where the first forbidden character is.
fn forbidden(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().position(|(index, &byte)| match CLASSES[usize::from(byte)] {
        Class::Control => true,
        Class::Last => is_noncharacter(&bytes[index..]),
        _ => false,
    })
}
