//! What is written last, packed until then: a whole record weighs several times what it was read from.

use serde::Serialize;

/// Bytes of text that are packed at once: what repeats from one record to the next is written once.
const BLOCK: usize = 1 << 17;

/// Values as JSON, in their order.
#[derive(Debug, Clone, Default)]
pub struct PackedLines {
    /// Lines, packed: JSON has none of its own.
    blocks: Vec<Box<[u8]>>,
    /// Lines that are not packed yet.
    open: Vec<u8>,
}

impl PackedLines {
    /// Adds a value.
    pub(crate) fn push(&mut self, value: &impl Serialize) {
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(&mut self.open, value);
        self.open.push(b'\n');
        if self.open.len() >= BLOCK {
            self.blocks.push(pack(&self.open).into_boxed_slice());
            self.open.clear();
        }
    }

    /// Starts at the first value.
    pub(crate) fn reader(&self) -> PackedReader<'_> {
        PackedReader { packed: self, next_block: 0, lines: Vec::new(), at: 0 }
    }
}

/// Reads the JSON of one value after the other.
#[derive(Debug)]
pub(crate) struct PackedReader<'p> {
    packed: &'p PackedLines,
    next_block: usize,
    lines: Vec<u8>,
    at: usize,
}

impl PackedReader<'_> {
    /// The JSON of the next value; nothing after the last.
    pub fn line(&mut self) -> &[u8] {
        if self.at >= self.lines.len() {
            self.lines = match self.packed.blocks.get(self.next_block) {
                Some(block) => unpack(block),
                None if self.next_block == self.packed.blocks.len() => self.packed.open.clone(),
                None => Vec::new(),
            };
            self.next_block += 1;
            self.at = 0;
        }
        let rest = self.lines.get(self.at..).unwrap_or_default();
        let line = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
        self.at += line.len() + 1;
        line
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn pack(text: &[u8]) -> Vec<u8> {
    lz4_flex::compress_prepend_size(text)
}

#[cfg(not(target_arch = "wasm32"))]
fn unpack(packed: &[u8]) -> Vec<u8> {
    // What was packed here is whole.
    lz4_flex::decompress_size_prepended(packed).unwrap_or_default()
}

/// The module keeps records whole: it shows them.
#[cfg(target_arch = "wasm32")]
fn pack(text: &[u8]) -> Vec<u8> {
    text.to_vec()
}

#[cfg(target_arch = "wasm32")]
fn unpack(packed: &[u8]) -> Vec<u8> {
    packed.to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Item, Origin, Trace};

    #[test]
    fn records_come_back_in_their_order_from_every_block() {
        let mut packed = PackedLines::default();
        let items: Vec<_> = (0..2000)
            .map(|rank| {
                let mut item = Item::new(format!("jeu-{rank}"), Origin::default(), Trace::default());
                item.logs.push("deux\nlignes ".repeat(rank % 50));
                item
            })
            .collect();
        items.iter().for_each(|item| packed.push(item));
        assert!(packed.blocks.len() > 1 && !packed.open.is_empty());
        let mut reader = packed.reader();
        for item in &items {
            assert_eq!(reader.line(), serde_json::to_vec(item).expect("JSON"));
        }
        assert!(reader.line().is_empty());
    }
}
