//! Reads files and harvests them, as the reference does: no check, no trace of what went well, nothing written.
//!
//! Usage: `bare_harvest KIND FILE...`

use std::hint::black_box;

use avant_moisson::{Catalogue, Input, Options, date, model::Detail};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let kind = args.next().ok_or("usage: bare_harvest KIND FILE...")?.parse()?;
    let inputs: Result<Vec<_>, _> =
        args.map(|file| Ok::<_, std::io::Error>(Input::named(&file, std::fs::read(&file)?))).collect();
    let now = date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).map_err(|error| format!("{error:?}"))?;
    let site = Some("https://data.exemple.fr/".to_owned());
    let options = Options { kind: Some(kind), site, now, detail: Detail::Losses, ..Options::default() };
    // Left to the system at the end, as the command does.
    std::mem::forget(black_box(Catalogue::read(inputs?, options)));
    Ok(())
}
