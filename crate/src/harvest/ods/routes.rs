//! What a portal gains and loses on the way that data.gouv.fr takes today, its DCAT export, beside the retired harvester.
//!
//! Facts are measured: `tests/record/ods_routes.py` asks the reference about one portal written both ways, and
//! `tests/all/ods_routes.rs` holds this table against its answers.

use crate::{
    harvest::{RouteEffect, RouteLine},
    model::{How, Item, Refusal},
};

/// One line of the comparison.
#[derive(Debug)]
pub struct RouteDifference {
    /// What a person calls it.
    pub what: &'static str,
    /// The field of the interchange that shows it, when one does.
    pub field: Option<&'static str>,
    /// What becomes of it.
    pub change: RouteEffect,
    /// What the retired harvester does.
    pub retired: &'static str,
    /// What the DCAT harvester does with the portal's export.
    pub dcat: &'static str,
    concerns: fn(&Item) -> bool,
}

impl RouteDifference {
    /// How many records it concerns.
    pub fn count(&self, items: &[Item]) -> usize {
        items.iter().filter(|item| (self.concerns)(item)).count()
    }
}

fn is_published(item: &Item) -> bool {
    item.record.is_some()
}

/// Whether the portal holds what the retired harvester does not carry.
fn loses(item: &Item, field: &'static str) -> bool {
    item.trace.of(field).any(|entry| entry.how() == How::Ignored)
}

/// What the other way would change, of which only these records are read.
pub fn lines(items: &[Item]) -> Vec<RouteLine> {
    let line = |row: &RouteDifference| RouteLine {
        what: row.what,
        change: row.change,
        before: row.retired.to_owned(),
        after: row.dcat.to_owned(),
        records: row.count(items),
    };
    ROWS.iter().map(line).collect()
}

/// The comparison, what matters most first.
pub static ROWS: [RouteDifference; 13] = [
    RouteDifference {
        what: "Identifiant",
        field: Some("harvest.remote_id"),
        change: RouteEffect::Different,
        retired: "l’identifiant technique du jeu",
        dcat: "l’adresse de sa page. Un jeu déjà publié par l’ancien moissonneur ne porte pas cet identifiant : dites-le dans la demande de validation, pour éviter les doublons.",
        concerns: is_published,
    },
    RouteDifference {
        what: "Licence absente",
        field: Some("license"),
        change: RouteEffect::Different,
        retired: "Licence Ouverte 2.0, mise d’office",
        dcat: "« License Not Specified » : choisissez une licence sur le portail. Une licence choisie passe dans les deux cas.",
        concerns: |item| item.trace.of("license").any(|entry| entry.how() == How::Default),
    },
    RouteDifference {
        what: "Fréquence",
        field: Some("frequency"),
        change: RouteEffect::Gained,
        retired: "jamais lue",
        dcat: "lue dans le modèle DCAT du portail (Accrual periodicity), si l’export y met une adresse et non un libellé français",
        concerns: |item| loses(item, "frequency"),
    },
    RouteDifference {
        what: "Attributions",
        field: Some("contact_points"),
        change: RouteEffect::Gained,
        retired: "aucune",
        dcat: "le producteur et le créateur nommés par le portail",
        concerns: |item| loses(item, "contact_points"),
    },
    RouteDifference {
        what: "Date de publication",
        field: Some("harvest.issued_at"),
        change: RouteEffect::Gained,
        retired: "jamais lue",
        dcat: "celle du portail",
        concerns: |item| loses(item, "harvest.issued_at"),
    },
    RouteDifference {
        what: "Couverture spatiale",
        field: Some("spatial"),
        change: RouteEffect::Same,
        retired: "jamais lue",
        dcat: "perdue elle aussi : l’export écrit le nom du territoire, data.gouv.fr ne lit que des contours",
        concerns: |item| loses(item, "spatial"),
    },
    RouteDifference {
        what: "Couverture temporelle",
        field: None,
        change: RouteEffect::Unsure,
        retired: "jamais lue",
        dcat: "lue si l’export donne deux dates (dct:temporal) : vérifiez-le sur le vôtre",
        concerns: |item| loses(item, "temporal_coverage"),
    },
    RouteDifference {
        what: "Fichiers",
        field: Some("resources.title"),
        change: RouteEffect::Different,
        retired: "CSV et JSON, et pour les données géographiques GeoJSON et Shapefile ; décrits par la liste de leurs champs",
        dcat: "tous les exports du portail, souvent une dizaine, titrés par leur nom de fichier ; la liste des champs est perdue",
        concerns: |item| item.dataset().is_some_and(|dataset| !dataset.resources.is_empty()),
    },
    RouteDifference {
        what: "Format des fichiers",
        field: Some("resources.format"),
        change: RouteEffect::Different,
        retired: "csv, json, geojson, shp",
        dcat: "d’après le type MIME : « zip » pour un Shapefile, un nom très long pour Excel",
        concerns: |item| {
            item.dataset().is_some_and(|dataset| {
                dataset.resources.iter().any(|resource| resource.format.as_deref() == Some("shp"))
            })
        },
    },
    RouteDifference {
        what: "Pièces jointes et exports additionnels",
        field: None,
        change: RouteEffect::Unsure,
        retired: "repris comme fichiers, sous leur titre",
        dcat: "repris seulement si l’export DCAT les liste, souvent non : cherchez-en une dans le vôtre avant de changer de moissonneur",
        concerns: |item| {
            item.dataset().is_some_and(|dataset| {
                let is_joined =
                    |url: &str| url.contains("/attachments/") || url.contains("/alternative_exports/");
                dataset.resources.iter().any(|resource| is_joined(&resource.url))
            })
        },
    },
    RouteDifference {
        what: "Jeux INSPIRE",
        field: None,
        change: RouteEffect::Different,
        retired: "laissés de côté, sauf avec l’option « Inspire »",
        dcat: "toujours publiés : gare aux doublons avec un catalogue géographique déjà moissonné",
        concerns: |item| item.errors.iter().any(|refusal| matches!(refusal, Refusal::Inspire(_))),
    },
    RouteDifference {
        what: "Jeux sans données",
        field: None,
        change: RouteEffect::Different,
        retired: "ignorés",
        dcat: "publiés, même sans aucun fichier",
        concerns: |item| item.errors.iter().any(|refusal| matches!(refusal, Refusal::NoContent(_))),
    },
    RouteDifference {
        what: "Titre, description, page d’origine",
        field: Some("description"),
        change: RouteEffect::Same,
        retired: "repris, le HTML réécrit en Markdown",
        dcat: "de même",
        concerns: is_published,
    },
];
