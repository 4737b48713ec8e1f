//! Catalogue services: the harvester's GetRecords, page by page (`harvest/backends/dcat.py`, `BaseCswDcatBackend`).

use super::{
    client::Request,
    fault::FaultCause,
    pager::{FetchedPage, Pager, Turn},
};
use crate::{
    harvest::RecordSchema,
    model::{Asked, Kind},
    source::{
        csw::{CswAnswer, RecordCounts, exception},
        xml::{Element, XmlTree, names::csw::SEARCH_RESULTS},
    },
};

/// Records that the harvester asks for in one page.
pub const PAGE: usize = 25;
/// The types of records that the harvester asks for.
const TYPES: [&str; 4] = ["dataset", "nonGeographicDataset", "series", "service"];

/// The schema that the harvester asks for.
pub fn output_schema(kind: Kind, geodcatap: bool) -> &'static str {
    match kind.schema() {
        RecordSchema::Dcat if geodcatap => "http://data.europa.eu/930/",
        RecordSchema::Dcat => "http://www.w3.org/ns/dcat#",
        _ => "http://www.isotc211.org/2005/gmd",
    }
}

/// The harvester's request: the same filter, the same order, the same page size.
pub fn get_records(schema: &str, start: usize) -> String {
    let types: String = TYPES
        .iter()
        .map(|kind| {
            format!("<ogc:PropertyIsEqualTo><ogc:PropertyName>apiso:type</ogc:PropertyName><ogc:Literal>{kind}</ogc:Literal></ogc:PropertyIsEqualTo>")
        })
        .collect();
    format!(
        concat!(
            r#"<csw:GetRecords xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:ogc="http://www.opengis.net/ogc" xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:apiso="http://www.opengis.net/cat/csw/apiso/1.0" service="CSW" version="2.0.2" resultType="results" outputFormat="application/xml" outputSchema="{schema}" startPosition="{start}" maxRecords="{page}">"#,
            r#"<csw:Query typeNames="gmd:MD_Metadata"><csw:ElementSetName>full</csw:ElementSetName>"#,
            r#"<csw:Constraint version="1.1.0"><ogc:Filter><ogc:Or>{types}</ogc:Or></ogc:Filter></csw:Constraint>"#,
            r#"<ogc:SortBy><ogc:SortProperty><ogc:PropertyName>apiso:identifier</ogc:PropertyName><ogc:SortOrder>ASC</ogc:SortOrder></ogc:SortProperty></ogc:SortBy>"#,
            r#"</csw:Query></csw:GetRecords>"#
        ),
        schema = schema,
        start = start,
        page = PAGE,
        types = types,
    )
}

/// The same request in an address, for browsers that may not post: servers may answer it a little differently.
pub fn get_records_address(service: &str, schema: &str, start: usize) -> String {
    let types: Vec<_> = TYPES.iter().map(|kind| format!("type%3D%27{kind}%27")).collect();
    let mark = if service.contains('?') { '&' } else { '?' };
    format!(
        "{service}{mark}service=CSW&version=2.0.2&request=GetRecords&typeNames=gmd:MD_Metadata&elementSetName=full&resultType=results&outputFormat=application/xml&outputSchema={}&constraintLanguage=CQL_TEXT&constraint_language_version=1.1.0&constraint={}&sortBy=identifier:A&startPosition={start}&maxRecords={PAGE}",
        schema.replace('#', "%23"),
        types.join("%20OR%20"),
    )
}

/// What names the records of a page: the first identifier that each holds.
fn identifiers(tree: &XmlTree) -> Vec<String> {
    let results = tree.root().and_then(|root| root.child(SEARCH_RESULTS));
    let name = |record: Element<'_>| {
        let mut inside = record.descendants();
        let named = inside.find(|element| matches!(element.local_name(), "fileIdentifier" | "identifier"))?;
        Some(named.text().trim().to_owned()).filter(|name| !name.is_empty())
    };
    results.into_iter().flat_map(Element::children).filter_map(name).collect()
}

/// The pages of a service.
#[derive(Debug)]
pub(super) struct CswPager {
    service: String,
    schema: &'static str,
    start: usize,
    /// Whether addresses stand for the harvester's own request.
    by_address: bool,
}

impl CswPager {
    pub fn new(service: String, kind: Kind, geodcatap: bool) -> Self {
        Self { service, schema: output_schema(kind, geodcatap), start: 1, by_address: false }
    }

    fn request(&self) -> Request {
        if self.by_address {
            Request::get(get_records_address(&self.service, self.schema, self.start))
        } else {
            Request::post(&self.service, get_records(self.schema, self.start))
        }
    }
}

impl Pager for CswPager {
    fn first(&mut self) -> Vec<Request> {
        vec![self.request()]
    }

    fn page(&mut self, page: &FetchedPage<'_>) -> Turn {
        let Ok(tree) = XmlTree::read(&page.text) else { return Turn::kept(0, None) };
        if let (CswAnswer::Exception, Some(root)) = (CswAnswer::of(&tree), tree.root()) {
            return Turn { causes: vec![FaultCause::Exception(exception(root))], ..Turn::kept(0, None) };
        }
        let Some(counts) = RecordCounts::of(&tree) else { return Turn::kept(0, None) };
        let mut turn = Turn::kept(counts.returned().unwrap_or(0), counts.matched());
        turn.identifiers = identifiers(&tree);
        // The harvest tells of the counts that it cannot read.
        if let Ok(Some(next)) = counts.next(self.start) {
            // The count goes up to the number of records, whatever the pages hold.
            turn.ends = next > self.start;
            self.start = next;
            turn.next.push(self.request());
        }
        turn
    }

    /// An address that stands for the harvester's own request does not tell how that one ends.
    fn asks(&self, _: &Request) -> Option<Asked> {
        (!self.by_address).then_some(Asked::Source)
    }

    /// A browser asks before it posts XML to another site, and many services do not answer that question.
    fn missed(&mut self, _: &Request, cause: &FaultCause) -> Option<Turn> {
        if self.by_address || self.start > 1 || *cause != FaultCause::Cors {
            return None;
        }
        self.by_address = true;
        Some(Turn { next: vec![self.request()], causes: vec![FaultCause::Approximate], ..Turn::default() })
    }
}
