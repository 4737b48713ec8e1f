//! However many records are worked on at once, the result is the same, byte for byte; and so are the counts when the records
//! are not kept.

use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use avant_moisson::{
    Input, Kind, Options, brief,
    check::Kept,
    preview, summary,
    view::{self, Checked, Export},
};

/// Everything that a check says.
#[derive(PartialEq)]
struct Said {
    interchange: Vec<u8>,
    csv: Vec<u8>,
    html: Vec<u8>,
    markdown: Vec<u8>,
    report: String,
    /// What changed since a check of the same records under other identifiers, whose rules on licences had other names.
    changes: String,
    /// What could not be read.
    problems: Vec<String>,
}

fn said(mut checked: Checked) -> Said {
    let interchange = view::export(&checked, Export::Json);
    let mut said = Said {
        changes: String::new(),
        csv: view::export(&checked, Export::Csv),
        html: view::export(&checked, Export::Html),
        markdown: view::export(&checked, Export::Markdown),
        report: view::text::report(&checked),
        problems: checked.catalogue.problems.iter().map(ToString::to_string).collect(),
        interchange,
    };
    let before = String::from_utf8_lossy(&said.interchange)
        .replace("\"remote_id\":\"", "\"remote_id\":\"x")
        .replace("\"rule\":\"licence", "\"rule\":\"x");
    checked.compare(None, before.as_bytes());
    let changes = checked.compared.before.as_ref().and_then(|before| before.changes.as_ref());
    said.changes = changes.map(|(_, changes)| view::text::comparison(changes)).unwrap_or_default();
    said
}

fn options(kind: Option<Kind>, jobs: usize) -> Options {
    Options { kind, jobs, ..Options::default() }
}

/// What is said of records one after the other, once several at once have given the same.
fn assert_same(name: &str, inputs: &[Input], kind: Option<Kind>, several: &[usize]) -> Said {
    let check = |jobs| said(Checked::from(preview(inputs.to_vec(), options(kind, jobs))));
    let one = check(1);
    for &jobs in several {
        assert!(check(jobs) == one, "{name}: {jobs} jobs give another result");
    }
    one
}

/// The report and the interchange say the same of records that are not kept whole. What a summary says: the report up to
/// its records, but for what asks for all of them: the line about Opendatasoft's CSW harvester, and the place to choose,
/// which the other records of a publisher may spare.
fn assert_counted(name: &str, inputs: &[Input], kind: Option<Kind>, said: &Said, jobs: &[usize]) {
    let is_of_one = |line: &&str| {
        !line.starts_with("Vues par le moissonneur CSW") && !line.contains("l’emprise de vos données")
    };
    // The records come after the second empty line.
    let mut empty = 0;
    let head = said.report.lines().filter(is_of_one).take_while(|line| {
        empty += usize::from(line.is_empty());
        empty < 2
    });
    let head: Vec<_> = head.collect();
    for &jobs in jobs {
        let options = || options(kind, jobs);
        let told = Checked::from(brief(inputs.to_vec(), options(), Kept::default()));
        assert_eq!(view::text::report(&told), said.report, "{name}, {jobs} jobs");
        assert!(view::export(&told, Export::Csv) == said.csv, "{name}, {jobs} jobs: another CSV");
        let markdown = view::export(&told, Export::Markdown);
        assert!(markdown == said.markdown, "{name}, {jobs} jobs: another Markdown");
        let kept = Kept { interchange: true, outline: true, identity: true };
        let all = self::said(Checked::from(brief(inputs.to_vec(), options(), kept)));
        assert_eq!(all.report, said.report, "{name}, {jobs} jobs");
        assert!(all.interchange == said.interchange, "{name}, {jobs} jobs: another interchange");
        assert!(all.html == said.html, "{name}, {jobs} jobs: another HTML");
        assert!(all == *said, "{name}, {jobs} jobs: other changes or problems, another CSV or Markdown");
        let counted = view::text::report(&Checked::from(summary(inputs.to_vec(), options())));
        let counted: Vec<_> = counted.trim_end().lines().filter(is_of_one).collect();
        assert_eq!(counted, head, "{name}, {jobs} jobs");
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
        match entry.path() {
            path if path.is_dir() => found.extend(files(&path)),
            path => found.push(path),
        }
    }
    found.sort();
    found
}

#[test]
fn every_fixture_gives_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let catalogues = ["json", "jsonld", "xml", "rdf", "ttl", "nt", "n3", "trig"];
    let is_catalogue = |path: &Path| {
        path.extension().and_then(|end| end.to_str()).is_some_and(|end| catalogues.contains(&end))
    };
    let mut read = 0;
    let all = ["tests/fixtures", "www/examples"].map(|folder| files(&root.join(folder)));
    for path in all.into_iter().flatten().filter(|path| is_catalogue(path)) {
        let bytes = fs::read(&path).expect("a fixture");
        // Recorded verdicts stand beside the catalogues.
        if bytes.len() < 500_000 {
            let inputs = [Input::named("fixture", bytes)];
            let name = path.to_string_lossy();
            let said = assert_same(&name, &inputs, None, &[3]);
            assert_counted(&name, &inputs, None, &said, &[3]);
            read += 1;
        }
    }
    assert!(read > 50, "{read} fixtures");
}

/// What depends on the records before: identifiers that come again, services that name datasets, records that fail.
fn turtle(records: usize) -> String {
    let mut text = String::from(
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n",
    );
    for rank in 0..records {
        let identifier = rank % (records - 3);
        let title = if rank % 11 == 0 { String::new() } else { format!("dct:title \"Jeu {rank}\" ;") };
        let licence = ["Licence Ouverte", "ODbL", "inconnue"][rank % 3];
        let _ = writeln!(
            text,
            "<https://a.fr/{rank}> a dcat:Dataset ; {title} dct:identifier \"{identifier}\" ; dct:license \"{licence}\" ;
             dcat:keyword \"mot {}\" ; dcat:distribution [ dcat:downloadURL <https://a.fr/{rank}.csv> ] .
             <https://a.fr/s/{rank}> a dcat:DataService ; dct:title \"Service {rank}\" ; dct:identifier \"s{identifier}\" ;
             dcat:servesDataset <https://a.fr/{}> .",
            rank % 7,
            (rank * 5) % records,
        );
    }
    text
}

fn packages(records: usize) -> Vec<String> {
    let package = |rank: usize| {
        format!(
            r#"{{"id": "{id}", "name": "jeu-{rank}", "title": "Jeu {rank}", "notes": "<p>Notes {rank}</p>", "license_id": null,
            "license_title": null, "tags": [], "private": false, "type": "dataset", "state": "active", "maintainer": null,
            "metadata_created": "2024-05-06T00:00:00", "metadata_modified": "2024-05-06T00:00:00", "organization": null,
            "resources": [{{"id": "{rank:08}-0000-4000-8000-000000000000", "position": 0, "name": null, "description": null,
            "format": "CSV", "mimetype": null, "size": null, "hash": "", "created": "2024-05-06T00:00:00",
            "last_modified": null, "url": "https://a.fr/{rank}.csv", "resource_type": null}}]}}"#,
            id = rank % (records - 3),
        )
    };
    (0..records).map(package).collect()
}

fn ckan(packages: &[String]) -> String {
    format!(r#"{{"success": true, "result": {{"results": [{}]}}}}"#, packages.join(","))
}

fn ods(records: usize) -> String {
    let dataset = |rank: usize| {
        format!(
            r#"{{"datasetid": "{}", "has_records": true, "features": [], "fields": [], "metas": {{"title": "Jeu {rank}",
            "modified": "2026-01-05T10:00:00+00:00"}}}}"#,
            rank % (records - 3)
        )
    };
    let datasets: Vec<_> = (0..records).map(dataset).collect();
    format!(r#"{{"datasets": [{}]}}"#, datasets.join(","))
}

#[test]
fn many_records_that_depend_on_one_another_give_the_same() {
    let many = 600;
    for (name, text, kind) in [
        ("a.ttl", turtle(many), Kind::Dcat),
        ("a.json", ckan(&packages(many)), Kind::Ckan),
        ("a.json", ods(many), Kind::Ods),
    ] {
        let inputs = [Input::named(name, text)];
        let said = assert_same(kind.id(), &inputs, Some(kind), &[2, 4]);
        assert_counted(kind.id(), &inputs, Some(kind), &said, &[1, 3]);
        let catalogue = preview(inputs.to_vec(), options(Some(kind), 4)).catalogue;
        assert!(catalogue.job.items.len() >= many, "{kind}: {} records", catalogue.job.items.len());
    }
}

/// Pages that are long enough to be packed, and lines that are read part by part.
#[test]
fn what_is_at_rest_gives_the_same() {
    let packages = packages(520);
    let pages = |texts: Vec<String>| -> Vec<Input> {
        let page = |(rank, text)| Input::named(format!("page-{rank:02}"), text);
        texts.into_iter().enumerate().map(page).collect()
    };
    let in_pages: Vec<_> = packages.chunks(130).map(ckan).collect();
    // A list in quite another order than the pages.
    let list: Vec<_> = (0..520).map(|rank| format!("\"jeu-{}\"", rank * 7 % 520)).collect();
    let list = format!(r#"{{"success": true, "result": [{}]}}"#, list.join(","));
    let listed = [vec![list], in_pages.clone()].concat();
    let turtle = vec![turtle(400), turtle(500).replace("a.fr", "b.fr")];
    let iso = (0..4).map(|rank| csw_page(rank * 160, 160, 640)).collect();
    for (texts, kind) in [
        (in_pages, Kind::Ckan),
        (listed, Kind::Ckan),
        (turtle, Kind::Dcat),
        (vec![ods(900), ods(800)], Kind::Ods),
        (iso, Kind::CswIso19139),
    ] {
        assert!(texts.iter().skip(1).all(|text| text.len() > 70_000), "{kind}");
        let inputs = pages(texts);
        let mut at_rest = inputs.clone();
        at_rest.iter_mut().for_each(Input::pack);
        assert!(at_rest.iter().skip(1).all(|input| input.bytes.is_empty()), "{kind}");
        let said = assert_same(kind.id(), &inputs, Some(kind), &[]);
        assert_counted(kind.id(), &at_rest, Some(kind), &said, &[3]);
    }

    let wide = " ".repeat(1200);
    let mut lines: Vec<_> = packages.iter().map(|package| package.replace('\n', &wide)).collect();
    lines[100] =
        format!(r#"{{"success": true, "help": "https://a.fr/api/3/action/x", "result": {}}}"#, lines[100]);
    lines[200] = r#"{"success": false, "error": {"__type": "Not Found Error", "message": "Non"}}"#.to_owned();
    lines[300].truncate(200);
    // A name that comes back in another part.
    lines[3] = lines[3].replace("jeu-3\"", "jeu-500\"");
    lines[510].push_str(" x");
    let text = lines.join("\n");
    assert!(text.len() > 5 << 19);
    let read = Input::read("a.jsonl".to_owned(), text.as_bytes(), 0, 1 << 30).expect("memory");
    assert!(read.bytes.is_empty());
    let inputs = [Input::named("a.jsonl", text)];
    for kind in [None, Some(Kind::Dkan)] {
        let read = [read.clone()];
        let said = assert_same("lines", &inputs, kind, &[]);
        assert_counted("lines", &read, kind, &said, &[3]);
        assert!(assert_same("parts", &read, kind, &[]) == said, "{kind:?}");
    }
}

/// So many ISO records from this one on, as the answer that holds them among `all`.
fn csw_page(first: usize, count: usize, all: usize) -> String {
    let record = |rank: usize| {
        format!(
            r#"<gmd:MD_Metadata><gmd:fileIdentifier><gco:CharacterString>{}</gco:CharacterString></gmd:fileIdentifier>
            <gmd:hierarchyLevel><gmd:MD_ScopeCode codeListValue="{}"/></gmd:hierarchyLevel>
            <gmd:identificationInfo><gmd:MD_DataIdentification><gmd:citation><gmd:CI_Citation>
            <gmd:title><gco:CharacterString>Jeu {rank}</gco:CharacterString></gmd:title></gmd:CI_Citation></gmd:citation>
            </gmd:MD_DataIdentification></gmd:identificationInfo></gmd:MD_Metadata>"#,
            rank % 57,
            ["dataset", "series", "tile"][rank % 3],
        )
    };
    let records: String = (first..first + count).map(record).collect();
    let next = if first + count < all { first + count + 1 } else { 0 };
    format!(
        r#"<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:gmd="http://www.isotc211.org/2005/gmd"
        xmlns:gco="http://www.isotc211.org/2005/gco"><csw:SearchResults numberOfRecordsMatched="{all}"
        numberOfRecordsReturned="{count}" nextRecord="{next}">{records}</csw:SearchResults></csw:GetRecordsResponse>"#
    )
}

#[test]
fn pages_parsed_ahead_give_the_same() {
    let page = |rank: usize| Input::named(format!("page-{rank:02}.xml"), csw_page(rank * 3, 3, 60));
    let mut inputs: Vec<_> = (0..20).map(page).collect();
    assert_same("pages", &inputs, Some(Kind::CswIso19139), &[2, 4]);
    // A page that is no XML stops the harvest where it stands, whatever was parsed ahead.
    inputs[13].bytes.truncate(400);
    assert_same("a page cut", &inputs, Some(Kind::CswIso19139), &[2, 4]);
}
