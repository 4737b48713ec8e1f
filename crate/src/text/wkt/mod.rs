//! Well-known text as geomet 1.1.0 reads it (`geomet/wkt.py`), once udata has stripped it and put it in
//! capitals (`spatial_from_rdf`, `core/dataset/rdf.py`).
//!
//! geomet cuts the text with Python's own tokenizer, hence its manners: a line break inside a geometry is
//! refused, `POLYGON Z` is refused while a third coordinate is kept, and `02` is two numbers.

mod tokens;

use std::fmt;

use self::tokens::{End, Tokens};
use super::{
    python::{float, repr},
    space::strip,
};

/// Nested collections beyond which Python gives up.
const MAX_DEPTH: usize = 500;

/// The rings of a polygon; positions of any number of coordinates.
pub type Rings = Vec<Vec<Vec<f64>>>;

/// A geometry. Rings may be open, and positions of any length: geomet checks nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum WktGeometry {
    /// `POLYGON`
    Polygon(Rings),
    /// `MULTIPOLYGON`
    MultiPolygon(Vec<Rings>),
    /// Another type, by its GeoJSON name.
    Other(&'static str),
}

/// Why a text is not a geometry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WktError {
    /// `ValueError`: udata logs it and reads the next literal.
    Value(String),
    /// Anything else: udata logs it and gives up the other literals of the same place.
    Other(String),
}

impl fmt::Display for WktError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Value(message) | Self::Other(message)) = self;
        f.write_str(message)
    }
}

impl std::error::Error for WktError {}

type WktResult<T> = Result<T, WktError>;

/// `geomet.wkt.loads(text.strip().upper())`.
///
/// # Errors
///
/// What geomet refuses, in its words.
pub fn parse(text: &str) -> WktResult<WktGeometry> {
    let text = strip(text).to_uppercase();
    let mut reader = WktReader { tokens: Tokens::new(&text), text: &text };
    let mut kind = reader.required()?;
    if kind == "SRID" {
        reader.expect("=")?;
        let srid = reader.required()?;
        if srid.parse::<i64>().is_err() {
            return Err(WktError::Value(format!("invalid literal for int() with base 10: '{srid}'")));
        }
        reader.expect(";")?;
        kind = reader.required()?;
    }
    let kind = GeometryKind::named(&kind)
        .ok_or_else(|| WktError::Value(format!("Unsupported geometry type '{kind}'")))?;
    let first = reader.required()?;
    reader.geometry(kind, &first, 0)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum GeometryKind {
    Point,
    LineString,
    Polygon,
    MultiPoint,
    MultiLineString,
    MultiPolygon,
    GeometryCollection,
}

impl GeometryKind {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "POINT" => Self::Point,
            "LINESTRING" => Self::LineString,
            "POLYGON" => Self::Polygon,
            "MULTIPOINT" => Self::MultiPoint,
            "MULTILINESTRING" => Self::MultiLineString,
            "MULTIPOLYGON" => Self::MultiPolygon,
            "GEOMETRYCOLLECTION" => Self::GeometryCollection,
            _ => return None,
        })
    }

    fn geojson(self) -> &'static str {
        match self {
            Self::Point => "Point",
            Self::LineString => "LineString",
            Self::Polygon => "Polygon",
            Self::MultiPoint => "MultiPoint",
            Self::MultiLineString => "MultiLineString",
            Self::MultiPolygon => "MultiPolygon",
            Self::GeometryCollection => "GeometryCollection",
        }
    }
}

struct WktReader<'a> {
    tokens: Tokens<'a>,
    text: &'a str,
}

impl WktReader<'_> {
    fn invalid(&self) -> WktError {
        WktError::Value(format!("Invalid WKT: `{}`", self.text))
    }

    /// The next token; a minus goes with what follows.
    fn next(&mut self) -> Result<String, End> {
        let mut negative = false;
        loop {
            match self.tokens.next()? {
                "-" => negative = true,
                token => return Ok(if negative { format!("-{token}") } else { token.to_owned() }),
            }
        }
    }

    /// The next token where geomet does not expect the text to end.
    fn required(&mut self) -> WktResult<String> {
        self.next().map_err(|end| {
            WktError::Other(match end {
                End::Unclosed => "('EOF in multi-line statement', (2, 0))".into(),
                End::Text => String::new(),
            })
        })
    }

    /// The next token where geomet says that the text is invalid when it ends.
    fn inside(&mut self) -> WktResult<String> {
        self.next().map_err(|_| self.invalid())
    }

    fn expect(&mut self, expected: &str) -> WktResult<()> {
        let found = self.required()?;
        if found == expected {
            return Ok(());
        }
        Err(WktError::Value(format!("Expected \"{expected}\" but found \"{found}\"")))
    }

    /// A geometry after its name, from the token that follows on.
    fn geometry(&mut self, kind: GeometryKind, first: &str, depth: usize) -> WktResult<WktGeometry> {
        let empty = first == "EMPTY";
        if !empty && first != "(" {
            return Err(self.invalid());
        }
        Ok(match kind {
            GeometryKind::Polygon if empty => WktGeometry::Polygon(Vec::new()),
            GeometryKind::Polygon => WktGeometry::Polygon(self.polygon(first)?),
            GeometryKind::MultiPolygon if empty => WktGeometry::MultiPolygon(Vec::new()),
            GeometryKind::MultiPolygon => {
                let mut polygons = Vec::new();
                loop {
                    let first = self.inside()?;
                    polygons.push(self.polygon(&first).map_err(|error| self.as_inside(error))?);
                    // Anything but the end stands for a comma.
                    if self.inside()? == ")" {
                        break WktGeometry::MultiPolygon(polygons);
                    }
                }
            }
            kind => {
                if !empty {
                    self.other(kind, depth)?;
                }
                WktGeometry::Other(kind.geojson())
            }
        })
    }

    /// geomet reports the end of the text as an invalid text inside a geometry of several parts.
    fn as_inside(&self, error: WktError) -> WktError {
        match error {
            WktError::Other(_) => self.invalid(),
            error => error,
        }
    }

    /// The rings of a polygon, from its first token on.
    fn polygon(&mut self, first: &str) -> WktResult<Rings> {
        if first == "EMPTY" {
            return Ok(Vec::new());
        }
        if self.required()? != "(" || first != "(" {
            return Err(self.invalid());
        }
        let mut rings: Rings = Vec::new();
        let (mut ring, mut point, mut in_ring) = (Vec::new(), Vec::new(), true);
        loop {
            match self.inside()?.as_str() {
                ")" if in_ring => {
                    ring.push(std::mem::take(&mut point));
                    rings.push(std::mem::take(&mut ring));
                    in_ring = false;
                }
                ")" => break,
                "(" => {
                    ring.clear();
                    point.clear();
                    in_ring = true;
                }
                "," if in_ring => ring.push(std::mem::take(&mut point)),
                "," => {}
                number => {
                    let number = Self::number(number)?;
                    // geomet still holds the last point of the ring that it closed.
                    let last = rings.last_mut().and_then(|ring| ring.last_mut());
                    match last.filter(|_| !in_ring) {
                        Some(last) => last.push(number),
                        None => point.push(number),
                    }
                }
            }
        }
        Ok(rings)
    }

    fn number(token: &str) -> WktResult<f64> {
        float(token).ok_or_else(|| {
            let token = repr(token);
            WktError::Value(format!("could not convert string to float: {token}"))
        })
    }

    /// Reads past a geometry that udata cannot store.
    fn other(&mut self, kind: GeometryKind, depth: usize) -> WktResult<()> {
        match kind {
            GeometryKind::MultiLineString => loop {
                let first = self.inside()?;
                if first != "EMPTY" {
                    if first != "(" {
                        return Err(self.invalid());
                    }
                    self.points(GeometryKind::LineString)?;
                }
                if self.inside()? == ")" {
                    return Ok(());
                }
            },
            GeometryKind::GeometryCollection => loop {
                let token = self.inside()?;
                match (token.as_str(), GeometryKind::named(&token)) {
                    (")", _) => return Ok(()),
                    (",", _) => {}
                    (_, None) => {
                        return Err(WktError::Other("'NoneType' object is not callable".into()));
                    }
                    _ if depth == MAX_DEPTH => {
                        return Err(WktError::Other("maximum recursion depth exceeded".into()));
                    }
                    (_, Some(kind)) => {
                        let first = self.inside()?;
                        self.geometry(kind, &first, depth + 1).map_err(|error| self.in_collection(error))?;
                    }
                }
            },
            kind => self.points(kind),
        }
    }

    fn in_collection(&self, error: WktError) -> WktError {
        match error {
            WktError::Other(message) if message.is_empty() || message.starts_with('(') => self.invalid(),
            error => error,
        }
    }

    /// Numbers and commas up to the closing parenthesis.
    fn points(&mut self, kind: GeometryKind) -> WktResult<()> {
        let mut open = 1;
        while open > 0 {
            match self.inside()?.as_str() {
                ")" => open -= 1,
                "(" if kind == GeometryKind::MultiPoint => open += 1,
                "," if kind != GeometryKind::Point => {}
                number => {
                    Self::number(number)?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
