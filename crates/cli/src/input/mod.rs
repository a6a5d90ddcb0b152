//! From the arguments of a command to the pages and lines it reads.

mod fetch;
mod files;
mod items;
mod lines;

pub(crate) use files::expand;
pub(crate) use items::{Item, Items, Limits, Shape};

/// One thing named on the command line, or found in a folder named there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(std::path::PathBuf),
    /// An address.
    Url(String),
    /// It cannot be read at all.
    Bad(crate::report::Problem),
}
