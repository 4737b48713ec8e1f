#!/usr/bin/env python3
"""A real catalogue service: pycsw on SQLite, on a free port of loopback, filled with ISO 19139 records.

usage: PYTHON pycsw.py RECORDS.xml FOLDER COUNT [--small]      PYTHON: an interpreter that has pycsw and SQLAlchemy

RECORDS.xml is a GetRecords answer; its records are loaded, then again under other identifiers, up to COUNT. Prints the
address of the service once it answers, then a line for each request: the method, and the first record asked for.

pycsw as it is installed names its properties apiso:Type and apiso:Identifier, and refuses the harvester, which asks for
apiso:type and apiso:identifier as GeoNetwork takes them; --small makes it know these too.
"""
import copy
import io
import os
import pathlib
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

# This file has the name of the package it runs.
sys.path = [place for place in sys.path if pathlib.Path(place or ".").resolve() != pathlib.Path(__file__).resolve().parent]

from lxml import etree  # noqa: E402

SETTINGS = """[server]
home={home}
url={url}
mimetype=application/xml; charset=UTF-8
encoding=UTF-8
language=fr-FR
maxrecords=1000
profiles=apiso

[manager]
transactions=false

[metadata:main]
identification_title=Catalogue d’essai
identification_abstract=Essai
identification_keywords=essai
identification_keywords_type=theme
identification_fees=None
identification_accessconstraints=None
provider_name=Essai
provider_url={url}
contact_name=Essai
contact_position=Essai
contact_address=Essai
contact_city=Essai
contact_stateorprovince=Essai
contact_postalcode=00000
contact_country=France
contact_phone=0
contact_fax=0
contact_email=essai@exemple.fr
contact_url={url}
contact_hours=0
contact_instructions=Essai
contact_role=pointOfContact

[repository]
database=sqlite:///{home}/records.db
table=records

[metadata:inspire]
enabled=false
"""
GMD, GCO = "{http://www.isotc211.org/2005/gmd}", "{http://www.isotc211.org/2005/gco}"


def write_records(source, folder, count):
    """One file for each record; the identifiers of the copies are their own."""
    found = etree.parse(source).findall(".//%sMD_Metadata" % GMD)
    for number in range(count):
        record = copy.deepcopy(found[number % len(found)])
        turn = number // len(found)
        if turn:
            codes = record.findall("%sidentificationInfo//%sidentifier//%scode/%sCharacterString" % (GMD, GMD, GMD, GCO))
            for text in [*record.findall("%sfileIdentifier/%sCharacterString" % (GMD, GCO)), *codes]:
                text.text += "-%d" % turn
        etree.ElementTree(record).write(str(folder / ("%05d.xml" % number)), encoding="utf-8")


class Handler(WSGIRequestHandler):
    def log_message(self, *words):
        pass


def spoken(application, out):
    """Says each request."""
    def answer(environ, start):
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length)
        environ["wsgi.input"] = io.BytesIO(body)
        start_position = body.partition(b'startPosition="')[2].partition(b'"')[0].decode()
        print(environ["REQUEST_METHOD"], start_position or environ.get("QUERY_STRING", ""), file=out, flush=True)
        return application(environ, start)
    return answer


def know_small_names(apiso):
    """Adds the names that the harvester writes to those of the profile."""
    build = apiso.APISO.__init__

    def build_with_small_names(profile, *given):
        build(profile, *given)
        for properties in profile.repository["queryables"].values():
            for name in ("Type", "Identifier"):
                if "apiso:" + name in properties:
                    properties["apiso:" + name.lower()] = properties["apiso:" + name]

    apiso.APISO.__init__ = build_with_small_names


def main():
    source, home, count = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    records = home / "records"
    records.mkdir(parents=True)
    write_records(source, records, count)
    server = make_server("127.0.0.1", 0, None, handler_class=Handler)
    url = "http://127.0.0.1:%d/csw" % server.server_port
    settings = home / "pycsw.cfg"
    settings.write_text(SETTINGS.format(home=home, url=url), encoding="utf-8")
    os.environ["PYCSW_CONFIG"] = str(settings)
    from pycsw.core import admin, config
    context, database = config.StaticContext(), "sqlite:///%s/records.db" % home
    # pycsw speaks too.
    out, sys.stdout = sys.stdout, sys.stderr
    admin.setup_db(database, "records", str(home), create_sfsql_tables=False)
    admin.load_records(context, database, "records", str(records))
    from pycsw import wsgi
    if "--small" in sys.argv:
        from pycsw.plugins.profiles.apiso import apiso
        know_small_names(apiso)
    server.set_app(spoken(wsgi.application, out))
    print(url, file=out, flush=True)
    server.serve_forever()


main()
