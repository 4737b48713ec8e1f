#!/usr/bin/env python3
"""Records what the reference makes of the documents that trip each rule, into tests/fixtures/checks/effects.json.

usage: EFFECTS=FOLDER cargo test --test all effects; effects.py REFERENCE FOLDER
REFERENCE: the command that runs udata over recorded answers (run --cases … --out …); the retired Opendatasoft plugin too.
"""
import json
import pathlib
import subprocess
import sys

FIXTURE = pathlib.Path(__file__).resolve().parents[1] / "fixtures" / "checks" / "effects.json"
SHOWN = ("title", "description", "license", "spatial", "frequency", "temporal_coverage", "resources", "contact_points")


def kept(item):
    record = item.get("item") or {}
    shown = {field: record[field] for field in SHOWN if record.get(field) not in (None, "", [], {})}
    # How many there are is enough.
    for field in ("resources", "contact_points"):
        if field in shown:
            shown[field] = [0] * len(shown[field])
    return {"remote_id": item["remote_id"], "status": item["status"], "item": shown}


def main():
    run, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    out = folder / "out"
    subprocess.run([run, "--cases", str(folder / "cases.json"), "--out", str(out), "--now", "2026-11-01"], check=True)
    answers = {}
    for case in json.loads((folder / "cases.json").read_text(encoding="utf-8")):
        job = json.loads((out / f"{case['id']}.json").read_text(encoding="utf-8"))
        answers[case["id"]] = {"status": job["status"], "items": [kept(item) for item in job["items"]]}
    lines = [f"{json.dumps(name)}: {json.dumps(answer, ensure_ascii=False)}" for name, answer in answers.items()]
    FIXTURE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


main()
