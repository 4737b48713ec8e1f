"""Records what udata's conversion makes of ISO 19139 records: the graph, triple by triple.

usage: PYTHON iso.py [--out FILE] FILE...

PYTHON is the interpreter of an environment that holds udata and saxonche. Each FILE is a CSW answer
or a bare record. For each record, one JSON line: {"file", "record", "triples"} or {"file", "record",
"error"}; the triples come in the order rdflib receives them, blank nodes numbered by first mention.
"""
import argparse
import json
import os
import sys

import udata
from rdflib import BNode, Graph, Literal
from saxonche import PySaxonProcessor
from udata.harvest.backends.dcat import CSW_NAMESPACE, BaseCswDcatBackend, CswIso19139DcatBackend

STYLESHEET = os.path.join(os.path.dirname(udata.__file__), "harvest/tests/csw_dcat/iso-19139-to-dcat-ap.xsl")


class OrderedGraph(Graph):
    """Keeps the triples in the order of their first insertion."""

    def __init__(self):
        super().__init__()
        self.seen = {}

    def add(self, triple):
        self.seen.setdefault(triple)
        return super().add(triple)


class Reference:
    """udata's converter, with its own parameters."""

    def __init__(self):
        self.saxon = PySaxonProcessor(license=False)
        for feature, value in BaseCswDcatBackend.SAXON_SECURITY_FEATURES.items():
            self.saxon.set_configuration_property(feature, value)
        self.saxon.set_configuration_property("http://saxon.sf.net/feature/strip-whitespace", "all")
        self.xpath = self.saxon.new_xpath_processor()
        self.xpath.declare_namespace("csw", CSW_NAMESPACE)
        with open(STYLESHEET, encoding="utf-8") as f:
            self.stylesheet = self.saxon.new_xslt30_processor().compile_stylesheet(stylesheet_text=f.read())
        for key, value in CswIso19139DcatBackend.xslt_params.items():
            self.stylesheet.set_parameter(key, self.saxon.make_string_value(value))

    def records(self, text):
        """The elements udata would convert: children of the search results, or the bare root."""
        tree = self.saxon.parse_xml(xml_text=text)
        self.xpath.set_context(xdm_item=tree)
        results = self.xpath.evaluate("/csw:GetRecordsResponse/csw:SearchResults") or self.xpath.evaluate(
            "/*:GetRecordByIdResponse"
        )
        nodes = results.head.children if results else tree.children
        return [node for node in nodes if node.node_kind_str == "element"]

    def xml(self, record):
        return self.stylesheet.transform_to_value(xdm_node=record).head.to_string("utf-8")

    def triples(self, record):
        graph = OrderedGraph()
        graph.parse(data=self.xml(record), format="xml")
        labels = {}
        return [[term(t, labels) for t in triple] for triple in graph.seen]


def term(t, labels):
    """A term in a shape that any reader can compare."""
    if isinstance(t, BNode):
        return "_:%d" % labels.setdefault(t, len(labels))
    if isinstance(t, Literal):
        return {"value": str(t), "language": t.language, "datatype": str(t.datatype) if t.datatype else None}
    return "<%s>" % t


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default="-")
    parser.add_argument("--xml", action="store_true", help="print RDF/XML instead")
    parser.add_argument("files", nargs="+")
    options = parser.parse_args()
    out = sys.stdout if options.out == "-" else open(options.out, "w", encoding="utf-8")
    reference = Reference()
    for name in options.files:
        with open(name, encoding="utf-8") as f:
            text = f.read()
        try:
            records = reference.records(text)
        except Exception as e:
            print(json.dumps({"file": os.path.basename(name), "record": None, "error": str(e)}), file=out)
            continue
        for index, record in enumerate(records):
            if options.xml:
                try:
                    print(reference.xml(record), file=out)
                except Exception as e:
                    print("ERROR", e, file=out)
                continue
            line = {"file": os.path.basename(name), "record": index}
            try:
                line["triples"] = reference.triples(record)
            except Exception as e:
                line["error"] = str(e)
            print(json.dumps(line, ensure_ascii=False), file=out)


if __name__ == "__main__":
    main()
