//! Records as they are written, packed: a whole one weighs several times what it was read from, and is written last.

use super::Item;

/// Bytes of text that are packed at once: what repeats from one record to the next is written once.
const BLOCK: usize = 1 << 17;

/// The JSON of records, in their order.
#[derive(Debug, Clone, Default)]
pub struct PackedItems {
    /// Lines, packed: JSON has none of its own.
    blocks: Vec<Box<[u8]>>,
    /// Lines that are not packed yet.
    open: Vec<u8>,
}

impl PackedItems {
    /// Adds a record.
    pub(crate) fn push(&mut self, item: &Item) {
        // Writing to memory cannot fail.
        let _ = serde_json::to_writer(&mut self.open, item);
        self.open.push(b'\n');
        if self.open.len() >= BLOCK {
            self.blocks.push(pack(&self.open).into_boxed_slice());
            self.open.clear();
        }
    }

    /// Starts at the first record.
    pub(crate) fn reader(&self) -> PackedReader<'_> {
        PackedReader { items: self, next_block: 0, lines: Vec::new(), at: 0 }
    }
}

/// Reads the JSON of one record after the other.
#[derive(Debug)]
pub(crate) struct PackedReader<'p> {
    items: &'p PackedItems,
    next_block: usize,
    lines: Vec<u8>,
    at: usize,
}

impl PackedReader<'_> {
    /// The JSON of the next record; nothing after the last.
    pub fn line(&mut self) -> &[u8] {
        if self.at >= self.lines.len() {
            self.lines = match self.items.blocks.get(self.next_block) {
                Some(block) => unpack(block),
                None if self.next_block == self.items.blocks.len() => self.items.open.clone(),
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
    use crate::model::{Origin, Trace};

    #[test]
    fn records_come_back_in_their_order_from_every_block() {
        let mut packed = PackedItems::default();
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
