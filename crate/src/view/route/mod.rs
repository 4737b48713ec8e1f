//! Addresses of the screens: what follows `#` says which screen, of which source, with which settings.
//!
//! Only the fragment is used: it works on any static host, is never sent to a server, and holds neither
//! data nor credentials.

mod address;
mod screen;
mod source;

pub use self::{address::encode, screen::Screen};
use super::list::{Facet, Filters};
use crate::{
    model::{Filter, Kind, Options},
    portal::form::Typed,
    text::date::{Date, DateTime},
};
pub use crate::{preview::CatalogueSource, text::url::host};

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

impl Route {
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
