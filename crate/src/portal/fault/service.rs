//! What to tell of a service of the OGC that refuses the address as it is, and that is found to be no catalogue.

use super::{Remedy, remedy::say, short};
use crate::{
    portal::Address,
    source::{OgcService, ServiceRefusal},
};

/// The title, the cause, what it means for the harvest, and what to do.
pub(super) fn refused(
    refusal: &ServiceRefusal,
    address: &str,
    host: &str,
) -> (String, String, &'static str, Vec<Remedy>) {
    let service = Address::parse(address).map_or_else(|_| address.to_owned(), |address| address.as_service());
    let mark = if service.contains('?') { '&' } else { '?' };
    let asking = |question: &str| format!("{service}{mark}service={question}&request=GetCapabilities");
    let said = match short(&refusal.message) {
        said if said.is_empty() => "Il refuse la requête sans dire pourquoi.".to_owned(),
        said => format!("Il refuse la requête : « {said} »."),
    };
    let catalogue = say(
        "Demandez à l’administrateur l’adresse du service CSW de son catalogue (souvent …/csw, ou …/geonetwork/srv/fre/csw) : c’est elle qu’il faut donner, sans paramètre.",
    );
    match refusal.service {
        Some(of_data) if of_data != OgcService::Csw => {
            let name = of_data.name();
            let look = format!(
                "Ouvrez {} pour lire ce que le service contient : les fiches de métadonnées qu’il nomme mènent souvent à leur catalogue.",
                asking(name)
            );
            (
                format!("{host} donne ici un service {name}, pas un catalogue"),
                said,
                "data.gouv.fr ne moissonne pas les services de données ni de cartes.",
                vec![say(look), catalogue],
            )
        }
        known => {
            let title = match known {
                Some(_) => format!("Le service CSW de {host} refuse cette adresse"),
                None => format!("{host} donne ici un service géographique (OGC), qui refuse cette adresse"),
            };
            let look = format!(
                "Ouvrez {}, puis la même adresse avec WMS au lieu de WFS : si l’une répond, c’est un service de données ou de cartes, que data.gouv.fr ne moissonne pas.",
                asking("WFS")
            );
            let look = known.is_none().then(|| say(look));
            (
                title,
                format!(
                    "{said} À la question d’un catalogue ({}), il ne répond pas comme un service CSW.",
                    asking("CSW&version=2.0.2")
                ),
                "data.gouv.fr a besoin de l’adresse d’un service CSW, à laquelle il envoie sa requête.",
                look.into_iter().chain([catalogue]).collect(),
            )
        }
    }
}
