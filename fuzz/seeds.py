#!/usr/bin/env python3
"""Writes where the fuzzer starts from into fuzz/seeds: `all` for each target, and what only one of them reads beside it.

Tables of cases hold the documents themselves, as texts: some of each table are starts of their own, for a CSW envelope
is nowhere else."""
import io, json, pathlib, shutil, zipfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
OUT = ROOT / "fuzz/seeds"
LARGEST = 64 << 10
SHORTEST = 30
# Starts taken from one table: reading them all would take longer than a short run lasts.
MOST = 60
# As in `Portal` of entries.rs: what the first byte of an answer says.
STATUSES = {200: 1, 404: 4, 302: 5, 500: 6, 429: 7}
TYPES = ["turtle", "rdf+xml", "json", "/xml", "html"]


def texts(value):
    """What a table holds that begins as a document does."""
    if isinstance(value, str):
        if len(value) > SHORTEST and value.lstrip()[:1] in ("<", "{", "[", "@", "_"):
            yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts(inner)


def some(found, most=MOST):
    """Spread over all of them."""
    found = list(found)
    return found[:: -(-len(found) // most) or 1]


def conversation(answers):
    """The answers of a portal, one after the other."""
    for answer in answers:
        headers = {name.lower(): text for name, text in answer.get("headers", {}).items()}
        kind = next((at for at, name in enumerate(TYPES) if name in headers.get("content-type", "")), 5)
        status = STATUSES.get(answer.get("status", 200), 6)
        body = headers.get("location", "") if status == 5 else answer.get("body", "")
        yield bytes([kind << 3 | status]) + body.replace("\0", "").encode()


def archive(documents):
    """Two records, the second one packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as files:
        for at, document in enumerate(documents):
            how = zipfile.ZIP_DEFLATED if at else zipfile.ZIP_STORED
            files.writestr(zipfile.ZipInfo(f"fiche-{at}.xml"), document, compress_type=how)
    return out.getvalue()


shutil.rmtree(OUT, ignore_errors=True)
starts = {"all": {}, "archive": {}, "crawler": {}}
for folder in ("tests/fixtures", "www/examples"):
    for file in sorted((ROOT / folder).rglob("*")):
        if not file.is_file():
            continue
        name, content = file.relative_to(ROOT).as_posix().replace("/", "-"), file.read_bytes()
        if len(content) < LARGEST:
            starts["all"][name] = content
        if file.suffix == ".json":
            table = json.loads(content)
            for at, text in enumerate(some(texts(table))):
                starts["all"][f"{name}-{at}"] = text.encode(errors="replace")
            cases = [case for case in table if isinstance(case, dict)] if isinstance(table, list) else []
            for at, case in enumerate(some((case for case in cases if isinstance(case.get("answers"), list)), 4 * MOST)):
                starts["crawler"][f"{name}-{at}"] = b"\0".join(conversation(case["answers"]))
records = some(content for content in starts["all"].values() if content[:1] == b"<")
for at in range(0, len(records) - 1, 2):
    starts["archive"][f"{at}.zip"] = archive(records[at : at + 2])
for target, files in starts.items():
    (OUT / target).mkdir(parents=True)
    for name, content in files.items():
        if len(content) < LARGEST:
            (OUT / target / name).write_bytes(content)
