//! A route as it is written after `#`, and read again.

use std::fmt;

use super::{CatalogueSource, Route, Screen};
use crate::{
    model::{Filter, Kind},
    portal::{self, Address},
    text::{date::Date, url},
    view::list::{Facet, Sort},
};

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

/// `organization:ville`, as Solr writes it.
fn harvest_filter(text: &str, exclude: bool) -> Option<Filter> {
    let (key, value) = text.split_once(':').filter(|(key, value)| !key.is_empty() && !value.is_empty())?;
    Some(Filter { key: key.to_owned(), value: value.to_owned(), exclude })
}

pub(super) fn filled(text: String) -> Option<String> {
    let trimmed = text.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}

/// An address as typed, unless it gives access.
fn without_secrets(text: String) -> String {
    match Address::parse(&text) {
        Ok(address) if !address.secrets.is_empty() => address.to_string(),
        _ => portal::without_secrets(&text).into_owned(),
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
    let is_mark = |byte| matches!(byte, b'-' | b'_' | b'.' | b'~' | b':' | b'/' | b'@' | b',');
    url::encoded(text, |byte| byte.is_ascii_alphanumeric() || is_mark(byte))
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
