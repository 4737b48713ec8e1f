"""Records slugs and tags as udata writes them.

usage: PYTHON slug.py OUT   (PYTHON: the reference's interpreter)
"""
import json
import sys

from slugify import slugify

from udata import tags

MIN, MAX = 3, 96  # TAG_MIN_LENGTH and TAG_MAX_LENGTH of settings.py

KEYWORDS = """
Qualité de l'air|Qualité de l’air|eau|Eau potable|EAU|Œuvres d'art|œuvre|Ægir|Données ouvertes|données-ouvertes
open data|OpenData|Open-Data|open_data|O.D.|P.L.U.|PLU|PLUi-H|PLU (i)|P.O.S|R&D|Arrêt de bus|arrêts_de_bus
Vélos en libre-service|vélo'v|Vélib’|Forêts|forêt|Chênaie|aiguës|aiguë|Noël|Haÿ-les-Roses|L'Haÿ-les-Roses
Saint-Étienne|Île-de-France|ÎLE DE FRANCE|Côte d'Azur|Hérault (34)|34 - Hérault|Hérault/34|2A|2B|13
Transport - Mobilité|Transports, mobilité|Santé publique|Éducation|ÉLÈVES|élèves de 3ème|3ᵉ|1er|1ᵉʳ|n°|N° 5|№ 5
m²|km²|CO₂|CO2|NO₂|PM2.5|PM₁₀|µg/m³|µg|Ω|10 %|10 ‰|€|100 €|$|£|¥|© IGN|® marque|™|… suite|suite…
« guillemets »|“guillemets”|„bas“|‹simple›|tiret – moyen|tiret — long|tiret‑insécable|trait‐court|souligné_bas
espace insécable|espace fine|espace​nulle|a­b|ligne
coupée|tabulation	ici|point.milieu·habitant·es|habitant·e·s|élu(e)s|élu/e|a/b/c|a\\b|a|b|1,5|1.5|1’000
ZAC des Près-Hauts|D.D.T.M.|Réseau électrique (HTA/BT)|Wi-Fi|Wi-fi 6|C++|C#|.NET|#hashtag|@compte|50/50|24h/24
INSPIRE|HVD|Conditions atmosphériques|Sites protégés|hvd|Géospatiales|Entreprises et propriété d'entreprises
Observation de la terre et environnement|Météorologiques|Mobilité|Statistiques|GEMET - INSPIRE themes, version 1.0
donnÃ©es|qualitÃ© de lâ\x80\x99air|Ã\x89tat|dâ€™eau|caf\ufffd|Ã |Â°|ï»¿bom
straße|STRASSE|ẞ|ﬁn|ﬂeuve|Dž|dž|ǆ|ŉ|ſ|İstanbul|ısı|Łódź|Đakovo|Þór|ðe|øre|Åland|año|São|čeština|žluť|ğ|ő|ű
Αθήνα|ΑΘΗΝΑ|Δεδομένα|Ένας|οδός|България|Данни|ЁЖ|щука|Київ|Україна|ъгъл|מפה|עברית|خريطة|بيانات|गंगा|ไทย|ქართული|Հայ
北京|北亰|東京都|データ|オープンデータ|ﾃﾞｰﾀ|한국어|데이터|서울|中文 数据|数据集A|ａｂｃ|ＡＢＣ１２３|①|⑳|Ⅳ|ⅷ|½|¾|⅓|½ tour
😀|données 😀|🚲 vélo|🇫🇷|♥|★★★|→|a→b|∞|≤ 5|≥|≠|±|×|÷|√|∑|℃|25℃|°C|ℓ|℮|ℂ|𝐀𝐁|𝒷|𝟙|𝚨𝚩|🅰|㎡|㎞|㍿|㈱|﷼|ﷺ
é|é|ñ|Å|a̐|ô̌|à la carte|ÿ|ŷ|a'b'c|''|'|a''b|’’|`|a`b|´|ʼ|aʼb|ʻ|'abc'|-abc-|--a--b--|_a_|  a  | |-
x|xy|xyz|é à|a b|ab|abc|à|L'|l’|d'|1|12|123|!!!|???|...|(((|日|日本|ば|Б|Щ|щщ
"""
TITLES = [
    "Liste des équipements sportifs de la commune de L'Haÿ-les-Roses (94) — mise à jour 2024",
    "Délibérations du conseil municipal n° 2024-03 : budget « primitif » & annexes",
    "Base Adresse Locale – Communauté de communes du Pays de l’Œuf d’Or",
    "Qualité de l'air : indice ATMO (O₃, NO₂, PM₁₀, PM₂.₅) par commune, J-1/J/J+1",
    "Licence Ouverte / Open Licence version 2.0",
    "Open Data Commons Open Database License (ODbL)",
    "Other (Public Domain)",
    "L'ensemble des arrêts, lignes et horaires théoriques du réseau TCL (Transports en Commun Lyonnais) – GTFS",
    "aaaa " * 19 + "b",
    "aaaa " * 20,
    "a" * 95, "a" * 96, "a" * 97, "é" * 96, "œ" * 48, "œ" * 49, "大" * 40,
    "x" * 95 + " y", "x" * 96 + " y", "mot " * 60,
    "ÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ àâäæçéèêëîïôöœùûüÿ",
    "\u00a0\u2007\u202f fines\u202finsécables\u00a0!", "\ttab\nligne\r\nfin\x0b\x0c\x1c\x1d\x1e\x1f\x85", "",
    " ' ", "- ' -", "a\u0301e\u0302 combinés", "\u200b\u200c\u200d\ufeffinvisible", "Ǆ ǅ ǆ Ǉ ǈ ǉ Ǌ ǋ ǌ",
    "ΣΑΣ ΟΔΟΣ ὈΔΥΣΣΕΎΣ ᾼ ᾳ", "Ỳ ẁ Ẃ ẅ ạ Ấ ỹ", "\U000e0041tag\U000f0000\U0010fffd privé",
]


def fnv1a(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return f"{value:016x}"


def normalize(value):
    value = tags.slug(value)
    return "" if len(value) < MIN else value[:MAX]


def block(number):
    codes = range(number * 256, number * 256 + 256)
    return fnv1a(" ".join(slugify(f"x{chr(c)}y", to_lower=True) for c in codes if not 0xD800 <= c < 0xE000))


def main(out):
    keywords = [word for line in KEYWORDS.strip("\n").split("\n") for word in line.split("|")]
    texts = list(dict.fromkeys(keywords + [k.upper() for k in keywords] + TITLES))
    rows = [{"text": t, "slugify": slugify(t, to_lower=True), "slug": tags.slug(t), "tag": normalize(t)} for t in texts]
    # Left out on purpose: see the head of crate/src/text/slug/mod.rs.
    rows = [row for row in rows if not {"\U0001d6a8", "\U0001d6a9"} & set(row["text"])]
    with open(out, "w", encoding="utf-8") as f:
        json.dump({"blocks": [block(n) for n in range(512)], "rows": rows}, f, ensure_ascii=False, indent=0)
        f.write("\n")
    print(len(rows), "texts")


if __name__ == "__main__":
    main(*sys.argv[1:])
