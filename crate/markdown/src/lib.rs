//! The reader of Markdown, apart from the module: it weighs a tenth of it, and the first screen shows no description.

#[path = "../../src/display/markdown/pack.rs"]
mod pack;
#[path = "../../src/display/markdown/reader.rs"]
mod reader;

use wasm_bindgen::prelude::wasm_bindgen;

/// The syntax tree of a text, packed for the module; nothing when the parser refuses it.
#[wasm_bindgen]
pub fn read(text: &str) -> Option<Vec<u8>> {
    reader::tree(text).map(|tree| pack::packed(&tree))
}
