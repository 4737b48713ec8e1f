//! Why a catalogue that reads well holds no record.

use crate::source::rdf::{
    Graph, Node,
    vocabulary::{dcat, dct, rdf::TYPE},
};

/// What to write, from what is there in the place of records: a harvest that ends well with nothing hides a wrong
/// address, or records written otherwise.
pub(super) fn advice(graph: &Graph) -> Option<String> {
    of_class(graph).or_else(|| untyped(graph)).or_else(|| undescribed(graph))
}

/// A class of datasets that is not that of DCAT.
fn of_class(graph: &Graph) -> Option<String> {
    let mut classes = graph.subject_objects(TYPE).map(|(_, class)| graph.term(class).text());
    let class = classes.find(|class| {
        // « http://www.w3.org/ns/dcatDataset », when the namespace lacks its last sign.
        let local = class.rsplit(['#', '/', ':']).next().unwrap_or_default().to_ascii_lowercase();
        local == "dataset" || local == "dcatdataset"
    })?;
    Some(if class.contains("://schema.org/") {
        format!(
            "On y trouve des <{class}>, que data.gouv.fr ne moissonne pas : donnez l’export DCAT du portail, et non les données structurées de ses pages."
        )
    } else if class.contains("://") {
        format!("On y trouve des <{class}> : écrivez http://www.w3.org/ns/dcat#Dataset.")
    } else {
        format!(
            "On y trouve des « {class} », dont le préfixe n’est pas déclaré : ajoutez-le, avec « http://www.w3.org/ns/dcat# »."
        )
    })
}

/// What catalogues say that their datasets are.
fn named(graph: &Graph) -> impl Iterator<Item = Node> {
    let property = graph.find("http://www.w3.org/ns/dcat#dataset").into_iter();
    property.flat_map(|property| graph.subject_objects(property)).map(|(_, dataset)| dataset)
}

/// A node that is told of as a dataset is, without its class.
fn untyped(graph: &Graph) -> Option<String> {
    let of_catalogues = named(graph);
    let with_files = graph.subject_objects(dcat::DISTRIBUTION).map(|(dataset, _)| dataset);
    let has_title = |node: &Node| graph.value(*node, dct::TITLE).is_some();
    let node = of_catalogues.chain(with_files).find(has_title)?;
    let title = graph.value(node, dct::TITLE).map_or("", |title| graph.term(title).text());
    Some(format!(
        "« {title} » a un titre mais pas de type : dites que c’est un dcat:Dataset (rdf:type, « @type »), et de même des autres fiches."
    ))
}

/// Datasets that the catalogue names, and does not describe.
fn undescribed(graph: &Graph) -> Option<String> {
    let is_bare = |node: &Node| graph.predicate_objects(*node).next().is_none();
    let named = named(graph).find(is_bare)?;
    Some(format!(
        "Le catalogue nomme ses fiches (« {} »…) sans les décrire, et data.gouv.fr ne suit pas ces adresses : donnez un export qui décrit chaque dcat:Dataset.",
        graph.term(named).text()
    ))
}

#[cfg(test)]
mod tests {
    use super::advice;
    use crate::source::rdf::{RdfFormat, parse};

    #[test]
    fn what_stands_in_the_place_of_records_is_told() {
        let told = |text: &str| {
            let prefixes =
                "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .";
            let graph = parse(&format!("{prefixes} {text}"), RdfFormat::Turtle, None).expect("a graph");
            advice(&graph).unwrap_or_default()
        };
        for (text, word) in [
            ("<x> a <http://schema.org/Dataset> .", "schema.org"),
            ("<x> a <https://www.w3.org/ns/dcat#Dataset> .", "<https://www.w3.org/ns/dcat#Dataset>"),
            ("<x> a <http://www.w3.org/ns/dcatDataset> .", "<http://www.w3.org/ns/dcatDataset>"),
            ("<x> a <dcat:Dataset> .", "préfixe"),
            ("<c> dcat:dataset [ dct:title \"Arbres\" ] .", "« Arbres »"),
            ("<x> dct:title \"Arbres\" ; dcat:distribution <f> .", "« Arbres »"),
            ("<c> dcat:dataset <https://x.fr/arbres> .", "« https://x.fr/arbres »"),
        ] {
            assert!(told(text).contains(word), "{text}: {}", told(text));
        }
        assert_eq!(told("<c> a dcat:Catalog ; dct:title \"Vide\" ."), "");
    }
}
