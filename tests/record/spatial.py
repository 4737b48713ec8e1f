"""Records what the reference makes of geometries: tables for `crate/src/text/wkt/mod.rs` and `crate/src/model/spatial`.

usage: PYTHON tests/record/spatial.py WHAT [--count N] [--seed N] > tests/fixtures/spatial/WHAT.json
WHAT: wkt | stored | places
PYTHON is the interpreter of the reference's environment. N random geometries are added to those listed here.
"""
import argparse, json, logging, random

SQUARE = "((0 0, 1 0, 1 1, 0 0))"
WKT = f"""POLYGON{SQUARE}|polygon{SQUARE}|Polygon {SQUARE}|  POLYGON  {SQUARE} |POLYGON Z{SQUARE}|POLYGONZ{SQUARE}|POLYGON M{SQUARE}|POLYGON ZM{SQUARE}
POLYGON((0 0 5, 1 0 5, 1 1 5, 0 0 5))|POLYGON((0 0, 1 0, 1 1))|POLYGON((0 0))|POLYGON(())|POLYGON()|POLYGON|POLYGON(|POLYGON((|POLYGON((0|POLYGON((0 0, 1 1)
POLYGON EMPTY|polygon empty|MULTIPOLYGON EMPTY|MULTIPOLYGON(EMPTY)|MULTIPOLYGON(EMPTY, {SQUARE})|POLYGON(EMPTY)|MULTIPOLYGON({SQUARE})|MULTIPOLYGON({SQUARE},{SQUARE})
MULTIPOLYGON({SQUARE} {SQUARE})|MULTIPOLYGON({SQUARE} X {SQUARE})|MULTIPOLYGON({SQUARE}|MULTIPOLYGON({SQUARE},|MULTIPOLYGON{SQUARE}|MULTIPOLYGON((({SQUARE})))
POINT(1 2)|POINT (1 2 3)|POINT(1,2)|POINT(1 2|POINT()|POINT EMPTY|POINT|LINESTRING(0 0, 1 1)|LINESTRING(0 0, 1 1|LINESTRING((0 0))|MULTIPOINT(0 0, 1 1)
MULTIPOINT((0 0), (1 1))|MULTIPOINT((0 0)|MULTILINESTRING((0 0, 1 1), (2 2, 3 3))|MULTILINESTRING((0 0)|GEOMETRYCOLLECTION(POINT(1 2), POLYGON{SQUARE})
GEOMETRYCOLLECTION(CIRCLE(1))|GEOMETRYCOLLECTION EMPTY|GEOMETRYCOLLECTION(POINT(1 2)|GEOMETRYCOLLECTION()|GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT EMPTY))|GEOMETRYCOLLECTION(POINT|GEOMETRYCOLLECTION(POLYGON(|CIRCLE(1 2)|ENVELOPE(1,2,3,4)|BOX(1 2, 3 4)
<http://www.opengis.net/def/crs/EPSG/0/4326> POLYGON{SQUARE}|SRID=4326;POLYGON{SQUARE}|SRID=4326; POLYGON{SQUARE}|SRID = 4326 ; POLYGON{SQUARE}|SRID=x;POLYGON{SQUARE}|SRID|SRID=|SRID=4326|SRID=4326;|SRID:4326;POLYGON{SQUARE}|SRID=-1;POINT(1 2)|SRID=1.5;POINT(1 2)
POLYGON((-1.5 -2.5, 1e3 2E-2, .5 5., 0 0))|POLYGON((- 1 - 2, --3 4, 0 0))|POLYGON((+1 +2, 0 0))|POLYGON((1-2, 3-4))|POLYGON((02 48, 007 0.5, 048.5 00))|POLYGON((1_000 2_0, 1__0 3))
POLYGON((NaN NaN, inf -inf, infinity 1))|POLYGON((nan 1, 2 3, nan 1))|POLYGON((1e999 -1e999, 0 0))|POLYGON((0x10 0b1, 0o7 1j))|POLYGON((1,2 3,4))|POLYGON((1,5 2,5, 3 4))|POLYGON((1;2))|POLYGON((a b))|POLYGON((1.2.3 4))|POLYGON((1e 2))
POLYGON((0 0, 1 0, 1 1, 0 0), (0.2 0.2, 0.4 0.2, 0.4 0.4, 0.2 0.2))|POLYGON((0 0, 1 1) 5 6, (2 2))|POLYGON((0 0, 1 1) 5 6)|POLYGON(((0 0, 1 1)))|POLYGON((0 0,, 1 1,))|POLYGON((0 0 1 0 1 1))|POLYGON((0 0)(1 1))|POLYGON((0 0) junk)
POLYGON{SQUARE} junk|POLYGON{SQUARE})))|POLYGON{SQUARE};POLYGON{SQUARE}|POLYGON[[0 0]]|POLYGON((0 0])|POLYGON((0 0, '1' 1))|POLYGON((0 0, "1 1))|POLYGON((0 0 # comment|POLYGON((0 0, 1 $))|(0 0)|,|)|((|""".replace("\n", "|").split("|") + [
    "POLYGON((0 0,\n1 1))", "POLYGON\n((0 0))", "POLYGON ((0 0,\r\n1 1))", "POLYGON((0\t0,\x0c1 1))", "POLYGON((0\u00a00, 1 1))", "\n\tPOLYGON((0 0, 1 1))\n",
    "GEOMETRYCOLLECTION(" * 50 + "POINT(1 2)" + ")" * 50, "POLYGON((0 0,\\\n1 1))", "MULTIPOLYGON(((0 0, 1 1)),\n((2 2)))"]


def random_wkt(rng):
    number = lambda: rng.choice([str(rng.randint(-180, 180)), f"{rng.uniform(-180, 180):.{rng.randint(1, 15)}f}", "0", "00", "01", "1e2", "-.5", "nan", "5."])
    point = lambda: rng.choice([" ", "  "]).join(number() for _ in range(rng.choice([2, 2, 2, 2, 3, 1])))
    def ring():
        points = [point() for _ in range(rng.randint(1, 5))]
        return "(" + rng.choice([",", ", ", " , "]).join(points + points[: rng.randint(0, 1)]) + ")"
    polygon = lambda: "(" + ",".join(ring() for _ in range(rng.randint(1, 2))) + ")"
    kind = rng.choice(["POLYGON", "POLYGON", "MULTIPOLYGON", "MULTIPOLYGON", "POINT", "LINESTRING", "MULTIPOINT", "MULTILINESTRING", "GEOMETRYCOLLECTION"])
    body = {"POLYGON": polygon, "MULTIPOLYGON": lambda: "(" + ",".join(polygon() for _ in range(rng.randint(1, 3))) + ")", "POINT": lambda: f"({point()})",
            "LINESTRING": ring, "MULTIPOINT": ring, "MULTILINESTRING": polygon, "GEOMETRYCOLLECTION": lambda: f"(POINT({point()}),POLYGON{polygon()})"}[kind]()
    text = list(kind + rng.choice(["", " "]) + body)
    for _ in range(rng.choice([0, 0, 0, 1, 1, 2, 3])):
        at = rng.randrange(len(text))
        text[at] = rng.choice([text[at] * 2, "", " ", "(", ")", ",", "-", ".", "E", "Z", "_", "+", "0", "J", "\n", "EMPTY", "EMPTY ", ";", "[", "'", "/"])
    return "".join(text)


def failure(error):
    return {"error": "ValueError" if isinstance(error, ValueError) else "other", "message": str(error)}


def record_wkt(rng, count):
    from geomet import wkt
    for text in WKT + [random_wkt(rng) for _ in range(count)]:
        try:
            geometry = wkt.loads(text.strip().upper())
            kept = geometry["type"] in ("Polygon", "MultiPolygon")
            yield {"text": text, "value": f"{geometry['type']} {geometry['coordinates']!r}" if kept else geometry["type"]}
        except Exception as error:
            yield {"text": text, **failure(error)}


COORDINATES = """[[[[0,0],[1,0],[1,1],[0,0]]]]|[[[[0,0],[1,0],[1,1],[0,1]]]]|[[[[0,0,5],[1,0,5],[1,1,5],[0,0,5]]]]|[[[[0,0,5],[1,0,5],[0,0,5]]],[[[0,0,5],[1,1],[0,0]]]]
[]|[[]]|[[[]]]|[[[[]]]]|[[[[0,0]]]]|[[[[0.0,0]]]]|[[[[0]]]]|[[[0,0],[1,1]]]|[[0,0],[1,1]]|[0,0]|null|5|0|0.0|1.5|true|false|""|"abc"|{}|{"a":1}|[null]|["a"]|[[[["a","b"]]]]|[[[[true,false],[true,false]]]]
[[[[1,0],[2,2],[1.0,0.0]]]]|[[[[NaN,1],[2,2],[NaN,1]]]]|[[[[Infinity,1],[2,2],[3,3]]]]|[[[[1e400,1],[2,2],[3,3]]]]|[[[[0,0],[1,1],[0,0]],[[5,5],[6,6]]]]|[[[[0,0],[1,1],[0,0]]],[[[5,5],[6,6]]],[[[5,5],[6,6]]]]
[[[[0,0],[1,1],[0,0]]],5]|[[[[0,0],[1,1],[0,0]]],[5]]|[[[[0,0],[1,1],[0,0]]],[[5]]]|[[[[0,0],[1,1],[0,0]],5]]|[[[[0,0],1,[0,0]]]]|[[[[0,0],[],[0,0]]]]|[[[[0,0],[[1],2],[0,0]]]]|[[[[0,0],[1,{"a":"b"}],[0,0]]]]|[[[[[0,0]]]]]|[[[[[0],[0]],[[0],[0]]]]]
[[[[0,0],[1,null],[0,0]]]]|[[[["0","0"],["0","0"]]]]|[[[[123456789012345678901,0],[1,1],[123456789012345678901,0]]]]|[[[[1e-7,0.1],[1e22,-0.0],[1e-7,0.1]]]]|[[[[1e-7,0.1,3],[1e22,-0.0,1]]]]|[[],[[[0,0],[0,0]]]]|[[[[0,0],[0,0]]],[]]|[[[[0,0],[0,0]]],[[]]]|[[[[0,0],[0,0]],[]]]""".replace("\n", "|").split("|")


def random_coordinates(rng, depth=4):
    if depth == 0 or rng.random() < 0.04:
        return rng.choice([0, 1, 2, 0.5, -1.25, 48, True, None, "a", [], 1e16, 1e-5])
    if depth == 1:
        return [rng.choice([0, 1, 2.5]) for _ in range(rng.choice([2, 2, 2, 2, 2, 2, 3, 1, 0]))]
    parts = [random_coordinates(rng, depth - 1) for _ in range(rng.choice([1, 1, 2, 3]))]
    return parts + parts[:1] if depth == 2 and rng.random() < 0.8 else parts


def record_stored(rng, count):
    """`SpatialCoverage.clean`, then the field of MongoEngine."""
    from mongoengine import ValidationError
    from udata.core.spatial.models import SpatialCoverage
    for text in COORDINATES + [json.dumps(random_coordinates(rng)) for _ in range(count)]:
        geometry = {"type": "MultiPolygon", "coordinates": json.loads(text)}
        row = {"text": text}
        try:
            SpatialCoverage(geom=geometry).clean()
            row["step"] = "field"
            SpatialCoverage.geom.validate(geometry)
            row["value"] = repr(geometry["coordinates"])
        except ValidationError as error:
            row.setdefault("step", "clean")
            row["message"] = error.message
        yield row


def record_places(rng, count):
    """`spatial_from_rdf` on a dataset with one place for each list of literals; a text alone is a literal."""
    from rdflib import BNode, DCAT, DCTERMS, Graph, Literal, URIRef
    from udata.core.dataset.rdf import spatial_from_rdf
    kinds = {"geojson": URIRef("http://www.opengis.net/ont/geosparql#geoJSONLiteral"), "wkt": URIRef("http://www.opengis.net/ont/geosparql#wktLiteral")}
    polygon = json.dumps({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]})
    literals = [["wkt", text] for text in WKT[:24]] + [["geojson", text] for text in [
        polygon, polygon, polygon.replace("0", "0.0"), polygon.replace("Poly", "MultiPoly"), '{"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 0]]]]}',
        '{"type": "Point", "coordinates": [1, 2]}', '{"type": "Polygon"}', '{"coordinates": []}', "{}", "[]", "null", "5", '"x"', "not json", '{"type": "Polygon", "coordinates": NaN}',
        '{"type": "Polygon", "coordinates": [[[NaN, 0], [1, 0], [NaN, 0]]]}', '{"type": "MultiPolygon", "coordinates": 5}', '{"type": null}', '{"type": "GeometryCollection", "geometries": []}',
        '{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}}', '{"type": "Polygon", "coordinates": []}', '{"type": "Polygon", "coordinates": [[[0, 0, 1], [1, 0, 1], [0, 0, 1]]]}']]
    boxes = ["1,2,3,4", " 1, 2, 3 ,4 ", "-5.1,41.3,9.6,51.1", "1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,1,2,3", "inf,0,1,1", "1_0,2,3,4", "", ",,,", "1e1,2,3,4", "France"]
    cases = [[[literal]] for literal in literals] + [[box] for box in boxes] + [[[a], [b]] for a in literals[:6] for b in literals[24:32]]
    for _ in range(count):
        cases.append([rng.choice([rng.choice(boxes), [rng.choice(literals) for _ in range(rng.randint(0, 3))]]) for _ in range(rng.randint(1, 3))])
    for places in cases:
        graph = Graph()
        dataset = BNode()
        for place in places:
            if isinstance(place, str):
                graph.add((dataset, DCTERMS.spatial, Literal(place)))
                continue
            node = BNode()
            graph.add((dataset, DCTERMS.spatial, node))
            for kind, text in place:
                graph.add((node, DCAT.bbox, Literal(text, datatype=kinds[kind])))
        try:
            found = spatial_from_rdf(graph.resource(dataset))
            yield {"places": places, "value": repr(found.geom["coordinates"]) if found else ""}
        except Exception as error:
            yield {"places": places, "message": str(error)}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what")
    ap.add_argument("--count", type=int, default=0)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    logging.disable(logging.CRITICAL)
    rows = globals()["record_" + a.what](random.Random(a.seed), a.count)
    print("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]")


if __name__ == "__main__":
    main()
