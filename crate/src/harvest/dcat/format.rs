//! The syntax of a catalogue (`DcatBackend.format`): that of its first page is that of all.

use crate::source::{
    Document, Problem, ProblemKind, no_catalogue,
    page::{is_html, starts_as_xml},
    rdf::{FormatError, RdfFormat, format_of, sniff},
};

/// By the address and the type, as udata decides: the type that HEAD `announced`, when it was asked; by the content
/// of a file that was given without them, unless `name_decides`.
pub(super) fn format(
    document: &Document,
    site: Option<&str>,
    announced: Option<&str>,
    name_decides: bool,
    problems: &mut Vec<Problem>,
) -> Result<RdfFormat, FormatError> {
    // JSON that is no catalogue is told by what it is.
    let is_other_json =
        |content: &RdfFormat| *content == RdfFormat::JsonLd && no_catalogue(document).is_some();
    let content = sniff(&document.whole()).filter(|content| !is_other_json(content));
    // HEAD is only asked where the address says nothing.
    let type_of = |address: &str| match announced {
        Some(media_type) => format_of("", Some(media_type)),
        None => format_of(address, document.content_type.as_deref()),
    };
    let name = name_decides.then_some((document.name.as_str(), "Le nom du fichier"));
    let address = document.url.as_deref().or(site).map(|address| (address, "L’adresse ou le type")).or(name);
    let by_address = address.map(|(address, what)| (type_of(address), what));
    let refusal = match by_address {
        Some((Ok(format), what)) => {
            report_other_format(document, what, format, content, problems);
            return Ok(format);
        }
        Some((Err(error), _)) if error != FormatError::Unknown => error,
        Some((Err(_), _)) | None => match (content, type_of(&document.name)) {
            (Some(content), Ok(named)) => {
                report_other_format(document, "Le nom du fichier", named, Some(content), problems);
                return Ok(if family(named) == family(content) { named } else { content });
            }
            (Some(content), Err(_)) => return Ok(content),
            (None, Ok(named)) => return Ok(named),
            (None, Err(error)) => error,
        },
    };
    let (found, advice) = refusal.explain();
    problems.push(Problem::new(document, found, advice));
    Err(refusal)
}

/// Says that the content is not what udata would read.
fn report_other_format(
    document: &Document,
    what: &str,
    announced: RdfFormat,
    content: Option<RdfFormat>,
    problems: &mut Vec<Problem>,
) {
    let Some(content) = content.filter(|&content| is_another(content, announced)) else { return };
    let (announced, content) = (announced.label(), content.label());
    let found = format!(
        "{what} annonce du {announced}, mais c’est du {content} : data.gouv.fr échouerait à le lire."
    );
    let advice =
        "Servez le catalogue à une adresse dont la fin dit son vrai format (.rdf, .xml, .ttl ou .jsonld).";
    let kind = Some(ProblemKind::Syntax);
    problems.push(Problem { partial: true, kind, ..Problem::new(document, found, advice) });
}

/// What a document is that does not start as its syntax does, when it is no catalogue at all.
pub(super) fn instead(
    document: &Document,
    format: RdfFormat,
    fault: Option<(usize, usize)>,
) -> Option<Problem> {
    let text = document.whole();
    let start = text.trim_start();
    let starts_well = match family(format) {
        RdfFormat::Xml | RdfFormat::TriX => starts_as_xml(start) && !is_html(None, start),
        RdfFormat::JsonLd => start.starts_with(['{', '[']),
        // An address holds no space, and a tag of XML does.
        _ if start.starts_with('<') => {
            !is_html(None, start) && !start.split('>').next().is_some_and(|tag| tag.contains(' '))
        }
        _ => fault != Some((1, 1)) || start.starts_with(['@', '_', '[', '#']),
    };
    if starts_well {
        return None;
    }
    // What follows may be a catalogue.
    let warned = || {
        start.starts_with("<br").then(|| {
            Problem::new(
                document,
                "La réponse commence par un avertissement de PHP, avant le catalogue : data.gouv.fr ne la lit pas.",
                "Demandez à l’administrateur du portail d’en corriger la cause, ou de ne plus afficher ces avertissements (display_errors).",
            )
        })
    };
    no_catalogue(document).or_else(warned)
}

/// A page after the first, which is of another syntax than it.
pub(super) fn of_another_page(document: &Document, format: RdfFormat) -> Option<Problem> {
    let content = sniff(&document.whole()).filter(|&content| is_another(content, format))?;
    Some(Problem::new(
        document,
        format!(
            "Cette page est du {}, et la première du {} : data.gouv.fr lit toutes les pages dans la syntaxe de la première, et échouerait.",
            content.label(),
            format.label()
        ),
        "Servez toutes les pages du catalogue dans la même syntaxe.",
    ))
}

/// Whether two syntaxes are so different that a document of one is none of the other.
pub(super) fn is_another(one: RdfFormat, other: RdfFormat) -> bool {
    family(one) != family(other)
}

/// What the content alone does not tell apart.
fn family(format: RdfFormat) -> RdfFormat {
    match format {
        RdfFormat::N3 | RdfFormat::NTriples | RdfFormat::NQuads | RdfFormat::Trig => RdfFormat::Turtle,
        other => other,
    }
}
