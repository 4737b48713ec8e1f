//! From an address to what to request: which software a portal runs, how to read it page by page, and what to type
//! in data.gouv.fr's form.

mod address;
mod ckan;
pub mod client;
pub mod commands;
mod crawler;
pub mod csw;
mod datasud;
mod dcat;
pub mod fault;
pub mod form;
#[cfg(not(target_arch = "wasm32"))]
pub mod native;
mod ods;
mod pager;
mod probe;
mod recognise;
mod ways;

pub use self::{
    address::{Address, AddressError},
    crawler::{CrawlProgress, Crawler, Gathered, Order, Ticket, Wanted, run},
    fault::{Fault, FaultCause},
    recognise::{Candidate, Recognition, Software, recognise},
    ways::{Way, ways},
};
