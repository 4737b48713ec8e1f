"""Records which addresses udata accepts, in its words, and how urllib.parse cuts and joins.

usage: PYTHON url.py OUT   (PYTHON: the reference's interpreter)
"""
import gettext
import itertools
import json
import random
import sys
from pathlib import Path
from urllib.parse import urljoin, urlparse

import udata
from udata import uris

uris._ = gettext.translation("udata", Path(udata.__file__).parent / "translations", ["fr"]).gettext

URLS = r"""
https://www.data.gouv.fr/fr/datasets/
http://example.com
HTTP://example.com
https://EXAMPLE.com/
https://example.COM/
https://example.Fr
https://exemple.fr?x=1
https://exemple.fr?x=a b
https://exemple.fr#ancre
https://exemple.fr/#ancre
https://exemple.fr/?q=é&r=ü#ç
https://exemple.fr:8080/x
https://exemple.fr:80
https://exemple.fr:8
https://exemple.fr:123456
https://exemple.fr:/x
https://exemple.fr:abc/
https://exemple.fr./
https://exemple..fr/
https://.exemple.fr/
https://-exemple.fr/
https://exemple-.fr/
https://ex-emple.fr/
https://ex--emple.fr/
https://xn--caf-dma.fr/
https://exemple.xn--p1ai/
https://café.fr/données.csv
https://кто.рф/
https://кто.РФ/
https://例え.みんな/
https://exemple.中国
https://exemple.ＦＲ/
https://exemple.ｆｒ/
https://exemple.f­r/
https://exemple.fr​/
https://exemple.fr�/
https://exemple.é/
https://exemple.éé/
https://exemple.frr/
https://exemple.lan/data
https://exemple.local
https://serveur.intra:8080/geoserver
https://exemple.test/
https://exemple.xml
https://exemple.csv
https://some.catalogue/resource/x
https://a_b.exemple.fr/
https://_dmarc.exemple.fr/
https://exemple_.fr/
https://a._b.fr
https://a.b_/
https://exemple.f_r/
https://exemple.f-r/
https://exemple.f
https://exemple.1
https://exemple.12
https://localhost
https://localhost/
https://localhost:8080/geonetwork
https://LOCALHOST/x
https://localhost.localdomain/x
https://localhost.fr/
https://localhost.localdomain.fr/
https://localhosts
https://localhoſt/
https://intranet/x
https://serveur:8080/x
//srv/share
//www.exemple.fr/x
://www.exemple.fr/x
\\srv\share
www.exemple.fr
www.exemple.fr/x
exemple.fr
/data/file.csv
file:///C:/donnees/x.csv
file://serveur/x.csv
file://serveur.fr/x.csv
ftp://ftp.exemple.fr/pub/x.zip
ftps://ftp.exemple.fr/
sftp://ftp.exemple.fr/
gopher://exemple.fr/
javascript://exemple.fr/%0aalert(1)
javascript:alert(1)
mailto:a@exemple.fr
postgresql://user:pw@bdd.exemple.fr/base
urn:uuid:1234
urn:isbn:0
doi:10.1234/x
data:text/plain,x
http:exemple.fr
http:/exemple.fr
http:///exemple.fr
http://
https://
http:// exemple.fr
http://exemple.fr/a b
http://exemple.fr/a%20b
http://exemple.fr /a
http://exem ple.fr/a
http://exemple.fr/a	b
http://exemple.fr/a b
http://exemple.fr/　
http://ex　emple.fr/
http://ex emple.fr/x
http://user@exemple.fr/
http://user:pass@exemple.fr/
http://user:p@ss@exemple.fr/
http://us er@exemple.fr/
http://:@exemple.fr/
http://@exemple.fr/
http://a@b@c.fr
http://exemple.fr/@user
http://exemple.fr/x@y.fr
http://intranet/x@y.fr/
http://intranet/x@127.0.0.1/
http://exemple.fr/x@localhost
http://exemple.fr@localhost/
http://localhost@exemple.fr/
http://10.0.0.1@exemple.fr/
http://exemple.fr?u=a@b.fr
http://a b@c d@e.fr
http://x/a@
http://x/a@b
http://127.0.0.1
http://127.0.0.1:9000/x.tif
http://127.255.255.255/
http://127.1/
http://10.1.2.3/
http://10.0.0.0
http://172.16.0.1
http://172.15.0.1
http://172.32.0.1
http://192.168.1.1:8080/x
http://192.169.1.1/
http://169.254.169.254/latest
http://100.64.0.1
http://100.128.0.1/
http://0.0.0.0/
http://0.0.0.1/
http://0.0.0.2/
http://255.255.255.255/
http://255.255.255.0/
http://255.0.255.0
http://128.0.0.0
http://192.0.0.0
http://192.0.0.8
http://192.0.0.171
http://192.0.2.1
http://198.18.0.1
http://198.20.0.1
http://198.51.100.7
http://203.0.113.9
http://224.0.0.1
http://239.255.255.255
http://240.0.0.1
http://250.1.1.1/
http://8.8.8.8
http://1.1.1.1:53/
http://193.48.1.2/geoserver/wfs
http://01.2.3.4
http://1.2.3
http://1.2.3.
http://...
http://...:80
http://1.2.3.4.5
http://1.2.3.4.fr
http://256.1.1.1
http://999.999.999.999
http://1234.1.1.1
http://1.1.1.1234
http://1.1.1.1.
http://[::1]/
http://[::1]:8080/x
http://[::]
http://[::2]
http://[::3]
http://[::7]/
http://[::8]/
http://[::ffff]
http://[::1:0]
http://[::1:ffff]
http://[::ffff:ffff]
http://[::ffff:7f00:1]
http://[::ffff:0808:0808]
http://[::ffff:0:0]
http://[::ffff:ffff:ffff]
http://[::7f00:1]
http://[0:0:0:0:0:0:0:1]
http://[2001:db8::1]
http://[2001:4860:4860::8888]/x
http://[2001:0::1]
http://[2001:1ff::1]
http://[2001:200::1]
http://[2002:7f00:1::]
http://[2002:808:808::]
http://[2002:e000:1::]
http://[2002::]
http://[64:ff9b::808:808]
http://[64:ff9b::a00:1]
http://[64:ff9b:1::a00:1]
http://[fe80::1]
http://[febf::1]
http://[fec0::1]
http://[fc00::1]
http://[fd12:3456::1]
http://[ff02::1]
http://[ff0e::1]
http://[ffff::]
http://[fffe::]
http://[ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff]
http://[8000::]
http://[c000::]
http://[4000::1]
http://[100::1]
http://[2a01:e0a::1]:443/
http://[3fff::1]
http://[1:2:3:4:5:6:7::]
http://[1:2:3:4:5:6:7:8]
http://[1:2:3:4:5:6:7:8:9]
http://[1:2:3:4:5:6:7:8::]
http://[::1::]
http://[:1]
http://[12345::]
http://[abcd]
http://[1234]
http://[]
http://[::1
http://::1]
http://[::1]x
http://[::1]:1
http://[::1.2.3.4]
http://[FE80::A]
http://user@[2a01:e0a::1]/
https://exemple.fr/données/été.csv?année=2024
https://exemple.fr/{id}
https://exemple.fr/<x>
https://exemple.fr/"x"
https://exemple.fr/|x
https://exemple.fr\x
https://exemple,fr/
https://exemple;fr/
https://exemple.fr,/
https://exemple.fr;8080
https://exemple.fr)
(https://exemple.fr)
<https://exemple.fr>
<a href="https://exemple.fr">x</a>
[x](https://exemple.fr)
Eine Regel oder eine URL
Standard 1
https://a.fr https://b.fr
https://a.fr;https://b.fr
https://a.fr,https://b.fr/x
https://a.fr/https://b.fr
https://https://a.fr
http://http://a.fr/x
https://www.data.gouv.fr/fr/datasets/r/%7Bid%7D
https://data.exemple.fr/api/explore/v2.1/catalog/datasets/a@b/exports/csv
https://data.exemple.fr/explore/dataset/x/download?format=csv&timezone=Europe/Berlin&use_labels_for_header=true
https://geo.exemple.fr/wfs?service=WFS&request=GetCapabilities
https://services.arcgis.com/AbC/arcgis/rest/services/X/FeatureServer/0
https://😀.fr/
https://exemple.😀/
https://exemple.fr/😀
https://ⅷ.fr/
https://a·b.fr/
http://a.b.c.d.e.f.g.h.fr
HtTpS://exemple.fr
ht-tp://exemple.fr
ht.tp://exemple.fr
ht+tp://exemple.fr
ht_tp://exemple.fr
httpſ://exemple.fr
ıhttp://exemple.fr
http1://exemple.fr
é://exemple.fr
https//exemple.fr
https:exemple.fr//x.fr
https:///x.fr
?//exemple.fr
a b://exemple.fr
 https://exemple.fr/espaces-autour 
	https://exemple.fr/tab	
 https://exemple.fr/insécable 
""".split("\n")[1:-1] + [
    "", "http://exemple.fr\n", "http://exemple.fr\nx", "\u200bhttps://exemple.fr", "https://exemple.fr\u200b",
    "https://exemple.fr/\u200b", "\ufeffhttps://exemple.fr", "\x1chttps://exemple.fr/\x1f",
    "https://exemple." + "a" * 63, "https://exemple." + "a" * 64, "https://" + "a" * 70 + ".fr",
    "https://" + "a." * 50 + "fr", "https://" + "a@" * 50 + "b.fr", "https://exemple.fr/" + "a@" * 50,
    "https://" + "a-" * 50 + "b.fr", "https://exemple.a\ue000", "https://exemple.a\ufffd", "https://exemple.\u2028a",
    "https://x.fr\u0301/", "https://x.ﬁ/", "https://x.ｃｏｍ/", "http://x.y\u3002fr/",
    "http://a.fr\u3002/", "http://a.fr\u3002\u3002", "http://http.\u3002ftp", "http://a.fr\uff61\u200b", "http://a.\u00ad\u00ad",
]

BASES = """
https://ckan.exemple.fr|https://ckan.exemple.fr/|https://exemple.fr/ckan|https://exemple.fr/ckan/|https://exemple.fr/dataset/
https://exemple.fr/fr/ckan?x=1#y|https://exemple.fr//a//b/|http://a/b/c/d;p?q|http://a/b/c/d/../e|ftp://a/b|file:///a/b|urn:x:y
mailto:a@b.fr|//hote/a/b|/a/b/c|a/b/c|?q|#f||HTTPS://Exemple.FR/A/B|http://[::1]:80/x|https://exemple.fr/a;b=c/d;e|http:a/b|svn+ssh://a/b|x-y://a/b
http://a b/c|https://u:p@exemple.fr:8080/a/
""".replace("\n", "|").split("|")[1:-1]
LINKS = """
api/3/action/package_list|/api/util/status|api/3/action/package_show?id=a/b|dataset/é|.|./|..|../|../..|../../../g|./g/.|g/./h|g/../h
/./g|/../g|g.|.g|g..|..g|/a//b|a//b|//autre/x|//autre|https://b.fr/x|http://b.fr|https:g|http:g|?y|g?y|g?y/./x|#s|g#s|g?y#s|;x|g;x|g;x=1/../y
|mailto:z@z.fr|a:b|1:b|\ta\nb| /x |/x y|//[::1]/x|//[x]/|//[1.2.3.4]/|//[v1.x]/|//]x|//[x|//a／b/|//℀.fr/|http:///x|https:|?|#|a?|a#|//
""".replace("\n", "|").split("|")[1:-1]


def validate(url, **options):
    try:
        return {"url": url, "is": uris.validate(url, resolve=False, local=False, **options)}
    except (uris.ValidationError, UnicodeError) as e:
        return {"url": url, "error": str(e)}


def fuzzed(count):
    rng = random.Random(1)
    pieces = ["http", "https", "ftp", ":", "//", "/", "@", ".", "-", "_", "[", "]", "::", "a", "bc", "exemple", "fr", "com",
              "12", "345", "é", "localhost", "127.0.0.1", "10.1.1.1", "8.8.8.8", "?", "#", " ", "80", "xn--", "\u3000", "COM"]
    for _ in range(count):
        url = "".join(rng.choices(pieces, k=rng.randint(1, 9)))
        yield rng.choice(["", "http://", "https://", "//"]) + url


def addresses():
    edges = ["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/29",
             "192.0.0.170/31", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24",
             "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/8", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "200::/7",
             "400::/6", "1000::/4", "2000::/3", "2001::/23", "2001:2::/48", "2001:db8::/32", "2001:10::/28", "2001:20::/28",
             "2002::/16", "4000::/3", "e000::/4", "f800::/6", "fc00::/7", "fe00::/9", "fe80::/10", "fec0::/10", "ff00::/8"]
    import ipaddress
    for edge in edges:
        network = ipaddress.ip_network(edge)
        ends = [int(network[0]) - 1, int(network[0]), int(network[0]) + 5, int(network[-1]) - 5, int(network[-1]), int(network[-1]) + 1]
        for value in ends:
            if 0 <= value < 2**network.max_prefixlen:
                ip = type(network[0])(value)
                yield f"http://{ip}/" if network.version == 4 else f"http://[{hex_words(value)}]/"


def hex_words(value):
    return ":".join(f"{value >> shift & 0xFFFF:x}" for shift in range(112, -16, -16))


def cut(url):
    try:
        return list(urlparse(url))
    except ValueError:
        return None


def joined(base, link):
    try:
        return urljoin(base, link)
    except ValueError:
        return None


def main(out):
    urls = list(dict.fromkeys([*URLS, *fuzzed(700), *addresses()]))
    strict = [u for u in urls if "@" in u or "//" in u and "http" not in u][:60]
    links = list(dict.fromkeys(LINKS))
    record = {
        "validate": [validate(u) for u in urls],
        "strict": [validate(u, schemes=("http", "https"), credentials=False) for u in strict],
        "open": [validate(u, private=True) for u in addresses()],
        "split": [[u, cut(u)] for u in dict.fromkeys([*urls[:330], *BASES, *links])],
        "join": [[b, l, joined(b, l)] for b, l in itertools.product(BASES, links)],
    }
    with open(out, "w", encoding="utf-8") as f:
        f.write("{\n")
        for i, (name, rows) in enumerate(record.items()):
            f.write(f"{json.dumps(name)}: [\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
            f.write("\n]" + (",\n" if i + 1 < len(record) else "\n}\n"))
    print({name: len(rows) for name, rows in record.items()})


if __name__ == "__main__":
    main(*sys.argv[1:])
