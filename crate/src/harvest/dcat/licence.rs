//! The licence of a record, and what restricts its access (`core/dataset/rdf.py`).

use std::collections::HashSet;

use rustc_hash::FxBuildHasher;

use super::{
    property::{ACCESS_RIGHTS, DcatProperty, LICENSE, RIGHTS},
    reader::{DcatResult, NodePlace, NodeReader},
    rights::{TermsOfUse, from_term, is_unlabelled, limit_of, said},
    value::{PythonClass, Value},
};
use crate::model::{Change, How, Licence, Loss, Refusal, ValuePlace, licence};

/// Under what terms a dataset is published.
#[derive(Debug, Clone, Copy)]
pub(super) struct Licensing {
    pub licence: Option<&'static Licence>,
    /// INSPIRE's limit on public access: the licence is removed when the record is stored.
    pub limit: Option<&'static str>,
}

/// The licence from `dct:license`, else `dct:rights`, else the licences of the distributions.
pub(super) fn licensing<'g>(
    reader: &mut NodeReader<'_, 'g>,
    own: &TermsOfUse<'g>,
    distributions: &[&TermsOfUse<'g>],
) -> DcatResult<Licensing> {
    trace_extras(reader, own);
    let limit = limit(reader, own)?;
    let of_distributions = distributions.iter().flat_map(|terms| &terms.licences);
    let at =
        |property: DcatProperty, place: NodePlace| move |value: &Value<'g>| (property.path(place), *value);
    let candidates = (own.licences.iter().map(at(LICENSE, place_of(reader, LICENSE))))
        .chain(own.rights.iter().map(at(RIGHTS, place_of(reader, RIGHTS))))
        .chain(of_distributions.map(at(LICENSE, NodePlace::Distribution(0))));
    let licence = guess(reader, candidates)?.or_else(|| {
        reader.trace.set("license", How::Default, Change::NoLicence);
        licence::not_specified()
    });
    if let (Some(licence), Some(_)) = (licence, limit) {
        let path = ACCESS_RIGHTS.path(reader.place);
        reader.trace.lost("license", path, &licence.title, Loss::RestrictedLicence);
        // What restricts the access.
        let limit = reader.trace.source_of("access_type".into());
        reader.trace.made_of(limit);
    }
    Ok(Licensing { licence, limit })
}

/// `License.guess`: the first text that gives a licence.
fn guess<'g>(
    reader: &mut NodeReader<'_, 'g>,
    candidates: impl Iterator<Item = (&'static str, Value<'g>)>,
) -> DcatResult<Option<&'static Licence>> {
    let mut unknown = Vec::new();
    let mut seen = HashSet::<Value<'g>, FxBuildHasher>::default();
    for (path, value) in candidates {
        if !seen.insert(value) {
            continue;
        }
        let text = text_for(reader, path, value, "rstrip")?;
        let Some((licence, found)) = reader.memory.licence(text) else {
            unknown.push((path, value));
            continue;
        };
        if reader.trace.is_full() {
            let how = if found.is_exact() { How::Converted } else { How::Deduced };
            reader.trace.changed("license", path, value.text, how, Change::Licence(licence));
            from_term(reader, value);
        }
        return Ok(Some(licence));
    }
    if unknown.is_empty() {
        reader.missing("license", LICENSE);
        reader.of_catalogue(LICENSE.node, "dcat:Catalog/dct:license");
    }
    for (path, value) in unknown {
        let loss = if is_unlabelled(reader, value) { Loss::UnlabelledLicence } else { Loss::UnknownLicence };
        reader.trace.lost("license", path, &said(reader, value), loss);
        from_term(reader, value);
    }
    Ok(None)
}

/// The text of a term, or the failure of the whole record: where it is, and what it holds.
fn text_for<'g>(
    reader: &mut NodeReader<'_, 'g>,
    path: &'static str,
    value: Value<'g>,
    method: &'static str,
) -> DcatResult<&'g str> {
    value.text_for(method).map_err(|exception| {
        reader.trace.lost("license", path, value.text, Loss::Unexpected);
        from_term(reader, value);
        Refusal::Raised(exception, Some(ValuePlace::new("license", path, value.text)))
    })
}

/// `inspire_category_from_rights`.
fn limit<'g>(reader: &mut NodeReader<'_, 'g>, own: &TermsOfUse<'g>) -> DcatResult<Option<&'static str>> {
    let access_rights = own.access_rights.iter().map(|value| (ACCESS_RIGHTS, value));
    let rights = own.rights.iter().map(|value| (RIGHTS, value));
    for (property, value) in access_rights.chain(rights) {
        // awesome-slugify decodes what is not a text: bytes only can be.
        if value.class == PythonClass::Bytes {
            continue;
        }
        let path = property.path(place_of(reader, property));
        if let Some(limit) = limit_of(text_for(reader, path, *value, "decode")?) {
            reader.trace.changed("access_type", path, value.text, How::Deduced, Change::Restricts);
            from_term(reader, *value);
            return Ok(Some(limit));
        }
    }
    Ok(None)
}

/// Where the terms of a dataset were found: its own, else those its distributions share.
fn place_of(reader: &NodeReader<'_, '_>, property: DcatProperty) -> NodePlace {
    if reader.subject.first(property.node).is_some() { NodePlace::Record } else { NodePlace::Distribution(0) }
}

fn trace_extras<'g>(reader: &mut NodeReader<'_, 'g>, own: &TermsOfUse<'g>) {
    if !reader.trace.is_full() {
        return;
    }
    let fields: [(&'static str, DcatProperty, &[Value<'g>]); 3] = [
        ("extras.dcat.rights", RIGHTS, &own.rights),
        ("extras.dcat.accessRights", ACCESS_RIGHTS, &own.access_rights),
        ("extras.dcat.license", LICENSE, &own.licences),
    ];
    for (field, property, values) in fields {
        for value in values {
            let path = property.path(place_of(reader, property));
            reader.trace.took(field, path, &said(reader, *value), How::AsIs);
            from_term(reader, *value);
        }
    }
}

/// The licence of a dataservice: its first `dct:license`, and none by default.
pub(super) fn of_service(reader: &mut NodeReader<'_, '_>) -> DcatResult<Option<&'static Licence>> {
    let Some(value) = reader.subject.one(LICENSE.node) else {
        reader.missing("license", LICENSE);
        return Ok(None);
    };
    if let Some(kept) = reader.subject.preferred(LICENSE.node) {
        reader.others_are_lost("license", LICENSE, kept);
    }
    guess(reader, std::iter::once((LICENSE.path(reader.place), value)))
}
