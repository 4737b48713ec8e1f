//! The outline of France, its overseas territories and the world's land, from `crate/data/outline.txt`.

use std::sync::OnceLock;

use super::frame::MapBounds;

/// A position: longitude and latitude.
pub(super) type Point = [f64; 2];

/// A closed line; the first position is not repeated.
pub(super) type Ring = Vec<Point>;

/// All that is drawn behind footprints.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Départements and overseas territories.
    pub territories: Vec<Territory>,
    /// The regions of France, without those overseas of one département.
    pub regions: Vec<Region>,
    /// Land, coarse.
    pub world: Vec<Ring>,
}

/// A département, or an overseas territory.
#[derive(Debug)]
pub(super) struct Territory {
    pub code: String,
    pub region: String,
    pub name: TerritoryName,
    pub rings: Vec<Ring>,
    pub bounds: MapBounds,
    /// Its positions drawn towards its middle: what a footprint of the same shape, cut otherwise, covers.
    pub inner: Vec<Point>,
}

/// A region.
#[derive(Debug)]
pub(super) struct Region {
    pub code: String,
    pub name: TerritoryName,
}

/// A name and its article, as INSEE numbers them.
#[derive(Debug)]
pub(super) struct TerritoryName {
    article: u8,
    text: String,
}

impl TerritoryName {
    /// « la Gironde », « l’Isère », « Paris »
    pub(super) fn with_article(&self) -> String {
        let article = match self.article {
            2 => "le ",
            3 => "la ",
            4 => "les ",
            5 => "l’",
            _ => "",
        };
        format!("{article}{}", self.text)
    }

    /// « de la Gironde », « du Calvados », « d’Eure-et-Loir »
    pub(super) fn with_of(&self) -> String {
        let of = match self.article {
            1 => "d’",
            2 => "du ",
            3 => "de la ",
            4 => "des ",
            5 => "de l’",
            _ => "de ",
        };
        format!("{of}{}", self.text)
    }

    /// The name alone.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

impl Territory {
    /// Whether it is in Europe, Corsica included.
    pub(super) fn is_metropolitan(&self) -> bool {
        self.code.len() == 2
    }

    pub(super) fn contains(&self, point: Point) -> bool {
        self.bounds.contains(point) && self.rings.iter().any(|ring| is_inside(ring, point))
    }
}

/// How far positions are drawn towards the middle.
const DRAWN_IN: f64 = 0.1;

static OUTLINE: OnceLock<Outline> = OnceLock::new();

/// The outline, once given; the command ships it.
pub(super) fn outline() -> Option<&'static Outline> {
    #[cfg(not(target_arch = "wasm32"))]
    give(include_str!("../../../data/outline.txt"));
    OUTLINE.get()
}

/// Gives the outline, as `outline.txt` writes it; the page fetches it when a screen draws a map.
pub fn give(text: &str) {
    OUTLINE.get_or_init(|| Outline::parse(text));
}

impl Outline {
    fn parse(text: &str) -> Self {
        let mut outline = Self::default();
        let mut level = "";
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match (line.strip_prefix("= "), level) {
                (Some(name), _) => level = name,
                (None, "region") => outline.regions.extend(region(line)),
                (None, "territoire") => outline.territories.extend(territory(line)),
                (None, _) => outline.world.extend(rings(line, 10.0)),
            }
        }
        outline
    }
}

fn region(line: &str) -> Option<Region> {
    let mut parts = line.splitn(3, ' ');
    let (code, article, name) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Region { code: code.to_owned(), name: named(article, name) })
}

fn named(article: &str, name: &str) -> TerritoryName {
    TerritoryName { article: article.parse().unwrap_or_default(), text: name.to_owned() }
}

fn territory(line: &str) -> Option<Territory> {
    let (head, path) = line.split_once('\t')?;
    let mut parts = head.splitn(4, ' ');
    let (code, region, article, name) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let rings = rings(path, 100.0);
    let bounds = MapBounds::of(rings.iter().flatten().copied())?;
    // Rings come with the largest first: small islands do not move the middle.
    let main = rings.first()?;
    let middle = MapBounds::of(main.iter().copied())?.middle();
    let drawn_in = |point: &Point| [0, 1].map(|i| point[i] + (middle[i] - point[i]) * DRAWN_IN);
    let mut inner: Vec<Point> = main.iter().map(drawn_in).filter(|point| is_inside(main, *point)).collect();
    if inner.is_empty() {
        inner.push(middle);
    }
    let (code, region) = (code.to_owned(), region.to_owned());
    Some(Territory { code, region, name: named(article, name), rings, bounds, inner })
}

/// Reads `M235 4880l12-5 3 4…`.
fn rings(path: &str, unit: f64) -> Vec<Ring> {
    let ring = |text: &str| {
        let numbers = numbers(text);
        let mut at = [0, 0];
        let moves = numbers.as_chunks::<2>().0.iter().map(|[dx, dy]| {
            at = [at[0] + dx, at[1] + dy];
            at.map(|n| f64::from(n) / unit)
        });
        moves.collect()
    };
    path.split('M').filter(|text| !text.is_empty()).map(ring).collect()
}

/// A sign parts two numbers as a space does.
fn numbers(text: &str) -> Vec<i32> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        if matches!(byte, b' ' | b'l' | b'-') {
            out.extend(text[start..at].parse::<i32>());
            start = if byte == b'-' { at } else { at + 1 };
        }
    }
    out.extend(text.get(start..).and_then(|last| last.parse::<i32>().ok()));
    out
}

/// Whether a position is inside a ring: how many sides a line to the east crosses.
pub(super) fn is_inside(ring: &[Point], [x, y]: Point) -> bool {
    let mut inside = false;
    let mut previous = ring.last().copied().unwrap_or_default();
    for &[px, py] in ring {
        let [qx, qy] = previous;
        if (py > y) != (qy > y) && x < (qx - px) * (y - py) / (qy - py) + px {
            inside = !inside;
        }
        previous = [px, py];
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_outline_is_whole() {
        let outline = outline().expect("shipped");
        assert_eq!(outline.territories.iter().filter(|t| t.is_metropolitan()).count(), 96);
        assert_eq!(outline.regions.len(), 18);
        assert!(outline.territories.len() > 100 && outline.world.len() > 10);
        for territory in &outline.territories {
            let MapBounds { west, south, east, north } = territory.bounds;
            assert!((-180.0..=180.0).contains(&west) && west < east, "{}", territory.code);
            assert!((-90.0..=90.0).contains(&south) && south < north, "{}", territory.code);
        }
        assert!(include_str!("../../../data/outline.txt").len() < 60_000);
    }

    #[test]
    fn numbers_are_parted_by_spaces_and_signs() {
        assert_eq!(numbers("-12 4880l3-5-6 7"), [-12, 4880, 3, -5, -6, 7]);
        assert_eq!(numbers(""), [] as [i32; 0]);
    }

    #[test]
    fn towns_are_in_their_departement() {
        let outline = outline().expect("shipped");
        for (name, point) in [
            ("Gironde", [-0.58, 44.84]),
            ("Paris", [2.35, 48.86]),
            ("La Réunion", [55.5, -21.1]),
            ("Nouvelle-Calédonie", [165.5, -21.3]),
        ] {
            let found: Vec<_> =
                outline.territories.iter().filter(|t| t.contains(point)).map(|t| t.name.text()).collect();
            assert_eq!(found, [name]);
        }
    }
}
