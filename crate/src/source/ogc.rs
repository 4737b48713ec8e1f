//! Services of the OGC, told by what they answer when they refuse a request.

use super::{
    csw::exception,
    page::root_name,
    xml::{Element, XmlTree},
};

/// A service of the OGC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OgcService {
    /// A catalogue.
    Csw,
    /// Features.
    Wfs,
    /// Maps.
    Wms,
    /// Tiles of maps.
    Wmts,
    /// Coverages.
    Wcs,
    /// Processes.
    Wps,
}

impl OgcService {
    const ALL: [Self; 6] = [Self::Csw, Self::Wfs, Self::Wms, Self::Wmts, Self::Wcs, Self::Wps];

    /// The name by which requests call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csw => "CSW",
            Self::Wfs => "WFS",
            Self::Wms => "WMS",
            Self::Wmts => "WMTS",
            Self::Wcs => "WCS",
            Self::Wps => "WPS",
        }
    }

    fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|service| service.name().eq_ignore_ascii_case(name))
    }

    /// By the service that the query of an address asks, else by a part of its path.
    fn of_address(address: &str) -> Option<Self> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let mut parameters = query.split('&').filter_map(|parameter| parameter.split_once('='));
        let asked = parameters.find(|(name, _)| name.eq_ignore_ascii_case("service"));
        asked
            .and_then(|(_, name)| Self::of_name(name))
            .or_else(|| path.split('/').rev().find_map(Self::of_name))
    }

    /// By the schema of its answer (`…/wfs/1.0.0/OGC-exception.xsd`), or by a version of exceptions that it alone has.
    fn of_root(root: Element<'_>) -> Option<Self> {
        let schema =
            root.attributes().find(|(_, name, _)| *name == "schemaLocation").map(|(_, _, value)| value);
        let parts = schema.into_iter().flat_map(|value| value.split(|c: char| c == '/' || c.is_whitespace()));
        let version = root.attributes().find(|(_, name, _)| *name == "version").map(|(_, _, value)| value);
        let is_of_maps = root.local_name() == "ServiceExceptionReport"
            && version.is_some_and(|version| matches!(version, "1.1.0" | "1.1.1" | "1.3.0"));
        parts.filter_map(Self::of_name).next().or(is_of_maps.then_some(Self::Wms))
    }
}

/// A service that refuses a request: an `ExceptionReport`, or the `ServiceExceptionReport` of older standards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceRefusal {
    /// Which service, where something tells it.
    pub service: Option<OgcService>,
    /// What it says; empty when it says nothing.
    pub message: String,
}

impl ServiceRefusal {
    /// The refusal that the root of a document is, at an address.
    pub(super) fn of(root: Element<'_>, address: &str) -> Option<Self> {
        matches!(root.local_name(), "ExceptionReport" | "ServiceExceptionReport").then(|| Self {
            service: OgcService::of_address(address).or_else(|| OgcService::of_root(root)),
            message: exception(root),
        })
    }

    /// The refusal that a text is, at an address.
    pub(crate) fn of_text(text: &str, address: &str) -> Option<Self> {
        if !root_name(text).ends_with("ExceptionReport") {
            return None;
        }
        Self::of(XmlTree::read(text).ok()?.root()?, address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_told_by_what_it_says_or_where_it_stands() {
        const OWS: &str = "<ows:ExceptionReport xmlns:ows='http://www.opengis.net/ows' version='1.0.0'><ows:Exception exceptionCode='MissingParameterValue' locator='service'/></ows:ExceptionReport>";
        let old = |version: &str, schema: &str| {
            format!(
                "<ServiceExceptionReport version='{version}' xmlns='http://www.opengis.net/ogc' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='http://www.opengis.net/ogc {schema}'><ServiceException> Non </ServiceException></ServiceExceptionReport>"
            )
        };
        let wfs = "http://schemas.opengis.net/wfs/1.0.0/OGC-exception.xsd";
        let (of_maps, of_features, unknown) =
            (old("1.3.0", "x.xsd"), old("1.2.0", wfs), old("1.2.0", "x.xsd"));
        for (text, address, service) in [
            (OWS, "https://a.fr/", None),
            (OWS, "https://a.fr/ows?SERVICE=wfs&request=x", Some(OgcService::Wfs)),
            (OWS, "https://a.fr/csw", Some(OgcService::Csw)),
            (OWS, "https://a.fr/geoserver/wms/x", Some(OgcService::Wms)),
            (&of_maps, "https://a.fr/", Some(OgcService::Wms)),
            (&of_features, "https://a.fr/", Some(OgcService::Wfs)),
            (&unknown, "https://a.fr/", None),
        ] {
            let refusal = ServiceRefusal::of_text(text, address).expect("a refusal");
            assert_eq!(refusal.service, service, "{address} {text}");
            let message = if text == OWS { "MissingParameterValue, service" } else { "Non" };
            assert_eq!(refusal.message, message);
        }
        for text in ["<a/>", "ExceptionReport", "<ExceptionReport>", "<x:Capabilities xmlns:x='x'/>"] {
            assert_eq!(ServiceRefusal::of_text(text, "https://a.fr/"), None, "{text}");
        }
    }
}
