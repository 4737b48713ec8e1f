//! Prints the triples of RDF documents, one line each, in the order of the graph: `tests/record/rdf.py`
//! prints rdflib's the same way.
//!
//! usage: `rdf_dump FORMAT FILE [FORMAT FILE…]`, where FORMAT is rdflib's name of the syntax.
//! Each document ends with a line `#` and either `ok` or the error.

#[path = "shared/ntriples.rs"]
mod ntriples;

use std::{
    env, fs,
    io::{self, BufWriter, Write},
    time::Instant,
};

use avant_moisson::internals::rdf::{self, RdfFormat};

use self::ntriples::{escaped, lines};

fn main() -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let arguments: Vec<String> = env::args().skip(1).collect();
    for pair in arguments.chunks_exact(2) {
        let (name, path) = (&pair[0], &pair[1]);
        let text = String::from_utf8_lossy(&fs::read(path)?).into_owned();
        let Some(format) = RdfFormat::named(name) else {
            writeln!(out, "# unknown format {name}")?;
            continue;
        };
        let start = Instant::now();
        match rdf::parse(&text, format, None) {
            Ok(graph) if env::var_os("RDF_TIME").is_some() => {
                let seconds = start.elapsed().as_secs_f64();
                let speed = text.len() as f64 / seconds / 1e6;
                writeln!(out, "{} triples in {seconds:.2} s, {speed:.0} MB/s", graph.len())?;
            }
            Ok(graph) => {
                for line in lines(&graph) {
                    writeln!(out, "{line}")?;
                }
                writeln!(out, "# ok")?;
            }
            Err(error) => {
                writeln!(out, "# {}", escaped(&error.message))?;
                writeln!(io::stderr(), "{path}: {} {} {:?}", error.found, error.advice, error.position)?;
            }
        }
    }
    Ok(())
}
