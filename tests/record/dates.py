"""Records how the reference reads dates: tables for `crate/src/text/date`.

usage: PYTHON tests/record/dates.py WHAT [--count N] [--seed N] > tests/fixtures/date/WHAT.json
WHAT: parse | rdf | stored
PYTHON is the interpreter of the reference's environment. `parse` adds N random texts to those listed here.
"""
import argparse, json, os, random, time, warnings

os.environ["TZ"] = "UTC"
time.tzset()

import freezegun

NOW = "2026-11-22T10:30:00"

PLAIN = """2024|2024-03|2024-03-01|2024-03-01T10:20:30|2024-03-01T10:20:30Z|2024-03-01T10:20:30.123456+02:00
2024-03-01 10:20|2024/03/01|20240301|20240301T102030|20240301102030|202403011020|240301|03/04/2024|13/04/2024
31/12/2023|12/31/2023|01.02.2023|1.2.23|2023.02.01|1 mars 2024|1 March 2024|March 2024|Mar 2024|mars 2024
Fri, 01 Mar 2024 10:20:30 GMT|Friday, March 1st, 2024|le 3 mars 2024|3rd of May 2001|May of 2001|Sept 2024|sept. 2024
10h30|10 h 30|10h36m28.5s|10:20:30.5|10:20.5|10:20pm|10 pm|10pm|12 am|13 am|25:00|10:61|10:20:61|24:00:00
2019-02-30|2019-02-29|2020-02-29|2019-13-01|0000-01-01|9999-12-31|10000-01-01|1-1-1|1/1/1|99|32|31|0|00|100|1000
2024-W09|2024-W09-5|2024-061|2024-3-1|2024-3|24-3-1|2024-03-01T|T10:20|Z|UTC|2024-03-01 UTC|2024-03-01Z|2024-03-01+02:00
2024-03-01T10:20:30 UTC+3|2024-03-01T10:20:30 GMT-5|2024-03-01T10:20:30 EST|2024-03-01T10:20:30 -0500 (EST)
2024-03-01T10:20:30 +0300 (UTC)|2024-03-01T10:20:30+02|2024-03-01T10:20:30+0|2024-03-01T10:20:30+020|2024-03-01T10:20:30z
2024-03-01T10:20:30 CET|2024-03-01T10:20:30 BRST+3|2024-03-01 10:20:30.123|2024-03-01 10:20:30,123|2024-03-01T10:20:30.1234567
Date changed 2024-03-01|lun 03/04/2024|Vendredi, mars 1, 2024 - 10:20|Mar, 03/05/2024 - 14:12|Dim, 12/31/2023 - 23:59
2020-2021|2020/2021|depuis 2010|en cours|today|now|aujourd'hui|N/A|null|None|nan|inf|infinity|-1|+2024|1.5|1.5.2020|12.5.2020
99-01|01-99|99-01-01|01-99-01|01-01-99|Jan-01-99|01-Jan-99|99-Jan-01|01-99-Jan|Jan-99-01|Apr-2003-25|Jan-|Jan/|01-|01/
1990s|19e siècle|T2 2020|Q1 2020|2020-Q1|2020S1|20 20|20 20 20|1 2 3 4|1 2 3 4 5|2024 03 01|2024,03,01|2024;03;01
12345678901234567890|2024-03-01T99999999999999999999|99999999999-01-01|3000000000-01-01|10:20:99999999999
1111111111111111111111111111111 h|11111111111111111111111111111 m|10:1111111111111111111111111111111|1e5|1_000
Mon|Tuesday|Mon 2024|Mon 9999-12|Mon December 9999|Sat Dec 9999|monday 10:00|1st|2nd|at on and|of|'|.|,|;|-|/| |a|p|am|m|t|h|s
10 a.m.|10 p.m. 2024|12 h 5|12h05 2024-01-01|5m|5 s 2024|10h m|1.25h|0.5 h|1.999999 m|12.30.45|10:20:30:40|::|10::20""".replace("\n", "|").split("|") + [
    "", "  2024-03-01  ", "2024-03-01\n", "2024\u00a0mars", "2024\x0003\x0001", "2024-03-01\t10:20", "été 2024", "déc. 2024",
    "2024-03-01T10:20:30.000Z", "2024-03-01T10:20:30+99:99", "2024-03-01T10:20:30 +9999999999999999:00", "Dec\u202f2024",
    "2024-03-01T00:00:00.000+00:00", "2024-03-01T24:00:00", "2024-02", "2024-02-", "201912", "191912", "011299", "1999123", "199912311"]

WORDS = """Jan january Feb Mar March avr April May mai Jun June Jul juillet Aug août Sep Sept September Oct Nov Dec December déc. Mon Monday Tue
Wed lundi mar Mer jeudi Thu Fri Sat Sun dimanche am pm AM PM a p A.M. p.m. h m s hour minutes sec of at on and ad st nd rd th t T Z z UTC GMT EST
CET CEST BRST utc gmt Date changed le du au depuis W Q1 nan inf X (EST) (UTC) (abc) é""".split()
SIGNS = [" ", " ", " ", "-", "-", "/", ".", ",", ":", ":", "T", "+", "+", "-", ";", "'", "(", ")", "  ", ", ", " - ", "_", "\t"]


def number(rng):
    kind = rng.random()
    if kind < 0.35: return str(rng.randint(0, 60))
    if kind < 0.55: return f"{rng.randint(0, 60):02}"
    if kind < 0.75: return str(rng.choice([0, 1, 99, 100, 101, 999, 1000, 10000, *range(1950, 2035)]))
    if kind < 0.82: return f"{rng.randint(0, 99)}.{rng.randint(0, 9999)}"
    return "".join(rng.choice("0123456789") for _ in range(rng.choice([3, 5, 6, 7, 8, 8, 9, 10, 12, 14, 14, 15, 20, 30])))


def date(rng):
    y, m, d = rng.randint(1, 9999) if rng.random() < 0.2 else rng.randint(1900, 2040), rng.randint(0, 13), rng.randint(0, 32)
    month = rng.choice(["Jan", "february", "Mar", "Apr", "may", "Sept", "December", "Xyz"])
    sep = rng.choice(["-", "/", ".", " ", "", ", "])
    parts = rng.choice([(f"{y:04}", f"{m:02}", f"{d:02}"), (f"{d:02}", f"{m:02}", f"{y:04}"), (f"{m}", f"{d}", f"{y % 100:02}"),
                        (f"{d}", month, f"{y}"), (month, f"{d}", f"{y}"), (f"{y}", month, f"{d}"), (f"{y:04}", f"{m:02}"), (f"{y}",),
                        (month, f"{y}"), (f"{m}", f"{d}"), (f"{y % 100}", f"{m}", f"{d}"), (f"{y % 100}", month, f"{d}")])
    return sep.join(parts)


def clock(rng):
    h, m, s = rng.randint(0, 25), rng.randint(0, 61), rng.randint(0, 61)
    text = rng.choice([f"{h:02}:{m:02}", f"{h}:{m:02}:{s:02}", f"{h}:{m}:{s}.{rng.randint(0, 10**7)}", f"{h}h{m}", f"{h}h", f"{h} h {m} m {s} s",
                       f"{h}h{m}m{s}s", f"{h:02}{m:02}{s:02}", f"{h:02}{m:02}", f"{h} {rng.choice(['am', 'PM', 'a', 'p.m.'])}", f"{h}:{m}{rng.choice(['am', 'pm'])}",
                       f"{h}.{m}h", f"{h}:{m}.{s}", f"{h:02}:{m:02}:{s:02},{rng.randint(0, 999)}"])
    zone = rng.choice(["", "", "", "Z", " UTC", "+02:00", "+0200", "-5", " GMT+3", " UTC-03:00", " EST", " -0300 (BRST)", " +01:00 (GMT)", "+2:0", "z", " CET+1", "+020", "+1:"])
    return text + zone


def any_text(rng):
    kind = rng.random()
    if kind < 0.35:
        text = date(rng) + rng.choice(["", " ", "T", "T", " at ", ", ", " - "]) + rng.choice(["", clock(rng), clock(rng)])
        return text if rng.random() < 0.7 else rng.choice(["Mon, ", "Tuesday ", "le ", "Mar, ", "lun ", "Date changed "]) + text
    if kind < 0.5:
        text = list(date(rng) + "T" + clock(rng))
        for _ in range(rng.randint(1, 3)):
            at = rng.randrange(len(text))
            text[at] = rng.choice([text[at] * 2, "", " ", "-", ":", ".", ",", rng.choice("0123456789amptzZWé")])
        return "".join(text)
    if kind < 0.9:
        return "".join(rng.choice([number(rng), number(rng), rng.choice(WORDS), rng.choice(SIGNS), rng.choice(SIGNS)]) for _ in range(rng.randint(1, 10)))
    return "".join(rng.choice("0123456789  --//::..,,TZamph+JFMé'\x00()") for _ in range(rng.randint(1, 24)))


def attempt(read):
    """The value as `isoformat()` writes it, or the class and the text of the exception."""
    try:
        value = read()
    except Exception as error:
        return {"error": type(error).__name__, "message": str(error)}
    try:
        return {"value": value.isoformat()}
    except ValueError:
        return None  # an offset of a day or more, that Python cannot write


def record_parse(rng, count):
    import dateutil.parser
    from udata.harvest.backends.ckan.schemas import dkan
    readers = {
        "": lambda text: dateutil.parser.parse(text),
        "fuzzy": lambda text: dateutil.parser.parse(text, fuzzy=True),
        "year-first": lambda text: dateutil.parser.parse(text, yearfirst=True),
        "day-first": lambda text: dateutil.parser.parse(text, dayfirst=True),
        "dkan": dkan.to_date,
    }
    dateutil.parser._parser.DEFAULTPARSER.info._year = int(NOW[:4])
    dateutil.parser._parser.DEFAULTPARSER.info._century = int(NOW[:2]) * 100
    texts = [(text, style) for text in PLAIN for style in readers]
    texts += [(any_text(rng), rng.choice(["", "", "", "fuzzy", "year-first", "day-first", "dkan"])) for _ in range(count)]
    for text, style in texts:
        found = attempt(lambda: readers[style](text))
        if found is not None:
            yield {"text": text, "style": style, **found}


def record_rdf(rng, count):
    """Literals as a graph holds them: rewritten by rdflib. A value is shown after its Python class."""
    from rdflib import XSD, Literal
    texts = PLAIN + [any_text(rng) for _ in range(count)]
    for text in texts:
        for name in ("date", "dateTime", "gYear", "gYearMonth", "string"):
            literal = Literal(text, datatype=XSD[name])
            value = literal.toPython()
            shown = value.isoformat() if hasattr(value, "isoformat") else str(value)
            kind = type(value).__name__ if value is literal else type(value).__name__.removeprefix("Fake").lower()
            yield {"text": str(literal), "style": name, "value": f"{kind} {shown}"}


def record_stored(rng, count):
    """`safe_harvest_datetime`, and mongoengine's field."""
    import dateutil.parser
    from mongoengine.fields import DateTimeField
    from udata.utils import safe_harvest_datetime
    dateutil.parser._parser.DEFAULTPARSER.info._year = int(NOW[:4])
    readers = {
        "past": lambda text: safe_harvest_datetime(text, "field", refuse_future=True),
        "any": lambda text: safe_harvest_datetime(text, "field"),
        "field": lambda text: DateTimeField().validate(text),
    }
    for text in PLAIN + ["2026-11-22", "2026-11-22T10:30:00", "2026-11-22T10:30:01", "2026-11-22T11:00:00+02:00", "2027-01-01"] + [any_text(rng) for _ in range(count)]:
        for style, read in readers.items():
            try:
                value = read(text)
                yield {"text": text, "style": style, "value": value.isoformat() if value else ""}
            except Exception as error:
                yield {"text": text, "style": style, "error": type(error).__name__, "message": str(error)}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what")
    ap.add_argument("--count", type=int, default=0)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    warnings.simplefilter("ignore")
    record = globals()["record_" + a.what]
    with freezegun.freeze_time(NOW):
        rows = list(record(random.Random(a.seed), a.count))
    print("[\n" + ",\n".join(json.dumps(row, ensure_ascii=True) for row in rows) + "\n]")


if __name__ == "__main__":
    main()
