//! Shows how each record of an open data portal would appear on data.gouv.fr once harvested.
//!
//! [`preview()`] is the whole way: [`source`] reads what a portal said, [`harvest`] makes of it what udata (the software
//! of data.gouv.fr) makes of it, [`check`] says what the portal's manager should know. Its one result, a [`Preview`],
//! is what [`view`] writes for a person; [`display`] says what data.gouv.fr would show of a record. [`portal`] walks a
//! portal page by page before all that.
//!
//! # Cookbook
//!
//! What becomes of a file, and what is to be fixed in it:
//!
//! ```
//! use avant_moisson::{Input, Options, check::Severity, preview};
//!
//! let export = r#"{"datasetid": "arbres", "has_records": true, "features": [], "fields": [],
//!                  "metas": {"title": "Arbres", "modified": "2026-01-05T10:00:00+00:00"}}"#;
//! let preview = preview(vec![Input::named("arbres.json", export)], Options::default());
//! for (item, verdict) in preview.rows() {
//!     let lost: Vec<_> = item.trace.entries().filter_map(|entry| entry.loss()).collect();
//!     println!("{}: {:?}, {} values lost", item.remote_id, item.status, lost.len());
//!     for finding in verdict.findings.iter().filter(|finding| finding.rule.severity > Severity::Advice) {
//!         println!("  {}: {}", finding.rule.title, finding.message);
//!     }
//! }
//! # assert_eq!(preview.rows().count(), 1);
//! ```
//!
//! A portal instead of a file: what [`portal::run`] gathers goes the same way.
//!
//! ```no_run
//! use avant_moisson::{Options, portal::{self, Address, Crawler, NativeClient, Wanted}, preview};
//!
//! let crawler = Crawler::new(Address::parse("https://data.maville.fr")?, Wanted::default());
//! let preview = preview(portal::run(crawler, &mut NativeClient::default(), |_| true), Options::default());
//! println!("{} records", preview.rows().count());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The same, as a report for people ([`view::Export`] has the other forms):
//!
//! ```
//! # use avant_moisson::{Input, Options, preview};
//! use avant_moisson::view::{Checked, Export, export};
//!
//! # let preview = preview(Vec::<Input>::new(), Options::default());
//! let report: Vec<u8> = export(&Checked::from(preview), Export::Html);
//! # assert!(!report.is_empty());
//! ```

pub mod check;
pub mod correction;
pub mod display;
mod formats;
pub mod harvest;
pub mod model;
mod parallel;
pub mod portal;
pub mod preview;
pub mod progress;
pub mod routes;
pub mod source;
mod text;
pub mod trial;
pub mod view;
#[cfg(target_arch = "wasm32")]
mod web;

mod catalogue;
#[doc(hidden)]
pub mod internals;

use std::{cell::RefCell, rc::Rc, sync::Arc};

pub use catalogue::Catalogue;
use check::{Brief, Kept, Report, Summary};
use model::Item;
pub use model::{Kind, Options};
use portal::Gathered;
pub use preview::{Preview, Reading};
use progress::Progress;
pub use source::Input;
use source::{Document, Problem};

/// Dates as udata reads them: the clock of [`Options::now`].
pub mod date {
    pub use crate::text::date::{DateTime, parse};
}

/// What data.gouv.fr would make of files, or of what was gathered of a portal. Never fails: what cannot be read is told
/// beside the records.
pub fn preview(gathered: impl Into<Gathered>, options: Options) -> Preview {
    let gathered = gathered.into();
    let options = gathered.complete(options);
    let reading = Reading::of(&gathered, None);
    let mut problems = gathered.problems();
    let documents = source::decode(gathered.inputs, &mut problems).into();
    progress::finish(follow(documents, problems, options, reading, &Progress::straight(), |_| ()))
}

/// As [`preview()`], of which only counts are kept: neither records nor verdicts, in little more memory than the
/// documents.
pub fn summary(gathered: impl Into<Gathered>, options: Options) -> Preview {
    digested(gathered.into(), options, Summary::new, Summary::take, Summary::end)
}

/// As [`preview()`], of which records keep what a report tells, their names and verdicts, whose findings
/// [`Report::told`] gives: in little more memory than the documents.
///
/// [`Kept::interchange`] adds what [`view::Export::Json`] writes, [`Kept::outline`] what [`view::Export::Html`] does.
pub fn brief(gathered: impl Into<Gathered>, options: Options, kept: Kept) -> Preview {
    digested(gathered.into(), options, |options| Brief::new(options, kept), Brief::take, Brief::end)
}

/// Checks records as they come, by what has not seen any at first, takes them, and gives the report in the end.
fn digested<D: 'static>(
    gathered: Gathered,
    options: Options,
    new: impl FnOnce(&Options) -> D,
    take: fn(&mut D, &mut [Item]),
    end: fn(&mut D, &Catalogue) -> Report,
) -> Preview {
    let options = gathered.complete(options);
    let reading = Reading::of(&gathered, None);
    let mut problems = gathered.problems();
    // Filters look into all packages before the first is read.
    let decode = if options.filters.is_empty() { source::decode_at_rest } else { source::decode };
    let documents = decode(gathered.inputs, &mut problems).into();
    let mut catalogue = Catalogue::open(documents, options, problems);
    let digest = Rc::new(RefCell::new(new(&catalogue.options)));
    let taking = Rc::clone(&digest);
    let progress = Progress::straight().digesting(move |items| take(&mut taking.borrow_mut(), items));
    progress::finish(catalogue.harvest(&progress));
    let report = end(&mut digest.borrow_mut(), &catalogue);
    Preview::counted(catalogue, report, reading)
}

/// The way of all records, with pauses: `opened` hears which harvester it is before the first one.
async fn follow(
    documents: Arc<[Document]>,
    problems: Vec<Problem>,
    options: Options,
    reading: Reading,
    progress: &Progress,
    opened: impl FnOnce(&Catalogue),
) -> Preview {
    let mut catalogue = Catalogue::open(documents, options, problems);
    opened(&catalogue);
    catalogue.harvest(progress).await;
    Preview::along(catalogue, reading, progress).await
}
