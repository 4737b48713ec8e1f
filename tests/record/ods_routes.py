#!/usr/bin/env python3
"""Writes one Opendatasoft portal twice, and records what the reference makes of each.

usage: ods_routes.py REFERENCE_RUN      REFERENCE_RUN: the program that runs udata on a file

Writes tests/fixtures/ods/routes.json (an answer of API v1, for the retired harvester), routes.rdf (the same datasets as
the portal's DCAT export writes them: its properties, in its order) and routes.expected.json (the items of both).
"""
import json
import pathlib
import subprocess
import sys
from xml.sax.saxutils import escape, quoteattr

HERE = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "ods"
SITE = "https://data.exemple.fr"
CLOCK = "2026-11-01"
LICENCE = ("Licence Ouverte v2.0 (Etalab)", "https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf")
DATASETS = [
    {"id": "arbres", "title": "Arbres d’alignement", "description": "<p>Les <b>arbres</b> de la ville.</p>", "licence": LICENCE,
     "keyword": ["Espaces verts", "forêt"], "theme": ["Environnement"], "publisher": "Ville d’Exemple", "frequency": "annual",
     "place": "Exemple", "issued": "2019-05-02T07:00:00+00:00", "geo": True,
     "period": ("2020-01-01T00:00:00+00:00", "2024-12-31T00:00:00+00:00")},
    {"id": "marches", "title": "Marchés", "description": "Les marchés.", "keyword": ["marché"], "issued": "2020-01-01T00:00:00+00:00"},
    {"id": "zonage", "title": "Zonage", "description": "Le zonage.", "licence": LICENCE, "inspire": True, "issued": "2021-01-01T00:00:00+00:00"},
    {"id": "plan", "title": "Plan", "description": "Le plan.", "licence": LICENCE, "empty": True, "issued": "2022-01-01T00:00:00+00:00"},
]
EXPORTS = [("csv", "text/csv"), ("json", "application/json"), ("parquet", "application/parquet"),
           ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
GEO_EXPORTS = [("geojson", "application/geo+json"), ("shp", "application/zip")]


def search(dataset):
    metas = {"title": dataset["title"], "description": dataset["description"], "modified": "2026-03-02T08:30:00+00:00", "records_count": 12}
    for key in ("keyword", "theme", "publisher"):
        if key in dataset:
            metas[key] = dataset[key]
    if "licence" in dataset:
        metas["license"], metas["license_url"] = dataset["licence"]
    if "place" in dataset:
        metas["territory"] = [dataset["place"]]
    interop = {"dcat": {"issued": dataset["issued"]}}
    if "frequency" in dataset:
        interop["dcat"]["accrualperiodicity"] = "http://purl.org/cld/freq/" + dataset["frequency"]
    if "period" in dataset:
        interop["dcat"]["temporal_coverage_start"], interop["dcat"]["temporal_coverage_end"] = dataset["period"]
    if dataset.get("inspire"):
        interop["inspire"] = {"theme": "Usage des sols"}
    return {"datasetid": dataset["id"], "has_records": not dataset.get("empty"), "features": ["geo"] if dataset.get("geo") else [],
            "metas": metas, "interop_metas": interop, "attachments": [], "alternative_exports": [],
            "fields": [{"name": "nom", "label": "Nom", "type": "text"}]}


def distribution(dataset, extension, media_type):
    address = f"{SITE}/api/explore/v2.1/catalog/datasets/{dataset['id']}/exports/{extension}"
    yield f"<dcat:distribution><dcat:Distribution rdf:about={quoteattr(address)}>"
    yield f'<dcterms:title xml:lang="fr">{dataset["id"]}.{extension}</dcterms:title>'
    yield f'<dcterms:description xml:lang="fr">{escape(dataset["title"])} ({extension})</dcterms:description>'
    yield f"<dcat:accessURL rdf:resource={quoteattr(address)}/><dcat:downloadURL rdf:resource={quoteattr(address)}/>"
    yield f'<dcterms:format><dcterms:MediaTypeOrExtent rdf:about="https://www.iana.org/assignments/media-types/{media_type}"/></dcterms:format>'
    yield "</dcat:Distribution></dcat:distribution>"


def described(dataset):
    page = f"{SITE}/explore/dataset/{dataset['id']}/"
    yield f"<dcat:dataset><dcat:Dataset rdf:about={quoteattr(page)}>"
    yield f'<dcterms:description xml:lang="fr"><![CDATA[{dataset["description"]}]]></dcterms:description>'
    yield f"<dcterms:identifier>{page}</dcterms:identifier>"
    date = 'rdf:datatype="http://www.w3.org/2001/XMLSchema#dateTime"'
    yield f"<dcterms:issued {date}>{dataset['issued']}</dcterms:issued>"
    yield f"<dcterms:modified {date}>2026-03-02T08:30:00+00:00</dcterms:modified>"
    if "publisher" in dataset:
        agent = quoteattr(f"{SITE}/explore/?refine.publisher=Ville")
        yield f"<dcterms:publisher><foaf:Agent rdf:about={agent}><foaf:name>{escape(dataset['publisher'])}</foaf:name></foaf:Agent></dcterms:publisher>"
        yield f"<dcterms:creator rdf:resource={agent}/>"
    if "licence" in dataset:
        address = quoteattr(dataset["licence"][1])
        yield f"<dcterms:license><dcterms:LicenseDocument rdf:about={address}/></dcterms:license><dcterms:rights rdf:resource={address}/>"
    yield f"<dcat:landingPage><foaf:Document rdf:about={quoteattr(page)}/></dcat:landingPage>"
    yield f'<dcterms:title xml:lang="fr">{escape(dataset["title"])}</dcterms:title>'
    for word in dataset.get("keyword", []):
        yield f'<dcat:keyword xml:lang="fr">{escape(word)}</dcat:keyword>'
    if "frequency" in dataset:
        yield f'<dcterms:accrualPeriodicity><dcterms:Frequency rdf:about="http://purl.org/cld/freq/{dataset["frequency"]}"/></dcterms:accrualPeriodicity>'
    for theme in dataset.get("theme", []):
        yield f"<dcat:theme><skos:Concept rdf:about={quoteattr(f'{SITE}/explore/?refine.theme={theme}')}><skos:prefLabel>{escape(theme)}</skos:prefLabel></skos:Concept></dcat:theme>"
    if "place" in dataset:
        yield f"<dcterms:spatial rdf:resource={quoteattr(dataset['place'])}/><dcterms:coverage rdf:resource={quoteattr(dataset['place'])}/>"
    if not dataset.get("empty"):
        for extension, media_type in EXPORTS + (GEO_EXPORTS if dataset.get("geo") else []):
            yield from distribution(dataset, extension, media_type)
    yield "</dcat:Dataset></dcat:dataset>"


def export():
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield ('<rdf:RDF xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:foaf="http://xmlns.com/foaf/0.1/"'
           ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">')
    yield f'<rdf:Description rdf:about="{SITE}/explore/"><rdf:type rdf:resource="http://www.w3.org/ns/dcat#Catalog"/>'
    for dataset in DATASETS:
        yield from described(dataset)
    yield "</rdf:Description></rdf:RDF>"


def harvested(program, kind, path):
    run = subprocess.run([program, kind, str(path), "--now", CLOCK], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)["items"]


def main():
    program = sys.argv[1]
    pages = {"ods": HERE / "routes.json", "dcat": HERE / "routes.rdf"}
    answer = {"nhits": len(DATASETS), "datasets": [search(dataset) for dataset in DATASETS]}
    pages["ods"].write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    pages["dcat"].write_text("\n".join(export()) + "\n", encoding="utf-8")
    expected = {kind: harvested(program, kind, path) for kind, path in pages.items()}
    (HERE / "routes.expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


main()
