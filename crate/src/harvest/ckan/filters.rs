//! The filters of data.gouv.fr's form, as CKAN's search applies them.
//!
//! udata writes them as one query (`organization:ville AND -tags:budget`) and asks `package_search` for its first
//! 1 000 results, without a second page. In CKAN's index the fields `organization` (the organisation's `name`) and
//! `tags` (the names of tags outside vocabularies) are exact strings: case and accents count, parts do not match.

use std::collections::{BTreeMap, HashSet};

use crate::{
    formats::json::{Json, Object},
    model::Filter,
    source::{Document, Problem, ProblemKind, ckan::Slice},
    text::count::{count, number},
    text::order,
};

/// What `package_search` returns at most, and all that udata asks for.
const CAP: usize = 1000;

/// The packages that udata asks for under these filters.
pub fn select<'a>(
    packages: Vec<Slice<'a>>,
    filters: &[Filter],
    documents: &[Document],
    problems: &mut Vec<Problem>,
) -> Vec<Slice<'a>> {
    if filters.is_empty() {
        return packages;
    }
    let fallback = Document::default();
    let document = documents.first().unwrap_or(&fallback);
    let clauses: Vec<_> =
        filters.iter().filter_map(|filter| Clause::read(filter, document, problems)).collect();
    let mut selected = Vec::new();
    for slice in packages {
        // What is no package cannot be in the index; what cannot be read is told later.
        let kept = match Json::parse(slice.text) {
            Ok(Json::Object(package)) => {
                let kept = clauses.iter().all(|clause| clause.admits(&package));
                kept.then(|| {
                    package.get("metadata_modified").and_then(Json::as_str).unwrap_or_default().to_owned()
                })
            }
            Ok(_) => None,
            Err(_) => Some(String::new()),
        };
        selected.extend(kept.map(|modified| (slice, modified)));
    }
    let found = selected.len();
    if found > CAP {
        problems.push(Problem {
            partial: true,
            kind: Some(ProblemKind::TooManyFiltered),
            ..Problem::new(
                document,
                format!("{} correspondent aux filtres, mais data.gouv.fr n’en lit que {} quand il y a un filtre : les plus récemment modifiés.", count(found, "jeu", "jeux"), number(CAP)),
                "Créez plusieurs moissonneurs, un par organisation, ou moissonnez le portail sans filtre.",
            )
        });
        selected = most_recent(selected);
    }
    selected.into_iter().map(|(slice, _)| slice).collect()
}

/// CKAN sorts equal scores by `metadata_modified`, the latest first; the order of the documents is kept here.
fn most_recent(selected: Vec<(Slice<'_>, String)>) -> Vec<(Slice<'_>, String)> {
    let mut order: Vec<_> = (0..selected.len()).collect();
    order::by(&mut order, |&a, &b| selected[b].1.cmp(&selected[a].1));
    let kept: HashSet<_> = order.into_iter().take(CAP).collect();
    selected
        .into_iter()
        .enumerate()
        .filter(|(index, _)| kept.contains(index))
        .map(|(_, slice)| slice)
        .collect()
}

/// One filter as Solr reads it.
struct Clause {
    field: IndexField,
    pattern: Pattern,
    exclude: bool,
    /// Words after a space: Solr looks for them in the whole text of the package.
    words: Vec<String>,
}

#[derive(Clone, Copy)]
enum IndexField {
    Organization,
    Tags,
}

impl Clause {
    /// Solr's syntax beyond quotes, escapes and wildcards is told, and the filter left out.
    fn read(filter: &Filter, document: &Document, problems: &mut Vec<Problem>) -> Option<Self> {
        let field = match filter.key.as_str() {
            "organization" => Some(IndexField::Organization),
            "tags" => Some(IndexField::Tags),
            _ => None,
        };
        let parsed = field.zip(Pattern::read(&filter.value));
        let Some((field, (pattern, rest))) = parsed else {
            problems.push(Problem {
                partial: true,
                ..Problem::new(
                    document,
                    format!("Le filtre « {}:{} » n’est pas simulé : il est laissé de côté ici.", filter.key, filter.value),
                    "Filtrez par « organization » ou « tags », avec le nom exact donné par l’API de CKAN ; entre guillemets s’il contient une espace ou un signe.",
                )
            });
            return None;
        };
        let words: Vec<_> =
            rest.split_whitespace().filter(|word| *word != "AND").map(str::to_lowercase).collect();
        if !words.is_empty() {
            problems.push(Problem {
                partial: true,
                ..Problem::new(
                    document,
                    format!("Le filtre « {}:{} » contient une espace : CKAN cherche la suite dans tout le texte des jeux.", filter.key, filter.value),
                    format!("Écrivez la valeur entre guillemets : \"{}\".", filter.value.trim()),
                )
            });
        }
        Some(Self { field, pattern, exclude: filter.exclude, words })
    }

    fn admits(&self, package: &Object<'_>) -> bool {
        let matches = match self.field {
            IndexField::Organization => {
                organization(package).is_some_and(|(name, _)| self.pattern.matches(name))
            }
            IndexField::Tags => tags(package).any(|name| self.pattern.matches(name)),
        };
        let has_words = self.words.is_empty() || {
            let text = whole_text(package);
            self.words.iter().all(|word| text.contains(word.as_str()))
        };
        matches != self.exclude && has_words
    }
}

/// The organisation's name, and its title.
fn organization<'p>(package: &'p Object<'_>) -> Option<(&'p str, Option<&'p str>)> {
    let organization = package.get("organization")?.as_object()?;
    let title = organization.get("title").and_then(Json::as_str).filter(|title| !title.is_empty());
    Some((organization.get("name")?.as_str()?, title))
}

/// The names of tags outside vocabularies, which have a field of their own.
fn tags<'p>(package: &'p Object<'_>) -> impl Iterator<Item = &'p str> {
    let tags = package.get("tags").and_then(Json::as_list).unwrap_or_default();
    let free = tags
        .iter()
        .filter_map(Json::as_object)
        .filter(|tag| !tag.get("vocabulary_id").is_some_and(Json::is_truthy));
    free.filter_map(|tag| tag.get("name").and_then(Json::as_str))
}

/// The words of the texts that CKAN searches by default, in lower case; Solr also cuts word endings.
fn whole_text(package: &Object<'_>) -> HashSet<String> {
    let fields = ["name", "title", "notes", "author", "maintainer", "url"];
    let texts = fields.iter().filter_map(|key| package.get(key).and_then(Json::as_str));
    let organization =
        organization(package).into_iter().flat_map(|(name, title)| [Some(name), title]).flatten();
    texts
        .chain(tags(package))
        .chain(organization)
        .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
        .map(str::to_lowercase)
        .collect()
}

/// A term of Solr's query language.
#[derive(Debug, PartialEq, Eq)]
struct Pattern(Vec<Piece>);

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Char(char),
    /// `?`
    AnyChar,
    /// `*`
    AnyText,
}

impl Pattern {
    /// The term that starts a value, and what follows it; `None` for syntax that is not read here.
    fn read(value: &str) -> Option<(Self, &str)> {
        let value = value.trim();
        let (mut pieces, mut chars) = (Vec::new(), value.char_indices());
        let quoted = value.starts_with('"');
        if quoted {
            chars.next();
        }
        let mut end = value.len();
        let mut closed = !quoted;
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => pieces.push(Piece::Char(chars.next()?.1)),
                '"' if quoted => {
                    (end, closed) = (at + 1, true);
                    break;
                }
                c if quoted => pieces.push(Piece::Char(c)),
                c if c.is_whitespace() => {
                    end = at;
                    break;
                }
                '*' => pieces.push(Piece::AnyText),
                '?' => pieces.push(Piece::AnyChar),
                '-' | '+' if !pieces.is_empty() => pieces.push(Piece::Char(c)),
                '+' | '-' | '!' | '(' | ')' | ':' | '^' | '[' | ']' | '"' | '{' | '}' | '~' | '/' => {
                    return None;
                }
                c => pieces.push(Piece::Char(c)),
            }
        }
        let rest = value.get(end..)?;
        let plain_rest = rest.split_whitespace().all(|word| {
            !["OR", "NOT", "&&", "||"].contains(&word)
                && word.chars().all(|c| c.is_alphanumeric() || c == '_')
        });
        (closed && plain_rest && !pieces.is_empty()).then_some((Self(pieces), rest))
    }

    fn matches(&self, text: &str) -> bool {
        let text: Vec<char> = text.chars().collect();
        let (mut piece, mut at) = (0, 0);
        // Where the last `*` stands, and how far it has swallowed: the usual way without recursion.
        let mut star: Option<(usize, usize)> = None;
        loop {
            match (self.0.get(piece), text.get(at)) {
                (Some(Piece::AnyText), _) => {
                    star = Some((piece, at));
                    piece += 1;
                }
                (Some(Piece::Char(c)), Some(found)) if c == found => (piece, at) = (piece + 1, at + 1),
                (Some(Piece::AnyChar), Some(_)) => (piece, at) = (piece + 1, at + 1),
                (None, None) => return true,
                _ => match star {
                    Some((start, swallowed)) if swallowed < text.len() => {
                        star = Some((start, swallowed + 1));
                        (piece, at) = (start + 1, swallowed + 1);
                    }
                    _ => return false,
                },
            }
        }
    }
}

/// A value to filter by, as found in the packages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchFacet {
    /// What to write in the filter.
    pub value: String,
    /// What a person calls it.
    pub label: String,
    /// How many packages bear it.
    pub count: usize,
}

impl SearchFacet {
    /// The value as the form wants it: between quotes where Solr would read a sign or a space otherwise.
    pub fn term(&self) -> String {
        let plain = |c: char| c.is_alphanumeric() || c == '_' || c == '-' || c == '.';
        let is_word = ["AND", "OR", "NOT"].contains(&self.value.as_str());
        if self.value.chars().all(plain) && !self.value.starts_with('-') && !is_word {
            self.value.clone()
        } else {
            format!("\"{}\"", self.value.replace('\\', "\\\\").replace('"', "\\\""))
        }
    }
}

/// The values to filter by.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facets {
    /// How many packages there are.
    pub packages: usize,
    /// Organisations, the most frequent first.
    pub organizations: Vec<SearchFacet>,
    /// Tags, the most frequent first.
    pub tags: Vec<SearchFacet>,
}

impl Facets {
    /// Counts the organisations and tags of packages.
    pub fn of(packages: &[Slice<'_>]) -> Self {
        let mut organizations: BTreeMap<String, (String, usize)> = BTreeMap::new();
        let mut tag_counts: BTreeMap<String, (String, usize)> = BTreeMap::new();
        for slice in packages {
            let Ok(Json::Object(package)) = Json::parse(slice.text) else { continue };
            if let Some((name, title)) = organization(&package) {
                let label = || (title.unwrap_or(name).to_owned(), 0);
                organizations.entry(name.to_owned()).or_insert_with(label).1 += 1;
            }
            for name in tags(&package).collect::<HashSet<_>>() {
                tag_counts.entry(name.to_owned()).or_insert_with(|| (name.to_owned(), 0)).1 += 1;
            }
        }
        Self { packages: packages.len(), organizations: by_count(organizations), tags: by_count(tag_counts) }
    }
}

impl Facets {
    /// The warning of DataSud's guide: without filter, all the portal is harvested, in the name of one organisation.
    pub fn unfiltered(&self, filters: &[Filter]) -> Option<String> {
        let organizations = self.organizations.len();
        (filters.is_empty() && organizations > 1).then(|| {
            format!(
                "Aucun filtre : {} de {organizations} organisations du portail seraient publiés au nom de la vôtre. Ajoutez le filtre « organization » avec le nom de votre organisation.",
                count(self.packages, "jeu", "jeux"),
            )
        })
    }
}

fn by_count(counts: BTreeMap<String, (String, usize)>) -> Vec<SearchFacet> {
    let facet = |(value, (label, count))| SearchFacet { value, label, count };
    let mut facets: Vec<_> = counts.into_iter().map(facet).collect();
    order::by_key(&mut facets, |facet| std::cmp::Reverse(facet.count));
    facets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_quoted_where_solr_would_read_something_else() {
        for (value, term) in [
            ("ville-de-gap", "ville-de-gap"),
            ("vélo", "vélo"),
            ("eau potable", "\"eau potable\""),
            ("-x", "\"-x\""),
            ("OR", "\"OR\""),
            ("a:\"b\"\\", "\"a:\\\"b\\\"\\\\\""),
        ] {
            let facet = SearchFacet { value: value.to_owned(), label: String::new(), count: 1 };
            assert_eq!(facet.term(), term);
            let terms = facet.term();
            let (pattern, rest) = Pattern::read(&terms).expect(value);
            assert!(rest.is_empty() && pattern.matches(value), "{value}");
        }
    }
}
