//! Ctrl-C while a portal is read: what was read is shown, and the exit code says that it is not all.
#![cfg(unix)]

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

/// The next connection of the command, as long as it runs.
fn accept(portal: &TcpListener, command: &mut Child) -> TcpStream {
    loop {
        if let Ok((stream, _)) = portal.accept() {
            stream.set_nonblocking(false).expect("a stream that waits");
            return stream;
        }
        assert_eq!(command.try_wait().expect("its state"), None, "the command ended");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Reads a request to the end of its head; the path that it asks.
fn asked(stream: &TcpStream) -> String {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let first = lines.next().unwrap_or_default();
    lines.by_ref().take_while(|line| !line.is_empty()).for_each(drop);
    first.split(' ').nth(1).unwrap_or_default().to_owned()
}

/// What the command writes with these arguments, of which `ROOT` is the portal, when Ctrl-C comes while its second page is
/// awaited.
fn interrupted(arguments: &[&str], input: &str) -> String {
    let portal = TcpListener::bind("127.0.0.1:0").expect("a port");
    portal.set_nonblocking(true).expect("a port that does not wait");
    let root = format!("http://{}", portal.local_addr().expect("an address"));
    let page = format!(
        "@prefix hydra: <http://www.w3.org/ns/hydra/core#> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
         @prefix dct: <http://purl.org/dc/terms/> .
         <{root}/d/1> a dcat:Dataset ; dct:identifier \"1\" ; dct:title \"Arbres\" .
         <{root}/c> a hydra:PartialCollectionView ; hydra:next <{root}/c.ttl?page=2> ."
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_avant-moisson"))
        .args(arguments.iter().map(|argument| argument.replace("ROOT", &root)))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command");
    let mut given = command.stdin.take().expect("its input");
    given.write_all(input.replace("ROOT", &root).as_bytes()).expect("an input");
    drop(given);
    let mut first = accept(&portal, &mut command);
    assert_eq!(asked(&first), "/c.ttl");
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: text/turtle\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        page.len()
    );
    first.write_all(head.as_bytes()).and_then(|()| first.write_all(page.as_bytes())).expect("an answer");
    // The second page never comes.
    let second = accept(&portal, &mut command);
    assert_eq!(asked(&second), "/c.ttl?page=2");
    let killed = Command::new("kill").args(["-INT", &command.id().to_string()]).status();
    assert!(killed.expect("kill").success());
    let mut written = String::new();
    let out = command.stdout.take().expect("its output");
    BufReader::new(out).lines().map_while(Result::ok).for_each(|line| written += &(line + "\n"));
    assert_eq!(command.wait().expect("an end").code(), Some(130));
    portal.accept().expect_err("another request");
    written
}

#[test]
fn what_was_read_before_ctrl_c_is_shown() {
    let written = interrupted(&["ROOT/c.ttl", "--format", "json"], "");
    assert!(written.contains("\"Arbres\""), "{written}");
}

#[test]
fn another_portal_is_not_asked_after_ctrl_c() {
    let written = interrupted(&["ROOT/c.ttl", "ROOT/d.ttl", "--format", "json"], "");
    assert!(written.contains("\"Arbres\""), "{written}");
}

#[test]
fn a_list_shows_what_was_read_of_each_source() {
    let written = interrupted(&["--liste", "-", "--format", "csv"], "adresse\nROOT/c.ttl\nROOT/d.ttl\n");
    let lines: Vec<_> = written.lines().collect();
    assert_eq!(lines.len(), 3, "{written}");
    assert!(lines[1].contains("arrêtée à votre demande"), "{written}");
    assert!(lines[2].contains("Lecture arrêtée avant la première réponse"), "{written}");
}

#[test]
fn ways_that_were_read_are_shown_and_none_is_recommended() {
    let written = interrupted(&["--routes", "ROOT/c.ttl"], "");
    assert!(written.contains("1 fiche arrive") || written.contains("1\u{a0}fiche arrive"), "{written}");
    assert!(written.contains("Aucune voie n’est recommandée"), "{written}");
}
