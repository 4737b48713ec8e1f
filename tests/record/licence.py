"""Records which licence udata guesses from a string, with the licences of crate/data/licences.json.

usage: PYTHON licence.py LICENCES OUT [STRINGS]
PYTHON: the reference's interpreter. STRINGS: a JSON list of other strings to guess from.
"""
import functools
import json
import random
import sys

import mongoengine
import mongomock

mongoengine.connect("record", mongo_client_class=mongomock.MongoClient, uuidRepresentation="standard")

import udata.core.dataset.models as models  # noqa: E402 (needs the connection)

models.validate_url = functools.partial(models.validate_url, resolve=False, local=False)

WORDINGS = """
Licence Ouverte|licence ouverte|LICENCE OUVERTE|Licence Ouverte |License Ouverte|Licence  Ouverte|Licence-Ouverte|Licences Ouvertes
Licence Ouverte / Open Licence|Licence Ouverte/Open Licence|Licence ouverte / Open License|Open Licence / Licence Ouverte
Licence Ouverte v1|Licence Ouverte v1.0|Licence Ouverte V1|Licence Ouverte 1.0|Licence Ouverte version 1.0|Licence Ouverte / Open Licence version 1.0
Licence Ouverte v2|Licence Ouverte V2|Licence Ouverte v2.0|Licence Ouverte 2.0|Licence Ouverte version 2|Licence Ouverte version 2.0
Licence Ouverte version 3.0|Licence Ouverte v3.0|Licence Ouverte / Open Licence v2.0|Licence Ouverte / Open Licence 2.0|Licence Ouverte / Open Licence version 2.0
Licence Ouverte Etalab|Licence ouverte Etalab 2.0|Licence Ouverte Étalab v2.0|Licence Ouverte (Etalab)|Licence Ouverte v2.0 (Etalab)|Licence Ouverte v1.0 (Etalab)
Licence ETALAB|License Etalab|Licence Etalab|Licence Etalab 2.0|Licence Etalab v2|Etalab|etalab|ETALAB 2.0|etalab-2.0|etalab-1.0|Etalab-2.0|etalab2.0
Données publiées sous Licence Ouverte 2.0 (Etalab)|Sous licence ouverte|Licence Ouverte (LO)|LO|LO/OL|LO / OL|LO 2.0|LO-OL|LOv2|lov2|LOV2|lo v2|lov 2|lov2 |fr-lo|FR-LO|fr lo|fr_lo
Licence Ouverte : https://www.etalab.gouv.fr/licence-ouverte-open-licence|Licence Ouverte (https://www.etalab.gouv.fr/licence-ouverte-open-licence)
https://www.etalab.gouv.fr/licence-ouverte-open-licence|https://www.etalab.gouv.fr/licence-ouverte-open-licence/|http://www.etalab.gouv.fr/licence-ouverte-open-licence/
http://www.etalab.gouv.fr/pages/licence-ouverte-open-licence-5899923.html|https://etalab.gouv.fr/licence-ouverte-open-licence|www.etalab.gouv.fr/licence-ouverte-open-licence
//www.etalab.gouv.fr/licence-ouverte-open-licence|https://www.etalab.gouv.fr/|https://www.etalab.gouv.fr|https://www.etalab.gouv.fr/licence|https://www.etalab.gouv.fr/wp-content
https://www.etalab.gouv.fr/licence-ouverte-open-licence?x=1|https://www.etalab.gouv.fr/licence-ouverte-open-licence#lo|https://www.etalab.gouv.fr/licence-ouverte-open-licence;v=2
https://www.etalab.gouv.fr/licence-ouverte-open-licence.|https://www.etalab.gouv.fr/licence-ouverte-open-licence...|https://www.etalab.gouv.fr/licence-ouverte-open-licence,
HTTPS://WWW.ETALAB.GOUV.FR/LICENCE-OUVERTE-OPEN-LICENCE|https://WWW.etalab.gouv.fr/licence-ouverte-open-licence
https://www.etalab.gouv.fr/wp-content/uploads/2014/05/Licence_Ouverte.pdf|https://www.etalab.gouv.fr/wp-content/uploads/2014/05/licence_ouverte.pdf
http://www.etalab.gouv.fr/wp-content/uploads/2014/05/Licence_Ouverte.pdf|http://www.etalab.gouv.fr/wp-content/uploads/2014/05/Open_Licence.pdf
https://www.etalab.gouv.fr/wp-content/uploads/2014/05/Open_Licence.pdf|https://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf
http://www.etalab.gouv.fr/wp-content/uploads/2017/04/ETALAB-Licence-Ouverte-v2.0.pdf|https://www.etalab.gouv.fr/wp-content/uploads/2018/11/open-licence.pdf
https://github.com/etalab/Licence-Ouverte/blob/master/LO.md|http://github.com/etalab/licence-ouverte/blob/master/lo.md|https://github.com/etalab/licence-ouverte|https://github.com|https://github.com/
https://spdx.org/licenses/etalab-2.0|https://spdx.org/licenses/etalab-2.0.html|http://publications.europa.eu/resource/authority/licence/ETALAB_2_0|http://publications.europa.eu/resource/authority/licence/CC_BY_4_0
<a href='https://www.etalab.gouv.fr/licence-ouverte-open-licence'>LO</a>|<a href='https://www.etalab.gouv.fr/licence-ouverte-open-licence' >LO</a>|[LO](https://www.etalab.gouv.fr/licence-ouverte-open-licence)
<p>Licence Ouverte</p>|&lt;a href=&quot;https://www.etalab.gouv.fr/licence-ouverte-open-licence&quot;&gt;|Licence : Licence Ouverte
ODbL|odbl|ODbL 1.0|Licence ODbL|Licence ODBL version 1.0|Open Database License|Open Database Licence|Open Database License (ODbL)|Open Database License (ODbL) 1.0|Open Database License 1.0
Open Data Commons Open Database License|Open Data Commons Open Database License (ODbL)|Open Data Commons Open Database License 1.0|Open Data Commons Open Database Licence (ODbL)|odc-odbl|ODC-ODbL|odc odbl|ODC ODBL
http://opendatacommons.org/licenses/odbl/|http://opendatacommons.org/licenses/odbl|http://opendatacommons.org/licenses/odbl/1-0/|http://opendatacommons.org/licenses/odbl/1.0/|https://opendatacommons.org/licenses/odbl/summary/
http://opendatacommons.org/licenses/odbl/summary|http://www.opendatacommons.org/licenses/odbl/|https://opendefinition.org/licenses/odc-odbl|http://opendefinition.org/licenses/odc-odbl/|https://opendefinition.org/licenses/
http://opendatacommons.org/|http://opendatacommons.org|http://opendatacommons.org/licenses/|http://opendatacommons.org/licenses/by/|http://opendatacommons.org/licenses/pddl/1.0/|http://opendatacommons.org/licenses/pddl
Open Data Commons Attribution License|ODC-BY|odc-by|ODC BY 1.0|PDDL|odc-pddl|Open Data Commons Public Domain Dedication and License (PDDL)|Public Domain Dedication and License
CC BY|CC-BY|cc-by|cc by|CC BY 4.0|CC-BY-4.0|cc-by-sa|CC-BY-SA|CC BY-SA 4.0|cc-by-nc|cc-by-nd|cc-by-nc-sa|CC0|cc0|CC0 1.0|cc-zero|CC-Zero|cc zero|cc_by
Creative Commons|Creative Commons Attribution|Creative Commons Attribution 4.0|Creative Commons Attribution 4.0 International|Creative Commons Attribution Share Alike|Creative Commons Attribution Share-Alike
Creative Commons Attribution-ShareAlike|Creative Commons Attribution ShareAlike 4.0|Creative Commons CCZero|Creative Commons Zero|Creative Commons CC0|Creative Common Attribution|Creatives Commons Attribution
https://creativecommons.org/licenses/by/4.0/|http://creativecommons.org/licenses/by/4.0/deed.fr|https://creativecommons.org/publicdomain/zero/1.0/|http://creativecommons.org/licenses/by-sa/4.0
http://www.opendefinition.org/licenses/cc-by|http://www.opendefinition.org/licenses/cc-by/|https://www.opendefinition.org/licenses/cc-by|http://opendefinition.org/licenses/cc-by|http://www.opendefinition.org/licenses/cc-by-sa
http://www.opendefinition.org/licenses/cc|http://www.opendefinition.org/licenses/|http://www.opendefinition.org|http://www.opendefinition.org/licenses/cc-zero|http://www.opendefinition.org/licenses/cc-zer0
notspecified|not specified|Not Specified|License Not Specified|Licence Not Specified|License not specified.|Licence non spécifiée|Non spécifiée|No license provided|unknown|None|none|null|undefined|N/A
other-open|other-pd|other-at|other-nc|other-closed|other|Other|Other (Open)|Other (Public Domain)|Other (Attribution)|Other (Non-Commercial)|Other (Not Open)|Autre (Ouvert)|Autre (Open)|Domaine public|Public Domain
Mobility License|mobility-licence|Licence Mobilité|Licence Mobilités|Pas de restriction d'accès public|No limitations|Aucune restriction|no limitation to public access|noLimitations|Usage libre sous réserve de mentionner la source
Usage libre sous réserve des mentions obligatoires sur tout document de diffusion|Pas de restriction d'accès public selon INSPIRE|conditions inconnues|Restreint|license|licence|other restrictions|otherRestrictions
http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/noLimitations|http://inspire.ec.europa.eu/metadata-codelist/ConditionsApplyingToAccessAndUse/noConditionsApply
https://www.data.gouv.fr/fr/licences|https://www.data.gouv.fr/licences|http://data.exemple.fr/conditions|http://localhost/licence|http://10.0.0.1/lov2|ftp://www.etalab.gouv.fr/licence-ouverte-open-licence
https://www.etalab.gouv.fr/licence-ouverte-open-licence https://opendatacommons.org/licenses/odbl/summary/|lov2 https://exemple.fr|https://exemple.fr lov2|https://exemple.fr lov2 https://exemple.fr|https://exemple.fr/lov2
Licence https://exemple.fr/a Ouverte|http://|https://|http:// lov2|https:// https://www.etalab.gouv.fr/licence-ouverte-open-licence|xhttps://www.etalab.gouv.fr/licence-ouverte-open-licence|HTTP://exemple.fr lov2
lov2.|lov2..|.lov2|lov2,|lov2;|« lov2 »|"lov2"|'lov2'|lov2!|lòv2|ｌｏｖ２|lov²|lov3|lov|lo|l|v2|2|cc|by|odc|pd|at|open|-|--|???|…|é|' '|.|..|...
License GNU GPL|MIT|mit|Apache 2.0|Apache-2.0|GPL|AGPL-3.0|EUPL|W3C|CeCILL|ISC|BSD|MIT License|Licence MIT|OGL|OGL-UK-3.0|dl-de/by-2-0|http://www.opensource.org/licenses/mit-license.php
""".replace("\n", "|").split("|")[1:-1]

LISTS = [
    [], [""], ["", "lov2"], ["inconnu", "fr-lo"], ["other-open", "Licence Ouverte 2.0"], ["notspecified", "lov2"],
    ["Licence inconnue", "https://exemple.fr", "ODbL", "odc-odbl", "lov2"], [" ", "\n", "\tlov2\u00a0"],
]


def edits(rng, text):
    alphabet = "abcdelnoprstuv 0123-./éL"
    chars = list(text)
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(chars) + 1)
        kind = rng.randrange(4)
        if kind == 0:
            chars.insert(at, rng.choice(alphabet))
        elif kind == 1 and chars:
            del chars[min(at, len(chars) - 1)]
        elif kind == 2 and chars:
            chars[min(at, len(chars) - 1)] = rng.choice(alphabet)
        elif len(chars) > 1:
            at = min(at, len(chars) - 2)
            chars[at], chars[at + 1] = chars[at + 1], chars[at]
    return "".join(chars)


def edited(licences):
    rng = random.Random(7)
    for licence in licences:
        known = [licence["id"], licence["title"], *licence["alternate_titles"], licence["url"], *licence["alternate_urls"]]
        for text in filter(None, known):
            yield from (text, text.upper(), f" {text}\n", f"{text}.", f"Licence : {text}", f"{text}/", f"{text} 2.0")
            yield from (edits(rng, text) for _ in range(8))
            if "://" in text:
                bare = text.split("://")[1]
                yield from (bare, f"ftp://{bare}", f"http://{bare}", f"https://{bare}#x", text.rsplit("/", 1)[0], f"({text})")


def answer(strings):
    licence = models.License.guess(*strings)
    return licence.id if licence else None


def main(licences, out, strings=None):
    licences = json.load(open(licences, encoding="utf-8"))["licences"]
    for licence in licences:
        models.License(active=True, **licence).save()
    if strings:
        rows = [[[text], answer([text])] for text in json.load(open(strings, encoding="utf-8"))]
        record = {"guess": rows, "cut": []}
    else:
        texts = list(dict.fromkeys([*WORDINGS, *edited(licences)]))
        record = {
            "guess": [[[text], answer([text])] for text in texts] + [[row, answer(row)] for row in LISTS],
            "cut": [[text, models.License.extract_first_url(text)] for text in WORDINGS if "http" in text.lower()],
        }
    with open(out, "w", encoding="utf-8") as f:
        f.write("{\n")
        f.write(",\n".join(
            f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]"
            for name, rows in record.items()
        ))
        f.write("\n}\n")
    print({name: len(rows) for name, rows in record.items()})


if __name__ == "__main__":
    main(*sys.argv[1:])
