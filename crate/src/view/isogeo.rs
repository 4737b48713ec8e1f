//! « Les mêmes fiches, vues par Opendatasoft » : what a portal fed by its own CSW harvester would hold, and so what
//! data.gouv.fr would read of it. That is how catalogues of Isogeo often reach a portal.

use maud::{Markup, html};

use super::{
    Checked,
    format::{count, cut, number},
    route::Route,
};
use crate::{
    harvest::Protocol,
    model::{Item, Record},
    text::url,
};

/// Records shown of each sort.
const SHOWN: usize = 50;

/// What Opendatasoft's harvester makes of a record: a dataset when it can read its features.
enum Seen<'a> {
    /// It reads this WFS.
    Dataset(&'a str),
    /// The WFS is not on the public web.
    Private(&'a str),
    /// No WFS.
    Nothing,
}

fn seen(item: &Item) -> Seen<'_> {
    match item.wfs() {
        None => Seen::Nothing,
        Some(address) if url::validate(address).is_ok() => Seen::Dataset(address),
        Some(address) => Seen::Private(address),
    }
}

/// The records that are asked for as data: a service is none.
fn is_data(item: &Item) -> bool {
    !matches!(item.record, Some(Record::Dataservice(_)))
}

/// Two numbers for the command's report: records that become datasets, and records of data.
pub(super) fn tally(checked: &Checked) -> Option<(usize, usize)> {
    checked.catalogue.options.kind.filter(|kind| kind.protocol() == Protocol::Csw)?;
    let items = || checked.catalogue.job.items.iter().filter(|item| is_data(item));
    Some((items().filter(|item| matches!(seen(item), Seen::Dataset(_))).count(), items().count()))
}

/// The overview's section.
pub(super) fn section(checked: &Checked, route: &Route) -> Markup {
    let Some((datasets, total)) = tally(checked).filter(|(_, total)| *total > 0) else { return html! {} };
    let rows = || checked.rows().enumerate().filter(|(_, (item, _))| is_data(item));
    let kept: Vec<_> = rows()
        .filter_map(|(index, (item, _))| match seen(item) {
            Seen::Dataset(address) => Some((index, item, address)),
            _ => None,
        })
        .collect();
    let left: Vec<_> = rows()
        .filter_map(|(index, (item, _))| match seen(item) {
            Seen::Dataset(_) => None,
            Seen::Private(address) => Some((index, item, Some(address))),
            Seen::Nothing => Some((index, item, None)),
        })
        .collect();
    html! {
        details.autres {
            summary { h2 { "Les mêmes fiches, vues par Opendatasoft" } }
            p {
                "Si c’est un portail Opendatasoft qui moissonne ce service CSW (depuis Isogeo ou GeoNetwork), puis data.gouv.fr qui moissonne ce portail : "
                "une fiche n’y devient un jeu de données que si elle a un service WFS public, dont Opendatasoft lit les données. Ce serait le cas de "
                b { (count(datasets, "fiche", "fiches")) } " sur " (number(total)) "."
            }
            (steps(checked))
            @if !kept.is_empty() {
                h3 { "Deviendraient des jeux de données " span.nombre { (number(kept.len())) } }
                ul {
                    @for (index, item, address) in kept.iter().take(SHOWN) {
                        li { a href=(checked.record_route(route, *index)) { (named(item)) } " : " code { (cut(&capabilities(address), 160)) } }
                    }
                }
                (more(kept.len()))
            }
            @if !left.is_empty() {
                h3 { "N’y seraient pas " span.nombre { (number(left.len())) } }
                p.aide { "Ajoutez à ces fiches un lien vers le service WFS de leurs données (protocole OGC:WFS, adresse GetCapabilities), ou laissez data.gouv.fr moissonner le service CSW lui-même." }
                ul {
                    @for (index, item, address) in left.iter().take(SHOWN) {
                        li {
                            a href=(checked.record_route(route, *index)) { (named(item)) }
                            @if let Some(address) = address { " : son service WFS n’est pas sur le web public, " code { (cut(address, 160)) } }
                        }
                    }
                }
                (more(left.len()))
            }
        }
    }
}

fn named(item: &Item) -> &str {
    Some(item.name()).filter(|name| !name.trim().is_empty()).unwrap_or("Fiche sans titre")
}

fn more(total: usize) -> Markup {
    html! { @if total > SHOWN { p.aide { "Et " (count(total - SHOWN, "autre", "autres")) "." } } }
}

fn steps(checked: &Checked) -> Markup {
    let service =
        checked.catalogue.options.site.as_deref().map(|site| site.split('?').next().unwrap_or(site));
    html! {
        ol {
            li {
                "Dans l’espace d’administration d’Opendatasoft (« Catalogue » > « Moissonneurs »), ajoutez un moissonneur du module « CSW », avec l’adresse GetCapabilities du service ; un seul moissonneur peut prendre un service qui réunit plusieurs catalogues : "
                @match service {
                    Some(service) => { code { (service) "?service=CSW&version=2.0.2&request=GetCapabilities" } }
                    None => { code { "ADRESSE-DU-SERVICE?service=CSW&version=2.0.2&request=GetCapabilities" } }
                }
                "."
            }
            li { "« Aperçu » d’abord, qui montre les fiches trouvées ; « Enregistrer » ensuite, puis la planification (chaque nuit, par exemple)." }
            li { "Pour la traçabilité, faites remplacer les métadonnées par celles de la source à chaque passage : ce qui serait corrigé dans Opendatasoft serait sinon perdu de vue." }
            li { "Activez d’abord les modèles de métadonnées « DCAT » et « INSPIRE » du domaine (Paramétrage > Métadonnées, ou le support d’Opendatasoft) : sans eux, la fréquence, la couverture, les contacts et les contraintes de la fiche sont perdus." }
            li { "Publiez les jeux créés, puis vérifiez ici l’export DCAT du portail : " code { "https://PORTAIL/api/explore/v2.1/catalog/exports/dcat/" } "." }
            li { "Un seul chemin vers data.gouv.fr : le service CSW, ou le portail. Les deux donneraient des doublons." }
        }
    }
}

/// The address that says what a WFS can do.
fn capabilities(address: &str) -> String {
    if address.to_ascii_lowercase().contains("request=getcapabilities") {
        return address.to_owned();
    }
    let base = address.split('?').next().unwrap_or(address);
    format!("{base}?service=WFS&request=GetCapabilities")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{check::testing::dataset_item, view::testing};

    #[test]
    fn a_record_with_a_public_wfs_becomes_a_dataset() {
        let items = [
            ("public", Some("https://geo.exemple.fr/wfs")),
            ("prive", Some("http://localhost/wfs")),
            ("sans", None),
        ]
        .map(|(id, wfs)| {
            let mut item = dataset_item(id, |dataset, _| dataset.resources.clear());
            item.source_wfs = wfs.map(str::to_owned);
            item
        });
        let mut checked = testing::of(items.into());
        assert_eq!(tally(&checked), None, "not a catalogue service");
        checked.catalogue.options.kind = Some(crate::Kind::CswIso19139);
        checked.catalogue.options.site = Some("https://geo.exemple.fr/csw?a=1".to_owned());
        assert_eq!(tally(&checked), Some((1, 3)));
        let html = section(&checked, &Route::default()).into_string();
        for expected in [
            "<b>1 fiche</b> sur 3",
            "https://geo.exemple.fr/wfs?service=WFS&amp;request=GetCapabilities",
            "https://geo.exemple.fr/csw?service=CSW",
            "n’est pas sur le web public",
            "« Aperçu » d’abord",
            "plusieurs catalogues",
        ] {
            assert!(html.contains(expected), "{expected}: {html}");
        }
    }
}
