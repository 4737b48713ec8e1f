//! A dataset (« jeu de données ») and what it holds, as udata's `core/dataset/models.py` defines them.

use serde::{Serialize, Serializer};

use super::{Frequency, Licence, Quality, Spatial, TemporalCoverage};
use crate::{
    formats::json::{Json, Object},
    text::date::Moment,
};

/// « Jeu de données ».
#[derive(Debug, Clone, Default, Serialize)]
pub struct Dataset {
    /// Title, raw text.
    pub title: String,
    /// Acronym, 128 characters at most.
    pub acronym: Option<String>,
    /// Description, Markdown.
    pub description: String,
    /// Keywords.
    pub tags: Vec<String>,
    /// Licence; `None` when data.gouv.fr removes it (restricted access).
    #[serde(serialize_with = "licence_id")]
    pub license: Option<&'static Licence>,
    /// Update frequency.
    pub frequency: Option<Frequency>,
    /// Temporal coverage.
    pub temporal_coverage: Option<TemporalCoverage>,
    /// Spatial coverage.
    pub spatial: Option<Spatial>,
    /// Access.
    pub access_type: AccessType,
    /// Why the access is restricted.
    pub access_type_reason_category: Option<String>,
    /// « Schéma de données ».
    pub schema: Option<Schema>,
    /// Contacts and attributions.
    pub contact_points: Vec<ContactPoint>,
    /// « Extras ».
    pub extras: Object<'static>,
    /// « Extras du moissonnage ».
    pub harvest: HarvestMetadata,
    /// Files and APIs.
    pub resources: Vec<Resource>,
    /// The nine criteria and the score.
    pub quality: Quality,
}

fn licence_id<S: Serializer>(licence: &Option<&'static Licence>, serializer: S) -> Result<S::Ok, S::Error> {
    licence.map(|licence| licence.id.as_str()).serialize(serializer)
}

/// Who may use the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessType {
    /// « Ouvert ».
    #[default]
    Open,
    /// « Ouvert avec compte ».
    OpenWithAccount,
    /// « Restreint ».
    Restricted,
}

/// A data schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Schema {
    /// Name in the public catalogue of schemas.
    pub name: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// A contact or an attribution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContactPoint {
    /// Name.
    pub name: Option<String>,
    /// E-mail address, not checked.
    pub email: Option<String>,
    /// Address of a contact form.
    pub contact_form: Option<String>,
    /// Role, in udata's words: `contact`, `publisher`, `creator`…
    pub role: String,
}

/// « Extras du moissonnage » of a dataset or a dataservice.
#[derive(Debug, Clone, Default, Serialize)]
pub struct HarvestMetadata {
    /// Identifier at the portal.
    pub remote_id: Option<String>,
    /// « Source originale ».
    pub remote_url: Option<String>,
    /// URI of the record.
    pub uri: Option<String>,
    /// `dct:identifier`.
    pub dct_identifier: Option<String>,
    /// Creation date at the portal.
    pub created_at: Option<Moment>,
    /// Publication date at the portal.
    pub issued_at: Option<Moment>,
    /// Modification date at the portal.
    pub modified_at: Option<Moment>,
    /// CKAN: the package's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ckan_name: Option<String>,
    /// CKAN: where CKAN harvested it from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ckan_source: Option<String>,
    /// Digital object identifier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// Opendatasoft: address of the dataset.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ods_url: Option<String>,
    /// Opendatasoft: references, as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ods_references: Option<Json<'static>>,
    /// Opendatasoft: whether it has records, as given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ods_has_records: Option<Json<'static>>,
    /// Opendatasoft: whether it is geographic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ods_geo: Option<bool>,
}

/// A file, an API or a page of a dataset.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Resource {
    /// Title; empty shows « Fichier sans nom ».
    pub title: Option<String>,
    /// Description, Markdown.
    pub description: Option<String>,
    /// Address.
    pub url: String,
    /// Group on the page.
    #[serde(rename = "type")]
    pub kind: ResourceType,
    /// Format, as displayed.
    pub format: Option<String>,
    /// Media type.
    pub mime: Option<String>,
    /// Size in bytes.
    pub filesize: Option<FileSize>,
    /// Checksum.
    pub checksum: Option<Checksum>,
    /// Data schema.
    pub schema: Option<Schema>,
    /// Extras.
    pub extras: Object<'static>,
    /// What the portal says of it.
    pub harvest: Option<ResourceHarvest>,
}

/// The groups of resources, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ResourceType {
    /// « Fichier principal ».
    #[default]
    Main,
    /// « Documentation ».
    Documentation,
    /// « Mise à jour ».
    Update,
    /// « API ».
    Api,
    /// « Dépôt de code ».
    Code,
    /// « Autre ».
    Other,
}

/// A size in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileSize {
    bytes: i64,
    /// As udata holds it, when it is not `bytes`, or more than JavaScript counts.
    digits: Option<Box<str>>,
    is_beyond: bool,
}

impl FileSize {
    /// A size, or the nearest of 64 bits when it is beyond, and what was written.
    pub fn new(bytes: i64, is_beyond: bool, written: &str) -> Self {
        let counts = bytes.unsigned_abs() < 1 << 53 && bytes.to_string() == written;
        let written = (!counts).then(|| written.into());
        Self { bytes, digits: written, is_beyond }
    }

    /// The number of bytes, or the nearest of 64 bits.
    pub fn bytes(&self) -> i64 {
        self.bytes
    }

    /// Whether 64 bits do not hold it.
    pub fn is_beyond(&self) -> bool {
        self.is_beyond
    }

    /// As udata holds it, when that is not the number of bytes.
    pub fn as_written(&self) -> &str {
        self.digits.as_deref().unwrap_or_default()
    }
}

impl Serialize for FileSize {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.digits {
            Some(written) => serializer.serialize_str(written),
            None => serializer.serialize_i64(self.bytes),
        }
    }
}

/// A checksum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checksum {
    /// Algorithm: `sha1`, `sha256`, `md5`…
    #[serde(rename = "type")]
    pub kind: String,
    /// Value, as given.
    pub value: Option<String>,
}

/// What the portal says of a resource.
#[derive(Debug, Clone, Default, Serialize)]
pub struct ResourceHarvest {
    /// Identifier at the portal.
    pub remote_id: Option<String>,
    /// URI.
    pub uri: Option<String>,
    /// `dct:identifier`.
    pub dct_identifier: Option<String>,
    /// Publication date.
    pub issued_at: Option<Moment>,
    /// Modification date.
    pub modified_at: Option<Moment>,
    /// Opendatasoft: `api`, `attachment` or `alternative_export`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ods_type: Option<&'static str>,
}
