//! Licences, rights, access rights and provenance (`rdf_unique_values`, `rdf.py`), the licence they give
//! and INSPIRE's limits on public access.

use std::{borrow::Cow, collections::HashSet};

use rustc_hash::FxBuildHasher;

use super::{
    property::{ACCESS_RIGHTS, DcatProperty, LICENSE, PROVENANCE, RIGHTS},
    reader::{DcatResult, NodeReader},
    subject::Subject,
    value::{PythonClass, Value},
};
use crate::{
    formats::json::{Json, Object},
    source::rdf::{
        Node,
        vocabulary::{dcat, dct, rdfs},
    },
    text::slug::slugify,
};

/// Where the text of a node is, first to last.
pub(super) const LABELS: [Node; 2] = [rdfs::LABEL, dct::DESCRIPTION];

/// `rdf_unique_values`: the values of a property, each once; a set holds no list.
pub(super) fn unique<'g>(
    reader: &mut NodeReader<'_, 'g>,
    field: &'static str,
    property: DcatProperty,
    unwrap: &[Node],
) -> DcatResult<Vec<Value<'g>>> {
    let values = reader.subject.all(property.node).map(|object| object.unwrapped(unwrap));
    let told: Vec<_> = values.filter(|value| value.is_truthy()).collect();
    told.iter()
        .try_for_each(|value| value.hashed().map(drop))
        .map_err(|exception| reader.blame(field, property, exception))?;
    Ok(distinct(told.into_iter()))
}

/// The values, each once: by comparison while they are few.
pub(super) fn distinct<'g>(values: impl Iterator<Item = Value<'g>>) -> Vec<Value<'g>> {
    const FEW: usize = 16;
    let mut kept = Vec::new();
    let mut seen = HashSet::<Value<'g>, FxBuildHasher>::default();
    for value in values {
        let is_new = if kept.len() < FEW { !kept.contains(&value) } else { seen.insert(value) };
        if !is_new {
            continue;
        }
        kept.push(value);
        if kept.len() == FEW {
            seen.extend(&kept);
        }
    }
    kept
}

/// The terms of use of a record or a distribution.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct TermsOfUse<'g> {
    pub access_rights: Vec<Value<'g>>,
    pub licences: Vec<Value<'g>>,
    pub rights: Vec<Value<'g>>,
}

impl<'g> TermsOfUse<'g> {
    pub fn read(reader: &mut NodeReader<'_, 'g>) -> DcatResult<Self> {
        Ok(Self {
            access_rights: unique(reader, "access_type", ACCESS_RIGHTS, &LABELS)?,
            licences: unique(reader, "license", LICENSE, &LABELS)?,
            rights: unique(reader, "license", RIGHTS, &LABELS)?,
        })
    }

    /// What a second distribution of the same address replaces.
    pub fn update(&mut self, other: Self) {
        for (mine, theirs) in [
            (&mut self.access_rights, other.access_rights),
            (&mut self.licences, other.licences),
            (&mut self.rights, other.rights),
        ] {
            if !theirs.is_empty() {
                *mine = theirs;
            }
        }
    }
}

/// The line that was just written is made of this value of the terms of the node that is read, or of its distributions.
pub(super) fn from_term(reader: &mut NodeReader<'_, '_>, value: Value<'_>) {
    let subject = reader.subject;
    if !reader.trace.is_full() || !subject.graph.has_sources() {
        return;
    }
    // `unique` keeps the first of the same values: so does this.
    let of = |holder: Subject<'_>| {
        [LICENSE, RIGHTS, ACCESS_RIGHTS].into_iter().find_map(|property| {
            let object = holder.all(property.node).find(|object| object.unwrapped(&LABELS) == value)?;
            holder.graph.source(holder.node, property.node, object.node)
        })
    };
    let source = of(subject).or_else(|| subject.all(dcat::DISTRIBUTION).find_map(of));
    reader.trace.made_of(source);
}

/// What a value of the terms says to a person: a node without a label has only the name that rdflib gives it, which
/// the document does not hold, so that its other properties are told instead.
pub(super) fn said<'g>(reader: &NodeReader<'_, 'g>, value: Value<'g>) -> Cow<'g, str> {
    unlabelled(reader, value).map_or_else(|| value.text.into(), Subject::caption)
}

/// Whether a value of the terms is a node that has none of the labels that udata reads.
pub(super) fn is_unlabelled<'g>(reader: &NodeReader<'_, 'g>, value: Value<'g>) -> bool {
    unlabelled(reader, value).is_some()
}

fn unlabelled<'g>(reader: &NodeReader<'_, 'g>, value: Value<'g>) -> Option<Subject<'g>> {
    if !reader.trace.is_full() {
        return None;
    }
    let of = |holder: Subject<'g>| {
        [LICENSE, RIGHTS, ACCESS_RIGHTS].into_iter().find_map(|property| {
            holder.all(property.node).find(|object| object.is_blank() && object.value() == value)
        })
    };
    let subject = reader.subject;
    of(subject).or_else(|| subject.all(dcat::DISTRIBUTION).find_map(of))
}

pub(super) fn provenances<'g>(reader: &mut NodeReader<'_, 'g>) -> DcatResult<Vec<Value<'g>>> {
    unique(reader, "extras.dcat.provenance", PROVENANCE, &LABELS)
}

/// What the catalogue puts under `extras["dcat"]`.
pub(super) type Extras = Vec<(&'static str, Json<'static>)>;

/// `set_dcat_extra`.
pub(super) fn put(extras: &mut Extras, key: &'static str, values: &[Value<'_>]) {
    if !values.is_empty() {
        extras.push((key, to_json(values)));
    }
}

/// `extras`, no larger than it needs: catalogues hold many.
pub(super) fn to_extras(dcat: Extras) -> Object<'static> {
    if dcat.is_empty() {
        return Object::default();
    }
    let inner = dcat.into_iter().map(|(key, value)| (key.into(), value)).collect();
    [("dcat".into(), Json::Object(inner))].into_iter().collect()
}

/// As `extras` holds them, and `json.dumps(…, default=str)` writes them.
fn to_json(values: &[Value<'_>]) -> Json<'static> {
    let one = |value: &Value<'_>| match value.class {
        PythonClass::Integer => Json::Integer(value.text.to_owned().into()),
        PythonClass::Float => match value.text.parse() {
            Ok(number) => Json::Float(number),
            Err(_) => value.text.to_owned().into(),
        },
        PythonClass::Boolean => Json::Bool(value.text == "true"),
        _ => value.python_text().into_owned().into(),
    };
    Json::List(values.iter().map(one).collect())
}

/// A limit that INSPIRE sets on public access (`InspireLimitationCategory`, `core/access_type/constants.py`).
struct Limit {
    id: &'static str,
    /// Where the French law says so, as a slug.
    article: &'static str,
    /// The point of article 13(1) of the directive.
    point: char,
}

const LIMITS: [Limit; 8] = [
    limit("confidentiality_of_proceedings_of_public_authorities", "l124-4-i-1", 'a'),
    limit("international_relations_public_security_or_national_defence", "l124-5-ii-1", 'b'),
    limit("course_of_justice_or_fair_trial", "l124-5-ii-2", 'c'),
    limit("confidentiality_of_commercial_or_industrial_information", "l124-4-i-1", 'd'),
    limit("intellectual_property_rights", "l124-5-ii-3", 'e'),
    limit("confidentiality_of_personal_data", "l124-4-i-1", 'f'),
    limit("protection_of_voluntary_information_suppliers", "l124-4-i-3", 'g'),
    limit("protection_of_environment", "l124-4-i-2", 'h'),
];

const fn limit(id: &'static str, article: &'static str, point: char) -> Limit {
    Limit { id, article, point }
}

/// The limit that a text is, by its address or by its label in the French guide.
pub(super) fn limit_of(text: &str) -> Option<&'static str> {
    const ADDRESS: &str = "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/INSPIRE_Directive_Article13_1";
    if let Some(point) = text.strip_prefix(ADDRESS) {
        return LIMITS.iter().find(|limit| point.chars().eq([limit.point])).map(|limit| limit.id);
    }
    // Labels start with « L124 »: most texts need no slug.
    let start = text.chars().find(|c| c.is_alphanumeric() || !c.is_ascii())?;
    if start.is_ascii() && !start.eq_ignore_ascii_case(&'l') {
        return None;
    }
    let slug = slugify(text);
    let (article, point) =
        slug.split_once("-du-code-de-lenvironnement-directive-2007-2-ce-inspire-article-13-1-")?;
    LIMITS
        .iter()
        .find(|limit| limit.article == article && point.chars().eq([limit.point]))
        .map(|limit| limit.id)
}
