//! The files of a dataset: groups by type, ten a page, each file unfolded.

use super::{
    IDENTIFIER, Rows, Setting, date, description,
    description::Headings,
    extras, information, quantity, saved,
    shown::{Description, FileGroup, Files, ShownFile},
    space::tidy,
};
use crate::model::{Dataset, FileSize, Resource, ResourceType};

/// Files on a page of a group; a search box appears when there are more.
const PAGE: usize = 10;

/// Formats whose button leads to a page. The site compares them as written.
const PAGES: [&str; 6] = [
    "url",
    "doi",
    "www:link",
    "www:link-1.0-http--partners",
    "www:link-1.0-http--related",
    "www:link-1.0-http--samples",
];

/// Formats that the site knows: it names them on the button, and calls the others « Fichier ».
const KNOWN: [&str; 57] = [
    "txt", "pdf", "rtf", "odt", "doc", "docx", "epub", "json", "sql", "xml", "xsd", "shp", "kml", "kmz",
    "gpx", "shx", "ovr", "gpkg", "grib2", "dbf", "prj", "sqlite", "db", "sbn", "sbx", "cpg", "lyr", "owl",
    "dxf", "ics", "rdf", "ttl", "n3", "tar", "gz", "tgz", "rar", "zip", "7z", "xz", "bz2", "url", "csv",
    "ods", "xls", "xlsx", "parquet", "csv.gz", "geojson", "ogc:wfs", "ogc:wms", "wfs", "wms", "png", "jpg",
    "jpeg", "svg",
];

/// Formats with a preview.
const PREVIEWED: [&str; 9] = ["json", "pdf", "xml", "png", "jpg", "jpeg", "jpe", "gif", "webp"];

/// The files, by type, in the order of the page.
pub fn files(dataset: &Dataset, setting: Setting<'_>) -> Files {
    let mut groups = Vec::new();
    for kind in ResourceType::ALL {
        let of_kind = dataset.resources.iter().enumerate().filter(|(_, resource)| resource.kind == kind);
        let items: Vec<ShownFile> = of_kind.map(|(index, resource)| file(index, resource, setting)).collect();
        if items.is_empty() {
            continue;
        }
        groups.push(FileGroup {
            label: tidy(&kind.heading(items.len())),
            count: items.len(),
            search: items.len() > PAGE,
            pages: items.len().div_ceil(PAGE),
            items,
        });
    }
    Files { groups }
}

fn file(index: usize, resource: &Resource, setting: Setting<'_>) -> ShownFile {
    let last_modified = saved::last_modified(resource, setting.now);
    let size = resource.filesize.as_ref().map(FileSize::bytes).filter(|size| *size != 0).map(quantity::size);
    let schema = resource.schema.as_ref().and_then(information::name);
    let date = date::updated(last_modified, false, setting);
    let format = resource.format.as_deref().filter(|format| !format.is_empty()).map(|format| {
        let size = size.as_ref().map(|size| format!(" ({size})")).unwrap_or_default();
        tidy(&format!("Format {}{size}", format.to_lowercase()))
    });
    let parts = [schema.map(|schema| tidy(&format!("Schéma:{schema}"))), Some(date.clone()), format.clone()];
    let mut parts: Vec<String> = parts.into_iter().flatten().collect();
    // Downloads, which only data.gouv.fr counts.
    parts.push("0".to_owned());
    let (button, button_title) = button(resource);
    let text = resource.description.as_deref().filter(|text| !text.is_empty());
    let title = resource.title.as_deref().filter(|title| !title.is_empty()).unwrap_or("Fichier sans nom");
    ShownFile {
        title: tidy(title),
        infos: parts.join(" – "),
        schema: schema.map(tidy),
        date,
        format,
        button,
        button_title,
        tabs: tabs(resource, text.is_some()),
        description: text
            .map_or_else(Description::default, |text| description::rendered(text, Headings::Kept)),
        metadata: metadata(index, resource, size.as_deref(), setting),
        extras: extras::rows(&resource.extras),
        downloads: downloads(resource, size.as_deref()),
    }
}

/// The OGC service that a file is, by its format, else by its address.
fn ogc_service(resource: &Resource) -> Option<&'static str> {
    const SERVICES: [(&str, &str); 2] = [("wfs", "service=wfs"), ("wms", "service=wms")];
    let format = resource.format.as_deref().unwrap_or_default();
    let format = format.strip_prefix("ogc:").unwrap_or(format);
    let by_format = SERVICES.into_iter().find(|(name, _)| *name == format);
    let by_address = || {
        let address = resource.url.to_lowercase();
        let asks = address.contains("request=getcapabilities");
        SERVICES.into_iter().find(|(_, part)| asks && address.contains(part))
    };
    by_format.or_else(by_address).map(|(name, _)| name)
}

/// The button, and what it says when it is pointed at.
fn button(resource: &Resource) -> (&'static str, Option<String>) {
    let format = resource.format.as_deref().unwrap_or_default();
    if PAGES.contains(&format) {
        return ("Visiter", Some("Lien du fichier - ouvre une nouvelle fenêtre".to_owned()));
    }
    if ogc_service(resource).is_some() {
        return ("Copier le lien", None);
    }
    let known = format.trim().to_lowercase();
    let shown = if !known.is_empty() && KNOWN.contains(&known.as_str()) { format } else { "Fichier" };
    ("Télécharger", Some(tidy(&format!("Télécharger le fichier en {shown}"))))
}

fn tabs(resource: &Resource, is_described: bool) -> Vec<&'static str> {
    let format = resource.format.as_deref().unwrap_or_default();
    let has_map = format == "pmtiles" || ogc_service(resource) == Some("wms");
    let is_previewed = PREVIEWED.contains(&format.to_lowercase().as_str());
    let tabs = [
        (has_map, "Carte"),
        (is_previewed, "Aperçu"),
        (is_described, "Description"),
        (true, "Métadonnées"),
        (true, "Téléchargements"),
    ];
    tabs.into_iter().filter_map(|(is_there, tab)| is_there.then_some(tab)).collect()
}

fn metadata(index: usize, resource: &Resource, size: Option<&str>, setting: Setting<'_>) -> Rows {
    let number = index + 1;
    let identifier = IDENTIFIER.replace(')', &format!(" {number})"));
    let mut rows = Rows::default();
    rows.add("URL", &resource.url);
    rows.add("URL stable", &format!("https://www.data.gouv.fr/api/1/datasets/r/{identifier}"));
    rows.add("Identifiant", &identifier);
    if let Some(checksum) = &resource.checksum {
        rows.add(&checksum.kind, checksum.value.as_deref().unwrap_or_default());
    }
    rows.add("Créée le", &date::long(saved::created_at(resource, setting.now), setting));
    rows.add("Modifiée le", &date::long(saved::last_modified(resource, setting.now), setting));
    rows.add("Taille", size.unwrap_or_default());
    if let Some(mime) = resource.mime.as_deref().filter(|mime| !mime.is_empty()) {
        rows.add("Type", kind(resource.kind));
        rows.add("Type MIME", mime);
    }
    rows
}

/// The type of a file in its metadata.
fn kind(kind: ResourceType) -> &'static str {
    match kind {
        ResourceType::Main => "Fichiers principaux",
        ResourceType::Documentation => "Documentation",
        ResourceType::Update => "Mise à jour",
        ResourceType::Api => "API",
        ResourceType::Code => "Code source",
        ResourceType::Other => "Autre",
    }
}

fn downloads(resource: &Resource, size: Option<&str>) -> Rows {
    let mut rows = Rows::default();
    if resource.format.as_deref() == Some("url") {
        rows.add("URL d'origine", &resource.url);
        return rows;
    }
    let size = size.map(|size| format!(" - {size}")).unwrap_or_default();
    // The site writes « null » for a format that is not there.
    rows.add("Format original", &format!("Format {}{size}", resource.format.as_deref().unwrap_or("null")));
    rows
}
