//! The tokens of XML, read strictly.

use super::{
    XmlError, XmlFault,
    characters::{CLASSES, CharacterClass, is_noncharacter, is_space, referable},
    cursor::{XmlCursor, XmlResult},
};

/// What a reference stands for.
pub(super) enum Reference<'e> {
    Character(char),
    Entity(&'e str),
}

impl<'e> XmlCursor<'e> {
    /// Everything up to `end`, which is passed too; without it, `unclosed` says what is missing.
    fn up_to(&mut self, end: &str, unclosed: XmlFault) -> XmlResult<&'e str> {
        let rest = self.rest();
        let length = rest.find(end);
        let inside = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        if let Some(wrong) = forbidden(inside) {
            return Err(self.error_at(self.at + wrong, XmlFault::InvalidToken));
        }
        if length.is_none() {
            return Err(self.error_at(self.token, unclosed));
        }
        self.at += inside.len() + end.len();
        Ok(inside)
    }

    /// `<!--…-->`, from its start.
    pub(super) fn comment(&mut self) -> XmlResult<&'e str> {
        self.begin();
        self.at += "<!--".len();
        let text = self.up_to("--", XmlFault::UnclosedToken)?;
        self.expect(">")?;
        Ok(text)
    }

    /// `<![CDATA[…]]>`, from its start.
    pub(super) fn cdata(&mut self) -> XmlResult<&'e str> {
        self.begin();
        self.at += "<![CDATA[".len();
        self.token = self.text.len();
        self.up_to("]]>", XmlFault::UnclosedCdata)
    }

    /// `<?target data?>`, from its start.
    pub(super) fn instruction(&mut self) -> XmlResult<(&'e str, &'e str)> {
        self.begin();
        self.at += "<?".len();
        let name = self.at;
        let target = self.name()?;
        if target == "xml" {
            return Err(self.error_at(self.token, XmlFault::MisplacedDeclaration));
        }
        if target.eq_ignore_ascii_case("xml") {
            return Err(self.error_at(name + target.len(), XmlFault::InvalidToken));
        }
        if !self.sees("?>") {
            self.expect_space()?;
        }
        Ok((target, self.up_to("?>", XmlFault::UnclosedToken)?))
    }

    /// `</name>`, from its start: the name.
    pub(super) fn end_tag(&mut self, expected: &str) -> XmlResult<&'e str> {
        self.begin();
        self.at += "</".len();
        let start = self.at;
        // A name that was read needs no second reading.
        let is_expected = self.rest().strip_prefix(expected).is_some_and(|rest| rest.starts_with('>'));
        if is_expected && !expected.is_empty() {
            self.at += expected.len();
            let name = self.slice(start);
            self.at += ">".len();
            return Ok(name);
        }
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

    /// `&name;`, `&#number;` or `&#xnumber;`, from its start.
    pub(super) fn reference(&mut self) -> XmlResult<Reference<'e>> {
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
                None => Err(self.error_at(self.token, XmlFault::InvalidCharacterNumber)),
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
    pub(super) fn attribute_value(&mut self) -> XmlResult<&'e str> {
        let start = self.at;
        let value =
            self.quoted().map_err(|error| match self.text.get(start..).and_then(|text| text.find('<')) {
                Some(wrong) if error.fault == XmlFault::UnclosedToken => {
                    self.error_at(start + wrong, XmlFault::InvalidToken)
                }
                _ => error,
            })?;
        let Some(wrong) = value.find(['<', '&']) else { return Ok(value) };
        let end = self.at;
        self.at = end - 1 - value.len() + wrong;
        while self.at < end - 1 {
            match self.peek() {
                Some(b'<') => return Err(self.error(XmlFault::InvalidToken)),
                Some(b'&') => self.reference_syntax()?,
                _ => self.at += 1,
            }
        }
        self.at = end;
        Ok(value)
    }

    /// Goes past a reference, whatever it stands for.
    fn reference_syntax(&mut self) -> XmlResult<()> {
        let token = self.token;
        let read = self.reference();
        self.token = token;
        match read {
            Err(error) if error.fault != XmlFault::InvalidCharacterNumber => Err(error),
            _ => Ok(()),
        }
    }

    /// A text between quotes.
    pub(super) fn quoted(&mut self) -> XmlResult<&'e str> {
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
                CharacterClass::Control => true,
                CharacterClass::Last => is_noncharacter(&bytes[self.at..]),
                _ => false,
            };
            if wrong {
                return Err(self.error(XmlFault::InvalidToken));
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
    pub(super) fn declaration(&mut self) -> XmlResult<bool> {
        self.begin();
        self.at += "<?xml".len();
        let start = self.at;
        let text = self.up_to("?>", XmlFault::UnclosedToken)?;
        let mut inside = Self::piece(text, start);
        let malformed = |at: usize| XmlError { offset: start + at, fault: XmlFault::Declaration };
        let mut next = inside.pseudo_attribute()?.ok_or_else(|| malformed(0))?;
        if next.name != "version" {
            return Err(malformed(next.name_at));
        }
        let Some(after) = inside.pseudo_attribute()? else { return Ok(false) };
        next = after;
        if next.name == "encoding" {
            if !next.value.starts_with(|first: char| first.is_ascii_alphabetic()) {
                return Err(malformed(next.value_at));
            }
            let Some(after) = inside.pseudo_attribute()? else { return Ok(false) };
            next = after;
        }
        if next.name != "standalone" {
            return Err(malformed(next.name_at));
        }
        if !matches!(next.value, "yes" | "no") {
            return Err(malformed(next.value_at));
        }
        inside.skip_space();
        if inside.at_end() { Ok(next.value == "yes") } else { Err(inside.error(XmlFault::Declaration)) }
    }

    /// A name and a value of the declaration; none where it ends.
    fn pseudo_attribute(&mut self) -> XmlResult<Option<PseudoAttribute<'e>>> {
        if self.at_end() {
            return Ok(None);
        }
        let malformed = |cursor: &Self| cursor.error(XmlFault::Declaration);
        if !self.skip_space() {
            return Err(malformed(self));
        }
        if self.at_end() {
            return Ok(None);
        }
        let name_at = self.at;
        self.skip_while(|byte| byte.is_ascii() && byte != b'=' && !is_space(byte));
        let name = self.slice(name_at);
        self.skip_space();
        if name.is_empty() || !self.skip_if("=") {
            return Err(malformed(self));
        }
        self.skip_space();
        let Some(quote @ (b'"' | b'\'')) = self.peek() else { return Err(malformed(self)) };
        self.at += 1;
        let value_at = self.at;
        self.skip_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'));
        let value = self.slice(value_at);
        if self.peek() != Some(quote) {
            return Err(malformed(self));
        }
        self.at += 1;
        Ok(Some(PseudoAttribute { name, name_at, value, value_at }))
    }

    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
    }
}

/// What looks like an attribute in the declaration.
struct PseudoAttribute<'e> {
    name: &'e str,
    name_at: usize,
    value: &'e str,
    value_at: usize,
}

/// Where the first forbidden character is.
fn forbidden(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    bytes.iter().enumerate().position(|(index, &byte)| match CLASSES[usize::from(byte)] {
        CharacterClass::Control => true,
        CharacterClass::Last => is_noncharacter(&bytes[index..]),
        _ => false,
    })
}
