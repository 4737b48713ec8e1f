use super::*;

fn documents(texts: &[&str]) -> Vec<Document> {
    let document = |text: &&str| Document { text: (*text).to_owned(), ..Document::default() };
    texts.iter().map(document).collect()
}

/// The packages found, by their text, and the problems.
fn read(texts: &[&str]) -> (Vec<String>, Vec<Problem>) {
    let mut problems = Vec::new();
    let documents = documents(texts);
    let answers = Answers::read(&documents, &[], 0, &mut problems);
    for slice in &answers.packages {
        assert_eq!(slice.text, &documents[slice.origin.document].text[slice.origin.span.clone()]);
    }
    (answers.packages.iter().map(|slice| slice.text.to_owned()).collect(), problems)
}

#[test]
fn finds_packages_in_every_envelope() {
    let one = r#"{"name": "a", "size": NaN}"#;
    let two = r#"{"id": 1, "name": "b"}"#;
    for text in [
        format!(r#"{{"success": true, "result": {{"count": 2, "results": [{one}, {two}]}}}}"#),
        format!(r#"{{"result": [{one}, {two}], "success": true}}"#),
        format!(r#"{{"count": 2, "results": [{one}, {two}]}}"#),
        format!("[{one},\n{two}]"),
        format!("{{\"success\": true, \"result\": [[{one}, {two}]]}}"),
        format!("{one}\n{two}\n\n"),
        format!("{one} {two}"),
        format!(r#"[{{"success": true, "result": {one}}}, {{"success": true, "result": [{two}]}}]"#),
        format!("{{\"success\": true, \"result\": {one}}}\n{{\"success\": true, \"result\": {two}}}"),
    ] {
        assert_eq!(read(&[&text]), (vec![one.to_owned(), two.to_owned()], vec![]), "{text}");
    }
    assert_eq!(read(&[one]).0, [one]);
    assert_eq!(read(&[one, two]).0, [one, two]);
}

#[test]
fn asks_for_names_in_the_order_of_the_list() {
    let list = r#"{"success": true, "result": ["b", "a", "gone"]}"#;
    let (a, b, c) = (r#"{"name": "a"}"#, r#"{"name": "b"}"#, r#"{"name": "c"}"#);
    assert_eq!(read(&[list, a, c, b]).0, [b, a, c]);
    assert!(read(&[list]).1[0].found.contains("nom de 3 jeux"));
}

#[test]
fn a_package_is_the_answer_to_the_name_that_was_asked() {
    let shown = |asked: &str, text: &str| Document {
        url: Some(format!("https://ckan.exemple.fr/api/3/action/package_show?id={asked}")),
        ..documents(&[text]).remove(0)
    };
    let (a, b) = (r#"{"name": "a"}"#, r#"{"name": "b"}"#);
    let texts = |list: &str, documents: &[Document]| {
        let all: Vec<_> = self::documents(&[list]).into_iter().chain(documents.iter().cloned()).collect();
        let answers = Answers::read(&all, &[], 0, &mut Vec::new());
        answers.packages.iter().map(|slice| slice.text.to_owned()).collect::<Vec<_>>()
    };
    let list = r#"{"success": true, "result": ["a", "b"]}"#;
    assert_eq!(texts(list, &[shown("a", b), shown("b", a)]), [b, a]);
    assert_eq!(texts(list, &[shown("a", b), shown("b", b)]), [b, b]);
    let twice = r#"{"success": true, "result": ["a", "a"]}"#;
    assert_eq!(texts(twice, &[shown("a", b)]), [b, b]);
}

#[test]
fn a_name_given_twice_is_the_last_package() {
    let list = r#"[{"name": "a", "id": "1"}, {"name": "b"}, {"name": "a", "id": "2"}]"#;
    let last = r#"{"name": "a", "id": "2"}"#;
    assert_eq!(read(&[list]).0, [last, r#"{"name": "b"}"#, last]);
}

#[test]
fn a_package_on_two_pages_comes_once() {
    let pages = [r#"[{"name": "a"}, {"name": "b"}]"#, r#"[{"name": "b", "page": 2}, {"name": "c"}]"#];
    assert_eq!(read(&pages).0, [r#"{"name": "a"}"#, r#"{"name": "b", "page": 2}"#, r#"{"name": "c"}"#]);
}

#[test]
fn keeps_what_is_not_a_package_for_the_harvester_to_refuse() {
    assert_eq!(read(&["[1, null, {}]"]).0, ["1", "null", "{}"]);
}

#[test]
fn keeps_the_packages_before_a_cut() {
    let text = "{\"success\": true,\n\"result\": {\"results\": [{\"name\": \"a\"}, {\"name\": \"b";
    let (packages, problems) = read(&[text]);
    assert_eq!(packages, [r#"{"name": "a"}"#]);
    assert_eq!((problems[0].position, problems[0].partial), (Some((2, 48)), true));
    assert!(problems[0].found.contains("tronqué"), "{problems:?}");
}

#[test]
fn loses_only_the_broken_lines() {
    let (packages, problems) =
        read(&["{\"name\": \"a\"}\n{\"name\": [\n{\"name\": \"b\"} x\n{\"name\": \"c\"}"]);
    assert_eq!(packages, [r#"{"name": "a"}"#, r#"{"name": "b"}"#, r#"{"name": "c"}"#]);
    assert_eq!(problems[0].position, Some((3, 1)));
    assert!(problems[0].found.contains("2 lignes en tout"), "{problems:?}");
}

#[test]
fn says_when_pages_are_missing() {
    let page = |start: usize, end: usize| {
        let packages: Vec<_> = (start..end).map(|index| format!("{{\"name\": \"{index}\"}}")).collect();
        format!(r#"{{"success": true, "result": {{"results": [{}], "count": 5}}}}"#, packages.join(", "))
    };
    assert_eq!(read(&[&page(0, 3), &page(3, 5)]).1, []);
    let (packages, problems) = read(&[&page(0, 3)]);
    assert_eq!((packages.len(), problems.len()), (3, 1));
    assert!(problems[0].partial && problems[0].found.contains("annonce 5 jeux"), "{problems:?}");
}

#[test]
fn says_what_holds_no_package() {
    for text in ["", "{\"success\": true}", "{\"success\": true, \"result\": []}", "[]"] {
        let (packages, problems) = read(&[text]);
        assert_eq!((packages.len(), problems.len()), (0, 1), "{text}");
    }
}

#[test]
fn finds_the_root_of_the_portal() {
    let of = |text: &str, url: Option<&str>| {
        let document = Document { text: text.to_owned(), url: url.map(str::to_owned), ..Document::default() };
        Answers::read(std::slice::from_ref(&document), &[], 0, &mut Vec::new()).site
    };
    let help = r#"{"help": "https://exemple.fr/ckan/api/3/action/help_show?name=package_list", "success": true, "result": ["a"]}"#;
    assert_eq!(of(help, None).as_deref(), Some("https://exemple.fr/ckan/"));
    let page = "https://exemple.fr/api/3/action/package_search?rows=1000";
    assert_eq!(of(r#"[{"name": "a"}]"#, Some(page)).as_deref(), Some("https://exemple.fr/"));
    assert_eq!(of(r#"[{"name": "a", "help": "?"}]"#, None), None);
}

#[test]
fn reports_refusals_as_udata_does() {
    let of = |text: &str, url: Option<&str>| {
        let document = Document { text: text.to_owned(), url: url.map(str::to_owned), ..Document::default() };
        let mut answers = Answers::read(std::slice::from_ref(&document), &[], 0, &mut Vec::new());
        let refusal = answers.refusals.pop().expect("a refusal");
        (refusal.name, refusal.error.to_string())
    };
    let show = "https://ckan.exemple.fr/api/3/action/package_show?id=arbres";
    assert_eq!(
        of(
            r#"{"success": false, "error": {"__type": "Not Found Error", "message": "Not found"}}"#,
            Some(show)
        ),
        (Some("arbres".to_owned()), "Not Found Error: Not found".to_owned())
    );
    assert_eq!(of(r#"{"success": false, "error": "Non"}"#, None), (None, "Non".to_owned()));
    assert_eq!(of(r#"{"success": false, "error": {}}"#, None), (None, "Unknown error".to_owned()));
    assert_eq!(of(r#"{"success": false}"#, None), (None, "None".to_owned()));
    assert_eq!(of("\"Bad request\"", None), (None, "Bad request".to_owned()));
    assert_eq!(
        of("<html></html>", Some(show)),
        (Some("arbres".to_owned()), format!("Unknown Error: {show} returned HTML"))
    );
}
