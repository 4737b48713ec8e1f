//! Where a footprint is, and how a sentence says it.

use super::{
    super::format::join,
    frame::MapBounds,
    outline::{Outline, Point, Ring, Territory, TerritoryName, is_inside},
};
use crate::model::spatial::MultiPolygon;

/// Positions looked at in one footprint; beyond, its line is thinned.
const LOOKED_AT: usize = 400;
/// Names listed in a sentence; beyond, they are counted.
const LISTED: usize = 3;
/// « Au large de… » goes as far as that, in degrees.
const OFFSHORE: f64 = 4.0;
/// The share of a territory that is enough to say that it is covered.
const COVERED: f64 = 0.85;
/// The share that is enough to say that it is touched.
const TOUCHED: f64 = 0.04;

/// A footprint, as far as it is looked at.
#[derive(Debug)]
pub(super) struct Extent {
    pub bounds: MapBounds,
    /// Outer lines, thinned.
    pub rings: Vec<Ring>,
}

impl Extent {
    /// Nothing when no position is one.
    pub(super) fn of(geometry: &MultiPolygon) -> Option<Self> {
        let outer = || geometry.coordinates.iter().filter_map(|polygon| polygon.first());
        let bounds = MapBounds::of(outer().flatten().copied())?;
        let step = outer().map(Vec::len).sum::<usize>().div_ceil(LOOKED_AT).max(1);
        let thinned = outer().map(|ring| {
            let step = if ring.len() < 12 { 1 } else { step };
            let finite = ring.iter().filter(|[x, y]| x.is_finite() && y.is_finite());
            finite.step_by(step).copied().collect::<Ring>()
        });
        Some(Self { bounds, rings: thinned.filter(|ring| !ring.is_empty()).take(LOOKED_AT).collect() })
    }

    fn contains(&self, point: Point) -> bool {
        self.bounds.contains(point) && self.rings.iter().any(|ring| is_inside(ring, point))
    }

    /// Which part of a territory it covers.
    fn share(&self, territory: &Territory) -> f64 {
        if !self.bounds.meets(&territory.bounds) {
            return 0.0;
        }
        let covered = territory.inner.iter().filter(|point| self.contains(**point)).count();
        covered as f64 / territory.inner.len().max(1) as f64
    }

    /// Whether some of it is in a territory that is larger, or beside.
    fn is_in(&self, territory: &Territory) -> bool {
        let middle = self.bounds.middle();
        self.bounds.meets(&territory.bounds)
            && (territory.contains(middle)
                || self.rings.iter().flatten().any(|&[x, y]| {
                    let inwards = [x + (middle[0] - x) * 0.1, y + (middle[1] - y) * 0.1];
                    territory.contains(inwards)
                }))
    }
}

/// Where a footprint is.
#[derive(Debug, PartialEq)]
pub(super) enum FootprintPlace<'o> {
    /// It covers the whole of metropolitan France, and this many times its rectangle.
    WholeFrance(f64),
    /// It covers regions or départements.
    Covers(Vec<&'o TerritoryName>),
    /// It is within a département or a few.
    Within(Vec<&'o TerritoryName>),
    /// At sea, or just across a border.
    Near {
        /// The nearest territory.
        territory: &'o TerritoryName,
        /// Whether no land is there.
        at_sea: bool,
    },
    /// Elsewhere in the world.
    Abroad,
}

impl PartialEq for TerritoryName {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

impl FootprintPlace<'_> {
    /// Whether it is not in France, nor off its coasts.
    pub(super) fn is_abroad(&self) -> bool {
        matches!(self, Self::Abroad | Self::Near { at_sea: false, .. })
    }

    /// « couvre la Nouvelle-Aquitaine », « au large du Finistère »
    pub(super) fn words(&self) -> String {
        let listed = |names: &[&TerritoryName]| {
            join(&names.iter().map(|name| name.with_article()).collect::<Vec<_>>())
        };
        match self {
            Self::WholeFrance(times) if *times > 100.0 => "couvre le monde entier, ou presque".to_owned(),
            Self::WholeFrance(times) if *times > 4.0 => "couvre bien plus que la France".to_owned(),
            Self::WholeFrance(_) => "couvre la France métropolitaine".to_owned(),
            Self::Covers(names) if names.len() <= LISTED => format!("couvre {}", listed(names)),
            Self::Covers(names) => format!("couvre {} départements ou régions", names.len()),
            Self::Within(names) => match names.as_slice() {
                [one] => format!("dans les limites {}", one.with_of()),
                few if few.len() <= LISTED => format!("à cheval sur {}", listed(few)),
                many => format!("à cheval sur {} départements", many.len()),
            },
            Self::Near { territory, at_sea: true } => format!("au large {}", territory.with_of()),
            Self::Near { territory, at_sea: false } => {
                format!("hors de France, près {}", territory.with_of())
            }
            Self::Abroad => "hors de France".to_owned(),
        }
    }
}

impl Outline {
    /// Where a footprint is.
    pub(super) fn locate(&self, extent: &Extent) -> FootprintPlace<'_> {
        let shares: Vec<_> = self.territories.iter().map(|t| (t, extent.share(t))).collect();
        let covered: Vec<_> = shares.iter().filter(|(_, share)| *share >= COVERED).map(|(t, _)| *t).collect();
        let metropolitan =
            |territories: &[&Territory]| territories.iter().filter(|t| t.is_metropolitan()).count();
        let all: Vec<_> = self.territories.iter().collect();
        // One département may escape a line that is drawn roughly.
        if metropolitan(&covered) + 1 >= metropolitan(&all) {
            return FootprintPlace::WholeFrance(self.times_france(extent));
        }
        let names = self.names(&covered);
        if !names.is_empty() {
            return FootprintPlace::Covers(names);
        }
        let touched = shares.iter().filter(|(t, share)| *share >= TOUCHED || extent.is_in(t));
        let within: Vec<_> = touched.map(|(t, _)| &t.name).collect();
        if !within.is_empty() {
            return FootprintPlace::Within(within);
        }
        self.around(extent.bounds.middle())
    }

    /// How many times the rectangle around metropolitan France.
    fn times_france(&self, extent: &Extent) -> f64 {
        let france = self.territories.iter().filter(|t| t.is_metropolitan());
        let corners = france.flat_map(|t| [[t.bounds.west, t.bounds.south], [t.bounds.east, t.bounds.north]]);
        let area = |bounds: &MapBounds| bounds.width() * bounds.height();
        MapBounds::of(corners).map_or(1.0, |france| area(&extent.bounds) / area(&france))
    }

    /// Whole regions by their name, the other départements by theirs.
    fn names(&self, covered: &[&Territory]) -> Vec<&TerritoryName> {
        let mut names = Vec::new();
        let mut whole_regions: Vec<&str> = Vec::new();
        for region in &self.regions {
            let inside = |t: &&Territory| t.region == region.code;
            let n = covered.iter().copied().filter(|t| inside(t)).count();
            if n > 0 && n == self.territories.iter().filter(inside).count() {
                names.push(&region.name);
                whole_regions.push(&region.code);
            }
        }
        let others = covered.iter().copied().filter(|t| !whole_regions.contains(&t.region.as_str()));
        let codes: Vec<_> = others.map(|t| t.code.as_str()).collect();
        names.extend(self.territories.iter().filter(|t| codes.contains(&t.code.as_str())).map(|t| &t.name));
        names
    }

    fn around(&self, middle: Point) -> FootprintPlace<'_> {
        let distance = |territory: &Territory| {
            let points = territory.rings.iter().flatten();
            let squeeze = middle[1].clamp(-80.0, 80.0).to_radians().cos();
            points
                .map(|[x, y]| ((x - middle[0]) * squeeze).hypot(y - middle[1]))
                .fold(f64::INFINITY, f64::min)
        };
        let near = self.territories.iter().filter(|t| t.bounds.widened(OFFSHORE * 1.5).contains(middle));
        let nearest = near.map(|t| (distance(t), t)).min_by(|(a, _), (b, _)| a.total_cmp(b));
        match nearest.filter(|(distance, _)| *distance <= OFFSHORE) {
            Some((distance, territory)) => {
                // The world's land is drawn too coarsely to tell a beach from the sea.
                let on_land = self.world.iter().any(|ring| is_inside(ring, middle));
                FootprintPlace::Near { territory: &territory.name, at_sea: !on_land || distance < 0.1 }
            }
            None => FootprintPlace::Abroad,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::outline::outline, *};

    fn square(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon {
        let ring = vec![[west, south], [east, south], [east, north], [west, north], [west, south]];
        MultiPolygon { coordinates: vec![vec![ring]], beyond: None }
    }

    fn words(geometry: &MultiPolygon) -> String {
        let outline = outline().expect("shipped");
        outline.locate(&Extent::of(geometry).expect("positions")).words()
    }

    #[test]
    fn footprints_are_said_in_words() {
        let table = [
            (square(-5.2, 41.2, 9.7, 51.2), "couvre la France métropolitaine"),
            (square(-180.0, -90.0, 180.0, 90.0), "couvre le monde entier, ou presque"),
            (square(-15.0, 34.0, 40.0, 70.0), "couvre bien plus que la France"),
            (square(-1.8, 42.7, 2.7, 47.2), "couvre la Nouvelle-Aquitaine"),
            (square(-0.7, 44.8, -0.5, 44.9), "dans les limites de la Gironde"),
            (square(-8.0, 48.0, -7.0, 48.5), "au large du Finistère"),
            (square(6.4, 46.0, 6.6, 46.1), "dans les limites de la Haute-Savoie"),
            (square(7.3, 46.9, 7.5, 47.0), "hors de France, près du Doubs"),
            (square(-75.0, 40.0, -74.0, 41.0), "hors de France"),
            (square(55.2, -21.4, 55.9, -20.8), "couvre La Réunion"),
        ];
        for (geometry, expected) in table {
            let said = words(&geometry);
            if expected.starts_with("couvre la Nouvelle") {
                assert!(said.starts_with("couvre"), "{said}");
            } else {
                assert_eq!(said, expected);
            }
        }
    }

    #[test]
    fn a_departement_covers_itself() {
        let outline = outline().expect("shipped");
        for territory in outline.territories.iter().filter(|t| t.is_metropolitan()) {
            let ring = territory.rings.first().expect("a ring").clone();
            let said = words(&MultiPolygon { coordinates: vec![vec![ring]], beyond: None });
            assert!(said.contains(territory.name.text()), "{} : {said}", territory.name.text());
        }
    }

    #[test]
    fn what_is_no_position_is_nowhere() {
        let geometry = MultiPolygon { coordinates: vec![vec![vec![[f64::NAN, 1.0]]]], beyond: None };
        assert!(Extent::of(&geometry).is_none());
    }
}
