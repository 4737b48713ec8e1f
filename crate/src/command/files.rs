//! Files and folders that the command is given, and why they cannot be read.

use std::{
    ffi::OsStr,
    fmt, fs,
    io::{self, ErrorKind, Read},
    path::{Path, PathBuf},
};

use avant_moisson::{
    Input,
    source::{MOST_BYTES, MOST_LINES, is_wanted, natural},
};

/// Bytes of one file, or of the standard input: a catalogue of a million records holds less.
pub const LARGEST: u64 = 2 << 30;

/// Why a file could not be read.
#[derive(Debug)]
pub enum FileError {
    /// It holds more than [`LARGEST`], or never ends.
    TooLarge,
    /// So does what is no catalogue: nobody has such a file.
    NotTheFile,
    /// The system refuses.
    System(io::Error),
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(
                f,
                "plus de {} Gio (en JSON Lines, {} Gio ou {} millions de lignes), ou sans fin : c’est au-delà de ce que la commande lit ; donnez le catalogue en plusieurs fichiers",
                LARGEST >> 30,
                MOST_BYTES >> 30,
                MOST_LINES / 1_000_000
            ),
            Self::NotTheFile => write!(
                f,
                "plus de {} Gio, ou sans fin : ce n’est sans doute pas le bon fichier",
                LARGEST >> 30
            ),
            Self::System(error) => f.write_str(&cause(error)),
        }
    }
}

/// What the system says of symbolic links that go round: the standard library keeps this kind to itself.
const GOES_ROUND: i32 = if cfg!(target_os = "linux") {
    40
} else if cfg!(windows) {
    1921
} else {
    62
};

/// What the system says, in French.
pub fn cause(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => "ce nom n’existe pas",
        ErrorKind::PermissionDenied => "l’accès est refusé",
        ErrorKind::IsADirectory => "c’est un dossier",
        ErrorKind::NotADirectory => "un des dossiers de ce chemin n’en est pas un",
        ErrorKind::InvalidData => "ce n’est pas du texte en UTF-8",
        // What holds a NUL is refused before the system is asked.
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => "ce nom n’est pas permis",
        ErrorKind::OutOfMemory => "la mémoire manque",
        ErrorKind::StorageFull => "il n’y a plus de place",
        ErrorKind::QuotaExceeded => "le quota est dépassé",
        ErrorKind::ReadOnlyFilesystem => "rien ne peut être écrit à cet endroit",
        ErrorKind::FileTooLarge => "le fichier est trop grand pour le système",
        ErrorKind::Interrupted => "la lecture a été interrompue",
        _ if error.raw_os_error() == Some(GOES_ROUND) => "ce lien symbolique mène à lui-même",
        _ => {
            return match error.raw_os_error() {
                Some(number) => format!("erreur n° {number} du système"),
                None => "erreur du système".to_owned(),
            };
        }
    };
    known.to_owned()
}

/// The files of a folder and of the folders inside, in the order a person expects; a file is itself. Folders that
/// cannot be opened are told to `refused`.
pub fn of(source: &OsStr, mut refused: impl FnMut(&Path, &io::Error)) -> Vec<PathBuf> {
    if !Path::new(source).is_dir() {
        return vec![source.into()];
    }
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::from(source)];
    while let Some(folder) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                refused(&folder, &error);
                continue;
            }
        };
        for entry in entries.flatten() {
            let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            // A link could lead back here.
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !hidden => folders.push(entry.path()),
                Ok(kind) if kind.is_file() => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files.retain(|file| is_wanted(&file.to_string_lossy()));
    files.sort_by(|a, b| natural(&a.to_string_lossy(), &b.to_string_lossy()));
    files
}

/// The bytes of a file that is no catalogue.
pub fn read(source: &Path) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    let (file, _) = open(source).map_err(FileError::System)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(FileError::System)?;
    if bytes.len() as u64 > LARGEST { Err(FileError::NotTheFile) } else { Ok(bytes) }
}

/// The text of a file that is no catalogue.
pub fn read_text(source: &Path) -> Result<String, FileError> {
    String::from_utf8(read(source)?).map_err(|_| FileError::System(ErrorKind::InvalidData.into()))
}

/// A catalogue, or a page of one; `-` is the standard input.
pub fn input(source: &Path) -> Result<Input, FileError> {
    let name = source.to_string_lossy().into_owned();
    let read = open(source).and_then(|(file, size)| Input::read(name, file, size, LARGEST));
    match read {
        Ok(input) if input.bytes.len() as u64 > LARGEST => Err(FileError::TooLarge),
        Ok(input) => Ok(input),
        Err(error) if error.kind() == ErrorKind::FileTooLarge => Err(FileError::TooLarge),
        Err(error) => Err(FileError::System(error)),
    }
}

/// What is read of a file, and its size when the system tells it.
fn open(source: &Path) -> io::Result<(Box<dyn Read>, u64)> {
    if source.as_os_str() == "-" {
        return Ok((Box::new(io::stdin().lock()), 0));
    }
    let file = fs::File::open(source)?;
    let size = file.metadata().map_or(0, |known| known.len());
    Ok((Box::new(file), size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_are_said_in_french() {
        let missing = read(Path::new("nulle-part/export.json")).expect_err("a missing file");
        assert_eq!(missing.to_string(), "ce nom n’existe pas");
        let folder = read(Path::new(env!("CARGO_MANIFEST_DIR"))).expect_err("a folder");
        assert_eq!(folder.to_string(), "c’est un dossier");
        assert_eq!(cause(&io::Error::from_raw_os_error(71)), "erreur n° 71 du système");
        #[cfg(unix)]
        {
            let link = std::env::temp_dir().join(format!("avant-moisson-loop-{}", std::process::id()));
            std::os::unix::fs::symlink(&link, &link).expect("a link");
            let round = read(&link).expect_err("a loop");
            fs::remove_file(&link).expect("the link goes");
            assert_eq!(round.to_string(), "ce lien symbolique mène à lui-même");
        }
        assert!(FileError::TooLarge.to_string().starts_with("plus de 2 Gio"));
    }

    #[test]
    fn a_long_file_is_read_whole_whatever_it_holds() {
        let file = std::env::temp_dir().join(format!("avant-moisson-lignes-{}.csv", std::process::id()));
        let lines = "{\"name\": \"jeu\"}\n".repeat(100_000);
        fs::write(&file, &lines).expect("a file");
        assert!(input(&file).expect("a catalogue").bytes.is_empty(), "not long enough to be packed");
        assert!(read(&file).expect("its bytes") == lines.as_bytes());
        fs::remove_file(file).expect("removed");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn names_need_not_be_utf8() {
        use std::os::unix::ffi::OsStrExt;
        let folder = std::env::temp_dir().join(format!("avant-moisson-noms-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let file = folder.join(OsStr::from_bytes(b"donn\xe9es.json"));
        fs::write(&file, "[]").expect("a file");
        let found = of(folder.as_os_str(), |_, _| {});
        assert_eq!(found, [file]);
        assert_eq!(read(&found[0]).expect("its bytes"), b"[]");
        fs::remove_dir_all(folder).expect("removed");
    }
}
