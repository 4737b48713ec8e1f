"""What rdflib reads, in the order it reads it, as udata has it read (`Graph().parse(data=text, format=…)`).

usage: PYTHON tests/record/rdf.py dump FORMAT FILE [FORMAT FILE…]
       PYTHON tests/record/rdf.py snippets FILE.json
       PYTHON tests/record/rdf.py compare RDF_DUMP FORMAT FILE [FORMAT FILE…]

`dump` prints triples as `crate/examples/rdf_dump.rs` does. `snippets` prints the file with the answers of
rdflib written in. `compare` runs RDF_DUMP (that example, built) on the same documents and prints what differs.
PYTHON is the interpreter of an environment that holds rdflib 7.6.0.
"""

import collections
import json
import logging
import os
import signal
import subprocess
import sys
import warnings

from rdflib import Graph, Literal, URIRef
from rdflib.plugins.stores.memory import Memory

SECONDS = 120


class Slow(Exception):
    pass


def alarm(*_):
    raise Slow("too slow")


def triples(text, format):
    """The triples of the default graph in the order of first insertion, or the error."""
    graph = Graph()
    seen = {}
    add = Memory.add

    def log(self, triple, context, quoted=False):
        if context is not None and context.identifier == graph.identifier:
            seen.setdefault(triple)
        return add(self, triple, context, quoted)

    Memory.add = log
    signal.alarm(SECONDS)
    try:
        graph.parse(data=text, format=format)
    except Exception as error:
        return list(seen), f"{error}" or type(error).__name__
    finally:
        signal.alarm(0)
        Memory.add = add
    assert set(seen) == set(graph), "the log is the graph"
    return list(seen), None


def escaped(text):
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")


def written(term, labels):
    if isinstance(term, URIRef):
        return f"<{escaped(term)}>"
    if not isinstance(term, Literal):  # a blank node; or a variable or a formula of N3
        return "_:b%d" % labels.setdefault(term, len(labels))
    if term.language:
        return f'"{escaped(term)}"@{term.language}'
    return f'"{escaped(term)}"' + (f"^^<{escaped(term.datatype)}>" if term.datatype is not None else "")


def lines(rows):
    labels = {}
    return [" ".join(written(term, labels) for term in row) + " ." for row in rows]


def dump(text, format):
    rows, error = triples(text, format)
    return ([] if error else lines(rows)), error


def read(path):
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        return file.read()


def pairs(arguments):
    return list(zip(arguments[::2], map(os.path.abspath, arguments[1::2])))


def snippets(path):
    with open(path, encoding="utf-8") as file:
        cases = json.load(file)
    for case in cases:
        for key in ("triples", "error"):
            case.pop(key, None)
        found, error = dump(case["text"], case["format"])
        case.update({"error": error} if error else {"triples": found})
    print("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]")


def order_of(rows):
    """Objects by (subject, predicate) and subjects by type, as udata lists them."""
    lists = collections.defaultdict(list)
    for line in rows:
        subject, predicate, object_ = line.split(" ", 2)
        lists[subject, predicate].append(object_)
        if predicate.endswith("22-rdf-syntax-ns#type>"):
            lists[predicate, object_].append(subject)
    return lists


def without_blanks(line):
    return " ".join("_:" if word.startswith("_:b") else word for word in line.split(" "))


def verdict(theirs, error, ours, our_error):
    if error or our_error:
        if bool(error) != bool(our_error):
            return "verdict"
        return "same" if error == our_error else "message"
    if theirs == ours:
        return "same"
    if collections.Counter(map(without_blanks, theirs)) != collections.Counter(map(without_blanks, ours)):
        return "triples"
    return "order" if order_of(theirs) != order_of(ours) else "interleaving"


def compare(program, documents):
    rates = collections.defaultdict(collections.Counter)
    for format, path in documents:
        theirs, error = dump(read(path), format)
        run = subprocess.run([program, format, path], capture_output=True, text=True, encoding="utf-8")
        answer = run.stdout.split("\n")
        if run.returncode or len(answer) < 2:
            print(f"{path}: crashed: {run.stderr[-500:]}")
            rates[format]["crash"] += 1
            continue
        ours, last = answer[:-2], answer[-2].removeprefix("# ")
        found = verdict(theirs, error and escaped(error), ours, None if last == "ok" else last)
        rates[format][found] += 1
        if found != "same":
            print(f"{format} {path}: {found}")
        if found in ("verdict", "message"):
            print(f"  rdflib: {error and escaped(error)[:300]}\n  ours:   {last[:300]}")
        elif found != "same":
            for ours_only, sign in ((False, "-"), (True, "+")):
                mine, other = (ours, theirs) if ours_only else (theirs, ours)
                other = set(map(without_blanks, other))
                for line in [line for line in mine if without_blanks(line) not in other][:5]:
                    print(f"  {sign} {line[:300]}")
    for format, counter in sorted(rates.items()):
        total = sum(counter.values())
        rest = ", ".join(f"{name} {count}" for name, count in counter.items() if name != "same")
        print(f"{format}: {counter['same']} of {total} the same, in the same order{'; ' + rest if rest else ''}")


def main():
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGALRM, alarm)
    command, arguments = sys.argv[1], sys.argv[2:]
    program = os.path.abspath(arguments[0]) if command == "compare" else None
    documents = pairs(arguments[1:]) if command == "compare" else pairs(arguments) if command == "dump" else []
    path = os.path.abspath(arguments[0])
    os.chdir("/")  # rdflib resolves relative references against the current folder
    if command == "snippets":
        snippets(path)
    elif command == "compare":
        compare(program, documents)
    for format, path in documents if command == "dump" else []:
        found, error = dump(read(path), format)
        print("\n".join([*found, f"# {escaped(error) if error else 'ok'}"]))


if __name__ == "__main__":
    main()
