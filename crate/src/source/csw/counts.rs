//! Where a page of records stands among the others.

use crate::{
    model::refusal::Exception,
    source::{
        Document, Problem, ProblemKind,
        xml::{
            XmlTree,
            names::{
                csw::{GET_RECORDS_RESPONSE, SEARCH_RESULTS},
                plain,
            },
        },
    },
    text::count::{self, count},
    text::python,
};

/// What an answer says of its place among the pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordCounts {
    /// `numberOfRecordsMatched`
    pub matched: Option<String>,
    /// `numberOfRecordsReturned`
    pub returned: Option<String>,
    /// `nextRecord`
    pub next: Option<String>,
    /// How many records the page holds, whatever it says.
    pub held: usize,
}

impl std::fmt::Display for RecordCounts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = |count: &Option<String>| match count.as_deref() {
            None => "absent".to_owned(),
            Some(text) if text.trim().is_empty() => "vide".to_owned(),
            Some(text) => text.to_owned(),
        };
        write!(
            f,
            "numberOfRecordsMatched : {}, numberOfRecordsReturned : {}, nextRecord : {}",
            shown(&self.matched),
            shown(&self.returned),
            shown(&self.next),
        )
    }
}

impl RecordCounts {
    /// The counts of a page; `None` when the document is no page of records.
    pub fn of(tree: &XmlTree) -> Option<Self> {
        let results =
            tree.root().filter(|root| root.name() == GET_RECORDS_RESPONSE)?.child(SEARCH_RESULTS)?;
        let of = |name| results.attribute(name).map(str::to_owned);
        Some(Self {
            matched: of(plain::MATCHED),
            returned: of(plain::RETURNED),
            next: of(plain::NEXT_RECORD),
            held: super::records(tree).count(),
        })
    }

    /// How many records the service has.
    pub fn matched(&self) -> Option<usize> {
        number(self.matched.as_deref())
    }

    /// How many the page says it gives.
    pub fn returned(&self) -> Option<usize> {
        number(self.returned.as_deref())
    }

    /// `_next_position`: where the page after the one that starts here starts, if there is one.
    ///
    /// # Errors
    ///
    /// What Python says of a count that is missing, or no number.
    pub fn next(&self, start: usize) -> Result<Option<usize>, Exception> {
        let next = integer(self.next.as_deref())?;
        let matched = integer(self.matched.as_deref())?;
        let returned = integer(self.returned.as_deref())?;
        let next = usize::try_from(next).ok().filter(|&next| next >= start.max(1));
        Ok(next.filter(|&next| returned != 0 && i64::try_from(next).is_ok_and(|next| next <= matched)))
    }
}

/// A page that does not say which record comes next, or how many there are: udata stops on it.
pub fn uncounted(document: &Document, counts: &RecordCounts) -> Problem {
    Problem {
        partial: true,
        kind: Some(ProblemKind::CswNextRecord),
        ..Problem::new(
            document,
            format!("L’attribut nextRecord ou un compte de fiches manque ou n’est pas un nombre ({counts})."),
            "data.gouv.fr échouerait après cette page. Faites mettre à jour le logiciel du service : la norme CSW 2.0.2 impose ces trois attributs.",
        )
    }
}

/// The pages give fewer records than the service announces.
pub fn shortfall(document: &Document, pages: &[RecordCounts]) -> Option<Problem> {
    let matched = pages.iter().filter_map(RecordCounts::matched).max()?;
    let held: usize = pages.iter().map(|page| page.held).sum();
    let advice = match stop(pages) {
        _ if document.url.is_none() => "Donnez toutes les pages de GetRecords, dans l’ordre.".to_owned(),
        Some(counts) => format!(
            "data.gouv.fr s’arrête sur ce que dit la dernière page lue ({counts}) : demandez à l’administrateur du catalogue de le corriger."
        ),
        None => "Si la lecture est allée au bout, demandez à l’administrateur du catalogue pourquoi le service n’en donne pas plus.".to_owned(),
    };
    (held < matched).then(|| Problem {
        partial: true,
        kind: Some(ProblemKind::CswTotal),
        ..Problem::new(
            document,
            format!(
                "Le service annonce {}, et les pages lues en donnent {}.",
                count(matched, "fiche", "fiches"),
                count::number(held)
            ),
            advice,
        )
    })
}

/// The counts of the last page, where they tell that more follows and stop the harvest all the same: the next record
/// is one that was read or that the service does not have, or a page with records says that it gives none.
fn stop(pages: &[RecordCounts]) -> Option<&RecordCounts> {
    let mut start = 1;
    for page in pages.split_last()?.1 {
        start = page.next(start).ok().flatten().unwrap_or(start);
    }
    let last = pages.last()?;
    let points_away = integer(last.next.as_deref()).is_ok_and(|next| next != 0);
    (points_away && last.next(start) == Ok(None)).then_some(last)
}

fn number(text: Option<&str>) -> Option<usize> {
    integer(text).ok()?.try_into().ok()
}

/// Python's `int()` of an attribute.
fn integer(text: Option<&str>) -> Result<i64, Exception> {
    let text = text.ok_or(Exception::NoInteger)?;
    python::int(text).map(|number| python::clamped(&number)).map_err(Exception::NotAnInteger)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_counted_in_the_pages_and_not_in_what_they_say() {
        let text = |text: &str| Some(text.to_owned());
        let page = |matched, held| RecordCounts {
            matched: text(matched),
            returned: text("1"),
            next: text(""),
            held,
        };
        let said =
            |pages: &[RecordCounts]| shortfall(&Document::default(), pages).map(|problem| problem.found);
        assert_eq!(said(&[page("2", 2)]), None);
        assert!(said(&[page("5", 2), page("5", 1)]).is_some_and(|said| said.ends_with("en donnent 3.")));
        assert!(page("", 1).to_string().contains("numberOfRecordsMatched : vide"));
    }

    #[test]
    fn what_stops_the_harvest_before_the_end_is_told() {
        let page = |next: &str, returned: &str| RecordCounts {
            matched: Some("3".to_owned()),
            returned: Some(returned.to_owned()),
            next: Some(next.to_owned()),
            held: 1,
        };
        let document = Document { url: Some("https://geo.exemple.fr/csw".to_owned()), ..Document::default() };
        let told = |pages: &[RecordCounts]| {
            let advice = shortfall(&document, pages).map(|problem| problem.advice.to_string());
            advice.is_some_and(|advice| advice.starts_with("data.gouv.fr s’arrête"))
        };
        // Beyond the last record, before the page, nowhere, and a page that would be empty.
        assert!(told(&[page("30", "1")]));
        assert!(told(&[page("2", "1"), page("1", "1")]));
        assert!(told(&[page("-1", "1")]));
        assert!(told(&[page("2", "0")]));
        // The service says that it is over.
        assert!(!told(&[page("2", "1"), page("0", "1")]));
    }

    #[test]
    fn the_next_page_is_where_udata_looks_for_it() {
        let refused = |message: &str| Err(Exception::NotAnInteger(message.to_owned()));
        for (start, next_record, matched, returned, expected) in [
            (1, "26", "40", "25", Ok(Some(26))),
            (1, "0", "40", "25", Ok(None)),
            (1, "-3", "40", "25", Ok(None)),
            (1, "41", "40", "25", Ok(None)),
            (26, "1", "40", "25", Ok(None)),
            (26, "26", "40", "25", Ok(Some(26))),
            (1, "26", "40", "0", Ok(None)),
            (1, " 2_6 ", "٤٠", "+25", Ok(Some(26))),
            (1, "", "40", "25", refused("invalid literal for int() with base 10: ''")),
            (1, "l'an", "40", "25", refused("invalid literal for int() with base 10: \"l'an\"")),
        ] {
            let text = |text: &str| Some(text.to_owned());
            let counts = RecordCounts {
                matched: text(matched),
                returned: text(returned),
                next: text(next_record),
                held: 0,
            };
            assert_eq!(counts.next(start), expected, "{counts}");
        }
    }
}
