"""Records how the reference reads temporal coverages: the tables for `crate/src/model/temporal/mod.rs`.

usage: PYTHON tests/record/temporal.py WHAT [--count N] [--seed N] > tests/fixtures/temporal/WHAT.json
WHAT: literals | bounds | ckan
PYTHON is the interpreter of the reference's environment. N random texts are added to those of `dates.py`.
"""
import argparse, json, logging, os, random, time, warnings

os.environ["TZ"] = "UTC"
time.tzset()

import freezegun

from dates import NOW, PLAIN, any_text, date

RANGES = """2020/2021|2020-01/2021-06|2020-01-05/2021-06-07|2021/2020|2020/|/2020|/|2020/2021/2022|2020-01-05T10:00:00Z/2021-06-07T11:00:00+02:00|2020-2021|2020 / 2021
01/01/2020|1er janvier 2020/2021|2020/en cours|../2020| 2020 |+2020|-2020|2_020|0|1|99|10000|9999|0000|02020|99999999999999999999|2020.0|2020-02|2024-02|2020-13|2020-00|02-2020|2020-Mar|Mar-2020|12-31|2-30|1-1
du 1er janvier 2020 au 31 décembre 2020|2020-01-01|2020-01-01/P1Y|P1Y|2015-2020/2021|2020-12-31|--|-|a|2020-|-02|9999-12|0001-01|10000-01|20-02|2020-2|February-2020|2020/02-30""".replace("\n", "|").split("|")


def shown(value):
    if value is None:
        return None
    kind = {"FakeDate": "date", "FakeDatetime": "datetime"}.get(type(value).__name__, type(value).__name__)
    return f"{kind} {value.isoformat() if hasattr(value, 'isoformat') else value}"


def both(found):
    return found and [shown(found.start), shown(found.end)]


def record_literals(rng, count):
    from rdflib import Literal
    from udata.core.dataset.rdf import temporal_from_rdf
    for text in RANGES + PLAIN + [rng.choice([date(rng), any_text(rng), f"{date(rng)}/{date(rng)}", f"{any_text(rng)}/{date(rng)}"]) for _ in range(count)]:
        yield {"text": text, "found": both(temporal_from_rdf(Literal(text)))}


def record_bounds(rng, count):
    """Two literals of a period, as `DateRange` holds them, then what validating says."""
    from mongoengine import ValidationError
    from rdflib import XSD, Literal
    from udata.core.dataset.rdf import maybe_date_range
    values = [("2020", "gYear"), ("2020", None), ("2021-03", "gYearMonth"), ("2020-01-05", "date"), ("2021-01-05", "date"), ("2020-01-05", None), ("05/01/2020", None), ("05/01/20", None), ("2020-01-05T10:00:00", "dateTime"),
              ("2020-01-05T10:00:00Z", "dateTime"), ("2019-01-05T10:00:00+02:00", "dateTime"), ("2019-01-05T10:00:00", "dateTime"), ("2020-01-05", "dateTime"), ("2020-01-05T10:00:00", "date"), ("2020-02-30", "date"),
              ("en cours", None), ("", None), ("", "date"), ("inconnue", "date"), ("2020", "integer"), ("01-02-03", None), ("5 mars 2020", None), ("99999999999-01-01", None), ("3291308768261890608524643445836056087012 h", None), None]
    pairs = [(start, end) for start in values for end in values]
    pairs += [((any_text(rng), None), rng.choice(values)) for _ in range(count)]
    for start, end in pairs:
        literals = [value and Literal(value[0], datatype=value[1] and XSD[value[1]]) for value in (start, end)]
        # Only literals that Python takes for true are looked at.
        kept = [literal if literal else None for literal in literals]
        row = {"bounds": [None if literal is None else [str(literal), literal.datatype and str(literal.datatype)] for literal in kept]}
        found = maybe_date_range(*kept)
        row["found"] = both(found)
        if found:
            try:
                found.validate()
                row["valid"] = both(found)
            except ValidationError as error:
                row["refused"] = {name: value.message for name, value in error.errors.items()}
            except TypeError as error:
                row["raised"] = str(error).replace("FakeDatetime", "datetime.datetime").replace("FakeDate", "datetime.date")
        yield row


def record_ckan(rng, count):
    from udata.utils import daterange_end, daterange_start
    for text in RANGES + PLAIN + [rng.choice([date(rng), any_text(rng)]) for _ in range(count)]:
        if not text:
            continue
        row = {"text": text}
        for name, read in (("start", daterange_start), ("end", daterange_end)):
            try:
                row[name] = read(text).isoformat()
            except Exception as error:
                row[name] = f"{type(error).__name__} {error}"
        yield row


def main():
    import dateutil.parser
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("what")
    ap.add_argument("--count", type=int, default=0)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    dateutil.parser._parser.DEFAULTPARSER.info._year = int(NOW[:4])
    with freezegun.freeze_time(NOW):
        rows = list(globals()["record_" + a.what](random.Random(a.seed), a.count))
    print("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]")


if __name__ == "__main__":
    main()
