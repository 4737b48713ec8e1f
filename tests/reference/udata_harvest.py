"""Asks udata, the software of data.gouv.fr, what becomes of a harvest.

usage: udata_harvest.py KIND FILE… [--site ADDRESS] [--prefix ADDRESS] [--feature NAME]… [--zones FILE] [--now DAY] [--api]
       udata_harvest.py --cases CASES.json --out FOLDER [--ids A,B] [--zones FILE] [--now DAY] [--api]
       udata_harvest.py --conversation FILE.json… [--now DAY]

The first two read documents: pages of a catalogue in order, answers of a CSW, packages of a CKAN. The third plays a whole
conversation over HTTP: {"kind", "path", "features", "filters", "prefix", "answers": [{"method", "path", "status", "headers",
"body", "error"}]}, where what no answer names is a 404, the last answer to an address is given again and again, and {BASE} is
the portal's own address. JSON on stdout, in the shape of the command's. With --api, each harvested record also has `api`: what
udata's API would answer about it once saved, which is what data.gouv.fr's pages are made from.

Nothing is stored: an in-memory stand-in takes MongoDB's place, and the run is udata's own preview (dry run). Licences are
those of crate/data/licences.json; zones, none but those of --zones, a file in the form of crate/data/zones.txt.
"""
import argparse
import contextlib
import datetime
import functools
import json
import logging
import mimetypes
import os
import pathlib
import re
import sys
import urllib.parse

import udata_api

HERE = pathlib.Path(__file__).resolve().parent
LICENCES = HERE.parents[1] / "crate" / "data" / "licences.json"
DAY = "2026-11-01"
BASE = "https://portail.exemple.fr"
SITES = {"ckan": "https://ckan.exemple.fr/", "dkan": "https://dkan.exemple.fr/", "csw-dcat": "https://geo.exemple.fr/csw",
         "csw-iso-19139": "https://geo.exemple.fr/csw"}
STYLESHEET = "http://feuille.test/iso-19139.xsl"
# A conversation that goes round has no end of its own.
MOST_REQUESTS = 60
LAST_PAGE = ('<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2">'
             '<csw:SearchResults numberOfRecordsMatched="0" numberOfRecordsReturned="0" nextRecord="0"/></csw:GetRecordsResponse>')


# --- udata, without a database --------------------------------------------------------------------------------

def application():
    """udata's application as production runs it, on an in-memory database that holds the licences."""
    os.environ.setdefault("UDATA_SETTINGS", os.devnull)
    import mongoengine
    import mongomock
    connect = functools.partial(mongoengine.connect, mongo_client_class=mongomock.MongoClient)

    def in_memory(db=None, alias="default", **others):
        for name in ("mongo_client_class", "uuidRepresentation"):
            others.pop(name, None)
        return connect(db, alias=alias, uuidRepresentation="standard", **others)

    import udata.flask_mongoengine.connection as own
    for module in (mongoengine, mongoengine.connection, own):
        if hasattr(module, "connect"):
            module.connect = in_memory
    from udata import settings
    from udata.app import create_app, standalone
    site = "www.data.gouv.fr"
    chosen = type("Chosen", (settings.Testing,), {
        "MONGODB_HOST": "mongodb://localhost:27017/reference", "MONGODB_HOST_TEST": "mongodb://localhost:27017/reference",
        "SERVER_NAME": site, "CDATA_BASE_URL": f"https://{site}", "DEFAULT_LANGUAGE": "fr", "HARVESTER_BACKENDS": ["*"],
        "HARVEST_PREVIEW_MAX_ITEMS": 1_000_000, "HARVEST_ISO19139_XSLT_URL": STYLESHEET, "URLS_RESOLVE_HOSTNAME": False,
        "URLS_ALLOW_LOCAL": False, "URLS_ALLOWED_TLDS": settings.Defaults.URLS_ALLOWED_TLDS, "HVD_SUPPORT": True,
        "INSPIRE_SUPPORT": True, "SPAM_WORDS": [], "SECRET_KEY": "none",
    })
    app = create_app(settings.Defaults, override=chosen, init_logging=lambda _: None)
    standalone(app)
    return app


def seed(zones=None):
    from udata.core.dataset.models import License
    from udata.core.organization.models import Organization
    for licence in json.loads(LICENCES.read_text(encoding="utf-8"))["licences"]:
        License(active=True, flags=[], **licence).save()
    if zones:
        seed_zones(zones.read_text(encoding="utf-8"))
    return Organization(name="Producteur", description="Un producteur").save()


def seed_zones(text):
    """`= level` opens a level, then a line a zone: code, space, name."""
    from slugify import slugify
    from udata.core.spatial.models import GeoZone
    level = None
    for line in filter(None, text.splitlines()):
        if line.startswith("= "):
            level = line[2:]
        elif level:
            code, name = line.split(" ", 1)
            GeoZone(id=f"{level}:{code}", slug=slugify(name), name=name, code=code.split("@")[0], level=level).save()


# --- A portal that answers as it is told ----------------------------------------------------------------------

class Portal:
    """Answers by method and address, the query included when the answer names one."""

    def __init__(self, base=""):
        self.base, self.answers, self.given, self.asked = base, {}, {}, []

    def say(self, path, body=b"", method="GET", status=200, headers=None, error=None):
        data = body.encode() if isinstance(body, str) else body
        named = {name: value.replace("{BASE}", self.base) for name, value in (headers or {}).items()}
        self.answers.setdefault((method, path), []).append((status, named, data.replace(b"{BASE}", self.base.encode()), error))

    def __call__(self, request, context):
        import requests
        faults = {"timeout": requests.exceptions.ReadTimeout, "connection": requests.exceptions.ConnectionError,
                  "tls": requests.exceptions.SSLError, "cut": requests.exceptions.ChunkedEncodingError}
        self.asked.append(f"{request.method} {request.url}")
        if self.base and len(self.asked) > MOST_REQUESTS:
            raise RuntimeError(f"goes round: more than {MOST_REQUESTS} requests")
        address = request.url if not self.base else request.path_url
        key = next((key for key in ((request.method, address), (request.method, address.split("?")[0])) if key in self.answers), None)
        if key is None:
            context.status_code = 404
            return b"" if request.method == "HEAD" else b"not found"
        turn = self.given.get(key, 0)
        self.given[key] = turn + 1
        status, headers, body, error = self.answers[key][min(turn, len(self.answers[key]) - 1)]
        if error:
            raise faults[error](error)
        context.status_code = status
        context.headers.update(headers)
        return b"" if request.method == "HEAD" else body


def portal_of(kind, files, site):
    """A portal that serves these documents as the harvester asks for them, and its address."""
    portal, texts = Portal(), [pathlib.Path(file).read_text(encoding="utf-8") for file in files]
    if kind == "dcat":
        site = site or "https://catalogue.exemple.fr/catalog" + pathlib.Path(files[0]).suffix
        kind_of_file = mimetypes.guess_type(files[0])[0] or "application/rdf+xml"
        portal.say(site, method="HEAD", headers={"Content-Type": kind_of_file})
        portal.say(site, texts[0], headers={"Content-Type": kind_of_file + "; charset=utf-8"})
        for file, text in list(zip(files, texts))[1:]:
            # A page is served where the others say that it is.
            named = re.search(r'https?://[^\s"<>]*' + re.escape(os.path.basename(file)), "".join(texts))
            portal.say(named[0] if named else site, text, headers={"Content-Type": kind_of_file + "; charset=utf-8"})
    elif kind.startswith("csw"):
        site = site or SITES[kind]
        for text in [*texts, LAST_PAGE]:
            portal.say(site, text, method="POST", headers={"Content-Type": "application/xml; charset=utf-8"})
    else:
        site = site or SITES[kind]
        packages = [package for text in texts for package in packages_of(json.loads(text))]
        base, headers = site.rstrip("/") + "/api/3/action/", {"Content-Type": "application/json"}
        tell = lambda path, result: portal.say(base + path, json.dumps({"success": True, "result": result}), headers=headers)
        tell("package_list", [name_of(package) for package in packages])
        tell("package_search", {"results": packages})
        # A list of mere names shows none of them.
        for package in (package for package in packages if isinstance(package, (dict, list))):
            tell("package_show?id=" + urllib.parse.quote_plus(str(name_of(package))), package)
    return portal, site


def name_of(package):
    """The name by which a package is asked for; DKAN answers each as a list of one, and a list may hold mere names."""
    package = package[0] if isinstance(package, list) and package else package
    return package.get("name") if isinstance(package, dict) else package


def packages_of(answer):
    result = answer.get("result", answer) if isinstance(answer, dict) else answer
    result = result.get("results", result) if isinstance(result, dict) else result
    return result if isinstance(result, list) else [result]


def portal_that_converses(case, folder):
    portal = Portal(BASE)
    for answer in case["answers"]:
        body = (folder / answer["file"]).read_bytes() if "file" in answer else answer.get("body", "")
        portal.say(answer["path"], body, answer.get("method", "GET"), answer.get("status", 200), answer.get("headers"), answer.get("error"))
    return portal


# --- One harvest ------------------------------------------------------------------------------------------------

def harvest(producer, kind, site, portal, features=None, filters=None, prefix=None, api=False):
    import requests_mock
    import udata
    import udata.core.dataservices.rdf as of_services
    import udata.core.dataset.rdf as of_datasets
    from udata.harvest import backends
    from udata.harvest.models import HarvestSource
    settings = {"features": features or {}, "filters": filters or []}
    if prefix:
        settings["extra_configs"] = [{"key": "remote_url_prefix", "value": prefix}]
    source = HarvestSource(name="source", url=site, backend=kind, organization=producer, config=settings).save()
    # A preview leaves contact points out; a harvest makes them.
    with contextlib.ExitStack() as stack:
        for module in (of_datasets, of_services):
            preview = module.contact_points_from_rdf
            module.contact_points_from_rdf = lambda *given, dryrun=False, _real=preview, **named: _real(*given, dryrun=False, **named)
            stack.callback(setattr, module, "contact_points_from_rdf", preview)
        sheet = pathlib.Path(udata.__file__).parent / "harvest/tests/csw_dcat/iso-19139-to-dcat-ap.xsl"
        network = stack.enter_context(requests_mock.Mocker(real_http=False, case_sensitive=True))
        network.register_uri(requests_mock.ANY, requests_mock.ANY, content=portal)
        network.get(STYLESHEET, text=sheet.read_text(encoding="utf-8"))
        job = backends.get_backend(kind)(source, dryrun=True, max_items=1_000_000).harvest()
    known = {str(item.dataset.pk): item.remote_id for item in job.items if item.dataset}
    return {"status": job.status, "errors": [error.message for error in job.errors], "items": [told(item, known, rank if api else None) for rank, item in enumerate(job.items)]}


def plain(value):
    if value is None:
        return None
    return value.isoformat() if isinstance(value, (datetime.date, datetime.datetime)) else str(value)


def picked(thing, names):
    return thing and {name: plain(getattr(thing, name, None)) for name in names.split()}


def loose(value):
    return json.loads(json.dumps(value, default=str))


def told(item, known, rank=None):
    """An item as JSON; with its rank, also what the API answers of it."""
    answer = {"remote_id": item.remote_id, "status": item.status, "errors": [error.message for error in item.errors],
              "logs": [log.message for log in item.logs or []]}
    if item.dataset:
        answer["item"] = dataset(item.dataset)
    if item.dataservice:
        answer["item"] = dataservice(item.dataservice, known)
    if rank is not None and "item" in answer:
        try:
            answer["api"] = udata_api.answer(item.dataset or item.dataservice, rank)
        except Exception as error:  # what no database can hold is not shown
            answer["api_error"] = repr(error)
    return answer


def contacts(thing):
    return [{name: getattr(contact, name) for name in ("name", "email", "contact_form", "role")} for contact in thing.contact_points]


def schema_of(thing, names):
    return thing and {name: (getattr(thing, name) and str(getattr(thing, name))) for name in names.split()}


def dataset(d):
    quality = {name: plain(value) if isinstance(value, (datetime.date, datetime.datetime)) else value for name, value in d.quality.items()}
    return {
        "type": "dataset", "title": d.title, "acronym": d.acronym, "description": d.description, "tags": list(d.tags),
        "license": d.license and d.license.id, "frequency": d.frequency and str(d.frequency),
        "temporal_coverage": picked(d.temporal_coverage, "start end"),
        "spatial": d.spatial and {"geom": loose(d.spatial.geom), "zones": [zone.id for zone in d.spatial.zones]},
        "access_type": d.access_type and str(d.access_type),
        "access_type_reason_category": d.access_type_reason_category and str(d.access_type_reason_category),
        "schema": schema_of(d.schema, "name url version"), "contact_points": contacts(d), "extras": loose(dict(d.extras)),
        "harvest": picked(d.harvest, "remote_id remote_url uri dct_identifier created_at issued_at modified_at ckan_name "
                                     "ckan_source doi domain backend"),
        "resources": [resource(r) for r in d.resources], "quality": quality,
    }


def resource(r):
    return {
        "title": r.title, "description": r.description, "url": r.url, "type": r.type, "format": r.format, "mime": r.mime,
        "filesize": plain(r.filesize), "checksum": r.checksum and {"type": r.checksum.type, "value": r.checksum.value},
        "schema": schema_of(r.schema, "name url"), "extras": loose(dict(r.extras)),
        "harvest": picked(r.harvest, "remote_id uri dct_identifier issued_at modified_at"),
    }


def dataservice(s, known):
    return {
        "type": "dataservice", "title": s.title, "description": s.description, "base_api_url": s.base_api_url,
        "machine_documentation_url": s.machine_documentation_url, "license": s.license and s.license.id, "tags": list(s.tags),
        "contact_points": contacts(s), "datasets": [known.get(str(d.pk)) for d in s.datasets],
        "harvest": picked(s.harvest, "remote_id remote_url uri created_at issued_at modified_at"),
    }


# --- The command -------------------------------------------------------------------------------------------------

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", nargs="?")
    parser.add_argument("files", nargs="*")
    parser.add_argument("--site")
    parser.add_argument("--prefix")
    parser.add_argument("--feature", action="append", default=[])
    parser.add_argument("--now", default=DAY)
    parser.add_argument("--cases", type=pathlib.Path)
    parser.add_argument("--out", type=pathlib.Path)
    parser.add_argument("--ids")
    parser.add_argument("--conversation", action="store_true")
    parser.add_argument("--zones", type=pathlib.Path)
    parser.add_argument("--api", action="store_true")
    arguments = parser.parse_args()
    files = [str(pathlib.Path(file).resolve()) for file in filter(None, [arguments.kind if arguments.conversation else None, *arguments.files])]
    cases, out, zones = (path and path.resolve() for path in (arguments.cases, arguments.out, arguments.zones))
    # rdflib resolves relative addresses against the current folder.
    os.chdir("/")
    logging.disable(logging.CRITICAL)
    app = application()
    import time_machine
    day = datetime.datetime.fromisoformat(arguments.now).replace(tzinfo=datetime.timezone.utc)
    with app.app_context(), app.test_request_context(headers=udata_api.HEADERS), time_machine.travel(day, tick=False):
        producer = seed(zones)
        if arguments.conversation:
            answers = {}
            for file in map(pathlib.Path, files):
                case = json.loads(file.read_text(encoding="utf-8"))
                portal = portal_that_converses(case, file.parent)
                answers[file.name] = attempt(producer, case["kind"], BASE + case["path"], portal, case, arguments.api)
            write(answers if len(answers) != 1 else next(iter(answers.values())))
        elif cases:
            out.mkdir(parents=True, exist_ok=True)
            wanted = set(arguments.ids.split(",")) if arguments.ids else None
            for case in json.loads(cases.read_text(encoding="utf-8")):
                if case["kind"] == "ods" or (wanted and case["id"] not in wanted):
                    continue
                portal, site = portal_of(case["kind"], [str(cases.parent / name) for name in case["files"]], case.get("url"))
                answer = attempt(producer, case["kind"], site, portal, case, arguments.api)
                # Extras are shown in the order of the API.
                text = json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=not arguments.api, default=str)
                (out / f"{case['id']}.json").write_text(text + "\n", encoding="utf-8")
        else:
            portal, site = portal_of(arguments.kind, files, arguments.site)
            given = {"features": {name: True for name in arguments.feature}, "prefix": arguments.prefix}
            write(attempt(producer, arguments.kind, site, portal, given, arguments.api))


def attempt(producer, kind, site, portal, given, api=False):
    try:
        return harvest(producer, kind, site, portal, given.get("features"), given.get("filters"), given.get("prefix"), api)
    except Exception as error:  # udata itself broke: worth seeing, not worth losing the other cases
        return {"status": "reference-error", "errors": [repr(error)], "items": []}


def write(answer):
    json.dump(answer, sys.stdout, ensure_ascii=False, indent=1, default=str)
    print()


if __name__ == "__main__":
    main()
