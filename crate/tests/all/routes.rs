//! The ways of one portal, from its own answers: a CKAN and its DCAT, a GeoNetwork in three ways.

use std::{fs, path::Path};

use avant_moisson::{
    Input, Kind, Options, date, preview,
    routes::{Reason, RouteEffect, Way, recommended},
    view,
};

fn way(kind: Kind, geodcatap: bool, file: &str) -> Way {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/routes").join(file);
    let options = Options {
        kind: Some(kind),
        geodcatap,
        site: Some("https://ckan.exemple.fr/".to_owned()),
        now: date::parse("2026-11-01", date::DateTime::UNIX_EPOCH).expect("a date"),
        ..Options::default()
    };
    let read = fs::read(path).expect("a fixture");
    Way::of(&preview(vec![Input::named(file, read)], options), file)
}

fn change_of(switch: &avant_moisson::routes::Switch, what: &str) -> (RouteEffect, usize) {
    switch.lines.iter().find(|line| line.what == what).map(|line| (line.change, line.records)).expect(what)
}

#[test]
fn a_ckan_and_its_dcat() {
    let ways = [way(Kind::Ckan, false, "ckan.json"), way(Kind::Dcat, false, "ckan.rdf")];
    println!("{}", view::routes::text(&ways));
    // A point fails a record of CKAN, and is left out in DCAT.
    assert_eq!(ways.each_ref().map(|way| way.totals.tally.published()), [2, 3]);
    let switch = ways[0].switch(&ways[1]);
    assert_eq!((switch.kept, switch.renamed.len(), switch.gone.len()), (2, 0, 0));
    assert_eq!(switch.arrived, ["Fontaines"]);
    assert_eq!(change_of(&switch, "Contacts et attributions").0, RouteEffect::Gained);
    let (best, reasons) = recommended(&ways).expect("a way");
    assert_eq!(ways[best].kind, Some(Kind::Dcat));
    assert!(reasons.contains(&Reason::Records(1)), "{reasons:?}");
}

#[test]
fn a_geonetwork_in_three_ways() {
    let ways = [
        way(Kind::CswIso19139, false, "geonetwork-iso.xml"),
        way(Kind::CswDcat, false, "geonetwork-dcat.xml"),
        way(Kind::CswDcat, true, "geonetwork-geodcat.xml"),
    ];
    println!("{}", view::routes::text(&ways));
    assert_eq!(ways.each_ref().map(|way| way.totals.tally.published()), [1, 1, 1]);
    let plain = ways[0].switch(&ways[1]);
    assert_eq!(change_of(&plain, "Fréquence"), (RouteEffect::Lost, 1));
    assert_eq!(change_of(&plain, "Couverture spatiale"), (RouteEffect::Lost, 1));
    // The same record under another identifier: data.gouv.fr would make a second page.
    let pairs: Vec<usize> = [&ways[1], &ways[2]].map(|way| ways[0].switch(way).renamed.len()).into();
    assert!(pairs.contains(&1), "{pairs:?}");
    let told: serde_json::Value = serde_json::from_slice(&view::routes::json(&ways)).expect("JSON");
    assert_eq!(told[0]["kind"], "csw-iso-19139");
    assert_eq!(
        told.as_array().map(|all| all.iter().filter(|way| way["recommended"] == true).count()),
        Some(1)
    );
    assert_eq!(told[1]["from_first"]["fields"][4]["change"], "lost");
}

#[test]
fn without_a_way_that_gives_something_nothing_is_recommended() {
    let silent = Way::silent(Some(Kind::Dcat), false, "https://a.fr/", "ne répond pas");
    assert!(recommended(&[silent]).is_none());
    let alone = way(Kind::Ckan, false, "ckan.json");
    assert_eq!(recommended(&[alone]).map(|(_, reasons)| reasons), Some(vec![Reason::Only]));
}
