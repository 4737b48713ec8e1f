//! What the command is asked: its options, and what it says of itself.

use std::{
    ffi::OsString,
    io::{self, Write},
    path::PathBuf,
    str::FromStr,
    sync::LazyLock,
};

use avant_moisson::{
    Kind,
    check::Severity,
    date::{self, DateTime},
    model::Filter,
    view::{self, Checked, Export},
};
use clap::{
    ArgAction, CommandFactory, Parser, ValueEnum,
    builder::{NonEmptyStringValueParser, OsStringValueParser, TypedValueParser},
};
use clap_complete::Shell;

use super::{print, today, usage};

/// Montre comment chaque fiche d’un portail de données ouvertes apparaîtrait sur data.gouv.fr une fois moissonnée.
///
/// Outil indépendant, non officiel. Code de sortie : 0 quand toutes les fiches sont prêtes, 1 quand il y a
/// quelque chose à corriger, 2 quand rien n’a pu être lu, ou quand un des fichiers nommés ne peut pas l’être, 130
/// quand Ctrl-C a arrêté la lecture d’un portail : ce qui en a été lu est montré.
#[derive(Debug, Parser)]
#[command(name = "avant-moisson", version, long_version = LONG_VERSION.as_str(), help_template = usage::TEMPLATE, disable_help_flag = true, disable_version_flag = true)]
pub struct Arguments {
    /// Adresse d’un portail (https://data.maville.fr), ou fichiers à lire dans l’ordre des pages, archive ZIP ou
    /// dossier de fiches ; « - » pour l’entrée standard.
    #[arg(value_name = "ADRESSE, FICHIER ou DOSSIER", value_parser = OsStringValueParser::new().try_map(read_source), required_unless_present_any = ["completion", "manual", "licences", "list"])]
    pub sources: Vec<OsString>,
    /// Plusieurs portails à la fois : un CSV dont la première ligne nomme les colonnes adresse, type, filtres et nom ; une ligne
    /// par portail dans la réponse (text, csv, json ou html), et ce qui a changé avec --compare.
    #[arg(long = "liste", id = "list", value_name = "FICHIER.csv", conflicts_with_all = ["sources", "routes"])]
    pub list: Option<PathBuf>,
    /// Moissonneur : dcat, ckan, dkan, csw-dcat, csw-iso-19139 ou ods ; reconnu d’après le contenu sinon. Pour dcat sans --site,
    /// la fin du nom du fichier tient lieu de celle de l’adresse, qui décide de la syntaxe.
    #[arg(long = "as", value_name = "MOISSONNEUR", value_parser = Kind::from_str)]
    pub kind: Option<Kind>,
    /// Forme de la réponse : text (celle d’un terminal, sans cette option), json, csv, html, markdown, affichage (ce que
    /// data.gouv.fr montrerait de chaque fiche), github (annotations d’une exécution GitHub Actions) ou insigne (image
    /// SVG datée : combien de fiches sont prêtes).
    #[arg(long, value_enum, default_value_t = OutputFormat::Text, value_name = "FORME", hide_possible_values = true, hide_default_value = true)]
    pub format: OutputFormat,
    /// Écrit aussi cette forme dans un fichier, sans relire le portail ; autant de fois qu’il faut.
    #[arg(long, value_name = "FORME=FICHIER", value_parser = read_also)]
    pub also: Vec<(OutputFormat, PathBuf)>,
    /// Avec --format json, joint à chaque fiche ce que data.gouv.fr en montrerait (« display »).
    #[arg(long = "affichage")]
    pub display: bool,
    /// Adresse du portail, telle que saisie dans le formulaire de data.gouv.fr.
    #[arg(long, value_name = "ADRESSE")]
    pub site: Option<String>,
    /// Option « Inspire » du moissonneur OpenDataSoft (retiré).
    #[arg(long)]
    pub inspire: bool,
    /// Option « GeoDCAT-AP » du moissonneur CSW-DCAT.
    #[arg(long)]
    pub geodcatap: bool,
    /// « Préfixe d’URL distante » des moissonneurs CSW.
    #[arg(long, value_name = "ADRESSE")]
    pub prefix: Option<String>,
    /// Filtre « Inclure » de CKAN : organization=NOM ou tags=MOT ; plusieurs se combinent par ET.
    #[arg(long, value_name = "CLÉ=VALEUR", value_parser = read_include)]
    pub include: Vec<Filter>,
    /// Filtre « Exclure » de CKAN.
    #[arg(long, value_name = "CLÉ=VALEUR", value_parser = read_exclude)]
    pub exclude: Vec<Filter>,
    /// Autre liste des territoires que le champ spatial-text de CKAN peut nommer (forme de crate/data/zones.txt).
    #[arg(long, value_name = "FICHIER")]
    pub zones: Option<PathBuf>,
    /// Date du moissonnage (AAAA-MM-JJ) ; aujourd’hui sinon.
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    pub now: Option<DateTime>,
    /// Gravité à partir de laquelle le code de sortie est 1, bloquant ou a-corriger ; sans elle, il l’est dès qu’une
    /// fiche n’est pas prête.
    #[arg(long, value_enum, value_name = "GRAVITÉ", hide_possible_values = true)]
    pub fail_on: Option<FailOn>,
    /// Vérification précédente (--format json) avec laquelle comparer : corrigés, nouveaux, inchangés.
    #[arg(long, value_name = "FICHIER.json", value_parser = NonEmptyStringValueParser::new())]
    pub compare: Option<String>,
    /// Compare les voies par lesquelles data.gouv.fr peut moissonner : toutes celles d’une adresse, ou une par fichier
    /// (MOISSONNEUR=FICHIER quand le contenu ne le dit pas, csw-dcat+geodcatap=FICHIER). En texte ou en JSON.
    #[arg(long = "routes", alias = "voies")]
    pub routes: bool,
    /// Ne garde que les comptes : le rapport en texte, sans les fiches. La mémoire employée n’est guère que celle de ce
    /// qui est lu, quel que soit le nombre de fiches.
    #[arg(long, conflicts_with_all = ["format", "also", "display", "compare", "routes", "list"])]
    pub summary: bool,
    /// Nombre de fiches traitées à la fois, sur autant de cœurs : tous ceux de la machine sans cette option. La réponse
    /// est la même, à l’octet près.
    #[arg(long, value_name = "NOMBRE", value_parser = read_jobs)]
    pub jobs: Option<usize>,
    /// Écrit les licences des bibliothèques comprises dans la commande.
    #[arg(long, exclusive = true)]
    pub licences: bool,
    /// Écrit le script qui complète la commande dans ce terminal (bash, zsh, fish, powershell, elvish).
    #[arg(long, value_enum, value_name = "TERMINAL", exclusive = true, hide_possible_values = true)]
    pub completion: Option<Shell>,
    /// Écrit la page de manuel (roff).
    #[arg(long = "manuel", id = "manual", exclusive = true)]
    pub manual: bool,
    /// Écrit cette aide ; -h l’écrit en bref.
    #[arg(short = 'h', long = "help", action = ArgAction::Help)]
    pub help: Option<bool>,
    /// Écrit la version de la commande.
    #[arg(short = 'V', long = "version", action = ArgAction::Version)]
    pub version: Option<bool>,
}

/// `--version`: the release, and what it agrees with.
static LONG_VERSION: LazyLock<String> = LazyLock::new(|| {
    let lines = format!("{}\n{}", env!("CARGO_PKG_VERSION"), view::measured_with().join("\n"));
    view::text::terminal(&lines)
});

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum OutputFormat {
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
    /// Writes the answer in this form.
    pub fn write(self, checked: &Checked, display: bool, out: &mut dyn Write) -> io::Result<()> {
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
pub enum FailOn {
    Bloquant,
    ACorriger,
}

impl FailOn {
    /// What it stands for.
    pub fn severity(self) -> Severity {
        match self {
            Self::Bloquant => Severity::Blocking,
            Self::ACorriger => Severity::ToFix,
        }
    }
}

/// More threads than any machine has cores for them.
const MOST_JOBS: usize = 256;

/// What the command says of itself, when that is what is asked.
pub fn describe(arguments: &Arguments) -> Option<io::Result<()>> {
    let mut command = Arguments::command();
    let mut out = Vec::new();
    if let Some(shell) = arguments.completion {
        clap_complete::generate(shell, &mut command, "avant-moisson", &mut out);
    } else if arguments.licences {
        out.extend_from_slice(include_bytes!("../../data/licences.txt"));
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

/// An empty name is most often a variable of a script that was never set.
fn read_source(text: OsString) -> Result<OsString, &'static str> {
    if text.is_empty() {
        Err("rien n’y est écrit ; donnez l’adresse d’un portail ou un fichier")
    } else {
        Ok(text)
    }
}

fn read_also(text: &str) -> Result<(OutputFormat, PathBuf), String> {
    match text.split_once('=') {
        Some((format, path)) if !path.is_empty() => match OutputFormat::from_str(format, true) {
            Ok(format) => Ok((format, path.into())),
            Err(_) => {
                let known = OutputFormat::value_variants().iter().filter_map(ValueEnum::to_possible_value);
                let known: Vec<_> = known.map(|value| value.get_name().to_owned()).collect();
                Err(format!("forme inconnue ; écrivez l’une de : {}", known.join(", ")))
            }
        },
        _ => Err("forme et fichier attendus ; écrivez par exemple html=rapport.html".to_owned()),
    }
}

/// `organization=ville`: a filter of CKAN's form.
pub fn read_include(text: &str) -> Result<Filter, String> {
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
