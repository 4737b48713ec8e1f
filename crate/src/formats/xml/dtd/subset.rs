//! The declarations of a document type, one after the other.

use super::{
    super::{
        XmlError, XmlFault,
        cursor::XmlCursor,
        tag::{Spacing, expand},
        token::Reference,
    },
    Declared, DtdEntity, Entities,
    token::{DtdToken, misplaced},
};

type XmlResult<T> = Result<T, XmlError>;

/// Reads `<!DOCTYPE …>`, from its start.
pub(in super::super) fn read(cursor: &mut XmlCursor<'_>, entities: &mut Entities) -> XmlResult<()> {
    expect(cursor, |token| token == DtdToken::Open("DOCTYPE"))?;
    expect(cursor, |token| matches!(token, DtdToken::Name(_) | DtdToken::Prefixed(_)))?;
    let mut token = cursor.declaration_token()?;
    if external_identifier(cursor, token, false)? {
        entities.unread = true;
        token = cursor.declaration_token()?;
    }
    if token == DtdToken::Sign(b'[') {
        declarations(cursor, entities, 0)?;
        token = cursor.declaration_token()?;
    }
    if token == DtdToken::Close { Ok(()) } else { Err(misplaced(cursor, token)) }
}

/// Declarations, up to the end of the subset or of a parameter entity.
fn declarations(cursor: &mut XmlCursor<'_>, entities: &mut Entities, depth: usize) -> XmlResult<()> {
    loop {
        let token = cursor.declaration_token()?;
        match token {
            DtdToken::End if cursor.is_entity() => return Ok(()),
            DtdToken::Sign(b']') if !cursor.is_entity() => return Ok(()),
            DtdToken::Sign(b']') => return Err(cursor.error(XmlFault::IncompleteEntity)),
            DtdToken::Aside => {}
            DtdToken::Reference(name) => parameter_reference(cursor, name, entities, depth)?,
            DtdToken::Open("ENTITY") => entity(cursor, entities)?,
            DtdToken::Open("ATTLIST") => attributes(cursor, entities)?,
            DtdToken::Open("ELEMENT") => element(cursor)?,
            DtdToken::Open("NOTATION") => notation(cursor)?,
            _ => return Err(misplaced(cursor, token)),
        }
    }
}

/// The next token, which has to be of a kind.
fn expect<'e>(cursor: &mut XmlCursor<'e>, wanted: impl Fn(DtdToken<'e>) -> bool) -> XmlResult<DtdToken<'e>> {
    let token = cursor.declaration_token()?;
    if wanted(token) { Ok(token) } else { Err(misplaced(cursor, token)) }
}

fn close(cursor: &mut XmlCursor<'_>) -> XmlResult<()> {
    expect(cursor, |token| token == DtdToken::Close).map(drop)
}

fn name<'e>(cursor: &mut XmlCursor<'e>, prefixed: bool) -> XmlResult<&'e str> {
    match cursor.declaration_token()? {
        DtdToken::Name(name) => Ok(name),
        DtdToken::Prefixed(name) if prefixed => Ok(name),
        token => Err(misplaced(cursor, token)),
    }
}

/// `%name;` between declarations: an internal one is read in place, another hides what follows.
fn parameter_reference(
    cursor: &mut XmlCursor<'_>,
    name: &str,
    entities: &mut Entities,
    depth: usize,
) -> XmlResult<()> {
    entities.unread = true;
    if entities.standalone {
        return Ok(());
    }
    let Some(DtdEntity::Internal(text)) = entities.parameter.get(name).cloned() else {
        entities.hidden = true;
        return Ok(());
    };
    let place = cursor.offset_of(cursor.token);
    let refused = |fault| XmlError { offset: place, fault };
    entities.open(name, &text, cursor.offset(), depth).map_err(refused)?;
    let read = declarations(&mut XmlCursor::entity(&text, place), entities, depth + 1);
    entities.close();
    read
}

/// `<!ENTITY name "text">` and its other forms; the first declaration of a name holds.
fn entity(cursor: &mut XmlCursor<'_>, entities: &mut Entities) -> XmlResult<()> {
    let (parameter, name) = match cursor.declaration_token()? {
        DtdToken::Percent => (true, name(cursor, false)?),
        DtdToken::Name(name) => (false, name),
        token => return Err(misplaced(cursor, token)),
    };
    let token = cursor.declaration_token()?;
    let entity = if let DtdToken::Literal(text, start) = token {
        // What is hidden is not looked at.
        let text =
            if entities.hidden { String::new() } else { replacement(cursor, text, start, entities, 0)? };
        close(cursor)?;
        DtdEntity::Internal(text.into())
    } else if external_identifier(cursor, token, false)? {
        match cursor.declaration_token()? {
            DtdToken::Close => DtdEntity::External,
            DtdToken::Name("NDATA") if !parameter => {
                self::name(cursor, false)?;
                close(cursor)?;
                DtdEntity::Binary
            }
            token => return Err(misplaced(cursor, token)),
        }
    } else {
        return Err(misplaced(cursor, token));
    };
    if !entities.hidden {
        let known = if parameter { &mut entities.parameter } else { &mut entities.general };
        known.entry(name.to_owned()).or_insert(entity);
    }
    Ok(())
}

/// The text of an entity: numeric references are replaced, and parameter entities inside one; the others wait.
fn replacement(
    declaration: &XmlCursor<'_>,
    text: &str,
    start: usize,
    entities: &mut Entities,
    depth: usize,
) -> XmlResult<String> {
    let inside = declaration.is_entity();
    let mut cursor = if inside {
        XmlCursor::entity(text, declaration.offset())
    } else {
        XmlCursor::piece(text, declaration.offset_of(start))
    };
    let mut replaced = String::with_capacity(text.len());
    loop {
        let start = cursor.at();
        let at_start = |fault| cursor.error_at(start, fault);
        match cursor.peek() {
            None => return Ok(replaced),
            Some(b'%') => {
                let token = cursor.clone().declaration_token().map_err(|error| match error.fault {
                    XmlFault::UnclosedToken => cursor.error_at(start, XmlFault::InvalidToken),
                    _ => error,
                })?;
                let name = match token {
                    DtdToken::Reference(name) => name,
                    _ => return Err(cursor.error_at(start + 1, XmlFault::InvalidToken)),
                };
                if !inside {
                    return Err(at_start(XmlFault::ParameterEntity));
                }
                if let Some(DtdEntity::Internal(text)) = entities.parameter.get(name).cloned() {
                    entities.open(name, &text, cursor.offset(), depth).map_err(at_start)?;
                    let text = replacement(&cursor, &text, 0, entities, depth + 1);
                    entities.close();
                    replaced += &text?;
                }
                cursor.advance(name.len() + 2);
            }
            Some(b'\r') => {
                cursor.advance(1);
                cursor.skip_if("\n");
                replaced.push('\n');
            }
            Some(b'&') => {
                let numeric = cursor.sees("&#");
                let reference = cursor.reference().map_err(|error| match error.fault {
                    XmlFault::UnclosedToken => cursor.error_at(start, XmlFault::InvalidToken),
                    _ => error,
                })?;
                match reference {
                    Reference::Character(character) if numeric => replaced.push(character),
                    _ => replaced.push_str(cursor.slice(start)),
                }
            }
            Some(_) => {
                let rest = cursor.rest();
                let end = rest.find(['%', '\r', '&']).unwrap_or(rest.len());
                cursor.advance(end);
                replaced.push_str(cursor.slice(start));
            }
        }
    }
}

/// `SYSTEM "…"` or `PUBLIC "…" "…"`, when that is what starts; a notation may lack the last text.
fn external_identifier(cursor: &mut XmlCursor<'_>, token: DtdToken<'_>, notation: bool) -> XmlResult<bool> {
    let literal = |token| matches!(token, DtdToken::Literal(..));
    match token {
        DtdToken::Name("SYSTEM") => {}
        DtdToken::Name("PUBLIC") => {
            if let DtdToken::Literal(text, start) = expect(cursor, literal)?
                && let Some(wrong) = text.bytes().position(|byte| !is_public(byte))
            {
                let at = if cursor.is_entity() { 0 } else { start + wrong };
                return Err(cursor.error_at(at, XmlFault::PublicIdentifier));
            }
            if notation {
                return Ok(true);
            }
        }
        _ => return Ok(false),
    }
    expect(cursor, literal)?;
    Ok(true)
}

fn is_public(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b" \r\n-'()+,./:=?;!*#@$_%".contains(&byte)
}

fn notation(cursor: &mut XmlCursor<'_>) -> XmlResult<()> {
    name(cursor, false)?;
    let token = cursor.declaration_token()?;
    if !external_identifier(cursor, token, true)? {
        return Err(misplaced(cursor, token));
    }
    match cursor.declaration_token()? {
        DtdToken::Close => Ok(()),
        DtdToken::Literal(..) if token == DtdToken::Name("PUBLIC") => close(cursor),
        token => Err(misplaced(cursor, token)),
    }
}

/// `<!ELEMENT name content>`: its content says nothing to a reader that does not validate, but has to be well written.
fn element(cursor: &mut XmlCursor<'_>) -> XmlResult<()> {
    name(cursor, true)?;
    match cursor.declaration_token()? {
        DtdToken::Name("EMPTY" | "ANY") => {}
        DtdToken::Sign(b'(') => content(cursor)?,
        token => return Err(misplaced(cursor, token)),
    }
    close(cursor)
}

/// The content of an element after its first parenthesis.
fn content(cursor: &mut XmlCursor<'_>) -> XmlResult<()> {
    let mut token = cursor.declaration_token()?;
    if token == DtdToken::Pound("PCDATA") {
        return mixed(cursor);
    }
    // What separates the members of each open group, once known.
    let mut separators = vec![None];
    loop {
        match token {
            DtdToken::Sign(b'(') => {
                separators.push(None);
                token = cursor.declaration_token()?;
                continue;
            }
            DtdToken::Name(_) | DtdToken::Prefixed(_) | DtdToken::Repeated => {}
            _ => return Err(misplaced(cursor, token)),
        }
        loop {
            token = cursor.declaration_token()?;
            match token {
                DtdToken::GroupEnd | DtdToken::GroupEndStar | DtdToken::GroupEndOther => {
                    separators.pop();
                    if separators.is_empty() {
                        return Ok(());
                    }
                }
                DtdToken::Sign(sign @ (b',' | b'|')) => {
                    let separator = separators.last_mut().map(|known| *known.get_or_insert(sign));
                    if separator != Some(sign) {
                        return Err(misplaced(cursor, token));
                    }
                    token = cursor.declaration_token()?;
                    break;
                }
                _ => return Err(misplaced(cursor, token)),
            }
        }
    }
}

/// `(#PCDATA | name)*` after `#PCDATA`.
fn mixed(cursor: &mut XmlCursor<'_>) -> XmlResult<()> {
    let mut alone = true;
    loop {
        match cursor.declaration_token()? {
            DtdToken::GroupEndStar => return Ok(()),
            DtdToken::GroupEnd if alone => return Ok(()),
            DtdToken::Sign(b'|') => drop(name(cursor, true)?),
            token => return Err(misplaced(cursor, token)),
        }
        alone = false;
    }
}

/// `<!ATTLIST element name type default …>`; the first declaration of an attribute holds.
fn attributes(cursor: &mut XmlCursor<'_>, entities: &mut Entities) -> XmlResult<()> {
    let element = name(cursor, true)?;
    loop {
        let attribute = match cursor.declaration_token()? {
            DtdToken::Close => return Ok(()),
            DtdToken::Name(name) | DtdToken::Prefixed(name) => name,
            token => return Err(misplaced(cursor, token)),
        };
        let tokenized = attribute_type(cursor)?;
        let mut token = cursor.declaration_token()?;
        let default = match token {
            DtdToken::Pound("IMPLIED" | "REQUIRED") => None,
            _ => {
                if token == DtdToken::Pound("FIXED") {
                    token = cursor.declaration_token()?;
                }
                let DtdToken::Literal(text, start) = token else { return Err(misplaced(cursor, token)) };
                (!entities.hidden).then(|| default(cursor, text, start, tokenized, entities)).transpose()?
            }
        };
        if !entities.hidden {
            entities.declare_attribute(element, Declared { name: attribute.to_owned(), tokenized, default });
        }
    }
}

/// The type of an attribute: whether white space counts less in it than in text.
fn attribute_type(cursor: &mut XmlCursor<'_>) -> XmlResult<bool> {
    let mut token = cursor.declaration_token()?;
    let notation = token == DtdToken::Name("NOTATION");
    match token {
        DtdToken::Name("CDATA") => return Ok(false),
        DtdToken::Name("ID" | "IDREF" | "IDREFS" | "ENTITY" | "ENTITIES" | "NMTOKEN" | "NMTOKENS") => {
            return Ok(true);
        }
        DtdToken::Sign(b'(') => {}
        _ if notation => drop(expect(cursor, |token| token == DtdToken::Sign(b'('))?),
        _ => return Err(misplaced(cursor, token)),
    }
    loop {
        expect(cursor, |token| match token {
            DtdToken::Name(_) => true,
            DtdToken::Prefixed(_) | DtdToken::Nmtoken(_) => !notation,
            _ => false,
        })?;
        token = cursor.declaration_token()?;
        match token {
            DtdToken::GroupEnd => return Ok(true),
            DtdToken::Sign(b'|') => {}
            _ => return Err(misplaced(cursor, token)),
        }
    }
}

/// The default value of an attribute.
fn default(
    cursor: &XmlCursor<'_>,
    text: &str,
    start: usize,
    tokenized: bool,
    entities: &mut Entities,
) -> XmlResult<String> {
    let place = cursor.offset_of(start - 1);
    let piece = match cursor.is_entity() {
        true => XmlCursor::entity(text, place),
        false => XmlCursor::piece(text, place + 1),
    };
    let mut value = String::with_capacity(text.len());
    let spacing = if tokenized { Spacing::Tokens } else { Spacing::Text };
    expand(piece, &mut value, entities, place, spacing)?;
    Ok(value)
}
