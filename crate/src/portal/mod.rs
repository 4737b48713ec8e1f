//! From an address to what to request: which software a portal runs, how to read it page by page, and what to type
//! in data.gouv.fr's form.

mod address;
mod candidate;
mod ckan;
pub(crate) mod client;
pub(crate) mod commands;
mod crawler;
pub(crate) mod csw;
mod datasud;
mod dcat;
pub(crate) mod fault;
pub(crate) mod form;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod native;
mod ods;
mod pager;
mod probe;
mod recognise;
mod ways;

#[cfg(not(target_arch = "wasm32"))]
pub use self::native::NativeClient;
pub use self::{
    address::{Address, AddressError, without_secrets},
    candidate::{Candidate, Software},
    client::{Broken, Client, ClientFailure, Method, Request, Response},
    crawler::{CrawlProgress, Crawler, Gathered, Order, Ticket, Wanted, run},
    fault::{Fault, FaultCause},
    recognise::{Recognition, recognise},
    ways::{Way, ways},
};
