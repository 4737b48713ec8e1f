//! A geometry without zone: a map, but no answer to the territorial filter.

use crate::check::{Evidence, Level, Rule};

pub static RULE: Rule = Rule {
    code: "TER-INVISIBLE",
    level: Level::Silence,
    title: "Invisible au filtre par territoire",
    constat: "La couverture spatiale est un polygone, sans nom de territoire connu.",
    effect: "La page montre une carte, mais le jeu de données n’apparaît pas quand on filtre par commune, département ou région : ce filtre ne lit que des noms de territoires.",
    fixes: &[],
    in_bulk: "Le moissonnage DCAT ou CSW ne sait pas donner de nom de territoire. Sous CKAN, le champ spatial-text le peut. Ailleurs, un territoire choisi à la main sur data.gouv.fr est gardé aux moissonnages suivants, si le portail n’envoie pas de polygone.",
    verify: "Sur data.gouv.fr, cherchez le jeu de données en filtrant par son territoire.",
    check: |case| {
        let spatial = case.item.dataset()?.spatial.as_ref()?;
        (spatial.geom.is_some() && spatial.zones.is_empty())
            .then(|| Evidence { field: "spatial", ..Evidence::default() })
    },
};
