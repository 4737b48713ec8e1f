//! `--routes`: every way of one address, or one way per file.

use std::{
    path::PathBuf,
    process::ExitCode,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use avant_moisson::{
    Kind, Options,
    harvest::names_zones,
    model::Zones,
    portal::{self, Address, Crawler, Gathered, NativeClient, Wanted, without_secrets},
    preview,
    routes::Way,
    view,
};

use super::{
    address,
    arguments::{Arguments, OutputFormat},
    files,
    interruption::Interruption,
    print, say, today, told,
};

/// Reads the ways, compares them, and writes the answer. Ctrl-C ends the readings: what they gave is shown.
pub fn compare(arguments: &Arguments, interruption: &Interruption) -> ExitCode {
    let as_json = match arguments.format {
        OutputFormat::Json => true,
        OutputFormat::Text => false,
        _ => {
            say("Avec --routes, la réponse s’écrit en text ou json.\n");
            return ExitCode::from(2);
        }
    };
    let mut ways: Vec<Way> = Vec::new();
    for source in &arguments.sources {
        match address(source) {
            Some(Ok(address)) => {
                ways.extend(interruption.during(|heard| of_address(address, arguments, &heard)));
            }
            Some(Err(error)) => {
                say(&format!("{} : {error}\n", without_secrets(&source.to_string_lossy())));
                return ExitCode::from(2);
            }
            None => match of_file(&source.to_string_lossy(), arguments) {
                Ok(way) => ways.push(way),
                Err(why) => {
                    say(&why);
                    return ExitCode::from(2);
                }
            },
        }
    }
    let written =
        if as_json { print(&view::routes::json(&ways)) } else { print(view::routes::text(&ways).as_bytes()) };
    let is_any = ways.iter().any(|way| way.totals.tally.published() > 0);
    told(
        written,
        interruption.exit_code().unwrap_or(if is_any { ExitCode::SUCCESS } else { ExitCode::from(2) }),
    )
}

/// The way that is recognised first, then the others of the same portal.
fn of_address(address: Address, arguments: &Arguments, heard: &Arc<AtomicBool>) -> Vec<Way> {
    let name = address.to_string();
    let first = gather(address, Wanted { kind: arguments.kind, ..Wanted::default() }, heard);
    let others = portal::ways(&first.candidates);
    let read = first.candidates.first().map(|found| found.kind);
    let url = first.candidates.first().map_or(name, |found| found.url.clone());
    let mut ways = vec![harvested(first, options(arguments, arguments.kind, false), &url)];
    for way in others.into_iter().filter(|way| Some(way.kind) != read || way.geodcatap) {
        if heard.load(Ordering::Relaxed) {
            break;
        }
        say(&format!("Lecture de la voie {} à {}\n", way.kind.label(), way.url));
        let Ok(address) = Address::parse(&way.url) else { continue };
        let wanted = Wanted { kind: Some(way.kind), filters: way.filters, geodcatap: way.geodcatap };
        let gathered = gather(address, wanted, heard);
        ways.push(harvested(gathered, options(arguments, Some(way.kind), way.geodcatap), &way.url));
    }
    ways
}

fn gather(address: Address, wanted: Wanted, heard: &Arc<AtomicBool>) -> Gathered {
    portal::run(Crawler::new(address, wanted), &mut NativeClient::until(Arc::clone(heard)), |_| true)
}

/// A file or a folder, perhaps after the name of its harvester.
fn of_file(source: &str, arguments: &Arguments) -> Result<Way, String> {
    let (kind, geodcatap, path) = named(source);
    let unreadable =
        |path: &str, why: &dyn std::fmt::Display| format!("{path} : fichier illisible ({why}).\n");
    let mut refused = None;
    let paths: Vec<PathBuf> = files::of(path.as_ref(), |folder, error| {
        refused = Some(unreadable(&folder.to_string_lossy(), &files::cause(error)));
    });
    if let Some(refused) = refused {
        return Err(refused);
    }
    let mut inputs = Vec::new();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        inputs.push(files::input(&path).map_err(|error| unreadable(&name, &error))?);
    }
    Ok(harvested(Gathered::from(inputs), options(arguments, kind.or(arguments.kind), geodcatap), path))
}

/// `csw-dcat+geodcatap=reponse.xml`: the harvester, its option, the file.
fn named(source: &str) -> (Option<Kind>, bool, &str) {
    let Some((name, path)) = source.split_once('=') else { return (None, false, source) };
    let (name, geodcatap) = match name.strip_suffix("+geodcatap") {
        Some(name) => (name, true),
        None => (name, false),
    };
    match name.parse() {
        Ok(kind) => (Some(kind), geodcatap, path),
        Err(_) => (None, false, source),
    }
}

fn options(arguments: &Arguments, kind: Option<Kind>, geodcatap: bool) -> Options {
    Options {
        kind,
        geodcatap,
        name_decides: kind.is_some(),
        site: arguments.site.clone(),
        now: arguments.now.unwrap_or_else(today),
        ..Options::default()
    }
}

fn harvested(gathered: Gathered, mut options: Options, source: &str) -> Way {
    let names_zones = names_zones(&gathered.inputs);
    options.zones = names_zones.then(|| Arc::new(Zones::shipped()));
    Way::of(&preview(gathered, options), source)
}
