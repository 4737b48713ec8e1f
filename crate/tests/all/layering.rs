//! Data flows one way: each room of the crate imports from the rooms before it only, and from those alone that it
//! needs. What this test allows is the map of the crate.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// The rooms in the order data flows, leaves first, and what each may import.
const ROOMS: [(&str, &[&str]); 19] = [
    ("text", &[]),
    ("parallel", &[]),
    ("formats", &["text"]),
    ("model", &["text", "formats"]),
    ("progress", &["model"]),
    ("source", &["text", "formats", "model"]),
    ("harvest", &["text", "parallel", "formats", "model", "progress", "source"]),
    ("catalogue", &["model", "progress", "source", "harvest"]),
    ("display", &["text", "formats", "model", "harvest"]),
    (
        "check",
        &["text", "parallel", "formats", "model", "progress", "source", "harvest", "catalogue", "display"],
    ),
    ("correction", &["formats", "model", "source", "harvest", "catalogue", "check"]),
    ("portal", &["text", "formats", "model", "source", "harvest"]),
    ("preview", &["model", "progress", "catalogue", "check", "portal"]),
    ("routes", &["model", "harvest", "check", "preview"]),
    ("trial", &["model", "progress", "source", "catalogue", "check", "display", "correction", "preview"]),
    (
        "view",
        &[
            "text",
            "formats",
            "model",
            "progress",
            "source",
            "harvest",
            "catalogue",
            "display",
            "check",
            "correction",
            "portal",
            "preview",
            "routes",
            "trial",
        ],
    ),
    (
        "web",
        &[
            "text",
            "model",
            "progress",
            "source",
            "harvest",
            "catalogue",
            "check",
            "correction",
            "portal",
            "preview",
            "routes",
            "trial",
            "view",
        ],
    ),
    // What tests and fuzz targets reach, under names of their own.
    ("internals", &["text", "formats", "model", "source", "harvest", "display", "portal"]),
    // Uses the library as any program does.
    ("command", &[]),
];

/// What the crate's root offers under a shorter name, and the room it comes from.
const SHORT: [(&str, &str); 7] = [
    // The way of all records, whose result the room is.
    ("follow", "preview"),
    ("Catalogue", "catalogue"),
    ("Input", "source"),
    ("Kind", "model"),
    ("Options", "model"),
    ("Preview", "preview"),
    ("Reading", "preview"),
];

#[test]
fn rooms_import_only_from_the_rooms_before_them() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for file in files(&sources) {
        let path = file.strip_prefix(&sources).expect("a source").to_string_lossy().replace('\\', "/");
        let Some(room) = room(&path) else { continue };
        let text = fs::read_to_string(&file).expect("a source");
        let code = without_tests(&text);
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!("{path}: the room « {room} » is not in the list"));
            continue;
        };
        for import in imports(&code) {
            let import = SHORT.iter().find(|(short, _)| *short == import).map_or(&*import, |(_, from)| from);
            if import != room && !allowed.contains(&import) {
                wrong.push(format!("{path}: {room} imports {import}"));
            }
        }
        if climbs(&code) > depth(&path) {
            wrong.push(format!("{path}: super:: leads out of {room}"));
        }
    }
    let map: Vec<_> = ROOMS.iter().map(|(room, allowed)| format!("{room}: {}", allowed.join(", "))).collect();
    assert!(wrong.is_empty(), "{}\n\nEach room may import:\n{}", wrong.join("\n"), map.join("\n"));
}

#[test]
fn the_list_has_no_circle() {
    for (index, (room, allowed)) in ROOMS.iter().enumerate() {
        for import in *allowed {
            assert!(ROOMS[..index].iter().any(|(before, _)| before == import), "{room} imports {import}");
        }
    }
}

#[test]
fn imports_are_found_in_every_form() {
    let code = "use crate::{\n    check::{Check, fixes},\n    Catalogue, text::url,\n};\nuse crate::model;\nfn f(x: crate::source::Input) {}";
    let found: Vec<_> = imports(code).into_iter().collect();
    assert_eq!(found, ["Catalogue", "check", "model", "source", "text"]);
    assert_eq!(climbs("use super::super::{a, b};\nuse super::c;"), 2);
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if path.is_dir() {
            found.extend(files(&path));
        } else if name.ends_with(".rs") && !["tests.rs", "testing.rs"].contains(&name) {
            found.push(path);
        }
    }
    found
}

/// The folder at the top, or the file that stands for one; none for the crate's root and the command.
fn room(path: &str) -> Option<&str> {
    let room = path.split('/').next()?.trim_end_matches(".rs");
    (!["lib", "main"].contains(&room)).then_some(room)
}

/// How many modules lie between the file's and its room.
fn depth(path: &str) -> usize {
    path.matches('/').count() - usize::from(path.ends_with("/mod.rs"))
}

/// The code without its comments and its tests, which look at other rooms as any caller does.
fn without_tests(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text);
    code.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

/// What follows `crate::`, alone or in braces.
fn imports(code: &str) -> BTreeSet<String> {
    let word = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let mut found = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        let Some(list) = after.strip_prefix('{') else {
            found.insert(word(after));
            continue;
        };
        let (mut depth, mut start) = (0, 0);
        for (index, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => {
                    found.insert(word(&list[start..index]));
                    break;
                }
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    found.insert(word(&list[start..index]));
                    start = index + 1;
                }
                _ => {}
            }
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

/// The longest chain of `super::`.
fn climbs(code: &str) -> usize {
    (1..9).take_while(|count| code.contains(&"super::".repeat(*count))).count()
}
