//! Reads files and parses them without harvesting, with the parser that the harvest uses: `bare_parse KIND FILE...`.

use avant_moisson::{
    Kind,
    internals::{Json, XmlTree, rdf},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let kind: Kind = args.next().ok_or("usage: bare_parse KIND FILE...")?.parse()?;
    for file in args {
        let text = std::fs::read_to_string(&file)?;
        match kind {
            Kind::Ckan | Kind::Dkan | Kind::Ods => {
                let value = Json::parse(&text).map_err(|error| error.message(&text))?;
                std::mem::forget(std::hint::black_box(value));
            }
            Kind::Dcat => {
                let format = rdf::sniff(&text).ok_or("not RDF")?;
                let graph = rdf::parse(&text, format, None).map_err(|error| error.message)?;
                std::mem::forget(std::hint::black_box(graph));
            }
            Kind::CswDcat | Kind::CswIso19139 => {
                let tree = XmlTree::read(&text).map_err(|error| error.to_string())?;
                std::hint::black_box(&tree);
            }
        }
    }
    Ok(())
}
