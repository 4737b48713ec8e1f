//! Lineage and conformity.

use super::{
    ConversionResult, IsoConverter, ScopeLevel,
    provenance::ValuePart,
    several,
    text::{
        hrefs, joined, normalize, only_normalized, strings, strings_and_anchors, text_element, translations,
    },
};
use crate::source::{
    rdf::vocabulary::dct,
    xml::{
        Element, Name,
        names::{gco, gmd},
    },
};

impl<'t> IsoConverter<'t> {
    pub(super) fn add_lineages(&mut self) -> ConversionResult<()> {
        if self.level == ScopeLevel::Service {
            return Ok(());
        }
        let path = [gmd::DATA_QUALITY_INFO, Name::ANY, gmd::LINEAGE, Name::ANY, gmd::STATEMENT];
        let is_stated = |statement: Element<'_>| {
            strings(statement).chain(translations(statement)).any(|text| !text.text().is_empty())
        };
        // One statement that tells something is enough to keep them all.
        if !self.record.path(&path).any(is_stated) {
            return Ok(());
        }
        for statement in self.record.path(&path) {
            let text = joined(strings(statement));
            let provenance = self.graph.blank(None);
            self.add_text_read(provenance, dct::DESCRIPTION, statement, &text)?;
            let place = self.text_read(statement).unwrap_or(statement);
            self.at(place);
            self.graph.add(self.subject, dct::PROVENANCE, provenance);
        }
        Ok(())
    }

    /// A standard the resource conforms to, when the verdict is written exactly `true`.
    pub(super) fn add_conformities(&mut self) -> ConversionResult<()> {
        let path = [gmd::DATA_QUALITY_INFO, Name::ANY, gmd::REPORT, Name::ANY, gmd::RESULT, Name::ANY];
        for result in self.record.path(&path) {
            for citation in result.path(&[gmd::SPECIFICATION, gmd::CI_CITATION]) {
                self.refuse_dates(citation)?;
                let addresses: Vec<_> = citation.all(gmd::TITLE).flat_map(hrefs).collect();
                if addresses.len() > 1 {
                    return Err(several(&addresses, "fn:normalize-space()"));
                }
                for title in citation.all(gmd::TITLE) {
                    only_normalized(strings_and_anchors(title))?;
                }
            }
            let conform = result.path(&[gmd::PASS, gco::BOOLEAN]).any(|verdict| verdict.text() == "true");
            if !conform {
                continue;
            }
            self.take_all(result.all(gmd::PASS));
            for citation in result.path(&[gmd::SPECIFICATION, gmd::CI_CITATION]) {
                self.add_standard(citation)?;
            }
        }
        Ok(())
    }

    fn add_standard(&mut self, citation: Element<'t>) -> ConversionResult<()> {
        let address = citation.all(gmd::TITLE).flat_map(hrefs).next().unwrap_or_default();
        let address = normalize(address.into());
        let place = citation.child(gmd::TITLE).map_or(citation, text_element);
        if !address.is_empty() {
            self.at_part(place, ValuePart::Address);
            self.add_iri(self.subject, dct::CONFORMS_TO, &address);
            return Ok(());
        }
        let standard = self.graph.blank(None);
        for title in citation.all(gmd::TITLE) {
            let text = only_normalized(strings_and_anchors(title))?;
            self.at(text_element(title));
            self.add_in_main_language(standard, dct::TITLE, &text)?;
            self.add_translations(standard, dct::TITLE, title)?;
        }
        self.at(place);
        self.graph.add(self.subject, dct::CONFORMS_TO, standard);
        Ok(())
    }
}
