//! How long the checks of a catalogue take, beside its harvest.
#![allow(clippy::expect_used)]

use std::time::Instant;

use avant_moisson::{Catalogue, Input, Options, check::Report};

fn main() {
    for name in std::env::args().skip(1) {
        let bytes = std::fs::read(&name).expect("a readable file");
        let start = Instant::now();
        let catalogue = Catalogue::read(vec![Input::named(&name, bytes)], Options::default());
        let harvested = start.elapsed();
        let report = Report::of(&catalogue);
        let checked = start.elapsed() - harvested;
        println!(
            "{} records, {} findings: harvest {} ms, checks {} ms",
            catalogue.job.items.len(),
            report.findings().count(),
            harvested.as_millis(),
            checked.as_millis(),
        );
    }
}
