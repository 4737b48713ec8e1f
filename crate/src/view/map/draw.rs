//! The drawing: metropolitan France, overseas territories in frames of their own, a zoom on what would be a dot, and
//! the world where something falls outside.

use std::fmt::Write;

use maud::{Markup, html};
use rustc_hash::FxHashMap;

use super::{
    super::format::{count, number},
    frame::{Frame, MapBounds},
    outline::{Outline, Point, Ring},
    place::Extent,
};
use crate::{check::RecordState, text::order};

/// Shapes drawn in one frame; beyond, the smallest are left out, and said.
const SHAPES: usize = 500;
/// Footprints smaller than that, in units of the drawing, are dots.
const DOT: f64 = 4.0;
/// The width of the drawing, the height of metropolitan France, and the side of overseas frames.
const WIDTH: f64 = 380.0;
const MAINLAND: f64 = 340.0;
const SIDE: f64 = 70.0;

const METROPOLE: MapBounds = MapBounds { west: -5.6, south: 41.2, east: 9.9, north: 51.3 };
const WORLD: MapBounds = MapBounds { west: -180.0, south: -60.0, east: 180.0, north: 84.0 };

/// Overseas frames by the code of their territory; the first five are always drawn beside metropolitan France.
const OVERSEAS: [(&str, &str); 11] = [
    ("971", "Guadeloupe"),
    ("972", "Martinique"),
    ("973", "Guyane"),
    ("974", "La Réunion"),
    ("976", "Mayotte"),
    ("975", "St-Pierre"),
    ("977", "St-Barth."),
    ("978", "St-Martin"),
    ("986", "Wallis"),
    ("987", "Polynésie"),
    ("988", "N.-Calédonie"),
];
const ALWAYS: usize = 5;

/// The whole drawing.
pub(super) fn drawing(outline: &Outline, extents: &[(RecordState, Extent)], label: &str) -> Markup {
    let frames = frames(outline, extents);
    let bottom = frames.iter().map(|f| f.place[1] + f.place[3]).fold(0.0, f64::max);
    html! {
        svg.carte-france viewBox=(format!("0 0 {WIDTH} {bottom}")) role="img" aria-label=(label) {
            @for frame in &frames { (framed(outline, frame, extents)) }
        }
    }
}

fn frames(outline: &Outline, extents: &[(RecordState, Extent)]) -> Vec<Frame> {
    let hit = |bounds: &MapBounds| extents.iter().any(|(_, extent)| extent.bounds.meets(bounds));
    let overseas: Vec<(MapBounds, &'static str)> = OVERSEAS
        .iter()
        .enumerate()
        .filter_map(|(rank, (code, label))| {
            let territory = outline.territories.iter().find(|t| t.code == *code)?;
            let bounds = territory.bounds.widened(territory.bounds.height().max(0.1) * 0.15);
            (rank < ALWAYS || hit(&bounds)).then_some((bounds, *label))
        })
        .collect();
    let mut frames = vec![Frame::new(METROPOLE, "", [0.0, 0.0, WIDTH, MAINLAND])];
    let gap = (WIDTH - SIDE * ALWAYS as f64) / (ALWAYS - 1) as f64;
    for (index, (bounds, label)) in overseas.iter().enumerate() {
        let (column, row) = ((index % ALWAYS) as f64, (index / ALWAYS) as f64);
        let place = [column * (SIDE + gap), MAINLAND + 8.0 + row * (SIDE + 8.0), SIDE, SIDE];
        frames.push(Frame::new(*bounds, label, place));
    }
    let bottom = frames.iter().map(|f| f.place[1] + f.place[3]).fold(0.0, f64::max) + 8.0;
    let known: Vec<MapBounds> = frames.iter().map(|frame| frame.bounds).collect();
    let shown = |bounds: &MapBounds| {
        known.iter().any(|known| {
            known.contains([bounds.west, bounds.south]) && known.contains([bounds.east, bounds.north])
        })
    };
    if let [(_, one)] = extents
        && let Some(zoom) = zoom(&one.bounds, &known)
    {
        frames.push(Frame::new(zoom, "De plus près", [0.0, bottom, WIDTH, 200.0]));
    } else if !extents.iter().all(|(_, extent)| shown(&extent.bounds)) {
        frames.push(Frame::new(WORLD, "", [0.0, bottom, WIDTH, 190.0]));
    }
    frames
}

/// Around a footprint that would be a dot.
fn zoom(bounds: &MapBounds, known: &[MapBounds]) -> Option<MapBounds> {
    let inside = known.iter().find(|known| known.contains(bounds.middle()))?;
    let size = bounds.width().max(bounds.height());
    (size < inside.height() / 12.0).then(|| bounds.widened((size * 1.5).max(inside.height() / 24.0)))
}

fn framed(outline: &Outline, frame: &Frame, extents: &[(RecordState, Extent)]) -> Markup {
    let [x, y, width, height] = frame.place.map(|n| format!("{n:.0}"));
    let is_world = frame.bounds == WORLD;
    let land: Vec<&Ring> = if is_world {
        outline.world.iter().collect()
    } else {
        let near = outline.territories.iter().filter(|t| t.bounds.meets(&frame.bounds));
        near.flat_map(|territory| &territory.rings).collect()
    };
    let mut coast = String::new();
    for ring in land {
        draw(&mut coast, frame, ring);
    }
    html! {
        svg x=(x) y=(y) width=(width) height=(height) {
            rect.carte-mer width=(width) height=(height) rx="6" {}
            path.carte-terre d=(coast) {}
            (shapes(frame, extents))
            @if !frame.label.is_empty() { text.carte-nom x="6" y=(format!("{:.0}", frame.place[3] - 6.0)) { (frame.label) } }
        }
    }
}

/// Footprints of one frame: the largest below, equal ones once.
fn shapes(frame: &Frame, extents: &[(RecordState, Extent)]) -> Markup {
    let mut drawn: FxHashMap<(RecordState, String), (f64, usize)> = FxHashMap::default();
    for (state, extent) in extents.iter().filter(|(_, extent)| extent.bounds.meets(&frame.bounds)) {
        let ([left, bottom], [right, top]) = (
            frame.project([extent.bounds.west, extent.bounds.south]),
            frame.project([extent.bounds.east, extent.bounds.north]),
        );
        let size = (right - left).max(bottom - top);
        let mut path = String::new();
        if size < DOT {
            dot(&mut path, frame.project(extent.bounds.middle()));
        } else {
            extent.rings.iter().for_each(|ring| draw(&mut path, frame, ring));
        }
        let known = drawn.entry((*state, path)).or_insert((size, 0));
        known.1 += 1;
    }
    let mut drawn: Vec<_> = drawn.into_iter().collect();
    // Down to the state: the order of the map is not the same in the module and in the command.
    order::by(&mut drawn, |(a, (x, _)), (b, (y, _))| {
        y.total_cmp(x).then_with(|| a.1.cmp(&b.1)).then_with(|| b.0.cmp(&a.0))
    });
    let hidden: usize = drawn.iter().skip(SHAPES).map(|(_, (_, n))| n).sum();
    html! {
        @for ((state, path), (_, n)) in drawn.into_iter().take(SHAPES) {
            path.carte-emprise.{ "carte-" (state.id()) } d=(path) {
                title { (count(n, "fiche", "fiches")) }
            }
        }
        @if hidden > 0 { text.carte-nom x="6" y="14" { "+ " (number(hidden)) } }
    }
}

/// A closed line; what is far outside stays just outside.
fn draw(path: &mut String, frame: &Frame, ring: &[Point]) {
    let [_, _, width, height] = frame.place;
    let mut last: Option<[i64; 2]> = None;
    for point in ring {
        let [x, y] = frame.project(*point);
        let at = [x.clamp(-width, 2.0 * width).round() as i64, y.clamp(-height, 2.0 * height).round() as i64];
        match last {
            None => drop(write!(path, "M{} {}l", at[0], at[1])),
            Some(last) if last == at => {}
            Some([px, py]) => drop(write!(path, "{} {} ", at[0] - px, at[1] - py)),
        }
        last = Some(at);
    }
    if last.is_some() {
        path.truncate(path.trim_end_matches([' ', 'l']).len());
        path.push('z');
    }
}

fn dot(path: &mut String, [x, y]: Point) {
    let _ = write!(path, "M{x:.0} {y:.0}m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0z");
}

#[cfg(test)]
mod tests {
    use super::{super::outline::outline, *};
    use crate::model::spatial::MultiPolygon;

    fn drawn(squares: &[[f64; 4]]) -> String {
        let extents: Vec<_> = squares
            .iter()
            .map(|&[west, south, east, north]| {
                let ring = vec![[west, south], [east, south], [east, north], [west, north], [west, south]];
                let geometry = MultiPolygon { coordinates: vec![vec![ring]], beyond: None };
                (RecordState::Ready, Extent::of(&geometry).expect("positions"))
            })
            .collect();
        drawing(outline().expect("shipped"), &extents, "Carte").into_string()
    }

    #[test]
    fn the_world_is_drawn_only_where_something_falls_outside() {
        let frames = |squares: &[[f64; 4]]| drawn(squares).matches("carte-terre").count();
        assert_eq!(frames(&[[-1.0, 44.0, 2.0, 47.0]]), 6);
        assert_eq!(frames(&[[-1.0, 44.0, 2.0, 47.0], [-75.0, 40.0, -74.0, 41.0]]), 7);
        assert_eq!(frames(&[[164.0, -22.0, 166.0, -21.0], [1.0, 44.0, 4.0, 47.0]]), 7);
        assert_eq!(frames(&[[-0.6, 44.8, -0.5, 44.9]]), 7, "a zoom");
    }

    #[test]
    fn a_map_is_light_whatever_its_footprints() {
        let squares: Vec<_> = (0..3000)
            .map(|n| {
                let (x, y) = (f64::from(n % 60) * 0.2 - 4.0, f64::from(n / 60) * 0.15 + 42.0);
                [x, y, x + 0.5, y + 0.4]
            })
            .collect();
        let svg = drawn(&squares);
        assert!(svg.len() < 150_000, "{}", svg.len());
        assert!(!svg.contains("NaN") && !svg.contains("inf"));
        assert_eq!(drawn(&vec![[1.0, 44.0, 4.0, 47.0]; 3000]).matches("carte-emprise").count(), 1);
    }
}
