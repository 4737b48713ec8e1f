//! `bindgen MODULE.wasm FOLDER`: writes the JavaScript glue and the final module into FOLDER.
//! `bindgen --instrument MODULE.wasm TARGET.wasm`: a module whose functions tell that they are called.
//! `bindgen --split MODULE.wasm CALLED REST.wasm LINKED.wasm`: leaves in MODULE.wasm what CALLED lists, and writes the others in
//! REST.wasm; LINKED.wasm is the module as the linker wrote it.
mod data;
mod split;

use std::fs;

use anyhow::{Context, Result, bail};

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--instrument", module, target] => fs::write(target, split::instrument(&fs::read(module)?)?)?,
        ["--split", module, called, target, linked] => {
            let data = data::DataMap::read(&fs::read(linked)?)?;
            let called = fs::read_to_string(called)?;
            let called =
                called.lines().map(str::parse).collect::<Result<_, _>>().context("a number a line")?;
            let (first, rest) = split::split(&fs::read(module)?, &called, &data)?;
            fs::write(module, first)?;
            fs::write(target, rest)?;
        }
        [module, folder] => {
            let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
            bindgen
                .input_path(module)
                .web(true)?
                .typescript(true)
                .omit_default_module_path(false)
                // As the linker knows them, for what splits the module.
                .demangle(false);
            bindgen.generate(folder)?;
        }
        _ => bail!("usage: bindgen [--instrument | --split] MODULE.wasm …"),
    }
    Ok(())
}
