"""Keeps what a comparison measured, for the page « Comment nous savons »: a line each in FILE, whose columns tabs part.

usage: figures.py FILE MEASURE WHAT AGREED TOTAL SOURCE

MEASURE is the page's own word: issues, champs, conversations, affichage or lecteurs. Other scripts call `keep`.
"""
import pathlib
import sys

MEASURES = ("issues", "champs", "conversations", "affichage", "lecteurs")


def keep(file, measure, what, agreed, total, source):
    """Adds a line; nothing without a file."""
    if file is None:
        return
    if measure not in MEASURES or not 0 <= int(agreed) <= int(total):
        raise ValueError((measure, agreed, total))
    with pathlib.Path(file).open("a", encoding="utf-8") as out:
        out.write("\t".join((measure, what, str(agreed), str(total), source)) + "\n")


if __name__ == "__main__":
    keep(*sys.argv[1:])
