//! Free text: a character string in the language of the record, and its translations.

use std::borrow::Cow;

use super::{ConversionError, ConversionResult, IsoConverter, several};
use crate::source::{
    rdf::Node,
    xml::{
        Element, Name,
        names::{gco, gmd, gmx, plain, xlink},
    },
};

/// The language that data.gouv.fr reads first, as the conversion tags it.
const FRENCH: &str = "fr";

/// XML's white space.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// XPath's `normalize-space`: no white space at the ends, one space elsewhere.
pub(super) fn normalize(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut spaced = true;
    let clean = text.bytes().all(|byte| {
        let space = matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
        let double = space && (spaced || byte != b' ');
        spaced = space;
        !double
    }) && !text.ends_with(' ');
    if clean {
        return text;
    }
    let mut normal = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.push_str(word);
    }
    Cow::Owned(normal)
}

/// The only value of several elements, when there is one.
pub(super) fn only<'t>(
    mut elements: impl Iterator<Item = Element<'t>>,
    taken_by: &'static str,
) -> ConversionResult<Option<Element<'t>>> {
    let Some(first) = elements.next() else { return Ok(None) };
    let Some(second) = elements.next() else { return Ok(Some(first)) };
    let texts: Vec<_> = [first, second].into_iter().chain(elements).map(Element::text).collect();
    let texts: Vec<_> = texts.iter().map(Cow::as_ref).collect();
    Err(several(&texts, taken_by))
}

/// `normalize-space` of the only value of several elements; empty when there is none.
pub(super) fn only_normalized<'t>(
    elements: impl Iterator<Item = Element<'t>>,
) -> ConversionResult<Cow<'t, str>> {
    let only = only(elements, "fn:normalize-space()")?;
    Ok(only.map_or(Cow::Borrowed(""), |element| normalize(element.text())))
}

/// The values of several elements, separated by spaces.
pub(super) fn joined<'t>(mut elements: impl Iterator<Item = Element<'t>>) -> Cow<'t, str> {
    let mut joined = elements.next().map_or(Cow::Borrowed(""), Element::text);
    for element in elements {
        let joined = joined.to_mut();
        joined.push(' ');
        joined.push_str(&element.text());
    }
    joined
}

/// The character strings of a property.
pub(super) fn strings<'t>(property: Element<'t>) -> impl Iterator<Item = Element<'t>> {
    property.all(gco::CHARACTER_STRING)
}

/// The character strings and anchors of a property.
pub(super) fn strings_and_anchors<'t>(property: Element<'t>) -> impl Iterator<Item = Element<'t>> {
    property.children().filter(|child| matches!(child.name(), gco::CHARACTER_STRING | gmx::ANCHOR))
}

/// The translations of a property.
pub(super) fn translations<'t>(property: Element<'t>) -> impl Iterator<Item = Element<'t>> {
    property.path(&[gmd::PT_FREE_TEXT, Name::ANY, gmd::LOCALISED_CHARACTER_STRING])
}

/// The addresses the anchors of a property point to.
pub(super) fn hrefs<'t>(property: Element<'t>) -> impl Iterator<Item = &'t str> {
    property.all(gmx::ANCHOR).filter_map(|anchor| anchor.attribute(xlink::HREF))
}

/// What a person reads of a property: its first text or anchor.
pub(super) fn text_element<'t>(property: Element<'t>) -> Element<'t> {
    strings_and_anchors(property).next().unwrap_or(property)
}

/// Whether a value is an address for the conversion.
pub(super) fn is_http(value: &str) -> bool {
    value.starts_with("http://") || value.starts_with("https://")
}

/// The codes of a property, `element` being the code list's.
pub(super) fn codes<'t, 'p>(
    owner: Element<'t>,
    path: &'p [crate::source::xml::Name],
) -> impl Iterator<Item = &'t str> + use<'t, 'p> {
    owner.path(path).filter_map(|code| code.attribute(plain::CODE_LIST_VALUE))
}

impl IsoConverter<'_> {
    /// Adds a text in the language of the record, white space normalised, and its translations.
    pub(super) fn add_text(
        &mut self,
        subject: Node,
        predicate: Node,
        property: Element<'_>,
    ) -> ConversionResult<()> {
        let text = only_normalized(strings(property))?;
        self.add_first(subject, predicate, property, &text)
    }

    /// The same, of the text that the strings of the property make.
    pub(super) fn add_first(
        &mut self,
        subject: Node,
        predicate: Node,
        property: Element<'_>,
        text: &str,
    ) -> ConversionResult<()> {
        match strings(property).next() {
            Some(string) => self.at(string),
            // What it holds otherwise, an anchor, is lost.
            None => self.made_of(property),
        }
        self.add_in_main_language(subject, predicate, text)?;
        self.translate(subject, predicate, property, text.trim().is_empty())
    }

    /// The text of a property that data.gouv.fr reads of a node beside the resource: the first in French, else the first.
    pub(super) fn text_read<'e>(&self, property: Element<'e>) -> Option<Element<'e>> {
        let main = strings(property).next();
        if main.is_some() && self.languages.main() == FRENCH {
            return main;
        }
        let is_french = |translation: &Element<'_>| {
            let reference = translation.attribute(plain::LOCALE).unwrap_or_default();
            self.languages.of(reference) == FRENCH && !normalize(translation.text()).is_empty()
        };
        translations(property).find(is_french).or(main)
    }

    /// Adds a text of a node beside the resource, and its translations: the one that is read is taken.
    pub(super) fn add_text_read(
        &mut self,
        subject: Node,
        predicate: Node,
        property: Element<'_>,
        text: &str,
    ) -> ConversionResult<()> {
        let read = self.text_read(property);
        let is_read = |place: Element<'_>| read.is_some_and(|read| read.span() == place.span());
        let main = strings(property).next().unwrap_or(property);
        if is_read(main) {
            self.at(main);
        } else {
            self.made_of(main);
        }
        self.add_in_main_language(subject, predicate, text)?;
        for translation in translations(property) {
            self.add_translation(subject, predicate, translation, is_read(translation))?;
        }
        Ok(())
    }

    /// Adds a literal in the language of the record.
    pub(super) fn add_in_main_language(
        &mut self,
        subject: Node,
        predicate: Node,
        text: &str,
    ) -> ConversionResult<()> {
        let Self { graph, languages, .. } = self;
        let language = languages.main();
        if !super::language::is_tag(language) {
            return Err(ConversionError::Language(language.to_owned()));
        }
        let literal = graph.literal(text, Some(language), None);
        graph.add(subject, predicate, literal);
        Ok(())
    }

    /// Adds the translations of a property that are not empty.
    pub(super) fn add_translations(
        &mut self,
        subject: Node,
        predicate: Node,
        property: Element<'_>,
    ) -> ConversionResult<()> {
        self.translate(subject, predicate, property, false)
    }

    /// The same. Of a text that is empty, data.gouv.fr reads no translation: these are lost.
    fn translate(
        &mut self,
        subject: Node,
        predicate: Node,
        property: Element<'_>,
        are_lost: bool,
    ) -> ConversionResult<()> {
        for translation in translations(property) {
            self.add_translation(subject, predicate, translation, !are_lost)?;
        }
        Ok(())
    }

    fn add_translation(
        &mut self,
        subject: Node,
        predicate: Node,
        translation: Element<'_>,
        is_taken: bool,
    ) -> ConversionResult<()> {
        let text = normalize(translation.text());
        if text.is_empty() {
            return Ok(());
        }
        if is_taken {
            self.at(translation);
        } else {
            self.made_of(translation);
        }
        let Self { graph, languages, .. } = self;
        let language = languages.of(translation.attribute(plain::LOCALE).unwrap_or_default());
        if !super::language::is_tag(language) {
            return Err(ConversionError::Language(language.to_owned()));
        }
        let literal = graph.literal(&text, Some(language), None);
        graph.add(subject, predicate, literal);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalizes_as_xpath() {
        for (text, expected) in [
            ("", ""),
            ("  ", ""),
            ("a b", "a b"),
            (" a\n b\t\tc ", "a b c"),
            ("a ", "a"),
            ("\u{a0}a\u{a0}", "\u{a0}a\u{a0}"),
            ("a\tb", "a b"),
        ] {
            assert_eq!(normalize(Cow::Borrowed(text)), expected, "{text:?}");
        }
    }
}
