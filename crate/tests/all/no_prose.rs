//! Rules decide by types: none of them looks for a sentence in a message, a note or an error.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The Rust sources under a folder.
fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// What is given as a literal to one of the methods that look into a text.
fn searched(line: &str) -> impl Iterator<Item = &str> {
    ["contains(\"", "starts_with(\"", "ends_with(\"", "split_once(\"", ".find(\""].into_iter().flat_map(
        move |method| {
            line.match_indices(method)
                .filter_map(move |(at, _)| line.get(at + method.len()..)?.split('"').next())
        },
    )
}

/// Two words, or a letter that only French writes; markup is no sentence.
fn is_prose(literal: &str) -> bool {
    if literal.starts_with('<') {
        return false;
    }
    let words = literal.split(' ').filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 1);
    words.count() > 1 || literal.chars().any(|c| !c.is_ascii() && c.is_alphabetic())
}

#[test]
fn no_rule_looks_for_a_sentence() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check"), &mut files);
    let mut prose = Vec::new();
    for file in &files {
        let text = fs::read_to_string(file).expect("a source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines() {
            let told = ["note.contains(", "error.contains(", "message.contains(", "found.contains("];
            let reads_back = told.iter().any(|words| line.contains(words));
            if reads_back || searched(line).any(is_prose) {
                prose.push(format!("{}: {}", file.display(), line.trim()));
            }
        }
    }
    println!("{} sentences looked for in {} files of rules", prose.len(), files.len());
    assert!(files.len() > 20 && prose.is_empty(), "{prose:#?}");
}
