//! The shape of what is shown, as the display reference writes it.
//!
//! A field that is empty is not on the screen: it is left out of the JSON.

use serde::Serialize;

use super::Rows;
use crate::model::{JobStatus, Status};

/// A whole harvest.
#[derive(Debug, Clone, Serialize)]
pub struct Display<'a> {
    /// How the harvest ended.
    pub status: JobStatus,
    /// Its records.
    pub items: Vec<ShownItem<'a>>,
}

/// One record of a harvest.
#[derive(Debug, Clone, Serialize)]
pub struct ShownItem<'a> {
    /// Its identifier at the portal.
    pub remote_id: &'a str,
    /// How it ended.
    pub status: Status,
    /// What is shown of it; nothing when it is skipped or fails.
    #[serde(flatten)]
    pub shown: Option<ShownRecord>,
}

/// What is shown of a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum ShownRecord {
    /// « Jeu de données ».
    Dataset(Box<DatasetShown>),
    /// « API ».
    Dataservice(Box<ServiceShown>),
}

impl ShownRecord {
    /// Its search card.
    pub fn card(&self) -> &SearchCard {
        match self {
            Self::Dataset(shown) => &shown.card,
            Self::Dataservice(shown) => &shown.card,
        }
    }
}

/// What is shown of a dataset.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DatasetShown {
    /// Its search result.
    pub card: SearchCard,
    /// Its page, above the tabs and beside the description.
    pub page: DatasetPage,
    /// Its tab « Informations ».
    pub information: DatasetInformation,
    /// Its first tab, « Fichiers » or « Fichiers publics ».
    pub files: Files,
}

/// What is shown of an API.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ServiceShown {
    /// Its search result.
    pub card: SearchCard,
    /// Its page, above the tabs and beside the description.
    pub page: ServicePage,
    /// Its tab « Informations ».
    pub information: ServiceInformation,
}

/// A search result.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SearchCard {
    /// A badge on the edge: « Accès restreint ». Harvests give none: the site has it for APIs only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub badge: Option<String>,
    /// Title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Acronym, beside the title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acronym: Option<String>,
    /// The organisation that receives the records.
    pub organization: &'static str,
    /// « Mis à jour … »: relative for thirty days, then an abbreviated date.
    pub last_update: String,
    /// « Métadonnées : » and the text of the bar; not for an API.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality: Option<String>,
    /// Description without Markdown, as the site cuts it; its style keeps two lines of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// A description as rendered from Markdown.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Description {
    /// Its text, a line for each block.
    #[serde(rename = "description_text", skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Its HTML, safe, without classes.
    #[serde(rename = "description_html", skip_serializing_if = "String::is_empty")]
    pub html: String,
}

/// A contact or an attribution.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contact {
    /// Name, else address, and role: « SIG (Éditeur) ».
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Where it leads: `mailto:` or a form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A licence of the sidebar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownLicence {
    /// « Licence ».
    pub label: &'static str,
    /// Its title.
    pub text: &'static str,
    /// Its address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'static str>,
}

/// A label and what stands under it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Stated {
    /// The label.
    pub label: &'static str,
    /// What stands under it.
    pub text: String,
}

/// The quality block of a dataset's page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QualityBlock {
    /// « Qualité des métadonnées: ».
    pub title: &'static str,
    /// The text of the bar: « À améliorer (56 %) ».
    pub score: String,
    /// The list under the bar: criteria that are not met.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<&'static str>,
    /// The list of the help that the block opens: all eight criteria.
    pub items: [ShownCriterion; 8],
}

/// One line of the quality help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ShownCriterion {
    /// Whether it is met.
    pub ok: bool,
    /// What the line says.
    pub text: &'static str,
}

/// A sentence and a link.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Banner {
    /// The sentence.
    pub text: &'static str,
    /// The text of the link.
    pub link_text: &'static str,
    /// Where it leads.
    pub link: String,
}

/// What a block of lines says of the access.
pub type Access = Vec<&'static str>;

/// The page of a dataset.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DatasetPage {
    /// Title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Acronym.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acronym: Option<String>,
    /// Description.
    #[serde(flatten)]
    pub description: Description,
    /// « Producteur », or « Diffuseur » when a contact has another role than contact.
    pub producer_label: &'static str,
    /// The organisation.
    pub producer: &'static str,
    /// « Contacts » or « Attributions ».
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contacts_label: Option<&'static str>,
    /// Contacts and attributions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Licence; not shown when access is not open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<ShownLicence>,
    /// « Dernière mise à jour ».
    pub last_update: Stated,
    /// Access panel, when access is not open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub access: Access,
    /// Quality; not shown when access is not open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality: Option<QualityBlock>,
    /// The warning of CSW-ISO-19139, which also hides the quality's warnings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality_banner: Option<&'static str>,
    /// « Ce jeu de données provient d'un portail externe. »
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_banner: Option<Banner>,
    /// Address of the record at transport.data.gouv.fr, when the extras give it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transport_banner: Option<String>,
    /// The lines of the banner « Accès restreint ».
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub access_banner: Access,
    /// Tabs with their counts.
    pub tabs: Vec<String>,
}

/// The tab « Informations » of a dataset: one object for each section, label → value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DatasetInformation {
    /// Identifier, licence, keywords.
    #[serde(rename = "Informations")]
    pub information: Information,
    /// Creation, frequency, period, last update.
    #[serde(rename = "Temporalité")]
    pub time: Rows,
    /// Zones, map, granularity.
    #[serde(rename = "Couverture spatiale", skip_serializing_if = "Option::is_none")]
    pub space: Option<Rows>,
    /// Whether the coverage is drawn on a map.
    pub has_map: bool,
    /// Schemas of the files, a sentence each.
    #[serde(rename = "Schéma de données", skip_serializing_if = "Vec::is_empty")]
    pub schemas: Vec<String>,
    /// Extras, unfolded.
    #[serde(rename = "Extras", skip_serializing_if = "Option::is_none")]
    pub extras: Option<Rows>,
    /// What the harvest says of the record, unfolded.
    #[serde(rename = "Moissonnage", skip_serializing_if = "Option::is_none")]
    pub harvest: Option<Rows>,
}

/// The first section of the tab « Informations ».
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Information {
    /// Keywords, each a link.
    #[serde(rename = "Mots-clés", skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// What the database draws.
    #[serde(rename = "Identifiant")]
    pub identifier: &'static str,
    /// The licence's title.
    #[serde(rename = "Licence")]
    pub licence: &'static str,
}

/// The files of a dataset.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Files {
    /// One group for each type.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<FileGroup>,
}

/// The files of one type.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FileGroup {
    /// « 2 fichiers principaux ».
    pub label: String,
    /// How many.
    pub count: usize,
    /// Whether there is a search box.
    pub search: bool,
    /// How many pages: ten files each.
    pub pages: usize,
    /// The files.
    pub items: Vec<ShownFile>,
}

/// A file, unfolded.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownFile {
    /// Its title, or « Fichier sans nom ».
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The line under the title: its parts, and the number of downloads.
    pub infos: String,
    /// The schema that it says it follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// « Mis à jour … ».
    pub date: String,
    /// « Format csv (1,2 Mo) ».
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// « Télécharger », « Visiter » or « Copier le lien ».
    pub button: &'static str,
    /// What the button says when it is pointed at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button_title: Option<String>,
    /// The tabs of its panel.
    pub tabs: Vec<&'static str>,
    /// Tab « Description ».
    #[serde(flatten)]
    pub description: Description,
    /// Tab « Métadonnées ».
    pub metadata: Rows,
    /// Extras, at the foot of that tab, unfolded.
    pub extras: Rows,
    /// Tab « Téléchargements ».
    pub downloads: Rows,
}

/// The page of an API.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ServicePage {
    /// Title.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Description.
    #[serde(flatten)]
    pub description: Description,
    /// « Producteur ».
    pub producer_label: &'static str,
    /// The organisation.
    pub producer: &'static str,
    /// « Contact ».
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contacts_label: Option<&'static str>,
    /// Contacts and attributions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// « Conditions d'accès ».
    pub access_label: &'static str,
    /// Who may call it.
    pub access: Access,
    /// Address, rate, availability.
    #[serde(rename = "Caractéristiques techniques")]
    pub technical: Rows,
    /// Buttons to its documentation.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<&'static str>,
    /// Titles of the banners under the description.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub banners: Vec<&'static str>,
    /// Tabs with their counts.
    pub tabs: Vec<String>,
}

/// The tab « Informations » of an API.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ServiceInformation {
    /// « 2 jeux de données associés ».
    pub datasets_label: String,
    /// Their cards.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub datasets: Vec<SearchCard>,
    /// Identifier and dates.
    #[serde(rename = "Informations techniques")]
    pub technical: Rows,
}
