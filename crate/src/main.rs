//! The command: reads what a portal said and prints what data.gouv.fr would make of it.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command::main()
}

#[cfg(not(target_arch = "wasm32"))]
mod files;
#[cfg(not(target_arch = "wasm32"))]
mod usage;

#[cfg(not(target_arch = "wasm32"))]
#[path = "main/interruption.rs"]
mod interruption;

#[cfg(not(target_arch = "wasm32"))]
#[path = "main/list.rs"]
mod list;

#[cfg(not(target_arch = "wasm32"))]
#[path = "main/ways.rs"]
mod ways;

#[cfg(not(target_arch = "wasm32"))]
mod command {
    use std::{
        ffi::{OsStr, OsString},
        fs,
        io::{self, IsTerminal, Write},
        mem::ManuallyDrop,
        path::{Path, PathBuf},
        process::ExitCode,
        str::FromStr,
        sync::{Arc, LazyLock},
        thread,
        time::{SystemTime, UNIX_EPOCH},
    };

    use crate::{
        files::{self, cause},
        interruption::Interruption,
        list, usage, ways,
    };
    use avant_moisson::{
        Input, Kind, Options,
        check::Severity,
        date::{self, DateTime},
        harvest::names_zones,
        model::{Filter, JobStatus, Zones},
        portal::{self, Address, AddressError, Crawler, Gathered, NativeClient, Wanted},
        view::{self, Checked, Export},
    };
    use clap::{ArgAction, CommandFactory, Parser, ValueEnum};
    use clap_complete::Shell;

    /// Montre comment chaque fiche d’un portail de données ouvertes apparaîtrait sur data.gouv.fr une fois moissonnée.
    ///
    /// Outil indépendant, non officiel. Code de sortie : 0 quand toutes les fiches sont prêtes, 1 quand il y a
    /// quelque chose à corriger, 2 quand rien n’a pu être lu, ou quand un des fichiers nommés ne peut pas l’être, 130
    /// quand Ctrl-C a arrêté la lecture d’un portail : ce qui en a été lu est montré.
    #[derive(Debug, Parser)]
    #[command(name = "avant-moisson", version, long_version = LONG_VERSION.as_str(), help_template = usage::TEMPLATE, disable_help_flag = true, disable_version_flag = true)]
    pub(crate) struct Arguments {
        /// Adresse d’un portail (https://data.maville.fr), ou fichiers à lire dans l’ordre des pages, archive ZIP ou
        /// dossier de fiches ; « - » pour l’entrée standard.
        #[arg(value_name = "ADRESSE, FICHIER ou DOSSIER", required_unless_present_any = ["completion", "manual", "licences", "list"])]
        pub(crate) sources: Vec<OsString>,
        /// Plusieurs portails à la fois : un CSV dont la première ligne nomme les colonnes adresse, type, filtres et nom ; une ligne
        /// par portail dans la réponse (text, csv, json ou html), et ce qui a changé avec --compare.
        #[arg(long = "liste", id = "list", value_name = "FICHIER.csv", conflicts_with = "sources")]
        list: Option<PathBuf>,
        /// Moissonneur : dcat, ckan, dkan, csw-dcat, csw-iso-19139 ou ods ; reconnu d’après le contenu sinon. Pour dcat sans --site,
        /// la fin du nom du fichier tient lieu de celle de l’adresse, qui décide de la syntaxe.
        #[arg(long = "as", value_name = "MOISSONNEUR", value_parser = Kind::from_str)]
        pub(crate) kind: Option<Kind>,
        /// Forme de la réponse : text (celle d’un terminal, sans cette option), json, csv, html, markdown, affichage (ce que
        /// data.gouv.fr montrerait de chaque fiche), github (annotations d’une exécution GitHub Actions) ou insigne (image
        /// SVG datée : combien de fiches sont prêtes).
        #[arg(long, value_enum, default_value_t = OutputFormat::Text, value_name = "FORME", hide_possible_values = true, hide_default_value = true)]
        pub(crate) format: OutputFormat,
        /// Écrit aussi cette forme dans un fichier, sans relire le portail ; autant de fois qu’il faut.
        #[arg(long, value_name = "FORME=FICHIER", value_parser = read_also)]
        pub(crate) also: Vec<(OutputFormat, PathBuf)>,
        /// Avec --format json, joint à chaque fiche ce que data.gouv.fr en montrerait (« display »).
        #[arg(long = "affichage")]
        display: bool,
        /// Adresse du portail, telle que saisie dans le formulaire de data.gouv.fr.
        #[arg(long, value_name = "ADRESSE")]
        pub(crate) site: Option<String>,
        /// Option « Inspire » du moissonneur OpenDataSoft (retiré).
        #[arg(long)]
        inspire: bool,
        /// Option « GeoDCAT-AP » du moissonneur CSW-DCAT.
        #[arg(long)]
        geodcatap: bool,
        /// « Préfixe d’URL distante » des moissonneurs CSW.
        #[arg(long, value_name = "ADRESSE")]
        prefix: Option<String>,
        /// Filtre « Inclure » de CKAN : organization=NOM ou tags=MOT ; plusieurs se combinent par ET.
        #[arg(long, value_name = "CLÉ=VALEUR", value_parser = read_include)]
        include: Vec<Filter>,
        /// Filtre « Exclure » de CKAN.
        #[arg(long, value_name = "CLÉ=VALEUR", value_parser = read_exclude)]
        exclude: Vec<Filter>,
        /// Autre liste des territoires que le champ spatial-text de CKAN peut nommer (forme de crate/data/zones.txt).
        #[arg(long, value_name = "FICHIER")]
        zones: Option<std::path::PathBuf>,
        /// Date du moissonnage (AAAA-MM-JJ) ; aujourd’hui sinon.
        #[arg(long, value_name = "DATE", value_parser = read_date)]
        pub(crate) now: Option<DateTime>,
        /// Gravité à partir de laquelle le code de sortie est 1, bloquant ou a-corriger ; sans elle, il l’est dès qu’une
        /// fiche n’est pas prête.
        #[arg(long, value_enum, value_name = "GRAVITÉ", hide_possible_values = true)]
        pub(crate) fail_on: Option<FailOn>,
        /// Vérification précédente (--format json) avec laquelle comparer : corrigés, nouveaux, inchangés.
        #[arg(long, value_name = "FICHIER.json")]
        pub(crate) compare: Option<String>,
        /// Compare les voies par lesquelles data.gouv.fr peut moissonner : toutes celles d’une adresse, ou une par fichier
        /// (MOISSONNEUR=FICHIER quand le contenu ne le dit pas, csw-dcat+geodcatap=FICHIER). En texte ou en JSON.
        #[arg(long = "routes", alias = "voies")]
        routes: bool,
        /// Ne garde que les comptes : le rapport en texte, sans les fiches. La mémoire employée n’est guère que celle de ce
        /// qui est lu, quel que soit le nombre de fiches.
        #[arg(long, conflicts_with_all = ["format", "also", "display", "compare", "routes", "list"])]
        summary: bool,
        /// Nombre de fiches traitées à la fois, sur autant de cœurs : tous ceux de la machine sans cette option. La réponse
        /// est la même, à l’octet près.
        #[arg(long, value_name = "NOMBRE", value_parser = read_jobs)]
        jobs: Option<usize>,
        /// Écrit les licences des bibliothèques comprises dans la commande.
        #[arg(long, exclusive = true)]
        licences: bool,
        /// Écrit le script qui complète la commande dans ce terminal (bash, zsh, fish, powershell, elvish).
        #[arg(long, value_enum, value_name = "TERMINAL", exclusive = true, hide_possible_values = true)]
        completion: Option<Shell>,
        /// Écrit la page de manuel (roff).
        #[arg(long = "manuel", id = "manual", exclusive = true)]
        manual: bool,
        /// Écrit cette aide ; -h l’écrit en bref.
        #[arg(short = 'h', long = "help", action = ArgAction::Help)]
        help: Option<bool>,
        /// Écrit la version de la commande.
        #[arg(short = 'V', long = "version", action = ArgAction::Version)]
        version: Option<bool>,
    }

    /// `--version`: the release, and what it agrees with.
    static LONG_VERSION: LazyLock<String> = LazyLock::new(|| {
        let lines = format!("{}\n{}", env!("CARGO_PKG_VERSION"), view::measured_with().join("\n"));
        view::text::terminal(&lines)
    });

    #[derive(Debug, Clone, Copy, ValueEnum)]
    pub(crate) enum OutputFormat {
        Text,
        Json,
        Csv,
        Html,
        Markdown,
        /// Ce que data.gouv.fr montrerait de chaque fiche (JSON).
        Affichage,
        /// Annotations d’une exécution GitHub Actions.
        Github,
        /// Insigne daté (SVG) à placer dans une page : combien de fiches sont prêtes.
        Insigne,
    }

    impl OutputFormat {
        fn write(self, checked: &Checked, display: bool, out: &mut dyn Write) -> io::Result<()> {
            let export = match self {
                Self::Text => return view::text::write(checked, out),
                Self::Github => return out.write_all(view::annotations(checked).as_bytes()),
                Self::Json if display => return view::write_with_display(checked, out),
                Self::Json => Export::Json,
                Self::Html => Export::Html,
                Self::Csv => Export::Csv,
                Self::Markdown => Export::Markdown,
                Self::Affichage => Export::Display,
                Self::Insigne => Export::Badge,
            };
            view::write(checked, export, out)
        }
    }

    #[derive(Debug, Clone, Copy, ValueEnum)]
    pub(crate) enum FailOn {
        Bloquant,
        ACorriger,
    }

    impl FailOn {
        fn severity(self) -> Severity {
            match self {
                Self::Bloquant => Severity::Blocking,
                Self::ACorriger => Severity::ToFix,
            }
        }
    }

    /// More threads than any machine has cores for them.
    const MOST_JOBS: usize = 256;

    /// What starts the line of the terminal again.
    const ERASE_LINE: &str = "\r\u{1b}[K";

    pub fn main() -> ExitCode {
        let arguments: Arguments = match usage::parse(say) {
            Ok(arguments) => arguments,
            Err(exit) => return exit,
        };
        if let Some(written) = describe(&arguments) {
            return if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
        let interruption = Interruption::listen();
        if let Some(list) = &arguments.list {
            return list::follow(list, &arguments, &interruption);
        }
        if arguments.routes {
            return ways::compare(&arguments, &interruption);
        }
        let mut inputs = Vec::new();
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
                let name = path.to_string_lossy().into_owned();
                match files::read(&path) {
                    Ok(bytes) => inputs.push(Input::named(name, bytes)),
                    Err(error) => {
                        is_unread = true;
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
        let zones = match arguments.zones.as_deref().map(std::fs::read_to_string) {
            None => {
                let are_named = names_zones(&inputs);
                are_named.then(|| Arc::new(Zones::shipped()))
            }
            Some(Ok(text)) => Some(Arc::new(Zones::parse(&text))),
            Some(Err(error)) => {
                say(&format!(
                    "Liste des territoires illisible ({}) ; sans --zones, la liste fournie sert.\n",
                    cause(&error)
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
        // Only the other forms, and a comparison, look at whole records.
        let is_brief = matches!(arguments.format, OutputFormat::Text)
            && arguments.also.iter().all(|(format, _)| matches!(format, OutputFormat::Text))
            && arguments.compare.is_none();
        let read = match (arguments.summary, is_brief) {
            (true, _) => avant_moisson::summary,
            (false, true) => avant_moisson::brief,
            (false, false) => avant_moisson::preview,
        };
        // Never dropped: at the end of the program, the system takes the memory back much faster, all at once.
        let mut checked = ManuallyDrop::new(Checked::from(read(gathered, options)));
        if let Some(path) = &arguments.compare {
            match std::fs::read(path) {
                Ok(json) => checked.compare(Some(path.clone()), &json),
                Err(error) => {
                    say(&format!("{path} : vérification précédente illisible ({}).\n", cause(&error)));
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
            let written = fs::File::create(path)
                .and_then(|mut file| format.write(&checked, arguments.display, &mut file));
            if let Err(error) = written {
                say(&format!("{} : écriture impossible ({}).\n", path.display(), cause(&error)));
                return ExitCode::from(2);
            }
        }
        let mut out = io::stdout().lock();
        let printed =
            arguments.format.write(&checked, arguments.display, &mut out).and_then(|()| out.flush());
        drop(out);
        let (catalogue, report) = (&checked.catalogue, &checked.report);
        if !matches!(arguments.format, OutputFormat::Text) {
            for problem in &catalogue.problems {
                say(&format!("{problem}\n"));
            }
        }
        if let Err(error) = printed {
            // A reader that closes early, as `head` does, is no failure of ours.
            if error.kind() != std::io::ErrorKind::BrokenPipe {
                say(&format!("Écriture impossible : {}.\n", cause(&error)));
                return ExitCode::from(2);
            }
        }
        // Beside the answer, not in it: the answer may be JSON.
        if let Some((_, comparison)) =
            checked.compared.before.as_ref().and_then(|before| before.changes.as_ref())
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
    pub(crate) fn address(source: &OsStr) -> Option<Result<Address, AddressError>> {
        let source = source.to_str()?;
        let has_scheme = source.starts_with("http://") || source.starts_with("https://");
        if !has_scheme && (source == "-" || Path::new(source).exists() || source.starts_with(['.', '/'])) {
            return None;
        }
        // « export.json » is a file that is missing: no domain ends so.
        let is_public = |address: &Address| has_scheme || address.is_public();
        match Address::parse(source) {
            Ok(address) if is_public(&address) => Some(Ok(address)),
            Ok(_) => None,
            Err(error) => Some(Err(error)).filter(|_| has_scheme || matches!(error, AddressError::Closed(_))),
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
                eprint!("{ERASE_LINE}");
                say(&format!("{bar}{}", progress.sentence()));
            }
            true
        };
        interruption.during(|heard| {
            let gathered = portal::run(Crawler::new(address, wanted), &mut NativeClient::until(heard), tell);
            if is_watched {
                eprint!("{ERASE_LINE}");
            }
            gathered
        })
    }

    /// Beside the answer, which may be JSON.
    pub(crate) fn say(message: &str) {
        eprint!("{}", view::text::terminal(message));
    }

    pub(crate) fn print(bytes: &[u8]) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    /// What the command says of itself, when that is what is asked.
    fn describe(arguments: &Arguments) -> Option<std::io::Result<()>> {
        let mut command = Arguments::command();
        let mut out = Vec::new();
        if let Some(shell) = arguments.completion {
            clap_complete::generate(shell, &mut command, "avant-moisson", &mut out);
        } else if arguments.licences {
            out.extend_from_slice(include_bytes!("../data/licences.txt"));
        } else if arguments.manual {
            match usage::manual(command) {
                Ok(page) => out = page,
                Err(error) => return Some(Err(error)),
            }
        } else {
            return None;
        }
        Some(print(&out))
    }

    fn read_also(text: &str) -> Result<(OutputFormat, PathBuf), String> {
        match text.split_once('=') {
            Some((format, path)) if !path.is_empty() => {
                Ok((OutputFormat::from_str(format, true)?, path.into()))
            }
            _ => Err("forme et fichier attendus ; écrivez par exemple html=rapport.html".to_owned()),
        }
    }

    pub(crate) fn read_include(text: &str) -> Result<Filter, String> {
        let known = ["organization", "tags"];
        match text.split_once('=') {
            Some((key, value)) if known.contains(&key) && !value.is_empty() => {
                Ok(Filter { key: key.to_owned(), value: value.to_owned(), exclude: false })
            }
            _ => Err("filtre inconnu ; écrivez organization=NOM ou tags=MOT".to_owned()),
        }
    }

    fn read_exclude(text: &str) -> Result<Filter, String> {
        read_include(text).map(|filter| Filter { exclude: true, ..filter })
    }

    fn read_jobs(text: &str) -> Result<usize, String> {
        let jobs = text.parse().ok().filter(|jobs| (1..=MOST_JOBS).contains(jobs));
        jobs.ok_or_else(|| format!("un nombre de 1 à {MOST_JOBS} est attendu"))
    }

    fn read_date(text: &str) -> Result<DateTime, String> {
        date::parse(text, today()).map_err(|_| "date illisible ; écrivez AAAA-MM-JJ".to_owned())
    }

    pub(crate) fn today() -> DateTime {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
        let now =
            chrono::DateTime::from_timestamp(i64::try_from(seconds).unwrap_or(0), 0).unwrap_or_default();
        DateTime { naive: now.naive_utc(), offset: None }
    }
}
