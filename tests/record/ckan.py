#!/usr/bin/env python3
"""Writes odd CKAN and DKAN packages, and what the reference makes of them, into tests/fixtures/{ckan,dkan}.

usage: ckan.py REFERENCE     REFERENCE: the command that runs udata over recorded answers (run --cases … --out …)

Each NAME.json is a list of packages; NAME.answers.json is what udata 17.18.0 makes of it on 2026-11-01, reduced to
what a test compares. Packages of a file differ from one plain package by what its line below says.
"""
import copy, json, pathlib, subprocess, sys, tempfile

FIXTURES = pathlib.Path(__file__).resolve().parents[1] / "fixtures"
NAN, INF = float("nan"), float("inf")
GONE = object()  # the key is left out


def tag(name):
    return {"id": f"tag-{name}", "name": name, "display_name": name, "state": "active", "vocabulary_id": None}


def resource(**changes):
    return change({
        "id": "res-1", "position": 0, "name": "Liste des arbres", "description": "Un arbre par ligne", "format": "CSV",
        "mimetype": "text/CSV", "size": 2048, "hash": "", "created": "2024-02-03T04:05:06.789", "last_modified": None,
        "url": "https://data.exemple.fr/arbres.csv", "resource_type": None, "state": "active",
    }, changes)


ORGANIZATION = {
    "id": "org-1", "name": "ville-exemple", "title": "Ville Exemple", "description": "", "created": "2020-01-02T03:04:05",
    "type": "organization", "approval_status": "approved", "is_organization": True, "state": "active", "image_url": "",
}


def ckan(**changes):
    return change({
        "id": "id", "name": "name", "title": "Arbres", "notes": "<p>Les <b>arbres</b> de la ville</p>", "license_id": "lov2",
        "license_title": "Licence Ouverte 2.0", "tags": [tag("Arbre"), tag("Espace vert")], "url": "",
        "metadata_created": "2024-01-02T03:04:05.678901", "metadata_modified": "2025-01-02T03:04:05", "private": False,
        "organization": copy.deepcopy(ORGANIZATION), "resources": [resource()], "extras": [], "type": "dataset",
        "author": "Service des espaces verts", "author_email": "", "maintainer": None, "maintainer_email": None,
        "state": "active",
    }, changes)


def dkan_resource(**changes):
    return change({
        "id": "res-1", "name": "Liste des arbres", "description": "<p>Un arbre par ligne</p>", "format": "csv",
        "mimetype": "text/csv", "size": "12.5 Ko", "created": "lun, 03/02/2024 - 04:05",
        "last_modified": "Date changed  lun, 03/02/2024 - 04:05", "url": "https://dkan.exemple.fr/arbres.csv",
    }, changes)


def dkan(**changes):
    return change({
        "id": "id", "name": "name", "title": "Arbres", "notes": "<p>Les arbres</p>", "metadata_created": "lun, 03/02/2024 - 04:05",
        "metadata_modified": "mar, 04/02/2024 - 04:05", "resources": [dkan_resource()], "private": False, "type": "Dataset",
        "maintainer": "Ville", "maintainer_email": "a@exemple.fr", "state": "Active", "tags": [tag("Arbre")],
        "license_id": "", "license_title": "Licence Ouverte", "groups": [], "extras": [],
    }, changes)


def change(base, changes):
    for key, value in changes.items():
        if value is GONE:
            base.pop(key, None)
        else:
            base[key] = value
    return base


def without(base, *keys):
    return [base(**{key: GONE}) for key in keys]


def each(base, key, values):
    return [base(**{key: value}) for value in values]


def resources(base, one, key, values):
    return [base(resources=[one(**{key: value})]) for value in values]


def extras(base, *pairs):
    return base(extras=[{"key": key, "value": value} for key, value in pairs])


ODD = [None, "", "x", 0, 1, -1, 2.5, NAN, True, False, [], ["x"], {}, {"a": 1}]
TEXTS = [None, "", 7, 2.5, True, [], {}]
PACKAGE_KEYS = ("id name title notes license_id license_title tags metadata_created metadata_modified organization resources "
                "extras private type author author_email maintainer maintainer_email state").split()
RESOURCE_KEYS = ("id position name description format mimetype size hash created last_modified url resource_type").split()
DATES = ["2024", "2024-05", "12/05/2021", "31/12/2021", "2021-02-30", "hier", "", " ", "2024-01-02T03:04:05+02:00",
         "20240102", "lundi 3 juin 2024", "Mon, 03 Jun 2024", "99999999999999999999", "3024-01-01", "10:30", "2024-W05", "1er mars 2024"]
URLS = ["exemple.fr/a.csv", "  exemple.fr/a.csv  ", "http://", "//exemple.fr/a", "/a.csv", "ftp://exemple.fr/a", "file:///a.csv",
        "http://intranet/a", "http://localhost/a", "http://127.0.0.1/a", "http://10.0.0.1/a", "http://192.168.1.1:8080/a",
        "http://[::1]/a", "https://exemple.lan/a", "https://exemple.fr/a b", "https://exemple.fr/é?q=à#f", "http://user:pw@exemple.fr/",
        "https://exemple.fr:99999999/", "HTTPS://EXEMPLE.FR/A", "mailto:a@b.fr", "javascript:alert(1)", "\\\\serveur\\partage",
        "https://xn--exmple-cva.fr/", "https://éxemple.fr/", "https://exemple.рф/", "http://8.8.8.8/", "http://224.0.0.1/"]
SQUARE = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]
GEOMETRIES = [
    json.dumps({"type": "Polygon", "coordinates": SQUARE}), {"type": "Polygon", "coordinates": SQUARE},
    json.dumps({"type": "MultiPolygon", "coordinates": [SQUARE, SQUARE]}), json.dumps({"type": "Point", "coordinates": [0, 0]}),
    json.dumps({"coordinates": SQUARE}), json.dumps({"type": "Polygon"}), "France", "{", "{}", "null", "[]", "[1]", '["type"]', "0", "5",
    '"type"', '"Polygon"', 5, True, [], ["type"], {}, {"type": "Polygon", "coordinates": []}, {"type": "Polygon", "coordinates": None},
    {"type": "Polygon", "coordinates": [[]]}, {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]},
    {"type": "Polygon", "coordinates": [[[0, 0, 1], [1, 0, 1], [1, 1, 1], [0, 0, 1]]]},
    {"type": "Polygon", "coordinates": [[["0", "0"], ["1", "0"], ["1", "1"], ["0", "0"]]]},
    {"type": "Polygon", "coordinates": [[[0, 0], [NAN, 0], [1, 1], [0, 0]]]},
    {"type": "Polygon", "coordinates": [[[0.5, 0], [1.25, 0.1], [1, 1], [0.5, 0]], [[0, 0], [1, 1]]]},
    {"type": "Polygon", "coordinates": SQUARE, "crs": {}}, {"type": "polygon", "coordinates": SQUARE}, {"type": None, "coordinates": SQUARE},
    {"type": "MultiPolygon", "coordinates": SQUARE}, {"type": "MultiPolygon", "coordinates": []}, {"type": "Polygon", "coordinates": "x"},
    "NaN", '{"type": "Polygon", "coordinates": NaN}',
    {"type": "Polygon", "coordinates": [[[700000, 6600000], [700001, 6600000], [700001, 6600001], [700000, 6600000]]]},
]
SCALARS = ["", " ", None, 0, 5, 2.5, NAN, INF, True, False, [], [1, "a"], {}, {"a": None}, "texte", " texte "]

CASES = {
    "ckan/required": without(ckan, *PACKAGE_KEYS[2:], "id", "url") + [ckan(resources=[resource(**{key: GONE})]) for key in RESOURCE_KEYS]
        + [ckan(tags=[change(tag("a"), {key: GONE})]) for key in ("id", "name", "display_name", "state", "vocabulary_id")]
        + [ckan(organization=change(dict(ORGANIZATION), {key: GONE})) for key in ORGANIZATION]
        + [ckan(extras=[{"key": "a"}]), ckan(extras=[{"value": "a"}]), ckan(extras=[{}]), ckan(extras=[{"key": "a", "value": 1, "id": 2}]),
           {"name": "name"}, {"name": "name", "id": "id", "resources": [{}], "tags": [{}], "organization": {}, "extras": [{}]}],
    "ckan/types": [package for key in PACKAGE_KEYS if key not in ("id", "name") for package in each(ckan, key, ODD)] + each(ckan, "id", [None, "", "x", 0, 1, -1, 2.5, True, False, [], {}]),
    "ckan/resource-types": [package for key in RESOURCE_KEYS for package in resources(ckan, resource, key, ODD)],
    "ckan/nested-types": [ckan(tags=[change(tag("abc"), {key: value})]) for key in ("id", "name", "display_name", "state", "vocabulary_id") for value in TEXTS]
        + [ckan(organization=change(dict(ORGANIZATION), {key: value})) for key in ORGANIZATION for value in TEXTS]
        + [ckan(extras=[{"key": value, "value": "v"}]) for value in TEXTS],
    "ckan/lists": [
        ckan(resources=[None, resource(), 5]), ckan(resources=[None, resource(format=None, id=1), resource(format=None)]),
        ckan(resources=[resource(), resource(id="res-2", url="x y"), resource(id=3, position="a", hash=1)]),
        ckan(resources=[resource(), resource(), resource(id="res-2"), resource(name="Autre titre")]),
        ckan(tags=["Arbre"]), ckan(tags=[tag("ab"), tag("abc"), tag("ABC"), tag("à b c"), tag("x" * 100), tag("")]),
        ckan(tags=[tag("ab")]), ckan(extras=["a", {"key": 1, "value": 2}]), ckan(extras={"a": "b"}), ckan(resources={}), ckan(resources={"0": resource()}),
        ckan(organization=[]), ckan(organization="ville"), ckan(groups="x"), ckan(groups=None), ckan(tags=[None, {"id": 1}]),
    ],
    "ckan/kinds": resources(ckan, resource, "resource_type", ["file", "file.upload", "api", "documentation", "image", "visualization", "metadata",
                            "link", "service", "File", "dkan", " file "])
        + [ckan(resources=[resource(resource_type="image"), resource(id="b", resource_type="api")]), ckan(type="harvest"), ckan(type="showcase"), ckan(type="Dataset"),
           ckan(state="draft"), ckan(state="deleted"), ckan(private=True), ckan(private="oui"), ckan(private="yes"), ckan(private="  OFF "), ckan(private=2)],
    "ckan/numbers": resources(ckan, resource, "size", ["12", " 12 ", "1_000", "12 Ko", "1.5", "1e3", "0x10", "-5", "+5", "٣", 1.9, INF, 10**30, "1" * 30])
        + resources(ckan, resource, "position", ["0", 1.0, 10**30, -3]),
    "ckan/hash": resources(ckan, resource, "hash", ["a" * 32, "b" * 40, "c" * 64, "court"]),
    "ckan/emails": each(ckan, "author_email", ["a@b", "@", "a", "a@b.fr, c@d.fr", "mailto:a@b.fr"]) + each(ckan, "maintainer_email", ["sans", "a@b.fr"]),
    "ckan/urls": resources(ckan, resource, "url", URLS) + each(ckan, "url", URLS + ODD),
    "ckan/dates": each(ckan, "metadata_created", DATES) + each(ckan, "metadata_modified", DATES) + resources(ckan, resource, "created", DATES)
        + resources(ckan, resource, "last_modified", DATES) + [ckan(organization=change(dict(ORGANIZATION), {"created": date})) for date in DATES],
    "ckan/identity": [ckan(id="https://ckan.exemple.fr/dataset/arbres"), ckan(id="meme", name="n1"), ckan(id="meme", name="n2"), ckan(id="meme", name="n3", title=None),
           ckan(id="meme", name="n4", resources=[]), ckan(id="", name="n5"), ckan(id=None, name="n6"), ckan(id=" espace ", name="n7"),
           ckan(id="i8", name="avec espace"), ckan(id="i9", name="é"), ckan(id="i10", name="a/b"), ckan(id="i11", name="../a"), ckan(id="i12", name="a?b#c"),
           ckan(id="i13", name="x" * 300), ckan(id="i14", name="A:b"), ckan(id="i15", name="//a"), ckan(id="i16", name="a;b"), ckan(id="i17", name="a%20b"),
           ckan(id="i18", name="double", title="Premier"), ckan(id="i19", name="double", title="Second"), ckan(id="i20", name="")],
    "ckan/licences": [ckan(license_id=a, license_title=b) for a, b in [
           (None, None), ("", ""), ("notspecified", "Licence Ouverte 2.0"), ("other-open", "Licence Ouverte 2.0"), ("fr-lo", None), ("lov2", "ODbL"),
           ("odc-odbl", None), ("ODC-ODBL", None), ("cc-by", "Creative Commons Attribution"), ("cc-zero", "CC0"), ("inconnue", "Licence Ouverte / Open Licence"),
           (None, "Licence ouverte Etalab 2.0"), (None, "https://www.etalab.gouv.fr/licence-ouverte-open-licence"), ("not-specified", None),
           ("https://spdx.org/licenses/etalab-2.0", "ODbL"), ("  lov2 ", None), ("other-at", "Autre (Attribution)"), ("", "Open Database License (ODbL)")]],
    "ckan/text": each(ckan, "notes", ["", "  ", "texte", "# Titre\n\n- a\n- b", "a\r\nb\rc", "<p>é&eacute;&amp;</p><ul><li>a</li><li>b</li></ul>",
           "<a href='/x'>lien</a>", "<script>alert(1)</script>ok", "a < b > c", "x" * 101, "**gras** _italique_ `code`", "1. un\n2. deux", "https://exemple.fr", "<p>" + "mot " * 60 + "</p>"])
        + resources(ckan, resource, "description", ["", "  ", "<b>x</b>", "a\r\nb"]) + each(ckan, "title", ["", " ", "<b>x</b>", "T" * 400])
        + resources(ckan, resource, "name", ["", "  ", "N" * 400]) + resources(ckan, resource, "format", ["", "CSV", "ÉXCEL", "application/PDF", "pdf", "Shapefile (ZIP)"])
        + resources(ckan, resource, "mimetype", ["", "TEXT/CSV"]),
    "ckan/extras": [extras(ckan, ("clef", value)) for value in SCALARS] + [
           extras(ckan, ("a", "1"), ("a", "2")), extras(ckan, ("", "vide")), extras(ckan, ("custom:x", "y")), extras(ckan, ("datafairOrigin", "https://exemple.fr/x")),
           extras(ckan, ("datafairOrigin", "javascript:x")), extras(ckan, ("datafairOrigin", 5)), extras(ckan, ("transport:url", "x")), extras(ckan, ("transport:url", "https://exemple.fr")),
           extras(ckan, ("a.b", 1)), extras(ckan, ("$a", 1)), extras(ckan, ("a", {"$b": {"c.d": 1}})), extras(ckan, ("spatial-uri", "http://x")), extras(ckan, ("spatial-uri", 5)),
           extras(ckan, ("ckan:frequency", "x"), ("frequency", "annuelle")), extras(ckan, ("dcat", {})), extras(ckan, ("recommendations", 1))],
    "ckan/frequency": [extras(ckan, ("frequency", value)) for value in [
           "annual", "ANNUAL", "annuelle", "monthly", "realtime", "biannual", "fortnighly", "threeTimesAWeek", "threetimesaweek", "unknown", "R/P1Y", "P1Y",
           "http://publications.europa.eu/resource/authority/frequency/ANNUAL", "https://publications.europa.eu/resource/authority/frequency/ANNUAL",
           "http://purl.org/cld/freq/monthly", " http://purl.org/cld/freq/monthly ", "http://purl.org/cld/freq/Monthly", 5, True, [], ["annual"], {"a": 1}, 2.5]]
        + [ckan(update_frequency="annual", frequency="annual", accrualPeriodicity="annual"), extras(ckan, ("frequency", "annual"), ("frequency", "monthly")),
           extras(ckan, ("Frequency", "annual"))],
    "ckan/temporal": [extras(ckan, ("temporal_start", a), ("temporal_end", b)) for a, b in [
           ("2020-01-01", "2020-12-31"), ("2020", "2021"), ("2020-02", "2020-02"), ("2021", "2020"), ("2020", None), (None, "2020"), ("2020", ""), ("hier", "2020"),
           ("2020", "demain"), ("01/02/2020", "31/12/2020"), ("2020-01-01T10:00:00Z", "2020-12-31T23:59:59+02:00"), (2020, 2021), (2020.0, "2021"), (True, "2021"),
           (False, "2021"), (0, "2021"), ([], "2021"), (["2020"], "2021"), ({}, "2021"), ("1 janvier 2020", "2021"), ("99999999999999999999", "2021"), ("2020-02-29", "2020-2"), ("10:30", "2021"), (NAN, "2021")]]
        + [extras(ckan, ("temporal_start", "2020"), ("temporal_end", "2021"), ("temporal_start", "2019"), ("temporal_end", "x"))],
    "ckan/spatial": [extras(ckan, ("spatial", value)) for value in GEOMETRIES]
        + [extras(ckan, ("spatial", GEOMETRIES[0]), ("spatial", "null")), extras(ckan, ("spatial", GEOMETRIES[3]), ("spatial", GEOMETRIES[0]))],
    "ckan/zones": [extras(ckan, ("spatial-text", value)) for value in ["Villeneuve-test", "villeneuve-test", "Ville-des-Pres", "Doublon", "doublon", "Bourg d'Exemple",
           "Bourg-dExemple", " Villeneuve-test", "", 5, True, 2.5, [], ["a"], {"a": 1}, {}, "fr:commune:99001", "99001", "France"]]
        + [extras(ckan, ("spatial-text", "Villeneuve-test"), ("spatial", GEOMETRIES[0])), extras(ckan, ("spatial-text", "Villeneuve-test"), ("spatial-text", "inconnu")),
           extras(ckan, ("spatial-text", "Villeneuve-test"), ("spatial-text", "France")), extras(ckan, ("spatial-text", "Doublon"), ("spatial", GEOMETRIES[0]))],
    "ckan/outcomes": [ckan(resources=[]), ckan(resources=[], title=None), ckan(resources=[], extras=[{"key": "spatial", "value": "{"}]), ckan(resources=None),
           ckan(resources=[], type="harvest"), ckan(title_translated={"fr": "Arbres", "en": "Trees"}), ckan(title={"fr": "Arbres"}), ckan(notes={"fr": "x"}),
           ckan(dataset_url=5, extra_root=[1]), ckan(organization=None), ckan(revision_id=None), ckan(revision_id="x"), ckan(num_tags="x", isopen=None)],
    "dkan/required": without(dkan, "title", "notes", "metadata_created", "metadata_modified", "resources", "private", "type", "maintainer", "maintainer_email", "state",
           "tags", "license_id", "license_title", "groups", "extras", "author", "author_email") + [dkan(resources=[dkan_resource(**{key: GONE})]) for key in
           "id name description format mimetype size hash created last_modified url resource_type".split()],
    "dkan/types": [package for key in "title notes license_id license_title tags metadata_created groups resources extras private type author author_email maintainer maintainer_email state".split()
           for package in each(dkan, key, ODD)],
    "dkan/resource-types": [package for key in "id name description format mimetype size hash created last_modified url resource_type".split()
           for package in resources(dkan, dkan_resource, key, ODD)],
    "dkan/sizes": resources(dkan, dkan_resource, "size", ["12.5 Ko", "12 octets", "1 048 576 octets", "3 MB", "3", "3b", "octets", "Ko 3", "3 s", "3 xo", "3,5 Mo", "1.5 Gio", " 7 ", "3 Ko x", "0", "4 bytes 2"]),
    "dkan/dates": resources(dkan, dkan_resource, "created", ["lun, 03/02/2024 - 04:05", "mer, 31/12/2019 - 23:59", "Date changed  jeu, 01/02/2018 - 10:00", "02/13/2020", "13/02/2020",
           "Thu, 01/02/2018 - 10:00", "2020-01-02", "vendredi 5 juin 2020", "hier", "", "Créé le dim, 05/04/2020", "sam 01/02/03", "Mon, 03 Jun 2024"]) + each(dkan, "metadata_created", DATES),
    "dkan/kinds": resources(dkan, dkan_resource, "resource_type", ["dkan", "file", "api", "documentation", "metadata", "lien", " "]) + [dkan(type="dataset"), dkan(groups=[None]), dkan(groups=[{}]),
           dkan(groups=[{"id": 1, "title": None}]), dkan(groups=["x"]), dkan(groups=[{"name": 5}, {"id": 5}]), dkan(resources=[]), dkan(license_id=None), dkan(license_id="odc-odbl", license_title=None),
           extras(dkan, ("frequency", "annual"), ("clef", "valeur")), dkan(url="https://exemple.fr/x")],
}

ZONES = [
    {"_id": "fr:commune:99001", "slug": "Villeneuve-test", "name": "Villeneuve-test", "code": "99001", "level": "fr:commune"},
    {"_id": "fr:commune:99002", "slug": "Doublon", "name": "Doublon", "code": "99002", "level": "fr:commune"},
    {"_id": "fr:departement:990", "slug": "Doublon", "name": "Doublon", "code": "990", "level": "fr:departement"},
    {"_id": "fr:commune:99003", "slug": "Bourg-dExemple", "name": "Bourg d'Exemple", "code": "99003", "level": "fr:commune"},
    {"_id": "fr:commune:99004", "slug": "Ville-des-Pres", "name": "Ville-des-Prés", "code": "99004", "level": "fr:commune"},
    {"_id": "country:fr", "slug": "France", "name": "France", "code": "fr", "level": "country"},
]


def numbered(packages):
    """Distinct identifiers and names where the case does not set its own."""
    for index, package in enumerate(packages):
        if package.get("name") == "name":
            package["name"] = f"jeu-{index}"
        if package.get("id") == "id":
            package["id"] = f"id-{index}"
    return packages


def reduced(answer):
    """Outcome, errors and record of each item; what every item has in common is left out."""
    for item in answer["items"]:
        record = item.get("item")
        if record:
            record["harvest"] = {key: value for key, value in record["harvest"].items() if value is not None and key not in ("backend", "domain")}
            for entry in record["resources"]:
                entry["harvest"] = {key: value for key, value in entry["harvest"].items() if value is not None}
            item["item"] = without_empty(record)
        if not item["logs"]:
            item.pop("logs")
    return answer


def finite(value):
    """NaN and the infinities, which JSON has not, as null."""
    if isinstance(value, float) and (value != value or value in (INF, -INF)):
        return None
    if isinstance(value, dict):
        return {key: finite(inner) for key, inner in value.items()}
    return [finite(inner) for inner in value] if isinstance(value, list) else value


def without_empty(record):
    return {key: value for key, value in record.items() if value not in (None, [], {})}


def main():
    reference = sys.argv[1]
    with tempfile.TemporaryDirectory() as out:
        out = pathlib.Path(out)
        lists = {"plain": [], "zones": []}
        for name, packages in CASES.items():
            path = FIXTURES / f"{name}.json"
            path.write_text("[\n" + ",\n".join(json.dumps(p, ensure_ascii=False) for p in numbered(packages)) + "\n]\n")
            kind = name.split("/")[0]
            lists["zones" if "zones" in name else "plain"].append({"id": name.replace("/", "."), "kind": kind, "files": [str(path)]})
        zones = FIXTURES / "ckan/zone-list.json"
        zones.write_text("[\n" + ",\n".join(json.dumps(z, ensure_ascii=False) for z in ZONES) + "\n]\n")
        for which, options in (("plain", []), ("zones", ["--zones", str(zones)])):
            (out / "cases.json").write_text(json.dumps(lists[which]))
            subprocess.run([reference, "--cases", str(out / "cases.json"), "--out", str(out), "--now", "2026-11-01", *options], check=True)
        for name in CASES:
            answer = reduced(json.loads((out / f"{name.replace('/', '.')}.json").read_text()))
            items = ",\n".join(json.dumps(finite(item), ensure_ascii=False, sort_keys=True) for item in answer.pop("items"))
            head = json.dumps(answer, ensure_ascii=False, sort_keys=True)[:-1]
            (FIXTURES / f"{name}.answers.json").write_text(f'{head}, "items": [\n{items}\n]}}\n')


main()
