//! The digital object identifier of a dataset (`doi_from_rdf`, `core/dataset/rdf.py`).

use std::collections::HashSet;

use super::{
    property::{ADMS_IDENTIFIER, IDENTIFIER, SAME_AS},
    reader::{DcatResult, NodeReader},
    rights::unique,
    subject::Subject,
};
use crate::{
    model::{How, Loss, Verbatim},
    source::rdf::vocabulary::skos,
    text::order,
    text::space::{is_space, strip},
};

/// The only DOI among the identifiers; none when there are several.
pub(super) fn doi(reader: &mut NodeReader<'_, '_>) -> DcatResult<Option<String>> {
    let mut found = Vec::new();
    let mut seen = HashSet::new();
    for (property, unwrap) in
        [(IDENTIFIER, &[][..]), (ADMS_IDENTIFIER, &[skos::NOTATION][..]), (SAME_AS, &[][..])]
    {
        for value in unique(reader, "harvest.doi", property, unwrap)? {
            let Some(doi) = read(strip(value.text)) else { continue };
            if seen.insert(doi.to_lowercase()) {
                found.push(doi);
            }
        }
    }
    Ok(match found.as_slice() {
        [] => None,
        [doi] => {
            reader.trace.took("harvest.doi", "dct:identifier", doi, How::Deduced);
            made_of(reader, doi);
            Some((*doi).to_owned())
        }
        [first, ..] => {
            let mut dois = found.clone();
            order::natural(&mut dois);
            let dois = dois.join(", ");
            reader.logs.push(format!("Several DOIs identify this dataset, none is kept: {dois}"));
            reader.trace.lost(
                "harvest.doi",
                "dct:identifier",
                first,
                Loss::SeveralDois(Verbatim::boxed(dois)),
            );
            made_of(reader, first);
            None
        }
    })
}

/// The line that was just written is made of the identifier that this DOI was read in.
fn made_of(reader: &mut NodeReader<'_, '_>, doi: &str) {
    let holds = |object: &Subject<'_>| read(strip(object.value().text)) == Some(doi);
    if let Some(identifier) = reader.subject.all(IDENTIFIER.node).find(holds) {
        reader.comes_from(IDENTIFIER.node, identifier);
    }
}

/// `10.xxxx/…`, bare or after one of the usual prefixes, in any case.
fn read(text: &str) -> Option<&str> {
    const PREFIXES: [&str; 6] = [
        "doi:",
        "info:doi/",
        "http://doi.org/",
        "https://doi.org/",
        "http://dx.doi.org/",
        "https://dx.doi.org/",
    ];
    let after = |prefix: &&str| {
        let start = text.get(..prefix.len())?;
        start.eq_ignore_ascii_case(prefix).then(|| &text[prefix.len()..])
    };
    let bare = PREFIXES.iter().find_map(after).unwrap_or(text);
    let (registrant, suffix) = bare.strip_prefix("10.")?.split_once('/')?;
    let digits = (4..=9).contains(&registrant.len()) && registrant.bytes().all(|byte| byte.is_ascii_digit());
    (digits && !suffix.is_empty() && !suffix.contains(is_space)).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn reads_the_usual_ways_to_write_a_doi() {
        for (text, doi) in [
            ("10.1000/182", Some("10.1000/182")),
            ("DOI:10.1000/aB", Some("10.1000/aB")),
            ("https://doi.org/10.1000/182", Some("10.1000/182")),
            ("HTTP://dx.doi.org/10.1000/182", Some("10.1000/182")),
            ("info:doi/10.1000/182", Some("10.1000/182")),
            ("https://www.doi.org/10.1000/182", None),
            ("10.100/182", None),
            ("10.1000/a b", None),
            ("10.1000/", None),
            ("é", None),
        ] {
            assert_eq!(read(text), doi, "{text}");
        }
    }
}
