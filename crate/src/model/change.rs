//! What became of a value of the source: how a field took it, or why it is lost.
//!
//! Harvesters say it where it happens; its French is written once, in `view::change`. A value is two words wide, since a
//! large catalogue has millions of them: what is rare and large is boxed.

use super::{Frequency, Licence, schema_mismatch::SchemaMismatch};
use crate::text::{date::Date, url::UrlError};

/// What became of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// No field has it.
    Lost(Loss),
    /// It is written otherwise: a tag, a format, a resolution.
    Becomes(Box<Verbatim>),
    /// It is the title that a resource without title gets.
    MadeTitle(Box<Verbatim>),
    /// It is this licence.
    Licence(&'static Licence),
    /// It is this update frequency.
    Frequency(Frequency),
    /// It is this day.
    Day(Date),
    /// A date, or two with a slash between, without day or month: the day of the harvest completes it, so that it
    /// changes every night.
    Completed(Box<Verbatim>),
    /// The end of a period comes before its start: they change places.
    Swapped,
    /// It is this geographical zone.
    Zone(Box<ZoneName>),
    /// HTML, rewritten as Markdown.
    Markdown,
    /// No licence was recognised.
    NoLicence,
    /// CKAN's `license_id` is not there.
    NoLicenceId,
    /// The licence that the retired Opendatasoft harvester gives by default.
    DefaultLicence,
    /// The page of the record at the portal.
    PageOfPortal,
    /// As [`Self::PageOfPortal`], of a portal whose address is not known.
    UnknownPortal,
    /// The address is made with the prefix typed in the form.
    Prefixed,
    /// It restricts the access to the data.
    Restricts,
    /// The format is that of the service's standard.
    ServiceStandard,
    /// The resource is of the type « Autre », since it is a part of the record.
    Part,
    /// The resource is of the type « API », since a service gives access to it.
    Api,
    /// A text of several words makes one keyword.
    OneKeyword,
    /// A theme joins the keywords.
    Theme,
    /// An export that the portal offers.
    Export,
}

/// Why a value is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Loss {
    /// It is not of the type that udata expects: the whole record fails.
    Unexpected,
    /// The database refuses it: the whole record fails.
    Invalid(Box<Invalid>),
    /// It holds half a character: the whole record fails.
    HalfCharacter,
    /// An integer beyond 64 bits: the whole record fails.
    LargeInteger,
    /// A key holds the character of number zero: the whole record fails.
    NullKey,
    /// A date, a duration, a decimal number or XML where the database only holds texts and other numbers: the whole
    /// record fails.
    UnknownClass,
    /// CKAN's or DKAN's schema refuses it: the whole record fails.
    Schema(Box<SchemaMismatch>),
    /// Many usual keys of CKAN are absent.
    OtherModel,
    /// A key is absent: the whole record fails.
    KeyAbsent,
    /// The record has no content.
    NoContent,
    /// The record has INSPIRE metadata, and the harvester leaves those aside.
    Inspire,
    /// The package has no name.
    NoName,
    /// The package is not an object.
    NoObject,
    /// The package has no resource.
    NoResource,
    /// Another package has the same identifier.
    SameIdentifier,
    /// Its name is too long: the whole record fails.
    LongName,
    /// Its name makes no address: the whole record fails.
    BadName,
    /// The harvester carries no such value.
    NotCarried,
    /// Nothing takes this part of an ISO record, nor so many others of its kind.
    Untaken(Option<IsoPart>, u32),
    /// udata keeps one value, and this is another one.
    OneOfSeveral,
    /// udata keeps the French value.
    NotFrench,
    /// No value is in French: udata keeps the first.
    NoneFrench,
    /// A description that is a node.
    DescriptionNode,
    /// Too short for a keyword.
    ShortKeyword,
    /// A keyword that is an address.
    KeywordAddress,
    /// A theme without label.
    UnlabelledTheme,
    /// A thesaurus that is called nearly as that of INSPIRE's themes: its words are kept, without « inspire ».
    NearlyInspire,
    /// An e-mail address that is a node: its internal name takes the place of an address.
    AddressNode,
    /// No licence is recognised.
    UnknownLicence,
    /// The access is restricted: the licence is removed.
    RestrictedLicence,
    /// In no vocabulary of frequencies.
    UnknownFrequency,
    /// As [`Self::UnknownFrequency`], kept aside by CKAN's harvester; then what may have been meant.
    FrequencyKeptAside(Option<Frequency>),
    /// A date of modification that is no date.
    UnreadableDate,
    /// A date of creation or publication that is no date: the whole record fails.
    FatalDate,
    /// A date of modification to come.
    FutureDate,
    /// A bound of a period that is no date.
    UnreadableBound,
    /// A bound of a period that is not even a text: the whole record fails.
    BoundOfOtherType,
    /// A period without its end.
    NoEnd,
    /// A period without its start.
    NoStart,
    /// One date is no period.
    SingleDate,
    /// A period with neither start nor end.
    EmptyPeriod,
    /// A period that udata cannot read.
    UnreadablePeriod,
    /// A period that is an address.
    PeriodAddress,
    /// Two dates that do not compare: the whole record fails.
    IncomparableDates,
    /// A place that is an address, kept aside by CKAN's harvester.
    PlaceAddress,
    /// Not GeoJSON: the whole record fails.
    NotGeoJson,
    /// GeoJSON, but of no polygon: the whole record fails.
    NotAPolygon,
    /// A box that the database refuses: the whole record fails.
    BadBox,
    /// A zone beside a box: the whole record fails.
    ZoneAndBox,
    /// So many zones have this name.
    SeveralZones(u32),
    /// No zone has this name.
    NoZone,
    /// The list of zones is not loaded.
    ZonesNotLoaded,
    /// Not even a name of zone.
    NotAZone,
    /// A text that is no box « west,south,east,north ».
    NotABox,
    /// A geometry of another type than polygons.
    OtherGeometry(Box<Verbatim>),
    /// A geometry badly written.
    UnreadableGeometry,
    /// A geometry that is none.
    InvalidGeometry,
    /// A place without geometry.
    NoGeometry,
    /// A place whose geometry is in a node of its own.
    NestedGeometry,
    /// A contact that says nothing.
    EmptyContact,
    /// A contact point with neither address nor form.
    NoContactAddress,
    /// A contact whose name is no text.
    ContactNameType,
    /// A contact whose name or address is too long.
    LongContact,
    /// A contact whose form has no valid address.
    BadContactForm,
    /// An extra reserved to data.gouv.fr: the whole record fails.
    ReservedExtra,
    /// An extra whose name starts with `$`: the whole record fails.
    DollarExtra,
    /// An extra that should be an address: the whole record fails.
    ExtraAddress,
    /// The address of the record is no text: the whole record fails.
    AddressType,
    /// An address that udata refuses.
    BadAddress(Box<UrlError>),
    /// A landing page that udata refuses.
    BadLandingPage,
    /// Several DOIs: these.
    SeveralDois(Box<Verbatim>),
    /// A schema without address.
    NoSchemaAddress,
    /// A dataset of a service that is not in the catalogue.
    UnknownDataset,
    /// A type of resource that udata leaves aside.
    ResourceType,
    /// A spatial resolution that udata cannot read.
    UnreadableResolution,
    /// A resource that this other one, of the same identifier, replaces.
    ReplacedBy(u32),
    /// A distribution without address.
    NoAddress,
    /// A distribution that is named, and not described.
    Undescribed,
    /// A licence that is a node without label.
    UnlabelledLicence,
    /// Terms of use of a distribution without address.
    WithItsFile,
    /// A part without address.
    PartWithoutAddress,
    /// A distribution with the address of another one.
    Merged,
    /// A second address of a distribution.
    OtherAddress,
    /// A format that the standard of the service overrules.
    OverruledFormat,
    /// A checksum of an algorithm that udata does not know.
    UnknownAlgorithm,
    /// The same, of a checksum whose value is no text either: with a known algorithm, the whole record would fail.
    UnknownAlgorithmOfTyped,
    /// So many rows that there is no Shapefile export.
    NoShapefile,
}

/// What the database refuses (mongoengine).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Invalid {
    /// Not a text.
    Text,
    /// Too long a text.
    Length,
    /// Absent.
    Missing,
    /// Not a date.
    Date,
    /// Not a whole number of bytes.
    Integer,
    /// Not a polygon.
    Polygon,
    /// Not an address.
    Address(UrlError),
    /// Anything else.
    Other,
}

/// A part of an ISO 19139 record that a person may expect to find taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IsoPart {
    /// How often the record itself changes.
    MetadataMaintenance,
    /// The category of ISO.
    TopicCategory,
    /// A code of constraint.
    ConstraintCode,
    /// The text of a constraint of which the address is taken.
    AnchorLabel,
    /// A name of place.
    PlaceName,
    /// A side of a box of which one is no number.
    Bound(BoxSide),
    /// A polygon.
    BoundingPolygon,
    /// The projection.
    ReferenceSystem,
    /// A picture.
    Overview,
    /// The date of the record itself.
    DateStamp,
    /// A link with other data.
    Aggregation,
    /// The contact of the record itself.
    MetadataContact,
}

/// A side of a bounding box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoxSide {
    /// The least longitude.
    West,
    /// The least latitude.
    South,
    /// The greatest longitude.
    East,
    /// The greatest latitude.
    North,
}

/// A text that is shown as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verbatim(pub Box<str>);

impl Verbatim {
    /// A text, boxed: it stays two words wide in what holds it.
    pub fn boxed(text: impl Into<Box<str>>) -> Box<Self> {
        Box::new(Self(text.into()))
    }
}

/// A geographical zone, as its list names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneName {
    /// Its name.
    pub name: Box<str>,
    /// Its identifier.
    pub id: Box<str>,
}

impl From<Loss> for Change {
    fn from(loss: Loss) -> Self {
        Self::Lost(loss)
    }
}

impl Change {
    /// The loss, when it is one.
    pub fn loss(&self) -> Option<&Loss> {
        match self {
            Self::Lost(loss) => Some(loss),
            _ => None,
        }
    }
}

impl Loss {
    /// Whether the whole record is lost with the value.
    pub fn is_fatal(&self) -> bool {
        matches!(
            self,
            Self::Unexpected
                | Self::Invalid(_)
                | Self::HalfCharacter
                | Self::LargeInteger
                | Self::NullKey
                | Self::UnknownClass
                | Self::Schema(_)
                | Self::KeyAbsent
                | Self::LongName
                | Self::BadName
                | Self::FatalDate
                | Self::BoundOfOtherType
                | Self::IncomparableDates
                | Self::NotGeoJson
                | Self::NotAPolygon
                | Self::BadBox
                | Self::ZoneAndBox
                | Self::ReservedExtra
                | Self::DollarExtra
                | Self::ExtraAddress
                | Self::AddressType
        )
    }

    /// Whether the value is one of several, of which udata keeps one.
    pub fn is_one_of_several(&self) -> bool {
        matches!(self, Self::OneOfSeveral | Self::NotFrench | Self::NoneFrench)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_two_words_wide() {
        assert_eq!(size_of::<Option<Change>>(), 2 * size_of::<usize>());
    }
}
