//! `--liste`: several portals at once, each read by a conversation of its own.

use std::{
    collections::HashMap,
    ffi::OsStr,
    fs,
    path::Path,
    process::ExitCode,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use avant_moisson::{
    Input, Kind, Options,
    date::DateTime,
    harvest::names_zones,
    model::{Filter, Zones},
    portal::{self, Address, Crawler, Gathered, NativeClient, Wanted, without_secrets},
    view::{
        Checked,
        sources::{Line, Table},
    },
};

use super::{
    address,
    arguments::{Arguments, FailOn, OutputFormat, read_include},
    files,
    interruption::Interruption,
    is_written_or_unwanted, print, say, today, unwritten,
};

/// Portals that are asked at the same time.
const TOGETHER: usize = 8;

/// One source of the list.
#[derive(Debug, Clone)]
struct Entry {
    /// What the list calls it; its source when it does not.
    name: String,
    /// What the list writes: an address or a file.
    source: String,
    /// The harvester, when the list says it.
    kind: Option<Kind>,
    /// Filters of CKAN's form.
    filters: Vec<Filter>,
}

/// The columns of the list, by the names that its first line may give them.
const COLUMNS: [(&str, &[&str]); 4] = [
    ("adresse", &["adresse", "address", "url", "source"]),
    ("type", &["type", "moissonneur", "harvester"]),
    ("filtres", &["filtres", "filters"]),
    ("nom", &["nom", "name"]),
];

/// Reads a list: CSV in UTF-8, whose first line names the columns `adresse`, `type`, `filtres` and `nom`, in any order; the
/// last three may lack. Filters follow each other after spaces; `!` before one leaves out what matches.
///
/// # Errors
/// A French sentence that says which line and what to write.
fn read(text: &str, filter: impl Fn(&str) -> Result<Filter, String>) -> Result<Vec<Entry>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let delimiter = if head.contains(';') {
        b';'
    } else if head.contains('\t') {
        b'\t'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let named = reader.headers().map_err(|error| unreadable(&error))?.clone();
    let place = |(_, names): (&str, &[&str])| {
        named.iter().position(|column| names.iter().any(|name| name.eq_ignore_ascii_case(column)))
    };
    let places = COLUMNS.map(place);
    if places[0].is_none() {
        return Err(
            "la première ligne doit nommer les colonnes ; écrivez par exemple adresse;type;filtres;nom"
                .to_owned(),
        );
    }
    let mut entries = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| unreadable(&error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let [source, kind, filters, name] =
            places.map(|place| place.and_then(|place| record.get(place)).unwrap_or_default());
        if source.is_empty() {
            continue;
        }
        let at = |error: String| format!("ligne {line} : {error}");
        let kind = (!kind.is_empty())
            .then(|| kind.parse::<Kind>())
            .transpose()
            .map_err(|error| at(error.to_string()))?;
        let filters = filters
            .split_whitespace()
            .map(|text| match text.strip_prefix('!') {
                Some(text) => filter(text).map(|filter| Filter { exclude: true, ..filter }),
                None => filter(text),
            })
            .collect::<Result<_, _>>()
            .map_err(at)?;
        let source = &*without_secrets(source);
        let name = if name.is_empty() { source } else { name };
        entries.push(Entry { name: name.to_owned(), source: source.to_owned(), kind, filters });
    }
    if entries.is_empty() {
        return Err("aucune adresse ; écrivez-en une par ligne sous la colonne « adresse »".to_owned());
    }
    Ok(entries)
}

fn unreadable(error: &csv::Error) -> String {
    let place = error.position().map_or_else(String::new, |position| format!("ligne {} : ", position.line()));
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => {
            format!("{place}ce n’est pas du texte en UTF-8 ; enregistrez la liste dans cet encodage")
        }
        _ => format!("{place}ce n’est pas du CSV lisible"),
    }
}

/// Checks every source, several portals at a time and each portal by one conversation at a time; the lines come in the
/// order of the list.
fn check(entries: &[Entry], check: impl Fn(&Entry) -> Line + Sync) -> Vec<Line> {
    // The sources of one host wait for each other.
    let mut hosts: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for (index, entry) in entries.iter().enumerate() {
        let host =
            Address::parse(&entry.source).map_or_else(|_| entry.source.clone(), |address| address.host);
        let place = *known.entry(host).or_insert(hosts.len());
        if place == hosts.len() {
            hosts.push(Vec::new());
        }
        hosts[place].push(index);
    }
    let workers = TOGETHER.min(hosts.len());
    let waiting = Mutex::new(hosts.into_iter());
    let mut lines: Vec<(usize, Line)> = thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            // A worker that failed poisons nothing: the queue is whole after each turn.
            while let Some(host) = waiting.lock().unwrap_or_else(|queue| queue.into_inner()).next() {
                done.extend(host.into_iter().map(|index| (index, check(&entries[index]))));
            }
            done
        };
        let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).flatten().collect()
    });
    lines.sort_by_key(|(index, _)| *index);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// Reads every source of a list, and prints a line for each. Ctrl-C ends the readings: their lines say so.
pub fn follow(path: &Path, arguments: &Arguments, interruption: &Interruption) -> ExitCode {
    let entries = files::read(path)
        .map_err(|error| error.to_string())
        .and_then(|bytes| String::from_utf8(bytes).map_err(|_| NOT_UTF8.to_owned()))
        .and_then(|text| read(&text, read_include));
    let entries = match entries {
        Ok(entries) => entries,
        Err(error) => {
            say(&format!("{} : liste illisible ({error}).\n", path.display()));
            return ExitCode::from(2);
        }
    };
    let zones = Arc::new(Zones::shipped());
    let now = arguments.now.unwrap_or_else(today);
    let lines = interruption.during(|heard| check(&entries, |entry| line_of(entry, &zones, now, &heard)));
    let mut table = Table::new(now.naive.date().to_string(), lines);
    if let Some(path) = &arguments.compare {
        match files::read(Path::new(path)) {
            Ok(json) if table.compare(&json) => {}
            Ok(_) => {
                say(&format!("{path} : ce n’est pas une liste vérifiée avec --liste et --format json.\n"));
                return ExitCode::from(2);
            }
            Err(error) => {
                say(&format!("{path} : vérification précédente illisible ({error}).\n"));
                return ExitCode::from(2);
            }
        }
    }
    let write = |format: OutputFormat| match format {
        OutputFormat::Text => Some(table.text().into_bytes()),
        OutputFormat::Json => Some(table.json()),
        OutputFormat::Csv => Some(table.csv().into_bytes()),
        OutputFormat::Html => Some(table.html().into_bytes()),
        OutputFormat::Markdown => Some(table.markdown().into_bytes()),
        OutputFormat::Affichage | OutputFormat::Github | OutputFormat::Insigne => None,
    };
    let others = arguments.also.iter().map(|(format, path)| (*format, Some(path)));
    for (format, path) in others.chain([(arguments.format, None)]) {
        let Some(bytes) = write(format) else {
            say("Avec --liste, la réponse s’écrit en text, csv, json, html ou markdown.\n");
            return ExitCode::from(2);
        };
        let is_written = match path {
            None => is_written_or_unwanted(print(&bytes)),
            Some(path) => fs::write(path, &bytes).map_err(|error| say(&unwritten(path, &error))).is_ok(),
        };
        if !is_written {
            return ExitCode::from(2);
        }
    }
    if let Some(code) = interruption.exit_code() {
        code
    } else if table.sources.iter().all(|line| line.status.is_none()) {
        ExitCode::from(2)
    } else if table.sources.iter().all(match arguments.fail_on {
        Some(FailOn::Bloquant) => Line::arrives,
        Some(FailOn::ACorriger) | None => Line::is_ready,
    }) {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(1)
    }
}

const STOPPED: &str = "Lecture arrêtée avant la première réponse.";

const NOT_UTF8: &str = "ce n’est pas du texte en UTF-8 ; enregistrez la liste dans cet encodage";

/// One source of a list, from its portal or its file, unless the readings are over.
fn line_of(entry: &Entry, zones: &Arc<Zones>, now: DateTime, heard: &Arc<AtomicBool>) -> Line {
    let (name, source) = (entry.name.clone(), entry.source.clone());
    if heard.load(Ordering::Relaxed) {
        return Line::unread(name, source, STOPPED.to_owned());
    }
    say(&format!("{name}\n"));
    let mut options = Options {
        kind: entry.kind,
        name_decides: entry.kind.is_some(),
        filters: entry.filters.clone(),
        now,
        ..Options::default()
    };
    let gathered = match address(OsStr::new(&entry.source)) {
        Some(Err(error)) => return Line::unread(name, source, error.to_string()),
        Some(Ok(address)) => {
            let wanted = Wanted { kind: entry.kind, geodcatap: false, filters: entry.filters.clone() };
            portal::run(
                Crawler::new(address, wanted).packing(),
                &mut NativeClient::until(Arc::clone(heard)),
                |_| true,
            )
        }
        None => match files::input(Path::new(&entry.source)) {
            Ok(input) => Gathered::from(vec![Input { name: source.clone(), ..input }]),
            Err(error) => return Line::unread(name, source, format!("fichier illisible ({error})")),
        },
    };
    if gathered.stopped && gathered.inputs.is_empty() {
        return Line::unread(name, source, STOPPED.to_owned());
    }
    if names_zones(&gathered.inputs) {
        options.zones = Some(Arc::clone(zones));
    }
    Line::of(name, source, &Checked::from(avant_moisson::preview(gathered, options)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(text: &str) -> Result<Filter, String> {
        let (key, value) = text.split_once('=').ok_or("filtre inconnu")?;
        Ok(Filter { key: key.to_owned(), value: value.to_owned(), exclude: false })
    }

    #[test]
    fn columns_are_found_by_their_names() {
        let list = "\u{feff}nom;adresse;type;filtres\r\nVille;data.ville.fr;;\r\n;https://ckan.fr;ckan;organization=a !tags=b\r\n;;;\r\n";
        let entries = read(list, filter).unwrap_or_default();
        assert_eq!(entries.len(), 2, "{entries:?}");
        assert_eq!((entries[0].name.as_str(), entries[0].kind), ("Ville", None));
        assert_eq!((entries[1].name.as_str(), entries[1].kind), ("https://ckan.fr", Some(Kind::Ckan)));
        assert_eq!(entries[1].filters.iter().map(|filter| filter.exclude).collect::<Vec<_>>(), [false, true]);
        assert_eq!(
            read("url,type\n\"https://a.fr/?a,b\",dcat\n", filter).map(|entries| entries[0].source.clone()),
            Ok("https://a.fr/?a,b".to_owned())
        );
    }

    #[test]
    fn what_is_wrong_says_where_and_what_to_write() {
        for (list, expected) in [
            ("", "nommer les colonnes"),
            ("https://a.fr\n", "nommer les colonnes"),
            ("adresse\n\n", "aucune adresse"),
            ("adresse;type\na.fr;wms\n", "ligne 2"),
            ("adresse;filtres\na.fr;groups\n", "ligne 2"),
        ] {
            let error = read(list, filter).err().unwrap_or_default();
            assert!(error.contains(expected), "{list:?}: {error}");
        }
    }

    #[test]
    fn sources_of_one_host_are_read_one_at_a_time_and_lines_keep_their_order() {
        let list =
            "adresse\nhttps://a.fr/1\nhttps://b.fr/1\nhttps://a.fr/2\nhttps://c.fr/1\nhttps://a.fr/3\n";
        let entries = read(list, filter).unwrap_or_default();
        let busy = Mutex::new(Vec::new());
        let lines = check(&entries, |entry| {
            let host = entry.source[..12].to_owned();
            let mut at_work = busy.lock().unwrap_or_else(|busy| busy.into_inner());
            assert!(!at_work.contains(&host));
            at_work.push(host.clone());
            drop(at_work);
            thread::yield_now();
            busy.lock().unwrap_or_else(|busy| busy.into_inner()).retain(|other| *other != host);
            Line::unread(entry.name.clone(), entry.source.clone(), String::new())
        });
        let sources: Vec<_> = lines.iter().map(|line| line.source.as_str()).collect();
        assert_eq!(
            sources,
            ["https://a.fr/1", "https://b.fr/1", "https://a.fr/2", "https://c.fr/1", "https://a.fr/3"]
        );
    }
}
