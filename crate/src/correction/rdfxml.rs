//! RDF/XML: the element of a property.

use super::{
    Context, Piece, Wanted,
    words::{expanded, in_xml, is_address, local, values},
    xml::{Fragment, Place},
};

pub(super) fn edits(context: &Context<'_>, wanted: Wanted<'_>) -> Vec<Piece> {
    let Some(fragment) = Fragment::read(context.source) else { return Vec::new() };
    let Some(property) = wanted.property() else { return alone(&fragment, wanted) };
    let found: Vec<Place<'_>> = fragment
        .named(local(property))
        .filter(|place| wanted.raw.is_some_and(|raw| place.holds(raw)))
        .collect();
    if wanted.renames {
        let renamed = |place: Place<'_>| (place.range(), renamed(place, wanted.new_name()));
        return found.into_iter().map(renamed).collect();
    }
    if found.is_empty() {
        return adding(context, &fragment, property, wanted);
    }
    let replaced =
        |place: Place<'_>| (place.range(), written(context, place.name(), datatype(place), wanted));
    found.into_iter().map(replaced).collect()
}

/// The elements that give the property these values.
fn written(context: &Context<'_>, name: &str, datatype: &str, wanted: Wanted<'_>) -> String {
    let declared = declaration(context, name);
    let tag =
        wanted.language().map_or_else(|| datatype.to_owned(), |tag| format!(" xml:lang=\"{}\"", in_xml(tag)));
    let one = |value: &str| match is_address(value) {
        true => format!("<{name}{declared} rdf:resource=\"{}\"/>", in_xml(value)),
        false => format!("<{name}{declared}{tag}>{}</{name}>", in_xml(value)),
    };
    values(wanted.value).into_iter().map(one).collect::<Vec<_>>().join("\n")
}

/// The type of what an element holds, as it is written: a geometry is one by its type.
fn datatype(place: Place<'_>) -> &str {
    let source = place.source();
    let tag = source.get(..source.find('>').unwrap_or_default()).unwrap_or_default();
    let Some(start) = tag.find(" rdf:datatype=") else { return "" };
    let value = start + " rdf:datatype=".len();
    let Some(quote) = tag.get(value..).and_then(|rest| rest.chars().next()) else { return "" };
    let end = tag.get(value + 1..).and_then(|rest| rest.find(quote));
    end.and_then(|end| tag.get(start..value + end + 2)).unwrap_or_default()
}

/// What declares the prefix of a name, when the document does not.
fn declaration(context: &Context<'_>, name: &str) -> String {
    let prefix = name.split(':').next().unwrap_or_default();
    match expanded(name) {
        Some((namespace, _)) if !is_declared(&context.document.text, prefix) => {
            format!(" xmlns:{prefix}=\"{namespace}\"")
        }
        _ => String::new(),
    }
}

/// Whether the root element declares a prefix: what another element declares may not reach where a value is written.
fn is_declared(text: &str, prefix: &str) -> bool {
    let is_root = |tag: &str| tag.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let root = text.split('<').skip(1).find(|tag| is_root(tag)).unwrap_or_default();
    root.split('>').next().is_some_and(|root| root.contains(&format!("xmlns:{prefix}=")))
}

/// The same element under another name, which keeps its prefix when both have the same local vocabulary.
fn renamed(place: Place<'_>, new_name: &str) -> String {
    let name = place.name();
    let new_name = format!("{}{}", place.prefix(), local(new_name));
    let source = place.source();
    let rest = source.get(1 + name.len()..).unwrap_or_default();
    match rest.rsplit_once(&format!("</{name}")) {
        Some((inside, end)) => format!("<{new_name}{inside}</{new_name}{end}"),
        None => format!("<{new_name}{rest}"),
    }
}

/// A property more, first in the dataset or in the distribution.
fn adding(context: &Context<'_>, fragment: &Fragment<'_>, property: &str, wanted: Wanted<'_>) -> Vec<Piece> {
    if wanted.only_replaces {
        return Vec::new();
    }
    let class = if wanted.is_of_distribution() { "Distribution" } else { "Dataset" };
    let holders: Vec<_> = fragment.named(class).filter(|place| place.local_name() == class).collect();
    let holder = holders.get(wanted.resource.unwrap_or(0)).copied();
    // A description may be typed by a property, and named as any node.
    let holder = holder.or_else(|| fragment.elements().next().filter(|_| !wanted.is_of_distribution()));
    let Some(start) = holder.and_then(Place::inside).map(|inside| inside.start) else { return Vec::new() };
    vec![(start..start, format!("\n{}", written(context, property, "", wanted)))]
}

/// A value that no property names.
fn alone(fragment: &Fragment<'_>, wanted: Wanted<'_>) -> Vec<Piece> {
    let is_it =
        |place: &Place<'_>| place.children() == 0 && wanted.raw.is_some_and(|raw| place.text() == raw);
    let found = fragment.elements().find(is_it);
    found.and_then(Place::inside).map(|inside| (inside, in_xml(wanted.value))).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::testing;

    fn edited(source: &str, path: &str, raw: Option<&str>, value: &str) -> String {
        let text = format!("<rdf:RDF xmlns:dct=\"http://purl.org/dc/terms/\">{source}</rdf:RDF>");
        testing::edited(edits, &text, source, (path, raw, value))
    }

    #[test]
    fn the_element_of_a_property_is_replaced_or_added() {
        let url = "https://a.fr/lo";
        let table = [
            ("<dct:f>an</dct:f>", "dct:f", Some("an"), url, "<dct:f rdf:resource=\"https://a.fr/lo\"/>"),
            ("<x:f rdf:resource=\"an\"/>", "dct:f", Some("an"), "y & z", "<x:f>y &amp; z</x:f>"),
            (
                "<dcat:k xml:lang=\"fr\">a, b</dcat:k>",
                "dcat:k[@fr]",
                Some("a, b"),
                "a | b",
                "<dcat:k xmlns:dcat=\"http://www.w3.org/ns/dcat#\" xml:lang=\"fr\">a</dcat:k>\n<dcat:k xmlns:dcat=\"http://www.w3.org/ns/dcat#\" xml:lang=\"fr\">b</dcat:k>",
            ),
            (
                "<dct:licence>y</dct:licence>",
                "dct:licence",
                Some("y"),
                "dct:license",
                "<dct:license>y</dct:license>",
            ),
            (
                "<dcat:Dataset><dct:t>z</dct:t></dcat:Dataset>",
                "dct:f",
                None,
                "y",
                "<dcat:Dataset>\n<dct:f>y</dct:f><dct:t>z</dct:t></dcat:Dataset>",
            ),
            ("<dct:g> an</dct:g>", "", Some(" an"), "an", "<dct:g>an</dct:g>"),
            ("<dct:f>", "dct:f", Some("an"), url, ""),
        ];
        for (source, path, raw, value, expected) in table {
            assert_eq!(edited(source, path, raw, value), expected, "{source} {path}");
        }
    }
}
