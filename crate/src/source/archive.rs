//! Files gathered in a ZIP archive: records downloaded one by one, or exported by a catalogue.
//!
//! The archive comes from anywhere: how much is inflated has a limit, attempts that fail included, entries that share
//! bytes are refused, and each file is held to its checksum.

use std::{
    cmp::Ordering,
    io::{Cursor, Read},
};

use zip::{ZipArchive, result::ZipError};

use super::{BinaryKind, Document, Input, Problem, rdf::is_extension};
use crate::text::order;

/// What all the files of an archive may hold together, once inflated.
const LARGEST: u64 = 512 << 20;
/// How many bytes a byte of archive may give: catalogues, which repeat themselves, give some fifty.
const RATIO: u64 = 200;
/// How many bytes are reserved for a byte of archive, before there are more.
const RESERVED: u64 = 20;
/// What any archive may give, however small.
const FREE: u64 = 16 << 20;
/// Files of one archive.
const MOST_FILES: usize = 100_000;
/// Files that could not be read, named one by one.
const MOST_TOLD: usize = 20;

/// Whether bytes are an archive.
pub fn is_archive(bytes: &[u8]) -> bool {
    // The third is written before the first by those that could have cut the archive into several, and did not.
    [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"].into_iter().any(|start| bytes.starts_with(start))
}

/// Replaces each archive by the files it holds, `at_rest` or not.
pub fn expand(inputs: Vec<Input>, at_rest: bool, problems: &mut Vec<Problem>) -> Vec<Input> {
    let mut files = Vec::with_capacity(inputs.len());
    for input in inputs {
        if is_archive(&input.bytes) && BinaryKind::of(&input.bytes).is_none() {
            open(&input, at_rest, &mut files, problems);
        } else {
            files.push(input);
        }
    }
    files
}

/// Adds the files of one archive. Apart, for the module to load it with an archive only.
#[inline(never)]
fn open(input: &Input, at_rest: bool, files: &mut Vec<Input>, problems: &mut Vec<Problem>) {
    let problem = |found: String, advice: &str| {
        let archive = Document { name: input.name.clone(), ..Document::default() };
        Problem { partial: true, ..Problem::new(&archive, found, advice) }
    };
    let Ok(mut archive) = ZipArchive::new(Cursor::new(&input.bytes)) else {
        problems.push(problem(
            "L’archive ZIP est tronquée ou d’une forme inconnue : elle n’a pas été ouverte.".into(),
            "Téléchargez-la de nouveau, ou déposez les fichiers qu’elle contient.",
        ));
        return;
    };
    let nested = archive.file_names().filter(|name| name.to_ascii_lowercase().ends_with(".zip")).count();
    if nested > 0 {
        problems.push(problem(
            format!("L’archive ZIP en contient {nested} : ce qui est dans une autre archive n’est pas lu."),
            "Ouvrez-les, et déposez les fichiers qu’elles contiennent.",
        ));
    }
    let namesakes = announced(&input.bytes, archive.comment()).saturating_sub(archive.len());
    if namesakes > 0 {
        problems.push(problem(
            format!("Plusieurs fichiers de l’archive ZIP portent le même nom ; non lus : {namesakes}."),
            "Refaites l’archive, chaque fichier sous un nom à lui.",
        ));
    }
    let mut wanted: Vec<(usize, String)> = archive
        .file_names()
        .enumerate()
        .map(|(index, name)| (index, name.replace('\\', "/")))
        .filter(|(_, name)| !name.starts_with("__MACOSX/") && is_wanted(name))
        .collect();
    order::by(&mut wanted, |(_, a), (_, b)| natural(a, b));
    if wanted.is_empty() {
        problems.push(problem(
            "L’archive ZIP ne contient aucun fichier XML, RDF ou JSON.".into(),
            "Déposez l’archive des fiches exportées par votre catalogue.",
        ));
    }
    if wanted.len() > MOST_FILES {
        let excess = wanted.len() - MOST_FILES;
        problems.push(problem(
            format!("L’archive ZIP contient trop de fichiers : les {MOST_FILES} premiers sont lus, et {excess} ne le sont pas."),
            "Séparez l’archive en plusieurs.",
        ));
        wanted.truncate(MOST_FILES);
    }
    let mut budget = Budget::of(&input.bytes);
    let mut refused = 0;
    for (index, name) in wanted {
        match budget.read(&mut archive, index) {
            Ok(bytes) => {
                let mut file = Input::named(format!("{}/{name}", input.name), bytes);
                if at_rest {
                    file.pack();
                }
                files.push(file);
            }
            Err(reason) => {
                refused += 1;
                // Thousands of files may be refused for one reason.
                if refused <= MOST_TOLD {
                    problems.push(problem(
                        format!("Le fichier « {name} » de l’archive n’a pas pu être lu : {reason}."),
                        "Déposez ce fichier à part.",
                    ));
                }
            }
        }
    }
    if refused > MOST_TOLD {
        problems.push(problem(
            format!("{} autres fichiers de l’archive n’ont pas pu être lus.", refused - MOST_TOLD),
            "Déposez-les à part.",
        ));
    }
}

/// How many files an archive says that it holds, beyond those that share a name; the count of a very large one stands
/// elsewhere.
fn announced(bytes: &[u8], comment: &[u8]) -> usize {
    let count = bytes.len().checked_sub(comment.len() + 12).and_then(|at| bytes.get(at..at + 2));
    match count {
        Some(&[low, high]) if [low, high] != [0xff; 2] => u16::from_le_bytes([low, high]).into(),
        _ => 0,
    }
}

/// Whether a file of an archive or of a folder may hold records: neither a folder itself, nor what systems and
/// catalogues add beside the records.
pub fn is_wanted(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    // GeoNetwork's exports hold one beside each record.
    !file.starts_with('.') && file != "info.xml" && is_extension(&extension)
}

/// What may still be read of an archive.
struct Budget {
    /// Packed bytes: files do not share theirs, so that all together are no longer than the archive.
    packed: u64,
    /// Inflated bytes, those of files that fail included.
    inflated: u64,
}

impl Budget {
    fn of(archive: &[u8]) -> Self {
        let length = archive.len() as u64;
        Self { packed: length, inflated: LARGEST.min(length.saturating_mul(RATIO).saturating_add(FREE)) }
    }

    fn read(
        &mut self,
        archive: &mut ZipArchive<Cursor<&Vec<u8>>>,
        index: usize,
    ) -> Result<Vec<u8>, &'static str> {
        let file = archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => "il est protégé par un mot de passe",
            ZipError::UnsupportedArchive(_) => "sa compression n’est pas celle des archives ordinaires",
            _ => "l’archive est tronquée",
        })?;
        self.packed = self
            .packed
            .checked_sub(file.compressed_size())
            .ok_or("il partage ses octets avec d’autres fichiers de l’archive")?;
        if file.size() > self.inflated {
            return Err("l’archive est trop grande une fois ouverte");
        }
        // The announced size may be false.
        let likely = file.size().min(file.compressed_size().saturating_mul(RESERVED));
        let mut bytes = Vec::with_capacity(usize::try_from(likely).unwrap_or(0));
        let read = file.take(self.inflated + 1).read_to_end(&mut bytes);
        self.inflated = self.inflated.saturating_sub(bytes.len() as u64);
        match read {
            Ok(_) if self.inflated == 0 => Err("l’archive est trop grande une fois ouverte"),
            Ok(_) => Ok(bytes),
            Err(_) => Err("il est abîmé"),
        }
    }
}

/// The order of names that a person expects: « page-2 » before « page-10 ».
pub fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (Some(x), Some(y)) = (left.chars().next(), right.chars().next()) else {
            return left.len().cmp(&right.len()).then_with(|| a.cmp(b));
        };
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let ((x, after_x), (y, after_y)) = (number(left), number(right));
            (left, right) = (after_x, after_y);
            x.len().cmp(&y.len()).then_with(|| x.cmp(y))
        } else {
            (left, right) = (&left[x.len_utf8()..], &right[y.len_utf8()..]);
            x.cmp(&y)
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// The digits that a text starts with, without useless zeros, and what follows.
fn number(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    (digits.trim_start_matches('0'), rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An archive of these files: name, method, packed bytes; the checksum and the size are those of the text.
    fn archive(files: &[(&str, u16, &[u8], &[u8])]) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        for (name, method, packed, text) in files {
            let offset = bytes.len() as u32;
            let common = header(name, *method, packed, text);
            bytes.extend(b"PK\x03\x04\x14\0\0\0");
            bytes.extend(&common);
            bytes.extend(name.as_bytes());
            bytes.extend(*packed);
            directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0");
            directory.extend(&common);
            directory.extend([0; 10]);
            directory.extend(offset.to_le_bytes());
            directory.extend(name.as_bytes());
        }
        closed(bytes, &directory, files.len())
    }

    /// What both headers of a file say.
    fn header(name: &str, method: u16, packed: &[u8], text: &[u8]) -> Vec<u8> {
        let mut checksum = flate2::Crc::new();
        checksum.update(text);
        let mut bytes = method.to_le_bytes().to_vec();
        bytes.extend([0; 4]);
        bytes.extend(checksum.sum().to_le_bytes());
        bytes.extend((packed.len() as u32).to_le_bytes());
        bytes.extend((text.len() as u32).to_le_bytes());
        bytes.extend((name.len() as u16).to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }

    fn closed(mut bytes: Vec<u8>, directory: &[u8], files: usize) -> Vec<u8> {
        let start = (bytes.len() as u32).to_le_bytes();
        let count = (files as u16).to_le_bytes();
        bytes.extend(directory);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend([count, count].concat());
        bytes.extend((directory.len() as u32).to_le_bytes());
        bytes.extend(start);
        bytes.extend([0, 0]);
        bytes
    }

    fn deflated(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::read::DeflateEncoder::new(text, flate2::Compression::best());
        let mut bytes = Vec::new();
        encoder.read_to_end(&mut bytes).expect("in memory");
        bytes
    }

    fn expanded(bytes: Vec<u8>) -> (Vec<(String, String)>, Vec<String>) {
        let mut problems = Vec::new();
        let files = expand(vec![Input::named("fiches.zip", bytes)], false, &mut problems);
        let files =
            files.into_iter().map(|file| (file.name, String::from_utf8_lossy(&file.bytes).into_owned()));
        (files.collect(), problems.into_iter().map(|problem| problem.found).collect())
    }

    #[test]
    fn gives_the_records_in_order_and_nothing_else() {
        let (files, problems) = expanded(archive(&[
            ("page-10.xml", 0, b"<dix/>", b"<dix/>"),
            ("page-2.XML", 8, &deflated(b"<deux/>"), b"<deux/>"),
            ("dossier/", 0, b"", b""),
            ("info.xml", 0, b"<info/>", b"<info/>"),
            ("__MACOSX/._page-2.xml", 0, b"x", b"x"),
            ("vignette.png", 0, b"x", b"x"),
        ]));
        let names = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>();
        assert_eq!(names, [("fiches.zip/page-2.XML", "<deux/>"), ("fiches.zip/page-10.xml", "<dix/>")]);
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn tells_what_it_cannot_open() {
        let whole = archive(&[
            ("a.xml", 0, b"<a/>", b"<a/>"),
            ("b.xml", 8, b"\xff\xff", b"<b/>"),
            ("c.xml", 12, b"x", b"x"),
            // Another text than that of the checksum.
            ("d.xml", 0, b"<d/>", b"<e/>"),
        ]);
        let (files, problems) = expanded(whole.clone());
        assert_eq!(files.len(), 1);
        let expected = ["abîmé", "compression", "abîmé"];
        assert_eq!(problems.len(), expected.len(), "{problems:?}");
        assert!(problems.iter().zip(expected).all(|(told, word)| told.contains(word)), "{problems:?}");
        for end in 4..whole.len() - 2 {
            let (files, problems) = expanded(whole[..end].to_vec());
            assert!(files.is_empty() && problems[0].contains("tronquée"), "{end}");
        }
        assert!(expanded(archive(&[("a.png", 0, b"x", b"x")])).1[0].contains("aucun fichier"));
        let nested = expanded(archive(&[("a.xml", 0, b"<a/>", b"<a/>"), ("b.ZIP", 0, b"PK", b"PK")]));
        assert!(nested.0.len() == 1 && nested.1[0].contains("en contient 1"), "{nested:?}");
        let twice = expanded(archive(&[("a.xml", 0, b"<a/>", b"<a/>"), ("a.xml", 0, b"<b/>", b"<b/>")]));
        assert!(twice.0.len() == 1 && twice.1[0].contains("le même nom ; non lus : 1"), "{twice:?}");
    }

    /// Ten thousand entries that all lead to one file would take hours.
    #[test]
    fn entries_that_share_bytes_are_refused() {
        let text = vec![b' '; 1 << 20];
        let packed = deflated(&text);
        let mut bytes = b"PK\x03\x04\x14\0\0\0".to_vec();
        bytes.extend(header("00000.xml", 8, &packed, &text));
        bytes.extend(b"00000.xml");
        bytes.extend(&packed);
        let mut directory = Vec::new();
        const FILES: usize = 10_000;
        for file in 0..FILES {
            let name = format!("{file:05}.xml");
            directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0");
            directory.extend(header(&name, 8, &packed, &text));
            directory.extend([0; 14]);
            directory.extend(name.as_bytes());
        }
        let archive = closed(bytes, &directory, FILES);
        let most = archive.len() / packed.len();
        let (files, problems) = expanded(archive);
        assert!(files.len() <= most && files.len() < FILES / 10, "{}", files.len());
        assert_eq!(problems.len(), MOST_TOLD + 1);
    }

    #[test]
    fn what_inflates_beyond_measure_is_refused() {
        let text = vec![b' '; (FREE as usize) * 2];
        let packed = deflated(&text);
        let bomb = archive(&[("a.xml", 8, &packed, &text), ("b.xml", 0, b"<b/>", b"<b/>")]);
        let (files, problems) = expanded(bomb);
        assert_eq!(files.len(), 1, "{problems:?}");
        assert!(problems[0].contains("trop grande"), "{problems:?}");
        // A size that says less than there is.
        let lie = archive(&[("a.xml", 8, &packed, b"<a/>")]);
        assert!(expanded(lie).0.is_empty());
    }

    #[test]
    fn a_size_that_is_only_announced_takes_no_memory() {
        let mut bytes = archive(&[("a.xml", 8, &deflated(b"<a/>"), b"<a/>")]);
        let entry = bytes.windows(4).position(|bytes| bytes == b"PK\x01\x02").expect("an entry");
        bytes[entry + 24..entry + 28].copy_from_slice(&(FREE as u32 - 1).to_le_bytes());
        let most = bytes.len() * RESERVED as usize;
        let files = expand(vec![Input::named("fiches.zip", bytes)], false, &mut Vec::new());
        assert_eq!(files[0].bytes, b"<a/>");
        assert!(files[0].bytes.capacity() <= most, "{}", files[0].bytes.capacity());
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        for (a, b) in
            [("page-2", "page-10"), ("a", "b"), ("a1", "a1b"), ("2", "a"), ("x9y1", "x10y0"), ("01", "2")]
        {
            assert_eq!(natural(a, b), Ordering::Less, "{a} {b}");
            assert_eq!(natural(b, a), Ordering::Greater, "{b} {a}");
        }
    }
}
