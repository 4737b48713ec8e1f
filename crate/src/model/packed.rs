//! What is written last, packed until then: a whole record weighs several times what it was read from.

use serde::Serialize;

/// Bytes of text that are packed at once: what repeats from one record to the next is written once.
const BLOCK: usize = 1 << 17;

/// What is written of values, in their order: each after its length.
#[derive(Debug, Clone, Default)]
pub struct PackedLines {
    blocks: Vec<Box<[u8]>>,
    /// What is not packed yet.
    open: Vec<u8>,
}

impl PackedLines {
    /// Adds a value as JSON.
    pub(crate) fn push(&mut self, value: &impl Serialize) {
        // Writing to memory cannot fail.
        self.write(|bytes| serde_json::to_writer(bytes, value).unwrap_or_default());
    }

    /// Adds what is written.
    pub(crate) fn write(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.open.len();
        self.open.extend([0; 4]);
        write(&mut self.open);
        let length = u32::try_from(self.open.len() - start - 4).unwrap_or_default();
        if let Some(written) = self.open.get_mut(start..start + 4) {
            written.copy_from_slice(&length.to_le_bytes());
        }
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

/// Reads what was written of one value after the other.
#[derive(Debug)]
pub(crate) struct PackedReader<'p> {
    packed: &'p PackedLines,
    next_block: usize,
    lines: Vec<u8>,
    at: usize,
}

impl PackedReader<'_> {
    /// What was written of the next value; nothing after the last.
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
        let rest = self.lines.get(self.at..).and_then(<[u8]>::split_first_chunk);
        let Some((length, rest)) = rest else { return &[] };
        let length = u32::from_le_bytes(*length) as usize;
        self.at += 4 + length;
        rest.get(..length).unwrap_or_default()
    }
}

/// Bytes in less memory.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn pack(text: &[u8]) -> Vec<u8> {
    lz4_flex::compress_prepend_size(text)
}

#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn unpack(packed: &[u8]) -> Vec<u8> {
    // What was packed here is whole.
    lz4_flex::decompress_size_prepended(packed).unwrap_or_default()
}

/// The module keeps records whole: it shows them.
#[cfg(target_arch = "wasm32")]
pub(crate) fn pack(text: &[u8]) -> Vec<u8> {
    text.to_vec()
}

#[cfg(target_arch = "wasm32")]
pub(crate) fn unpack(packed: &[u8]) -> Vec<u8> {
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
