//! Addresses of OGC services: what one lacks for a catalogue to take it as a service.

use std::borrow::Cow;

/// Services that data.gouv.fr's conversion knows, as their addresses name them.
const SERVICES: [&str; 8] = ["wfs", "wms", "wmts", "wcs", "wps", "csw", "sos", "sps"];

/// What is wrong with the address of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flaw {
    /// It does not ask for the capabilities.
    NoQuestion,
    /// Its question was encoded once too many.
    Encoded,
}

/// A flawed address, the service that it is, and the address to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Flawed {
    pub flaw: Flaw,
    /// `WFS`
    pub service: String,
    /// The address that asks for the capabilities.
    pub whole: String,
}

/// What is wrong with an address, when it is that of a service; `protocol` is what its record says of it.
pub(super) fn flawed(address: &str, protocol: Option<&str>) -> Option<Flawed> {
    let address = address.trim();
    if !(address.starts_with("http://") || address.starts_with("https://")) {
        return None;
    }
    let plain = plain(address);
    let lower = plain.to_ascii_lowercase();
    let service = service(&lower).or_else(|| service(&protocol?.to_ascii_lowercase()))?.to_uppercase();
    if asks(&lower) {
        let flaw = Flaw::Encoded;
        return (plain != address).then(|| Flawed { flaw, service, whole: plain.into_owned() });
    }
    // A question of another kind (GetFeature, GetMap) gives data: a file, not a service.
    if lower.contains("request=") {
        return None;
    }
    let (base, query) = plain.split_once('?').unwrap_or((&plain, ""));
    // A map file is part of the service's address.
    let kept = query.split('&').filter(|part| part.to_ascii_lowercase().starts_with("map="));
    let parts: Vec<&str> = kept.collect();
    let own = if parts.is_empty() { String::new() } else { format!("{}&", parts.join("&")) };
    let whole = format!("{base}?{own}service={service}&request=GetCapabilities");
    Some(Flawed { flaw: Flaw::NoQuestion, service, whole })
}

/// Whether a question asks for the capabilities, as the conversion looks for it: after the first `?`.
fn asks(lower: &str) -> bool {
    lower.split_once('?').is_some_and(|(_, query)| query.contains("request=getcapabilities"))
}

/// An address with its question as it was before it was encoded once too many; other addresses stay as they are.
fn plain(address: &str) -> Cow<'_, str> {
    if !address.contains(['%', '&']) {
        return address.into();
    }
    let entities = address.replace("&amp;", "&");
    let once = separated(&entities);
    let twice = separated(&entities.replace("%25", "%"));
    let is_question = |text: &str| asks(&text.to_ascii_lowercase());
    let hides = [&once, &twice].into_iter().find(|text| is_question(text));
    match hides {
        Some(text) if !is_question(&entities) => text.clone().into(),
        _ if is_question(&entities) => entities.into(),
        _ => address.into(),
    }
}

/// With its separators as they are, when they were encoded like any other character.
fn separated(address: &str) -> String {
    const ENCODED: [(&str, &str); 3] = [("%3f", "?"), ("%26", "&"), ("%3d", "=")];
    ENCODED.iter().fold(address.to_owned(), |text, (code, separator)| {
        text.replace(&code.to_uppercase(), separator).replace(code, separator)
    })
}

/// The service that an address or a protocol names: `service=WFS`, or a word of its own.
fn service(lower: &str) -> Option<&'static str> {
    let host_ends = lower.find("://").map_or(0, |at| at + 3);
    let path = lower.get(host_ends..).unwrap_or_default();
    let words = || path.split(|c: char| !c.is_ascii_alphanumeric());
    let named = lower.split_once("service=").map(|(_, rest)| {
        rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_owned()
    });
    let known = |word: &str| SERVICES.into_iter().find(|service| *service == word);
    named.as_deref().and_then(known).or_else(|| words().find_map(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_service_lacks_is_told_with_the_whole_address() {
        let table = [
            (
                "https://geo.fr/wfs",
                None,
                Some((Flaw::NoQuestion, "https://geo.fr/wfs?service=WFS&request=GetCapabilities")),
            ),
            (
                "http://geo.fr/geoserver/wfs?typeName=ppr:xxx",
                None,
                Some((Flaw::NoQuestion, "http://geo.fr/geoserver/wfs?service=WFS&request=GetCapabilities")),
            ),
            (
                "https://geo.fr/cgi-bin/mapserv?map=/a/b.map&version=1.3.0",
                Some("OGC:WMS-1.3.0-http-get-map"),
                Some((
                    Flaw::NoQuestion,
                    "https://geo.fr/cgi-bin/mapserv?map=/a/b.map&service=WMS&request=GetCapabilities",
                )),
            ),
            (
                "https://geo.fr/ows?service=WFS&amp;request=GetCapabilities",
                None,
                Some((Flaw::Encoded, "https://geo.fr/ows?service=WFS&request=GetCapabilities")),
            ),
            (
                "https://geo.fr/wms%3Fservice%3DWMS%26request%3DGetCapabilities",
                None,
                Some((Flaw::Encoded, "https://geo.fr/wms?service=WMS&request=GetCapabilities")),
            ),
            (
                "https://geo.fr/wms%253Fservice%253DWMS%2526request%253DGetCapabilities",
                None,
                Some((Flaw::Encoded, "https://geo.fr/wms?service=WMS&request=GetCapabilities")),
            ),
            ("https://geo.fr/wfs?service=WFS&request=GetCapabilities", None, None),
            ("https://geo.fr/wfs?service=WFS&request=GetFeature&typeName=a", None, None),
            ("https://geo.fr/ppr.zip", Some("WWW:DOWNLOAD-1.0-http--download"), None),
            ("https://geo.fr/swfs.zip", None, None),
            ("urn:wfs", None, None),
        ];
        for (address, protocol, expected) in table {
            let found = flawed(address, protocol).map(|found| (found.flaw, found.whole));
            let expected = expected.map(|(flaw, whole)| (flaw, whole.to_owned()));
            assert_eq!(found, expected, "{address}");
        }
    }
}
