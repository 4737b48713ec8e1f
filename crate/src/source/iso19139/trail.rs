//! The elements around one that is read, and how a person writes the way to it.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{
    model::{BoxSide, IsoPart},
    source::xml::{Element, Name},
};

/// Parts that a person may expect to find taken, by a step of their path and the one before; the first that fits.
const PARTS: [(&str, &str, IsoPart); 16] = [
    ("", "metadataMaintenance", IsoPart::MetadataMaintenance),
    ("", "topicCategory", IsoPart::TopicCategory),
    ("", "accessConstraints", IsoPart::ConstraintCode),
    ("", "useConstraints", IsoPart::ConstraintCode),
    ("", "EX_GeographicDescription", IsoPart::PlaceName),
    ("EX_Extent", "description", IsoPart::PlaceName),
    ("", "EX_BoundingPolygon", IsoPart::BoundingPolygon),
    ("", "westBoundLongitude", IsoPart::Bound(BoxSide::West)),
    ("", "eastBoundLongitude", IsoPart::Bound(BoxSide::East)),
    ("", "southBoundLatitude", IsoPart::Bound(BoxSide::South)),
    ("", "northBoundLatitude", IsoPart::Bound(BoxSide::North)),
    ("", "referenceSystemInfo", IsoPart::ReferenceSystem),
    ("", "graphicOverview", IsoPart::Overview),
    ("", "dateStamp", IsoPart::DateStamp),
    ("", "aggregationInfo", IsoPart::Aggregation),
    ("MD_Metadata", "contact", IsoPart::MetadataContact),
];

/// Elements of ISO's namespace whose texts are not told together.
const CONSTRAINTS: [&str; 2] = ["useLimitation", "otherConstraints"];

/// Deeper elements are no metadata: they are left out.
pub(super) const DEEPEST: usize = 30;

/// Elements that most records do not have more of.
const USUAL: usize = 200;

/// The elements around one that is read.
#[derive(Default)]
pub(super) struct Trail<'t> {
    levels: Vec<TrailLevel<'t>>,
    written: String,
    /// How many elements of each name were met in the one that starts there.
    met: FxHashMap<(usize, Name), usize>,
    /// Paths without ranks, as numbers: by that of the element around, then how the element is written.
    kinds: FxHashMap<(u32, &'static str, &'t str), u32>,
}

struct TrailLevel<'t> {
    name: &'t str,
    /// Where it is in the document.
    span: Range<usize>,
    /// Where it starts in the path as written.
    start: usize,
    kind: u32,
    /// Whether its texts are not told together: each says something of its own.
    is_told_apart: bool,
}

impl<'t> Trail<'t> {
    /// With room for most records.
    pub(super) fn roomy() -> Self {
        let mut trail = Self::default();
        trail.met.reserve(USUAL);
        trail.kinds.reserve(USUAL);
        trail
    }

    /// The way to the element that was entered.
    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// Whether the element that was entered is too deep to be metadata.
    pub(super) fn is_deep(&self) -> bool {
        self.levels.len() > DEEPEST
    }

    pub(super) fn enter(&mut self, element: Element<'t>) {
        let span = element.span();
        while let Some(left) = self.levels.pop_if(|level| level.span.end <= span.start) {
            self.written.truncate(left.start);
        }
        let start = self.written.len();
        let (mut kind, mut is_told_apart) = (self.kind(), self.is_told_apart());
        if self.levels.len() <= DEEPEST {
            let (prefix, local) = (prefix(element.namespace()), element.local_name());
            is_told_apart |= prefix == "gmd:" && CONSTRAINTS.contains(&local);
            if start > 0 {
                self.written.push('/');
            }
            self.written.extend([prefix, local]);
            let around = self.levels.last().map_or(0, |around| around.span.start);
            let rank = self.met.entry((around, element.name())).and_modify(|rank| *rank += 1).or_insert(1);
            if *rank > 1 {
                self.written.push_str(&format!("[{rank}]"));
            }
            let next = u32::try_from(self.kinds.len() + 1).unwrap_or(u32::MAX);
            kind = *self.kinds.entry((kind, prefix, local)).or_insert(next);
        }
        self.levels.push(TrailLevel { name: element.local_name(), span, start, kind, is_told_apart });
    }

    /// The part that its path leads through.
    pub(super) fn part(&self) -> Option<IsoPart> {
        let (mut known, mut before) = (PARTS.len(), "MD_Metadata");
        for TrailLevel { name, .. } in &self.levels {
            let is_there = |(around, part, _): &(&str, &str, IsoPart)| {
                name == part && (around.is_empty() || before == *around)
            };
            known = PARTS.iter().take(known).position(is_there).unwrap_or(known);
            before = name;
        }
        PARTS.get(known).map(|(.., part)| *part)
    }

    /// The number of the path of the element that was entered, whatever the ranks.
    pub(super) fn kind(&self) -> u32 {
        self.levels.last().map_or(0, |level| level.kind)
    }

    pub(super) fn is_told_apart(&self) -> bool {
        self.levels.last().is_some_and(|level| level.is_told_apart)
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
