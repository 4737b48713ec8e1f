//! Formats.

use std::borrow::Cow;

use super::{IsoConverter, provenance::ValuePart, text::normalize};
use crate::source::{
    rdf::{
        Node,
        vocabulary::{dcat, dct, rdfs},
    },
    xml::{
        Element, Name,
        names::{gmd, xlink},
    },
};

use self::KnownFormat::{FileType, MediaType};

const FILE_TYPES: &str = "http://publications.europa.eu/resource/authority/file-type/";
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";

impl<'t> IsoConverter<'t> {
    /// All formats of a record go to each of its distributions; those of a distributor stay with it, provided that
    /// one of them is unknown.
    pub(super) fn add_formats(
        &mut self,
        subject: Node,
        distribution: Element<'t>,
        distributor: Option<Element<'t>>,
    ) {
        let own =
            distributor.map(|distributor| formats(distributor, gmd::DISTRIBUTOR_FORMAT)).unwrap_or_default();
        let tells =
            own.iter().any(|format| matches!(&format.kind, IsoFormat::Label(label) if !label.is_empty()));
        let formats = if tells { own } else { formats(distribution, gmd::DISTRIBUTION_FORMAT) };
        for format in formats {
            let is_address = matches!(format.kind, IsoFormat::Address(_));
            self.at_part(format.element, if is_address { ValuePart::Address } else { ValuePart::Text });
            self.add_format(subject, &format.kind);
        }
    }

    fn add_format(&mut self, subject: Node, format: &IsoFormat<'t>) {
        match format {
            IsoFormat::Address(address) => {
                let property = if address.starts_with(MEDIA_TYPES) { dcat::MEDIA_TYPE } else { dct::FORMAT };
                self.add_iri(subject, property, address);
            }
            IsoFormat::Known(FileType(code)) => {
                self.add_iri(subject, dct::FORMAT, &format!("{FILE_TYPES}{code}"));
            }
            IsoFormat::Known(MediaType(name)) => {
                self.add_iri(subject, dcat::MEDIA_TYPE, &format!("{MEDIA_TYPES}{name}"));
            }
            IsoFormat::Label(label) => {
                let literal = self.graph.literal(label, None, None);
                if label.is_empty() {
                    self.graph.add(subject, dct::FORMAT, literal);
                    return;
                }
                let format = self.graph.blank(None);
                self.graph.add(format, rdfs::LABEL, literal);
                self.graph.add(subject, dct::FORMAT, format);
            }
        }
    }
}

/// A format, as the conversion understands it.
enum IsoFormat<'t> {
    /// The target of an anchor.
    Address(&'t str),
    Known(KnownFormat),
    Label(Cow<'t, str>),
}

/// A format, and the element that tells it.
struct FormatElement<'t> {
    element: Element<'t>,
    kind: IsoFormat<'t>,
}

/// The formats at a property of a distribution or of a distributor.
fn formats<'t>(owner: Element<'t>, property: Name) -> Vec<FormatElement<'t>> {
    let path = [property, gmd::MD_FORMAT, gmd::NAME, Name::ANY];
    let elements = owner.path(&path);
    elements.map(|element| FormatElement { element, kind: IsoFormat::of(element) }).collect()
}

impl<'t> IsoFormat<'t> {
    fn of(value: Element<'t>) -> Self {
        let address = value.attribute(xlink::HREF).filter(|address| !address.is_empty());
        if let Some(address) = address {
            return Self::Address(address);
        }
        let text = normalize(value.text());
        match known(&text) {
            Some(known) => Self::Known(known),
            None => Self::Label(text),
        }
    }
}

/// What a name of format becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum KnownFormat {
    /// A code of the European file types.
    FileType(&'static str),
    /// A media type, some of which IANA does not know.
    MediaType(&'static str),
}

/// The names of formats that the conversion knows, in lower case, and what they become.
const FORMATS: &[(&str, KnownFormat)] = &[
    ("aig", FileType("GRID")),
    ("atom", FileType("ATOM")),
    ("csv", FileType("CSV")),
    ("csw", FileType("XML")),
    ("dbf", FileType("DBF")),
    ("dgn", FileType("BIN")),
    ("djvu", MediaType("image/vn.djvu")),
    ("doc", FileType("DOC")),
    ("docx", FileType("DOCX")),
    ("dwg", MediaType("image/vn.dwg")),
    ("dxf", MediaType("image/vn.dxf")),
    ("ecw", FileType("ECW")),
    ("ecwp", FileType("ECW")),
    ("elp", FileType("EXE")),
    ("epub", FileType("EPUB")),
    ("fgeo", FileType("GDB")),
    ("gdb", FileType("GDB")),
    ("geojson", FileType("GEOJSON")),
    ("geopackage", FileType("GPKG")),
    ("georss", FileType("RSS")),
    ("geotiff", FileType("TIFF")),
    ("gif", FileType("GIF")),
    ("gml", FileType("GML")),
    ("gmz", FileType("GMZ")),
    ("gpkg", FileType("GPKG")),
    ("gpx", FileType("XML")),
    ("grid", FileType("GRID")),
    ("grid_ascii", FileType("GRID_ASCII")),
    ("gtfs", FileType("CSV")),
    ("gtiff", FileType("TIFF")),
    ("gzip", FileType("GZIP")),
    ("html", FileType("HTML")),
    ("jpeg", FileType("JPEG")),
    ("jpg", FileType("JPEG")),
    ("json", FileType("JSON")),
    ("json-ld", FileType("JSON_LD")),
    ("json_ld", FileType("JSON_LD")),
    ("jsonld", FileType("JSON_LD")),
    ("kml", FileType("KML")),
    ("kmz", FileType("KMZ")),
    ("las", FileType("LAS")),
    ("laz", FileType("LAZ")),
    ("marc", MediaType("application/marc")),
    ("mdb", FileType("MDB")),
    ("mxd", FileType("MXD")),
    ("n-triples", FileType("RDF_N_TRIPLES")),
    ("n3", FileType("N3")),
    ("netcdf", FileType("NETCDF")),
    ("ods", FileType("ODS")),
    ("odt", FileType("ODT")),
    ("ogc:csw", FileType("XML")),
    ("ogc:sos", FileType("XML")),
    ("ogc:wcs", FileType("TIFF")),
    ("ogc:wfs", FileType("GML")),
    ("ogc:wmc", FileType("XML")),
    ("ogc:wms", FileType("PNG")),
    ("ogc:wmts", FileType("PNG")),
    ("ogc:wps", FileType("GML")),
    ("pdf", FileType("PDF")),
    ("pgeo", FileType("MDB")),
    ("png", FileType("PNG")),
    ("rar", FileType("RAR")),
    ("rdf-turtle", FileType("RDF_TURTLE")),
    ("rdf-xml", FileType("RDF_XML")),
    ("rdf/xml", FileType("RDF_XML")),
    ("rdf_n_triples", FileType("RDF_N_TRIPLES")),
    ("rdf_turtle", FileType("RDF_TURTLE")),
    ("rdf_xml", FileType("RDF_XML")),
    ("rss", FileType("RSS")),
    ("rtf", FileType("RTF")),
    ("scorm", FileType("ZIP")),
    ("shp", FileType("SHP")),
    ("sos", FileType("XML")),
    ("spatialite", MediaType("application/vnd.sqlite3")),
    ("sqlite", MediaType("application/vnd.sqlite3")),
    ("sqlite3", MediaType("application/vnd.sqlite3")),
    ("svg", FileType("SVG")),
    ("text", FileType("TXT")),
    ("tiff", FileType("TIFF")),
    ("tmx", FileType("TMX")),
    ("tsv", FileType("TSV")),
    ("ttl", FileType("RDF_TURTLE")),
    ("txt", FileType("TXT")),
    ("wcs", FileType("TIFF")),
    ("wfs", FileType("GML")),
    ("wmc", FileType("XML")),
    ("wms", FileType("PNG")),
    ("wmts", FileType("PNG")),
    ("wps", FileType("GML")),
    ("xbrl", FileType("XML")),
    ("xhtml", FileType("XHTML")),
    ("xls", FileType("XLS")),
    ("xlsx", FileType("XLSX")),
    ("xml", FileType("XML")),
    ("zip", FileType("ZIP")),
];

/// What a name of format becomes, whatever its case.
fn known(name: &str) -> Option<KnownFormat> {
    let name = name.strip_prefix(FILE_TYPES).unwrap_or(name).to_ascii_lowercase();
    let index = FORMATS.binary_search_by(|(known, _)| (*known).cmp(&name)).ok()?;
    FORMATS.get(index).map(|(_, known)| *known)
}
