#!/usr/bin/env python3
"""Writes odd Opendatasoft datasets, and records what the reference makes of them.

usage: ods.py REFERENCE_RUN [--inspire]      REFERENCE_RUN: the program that runs udata on a file

Writes tests/fixtures/ods/odd.json (an answer of API v1) and odd.expected.json (status, errors and fields of each).
"""
import copy
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "ods"
BASE = {
    "datasetid": "base", "has_records": True, "features": ["geo", "analyze"],
    "metas": {"title": "Arbres d'alignement", "description": "<p>Les <b>arbres</b> de la ville.</p>",
              "modified": "2026-03-02T08:30:00+00:00", "keyword": ["arbre", "Espace vert"], "theme": ["Environnement, Nature"],
              "license": "Licence Ouverte v2.0 (Etalab)", "records_count": 1200, "publisher": "Ville", "language": "fr"},
    "fields": [{"name": "essence", "label": "Essence", "type": "text", "description": "Nom latin"},
               {"name": "geo", "label": "Position", "type": "geo_point_2d"}],
    "attachments": [{"id": "notice_pdf", "url": "odsfile://notice.pdf", "mimetype": "application/pdf", "title": "Notice"}],
    "alternative_exports": [{"id": "plan_zip", "url": "odsfile://plan.zip", "mimetype": "application/zip", "title": "Plan",
                             "description": "Plan de plantation"}],
}
ABSENT = object()
LICENCES = ["", None, "Licence Ouverte", "Licence Ouverte (Etalab)", "Licence ouverte / Open Licence", "CC BY-SA", "Public Domain",
            "Open Database License (ODbL)", "ODbL", "lov2", "LOV2", "etalab-2.0", "Licence Ouverte v1.0", "Conditions particulières",
            "https://www.etalab.gouv.fr/licence-ouverte-open-licence", "Voir http://opendatacommons.org/licenses/odbl/summary/",
            "Licence Ouverte version 2.0", "cc-by", "CC BY 4.0", 12, ["lov2"], ABSENT]
VALUES = [ABSENT, None, "", "texte", "a, B ,c", 0, 3, 2.5, True, [], ["un"], ["un", "deux, Trois"], [1], [None], [["x"]], {}, {"geo": 1}]
DATES = ["2026-03-02", "2026-03-02T08:30:00", "2026-03-02T08:30:00.123+02:00", "02/03/2026", "mars 2026", "pas une date", "", "2026",
         "2030-01-01T00:00:00Z"]
FILES = [{"id": "a", "url": "odsfile://a.xls", "mimetype": "application/xls"}, {"id": "a", "url": "odsfile://a", "mimetype": "text/csv"},
         {"id": "a", "url": "odsfile://a.tar.gz", "mimetype": "application/x-inconnu", "title": None}, {"url": "x", "mimetype": "text/csv"},
         {"id": "a", "mimetype": "text/csv"}, {"id": "a", "url": "b.csv"}, {"id": "a", "url": "b.csv", "mimetype": None},
         {"id": 7, "url": "b.geojson", "mimetype": ""}, {"id": "a", "url": "", "mimetype": "TEXT/CSV", "description": ""},
         {"id": "a", "url": "b.docx", "mimetype": "application/octet-stream"}, "texte", None]


def put(dataset, path, value):
    *parents, key = path
    for parent in parents:
        dataset = dataset.setdefault(parent, {})
    if value is ABSENT:
        dataset.pop(key, None)
    else:
        dataset[key] = value


def variations():
    yield BASE
    for path in (("metas", "title"), ("metas", "description"), ("metas", "keyword"), ("metas", "theme"), ("metas", "records_count"),
                 ("metas", "references"), ("has_records",), ("features",), ("fields",), ("attachments",), ("alternative_exports",), ("metas",)):
        for value in VALUES:
            dataset = copy.deepcopy(BASE)
            put(dataset, path, value)
            yield dataset
    for licence in LICENCES:
        dataset = copy.deepcopy(BASE)
        put(dataset, ("metas", "license"), licence)
        yield dataset
    for date in DATES + [ABSENT, None, 5]:
        dataset = copy.deepcopy(BASE)
        put(dataset, ("metas", "modified"), date)
        yield dataset
    for count in (49_999, 50_000, 50_001, 50_000.0, "10"):
        dataset = copy.deepcopy(BASE)
        put(dataset, ("metas", "records_count"), count)
        yield dataset
    for file in FILES:
        for key in ("attachments", "alternative_exports"):
            dataset = copy.deepcopy(BASE)
            dataset[key] = [file, {"id": "fin", "url": "fin.csv", "mimetype": "text/csv", "title": "Fin"}]
            yield dataset
    for field in ({"name": "a", "label": "A"}, {"name": None, "label": 3, "type": "int", "description": 0}, "texte", None,
                  {"name": "a", "label": "A", "type": "t", "description": ["x"]}):
        dataset = copy.deepcopy(BASE)
        dataset["fields"] = [field]
        yield dataset
    for interop in (ABSENT, None, {}, {"dcat": {"spatial": "Angers", "accrualperiodicity": "annual"}}, {"inspire": {}}, {"inspire": {"theme": "Hydrographie"}}):
        dataset = copy.deepcopy(BASE)
        put(dataset, ("interop_metas",), interop)
        yield dataset
    for empty in ({"has_records": False, "attachments": [], "alternative_exports": []}, {"has_records": False},
                  {"has_records": False, "attachments": []}):
        yield {**copy.deepcopy(BASE), **empty}
    for keywords in (["un", None], [None, ["x"]]):
        dataset = copy.deepcopy(BASE)
        put(dataset, ("metas", "keyword"), keywords)
        yield dataset


def main():
    datasets = []
    for rank, dataset in enumerate(variations()):
        dataset = copy.deepcopy(dataset)
        dataset["datasetid"] = f"jeu-{rank:03}"
        datasets.append(dataset)
    # Identifiers that name nothing.
    datasets += [{**copy.deepcopy(BASE), "datasetid": value} for value in ("", "  ", None, False, True, 12, 2.5)]
    answer = HERE / "odd.json"
    answer.write_text("".join(["{\"nhits\": %d, \"datasets\": [\n" % len(datasets),
                               ",\n".join(json.dumps(d, ensure_ascii=False) for d in datasets), "\n]}\n"]), encoding="utf-8")
    run = subprocess.run([sys.argv[1], "ods", str(answer), "--now", "2026-11-01"], capture_output=True, text=True, check=True)
    items = json.loads(run.stdout)["items"]
    (HERE / "odd.expected.json").write_text(
        "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False, sort_keys=True) for item in items) + "\n]\n", encoding="utf-8")
    print(len(items), "datasets recorded")


main()
