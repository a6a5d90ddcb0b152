//! Tables as data: a name, columns with what they mean, and a function that makes the rows of one event. CSV, Parquet, the
//! column dictionary and `docs/export.md` all follow from them.

use crate::error::Result;
use crate::value::{Kind, Value};
use crate::view::View;

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name in the file.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// What it means, for the dictionary.
    pub about: &'static str,
}

/// A short way to write a column down.
pub(crate) const fn column(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { name, kind, about }
}

/// Takes the rows, one after the other.
pub(crate) type Sink<'a> = &'a mut dyn FnMut(&[Value<'_>]) -> Result<()>;

/// One table.
pub struct Table {
    /// Its name, and the name of its file without the ending.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// The columns that tell its rows apart.
    pub key: &'static [&'static str],
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// Hands over the rows of one event: a cell for each column.
    pub(crate) rows: fn(&View<'_>, Sink<'_>) -> Result<()>,
}

impl std::fmt::Debug for Table {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Table").field("name", &self.name).finish_non_exhaustive()
    }
}
