//! A dataservice (« API »), as udata's `core/dataservices/models.py` defines it.

use serde::{Serialize, Serializer};

use super::{ContactPoint, HarvestMetadata, Licence};

/// « API ».
#[derive(Debug, Clone, Default, Serialize)]
pub struct Dataservice {
    /// Title, raw text.
    pub title: Option<String>,
    /// Description, Markdown.
    pub description: Option<String>,
    /// Address of the service.
    pub base_api_url: Option<String>,
    /// Address of a machine-readable description.
    pub machine_documentation_url: Option<String>,
    /// Licence; none by default.
    #[serde(serialize_with = "licence_id")]
    pub license: Option<&'static Licence>,
    /// Keywords.
    pub tags: Vec<String>,
    /// Contacts and attributions.
    pub contact_points: Vec<ContactPoint>,
    /// Identifiers, at the portal, of the datasets it serves.
    pub datasets: Vec<Option<String>>,
    /// « Extras du moissonnage ».
    pub harvest: HarvestMetadata,
}

fn licence_id<S: Serializer>(licence: &Option<&'static Licence>, serializer: S) -> Result<S::Ok, S::Error> {
    licence.map(|licence| licence.id.as_str()).serialize(serializer)
}
