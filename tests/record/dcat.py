#!/usr/bin/env python3
"""Records what the reference makes of the odd DCAT catalogues of tests/fixtures/dcat.

usage: dcat.py REFERENCE_RUN [NAME...]      REFERENCE_RUN: the program that runs udata on files

Writes NAME.expected.json beside each catalogue: status and errors of the job, then of each record its status, its
errors and its fields, without those that are empty; what cannot be saved has failed, with the words of the database.
A catalogue in several pages is NAME.1.ttl, NAME.2.ttl…
The labels of blank nodes, drawn at random, are written « ? ».
"""
import ast
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "dcat"
SYNTAXES = {".ttl", ".rdf", ".xml", ".nt", ".n3", ".trig", ".json", ".jsonld"}
CLOCK = "2026-11-01"
BLANK = re.compile(r"\b[nN][0-9a-f]{32}(b\d+)?\b")


def catalogues():
    pages = {}
    for path in sorted(HERE.iterdir()):
        if path.suffix in SYNTAXES and not path.stem.endswith(".expected"):
            pages.setdefault(re.sub(r"\.\d+$", "", path.stem) + path.suffix, []).append(path)
    return pages


def filled(value):
    """The value without what is empty, and without the labels of blank nodes."""
    if isinstance(value, dict):
        kept = {key: filled(item) for key, item in value.items() if key not in ("backend", "domain")}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [filled(item) for item in value]
    # The frozen clock names its own class.
    return BLANK.sub("?", value).replace("FakeDatetime", "datetime.datetime") if isinstance(value, str) else value


def saved(item):
    """The item once udata has tried to save it: `api_error` is the exception as Python writes it."""
    why = re.fullmatch(r"InvalidDocument\((.*)\)", item.pop("api_error", ""), re.S)
    item.pop("api", None)
    if why:
        del item["item"]
        item.update(status="failed", errors=[ast.literal_eval(why[1])])
    return item


def main():
    run, wanted = sys.argv[1], sys.argv[2:]
    chosen = {name: pages for name, pages in catalogues().items() if not wanted or name in wanted}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        cases = [{"id": name, "kind": "dcat", "files": [str(page) for page in pages]} for name, pages in chosen.items()]
        (folder / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
        command = [run, "--cases", str(folder / "cases.json"), "--out", str(folder / "out"), "--now", CLOCK, "--api"]
        subprocess.run(command, check=True)
        for name in chosen:
            job = json.loads((folder / "out" / f"{name}.json").read_text(encoding="utf-8"))
            lines = [json.dumps(filled(saved(item)), ensure_ascii=False, sort_keys=True) for item in job["items"]]
            has_failed = any(item["status"] == "failed" for item in job["items"])
            status = "done-errors" if job["status"] == "done" and has_failed else job["status"]
            head = json.dumps({"status": status, "errors": filled(job["errors"])}, ensure_ascii=False)
            text = head[:-1] + ', "items": [\n' + ",\n".join(lines) + "\n]}\n"
            (HERE / f"{name}.expected.json").write_text(text, encoding="utf-8")


main()
