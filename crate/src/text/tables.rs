//! The tables that stand beside the code: names, characters, contexts. The command ships them; the page fetches them in
//! one file while its browser compiles the module, which is smaller without them.

/// A table of `data/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// Single-byte charsets.
    Charsets,
    /// HTML’s names of characters.
    HtmlEntities,
    /// Media types and their extensions.
    MediaTypes,
    /// Top-level domains.
    TopLevelDomains,
    /// What a slug writes for each character.
    Transliteration,
    /// The JSON-LD context of DCAT-AP.
    DcatApContext,
    /// The JSON-LD context of Project Open Data.
    ProjectOpenDataContext,
    /// The JSON-LD context of schema.org, as far as catalogues use it.
    SchemaOrgContext,
    /// An example of what trips each rule.
    Examples,
}

impl Table {
    /// A table of text; nothing when it is not.
    pub fn text(self) -> &'static str {
        str::from_utf8(self.bytes()).unwrap_or_default()
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Table {
    /// The whole table.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Charsets => include_bytes!("../../data/charsets.json"),
            Self::HtmlEntities => include_bytes!("../../data/html-entities.txt"),
            Self::MediaTypes => include_bytes!("../../data/media-types.txt"),
            Self::TopLevelDomains => include_bytes!("../../data/tlds.txt"),
            Self::Transliteration => include_bytes!("../../data/transliteration.bin"),
            Self::DcatApContext => include_bytes!("../../data/contexts/dcat-ap-3.jsonld"),
            Self::ProjectOpenDataContext => {
                include_bytes!("../../data/contexts/project-open-data-1.1.jsonld")
            }
            Self::SchemaOrgContext => include_bytes!("../../data/contexts/schema-org.jsonld"),
            Self::Examples => include_bytes!("../../data/examples.txt"),
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod given {
    use std::sync::OnceLock;

    use super::Table;

    const TABLES: [Table; 9] = [
        Table::Charsets,
        Table::HtmlEntities,
        Table::MediaTypes,
        Table::TopLevelDomains,
        Table::Transliteration,
        Table::DcatApContext,
        Table::ProjectOpenDataContext,
        Table::SchemaOrgContext,
        Table::Examples,
    ];

    static GIVEN: OnceLock<[&'static [u8]; TABLES.len()]> = OnceLock::new();

    impl Table {
        /// The name that `scripts/tables.mjs` writes.
        const fn file(self) -> &'static str {
            match self {
                Self::Charsets => "charsets.json",
                Self::HtmlEntities => "html-entities.txt",
                Self::MediaTypes => "media-types.txt",
                Self::TopLevelDomains => "tlds.txt",
                Self::Transliteration => "transliteration.bin",
                Self::DcatApContext => "dcat-ap-3.jsonld",
                Self::ProjectOpenDataContext => "project-open-data-1.1.jsonld",
                Self::SchemaOrgContext => "schema-org.jsonld",
                Self::Examples => "examples.txt",
            }
        }

        /// The whole table, once given.
        pub fn bytes(self) -> &'static [u8] {
            GIVEN.get().and_then(|tables| tables.get(self as usize).copied()).unwrap_or_default()
        }
    }

    /// Takes the tables, as `scripts/tables.mjs` writes them: a line for each with its name and its size, an empty line,
    /// then all of them end to end. Whether all of them are there.
    pub fn give(file: Vec<u8>) -> bool {
        if GIVEN.get().is_some() {
            return true;
        }
        // As long as the module.
        let file: &'static [u8] = file.leak();
        read(file).is_some_and(|tables| GIVEN.set(tables).is_ok())
    }

    fn read(file: &'static [u8]) -> Option<[&'static [u8]; TABLES.len()]> {
        let end = file.windows(2).position(|pair| pair == b"\n\n")?;
        let mut tables = [&[][..]; TABLES.len()];
        let (mut found, mut start) = (0, end + 2);
        for line in str::from_utf8(file.get(..end)?).ok()?.lines() {
            let (name, size) = line.split_once(' ')?;
            let bytes = file.get(start..)?.get(..size.parse().ok()?)?;
            start += bytes.len();
            let index = TABLES.iter().position(|table| table.file() == name)?;
            *tables.get_mut(index)? = bytes;
            found += 1;
        }
        (found == TABLES.len()).then_some(tables)
    }
}

#[cfg(target_arch = "wasm32")]
pub use given::give;
