//! Files gathered in a ZIP archive: records downloaded one by one, or exported by a catalogue.
//!
//! Only what exports use is read: stored and deflated entries, by the central directory (PKWARE's APPNOTE, 4.3).

use std::cmp::Ordering;

use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::{Document, Foreign, Input, Problem};

/// What all the files of an archive may hold together, once inflated.
const LARGEST: usize = 512 << 20;
/// What exports of catalogues end with.
const WANTED: [&str; 9] = ["xml", "rdf", "json", "jsonld", "ttl", "nt", "n3", "trig", "owl"];

/// Whether bytes are an archive.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Replaces each archive by the files it holds.
pub fn expand(inputs: Vec<Input>, problems: &mut Vec<Problem>) -> Vec<Input> {
    let mut files = Vec::with_capacity(inputs.len());
    for input in inputs {
        if !is_archive(&input.bytes) || Foreign::of(&input.bytes).is_some() {
            files.push(input);
            continue;
        }
        let told = |found: String, advice: &str| {
            let archive = Document { name: input.name.clone(), ..Document::default() };
            Problem { partial: true, ..Problem::new(&archive, found, advice) }
        };
        let Some(entries) = entries(&input.bytes) else {
            problems.push(told(
                "L’archive ZIP est tronquée ou d’une forme inconnue : elle n’a pas été ouverte.".into(),
                "Téléchargez-la de nouveau, ou déposez les fichiers qu’elle contient.",
            ));
            continue;
        };
        let mut wanted: Vec<_> = entries.into_iter().filter(Entry::is_wanted).collect();
        wanted.sort_by(|a, b| natural(&a.name, &b.name));
        if wanted.is_empty() {
            problems.push(told(
                "L’archive ZIP ne contient aucun fichier XML, RDF ou JSON.".into(),
                "Déposez l’archive des fiches exportées par votre catalogue.",
            ));
        }
        let mut room = LARGEST;
        for entry in wanted {
            let name = format!("{}/{}", input.name, entry.name);
            match entry.read(&input.bytes, room) {
                Ok(bytes) => {
                    room = room.saturating_sub(bytes.len());
                    files.push(Input::named(name, bytes));
                }
                Err(reason) => problems.push(told(
                    format!("Le fichier « {} » de l’archive n’a pas pu être lu : {reason}.", entry.name),
                    "Déposez ce fichier à part.",
                )),
            }
        }
    }
    files
}

/// Whether a file of an archive or of a folder may hold records: neither a folder itself, nor what systems and
/// catalogues add beside the records.
pub fn is_wanted(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase();
    // GeoNetwork's exports hold one beside each record.
    !file.starts_with('.') && file != "info.xml" && WANTED.contains(&extension.as_str())
}

/// A file of an archive, as its directory tells it.
struct Entry {
    name: String,
    is_encrypted: bool,
    method: u16,
    packed: usize,
    offset: usize,
}

impl Entry {
    fn is_wanted(&self) -> bool {
        !self.name.starts_with("__MACOSX/") && is_wanted(&self.name)
    }

    fn read(&self, archive: &[u8], room: usize) -> Result<Vec<u8>, &'static str> {
        if self.is_encrypted {
            return Err("il est protégé par un mot de passe");
        }
        let start = self.data(archive).ok_or("l’archive est tronquée")?;
        let packed = archive.get(start..start.saturating_add(self.packed)).ok_or("l’archive est tronquée")?;
        match self.method {
            0 if packed.len() <= room => Ok(packed.to_vec()),
            8 => decompress_to_vec_with_limit(packed, room).map_err(|_| "il est abîmé, ou trop grand"),
            0 => Err("l’archive est trop grande"),
            _ => Err("sa compression n’est pas celle des archives ordinaires"),
        }
    }

    /// Where its bytes start: after a header that repeats the directory.
    fn data(&self, archive: &[u8]) -> Option<usize> {
        let header = archive.get(self.offset..)?;
        header.starts_with(b"PK\x03\x04").then_some(())?;
        Some(self.offset + 30 + short(header, 26)? + short(header, 28)?)
    }
}

/// The directory of an archive.
fn entries(archive: &[u8]) -> Option<Vec<Entry>> {
    // The record that ends the archive may be followed by a comment.
    let tail = archive.len().saturating_sub(22 + 0xFFFF);
    let end = archive.get(tail..)?.windows(4).rposition(|window| window == b"PK\x05\x06")? + tail;
    let end = archive.get(end..)?;
    let mut at = long(end, 16)?;
    let mut entries = Vec::new();
    for _ in 0..short(end, 10)? {
        let header = archive.get(at..)?;
        header.starts_with(b"PK\x01\x02").then_some(())?;
        let name = header.get(46..46 + short(header, 28)?)?;
        entries.push(Entry {
            name: String::from_utf8_lossy(name).replace('\\', "/"),
            is_encrypted: short(header, 8)? & 1 == 1,
            method: u16::try_from(short(header, 10)?).ok()?,
            packed: long(header, 20)?,
            offset: long(header, 42)?,
        });
        at += 46 + short(header, 28)? + short(header, 30)? + short(header, 32)?;
    }
    Some(entries)
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)).ok()
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

    /// An archive of these files: name, method, packed bytes.
    fn archive(files: &[(&str, u16, &[u8])]) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        for (name, method, packed) in files {
            let offset = bytes.len() as u32;
            let size = (packed.len() as u32).to_le_bytes();
            let length = (name.len() as u16).to_le_bytes();
            bytes.extend(b"PK\x03\x04\x14\0\0\0");
            bytes.extend(method.to_le_bytes());
            bytes.extend([0; 8]);
            bytes.extend([size, size].concat());
            bytes.extend([length, [0, 0]].concat());
            bytes.extend(name.as_bytes());
            bytes.extend(*packed);
            directory.extend(b"PK\x01\x02\x14\0\x14\0\0\0");
            directory.extend(method.to_le_bytes());
            directory.extend([0; 8]);
            directory.extend([size, size].concat());
            directory.extend([length, [0, 0]].concat());
            directory.extend([0; 10]);
            directory.extend(offset.to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let start = (bytes.len() as u32).to_le_bytes();
        let count = (files.len() as u16).to_le_bytes();
        bytes.extend(&directory);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend([count, count].concat());
        bytes.extend((directory.len() as u32).to_le_bytes());
        bytes.extend(start);
        bytes.extend([0, 0]);
        bytes
    }

    fn expanded(bytes: Vec<u8>) -> (Vec<(String, String)>, Vec<String>) {
        let mut problems = Vec::new();
        let files = expand(vec![Input::named("fiches.zip", bytes)], &mut problems);
        let files =
            files.into_iter().map(|file| (file.name, String::from_utf8_lossy(&file.bytes).into_owned()));
        (files.collect(), problems.into_iter().map(|problem| problem.found).collect())
    }

    #[test]
    fn gives_the_records_in_order_and_nothing_else() {
        let deflated = miniz_oxide::deflate::compress_to_vec(b"<deux/>", 6);
        let (files, problems) = expanded(archive(&[
            ("page-10.xml", 0, b"<dix/>"),
            ("page-2.XML", 8, &deflated),
            ("dossier/", 0, b""),
            ("info.xml", 0, b"<info/>"),
            ("__MACOSX/._page-2.xml", 0, b"x"),
            ("vignette.png", 0, b"x"),
        ]));
        let names = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>();
        assert_eq!(names, [("fiches.zip/page-2.XML", "<deux/>"), ("fiches.zip/page-10.xml", "<dix/>")]);
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn tells_what_it_cannot_open() {
        let whole = archive(&[("a.xml", 0, b"<a/>"), ("b.xml", 8, b"\xff\xff"), ("c.xml", 12, b"x")]);
        let (files, problems) = expanded(whole.clone());
        assert_eq!(files.len(), 1);
        assert!(problems[0].contains("abîmé") && problems[1].contains("compression"), "{problems:?}");
        // Without its last bytes, the length of a comment, it can be read all the same.
        for end in 4..whole.len() - 2 {
            let (files, problems) = expanded(whole[..end].to_vec());
            assert!(files.is_empty() && problems[0].contains("tronquée"), "{end}");
        }
        assert!(expanded(archive(&[("a.png", 0, b"x")])).1[0].contains("aucun fichier"));
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
