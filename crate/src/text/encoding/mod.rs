//! Bytes to text, as `requests` decodes an answer.
//!
//! Our own tables and not encoding_rs: it weighs a quarter of the module, for charsets that no French portal
//! uses, and reads `iso-8859-1` as browsers do (Windows-1252), not as Python does.

mod codec;

use self::codec::{Codec, Endian};

/// Text, and how it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The encoding it was read with, as people call it: `UTF-8`, `ISO-8859-1`, `Windows-1252`…
    pub encoding: &'static str,
    /// Where the encoding comes from.
    pub origin: EncodingOrigin,
    /// What deserves a word to the portal's manager.
    pub note: Option<Note>,
}

/// Where an encoding comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EncodingOrigin {
    /// The `charset` of the `Content-Type` header.
    Charset,
    /// A `Content-Type` without `charset`: ISO-8859-1 for text, as RFC 2616 said and `requests` still does,
    /// UTF-8 for JSON.
    MediaType,
    /// A byte order mark.
    Mark,
    /// The XML declaration.
    Declaration,
    /// The bytes themselves.
    Bytes,
}

/// What deserves a word to the portal's manager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// The bytes are UTF-8 and are read as another encoding: « Données » becomes « DonnÃ©es ».
    Mojibake,
    /// From this byte on, counted from 0, some are not of the encoding: they become « � ».
    Invalid(usize),
    /// The server declares a charset that is not known; the bytes are read as UTF-8.
    UnknownCharset(String),
    /// Nothing says the encoding and it is not UTF-8: udata may guess another one.
    Guessed,
}

/// `response.text` of `requests`.
pub fn response_text(bytes: &[u8], content_type: Option<&str>) -> Decoded {
    match declared(content_type) {
        None => file_text(bytes),
        Some((label, origin)) => match Codec::find(label) {
            Some(codec) => decode(bytes, codec, origin),
            None if label.is_empty() => decode(bytes, Codec::Utf8, origin),
            None => {
                let decoded = decode(bytes, Codec::Utf8, origin);
                Decoded { note: Some(Note::UnknownCharset(label.to_owned())), ..decoded }
            }
        },
    }
}

/// Whether a header declares another charset than UTF-8, which `requests` reads the body with, right or wrong.
pub fn declares_another(content_type: Option<&str>) -> bool {
    declared(content_type).is_some_and(|(label, origin)| {
        origin == EncodingOrigin::Charset && Codec::find(label).is_some_and(Codec::is_single_byte)
    })
}

/// The text that `response.json()` parses: without a known charset, UTF-8, UTF-16 or UTF-32 by the place of
/// null bytes.
pub fn response_json(bytes: &[u8], content_type: Option<&str>) -> Decoded {
    let said = declared(content_type).is_some_and(|(label, _)| !label.is_empty());
    let codec = if said || bytes.len() <= 3 { None } else { json_codec(bytes) };
    let decoded = codec.map(|codec| decode(bytes, codec, EncodingOrigin::Bytes));
    match decoded {
        Some(decoded) if !matches!(decoded.note, Some(Note::Invalid(_))) => decoded,
        _ => response_text(bytes, content_type),
    }
}

/// A file given without its header, or an answer whose header says nothing: byte order mark, null bytes,
/// UTF-8, XML declaration, and at last Windows-1252.
///
/// `requests` leaves this to charset_normalizer, which weighs the frequency of letters. It agrees on what is
/// UTF-8 or declared; the rest is noted as [`Note::Guessed`].
pub fn file_text(bytes: &[u8]) -> Decoded {
    let marked = match bytes {
        [0xef, 0xbb, 0xbf, ..] => Some(Codec::Utf8Sig),
        [0, 0, 0xfe, 0xff, ..] | [0xff, 0xfe, 0, 0, ..] => Some(Codec::Utf32),
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] => Some(Codec::Utf16),
        _ => None,
    };
    if let Some(codec) = marked {
        return decode(bytes, codec, EncodingOrigin::Mark);
    }
    let codec = json_codec(bytes).filter(|&codec| codec != Codec::Utf8);
    if let Some(codec) = codec.or_else(|| mostly_utf8(bytes).then_some(Codec::Utf8)) {
        return decode(bytes, codec, EncodingOrigin::Bytes);
    }
    if let Some(codec) = xml_declaration(bytes).and_then(Codec::find).filter(|codec| codec.is_single_byte()) {
        let decoded = decode(bytes, codec, EncodingOrigin::Declaration);
        if decoded.note.is_none() && !decoded.text.contains(is_c1) {
            return decoded;
        }
    }
    let guess = Codec::find("cp1252").unwrap_or(Codec::Utf8);
    Decoded { note: Some(Note::Guessed), ..decode(bytes, guess, EncodingOrigin::Bytes) }
}

/// The same, without a copy where there is nothing to convert: exports weigh hundreds of megabytes.
pub fn file_text_of(bytes: Vec<u8>) -> Decoded {
    if json_codec(&bytes) != Some(Codec::Utf8) {
        return file_text(&bytes);
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            Decoded { text, encoding: Codec::Utf8.label(), origin: EncodingOrigin::Bytes, note: None }
        }
        Err(error) => file_text(error.as_bytes()),
    }
}

/// Control characters that only a mistake about the encoding brings.
fn is_c1(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}')
}

fn decode(bytes: &[u8], codec: Codec, origin: EncodingOrigin) -> Decoded {
    let (text, replaced) = codec.decode(bytes);
    let note = if codec.is_single_byte() && !bytes.is_ascii() && str::from_utf8(bytes).is_ok() {
        Some(Note::Mojibake)
    } else if replaced {
        let at = text.find(char::REPLACEMENT_CHARACTER).unwrap_or_default();
        Some(Note::Invalid(str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), |_| at)))
    } else {
        None
    };
    Decoded { text, encoding: codec.label(), origin, note }
}

/// `get_encoding_from_headers`. The media type is compared as written: `TEXT/XML` is not text.
fn declared(content_type: Option<&str>) -> Option<(&str, EncodingOrigin)> {
    let mut tokens = content_type?.split(';');
    let media_type = tokens.next().unwrap_or_default();
    let quoted = |c| matches!(c, '"' | '\'' | ' ');
    let charset = tokens
        .filter_map(|token| token.split_once('='))
        .filter(|(key, _)| key.trim().trim_matches(quoted).eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches(quoted))
        .next_back();
    match charset {
        Some(charset) => Some((charset, EncodingOrigin::Charset)),
        None if media_type.contains("text") => Some(("iso-8859-1", EncodingOrigin::MediaType)),
        None if media_type.contains("application/json") => Some(("utf-8", EncodingOrigin::MediaType)),
        None => None,
    }
}

/// `guess_json_utf`: JSON and XML start with ASCII characters, so the place of null bytes tells.
fn json_codec(bytes: &[u8]) -> Option<Codec> {
    match bytes {
        [0, 0, 0xfe, 0xff, ..] | [0xff, 0xfe, 0, 0, ..] => Some(Codec::Utf32),
        [0xef, 0xbb, 0xbf, ..] => Some(Codec::Utf8Sig),
        [0xfe, 0xff, ..] | [0xff, 0xfe, ..] => Some(Codec::Utf16),
        [0, 0, 0, 1..=255, ..] => Some(Codec::Utf32As(Endian::Big)),
        [1..=255, 0, 0, 0, ..] => Some(Codec::Utf32As(Endian::Little)),
        [0, 1..=255, 0, 1..=255, ..] => Some(Codec::Utf16As(Endian::Big)),
        [1..=255, 0, 1..=255, 0, ..] => Some(Codec::Utf16As(Endian::Little)),
        _ if bytes.iter().take(4).all(|&byte| byte != 0) => Some(Codec::Utf8),
        _ => None,
    }
}

/// Whether bytes are UTF-8, but for a few damaged ones: fewer than the characters that are well written.
fn mostly_utf8(bytes: &[u8]) -> bool {
    if str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad < good
}

/// The encoding that an XML declaration names.
fn xml_declaration(bytes: &[u8]) -> Option<&str> {
    let head = bytes.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = head.iter().take(200).position(|&byte| byte == b'>')?;
    let declaration = str::from_utf8(head.get(..end)?).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|&c| c == '"' || c == '\'')?;
    value.get(1..)?.split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Body {
        hex: String,
        answers: Vec<Answer>,
    }

    #[derive(Deserialize)]
    struct Answer {
        types: Vec<Option<String>>,
        /// `response.text`.
        text: String,
        /// What `response.json()` parses.
        json: String,
        /// charset_normalizer chose, and the bytes are not UTF-8.
        guessed: bool,
    }

    fn bodies() -> Vec<Body> {
        serde_json::from_str(include_str!("../../../../tests/fixtures/encoding/responses.json")).unwrap()
    }

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
    }

    #[test]
    fn reads_answers_as_requests() {
        let (mut certain, mut guesses, mut good_guesses) = (0, 0, 0);
        for Body { hex, answers } in bodies() {
            let bytes = bytes(&hex);
            assert_eq!(file_text_of(bytes.clone()), file_text(&bytes), "without a copy: {hex}");
            for Answer { types, text, json, guessed } in answers {
                for content_type in types.iter().map(Option::as_deref) {
                    let ours = response_text(&bytes, content_type);
                    if guessed {
                        guesses += 1;
                        good_guesses += usize::from(ours.text == text);
                    } else {
                        certain += 1;
                        assert_eq!(ours.text, text, "{content_type:?} {ours:?}");
                        assert_eq!(response_json(&bytes, content_type).text, json, "JSON, {content_type:?}");
                    }
                }
            }
        }
        println!("{certain} answers agree; {good_guesses} of {guesses} guesses do");
        assert!(certain > 1500 && good_guesses * 3 > guesses);
    }

    #[test]
    fn says_where_the_encoding_comes_from_and_what_is_wrong() {
        let utf8 = "Données".as_bytes();
        let latin = b"Donn\xe9es";
        let declared = b"<?xml version='1.0' encoding = 'ISO-8859-15'?><a>\xe9\xa4</a>";
        for (bytes, content_type, encoding, origin, note) in [
            (utf8, Some("text/xml"), "ISO-8859-1", EncodingOrigin::MediaType, Some(Note::Mojibake)),
            (utf8, Some("text/xml; charset=UTF-8"), "UTF-8", EncodingOrigin::Charset, None),
            (
                utf8,
                Some("text/xml; charset=cp1252"),
                "Windows-1252",
                EncodingOrigin::Charset,
                Some(Note::Mojibake),
            ),
            (utf8, Some("application/rdf+xml"), "UTF-8", EncodingOrigin::Bytes, None),
            (
                utf8,
                Some("text/xml; charset=x"),
                "UTF-8",
                EncodingOrigin::Charset,
                Some(Note::UnknownCharset("x".into())),
            ),
            (utf8, None, "UTF-8", EncodingOrigin::Bytes, None),
            (latin, Some("text/xml"), "ISO-8859-1", EncodingOrigin::MediaType, None),
            (latin, Some("application/json"), "UTF-8", EncodingOrigin::MediaType, Some(Note::Invalid(4))),
            (latin, None, "Windows-1252", EncodingOrigin::Bytes, Some(Note::Guessed)),
            (b"\xef\xbb\xbf{}", None, "UTF-8", EncodingOrigin::Mark, None),
            (declared, None, "ISO-8859-15", EncodingOrigin::Declaration, None),
        ] {
            let decoded = response_text(bytes, content_type);
            assert_eq!(
                (decoded.encoding, decoded.origin, decoded.note),
                (encoding, origin, note),
                "{content_type:?}"
            );
        }
    }
}
