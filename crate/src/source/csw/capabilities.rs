//! What a catalogue service says of itself.

use crate::source::xml::{Element, XmlTree};

/// The schema of ISO 19139 records.
pub const ISO_19139: &str = "http://www.isotc211.org/2005/gmd";
/// The schemas of DCAT records that data.gouv.fr asks for, the second one for GeoDCAT-AP.
pub const DCAT: [&str; 2] = ["http://www.w3.org/ns/dcat#", "http://data.europa.eu/930/"];

/// The answer to GetCapabilities, as far as a harvest depends on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// The title of the service.
    pub title: Option<String>,
    /// Where GetRecords is posted, else where it is asked; without parameters.
    pub address: Option<String>,
    /// The versions of the protocol.
    pub versions: Vec<String>,
    /// The schemas that records can be asked in.
    pub schemas: Vec<String>,
}

impl Capabilities {
    /// Reads a document that is capabilities of a catalogue service.
    pub fn of(tree: &XmlTree) -> Option<Self> {
        let root = tree.root().filter(|root| root.local_name() == "Capabilities")?;
        root.namespace().contains("/cat/csw").then(|| Self::read(root))
    }

    fn read(root: Element<'_>) -> Self {
        let named = |name: &'static str| move |element: &Element<'_>| element.local_name() == name;
        let inside = |holder: &'static str| root.children().filter(named(holder)).flat_map(Element::children);
        let title = inside("ServiceIdentification").find(named("Title")).map(trimmed);
        let versions = inside("ServiceIdentification").filter(named("ServiceTypeVersion")).map(trimmed);
        let operations = inside("OperationsMetadata").filter(named("Operation"));
        let records = operations.filter(|operation| attribute(*operation, "name") == Some("GetRecords"));
        let records: Vec<_> = records.collect();
        let within = |name: &'static str| {
            records.iter().flat_map(|operation| operation.descendants()).filter(named(name))
        };
        let address = within("Post").chain(within("Get")).find_map(|way| attribute(way, "href"));
        let schemas = within("Parameter")
            .filter(|parameter| {
                attribute(*parameter, "name").is_some_and(|name| name.eq_ignore_ascii_case("outputSchema"))
            })
            .flat_map(Element::descendants)
            .filter(named("Value"));
        Self {
            title: title.filter(|title| !title.is_empty()),
            address: address.map(|address| address.split('?').next().unwrap_or_default().trim().to_owned()),
            versions: versions.filter(|version| !version.is_empty()).collect(),
            schemas: schemas.map(trimmed).filter(|schema| !schema.is_empty()).collect(),
        }
    }

    /// Whether records can be asked in ISO 19139; a service that does not say may offer it.
    pub fn offers_iso(&self) -> bool {
        self.schemas.is_empty() || self.offers(&[ISO_19139])
    }

    /// Whether records can be asked in DCAT; a service that does not say may offer it.
    pub fn offers_dcat(&self) -> bool {
        self.schemas.is_empty() || self.offers(&DCAT)
    }

    fn offers(&self, wanted: &[&str]) -> bool {
        self.schemas.iter().any(|schema| wanted.contains(&schema.as_str()))
    }

    /// Whether the version that data.gouv.fr speaks is among those of the service.
    pub fn speaks_2_0_2(&self) -> bool {
        self.versions.is_empty() || self.versions.iter().any(|version| version == "2.0.2")
    }
}

fn trimmed(element: Element<'_>) -> String {
    element.text().trim().to_owned()
}

/// An attribute by its local name: capabilities of old servers take liberties with namespaces.
fn attribute<'t>(element: Element<'t>, name: &str) -> Option<&'t str> {
    element.attributes().find(|(_, local, _)| *local == name).map(|(_, _, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVICE: &str = r#"<csw:Capabilities xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:ows="http://www.opengis.net/ows"
        xmlns:xlink="http://www.w3.org/1999/xlink" version="2.0.2">
      <ows:ServiceIdentification><ows:Title> Géocatalogue </ows:Title><ows:ServiceTypeVersion>2.0.2</ows:ServiceTypeVersion></ows:ServiceIdentification>
      <ows:OperationsMetadata>
        <ows:Operation name="GetRecordById"><ows:DCP><ows:HTTP><ows:Post xlink:href="https://autre.exemple.fr"/></ows:HTTP></ows:DCP></ows:Operation>
        <ows:Operation name="GetRecords">
          <ows:DCP><ows:HTTP><ows:Get xlink:href="https://geo.exemple.fr/get"/><ows:Post xlink:href="https://geo.exemple.fr/csw?"/></ows:HTTP></ows:DCP>
          <ows:Parameter name="outputSchema"><ows:Value>http://www.opengis.net/cat/csw/2.0.2</ows:Value><ows:Value>http://www.isotc211.org/2005/gmd</ows:Value></ows:Parameter>
        </ows:Operation>
      </ows:OperationsMetadata>
    </csw:Capabilities>"#;

    #[test]
    fn reads_the_title_the_address_and_the_schemas() {
        let tree = XmlTree::read(SERVICE).expect("well-formed");
        let found = Capabilities::of(&tree).expect("capabilities");
        assert_eq!(found.title.as_deref(), Some("Géocatalogue"));
        assert_eq!(found.address.as_deref(), Some("https://geo.exemple.fr/csw"));
        assert!(found.offers_iso() && !found.offers_dcat() && found.speaks_2_0_2());
    }

    #[test]
    fn other_services_have_capabilities_too() {
        let tree =
            XmlTree::read(r#"<Capabilities xmlns="http://www.opengis.net/wmts/1.0"/>"#).expect("well-formed");
        assert_eq!(Capabilities::of(&tree), None);
    }
}
