//! Ctrl-C while a portal is read: what was read is shown, and the exit code says that it is not all.
#![cfg(unix)]
#![allow(clippy::expect_used)]

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

#[test]
fn what_was_read_before_ctrl_c_is_shown() {
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
        .args([&format!("{root}/c.ttl"), "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command");
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
    BufReader::new(out).lines().map_while(Result::ok).for_each(|line| written += &line);
    assert_eq!(command.wait().expect("an end").code(), Some(130));
    assert!(written.contains("\"Arbres\""), "{written}");
}
