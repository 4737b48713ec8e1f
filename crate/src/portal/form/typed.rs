//! What is wrong with what a person has already typed in data.gouv.fr's form.

use super::Form;
use crate::{
    harvest::{FormField, Protocol},
    model::Kind,
    portal::{Address, datasud},
    text::url,
};

/// What a person has typed, field by field; a field they did not fill in is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// « Nom »
    pub name: String,
    /// « URL »
    pub url: String,
    /// « Type »
    pub kind: Option<Kind>,
    /// « Filtres », as `clé=valeur`.
    pub filter: String,
    /// « Préfixe d’URL distante »
    pub prefix: String,
}

/// What is said of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The field, by its name in the form.
    pub field: &'static str,
    /// What is wrong and what to type; nothing when it is right.
    pub caution: Option<String>,
}

impl Typed {
    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// A remark for each field that was filled in, beside what `form` expects.
    pub fn remarks(&self, form: &Form) -> Vec<Remark> {
        let filled = |text: &str| !text.trim().is_empty();
        let mut remarks = Vec::new();
        let mut say = |field, caution| remarks.push(Remark { field, caution });
        if filled(&self.name) {
            say("Nom", name_caution(&self.name).map(str::to_owned));
        }
        if filled(&self.url) {
            say("URL", url_caution(&self.url, form.url.as_deref(), form.kind));
        }
        if let Some(kind) = self.kind {
            say("Type", kind_caution(kind, form.kind));
        }
        if !filled(&self.filter)
            && form.kind.or(self.kind).is_some_and(|kind| kind.has(FormField::Filters))
            && self.is_shared(form)
        {
            say("Filtres", Some("Il manque le filtre « organization » : ce portail est partagé, et sans filtre data.gouv.fr publierait tous ses jeux au nom de votre organisation.".to_owned()));
        }
        if filled(&self.filter) {
            say("Filtres", filter_caution(&self.filter, form.kind.or(self.kind)));
        }
        if filled(&self.prefix) {
            say("Préfixe d’URL distante", prefix_caution(&self.prefix, form.kind.or(self.kind)));
        }
        remarks
    }
}

impl Typed {
    /// Whether many organisations share the portal: the one that was checked, or the one whose address is typed.
    fn is_shared(&self, form: &Form) -> bool {
        let typed = Address::parse(&self.url).ok();
        !form.filters.is_empty()
            || form.producers > 1
            || form.is_datasud()
            || typed.is_some_and(|address| datasud::is_datasud(&address))
    }
}

/// Words of a name that tell nothing of the portal, in lower case: what it is, and what it runs on.
const VAGUE: [&str; 52] = [
    "moissonneur",
    "moissonnage",
    "moissonneurs",
    "harvester",
    "harvest",
    "portail",
    "catalogue",
    "plateforme",
    "site",
    "service",
    "flux",
    "export",
    "source",
    "api",
    "open",
    "data",
    "opendata",
    "données",
    "donnees",
    "ouvertes",
    "ouverte",
    "géographiques",
    "mon",
    "ma",
    "mes",
    "notre",
    "nos",
    "le",
    "la",
    "les",
    "l",
    "de",
    "du",
    "des",
    "d",
    "pour",
    "en",
    "sur",
    "et",
    "nouveau",
    "data.gouv.fr",
    "datagouv",
    "opendatasoft",
    "huwise",
    "ckan",
    "dkan",
    "geonetwork",
    "arcgis",
    "hub",
    "isogeo",
    "dcat",
    "csw",
];

/// Whether a name has no word of its own.
fn is_vague(lower: &str) -> bool {
    let mut words = lower.split(|c: char| !(c.is_alphanumeric() || c == '.')).filter(|word| !word.is_empty());
    words.all(|word| VAGUE.contains(&word) || word.chars().all(|c| c.is_ascii_digit()))
}

/// What data.gouv.fr would say of a name, or what its team would.
pub fn name_caution(name: &str) -> Option<&'static str> {
    let lower = name.trim().to_lowercase();
    if lower.is_empty() {
        Some("Le nom est obligatoire.")
    } else if lower.contains("test") {
        Some("Ce nom contient « test » : data.gouv.fr renverrait vers demo.data.gouv.fr.")
    } else if lower.chars().count() > 255 {
        Some("Ce nom a plus de 255 caractères : data.gouv.fr le refuserait.")
    } else if is_vague(&lower) {
        Some(
            "Ce nom ne dit pas de quel portail il s’agit : l’équipe qui valide en voit des centaines. Ajoutez-y le nom de votre organisation ou de votre portail.",
        )
    } else if lower.chars().count() < 8 {
        Some("Ce nom est trop court pour dire de quel portail il s’agit.")
    } else {
        None
    }
}

/// What is wrong with the address that a person has typed, beside the one to type.
pub fn url_caution(typed: &str, expected: Option<&str>, kind: Option<Kind>) -> Option<String> {
    let address = match Address::parse(typed) {
        Ok(address) => address,
        Err(error) => return Some(error.to_string()),
    };
    let (typed, expected) = (typed.trim(), expected?);
    if typed == expected {
        return None;
    }
    let host = Address::parse(expected).map(|expected| expected.host);
    let root = kind.filter(|kind| kind.protocol() == Protocol::Action);
    let root = root.map(|kind| format!("c’est une page du portail, pas la racine de l’instance {kind}"));
    let why = if address.completed {
        "il manque https://"
    } else if typed.trim_end_matches('/') == expected.trim_end_matches('/') {
        "la barre oblique finale compte, data.gouv.fr ne suit pas les redirections"
    } else if typed.replacen("http://", "https://", 1) == expected {
        "donnez l’adresse en https, data.gouv.fr ne suit pas les redirections"
    } else if host.is_ok_and(|host| host != address.host) {
        "ce n’est pas le portail que vous venez de vérifier"
    } else if address.path == "/" {
        "c’est la page d’accueil du portail, pas le catalogue"
    } else if let Some(root) = &root {
        root
    } else if kind.is_some_and(|kind| kind.protocol() == Protocol::Csw) && !address.query.is_empty() {
        "c’est l’adresse du service sans ses paramètres"
    } else {
        "ce n’est pas l’adresse que le moissonneur attend"
    };
    Some(format!("Donnez plutôt {expected} : {why}."))
}

fn kind_caution(typed: Kind, expected: Option<Kind>) -> Option<String> {
    if let Some(instead) = typed.backend().replacement {
        return Some(format!("Ce type n’existe plus sur data.gouv.fr : choisissez {}.", instead.kind));
    }
    let expected = expected.filter(|expected| *expected != typed)?;
    let why = match (typed.protocol(), expected.protocol()) {
        (Protocol::Csw, Protocol::Csw) => {
            let schema = expected.schema().label();
            format!("c’est le même service, mais les fiches vérifiées ici sont en {schema}")
        }
        (Protocol::Action, Protocol::Catalogue) => {
            format!("cette adresse est celle d’un catalogue {expected}, pas la racine d’un {typed}")
        }
        _ => "le moissonneur choisi ne saurait pas lire cette adresse".to_owned(),
    };
    Some(format!("Choisissez {expected} plutôt que {typed} : {why}."))
}

/// Only the harvester of CKAN has filters (`harvest/backends/ckan/harvesters.py`).
fn filter_caution(typed: &str, kind: Option<Kind>) -> Option<String> {
    if kind.is_some_and(|kind| !kind.has(FormField::Filters)) {
        return Some("Seul le type CKAN a des filtres : laissez ce champ vide.".to_owned());
    }
    let (key, value) = typed.split_once(['=', ':']).unwrap_or((typed, ""));
    match (key.trim(), value.trim()) {
        ("organization" | "tags", "") => Some("Il manque la valeur du filtre.".to_owned()),
        ("organization", name) if name.contains(' ') || name.chars().any(char::is_uppercase) => Some(
            "Donnez l’identifiant de l’organisation (la fin de l’adresse de sa page sur le portail), pas son nom.".to_owned(),
        ),
        ("organization" | "tags", _) => None,
        (key, _) => Some(format!("« {key} » n’est pas une clé de filtre : data.gouv.fr connaît organization et tags.")),
    }
}

/// udata writes the prefix, a slash, then the identifier of the record (`remote_url_from_rdf`).
fn prefix_caution(typed: &str, kind: Option<Kind>) -> Option<String> {
    if kind.is_some_and(|kind| !kind.has(FormField::RemoteUrlPrefix)) {
        return Some("Seuls les types CSW ont un préfixe : laissez ce champ vide.".to_owned());
    }
    let typed = typed.trim();
    if url::validate(typed).is_err() {
        return Some("Ce n’est pas une adresse complète et publique.".to_owned());
    }
    let example = format!("{}/IDENTIFIANT", typed.trim_end_matches('/'));
    typed.contains('?').then(|| format!("Vérifiez que l’adresse obtenue s’ouvre, data.gouv.fr met une barre oblique avant l’identifiant : {example}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_addresses_are_checked_as_typed() {
        let long = "Portail de la ville ".repeat(13);
        for (name, expected) in [
            ("", Some("obligatoire")),
            ("Portail de Test", Some("test")),
            ("Data", Some("quel portail")),
            ("Portail open data – Ville", None),
            ("Moissonneur de mon portail", Some("quel portail")),
            ("Moissonneur DCAT", Some("quel portail")),
            ("Opendatasoft", Some("quel portail")),
            ("Le portail CKAN 2", Some("quel portail")),
            ("test", Some("demo.data.gouv.fr")),
            ("Digne", Some("trop court")),
            ("Moissonneur de Digne-les-Bains", None),
            (long.as_str(), Some("255")),
        ] {
            let caution = name_caution(name);
            assert_eq!(caution.is_some(), expected.is_some(), "{name}");
            assert!(caution.unwrap_or_default().contains(expected.unwrap_or_default()), "{name}");
        }
        let expected = "https://a.fr/exports/dcat/";
        for (typed, why) in [
            (expected, ""),
            ("a.fr/exports/dcat/", "il manque https://"),
            ("https://a.fr/exports/dcat", "barre oblique"),
            ("http://a.fr/exports/dcat/", "en https"),
            ("https://a.fr", "page d’accueil"),
            ("https://a.fr/autre", "pas l’adresse"),
            ("https://b.fr/exports/dcat/", "pas le portail"),
            ("ftp://a.fr", "https://"),
        ] {
            assert!(url_caution(typed, Some(expected), None).unwrap_or_default().contains(why), "{typed}");
        }
        assert_eq!(url_caution(expected, Some(expected), None), None);
        let of = |typed, expected, kind| url_caution(typed, Some(expected), Some(kind)).unwrap_or_default();
        assert!(of("https://a.fr/dataset", "https://a.fr/", Kind::Ckan).contains("racine de l’instance"));
        let service = of("https://a.fr/csw?service=CSW", "https://a.fr/csw", Kind::CswDcat);
        assert!(service.contains("sans ses paramètres"));
    }

    #[test]
    fn other_fields_are_checked_for_the_harvester() {
        for (typed, expected, said) in [
            (Kind::Dcat, Kind::Dcat, None),
            (Kind::Ods, Kind::Dcat, Some("n’existe plus")),
            (Kind::Ckan, Kind::Dcat, Some("Choisissez DCAT plutôt que CKAN")),
            (Kind::CswDcat, Kind::CswIso19139, Some("même service")),
        ] {
            let caution = kind_caution(typed, Some(expected));
            assert!(caution.as_deref().unwrap_or_default().contains(said.unwrap_or_default()), "{caution:?}");
            assert_eq!(caution.is_some(), said.is_some());
        }
        for (typed, kind, said) in [
            ("organization=ville-de-digne", Kind::Ckan, None),
            ("organization: ville-de-digne", Kind::Ckan, None),
            ("organization=Ville de Digne", Kind::Ckan, Some("l’identifiant")),
            ("organization", Kind::Ckan, Some("manque la valeur")),
            ("groupe=eau", Kind::Ckan, Some("organization et tags")),
            ("organization=ville", Kind::Dcat, Some("Seul le type CKAN")),
        ] {
            let caution = filter_caution(typed, Some(kind));
            assert!(caution.as_deref().unwrap_or_default().contains(said.unwrap_or_default()), "{caution:?}");
            assert_eq!(caution.is_some(), said.is_some(), "{typed}");
        }
        for (typed, kind, said) in [
            ("https://a.fr/geonetwork/srv/fre/catalog.search#/metadata/", Kind::CswIso19139, None),
            ("https://a.fr/fiches", Kind::CswDcat, None),
            ("https://a.fr/fiche?id=", Kind::CswDcat, Some("id=/IDENTIFIANT")),
            ("a.fr/fiches/", Kind::CswDcat, Some("adresse complète")),
            ("https://a.fr/fiches/", Kind::Ckan, Some("Seuls les types CSW")),
        ] {
            let caution = prefix_caution(typed, Some(kind));
            assert!(caution.as_deref().unwrap_or_default().contains(said.unwrap_or_default()), "{caution:?}");
            assert_eq!(caution.is_some(), said.is_some(), "{typed}");
        }
    }
}
