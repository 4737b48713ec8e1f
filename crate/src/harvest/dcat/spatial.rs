//! Spatial coverage (`spatial_from_rdf`, `core/dataset/rdf.py`).

use super::{
    curie::step,
    property::SPATIAL,
    reader::{DcatResult, NodeReader},
    subject::Subject,
};
use crate::{
    model::{
        How, Loss, Refusal, Spatial, ValuePlace, Verbatim,
        refusal::Exception,
        spatial::{GeoJsonError, Geometry, MultiPolygon, RefusedGeometry, merge},
    },
    source::rdf::{
        Node, Term,
        vocabulary::{gsp, media_type, old_gsp},
    },
    text::{python, wkt::WktError},
};

/// A coverage, or what the database says of a geometry that it refuses, and where that is.
pub(super) type SpatialCoverage = Result<Spatial, (String, ValuePlace)>;

/// Where a geometry was found: the property of the place that holds it, when one does, and the literal.
type GeometrySource<'g> = (Option<Node>, Subject<'g>);

/// The polygons of all places, brought together.
pub(super) fn spatial(reader: &mut NodeReader<'_, '_>) -> DcatResult<Option<SpatialCoverage>> {
    let mut geometries = Vec::new();
    let mut sources: Vec<GeometrySource<'_>> = Vec::new();
    let mut places = 0;
    for place in reader.subject.all(SPATIAL.node) {
        places += 1;
        if place.is_literal() {
            read_box(reader, place, &mut geometries);
            sources.resize(geometries.len(), (None, place));
        } else {
            read_place(reader, place, &mut geometries, &mut sources)?;
        }
    }
    if places == 0 {
        reader.missing("spatial", SPATIAL);
        reader.of_catalogue(SPATIAL.node, "dcat:Catalog/dct:spatial");
    }
    if geometries.is_empty() {
        return Ok(None);
    }
    let polygons = merge(&geometries)?;
    if polygons.is_empty() {
        reader.logs.push("No supported types found in the GeoJSON data.".to_owned());
        return Ok(None);
    }
    match MultiPolygon::from_polygons(polygons) {
        Ok(geom) => Ok(Some(Ok(Spatial { geom: Some(geom), zones: Vec::new() }))),
        Err(RefusedGeometry::Field(reason)) => Ok(Some(Err((reason, culprit(&geometries, &sources))))),
        Err(RefusedGeometry::Clean(reason)) => {
            let polygons = reason.split_once("'coordinates': ").and_then(|(_, rest)| rest.split_once("}`"));
            let polygons = polygons.map(|(polygons, _)| polygons).unwrap_or_default();
            reader.logs.push(format!("Cannot save the spatial coverage {polygons} (error was {reason})"));
            // What the portal wrote, when one geometry alone is refused.
            let written = culprit(&geometries, &sources);
            let (path, raw) = match written.raw.is_empty() {
                true => (PATH.into(), &reason),
                false => (written.path, &written.raw.into()),
            };
            reader.trace.lost("spatial", path, raw, Loss::InvalidGeometry);
            if let Some(place) = reader.subject.first(SPATIAL.node) {
                reader.comes_from(SPATIAL.node, place);
            }
            Ok(None)
        }
    }
}

/// Where the first geometry stands that the database refuses.
fn culprit(geometries: &[Geometry], sources: &[GeometrySource<'_>]) -> ValuePlace {
    let is_refused = |geometry: &Geometry| {
        let polygons = merge(std::slice::from_ref(geometry)).unwrap_or_default();
        !polygons.is_empty() && MultiPolygon::from_polygons(polygons).is_err()
    };
    let mut both = geometries.iter().zip(sources);
    let source = both.find(|(geometry, _)| is_refused(geometry)).map(|(_, source)| source);
    match source {
        Some((Some(predicate), literal)) => {
            ValuePlace::new("spatial", step(PATH, literal.graph.term(*predicate).text()), literal.text())
        }
        Some((None, literal)) => ValuePlace::new("spatial", PATH, literal.text()),
        None => ValuePlace::new("spatial", PATH, ""),
    }
}

/// Where a record says what it covers.
const PATH: &str = "dct:spatial";

/// A literal `west,south,east,north`, as ArcGIS writes it.
fn read_box<'g>(reader: &mut NodeReader<'_, 'g>, place: Subject<'g>, geometries: &mut Vec<Geometry>) {
    let text = place.value().text_for("strip");
    let found = text.as_ref().ok().and_then(|text| Geometry::from_bbox(text));
    if let Some(geometry) = found {
        reader.took("spatial", SPATIAL, place, How::Converted);
        geometries.push(geometry);
        return;
    }
    let error = match text {
        Err(exception) => Some(exception.to_string()),
        Ok(text) if text.split(',').count() == 4 => text
            .split(',')
            .find(|number| python::float(number).is_none())
            .map(|number| format!("could not convert string to float: '{number}'")),
        _ => None,
    };
    let place_text = place.text();
    let log = |error| format!("Exception during `spatial_from_rdf` for term {place_text}: {error}");
    reader.logs.extend(error.map(log));
    reader.lost("spatial", SPATIAL, place, Loss::NotABox);
}

/// How a literal writes a geometry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Notation {
    GeoJson,
    Wkt,
}

impl Notation {
    /// By the datatype of the literal, whatever the property.
    fn of(subject: Subject<'_>) -> Option<Self> {
        const GEOJSON: [Node; 2] = [gsp::GEO_JSON_LITERAL, media_type::GEO_JSON];
        const WKT: [Node; 2] = [gsp::WKT_LITERAL, old_gsp::WKT_LITERAL];
        let Term::Literal { datatype: Some(datatype), .. } = subject.term() else { return None };
        let is = |node: &Node| subject.graph.term(*node).text() == datatype;
        if GEOJSON.iter().any(is) { Some(Self::GeoJson) } else { WKT.iter().any(is).then_some(Self::Wkt) }
    }
}

/// A node with geometries.
fn read_place<'g>(
    reader: &mut NodeReader<'_, 'g>,
    place: Subject<'g>,
    geometries: &mut Vec<Geometry>,
    sources: &mut Vec<GeometrySource<'g>>,
) -> DcatResult<()> {
    let before = geometries.len();
    let mut unsupported = false;
    for (predicate, object) in place.graph.predicate_objects(place.node) {
        let object = Subject::new(place.graph, object);
        let Some(notation) = Notation::of(object) else { continue };
        let path = || step(PATH, place.graph.term(predicate).text());
        let text = object.text();
        let geometry = match known(notation, text, geometries, sources) {
            Some(geometry) => Ok(geometry),
            None => read_geometry(notation, text, place),
        };
        match geometry {
            Ok(Geometry::Other(kind)) => {
                unsupported = true;
                reader.logs.push(format!("Unsupported GeoJSON type '{kind}'"));
                let loss = Loss::OtherGeometry(Verbatim::boxed(kind.as_str()));
                reader.trace.lost("spatial", path(), text, loss);
                reader.comes_from(SPATIAL.node, place);
                geometries.push(Geometry::Other(kind));
                sources.push((Some(predicate), object));
            }
            Ok(geometry) => {
                if reader.trace.is_full() {
                    reader.trace.took("spatial", path(), text, How::Converted);
                    reader.comes_from(SPATIAL.node, place);
                }
                geometries.push(geometry);
                sources.push((Some(predicate), object));
            }
            Err(GeometryFailure::Record(exception)) => {
                reader.trace.lost("spatial", path(), text, Loss::Unexpected);
                reader.comes_from(SPATIAL.node, place);
                return Err(Refusal::Raised(exception, Some(ValuePlace::new("spatial", path(), text))));
            }
            Err(unread) => {
                reader.trace.lost("spatial", path(), text, Loss::UnreadableGeometry);
                reader.comes_from(SPATIAL.node, place);
                unsupported = true;
                match unread {
                    GeometryFailure::Place(log) => {
                        reader.logs.push(log);
                        break;
                    }
                    GeometryFailure::Literal(log) => reader.logs.push(log),
                    GeometryFailure::Record(_) => {}
                }
            }
        }
    }
    if geometries.len() == before && !unsupported {
        match place.texts_of_parts().next().filter(|_| place.caption().trim().is_empty()) {
            Some(geometry) => {
                reader.trace.lost("spatial", PATH, &geometry, Loss::NestedGeometry);
                reader.comes_from(SPATIAL.node, place);
            }
            None => reader.lost_or_named("spatial", SPATIAL, place, Loss::NoGeometry),
        }
    }
    Ok(())
}

/// The same geometry, read just before: places often write theirs under several properties.
fn known(
    notation: Notation,
    text: &str,
    geometries: &[Geometry],
    sources: &[GeometrySource<'_>],
) -> Option<Geometry> {
    let mut last = sources.iter().zip(geometries).rev().take(6);
    let is_same = |source: &Subject<'_>| source.text() == text && Notation::of(*source) == Some(notation);
    last.find(|((_, source), _)| is_same(source)).map(|(_, geometry)| geometry.clone())
}

fn read_geometry(notation: Notation, text: &str, place: Subject<'_>) -> Result<Geometry, GeometryFailure> {
    match notation {
        Notation::GeoJson => Geometry::from_geojson(text).map_err(|error| match error {
            GeoJsonError::Syntax(reason) => {
                GeometryFailure::Literal(format!("Invalid JSON in spatial GeoJSON {text} {reason}"))
            }
            GeoJsonError::Structure(exception) => GeometryFailure::Record(exception),
        }),
        Notation::Wkt => Geometry::from_wkt(text).map_err(|error| match error {
            WktError::Value(reason) => {
                GeometryFailure::Literal(format!("Invalid JSON in spatial WKT {text} {reason}"))
            }
            WktError::Other(reason) => GeometryFailure::Place(format!(
                "Exception during `spatial_from_rdf` for term Resource({}): {reason}",
                place.text()
            )),
        }),
    }
}

/// What an unreadable geometry takes with it, and what udata logs of it.
enum GeometryFailure {
    Literal(String),
    Place(String),
    Record(Exception),
}
