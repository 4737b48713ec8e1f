//! The filters of data.gouv.fr's form, as CKAN's search applies them.
//!
//! udata writes them as one query (`organization:ville AND -tags:budget`) and asks `package_search` for its first
//! 1 000 results, without a second page. In CKAN's index the fields `organization` (the organisation's `name`) and
//! `tags` (the names of tags outside vocabularies) are exact strings: case and accents count, parts do not match.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashSet},
};

use crate::{
    formats::json::{Json, Object},
    model::{Facets, Filter, SearchFacet},
    source::{Document, Problem, ProblemKind, ckan::Slice},
    text::count::{count, number},
    text::order,
};

/// What `package_search` returns at most, and all that udata asks for.
const CAP: usize = 1000;

/// The packages that udata asks for under these filters; `facets` counts what there is to filter by.
pub fn select<'a>(
    packages: Vec<Slice<'a>>,
    filters: &[Filter],
    documents: &[Document],
    facets: &mut FacetCounts,
    problems: &mut Vec<Problem>,
) -> Vec<Slice<'a>> {
    let fallback = Document::default();
    let document = documents.first().unwrap_or(&fallback);
    let clauses: Vec<_> =
        filters.iter().filter_map(|filter| Clause::read(filter, document, problems)).collect();
    let mut selected = Vec::new();
    for slice in packages {
        // What is no package cannot be in the index; what cannot be read is told later.
        let package = Json::parse(slice.text);
        facets.add(package.as_ref().ok().and_then(Json::as_object).map(IndexedTerms::of));
        let kept = match package {
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

/// What CKAN's index holds of a package that filters look at.
pub struct IndexedTerms {
    /// The name of its organisation, and its title.
    organization: Option<(String, Option<String>)>,
    /// Each tag once.
    tags: Vec<String>,
}

impl IndexedTerms {
    /// Those of a package.
    pub fn of(package: &Object<'_>) -> Self {
        let organization =
            organization(package).map(|(name, title)| (name.to_owned(), title.map(str::to_owned)));
        let mut seen = HashSet::new();
        Self {
            organization,
            tags: tags(package).filter(|tag| seen.insert(*tag)).map(str::to_owned).collect(),
        }
    }
}

/// Counts organisations and tags, package after package.
#[derive(Default)]
pub struct FacetCounts {
    packages: usize,
    /// How a person calls each, and how many packages bear it.
    organizations: BTreeMap<String, (String, usize)>,
    tags: BTreeMap<String, usize>,
}

impl FacetCounts {
    /// Counts a package; none of its terms when it is no package.
    pub fn add(&mut self, terms: Option<IndexedTerms>) {
        self.packages += 1;
        let Some(terms) = terms else { return };
        if let Some((name, title)) = terms.organization {
            match self.organizations.get_mut(&name) {
                Some((_, count)) => *count += 1,
                None => {
                    let label = title.unwrap_or_else(|| name.clone());
                    self.organizations.insert(name, (label, 1));
                }
            }
        }
        for tag in terms.tags {
            *self.tags.entry(tag).or_default() += 1;
        }
    }

    /// The most frequent first.
    pub fn ranked(self) -> Facets {
        let organizations = self.organizations.into_iter();
        let organizations = organizations.map(|(value, (label, count))| SearchFacet { value, label, count });
        let tags = self.tags.into_iter();
        let tags = tags.map(|(value, count)| SearchFacet { label: value.clone(), value, count });
        let mut facets =
            Facets { packages: self.packages, organizations: organizations.collect(), tags: tags.collect() };
        for facets in [&mut facets.organizations, &mut facets.tags] {
            order::by_key(facets, |facet| Reverse(facet.count));
        }
        facets
    }
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
