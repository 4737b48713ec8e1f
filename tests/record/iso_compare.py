"""Compares graphs of ISO 19139 records, as far as udata reads them, property by property.

usage: iso_compare.py REFERENCE.jsonl OURS.jsonl [--show N] [--property P]

Both files hold the lines that iso.py prints. Only what udata's readers reach is compared: from each dataset and
service, along the properties they read, with the values of each property in order. A record that fails on one side
must fail on the other.
"""
import argparse
import json
from collections import Counter

DCT, DCAT, FOAF = "http://purl.org/dc/terms/", "http://www.w3.org/ns/dcat#", "http://xmlns.com/foaf/0.1/"
SKOS, VCARD, GEO = "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2006/vcard/ns#", "http://data.europa.eu/930/"
RDFS, SCHEMA, DQV = "http://www.w3.org/2000/01/rdf-schema#", "http://schema.org/", "http://www.w3.org/ns/dqv#"
ORG, ADMS, SPDX = "http://www.w3.org/ns/org#", "http://www.w3.org/ns/adms#", "http://spdx.org/rdf/terms#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
CLASSES = [DCAT + name for name in ("Dataset", "DatasetSeries", "DataService")]
GEOMETRIES = {
    "http://www.opengis.net/ont/geosparql#geoJSONLiteral",
    "https://www.iana.org/assignments/media-types/application/vnd.geo+json",
    "http://www.opengis.net/ont/geosparql#wktLiteral",
    "http://www.opengis.net/rdf#wktLiteral",
}

LABEL = {RDFS + "label": None, DCT + "description": None}
SCHEME = {DCT + "title": None, SKOS + "prefLabel": None, RDFS + "label": None}
ORGANISATION = {FOAF + "name": None, FOAF + "mbox": None}
CARD_ORGANISATION = {VCARD + "organization-name": None, VCARD + "organisation-name": None}
AGENT = {
    FOAF + "name": None, SKOS + "prefLabel": None, FOAF + "mbox": None,
    ORG + "memberOf": ORGANISATION, FOAF + "member": ORGANISATION,
    VCARD + "fn": None, VCARD + "organization-name": None, VCARD + "org": CARD_ORGANISATION,
    VCARD + "hasEmail": None, VCARD + "email": None, VCARD + "hasURL": None, VCARD + "url": None, VCARD + "hasUrl": None,
}
STANDARD = {DCT + "title": None, DCT + "type": None}
RIGHTS = {DCT + "rights": LABEL, DCT + "accessRights": LABEL, DCT + "license": LABEL}
DISTRIBUTION = {
    DCAT + "downloadURL": None, DCAT + "accessURL": None, DCT + "title": None, DCT + "description": None,
    DCAT + "byteSize": None, DCT + "format": LABEL, DCAT + "mediaType": LABEL, DCT + "conformsTo": STANDARD, **RIGHTS,
    SPDX + "checksum": {SPDX + "algorithm": None, SPDX + "checksumValue": None},
    DCAT + "accessService": {GEO + "serviceProtocol": None, DCT + "conformsTo": None},
    DCT + "identifier": None, DCT + "issued": None, DCT + "modified": None,
}
PERIOD = {name + end: None for name in (SCHEMA, DCAT) for end in ("startDate", "endDate")}
MEASUREMENT = {
    DQV + "isMeasurementOf": None, DQV + "value": None,
    "http://purl.org/linked-data/sdmx/2009/attribute#unitMeasure": None,
}
ROLES = [DCAT + "contactPoint", DCT + "creator", DCT + "publisher", DCT + "rightsHolder"] + [
    GEO + role for role in
    ("custodian", "distributor", "originator", "principalInvestigator", "processor", "resourceProvider", "user")
]
RESOURCE = {
    TYPE: None, DCT + "identifier": None, DCT + "title": None, DCT + "description": None, DCT + "abstract": None,
    DCT + "accrualPeriodicity": None, **{role: AGENT for role in ROLES}, DCT + "conformsTo": STANDARD,
    DCT + "spatial": "geometries", DCAT + "spatialResolutionInMeters": None, DQV + "hasQualityMeasurement": MEASUREMENT,
    SKOS + "altLabel": None, DCAT + "keyword": None,
    DCAT + "theme": {SKOS + "prefLabel": None, SKOS + "inScheme": SCHEME},
    DCT + "temporal": PERIOD, DCT + "provenance": LABEL, DCAT + "distribution": DISTRIBUTION,
    DCAT + "distributions": DISTRIBUTION, DCT + "hasPart": DISTRIBUTION, **RIGHTS,
    ADMS + "identifier": {SKOS + "notation": None}, "http://www.w3.org/2002/07/owl#sameAs": None,
    DCAT + "landingPage": None, FOAF + "isPrimaryTopicOf": {DCT + "identifier": None},
    DCT + "created": None, DCT + "issued": None, DCT + "modified": None,
    DCAT + "endpointURL": None, DCAT + "endpointDescription": None, DCAT + "servesDataset": {DCT + "identifier": None},
}


class Graph:
    def __init__(self, triples):
        self.objects, self.uses = {}, {}
        for s, p, o in triples:
            self.objects.setdefault(s, {}).setdefault(p[1:-1], []).append(o)
            if isinstance(o, str):
                self.uses.setdefault(o, []).append((s, p[1:-1]))

    def roots(self):
        seen = {}
        for wanted in CLASSES:
            for node, properties in self.objects.items():
                if "<%s>" % wanted in properties.get(TYPE, []):
                    seen.setdefault(node)
        services = {o for properties in self.objects.values() for o in properties.get(DCAT + "accessService", [])}
        return [node for node in seen if node not in services]

    def value(self, node, shape):
        """What udata sees of a node: the node itself unless blank, and the properties of the shape."""
        if isinstance(node, dict) or shape is None:
            return node if isinstance(node, dict) or node.startswith("<") else "[]"
        name = node if node.startswith("<") else "[]"
        properties = self.objects.get(node, {})
        if shape == "geometries":
            literals = [o for objects in properties.values() for o in objects
                        if isinstance(o, dict) and o["datatype"] in GEOMETRIES]
            return {"": name, "geometries": literals}
        seen = {"": name}
        for property, inner in shape.items():
            values = [self.value(o, inner) for o in properties.get(property, [])]
            if inner == "geometries":
                values = [v for v in values if v["geometries"]]
            if property == FOAF + "isPrimaryTopicOf":
                values = [v for v in values if any(i["value"] for i in v.get(DCT + "identifier", []))]
            if property == TYPE:
                values = [v for v in values if v[1:-1] in CLASSES]
            if values:
                seen[property] = values
        return seen

    def resource(self, node):
        seen = self.value(node, RESOURCE)
        links = {(s, p) for s, p in self.uses.get(node, [])}
        seen["external"] = not seen.get(DCT + "title") and len(links) == 1 and next(iter(links))[1] in (
            DCAT + "servesDataset", DCT + "hasPart")
        return seen


def short(property):
    return property.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


class Tally:
    def __init__(self):
        self.seen, self.same, self.differences = Counter(), Counter(), []

    def count(self, path, ours, theirs, where):
        self.seen[path] += 1
        if ours == theirs:
            self.same[path] += 1
        else:
            self.differences.append((path, where, theirs, ours))

    def compare(self, path, ours, theirs, where):
        if isinstance(theirs, dict) and "" in theirs and isinstance(ours, dict) and "" in ours:
            self.count(path + " (node)", ours[""], theirs[""], where)
            for property in {**theirs, **ours}:
                if property:
                    inner = "%s/%s" % (path, short(property)) if path else short(property)
                    self.compare(inner, ours.get(property), theirs.get(property), where)
        elif isinstance(theirs, list) and isinstance(ours, list) and len(ours) == len(theirs) and \
                any(isinstance(v, dict) and "" in v for v in theirs):
            for o, t in zip(ours, theirs):
                self.compare(path, o, t, where)
        else:
            self.count(path, ours, theirs, where)


def read(name):
    with open(name, encoding="utf-8") as f:
        return {(line["file"], line["record"]): line for line in map(json.loads, f)}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reference")
    parser.add_argument("ours")
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--property")
    parser.add_argument("--quiet", action="store_true")
    options = parser.parse_args()
    theirs, ours = read(options.reference), read(options.ours)
    tally = Tally()
    for key, line in theirs.items():
        where = "%s %s" % key
        mine = ours.get(key, {"error": "no such record"})
        tally.count("outcome", mine.get("error") is None, line.get("error") is None, where)
        if ("error" in mine) or ("error" in line):
            if ("error" in mine) != ("error" in line):
                path, where, a, b = tally.differences.pop()
                tally.differences.append((path, where, line.get("error", "a graph"), mine.get("error", "a graph")))
            continue
        reference, candidate = Graph(line["triples"]), Graph(mine["triples"])
        r, c = reference.roots(), candidate.roots()
        tally.count("resources", len(c), len(r), where)
        for left, right in zip(c, r):
            tally.compare("", candidate.resource(left), reference.resource(right), where)
    if not options.quiet:
        for path in tally.seen:
            print("%-50s %6d/%-6d %7.2f %%" % (path, tally.same[path], tally.seen[path], 100 * tally.same[path] / tally.seen[path]))
    shown = [d for d in tally.differences if not options.property or d[0] == options.property][: options.show]
    for path, where, reference, candidate in shown:
        print("- %s · %s\n    reference %s\n    ours      %s" % (
            path, where, json.dumps(reference, ensure_ascii=False)[:600], json.dumps(candidate, ensure_ascii=False)[:600]))
    seen, same = sum(tally.seen.values()), sum(tally.same.values())
    print("agreement %.3f %% (%d/%d)" % (100 * same / max(seen, 1), same, seen))


if __name__ == "__main__":
    main()
