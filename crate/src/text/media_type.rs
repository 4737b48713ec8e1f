//! Media types and file extensions, as Python's `mimetypes` knows them.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use super::tables::Table;

struct Types {
    extension: HashMap<&'static str, &'static str>,
    media_type: HashMap<&'static str, &'static str>,
    /// The media types that an extension stands for; some have extensions that all stand for another.
    known: HashSet<&'static str>,
}

static TABLE: LazyLock<Types> = LazyLock::new(|| {
    let mut table = Types { extension: HashMap::new(), media_type: HashMap::new(), known: HashSet::new() };
    for line in Table::MediaTypes.text().lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let Some(media_type) = words.next() else { continue };
        for (rank, word) in words.enumerate() {
            let extension = word.trim_end_matches('=');
            if rank == 0 {
                table.extension.insert(media_type, extension);
            }
            if word.ends_with('=') {
                table.media_type.insert(extension, media_type);
                table.known.insert(media_type);
            }
        }
    }
    table
});

/// `mimetypes.guess_extension(media_type)`, without the dot.
pub fn guess_extension(media_type: &str) -> Option<&'static str> {
    TABLE.extension.get(media_type.to_lowercase().as_str()).copied()
}

/// Whether `media_type` is in `mimetypes.types_map.values()`.
pub fn is_known(media_type: &str) -> bool {
    TABLE.known.contains(media_type)
}

/// The type in `mimetypes.guess_type(address)`.
pub fn guess_type(address: &str) -> Option<&'static str> {
    let path = strip_scheme(address);
    let (stem, extension) = split_extension(path);
    let expanded =
        SHORTHANDS.iter().find(|(short, _)| *short == extension).map(|(_, long)| format!("{stem}{long}"));
    let (stem, extension) = split_extension(expanded.as_deref().unwrap_or(path));
    type_of(if ENCODINGS.contains(&extension) { split_extension(stem).1 } else { extension })
}

/// Extensions that stand for two.
const SHORTHANDS: [(&str, &str); 6] = [
    (".svgz", ".svg.gz"),
    (".tgz", ".tar.gz"),
    (".taz", ".tar.gz"),
    (".tz", ".tar.gz"),
    (".tbz2", ".tar.bz2"),
    (".txz", ".tar.xz"),
];

/// Extensions of a compression around another type.
const ENCODINGS: [&str; 5] = [".gz", ".Z", ".bz2", ".xz", ".br"];

fn type_of(extension: &str) -> Option<&'static str> {
    let extension = extension.strip_prefix('.')?;
    TABLE
        .media_type
        .get(extension)
        .or_else(|| TABLE.media_type.get(extension.to_lowercase().as_str()))
        .copied()
}

/// What follows `scheme:`.
fn strip_scheme(address: &str) -> &str {
    match address.split_once(':') {
        Some((scheme, rest)) if !scheme.is_empty() && !scheme.contains('/') => rest,
        _ => address,
    }
}

/// `posixpath.splitext(path)`.
pub fn split_extension(path: &str) -> (&str, &str) {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[name..].rfind('.') {
        Some(dot) if path[name..name + dot].bytes().any(|byte| byte != b'.') => path.split_at(name + dot),
        _ => (path, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_as_python() {
        for (address, media_type) in [
            ("odsfile://documentation.pdf", Some("application/pdf")),
            ("odsfile://extra.XLS", Some("application/vnd.ms-excel")),
            ("a/b.tar.gz", Some("application/x-tar")),
            ("a/b.tgz", Some("application/x-tar")),
            ("a/.csv", None),
            ("a/b.csv?x=1", None),
            ("data.geojson", Some("application/geo+json")),
            ("sans-extension", None),
            ("", None),
        ] {
            assert_eq!(guess_type(address), media_type, "{address}");
        }
        assert_eq!(guess_extension("image/jpeg"), Some("jpg"));
        assert_eq!(guess_extension("Text/CSV"), Some("csv"));
        assert_eq!(guess_extension("application/xls"), None);
        assert!(is_known("text/csv") && !is_known("Text/CSV") && !is_known("text/xml"));
        assert_eq!(guess_extension("text/xml"), Some("xml"));
    }
}
