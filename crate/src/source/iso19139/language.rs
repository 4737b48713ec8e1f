//! The language of a record, and those of its translations.

use std::borrow::Cow;

use super::{
    Failure, Read,
    text::{codes, only},
};
use crate::source::xml::{
    Element, Name,
    names::{gco, gmd, plain},
};

/// ISO 639-2 codes of the languages of the European Union, in the words of the code list, and the tags they become.
/// Other codes become tags as they are: a record in `fra` is not in French for data.gouv.fr.
const TAGS: [(&str, &str); 24] = [
    ("bul", "bg"),
    ("cze", "cs"),
    ("dan", "da"),
    ("dut", "nl"),
    ("eng", "en"),
    ("est", "et"),
    ("fin", "fi"),
    ("fre", "fr"),
    ("ger", "de"),
    ("gle", "ga"),
    ("gre", "el"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("ita", "it"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mlt", "mt"),
    ("pol", "pl"),
    ("por", "pt"),
    // Romanian, with the tag of Russian: that is what data.gouv.fr's conversion writes.
    ("rum", "ru"),
    ("slo", "sk"),
    ("slv", "sl"),
    ("spa", "es"),
    ("swe", "sv"),
];

/// The languages of a record.
#[derive(Debug)]
pub(super) struct Languages<'t> {
    main: Cow<'t, str>,
    /// Identifiers of the declared translations, and their languages.
    locales: Vec<(&'t str, Cow<'t, str>)>,
}

impl<'t> Languages<'t> {
    /// Reads what a record declares.
    pub(super) fn of_record(record: Element<'t>) -> Read<Self> {
        let declared = |names: &'static [Name]| record.path(names);
        let code = codes(record, &[gmd::LANGUAGE, gmd::LANGUAGE_CODE]).find(|code| !code.is_empty());
        let main = match code {
            Some(code) => Cow::Borrowed(code),
            None => {
                let texts = declared(&[gmd::LANGUAGE, Name::ANY]).filter(|value| {
                    matches!(value.name(), gmd::LANGUAGE_CODE | gco::CHARACTER_STRING)
                });
                only(texts, "fn:translate()")?.map_or(Cow::Borrowed(""), Element::text)
            }
        };
        let several: Vec<_> = declared(&[gmd::LANGUAGE, Name::ANY]).map(Element::text).collect();
        if several.len() > 1 {
            let texts: Vec<_> = several.iter().map(Cow::as_ref).collect();
            return Err(Failure::several(&texts, "fn:translate()"));
        }
        let locales = declared(&[gmd::LOCALE, gmd::PT_LOCALE])
            .map(|locale| {
                let code = codes(locale, &[gmd::LANGUAGE_CODE_PROPERTY, gmd::LANGUAGE_CODE]).next();
                (locale.attribute(plain::ID).unwrap_or_default(), tag(Cow::Borrowed(code.unwrap_or_default())))
            })
            .collect();
        Ok(Self { main: tag(main), locales })
    }

    /// The language of the record.
    pub(super) fn main(&self) -> &str {
        &self.main
    }

    /// The language of a translation, by the reference it carries: `#FR`.
    pub(super) fn of(&self, reference: &str) -> &str {
        let Some((_, id)) = reference.split_once('#') else { return "" };
        self.locales.iter().find(|(locale, _)| *locale == id).map_or("", |(_, language)| language)
    }
}

/// The tag of a language code.
fn tag(code: Cow<'_, str>) -> Cow<'_, str> {
    let code = if code.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(code.to_ascii_lowercase())
    } else {
        code
    };
    match TAGS.iter().find(|(known, _)| *known == code) {
        Some((_, tag)) => Cow::Borrowed(tag),
        None => code,
    }
}

/// Whether rdflib takes a language tag; it sees no tag in an empty one.
pub(super) fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    tag.is_empty()
        || !first.is_empty()
            && first.bytes().all(|byte| byte.is_ascii_alphabetic())
            && parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}
