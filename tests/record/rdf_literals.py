"""Records how rdflib rewrites literals: prints a JSON list of [datatype, written, kept].

usage: PYTHON tests/record/rdf_literals.py > tests/fixtures/rdf/literals.json
where PYTHON is the interpreter of an environment that holds rdflib 7.6.0.
"""

import json
import logging
import random
import sys
import warnings

from rdflib import XSD, Literal

SAMPLES = {
    "integer": "01 +5 |7| 1_000 1__0 _1 1_ -0 -007 1.0 abc || - +- 00000000009 12345678901234567890123",
    "nonNegativeInteger": "007 -1",
    "positiveInteger": "0 1e3",
    "int": "5.0 1e3 99999999999",
    "long": "08",
    "unsignedByte": "300",
    "decimal": "1.0 1.50 1e5 +1 -0 0.0000001 1E-30 NaN nan sNaN -NaN NaN12 Infinity -inf inf |1| 1_0 1__0 .5 5. . "
    "-0.0 00.10 1.2e3 1.2e1 12345e-2 12345e-7 0e5 0e-3 0.00e1 1e+5 1e 1,5 1.5.2 |",
    "double": "1 1.0 1e5 1E400 -1e400 inf INF -INF +Infinity NaN -nan 1_0 |1.5| 0x10 1e22 1e16 1e15 123456789012345678 "
    "1e-5 0.0001 0.00001 .5 5. 1e 1e+ e5 1.5e3 -0 -0.0 1_000.5 1._5 1e1_0 9007199254740993 0.1 1e-7 5e-324 +-1 infinit",
    "float": "1.1 3.4e38 16777217 0.30000001192092896",
    "boolean": "1 true TRUE True 0 false |true| yes ||",
    "dateTime": "2020-01-01 2020-01-01T10:00:00 2020-01-01T10:00:00Z 2020-01-01T10:00:00z 2020-01-01T10:00:00+02:00 "
    "2020-01-01T10:00:00.1 2020-01-01T10:00:00.123456789Z 2020-01-01|10:00 20200101T101010 2020-W01-1 2020-W01 "
    "2020W01 2020W011 2020W01T10 2020W011T10 2020-W01T10 2020-W01-1T10 2020-W53-1 2021-W53-1 2020-W00-1 2020-W01-8 "
    "2020-01-01T24:00:00 2020-1-1T1:00:00 2020-01-01T10 2020-01-01T1 2020-01-01T 2020-01-01T10:00:00+0200 "
    "2020-01-01T10:00:00+02 2020-01-01T10:00:00-00:30 2020-01-01T10:00:00-00:00 2020-01-01T10:00:00.000 "
    "2020-01-01T10:00:00,5 2020-01-01T10:00:00. 2020-01-01T10:00:00+02:00:30 2020-01-01T10:00:00+02:00:30.5 "
    "2020-01-01T10:00:00+23:59 2020-01-01T10:00:00+24:00 2020-01-01T10:00:00+22:90 2020-01-01T10:00:00+ "
    "2020-01-01T10:00:00+2 || 2020-13-01T00:00:00 2020-02-30 2019-02-29 2020-02-29 2020-01-01X10:00:00 "
    "|2020-01-01T10:00:00 2020-01-01T10:00:00| 2020-01-01é10:00:00 2020-01-01é 0000-01-01 0001-01-01 9999-12-31 "
    "9999-W52-7 12020-01-01 2020 202001 2020-01 20200101 2020010 2020-01-0 2020-01-01T10:0000 2020-01-01T1000:00 "
    "2020-01-01T10:00:00.5+01:00 2020-01-01T10.5 2020-01-01T10:30.5 2020-01-01T103000.5 2020-01-01T10:00:00.5x "
    "2020-01-01T10:00:00.5555555x 2020-01-01T10:60:00 2020-01-01T10:00:60 2020/01/01 01/02/2020 "
    "2020-01-01T10:00:00ZZ 2020-01-01T10:00:00Z+01:00 2020-01-01T10:00:00+01:00Z 2020-01-01Z 2020-01-01+02:00",
    "date": "2020-01-01 2020-01-01Z 2020-01-01z 2020-01-01+02:00 2020-01-01-05:00 2020-01-01T10:00:00 -2020-01-01 "
    "20200101 2020-W01-1 2020-W01 2020-1-1 2020-01 2020 +2020-01-01 2020-01-01| |2020-01-01 2020-02-30 12020-01-01 "
    "2020-01-01+ 2020-01-01:00 2020-01-01|10:00:00 01-02-2020 2020-01-01ZZ 2020-W01-8 -0020-01-01 ||",
    "time": "10:00:00 10:00 10 10:00:00Z 10:00:00.5 T10:00:00 TT10 25:00:00 10:00:00+01:00 || 1 1000 100000.25 10:00+05",
    "duration": "P1Y P1D PT36H P1Y2M3DT4H5M6.7S P12M P0D -P1D P1W 1D PT0.5S -P1Y P18M P1Y0M PT P P1DT +P1D PT90M PT3600S "
    "P1M1D P1D1M PT1S1M P24M PT0S -P0D P1Y12M PT86400S PT1.25M p1d P1H",
    "dayTimeDuration": "P1D PT25H",
    "yearMonthDuration": "P18M",
    "hexBinary": "0aFF zz abc ||",
    "base64Binary": "YWJj YWJj| !! YQ== YQ= YQ YWI= YWI YR== YWJ= Y Y=Q= YWJjYQ==YWJj ====",
    "anyURI": "|http://example.org|",
    "string": "|a||b|",
    "normalizedString": "|a\t|b\n",
    "token": "|a\t||b\n|",
    "language": "FR",
    "gYear": "2020 2020-01-01 -2020 2020Z 0020",
    "gYearMonth": "2020-01 2020-13",
}


def samples():
    for name, words in SAMPLES.items():
        for word in words.split(" "):
            yield name, "" if word == "||" else word.replace("|", " ")
    chance = random.Random(1)
    for name in ("dateTime", "date", "time", "decimal", "double", "integer"):
        words = SAMPLES[name].split(" ")
        for _ in range(60):
            letters = list(chance.choice(words))
            for _ in range(chance.randint(1, 2)):
                at = chance.randint(0, len(letters))
                letters[at : at + chance.randint(0, 1)] = chance.choice("0123459-+:.TWZe ")
            yield name, "".join(letters).replace("|", " ")


def main():
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    rows = [[name, written, str(Literal(written, datatype=XSD[name]))] for name, written in samples()]
    sys.stdout.write("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n")


main()
