//! What the conversion reads without udata reading it in turn, and refuses the record for.

use std::borrow::Cow;

use super::{
    ConversionResult, IsoConverter, number, several,
    text::{hrefs, only, only_normalized, strings, strings_and_anchors},
};
use crate::source::xml::{
    Element, Name,
    names::{gco, gmd},
};

const PLACE_AUTHORITY: [Name; 8] = [
    gmd::EXTENT,
    Name::ANY,
    gmd::GEOGRAPHIC_ELEMENT,
    gmd::EX_GEOGRAPHIC_DESCRIPTION,
    gmd::GEOGRAPHIC_IDENTIFIER,
    Name::ANY,
    gmd::AUTHORITY,
    gmd::CI_CITATION,
];

/// Whether XPath's `number()` makes a number of it: of a code of EPSG, and not of a name or an address.
fn is_number(text: &str) -> bool {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    let infinite = matches!(text, "INF" | "+INF" | "-INF");
    infinite
        || (!text.contains(|c: char| c.is_alphabetic() && !matches!(c, 'e' | 'E'))
            && text.parse::<f64>().is_ok())
}

impl IsoConverter<'_> {
    /// Refuses the record when something that does not reach data.gouv.fr is there several times.
    pub(super) fn refuse_unread(&self) -> ConversionResult<()> {
        for name in self.record.all(gmd::METADATA_STANDARD_NAME) {
            only(strings_and_anchors(name), "fn:normalize-space()")?;
        }
        for system in self.record.path(&[
            gmd::REFERENCE_SYSTEM_INFO,
            gmd::MD_REFERENCE_SYSTEM,
            gmd::REFERENCE_SYSTEM_IDENTIFIER,
            gmd::RS_IDENTIFIER,
        ]) {
            let addresses: Vec<_> = system.all(gmd::CODE).flat_map(hrefs).collect();
            if addresses.len() > 1 {
                return Err(several(&addresses, "fn:starts-with()"));
            }
            let code = only(system.all(gmd::CODE).flat_map(strings), "fn:starts-with()")?;
            let code = code.map(Element::text).unwrap_or_default();
            if is_number(&code) {
                let space = only(system.all(gmd::CODE_SPACE).flat_map(strings), "fn:translate()")?;
                let space = space.map(Element::text).unwrap_or_default().to_ascii_lowercase();
                let is_epsg = space == "epsg" || space.starts_with("urn:ogc:def:crs:epsg");
                // A number of EPSG's is put together with its version.
                if is_epsg && number::read(&code).is_some_and(|number| !number.is_nan()) {
                    only(system.all(gmd::VERSION).flat_map(strings), "fn:concat()")?;
                }
            }
        }
        for purpose in self.first_identifications().flat_map(|first| first.all(gmd::PURPOSE)) {
            only_normalized(strings(purpose))?;
        }
        for place in self.first_identifications() {
            for citation in place.path(&PLACE_AUTHORITY) {
                self.refuse_dates(citation)?;
            }
        }
        for identification in self.identifications() {
            for topic in identification.all(gmd::TOPIC_CATEGORY) {
                only_normalized(topic.all(gmd::MD_TOPIC_CATEGORY_CODE))?;
            }
        }
        Ok(())
    }

    /// Refuses a party whose address says something twice.
    pub(super) fn refuse_address(&self, party: Element<'_>) -> ConversionResult<()> {
        for address in party.path(&[gmd::CONTACT_INFO, gmd::CI_CONTACT, gmd::ADDRESS, gmd::CI_ADDRESS]) {
            for field in [gmd::CITY, gmd::POSTAL_CODE, gmd::COUNTRY, gmd::ADMINISTRATIVE_AREA] {
                self.languages.check_one(address.path(&[field]))?;
            }
        }
        Ok(())
    }

    /// The value of a `CI_Date`, which must be alone.
    pub(super) fn date<'e>(&self, date: Element<'e>) -> ConversionResult<Cow<'e, str>> {
        let values =
            |name: Name| date.path(&[gmd::DATE, Name::ANY]).filter(move |value| value.name() == name);
        let taken_by = "fn:normalize-space()";
        let value = match only(values(gco::DATE), taken_by)? {
            None => only(values(gco::DATE_TIME), taken_by)?,
            some => some,
        };
        Ok(value.map_or(Cow::Borrowed(""), |value| super::text::normalize(value.text())))
    }

    /// Refuses a citation one of whose dates says two.
    pub(super) fn refuse_dates(&self, citation: Element<'_>) -> ConversionResult<()> {
        citation.path(&[gmd::DATE, gmd::CI_DATE]).try_for_each(|date| self.date(date).map(|_| ()))
    }
}
