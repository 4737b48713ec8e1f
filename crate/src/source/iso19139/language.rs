//! The language of a record, and those of its translations.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{
    ConversionError, ConversionResult, several,
    text::{self, only},
};
use crate::source::xml::{
    Element, Name, XmlTree,
    names::{gco, gmd, gmx, plain},
};

/// ISO 639-2 codes of the languages of the European Union and the tags they become, in the order of the languages' own
/// names, which decides when a translation is declared in several languages. Other codes become tags as they are: a
/// record in `fra` is not in French for data.gouv.fr.
const TAGS: [(&str, &str); 24] = [
    ("bul", "bg"),
    ("cze", "cs"),
    ("dan", "da"),
    ("ger", "de"),
    ("gre", "el"),
    ("eng", "en"),
    ("spa", "es"),
    ("est", "et"),
    ("fin", "fi"),
    ("fre", "fr"),
    ("gle", "ga"),
    ("hrv", "hr"),
    ("ita", "it"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("hun", "hu"),
    ("mlt", "mt"),
    ("dut", "nl"),
    ("pol", "pl"),
    ("por", "pt"),
    // Romanian, with the tag of Russian: that is what data.gouv.fr's conversion writes.
    ("rum", "ru"),
    ("slo", "sk"),
    ("slv", "sl"),
    ("swe", "sv"),
];

/// The language data.gouv.fr prefers.
const PREFERRED: &str = "fre";

/// The translations that a document declares.
///
/// The conversion looks for them in the whole page of records: a record reads the declarations of its neighbours.
#[derive(Debug, Default)]
pub struct Locales<'t> {
    declared: FxHashMap<&'t str, Cow<'t, str>>,
    /// How many declarations are in the preferred language.
    preferred: usize,
    /// Their identifiers.
    preferred_id: &'t str,
}

impl<'t> Locales<'t> {
    /// Reads what a document declares.
    pub fn of(tree: &'t XmlTree) -> Self {
        let mut codes: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        let mut locales = Self::default();
        for locale in tree
            .root()
            .into_iter()
            .flat_map(Element::descendants)
            .filter(|element| element.name() == gmd::PT_LOCALE)
        {
            let Some(id) = locale.attribute(plain::ID) else { continue };
            for code in text::codes(locale, &[gmd::LANGUAGE_CODE_PROPERTY, gmd::LANGUAGE_CODE]) {
                codes.entry(id).or_default().push(code);
                if code == PREFERRED {
                    locales.preferred += 1;
                    locales.preferred_id = id;
                }
            }
        }
        locales.declared = codes.into_iter().map(|(id, codes)| (id, tag_of_all(&codes))).collect();
        locales
    }

    /// The tag of a translation, by the reference it carries: `#FR`.
    fn tag(&self, reference: &str) -> &str {
        self.declared.get(target(reference)).map_or("", |tag| tag)
    }
}

/// What a reference points to in the document.
fn target(reference: &str) -> &str {
    reference.split_once('#').map_or("", |(_, id)| id)
}

/// The tag of a translation that is declared in these languages.
fn tag_of_all<'t>(codes: &[&'t str]) -> Cow<'t, str> {
    if let Some((_, tag)) = TAGS.iter().find(|(known, _)| codes.contains(known)) {
        return Cow::Borrowed(tag);
    }
    match codes {
        [one] => Cow::Borrowed(one),
        several => Cow::Owned(several.join(" ")),
    }
}

/// The languages of a record.
#[derive(Debug)]
pub(super) struct Languages<'t> {
    main: Cow<'t, str>,
    locales: &'t Locales<'t>,
}

impl<'t> Languages<'t> {
    /// Reads the language of a record.
    pub(super) fn of_record(record: Element<'t>, locales: &'t Locales<'t>) -> ConversionResult<Self> {
        let codes: Vec<_> = text::codes(record, &[gmd::LANGUAGE, gmd::LANGUAGE_CODE])
            .filter(|code| !code.is_empty())
            .collect();
        let texts: Vec<_> = record
            .path(&[gmd::LANGUAGE, Name::ANY])
            .filter(|value| matches!(value.name(), gmd::LANGUAGE_CODE | gco::CHARACTER_STRING))
            .map(Element::text)
            .filter(|text| !text.is_empty())
            .collect();
        let main = match (&codes[..], &texts[..]) {
            ([one], _) => Cow::Borrowed(*one),
            ([], [one]) => one.clone(),
            ([], []) => Cow::Borrowed(""),
            ([], texts) => {
                let texts: Vec<_> = texts.iter().map(Cow::as_ref).collect();
                return Err(several(&texts, "fn:translate()"));
            }
            (values, _) => return Err(several(values, "fn:translate()")),
        };
        let main = if main.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(main.to_ascii_lowercase())
        } else {
            main
        };
        let tag = TAGS.iter().find(|(known, _)| *known == main).map(|(_, tag)| Cow::Borrowed(*tag));
        let main = tag.unwrap_or(main);
        if is_tag(&main) {
            Ok(Self { main, locales })
        } else {
            Err(ConversionError::Language(main.into_owned()))
        }
    }

    /// The language of the record.
    pub(super) fn main(&self) -> &str {
        &self.main
    }

    /// The language of a translation, by the reference it carries.
    pub(super) fn of(&self, reference: &str) -> &str {
        self.locales.tag(reference)
    }

    /// Refuses several texts where the conversion wants one in the preferred language: those of an anchor, else of a
    /// character string, else a translation.
    pub(super) fn check_one<'e>(
        &self,
        properties: impl Iterator<Item = Element<'e>> + Clone,
    ) -> ConversionResult<()> {
        let values = || properties.clone().flat_map(Element::children);
        let anchors = only(values().filter(|value| value.name() == gmx::ANCHOR), "fn:normalize-space()")?;
        let strings =
            only(values().filter(|value| value.name() == gco::CHARACTER_STRING), "fn:normalize-space()")?;
        if anchors.is_some() || strings.is_some() {
            return Ok(());
        }
        let translations = || properties.clone().flat_map(text::translations);
        if translations().next().is_none() {
            return Ok(());
        }
        if self.locales.preferred > 1 {
            return Err(ConversionError::SeveralLanguages);
        }
        let preferred = translations().filter(|translation| {
            let reference = translation.attribute(plain::LOCALE).unwrap_or_default();
            self.locales.preferred == 1 && reference.strip_prefix('#') == Some(self.locales.preferred_id)
        });
        only(preferred, "fn:normalize-space()").map(|_| ())
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
