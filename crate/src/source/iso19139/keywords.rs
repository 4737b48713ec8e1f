//! Keywords and themes.

use std::{borrow::Cow, cell::OnceCell};

use super::{
    ConversionResult, IsoConverter,
    identification::date_property,
    provenance::ValuePart,
    several,
    text::{
        hrefs, is_http, normalize, only_normalized, strings, strings_and_anchors, text_element, translations,
    },
};
use crate::source::{
    rdf::{
        Node,
        vocabulary::{dcat, dct, skos},
    },
    xml::{Element, names::gmd},
};

/// The kinds of services of INSPIRE, which are not themes.
const SERVICE_CATEGORIES: &str = "http://inspire.ec.europa.eu/metadata-codelist/SpatialDataServiceCategory";
/// The regulation on high-value datasets, which is no theme either.
const HIGH_VALUE_REGULATION: &str = "http://data.europa.eu/eli/reg_impl/2023/138/oj";
/// The categories of high-value datasets: anchors that name this thesaurus are no themes.
const HIGH_VALUE_CATEGORIES: &str = "http://data.europa.eu/bna/asd487ae75";

impl<'t> IsoConverter<'t> {
    pub(super) fn add_keywords(&mut self) -> ConversionResult<()> {
        for identification in self.identifications() {
            for keywords in identification.path(&[gmd::DESCRIPTIVE_KEYWORDS, gmd::MD_KEYWORDS]) {
                let thesaurus = self.thesaurus(keywords)?;
                for keyword in keywords.all(gmd::KEYWORD) {
                    self.add_keyword(keyword, &thesaurus)?;
                }
            }
        }
        Ok(())
    }

    fn thesaurus(&self, keywords: Element<'t>) -> ConversionResult<Thesaurus<'t>> {
        let mut thesaurus = Thesaurus::default();
        for citation in keywords.path(&[gmd::THESAURUS_NAME, gmd::CI_CITATION]) {
            for date in citation.path(&[gmd::DATE, gmd::CI_DATE]) {
                let is_told = !self.date(date)?.is_empty() && date_property(date).is_some();
                thesaurus.is_named |= is_told;
            }
            for title in citation.all(gmd::TITLE) {
                let text = only_normalized(strings_and_anchors(title))?;
                let mut texts = translations(title).map(|translation| normalize(translation.text()));
                thesaurus.is_named |= !text.is_empty() || texts.any(|text| !text.is_empty());
                thesaurus.addresses.extend(hrefs(title));
                thesaurus.titles.push((title, text));
            }
        }
        Ok(thesaurus)
    }

    /// A keyword without thesaurus is a word, unless it is an address; in a thesaurus it is a theme.
    fn add_keyword(&mut self, keyword: Element<'t>, thesaurus: &Thesaurus<'t>) -> ConversionResult<()> {
        let word = only_normalized(strings(keyword))?;
        let addresses: Vec<_> = hrefs(keyword).collect();
        let taken_by = if word.is_empty() { "fn:normalize-space()" } else { "fn:starts-with()" };
        if addresses.len() > 1 {
            return Err(several(&addresses, taken_by));
        }
        let address = addresses.first().copied().unwrap_or_default();
        if word.is_empty() && normalize(address.into()).is_empty() {
            return Ok(());
        }
        if !thesaurus.is_named && !is_http(address) {
            let label = only_normalized(strings_and_anchors(keyword))?;
            self.at(text_element(keyword));
            self.add_in_main_language(self.subject, dcat::KEYWORD, &label)?;
            self.add_translations(self.subject, dcat::KEYWORD, keyword)
        } else if strings(keyword).next().is_some() {
            self.add_concept(keyword, &word, thesaurus)
        } else {
            let high_value = thesaurus.addresses.contains(&HIGH_VALUE_CATEGORIES);
            if !high_value && address != HIGH_VALUE_REGULATION && !address.starts_with(SERVICE_CATEGORIES) {
                self.at_part(text_element(keyword), ValuePart::Address);
                self.add_iri(self.subject, dcat::THEME, address);
            }
            Ok(())
        }
    }

    fn add_concept(
        &mut self,
        keyword: Element<'t>,
        label: &str,
        thesaurus: &Thesaurus<'t>,
    ) -> ConversionResult<()> {
        let place = self.text_read(keyword).unwrap_or(keyword);
        let theme = self.graph.blank(None);
        self.add_text_read(theme, skos::PREF_LABEL, keyword, label)?;
        let scheme = self.scheme(thesaurus)?;
        if let Some(&(title, _)) = thesaurus.titles.first() {
            if thesaurus.addresses.is_empty() {
                self.made_of(text_element(title));
            } else {
                self.at_part(text_element(title), ValuePart::Address);
            }
        }
        self.graph.add(theme, skos::IN_SCHEME, scheme);
        self.at(place);
        self.graph.add(self.subject, dcat::THEME, theme);
        Ok(())
    }

    /// One node for all the keywords of a thesaurus: where udata has one each, it reads the same of all.
    fn scheme(&mut self, thesaurus: &Thesaurus<'t>) -> ConversionResult<Node> {
        if let Some(&scheme) = thesaurus.scheme.get() {
            return Ok(scheme);
        }
        let scheme = self.new_scheme(thesaurus)?;
        Ok(*thesaurus.scheme.get_or_init(|| scheme))
    }

    fn new_scheme(&mut self, thesaurus: &Thesaurus<'t>) -> ConversionResult<Node> {
        if thesaurus.addresses.len() > 1 {
            return Err(several(&thesaurus.addresses, "fn:normalize-space()"));
        }
        let address = normalize(thesaurus.addresses.first().copied().unwrap_or_default().into());
        if !address.is_empty() {
            self.take_all(thesaurus.titles.iter().map(|(title, _)| *title));
            return Ok(self.graph.iri(&address));
        }
        let scheme = self.graph.blank(None);
        for (title, text) in &thesaurus.titles {
            // What a thesaurus is called is read to know that of INSPIRE, and then lost.
            self.set_beside(!text.to_lowercase().contains("inspire"));
            let added = self.add_text_read(scheme, dct::TITLE, *title, text);
            self.set_beside(false);
            added?;
        }
        Ok(scheme)
    }
}

/// Where keywords come from.
#[derive(Default)]
struct Thesaurus<'t> {
    /// Whether a title or a date says something of it.
    is_named: bool,
    titles: Vec<(Element<'t>, Cow<'t, str>)>,
    addresses: Vec<&'t str>,
    scheme: OnceCell<Node>,
}
