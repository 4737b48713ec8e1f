"""Records how the reference recognises update frequencies: the table for `crate/src/model/frequency/mod.rs`.

usage: PYTHON tests/record/frequency.py > tests/fixtures/frequency/frequencies.json
PYTHON is the interpreter of the reference's environment.
"""
import gettext, json, os

NAMESPACES = ["http://purl.org/cld/freq/", "http://publications.europa.eu/resource/authority/frequency/", "https://publications.europa.eu/resource/authority/frequency/",
              "http://purl.org/cld/freq#", "http://publications.europa.eu/resource/authority/frequency#", "http://inspire.ec.europa.eu/metadata-codelist/MaintenanceFrequency/", "", "freq:", " "]
OTHERS = """P1D|P1W|P1M|P1Y|R/P1Y|R/P1M|R/P0.5M|R/PT1S|PT1H|Annuel|annuelle|Mensuelle|hebdomadaire|quotidien|temps réel|inconnue|asNeeded|as needed|AS_NEEDED|notPlanned|NOT_PLANNED|unknown|UNKNOWN|fortnightly|FORTNIGHTLY|biannually|BIANNUAL
http://purl.org/cld/freq|http://purl.org/cld/freq/annual/|http://purl.org/cld/freq/annual?x|http://purl.org/cld/freq/Annual| http://purl.org/cld/freq/annual |http://purl.org/cld/freq/annual http://purl.org/cld/freq/daily|purl.org/cld/freq/annual
http://publications.europa.eu/resource/authority/frequency/ANNUAL |http://publications.europa.eu/resource/authority/frequency/annual|freq/annual|daily|DAILY|Daily| daily |daily.|1MIN|1min|12hrs|Weekly_3|min|hrs|_2||0|İrreg""".replace("\n", "|").split("|")


def shown(read):
    try:
        value = read()
        return value and value.id
    except Exception:
        return None


def main():
    import udata
    from rdflib import Graph, Literal, URIRef
    from udata.core.dataset.constants import UpdateFrequency
    from udata.core.dataset.rdf import EUFREQ_TERM_TO_UDATA, FREQ_TERM_TO_UDATA, frequency_from_rdf

    names = sorted({str(term).rsplit("/", 1)[1] for term in [*FREQ_TERM_TO_UDATA, *EUFREQ_TERM_TO_UDATA]} | {frequency.id for frequency in UpdateFrequency} | set(UpdateFrequency._LEGACY_FREQUENCIES))
    texts = [namespace + name for namespace in NAMESPACES for name in [*names, *(name.lower() for name in names), *(name.upper() for name in names)]] + OTHERS
    rows = [{"text": text, "uri": shown(lambda: frequency_from_rdf(Graph().resource(URIRef(text)))), "literal": shown(lambda: frequency_from_rdf(Literal(text))),
             "string": shown(lambda: frequency_from_rdf(text)), "id": shown(lambda: UpdateFrequency(text))} for text in dict.fromkeys(texts)]
    french = gettext.translation("udata", os.path.join(os.path.dirname(udata.__file__), "translations"), ["fr"])
    vocabulary = [{"id": frequency.id, "label": french.gettext(frequency.label._args[0]), "minutes": frequency.delta and frequency.delta.total_seconds() / 60} for frequency in UpdateFrequency]
    print('{"vocabulary": [\n' + ",\n".join(map(json.dumps, vocabulary)) + '\n], "rows": [\n' + ",\n".join(map(json.dumps, rows)) + "\n]}")


if __name__ == "__main__":
    main()
