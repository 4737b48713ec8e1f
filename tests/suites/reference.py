"""Answers `[kind, text]` pairs as `crate/examples/suite.rs` does, with the Python libraries that udata calls."""
import datetime
import json
import logging
import os
import pathlib
import re
import socket
import sys
import warnings

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "record"))


def loads(text):
    try:
        return repr(json.loads(text))
    except (ValueError, RecursionError) as error:
        return f"error: {error}"


def markdown(text):
    import html2text
    try:
        return html2text.html2text(text, bodywidth=0)
    except Exception as error:
        return f"error: {error}"


def date(text):
    from dateutil.parser import parse
    try:
        return parse(text, default=datetime.datetime(2026, 11, 1)).isoformat()
    except Exception as error:
        return f"error: {error}"


def address(text):
    from udata import uris
    # Messages are not compared: they need no translation, nor the application that gives it.
    uris._ = str
    try:
        return uris.validate(text, resolve=False, local=False)
    except (uris.ValidationError, UnicodeError):
        return "refused"


def triples(syntax):
    def answer(text):
        import rdf
        lines, error = rdf.dump(text, syntax)
        return halves("\n".join(lines)) if error is None else f"error: {error}"

    return answer


def halves(text):
    """Half of a surrogate pair is no character in Rust: one of the last plane stands for it. JSON would join two of them."""
    return re.sub("[\ud800-\udfff]", lambda half: chr(ord(half[0]) + 0x100000), text)


def no_network(*_):
    raise OSError("no network")


warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
# A context that stands elsewhere is read by neither side, and references are resolved against the current folder.
socket.socket.connect = no_network
os.chdir("/")
ANSWERS = {"json": loads, "html": markdown, "date": date, "address": address}
ANSWERS |= {f"rdf {name}": triples(name) for name in ("turtle", "n3", "trig", "nt", "xml", "json-ld")}
json.dump([ANSWERS[kind](text) for kind, text in json.load(sys.stdin)], sys.stdout)
