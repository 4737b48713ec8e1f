//! Distributions (`resource_from_rdf`, `core/dataset/rdf.py`).

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::{
    checksum::{ChecksumDraft, checksum},
    dates::{DateDraft, date, modified},
    description,
    file_type::{format, mime, protocol},
    property::{
        ACCESS_RIGHTS, ACCESS_SERVICE, ACCESS_URL, BYTE_SIZE, CHECKSUM, CONFORMS_TO, DESCRIPTION,
        DOWNLOAD_URL, DcatProperty, FORMAT, IDENTIFIER, ISSUED, LICENSE, MEDIA_TYPE, RIGHTS, TITLE,
    },
    reader::{DcatResult, NodePlace, NodeReader},
    rights::{LABELS, TermsOfUse, from_term},
    schema::{SchemaDraft, schema},
    subject::Subject,
    value::Value,
};
use crate::{
    model::{Change, How, Loss, ResourceType, Verbatim},
    source::rdf::vocabulary::dct,
    text::date::Moment,
};

/// A resource, not validated.
#[derive(Debug, Clone)]
pub(super) struct ResourceDraft<'g> {
    pub title: Title<'g>,
    pub description: String,
    pub url: &'g str,
    /// Where the address stands.
    pub url_path: &'static str,
    pub kind: ResourceType,
    pub format: Option<String>,
    pub mime: Option<&'g str>,
    pub filesize: Option<Value<'g>>,
    pub checksum: Option<ChecksumDraft<'g>>,
    pub schema: Option<SchemaDraft<'g>>,
    pub terms: TermsOfUse<'g>,
    pub dct_identifier: Option<Value<'g>>,
    pub uri: Option<&'g str>,
    pub issued_at: Option<DateDraft>,
    pub modified_at: Option<Moment>,
}

/// A title, found or made.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Title<'g> {
    Found(Value<'g>),
    Made(String),
}

impl Title<'_> {
    pub fn text(&self) -> &str {
        match self {
            Self::Found(value) => value.text,
            Self::Made(text) => text,
        }
    }
}

/// The resources of a dataset, found again by their address.
#[derive(Debug, Default)]
pub(super) struct Resources<'g> {
    pub drafts: Vec<ResourceDraft<'g>>,
    /// The first resource at each address. It alone may change its title afterwards.
    firsts: Index<&'g str>,
    /// The other ones, which are layers of a service, by their titles.
    layers: HashMap<&'g str, Index<Box<str>>, FxBuildHasher>,
}

type Index<K> = HashMap<K, usize, FxBuildHasher>;

/// Services of which GeoNetwork lists each layer under the same address (`OGC_SERVICE_FORMATS`).
const LAYERED: [&str; 3] = ["wfs", "wms", "wmts"];

impl<'g> Resources<'g> {
    /// Where a node comes in the list: a new place, or that of the resource it repeats.
    fn place(&self, url: &str, format: Option<&str>, title: &Title<'_>) -> usize {
        let new = self.drafts.len();
        let Some(&first) = self.firsts.get(url) else { return new };
        let is_layer = format.is_some_and(|format| LAYERED.contains(&format));
        let is_first = self.drafts.get(first).is_some_and(|draft| draft.title.text() == title.text());
        if !is_layer || is_first {
            return first;
        }
        self.layers.get(url).and_then(|layers| layers.get(title.text())).copied().unwrap_or(new)
    }

    /// Puts a draft at its place; a repeated resource keeps what the new one does not say.
    fn put(&mut self, place: usize, draft: ResourceDraft<'g>) {
        let Some(known) = self.drafts.get_mut(place) else {
            if self.firsts.contains_key(draft.url) {
                self.layers.entry(draft.url).or_default().insert(draft.title.text().into(), place);
            } else {
                self.firsts.insert(draft.url, place);
            }
            self.drafts.push(draft);
            return;
        };
        let mut terms = std::mem::take(&mut known.terms);
        terms.update(draft.terms);
        *known = ResourceDraft {
            kind: if draft.kind == ResourceType::Main { known.kind } else { draft.kind },
            checksum: draft.checksum.or(known.checksum),
            schema: draft.schema.or(known.schema),
            terms,
            ..draft
        };
    }
}

/// Reads a distribution into the resources; gives its place, unless it has no address.
pub(super) fn distribution<'g>(
    reader: &mut NodeReader<'_, 'g>,
    resources: &mut Resources<'g>,
) -> DcatResult<Option<usize>> {
    let Some((url, property)) = address(reader) else {
        let subject = reader.subject;
        reader.logs.push(format!("Resource without url: Resource({})", subject.text()));
        let raw = subject.one_truthy(dct::TITLE).map_or_else(|| subject.caption(), |title| title.text.into());
        let is_described = subject.graph.predicate_objects(subject.node).next().is_some();
        let loss = if is_described { Loss::NoAddress } else { Loss::Undescribed };
        reader.trace.lost("resources", "dcat:distribution", &raw, loss);
        if let Some(url) = subject.first(ACCESS_URL.node) {
            reader.comes_from(ACCESS_URL.node, url);
        }
        lose_terms(reader);
        if let NodePlace::Distribution(index) = reader.place {
            reader.trace.leave_part_out(index);
        }
        return Ok(None);
    };
    read(reader, resources, url, property.path(reader.place)).map(Some)
}

/// The licence and the rights of a distribution that is left out, which the record does not see either.
fn lose_terms(reader: &mut NodeReader<'_, '_>) {
    if !reader.trace.is_full() {
        return;
    }
    for property in [LICENSE, RIGHTS] {
        for object in reader.subject.all(property.node).filter(|object| object.value().is_truthy()) {
            let path = property.path(NodePlace::Distribution(0));
            let value = object.unwrapped(&LABELS);
            let said = if object.is_blank() && object.value() == value {
                object.caption()
            } else {
                value.text.into()
            };
            reader.trace.lost("license", path, &said, Loss::WithItsFile);
            reader.comes_from(property.node, object);
        }
    }
}

/// Reads a `dct:hasPart` into the resources: a resource « Autre » at the IRI of the node.
pub(super) fn part<'g>(reader: &mut NodeReader<'_, 'g>, resources: &mut Resources<'g>) -> DcatResult<()> {
    let Some(url) = reader.subject.iri().filter(|iri| !iri.is_empty()) else {
        reader.logs.push(format!("Resource without url: Resource({})", reader.subject.text()));
        reader.trace.lost("resources", "dct:hasPart", &reader.subject.caption(), Loss::PartWithoutAddress);
        return Ok(());
    };
    read(reader, resources, url, "dct:hasPart/@id").map(drop)
}

/// `dcat:downloadURL`, else `dcat:accessURL`, as text: `false` is an address there (`resource_from_rdf`).
fn address<'g>(reader: &mut NodeReader<'_, 'g>) -> Option<(&'g str, DcatProperty)> {
    let download = reader.subject.first(DOWNLOAD_URL.node).filter(|url| url.value().is_truthy());
    let (url, property) = match download {
        Some(url) => (url, DOWNLOAD_URL),
        None => (reader.subject.first(ACCESS_URL.node)?, ACCESS_URL),
    };
    Some(url.text()).filter(|text| !text.is_empty()).map(|text| (text, property))
}

fn read<'g>(
    reader: &mut NodeReader<'_, 'g>,
    resources: &mut Resources<'g>,
    url: &'g str,
    url_path: &'static str,
) -> DcatResult<usize> {
    let subject = reader.subject;
    let format = format(reader).map_err(|refusal| reader.blame("format", FORMAT, refusal))?;
    let title = title(subject, url, format.as_deref());
    let place = resources.place(url, format.as_deref(), &title);
    reader.place = match reader.place {
        NodePlace::Part(_) => NodePlace::Part(place),
        NodePlace::Record | NodePlace::Distribution(_) => NodePlace::Distribution(place),
    };
    if place < resources.drafts.len() {
        reader.trace.lost(reader.field("url"), "dcat:distribution", url, Loss::Merged);
        if let Some(url) = subject.first(ACCESS_URL.node) {
            reader.comes_from(ACCESS_URL.node, url);
        }
    }
    trace_address(reader, url);
    trace_format(reader, format.as_deref())?;
    trace_title(reader, &title);
    let terms = TermsOfUse::read(reader)?;
    trace_terms(reader, &terms);
    let draft = ResourceDraft {
        description: description::read(reader, &[DESCRIPTION])?,
        url,
        url_path,
        filesize: reader.one("filesize", BYTE_SIZE),
        mime: mime(reader).map_err(|refusal| reader.blame("mime", MEDIA_TYPE, refusal))?,
        schema: schema(reader).map_err(|refusal| reader.blame("schema", CONFORMS_TO, refusal))?,
        terms,
        checksum: checksum(reader).map_err(|refusal| reader.blame("checksum", CHECKSUM, refusal))?,
        kind: kind(reader),
        dct_identifier: reader.one("harvest.dct_identifier", IDENTIFIER),
        uri: subject.iri(),
        issued_at: date(reader, "harvest.issued_at", ISSUED),
        modified_at: modified(reader, "DCT.modified (resource)")?,
        title,
        format,
    };
    resources.put(place, draft);
    Ok(place)
}

fn trace_address(reader: &mut NodeReader<'_, '_>, url: &str) {
    if let NodePlace::Part(_) = reader.place {
        let field = reader.field("url");
        reader.trace.took(field, "dct:hasPart/@id", url, How::AsIs);
        return;
    }
    for property in [DOWNLOAD_URL, ACCESS_URL] {
        let mut kept = false;
        for object in reader.subject.all(property.node) {
            if object.text() == url && !kept {
                kept = true;
                reader.took("url", property, object, How::AsIs);
            } else if object.text() != url {
                reader.lost("url", property, object, Loss::OtherAddress);
            }
        }
        if kept && property.node == ACCESS_URL.node {
            return;
        }
    }
}

fn trace_format(reader: &mut NodeReader<'_, '_>, format: Option<&str>) -> DcatResult<()> {
    let Some(format) = format else {
        reader.missing("format", FORMAT);
        return Ok(());
    };
    if !reader.trace.is_full() {
        return Ok(());
    }
    let declared = reader.subject.preferred(FORMAT.node);
    if protocol(reader)?.is_some() {
        let (field, path) = (reader.field("format"), reader.path(ACCESS_SERVICE));
        reader.trace.changed(field, path, format, How::Deduced, Change::ServiceStandard);
        if let Some(service) = reader.subject.first(ACCESS_SERVICE.node) {
            reader.comes_from(ACCESS_SERVICE.node, service);
        }
        if let Some(object) = declared {
            reader.lost("format", FORMAT, object, Loss::OverruledFormat);
        }
    } else if let Some(object) = declared {
        if object.text() == format {
            reader.took("format", FORMAT, object, How::AsIs);
        } else {
            let change = Change::Becomes(Verbatim::boxed(format));
            reader.changed("format", FORMAT, object, How::Converted, change);
        }
        reader.others_are_lost("format", FORMAT, object);
    }
    Ok(())
}

/// Terms of a distribution stay among its extras, whatever the record takes for its licence.
fn trace_terms(reader: &mut NodeReader<'_, '_>, terms: &TermsOfUse<'_>) {
    if !reader.trace.is_full() {
        return;
    }
    for (name, property, values) in [
        ("extras.dcat.license", LICENSE, &terms.licences),
        ("extras.dcat.rights", RIGHTS, &terms.rights),
        ("extras.dcat.accessRights", ACCESS_RIGHTS, &terms.access_rights),
    ] {
        for value in values {
            let (field, path) = (reader.field(name), reader.path(property));
            reader.trace.took(field, path, value.text, How::AsIs);
            from_term(reader, *value);
        }
    }
}

fn trace_title(reader: &mut NodeReader<'_, '_>, title: &Title<'_>) {
    match title {
        Title::Found(_) => {
            reader.one("title", TITLE);
        }
        Title::Made(made) => {
            reader.missing("title", TITLE);
            if reader.trace.is_full() {
                let field = reader.field("title");
                reader.trace.set(field, How::Deduced, Change::MadeTitle(Verbatim::boxed(made.as_ref())));
            }
        }
    }
}

/// `title_from_rdf`: the title, else the name of the file, else words about the format.
fn title<'g>(subject: Subject<'g>, url: &str, format: Option<&str>) -> Title<'g> {
    if let Some(title) = subject.one_truthy(TITLE.node) {
        return Title::Found(title);
    }
    let name = url.rsplit('/').next().unwrap_or(url);
    Title::Made(if name.contains('.') && !name.contains('?') {
        name.to_owned()
    } else {
        match format.filter(|format| !format.is_empty()) {
            Some(format) => format!("Ressource {}", format.to_lowercase()),
            None => "Ressource sans nom".to_owned(),
        }
    })
}

/// « API » when the distribution has a service, « Autre » for a part, else « Fichier principal ».
fn kind(reader: &mut NodeReader<'_, '_>) -> ResourceType {
    if let NodePlace::Part(_) = reader.place {
        let field = reader.field("type");
        reader.trace.set(field, How::Deduced, Change::Part);
        return ResourceType::Other;
    }
    match reader.subject.first(ACCESS_SERVICE.node).filter(|service| service.is_truthy()) {
        Some(service) => {
            reader.changed("type", ACCESS_SERVICE, service, How::Deduced, Change::Api);
            ResourceType::Api
        }
        None => ResourceType::Main,
    }
}
