//! Online resources: distributions, pages, and the addresses of services.

use std::borrow::Cow;

use super::{
    ConversionError, ConversionResult, IsoConverter, ScopeLevel, datatype, number,
    text::{codes, joined, only, only_normalized, strings, text_element},
};
use crate::source::{
    rdf::{
        Node,
        vocabulary::{dcat, dct, foaf, geodcat, rdf},
    },
    xml::{
        Element, Name,
        names::{gco, gmd},
    },
};

/// The services the conversion knows, in the order it tries them, and the name of their standard.
const SERVICES: [(&str, &str); 8] = [
    ("csw", "cat"),
    ("sos", "sos"),
    ("sps", "sps"),
    ("wcs", "wcs"),
    ("wfs", "wfs"),
    ("wms", "wms"),
    ("wmts", "wmts"),
    ("wps", "wps"),
];

impl<'t> IsoConverter<'t> {
    pub(super) fn add_online_resources(&mut self) -> ConversionResult<()> {
        for distribution in self.record.path(&[gmd::DISTRIBUTION_INFO, gmd::MD_DISTRIBUTION]) {
            for part in distribution.children() {
                match part.name() {
                    gmd::TRANSFER_OPTIONS => self.add_options(distribution, None, part)?,
                    gmd::DISTRIBUTOR => {
                        for distributor in part.all(gmd::MD_DISTRIBUTOR) {
                            for options in distributor.all(gmd::DISTRIBUTOR_TRANSFER_OPTIONS) {
                                self.add_options(distribution, Some(distributor), options)?;
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn add_options(
        &mut self,
        distribution: Element<'t>,
        distributor: Option<Element<'t>>,
        property: Element<'t>,
    ) -> ConversionResult<()> {
        for options in property.children() {
            for online in options.path(&[gmd::ON_LINE, Name::ANY]) {
                self.add_online(Offer { distribution, distributor, options, online })?;
            }
        }
        Ok(())
    }

    fn add_online(&mut self, offer: Offer<'t>) -> ConversionResult<()> {
        let online = offer.online;
        for name in online.all(gmd::NAME) {
            only_normalized(strings(name))?;
        }
        if self.level == ScopeLevel::Other {
            return Ok(());
        }
        let address = only(online.path(&[gmd::LINKAGE, gmd::URL]), "fn:translate()")?;
        let address = address.map_or(Cow::Borrowed(""), Element::text);
        let service = capabilities(&address);
        let protocol =
            if service || self.level == ScopeLevel::Service { protocol(online, &address)? } else { None };
        if self.level == ScopeLevel::Service {
            if !address.is_empty() {
                self.take_all(online.all(gmd::PROTOCOL));
                self.at(linkage(online));
                self.add_endpoint(self.subject, &address, protocol);
            }
            return Ok(());
        }
        self.take_all(online.all(gmd::FUNCTION));
        let functions: Vec<_> = codes(online, &[gmd::FUNCTION, gmd::CI_ON_LINE_FUNCTION_CODE]).collect();
        let has = |wanted: &[&str]| functions.iter().any(|function| wanted.contains(function));
        if service || has(&["download", "offlineAccess", "order"]) {
            self.add_distribution(offer, &address, service, protocol)
        } else if has(&["information", "search"]) {
            self.add_page(foaf::PAGE, online, &address)
        } else {
            self.add_page(dcat::LANDING_PAGE, online, &address)
        }
    }

    fn add_distribution(
        &mut self,
        offer: Offer<'t>,
        address: &str,
        is_service: bool,
        protocol: Option<&str>,
    ) -> ConversionResult<()> {
        let node = self.graph.blank(None);
        self.add_names_and_descriptions(node, offer.online)?;
        if is_service {
            self.languages.check_one(offer.online.path(&[gmd::NAME]))?;
            let service = self.graph.blank(None);
            self.graph.add(service, rdf::TYPE, dcat::DATA_SERVICE);
            self.take_all(offer.online.all(gmd::PROTOCOL));
            self.at(linkage(offer.online));
            self.add_endpoint(service, address, protocol);
            self.graph.add(node, dcat::ACCESS_SERVICE, service);
        }
        self.at(linkage(offer.online));
        self.add_iri(node, dcat::ACCESS_URL, address);
        self.add_constraints(node)?;
        self.add_formats(node, offer.distribution, offer.distributor);
        self.add_size(node, offer.options)?;
        self.at(linkage(offer.online));
        self.graph.add(self.subject, dcat::DISTRIBUTION, node);
        Ok(())
    }

    /// A page is a node that may be known otherwise: its title then adds to those of what it is.
    fn add_page(&mut self, property: Node, online: Element<'t>, address: &str) -> ConversionResult<()> {
        if !has_address(online) {
            return Ok(());
        }
        let page = self.graph.iri(address);
        // What a page is called is read of none but the resource itself.
        self.set_beside(page != self.subject);
        let named = self.add_names_and_descriptions(page, online);
        self.set_beside(false);
        named?;
        self.at(linkage(online));
        self.graph.add(self.subject, property, page);
        Ok(())
    }

    fn add_names_and_descriptions(&mut self, subject: Node, online: Element<'t>) -> ConversionResult<()> {
        for name in online.all(gmd::NAME) {
            self.add_text(subject, dct::TITLE, name)?;
        }
        for description in online.all(gmd::DESCRIPTION) {
            self.at(text_element(description));
            self.add_in_main_language(subject, dct::DESCRIPTION, &joined(description.children()))?;
            self.add_translations(subject, dct::DESCRIPTION, description)?;
        }
        Ok(())
    }

    fn add_endpoint(&mut self, service: Node, address: &str, protocol: Option<&str>) {
        let base = address.split('?').next().unwrap_or_default();
        if !base.is_empty() {
            self.add_iri(service, dcat::ENDPOINT_URL, base);
        }
        self.add_iri(service, dcat::ENDPOINT_DESCRIPTION, address);
        if let Some(protocol) = protocol {
            let standard = format!("http://www.opengeospatial.org/standards/{protocol}");
            self.add_iri(service, geodcat::SERVICE_PROTOCOL, &standard);
        }
    }

    /// Sizes are in megabytes, of a million bytes.
    fn add_size(&mut self, distribution: Node, options: Element<'t>) -> ConversionResult<()> {
        let sizes = options.path(&[gmd::TRANSFER_SIZE, gco::REAL]);
        let Some(written) = only(sizes, "fn:round()")? else { return Ok(()) };
        let text = written.text();
        if text.is_empty() {
            return Ok(());
        }
        let size = number::read(&text).ok_or_else(|| ConversionError::NotANumber(text.to_string()))?;
        self.at(written);
        let bytes = (size * 1e6 + 0.5).floor();
        self.add_typed(
            distribution,
            dcat::BYTE_SIZE,
            &number::decimal(bytes),
            datatype::NON_NEGATIVE_INTEGER,
        );
        Ok(())
    }
}

/// An online resource, and where it is offered.
#[derive(Clone, Copy)]
struct Offer<'t> {
    distribution: Element<'t>,
    distributor: Option<Element<'t>>,
    options: Element<'t>,
    online: Element<'t>,
}

/// What a person reads of the address of an online resource.
fn linkage(online: Element<'_>) -> Element<'_> {
    online.path(&[gmd::LINKAGE, gmd::URL]).next().unwrap_or(online)
}

fn has_address(online: Element<'_>) -> bool {
    online.path(&[gmd::LINKAGE, gmd::URL]).next().is_some()
}

/// Whether an address asks a service what it can do.
fn capabilities(address: &str) -> bool {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    query.to_ascii_lowercase().contains("request=getcapabilities")
}

/// The standard of a service, by its protocol or by its address.
fn protocol(online: Element<'_>, address: &str) -> ConversionResult<Option<&'static str>> {
    let protocol = only(online.path(&[gmd::PROTOCOL, Name::ANY]), "fn:translate()")?
        .map_or(Cow::Borrowed(""), Element::text);
    let written = protocol.to_ascii_lowercase();
    let query = address.split_once('?').map_or("", |(_, query)| query).to_ascii_lowercase();
    let found = SERVICES.iter().find(|(name, _)| {
        written.strip_prefix("ogc:") == Some(name) || query.contains(&format!("service={name}"))
    });
    Ok(found.map(|(_, standard)| *standard))
}
