//! From one page to the next (`walk_paginated_graph`, `harvest/backends/dcat.py`).

use std::collections::HashSet;

use crate::{
    model::JobError,
    source::{
        Document, Problem, ProblemKind,
        rdf::{
            Graph, Node,
            vocabulary::{hydra, hydra_https, rdf},
        },
    },
    text::{
        count::{count, number},
        url,
    },
};

/// What udata follows: a class, and its property (`KNOWN_PAGINATION`).
const PAGINATION: [(Node, Node); 2] =
    [(hydra::PARTIAL_COLLECTION_VIEW, hydra::NEXT), (hydra::PAGED_COLLECTION, hydra::NEXT_PAGE)];

/// The page that udata reads after this graph: the first object, whatever it is.
pub(super) fn next_address(graph: &Graph) -> Option<&str> {
    let (view, property) = PAGINATION.iter().find_map(|&(class, property)| {
        let view = graph.subjects(rdf::TYPE, class).next()?;
        Some((view, property))
    })?;
    let next = graph.value(view, property)?;
    Some(graph.term(next).text()).filter(|address| !address.is_empty())
}

/// A page announced in a way that udata does not know, at this address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unfollowed<'g> {
    /// On a node of another class.
    Class(&'g str),
    /// By a property of the namespace written with https.
    Namespace(&'g str),
}

impl<'g> Unfollowed<'g> {
    fn of(graph: &'g Graph) -> Option<Self> {
        let announced = |property| {
            let (_, next) = graph.subject_objects(property).next()?;
            // The last page of some portals announces an empty one.
            Some(graph.term(next).text()).filter(|address| !address.is_empty())
        };
        let by = |properties: [Node; 2]| properties.into_iter().find_map(announced);
        let of_class = by([hydra::NEXT, hydra::NEXT_PAGE]).map(Self::Class);
        of_class.or_else(|| by([hydra_https::NEXT, hydra_https::NEXT_PAGE]).map(Self::Namespace))
    }

    fn problem(self, document: &Document) -> Problem {
        let (address, how, advice) = match self {
            Self::Class(address) => (
                address,
                "d’une façon",
                "Annoncez-la par hydra:next sur un nœud hydra:PartialCollectionView, ou par hydra:nextPage sur un hydra:PagedCollection.",
            ),
            Self::Namespace(address) => (
                address,
                "dans l’espace de noms https://www.w3.org/ns/hydra/core#,",
                "Écrivez http:// : celui que data.gouv.fr connaît est http://www.w3.org/ns/hydra/core#.",
            ),
        };
        let found = format!(
            "Ce document annonce une page suivante ({address}) {how} que data.gouv.fr ne connaît pas : il ne lirait que celle-ci."
        );
        partial(ProblemKind::NextPageMissing, document, found, advice)
    }
}

/// How many records the catalogue says that it has.
pub(super) fn announced(graph: &Graph) -> Option<usize> {
    let (_, total) = graph.subject_objects(hydra::TOTAL_ITEMS).next()?;
    let text = graph.term(total).text().trim();
    // « 40.0 »
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}

/// How many records the pages say that the catalogue has.
#[derive(Debug, Default)]
pub(super) struct Announced {
    /// How many pages were read.
    pages: usize,
    /// The document of the last one.
    last: usize,
    /// What the first page that says it says.
    first: Option<usize>,
    /// What another page says, when it is not the same.
    other: Option<usize>,
    /// The most that a page says.
    most: usize,
    /// What they say together: some count the records of each page.
    sum: usize,
}

impl Announced {
    /// One more page, and what it says.
    pub fn add(&mut self, document: usize, total: Option<usize>) {
        self.pages += 1;
        self.last = document;
        let Some(total) = total else { return };
        let first = *self.first.get_or_insert(total);
        self.other = self.other.or((total != first).then_some(total));
        self.most = self.most.max(total);
        self.sum = self.sum.saturating_add(total);
    }

    /// Fewer records than the pages say, and no page that follows.
    pub fn shortfall(&self, documents: &[Document], read: usize) -> Option<Problem> {
        let (last, first) = (documents.get(self.last)?, self.first?);
        if read >= self.most || self.other.is_some() && read >= self.sum {
            return None;
        }
        let (all, read) = (count(first, "fiche", "fiches"), number(read));
        let found = match self.other {
            Some(other) => format!(
                "Les pages n’annoncent pas le même nombre de fiches (hydra:totalItems : {}, puis {}), et n’en donnent que {read} à elles toutes : la dernière n’annonce pas de page suivante.",
                number(first),
                number(other)
            ),
            None if self.pages > 1 => format!(
                "Le catalogue annonce {all} (hydra:totalItems), et ses {} pages n’en donnent que {read} : la dernière n’annonce pas de page suivante.",
                number(self.pages)
            ),
            None => format!(
                "Le catalogue annonce {all} (hydra:totalItems), et on n’en lit que {read} : aucune page suivante n’est annoncée."
            ),
        };
        let advice = "Annoncez chaque page suivante par hydra:next, ou donnez toutes les pages.";
        Some(partial(ProblemKind::PagesIncomplete, last, found, advice))
    }
}

/// Where the harvest goes after a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// To this document.
    Document(usize),
    /// Nowhere: it is over.
    End,
    /// Nowhere: it stops on this error.
    Failure(JobError),
    /// To a page that was not given: what udata makes of it is not known.
    Missing,
    /// To a page that was read already: udata would read for ever.
    Round,
}

/// The documents, each read once.
#[derive(Debug)]
pub(super) struct Chain {
    unread: Vec<usize>,
    seen: HashSet<String>,
}

impl Chain {
    /// The first page is the address of the form.
    pub fn new(documents: &[Document], first: usize, site: Option<&str>) -> Self {
        let address = documents.get(first).and_then(|document| document.url.as_deref());
        let seen = [site, address].into_iter().flatten().map(str::to_owned).collect();
        Self { unread: (0..documents.len()).filter(|&index| index != first).collect(), seen }
    }

    /// Whether no document is left.
    pub fn is_read(&self) -> bool {
        self.unread.is_empty()
    }

    /// These documents are no pages.
    pub fn set_aside(&mut self, is_no_page: impl Fn(usize) -> bool) {
        self.unread.retain(|&index| !is_no_page(index));
    }

    /// What follows `current`, whose graph this is; says what the manager should know of it.
    pub fn after(
        &mut self,
        documents: &[Document],
        current: usize,
        graph: &Graph,
        problems: &mut Vec<Problem>,
    ) -> Next {
        let Some(document) = documents.get(current) else { return Next::End };
        let Some(address) = next_address(graph) else {
            problems.extend(Unfollowed::of(graph).map(|unfollowed| unfollowed.problem(document)));
            self.report_unreached(documents, document, problems);
            return Next::End;
        };
        if !address.contains("://") || address.starts_with("file:") {
            problems.push(partial(
                ProblemKind::NextPageRelative,
                document,
                format!("L’adresse de la page suivante est relative ({address}) : data.gouv.fr s’arrêterait là, en échec."),
                "Écrivez l’adresse complète de la page suivante, avec https://.",
            ));
            return Next::Failure(JobError::RelativePage(address.to_owned()));
        }
        let again = !self.seen.insert(address.to_owned());
        // A page that comes back was asked again, as udata does: it is there again.
        let found = if again { self.take_at(documents, address) } else { self.take(documents, address) };
        if found.is_none() && again {
            problems.push(partial(
                ProblemKind::PagesGoRound,
                document,
                format!("La page suivante ({address}) a déjà été lue : data.gouv.fr tournerait sans fin."),
                "N’annoncez pas de page suivante sur la dernière page.",
            ));
            return Next::Round;
        }
        match found {
            Some(index) => Next::Document(index),
            None => {
                let (found, advice) = if address.contains(char::is_whitespace) {
                    (
                        format!(
                            "L’adresse de la page suivante (« {} ») contient des espaces ou des retours à la ligne, que data.gouv.fr demanderait avec elle.",
                            address.replace(char::is_whitespace, "␣")
                        ),
                        "Écrivez l’adresse seule, sans espace ni retour à la ligne autour.",
                    )
                } else if !url::is_readable(address) {
                    (
                        format!(
                            "La page suivante ({address}) n’a pas une adresse publique : data.gouv.fr ne pourrait pas la lire."
                        ),
                        "Réglez l’adresse publique du portail : celle des pages doit commencer comme elle.",
                    )
                } else {
                    (
                        format!("Ce document annonce une page suivante ({address}) qui n’a pas été donnée."),
                        "Téléchargez aussi cette page, et donnez toutes les pages dans l’ordre.",
                    )
                };
                problems.push(partial(ProblemKind::PagesIncomplete, document, found, advice));
                Next::Missing
            }
        }
    }

    /// The document at this very address.
    fn take_at(&mut self, documents: &[Document], address: &str) -> Option<usize> {
        let asked = url::without_dots(address.to_owned());
        let is_there = |&index: &usize| {
            documents.get(index).is_some_and(|document| document.url.as_deref() == Some(&asked))
        };
        let place = self.unread.iter().position(is_there)?;
        Some(self.unread.remove(place))
    }

    /// The document at this address, else of this file name, else the next one that has no address.
    fn take(&mut self, documents: &[Document], address: &str) -> Option<usize> {
        let name =
            |document: &Document| document.name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        let asked = url::without_dots(address.to_owned());
        let fits: [&dyn Fn(&Document) -> bool; 3] = [
            &|document| document.url.as_deref() == Some(&asked),
            &|document| {
                document.url.is_none() && !document.name.is_empty() && address.ends_with(&name(document))
            },
            &|document| document.url.is_none(),
        ];
        let fits_at = |fit: &&dyn Fn(&Document) -> bool| {
            self.unread.iter().position(|&index| documents.get(index).is_some_and(fit))
        };
        let place = fits.iter().find_map(fits_at)?;
        Some(self.unread.remove(place))
    }

    /// Documents that no page leads to.
    fn report_unreached(&self, documents: &[Document], last: &Document, problems: &mut Vec<Problem>) {
        for document in self.unread.iter().filter_map(|&index| documents.get(index)) {
            problems.push(partial(
                ProblemKind::PagesIncomplete,
                document,
                format!("Aucune page n’annonce ce document : data.gouv.fr s’arrêterait à « {} » et ne le lirait pas.", last.name),
                "Si ce sont les pages d’un même catalogue, chacune doit annoncer la suivante (hydra:next) ; sinon, vérifiez chaque catalogue à part.",
            ));
        }
    }
}

/// A problem that leaves the records read so far, and the rule that tells it.
fn partial(kind: ProblemKind, document: &Document, found: String, advice: &str) -> Problem {
    Problem { partial: true, kind: Some(kind), ..Problem::new(document, found, advice) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of pages that announce so many records, of which so many were read.
    fn said(totals: &[Option<usize>], read: usize) -> Option<String> {
        let documents = vec![Document::default(); totals.len()];
        let mut announced = Announced::default();
        totals.iter().enumerate().for_each(|(index, total)| announced.add(index, *total));
        announced.shortfall(&documents, read).map(|problem| problem.found)
    }

    #[test]
    fn fewer_records_than_announced_are_told_of_the_pages_together() {
        for (totals, read, expected) in [
            (&[Some(10)][..], 3, "annonce 10 fiches (hydra:totalItems), et on n’en lit que 3"),
            (&[Some(10), None, Some(10)], 3, "et ses 3 pages n’en donnent que 3 : la dernière n’annonce pas"),
            (&[None, Some(10), Some(7)], 3, "(hydra:totalItems : 10, puis 7), et n’en donnent que 3"),
        ] {
            assert!(said(totals, read).is_some_and(|said| said.contains(expected)), "{totals:?}");
        }
        // Some count the records of each page; and more records than announced are no shortfall.
        for (totals, read) in
            [(&[Some(2), Some(1)][..], 3), (&[Some(2), Some(2)], 4), (&[None], 0), (&[Some(3)], 3)]
        {
            assert_eq!(said(totals, read), None, "{totals:?}");
        }
    }

    #[test]
    fn a_next_page_that_is_not_public_is_told_as_such() {
        let said = |address: &str| {
            let text = format!(
                "<c> a <http://www.w3.org/ns/hydra/core#PartialCollectionView> ; <http://www.w3.org/ns/hydra/core#next> <{address}> ; <http://www.w3.org/ns/hydra/core#totalItems> \"40.0\" ."
            );
            let graph = crate::source::rdf::parse(&text, crate::source::rdf::RdfFormat::Turtle, None).ok()?;
            assert_eq!(announced(&graph), Some(40));
            let (documents, mut problems) = ([Document::default()], Vec::new());
            Chain::new(&documents, 0, None).after(&documents, 0, &graph, &mut problems);
            problems.pop().map(|problem| problem.found)
        };
        let is_private =
            |address| said(address).is_some_and(|said| said.contains("n’a pas une adresse publique"));
        assert!(is_private("http://localhost:8080/catalogue?page=2"));
        assert!(!is_private("https://data.ville.fr/catalogue?page=2"));
    }

    #[test]
    fn an_empty_address_announces_no_page() {
        let said = |property: &str, address: &str| {
            let text = format!("<c> <{property}> \"{address}\" .");
            let graph = crate::source::rdf::parse(&text, crate::source::rdf::RdfFormat::Turtle, None).ok()?;
            Unfollowed::of(&graph).map(|unfollowed| unfollowed.problem(&Document::default()).found)
        };
        let (http, https) =
            ("http://www.w3.org/ns/hydra/core#nextPage", "https://www.w3.org/ns/hydra/core#next");
        assert_eq!(said(http, ""), None);
        assert!(
            said(http, "https://x.fr/2").is_some_and(|said| said.contains("(https://x.fr/2) d’une façon"))
        );
        assert!(said(https, "https://x.fr/2").is_some_and(|said| said.contains("dans l’espace de noms")));
    }
}
