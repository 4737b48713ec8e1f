//! Properties that are nearly those that data.gouv.fr reads.

use super::{BASE, quoting::quote};
use crate::{
    check::{Check, FlagSubject, Occurrence, Rule, fixes},
    model::{Entry, How, Item},
    text::distance,
};

/// What the harvesters of DCAT read, by vocabulary.
const READ: [(&str, &[&str]); 2] = [
    (
        "dcat",
        &[
            "accessService",
            "accessURL",
            "bbox",
            "byteSize",
            "contactPoint",
            "distribution",
            "downloadURL",
            "endDate",
            "endpointDescription",
            "endpointURL",
            "keyword",
            "landingPage",
            "mediaType",
            "servesDataset",
            "spatialResolutionInMeters",
            "startDate",
            "theme",
        ],
    ),
    (
        "dct",
        &[
            "abstract",
            "accessRights",
            "accrualPeriodicity",
            "conformsTo",
            "created",
            "creator",
            "description",
            "format",
            "hasPart",
            "identifier",
            "issued",
            "license",
            "modified",
            "provenance",
            "publisher",
            "rights",
            "spatial",
            "temporal",
            "title",
        ],
    ),
];

/// Names that neither vocabulary has, whatever their case, and the property that is meant.
const MEANT: [(&str, &str); 4] = [
    ("contact", "dcat:contactPoint"),
    ("contacts", "dcat:contactPoint"),
    ("tag", "dcat:keyword"),
    ("tags", "dcat:keyword"),
];

/// The property that is meant by a name of no vocabulary.
fn meant(local: &str) -> Option<&'static str> {
    MEANT.iter().find(|(name, _)| name.eq_ignore_ascii_case(local)).map(|(_, right)| *right)
}

/// Other properties of the same vocabularies, which are right though unread.
const OTHERS: [&str; 12] = [
    "language",
    "source",
    "subject",
    "type",
    "relation",
    "references",
    "version",
    "isPartOf",
    "date",
    "medium",
    "extent",
    "valid",
];

/// How the vocabularies are named when they are not quite right.
fn vocabulary(prefix: &str) -> Option<&'static str> {
    let lower = prefix.to_lowercase();
    match lower.as_str() {
        "dcat" => Some("dcat"),
        "dct" | "dcterms" | "dc" => Some("dct"),
        _ if lower.contains("/ns/dcat") => Some("dcat"),
        _ if lower.contains("purl.org/dc/") => Some("dct"),
        _ => None,
    }
}

/// The property that another one is nearly: another vocabulary, another case, one or two letters away.
fn nearly(property: &str) -> Option<String> {
    let property = property.trim_start_matches('<').trim_end_matches('>');
    // The last sign of a namespace is easily forgotten: « http://purl.org/dc/termstitle ».
    let joined = || {
        let spaces = [("http://purl.org/dc/terms", "dct"), ("http://www.w3.org/ns/dcat", "dcat")];
        let rest = |(space, own): (&str, &'static str)| Some((own, property.strip_prefix(space)?));
        spaces.into_iter().find_map(rest).filter(|(_, local)| local.starts_with(char::is_alphabetic))
    };
    let (own, local) = match joined() {
        Some(found) => found,
        None => {
            let (prefix, local) = match property.rsplit_once(['#', '/']) {
                Some((space, local)) if space.contains("://") => (space, local),
                _ => property.split_once(':')?,
            };
            (vocabulary(prefix)?, local)
        }
    };
    if OTHERS.contains(&local) {
        return None;
    }
    if let Some(right) = meant(local) {
        return Some(right.to_owned());
    }
    let all = || READ.iter().flat_map(|(prefix, names)| names.iter().map(move |name| (*prefix, *name)));
    let lower = local.to_lowercase();
    let same = || all().find(|(_, name)| name.to_lowercase() == lower);
    let letters = |name: &str| distance::within(name.to_lowercase().as_bytes(), lower.as_bytes(), 2);
    // A short name is another word with two letters changed, but not with two of them in the wrong order.
    let is_near = |name: &str, letters: usize| match name.len() {
        0..5 => false,
        5 => letters < 2 || sorted(name) == sorted(&lower),
        _ => true,
    };
    let near = || {
        let own_names = all().filter(|(prefix, _)| *prefix == own);
        own_names
            .filter_map(|found| Some((letters(found.1).filter(|n| is_near(found.1, *n))?, found)))
            .min_by_key(|(n, _)| *n)
            .map(|(_, found)| found)
    };
    let (prefix, name) = same().or_else(near)?;
    let right = format!("{prefix}:{name}");
    (right != property).then_some(right)
}

fn sorted(name: &str) -> Vec<u8> {
    let mut letters = name.to_lowercase().into_bytes();
    letters.sort_unstable();
    letters
}

/// A property whose name is nearly right.
pub static NEARLY: Rule = Rule {
    code: "propriete-presque-juste",
    silent: true,
    title: "Nom de propriété presque juste",
    constat: "La fiche remplit une propriété dont le nom, la casse ou le vocabulaire diffère un peu de ce que data.gouv.fr lit (dcat:downloadUrl, dct:licence, dcat:keywords).",
    effect: "data.gouv.fr ne lit que le nom exact : la valeur est perdue, sans que rien ne le signale.",
    fixes: fixes::PROPERTY,
    check: Check::Record(|context| {
        let lines = context.item.trace.entries();
        let mut seen: Vec<&str> = Vec::new();
        let mut found = Vec::new();
        for line in lines.clone().filter(|line| line.field().is_none() && line.how() == How::Ignored) {
            // A name of no vocabulary is near none.
            if !line.path().contains(':') || seen.contains(&line.path()) || line.origin().is_some() {
                continue;
            }
            let (before, property) = last_step(line.path());
            let Some(right) = nearly(property) else { continue };
            seen.push(line.path());
            let path = format!("{before}{right}");
            // Some portals write both: of the record, or of its files.
            let is_given = |other: Entry<'_>| {
                let rest = other.path().strip_prefix(&*path);
                other.field().is_some()
                    && other.how() != How::Missing
                    && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '[']))
            };
            if lines.clone().any(is_given) {
                continue;
            }
            let raw = line.raw().unwrap_or_default();
            let message =
                format!("{} n’est pas lu ({}) : vouliez-vous dire {right} ?", line.path(), quote(raw));
            found.push(Occurrence::at(line, message).suggesting(Some(right)));
        }
        found
    }),
    ..BASE
};

/// The name, nearly right, under which a record writes the property of a path: `dct:licence` for `dct:license`.
pub(super) fn written_for<'i>(item: &'i Item, wanted: &str) -> Option<&'i str> {
    // Names without vocabulary are near none.
    let may_be_near = |line: &Entry<'_>| {
        line.how() == How::Ignored
            && line.field().is_none()
            && line.origin().is_none()
            && line.path().contains(':')
    };
    let mut unread = item.trace.entries().filter(may_be_near).peekable();
    unread.peek()?;
    let (around, wanted) = short_step(wanted);
    let local = wanted.rsplit(':').next()?.to_lowercase();
    // Most names are told apart by their lengths.
    let is_near = |line: &Entry<'_>| {
        let own = line.path().rsplit([':', '#', '/']).next().unwrap_or_default().trim_end_matches('>');
        // « http://purl.org/dc/termstitle »
        meant(own).is_some()
            || own.len() > local.len() && own.to_lowercase().ends_with(&local)
            || (!own.is_ascii() || own.len().abs_diff(local.len()) <= 2)
                && distance::within(local.as_bytes(), own.to_lowercase().as_bytes(), 2).is_some()
    };
    let names = unread.filter(is_near).map(|line| last_step(line.path()));
    let found = names.filter(|(before, name)| *before == around && nearly(name).as_deref() == Some(wanted));
    found.map(|(_, name)| name).next()
}

/// The name under which a record writes what a flag is about, when it is nearly right.
pub(in crate::check) fn written_for_flag(item: &Item, subject: FlagSubject) -> Option<&str> {
    match subject {
        FlagSubject::Licence => written_for_licence(item),
        FlagSubject::Spatial => written_for(item, "dct:spatial"),
        FlagSubject::Frequency => written_for(item, "dct:accrualPeriodicity"),
    }
}

/// The same of the address of a file.
pub(super) fn written_for_address(item: &Item) -> Option<&str> {
    ["dcat:distribution/dcat:downloadURL", "dcat:distribution/dcat:accessURL"]
        .into_iter()
        .find_map(|wanted| written_for(item, wanted))
}

/// The same of a licence, which a record or its files give.
pub(super) fn written_for_licence(item: &Item) -> Option<&str> {
    written_for(item, "dct:license").or_else(|| written_for(item, "dcat:distribution/dct:license"))
}

/// `dcat:distribution/dcat:downloadUrl` as its two parts; an address in full has slashes of its own.
fn last_step(path: &str) -> (&str, &str) {
    match path.find("http") {
        // In full, it stands between angle brackets.
        Some(at) => {
            path.split_at(at - usize::from(path.get(..at).is_some_and(|before| before.ends_with('<'))))
        }
        None => short_step(path),
    }
}

/// The same of a name that is not written in full.
fn short_step(path: &str) -> (&str, &str) {
    path.split_at(path.rfind('/').map_or(0, |at| at + 1))
}

#[cfg(test)]
mod tests {
    use super::{last_step, nearly};

    #[test]
    fn near_names_are_told_from_other_names() {
        for (name, right) in [
            ("<http://purl.org/dc/terms/#license>", "dct:license"),
            ("dcat:downloadUrl", "dcat:downloadURL"),
            ("dct:licence", "dct:license"),
            ("dcat:keywords", "dcat:keyword"),
            ("dcat:bytesSize", "dcat:byteSize"),
            ("dcat:title", "dct:title"),
            ("dct:keyword", "dcat:keyword"),
            ("http://purl.org/dc/elements/1.1/title", "dct:title"),
            ("https://www.w3.org/ns/dcat#theme", "dcat:theme"),
            ("dct:acessRights", "dct:accessRights"),
            ("dct:descripton", "dct:description"),
            ("dct:tittle", "dct:title"),
            ("dct:titel", "dct:title"),
            ("dcat:contact", "dcat:contactPoint"),
            ("<http://purl.org/dc/termstitle>", "dct:title"),
            ("<http://www.w3.org/ns/dcatkeyword>", "dcat:keyword"),
        ] {
            assert_eq!(nearly(name).as_deref(), Some(right), "{name}");
        }
        for name in [
            "dct:language",
            "dct:source",
            "foaf:page",
            "dcat:version",
            "schema:name",
            "dct:subject",
            "dcat:temporalResolution",
            "adms:status",
            "dct:relation",
            "dct:isPartOf",
            "dct:isVersionOf",
            "dct:alternative",
            "dcat:inSeries",
            "dcat:qualifiedRelation",
            "dct:references",
            "dct:replaces",
            "dct:requires",
            "dct:audience",
        ] {
            assert_eq!(nearly(name), None, "{name}");
        }
    }

    #[test]
    fn steps_are_cut_before_the_last_name() {
        assert_eq!(
            last_step("dcat:distribution/dcat:downloadUrl"),
            ("dcat:distribution/", "dcat:downloadUrl")
        );
        assert_eq!(last_step("dct:licence"), ("", "dct:licence"));
        assert_eq!(last_step("dcat:distribution/https://x.fr/a"), ("dcat:distribution/", "https://x.fr/a"));
    }
}
