//! The filters of data.gouv.fr's form over a portal of 2 000 packages, against what CKAN's index says of them.

use std::collections::BTreeSet;

use avant_moisson::{
    Catalogue, Input, Kind, Options,
    model::{Detail, Filter},
};

const PACKAGES: usize = 2000;
const TAGS: [&str; 7] = ["arbre", "Arbre", "eau", "eau potable", "vélo", "piste-cyclable", "budget"];

/// A package, as it was generated.
struct Source {
    id: String,
    organization: Option<&'static str>,
    tags: Vec<&'static str>,
    /// In a vocabulary, and so not in the field `tags`.
    theme: Option<&'static str>,
    modified: String,
}

impl Source {
    fn number(index: usize) -> Self {
        let organization = match index % 10 {
            0..=5 => Some("metropole"),
            6 | 7 => Some("ville-de-gap"),
            8 => Some("ville-d-apt"),
            _ => None,
        };
        let tags = TAGS
            .iter()
            .enumerate()
            .filter(|(rank, _)| (index / 3).is_multiple_of(rank + 2))
            .map(|(_, tag)| *tag)
            .collect();
        Self {
            id: format!("id-{index}"),
            organization,
            tags,
            theme: index.is_multiple_of(7).then_some("transports"),
            // No two packages at the same instant, in another order than the documents'.
            modified: format!("2025-01-{:02}T{:02}:00:00", 1 + index * 7 % 28, index * 11 % 24)
                + &format!(".{:06}", index * 997 % 1_000_000),
        }
    }

    fn json(&self) -> serde_json::Value {
        let tag = |name: &str, vocabulary: Option<&str>| serde_json::json!({"id": name, "name": name, "vocabulary_id": vocabulary});
        let tags: Vec<_> = self
            .tags
            .iter()
            .map(|name| tag(name, None))
            .chain(self.theme.map(|name| tag(name, Some("v1"))))
            .collect();
        serde_json::json!({
            "id": self.id, "name": self.id.replace("id", "jeu"), "title": "Titre", "notes": "Réseau potable de distribution",
            "license_id": null, "license_title": null, "tags": tags, "metadata_created": "2020-01-01", "metadata_modified": self.modified,
            "organization": self.organization.map(|name| serde_json::json!({"name": name, "title": format!("Titre de {name}")})),
            "resources": [{"id": "r", "position": 0, "name": "r", "description": "", "format": "csv", "mimetype": null, "size": null,
                "hash": "", "created": "2020-01-01", "last_modified": null, "url": "https://exemple.fr/a.csv", "resource_type": null}],
            "private": false, "type": "dataset", "author": null, "author_email": null, "maintainer": null, "maintainer_email": null, "state": "active",
        })
    }

    fn has(&self, tag: &str) -> bool {
        self.tags.contains(&tag)
    }

    fn of(&self, organization: &str) -> bool {
        self.organization == Some(organization)
    }
}

fn portal() -> (Vec<Source>, Vec<u8>) {
    let sources: Vec<_> = (0..PACKAGES).map(Source::number).collect();
    let list: Vec<_> = sources.iter().map(Source::json).collect();
    let bytes = serde_json::to_vec(&serde_json::json!({"success": true, "result": {"results": list}}))
        .expect("a portal");
    (sources, bytes)
}

/// `organization:ville -tags:eau` as filters.
fn filters(written: &[&str]) -> Vec<Filter> {
    let filter = |text: &&str| {
        let (exclude, text) = text.strip_prefix('-').map_or((false, *text), |text| (true, text));
        let (key, value) = text.split_once(':').expect("a key and a value");
        Filter { key: key.to_owned(), value: value.to_owned(), exclude }
    };
    written.iter().map(filter).collect()
}

fn harvested(bytes: &[u8], written: &[&str]) -> (Vec<String>, Vec<String>) {
    let options = Options {
        kind: Some(Kind::Ckan),
        filters: filters(written),
        detail: Detail::Losses,
        ..Options::default()
    };
    let catalogue = Catalogue::read(vec![Input::named("portail.json", bytes)], options);
    let problems = catalogue.problems.iter().map(|problem| problem.found.clone()).collect();
    (catalogue.job.items.into_iter().map(|item| item.remote_id).collect(), problems)
}

/// The latest 1 000 at most, as CKAN sorts them.
fn expected(sources: &[Source], admits: impl Fn(&Source) -> bool) -> BTreeSet<String> {
    let mut found: Vec<_> = sources.iter().filter(|source| admits(source)).collect();
    found.sort_by(|a, b| b.modified.cmp(&a.modified));
    found.into_iter().take(1000).map(|source| source.id.clone()).collect()
}

type Admits = fn(&Source) -> bool;

#[test]
fn twenty_combinations_select_what_ckan_selects() {
    let (sources, bytes) = portal();
    let combinations: [(&[&str], Admits); 24] = [
        (&["organization:ville-de-gap"], |s| s.of("ville-de-gap")),
        (&["-organization:ville-de-gap"], |s| !s.of("ville-de-gap")),
        (&["organization:metropole"], |s| s.of("metropole")),
        (&["organization:ville"], |_| false),
        (&["organization:Ville-de-Gap"], |_| false),
        (&["organization:ville-*"], |s| s.of("ville-de-gap") || s.of("ville-d-apt")),
        (&["organization:ville-d?-gap"], |s| s.of("ville-de-gap")),
        (&["organization:*"], |s| s.organization.is_some()),
        (&["-organization:*"], |s| s.organization.is_none()),
        (&["organization:\"ville-de-gap\""], |s| s.of("ville-de-gap")),
        (&["organization: ville-de-gap "], |s| s.of("ville-de-gap")),
        (&["tags:arbre"], |s| s.has("arbre")),
        (&["tags:Arbre"], |s| s.has("Arbre")),
        (&["tags:transports"], |_| false),
        (&["tags:\"eau potable\""], |s| s.has("eau potable")),
        (&["tags:eau\\ potable"], |s| s.has("eau potable")),
        (&["tags:eau potable"], |s| s.has("eau")),
        (&["tags:vélo", "tags:budget"], |s| s.has("vélo") && s.has("budget")),
        (&["tags:eau", "-tags:budget"], |s| s.has("eau") && !s.has("budget")),
        (&["-tags:eau", "-tags:arbre"], |s| !s.has("eau") && !s.has("arbre")),
        (&["organization:metropole", "tags:arbre"], |s| s.of("metropole") && s.has("arbre")),
        (&["organization:ville-de-gap", "organization:metropole"], |_| false),
        (&["-organization:metropole", "tags:eau*", "-tags:Arbre"], |s| {
            !s.of("metropole") && (s.has("eau") || s.has("eau potable")) && !s.has("Arbre")
        }),
        (&["tags:p*-cyclable", "-organization:ville-*"], |s| {
            s.has("piste-cyclable") && !s.of("ville-de-gap") && !s.of("ville-d-apt")
        }),
    ];
    for (written, admits) in combinations {
        let (items, _) = harvested(&bytes, written);
        let set: BTreeSet<_> = items.iter().cloned().collect();
        assert_eq!(set.len(), items.len(), "{written:?}");
        assert_eq!(set, expected(&sources, admits), "{written:?}");
        println!("{written:?}: {} of {PACKAGES}", items.len());
    }
}

#[test]
fn the_cap_is_told_and_keeps_the_order_of_the_portal() {
    let (sources, bytes) = portal();
    let (items, problems) = harvested(&bytes, &["organization:metropole"]);
    assert_eq!((items.len(), problems.len()), (1000, 1));
    assert!(problems[0].contains("1\u{202f}200 jeux"), "{problems:?}");
    let kept = expected(&sources, |source| source.of("metropole"));
    let in_order: Vec<_> = sources.iter().map(|source| &source.id).filter(|id| kept.contains(*id)).collect();
    assert_eq!(items.iter().collect::<Vec<_>>(), in_order);
    assert_eq!(
        harvested(&bytes, &[]),
        (sources.into_iter().map(|source| source.id).collect(), vec![]),
        "no filter, no cap"
    );
}

#[test]
fn what_is_not_simulated_is_told() {
    let (_, bytes) = portal();
    for written in [
        "tags:(eau OR vélo)",
        "tags:eau OR vélo",
        "tags:eau~",
        "tags:a:b",
        "groups:eau",
        "tags:\"eau",
        "tags:",
    ] {
        let (items, problems) = harvested(&bytes, &[written]);
        assert_eq!((items.len(), problems.len()), (1000, 2), "{written}: {problems:?}");
        assert!(problems[0].contains("n’est pas simulé"), "{problems:?}");
    }
    assert!(harvested(&bytes, &["tags:eau potable"]).1[0].contains("contient une espace"));
}

#[test]
fn facets_count_what_filters_select() {
    let (sources, bytes) = portal();
    let catalogue = Catalogue::read(
        vec![Input::named("portail.json", bytes.as_slice())],
        Options { kind: Some(Kind::Ckan), ..Options::default() },
    );
    let facets = &catalogue.job.facets;
    assert_eq!(facets.packages, PACKAGES);
    assert_eq!(facets.organizations[0].label, "Titre de metropole");
    assert_eq!(facets.organizations.len(), 3);
    assert_eq!(facets.tags.len(), TAGS.len());
    assert!(facets.unfiltered(&[]).is_some_and(|warning| warning.contains("de 3 organisations")));
    assert_eq!(facets.unfiltered(&filters(&["organization:metropole"])), None);
    for facet in &facets.tags {
        let count = sources.iter().filter(|source| source.has(&facet.value)).count();
        assert_eq!(facet.count, count, "{}", facet.value);
        let quoted = format!("tags:\"{}\"", facet.value);
        assert_eq!(harvested(&bytes, &[&quoted]).0.len(), count.min(1000), "{quoted}");
    }
    // A person who has chosen a filter still sees what else there is.
    let options = Options {
        kind: Some(Kind::Ckan),
        filters: filters(&["organization:metropole"]),
        ..Options::default()
    };
    let filtered = Catalogue::read(vec![Input::named("portail.json", bytes)], options);
    assert!(filtered.job.items.len() < PACKAGES);
    assert_eq!(filtered.job.facets, *facets);
}
