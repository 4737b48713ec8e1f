"""What expat makes of XML, as udata has it read: `xml.sax` with namespaces, over text already decoded.

usage: PYTHON tests/record/expat.py snippets FILE.json [FILE.json…]
       PYTHON tests/record/expat.py suite FOLDER > ANSWERS.json
       PYTHON tests/record/expat.py tests RUNTESTS.c > ANSWERS.json

`snippets` writes the answers into files of `[{"name", "text"}]`. `suite` prints such a list for all documents of a
folder, and `tests` for the texts of libexpat's own tests. An answer is either `events`, one a line, or `error`, with line and column. Any Python will do: expat is the
one it was built with, and `--version` prints it.
"""

import codecs
import io
import json
import pathlib
import re
import sys
from xml.parsers import expat
from xml.sax import SAXParseException, expatreader, handler, xmlreader

DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")


class Events(handler.ContentHandler, handler.LexicalHandler):
    """Writes one line per event; text is one event between two others."""

    def __init__(self):
        super().__init__()
        self.lines = []
        self.pending = ""
        self.subset = False

    def write(self, mark, *words):
        if self.pending:
            self.lines.append("t " + word(self.pending))
            self.pending = ""
        if mark:
            self.lines.append(" ".join([mark, *map(word, words)]))

    def startElementNS(self, name, qname, attributes):
        self.write("<", expanded(name), *(f"{expanded(key)}={value}" for key, value in sorted(
            attributes.items(), key=lambda item: expanded(item[0]))))

    def endElementNS(self, name, qname):
        self.write(">")

    def characters(self, content):
        self.pending += content

    def processingInstruction(self, target, data):
        if not self.subset:
            self.write("?", target, data)

    def comment(self, text):
        if not self.subset:
            self.write("!", text)

    def startDTD(self, name, public, system):
        self.subset = True

    def endDTD(self):
        self.subset = False

    def startCDATA(self):
        pass

    def endCDATA(self):
        pass


def word(text):
    return json.dumps(text, ensure_ascii=False)


def expanded(name):
    namespace, local = name
    return f"{{{namespace}}}{local}" if namespace else local


def answer(text):
    parser = expatreader.create_parser(True)
    events = Events()
    parser.setContentHandler(events)
    parser.setProperty(handler.property_lexical_handler, events)
    source = xmlreader.InputSource()
    source.setCharacterStream(io.StringIO(text, newline=""))
    try:
        parser.parse(source)
    except SAXParseException as error:
        return {"error": str(error)}
    events.write("")
    return {"events": events.lines}


def decoded(data):
    """The text of a document, as whoever knows its encoding decodes it."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(name)
    declared = DECLARED.match(data)
    name = declared.group(1).decode() if declared else "utf-8"
    return data.decode("utf-8" if name.lower().startswith("utf-16") else name)


def suite(folder):
    folder = pathlib.Path(folder)
    for path in sorted(folder.rglob("*.xml")):
        try:
            text = decoded(path.read_bytes())
        except (UnicodeDecodeError, LookupError) as error:
            print(f"{path.relative_to(folder)}: {error}", file=sys.stderr)
            continue
        yield {"name": str(path.relative_to(folder)), "text": text, **answer(text)}


TEXT = re.compile(r'''\btext(?:\[\])?\s*=\s*((?:"(?:[^"\\]|\\.)*"\s*)+);''')


def tests(path):
    source = pathlib.Path(path).read_text("latin-1")
    for name, body in re.findall(r"START_TEST\((\w+)\)\s*\{(.*?)END_TEST", source, re.DOTALL):
        for index, literal in enumerate(TEXT.findall(body)):
            pieces = re.findall(r'"((?:[^"\\]|\\.)*)"', literal)
            try:
                text = "".join(codecs.escape_decode(piece.encode("latin-1"))[0].decode("latin-1") for piece in pieces)
                text = text.encode("latin-1").decode("utf-8")
                if "\0<" in text:
                    raise ValueError("UTF-16")
            except (UnicodeError, ValueError) as error:
                print(f"{name}: {error}", file=sys.stderr)
                continue
            yield {"name": f"{name} {index}" if index else name, "text": text, **answer(text)}


def main():
    match sys.argv[1:]:
        case ["--version"]:
            print(expat.EXPAT_VERSION)
        case ["snippets", *files]:
            for file in map(pathlib.Path, files):
                cases = json.loads(file.read_text("utf-8"))
                cases = [{"name": case["name"], "text": case["text"], **answer(case["text"])} for case in cases]
                file.write_text(json.dumps(cases, ensure_ascii=False, indent=1) + "\n", "utf-8")
        case ["suite", folder]:
            json.dump(list(suite(folder)), sys.stdout, ensure_ascii=False, indent=1)
        case ["tests", path]:
            json.dump(list(tests(path)), sys.stdout, ensure_ascii=False, indent=1)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
