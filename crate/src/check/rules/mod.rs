//! The registry: one family of rules, one file.

mod absence;
mod access;
mod access_elsewhere;
mod address;
mod answers;
mod ckan_licence;
mod ckan_period;
mod ckan_spatial;
mod contact;
mod coverage_elsewhere;
mod date;
mod extent;
mod far_end;
mod field;
mod file_type;
mod filler;
mod format;
pub(super) mod frequency;
mod geojson;
pub(super) mod identity;
mod iso;
mod keyword;
mod legal;
mod licence;
mod licence_elsewhere;
mod licence_several;
pub(super) mod licence_text;
mod lost_place;
mod ogc;
mod other;
mod package;
pub(super) mod period;
pub(super) mod property;
pub(super) mod publisher;
pub(super) mod quoting;
mod resource;
mod schema;
mod service;
mod size;
mod source;
pub(super) mod spatial;
mod template;
mod temporal;
mod text;
pub(super) mod unread;
mod wkt;

use super::{Check, Rule, RuleLevel, Severity};

/// A rule about one field, to fix, whose texts remain to be given.
const BASE: Rule = Rule {
    code: "",
    severity: Severity::ToFix,
    level: RuleLevel::Field,
    flag: None,
    silent: false,
    title: "",
    constat: "",
    effect: "",
    fixes: &[],
    in_bulk: quoting::TEMPLATE,
    halts: "",
    verify: quoting::AGAIN,
    check: Check::Record(|_| Vec::new()),
};

/// A rule about a record that does not arrive, whose texts remain to be given.
const REFUSED: Rule =
    Rule { severity: Severity::Blocking, level: RuleLevel::Record, verify: quoting::ARRIVES, ..BASE };

/// Every rule, in the order the page shows them.
pub static RULES: &[&Rule] = &[
    // The source.
    &source::RETIRED,
    &answers::HALTED,
    &source::HTML,
    &source::EMPTY,
    &source::MEDIA_TYPE,
    &source::ENDING,
    &source::PRIVATE,
    &source::SYNTAX,
    &answers::PAGES_UNKNOWN,
    &answers::PAGES_RELATIVE,
    &answers::PAGES_LOOP,
    &answers::CKAN_CAP,
    &answers::CKAN_ANSWER,
    &answers::CSW_EXCEPTION,
    &answers::CSW_NEXT,
    &answers::PAGES_MISSING,
    &answers::CSW_TOTAL,
    &answers::CSW_DROPPED,
    &answers::READING,
    &source::CHARSET,
    &publisher::SEVERAL,
    &source::FEDERATED,
    &source::DAMAGED,
    &source::HTTP,
    &source::CONTEXT,
    &unread::UNREAD,
    // Records that do not arrive.
    &identity::MISSING,
    &identity::DUPLICATE,
    &identity::PLACEHOLDER,
    &identity::SHARED,
    &identity::TITLE_MISSING,
    &identity::ACRONYM,
    &address::INVALID,
    &size::SIZE,
    &text::HALF_CHARACTER,
    &size::LARGE_INTEGER,
    &size::UNKNOWN_CLASS,
    &size::CHECKSUM,
    &schema::INVALID,
    &schema::NODE_EXPECTED,
    &date::INVALID,
    &temporal::INVALID,
    &temporal::MIXED,
    &spatial::INVALID,
    &ckan_spatial::CKAN_POINT,
    &ckan_spatial::CKAN_DOUBLE,
    &package::CKAN_SCHEMA,
    &package::DKAN_SCHEMA,
    &package::CKAN_TYPE,
    &package::CKAN_ORGANISATION,
    &package::CKAN_RESOURCE_TYPE,
    &package::CKAN_EMPTY,
    &package::CKAN_ACCESS,
    &package::CKAN_NAME,
    &package::EXTRAS,
    &package::ODS_EMPTY,
    &package::ODS_INSPIRE,
    &package::ISO_CONVERSION,
    &service::UNTITLED,
    &service::URN,
    &service::BAD_ADDRESS,
    &package::TYPE,
    &package::UNEXPECTED,
    // The three flags.
    &licence::MISSING,
    &licence::UNRECOGNISED,
    &licence::LOST_WITH_FILE,
    &licence::HTML,
    &iso::LICENCE,
    &licence::DEFAULT,
    &spatial::MISSING,
    &spatial::LOST,
    &spatial::UNREADABLE,
    &spatial::NOT_CARRIED,
    &frequency::MISSING,
    &frequency::UNRECOGNISED,
    &frequency::NOT_CARRIED,
    // What data.gouv.fr will not say.
    &licence::COUNTED,
    &licence::GUESSED,
    &access::RESTRICTED,
    &access::NOT_RESTRICTED,
    &iso::NO_RESOURCE,
    &iso::LINK,
    &address::CREDENTIALS,
    &address::MISSING,
    &resource::SERIES,
    &resource::TYPE_IGNORED,
    &resource::EMAIL,
    &address::ESCAPED,
    &resource::MERGED,
    &resource::SAME_NODE,
    &address::VOLATILE,
    &contact::LOST,
    &temporal::YEAR_ONLY,
    &temporal::MISREAD,
    &temporal::SWAPPED,
    &temporal::WITHOUT_START,
    &far_end::FAR_END,
    &date::MONTH_FIRST,
    &date::PARTIAL,
    &date::FUTURE,
    &date::CREATED_LATER,
    &size::NEGATIVE,
    &extent::PROJECTED,
    &extent::FLAT,
    &property::NEARLY,
    &extent::SWAPPED,
    &extent::WORLD,
    &spatial::INVISIBLE,
    &filler::TITLE_NODE,
    &filler::PLACEHOLDER,
    &template::ADDRESS,
    &filler::ENTITIES,
    &text::MARKDOWN,
    &text::LANGUAGE,
    &keyword::JOINED,
    &template::KEYWORD,
    &schema::NOT_A_SCHEMA,
    &resource::PART,
    &identity::UNSTABLE,
    &publisher::IGNORED,
    &legal::HVD_UNREAD,
    &legal::INSPIRE_THESAURUS,
    // Other things to fix.
    &licence_several::DIVERGENT,
    &ckan_licence::CKAN_OTHER,
    &resource::NONE,
    &identity::TITLE_EMPTY,
    &text::MISSING,
    &text::LOST,
    &temporal::SINGLE,
    &temporal::ADDRESS,
    &temporal::INCOMPLETE,
    &temporal::UNREADABLE,
    &date::IGNORED,
    &date::MISSING,
    &format::ADDRESS,
    &format::NODE,
    &contact::EMAIL,
    &filler::CONTACT,
    &service::WITHOUT_ADDRESS,
    // Advice.
    &frequency::LATE,
    &temporal::MISSING,
    &temporal::NOT_CARRIED,
    &text::SHORT,
    &text::HTML,
    &resource::UNDOCUMENTED,
    &resource::UNTITLED,
    &format::MISSING,
    &format::TEXT,
    &format::CLOSED_ONLY,
    &resource::TWO_ADDRESSES,
    &size::CHECKSUM_LOST,
    &schema::LOST,
    &keyword::MISSING,
    &keyword::SHORT,
    &keyword::ADDRESS,
    &keyword::THEME,
    &contact::MISSING,
    &contact::NOT_CARRIED,
    &package::ODS_EXPORT,
    &identity::SPACED,
    &service::DATASETS,
    &legal::HVD_CATEGORY,
    &legal::HVD_LICENCE,
    &legal::HVD_ACCESS,
    &legal::HVD_SERVICE,
    &legal::INSPIRE_INCOMPLETE,
    &other::SOURCE_ADDRESS,
    &other::ORIGIN,
    &other::DOI,
    &other::SEVERAL,
    &other::LOST,
];
