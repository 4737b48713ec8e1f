#!/usr/bin/env python3
"""Writes odd CSW answers, and records what the reference makes of them, in tests/fixtures/csw/cases.json.

usage: csw.py REFERENCE_RUN      REFERENCE_RUN: the program that runs udata on files

Each case has a name, a kind, its pages and the answer: status and errors of the job, then of each record its status, its
errors and its fields, without those that are empty. `{GEOMETRY}` in a page stands for ten megabytes of coordinates.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "csw"
CLOCK = "2026-11-01"
GEOMETRY = "48.85 2.35 " * 950_000
LISTS = "http://standards.iso.org/iso/19139/resources/gmxCodelists.xml#"
NAMESPACES = {
    "csw": "http://www.opengis.net/cat/csw/2.0.2", "gmd": "http://www.isotc211.org/2005/gmd",
    "gco": "http://www.isotc211.org/2005/gco", "gmx": "http://www.isotc211.org/2005/gmx",
    "srv": "http://www.isotc211.org/2005/srv", "gml": "http://www.opengis.net/gml/3.2",
    "xlink": "http://www.w3.org/1999/xlink",
}
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
LIMITS = "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/"


# --- Pieces of records ---------------------------------------------------------------------------------------

def tag(name, *inside):
    return "<gmd:%s>%s</gmd:%s>" % (name, "".join(inside), name)


def text(value):
    return "<gco:CharacterString>%s</gco:CharacterString>" % value


def anchor(address, label):
    return '<gmx:Anchor xlink:href="%s">%s</gmx:Anchor>' % (address, label)


def code(name, value):
    return '<gmd:%s codeList="%s%s" codeListValue="%s"/>' % (name, LISTS, name, value)


def value(given):
    return given if given.startswith("<") else text(given)


def date(day, kind, form="Date"):
    return tag("date", tag("CI_Date", tag("date", "<gco:%s>%s</gco:%s>" % (form, day, form)),
                           tag("dateType", code("CI_DateTypeCode", kind))))


def citation(title, *others, name="citation"):
    return tag(name, tag("CI_Citation", tag("title", value(title)), *others))


def identifier(given, space="", kind="MD_Identifier"):
    return tag("identifier", tag(kind, tag("code", value(given)), tag("codeSpace", value(space)) if space else ""))


def party(role="pointOfContact", organisation="Ville d’Exemple", email="sig@exemple.fr", person="", name="pointOfContact", more=""):
    contact = tag("address", tag("CI_Address", tag("electronicMailAddress", text(email)))) if email else ""
    return tag(name, tag("CI_ResponsibleParty", tag("individualName", value(person)) if person else "",
                         tag("organisationName", value(organisation)) if organisation else "",
                         tag("contactInfo", tag("CI_Contact", contact, more)), tag("role", code("CI_RoleCode", role))))


def maintenance(frequency, name="resourceMaintenance"):
    return tag(name, tag("MD_MaintenanceInformation",
                         tag("maintenanceAndUpdateFrequency", code("MD_MaintenanceFrequencyCode", frequency))))


def keywords(*words, thesaurus=""):
    return tag("descriptiveKeywords", tag("MD_Keywords", *(tag("keyword", value(word)) for word in words), thesaurus))


def thesaurus(title, *others):
    return citation(title, *others, name="thesaurusName")


def limitation(given):
    return tag("resourceConstraints", tag("MD_Constraints", tag("useLimitation", value(given))))


def legal(kind, *others, restriction="otherRestrictions"):
    return tag("resourceConstraints", tag("MD_LegalConstraints", tag(kind, code("MD_RestrictionCode", restriction)),
                                          *(tag("otherConstraints", value(other)) for other in others)))


def box(west, east, south, north):
    sides = zip(("westBoundLongitude", "eastBoundLongitude", "southBoundLatitude", "northBoundLatitude"),
                (west, east, south, north))
    return tag("geographicElement", tag("EX_GeographicBoundingBox", *(
        tag(side, "<gco:Decimal>%s</gco:Decimal>" % number) for side, number in sides)))


def extent(*inside):
    return tag("extent", tag("EX_Extent", *inside))


def time(inside):
    return tag("temporalElement", tag("EX_TemporalExtent", tag("extent", inside)))


def period(start, end, gml="gml"):
    return time("<{0}:TimePeriod><{0}:beginPosition>{1}</{0}:beginPosition><{0}:endPosition>{2}</{0}:endPosition>"
                "</{0}:TimePeriod>".format(gml, start, end))


def link(address, function="download", name="", protocol="", description="", more=""):
    return tag("onLine", tag("CI_OnlineResource", tag("linkage", tag("URL", address)) if address is not None else "",
                             tag("protocol", text(protocol)) if protocol else "", tag("name", value(name)) if name else "",
                             tag("description", text(description)) if description else "",
                             tag("function", code("CI_OnLineFunctionCode", function)) if function else "", more))


def distribution(*links, formats=(), size=None):
    return tag("distributionInfo", tag("MD_Distribution", *(
        tag("distributionFormat", tag("MD_Format", tag("name", value(name)))) for name in formats),
        tag("transferOptions", tag("MD_DigitalTransferOptions",
                                   tag("transferSize", "<gco:Real>%s</gco:Real>" % size) if size else "", *links))))


def quality(*inside):
    return tag("dataQualityInfo", tag("DQ_DataQuality", *inside))


def lineage(given):
    return tag("lineage", tag("LI_Lineage", tag("statement", given)))


def conformity(title, verdict):
    return tag("report", tag("DQ_DomainConsistency", tag("result", tag(
        "DQ_ConformanceResult", citation(title, date("2010-12-08", "publication"), name="specification"),
        tag("pass", "<gco:Boolean>%s</gco:Boolean>" % verdict)))))


def resolution(inside):
    return tag("spatialResolution", tag("MD_Resolution", inside))


def metres(number, unit="m"):
    return resolution(tag("distance", '<gco:Distance uom="%s">%s</gco:Distance>' % (unit, number)))


def scale(number):
    return resolution(tag("equivalentScale", tag("MD_RepresentativeFraction",
                                                 tag("denominator", "<gco:Integer>%s</gco:Integer>" % number))))


def locale(name, language):
    return tag("locale", '<gmd:PT_Locale id="%s">%s</gmd:PT_Locale>' % (
        name, tag("languageCode", code("LanguageCode", language))))


def translated(main, *others):
    return text(main) + tag("PT_FreeText", *(tag(
        "textGroup", '<gmd:LocalisedCharacterString locale="%s">%s</gmd:LocalisedCharacterString>' % other) for other in others))


BASE = {
    "file": tag("fileIdentifier", text("fiche-1")),
    "language": tag("language", code("LanguageCode", "fre")),
    "locales": "",
    "level": tag("hierarchyLevel", code("MD_ScopeCode", "dataset")),
    "contact": party(organisation="Plateforme", name="contact"),
    "stamp": tag("dateStamp", "<gco:Date>2026-01-02</gco:Date>"),
    "citation": citation("Arbres", date("2025-03-04", "revision"), identifier("jeu-1")),
    "abstract": tag("abstract", text("Les arbres de la ville.")),
    "body": party() + keywords("arbre") + extent(box("1", "2", "45", "46")),
    "more": "",
    "links": distribution(link("https://geo.exemple.fr/a.csv"), formats=["CSV"]),
    "end": "",
}


def record(**changed):
    slots = {**BASE, **changed}
    kind = "srv:SV_ServiceIdentification" if "service" in slots["level"] else "gmd:MD_DataIdentification"
    identification = "<%s>%s</%s>" % (kind, "".join(slots[k] for k in ("citation", "abstract", "body", "more")), kind)
    return tag("MD_Metadata", *(slots[k] for k in ("file", "language", "level", "contact", "stamp", "locales")),
               tag("identificationInfo", identification), slots["links"], slots["end"])


def page(*records, counts=None, prologue="", namespaces=None):
    matched, returned, following = counts or (len(records), len(records), 0)
    attributes = "".join(' %s="%s"' % pair for pair in (
        ("numberOfRecordsMatched", matched), ("numberOfRecordsReturned", returned), ("nextRecord", following)) if pair[1] is not None)
    declared = "".join(' xmlns%s="%s"' % (":" + prefix if prefix else "", address)
                       for prefix, address in (namespaces or NAMESPACES).items())
    return '%s<csw:GetRecordsResponse%s version="2.0.2"><csw:SearchResults%s>%s</csw:SearchResults></csw:GetRecordsResponse>' % (
        prologue, declared, attributes, "".join(records))


def level(name):
    return tag("hierarchyLevel", code("MD_ScopeCode", name))


def numbered(number, **changed):
    return record(citation=citation("Jeu %d" % number, identifier("jeu-%d" % number)), **changed)


# --- The cases -----------------------------------------------------------------------------------------------

def records():
    """One record each: the conditions of the conversion, one by one."""
    yield "plain", record()
    for name in ("series", "nonGeographicDataset", "service", "application", "feature", ""):
        yield "level %s" % (name or "empty"), record(level=level(name))
    yield "no level", record(level="")
    yield "two levels", record(level=level("dataset") + level("series"))
    yield "a level in text", record(level=tag("hierarchyLevel", '<gmd:MD_ScopeCode>dataset</gmd:MD_ScopeCode>'))
    for name in ("fra", "FRE", "fr", "eng", "rum", "fr_FR", "x y", ""):
        yield "language %s" % (name or "empty"), record(language=tag("language", code("LanguageCode", name)))
    yield "language in text", record(language=tag("language", text("fre")))
    yield "two languages", record(language=BASE["language"] * 2)
    yield "no language", record(language="")
    english = {"locales": locale("EN", "eng"), "language": tag("language", code("LanguageCode", "eng"))}
    yield "translated", record(locales=locale("EN", "eng"), citation=citation(translated("Arbres", ("#EN", "Trees")), identifier("jeu-1")))
    yield "translated into French", record(**{**english, "locales": locale("FR", "fre")}, citation=citation(translated("Trees", ("#FR", "Arbres")), identifier("jeu-1")))
    yield "translated into fra", record(**{**english, "locales": locale("FR", "fra")}, citation=citation(translated("Trees", ("#FR", "Arbres")), identifier("jeu-1")))
    yield "undeclared translation", record(citation=citation(translated("Arbres", ("#DE", "Bäume")), identifier("jeu-1")))
    yield "no title", record(citation=tag("citation", tag("CI_Citation", identifier("jeu-1"))))
    yield "empty title", record(citation=citation(" ", identifier("jeu-1")))
    yield "two titles", record(citation=tag("citation", tag("CI_Citation", tag("title", text("A")), tag("title", text("B")), identifier("jeu-1"))))
    yield "two texts in a title", record(citation=citation(text("A") + text("B"), identifier("jeu-1")))
    yield "a title in an anchor", record(citation=citation(anchor("https://exemple.fr", "Arbres"), identifier("jeu-1")))
    yield "spaces in a title", record(citation=citation("  Arbres \n  de la\tville ", identifier("jeu-1")))
    yield "markup in a title", record(citation=citation("Eau &amp; forêt &lt;b&gt;gras&lt;/b&gt;", identifier("jeu-1")))
    yield "CDATA and comments", record(abstract=tag("abstract", text("<![CDATA[Eau & forêt]]><!-- non --> suite")))
    yield "alternate title and edition", record(citation=tag("citation", tag("CI_Citation", tag("title", text("Arbres")), tag("alternateTitle", text("ARB")), tag("edition", text("2")), identifier("jeu-1"))))
    yield "no abstract", record(abstract="")
    yield "HTML in an abstract", record(abstract=tag("abstract", text("&lt;p&gt;Un &lt;b&gt;deux&lt;/b&gt;&lt;/p&gt;")))
    yield "no identifier", record(citation=citation("Arbres"))
    yield "empty identifier", record(citation=citation("Arbres", identifier("")))
    yield "two identifiers", record(citation=citation("Arbres", identifier("a"), identifier("https://exemple.fr/b")))
    yield "an identifier and its space", record(citation=citation("Arbres", identifier("arbres", "https://exemple.fr/id")))
    yield "a space that ends with a slash", record(citation=citation("Arbres", identifier("arbres", "https://exemple.fr/id/")))
    yield "an anchor as identifier", record(citation=citation("Arbres", identifier(anchor("https://doi.org/10.1234/abc", "10.1234/abc"))))
    yield "an anchor as space", record(citation=citation("Arbres", identifier("abc", anchor("https://doi.org/", "doi"))))
    yield "a reference system as identifier", record(citation=citation("Arbres", identifier("jeu", "fr", "RS_Identifier")))
    yield "a URN as identifier", record(citation=citation("Arbres", identifier("urn:uuid:1234")))
    for kind in ("creation", "publication", "revision", "expiry"):
        yield "date of %s" % kind, record(citation=citation("Arbres", date("2024-05-06", kind), identifier("jeu-1")))
    for day in ("2024", "2024-05", "06/05/2024", "2024-05-06T07:08:09Z", "2024-05-06T07:08:09+02:00", "hier", "2030-01-01"):
        yield "dated %s" % day, record(citation=citation("Arbres", date(day, "revision", "DateTime" if "T" in day else "Date"), date(day, "creation"), identifier("jeu-1")))
    for name in ("continual", "daily", "fortnightly", "semimonthly", "biannually", "biennially", "asNeeded", "periodic", "unknown", "hebdomadaire", ""):
        yield "frequency %s" % (name or "empty"), record(more=maintenance(name))
    yield "frequency of the record", record(end=maintenance("daily", "metadataMaintenance"))
    yield "two frequencies", record(more=maintenance("daily") + maintenance("weekly"))
    yield "keyword anchors", record(more=keywords(anchor("https://exemple.fr/mot", "mot"), anchor("zz", "autre")))
    yield "INSPIRE theme in text", record(more=keywords("Bâtiments", thesaurus=thesaurus("GEMET - INSPIRE themes, version 1.0", date("2008-06-01", "publication"))))
    yield "INSPIRE theme in anchors", record(more=keywords(anchor("http://inspire.ec.europa.eu/theme/bu", "Bâtiments"), thesaurus=thesaurus(anchor("http://inspire.ec.europa.eu/theme", "INSPIRE"))))
    yield "nameless thesaurus", record(more=keywords("mot", thesaurus=thesaurus("")))
    yield "high-value category", record(more=keywords(anchor("http://data.europa.eu/bna/c_a9135398", "Entreprises"), thesaurus=thesaurus(anchor("http://data.europa.eu/bna/asd487ae75", "Catégories"))))
    yield "category of service", record(more=keywords(anchor("http://inspire.ec.europa.eu/metadata-codelist/SpatialDataServiceCategory/infoMapAccessService", "infoMapAccessService")))
    yield "long and short keywords", record(more=keywords("ab", "x" * 100, "x" * 97, "Qualité de l’air", ""))
    yield "two texts in a keyword", record(more=keywords(text("a") + text("b")))
    for number, space in (("2154", "EPSG"), ("Lambert 93", "EPSG"), ("2154", "urn:ogc:def:crs:EPSG"), ("2154", "autre")):
        system = tag("code", text(number)), tag("codeSpace", text(space)), tag("version", text("8")) * 2
        yield "two versions of %s %s" % (space, number), record(end=tag("referenceSystemInfo", tag("MD_ReferenceSystem", tag(
            "referenceSystemIdentifier", tag("RS_Identifier", *system)))))
    yield "topic categories", record(more=tag("topicCategory", tag("MD_TopicCategoryCode", "environment")))
    yield "two topics in one", record(more=tag("topicCategory", tag("MD_TopicCategoryCode", "a"), tag("MD_TopicCategoryCode", "b")))
    yield "licence in an anchor", record(more=legal("useConstraints", anchor(LICENCE, "Licence Ouverte")))
    yield "licence in prose", record(more=legal("useConstraints", "Licence Ouverte version 2.0"))
    yield "licence in a limitation", record(more=limitation("Licence Ouverte / Open Licence version 2.0"))
    yield "licence in an anchored limitation", record(more=limitation(anchor(LICENCE, "Licence Ouverte")))
    yield "licence under access", record(more=legal("accessConstraints", anchor(LICENCE, "Licence Ouverte")))
    yield "licence as a code only", record(more=legal("useConstraints", restriction="license"))
    yield "use and access together", record(more=tag("resourceConstraints", tag("MD_LegalConstraints", tag("accessConstraints", code("MD_RestrictionCode", "otherRestrictions")), tag("useConstraints", code("MD_RestrictionCode", "otherRestrictions")), tag("otherConstraints", anchor(LICENCE, "LO")), tag("otherConstraints", text("Sans garantie")))))
    for name in ("noLimitations", "INSPIRE_Directive_Article13_1b", "INSPIRE_Directive_Article13_1d", "autre"):
        yield "access %s" % name, record(more=legal("useConstraints", anchor(LICENCE, "LO")) + legal("accessConstraints", anchor(LIMITS + name, "x")))
    yield "access in prose", record(more=legal("accessConstraints", "L124-4-I-1 du code de l’environnement"))
    yield "constraints without files", record(more=legal("useConstraints", anchor(LICENCE, "LO")), links="")
    for role in ("author", "custodian", "distributor", "originator", "owner", "principalInvestigator", "processor", "publisher", "resourceProvider", "user", "sponsor", ""):
        yield "role %s" % (role or "empty"), record(body=party(role) + party(role, organisation="Bureau", person="Ada"))
    yield "contact without address", record(body=party(email=""))
    yield "contact without name", record(body=party(organisation=""))
    yield "a wrong address", record(body=party(email="sig chez exemple.fr"))
    yield "a person with a page", record(body=party(person=anchor("https://exemple.fr/ada", "Ada"), more=tag("onlineResource", tag("CI_OnlineResource", tag("linkage", tag("URL", "https://exemple.fr/contact"))))))
    addressed = '<gco:CharacterString xlink:href=" https://exemple.fr/org ">Ville</gco:CharacterString>'
    for role in ("pointOfContact", "owner"):
        yield "a text that takes an address, %s" % role, record(body=party(role, organisation=addressed, person="Ada"))
    yield "an organisation with an address", record(body=party("owner", organisation=anchor("https://exemple.fr/org", "Ville")))
    for sides in (("1,5", "2", "45", "46"), ("1", "1", "45", "45"), ("-180", "180", "-90", "90"), ("2", "1", "46", "45"), ("ouest", "2", "45", "46"), ("1e1", "2E1", "45.", ".5"), ("700000", "800000", "6600000", "6700000"), ("", "2", "45", "46")):
        yield "box %s" % " ".join(sides), record(body=party() + extent(box(*sides)))
    yield "a side missing", record(body=extent(box("1", "2", "45", "46").replace(tag("northBoundLatitude", "<gco:Decimal>46</gco:Decimal>"), "")))
    yield "two boxes", record(body=extent(box("1", "2", "45", "46"), box("3", "4", "45", "46")))
    polygon = tag("geographicElement", tag("EX_BoundingPolygon", tag("polygon", '<gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>%s</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>')))
    yield "a polygon only", record(body=extent(polygon % "45 1 45 2 46 2 45 1"))
    yield "ten megabytes of geometry", record(body=extent(polygon % "{GEOMETRY}", box("1", "2", "45", "46")))
    yield "a place by its name", record(body=extent(tag("geographicElement", tag("EX_GeographicDescription", tag("geographicIdentifier", tag("MD_Identifier", tag("code", text("Apt"))))))))
    yield "a period", record(body=extent(period("2020-01-01", "2020-12-31")))
    yield "a period of years", record(body=extent(period("2020", "2021")))
    yield "an open period", record(body=extent(period("2020-01-01", "")))
    yield "an instant", record(body=extent(time("<gml:TimeInstant><gml:timePosition>2020-02-03</gml:timePosition></gml:TimeInstant>")))
    yield "half a period", record(body=extent(time("<gml:TimePeriod><gml:beginPosition>2020-01-01</gml:beginPosition></gml:TimePeriod>")))
    yield "a wrong period", record(body=extent(period("jadis", "naguère")))
    for unit in ("m", "km", "ft", "deg", "", "urn:ogc:def:uom:EPSG::9001", "http://standards.iso.org/ittf/PubliclyAvailableStandards/ISO_19139_Schemas/resources/uom/ML_gmxUom.xml#m"):
        yield "resolution in %s" % (unit or "nothing"), record(more=metres("2.5", unit))
    for number, unit in (("1.0", "m"), ("1.50", "m"), (" 2.00 ", "m"), ("1e1", "m"), ("1.10e2", "m"), ("0.0000001", "m"), ("+1.0", "m"), (".5", "m"), ("5.", "m"), ("-0", "m"), ("INF", "m"), ("1,5", "m"), ("1.0", "urn:ogc:def:uom:UCUM::m"), ("1.0", "km"), ("1e1", "km"), ("0.0005", "km"), ("3.3", "ft"), ("1.0", "ft")):
        yield "distance %s %s" % (number, unit), record(more=metres(number, unit))
    for number in ("25000", "0", "-5", "cinq", "1e3", ""):
        yield "scale %s" % (number or "empty"), record(more=scale(number))
    for function in ("download", "offlineAccess", "order", "information", "search", "browsing", "Download", ""):
        yield "function %s" % (function or "none"), record(links=distribution(link("https://geo.exemple.fr/a.zip", function, "Fichier", "WWW:DOWNLOAD-1.0-http--download", "Tout")))
    capabilities = "https://geo.exemple.fr/ows?service=%s&amp;request=GetCapabilities"
    for name in ("WMS", "WFS", "WMTS", "WCS", "CSW", "inconnu"):
        yield "capabilities of %s" % name, record(links=distribution(link(capabilities % name, "", "couche")))
    yield "capabilities in capitals", record(links=distribution(link("https://geo.exemple.fr/ows?SERVICE=WFS&amp;REQUEST=GETCAPABILITIES", "information")))
    yield "a WFS by its protocol only", record(links=distribution(link("https://geo.exemple.fr/wfs", "", "couche", "OGC:WFS")))
    yield "a private address", record(links=distribution(link("http://localhost/a.zip")))
    yield "no address", record(links=distribution(link("")))
    yield "no linkage", record(links=distribution(link(None)))
    yield "spaces in an address", record(links=distribution(link(" https://geo.exemple.fr/a b.zip ")))
    yield "a file share", record(links=distribution(link("file:///C:/donnees/a.shp")))
    yield "twice the same address", record(links=distribution(link("https://geo.exemple.fr/a.zip"), link("https://geo.exemple.fr/a.zip", name="Deux")))
    for size in ("12", "0.5", "1e2", "12 Mo", "douze", "-1", "0", "1,5", "1e12", "NaN"):
        yield "size %s" % size, record(links=distribution(link("https://geo.exemple.fr/a.zip"), size=size))
    for name in ("SHP", "shp", "ESRI Shapefile", "GeoJSON", "text/csv", "", "OGC:WFS"):
        yield "format %s" % (name or "empty"), record(links=distribution(link("https://geo.exemple.fr/a"), formats=[name]))
    yield "two formats", record(links=distribution(link("https://geo.exemple.fr/a"), formats=["SHP", "GML"]))
    yield "a format in an anchor", record(links=distribution(link("https://geo.exemple.fr/a"), formats=[anchor("http://publications.europa.eu/resource/authority/file-type/CSV", "CSV")]))
    yield "links of a distributor", record(links=tag("distributionInfo", tag("MD_Distribution", tag("distributor", tag("MD_Distributor", tag("distributorFormat", tag("MD_Format", tag("name", text("Inconnu")))), tag("distributorTransferOptions", tag("MD_DigitalTransferOptions", link("https://geo.exemple.fr/a.zip"))))))))
    yield "lineage", record(end=quality(lineage(text("Levés de terrain."))))
    yield "two lineages", record(end=quality(lineage(text("Un."))) + quality(lineage(text("Deux."))))
    for verdict in ("true", "false", "1", ""):
        yield "conformity %s" % (verdict or "empty"), record(end=quality(conformity("Règlement", verdict)))
    yield "conformity with an address", record(end=quality(conformity(anchor("https://schema.data.gouv.fr/etalab/schema-irve", "IRVE"), "true")))
    service = {"level": level("service"), "links": distribution(link(capabilities % "WMS", "", "", "OGC:WMS"))}
    yield "a service", record(**service, more='<srv:operatesOn uuidref="jeu-2"/><srv:operatesOn uuidref="https://exemple.fr/jeu"/>')
    yield "a service with terms", record(**service, more=legal("useConstraints", anchor(LICENCE, "LO")) + legal("accessConstraints", "Sur demande"))
    yield "a service without address", record(level=level("service"), links="")
    yield "no identification", record().replace("gmd:identificationInfo", "gmd:autre")
    yield "two identifications", record(links="<gmd:identificationInfo><gmd:MD_DataIdentification>%s</gmd:MD_DataIdentification></gmd:identificationInfo>" % citation("Autre", identifier("jeu-2")))
    for given in (anchor("https://exemple.fr/jeu", ""), "<gmx:Anchor/>", anchor("https://exemple.fr/jeu", "libellé"), text(""), text(" ")):
        for space in ("", text("fr.exemple"), text(""), anchor("https://exemple.fr/#", "espace"), text("https://exemple.fr/s/")):
            yield "identifier %s in %s" % (given, space or "none"), record(citation=citation("Arbres", identifier(given, space, "RS_Identifier")))
    label = '<gmx:Anchor>jeu-%s</gmx:Anchor>'
    for name, codes in (("two codes in anchors", (label % 1, label % 2)), ("an empty code, and one in an anchor", ("<gmx:Anchor/>", label % 2)),
                        ("two empty codes in anchors", ("<gmx:Anchor/>",) * 2), ("two codes in texts", (text("jeu-1"), text("jeu-2"))),
                        ("a code in a text, and one in an anchor", (text("jeu-1"), label % 2))):
        yield name, record(citation=citation("Arbres", tag("identifier", tag("MD_Identifier", *(tag("code", code) for code in codes)))))
    yield "two file identifiers", record(file=BASE["file"] * 2)
    yield "two empty file identifiers", record(file=tag("fileIdentifier", text("")) + tag("fileIdentifier", text(" ")))
    yield "two empty file identifiers without level", record(file=tag("fileIdentifier", text("")) * 2, level="")
    yield "a file identifier after an empty one", record(file=tag("fileIdentifier", text("")) + BASE["file"])
    yield "an address as file identifier", record(file=tag("fileIdentifier", text("https://exemple.fr/fiche")))
    yield "empty elements", tag("MD_Metadata")


def answers():
    """Whole answers."""
    yield "prefixes of any name", "iso", [re.sub(r"\b(gmd|gco|gmx|srv|xlink)\b(?=:|=)", lambda m: "a" + m[1][::-1], page(record()))]
    default = re.sub(r"(</?)gmd:", r"\1", page(record(), namespaces={**NAMESPACES, "": NAMESPACES["gmd"]}))
    yield "a default namespace", "iso", [default]
    for version in ("http://www.opengis.net/gml", "http://www.opengis.net/gml/3.2", "http://www.opengis.net/gml/3.3"):
        yield "GML %s" % version, "iso", [page(record(body=extent(period("2020-01-01", "2020-12-31"))), namespaces={**NAMESPACES, "gml": version})]
    yield "another version of gmd", "iso", [page(record(), namespaces={**NAMESPACES, "gmd": "http://www.isotc211.org/schemas/2005/gmd"})]
    yield "no records", "iso", [page()]
    yield "no records and a next one", "iso", [page(counts=(10, 0, 1))]
    yield "no search results", "iso", ['<csw:GetRecordsResponse xmlns:csw="%s"/>' % NAMESPACES["csw"]]
    yield "two pages", "iso", [page(numbered(1), numbered(2), counts=(3, 2, 3)), page(numbered(3), counts=(3, 1, 0))]
    yield "wrong counts", "iso", [page(numbered(1), numbered(2), counts=(1, 7, 3)), page(numbered(3), counts=(1, 1, 0))]
    yield "nothing returned", "iso", [page(numbered(1), counts=(9, 0, 3)), page(numbered(3), counts=(9, 1, 0))]
    yield "going back", "iso", [page(numbered(1), counts=(9, 2, 3)), page(numbered(3), counts=(9, 2, 1))]
    yield "no next record", "iso", [page(numbered(1), counts=(1, 1, None))]
    yield "no counts", "iso", [page(numbered(1), counts=(None, None, 0))]
    yield "a next record in words", "iso", [page(numbered(1), counts=(1, 1, "deux"))]
    yield "a next record with spaces", "iso", [page(numbered(1), counts=(1, 1, " 0 "))]
    yield "an empty next record", "iso", [page(numbered(1), counts=(1, 1, ""))]
    yield "a service before its dataset", "iso", [page(record(level=level("service"), citation=citation("S", identifier("s")), more='<srv:operatesOn uuidref="jeu-2"/>'), numbered(2))]
    yield "the same record twice", "iso", [page(numbered(1), numbered(1))]
    yield "one broken record among others", "iso", [page(numbered(1), record(level=level("dataset") * 2), numbered(3))]
    yield "a failed page after a service", "iso", [page(record(level=level("service")), numbered(2), counts=(9, 2, 3)), "<oups>"]
    yield "not well formed", "iso", [page(numbered(1)).replace("</gmd:abstract>", "", 1)]
    yield "a bare ampersand", "iso", [page(record(citation=citation("Eau & forêt", identifier("jeu-1"))))]
    yield "cut in the middle", "iso", [page(numbered(1), numbered(2))[:2500]]
    yield "not XML", "iso", ["bonjour"]
    yield "nothing", "iso", [""]
    dtd = '<!DOCTYPE x [<!ENTITY nom "Arbres"><!ENTITY bombe "&nom;&nom;&nom;">]>'
    yield "entities", "iso", [page(record(citation=citation("&nom;", identifier("jeu-1"))), prologue=dtd)]
    yield "an external entity", "iso", [page(record(citation=citation("&fichier;", identifier("jeu-1"))), prologue='<!DOCTYPE x [<!ENTITY fichier SYSTEM "file:///etc/passwd">]>')]
    yield "a document type", "iso", [page(record(), prologue="<!DOCTYPE x>")]
    yield "a declaration and a comment", "iso", [page(record(), prologue='<?xml version="1.0" encoding="UTF-8"?><!-- csw --><?suite x?>')]
    yield "an exception", "iso", ['<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows" version="1.2.0"><ows:Exception exceptionCode="NoApplicableCode"><ows:ExceptionText>Panne</ows:ExceptionText></ows:Exception></ows:ExceptionReport>']
    yield "an exception of OWS 1.1", "iso", ['<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="1.1.0"><ows:Exception exceptionCode="InvalidParameterValue" locator="outputSchema"/></ows:ExceptionReport>']
    yield "an exception of OWS 2", "iso", ['<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/2.0" version="2.0.0"/>']
    summary = '<csw:Record xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier>a</dc:identifier><dc:title>A</dc:title></csw:Record>'
    yield "summaries", "iso", [page(summary, summary)]
    yield "mixed records", "iso", [page(summary, numbered(1), '<gfc:FC_FeatureCatalogue xmlns:gfc="http://www.isotc211.org/2005/gfc"><gmx:name>x</gmx:name></gfc:FC_FeatureCatalogue>')]
    yield "ISO 19115-3", "iso", [page('<mdb:MD_Metadata xmlns:mdb="http://standards.iso.org/iso/19115/-3/mdb/1.0"><mdb:x>a</mdb:x></mdb:MD_Metadata>')]
    yield "an empty foreign record", "iso", [page('<mdb:MD_Metadata xmlns:mdb="http://standards.iso.org/iso/19115/-3/mdb/2.0"/>', numbered(2))]
    yield "CSW 3", "iso", [page(numbered(1), namespaces={**NAMESPACES, "csw": "http://www.opengis.net/cat/csw/3.0"})]
    yield "a record in a record", "iso", [page('<gmd:autre>%s</gmd:autre>' % numbered(1))]
    yield "two records in one", "iso", [page('<gmd:autre>%s%s</gmd:autre>' % (numbered(1), numbered(2)))]
    yield "a web page", "iso", ["<html><body>Bonjour</body></html>"]
    rdf = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/" xmlns:dcat="http://www.w3.org/ns/dcat#">%s</rdf:RDF>'
    dataset = '<dcat:Dataset rdf:about="https://exemple.fr/%d"><dct:identifier>jeu-%d</dct:identifier><dct:title>Jeu %d</dct:title></dcat:Dataset>'
    yield "DCAT records", "dcat", [page(rdf % (dataset % (1, 1, 1)), rdf % (dataset % (2, 2, 2)))]
    yield "a DCAT record without rdf:RDF", "dcat", [page((dataset % (1, 1, 1)).replace("<dcat:Dataset", '<dcat:Dataset xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/" xmlns:dcat="http://www.w3.org/ns/dcat#"', 1))]
    yield "an odd DCAT record", "dcat", [page(rdf % '<dct:title>x</dct:title><a><b/></a>', rdf % (dataset % (2, 2, 2)))]
    yield "ISO records for DCAT", "dcat", [page(numbered(1))]


def cases():
    for name, given in records():
        yield {"name": name, "kind": "csw-iso-19139", "pages": [page(given)]}
    for name, kind, pages in answers():
        yield {"name": name, "kind": {"iso": "csw-iso-19139", "dcat": "csw-dcat"}[kind], "pages": pages}
    # The prefix of the form.
    for prefix in ("https://geo.exemple.fr/fiche", "https://geo.exemple.fr/fiche/", "pas une adresse"):
        yield {"name": "prefix %s" % prefix, "kind": "csw-iso-19139", "prefix": prefix, "pages": [page(record())]}


# --- The answers ---------------------------------------------------------------------------------------------

def filled(value):
    """The value without what is empty."""
    if isinstance(value, dict):
        kept = {key: filled(item) for key, item in value.items() if key not in ("backend", "domain")}
        return {key: item for key, item in kept.items() if item not in (None, "", [], {})}
    if isinstance(value, list):
        return [filled(item) for item in value]
    return value.replace("FakeDatetime", "datetime.datetime") if isinstance(value, str) else value


def main():
    written = list(cases())
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        asked = []
        for number, case in enumerate(written):
            files = []
            for rank, content in enumerate(case["pages"]):
                files.append(folder / ("%03d-%d.xml" % (number, rank)))
                files[-1].write_text(content.replace("{GEOMETRY}", GEOMETRY), encoding="utf-8")
            asked.append({"id": "%03d" % number, "kind": case["kind"], "files": list(map(str, files)), "prefix": case.get("prefix")})
        (folder / "cases.json").write_text(json.dumps(asked), encoding="utf-8")
        subprocess.run([sys.argv[1], "--cases", str(folder / "cases.json"), "--out", str(folder / "out"), "--now", CLOCK], check=True)
        for number, case in enumerate(written):
            answer = folder / "out" / ("%03d.json" % number)
            job = json.loads(answer.read_text(encoding="utf-8"))
            items = job["items"]
            case["answer"] = {"status": job["status"], "errors": filled(job["errors"]), "items": filled(items)}
    HERE.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(case, ensure_ascii=False, sort_keys=True) for case in written]
    (HERE / "cases.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    print(len(written), "cases")


main()
