//! From an address to what to request: which software a portal runs, and what to type in data.gouv.fr's form.

mod address;
pub mod ods;
mod recognise;

pub use self::{
    address::{Address, AddressError},
    recognise::{Candidate, Recognition, Software, recognise},
};
