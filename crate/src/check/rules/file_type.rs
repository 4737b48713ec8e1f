//! The European table of file types: what an advice may name.

/// The address of the table, which udata takes off.
pub(super) const TABLE: &str = "http://publications.europa.eu/resource/authority/file-type/";

/// The codes of the table.
const CODES: &str = include_str!("../../../data/file-types.txt");

/// What formats are called elsewhere, in lower case: other names, the code of the table when it has one, and the short
/// name that data.gouv.fr shows and filters by.
struct FileType {
    names: &'static [&'static str],
    code: Option<&'static str>,
    short: &'static str,
}

const fn known_as(names: &'static [&'static str], code: &'static str, short: &'static str) -> FileType {
    FileType { names, code: Some(code), short }
}

/// A format that the table lacks.
const fn unlisted(names: &'static [&'static str], short: &'static str) -> FileType {
    FileType { names, code: None, short }
}

/// The first name of each is that by which the others are replaced.
const KNOWN: &[FileType] = &[
    known_as(&["csv", "text/csv", "application/csv", "comma-separated-values"], "CSV", "csv"),
    known_as(&["tsv", "text/tab-separated-values"], "TSV", "tsv"),
    known_as(&["geojson", "application/geo+json", "application/vnd.geo+json"], "GEOJSON", "geojson"),
    known_as(&["jsonld", "json-ld", "application/ld+json"], "JSON_LD", "jsonld"),
    unlisted(&["jsonl", "jsonlines", "application/jsonl", "application/x-jsonlines"], "jsonl"),
    known_as(&["json", "application/json"], "JSON", "json"),
    known_as(
        &[
            "shp",
            "shapefile",
            "x-shapefile",
            "esri-shapefile",
            "shape",
            "application/x-shapefile",
            "application/x-esri-shape",
            "application/vnd.shp",
            "x-gis/x-shapefile",
        ],
        "SHP",
        "shp",
    ),
    known_as(&["gpkg", "geopackage", "application/geopackage+sqlite3", "application/x-gpkg"], "GPKG", "gpkg"),
    known_as(&["gml", "application/gml+xml", "text/gml"], "GML", "gml"),
    known_as(
        &["kml", "application/vnd.google-earth.kml+xml", "application/vnd.google-earth.kml"],
        "KML",
        "kml",
    ),
    known_as(&["kmz", "application/vnd.google-earth.kmz"], "KMZ", "kmz"),
    known_as(&["tab", "mapinfo"], "TAB", "tab"),
    known_as(&["dxf", "image/vnd.dxf", "application/dxf"], "DXF", "dxf"),
    known_as(&["dwg", "image/vnd.dwg"], "DWG", "dwg"),
    known_as(&["geotiff", "image/geotiff"], "TIFF", "geotiff"),
    known_as(&["tiff", "tif", "image/tiff"], "TIFF", "tiff"),
    known_as(&["ecw"], "ECW", "ecw"),
    known_as(&["laz"], "LAZ", "laz"),
    known_as(&["las"], "LAS", "las"),
    known_as(&["jpeg", "jpg", "image/jpeg"], "JPEG", "jpeg"),
    known_as(&["png", "image/png"], "PNG", "png"),
    known_as(&["netcdf", "application/x-netcdf", "application/netcdf"], "NETCDF", "netcdf"),
    known_as(&["xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"], "XLSX", "xlsx"),
    known_as(&["xls", "excel", "application/vnd.ms-excel"], "XLS", "xls"),
    known_as(&["ods", "application/vnd.oasis.opendocument.spreadsheet"], "ODS", "ods"),
    known_as(&["odt", "application/vnd.oasis.opendocument.text"], "ODT", "odt"),
    known_as(
        &["docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
        "DOCX",
        "docx",
    ),
    known_as(&["doc", "application/msword"], "DOC", "doc"),
    known_as(&["pdf", "application/pdf"], "PDF", "pdf"),
    known_as(&["txt", "text/plain"], "TXT", "txt"),
    known_as(&["html", "htm", "text/html"], "HTML", "html"),
    known_as(&["rdfxml", "rdf-xml", "rdf", "application/rdf+xml"], "RDF_XML", "rdf"),
    known_as(&["ttl", "turtle", "text/turtle"], "RDF_TURTLE", "ttl"),
    known_as(&["nt", "n-triples", "application/n-triples"], "RDF_N_TRIPLES", "nt"),
    known_as(&["xml", "application/xml", "text/xml"], "XML", "xml"),
    known_as(&["rss", "application/rss+xml"], "RSS", "rss"),
    known_as(&["ics", "text/calendar"], "ICS", "ics"),
    known_as(&["sql", "application/sql"], "SQL", "sql"),
    known_as(&["7z", "application/x-7z-compressed"], "7Z", "7z"),
    known_as(&["gzip", "gz", "application/gzip"], "GZIP", "gz"),
    known_as(&["zip", "application/zip", "application/x-zip-compressed"], "ZIP", "zip"),
    // An address of the table would show « wfs_srvc ».
    unlisted(&["wfs", "wfs_srvc", "application/vnd.ogc.wfs_xml"], "wfs"),
    unlisted(&["wmts", "wmts_srvc"], "wmts"),
    unlisted(&["wms", "wms_srvc", "application/vnd.ogc.wms_xml"], "wms"),
    unlisted(&["parquet", "application/vnd.apache.parquet", "application/parquet"], "parquet"),
    unlisted(&["gpx", "application/gpx+xml"], "gpx"),
    unlisted(&["gtfs"], "gtfs"),
    unlisted(&["gtfs-rt", "gtfsrt"], "gtfs-rt"),
    unlisted(&["netex"], "netex"),
    unlisted(&["ndjson", "application/x-ndjson", "application/ndjson"], "ndjson"),
    unlisted(&["yaml", "yml", "application/yaml", "application/x-yaml", "text/yaml"], "yaml"),
    unlisted(&["sqlite", "application/vnd.sqlite3", "application/x-sqlite3"], "sqlite"),
];

fn find(name: &str) -> Option<&'static FileType> {
    KNOWN.iter().find(|known| known.names.contains(&name))
}

/// Whether a text is one of the names of a format.
pub(super) fn is_name(text: &str) -> bool {
    find(text).is_some()
}

/// The usual name of what a word, the end of an address or an extension says.
pub(super) fn known(word: &str) -> Option<&'static str> {
    let word = word.trim().trim_start_matches('.').to_lowercase();
    let bare = word.trim_start_matches("x-").trim_start_matches("vnd.");
    find(&word).or_else(|| find(bare)).and_then(|known| known.names.first().copied())
}

/// The usual name of what a media type says, in whole or as the end of IANA's address; nothing for what says nothing.
pub(super) fn of_media_type(media_type: &str) -> Option<&'static str> {
    let bare = media_type.split(';').next()?.trim().to_lowercase();
    let bare = bare.split_once("/media-types/").map_or(bare.as_str(), |(_, name)| name);
    find(bare).and_then(|known| known.names.first().copied())
}

/// The usual name of what the second half of a media type says, which is what udata keeps of IANA's address:
/// « vnd.geo+json ».
pub(super) fn of_subtype(subtype: &str) -> Option<&'static str> {
    let is_its_own = |name: &&str| name.split_once('/').is_some_and(|(_, second)| second == subtype);
    let found = KNOWN.iter().find(|known| known.names.iter().any(is_its_own));
    found.and_then(|known| known.names.first().copied())
}

/// The format that a sentence names, the most precise first.
pub(super) fn in_words(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // « geo json », « shape file »
    let is_pair = |name: &str| {
        let mut pairs = words.iter().zip(words.iter().skip(1));
        pairs.any(|(first, second)| name.strip_prefix(first) == Some(second))
    };
    let names = |known: &&FileType| known.names.iter().any(|name| words.contains(name) || is_pair(name));
    // « rdf_turtle », the code of the table, in lower case when udata has read its address
    let is_code = |known: &&FileType| known.code.is_some_and(|code| code.eq_ignore_ascii_case(text.trim()));
    if let Some(known) = KNOWN.iter().find(is_code) {
        return known.names.first().copied();
    }
    KNOWN
        .iter()
        .filter(|known| known.short != "txt" && known.short != "zip")
        .find(names)
        .or_else(|| KNOWN.iter().find(names))
        .and_then(|known| known.names.first().copied())
}

/// The code of the table.
pub(super) fn code(word: &str) -> Option<&'static str> {
    let code = find(word).and_then(|known| known.code)?;
    CODES.lines().find(|line| *line == code)
}

/// The short name.
pub(super) fn short(word: &str) -> Option<String> {
    find(word).map(|known| known.short.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_in_the_table() {
        for known in KNOWN {
            let first = known.names.first().copied().unwrap_or_default();
            assert_eq!(code(first).is_some(), known.code.is_some(), "{first}");
            assert_eq!(find(first).map(|found| found.short), Some(known.short), "{first}");
        }
        assert_eq!((in_words("JSON Lines"), in_words("x-ndjson")), (Some("jsonl"), Some("ndjson")));
        assert!(CODES.lines().count() > 150);
    }

    #[test]
    fn formats_are_found_by_their_many_names() {
        assert_eq!(known("X-SHAPEFILE"), Some("shp"));
        assert_eq!(known("vnd.geo+json"), None);
        assert_eq!(of_media_type("application/vnd.geo+json; charset=utf-8"), Some("geojson"));
        assert_eq!(of_media_type("https://www.iana.org/assignments/media-types/text/csv"), Some("csv"));
        assert_eq!(of_media_type("application/octet-stream"), None);
        assert_eq!(in_words("ESRI Shapefile (*.shp)"), Some("shp"));
        assert_eq!(in_words("CSV (zip)"), Some("csv"));
        assert_eq!(in_words(".csv"), Some("csv"));
        assert_eq!(of_subtype("gpx+xml"), Some("gpx"));
        assert_eq!(of_subtype("vnd.openxmlformats-officedocument.spreadsheetml.sheet"), Some("xlsx"));
        assert_eq!(of_subtype("octet-stream"), None);
        assert_eq!(in_words("geo-json"), Some("geojson"));
        assert_eq!((in_words("rdf_turtle"), in_words("rdf_n_triples")), (Some("ttl"), Some("nt")));
        assert!(is_name("gtfs-rt") && !is_name("geo-json"));
        assert_eq!(in_words("WWW:LINK-1.0-http--link"), None);
        assert_eq!(in_words("OGC:WFS-1.1.0-http-get-feature"), Some("wfs"));
    }
}
