//! Lineage and conformity.

use super::{
    Converter, Level, Read,
    text::{anchor, joined, only_normalized, strings, strings_and_anchors, translations},
};
use crate::source::{
    rdf::vocabulary::dct,
    xml::{
        Element, Name,
        names::{gco, gmd},
    },
};

impl<'t> Converter<'t> {
    pub(super) fn add_lineages(&mut self) -> Read<()> {
        if self.level == Level::Service {
            return Ok(());
        }
        let path = [gmd::DATA_QUALITY_INFO, Name::ANY, gmd::LINEAGE, Name::ANY, gmd::STATEMENT];
        for statement in self.record.path(&path) {
            let text = joined(strings(statement));
            if text.is_empty() && translations(statement).all(|translation| translation.text().is_empty()) {
                continue;
            }
            let provenance = self.graph.blank(None);
            self.add_in_main_language(provenance, dct::DESCRIPTION, &text)?;
            self.add_translations(provenance, dct::DESCRIPTION, statement)?;
            self.graph.add(self.subject, dct::PROVENANCE, provenance);
        }
        Ok(())
    }

    /// A standard the resource conforms to, when the verdict is written exactly `true`.
    pub(super) fn add_conformities(&mut self) -> Read<()> {
        let path =
            [gmd::DATA_QUALITY_INFO, gmd::DQ_DATA_QUALITY, gmd::REPORT, Name::ANY, gmd::RESULT, Name::ANY];
        for result in self.record.path(&path) {
            for citation in result.path(&[gmd::SPECIFICATION, gmd::CI_CITATION]) {
                self.refuse_dates(citation)?;
                for title in citation.all(gmd::TITLE) {
                    only_normalized(strings_and_anchors(title))?;
                }
            }
            let conform = result.path(&[gmd::PASS, gco::BOOLEAN]).any(|verdict| verdict.text() == "true");
            if !conform {
                continue;
            }
            for citation in result.path(&[gmd::SPECIFICATION, gmd::CI_CITATION]) {
                self.add_standard(citation)?;
            }
        }
        Ok(())
    }

    fn add_standard(&mut self, citation: Element<'t>) -> Read<()> {
        let titles = || citation.all(gmd::TITLE);
        if let Some(address) = titles().find_map(anchor).filter(|address| !address.is_empty()) {
            self.add_iri(self.subject, dct::CONFORMS_TO, address);
            return Ok(());
        }
        let standard = self.graph.blank(None);
        for title in titles() {
            let text = only_normalized(strings_and_anchors(title))?;
            self.add_in_main_language(standard, dct::TITLE, &text)?;
            self.add_translations(standard, dct::TITLE, title)?;
        }
        self.graph.add(self.subject, dct::CONFORMS_TO, standard);
        Ok(())
    }
}
