//! Reads a file and parses it without harvesting, to compare the whole pipeline with: `bare_parse KIND FILE...`.

use avant_moisson::{Kind, source::rdf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let kind: Kind = args.next().ok_or("usage: bare_parse KIND FILE...")?.parse()?;
    for file in args {
        let text = std::fs::read_to_string(&file)?;
        match kind {
            Kind::Ods | Kind::Ckan | Kind::Dkan => {
                let value: serde_json::Value = serde_json::from_str(&text)?;
                std::hint::black_box(&value);
            }
            Kind::Dcat => {
                let format = rdf::sniff(&text).ok_or("not RDF")?;
                let graph = rdf::parse(&text, format, None).map_err(|error| error.message)?;
                std::hint::black_box(&graph);
            }
            Kind::CswDcat | Kind::CswIso19139 => {
                let mut reader = quick_xml::Reader::from_str(&text);
                loop {
                    if matches!(std::hint::black_box(reader.read_event()?), quick_xml::events::Event::Eof) {
                        break;
                    }
                }
            }
        }
    }
    Ok(())
}
