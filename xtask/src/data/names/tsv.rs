//! Tables: UTF-8, `#` comments, a header that names the columns.

use anyhow::Context;
use std::path::Path;

/// A table read whole.
pub(crate) struct Table {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A row with its column names.
#[derive(Clone, Copy)]
pub(crate) struct Row<'t> {
    columns: &'t [String],
    fields: &'t [String],
}

impl<'t> Row<'t> {
    /// The field of a column, empty if there is none.
    pub(crate) fn get(self, column: &str) -> &'t str {
        let at = self.columns.iter().position(|c| c == column);
        at.and_then(|i| self.fields.get(i)).map_or("", |f| f.trim())
    }
    /// The parts of a field, separated by `|`.
    pub(crate) fn list(self, column: &str) -> impl Iterator<Item = &'t str> {
        self.get(column).split('|').map(str::trim).filter(|s| !s.is_empty())
    }
}

impl Table {
    /// Reads a table; an absent file is an empty one.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Table> {
        if !path.exists() {
            eprintln!("absent, taken as empty: {}", path.display());
            return Ok(Table { columns: Vec::new(), rows: Vec::new() });
        }
        let text =
            std::fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))?;
        let mut lines = text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with("# ") && *l != "#");
        let split = |l: &str| l.split('\t').map(str::to_owned).collect::<Vec<_>>();
        let columns = lines.next().map(|l| split(l.trim_start_matches('#'))).unwrap_or_default();
        Ok(Table { columns, rows: lines.map(split).collect() })
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|fields| Row { columns: &self.columns, fields })
    }
}
