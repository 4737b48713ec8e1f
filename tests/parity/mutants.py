#!/usr/bin/env python3
"""Makes a corpus of damaged harvests out of a real one, with the answers of the reference.

usage: mutants.py --corpus FOLDER --reference FOLDER --out FOLDER [--kind KIND] [--count N] [--seed S]

Each harvest is one of CORPUS, in JSON or XML, with one to six changes: an entry removed, given twice, moved, emptied,
of another type, or with the value that another harvest has in the same place. The same seed gives the same harvests.
`scripts/parity --corpus OUT --compare FOLDER/compare.py --no-wheel` then compares the command with the answers.
"""
import argparse
import copy
import json
import pathlib
import random
import subprocess
import xml.etree.ElementTree as ET

CLOCK = "2026-11-01"
#: What a field may hold by mistake.
ODD = [None, "", "  ", 0, 1.5, True, False, [], {}, [None], ["a", "b"], {"a": "b"}, "texte", "é" * 300, "2020", "2020-13-45",
       "01/02/2020", "2031-01-01T00:00:00Z", "http://", "https://a.exemple.fr/x y", "<p>été &amp; <b>gras</b></p>", "12 Ko",
       "Licence Ouverte 2.0", "annuel", "POINT(1 2)", '{"type": "Point", "coordinates": [1, 2]}']
#: Largest harvest that is worth damaging.
LARGEST = 400_000


def damaged(text, chance):
    """A text as a careless hand leaves it."""
    return chance.choice([text.upper(), f" {text}\t", text[: len(text) // 2], f"{text}; {text}", text.replace("-", "/"),
                          text.replace(".", ","), text.replace("http:", "https:"), text[::-1], "", f"{text}<b>é</b>"])


class JsonMutator:
    """Changes documents of JSON; what others hold under the same key is remembered."""

    def __init__(self, documents):
        self.others = {}
        for document in documents:
            for holder, key in self.places(document):
                if isinstance(key, str):
                    self.others.setdefault(key, []).append(holder[key])

    @staticmethod
    def read(data):
        return json.loads(data)

    @staticmethod
    def written(document):
        return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", "replace")

    def places(self, value):
        for key in list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
            yield value, key
            yield from self.places(value[key])

    def change(self, document, chance):
        places = list(self.places(document))
        if not places:
            return
        holder, key = chance.choice(places)
        value = holder[key]
        match chance.randrange(5):
            case 0:
                del holder[key]
            case 1:
                holder[key] = copy.deepcopy(chance.choice(ODD))
            case 2 if isinstance(value, str):
                holder[key] = damaged(value, chance)
            case 3 if key in self.others:
                holder[key] = copy.deepcopy(chance.choice(self.others[key]))
            case _ if isinstance(holder, list):
                holder.insert(key, copy.deepcopy(value))
            case _:
                holder[key] = [value]


class XmlMutator:
    """Changes documents of XML; what others hold in elements of the same name is remembered."""

    def __init__(self, documents):
        self.elements, self.attributes = {}, {}
        for element in (element for document in documents for element in document.iter()):
            self.elements.setdefault(element.tag, []).append(element)
            for name, value in element.attrib.items():
                self.attributes.setdefault(name, []).append(value)

    @staticmethod
    def read(data):
        return ET.fromstring(data)

    @staticmethod
    def written(document):
        return ET.tostring(document, encoding="utf-8", xml_declaration=True)

    def change(self, document, chance):
        places = [(parent, child) for parent in document.iter() for child in parent]
        if not places:
            return
        parent, child = chance.choice(places)
        rank = list(parent).index(child)
        match chance.randrange(6):
            case 0:
                parent.remove(child)
            case 1:
                parent.insert(rank, copy.deepcopy(child))
            case 2:
                parent[rank] = copy.deepcopy(chance.choice(self.elements[child.tag]))
            case 3 if child.text and child.text.strip():
                child.text = damaged(child.text, chance)
            case 4 if child.attrib:
                name = chance.choice(sorted(child.attrib))
                child.set(name, chance.choice([*self.attributes[name], damaged(child.get(name), chance)]))
            case _ if child.attrib:
                del child.attrib[chance.choice(sorted(child.attrib))]
            case _:
                parent.append(parent[0])


def sources(corpus, kind):
    """The harvests of one file, with their bytes."""
    for case in json.loads((corpus / "cases.json").read_text(encoding="utf-8")):
        if len(case["files"]) == 1 and kind in (None, case["kind"]):
            data = (corpus / case["files"][0]).read_bytes()
            if len(data) < LARGEST:
                yield case, data


def families(found):
    """Harvests of JSON and of XML, each with what changes them; others are left out."""
    for mutator, error in ((JsonMutator, ValueError), (XmlMutator, ET.ParseError)):
        read = []
        for case, data in found:
            try:
                read.append((case, mutator.read(data)))
            except error:
                continue
        if read:
            change = mutator([document for _, document in read])
            yield from ((case, document, change) for case, document in read)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--reference", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--kind")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    choices = list(families(list(sources(arguments.corpus, arguments.kind))))
    (arguments.out / "inputs").mkdir(parents=True, exist_ok=True)
    cases = []
    for rank in range(arguments.count):
        case, document, change = chance.choice(choices)
        document = copy.deepcopy(document)
        for _ in range(chance.randint(1, 6)):
            change.change(document, chance)
        name = f"{rank:05}{pathlib.Path(case['files'][0]).suffix}"
        (arguments.out / "inputs" / name).write_bytes(change.written(document))
        cases.append({**case, "id": f"{rank:05}", "files": [str((arguments.out / "inputs" / name).resolve())]})
    (arguments.out / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    subprocess.run([arguments.reference / "run", "--cases", arguments.out / "cases.json", "--out", arguments.out / "golden",
                    "--now", CLOCK], check=True)


main()
