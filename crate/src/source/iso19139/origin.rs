//! Where the values of a converted record stand in the record itself, and which of them nothing takes.

use rustc_hash::FxHashMap;

use super::summary::record;
use crate::{
    model::IsoPart,
    source::xml::{
        Element, Name,
        names::{plain, xlink},
    },
};

/// What the conversion reads and udata reads in turn: a path in the record, `*` for any element, and the properties that
/// its values become. A property of a distribution is written after its own.
const READ: &[(&str, &[&str])] = &[
    ("fileIdentifier", &["foaf:isPrimaryTopicOf"]),
    ("language", &[]),
    ("locale", &[]),
    ("hierarchyLevel", &[]),
    ("identificationInfo/*/citation/*/title", &["dct:title"]),
    ("identificationInfo/*/citation/*/date", &["dct:modified", "dct:created", "dct:issued"]),
    ("identificationInfo/*/citation/*/identifier/*/code", &["dct:identifier", "@id"]),
    ("identificationInfo/*/citation/*/identifier/*/codeSpace", &["dct:identifier", "@id"]),
    ("identificationInfo/*/abstract", &["dct:description"]),
    ("identificationInfo/*/resourceMaintenance/*/maintenanceAndUpdateFrequency", &["dct:accrualPeriodicity"]),
    ("identificationInfo/*/pointOfContact/*/individualName", PARTIES),
    ("identificationInfo/*/pointOfContact/*/organisationName", PARTIES),
    ("identificationInfo/*/pointOfContact/*/contactInfo/*/address/*/electronicMailAddress", PARTIES),
    ("identificationInfo/*/pointOfContact/*/contactInfo/*/onlineResource/*/linkage", PARTIES),
    ("identificationInfo/*/pointOfContact/*/role", PARTIES),
    ("identificationInfo/*/descriptiveKeywords/*/keyword", &["dcat:keyword", "dcat:theme"]),
    ("identificationInfo/*/descriptiveKeywords/*/thesaurusName/*/title", &["dcat:theme"]),
    (
        "identificationInfo/*/resourceConstraints/*/otherConstraints",
        &["dct:license", "dct:rights", "dct:accessRights"],
    ),
    ("identificationInfo/*/resourceConstraints/*/useLimitation", &["dct:license", "dct:rights"]),
    (
        "identificationInfo/*/spatialResolution",
        &["dcat:spatialResolutionInMeters", "dqv:hasQualityMeasurement"],
    ),
    ("identificationInfo/*/extent/*/geographicElement/EX_GeographicBoundingBox", &["dct:spatial"]),
    ("identificationInfo/*/extent/*/temporalElement", &["dct:temporal"]),
    ("identificationInfo/*/operatesOn", &["dcat:servesDataset", "dct:hasPart"]),
    ("dataQualityInfo/*/lineage/*/statement", &["dct:provenance"]),
    ("dataQualityInfo/*/report/*/result/*/specification/*/title", &["dct:conformsTo"]),
    ("dataQualityInfo/*/report/*/result/*/pass", &[]),
    ("distributionInfo/*/transferOptions/*/onLine/*/linkage", LINKS),
    ("distributionInfo/*/transferOptions/*/onLine/*/name", &["dcat:distribution/dct:title"]),
    ("distributionInfo/*/transferOptions/*/onLine/*/description", &["dcat:distribution/dct:description"]),
    ("distributionInfo/*/transferOptions/*/onLine/*/protocol", &["dcat:distribution/dcat:accessService"]),
    ("distributionInfo/*/transferOptions/*/onLine/*/function", &["dcat:distribution"]),
    ("distributionInfo/*/transferOptions/*/transferSize", &["dcat:distribution/dcat:byteSize"]),
    ("distributionInfo/*/distributionFormat/*/name", FORMATS),
    ("distributionInfo/*/distributor/*/distributorFormat/*/name", FORMATS),
    ("distributionInfo/*/distributor/*/distributorTransferOptions/*/onLine/*/linkage", LINKS),
    (
        "distributionInfo/*/distributor/*/distributorTransferOptions/*/onLine/*/name",
        &["dcat:distribution/dct:title"],
    ),
    (
        "distributionInfo/*/distributor/*/distributorTransferOptions/*/onLine/*/description",
        &["dcat:distribution/dct:description"],
    ),
    (
        "distributionInfo/*/distributor/*/distributorTransferOptions/*/onLine/*/function",
        &["dcat:distribution"],
    ),
    (
        "distributionInfo/*/distributor/*/distributorTransferOptions/*/transferSize",
        &["dcat:distribution/dcat:byteSize"],
    ),
];

const PARTIES: &[&str] = &[
    "dcat:contactPoint",
    "dct:publisher",
    "dct:creator",
    "dct:rightsHolder",
    "geodcat:custodian",
    "geodcat:distributor",
    "geodcat:originator",
    "geodcat:principalInvestigator",
    "geodcat:processor",
    "geodcat:resourceProvider",
    "geodcat:user",
];
const LINKS: &[&str] = &[
    "dcat:distribution/dcat:accessURL",
    "dcat:distribution",
    "dcat:landingPage",
    "foaf:page",
    "dcat:endpointURL",
    "dcat:endpointDescription",
];
const FORMATS: &[&str] = &["dcat:distribution/dct:format", "dcat:distribution/dcat:mediaType"];

/// Parts that a person may expect to find taken, by the end of their path.
const PARTS: &[(&str, IsoPart)] = &[
    ("metadataMaintenance", IsoPart::MetadataMaintenance),
    ("topicCategory", IsoPart::TopicCategory),
    ("accessConstraints", IsoPart::ConstraintCode),
    ("useConstraints", IsoPart::ConstraintCode),
    ("EX_GeographicDescription", IsoPart::PlaceName),
    ("EX_BoundingPolygon", IsoPart::BoundingPolygon),
    ("referenceSystemInfo", IsoPart::ReferenceSystem),
    ("graphicOverview", IsoPart::Overview),
    ("dateStamp", IsoPart::DateStamp),
    ("aggregationInfo", IsoPart::Aggregation),
    ("MD_Metadata/contact", IsoPart::MetadataContact),
];

/// Deeper elements are no metadata: they are left out.
const DEEPEST: usize = 30;
/// Longer values are told apart by their start.
const LONGEST: usize = 400;
/// Records that say more than this are no longer looked through.
const MOST: usize = 20_000;

/// How many equal values are compared.
const WALKED: usize = 200;
const ON_DISTRIBUTIONS: &str = "dcat:distribution/";

/// The values of a record and where they stand.
#[derive(Debug)]
pub struct Origins {
    values: Vec<Value>,
    by_text: FxHashMap<Box<str>, Vec<usize>>,
    /// The first value of each entry of [`READ`].
    first: Vec<Option<usize>>,
}

#[derive(Debug)]
struct Value {
    /// As written: `gmd:identificationInfo/gmd:MD_DataIdentification/…/gco:CharacterString`.
    path: String,
    /// Its entry in [`READ`].
    read: Option<usize>,
    text: Box<str>,
}

/// A long path in short: how it starts and how it ends.
pub fn shortened(path: &str) -> String {
    let steps: Vec<_> = path.split('/').filter(|step| *step != "gco:CharacterString").collect();
    match steps[..] {
        [first, .., parent, last] if steps.len() > 4 && last.starts_with('@') => {
            format!("{first}/…/{parent}/{last}")
        }
        [first, .., last] if steps.len() > 3 => format!("{first}/…/{last}"),
        _ => steps.join("/"),
    }
}

/// Values that nothing takes: those of one kind together.
#[derive(Debug)]
pub struct Untaken {
    /// Where the first one stands.
    pub path: String,
    /// The first one.
    pub value: Box<str>,
    /// How many others there are.
    pub others: u32,
    /// What they are, when there is something to know of it.
    pub part: Option<IsoPart>,
}

impl Origins {
    /// The values of what a page of records holds.
    pub fn of(element: Element<'_>) -> Self {
        let mut origins =
            Self { values: Vec::new(), by_text: FxHashMap::default(), first: vec![None; READ.len()] };
        if let Some(record) = record(element) {
            origins.read(record);
        }
        origins
    }

    fn read(&mut self, record: Element<'_>) {
        let mut trail = Trail::default();
        for element in record.descendants() {
            trail.enter(element);
            let text = element.own_texts().map(str::trim).find(|text| !text.is_empty());
            let attributes = [
                (plain::CODE_LIST_VALUE, "@codeListValue"),
                (xlink::HREF, "@xlink:href"),
                (plain::UUIDREF, "@uuidref"),
            ]
            .map(|(name, written)| (element.attribute(name), written));
            for (value, written) in std::iter::once((text, "")).chain(attributes) {
                let Some(value) = value.filter(|value| !value.is_empty()) else { continue };
                // What a code is called repeats the code.
                if written.is_empty() && element.attribute(plain::CODE_LIST_VALUE).is_some() {
                    continue;
                }
                if self.values.len() >= MOST || trail.levels.len() > DEEPEST {
                    return;
                }
                self.add(&trail, value, written);
            }
        }
    }

    fn add(&mut self, trail: &Trail, value: &str, attribute: &str) {
        let index = self.values.len();
        let read = READ.iter().position(|(pattern, _)| trail.is_under(pattern));
        let mut path = trail.written.clone();
        if !attribute.is_empty() {
            path.push('/');
            path.push_str(attribute);
        }
        if let Some(first) = read.and_then(|entry| self.first.get_mut(entry)) {
            first.get_or_insert(index);
        }
        let text: Box<str> = start(&normalized(value)).into();
        self.by_text.entry(text.clone()).or_default().push(index);
        self.values.push(Value { path, read, text });
    }

    /// Where the value that became `raw`, found at `property` of the graph, stands, under `near` if it can be; where it
    /// would be written when there is none.
    pub fn find(&self, property: &str, raw: Option<&str>, near: Option<&str>) -> Option<String> {
        let property = property.split('[').next().unwrap_or(property);
        let given: Vec<bool> =
            READ.iter().map(|(_, properties)| properties.contains(&outer(property))).collect();
        let given = match property.strip_prefix(ON_DISTRIBUTIONS) {
            // Terms are written once for all distributions.
            Some(inner) if !given.contains(&true) => {
                READ.iter().map(|(_, properties)| properties.contains(&outer(inner))).collect()
            }
            _ => given,
        };
        let gives = |entry: usize| given.get(entry).is_some_and(|&gives| gives);
        if let Some(value) = raw.and_then(|raw| self.same(raw, near, gives)) {
            return Some(value.path.clone());
        }
        let mut entries = (0..READ.len()).filter(|&entry| gives(entry)).peekable();
        let (expected, _) = READ.get(*entries.peek()?)?;
        let found = entries.filter(|_| raw.is_some()).find_map(|entry| {
            let value = self.values.get(self.first.get(entry).copied()??)?;
            Some(first_segments(&value.path, READ.get(entry)?.0.split('/').count()))
        });
        Some(found.unwrap_or_else(|| expected.split('/').map(qualified).collect::<Vec<_>>().join("/")))
    }

    /// The value with the same text, or with the same name when it is that of someone.
    fn same(&self, raw: &str, near: Option<&str>, gives: impl Fn(usize) -> bool) -> Option<&Value> {
        let name = raw.split(" · ").next().unwrap_or(raw);
        [raw, name].into_iter().find_map(|text| {
            let same = self.by_text.get(start(&normalized(text)))?;
            let values = || {
                let values = same.iter().take(WALKED).filter_map(|&index| self.values.get(index));
                values.filter(|value| value.read.is_some_and(&gives))
            };
            values()
                .find(|value| near.is_some_and(|near| value.path.starts_with(near)))
                .or_else(|| values().next())
        })
    }

    /// The values that nothing takes, in document order.
    pub fn untaken(&self) -> Vec<Untaken> {
        let mut kinds: FxHashMap<String, usize> = FxHashMap::default();
        let mut untaken: Vec<Untaken> = Vec::new();
        for value in self.values.iter().filter(|value| value.read.is_none()) {
            let kind: String =
                value.path.split('/').map(|segment| segment.split('[').next().unwrap_or_default()).collect();
            match kinds.get(&kind).and_then(|&index| untaken.get_mut(index)) {
                Some(known) => known.others += 1,
                None => {
                    kinds.insert(kind, untaken.len());
                    let whole = format!("MD_Metadata/{}", unqualified(&value.path));
                    let part =
                        PARTS.iter().find(|(part, _)| format!("{whole}/").contains(&format!("{part}/")));
                    untaken.push(Untaken {
                        path: value.path.clone(),
                        value: value.text.clone(),
                        others: 0,
                        part: part.map(|(_, part)| *part),
                    });
                }
            }
        }
        untaken
    }
}

/// The property of the record, or of the distribution, that a longer path starts with.
fn outer(property: &str) -> &str {
    let inside = property.strip_prefix(ON_DISTRIBUTIONS).map_or(0, |_| ON_DISTRIBUTIONS.len());
    let end =
        property.get(inside..).and_then(|inner| inner.find('/')).map_or(property.len(), |at| inside + at);
    property.get(..end).unwrap_or(property)
}

fn normalized(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn start(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text)
}

fn first_segments(path: &str, count: usize) -> String {
    path.split('/').take(count).collect::<Vec<_>>().join("/")
}

/// A segment of [`READ`] as a person writes it.
fn qualified(segment: &str) -> String {
    match segment {
        "*" => "*".to_owned(),
        "operatesOn" => "srv:operatesOn".to_owned(),
        _ => format!("gmd:{segment}"),
    }
}

fn unqualified(path: &str) -> String {
    let local = |segment: &str| {
        segment.rsplit(':').next().unwrap_or_default().split('[').next().unwrap_or_default().to_owned()
    };
    path.split('/').map(local).collect::<Vec<_>>().join("/")
}

/// The elements around one that is read.
#[derive(Default)]
struct Trail {
    levels: Vec<Level>,
    written: String,
    /// How many elements of each name were met at the top.
    met: FxHashMap<Name, usize>,
}

struct Level {
    local: String,
    end: usize,
    /// Where it starts in the path as written.
    start: usize,
    met: FxHashMap<Name, usize>,
}

impl Trail {
    fn enter(&mut self, element: Element<'_>) {
        let span = element.span();
        while let Some(left) = self.levels.pop_if(|level| level.end <= span.start) {
            self.written.truncate(left.start);
        }
        let start = self.written.len();
        let local = element.local_name();
        if self.levels.len() <= DEEPEST {
            if start > 0 {
                self.written.push('/');
            }
            self.written.push_str(prefix(element.namespace()));
            self.written.push_str(local);
            let met = self.levels.last_mut().map_or(&mut self.met, |parent| &mut parent.met);
            let rank = met.entry(element.name()).and_modify(|rank| *rank += 1).or_insert(1);
            if *rank > 1 {
                self.written.push_str(&format!("[{rank}]"));
            }
        }
        self.levels.push(Level { local: local.to_owned(), end: span.end, start, met: FxHashMap::default() });
    }

    /// Whether the path starts as `pattern` does.
    fn is_under(&self, pattern: &str) -> bool {
        let mut levels = self.levels.iter();
        pattern
            .split('/')
            .all(|wanted| levels.next().is_some_and(|level| wanted == "*" || wanted == level.local))
    }
}

/// The usual prefix of a namespace.
fn prefix(namespace: &str) -> &'static str {
    match namespace {
        "http://www.isotc211.org/2005/gmd" => "gmd:",
        "http://www.isotc211.org/2005/gco" => "gco:",
        "http://www.isotc211.org/2005/gmx" => "gmx:",
        "http://www.isotc211.org/2005/srv" => "srv:",
        "http://www.isotc211.org/2005/gts" => "gts:",
        _ if namespace.starts_with("http://www.opengis.net/gml") => "gml:",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::xml::Tree;

    const RECORD: &str = r#"<m:MD_Metadata xmlns:m="http://www.isotc211.org/2005/gmd" xmlns:c="http://www.isotc211.org/2005/gco"
        xmlns:a="http://www.isotc211.org/2005/gmx" xmlns:x="http://www.w3.org/1999/xlink">
      <m:dateStamp><c:Date>2026-01-02</c:Date></m:dateStamp>
      <m:identificationInfo><m:MD_DataIdentification>
        <m:citation><m:CI_Citation><m:title><c:CharacterString> Arbres
          urbains</c:CharacterString></m:title></m:CI_Citation></m:citation>
        <m:purpose><c:CharacterString>Compter</c:CharacterString></m:purpose>
        <m:resourceConstraints><m:MD_LegalConstraints>
          <m:otherConstraints><c:CharacterString>Sans garantie</c:CharacterString></m:otherConstraints>
          <m:otherConstraints><a:Anchor x:href="https://exemple.fr/licence">Licence</a:Anchor></m:otherConstraints>
        </m:MD_LegalConstraints></m:resourceConstraints>
        <m:resourceMaintenance><m:MD_MaintenanceInformation><m:maintenanceAndUpdateFrequency>
          <m:MD_MaintenanceFrequencyCode codeListValue="annually">Annuelle</m:MD_MaintenanceFrequencyCode>
        </m:maintenanceAndUpdateFrequency></m:MD_MaintenanceInformation></m:resourceMaintenance>
        <m:topicCategory><m:MD_TopicCategoryCode>environment</m:MD_TopicCategoryCode></m:topicCategory>
        <m:topicCategory><m:MD_TopicCategoryCode>society</m:MD_TopicCategoryCode></m:topicCategory>
      </m:MD_DataIdentification></m:identificationInfo>
    </m:MD_Metadata>"#;

    #[test]
    fn each_value_says_where_it_stands() {
        let tree = Tree::read(RECORD).expect("well-formed");
        let origins = Origins::of(tree.root().expect("a root"));
        let identification = "gmd:identificationInfo/gmd:MD_DataIdentification/";
        for (property, raw, expected) in [
            (
                "dct:title[@fr]",
                Some("Arbres urbains"),
                format!("{identification}gmd:citation/gmd:CI_Citation/gmd:title/gco:CharacterString"),
            ),
            (
                "dcat:distribution/dct:license",
                Some("https://exemple.fr/licence"),
                format!(
                    "{identification}gmd:resourceConstraints/gmd:MD_LegalConstraints/gmd:otherConstraints[2]/gmx:Anchor/@xlink:href"
                ),
            ),
            (
                "dct:accrualPeriodicity",
                Some("http://publications.europa.eu/resource/authority/frequency/ANNUAL"),
                format!(
                    "{identification}gmd:resourceMaintenance/gmd:MD_MaintenanceInformation/gmd:maintenanceAndUpdateFrequency"
                ),
            ),
            (
                "dct:spatial",
                None,
                "gmd:identificationInfo/*/gmd:extent/*/gmd:geographicElement/gmd:EX_GeographicBoundingBox"
                    .to_owned(),
            ),
        ] {
            assert_eq!(origins.find(property, raw, None), Some(expected), "{property}");
        }
        assert_eq!(origins.find("dct:subject", Some("environment"), None), None);
    }

    #[test]
    fn what_nothing_takes_is_told_once_a_kind() {
        let tree = Tree::read(RECORD).expect("well-formed");
        let untaken = Origins::of(tree.root().expect("a root")).untaken();
        let told: Vec<_> =
            untaken.iter().map(|lost| (&*lost.value, lost.others, lost.part.is_some())).collect();
        assert_eq!(told, [("2026-01-02", 0, true), ("Compter", 0, false), ("environment", 1, true)]);
    }
}
