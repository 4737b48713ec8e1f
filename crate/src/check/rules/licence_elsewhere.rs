//! A licence that a record names where no harvester reads it.

use super::{
    field,
    licence_text::{Meant, meant},
    quoting::quote,
};
use crate::{
    model::{Entry, Item, Loss, Record, licence},
    text::slug::slugify,
};

/// A licence, and where the record names it.
pub(super) struct Elsewhere<'a> {
    /// The licence of data.gouv.fr.
    pub(super) id: &'static str,
    /// « le champ « license_url » », « la description ».
    place: String,
    /// What is written there.
    raw: &'a str,
}

impl Elsewhere<'_> {
    /// « le champ « license_url » (« https://… ») »
    pub(super) fn told(&self) -> String {
        format!("{} ({})", self.place, quote(self.raw))
    }
}

/// A field whose name is that of a licence, else a sentence of the title or of the description.
pub(super) fn elsewhere(item: &Item) -> Option<Elsewhere<'_>> {
    in_a_field(item).or_else(|| in_a_sentence(item))
}

fn in_a_field(item: &Item) -> Option<Elsewhere<'_>> {
    // The title of CKAN's licence is read, after its identifier; the address of Opendatasoft's never is.
    let is_unread = |line: &Entry<'_>| {
        field::is_unread(line) && line.path() != "license_title"
            || line.is_about("license") && line.loss() == Some(&Loss::NotCarried)
    };
    let is_exact = |raw: &str| {
        licence::guess([raw]).filter(|guess| guess.how.is_exact()).map(|guess| guess.licence.id.as_str())
    };
    let of_terms = item.trace.entries().find_map(|line| {
        let is_terms = line.is_about("extras.dcat.accessRights") || line.path().ends_with("/hasPolicy>");
        let raw = line.raw().filter(|_| is_terms)?;
        let id =
            is_exact(raw).or_else(|| meant(raw).filter(|meant| meant.is_certain).map(|meant| meant.id))?;
        // An ISO record says so by its code.
        let place = match line.origin() {
            Some(_) => "gmd:accessConstraints".to_owned(),
            None => format!("le champ « {} »", line.path()),
        };
        Some(Elsewhere { id, place, raw })
    });
    let in_fields = || {
        item.trace.entries().filter(is_unread).find_map(|line| {
            let path = field::name(&line);
            let name = path.rsplit(['/', '#', ':', '.']).next().unwrap_or_default();
            let raw = line.raw().filter(|_| name.to_lowercase().contains("licen"))?;
            let known = licence::guess([raw]).map(|guess| guess.licence.id.as_str());
            let id = known.or_else(|| Some(meant(raw)?.id)).filter(|id| *id != "notspecified")?;
            let place = match path.strip_prefix("dcat:Catalog/") {
                Some(property) => format!("le {property} du catalogue"),
                None => format!("le champ « {path} »"),
            };
            Some(Elsewhere { id, place, raw })
        })
    };
    in_fields().or(of_terms)
}

fn in_a_sentence(item: &Item) -> Option<Elsewhere<'_>> {
    let (title, description) = match item.record.as_ref()? {
        Record::Dataset(dataset) => (Some(&dataset.title), Some(&dataset.description)),
        Record::Dataservice(service) => (service.title.as_ref(), service.description.as_ref()),
    };
    [("le titre", title), ("la description", description)].into_iter().find_map(|(place, text)| {
        let (raw, id) = sentence(text?)?;
        Some(Elsewhere { id, place: place.to_owned(), raw })
    })
}

/// The clause of a text that speaks of a licence, and the licence that it names.
fn sentence(text: &str) -> Option<(&str, &'static str)> {
    // A name of a licence is shorter.
    const LONGEST: usize = 120;
    let starts = text.match_indices(['l', 'L', 's', 'S', '(']).map(|(at, _)| at);
    let mut named = starts.filter_map(|at| {
        if text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric)) {
            return None;
        }
        let rest = text.get(at..).filter(|rest| opens(rest))?;
        let rest = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or(rest);
        let (clause, found) = match rest.strip_prefix('(') {
            Some(rest) => {
                let inside = rest.split_once(')')?.0;
                (inside, of_name(inside)?)
            }
            None => {
                let ends = rest.find(['\n', '\r', ';', ',']).into_iter().chain(rest.find(". "));
                let clause = rest.get(..ends.min().unwrap_or(rest.len()))?;
                // « (Licence ODbL) »
                let clause = clause
                    .split_once(')')
                    .filter(|(inside, _)| !inside.contains('('))
                    .map_or(clause, |(inside, _)| inside);
                let clause = clause.trim_end_matches(['.', ' ', '*', '_']);
                (clause, of_clause(clause)?)
            }
        };
        // « n’est pas sous licence ouverte », « la licence ouverte ne s’applique pas »
        let near = text.get(text.floor_char_boundary(at.saturating_sub(NEAR))..at)?;
        let before = slugify(near);
        let around = before.rsplit('-').take(3).chain(clause.split(|c: char| !c.is_alphanumeric()));
        // « issues d’OpenStreetMap (ODbL) » is the licence of somebody else.
        let last = before.rsplit('-').next().unwrap_or_default();
        if rest.starts_with('(') && !OPENED.contains(&last) {
            return None;
        }
        let is_denied = last == "plus" || around.into_iter().any(|word| DENIALS.contains(&word));
        (!is_denied).then_some((clause, found.id))
    });
    let first = named.next()?;
    // « sous licence ODbL jusqu’en 2020, et depuis sous licence ouverte »
    named.all(|(_, id)| id == first.1).then_some(first)
}

/// Whether a licence may be named from there on.
fn opens(text: &str) -> bool {
    text.starts_with('(') || ["licence", "license", "sous "].iter().any(|word| starts_with(text, word))
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// What a clause that starts by « licence », or by « sous » and the name of one, says.
fn of_clause(clause: &str) -> Option<Meant> {
    if starts_with(clause, "licence") || starts_with(clause, "license") {
        // « licences précédentes », « pas de licence ».
        return slugify(clause).split('-').nth(1).and_then(|_| meant(clause));
    }
    starts_with(clause, "sous ").then(|| of_name(clause.get("sous ".len()..)?)).flatten()
}

/// What a text that starts by the name of a licence means.
fn of_name(text: &str) -> Option<Meant> {
    let slug = slugify(text);
    let name = slug.as_str();
    NAMES.iter().any(|start| name.starts_with(start)).then(|| meant(name)).flatten()
}

/// How the names of licences that do not say that they are one start, as slugs.
const NAMES: [&str; 10] =
    ["odbl", "odc-", "open-data", "etalab", "cc-by", "cc0", "creative-commons", "lov", "lo-1", "lo-2"];
/// What may be said to be under the licence that follows between brackets, by its last word.
const OPENED: [&str; 10] = [
    "ouverte",
    "ouvertes",
    "libre",
    "libres",
    "diffusees",
    "publiees",
    "reutilisables",
    "reutilisation",
    "data",
    "licence",
];

/// How far before its name a licence may be denied, in bytes.
const NEAR: usize = 40;
/// Words that deny what they stand beside.
const DENIALS: [&str; 6] = ["pas", "ne", "sans", "aucune", "not", "no"];

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_sentence_names_its_licence() {
        for (text, found) in [
            ("Données sous Licence Ouverte v2.0 (Etalab). Mises à jour chaque mois.", Some("lov2")),
            ("Les arbres.\nLicence : ODbL\nSource : la ville.", Some("odc-odbl")),
            ("Diffusé sous license Open Database License", Some("odc-odbl")),
            ("Les arbres, diffusés sous ODbL.", Some("odc-odbl")),
            ("Données sous CC BY 4.0 (IGN)", Some("cc-by")),
            ("Publié sous Etalab 2.0", Some("lov2")),
            ("Ces données ne sont plus sous ODbL mais sous licence ouverte.", Some("lov2")),
            ("Diffusé sous ODbL jusqu’en 2020, sous Licence Ouverte depuis", None),
            ("Elle n’est plus sous ODbL", None),
            ("Sous-produits de l’ODbL", None),
            ("Données mises à disposition sous LO 2.0.", Some("lov2")),
            ("Sous licence LO 2.0 depuis 2020", Some("lov2")),
            ("Données diffusées (ODbL).", Some("odc-odbl")),
            ("Données ouvertes (LO 2.0)", Some("lov2")),
            ("Données issues d’OpenStreetMap (ODbL) et de la ville.", None),
            ("Fond de plan libre (à voir)", None),
            ("Les arbres (licence ODbL) de la ville", Some("odc-odbl")),
            ("Sous lot 2 du marché", None),
            ("La licence est celle du producteur.", None),
            ("Les débits de boissons : licence IV.", None),
            ("Une licence ouverte de la Métropole de Lyon.", None),
            ("Aucune licence.", None),
            ("La licence ouverte ne s’applique pas à ces données.", None),
            ("Ces données ne sont pas sous licence ODbL.", None),
            ("Sous licence ODbL avant 2020, désormais sous licence ouverte 2.0.", None),
            ("Licence ouverte 2.0. Voir la licence ouverte v2.0 : https://exemple.fr", Some("lov2")),
        ] {
            assert_eq!(sentence(text).map(|(_, id)| id), found, "{text}");
        }
        assert_eq!(sentence("Licence : ODbL\nSource").map(|(clause, _)| clause), Some("Licence : ODbL"));
    }
}
