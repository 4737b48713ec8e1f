//! Which data each function can read: the linker says it (`--emit-relocs`), since an address alone does not.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    ops::Range,
};

use anyhow::{Context, Result, bail};
use wasmparser::{
    CustomSectionReader, DataKind, KnownCustom, Linking, Name, Operator, Parser, Payload, RelocationType,
    SymbolInfo, TypeRef,
};

/// What moves is worth the few bytes that tell where it goes.
const WORTH: u32 = 24;

/// The constants and variables of a linked module, and who holds their addresses.
#[derive(Default)]
pub struct DataMap {
    pieces: Vec<Piece>,
    /// The pieces whose address each function holds, by its name.
    held: HashMap<String, BTreeSet<usize>>,
}

struct Piece {
    /// Its addresses.
    range: Range<u32>,
    /// The pieces whose address it holds.
    held: BTreeSet<usize>,
}

/// What of a linked module tells who holds what.
#[derive(Default)]
struct Linked<'m> {
    names: HashMap<u32, &'m str>,
    imported: u32,
    code_start: usize,
    bodies: Vec<Range<usize>>,
    data_start: usize,
    /// The address of each segment, and where its bytes stand in the module.
    segments: Vec<(u32, Range<usize>)>,
    /// The addresses of each symbol that is data.
    symbols: Vec<Option<Range<u32>>>,
    in_code: Vec<Reference>,
    in_data: Vec<Reference>,
}

/// A place that holds the address of a symbol: how far in its section, and which one.
struct Reference {
    offset: usize,
    symbol: usize,
}

impl DataMap {
    /// Reads what the linker wrote; nothing is known of a module without it.
    pub fn read(module: &[u8]) -> Result<Self> {
        let linked = Linked::read(module)?;
        let mut map = Self { pieces: pieces(&linked.symbols), held: HashMap::new() };
        for Reference { offset, symbol } in &linked.in_code {
            let at = linked.code_start + offset;
            let body = linked.bodies.partition_point(|body| body.start <= at).checked_sub(1);
            let index = body.context("an address before the first function")?;
            let index = linked.imported + u32::try_from(index)?;
            let name = linked.names.get(&index).context("a function without name")?;
            let piece = map.piece_of(&linked, *symbol);
            map.held.entry((*name).to_owned()).or_default().extend(piece);
        }
        for Reference { offset, symbol } in &linked.in_data {
            let at = linked.data_start + offset;
            let (start, bytes) = linked
                .segments
                .iter()
                .find(|(_, bytes)| bytes.contains(&at))
                .context("an address outside of the data")?;
            let piece = map.piece_of(&linked, *symbol);
            // What stands in no symbol stays where it is, and so does what it holds.
            match map.piece_at(start + u32::try_from(at - bytes.start)?) {
                Some(holder) => map.pieces[holder].held.extend(piece),
                None => map.held.entry(String::new()).or_default().extend(piece),
            }
        }
        Ok(map)
    }

    fn piece_at(&self, address: u32) -> Option<usize> {
        let index = self.pieces.partition_point(|piece| piece.range.start <= address).checked_sub(1)?;
        self.pieces[index].range.contains(&address).then_some(index)
    }

    fn piece_of(&self, linked: &Linked<'_>, symbol: usize) -> Option<usize> {
        self.piece_at(linked.symbols.get(symbol)?.as_ref()?.start)
    }

    /// The addresses that only functions with these names can read, by themselves or through other data.
    pub fn only_for(&self, functions: &HashSet<&str>) -> Vec<Range<u32>> {
        // A function that was given another name since then, or that is no more, counts among the others.
        let others = self.held.iter().filter(|(name, _)| !functions.contains(name.as_str()));
        let mut waiting: Vec<usize> = others.flat_map(|(_, held)| held).copied().collect();
        let mut reached = HashSet::new();
        while let Some(index) = waiting.pop() {
            if reached.insert(index) {
                waiting.extend(&self.pieces[index].held);
            }
        }
        let mut ranges: Vec<Range<u32>> = Vec::new();
        for (index, piece) in self.pieces.iter().enumerate().filter(|(index, _)| !reached.contains(index)) {
            let follows = index > 0 && !reached.contains(&(index - 1));
            match ranges.last_mut() {
                // What lies between the two aligns the second.
                Some(last) if follows => last.end = piece.range.end,
                _ => ranges.push(piece.range.clone()),
            }
        }
        ranges.retain(|range| range.end - range.start >= WORTH);
        ranges
    }
}

/// Symbols by their addresses; those that share some are one piece.
fn pieces(symbols: &[Option<Range<u32>>]) -> Vec<Piece> {
    let mut ranges: BTreeMap<u32, u32> = BTreeMap::new();
    for range in symbols.iter().flatten().filter(|range| !range.is_empty()) {
        let end = ranges.entry(range.start).or_insert(range.end);
        *end = range.end.max(*end);
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (start, end) in ranges {
        match pieces.last_mut() {
            Some(last) if start < last.range.end => last.range.end = last.range.end.max(end),
            _ => pieces.push(Piece { range: start..end, held: BTreeSet::new() }),
        }
    }
    pieces
}

impl<'m> Linked<'m> {
    fn read(module: &'m [u8]) -> Result<Self> {
        let mut linked = Self::default();
        // The symbols come before what refers to them, and after the data that they are in.
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        linked.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { range, .. } => linked.code_start = range.start,
                Payload::CodeSectionEntry(body) => linked.bodies.push(body.range()),
                Payload::DataSection(section) => {
                    linked.data_start = section.range().start;
                    for data in section {
                        let data = data?;
                        let DataKind::Active { offset_expr, .. } = data.kind else {
                            bail!("data without a known address");
                        };
                        let Operator::I32Const { value } = offset_expr.get_operators_reader().read()? else {
                            bail!("data without a constant address");
                        };
                        let bytes = data.range.end - data.data.len()..data.range.end;
                        linked.segments.push((value.cast_unsigned(), bytes));
                    }
                }
                Payload::CustomSection(section) => linked.read_custom(&section)?,
                _ => {}
            }
        }
        Ok(linked)
    }

    fn read_custom(&mut self, section: &CustomSectionReader<'m>) -> Result<()> {
        match section.as_known() {
            KnownCustom::Name(names) => {
                for name in names {
                    let Name::Function(map) = name? else { continue };
                    for naming in map {
                        let naming = naming?;
                        self.names.insert(naming.index, naming.name);
                    }
                }
            }
            KnownCustom::Linking(linking) => {
                for part in linking.subsections() {
                    let Linking::SymbolTable(table) = part? else { continue };
                    for symbol in table {
                        let range = match symbol? {
                            SymbolInfo::Data { symbol: Some(symbol), .. } => {
                                let (start, _) = self
                                    .segments
                                    .get(usize::try_from(symbol.index)?)
                                    .context("a symbol in no data")?;
                                Some(start + symbol.offset..start + symbol.offset + symbol.size)
                            }
                            _ => None,
                        };
                        self.symbols.push(range);
                    }
                }
            }
            KnownCustom::Reloc(relocations) => {
                let references = match section.name() {
                    "reloc.CODE" => &mut self.in_code,
                    "reloc.DATA" => &mut self.in_data,
                    _ => return Ok(()),
                };
                for entry in relocations.entries() {
                    let entry = entry?;
                    // Its index is that of a type.
                    if entry.ty == RelocationType::TypeIndexLeb {
                        continue;
                    }
                    let (offset, symbol) = (usize::try_from(entry.offset)?, usize::try_from(entry.index)?);
                    references.push(Reference { offset, symbol });
                }
            }
            _ => {}
        }
        Ok(())
    }
}
