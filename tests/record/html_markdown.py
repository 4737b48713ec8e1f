#!/usr/bin/env python3
"""Records what html2text and udata make of HTML, and compares the crate with them.

Run it with an interpreter that has udata 17.18.0 (`python -X utf8`).

usage: html_markdown.py entities > crate/data/html-entities.txt
       html_markdown.py snippets > tests/fixtures/html/snippets.json    (of html_snippets.py)
       html_markdown.py fuzz COUNT SEED > tests/fixtures/html/fuzz.json
       html_markdown.py compare COMMAND COUNT SEED                      (COMMAND: the example html_to_markdown, built)
       html_markdown.py compare COMMAND FILE...                         (every text of JSON and XML documents)

A recorded case is [html, html2text(html), sanitize_html(html)], the last one left out where it is the second one
stripped; an exception is recorded as {"error": its text}.
"""
import html.entities
import json
import random
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree

# Pieces of markup and text, alone and broken, that a random snippet is made of; ␣ is a space inside a piece.
TAGS = """a abbr b blockquote body br code dd del div dl dt em font h1 h2 h3 h6 h7 head hr i img kbd li o:p ol p pre q s
    script span strike strong style sub sup table tbody td th title tr tt u ul x:y""".split()
ATTRIBUTES = """href=https://a.fr href="https://a.fr/(x)_[y]" href='#top' href="/rel" href="" href=mailto:a@b.fr href title="T (1)"
    title='' title=t title start=3 start="-2" start=x class="MsoNormal" style='color:red;' src=i.png src="a b.png"
    src alt="x [y]" alt alt='' width=3 align = left data-x='a>b' = / " ' a='b x="1"y=2 href=&amp;&eacute;&#233; q==r""".split(" ")
TEXTS = """a b été mot Mot . , ; : ! ? - -- + * ** _ __ ~ ~~ # ` ``` 1. 2) 10.  12.5 \\ \\* \\_ [ ] ( ) [x](y) { } | > >> < <<
    &amp; &lt; &gt; &nbsp; &eacute; &rsquo; &ndash; &middot; &lrm; &euro; &copy &notit; &foo; &foo &#233; &#xe9; &#146; &#x2019;
    &#0; &#8206; &#xD800; &#99999999; &# &#; &#x; &#12a; & &; &a &nbsp https://a.fr https://a.fr/(x)_[y] /rel a@b.fr
    <!-- <!--> --> <!--x--> <!-- <b> --> <!doctype <!DOCTYPE␣html> <?xml <?x?> <![CDATA[ ]]> <![CDATA[x]]> <![if ]> <![endif]> <!x> <!> </> </ </␣p> </p␣x>
    <a <b> </b <3 <é> </'␣+␣'script> <p/> <br/> <br␣/> <br//> <li <ul><li> </li></ul> <a␣b=' <a␣b= "> '> /> = @import;""".split()
SPACES = [" "] * 6 + ["\n", "\n", "  ", "\n\n", "\t", "\r\n", "\xa0", "\u2003", "\x0b", "\x1c", "\u200b", "\0"]


SOUP = ["<", "<", "<a", "<p", "</", "</a", ">", ">", "/", "/>", "&", "&#", "#", ";", "!", "<!--", "-->", "-", "[", "]", "=", "=", "'", '"']
SOUP += ["a", "b", "x", "1", " ", " ", "\n", "\0", "\xa0", "\x0b", "é", "href", "<script>", "</script>", "<style", "İ", "ſ", "\u212a", "."]


def snippet(rng):
    """A random snippet: broken markup, or elements from almost well-formed to broken."""
    if rng.random() < 0.2:
        return "".join(rng.choice(SOUP) for _ in range(rng.randint(1, 40)))
    disorder = rng.random()
    # Few elements meet each other more often.
    tags = rng.sample(TAGS, rng.choice([2, 4, 8, len(TAGS)]))
    pieces, open_tags = [], []
    for _ in range(rng.randint(1, rng.choice([4, 12, 30]))):
        kind = rng.random()
        if kind < 0.35:
            pieces.append(rng.choice(TEXTS if rng.random() < disorder else TEXTS[:24]).replace("␣", " "))
        elif kind < 0.55:
            pieces.append(rng.choice(SPACES) if rng.random() < disorder else " ")
        elif kind < 0.8 or not open_tags:
            tag = rng.choice(tags)
            attributes = [rng.choice(ATTRIBUTES) for _ in range(rng.choice([0, 0, 0, 1, 2, 3]))]
            if tag in ("a", "img") and rng.random() < 0.7:
                attributes.append(rng.choice(ATTRIBUTES[:5] + ["src=i.png"]))
            end = rng.choice(["/>", " />", "", "/", ">>"]) if rng.random() < disorder / 4 else ">"
            name = tag.upper() if rng.random() < 0.1 else tag
            pieces.append("<" + " ".join([name, *attributes]) + end)
            if tag not in ("br", "hr", "img"):
                open_tags.append(tag)
        else:
            pieces.append("</" + (rng.choice(tags) if rng.random() < disorder / 2 else open_tags.pop()) + ">")
    if rng.random() > disorder:
        pieces.extend(f"</{tag}>" for tag in reversed(open_tags))
    return "".join(pieces)


def entities():
    print("# The character references of HTML (facts of its standard, as Python's html.entities.html5 lists them):")
    print("# the name, then its characters in hexadecimal; ? where the final semicolon may be missing.")
    names = html.entities.html5
    for name in sorted(name[:-1] for name in names if name.endswith(";")):
        points = " ".join(f"{ord(c):x}" for c in names[name + ";"])
        print(name, ("?" if name in names else "") + points)


def reference():
    """What the reference makes of a text: html2text's Markdown, and udata's description."""
    import html2text
    import rdflib
    import udata.rdf

    def endless(*_):
        raise TimeoutError("endless")

    def attempt(convert, text):
        signal.setitimer(signal.ITIMER_REAL, 5)
        try:
            return convert(text)
        except Exception as error:
            return {"error": str(error)}
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    signal.signal(signal.SIGALRM, endless)
    markdown = lambda text: html2text.html2text(text, bodywidth=0)
    description = lambda text: udata.rdf.sanitize_html(rdflib.Literal(text))
    return lambda text: [attempt(markdown, text), attempt(description, text)]


def record(texts):
    convert = reference()
    lines = []
    for text in texts:
        markdown, description = convert(text)
        is_same = description == (markdown if isinstance(markdown, dict) else markdown.strip())
        case = [text, markdown] if is_same else [text, markdown, description]
        lines.append(json.dumps(case, ensure_ascii=False, separators=(",", ":")))
    print("[\n" + ",\n".join(lines) + "\n]")


def snippets():
    import html_snippets

    record(dict.fromkeys(html_snippets.SNIPPETS))


def fuzz(count, seed):
    rng = random.Random(int(seed))
    record(dict.fromkeys(snippet(rng) for _ in range(int(count))))


def texts_of(path):
    """Every text of a JSON or XML document, attributes apart, or of an RDF one."""
    import rdflib

    def walk(value):
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            for item in value:
                yield from walk(item)
        elif isinstance(value, str):
            yield value

    try:
        if path.endswith((".ttl", ".n3", ".nt", ".trig", ".jsonld")):
            for term in rdflib.Dataset().parse(path).objects():
                if isinstance(term, rdflib.Literal):
                    yield str(term)
        elif path.endswith((".xml", ".rdf")):
            for element in xml.etree.ElementTree.parse(path).iter():
                yield from (element.text or "", element.tail or "")
        else:
            with open(path, encoding="utf-8") as file:
                yield from walk(json.load(file))
    except Exception as error:
        print(f"{path}: {error}", file=sys.stderr)


def compare(command, *source):
    if len(source) == 2 and source[0].isdigit():
        rng = random.Random(int(source[1]))
        texts = [snippet(rng) for _ in range(int(source[0]))]
    else:
        found = dict.fromkeys(text for path in source for text in texts_of(path) if text.strip())
        texts = [text for text in found if len(text) > 20 or "<" in text or "&" in text]
    convert = reference()
    start = time.perf_counter()
    expected = [convert(text) for text in texts]
    print(f"reference: {time.perf_counter() - start:.2f} s", file=sys.stderr)
    start = time.perf_counter()
    run = subprocess.run([command], input=json.dumps(texts), capture_output=True, check=True, encoding="utf-8")
    print(f"crate: {time.perf_counter() - start:.2f} s", file=sys.stderr)
    shown = 0
    same = [0, 0]
    for text, theirs, ours in zip(texts, expected, json.loads(run.stdout), strict=True):
        for which in (0, 1):
            same[which] += theirs[which] == ours[which]
        if theirs != ours and shown < 10:
            shown += 1
            print(json.dumps(text), *map(json.dumps, [*theirs, *ours]), sep="\n  ")
    tags = sum("<" in text for text in texts)
    errors = sum(isinstance(markdown, dict) for markdown, _ in expected)
    print(f"{len(texts)} texts, {tags} with <, {errors} that raise: html2text {same[0]}, sanitize_html {same[1]}")


if __name__ == "__main__":
    {"entities": entities, "snippets": snippets, "fuzz": fuzz, "compare": compare}[sys.argv[1]](*sys.argv[2:])
