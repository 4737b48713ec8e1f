//! What a resource is: its kind, identifiers, titles, description, dates and update frequency.

use std::borrow::Cow;

use super::{
    ConversionResult, IsoConverter, ScopeLevel, datatype,
    provenance::ValuePart,
    several,
    text::{codes, is_http, joined, normalize, strings},
};
use crate::{
    model::frequency::ISO_CODES,
    source::{
        rdf::{
            Node,
            vocabulary::{dct, foaf, geodcat},
        },
        xml::{
            Element, Name,
            names::{gco, gmd, gmx, plain, xlink},
        },
    },
};

/// The codes of the kinds of resource a record describes, as it writes them.
pub(super) fn level_codes<'t>(record: Element<'t>) -> impl Iterator<Item = &'t str> {
    codes(record, &[gmd::HIERARCHY_LEVEL, gmd::MD_SCOPE_CODE])
}

/// The kind of resource a record describes.
pub(super) fn level(record: Element<'_>) -> ConversionResult<ScopeLevel> {
    let levels: Vec<_> = codes(record, &[gmd::HIERARCHY_LEVEL, gmd::MD_SCOPE_CODE]).collect();
    let level = match levels[..] {
        [] => "",
        [level] => level,
        _ => return Err(several(&levels, "fn:normalize-space()")),
    };
    Ok(match &*normalize(Cow::Borrowed(level)) {
        "dataset" | "nonGeographicDataset" => ScopeLevel::Dataset,
        "series" => ScopeLevel::Series,
        "service" => ScopeLevel::Service,
        _ => ScopeLevel::Other,
    })
}

const IDENTIFIERS: &[Name] =
    &[gmd::IDENTIFICATION_INFO, Name::ANY, gmd::CITATION, Name::ANY, gmd::IDENTIFIER, Name::ANY];

/// The address of the resource: its first identifier that is one, code space and code put together; and that identifier.
pub(super) fn address<'t>(record: Element<'t>) -> ConversionResult<Option<(Cow<'t, str>, Element<'t>)>> {
    let mut address = None;
    for identifier in record.path(IDENTIFIERS) {
        let space = code_space(identifier)?;
        let code = code(identifier, space.is_some())?;
        let whole = match space {
            Some(space) => Cow::Owned(format!("{space}{code}")),
            None => code,
        };
        if address.is_none() && is_http(&whole) {
            address = Some((whole, identifier_element(identifier)));
        }
    }
    Ok(address)
}

/// The code space of an identifier as a reference: the target of an anchor, else a text.
fn code_space<'t>(identifier: Element<'t>) -> ConversionResult<Option<Cow<'t, str>>> {
    let values = || identifier.path(&[gmd::CODE_SPACE, Name::ANY]);
    let mut found = Vec::new();
    for value in values() {
        match value.name() {
            gmx::ANCHOR => found.extend(value.attribute(xlink::HREF).map(Cow::Borrowed)),
            gco::CHARACTER_STRING => found.push(value.text()),
            _ => {}
        }
    }
    if found.len() > 1 {
        let texts: Vec<_> = found.iter().map(Cow::as_ref).collect();
        return Err(several(&texts, "fn:concat()"));
    }
    let nothing = || identifier.child(gmd::CODE_SPACE).map(|_| Cow::Borrowed(""));
    Ok(found.pop().or_else(nothing))
}

/// The code of an identifier as a reference: the target of an anchor, else a text. A comment cuts a text in two unless a
/// code space comes before.
fn code<'t>(identifier: Element<'t>, after_space: bool) -> ConversionResult<Cow<'t, str>> {
    let mut found = Vec::new();
    for value in identifier.path(&[gmd::CODE, Name::ANY]) {
        match value.name() {
            gmx::ANCHOR => found.extend(value.attribute(xlink::HREF).map(Cow::Borrowed)),
            gco::CHARACTER_STRING if after_space => found.push(value.text()),
            gco::CHARACTER_STRING => found.extend(value.own_texts().map(Cow::Borrowed)),
            _ => {}
        }
    }
    if found.len() > 1 {
        let texts: Vec<_> = found.iter().map(Cow::as_ref).collect();
        return Err(several(&texts, if after_space { "fn:concat()" } else { "fn:matches()" }));
    }
    Ok(found.pop().unwrap_or_default())
}

/// What a person reads of an identifier.
fn identifier_element(identifier: Element<'_>) -> Element<'_> {
    identifier.path(&[gmd::CODE, Name::ANY]).next().unwrap_or(identifier)
}

/// An identifier as a text.
fn identifier(identifier: Element<'_>) -> ConversionResult<Cow<'_, str>> {
    let part = |part: Name, kind: Name| joined(identifier.path(&[part, kind]));
    let label = part(gmd::CODE, gmx::ANCHOR);
    if !label.is_empty() {
        return Ok(label);
    }
    let code = part(gmd::CODE, gco::CHARACTER_STRING);
    let space = part(gmd::CODE_SPACE, gco::CHARACTER_STRING);
    let separator = if space.is_empty() || space.ends_with('/') { "" } else { "/" };
    Ok(if space.is_empty() { code } else { Cow::Owned(format!("{space}{separator}{code}")) })
}

impl IsoConverter<'_> {
    /// Adds the record itself, apart from what it describes.
    pub(super) fn add_record(&mut self, has_address: bool) -> ConversionResult<()> {
        self.set_beside(true);
        let identifiers: Vec<_> =
            self.record.path(&[gmd::FILE_IDENTIFIER, gco::CHARACTER_STRING]).map(Element::text).collect();
        let identifier = match &identifiers[..] {
            [] => "",
            [one] => one,
            // The stylesheet looks at them only where one of them says something.
            texts if texts.iter().all(|text| text.is_empty()) => "",
            _ => {
                let texts: Vec<_> = identifiers.iter().map(Cow::as_ref).collect();
                return Err(several(&texts, "fn:starts-with()"));
            }
        };
        let record = if is_http(identifier) { self.graph.iri(identifier) } else { self.graph.blank(None) };
        if has_address {
            self.graph.add(record, foaf::PRIMARY_TOPIC, self.subject);
        }
        // A record that is also its resource lends it what follows, and first.
        self.add_iri(record, dct::CONFORMS_TO, geodcat::NAMESPACE);
        self.add_stamp(record)?;
        for contact in self.record.path(&[gmd::CONTACT, gmd::CI_RESPONSIBLE_PARTY]) {
            self.add_party(record, contact)?;
        }
        if !identifier.is_empty() {
            self.add_typed(record, dct::IDENTIFIER, identifier, datatype::STRING);
        }
        self.set_beside(false);
        if let Some(identifier) = self.record.path(&[gmd::FILE_IDENTIFIER, gco::CHARACTER_STRING]).next() {
            self.at(identifier);
        }
        self.graph.add(self.subject, foaf::IS_PRIMARY_TOPIC_OF, record);
        Ok(())
    }

    /// The date of the record: of days the whole, of moments the only one.
    fn add_stamp(&mut self, record: Node) -> ConversionResult<()> {
        let days = self.record.path(&[gmd::DATE_STAMP, gco::DATE]);
        let stamp = if days.clone().next().is_some() {
            joined(days)
        } else {
            let moments: Vec<_> =
                self.record.path(&[gmd::DATE_STAMP, gco::DATE_TIME]).flat_map(Element::own_texts).collect();
            match moments[..] {
                [] => Cow::Borrowed(""),
                [one] => normalize(one.into()),
                _ => return Err(several(&moments, "fn:normalize-space()")),
            }
        };
        if !stamp.is_empty() {
            if let Some(written) = self.record.path(&[gmd::DATE_STAMP, Name::ANY]).next() {
                self.at(written);
            }
            self.add_typed(record, dct::MODIFIED, &stamp, date_type(&stamp));
        }
        Ok(())
    }

    pub(super) fn add_titles(&mut self) -> ConversionResult<()> {
        for identification in self.first_identifications() {
            for title in identification.path(&[gmd::CITATION, Name::ANY, gmd::TITLE]) {
                self.add_text(self.subject, dct::TITLE, title)?;
            }
        }
        Ok(())
    }

    pub(super) fn add_descriptions(&mut self) -> ConversionResult<()> {
        for identification in self.first_identifications() {
            for text in identification.all(gmd::ABSTRACT) {
                self.add_first(self.subject, dct::DESCRIPTION, text, &joined(strings(text)))?;
            }
        }
        Ok(())
    }

    pub(super) fn add_identifiers(&mut self) -> ConversionResult<()> {
        for found in self.record.path(IDENTIFIERS) {
            let identifier = identifier(found)?;
            self.take_all(found.all(gmd::CODE_SPACE));
            self.at(identifier_element(found));
            let is_address = is_http(&identifier) || identifier.starts_with("urn:");
            let datatype = if is_address { datatype::ANY_URI } else { datatype::STRING };
            self.add_typed(self.subject, dct::IDENTIFIER, &identifier, datatype);
        }
        Ok(())
    }

    pub(super) fn add_dates(&mut self) -> ConversionResult<()> {
        for identification in self.identifications() {
            for date in identification.path(&[gmd::CITATION, gmd::CI_CITATION, gmd::DATE, gmd::CI_DATE]) {
                let value = self.date(date)?;
                let Some(property) = date_property(date) else { continue };
                if !value.is_empty() {
                    self.take(date);
                    self.at(date.path(&[gmd::DATE, Name::ANY]).next().unwrap_or(date));
                    self.add_typed(self.subject, property, &value, date_type(&value));
                }
            }
        }
        Ok(())
    }

    pub(super) fn add_frequencies(&mut self) {
        for identification in self.identifications() {
            for code in identification.path(FREQUENCY) {
                let frequency = code.attribute(plain::CODE_LIST_VALUE).and_then(frequency);
                if let Some(frequency) = frequency {
                    self.at_part(code, ValuePart::Code);
                    let frequency =
                        format!("http://publications.europa.eu/resource/authority/frequency/{frequency}");
                    self.add_iri(self.subject, dct::ACCRUAL_PERIODICITY, &frequency);
                }
            }
        }
    }
}

/// What a `CI_Date` is the date of.
pub(super) fn date_property(date: Element<'_>) -> Option<Node> {
    let mut types = codes(date, &[gmd::DATE_TYPE, gmd::CI_DATE_TYPE_CODE]);
    match (types.next()?, types.next()) {
        ("creation", None) => Some(dct::CREATED),
        ("publication", None) => Some(dct::ISSUED),
        ("revision", None) => Some(dct::MODIFIED),
        _ => None,
    }
}

/// The datatype of a date, by its length only.
pub(super) fn date_type(date: &str) -> &'static str {
    match date.chars().count() {
        4 => datatype::G_YEAR,
        0..=10 => datatype::DATE,
        _ => datatype::DATE_TIME,
    }
}

const FREQUENCY: &[Name] = &[
    gmd::RESOURCE_MAINTENANCE,
    gmd::MD_MAINTENANCE_INFORMATION,
    gmd::MAINTENANCE_AND_UPDATE_FREQUENCY,
    gmd::MD_MAINTENANCE_FREQUENCY_CODE,
];

/// The European frequency that an ISO code becomes.
fn frequency(code: &str) -> Option<&'static str> {
    ISO_CODES.iter().find(|(known, _)| *known == code).map(|(_, eu)| *eu)
}
