//! IRIs as a person writes them: `dct:title`.

use std::borrow::Cow;

use crate::source::rdf::vocabulary::{
    adms, cnt, dcat, dcatap, dct, dqv, foaf, geodcat, gsp, hydra, locn, org, owl, prov, rdf, rdfs, schema,
    skos, spdx, vcard,
};

const PREFIXES: [(&str, &str); 23] = [
    ("dct", dct::NAMESPACE),
    ("dcat", dcat::NAMESPACE),
    ("foaf", foaf::NAMESPACE),
    ("vcard", vcard::NAMESPACE),
    ("skos", skos::NAMESPACE),
    ("adms", adms::NAMESPACE),
    ("dcatap", dcatap::NAMESPACE),
    ("geodcat", geodcat::NAMESPACE),
    ("dqv", dqv::NAMESPACE),
    ("prov", prov::NAMESPACE),
    ("locn", locn::NAMESPACE),
    ("gsp", gsp::NAMESPACE),
    ("schema", schema::NAMESPACE),
    ("spdx", spdx::NAMESPACE),
    ("owl", owl::NAMESPACE),
    ("rdfs", rdfs::NAMESPACE),
    ("rdf", rdf::NAMESPACE),
    ("hydra", hydra::NAMESPACE),
    ("org", org::NAMESPACE),
    ("cnt", cnt::NAMESPACE),
    ("dc", "http://purl.org/dc/elements/1.1/"),
    // Put before a name without any sign, as RDF/XML does.
    ("xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ("ods", "https://www.opendatasoft.com/ont/ods#"),
];

/// The IRI with a usual prefix, or between angle brackets.
pub(super) fn curie(iri: &str) -> String {
    let short = PREFIXES.iter().find_map(|(prefix, namespace)| {
        let name = iri.strip_prefix(namespace)?;
        (!name.is_empty() && !name.contains(['/', '#'])).then(|| [prefix, ":", name].concat())
    });
    short.unwrap_or_else(|| ["<", iri, ">"].concat())
}

/// `path/predicate`.
pub(super) fn step(path: &str, predicate: &str) -> Cow<'static, str> {
    [path, "/", &curie(predicate)].concat().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortens_what_has_a_usual_prefix() {
        for (iri, short) in [
            ("http://purl.org/dc/terms/title", "dct:title"),
            ("http://www.w3.org/ns/dcat#", "<http://www.w3.org/ns/dcat#>"),
            ("http://www.w3.org/2001/XMLSchema-instanceschemaLocation", "xsi:schemaLocation"),
            ("https://exemple.fr/p", "<https://exemple.fr/p>"),
        ] {
            assert_eq!(curie(iri), short);
        }
    }
}
