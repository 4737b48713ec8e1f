//! What to type in data.gouv.fr's form, and what to know before and after.

pub(crate) mod steps;
mod typed;

use self::steps::Steps;
pub use self::typed::Typed;
use super::{Address, Candidate, Software, datasud, recognise};
use crate::{
    harvest::{FormField, Protocol},
    model::{Filter, Kind, Options},
};

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
    /// How many producers the records name: beyond one, the portal is shared.
    pub producers: usize,
}

impl Form {
    /// The form for what was read: `candidates` are what the portal turned out to be, none for a file.
    pub fn of(candidates: &[Candidate], options: &Options, name: &str) -> Self {
        // The retired harvester of Opendatasoft only stands for the DCAT export.
        let found = candidates.iter().find(|found| found.kind.is_offered());
        let read = candidates.first();
        let instead = |kind: Kind| kind.backend().replacement;
        let kind = options
            .kind
            .or(read.map(|found| found.kind))
            .map(|kind| instead(kind).map_or(kind, |instead| instead.kind));
        // What the address given for a file turns out to be.
        let of_site = || {
            let address = Address::parse(options.site.as_deref()?).ok()?;
            recognise(address).candidates.into_iter().find(|found| Some(found.kind) == kind)
        };
        let guessed = || {
            let site = options.site.as_deref()?;
            if let Some(instead) = options.kind.and_then(instead) {
                let origin = Address::parse(site).ok()?.origin();
                return Some(format!("{origin}{}", instead.path));
            }
            Address::parse(site).ok()?;
            of_site().map(|found| found.url).or_else(|| options.site.clone())
        };
        let prefix = || options.remote_url_prefix.clone().or_else(|| of_site()?.prefix);
        let url = found.filter(|found| Some(found.kind) == kind).map(|found| found.url.clone());
        let mut form = Self {
            name: format!("Portail open data – {name}"),
            description: format!("Catalogue de données ouvertes publié par {name}."),
            url: url.or_else(guessed),
            kind,
            filters: match found {
                // An organisation's page is its filter.
                Some(found) if options.filters.is_empty() && Some(found.kind) == kind => {
                    found.filters.clone()
                }
                _ => options.filters.clone(),
            },
            prefix: kind.filter(|kind| kind.has(FormField::RemoteUrlPrefix)).and_then(|_| prefix()),
            geodcatap: options.geodcatap && kind.is_some_and(|kind| kind.has(FormField::GeoDcatAp)),
            software: read
                .map(|found| found.software)
                .or((options.kind.map(Kind::protocol) == Some(Protocol::Opendatasoft))
                    .then_some(Software::Opendatasoft)),
            producers: 0,
        };
        if form.is_datasud() {
            form.name = datasud::name(None);
        }
        form
    }

    /// Names the harvester after the only organisation that is harvested, on a portal that many share.
    pub fn name_after(&mut self, organisation: &str) {
        if self.is_datasud() {
            self.name = datasud::name(Some(organisation));
        }
    }

    /// Whether data.gouv.fr's form has this field, for this type.
    pub fn has(&self, field: FormField) -> bool {
        self.kind.is_some_and(|kind| kind.has(field))
    }

    /// Why this type and not another one of the list.
    pub fn why_kind(&self) -> &'static str {
        match (self.kind.map(Kind::protocol), self.software) {
            (Some(Protocol::Catalogue), Some(Software::Opendatasoft)) => {
                "Pas « OpenDataSoft », que data.gouv.fr a retiré."
            }
            (Some(Protocol::Catalogue), Some(Software::Ckan)) => {
                "Pas « CKAN » : cette adresse est celle de son catalogue DCAT."
            }
            _ => self.kind.map_or("", |kind| kind.backend().why),
        }
    }

    /// What to be careful about.
    pub fn cautions(&self) -> Vec<&'static str> {
        let own = self.kind.map(Kind::backend).and_then(|backend| match self.filters.is_empty() {
            true => backend.caution,
            false => backend.filtered_caution.or(backend.caution),
        });
        let mut cautions: Vec<_> = own.into_iter().collect();
        if self.software == Some(Software::Opendatasoft) {
            cautions.push("Choisissez « DCAT » (le type « OpenDataSoft » n’existe plus), et gardez la barre oblique finale : data.gouv.fr ne suit pas les redirections.");
        }
        if self.url.as_deref().is_some_and(|url| url.starts_with("http://")) {
            cautions.push("L’adresse est en http : si le serveur la redirige vers https, le moissonnage échouera. Donnez celle en https.");
        }
        cautions
    }

    /// What to do before creating the harvester.
    pub fn before(&self) -> Vec<&'static str> {
        self.steps().iter().flat_map(|steps| steps.before).copied().collect()
    }

    /// What to do once it is created.
    pub fn after(&self) -> Vec<&'static str> {
        self.steps().iter().flat_map(|steps| steps.after).copied().collect()
    }

    /// Everyone's steps, and those of the portal between them.
    fn steps(&self) -> Vec<&'static Steps> {
        let is_isogeo = self.software == Some(Software::Isogeo);
        let is_csw = self.kind.map(Kind::protocol) == Some(Protocol::Csw);
        let own = [
            (self.is_datasud(), &steps::DATASUD),
            (is_isogeo && !is_csw, &steps::ISOGEO),
            (is_isogeo && is_csw, &steps::ISOGEO_CSW),
        ];
        let own = own.into_iter().filter(|(applies, _)| *applies).map(|(_, steps)| steps);
        [&steps::FIRST].into_iter().chain(own).chain([&steps::LAST]).collect()
    }

    /// The message for « Demander la validation »; `checked` says what was found.
    pub fn message(&self, checked: &str) -> String {
        let kind = self.kind.map_or("à préciser", Kind::label);
        let url = self.url.as_deref().unwrap_or("à préciser");
        let filter = |filter: &Filter| {
            let verb = if filter.exclude { "exclure" } else { "inclure" };
            format!(" ; {verb} {} = {}", filter.key, filter.value)
        };
        let filters: String = self.filters.iter().map(filter).collect();
        format!(
            "Bonjour,\n\nMerci de valider le moissonneur « {} » (type {kind}, adresse {url}{filters}).\n\n{checked}\n\nCordialement",
            self.name
        )
    }

    /// Whether a filter has to be typed: the portal is shared, and the type has filters.
    pub fn wants_filter(&self) -> bool {
        self.filters.is_empty() && self.has(FormField::Filters) && (self.is_datasud() || self.producers > 1)
    }

    fn is_datasud(&self) -> bool {
        let address = self.url.as_deref().and_then(|url| Address::parse(url).ok());
        address.is_some_and(|address| datasud::is_datasud(&address))
    }
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
        assert_eq!(datasud.name, "Mon organisation - DataSud");
        let isogeo = form(Kind::Dcat, "https://dcat.isogeo.com/partage/jeton");
        assert!(isogeo.before().iter().any(|step| step.contains("Isogeo")));
        let csw = form(Kind::CswIso19139, "https://services.api.isogeo.com/ows/s/partage/jeton?service=CSW");
        assert!(csw.before().iter().any(|step| step.contains("serveur CSW")));
        assert!(!csw.before().iter().any(|step| step.contains("OpenCatalog")));
        assert!(form(Kind::Ckan, "https://trouver.datasud.fr").wants_filter());
        assert!(!datasud.wants_filter());
        let other = form(Kind::Ckan, "https://a.fr/dataset");
        assert!(!other.before().iter().any(|step| step.contains("DataSud") || step.contains("Isogeo")));
    }
}
