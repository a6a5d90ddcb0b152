//! Comma-separated tables with a header, quoted cells, and the tab-separated tables of `data/lexicon`.

use anyhow::Context;
use std::collections::HashMap;
use std::path::Path;

/// A table whose columns are asked for by name.
pub(super) struct Table {
    columns: HashMap<String, usize>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a comma-separated file.
    pub(super) fn comma(path: &Path) -> anyhow::Result<Table> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))?;
        Ok(Table::new(split_quoted(&text)))
    }

    /// Reads a tab-separated file with `#` comments; the first other line names the columns.
    pub(super) fn tab(path: &Path) -> anyhow::Result<Table> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))?;
        let rows = text
            .lines()
            .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
            .map(|l| l.split('\t').map(|c| c.trim().to_owned()).collect());
        Ok(Table::new(rows.collect()))
    }

    fn new(mut rows: Vec<Vec<String>>) -> Table {
        let header = if rows.is_empty() { Vec::new() } else { rows.remove(0) };
        Table { columns: header.into_iter().enumerate().map(|(i, c)| (c, i)).collect(), rows }
    }

    /// Each row as a function from column name to cell; an absent cell is empty.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { table: self, cells })
    }
}

/// One row of a table.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    table: &'a Table,
    cells: &'a [String],
}

impl<'a> Row<'a> {
    /// The cell under a column's name; empty if there is none.
    pub(super) fn get(self, column: &str) -> &'a str {
        self.table.columns.get(column).and_then(|&i| self.cells.get(i)).map_or("", String::as_str)
    }
}

fn split_quoted(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            c => cell.push(c),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}
