//! The `dcat` harvester.

use super::{Job, Options};
use crate::source::{Document, Problem};

/// Harvests documents as udata does.
pub fn run(_documents: &[Document], _options: &Options, _problems: &mut Vec<Problem>) -> Job {
    Job::default()
}
