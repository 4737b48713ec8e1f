//! Texts at rest: packed until they are read, so that a catalogue of many pages or lines is never in memory whole.

use std::{
    borrow::Cow,
    io::{self, Read},
};

use flate2::read::{GzDecoder, MultiGzDecoder};

use super::{Document, Input, page};
use crate::{
    formats::json::JsonReader,
    model::{pack, unpack},
};

/// Bytes of lines that are read at once.
const PIECE: usize = 1 << 20;

/// A text that is no longer stays as it is.
const SHORT: usize = 1 << 16;

/// What stays at hand of a longer one: it tells what the document is.
const HEAD: usize = 1 << 13;

/// Bytes of lines that are read in all; they are never in memory together.
pub const MOST_BYTES: u64 = 16 << 30;

/// How many lines are read: what is kept of each record takes about 1.5 KiB, and gzip says a thousand tiny ones in a few
/// bytes.
pub const MOST_LINES: usize = 5_000_000;

/// What starts a file compressed by gzip.
const GZIP: &[u8] = b"\x1f\x8b";

/// Bytes, packed in one piece, or in pieces of whole lines.
#[derive(Debug, Clone, Default)]
pub struct Packed {
    /// Where each starts, and its bytes.
    pieces: Vec<(usize, Box<[u8]>)>,
    length: usize,
}

/// A part of a text that is read by itself.
#[derive(Debug)]
pub struct Piece<'a> {
    /// Where it starts in the text.
    pub start: usize,
    /// Its own text.
    pub text: Cow<'a, str>,
}

impl Packed {
    fn push(&mut self, bytes: &[u8]) {
        self.pieces.push((self.length, pack(bytes).into()));
        self.length += bytes.len();
    }

    /// All bytes, at once.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.length);
        self.pieces.iter().for_each(|(_, packed)| bytes.extend_from_slice(&unpack(packed)));
        bytes
    }

    /// Whether pieces are whole lines, to be read one after the other.
    pub(super) fn is_lines(&self) -> bool {
        self.pieces.len() > 1
    }

    fn piece(&self, rank: usize) -> Option<Piece<'static>> {
        let (start, packed) = self.pieces.get(rank)?;
        // What was packed is a text.
        let text = String::from_utf8(unpack(packed)).unwrap_or_default();
        Some(Piece { start: *start, text: text.into() })
    }

    /// Lines, as they come. Those that are not in UTF-8 are given back, with all that was read.
    fn lines(mut open: Vec<u8>, mut source: impl Read, longest: u64) -> io::Result<Result<Self, Vec<u8>>> {
        let mut packed = Self::default();
        // Bytes among which there is no end of line.
        let mut searched = 0;
        let mut count = 0;
        let mut is_over = false;
        while !is_over || !open.is_empty() {
            is_over = is_over || source.by_ref().take(PIECE as u64).read_to_end(&mut open)? == 0;
            count += memchr::memchr_iter(b'\n', &open[searched..]).count();
            if count > MOST_LINES || packed.length as u64 > MOST_BYTES || open.len() as u64 > longest {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            let last = memchr::memrchr(b'\n', &open[searched..]).map(|at| searched + at + 1);
            let rest = open.split_off(if is_over { open.len() } else { last.unwrap_or(0) });
            searched = rest.len();
            if str::from_utf8(&open).is_err() {
                return Ok(Err([packed.bytes(), open, rest].concat()));
            }
            if !open.is_empty() {
                packed.push(&open);
            }
            open = rest;
        }
        Ok(Ok(packed))
    }
}

impl Input {
    /// A file, up to so many bytes, and one more when there are more. JSON Lines may be compressed, and are packed as they
    /// are read.
    ///
    /// # Errors
    ///
    /// What the source says.
    pub fn read(name: String, mut source: impl Read, size: u64, largest: u64) -> io::Result<Self> {
        let mut start = Vec::new();
        source.by_ref().take(PIECE as u64).read_to_end(&mut start)?;
        let read = if start.starts_with(GZIP) && starts_lines(&inflated_start(&start)) {
            Packed::lines(Vec::new(), MultiGzDecoder::new(start.chain(source.by_ref())), largest)?
        } else if start.len() == PIECE && starts_lines(&start) {
            Packed::lines(start, source.by_ref(), largest)?
        } else {
            if size > largest {
                return Err(io::ErrorKind::FileTooLarge.into());
            }
            let rest = usize::try_from(size).unwrap_or(usize::MAX).saturating_sub(start.len());
            start.try_reserve_exact(rest).map_err(|_| io::ErrorKind::OutOfMemory)?;
            Err(start)
        };
        match read {
            Ok(packed) => Ok(Self { name, packed: Some(packed), ..Self::default() }),
            Err(mut bytes) => {
                source.take((largest + 1).saturating_sub(bytes.len() as u64)).read_to_end(&mut bytes)?;
                Ok(Self::named(name, bytes))
            }
        }
    }

    /// Puts long bytes at rest.
    pub fn pack(&mut self) {
        if self.packed.is_none() && self.bytes.len() > SHORT {
            self.packed.get_or_insert_default().push(&self.bytes);
            self.bytes = Vec::new();
        }
    }

    /// The same, with all its bytes at hand.
    pub(super) fn whole(mut self) -> Self {
        if let Some(packed) = self.packed.take() {
            self.bytes = packed.bytes();
        }
        self
    }

    /// Whether these bytes, all of one line, stand there.
    pub(crate) fn contains(&self, bytes: &[u8]) -> bool {
        let holds = |text: &[u8]| memchr::memmem::find(text, bytes).is_some();
        holds(&self.bytes)
            || self.packed.iter().flat_map(|packed| &packed.pieces).any(|(_, packed)| holds(&unpack(packed)))
    }
}

/// What the first bytes of a compressed file give.
fn inflated_start(bytes: &[u8]) -> Vec<u8> {
    let mut start = Vec::new();
    // The bytes are cut: what comes before the end is enough.
    let _ = GzDecoder::new(bytes).take(PIECE as u64).read_to_end(&mut start);
    start
}

/// Whether these are lines, the first of which is an object.
fn starts_lines(bytes: &[u8]) -> bool {
    let Some((first, rest)) = memchr::memchr(b'\n', bytes).map(|at| bytes.split_at(at)) else { return false };
    let is_object = |line: &str| {
        let mut reader = JsonReader::new(line);
        reader.skip().is_ok() && reader.end().is_ok()
    };
    first.starts_with(b"{") && !rest.trim_ascii().is_empty() && str::from_utf8(first).is_ok_and(is_object)
}

impl Document {
    /// A text of lines that are already packed.
    pub(super) fn of_lines(name: String, packed: Packed) -> Self {
        let start = packed.piece(0).map_or_else(String::new, |piece| piece.text.into_owned());
        let text = start[..start.floor_char_boundary(HEAD)].to_owned();
        Self { name, text, packed: Some(packed), ..Self::default() }
    }

    /// Puts a long text at rest, when its start tells what it is.
    pub(super) fn pack(&mut self) {
        let head = &self.text[..self.text.floor_char_boundary(HEAD)];
        let is_told = head.trim_start().starts_with(['{', '[', '@']) || !page::root_name(head).is_empty();
        // A context is looked up by its name.
        let may_be_context = head.contains("\"@context\"");
        if self.packed.is_none() && self.text.len() > SHORT && is_told && !may_be_context {
            self.packed.get_or_insert_default().push(self.text.as_bytes());
            self.text = head.to_owned();
        }
    }

    /// The text is not needed any more: only its start stays.
    pub(crate) fn spend(&mut self, head: usize) {
        self.packed = None;
        self.text.truncate(self.text.floor_char_boundary(head));
        self.text.shrink_to_fit();
    }

    /// All of the text, in the parts that are read by themselves: one, unless it is of packed lines.
    pub(crate) fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        (0..).map_while(|rank| self.piece(rank))
    }

    /// How many they are.
    pub(crate) fn pieces_count(&self) -> usize {
        self.packed.as_ref().map_or(1, |packed| packed.pieces.len())
    }

    /// The part of this rank.
    pub(crate) fn piece(&self, rank: usize) -> Option<Piece<'_>> {
        match &self.packed {
            Some(packed) => packed.piece(rank),
            None => (rank == 0).then(|| Piece { start: 0, text: Cow::Borrowed(&self.text) }),
        }
    }

    /// All of the text.
    pub(crate) fn whole(&self) -> Cow<'_, str> {
        match &self.packed {
            Some(packed) => String::from_utf8(packed.bytes()).unwrap_or_default().into(),
            None => Cow::Borrowed(&self.text),
        }
    }

    /// Whether parts are whole lines.
    pub(crate) fn is_of_lines(&self) -> bool {
        self.packed.as_ref().is_some_and(Packed::is_lines)
    }

    /// A line, counted from 1.
    pub(super) fn line(&self, number: usize) -> String {
        let mut before = 0;
        for piece in self.pieces() {
            let mut lines = piece.text.lines();
            match lines.nth(number.saturating_sub(before + 1)) {
                Some(line) => return line.to_owned(),
                None => before += piece.text.lines().count(),
            }
        }
        String::new()
    }

    /// Line and column of a byte of the text, counted from 1.
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let (mut line, mut column) = (1, 1);
        for Piece { start, text } in self.pieces().take_while(|piece| piece.start <= byte) {
            let before = text.get(..byte - start).unwrap_or(&text);
            let line_start = before.rfind('\n').map_or(0, |end| end + 1);
            line += before.matches('\n').count();
            column = before[line_start..].chars().count() + 1;
        }
        (line, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::decode;

    /// Lines of a catalogue, longer than a piece.
    fn lines() -> String {
        (0..100_000)
            .map(|rank| format!("{{\"name\": \"jeu-{rank}\", \"title\": \"Été {rank}\"}}\n"))
            .collect()
    }

    fn gzip(text: &str) -> Vec<u8> {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut out, text.as_bytes()).expect("memory");
        out.finish().expect("memory")
    }

    fn read(bytes: &[u8]) -> Input {
        Input::read("a".to_owned(), bytes, bytes.len() as u64, 1 << 30).expect("memory")
    }

    fn document(input: Input) -> Document {
        match input.packed {
            Some(packed) => Document::of_lines(input.name, packed),
            None => decode(vec![input], &mut Vec::new()).remove(0),
        }
    }

    #[test]
    fn lines_are_packed_as_they_are_read_compressed_or_not() {
        let text = lines();
        for input in [read(text.as_bytes()), read(&gzip(&text))] {
            let packed = input.packed.as_ref().expect("packed");
            assert!(packed.is_lines() && input.bytes.is_empty());
            let largest = packed.pieces.iter().map(|(_, packed)| unpack(packed).len()).max();
            assert!(largest.is_some_and(|largest| largest < 3 * PIECE));
            assert_eq!(packed.bytes(), text.as_bytes());
            assert!(input.contains("Été 99999".as_bytes()) && !input.contains(b"spatial-text"));
            let document = document(input);
            assert!(document.text.len() <= HEAD && document.whole() == text);
            assert!(document.pieces().all(|piece| piece.text.ends_with('\n')));
        }
    }

    #[test]
    fn places_are_those_of_the_whole_text() {
        let text = lines();
        let open = Document { text: text.clone(), ..Document::default() };
        let packed = document(read(text.as_bytes()));
        for byte in (0..text.len() + 9).step_by(79_190).filter(|byte| text.is_char_boundary(*byte)) {
            assert_eq!(packed.position(byte), open.position(byte), "{byte}");
        }
        for number in [1, 2, 70_000, 100_000, 100_001] {
            assert_eq!(packed.line(number), open.line(number), "{number}");
        }
    }

    #[test]
    fn what_is_no_lines_in_utf8_is_read_as_it_is() {
        let text = lines();
        let latin: Vec<u8> = text.chars().map(|c| u8::try_from(c).expect("latin")).collect();
        let list = format!("[{}{{}}]", text.replace('\n', ",\n"));
        for bytes in [&latin[..], list.as_bytes(), &gzip(&list), &gzip("{}\n"), b"{\"a\": 1}\n{}", b""] {
            let input = read(bytes);
            assert!(input.packed.is_none() && input.bytes == bytes, "{}", bytes.len());
        }
        let tiny = "{}\n".repeat(MOST_LINES + 1);
        let refused = Input::read("a".to_owned(), tiny.as_bytes(), 0, 1 << 30).expect_err("too many lines");
        assert_eq!(refused.kind(), io::ErrorKind::FileTooLarge);
        // A limit is passed by one byte, which tells that it is.
        let input = Input::read("a".to_owned(), list.as_bytes(), 0, 2_000_000).expect("memory");
        assert_eq!(input.bytes.len(), list.len().min(2_000_001));
    }
}
