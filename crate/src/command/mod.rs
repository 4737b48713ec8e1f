//! The command: what is asked, what is read, and what is printed of it.

mod arguments;
mod files;
mod interruption;
mod list;
mod usage;
mod ways;

use std::{
    ffi::OsStr,
    fs,
    io::{self, IsTerminal, Write},
    mem::ManuallyDrop,
    path::Path,
    process::ExitCode,
    sync::Arc,
    thread,
    time::{SystemTime, UNIX_EPOCH},
};

use self::{
    arguments::{Arguments, OutputFormat, describe},
    files::cause,
    interruption::Interruption,
};
use avant_moisson::{
    Options,
    check::Kept,
    date::DateTime,
    harvest::names_zones,
    model::{JobStatus, Zones},
    portal::{self, Address, AddressError, Crawler, Gathered, NativeClient, Wanted},
    view::{self, Checked},
};

/// What starts the line of the terminal again.
const ERASE_LINE: &str = "\r\u{1b}[K";

/// Bytes of files that stay as they are until they are read: packing and opening them again takes time.
const OPEN: usize = 64 << 20;

pub fn main() -> ExitCode {
    let arguments: Arguments = match usage::parse(say) {
        Ok(arguments) => arguments,
        Err(exit) => return exit,
    };
    if let Some(written) = describe(&arguments) {
        return told(written, ExitCode::SUCCESS);
    }
    let interruption = Interruption::listen();
    if let Some(list) = &arguments.list {
        return list::follow(list, &arguments, &interruption);
    }
    if arguments.routes {
        return ways::compare(&arguments, &interruption);
    }
    let (mut inputs, mut length) = (Vec::new(), 0);
    let mut gathered = Gathered::default();
    let mut is_unread = false;
    for source in &arguments.sources {
        match address(source) {
            Some(Ok(address)) => {
                gathered = crawl(address, &arguments, &interruption);
                inputs.append(&mut gathered.inputs);
                continue;
            }
            Some(Err(error)) => {
                is_unread = true;
                say(&format!("{error}\n"));
                continue;
            }
            None => {}
        }
        let files = files::of(source, |folder, error| {
            is_unread = true;
            say(&format!("{} : dossier illisible ({}).\n", folder.display(), cause(error)));
        });
        if files.is_empty() {
            is_unread = true;
            let folder = source.to_string_lossy();
            say(&format!("{folder} : ce dossier ne contient aucun fichier de catalogue.\n"));
        }
        for path in files {
            match files::input(&path) {
                Ok(mut input) => {
                    // The pages of one catalogue.
                    length += input.bytes.len();
                    if !inputs.is_empty() && length > OPEN {
                        input.pack();
                    }
                    inputs.push(input);
                }
                Err(error) => {
                    is_unread = true;
                    let name = path.to_string_lossy();
                    say(&format!("{name} : fichier illisible ({error}).\n"));
                }
            }
        }
    }
    // What stops a harvest before its first record is a verdict, and records that the portal does not show fail
    // each on its own; without even one, there is nothing to say.
    let is_only_text =
        matches!(arguments.format, OutputFormat::Text) && gathered.conversation.stop().is_some();
    if inputs.is_empty() && (!gathered.conversation.tells() || is_only_text) {
        say(&view::text::faults(&gathered.faults, &gathered.candidates));
        return interruption.exit_code().unwrap_or(ExitCode::from(2));
    }
    let zones = match arguments.zones.as_deref().map(files::read_text) {
        None => {
            let are_named = names_zones(&inputs);
            are_named.then(|| Arc::new(Zones::shipped()))
        }
        Some(Ok(text)) => Some(Arc::new(Zones::parse(&text))),
        Some(Err(error)) => {
            say(&format!(
                "Liste des territoires illisible ({error}) ; sans --zones, la liste fournie sert.\n"
            ));
            return ExitCode::from(2);
        }
    };
    let options = Options {
        kind: arguments.kind,
        name_decides: arguments.kind.is_some(),
        filters: [arguments.include, arguments.exclude].concat(),
        zones,
        site: arguments.site,
        inspire: arguments.inspire,
        geodcatap: arguments.geodcatap,
        remote_url_prefix: arguments.prefix,
        now: arguments.now.unwrap_or_else(today),
        jobs: arguments.jobs.unwrap_or_else(|| thread::available_parallelism().map_or(1, Into::into)),
        ..Options::default()
    };
    gathered.inputs = inputs;
    let is_written = |is_it: fn(&OutputFormat) -> bool| {
        let others = arguments.also.iter().map(|(format, _)| format);
        others.chain([&arguments.format]).any(is_it)
    };
    let interchange = is_written(|format| matches!(format, OutputFormat::Json));
    let outline = is_written(|format| matches!(format, OutputFormat::Html));
    let identity = arguments.compare.is_some();
    // What data.gouv.fr shows of each record is made of whole records.
    let needs_whole =
        arguments.display && interchange || is_written(|format| matches!(format, OutputFormat::Affichage));
    let read = |gathered, options| match needs_whole {
        _ if arguments.summary => avant_moisson::summary(gathered, options),
        false => avant_moisson::brief(gathered, options, Kept { interchange, outline, identity }),
        true => avant_moisson::preview(gathered, options),
    };
    // Never dropped: at the end of the program, the system takes the memory back much faster, all at once.
    let mut checked = ManuallyDrop::new(Checked::from(read(gathered, options)));
    if let Some(path) = &arguments.compare {
        match files::read(Path::new(path)) {
            Ok(json) => checked.compare(Some(path.clone()), &json),
            Err(error) => {
                say(&format!("{path} : vérification précédente illisible ({error}).\n"));
                return ExitCode::from(2);
            }
        }
        if checked.compared.before.as_ref().is_none_or(|before| before.changes.is_none()) {
            say(&format!("{path} : ce n’est pas une vérification enregistrée avec --format json.\n"));
            return ExitCode::from(2);
        }
    }
    // Nothing to show but why.
    if let ([_, ..], true) = (&checked.reading.faults[..], checked.catalogue.job.items.is_empty()) {
        say(&view::text::faults(&checked.reading.faults, &checked.reading.candidates));
        if matches!(arguments.format, OutputFormat::Text) {
            return ExitCode::from(2);
        }
        checked.catalogue.problems.clear();
    }
    for (format, path) in &arguments.also {
        let written =
            fs::File::create(path).and_then(|mut file| format.write(&checked, arguments.display, &mut file));
        if let Err(error) = written {
            say(&unwritten(path, &error));
            return ExitCode::from(2);
        }
    }
    let mut out = io::stdout().lock();
    let printed = arguments.format.write(&checked, arguments.display, &mut out).and_then(|()| out.flush());
    drop(out);
    let (catalogue, report) = (&checked.catalogue, &checked.report);
    if !matches!(arguments.format, OutputFormat::Text) {
        for line in view::text::problems(catalogue) {
            say(&format!("{line}\n"));
        }
    }
    if !is_written_or_unwanted(printed) {
        return ExitCode::from(2);
    }
    // Beside the answer, not in it: the answer may be JSON.
    if let Some((_, comparison)) = checked.compared.before.as_ref().and_then(|before| before.changes.as_ref())
    {
        say(&view::text::comparison(comparison));
    }
    let total = report.tally.total();
    if let Some(code) = interruption.exit_code() {
        return code;
    }
    if is_unread {
        return ExitCode::from(2);
    }
    if let Some(limit) = arguments.fail_on
        && total > 0
    {
        let failed = catalogue.job.status == JobStatus::Failed
            || report.worst().is_some_and(|worst| worst >= limit.severity());
        return if failed { ExitCode::from(1) } else { ExitCode::SUCCESS };
    }
    match total {
        0 => ExitCode::from(2),
        _ if report.is_clear()
            && catalogue.problems.is_empty()
            && catalogue.job.status != JobStatus::Failed =>
        {
            ExitCode::SUCCESS
        }
        _ => ExitCode::from(1),
    }
}

/// What is typed with a scheme, or names no file and looks like a host.
pub fn address(source: &OsStr) -> Option<Result<Address, AddressError>> {
    let source = source.to_str()?;
    let lower = source.trim_start().chars().take(8).collect::<String>().to_ascii_lowercase();
    let has_scheme = lower.starts_with("http://") || lower.starts_with("https://");
    if !has_scheme && (source == "-" || Path::new(source).exists() || source.starts_with(['.', '/'])) {
        return None;
    }
    // « export.json » is a file that is missing: no domain ends so.
    let is_public = |address: &Address| has_scheme || address.is_public();
    match Address::parse(source) {
        Ok(address) if is_public(&address) => Some(Ok(address)),
        Ok(_) => None,
        Err(error) => {
            let is_address = has_scheme || matches!(error, AddressError::Closed(_) | AddressError::Scheme);
            Some(Err(error)).filter(|_| is_address)
        }
    }
}

/// Reads a portal, and says on the terminal what it is and how far the reading is.
fn crawl(address: Address, arguments: &Arguments, interruption: &Interruption) -> Gathered {
    for secret in &address.secrets {
        say(&format!("« {secret} » est retiré de l’adresse : rien de secret n’est envoyé.\n"));
    }
    if address.completed {
        say(&format!("Adresse complétée : {address}\n"));
    }
    let host = address.host.clone();
    let filters = [arguments.include.as_slice(), &arguments.exclude].concat();
    let wanted = Wanted { kind: arguments.kind, geodcatap: arguments.geodcatap, filters };
    let is_watched = std::io::stderr().is_terminal();
    let mut known = 0;
    let tell = |crawler: &Crawler| {
        if crawler.candidates().len() != known {
            known = crawler.candidates().len();
            say(&view::text::recognised(&host, crawler.candidates()));
        }
        if is_watched {
            let progress = crawler.progress();
            let bar = progress.percent().map_or_else(String::new, view::text::bar);
            erase();
            say(&format!("{bar}{}", progress.sentence()));
        }
        true
    };
    interruption.during(|heard| {
        let gathered =
            portal::run(Crawler::new(address, wanted).packing(), &mut NativeClient::until(heard), tell);
        if is_watched {
            erase();
        }
        gathered
    })
}

/// Beside the answer, which may be JSON.
pub fn say(message: &str) {
    // Nobody is left to tell when this fails: the disk of a log is full, its reader has gone.
    let _ = io::stderr().write_all(view::text::terminal(message).as_bytes());
}

fn erase() {
    let _ = io::stderr().write_all(ERASE_LINE.as_bytes());
}

/// A file that cannot be written.
pub fn unwritten(path: &Path, error: &io::Error) -> String {
    format!("{} : écriture impossible ({}).\n", path.display(), cause(error))
}

/// Says that the answer could not be written, unless its reader closed early, as `head` does: no failure of ours.
pub fn is_written_or_unwanted(written: io::Result<()>) -> bool {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            say(&format!("Écriture impossible : {}.\n", cause(&error)));
            false
        }
        _ => true,
    }
}

/// The code to exit with once an answer is written.
pub fn told(written: io::Result<()>, code: ExitCode) -> ExitCode {
    if is_written_or_unwanted(written) { code } else { ExitCode::from(2) }
}

pub fn print(bytes: &[u8]) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

pub fn today() -> DateTime {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
    let now = chrono::DateTime::from_timestamp(i64::try_from(seconds).unwrap_or(0), 0).unwrap_or_default();
    DateTime { naive: now.naive_utc(), offset: None }
}
