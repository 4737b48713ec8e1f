//! The page of an API, and its tab « Informations ».

use chrono::NaiveDateTime;

use super::{
    IDENTIFIER, PRODUCER, Rows, Setting, access, card, contact, date, description,
    description::Headings,
    saved,
    shown::{ServiceInformation, ServicePage, ServiceShown},
    space::tidy,
};
use crate::model::{AccessType, Dataservice, Dataset};

/// Everything that is shown of an API; `datasets` are those it serves.
pub fn show(service: &Dataservice, datasets: &[&Dataset], setting: Setting<'_>) -> ServiceShown {
    ServiceShown {
        card: card::of_service(service, setting),
        page: page(service),
        information: information(service, datasets, setting),
    }
}

/// When it was last updated: what the portal says, else the harvest.
pub fn last_update(service: &Dataservice, setting: Setting<'_>) -> NaiveDateTime {
    let modified = service.harvest.modified_at.as_ref();
    modified.and_then(|at| saved::instant(at, setting.now)).unwrap_or(setting.now.naive)
}

fn page(service: &Dataservice) -> ServicePage {
    let given = |address: &Option<String>| address.as_deref().is_some_and(|text| !text.is_empty());
    let mut technical = Rows::default();
    technical.add("URL de base de l'API", service.base_api_url.as_deref().unwrap_or_default());
    technical.add("Taux de disponibilité", "Non communiqué");
    let is_described = given(&service.machine_documentation_url);
    ServicePage {
        title: tidy(service.title.as_deref().unwrap_or_default()),
        description: description::rendered(
            service.description.as_deref().unwrap_or_default(),
            Headings::Kept,
        ),
        producer_label: "Producteur",
        producer: PRODUCER,
        contacts_label: (!service.contact_points.is_empty()).then_some("Contact"),
        contacts: service.contact_points.iter().map(contact::contact).collect(),
        access_label: "Conditions d'accès",
        // Harvesters never restrict an API.
        access: access::panel(AccessType::Open),
        technical,
        buttons: if is_described { vec!["Swagger"] } else { Vec::new() },
        banners: if is_described { vec!["Données renvoyées", "Swagger"] } else { Vec::new() },
        tabs: ["Informations", "Réutilisations 0", "Discussions 0"].map(str::to_owned).to_vec(),
    }
}

fn information(service: &Dataservice, datasets: &[&Dataset], setting: Setting<'_>) -> ServiceInformation {
    let count = datasets.len();
    let mut technical = Rows::default();
    technical.add("Dernière mise à jour", &date::long(last_update(service, setting), setting));
    technical.add("Identifiant", IDENTIFIER);
    technical.add("Date de création", &date::long(setting.now.naive, setting));
    ServiceInformation {
        datasets_label: match count {
            0 | 1 => format!("{count} jeu de données associé"),
            _ => format!("{count} jeux de données associés"),
        },
        datasets: datasets.iter().map(|dataset| card::of_dataset(dataset, setting)).collect(),
        technical,
    }
}
