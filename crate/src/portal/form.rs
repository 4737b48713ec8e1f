//! What to type in data.gouv.fr's form, and what to know before and after.

use super::{Address, Candidate, Software, recognise};
use crate::harvest::{Filter, Kind, Options};

/// Where a harvester is created.
pub const CREATE: &str = "https://www.data.gouv.fr/admin/harvesters/new/";
/// Where « Demander la validation » leads.
pub const VALIDATION: &str = "https://support.data.gouv.fr/help/datagouv/moissonnage#support-tree";

/// The fields of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// « Nom »
    pub name: String,
    /// « Description »
    pub description: String,
    /// « URL », when it is known.
    pub url: Option<String>,
    /// « Type », when it is known.
    pub kind: Option<Kind>,
    /// « Filtres »
    pub filters: Vec<Filter>,
    /// « Préfixe d’URL distante »
    pub prefix: Option<String>,
    /// « GeoDCAT-AP »
    pub geodcatap: bool,
    /// The software, when it is known.
    pub software: Option<Software>,
}

impl Form {
    /// The form for what was read: `candidates` are what the portal turned out to be, none for a file.
    pub fn of(candidates: &[Candidate], options: &Options, name: &str) -> Self {
        // The retired harvester of Opendatasoft only stands for the DCAT export.
        let found = candidates.iter().find(|found| found.kind != Kind::Ods);
        let read = candidates.first();
        let kind = match options.kind {
            Some(Kind::Ods) => Some(Kind::Dcat),
            kind => kind,
        };
        let guessed = || {
            let address = Address::parse(options.site.as_deref()?).ok()?;
            if options.kind == Some(Kind::Ods) {
                return Some(format!("{}/api/explore/v2.1/catalog/exports/dcat/", address.origin()));
            }
            let of_kind = |found: &Candidate| Some(found.kind) == kind;
            let candidates = recognise(address).candidates;
            candidates.into_iter().find(of_kind).map(|found| found.url).or_else(|| options.site.clone())
        };
        let url = found.filter(|found| Some(found.kind) == kind).map(|found| found.url.clone());
        Self {
            name: format!("Portail open data – {name}"),
            description: format!("Catalogue de données ouvertes publié par {name}."),
            url: url.or_else(guessed),
            kind,
            filters: options.filters.clone(),
            prefix: options.remote_url_prefix.clone().filter(|_| kind.is_some_and(is_csw)),
            geodcatap: options.geodcatap && kind == Some(Kind::CswDcat),
            software: read
                .map(|found| found.software)
                .or((options.kind == Some(Kind::Ods)).then_some(Software::Opendatasoft)),
        }
    }

    /// What to be careful about.
    pub fn cautions(&self) -> Vec<&'static str> {
        let mut cautions = Vec::new();
        match self.kind {
            Some(Kind::CswIso19139) => cautions.push("Avec CSW-ISO-19139, data.gouv.fr masque le détail de la qualité et affiche un avertissement sur la page."),
            Some(Kind::Ckan) if !self.filters.is_empty() => cautions.push("Avec un filtre, data.gouv.fr ne lit que les 1\u{202f}000 premiers jeux."),
            Some(Kind::Ckan) => cautions.push("Donnez la racine de l’instance CKAN, avec sa barre oblique finale. Sans filtre, toutes ses organisations sont moissonnées."),
            Some(Kind::Dcat) => cautions.push("L’aide du formulaire parle de la page d’accueil du portail\u{a0}: avec DCAT, il faut l’adresse de l’export lui-même."),
            _ => {}
        }
        if self.software == Some(Software::Opendatasoft) {
            cautions.push("Choisissez «\u{a0}DCAT\u{a0}» (le type «\u{a0}OpenDataSoft\u{a0}» n’existe plus), et gardez la barre oblique finale\u{a0}: data.gouv.fr ne suit pas les redirections.");
        }
        if self.url.as_deref().is_some_and(|url| url.starts_with("http://")) {
            cautions.push("L’adresse est en http\u{a0}: si le serveur la redirige vers https, le moissonnage échouera. Donnez celle en https.");
        }
        cautions
    }

    /// What to do before creating the harvester.
    pub fn before(&self) -> Vec<&'static str> {
        let mut steps = vec![
            "Créez votre organisation sur data.gouv.fr, ou rejoignez-la, et demandez-en les droits d’administration.",
            "Cherchez si un moissonneur de ce portail existe déjà (le vôtre, ou celui d’une plateforme régionale)\u{a0}: deux moissonneurs donnent des doublons.",
        ];
        if self.is_datasud() {
            steps.push("Sur DataSud, vérifiez que vos jeux sont publics, et relevez l’identifiant de votre organisation (la fin de l’adresse de sa page)\u{a0}: c’est la valeur du filtre «\u{a0}organization\u{a0}».");
        }
        if self.software == Some(Software::Isogeo) {
            steps.push("Dans Isogeo (Administration > Partages), créez un partage pour data.gouv.fr seulement\u{a0}: le groupe à publier, les applications serveur DCAT et OpenCatalog, puis copiez son lien DCAT.");
            steps.push("Le lien de partage donne accès au catalogue\u{a0}: ne le publiez pas, et ne le renouvelez pas ensuite, le moissonnage s’arrêterait.");
        }
        steps.push("Essayez d’abord sur demo.data.gouv.fr\u{a0}: c’est là, et pas ici, qu’un nom peut contenir «\u{a0}test\u{a0}».");
        steps
    }

    /// What to do once it is created.
    pub fn after(&self) -> Vec<&'static str> {
        let mut steps = vec![
            "À la deuxième étape, data.gouv.fr prévisualise 20 fiches\u{a0}: comparez-les avec celles d’ici.",
            "À la troisième, «\u{a0}Demander la validation\u{a0}» ouvre un formulaire d’aide\u{a0}: collez-y le message ci-dessous.",
            "Une fois validé, le moissonnage passe chaque nuit. Lisez le rapport du lendemain\u{a0}: fiches ignorées et en échec y ont leur raison.",
        ];
        if self.is_datasud() {
            steps.push("Prévenez l’équipe de DataSud\u{a0}: si elle moissonne déjà votre organisation, un seul des deux moissonneurs doit rester.");
        }
        if self.software == Some(Software::Isogeo) {
            steps.push("Complétez sur data.gouv.fr ce que le partage n’exporte pas\u{a0}: la couverture spatiale y est gardée d’un moissonnage à l’autre.");
        }
        steps.push("Une fiche retirée du portail est archivée sur data.gouv.fr au bout de 7 jours.");
        steps
    }

    /// The message for « Demander la validation »; `checked` says what was found.
    pub fn message(&self, checked: &str) -> String {
        let kind = self.kind.map_or("à préciser", Kind::label);
        let url = self.url.as_deref().unwrap_or("à préciser");
        format!(
            "Bonjour,\n\nMerci de valider le moissonneur «\u{a0}{}\u{a0}» (type {kind}, adresse {url}).\n\n{checked}\n\nCordialement",
            self.name
        )
    }

    fn is_datasud(&self) -> bool {
        let address = self.url.as_deref().and_then(|url| Address::parse(url).ok());
        address.is_some_and(|address| address.is_under("datasud.fr"))
    }
}

fn is_csw(kind: Kind) -> bool {
    matches!(kind, Kind::CswDcat | Kind::CswIso19139)
}

/// What data.gouv.fr would say of a name, or what its team would.
pub fn name_caution(name: &str) -> Option<&'static str> {
    let lower = name.trim().to_lowercase();
    if lower.is_empty() {
        Some("Le nom est obligatoire.")
    } else if lower.contains("test") {
        Some("Ce nom contient «\u{a0}test\u{a0}»\u{a0}: data.gouv.fr renverrait vers demo.data.gouv.fr.")
    } else if lower.chars().count() < 8
        || matches!(lower.as_str(), "moissonneur" | "data.gouv.fr" | "open data")
    {
        Some("Ce nom ne dit pas de quel portail il s’agit\u{a0}: l’équipe qui valide en voit des centaines.")
    } else {
        None
    }
}

/// What is wrong with the address that a person has typed in the form, beside the one to type.
pub fn url_caution(typed: &str, expected: Option<&str>) -> Option<String> {
    let address = match Address::parse(typed) {
        Ok(address) => address,
        Err(error) => return Some(error.to_string()),
    };
    let (typed, expected) = (typed.trim(), expected?);
    if typed == expected {
        return None;
    }
    let why = if address.completed {
        "il manque https://"
    } else if typed.trim_end_matches('/') == expected.trim_end_matches('/') {
        "la barre oblique finale compte, data.gouv.fr ne suit pas les redirections"
    } else if typed.replacen("http://", "https://", 1) == expected {
        "donnez l’adresse en https, data.gouv.fr ne suit pas les redirections"
    } else if address.path == "/" {
        "c’est la page d’accueil du portail, pas le catalogue"
    } else {
        "ce n’est pas l’adresse que le moissonneur attend"
    };
    Some(format!("Donnez plutôt {expected}\u{a0}: {why}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(kind: Kind, site: &str) -> Form {
        let options = Options { kind: Some(kind), site: Some(site.into()), ..Options::default() };
        Form::of(&recognise(Address::parse(site).expect(site)).candidates, &options, "Ville")
    }

    #[test]
    fn the_address_is_the_one_that_the_harvester_expects() {
        let table = [
            (
                Kind::Ods,
                "https://data.a.fr/explore/",
                Kind::Dcat,
                "https://data.a.fr/api/explore/v2.1/catalog/exports/dcat/",
            ),
            (
                Kind::Ods,
                "https://data.a.fr/",
                Kind::Dcat,
                "https://data.a.fr/api/explore/v2.1/catalog/exports/dcat/",
            ),
            (Kind::Ckan, "https://a.fr/dataset/x", Kind::Ckan, "https://a.fr/"),
            (Kind::Dcat, "https://a.fr/c.ttl", Kind::Dcat, "https://a.fr/c.ttl"),
            (
                Kind::CswIso19139,
                "https://a.fr/geonetwork",
                Kind::CswIso19139,
                "https://a.fr/geonetwork/srv/fre/csw",
            ),
        ];
        for (read, site, kind, url) in table {
            let form = form(read, site);
            assert_eq!((form.kind, form.url.as_deref()), (Some(kind), Some(url)), "{site}");
        }
    }

    #[test]
    fn steps_are_those_of_the_software() {
        let datasud = form(Kind::Ckan, "https://trouver.datasud.fr/organization/ville");
        assert!(datasud.before().iter().any(|step| step.contains("DataSud")));
        assert!(datasud.after().iter().any(|step| step.contains("DataSud")));
        let isogeo = form(Kind::Dcat, "https://dcat.isogeo.com/partage/jeton");
        assert!(isogeo.before().iter().any(|step| step.contains("Isogeo")));
        let other = form(Kind::Ckan, "https://a.fr/dataset");
        assert!(!other.before().iter().any(|step| step.contains("DataSud") || step.contains("Isogeo")));
    }

    #[test]
    fn names_and_addresses_are_checked_as_typed() {
        for (name, expected) in [
            ("", Some("obligatoire")),
            ("Portail de Test", Some("test")),
            ("Data", Some("quel portail")),
            ("Portail open data – Ville", None),
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
            ("ftp://a.fr", "https://"),
        ] {
            assert!(url_caution(typed, Some(expected)).unwrap_or_default().contains(why), "{typed}");
        }
        assert_eq!(url_caution(expected, Some(expected)), None);
    }
}
