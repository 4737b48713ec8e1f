//! Files that are no text: what a person may give instead of a catalogue.

/// What bytes are, by what they start with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryKind {
    /// A picture.
    Image,
    /// A PDF.
    Pdf,
    /// A document of an office suite.
    Office,
    /// A compressed file that is no ZIP archive.
    Compressed,
    /// Data in a form of their own: SQLite, GeoPackage, Parquet.
    Database,
}

impl BinaryKind {
    /// `None` for what may be a text, or an archive of texts.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        const STARTS: [(&[u8], BinaryKind); 12] = [
            (b"\x89PNG\r\n", BinaryKind::Image),
            (b"\xff\xd8\xff", BinaryKind::Image),
            (b"GIF8", BinaryKind::Image),
            (b"II*\0", BinaryKind::Image),
            (b"MM\0*", BinaryKind::Image),
            (b"%PDF-", BinaryKind::Pdf),
            (b"\xd0\xcf\x11\xe0", BinaryKind::Office),
            (b"\x1f\x8b", BinaryKind::Compressed),
            (b"7z\xbc\xaf", BinaryKind::Compressed),
            (b"BZh", BinaryKind::Compressed),
            (b"SQLite format 3\0", BinaryKind::Database),
            (b"PAR1", BinaryKind::Database),
        ];
        let start = bytes.get(..bytes.len().min(4_000)).unwrap_or_default();
        if start.starts_with(b"RIFF") && start.get(8..12) == Some(b"WEBP") {
            return Some(Self::Image);
        }
        let holds = |name: &[u8]| start.windows(name.len()).any(|window| window == name);
        if start.starts_with(b"PK\x03\x04")
            && (holds(b"[Content_Types].xml") || holds(b"mimetypeapplication/vnd.oasis."))
        {
            return Some(Self::Office);
        }
        STARTS.iter().find(|(signature, _)| start.starts_with(signature)).map(|(_, foreign)| *foreign)
    }

    /// What was found.
    pub fn found(self) -> &'static str {
        match self {
            Self::Image => "C’est une image, pas un catalogue.",
            Self::Pdf => "C’est un PDF, pas un catalogue.",
            Self::Office => "C’est un document bureautique (tableur ou texte), pas un catalogue.",
            Self::Compressed => "C’est un fichier compressé d’une autre forme que ZIP.",
            Self::Database => {
                "C’est une base de données, un GeoPackage ou un Parquet : des données, pas un catalogue."
            }
        }
    }

    /// What to do.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Compressed => "Décompressez-le, et donnez le fichier qu’il contient.",
            _ => {
                "Donnez la réponse de l’API de votre portail : export DCAT, liste CKAN, réponse CSW ou export Opendatasoft."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::BinaryKind;

    #[test]
    fn files_are_known_by_what_they_start_with() {
        for (bytes, foreign) in [
            (&b"\x89PNG\r\n\x1a\n"[..], Some(BinaryKind::Image)),
            (b"%PDF-1.7\n", Some(BinaryKind::Pdf)),
            (b"PK\x03\x04..........................[Content_Types].xml", Some(BinaryKind::Office)),
            (b"PK\x03\x04..........................fiche.xml", None),
            (b"\x1f\x8b\x08", Some(BinaryKind::Compressed)),
            (b"<rdf:RDF/>", None),
            (b"", None),
        ] {
            assert_eq!(BinaryKind::of(bytes), foreign, "{bytes:?}");
        }
    }
}
