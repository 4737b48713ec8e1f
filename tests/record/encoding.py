"""Records the text that requests reads in an answer.

usage: PYTHON encoding.py OUT   (PYTHON: the reference's interpreter)
"""
import json
import sys

import requests
from requests.utils import get_encoding_from_headers

TYPES = [
    None, "", "text/xml", "text/turtle", "text/plain", "text/html; charset=", "TEXT/XML", "application/xml",
    "application/rdf+xml", "application/ld+json", "application/json", "application/octet-stream",
    "application/vnd.text", "text/xml; charset=utf-8", "text/xml;charset=UTF8", "text/xml; Charset=\"UTF-8\"",
    "text/xml; charset='iso-8859-1'", "text/xml; charset=latin1", "text/xml; charset=L1", "text/xml; charset=ISO_8859-15",
    "text/xml; charset=latin9", "text/xml; charset=windows-1252", "text/xml; charset=cp1252", "text/xml; charset=x-sjis-x",
    "text/xml; charset=ascii", "text/xml; charset=us-ascii", "application/json; charset=utf-16", "text/xml; charset=utf-16le",
    "text/xml; charset=UTF-16BE", "text/xml; charset=utf-8-sig", "text/xml; charset=utf-32", "text/xml; charset",
    "text/xml; charset=utf-8; charset=latin-1", "text/xml; version=1; \"charset\" = 'utf-8'", "charset=utf-8", ";charset=utf-8",
    "application/xml; charset=macintosh", "application/xml; charset=iso-8859-2", "application/xml; charset=inconnu",
]
TEXTS = {
    "json": '{"titre": "Données de l\'été à Orléans", "n": 1}',
    "typographic": '{"titre": "L’œuvre — 5 € « fin »"}',
    "ascii": '{"titre": "abc"}',
    "long": "<rdf:RDF><dct:title>Qualité de l'air à Orléans</dct:title><dct:description>Données agrégées relevées par les "
    "stations de mesure, été comme hiver. Où trouver la légende ? À côté, là-bas, dès demain.</dct:description></rdf:RDF>",
    "astral": '{"a": "vélo 🚲 北京"}',
    "short": "é",
    "empty": "",
}
ENCODINGS = ["utf-8", "utf-8-sig", "latin-1", "cp1252", "iso-8859-15", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
DECLARATIONS = ["UTF-8", "ISO-8859-1", "iso-8859-15", "windows-1252"]
BROKEN = [b"caf\xe9 \xe2\x82 \xf0\x9f\x9a\xb2\xff", b"\xff\xfea\x00\x00\xd8b\x00\x01", b"\xfe\xff\xdc\x00\x00a", b"\xc3\xa9\xc3",
          b"\x80\x81\x8d\x90\x9d\xa0", b"\xff\xfe\x00\x00a\x00\x00\x00\x00\x00\x11\x00\x01", b"\xed\xa0\x80 \xc0\xaf \xf5\x80"]


def bodies():
    for text in TEXTS.values():
        for encoding in ENCODINGS:
            try:
                yield text.encode(encoding), TYPES
            except UnicodeEncodeError:
                pass
    for encoding in ("utf-8", "utf-8-sig", "latin-1", "cp1252", "iso-8859-15", "utf-16"):
        for declaration in DECLARATIONS:
            for name in ("long", "ascii"):
                text = f'<?xml version="1.0" encoding="{declaration}"?>\n{TEXTS[name]}'
                yield text.encode(encoding), ["text/xml", "application/rdf+xml", None]
    for body in BROKEN:
        yield body, [t for t in TYPES if t and "charset" in t] + ["text/xml", "application/json"]


def answer(body, content_type):
    response = requests.Response()
    response._content = body
    response.headers = {} if content_type is None else {"content-type": content_type}
    response.encoding = get_encoding_from_headers(response.headers)
    seen = []
    requests.models.complexjson.loads = lambda text, **_: seen.append(text)
    response.json()
    guessed = response.encoding is None and not is_certain(body)
    return response.text, seen[-1], guessed


def is_certain(body):
    utf32 = body[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
    utf16 = body[:2] in (b"\xff\xfe", b"\xfe\xff")
    try:
        body.decode("utf-32" if utf32 else "utf-16" if utf16 else "utf-8")
        return True
    except UnicodeDecodeError:
        return False


def main(out):
    grouped = {}
    for body, types in bodies():
        for content_type in types:
            read = answer(body, content_type)
            if not any(0xD800 <= ord(c) < 0xE000 for c in read[0]):
                answers = grouped.setdefault(body, {}).setdefault(read, [])
                if content_type not in answers:
                    answers.append(content_type)
    rows = [
        {"hex": body.hex(), "answers": [{"types": types, "text": text, "json": json_text, "guessed": guessed}
                                        for (text, json_text, guessed), types in answers.items()]}
        for body, answers in grouped.items()
    ]
    with open(out, "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(r, ensure_ascii=False) for r in rows) + "\n]\n")
    print(sum(len(a["types"]) for r in rows for a in r["answers"]), "answers")


if __name__ == "__main__":
    main(*sys.argv[1:])
