"""Packs the transliterations that slugs need into crate/data/transliteration.bin.

usage: PYTHON transliteration.py MAPPING OUT

PYTHON is the reference's interpreter. MAPPING is `src/data.rs` of the crate `unidecode` 0.3.0
(BSD-3-Clause, a table made from Perl's Text::Unidecode). Where the reference answers otherwise for a
character, the recorded answer is taken; the script says how many times.

Only what a slug sees is kept: letters and digits, apostrophes dropped, anything else one dash.
Hangul syllables are left out: they are spelt from their jamo.

Layout: 512 bytes, the page of each block of 256 code points (0 is the empty page); then for each
page 256 low bytes, then for each page 256 high bytes, of the place of its strings in the list; then
that list, separated by newlines, the most frequent first, the first one empty.
"""
import ast
import collections
import re
import sys

from unidecode import unidecode

HANGUL = range(0xAC00, 0xAC00 + 11172)
BLOCKS = 512


def seen_by_slug(text):
    return re.sub(r"[^A-Za-z0-9]+", "-", text.replace("'", ""))


def main(mapping, out):
    lines = open(mapping, encoding="utf-8").read().split("[", 2)[2]
    literals = re.findall(r'"(?:[^"\\]|\\.)*"', lines)
    base = [ast.literal_eval(re.sub(r"\\u\{(\w+)\}", lambda m: f"\\U{int(m[1], 16):08x}", s)) for s in literals]
    pages, differ = [], 0
    for block in range(BLOCKS):
        page = []
        for code in range(block * 256, block * 256 + 256):
            if code < 0x80 or 0xD800 <= code < 0xE000 or code in HANGUL:
                page.append("")
                continue
            value = seen_by_slug(base[code] if code < len(base) else "")
            recorded = seen_by_slug(unidecode(chr(code)))
            differ += value != recorded
            page.append(recorded)
        pages.append(tuple(page))
    count = collections.Counter(s for page in pages for s in page if s)
    strings = [""] + [s for s, _ in count.most_common()]
    place = {s: i for i, s in enumerate(strings)}
    distinct = list(dict.fromkeys([("",) * 256, *pages]))
    assert len(distinct) < 256
    with open(out, "wb") as f:
        f.write(bytes(distinct.index(page) for page in pages))
        for shift in (0, 8):
            for page in distinct:
                f.write(bytes(place[s] >> shift & 255 for s in page))
        f.write("\n".join(strings).encode("ascii"))
    print(f"{differ} characters answered otherwise than the crate; {len(strings)} strings, {len(distinct)} pages")


if __name__ == "__main__":
    main(*sys.argv[1:])
