//! Shows how each record of an open data portal would appear on data.gouv.fr once harvested.
//!
//! Data flows one way: [`source`] reads what a portal said, [`harvest`] makes of it what udata (the
//! software of data.gouv.fr) makes of it, [`check`] says what the portal's manager should know,
//! [`display`] what data.gouv.fr would show, and [`view`] writes it for a person. [`portal`] walks a portal page by page before all that.
//!
//! ```
//! use avant_moisson::{Catalogue, Input, Options};
//!
//! let export = r#"{"datasetid": "arbres", "has_records": true, "features": [], "fields": [],
//!                  "metas": {"title": "Arbres", "modified": "2026-01-05T10:00:00+00:00"}}"#;
//! let catalogue = Catalogue::read(vec![Input::named("arbres.json", export)], Options::default());
//! assert_eq!(catalogue.job.items[0].remote_id, "arbres");
//! ```

pub mod check;
pub mod display;
pub mod formats;
pub mod harvest;
pub mod model;
pub mod portal;
pub mod source;
pub mod text;
pub mod view;
#[cfg(target_arch = "wasm32")]
mod web;

mod catalogue;
pub mod progress;

pub use catalogue::Catalogue;
pub use model::{Kind, Options};
pub use source::Input;
