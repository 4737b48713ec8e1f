//! Everything a person reads: one file per screen, templates that escape by default.
//!
//! [`page`] turns an address into a screen. The page in the browser, the downloaded report and the command's
//! report come from the same templates.

mod about;
mod annotations;
mod badge;
mod capabilities;
mod card;
mod change;
mod checked;
pub(crate) mod comparison;
mod components;
mod drawings;
mod embedding;
mod evidence;
mod exports;
mod fault;
mod filters;
mod format;
mod grouped_findings;
mod help;
pub(crate) mod home;
mod isogeo;
mod list;
mod map;
mod ongoing;
mod overview;
mod plan;
mod problem;
mod producers;
mod recognised;
mod record;
mod remedy;
mod report;
mod retired_ods;
pub(crate) mod route;
pub mod routes;
mod schema_mismatch;
mod settings;
mod shell;
pub mod sources;
#[cfg(test)]
mod testing;
pub mod text;
pub(crate) mod ticket;
pub(crate) mod trial;
mod wording;

use std::borrow::Cow;

use maud::{Markup, html};
use serde::Serialize;

pub use self::about::measured_with;
use self::checked::Fatal;
#[cfg(target_arch = "wasm32")]
pub use self::report::give_style;
pub use self::{
    annotations::annotations,
    checked::Checked,
    comparison::{Compared, PreviousCheck, PublishedError},
    evidence::{give as give_figures, wants_figures},
    exports::{Export, asked as download, export, file_name, write, write_with_display},
    map::give as give_outline,
    ongoing::{CrawlProgress, ReadingProgress, stopped, waiting, while_reading},
    route::{Route, Screen},
    shell::templates,
    trial::{file_name as corrected_name, of_request as draft},
};
pub use crate::preview::{CatalogueSource, Reading};
use crate::text::{surrogates, typography};

/// A screen, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct HtmlPage {
    /// The title of the window.
    pub title: String,
    /// What goes into `<main>`.
    pub html: String,
    /// The canonical address, `#` included.
    pub route: String,
    /// The same for all addresses of one screen.
    pub screen: String,
    /// What a screen reader hears when the screen stays and its content changes.
    pub announce: String,
}

impl HtmlPage {
    fn new(title: impl Into<String>, route: &Route, body: Markup) -> Self {
        let title = format!("{} – Avant-moisson", title.into());
        Self {
            // A record's title is the portal's own text.
            title: match route.screen {
                Screen::Record { .. } | Screen::Trial { .. } => surrogates::shown(&title).into_owned(),
                _ => typography::text(&title).into_owned(),
            },
            html: typeset(body),
            route: route.to_string(),
            screen: route.screen.id(),
            announce: String::new(),
        }
    }

    fn announcing(mut self, text: impl Into<String>) -> Self {
        self.announce = typography::text(&text.into()).into_owned();
        self
    }
}

/// The screen at `route`, about `checked` when something was read.
pub fn page(checked: Option<&Checked>, route: &Route) -> HtmlPage {
    let checked = checked.filter(|checked| {
        route.source.is_none() || checked.reading.source.is_none() || checked.reading.source == route.source
    });
    if route.waits && route.needs_catalogue() {
        return embedding::waiting(route);
    }
    if let (
        Screen::Overview
        | Screen::List
        | Screen::Plan
        | Screen::Badge
        | Screen::Record { .. }
        | Screen::Trial { .. },
        Some(checked),
    ) = (&route.screen, checked)
        && let Some(fatal) = checked.fatal()
    {
        return match fatal {
            Fatal::Fault(fault) => fault::page(checked, route, fault),
            Fatal::Unreadable(problem) => fault::unreadable(checked, route, problem),
        };
    }
    match (&route.screen, checked) {
        (Screen::Home, _) => home::page(route),
        (Screen::Overview, Some(checked)) => overview::page(checked, route),
        (Screen::List, Some(checked)) => list::page(checked, route),
        (Screen::Record { id, rank }, Some(checked)) => record::page(checked, route, id, *rank),
        (Screen::Plan, Some(checked)) => plan::page(checked, route),
        (Screen::Trial { id, rank }, Some(checked)) => trial::page(checked, route, id.as_deref(), *rank),
        (Screen::Routes, Some(checked)) => routes::page(checked, route),
        (Screen::Comparison, Some(checked)) => comparison::page(checked, route),
        (Screen::Settings, checked) => settings::page(checked, route),
        (Screen::Badge, Some(checked)) => badge::page(checked, route),
        (Screen::Embed(shown), _) => embedding::page(route, shown),
        (Screen::Help(code), checked) => help::page(checked, route, code.as_deref()),
        (Screen::About, _) => about::page(route),
        (Screen::Evidence, _) => evidence::page(route),
        (Screen::Accessibility, _) => about::accessibility(route),
        (Screen::Privacy, _) => about::privacy(route),
        (Screen::Unknown, _) => problem::unknown(route),
        (_, None) => problem::nothing_read(route),
    }
}

/// Whether the screen at `route` draws a map, and the outline behind it is still to be given.
pub fn wants_outline(checked: Option<&Checked>, route: &Route) -> bool {
    checked.is_some_and(|checked| map::wants_outline(checked, route))
}

/// A page as it leaves, with the spaces of French, and « � » where a character is cut.
fn typeset(page: Markup) -> String {
    let page = page.into_string();
    let page = match surrogates::shown(&page) {
        Cow::Borrowed(_) => page,
        Cow::Owned(shown) => shown,
    };
    match typography::html(&page) {
        Cow::Borrowed(_) => page,
        Cow::Owned(typeset) => typeset,
    }
}

/// `html` when it is wanted.
fn when(wanted: bool, markup: impl FnOnce() -> Markup) -> Markup {
    if wanted {
        markup()
    } else {
        html! {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{self, HOSTILE};

    fn shown(checked: &Checked, hash: &str) -> HtmlPage {
        page(Some(checked), &Route::parse(hash))
    }

    fn addresses(checked: &Checked) -> Vec<String> {
        let base = Route { source: checked.reading.source.clone(), ..Route::default() };
        let screens = [
            Screen::Home,
            Screen::Overview,
            Screen::List,
            Screen::Settings,
            Screen::Badge,
            Screen::Embed(Box::new(Screen::Overview)),
            Screen::Embed(Box::new(Screen::Record { id: HOSTILE.to_owned(), rank: None })),
            Screen::Comparison,
            Screen::Plan,
            Screen::Routes,
            Screen::Trial { id: None, rank: None },
            Screen::Trial { id: Some(HOSTILE.to_owned()), rank: None },
            Screen::Help(None),
            Screen::Help(Some(HOSTILE.to_owned())),
            Screen::About,
            Screen::Evidence,
            Screen::Accessibility,
            Screen::Privacy,
            Screen::Unknown,
            Screen::Record { id: HOSTILE.repeat(2), rank: None },
        ];
        let screens = screens.into_iter().map(|screen| base.to(screen));
        let records = (0..checked.report.tally.total()).map(|index| checked.record_route(&base, index));
        let lists = list::Facet::ALL.into_iter().map(|facet| base.list_of(facet, HOSTILE));
        screens.chain(records).chain(lists).map(|route| route.to_string()).collect()
    }

    /// Whatever a portal writes, screens hold only the tags and attributes of the templates.
    #[test]
    fn hostile_text_stays_text_on_every_screen() {
        let checked = testing::checked();
        for address in addresses(&checked) {
            let html = shown(&checked, &address).html;
            assert!(!html.contains("<script") && !html.contains("<img"), "{address}");
            for tag in html.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
                let outside_values: String = tag.split('"').step_by(2).collect();
                assert!(!outside_values.contains("onerror"), "{address}: <{tag}>");
                assert!(!outside_values.contains("style="), "{address}: <{tag}>");
            }
            assert!(!html.contains("href=\"javascript:"), "{address}");
        }
    }

    #[test]
    fn every_screen_has_one_title_and_an_address_that_leads_back() {
        let checked = testing::checked();
        for address in addresses(&checked) {
            let page = shown(&checked, &address);
            assert_eq!(page.html.matches("<h1").count(), 1, "{address}");
            assert!(page.title.ends_with("– Avant-moisson"), "{address}");
            assert_eq!(shown(&checked, &page.route), page, "{address}");
        }
    }

    #[test]
    fn records_with_the_same_identifier_have_their_own_address() {
        let checked = testing::checked();
        let base = Route { source: checked.reading.source.clone(), ..Route::default() };
        for index in 0..checked.report.tally.total() {
            let Screen::Record { id, rank } = checked.record_route(&base, index).screen else {
                panic!("a record")
            };
            assert_eq!(checked.find(&id, rank), Some(index));
        }
    }

    #[test]
    fn another_source_is_not_shown() {
        let checked = testing::checked();
        let page = shown(&checked, "#/jeux?src=fichier:autre.json");
        assert!(page.html.contains("Déposez à nouveau"), "{}", page.html);
    }
}
