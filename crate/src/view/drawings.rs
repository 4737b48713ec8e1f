//! Drawings: bars, the quality gauge, the spatial coverage. Each is written in words beside it.

use maud::{Markup, html};

use crate::model::spatial::MultiPolygon;

/// A bar of `n` out of `highest`.
pub fn bar(n: usize, highest: usize, good: bool) -> Markup {
    let width = if highest == 0 { 0.0 } else { n as f64 * 300.0 / highest as f64 };
    html! {
        svg.trait viewBox="0 0 300 14" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            rect.{ @if good { "trait-bon" } @else { "trait-moyen" } } x="0" y="0" width=(format!("{width:.1}")) height="14" {}
        }
    }
}

/// The gauge of quality: nine steps.
pub fn gauge(points: u8) -> Markup {
    html! {
        svg.jauge viewBox="0 0 180 12" aria-hidden="true" focusable="false" {
            @for step in 0..9_u8 {
                rect.{ @if step >= points { "pas-vide" } @else if points >= 6 { "pas-bon" } @else { "pas-moyen" } }
                    x=(u16::from(step) * 20) y="0" width="18" height="12" rx="2" {}
            }
        }
    }
}

/// West, south, east, north.
pub fn bounds(geometry: &MultiPolygon) -> Option<[f64; 4]> {
    let mut bounds: Option<[f64; 4]> = None;
    for [x, y] in geometry.coordinates.iter().flatten().flatten() {
        if !x.is_finite() || !y.is_finite() {
            continue;
        }
        let [west, south, east, north] = bounds.unwrap_or([*x, *y, *x, *y]);
        bounds = Some([west.min(*x), south.min(*y), east.max(*x), north.max(*y)]);
    }
    bounds
}

/// Positions drawn at most: beyond, the outline is thinned.
const POSITIONS_DRAWN: usize = 2000;

/// The outline of a geometry, north up, without any background map.
pub fn shape(geometry: &MultiPolygon) -> Markup {
    let Some([west, south, east, north]) = bounds(geometry) else { return html! {} };
    let squeeze = ((south + north) / 2.0).clamp(-80.0, 80.0).to_radians().cos();
    let (width, height) = (((east - west) * squeeze).max(1e-6), (north - south).max(1e-6));
    let scale = 180.0 / width.max(height);
    let margin = [(200.0 - width * scale) / 2.0, (200.0 - height * scale) / 2.0];
    let count: usize = geometry.coordinates.iter().flatten().map(Vec::len).sum();
    let step = count.div_ceil(POSITIONS_DRAWN).max(1);
    let mut path = String::new();
    for ring in geometry.coordinates.iter().flatten() {
        let mut command = 'M';
        for [x, y] in ring.iter().step_by(step) {
            if x.is_finite() && y.is_finite() {
                let px = margin[0] + (x - west) * squeeze * scale;
                let py = margin[1] + (north - y) * scale;
                path.push_str(&format!("{command}{px:.1} {py:.1}"));
                command = 'L';
            }
        }
        if command == 'L' {
            path.push('Z');
        }
    }
    html! {
        svg.contour viewBox="0 0 200 200" aria-hidden="true" focusable="false" {
            path d=(path) fill-rule="evenodd" {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon {
        let ring = vec![[west, south], [east, south], [east, north], [west, north], [west, south]];
        MultiPolygon { coordinates: vec![vec![ring]], beyond: None }
    }

    #[test]
    fn bounds_skip_what_is_not_a_position() {
        let mut geometry = square(-1.0, 47.0, 0.0, 48.0);
        geometry.coordinates[0][0].push([f64::NAN, 1.0]);
        assert_eq!(bounds(&geometry), Some([-1.0, 47.0, 0.0, 48.0]));
        assert_eq!(bounds(&MultiPolygon { coordinates: Vec::new(), beyond: None }), None);
    }

    #[test]
    fn a_shape_stays_in_its_frame() {
        for geometry in [square(-180.0, -90.0, 180.0, 90.0), square(2.0, 48.0, 2.0, 48.0)] {
            let svg = shape(&geometry).into_string();
            assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
            let path = svg.split("d=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a path");
            for number in path.split(['M', 'L', 'Z', ' ']).filter(|text| !text.is_empty()) {
                let number: f64 = number.parse().expect("a number");
                assert!((0.0..=200.0).contains(&number), "{number} in {path}");
            }
        }
    }
}
