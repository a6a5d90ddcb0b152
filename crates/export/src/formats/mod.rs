//! The formats: one file each here, and one line in [`FORMATS`].

mod cameo;
mod csv;
mod ftm;
mod geojson;
mod graphml;
mod jsonl;
mod parquet;
mod plover;

use crate::error::Result;
use crate::table::{Column, Table};
use crate::view::View;
use std::path::Path;

/// Every format that the program writes.
pub static FORMATS: &[&Format] = &[
    &parquet::FORMAT,
    &csv::FORMAT,
    &jsonl::FORMAT,
    &geojson::FORMAT,
    &plover::FORMAT,
    &cameo::FORMAT,
    &ftm::FORMAT,
    &graphml::FORMAT,
];

/// One format.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it is, in a line.
    pub about: &'static str,
    /// The two lines that open it in Python.
    pub python: &'static str,
    /// The two lines that open it in R.
    pub r: &'static str,
    /// The columns of a table that only this format has.
    pub columns: &'static [Column],
    /// Whether it wants sentences and the words beside each quotation, which cost a look into the text.
    pub(crate) cited: bool,
    /// Begins its files in a folder.
    pub(crate) open: fn(&Path, Settings<'_>) -> Result<Box<dyn Writer>>,
}

impl Format {
    /// The format of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name).copied()
    }
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Format").field("name", &self.name).finish_non_exhaustive()
    }
}

/// What a format may be told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Settings<'a> {
    /// CSV: begin with a byte order mark, for spreadsheets that need it.
    pub(crate) bom: bool,
    /// Name and version of the program.
    pub(crate) program: &'a str,
}

/// Writes events in one format.
pub(crate) trait Writer {
    /// Writes an event.
    fn event(&mut self, view: &View<'_>) -> Result<()>;

    /// Ends the files and tells what they are.
    fn finish(self: Box<Self>) -> Result<Vec<Resource>>;
}

/// A file of an export.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Resource {
    /// Its name in the folder.
    pub(crate) path: &'static str,
    pub(crate) about: &'static str,
    pub(crate) media_type: &'static str,
    /// How many rows, records, features, entities or nodes it has.
    pub(crate) rows: u64,
    /// Its columns, where it is a table.
    pub(crate) columns: &'static [Column],
    /// Which columns tell its rows apart.
    pub(crate) key: &'static [&'static str],
}

impl Resource {
    /// A file that is no table.
    pub(crate) fn file(path: &'static str, media_type: &'static str, about: &'static str, rows: u64) -> Self {
        Self { path, about, media_type, rows, columns: &[], key: &[] }
    }

    /// A file with one table.
    pub(crate) fn table(
        path: &'static str,
        media_type: &'static str,
        table: &'static Table,
        rows: u64,
    ) -> Self {
        Self { path, about: table.about, media_type, rows, columns: table.columns, key: table.key }
    }
}
