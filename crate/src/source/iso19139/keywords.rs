//! Keywords and themes.

use super::{
    Converter, Read,
    text::{anchor, is_http, normalize, strings, strings_and_anchors, only_normalized},
};
use crate::source::{
    rdf::vocabulary::{dcat, dct, skos},
    xml::{Element, names::gmd},
};

/// The kinds of services of INSPIRE, which are not themes.
const SERVICE_CATEGORIES: &str = "http://inspire.ec.europa.eu/metadata-codelist/SpatialDataServiceCategory/";
/// The regulation on high-value datasets, which is no theme either.
const HIGH_VALUE_REGULATION: &str = "http://data.europa.eu/eli/reg_impl/2023/138/oj";
/// The categories of high-value datasets: their keywords are no themes when they name their thesaurus so.
const HIGH_VALUE_CATEGORIES: &str = "http://data.europa.eu/bna/asd487ae75";

impl Converter<'_> {
    pub(super) fn add_keywords(&mut self) -> Read<()> {
        for identification in self.identifications() {
            for keywords in identification.path(&[gmd::DESCRIPTIVE_KEYWORDS, gmd::MD_KEYWORDS]) {
                for thesaurus in keywords.path(&[gmd::THESAURUS_NAME, gmd::CI_CITATION]) {
                    self.refuse_dates(thesaurus)?;
                }
                let thesaurus = keywords.path(&[gmd::THESAURUS_NAME, gmd::CI_CITATION]).next();
                for keyword in keywords.all(gmd::KEYWORD) {
                    self.add_keyword(keyword, thesaurus)?;
                }
            }
        }
        Ok(())
    }

    fn add_keyword(&mut self, keyword: Element<'_>, thesaurus: Option<Element<'_>>) -> Read<()> {
        let title = thesaurus.and_then(|thesaurus| thesaurus.child(gmd::TITLE));
        if let Some(concept) = anchor(keyword).filter(|address| is_http(address)) {
            let high_value = title.and_then(anchor) == Some(HIGH_VALUE_CATEGORIES);
            if !high_value && concept != HIGH_VALUE_REGULATION && !concept.starts_with(SERVICE_CATEGORIES) {
                self.add_iri(self.subject, dcat::THEME, concept);
            }
            return Ok(());
        }
        let label = only_normalized(strings_and_anchors(keyword))?;
        if label.is_empty() {
            return Ok(());
        }
        let Some(title) = title else {
            self.add_in_main_language(self.subject, dcat::KEYWORD, &label)?;
            return self.add_translations(self.subject, dcat::KEYWORD, keyword);
        };
        let theme = self.graph.blank(None);
        self.add_in_main_language(theme, skos::PREF_LABEL, &label)?;
        self.add_translations(theme, skos::PREF_LABEL, keyword)?;
        if let Some(address) = anchor(title).filter(|address| is_http(address)) {
            self.add_iri(theme, skos::IN_SCHEME, address);
        } else {
            let scheme = self.graph.blank(None);
            let text = only_normalized(strings(title))?;
            self.add_in_main_language(scheme, dct::TITLE, &normalize(text))?;
            self.add_translations(scheme, dct::TITLE, title)?;
            self.graph.add(theme, skos::IN_SCHEME, scheme);
        }
        self.graph.add(self.subject, dcat::THEME, theme);
        Ok(())
    }
}
