//! Cuts a module in two: what was called while its profile was taken, and the rest, which is loaded with the first call that
//! needs it. Both share the memory, the table and the globals of the first part.
//!
//! A function of the rest that the first part can reach is, there, a gate: it asks the host for the rest once, then calls the
//! table, where the rest has put itself. Data that no function of the first part can read comes with the rest.

use std::{collections::HashSet, ops::Range};

use anyhow::{Context, Result, bail};
use walrus::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind,
    GlobalId, GlobalKind, ImportedFunction, Module, ModuleConfig, TableId, ValType,
    ir::{self, Visitor},
};

use crate::data::DataMap;

/// What the rest imports: the exports of the first part.
const FIRST: &str = "first";
/// What the first part imports: the host's way to load the rest.
const REST: &str = "rest";

/// A module as it will be written: without the names of its functions, nor what its linker told.
fn read(bytes: &[u8]) -> Result<Module> {
    let mut module =
        ModuleConfig::new().generate_producers_section(false).generate_name_section(false).parse(bytes)?;
    for section in ["linking", "reloc.CODE", "reloc.DATA"] {
        module.customs.remove_raw(section);
    }
    Ok(module)
}

/// Makes each function tell the host, by `rest.called`, that it was called.
pub fn instrument(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut module = read(bytes)?;
    let ty = module.types.add(&[ValType::I32], &[]);
    let (called, _) = module.add_import_func(REST, "called", ty);
    for (id, function) in module.funcs.iter_local_mut() {
        let entry = function.entry_block();
        let index = i32::try_from(id.index())?;
        function.builder_mut().instr_seq(entry).call_at(0, called).const_at(0, ir::Value::I32(index));
    }
    Ok(module.emit_wasm())
}

/// The two parts of a module: `called` holds what its instrumented form told, `data` what the linker told of its functions, by
/// the names that they still have.
pub fn split(bytes: &[u8], called: &HashSet<usize>, data: &DataMap) -> Result<(Vec<u8>, Vec<u8>)> {
    let whole = read(bytes)?;
    let (first, moved): (Vec<_>, Vec<_>) =
        whole.funcs.iter().partition(|function| called.contains(&function.id().index()));
    let first: HashSet<_> = first.iter().map(|function| &function.name).collect();
    let names = moved.iter().map(|function| &function.name).filter(|name| !first.contains(name));
    let later = data.only_for(&names.flatten().map(String::as_str).collect());
    Ok((first_part(read(bytes)?, called, &later)?, rest(whole, called, &later)?))
}

/// Who stands where. Each part is made from the whole, and has its own: an index is the same in both, an identifier is not.
struct Cut {
    table: TableId,
    /// The functions that only the rest has and that the first part reaches, with the place of each in the table.
    gates: Vec<(FunctionId, u64)>,
    /// The functions of the first part that the rest calls.
    shared: Vec<FunctionId>,
    /// Every place of the table that the rest fills.
    slots: Vec<(u64, FunctionId)>,
}

impl Cut {
    fn new(whole: &Module, called: &HashSet<usize>) -> Result<Self> {
        let table = whole.tables.main_function_table()?.context("no table of functions")?;
        let moved: HashSet<FunctionId> =
            whole.funcs.iter_local().map(|(id, _)| id).filter(|id| !called.contains(&id.index())).collect();
        let listed = listed(whole)?;
        let mut reached: HashSet<FunctionId> = listed.iter().map(|(_, id)| *id).collect();
        reached.extend(whole.exports.iter().filter_map(|export| match export.item {
            ExportItem::Function(id) => Some(id),
            _ => None,
        }));
        let mut shared = HashSet::new();
        for (id, function) in whole.funcs.iter_local() {
            let mut calls = Calls::default();
            ir::dfs_in_order(&mut calls, function, function.entry_block());
            if moved.contains(&id) { shared.extend(calls.0) } else { reached.extend(calls.0) }
        }
        // By the order of the module, so that the same sources give the same bytes.
        let ordered = |ids: &HashSet<FunctionId>, wanted: &dyn Fn(&FunctionId) -> bool| -> Vec<FunctionId> {
            whole
                .funcs
                .iter()
                .map(|function| function.id())
                .filter(|id| ids.contains(id) && wanted(id))
                .collect()
        };
        let shared = ordered(&shared, &|id| !moved.contains(id));
        let mut slots: Vec<(u64, FunctionId)> =
            listed.into_iter().filter(|(_, id)| moved.contains(id)).collect();
        let mut end = whole.tables.get(table).initial;
        let mut gates = Vec::new();
        for id in ordered(&reached, &|id| moved.contains(id)) {
            let slot = match slots.iter().find(|(_, listed)| *listed == id) {
                Some((slot, _)) => *slot,
                None => {
                    slots.push((end, id));
                    end += 1;
                    end - 1
                }
            };
            gates.push((id, slot));
        }
        slots.sort_by_key(|(slot, _)| *slot);
        Ok(Self { table, gates, shared, slots })
    }
}

/// The functions that one calls, or takes the address of.
#[derive(Default)]
struct Calls(HashSet<FunctionId>);

impl<'instr> Visitor<'instr> for Calls {
    fn visit_function_id(&mut self, function: &FunctionId) {
        self.0.insert(*function);
    }
}

/// What the table holds from the start, with its place.
fn listed(module: &Module) -> Result<Vec<(u64, FunctionId)>> {
    let mut listed = Vec::new();
    for element in module.elements.iter() {
        let (
            ElementKind::Active { offset: ConstExpr::Value(ir::Value::I32(offset)), .. },
            ElementItems::Functions(ids),
        ) = (&element.kind, &element.items)
        else {
            bail!("a part of the table that is not a list of functions at a known place");
        };
        listed.extend((u64::from(offset.cast_unsigned())..).zip(ids.iter().copied()));
    }
    Ok(listed)
}

/// The globals that both parts use: all of the module, which are few.
fn globals(module: &Module) -> Vec<GlobalId> {
    module.globals.iter().map(walrus::Global::id).collect()
}

/// Leaves room in the table for what the rest puts there.
fn lengthen(module: &mut Module, cut: &Cut) {
    let table = module.tables.get_mut(cut.table);
    table.initial = table.initial.max(cut.slots.last().map_or(0, |(slot, _)| slot + 1));
    table.maximum = table.maximum.map(|maximum| maximum.max(table.initial));
}

/// Takes the data out of a module: its addresses and its bytes, in the order of addresses, cut where `later` starts and ends.
fn take_data(module: &mut Module, later: &[Range<u32>]) -> Result<Vec<(Range<u32>, Vec<u8>)>> {
    let mut pieces = Vec::new();
    for id in module.data.iter().map(walrus::Data::id).collect::<Vec<_>>() {
        let data = module.data.get(id);
        let DataKind::Active { offset: ConstExpr::Value(ir::Value::I32(start)), .. } = data.kind else {
            bail!("data without a known address");
        };
        let (mut start, mut bytes) = (start.cast_unsigned(), data.value.clone());
        let end = start + u32::try_from(bytes.len())?;
        for cut in later.iter().flat_map(|range| [range.start, range.end]).chain([end]) {
            if (start + 1..=end).contains(&cut) {
                let rest = bytes.split_off(usize::try_from(cut - start)?);
                pieces.push((start..cut, std::mem::replace(&mut bytes, rest)));
                start = cut;
            }
        }
        module.data.delete(id);
    }
    let memory = module.get_memory_id()?;
    module.memories.get_mut(memory).data_segments.clear();
    Ok(pieces)
}

/// Puts data in place, but for zeros: memory is made of them.
fn put_data(module: &mut Module, pieces: Vec<(Range<u32>, Vec<u8>)>) -> Result<()> {
    let memory = module.get_memory_id()?;
    for (range, bytes) in pieces.into_iter().filter(|(_, bytes)| bytes.iter().any(|byte| *byte != 0)) {
        let offset = ConstExpr::Value(ir::Value::I32(range.start.cast_signed()));
        let data = module.data.add(DataKind::Active { memory, offset }, bytes);
        module.memories.get_mut(memory).data_segments.insert(data);
    }
    Ok(())
}

/// Whether data comes with the rest.
fn comes_later(later: &[Range<u32>], piece: &Range<u32>) -> bool {
    later.iter().any(|range| range.contains(&piece.start))
}

fn first_part(mut module: Module, called: &HashSet<usize>, later: &[Range<u32>]) -> Result<Vec<u8>> {
    let cut = Cut::new(&module, called)?;
    let mut data = take_data(&mut module, later)?;
    data.retain(|(range, _)| !comes_later(later, range));
    put_data(&mut module, data)?;
    for id in globals(&module) {
        module.exports.add(&format!("g{}", id.index()), id);
    }
    for table in module.tables.iter().map(walrus::Table::id).collect::<Vec<_>>() {
        module.exports.add(&format!("t{}", table.index()), table);
    }
    let memory = module.get_memory_id()?;
    module.exports.add("m", memory);
    for id in &cut.shared {
        module.exports.add(&format!("f{}", id.index()), *id);
    }
    let is_there = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(ir::Value::I32(0)));
    module.exports.add("there", is_there);
    let ty = module.types.add(&[], &[]);
    let (load, _) = module.add_import_func(REST, "load", ty);
    lengthen(&mut module, &cut);
    for (id, slot) in &cut.gates {
        let ty = module.funcs.get(*id).ty();
        let (params, results) = module.types.params_results(ty);
        let (params, results) = (params.to_vec(), results.to_vec());
        let args: Vec<_> = params.iter().map(|ty| module.locals.add(*ty)).collect();
        let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
        let mut body = builder.func_body();
        body.global_get(is_there).unop(ir::UnaryOp::I32Eqz).if_else(
            None,
            |then| {
                then.call(load);
            },
            |_| {},
        );
        for arg in &args {
            body.local_get(*arg);
        }
        body.i32_const(i32::try_from(*slot)?).call_indirect(ty, cut.table);
        module.funcs.get_mut(*id).kind = FunctionKind::Local(builder.local_func(args));
    }
    walrus::passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}

fn rest(mut module: Module, called: &HashSet<usize>, later: &[Range<u32>]) -> Result<Vec<u8>> {
    let cut = Cut::new(&module, called)?;
    for export in module.exports.iter().map(walrus::Export::id).collect::<Vec<_>>() {
        module.exports.delete(export);
    }
    module.start = None;
    for element in module.elements.iter().map(walrus::Element::id).collect::<Vec<_>>() {
        module.elements.delete(element);
    }
    let mut data = take_data(&mut module, later)?;
    data.retain(|(range, _)| comes_later(later, range));
    for id in globals(&module) {
        let import = module.imports.add(FIRST, &format!("g{}", id.index()), id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
    for id in module.tables.iter().map(walrus::Table::id).collect::<Vec<_>>() {
        let import = module.imports.add(FIRST, &format!("t{}", id.index()), id);
        let table = module.tables.get_mut(id);
        table.import = Some(import);
        table.elem_segments.clear();
    }
    lengthen(&mut module, &cut);
    let memory = module.get_memory_id()?;
    let import = module.imports.add(FIRST, "m", memory);
    module.memories.get_mut(memory).import = Some(import);
    put_data(&mut module, data)?;
    for id in &cut.shared {
        let ty = module.funcs.get(*id).ty();
        if matches!(module.funcs.get(*id).kind, FunctionKind::Local(_)) {
            let import = module.imports.add(FIRST, &format!("f{}", id.index()), *id);
            module.funcs.get_mut(*id).kind = FunctionKind::Import(ImportedFunction { import, ty });
        }
    }
    let mut slots = cut.slots.iter().peekable();
    while let Some((start, id)) = slots.next() {
        let mut ids = vec![*id];
        while let Some((_, next)) = slots.next_if(|(slot, _)| *slot == start + ids.len() as u64) {
            ids.push(*next);
        }
        let offset = ConstExpr::Value(ir::Value::I32(i32::try_from(*start)?));
        let kind = ElementKind::Active { table: cut.table, offset };
        let element = module.elements.add(kind, ElementItems::Functions(ids));
        module.tables.get_mut(cut.table).elem_segments.insert(element);
    }
    let (is_there, _) = module.add_import_global(FIRST, "there", ValType::I32, true, false);
    let mut start = FunctionBuilder::new(&mut module.types, &[], &[]);
    start.func_body().i32_const(1).global_set(is_there);
    let start = start.finish(Vec::new(), &mut module.funcs);
    module.start = Some(start);
    walrus::passes::gc::run(&mut module);
    Ok(module.emit_wasm())
}
