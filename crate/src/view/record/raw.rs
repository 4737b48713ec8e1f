//! The raw source of a record, with the line numbers of the document.

use std::ops::Range;

use maud::{Markup, html};

use super::{super::format::number, View, place};
use crate::{formats::json::laid_out, model::Entry, source::Document};

/// Beyond this many lines the rest is left out: the document itself is at hand.
const LINES_SHOWN: usize = 2000;
/// Of the places of a record, those beyond are left out too.
const PARTS_SHOWN: usize = 60;
/// Beyond this many bytes as well.
const BYTES_SHOWN: usize = 200_000;

pub(super) fn section(view: View<'_>) -> Markup {
    let Some(document) = view.checked.catalogue.documents.get(view.item.origin.document) else {
        return html! {};
    };
    let spans = view.item.spans();
    let excerpts: Vec<_> =
        spans.iter().take(PARTS_SHOWN).filter_map(|span| Excerpt::of(document, span)).collect();
    html! {
        @if !excerpts.is_empty() {
            section.brut aria-labelledby="titre-brut" {
                h2 #titre-brut { "Source brute" }
                @if excerpts.len() > 1 { p.aide { "Le document décrit cette fiche en plusieurs endroits." } }
                @for excerpt in &excerpts { (whole(excerpt)) }
                @if spans.len() > PARTS_SHOWN { p.aide { "Il y en a d’autres : ils sont dans le document d’origine." } }
            }
        }
    }
}

fn whole(excerpt: &Excerpt) -> Markup {
    html! {
        details {
            summary { (excerpt.place) }
            @if excerpt.reformatted { p.aide { "Mise en forme pour la lecture : à l’origine, tout tient sur une ligne." } }
            pre.source tabindex="0" role="region" aria-label={ "Source brute : " (excerpt.place) } {
                @for (i, line) in excerpt.lines.iter().enumerate() {
                    span.ligne data-n=(excerpt.first + i) { (line) "\n" }
                }
            }
            @if excerpt.cut { p.aide { "La suite est longue : elle est dans le document d’origine." } }
        }
    }
}

/// The lines of the source where a value is written, with the value highlighted.
pub(super) fn around(view: View<'_>, entry: Entry<'_>) -> Markup {
    // A value that is not there has no line.
    let Some(raw) = entry.raw().filter(|raw| !raw.trim().is_empty()) else { return html! {} };
    let Some(document) = view.checked.catalogue.documents.get(view.item.origin.document) else {
        return html! {};
    };
    let path = entry.origin().unwrap_or(entry.path());
    let resource = entry.field().and_then(|field| field.resource);
    let found = view.item.spans_of(resource).take(PARTS_SHOWN).find_map(|span| {
        let excerpt = Excerpt::of(document, span)?;
        let source = excerpt.lines.join("\n");
        place::find(&source, path, raw).map(|found| (excerpt, source, found))
    });
    let Some((excerpt, source, found)) = found else { return html! {} };
    let before = source.get(..found.start).map_or(0, newlines);
    let after = source.get(..found.end).map_or(0, newlines);
    let first = before.saturating_sub(1);
    let last = (after + 1).min(before + AROUND).min(excerpt.lines.len().saturating_sub(1));
    let mut start = excerpt.lines.iter().take(first).map(|line| line.len() + 1).sum::<usize>();
    let lines = excerpt.lines.get(first..=last).unwrap_or_default().iter().map(|line| {
        let from = found.start.clamp(start, start + line.len()) - start;
        let to = found.end.clamp(start, start + line.len()) - start;
        start += line.len() + 1;
        (line.get(..from), line.get(from..to), line.get(to..))
    });
    html! {
        p.aide.panneau-lieu {
            @if excerpt.reformatted { "Dans la source, mise en forme" } @else { "Ligne " (number(excerpt.first + before)) " de " span data-verbatim { (excerpt.name) } }
        }
        pre.source.source-courte tabindex="0" {
            @for (i, (before, value, after)) in lines.enumerate() {
                span.ligne data-n=[(!excerpt.reformatted).then_some(excerpt.first + first + i)] {
                    (ends(before.unwrap_or_default(), true))
                    @if let Some(value) = value.filter(|value| !value.is_empty()) { mark { (ends(value, false)) } }
                    (ends(after.unwrap_or_default(), false)) "\n"
                }
            }
        }
    }
}

/// A long piece of line, cut where it is farthest from the value.
fn ends(text: &str, keeps_end: bool) -> String {
    let count = text.chars().count();
    match (count > LONG, keeps_end) {
        (false, _) => text.to_owned(),
        (true, true) => format!("…{}", text.chars().skip(count - LONG).collect::<String>()),
        (true, false) => format!("{}…", text.chars().take(LONG).collect::<String>()),
    }
}

/// Lines shown at most after the first one of a value.
const AROUND: usize = 6;
/// Characters of a line on each side of a value.
const LONG: usize = 240;

/// What is shown of a document.
struct Excerpt {
    name: String,
    place: String,
    first: usize,
    lines: Vec<String>,
    reformatted: bool,
    cut: bool,
}

impl Excerpt {
    fn of(document: &Document, span: &Range<usize>) -> Option<Self> {
        let text = document.text.get(span.clone()).filter(|text| !text.is_empty())?;
        let first = 1 + document.text.get(..span.start).map_or(0, newlines);
        let last = first + newlines(text);
        let name = &document.name;
        let laid_out = (first == last).then(|| laid_out(text)).flatten();
        let reformatted = laid_out.is_some();
        let place = if reformatted {
            let start = document
                .text
                .get(..span.start)
                .map_or(0, |before| before.chars().rev().take_while(|c| *c != '\n').count());
            format!("{name}, ligne {}, à partir du caractère {}", number(first), number(start + 1))
        } else if first == last {
            format!("{name}, ligne {}", number(first))
        } else {
            format!("{name}, lignes {} à {}", number(first), number(last))
        };
        let shown = laid_out.as_deref().unwrap_or(text);
        let (shown, cut) = shorten(shown);
        let lines: Vec<String> = shown.lines().take(LINES_SHOWN).map(str::to_owned).collect();
        let cut = cut || shown.lines().nth(LINES_SHOWN).is_some();
        Some(Self {
            name: name.clone(),
            place,
            first: if reformatted { 1 } else { first },
            lines,
            reformatted,
            cut,
        })
    }
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

fn shorten(text: &str) -> (&str, bool) {
    match text.char_indices().find(|(at, _)| *at >= BYTES_SHOWN) {
        Some((end, _)) => (&text[..end], true),
        None => (text, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        Input, Kind, Options, Reading,
        view::{Checked, Route},
    };

    fn excerpt(text: &str, span: std::ops::Range<usize>) -> Excerpt {
        let document = Document { name: "export.json".into(), text: text.into(), ..Document::default() };
        Excerpt::of(&document, &span).expect("a text")
    }

    #[test]
    fn lines_are_numbered_from_the_document() {
        let text = "[\n  {\n    \"a\": 1\n  }\n]\n";
        let excerpt = excerpt(text, 4..20);
        assert_eq!(excerpt.place, "export.json, lignes 2 à 4");
        assert_eq!(excerpt.first, 2);
        assert_eq!(excerpt.lines, ["{", "    \"a\": 1", "  }"]);
        assert!(!excerpt.reformatted && !excerpt.cut);
    }

    #[test]
    fn json_on_one_line_is_laid_out() {
        let excerpt = excerpt("[1,{\"a\":\"é\"}]", 3..13);
        assert_eq!(excerpt.place, "export.json, ligne 1, à partir du caractère 4");
        assert_eq!(excerpt.lines, ["{", "  \"a\": \"é\"", "}"]);
        assert!(excerpt.reformatted);
    }

    const FLAT: &str = "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
<https://a.fr/x> a dcat:Dataset ; dct:identifier \"x\" ; dct:title \"Arbres\" ; dct:publisher <https://a.fr/p> ;
  dcat:distribution <https://a.fr/1>, <https://a.fr/2> .
<https://a.fr/1> dct:format \"CSV\" ; dcat:downloadURL <https://a.fr/1.csv> .
<https://a.fr/2> dct:format \"CSV\" ; dcat:downloadURL <https://a.fr/2.csv> .
<https://a.fr/p> <http://xmlns.com/foaf/0.1/name> \"Ville\" .
";

    #[test]
    fn what_is_described_outside_the_record_is_shown_with_it() {
        let options = Options { kind: Some(Kind::Dcat), ..Options::default() };
        let read = crate::preview(vec![Input::named("a.ttl", FLAT)], options);
        let checked = Checked::new(read.catalogue, Reading::default());
        let html = |hash: &str| crate::view::page(Some(&checked), &Route::parse(hash)).html;
        let record = html("#/jeu/x");
        for line in ["lignes 2 à 3", "ligne 4", "ligne 5", "ligne 6"] {
            let line = crate::text::typography::text(line);
            assert!(record.contains(&format!("<summary>a.ttl, {line}")), "{line}: {record}");
        }
        // Of two files that say the same, each has its own line.
        for (resource, line) in [(0, 4), (1, 5)] {
            let panel = html(&format!("#/jeu/x?champ=fichier-{}", resource + 1));
            assert!(
                panel.contains(&format!(
                    "data-n=\"{line}\">&lt;https://a.fr/{}&gt; dct:format &quot;<mark>CSV",
                    resource + 1
                )),
                "{panel}"
            );
        }
    }

    #[test]
    fn long_sources_are_cut() {
        let text = "x\n".repeat(LINES_SHOWN + 5);
        let all = excerpt(&text, 0..text.len());
        assert_eq!(all.lines.len(), LINES_SHOWN);
        assert!(all.cut);
        let text = "é".repeat(BYTES_SHOWN);
        assert!(excerpt(&text, 0..text.len()).cut);
    }
}
