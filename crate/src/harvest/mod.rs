//! What udata's harvesters make of what a portal said: one file per harvester of data.gouv.fr.

/// What is said of records that stand before a fault.
const SHOWN_BEFORE_FAULT: &str = " Les fiches complètes d’avant ce défaut sont montrées pour vous aider : data.gouv.fr n’en lirait aucune de cette page.";

mod backend;
pub(crate) mod ckan;
mod csw;
mod dcat;
mod dkan;
pub(crate) mod ods;
mod route_line;
mod run;

pub(crate) use self::run::each;
pub use self::{
    backend::{Backend, FormField, Protocol, RecordSchema, Replacement, Tool},
    ckan::names_zones,
    dcat::{PageSummary, page_summary},
    route_line::{RouteEffect, RouteLine},
    run::{Documents, run},
};
use crate::model::{Record, Refusal};

/// A record that does not arrive.
struct Rejected {
    /// Why.
    refusal: Refusal,
    /// What it would have become otherwise, when all of it was read.
    ghost: Option<Record>,
}

impl From<Refusal> for Rejected {
    fn from(refusal: Refusal) -> Self {
        Self { refusal, ghost: None }
    }
}
