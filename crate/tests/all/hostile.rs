//! A slice of the fuzzer's work that is the same at each run: fixtures of the project, changed by a seeded hand, through
//! the fuzzer's own entry points.
//!
//! `AVANT_MOISSON_EXECUTIONS` says how many executions there are, [`FEW`] unless told; `AVANT_MOISSON_SEED` where the
//! random numbers start.

#[path = "../../../fuzz/entries.rs"]
mod entries;

use std::{env, fs, path::Path, str::FromStr};

use entries::agreement;

use crate::random::Random;

/// Executions of an ordinary run on whole documents: some seconds.
const FEW: usize = 600;
/// The entries that read a text by itself, and their executions on pieces of documents beside [`FEW`]: two million, in less than a
/// minute, since the quick ones have most.
const READERS: [(&str, usize); 8] = [
    ("markdown", 50_000),
    ("html", 200_000),
    ("values", 50_000),
    ("json", 600_000),
    ("turtle", 200_000),
    ("n-triples", 250_000),
    ("rdf-xml", 150_000),
    ("xml", 500_000),
];
/// Bytes of the longest piece.
const PIECE: usize = 200;
/// Bytes of the largest document that is changed.
const LARGEST: usize = 16 << 10;

/// Where the random numbers start.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

impl Random {
    /// One of these documents.
    fn one<'s>(&mut self, seeds: &'s [Vec<u8>]) -> &'s [u8] {
        &seeds[self.below(seeds.len())]
    }

    /// A piece of one of them.
    fn piece<'s>(&mut self, seeds: &'s [Vec<u8>]) -> &'s [u8] {
        let whole = self.one(seeds);
        let from = self.below(whole.len() + 1);
        &whole[from..(from + self.below(PIECE)).min(whole.len())]
    }

    /// A document with a few changes, `most` of them beside one: bytes changed, taken away, said twice, taken from another document or from the
    /// dictionary.
    fn changed(&mut self, document: &[u8], seeds: &[Vec<u8>], words: &[Vec<u8>], most: usize) -> Vec<u8> {
        let mut bytes = document.to_vec();
        for _ in 0..=self.below(most) {
            let at = self.below(bytes.len() + 1);
            let length = self.below(40).min(bytes.len() - at);
            let piece = match self.below(6) {
                0 => Vec::new(),
                1 => bytes[at..at + length].repeat(2 + self.below(8)),
                2 => words[self.below(words.len())].clone(),
                3 => vec![self.below(256) as u8; 1 + self.below(3)],
                4 => {
                    let other = self.one(seeds);
                    let from = self.below(other.len());
                    other[from..(from + self.below(80)).min(other.len())].to_vec()
                }
                _ => {
                    bytes.truncate(at);
                    continue;
                }
            };
            bytes.splice(at..at + length, piece);
        }
        bytes
    }
}

fn documents(folder: &Path, found: &mut Vec<Vec<u8>>) {
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    // The order of a folder is that of the disk.
    paths.sort();
    for path in paths {
        if path.is_dir() {
            documents(&path, found);
        } else if fs::metadata(&path).is_ok_and(|known| known.len() <= LARGEST as u64) {
            found.push(fs::read(&path).expect("a fixture"));
        }
    }
}

/// The fixtures of the project and the words of the fuzzer's dictionary.
fn material() -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut seeds = Vec::new();
    documents(&root.join("tests/fixtures"), &mut seeds);
    assert!(seeds.len() > 40, "{} fixtures", seeds.len());
    let dictionary = fs::read_to_string(root.join("fuzz/dictionary.txt")).expect("the dictionary");
    let words = dictionary
        .lines()
        .filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'))
        .map(|word| word.replace("\\\"", "\"").into_bytes())
        .collect();
    (seeds, words)
}

/// A number that the environment may say.
fn told<T: FromStr>(name: &str, otherwise: T) -> T {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

fn executions() -> usize {
    told("AVANT_MOISSON_EXECUTIONS", FEW)
}

fn random() -> Random {
    Random(told("AVANT_MOISSON_SEED", SEED).max(1))
}

#[test]
fn changed_fixtures_break_nothing() {
    let (seeds, words) = material();
    let mut random = random();
    for execution in 0..executions() {
        let (_, read) = entries::ENTRIES[execution % entries::ENTRIES.len()];
        let seed = random.one(&seeds);
        read(&random.changed(seed, &seeds, &words, 6));
    }
}

#[test]
fn changed_pieces_break_no_reader() {
    let (seeds, words) = material();
    let mut random = random();
    for (name, count) in READERS {
        let (_, read) = entries::ENTRIES.iter().find(|(entry, _)| *entry == name).expect("an entry");
        for _ in 0..count * executions() / FEW {
            let piece = random.piece(&seeds);
            read(&random.changed(piece, &seeds, &words, 2));
        }
    }
}

/// Those of a table of documents with what the reference makes of each.
fn texts(file: &str) -> Vec<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/rdf").join(file);
    let cases: Vec<serde_json::Value> =
        serde_json::from_slice(&fs::read(path).expect("a fixture")).expect("a list of cases");
    cases.iter().filter_map(|case| Some(case["text"].as_str()?.as_bytes().to_vec())).collect()
}

/// A reader of others, and whether it had something to compare.
type Yardstick = (&'static str, fn(&[u8]) -> bool);

#[test]
fn what_others_read_of_changed_fixtures_is_what_we_read() {
    let (mut seeds, words) = material();
    seeds.extend(["xml.json", "turtle.json", "ntriples.json"].into_iter().flat_map(texts));
    let readers: [Yardstick; 4] = [
        ("oxttl, Turtle", agreement::turtle),
        ("oxttl, N-Triples", agreement::n_triples),
        ("oxrdfxml", agreement::rdf_xml),
        ("quick-xml", agreement::xml),
    ];
    for (name, agrees) in readers {
        let read: Vec<_> = seeds.iter().filter(|bytes| agrees(bytes)).cloned().collect();
        let mut random = random();
        let compared = (0..executions())
            .filter(|_| {
                let seed = random.one(&read);
                agrees(&random.changed(seed, &read, &words, 1))
            })
            .count();
        println!(
            "{name}: {} fixtures and {compared} of {} changed ones, all alike",
            read.len(),
            executions()
        );
        assert!(read.len() >= 15 && compared * 50 > executions(), "{name}: {compared} compared");
    }
}
