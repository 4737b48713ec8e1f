"""Records the quality that the reference computes: the table for `crate/src/model/quality/mod.rs`.

usage: PYTHON tests/record/quality.py [--count N] [--seed N] > tests/fixtures/quality/datasets.json
PYTHON is the interpreter of the reference's environment.
"""
import argparse, json, random
from datetime import date, datetime, timedelta

import freezegun

NOW = datetime(2026, 11, 22, 10, 30)
FORMATS = [None, "", "csv", "CSV", "pdf", "PDF", "xls", "Xlsx", "excel", "word", "doc", "docx", "json", " pdf", "zip"]


def some_moment(rng, delta):
    """Dates near those where the criterion turns, others, none."""
    edge = NOW - (delta or timedelta(days=3)) - timedelta(days=rng.choice([0, 1, 2]), microseconds=rng.choice([-1, 0, 1, 10**6, 43200 * 10**6]))
    at = rng.choice([None, edge, edge, edge, NOW, NOW - timedelta(microseconds=1), NOW + timedelta(days=1), datetime(2019, 5, 6, 7, 8, 9), datetime(1, 1, 1)])
    return at if at is None or rng.random() < 0.7 else rng.choice([at.date(), at])


def cases(rng, count):
    from udata.core.dataset.constants import UpdateFrequency
    frequencies = [None, *UpdateFrequency]
    for at in range(count):
        frequency = frequencies[at % len(frequencies)]
        delta = frequency.delta if frequency else None
        yield {
            "license": rng.random() < 0.7, "temporal_coverage": rng.random() < 0.5, "spatial": rng.random() < 0.5, "frequency": frequency and frequency.id,
            "description": [rng.choice(["x", "é", "😀"]), rng.choice([0, 5, 100, 101, 300])], "modified_at": some_moment(rng, delta),
            "resources": [{"type": rng.choice(["main", "main", "main", "documentation", "api", "other"]), "format": rng.choice(FORMATS),
                           "description": rng.choice([None, None, "", "texte"]), "modified_at": some_moment(rng, delta)} for _ in range(rng.choice([0, 1, 1, 2, 3]))],
        }


def quality(case):
    from udata.core.dataset.models import Dataset, HarvestDatasetMetadata, HarvestResourceMetadata, License, Resource
    from udata.core.spatial.models import SpatialCoverage
    from udata.core.dataset.constants import UpdateFrequency
    from udata.mongo.datetime_fields import DateRange
    dataset = Dataset(description=case["description"][0] * case["description"][1], harvest=HarvestDatasetMetadata())
    dataset.license = License(id="lov2", title="x") if case["license"] else None
    dataset.temporal_coverage = DateRange(start=date(2020, 1, 1)) if case["temporal_coverage"] else None
    dataset.spatial = SpatialCoverage() if case["spatial"] else None
    dataset.frequency = case["frequency"] and UpdateFrequency(case["frequency"])
    dataset.harvest.modified_at = case["modified_at"]
    for resource in case["resources"]:
        harvest = HarvestResourceMetadata()
        harvest.modified_at = resource["modified_at"]
        dataset.resources.append(Resource(filetype="remote", type=resource["type"], format=resource["format"], description=resource["description"], harvest=harvest))
    dataset.last_update = dataset.compute_last_update()
    return dataset.quality


def main():
    import flask
    from udata import settings
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--count", type=int, default=600)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    app = flask.Flask("quality")
    app.config.from_object(settings.Defaults)
    with app.app_context(), freezegun.freeze_time(NOW):
        rows = [{"dataset": case, "quality": quality(case)} for case in cases(random.Random(a.seed), a.count)]
    print("[\n" + ",\n".join(json.dumps(row, default=lambda at: at.isoformat()) for row in rows) + "\n]")


if __name__ == "__main__":
    main()
