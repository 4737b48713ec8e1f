//! What the command says of what it cannot use: a sentence, an exit code, and never a panic.

use std::{
    path::PathBuf,
    process::{Command, Stdio},
};

/// What is in reach of each run: a catalogue, and nothing else.
fn catalogue() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/dcat/complet.ttl")
}

/// The exit code and what is said beside the answer; `CATALOGUE` stands for the catalogue.
fn run(arguments: &[&str], stdout: Stdio) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_avant-moisson"))
        .args(arguments.iter().map(|&argument| match argument {
            "CATALOGUE" => catalogue().into_os_string(),
            other => other.into(),
        }))
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(Stdio::piped())
        .output()
        .expect("the command");
    (output.status.code(), String::from_utf8(output.stderr).expect("text"))
}

#[test]
fn what_is_typed_wrong_is_told_in_french() {
    for (arguments, expected) in [
        (&["--also", "pdf=a.pdf", "CATALOGUE"][..], "forme inconnue ; écrivez l’une de : text, json"),
        (&["--format", "json", "--format", "csv", "CATALOGUE"], "plusieurs fois"),
        (&["--compare", "", "CATALOGUE"], "Il manque une valeur"),
        (&[""], "rien n’y est écrit"),
        (&["--routes", ""], "rien n’y est écrit"),
        (&["--liste", "liste.csv", "--routes"], "écrivez l’un ou l’autre"),
        (&["HTTPS://[::1/"], "pas une adresse de portail"),
        (&[" https://"], "pas une adresse de portail"),
        (&["https://x.fr:99999/"], "port"),
        (&["https://x\\y.fr/"], "barre oblique inverse"),
        (&["https://x.fr/\u{1b}[31m"], "caractère invisible"),
        (&["http://x.fr/\r\nHost: y"], "caractère invisible"),
        (&["--\u{1b}[31m"], "␛[31m"),
        (&["\u{202e}.ttl"], "‹U+202E›.ttl"),
    ] {
        let (code, said) = run(arguments, Stdio::null());
        assert_eq!(code, Some(2), "{arguments:?}: {said}");
        let said = said.replace('\u{a0}', " ");
        assert!(said.contains(expected), "{arguments:?}: {said}");
        assert!(!said.contains(['\u{1b}', '\u{202e}']), "{arguments:?}: {said:?}");
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use super::*;
    use std::{ffi::OsStr, fs::File, os::unix::ffi::OsStrExt};

    /// A disk without room.
    fn full() -> Stdio {
        File::options().write(true).open("/dev/full").expect("a full disk").into()
    }

    /// A pipe that nobody reads.
    fn unread() -> Stdio {
        let mut reader = Command::new("true").stdin(Stdio::piped()).spawn().expect("a reader");
        let pipe = reader.stdin.take().expect("its input");
        reader.wait().expect("the end of the reader");
        pipe.into()
    }

    #[test]
    fn an_answer_that_cannot_be_written_is_told_and_a_reader_that_has_gone_is_not() {
        for arguments in [
            &["CATALOGUE"][..],
            &["--format", "json", "CATALOGUE"],
            &["--routes", "CATALOGUE"],
            &["--help"],
            &["--version"],
            &["--licences"],
            &["--manuel"],
            &["--completion", "bash"],
        ] {
            let (code, said) = run(arguments, full());
            assert_eq!(code, Some(2), "{arguments:?}: {said}");
            assert!(said.contains("il n’y a plus de place"), "{arguments:?}: {said}");
            let (code, said) = run(arguments, unread());
            assert_eq!((code, said.as_str()), (Some(0), ""), "{arguments:?}");
        }
    }

    #[test]
    fn a_message_that_cannot_be_written_stops_nothing() {
        for stderr in [full(), unread()] {
            let mut command = Command::new(env!("CARGO_BIN_EXE_avant-moisson"));
            let command = command.arg("absent.ttl").arg(catalogue()).stdout(Stdio::piped()).stderr(stderr);
            let output = command.output().expect("the command");
            assert_eq!(output.status.code(), Some(2));
            let shown = String::from_utf8_lossy(&output.stdout).into_owned();
            assert!(shown.contains("moissonneur DCAT"), "{shown}");
        }
    }

    #[test]
    fn a_value_that_is_no_text_is_told() {
        let output = Command::new(env!("CARGO_BIN_EXE_avant-moisson"))
            .arg("--site")
            .arg(OsStr::from_bytes(b"\xff"))
            .arg(catalogue())
            .output()
            .expect("the command");
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("renommez le fichier"));
    }
}
