//! From an address to what to request: which software a portal runs, and what to type in data.gouv.fr's form.

mod address;
mod fault;
pub mod ods;
mod recognise;

pub use self::{
    address::{Address, AddressError},
    fault::Fault,
    recognise::{Candidate, Recognition, Software, recognise},
};
