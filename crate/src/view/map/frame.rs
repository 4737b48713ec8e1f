//! Rectangles of the earth, and where they are drawn.

use super::outline::Point;

/// A rectangle of the earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct MapBounds {
    pub west: f64,
    pub south: f64,
    pub east: f64,
    pub north: f64,
}

impl MapBounds {
    /// Around these positions; those that are no numbers are left out.
    pub(super) fn of(points: impl Iterator<Item = Point>) -> Option<Self> {
        points.filter(|[x, y]| x.is_finite() && y.is_finite()).fold(None, |bounds, [x, y]| {
            let Self { west, south, east, north } =
                bounds.unwrap_or(Self { west: x, south: y, east: x, north: y });
            Some(Self { west: west.min(x), south: south.min(y), east: east.max(x), north: north.max(y) })
        })
    }

    pub(super) fn contains(&self, [x, y]: Point) -> bool {
        (self.west..=self.east).contains(&x) && (self.south..=self.north).contains(&y)
    }

    pub(super) fn meets(&self, other: &Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }

    pub(super) fn middle(&self) -> Point {
        [f64::midpoint(self.west, self.east), f64::midpoint(self.south, self.north)]
    }

    pub(super) fn width(&self) -> f64 {
        self.east - self.west
    }

    pub(super) fn height(&self) -> f64 {
        self.north - self.south
    }

    pub(super) fn widened(&self, degrees: f64) -> Self {
        Self {
            west: self.west - degrees,
            south: self.south - degrees,
            east: self.east + degrees,
            north: self.north + degrees,
        }
    }
}

/// A rectangle of the earth and the rectangle of the drawing that shows it, north up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    pub bounds: MapBounds,
    pub label: &'static str,
    /// Left, top, width and height in the drawing.
    pub place: [f64; 4],
    scale: [f64; 2],
    origin: Point,
}

impl Frame {
    /// The rectangle of the earth, as large as fits.
    pub(super) fn new(bounds: MapBounds, label: &'static str, place: [f64; 4]) -> Self {
        let squeeze = bounds.middle()[1].clamp(-80.0, 80.0).to_radians().cos();
        let [_, _, width, height] = place;
        let scale = (width / (bounds.width() * squeeze).max(1e-6)).min(height / bounds.height().max(1e-6));
        let [x, y] = bounds.middle();
        let origin = [width / 2.0 - x * scale * squeeze, height / 2.0 + y * scale];
        Self { bounds, label, place, scale: [scale * squeeze, scale], origin }
    }

    /// Where a position is, from the corner of the frame.
    pub(super) fn project(&self, [x, y]: Point) -> Point {
        [self.origin[0] + x * self.scale[0], self.origin[1] - y * self.scale[1]]
    }
}
