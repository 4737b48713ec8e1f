//! Commands that read a portal as the harvester does, for whoever's browser may not: `curl` and PowerShell.

use super::{Candidate, ckan, csw};
use crate::harvest::Protocol;

/// How data.gouv.fr presents itself.
const AGENT: &str = "uData/0.1 dcat";

/// The same thing, written for two shells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commands {
    /// For a terminal of Linux or macOS.
    pub curl: String,
    /// For PowerShell of Windows, where `curl.exe` is part of the system.
    pub power_shell: String,
    /// Which files come out.
    pub files: &'static str,
}

/// The commands that read a whole portal.
pub fn commands(portal: &Candidate, geodcatap: bool) -> Commands {
    match portal.kind.protocol() {
        Protocol::Action if portal.kind.backend().has_search => package_pages(portal),
        Protocol::Action => dkan(&portal.url),
        Protocol::Csw => catalogue_service(&portal.url, csw::output_schema(portal.kind, geodcatap)),
        Protocol::Catalogue if portal.url.contains("/catalog.") => paged_catalogue(&portal.url),
        Protocol::Catalogue | Protocol::Opendatasoft => document(&portal.url),
    }
}

/// An address that a browser can open and save, and what it holds when that is not the whole portal.
pub fn direct(portal: &Candidate, geodcatap: bool) -> Option<(String, &'static str)> {
    match portal.kind.protocol() {
        Protocol::Action if portal.kind.backend().has_search => {
            Some((packages(portal), "les 1 000 premiers jeux"))
        }
        Protocol::Action => None,
        Protocol::Csw => {
            let schema = csw::output_schema(portal.kind, geodcatap);
            let address = csw::get_records_address(&portal.url, schema, 1);
            Some((address, "les 25 premières fiches, par une requête équivalente"))
        }
        Protocol::Catalogue if portal.url.contains("/catalog.") => {
            Some((portal.url.clone(), "sa première page, s’il en a plusieurs"))
        }
        Protocol::Catalogue | Protocol::Opendatasoft => Some((portal.url.clone(), "")),
    }
}

fn document(address: &str) -> Commands {
    let options = format!("-sS -f -A '{AGENT}' -o {}", name(address));
    Commands {
        curl: format!("curl {options} {}", sh(address)),
        power_shell: format!("curl.exe {options} {}", ps(address)),
        files: "le catalogue, en un fichier",
    }
}

/// The file name for an address: its extension tells the syntax.
fn name(address: &str) -> &'static str {
    let path = address.split('?').next().unwrap_or(address).to_ascii_lowercase();
    match path.rsplit('.').next() {
        Some("ttl") => "catalogue.ttl",
        Some("json" | "jsonld" | "json-ld") => "catalogue.jsonld",
        Some("nt") => "catalogue.nt",
        _ => "catalogue.rdf",
    }
}

/// ckanext-dcat and udata: `?page=` counts from 1, and Hydra says whether another page follows.
fn paged_catalogue(address: &str) -> Commands {
    let mark = if address.contains('?') { '&' } else { '?' };
    let address = format!("{address}{mark}page=");
    let extension = name(&address).rsplit('.').next().unwrap_or("rdf");
    Commands {
        curl: format!(
            "page=1\nwhile [ \"$page\" -le 500 ]; do\n  fichier=$(printf 'page-%06d.{extension}' \"$page\")\n  curl -sS -f -A '{AGENT}' -o \"$fichier\" {}\"$page\" || break\n  grep -q -E 'hydra:next|nextPage|core#next' \"$fichier\" || break\n  page=$((page + 1)); sleep 1\ndone",
            sh(&address)
        ),
        power_shell: format!(
            "foreach ($page in 1..500) {{\n  $fichier = 'page-{{0:d6}}.{extension}' -f $page\n  curl.exe -sS -f -A '{AGENT}' -o $fichier ({} + $page)\n  if (-not $?) {{ break }}\n  if (-not (Select-String -Quiet -Pattern 'hydra:next|nextPage|core#next' $fichier)) {{ break }}\n  Start-Sleep 1\n}}",
            ps(&address)
        ),
        files: "une page par fichier, « page-000001 », « page-000002 »…",
    }
}

/// A thousand packages, with the filters of the form.
fn packages(portal: &Candidate) -> String {
    let search = format!("{}/api/3/action/package_search?", portal.url.trim_end_matches('/'));
    if portal.filters.is_empty() {
        search + "rows=1000"
    } else {
        format!("{search}q={}&rows=1000", ckan::query(&portal.filters))
    }
}

fn package_pages(portal: &Candidate) -> Commands {
    let address = packages(portal) + "&start=";
    Commands {
        curl: format!(
            "for debut in $(seq 0 1000 100000); do\n  fichier=$(printf 'page-%06d.json' \"$debut\")\n  curl -sS -f -A '{AGENT}' -o \"$fichier\" {}\"$debut\" || break\n  if grep -q '\"results\": *\\[\\]' \"$fichier\"; then rm \"$fichier\"; break; fi\n  sleep 1\ndone",
            sh(&address)
        ),
        power_shell: format!(
            "for ($debut = 0; $debut -le 100000; $debut += 1000) {{\n  $fichier = 'page-{{0:d6}}.json' -f $debut\n  curl.exe -sS -f -A '{AGENT}' -o $fichier ({} + $debut)\n  if (-not $?) {{ break }}\n  if (Select-String -Quiet -Pattern '\"results\": *\\[\\]' $fichier) {{ Remove-Item $fichier; break }}\n  Start-Sleep 1\n}}",
            ps(&address)
        ),
        files: "une page de 1 000 jeux par fichier, « page-000000.json », « page-001000.json »…",
    }
}

fn dkan(root: &str) -> Commands {
    let actions = format!("{}/api/3/action/", root.trim_end_matches('/'));
    let (list, show) = (format!("{actions}package_list"), format!("{actions}package_show?id="));
    Commands {
        curl: format!(
            "curl -sS -f -A '{AGENT}' {} | sed 's/.*\"result\": *\\[//; s/\\].*//' | tr ',' '\\n' | tr -d '\" ' | while read -r nom || [ -n \"$nom\" ]; do\n  curl -sS -f -A '{AGENT}' -o \"jeu-$nom.json\" {}\"$nom\"\n  sleep 1\ndone",
            sh(&list),
            sh(&show)
        ),
        power_shell: format!(
            "foreach ($nom in (curl.exe -sS -f -A '{AGENT}' {} | ConvertFrom-Json).result) {{\n  curl.exe -sS -f -A '{AGENT}' -o \"jeu-$nom.json\" ({} + $nom)\n  Start-Sleep 1\n}}",
            ps(&list),
            ps(&show)
        ),
        files: "un jeu de données par fichier, « jeu-….json »",
    }
}

fn catalogue_service(address: &str, schema: &str) -> Commands {
    const HERE: &str = "startPosition=\"1\"";
    let body = csw::get_records(schema, 1);
    Commands {
        curl: format!(
            "debut=1\nwhile :; do\n  fichier=$(printf 'page-%06d.xml' \"$debut\")\n  curl -sS -f -A '{AGENT}' -H 'Content-Type: application/xml' -o \"$fichier\" --data-binary @- {} <<FIN || break\n{}\nFIN\n  suivant=$(grep -o 'nextRecord=\"[0-9]*\"' \"$fichier\" | grep -o '[0-9]*')\n  total=$(grep -o 'numberOfRecordsMatched=\"[0-9]*\"' \"$fichier\" | grep -o '[0-9]*')\n  [ \"${{suivant:-0}}\" -gt \"$debut\" ] && [ \"$suivant\" -le \"${{total:-0}}\" ] || break\n  debut=$suivant; sleep 1\ndone",
            sh(address),
            body.replace(HERE, "startPosition=\"$debut\"")
        ),
        power_shell: format!(
            "$debut = 1\nwhile ($true) {{\n  $fichier = 'page-{{0:d6}}.xml' -f $debut\n  {} -replace 'DEBUT', $debut | Set-Content -Encoding utf8 demande.xml\n  curl.exe -sS -f -A '{AGENT}' -H 'Content-Type: application/xml' -o $fichier --data-binary '@demande.xml' {}\n  if (-not $?) {{ break }}\n  $page = [IO.File]::ReadAllText(\"$PWD/$fichier\")\n  $suivant = if ($page -match 'nextRecord=\"(\\d+)\"') {{ [int]$Matches[1] }} else {{ 0 }}\n  $total = if ($page -match 'numberOfRecordsMatched=\"(\\d+)\"') {{ [int]$Matches[1] }} else {{ 0 }}\n  if ($suivant -le $debut -or $suivant -gt $total) {{ break }}\n  $debut = $suivant; Start-Sleep 1\n}}",
            ps(&body.replace(HERE, "startPosition=\"DEBUT\"")),
            ps(address)
        ),
        files: "une page de 25 fiches par fichier, « page-000001.xml », « page-000026.xml »…",
    }
}

/// A word for a POSIX shell, whatever it holds.
fn sh(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A word for PowerShell, which also takes typographic quotes for quotes.
fn ps(text: &str) -> String {
    let mut out = String::from("'");
    for c in text.chars() {
        out.push(c);
        if matches!(c, '\'' | '‘' | '’' | '‚' | '‛') {
            out.push(c);
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;
    use crate::portal::{Software, candidate::candidate};

    fn of(kind: Kind, address: &str) -> Commands {
        commands(&candidate(Software::Csw, kind, address.to_owned(), ""), false)
    }

    #[test]
    fn an_address_cannot_leave_its_quotes() {
        for kind in Kind::ALL {
            let Commands { curl, power_shell, .. } = of(kind, "https://a.fr/';rm -rf ~;'");
            assert!(curl.contains(r"https://a.fr/'\'';rm -rf ~;'\''"), "{curl}");
            assert!(power_shell.contains("https://a.fr/'';rm -rf ~;''"), "{power_shell}");
        }
    }

    #[test]
    fn every_harvester_has_its_own_commands() {
        let table = [
            (Kind::Dcat, "https://a.fr/exports/dcat/", "-o catalogue.rdf 'https://a.fr/exports/dcat/'"),
            (Kind::Dcat, "https://a.fr/x.ttl", "-o catalogue.ttl"),
            (Kind::Dcat, "https://a.fr/catalog.xml", "'https://a.fr/catalog.xml?page='\"$page\""),
            (
                Kind::Ckan,
                "https://a.fr/",
                "'https://a.fr/api/3/action/package_search?rows=1000&start='\"$debut\"",
            ),
            (Kind::Dkan, "https://a.fr/", "'https://a.fr/api/3/action/package_show?id='\"$nom\""),
            (Kind::CswIso19139, "https://a.fr/csw", "startPosition=\"$debut\" maxRecords=\"25\""),
            (Kind::CswDcat, "https://a.fr/csw", "outputSchema=\"http://www.w3.org/ns/dcat#\""),
        ];
        for (kind, address, expected) in table {
            let Commands { curl, power_shell, files } = of(kind, address);
            assert!(curl.contains(expected), "{curl}");
            assert!(power_shell.contains("curl.exe") && !files.is_empty());
        }
    }
}
