"""What udata's own API answers a visitor of data.gouv.fr about a harvested record: its marshalling, its field definitions.

A preview saves nothing, so the record goes through BSON and back, as the database would return it. Identifiers, which the database
would draw, are ranks: two runs give the same. What nothing shown depends on is not asked: rights of the visitor, other lists.
"""
import json
import uuid

import bson
from bson.binary import UuidRepresentation
from bson.codec_options import CodecOptions

CODEC = CodecOptions(uuid_representation=UuidRepresentation.STANDARD)
# With this header, as on the site's pages, the API names zones, licences and frequencies instead of their identifiers.
HEADERS = {"X-Get-Datasets-Full-Objects": "True"}
# `permissions` is for who may edit; the others are lists that have addresses of their own.
UNASKED = {"permissions", "community_resources", "resources", "datasets"}


def answer(record, rank):
    """The API's JSON for one dataset or API of a harvest; `rank` is its place among the records."""
    from flask import g
    from flask_principal import AnonymousIdentity
    from udata.core.dataset.models import Dataset
    from udata.i18n import language
    g.identity = AnonymousIdentity()
    record = read_back(record)
    record.id = f"{rank + 1:024x}"
    with language("fr"):
        told = of_dataset(record, rank) if isinstance(record, Dataset) else marshalled(record, type(record).__read_fields__)
        return json.loads(json.dumps(told, default=str))


def read_back(record):
    raw = bson.encode(record.to_mongo().to_dict(), codec_options=CODEC)
    return type(record)._from_son(bson.decode(raw, codec_options=CODEC))


def marshalled(thing, fields):
    from flask_restx import marshal
    return marshal(thing, {name: field for name, field in fields.items() if name not in UNASKED})


def of_dataset(dataset, rank):
    """A dataset with what its page asks for beside it: files, their schemas, the reason of a restricted access."""
    from udata.core.access_type.constants import InspireLimitationCategory
    from udata.core.dataset.api_fields import resource_fields, schema_fields
    from udata.core.dataset.apiv2 import dataset_fields
    for place, file in enumerate(dataset.resources):
        file.id = uuid.UUID(int=(rank + 1 << 64) + place)
    schemas = {}
    for file in dataset.resources:
        schema = file.to_mongo().get("schema")
        if schema:
            schemas[schema.get("url"), schema.get("name"), schema.get("version")] = schema
    reason = dataset.access_type_reason_category and InspireLimitationCategory(dataset.access_type_reason_category)
    return {
        **marshalled(dataset, dataset_fields),
        "resources": [marshalled(file, resource_fields) for file in dataset.resources],
        "schemas": [marshalled(schema, schema_fields) for schema in schemas.values()],
        "access_type_reason_category_full": reason and {"label": str(reason.label), "definition": str(reason.definition)},
    }
