//! « Ce qui est dit, et où » (`docs/ce-qui-est-dit.md`): the tests that hold each statement exist, and the first ones of
//! the guide of DataSud are made without a request.

use std::{fs, path::Path};

use avant_moisson::{
    Kind,
    portal::{Address, Crawler, Wanted},
};

#[test]
fn each_statement_is_held_by_a_test_that_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let page = fs::read_to_string(root.join("docs/ce-qui-est-dit.md")).expect("the page");
    let rows: Vec<&str> =
        page.lines().filter(|line| line.starts_with("| ") && !line.contains("| Où |")).collect();
    assert!(rows.len() > 25, "{} statements", rows.len());
    let mut missing = Vec::new();
    for row in rows {
        let held = row.trim_end_matches('|').rsplit(" | ").next().expect("a last column").trim();
        let Some((file, name)) = held.split_once(" · ") else {
            missing.push(format!("{held}: names no test"));
            continue;
        };
        let file = file.trim_matches('`');
        let name = name.split(" (`").next().expect("a name").trim();
        let text = fs::read_to_string(root.join(file)).unwrap_or_default();
        let is_there = text.contains(&format!("#[test]\n    fn {name}()"))
            || text.contains(&format!("#[test]\nfn {name}()"))
            || text.contains(&format!("test(\"{name}\""));
        if !is_there {
            missing.push(format!("{file}: {name}"));
        }
        // A rule that a statement is told by has a case that trips it.
        let cases = include_str!("../../../tests/fixtures/checks/cases.json");
        if let Some((_, rule)) = held.split_once("(`")
            && !cases.contains(&format!("\"rule\": \"{}\"", rule.trim_end_matches("`)")))
        {
            missing.push(format!("{rule} is tripped by no case"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_address_of_the_guide_of_datasud_is_known() {
    let address = Address::parse("https://trouver.datasud.fr").expect("an address");
    // Nothing is asked: what it is is known before the first request.
    let crawler = Crawler::new(address, Wanted::default());
    let found = crawler.candidates().first().expect("a candidate");
    assert_eq!((found.kind, found.url.as_str()), (Kind::Ckan, "https://trouver.datasud.fr/"));
    let asks = |caution: &&str| caution.contains("« organization » est obligatoire");
    assert!(found.cautions.iter().any(|caution| asks(&&**caution)), "{:?}", found.cautions);
}
