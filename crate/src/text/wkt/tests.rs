//! Geometries against a table recorded from geomet by `tests/record/spatial.py`.

use serde::Deserialize;

use super::*;
use crate::text::testing::{assert_agreement, table};

#[derive(Deserialize)]
struct Row {
    text: String,
    value: Option<String>,
    error: Option<String>,
    message: Option<String>,
}

/// As Python prints it. A token that is no number may be shown otherwise than Python cuts it.
fn shown(geometry: Result<WktGeometry, WktError>) -> (Option<String>, Option<String>, Option<String>) {
    let list = |items: Vec<String>| format!("[{}]", items.join(", "));
    let number = |number: &f64| format!("{number:?}").to_lowercase().replace("e", "e+").replace("e+-", "e-");
    let point = |point: &Vec<f64>| list(point.iter().map(number).collect());
    let ring = |ring: &Vec<Vec<f64>>| list(ring.iter().map(point).collect());
    let rings = |rings: &Rings| list(rings.iter().map(ring).collect());
    match geometry {
        Ok(WktGeometry::Polygon(polygon)) => (Some(format!("Polygon {}", rings(&polygon))), None, None),
        Ok(WktGeometry::MultiPolygon(polygons)) => {
            let polygons = list(polygons.iter().map(rings).collect());
            (Some(format!("MultiPolygon {polygons}")), None, None)
        }
        Ok(WktGeometry::Other(kind)) => (Some(kind.to_owned()), None, None),
        Err(WktError::Value(message)) => (None, Some("ValueError".into()), Some(without_token(&message))),
        Err(WktError::Other(message)) => (None, Some("other".into()), Some(message)),
    }
}

fn without_token(message: &str) -> String {
    let number = "could not convert string to float";
    if message.starts_with(number) { number.into() } else { message.into() }
}

/// `tests/record/spatial.py` asked geomet.
#[test]
fn texts_are_read_as_geomet_reads_them() {
    let rows: Vec<Row> = table("WKT_TABLE", include_str!("../../../../tests/fixtures/spatial/wkt.json"));
    let wrong: Vec<_> = rows
        .iter()
        .filter_map(|row| {
            let recorded = (row.value.clone(), row.error.clone(), row.message.as_deref().map(without_token));
            let ours = shown(parse(&row.text));
            (ours != recorded).then(|| format!("{:?}\n  {ours:?}\n  {recorded:?}", row.text))
        })
        .collect();
    assert_agreement("geometries", rows.len(), &wrong);
}

#[test]
fn depth_is_bounded() {
    let text = "GEOMETRYCOLLECTION(".repeat(100_000);
    assert_eq!(parse(&text), Err(WktError::Other("maximum recursion depth exceeded".into())));
}
