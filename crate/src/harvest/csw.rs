//! The `csw-dcat` and `csw-iso-19139` harvesters.

use super::{Job, Options};
use crate::source::{Document, Problem};

/// Harvests GetRecords answers that hold DCAT records.
pub fn run_dcat(_documents: &[Document], _options: &Options, _problems: &mut Vec<Problem>) -> Job {
    Job::default()
}

/// Harvests GetRecords answers that hold ISO 19139 records.
pub fn run_iso_19139(_documents: &[Document], _options: &Options, _problems: &mut Vec<Problem>) -> Job {
    Job::default()
}
