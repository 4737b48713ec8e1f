//! The box around a coverage: in degrees, in the right order, around a surface.

use super::spatial::BASE;
use crate::{
    check::{Check, Evidence, Occurrence, Rule, RuleContext, Severity},
    harvest::RecordSchema,
};

/// Coordinates that are no degrees.
pub static PROJECTED: Rule = Rule {
    code: "spatial-projection",
    silent: true,
    title: "Coordonnées projetées",
    constat: "Les coordonnées ne sont pas des degrés : longitude au-delà de 180 ou latitude au-delà de 90 (Lambert-93, par exemple).",
    effect: "data.gouv.fr les prend telles quelles : la carte est vide ou montre l’océan, et le critère de qualité est vert.",
    check: Check::Record(|context| {
        let Some(bounds) = BoundingBox::of(context).filter(|bounds| {
            bounds.west < -180.0 || bounds.east > 180.0 || bounds.south < -90.0 || bounds.north > 90.0
        }) else {
            return Vec::new();
        };
        let message =
            format!("L’emprise {bounds} n’est pas en degrés : donnez-la en WGS84 (longitude, latitude).");
        vec![Occurrence::at(evidence(context), message)]
    }),
    ..BASE
};

/// A coverage that is a point or a line.
pub static FLAT: Rule = Rule {
    code: "spatial-sans-surface",
    silent: true,
    title: "Emprise sans surface",
    constat: "Le polygone se réduit à un point ou à une ligne.",
    effect: "data.gouv.fr le garde : la carte ne montre rien de lisible, et le critère de qualité est vert.",
    check: Check::Record(|context| {
        let flat = BoundingBox::of(context)
            .filter(|bounds| bounds.west >= bounds.east || bounds.south >= bounds.north);
        flat.map(|bounds| {
            Occurrence::at(
                evidence(context),
                format!("L’emprise {bounds} n’a pas de surface : donnez un vrai rectangle."),
            )
        })
        .into_iter()
        .collect()
    }),
    ..BASE
};

/// The whole world: what software gives where nobody drew a box.
pub static WORLD: Rule = Rule {
    code: "spatial-monde",
    severity: Severity::Advice,
    silent: true,
    title: "Emprise du monde entier",
    constat: "L’emprise va d’un pôle à l’autre et d’un bord du monde à l’autre.",
    effect: "La carte montre le monde, le critère de qualité est vert, et rien ne dit quel territoire est décrit.",
    check: Check::Record(|context| {
        let is_world = |bounds: &BoundingBox| {
            bounds.west <= -180.0 && bounds.south <= -90.0 && bounds.east >= 180.0 && bounds.north >= 90.0
        };
        if !BoundingBox::of(context).is_some_and(|bounds| is_world(&bounds)) {
            return Vec::new();
        }
        let message = "L’emprise est celle du monde entier : si les données portent sur un territoire, donnez la sienne.";
        vec![Occurrence::at(evidence(context), message)]
    }),
    ..BASE
};

/// Latitude before longitude.
pub static SWAPPED: Rule = Rule {
    code: "spatial-axes-inverses",
    severity: Severity::Advice,
    silent: true,
    title: "Axes sans doute inversés",
    constat: "Lue comme (latitude, longitude), l’emprise tombe en France ; lue comme data.gouv.fr le fait, elle tombe ailleurs.",
    effect: "La carte montre un autre endroit du monde, sans que rien ne le signale.",
    check: Check::Record(|context| {
        let Some(bounds) = BoundingBox::of(context) else { return Vec::new() };
        let swapped = bounds.swapped();
        if bounds.meets_france() || !swapped.is_inside_france() {
            return Vec::new();
        }
        let message =
            format!("L’emprise {bounds} est loin de la France ; ses axes sont sans doute inversés.");
        let fixed = match context.schema() {
            Some(RecordSchema::Iso19139) => swapped.to_text(),
            _ => swapped.to_wkt(),
        };
        vec![Occurrence::at(evidence(context), message).suggesting(Some(fixed))]
    }),
    ..BASE
};

fn evidence(context: &RuleContext<'_>) -> Evidence {
    let line = context.taken("spatial").next();
    line.map_or_else(|| Evidence { field: "spatial", ..Evidence::default() }, |(line, _)| line.into())
}

/// The box around a coverage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct BoundingBox {
    pub(super) west: f64,
    pub(super) south: f64,
    pub(super) east: f64,
    pub(super) north: f64,
}

/// Metropolitan France and its overseas territories, generously.
const FRANCE: [BoundingBox; 6] = [
    BoundingBox { west: -6.0, south: 41.0, east: 10.5, north: 51.6 },
    BoundingBox { west: -63.5, south: 14.0, east: -60.5, north: 18.5 },
    BoundingBox { west: -55.0, south: 2.0, east: -51.0, north: 6.0 },
    BoundingBox { west: 44.5, south: -21.7, east: 56.2, north: -12.3 },
    BoundingBox { west: -57.0, south: 46.5, east: -56.0, north: 47.5 },
    BoundingBox { west: 163.0, south: -23.0, east: 168.5, north: -19.0 },
];

impl BoundingBox {
    fn of(context: &RuleContext<'_>) -> Option<Self> {
        Self::around(&context.dataset()?.spatial.as_ref()?.geom.as_ref()?.coordinates)
    }

    pub(super) fn around(polygons: &[Vec<Vec<[f64; 2]>>]) -> Option<Self> {
        let empty = Self { west: f64::MAX, south: f64::MAX, east: f64::MIN, north: f64::MIN };
        let bounds = polygons.iter().flatten().flatten().fold(empty, |bounds, &[x, y]| Self {
            west: bounds.west.min(x),
            south: bounds.south.min(y),
            east: bounds.east.max(x),
            north: bounds.north.max(y),
        });
        (bounds.west <= bounds.east).then_some(bounds)
    }

    fn swapped(self) -> Self {
        Self { west: self.south, south: self.west, east: self.north, north: self.east }
    }

    /// Longitude first: turned, when only then it falls in France.
    pub(super) fn in_order(self) -> Self {
        let swapped = self.swapped();
        if !self.meets_france() && swapped.is_inside_france() { swapped } else { self }
    }

    fn is_inside(self, other: Self) -> bool {
        self.west >= other.west
            && self.east <= other.east
            && self.south >= other.south
            && self.north <= other.north
    }

    fn meets(self, other: Self) -> bool {
        self.west <= other.east
            && self.east >= other.west
            && self.south <= other.north
            && self.north >= other.south
    }

    fn is_inside_france(self) -> bool {
        FRANCE.iter().any(|part| self.is_inside(*part))
    }

    fn meets_france(self) -> bool {
        FRANCE.iter().any(|part| self.meets(*part))
    }

    /// Degrees, in the right order, around a surface.
    pub(super) fn is_box(self) -> bool {
        let world = Self { west: -180.0, south: -90.0, east: 180.0, north: 90.0 };
        self.is_inside(world) && self.west < self.east && self.south < self.north
    }

    /// As ArcGIS writes it, which udata reads in a plain text.
    pub(super) fn to_text(self) -> String {
        let Self { west, south, east, north } = self;
        format!("{west},{south},{east},{north}")
    }

    pub(super) fn to_wkt(self) -> String {
        let Self { west, south, east, north } = self;
        format!("POLYGON(({west} {south},{east} {south},{east} {north},{west} {north},{west} {south}))")
    }
}

impl std::fmt::Display for BoundingBox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { west, south, east, north } = self;
        write!(f, "« ouest {west}, sud {south}, est {east}, nord {north} »")
    }
}
