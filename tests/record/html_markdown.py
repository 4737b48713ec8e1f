#!/usr/bin/env python3
"""Records what html2text and udata make of HTML. Run it with an interpreter that has udata 17.18.0.

usage: html_markdown.py entities > crate/data/html-entities.txt
"""
import html.entities
import sys


def entities():
    print("# The character references of HTML (facts of its standard, as Python's html.entities.html5 lists them):")
    print("# the name, then its characters in hexadecimal; ? where the final semicolon may be missing.")
    names = html.entities.html5
    for name in sorted(name[:-1] for name in names if name.endswith(";")):
        points = " ".join(f"{ord(c):x}" for c in names[name + ";"])
        print(name, ("?" if name in names else "") + points)


if __name__ == "__main__":
    {"entities": entities}[sys.argv[1]](*sys.argv[2:])
