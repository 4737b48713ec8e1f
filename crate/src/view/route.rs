//! Addresses of the screens: what follows `#` says which screen, of which source, with which settings.
//!
//! Only the fragment is used: it works on any static host, is never sent to a server, and holds neither
//! data nor credentials.

use std::fmt;

use super::list::{Facet, Filters, Sort};
pub use crate::preview::CatalogueSource;
use crate::{
    model::{Filter, Kind, Options},
    portal::{Address, form::Typed},
    text::{
        date::{Date, DateTime},
        url,
    },
};

/// A screen, and what it shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Route {
    /// Which screen.
    pub screen: Screen,
    /// What was read, or is to be read.
    pub source: Option<CatalogueSource>,
    /// The settings of the harvest.
    pub settings: Settings,
    /// What the list shows, and in which order; a record keeps them for « Précédent » and « Suivant ».
    pub filters: Filters,
    /// `vue=cartes`: the list as search results.
    pub cards: bool,
    /// `champ=license`: the field of a record whose panel is open.
    pub field: Option<String>,
    /// What the person has already typed in data.gouv.fr's form, to be checked.
    pub typed: Typed,
    /// `relire=1`: the portal is read again, whatever was read before; never written back.
    pub again: bool,
    /// `integre=1`: inside another site's page, nothing is asked of the portal before a click.
    pub waits: bool,
    /// `organisme=…`: the producers of a shared catalogue that are the person's own organisation.
    pub producers: Vec<String>,
    /// Whether `https://` was missing, and supposed.
    pub completed: bool,
    /// Whether an access key was taken out of the address.
    pub secret_removed: bool,
}

/// The screens.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Screen {
    /// `#/`
    #[default]
    Home,
    /// `#/controle`: « Vue d’ensemble »
    Overview,
    /// `#/jeux`
    List,
    /// `#/jeu/IDENTIFIANT`; `rang` counts from 1 and tells apart records with the same identifier.
    Record {
        /// The identifier at the portal.
        id: String,
        /// The place among all records.
        rank: Option<usize>,
    },
    /// `#/plan`: « Plan »
    Plan,
    /// `#/essai/IDENTIFIANT`: « Essayer une correction » of a record; `#/essai`: of the whole plan.
    Trial {
        /// The identifier at the portal.
        id: Option<String>,
        /// The place among all records.
        rank: Option<usize>,
    },
    /// `#/voies`: « Quelle voie »
    Routes,
    /// `#/comparaison`
    Comparison,
    /// `#/reglages`
    Settings,
    /// `#/insigne`: the dated picture, to place in a README
    Badge,
    /// `#/integrer/ÉCRAN`: how that screen is shown in another site; `#/integrer`: the overview.
    Embed(Box<Screen>),
    /// `#/aide`, `#/aide/CODE`
    Help(Option<String>),
    /// `#/a-propos`
    About,
    /// `#/preuves`: « Comment nous savons que c’est vrai »
    Evidence,
    /// `#/accessibilite`
    Accessibility,
    /// `#/confidentialite`
    Privacy,
    /// Anything else.
    Unknown,
}

impl CatalogueSource {
    /// Reads `src=`; the flag says whether an access key was left out.
    pub fn parse(text: &str) -> Option<(Self, bool)> {
        let text = text.trim();
        if text.is_empty() {
            None
        } else if let Some(name) = text.strip_prefix("exemple:") {
            Some((Self::Example(name.to_owned()), false))
        } else if let Some(name) = text.strip_prefix("fichier:") {
            Some((Self::Local(name.to_owned()), false))
        } else {
            match Address::parse(text) {
                Ok(address) => Some((Self::Address(address.to_string()), !address.secrets.is_empty())),
                Err(_) => Some((Self::Malformed(text.to_owned()), false)),
            }
        }
    }

    /// How a person names it: the host, the example or the file.
    pub fn name(&self) -> &str {
        match self {
            Self::Address(address) => host(address),
            Self::Example(name) => super::home::EXAMPLES
                .iter()
                .find(|example| example.id == name)
                .map_or(name.as_str(), |example| example.title),
            Self::Local(name) | Self::Malformed(name) => name,
        }
    }
}

impl fmt::Display for CatalogueSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(text) | Self::Malformed(text) => f.write_str(text),
            Self::Example(name) => write!(f, "exemple:{name}"),
            Self::Local(name) => write!(f, "fichier:{name}"),
        }
    }
}

/// `organization:ville`, as Solr writes it.
fn harvest_filter(text: &str, exclude: bool) -> Option<Filter> {
    let (key, value) = text.split_once(':').filter(|(key, value)| !key.is_empty() && !value.is_empty())?;
    Some(Filter { key: key.to_owned(), value: value.to_owned(), exclude })
}

/// The host of an address.
pub fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// The settings of the harvest that an address carries.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// `type=`
    pub kind: Option<Kind>,
    /// `site=`: the portal's address, for a file.
    pub site: Option<String>,
    /// `inspire=1`
    pub inspire: bool,
    /// `geodcatap=1`
    pub geodcatap: bool,
    /// `prefixe=`
    pub remote_url_prefix: Option<String>,
    /// `date=`: the day of the harvest, today when absent.
    pub date: Option<Date>,
    /// `inclure=organization:ville`, `exclure=tags:budget`: the filters of data.gouv.fr's form.
    pub filters: Vec<Filter>,
}

impl Settings {
    /// The options of the harvest; `now` is the clock of the caller, unless a day was chosen.
    pub fn options(&self, now: DateTime) -> Options {
        Options {
            kind: self.kind,
            site: self.site.clone(),
            inspire: self.inspire,
            geodcatap: self.geodcatap,
            remote_url_prefix: self.remote_url_prefix.clone(),
            filters: self.filters.clone(),
            now: self.date.map_or(now, DateTime::from),
            ..Options::default()
        }
    }
}

impl Route {
    /// Reads an address; never fails.
    pub fn parse(hash: &str) -> Self {
        let hash = hash.trim_start_matches('#');
        let (path, query) = hash.split_once('?').unwrap_or((hash, ""));
        let mut route = Self::default();
        let mut rank = None;
        for (name, value) in pairs(query) {
            match name.as_str() {
                "src" => {
                    if let Some((source, removed)) = CatalogueSource::parse(&value) {
                        route.completed = Address::parse(&value).is_ok_and(|address| address.completed)
                            && matches!(source, CatalogueSource::Address(_));
                        route.source = Some(source);
                        route.secret_removed = removed;
                    }
                }
                "type" => route.settings.kind = value.parse().ok(),
                "site" => {
                    route.settings.site =
                        filled(value).and_then(|site| Address::parse(&site).ok()).map(|site| site.to_string())
                }
                "inspire" => route.settings.inspire = value == "1",
                "geodcatap" => route.settings.geodcatap = value == "1",
                "prefixe" => route.settings.remote_url_prefix = filled(without_secrets(value)),
                "date" => route.settings.date = Date::of_parts(&value),
                "inclure" => route.settings.filters.extend(harvest_filter(&value, false)),
                "exclure" => route.settings.filters.extend(harvest_filter(&value, true)),
                "saisie-nom" => route.typed.name = value,
                "saisie-adresse" => route.typed.url = without_secrets(value),
                "saisie-type" => route.typed.kind = value.parse().ok(),
                "saisie-filtre" => route.typed.filter = value,
                "saisie-prefixe" => route.typed.prefix = without_secrets(value),
                "relire" => route.again = value == "1",
                "integre" => route.waits = value == "1",
                "organisme" => route.producers.extend(filled(value)),
                "vue" => route.cards = value == "cartes",
                "champ" => route.field = filled(value),
                "rang" => rank = value.parse().ok(),
                "q" => route.filters.query = value,
                "tri" => route.filters.sort = Sort::parse(&value),
                "page" => route.filters.page = value.parse().unwrap_or(1).max(1),
                name => {
                    if let (Some(facet), Some(value)) = (Facet::parse(name), filled(value)) {
                        route.filters.set(facet, Some(value));
                    }
                }
            }
        }
        route.screen = Screen::parse(path, rank);
        route
    }

    /// The same source and settings on another screen, without filters.
    pub fn to(&self, screen: Screen) -> Self {
        Self {
            screen,
            source: self.source.clone(),
            settings: self.settings.clone(),
            producers: self.producers.clone(),
            ..Self::default()
        }
    }

    /// The same source, settings and filters on another screen.
    pub fn keeping_filters(&self, screen: Screen) -> Self {
        Self {
            screen,
            field: None,
            secret_removed: false,
            completed: false,
            waits: false,
            again: false,
            ..self.clone()
        }
    }

    /// The list, with one facet chosen.
    pub fn list_of(&self, facet: Facet, value: &str) -> Self {
        self.to(Screen::List).and(facet, value)
    }

    /// With one producer picked, or no longer when it was.
    pub fn toggling_producer(&self, name: &str) -> Self {
        let mut route = self.keeping_filters(self.screen.clone());
        let picked = route.producers.iter().position(|picked| picked == name);
        match picked {
            Some(index) => drop(route.producers.remove(index)),
            None => route.producers.push(name.to_owned()),
        }
        route
    }

    /// The overview, read again.
    pub fn reread(&self) -> String {
        let overview = self.to(Screen::Overview).to_string();
        let mark = if overview.contains('?') { '&' } else { '?' };
        format!("{overview}{mark}relire=1")
    }

    /// With one facet more.
    pub fn and(mut self, facet: Facet, value: &str) -> Self {
        self.filters.set(facet, Some(value.to_owned()));
        self
    }

    /// With one filter of the harvest more, or less when it is there; what it contradicts goes.
    pub fn toggling_harvest_filter(&self, filter: Filter) -> Self {
        let mut route = self.keeping_filters(self.screen.clone());
        let filters = &mut route.settings.filters;
        let is_there = filters.contains(&filter);
        filters.retain(|other| other.key != filter.key || other.value != filter.value);
        if !is_there {
            filters.push(filter);
        }
        route
    }

    /// Whether both need the same documents, whatever is made of them.
    pub fn same_documents(&self, other: &Self) -> bool {
        let asks = |route: &Self| (route.settings.kind, route.settings.geodcatap);
        let is_portal = matches!(self.source, Some(CatalogueSource::Address(_)));
        self.source == other.source && (!is_portal || asks(self) == asks(other))
    }

    /// Whether both need the same documents read with the same settings.
    pub fn same_check(&self, other: &Self) -> bool {
        self.source == other.source && self.settings == other.settings
    }

    /// Whether the screen shows a catalogue.
    pub fn needs_catalogue(&self) -> bool {
        matches!(
            self.screen,
            Screen::Overview
                | Screen::List
                | Screen::Record { .. }
                | Screen::Plan
                | Screen::Badge
                | Screen::Trial { .. }
                | Screen::Routes
                | Screen::Comparison
        ) || (self.screen == Screen::Settings && self.source.is_some())
    }
}

impl Screen {
    fn parse(path: &str, rank: Option<usize>) -> Self {
        let path = path.trim_start_matches('/');
        let (head, tail) = match path.split_once('/') {
            Some((head, tail)) => (head, Some(url::decoded(tail))),
            None => (path, None),
        };
        match (head, tail) {
            ("", _) => Self::Home,
            ("controle", None) => Self::Overview,
            ("jeux", None) => Self::List,
            ("jeu", id) => Self::Record { id: id.unwrap_or_default(), rank },
            ("plan", None) => Self::Plan,
            ("essai", id) => Self::Trial { id, rank },
            ("voies", None) => Self::Routes,
            ("comparaison", None) => Self::Comparison,
            ("reglages", None) => Self::Settings,
            ("insigne", None) => Self::Badge,
            ("integrer", _) => Self::Embed(Box::new(Self::embedded(path, rank))),
            ("aide", code) => Self::Help(code.and_then(filled)),
            ("a-propos", None) => Self::About,
            ("preuves", None) => Self::Evidence,
            ("accessibilite", None) => Self::Accessibility,
            ("confidentialite", None) => Self::Privacy,
            _ => Self::Unknown,
        }
    }

    /// The screen after `integrer/`; the overview when it cannot be shown elsewhere.
    fn embedded(path: &str, rank: Option<usize>) -> Self {
        let shown = path.split_once('/').map(|(_, shown)| Self::parse(shown, rank));
        shown.filter(Self::is_embeddable).unwrap_or(Self::Overview)
    }

    /// Whether another site may show it alone.
    pub fn is_embeddable(&self) -> bool {
        matches!(
            self,
            Self::Overview
                | Self::List
                | Self::Record { .. }
                | Self::Plan
                | Self::Badge
                | Self::Help(Some(_))
        )
    }

    /// What follows `#/`, and the rank that the query holds.
    pub fn path(&self) -> (String, Option<usize>) {
        match self {
            Self::Home => (String::new(), None),
            Self::Record { id, rank } => (format!("jeu/{}", encode(id)), *rank),
            Self::Trial { id: Some(id), rank } => (format!("essai/{}", encode(id)), *rank),
            Self::Help(Some(code)) => (format!("aide/{}", encode(code)), None),
            Self::Help(None) => ("aide".into(), None),
            Self::Embed(shown) if **shown == Self::Overview => ("integrer".into(), None),
            Self::Embed(shown) => {
                let (path, rank) = shown.path();
                (format!("integrer/{path}"), rank)
            }
            other => (other.id(), None),
        }
    }

    /// The same for all addresses of one screen: focus moves to the title only when it changes.
    pub fn id(&self) -> String {
        match self {
            Self::Home => "accueil".into(),
            Self::Overview => "controle".into(),
            Self::List => "jeux".into(),
            Self::Record { id, rank } => format!("jeu/{id}/{}", rank.unwrap_or_default()),
            Self::Plan => "plan".into(),
            Self::Trial { id: None, .. } => "essai".into(),
            Self::Trial { id: Some(id), rank } => format!("essai/{id}/{}", rank.unwrap_or_default()),
            Self::Routes => "voies".into(),
            Self::Comparison => "comparaison".into(),
            Self::Settings => "reglages".into(),
            Self::Badge => "insigne".into(),
            Self::Embed(shown) => format!("integrer/{}", shown.id()),
            Self::Help(code) => format!("aide/{}", code.as_deref().unwrap_or_default()),
            Self::About => "a-propos".into(),
            Self::Evidence => "preuves".into(),
            Self::Accessibility => "accessibilite".into(),
            Self::Privacy => "confidentialite".into(),
            Self::Unknown => "inconnu".into(),
        }
    }
}

/// The canonical address, `#` included.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, rank) = self.screen.path();
        write!(f, "#/{path}")?;
        let mut query = Query { f, separator: '?' };
        query.pair("src", self.source.as_ref().map(ToString::to_string).as_deref())?;
        query.pair("type", self.settings.kind.map(Kind::id))?;
        query.pair("site", self.settings.site.as_deref())?;
        query.pair("inspire", self.settings.inspire.then_some("1"))?;
        query.pair("geodcatap", self.settings.geodcatap.then_some("1"))?;
        query.pair("prefixe", self.settings.remote_url_prefix.as_deref())?;
        query.pair("date", self.settings.date.map(|date| date.to_string()).as_deref())?;
        for Filter { key, value, exclude } in &self.settings.filters {
            let name = if *exclude { "exclure" } else { "inclure" };
            query.pair(name, Some(&format!("{key}:{value}")))?;
        }
        for name in &self.producers {
            query.pair("organisme", Some(name))?;
        }
        for (facet, value) in self.filters.chosen() {
            query.pair(facet.param(), Some(value))?;
        }
        query.pair("q", Some(self.filters.query.as_str()).filter(|text| !text.is_empty()))?;
        query.pair("tri", (self.filters.sort != Sort::default()).then(|| self.filters.sort.id()))?;
        query.pair("page", (self.filters.page > 1).then(|| self.filters.page.to_string()).as_deref())?;
        query.pair("vue", self.cards.then_some("cartes"))?;
        let field = self.field.as_deref().filter(|_| matches!(self.screen, Screen::Record { .. }));
        query.pair("champ", field)?;
        query.pair("integre", self.waits.then_some("1"))?;
        let typed = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        query.pair("saisie-nom", typed(&self.typed.name).as_deref())?;
        query.pair("saisie-adresse", typed(&self.typed.url).as_deref())?;
        query.pair("saisie-type", self.typed.kind.map(Kind::id))?;
        query.pair("saisie-filtre", typed(&self.typed.filter).as_deref())?;
        query.pair("saisie-prefixe", typed(&self.typed.prefix).as_deref())?;
        query.pair("rang", rank.map(|rank| rank.to_string()).as_deref())
    }
}

struct Query<'a, 'b> {
    f: &'a mut fmt::Formatter<'b>,
    separator: char,
}

impl Query<'_, '_> {
    fn pair(&mut self, name: &str, value: Option<&str>) -> fmt::Result {
        let Some(value) = value else { return Ok(()) };
        write!(self.f, "{}{name}={}", self.separator, encode(value))?;
        self.separator = '&';
        Ok(())
    }
}

fn filled(text: String) -> Option<String> {
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// An address as typed, unless it gives access.
fn without_secrets(text: String) -> String {
    match Address::parse(&text) {
        Ok(address) if !address.secrets.is_empty() => address.to_string(),
        _ => text,
    }
}

/// The pairs of a query string, decoded.
fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (url::decoded(name), url::decoded(&value.replace('+', " ")))
    })
}

/// Percent-encodes all but what stays readable and safe in a fragment's path and query.
pub fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'-'
            | b'_'
            | b'.'
            | b'~'
            | b':'
            | b'/'
            | b'@'
            | b',' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_written_back() {
        let table = [
            ("", "#/"),
            ("#", "#/"),
            ("#/", "#/"),
            ("#/controle?src=data.maville.fr", "#/controle?src=https://data.maville.fr/"),
            ("#/controle?src=maville", "#/controle?src=maville"),
            (
                "#/controle?src=https%3A%2F%2Fdata.maville.fr%2Fapi%3Fa%3D1%26b&type=dcat",
                "#/controle?src=https://data.maville.fr/api%3Fa%3D1%26b&type=dcat",
            ),
            (
                "#/controle?src=exemple:ckan&exclure=tags:a:b&inclure=organization:ville&inclure=rien",
                "#/controle?src=exemple:ckan&exclure=tags:a:b&inclure=organization:ville",
            ),
            ("#/controle?type=xyz&inspire=1", "#/controle?inspire=1"),
            ("#/jeux?src=exemple:ods-portail&page=1", "#/jeux?src=exemple:ods-portail"),
            (
                "#/jeux?etat=a-corriger&q=arbres+d%27ombre&tri=-note&page=3",
                "#/jeux?etat=a-corriger&q=arbres%20d%27ombre&tri=-note&page=3",
            ),
            ("#/jeux?page=0&tri=rien&inconnu=1", "#/jeux"),
            ("#/jeu/a%2Fb%20c%3Fd", "#/jeu/a/b%20c%3Fd"),
            ("#/jeu/?rang=4", "#/jeu/?rang=4"),
            ("#/essai/a%20b?rang=4", "#/essai/a%20b?rang=4"),
            ("#/essai", "#/essai"),
            ("#/jeu/été@ville", "#/jeu/%C3%A9t%C3%A9@ville"),
            ("#/aide/licence-absente", "#/aide/licence-absente"),
            ("#/controle?organisme=B&organisme=A+%26+C", "#/controle?organisme=B&organisme=A%20%26%20C"),
            ("#/aide", "#/aide"),
            ("#/nulle/part", "#/inconnu"),
            ("#/controle?src=a.fr&relire=1", "#/controle?src=https://a.fr/"),
            ("#/integrer?src=a.fr&type=dcat", "#/integrer?src=https://a.fr/&type=dcat"),
            ("#/integrer/jeu/a%2Fb?rang=4&src=a.fr", "#/integrer/jeu/a/b?src=https://a.fr/&rang=4"),
            ("#/integrer/aide/licence-absente", "#/integrer/aide/licence-absente"),
            ("#/integrer/integrer/jeu/a", "#/integrer"),
            ("#/insigne?src=a.fr", "#/insigne?src=https://a.fr/"),
            ("#/controle?src=a.fr&integre=1", "#/controle?src=https://a.fr/&integre=1"),
            (
                "#/reglages?src=a.fr&saisie-nom=Portail+de+test&saisie-adresse=a.fr&saisie-type=dcat",
                "#/reglages?src=https://a.fr/&saisie-nom=Portail%20de%20test&saisie-adresse=a.fr&saisie-type=dcat",
            ),
            (
                "#/reglages?saisie-adresse=https://a.fr/x?apikey%3D1",
                "#/reglages?saisie-adresse=https://a.fr/x",
            ),
        ];
        for (given, expected) in table {
            let route = Route::parse(given);
            assert_eq!(route.to_string(), expected, "{given}");
            assert_eq!(Route::parse(&route.to_string()).to_string(), expected, "{given} twice");
        }
    }

    #[test]
    fn credentials_never_stay_in_an_address() {
        let table = [
            ("https://moi:secret@data.fr/x", "https://data.fr/x", true),
            ("HTTPS://data.fr/x?apikey=1234&where=a", "https://data.fr/x?where=a", true),
            ("data.fr?Token=1", "https://data.fr/", true),
            ("http://data.fr/#/table", "http://data.fr/", false),
        ];
        for (given, expected, removed) in table {
            let route = Route::parse(&format!("#/controle?src={}", encode(given)));
            assert_eq!(route.source, Some(CatalogueSource::Address(expected.into())), "{given}");
            assert_eq!(route.secret_removed, removed, "{given}");
        }
    }

    #[test]
    fn decoding_keeps_what_is_not_encoded() {
        let table = [
            ("100%", "100%"),
            ("%zz", "%zz"),
            ("%C3%A9", "é"),
            ("%FF", "\u{fffd}"),
            ("%4", "%4"),
            ("%+1", "%+1"),
        ];
        for (given, expected) in table {
            assert_eq!(url::decoded(given), expected);
        }
    }
}
