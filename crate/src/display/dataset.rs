//! The page of a dataset.

use super::{
    PRODUCER, Setting, access, card, contact, date, description,
    description::Headings,
    file, information, quality,
    shown::{Banner, DatasetPage, DatasetShown, ShownLicence, Stated},
    space::tidy,
};
use crate::formats::json::Json;
use crate::model::{AccessType, Dataset, licence, quality::last_update};

/// Everything that is shown of a dataset.
pub fn show(dataset: &Dataset, setting: Setting<'_>) -> DatasetShown {
    DatasetShown {
        card: card::of_dataset(dataset, setting),
        page: page(dataset, setting),
        information: information::of(dataset, setting),
        files: file::files(dataset, setting),
    }
}

fn page(dataset: &Dataset, setting: Setting<'_>) -> DatasetPage {
    let is_attributed = dataset.contact_points.iter().any(contact::is_attribution);
    let is_open = dataset.access_type == AccessType::Open;
    let hides_quality = setting.kind.is_some_and(|kind| kind.backend().hides_quality);
    let remote_url = dataset.harvest.remote_url.as_deref().filter(|url| !url.is_empty());
    DatasetPage {
        title: tidy(&dataset.title),
        acronym: dataset.acronym.as_deref().map(tidy).filter(|acronym| !acronym.is_empty()),
        description: description::rendered(&dataset.description, Headings::Bold),
        producer_label: if is_attributed { "Diffuseur" } else { "Producteur" },
        producer: PRODUCER,
        contacts_label: (!dataset.contact_points.is_empty()).then_some(if is_attributed {
            "Attributions"
        } else {
            "Contacts"
        }),
        contacts: dataset.contact_points.iter().map(contact::contact).collect(),
        license: if is_open { licence(dataset) } else { None },
        last_update: Stated {
            label: "Dernière mise à jour",
            text: date::long(last_update(dataset, setting.now), setting),
        },
        access: if is_open { Vec::new() } else { access::panel(dataset.access_type) },
        quality: is_open.then(|| quality::block(&dataset.quality, hides_quality)),
        quality_banner: hides_quality.then_some(QUALITY_BANNER),
        source_banner: remote_url.map(|url| Banner {
            text: "Ce jeu de données provient d'un portail externe.",
            link_text: "Voir la source originale.",
            link: tidy(url),
        }),
        transport_banner: dataset.extras.get("transport:url").and_then(Json::as_str).map(tidy),
        access_banner: access::banner(dataset),
        tabs: vec![
            format!("{} {}", if is_open { "Fichiers" } else { "Fichiers publics" }, dataset.resources.len()),
            "Réutilisations et API 0".to_owned(),
            "Discussions 0".to_owned(),
            "Ressources communautaires".to_owned(),
            "Informations".to_owned(),
        ],
    }
}

/// What the site warns of when records were converted from ISO 19139.
const QUALITY_BANNER: &str = "La qualité des métadonnées peut être trompeuse car les métadonnées de la source originale peuvent avoir été perdues lors de leur récupération. Nous travaillons actuellement à améliorer la situation.";

fn licence(dataset: &Dataset) -> Option<ShownLicence> {
    let licence = dataset.license.or_else(licence::not_specified)?;
    Some(ShownLicence {
        label: "Licence",
        text: &licence.title,
        url: licence.url.as_deref().filter(|url| !url.is_empty()),
    })
}
