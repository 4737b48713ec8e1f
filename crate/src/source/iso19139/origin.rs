//! Where the values of a converted record stand in the record itself, and which of them nothing takes: from what was noted
//! while its graph was made.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{
    provenance::{Provenance, ValuePart, ValueSource},
    trail::{DEEPEST, Trail},
};
use crate::{
    model::IsoPart,
    source::xml::{
        Element, Name,
        names::{plain, xlink},
    },
    text::order,
};

/// Longer values are cut.
const LONGEST: usize = 400;
/// Records that say more than this are no longer looked through.
const MOST: usize = 20_000;

/// The values of a record and where they stand.
#[derive(Debug)]
pub struct Origins {
    /// By number of what statements are made of: where its path is written.
    places: Vec<Range<usize>>,
    paths: String,
    untaken: Vec<Untaken>,
}

/// A long path in short: how it starts and how it ends.
pub fn shortened(path: &str) -> String {
    let mut steps = Vec::with_capacity(DEEPEST);
    steps.extend(path.split('/').filter(|step| *step != "gco:CharacterString"));
    match steps[..] {
        [first, .., parent, last] if steps.len() > 4 && last.starts_with('@') => {
            [first, "/…/", parent, "/", last].concat()
        }
        [first, .., last] if steps.len() > 3 => [first, "/…/", last].concat(),
        _ => steps.join("/"),
    }
}

/// Values that nothing takes: those of one kind together.
#[derive(Debug)]
pub struct Untaken {
    /// Where the first one stands.
    pub path: String,
    /// The first one.
    pub value: String,
    /// How many others there are.
    pub others: u32,
    /// What they are, when there is something to know of it.
    pub part: Option<IsoPart>,
}

/// The attributes that hold values, and how they are written.
const ATTRIBUTES: [(Name, ValuePart, &str); 3] = [
    (plain::CODE_LIST_VALUE, ValuePart::Code, "/@codeListValue"),
    (xlink::HREF, ValuePart::Address, "/@xlink:href"),
    (plain::UUIDREF, ValuePart::Reference, "/@uuidref"),
];

impl Origins {
    /// Reads a record once, in the order of the document, with what was noted while it was converted.
    pub(super) fn of(record: Element<'_>, provenance: Provenance) -> Self {
        let Provenance { places, mut taken, .. } = provenance;
        order::by_key(&mut taken, |span| span.start);
        let mut found = Self { places: vec![0..0; places.len()], paths: String::new(), untaken: Vec::new() };
        let mut wanted: Vec<(usize, ValueSource)> = places.into_iter().enumerate().collect();
        order::by_key(&mut wanted, |(_, place)| place.start);
        let (mut wanted, mut taken) =
            (wanted.into_iter().peekable(), Taken { spans: taken, next: 0, end: 0 });
        let (mut trail, mut losses) = (Trail::roomy(), Losses::default());
        for element in record.descendants() {
            let start = element.span().start;
            trail.enter(element);
            let (mut has_address, mut has_text) = (false, false);
            while let Some((number, place)) = wanted.next_if(|(_, place)| place.start <= start) {
                has_address |= place.part == ValuePart::Address;
                has_text |= place.part == ValuePart::Text;
                let before = found.paths.len();
                found.paths.extend([trail.written(), suffix_of(place.part)]);
                if let Some(place) = found.places.get_mut(number) {
                    *place = before..found.paths.len();
                }
            }
            if !taken.has(start) && !trail.is_deep() {
                losses.read(element, &trail);
            } else if (has_address && !has_text || trail.is_told_apart())
                && element.attribute(xlink::HREF).is_some()
            {
                losses.read_label(element, &trail);
            }
        }
        Self { untaken: losses.untaken, ..found }
    }

    /// Where what has this number stands: `gmd:identificationInfo/gmd:MD_DataIdentification/…/gco:CharacterString`.
    pub fn path(&self, source: u32) -> Option<&str> {
        let place = self.places.get(source as usize)?.clone();
        self.paths.get(place).filter(|path| !path.is_empty())
    }

    /// The values that nothing takes, in document order.
    pub fn untaken(&self) -> &[Untaken] {
        &self.untaken
    }
}

/// The elements that something takes, with all that is inside, in document order.
struct Taken {
    spans: Vec<Range<usize>>,
    next: usize,
    /// Where the ones met so far end.
    end: usize,
}

impl Taken {
    /// Whether an element is taken: to be asked in document order.
    fn has(&mut self, start: usize) -> bool {
        while let Some(span) = self.spans.get(self.next).filter(|span| span.start <= start) {
            self.end = self.end.max(span.end);
            self.next += 1;
        }
        start < self.end
    }
}

/// The values that nothing takes, those of one kind together.
#[derive(Default)]
struct Losses {
    /// By the kind of their elements, where in these they stand, and whether their addresses are taken.
    kinds: FxHashMap<(u32, ValuePart, bool), usize>,
    untaken: Vec<Untaken>,
    count: usize,
}

impl Losses {
    /// The values of an element that nothing takes.
    fn read(&mut self, element: Element<'_>, trail: &Trail<'_>) {
        let is_code = element.attribute(plain::CODE_LIST_VALUE).is_some_and(|code| !code.is_empty());
        // What a code is called repeats the code.
        let text = element.own_texts().map(str::trim).find(|text| !text.is_empty()).filter(|_| !is_code);
        if let Some(text) = text {
            self.add(trail, ValuePart::Text, text, false);
        }
        for (name, part, _) in ATTRIBUTES {
            if let Some(value) = element.attribute(name).filter(|value| !value.is_empty()) {
                self.add(trail, part, value, false);
            }
        }
    }

    /// The text of an anchor of which the address alone is taken.
    fn read_label(&mut self, element: Element<'_>, trail: &Trail<'_>) {
        let text = element.own_texts().map(str::trim).find(|text| !text.is_empty());
        if let Some(text) = text {
            self.add(trail, ValuePart::Text, text, true);
        }
    }

    fn add(&mut self, trail: &Trail<'_>, part: ValuePart, value: &str, is_label: bool) {
        self.count += 1;
        if self.count > MOST {
            return;
        }
        let kind = (trail.kind(), part, is_label);
        let known = self.kinds.get(&kind).filter(|_| !trail.is_told_apart());
        if let Some(known) = known.and_then(|&index| self.untaken.get_mut(index)) {
            known.others += 1;
            return;
        }
        self.kinds.insert(kind, self.untaken.len());
        let path = [trail.written(), suffix_of(part)].concat();
        let mut value = normalized(value);
        value.truncate(value.floor_char_boundary(LONGEST));
        let is = if is_label { Some(IsoPart::AnchorLabel) } else { trail.part() };
        self.untaken.push(Untaken { part: is, path, value, others: 0 });
    }
}

fn normalized(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

/// What is written after the path of an element for a part of it.
fn suffix_of(part: ValuePart) -> &'static str {
    ATTRIBUTES.iter().find(|(_, of, _)| *of == part).map_or("", |(_, _, written)| written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{
        iso19139::{Locales, convert},
        rdf::{
            Graph, Node,
            vocabulary::{dcat, dct},
        },
        xml::XmlTree,
    };

    const RECORD: &str = r#"<m:MD_Metadata xmlns:m="http://www.isotc211.org/2005/gmd" xmlns:c="http://www.isotc211.org/2005/gco"
        xmlns:a="http://www.isotc211.org/2005/gmx" xmlns:x="http://www.w3.org/1999/xlink">
      <m:hierarchyLevel><m:MD_ScopeCode codeListValue="dataset"/></m:hierarchyLevel>
      <m:dateStamp><c:Date>2026-01-02</c:Date></m:dateStamp>
      <m:identificationInfo><m:MD_DataIdentification>
        <m:citation><m:CI_Citation><m:title><c:CharacterString> Arbres
          urbains</c:CharacterString></m:title>
        <m:date><m:CI_Date><m:date><c:Date>2024-05-06</c:Date></m:date><m:dateType><m:CI_DateTypeCode codeListValue="creation"/></m:dateType></m:CI_Date></m:date>
        <m:date><m:CI_Date><m:date><c:Date>2024-05-06</c:Date></m:date><m:dateType><m:CI_DateTypeCode codeListValue="publication"/></m:dateType></m:CI_Date></m:date></m:CI_Citation></m:citation>
        <m:pointOfContact><m:CI_ResponsibleParty><m:organisationName><c:CharacterString>Ville</c:CharacterString></m:organisationName>
          <m:role><m:CI_RoleCode codeListValue="pointOfContact"/></m:role></m:CI_ResponsibleParty></m:pointOfContact>
        <m:pointOfContact><m:CI_ResponsibleParty><m:organisationName><c:CharacterString>Ville</c:CharacterString></m:organisationName>
          <m:role><m:CI_RoleCode codeListValue="pointOfContact"/></m:role></m:CI_ResponsibleParty></m:pointOfContact>
        <m:purpose><c:CharacterString>Compter</c:CharacterString></m:purpose>
        <m:resourceConstraints><m:MD_LegalConstraints>
          <m:useConstraints><m:MD_RestrictionCode codeListValue="otherRestrictions"/></m:useConstraints>
          <m:otherConstraints><c:CharacterString>Sans garantie</c:CharacterString></m:otherConstraints>
          <m:otherConstraints><a:Anchor x:href="https://exemple.fr/licence">Licence</a:Anchor></m:otherConstraints>
        </m:MD_LegalConstraints></m:resourceConstraints>
        <m:resourceMaintenance><m:MD_MaintenanceInformation><m:maintenanceAndUpdateFrequency>
          <m:MD_MaintenanceFrequencyCode codeListValue="annually">Annuelle</m:MD_MaintenanceFrequencyCode>
        </m:maintenanceAndUpdateFrequency></m:MD_MaintenanceInformation></m:resourceMaintenance>
        <m:topicCategory><m:MD_TopicCategoryCode>environment</m:MD_TopicCategoryCode></m:topicCategory>
        <m:topicCategory><m:MD_TopicCategoryCode>society</m:MD_TopicCategoryCode></m:topicCategory>
      </m:MD_DataIdentification></m:identificationInfo>
      <m:distributionInfo><m:MD_Distribution><m:transferOptions><m:MD_DigitalTransferOptions><m:onLine><m:CI_OnlineResource>
        <m:linkage><m:URL>https://exemple.fr/a.zip</m:URL></m:linkage>
        <m:function><m:CI_OnLineFunctionCode codeListValue="download"/></m:function>
      </m:CI_OnlineResource></m:onLine></m:MD_DigitalTransferOptions></m:transferOptions></m:MD_Distribution></m:distributionInfo>
    </m:MD_Metadata>"#;

    fn converted(record: &str) -> (Graph, Origins) {
        let tree = XmlTree::read(record).expect("well-formed");
        let locales = Locales::of(&tree);
        let (graph, origins) = convert(tree.root().expect("a root"), &locales, true).expect("a graph");
        (graph, origins.expect("origins"))
    }

    /// Where each object of a property stands.
    fn paths(graph: &Graph, origins: &Origins, property: Node) -> Vec<String> {
        let of = |(subject, predicate, object)| {
            let path = origins.path(graph.source(subject, predicate, object)?)?;
            (predicate == property).then(|| path.to_owned())
        };
        graph.triples().filter_map(of).collect()
    }

    #[test]
    fn each_statement_says_what_it_is_made_of() {
        let (graph, origins) = converted(RECORD);
        let identification = "gmd:identificationInfo/gmd:MD_DataIdentification/";
        let citation = format!("{identification}gmd:citation/gmd:CI_Citation/");
        let party = format!("{identification}gmd:pointOfContact");
        let name = "/gmd:CI_ResponsibleParty/gmd:organisationName/gco:CharacterString";
        for (property, expected) in [
            (dct::TITLE, vec![format!("{citation}gmd:title/gco:CharacterString")]),
            (dct::CREATED, vec![format!("{citation}gmd:date/gmd:CI_Date/gmd:date/gco:Date")]),
            (dct::ISSUED, vec![format!("{citation}gmd:date[2]/gmd:CI_Date/gmd:date/gco:Date")]),
            (
                dct::ACCRUAL_PERIODICITY,
                vec![format!(
                    "{identification}gmd:resourceMaintenance/gmd:MD_MaintenanceInformation/gmd:maintenanceAndUpdateFrequency/gmd:MD_MaintenanceFrequencyCode/@codeListValue"
                )],
            ),
            (dcat::CONTACT_POINT, vec![format!("{party}{name}"), format!("{party}[2]{name}")]),
            (
                dct::LICENSE,
                vec![format!(
                    "{identification}gmd:resourceConstraints/gmd:MD_LegalConstraints/gmd:otherConstraints[2]/gmx:Anchor/@xlink:href"
                )],
            ),
        ] {
            assert_eq!(paths(&graph, &origins, property), expected);
        }
    }

    /// A record in English with translations, anchors, a page beside the file, a scale beside a distance.
    const TRANSLATED: &str = r##"<m:MD_Metadata xmlns:m="http://www.isotc211.org/2005/gmd" xmlns:c="http://www.isotc211.org/2005/gco"
        xmlns:a="http://www.isotc211.org/2005/gmx" xmlns:x="http://www.w3.org/1999/xlink">
      <m:language><m:LanguageCode codeListValue="eng"/></m:language>
      <m:hierarchyLevel><m:MD_ScopeCode codeListValue="dataset"/></m:hierarchyLevel>
      <m:locale><m:PT_Locale id="FR"><m:languageCode><m:LanguageCode codeListValue="fre"/></m:languageCode></m:PT_Locale></m:locale>
      <m:identificationInfo><m:MD_DataIdentification>
        <m:citation><m:CI_Citation>
          <m:identifier><m:MD_Identifier><m:code><a:Anchor x:href="https://exemple.fr/id">Trees</a:Anchor></m:code></m:MD_Identifier></m:identifier>
        </m:CI_Citation></m:citation>
        <m:pointOfContact><m:CI_ResponsibleParty>
          <m:organisationName><c:CharacterString>City</c:CharacterString><m:PT_FreeText><m:textGroup>
            <m:LocalisedCharacterString locale="#FR">Ville</m:LocalisedCharacterString></m:textGroup></m:PT_FreeText></m:organisationName>
          <m:role><m:CI_RoleCode codeListValue="pointOfContact"/></m:role></m:CI_ResponsibleParty></m:pointOfContact>
        <m:pointOfContact><m:CI_ResponsibleParty>
          <m:organisationName><a:Anchor x:href="https://exemple.fr/region">Region</a:Anchor></m:organisationName>
          <m:contactInfo><m:CI_Contact><m:address><m:CI_Address>
            <m:electronicMailAddress><c:CharacterString>region@exemple.fr</c:CharacterString></m:electronicMailAddress>
          </m:CI_Address></m:address></m:CI_Contact></m:contactInfo>
          <m:role><m:CI_RoleCode codeListValue="pointOfContact"/></m:role></m:CI_ResponsibleParty></m:pointOfContact>
        <m:descriptiveKeywords><m:MD_Keywords><m:keyword><c:CharacterString>Parks</c:CharacterString></m:keyword>
          <m:thesaurusName><m:CI_Citation><m:title><c:CharacterString>Thesaurus of the city</c:CharacterString></m:title></m:CI_Citation></m:thesaurusName>
        </m:MD_Keywords></m:descriptiveKeywords>
        <m:spatialResolution><m:MD_Resolution><m:equivalentScale><m:MD_RepresentativeFraction><m:denominator>
          <c:Integer>5000</c:Integer></m:denominator></m:MD_RepresentativeFraction></m:equivalentScale></m:MD_Resolution></m:spatialResolution>
        <m:spatialResolution><m:MD_Resolution><m:distance><c:Distance uom="m">10</c:Distance></m:distance></m:MD_Resolution></m:spatialResolution>
      </m:MD_DataIdentification></m:identificationInfo>
      <m:distributionInfo><m:MD_Distribution>
        <m:distributionFormat><m:MD_Format><m:name><a:Anchor x:href="https://exemple.fr/csv">Table</a:Anchor></m:name></m:MD_Format></m:distributionFormat>
        <m:transferOptions><m:MD_DigitalTransferOptions>
          <m:onLine><m:CI_OnlineResource><m:linkage><m:URL>https://exemple.fr/a.csv</m:URL></m:linkage>
            <m:name><c:CharacterString>File</c:CharacterString></m:name>
            <m:function><m:CI_OnLineFunctionCode codeListValue="download"/></m:function></m:CI_OnlineResource></m:onLine>
          <m:onLine><m:CI_OnlineResource><m:linkage><m:URL>https://exemple.fr/carte</m:URL></m:linkage>
            <m:name><c:CharacterString>Map</c:CharacterString></m:name>
            <m:description><c:CharacterString>To look at</c:CharacterString></m:description></m:CI_OnlineResource></m:onLine>
        </m:MD_DigitalTransferOptions></m:transferOptions></m:MD_Distribution></m:distributionInfo>
    </m:MD_Metadata>"##;

    #[test]
    fn what_is_read_of_an_anchor_is_where_its_address_is() {
        let (graph, origins) = converted(TRANSLATED);
        let formats = paths(&graph, &origins, dct::FORMAT);
        assert!(formats.iter().all(|path| path.ends_with("/gmx:Anchor/@xlink:href")), "{formats:?}");
    }

    #[test]
    fn what_a_contact_is_called_is_where_it_is_read() {
        let (graph, origins) = converted(TRANSLATED);
        let contacts = paths(&graph, &origins, dcat::CONTACT_POINT);
        let ends = ["/gmd:LocalisedCharacterString", "/gmd:electronicMailAddress/gco:CharacterString"];
        assert_eq!(contacts.len(), ends.len());
        assert!(contacts.iter().zip(ends).all(|(path, end)| path.ends_with(end)), "{contacts:?}");
    }

    #[test]
    fn what_is_read_of_no_node_is_told() {
        let (_, origins) = converted(TRANSLATED);
        let told: Vec<_> = origins.untaken().iter().map(|lost| &*lost.value).collect();
        let expected = [
            "City",
            "Region",
            "https://exemple.fr/region",
            "Thesaurus of the city",
            "5000",
            "Table",
            "Map",
            "To look at",
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn what_nothing_takes_is_told_once_a_kind() {
        let (_, origins) = converted(RECORD);
        let mentioned: Vec<_> =
            origins.untaken().iter().map(|lost| (&*lost.value, lost.others, lost.part.is_some())).collect();
        assert_eq!(
            mentioned,
            [
                ("2026-01-02", 0, true),
                ("Compter", 0, false),
                ("otherRestrictions", 0, true),
                // Its address is taken.
                ("Licence", 0, true),
                ("environment", 1, true),
            ]
        );
    }
}
