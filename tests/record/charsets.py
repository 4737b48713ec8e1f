"""Writes crate/data/charsets.json: Python's single-byte charsets that European portals may declare.

usage: PYTHON charsets.py OUT   (PYTHON: the reference's interpreter)

For each: what people call it, its names, as `encodings.normalize_encoding` writes them, and the characters of the bytes 0x80 to
0xFF, U+FFFD where Python finds none.
"""
import json
import sys
from encodings.aliases import aliases

CODECS = ["latin_1", "cp1252", "iso8859_15", "iso8859_2", "iso8859_5", "iso8859_7", "iso8859_9", "iso8859_10",
          "iso8859_13", "iso8859_16", "cp1250", "cp1251", "cp1253", "cp1254", "cp1257", "cp437", "cp850", "mac_roman",
          "koi8_r", "ascii"]


def label(codec):
    known = {"latin_1": "ISO-8859-1", "ascii": "ASCII", "mac_roman": "Mac OS Roman", "koi8_r": "KOI8-R"}
    return known.get(codec, codec.replace("iso8859_", "ISO-8859-").replace("cp12", "Windows-12"))


charsets = []
for codec in CODECS:
    high = "".join(bytes([byte]).decode(codec, "replace") for byte in range(0x80, 0x100))
    names = [codec, *sorted(alias for alias, target in aliases.items() if target == codec and alias != codec)]
    charsets.append({"label": label(codec), "names": names, "high": high})
with open(sys.argv[1], "w", encoding="utf-8") as f:
    f.write("[\n" + ",\n".join(json.dumps(c, ensure_ascii=False) for c in charsets) + "\n]\n")
