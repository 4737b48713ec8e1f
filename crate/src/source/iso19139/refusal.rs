//! What the conversion reads without udata reading it in turn, and refuses the record for.

use std::borrow::Cow;

use super::{
    Converter, Failure, Read,
    text::{only, strings},
};
use crate::source::xml::{
    Element, Name,
    names::{gco, gmd},
};

impl Converter<'_> {
    /// Refuses the record when something that does not reach data.gouv.fr is there several times.
    pub(super) fn refuse_unread(&self) -> Read<()> {
        for name in self.record.all(gmd::METADATA_STANDARD_NAME) {
            only(strings(name), "fn:normalize-space()")?;
        }
        self.refuse_stamps()?;
        for system in self.record.path(&[
            gmd::REFERENCE_SYSTEM_INFO,
            gmd::MD_REFERENCE_SYSTEM,
            gmd::REFERENCE_SYSTEM_IDENTIFIER,
            gmd::RS_IDENTIFIER,
            gmd::CODE,
        ]) {
            only(strings(system), "fn:starts-with()")?;
        }
        Ok(())
    }

    fn refuse_stamps(&self) -> Read<()> {
        if self.record.path(&[gmd::DATE_STAMP, gco::DATE]).next().is_some() {
            return Ok(());
        }
        let moments: Vec<_> =
            self.record.path(&[gmd::DATE_STAMP, gco::DATE_TIME]).flat_map(Element::own_texts).collect();
        if moments.len() > 1 { Err(Failure::several(&moments, "fn:normalize-space()")) } else { Ok(()) }
    }

    /// Refuses a party whose address says something twice.
    pub(super) fn refuse_address(&self, party: Element<'_>) -> Read<()> {
        for field in [gmd::CITY, gmd::POSTAL_CODE, gmd::COUNTRY, gmd::ADMINISTRATIVE_AREA] {
            let path = [gmd::CONTACT_INFO, gmd::CI_CONTACT, gmd::ADDRESS, gmd::CI_ADDRESS, field];
            self.languages.check_one(party.path(&path))?;
        }
        Ok(())
    }

    /// The value of a `CI_Date`, which must be alone.
    pub(super) fn date<'e>(&self, date: Element<'e>) -> Read<Cow<'e, str>> {
        let values = |name: Name| date.path(&[gmd::DATE, Name::ANY]).filter(move |value| value.name() == name);
        let taken_by = "fn:normalize-space()";
        let value = match only(values(gco::DATE), taken_by)? {
            None => only(values(gco::DATE_TIME), taken_by)?,
            some => some,
        };
        Ok(value.map_or(Cow::Borrowed(""), |value| super::text::normalize(value.text())))
    }

    /// Refuses a citation one of whose dates says two.
    pub(super) fn refuse_dates(&self, citation: Element<'_>) -> Read<()> {
        citation.path(&[gmd::DATE, gmd::CI_DATE]).try_for_each(|date| self.date(date).map(|_| ()))
    }
}
