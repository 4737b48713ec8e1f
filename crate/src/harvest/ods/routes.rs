//! What a portal gains and loses on the way that data.gouv.fr takes today, its DCAT export, beside the retired harvester.
//!
//! Facts are measured: `tests/record/ods_routes.py` asks the reference about one portal written both ways, and
//! `tests/ods_routes.rs` holds this table against its answers.

use crate::{
    harvest::{Change, Line},
    model::{How, Item, Refusal},
};

/// One line of the comparison.
#[derive(Debug)]
pub struct Row {
    /// What a person calls it.
    pub what: &'static str,
    /// The field of the interchange that shows it, when one does.
    pub field: Option<&'static str>,
    /// What becomes of it.
    pub change: Change,
    /// What the retired harvester does.
    pub retired: &'static str,
    /// What the DCAT harvester does with the portal's export.
    pub dcat: &'static str,
    concerns: fn(&Item) -> bool,
}

impl Row {
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
    item.trace.of(field).any(|entry| entry.how == How::Ignored)
}

/// What the other way would change, of which only these records are read.
pub fn lines(items: &[Item]) -> Vec<Line> {
    let line = |row: &Row| Line {
        what: row.what,
        change: row.change,
        before: row.retired.to_owned(),
        after: row.dcat.to_owned(),
        records: row.count(items),
    };
    ROWS.iter().map(line).collect()
}

/// The comparison, what matters most first.
pub static ROWS: [Row; 12] = [
    Row {
        what: "Identifiant",
        field: Some("harvest.remote_id"),
        change: Change::Different,
        retired: "l’identifiant technique du jeu",
        dcat: "l’adresse de sa page. Un jeu déjà publié par l’ancien moissonneur ne porte pas cet identifiant : dites-le dans la demande de validation, pour éviter les doublons.",
        concerns: is_published,
    },
    Row {
        what: "Licence absente",
        field: Some("license"),
        change: Change::Different,
        retired: "Licence Ouverte 2.0, mise d’office",
        dcat: "« License Not Specified » : choisissez une licence sur le portail. Une licence choisie passe dans les deux cas.",
        concerns: |item| item.trace.of("license").any(|entry| entry.how == How::Default),
    },
    Row {
        what: "Fréquence",
        field: Some("frequency"),
        change: Change::Gained,
        retired: "jamais lue",
        dcat: "lue dans le modèle DCAT du portail (Accrual periodicity), si l’export y met une adresse et non un libellé français",
        concerns: |item| loses(item, "frequency"),
    },
    Row {
        what: "Attributions",
        field: Some("contact_points"),
        change: Change::Gained,
        retired: "aucune",
        dcat: "le producteur et le créateur nommés par le portail",
        concerns: |item| loses(item, "contact_points"),
    },
    Row {
        what: "Date de publication",
        field: Some("harvest.issued_at"),
        change: Change::Gained,
        retired: "jamais lue",
        dcat: "celle du portail",
        concerns: |item| loses(item, "harvest.issued_at"),
    },
    Row {
        what: "Couverture spatiale",
        field: Some("spatial"),
        change: Change::Same,
        retired: "jamais lue",
        dcat: "perdue elle aussi : l’export écrit le nom du territoire, data.gouv.fr ne lit que des contours",
        concerns: |item| loses(item, "spatial"),
    },
    Row {
        what: "Couverture temporelle",
        field: None,
        change: Change::Unsure,
        retired: "jamais lue",
        dcat: "lue si l’export donne deux dates (dct:temporal) : vérifiez-le sur le vôtre",
        concerns: |item| loses(item, "temporal_coverage"),
    },
    Row {
        what: "Fichiers",
        field: Some("resources.title"),
        change: Change::Different,
        retired: "CSV et JSON, et pour les données géographiques GeoJSON et Shapefile ; décrits par la liste de leurs champs",
        dcat: "tous les exports du portail, souvent une dizaine, titrés par leur nom de fichier ; la liste des champs est perdue",
        concerns: |item| item.dataset().is_some_and(|dataset| !dataset.resources.is_empty()),
    },
    Row {
        what: "Format des fichiers",
        field: Some("resources.format"),
        change: Change::Different,
        retired: "csv, json, geojson, shp",
        dcat: "d’après le type MIME : « zip » pour un Shapefile, un nom très long pour Excel",
        concerns: |item| {
            item.dataset().is_some_and(|dataset| {
                dataset.resources.iter().any(|resource| resource.format.as_deref() == Some("shp"))
            })
        },
    },
    Row {
        what: "Jeux INSPIRE",
        field: None,
        change: Change::Different,
        retired: "laissés de côté, sauf avec l’option « Inspire »",
        dcat: "toujours publiés : gare aux doublons avec un catalogue géographique déjà moissonné",
        concerns: |item| item.errors.iter().any(|refusal| matches!(refusal, Refusal::Inspire(_))),
    },
    Row {
        what: "Jeux sans données",
        field: None,
        change: Change::Different,
        retired: "ignorés",
        dcat: "publiés, même sans aucun fichier",
        concerns: |item| item.errors.iter().any(|refusal| matches!(refusal, Refusal::NoContent(_))),
    },
    Row {
        what: "Titre, description, page d’origine",
        field: Some("description"),
        change: Change::Same,
        retired: "repris, le HTML réécrit en Markdown",
        dcat: "de même",
        concerns: is_published,
    },
];
