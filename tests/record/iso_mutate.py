"""Writes odd variations of ISO 19139 records, to compare what the reference and ours make of them.

usage: iso_mutate.py --seed N --count N --out FOLDER [--per-file 200] FILE...

Each variation is a record of FILE with one to three random changes: something removed, doubled, moved, renamed, emptied,
retyped, translated or taken from another record.
"""
import argparse
import copy
import os
import random

from lxml import etree

CSW = "http://www.opengis.net/cat/csw/2.0.2"
GMD, GCO, GMX = ("http://www.isotc211.org/2005/" + name for name in ("gmd", "gco", "gmx"))
SRV, XLINK = "http://www.isotc211.org/2005/srv", "http://www.w3.org/1999/xlink"
TEXTS = [
    "", "  ", " a\n  b ", "x", "http://exemple.fr/y", "https://exemple.fr/a?service=WFS&request=GetCapabilities", "urn:x:y",
    "fre", "eng", "12 Mo", "1.5", "0", "-3", "1e3", "2020", "2020-05", "2020-05-06", "2020-05-06T07:08:09Z", "06/05/2020",
    "true", "false", "EPSG:2154", "csv", "shp", "OGC:WMS", "étéAdd & <b>gras</b>", "GEMET - INSPIRE themes, version 1.0",
    "http://inspire.ec.europa.eu/theme/ad", "NaN", "1,5",
]
CODES = [
    "", "dataset", "series", "service", "nonGeographicDataset", "tile", "fre", "eng", "fra", "download", "information",
    "search", "order", "offlineAccess", "pointOfContact", "owner", "author", "publisher", "custodian", "creation",
    "publication", "revision", "annually", "daily", "unknown", "otherRestrictions", "license", " dataset ", "x y",
]


def records(name):
    root = etree.parse(name, etree.XMLParser(huge_tree=True)).getroot()
    results = root.find("{%s}SearchResults" % CSW)
    holder = results if results is not None else [root]
    return [node for node in holder if isinstance(node.tag, str)]


class Mutator:
    def __init__(self, rng, pool):
        self.rng, self.pool = rng, pool
        self.by_tag = {}
        for record in pool:
            for node in record.iter(etree.Element):
                self.by_tag.setdefault(node.tag, []).append(node)

    def change(self, record):
        nodes = [node for node in record.iter(etree.Element) if node is not record]
        if not nodes:
            return "nothing"
        node = self.rng.choice(nodes)
        kind = self.rng.choice([
            self.remove, self.double, self.rename, self.retext, self.retext, self.recode, self.recode, self.anchor,
            self.translate, self.comment, self.swap, self.borrow, self.borrow, self.level, self.unattribute, self.unwrap,
        ])
        path = "/".join(etree.QName(n).localname for n in list(node.iterancestors())[::-1][-3:] + [node])
        detail = kind(record, node)
        return "%s %s %s" % (kind.__name__, path, detail or "")

    def remove(self, record, node):
        node.getparent().remove(node)

    def double(self, record, node):
        node.addnext(copy.deepcopy(node))

    def rename(self, record, node):
        node.tag = "{%s}Foo" % etree.QName(node).namespace if self.rng.random() < 0.7 else "{%s}%s" % (GMX, etree.QName(node).localname)

    def retext(self, record, node):
        leaves = [n for n in record.iter(etree.Element) if len(n) == 0]
        leaf = self.rng.choice(leaves)
        leaf.text = self.rng.choice(TEXTS)
        return "%s=%r" % (etree.QName(leaf).localname, leaf.text)

    def recode(self, record, node):
        coded = [n for n in record.iter(etree.Element) if n.attrib]
        if coded:
            n = self.rng.choice(coded)
            name = self.rng.choice(list(n.attrib))
            n.set(name, self.rng.choice(CODES + TEXTS))
            return "%s@%s=%r" % (etree.QName(n).localname, name, n.get(name))

    def anchor(self, record, node):
        strings = list(record.iter("{%s}CharacterString" % GCO, "{%s}Anchor" % GMX))
        if strings:
            n = self.rng.choice(strings)
            if n.tag.endswith("Anchor"):
                n.tag = "{%s}CharacterString" % GCO
            else:
                n.tag = "{%s}Anchor" % GMX
                href = self.rng.choice(["http://exemple.fr/ancre", "https://exemple.fr/b", "zz", "", None, "http://inspire.ec.europa.eu/theme/ad"])
                if href is not None:
                    n.set("{%s}href" % XLINK, href)
            return etree.QName(n.getparent()).localname

    def translate(self, record, node):
        strings = list(record.iter("{%s}CharacterString" % GCO))
        if strings:
            n = self.rng.choice(strings)
            free = etree.SubElement(n.getparent(), "{%s}PT_FreeText" % GMD)
            for _ in range(self.rng.randint(1, 2)):
                group = etree.SubElement(free, "{%s}textGroup" % GMD)
                text = etree.SubElement(group, "{%s}LocalisedCharacterString" % GMD)
                text.set("locale", self.rng.choice(["#FR", "#EN", "#locale-fre", "#DE", "EN", ""]))
                text.text = self.rng.choice(["traduit", "  ", " deux\n mots ", ""])
            if self.rng.random() < 0.5:
                locale = etree.SubElement(record, "{%s}locale" % GMD)
                pt = etree.SubElement(locale, "{%s}PT_Locale" % GMD, id=self.rng.choice(["FR", "EN", "DE"]))
                code = etree.SubElement(etree.SubElement(pt, "{%s}languageCode" % GMD), "{%s}LanguageCode" % GMD)
                code.set("codeListValue", self.rng.choice(["fre", "eng", "FRE", "fra", "ger", "", "x y"]))
            if self.rng.random() < 0.2:
                n.getparent().remove(n)
            return etree.QName(free.getparent()).localname

    def comment(self, record, node):
        leaves = [n for n in record.iter(etree.Element) if n.text and n.text.strip()]
        if leaves:
            n = self.rng.choice(leaves)
            half = len(n.text) // 2
            comment = etree.Comment("c")
            comment.tail, n.text = n.text[half:], n.text[:half]
            n.insert(0, comment)
            return etree.QName(n).localname

    def swap(self, record, node):
        parent = node.getparent()
        if len(parent) > 1:
            parent.append(parent[self.rng.randrange(len(parent))])

    def borrow(self, record, node):
        same = self.by_tag.get(node.tag)
        if same:
            other = copy.deepcopy(self.rng.choice(same))
            other.tail = None
            if self.rng.random() < 0.5:
                node.getparent().replace(node, other)
            else:
                node.addnext(other)

    def level(self, record, node):
        for code in record.findall(".//{%s}hierarchyLevel/{%s}MD_ScopeCode" % (GMD, GMD)):
            code.set("codeListValue", self.rng.choice(["dataset", "series", "service", "nonGeographicDataset"]))

    def unattribute(self, record, node):
        coded = [n for n in record.iter(etree.Element) if n.attrib]
        if coded:
            n = self.rng.choice(coded)
            name = self.rng.choice(list(n.attrib))
            del n.attrib[name]
            return "%s@%s" % (etree.QName(n).localname, name)

    def unwrap(self, record, node):
        parent = node.getparent()
        for child in list(node):
            node.addprevious(child)
        parent.remove(node)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--per-file", type=int, default=100)
    parser.add_argument("--out", required=True)
    parser.add_argument("--limit", type=int, default=60_000, help="leave longer records out")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    pool = []
    for name in options.files:
        try:
            pool += [r for r in records(name)[:8] if len(etree.tostring(r)) < options.limit]
        except etree.XMLSyntaxError:
            pass
    mutator = Mutator(rng, pool)
    os.makedirs(options.out, exist_ok=True)
    number = 0
    while number * options.per_file < options.count:
        number += 1
        root = etree.Element("{%s}GetRecordsResponse" % CSW, nsmap={"csw": CSW})
        results = etree.SubElement(root, "{%s}SearchResults" % CSW)
        notes = []
        for index in range(options.per_file):
            record = copy.deepcopy(rng.choice(pool))
            record.tail = None
            changes = [mutator.change(record) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
            results.append(record)
            notes.append("%d %s" % (index, " | ".join(changes)))
        name = os.path.join(options.out, "mutated-%d-%04d" % (options.seed, number))
        etree.ElementTree(root).write(name + ".xml", encoding="utf-8", xml_declaration=True)
        with open(name + ".txt", "w", encoding="utf-8") as f:
            f.write("\n".join(notes))


if __name__ == "__main__":
    main()
