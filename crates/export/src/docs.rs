//! The page of documentation that follows from the tables: `docs/export.md` is this text, and a test sees to it.

use crate::formats::FORMATS;
use crate::table::Column;
use crate::tables::TABLES;
use std::fmt::Write as _;

/// What each column of each table means, as Markdown.
#[must_use]
pub fn dictionary() -> String {
    let mut text = String::from("| format | what |\n| --- | --- |\n");
    for format in FORMATS {
        line(&mut text, format_args!("| `{}` | {} |", format.name, format.about));
    }
    for table in TABLES {
        line(
            &mut text,
            format_args!("\n### {}\n\n{}\n\nKey: {}.\n", table.name, table.about, names(table.key)),
        );
        columns(&mut text, table.columns);
    }
    for format in FORMATS.iter().filter(|format| !format.columns.is_empty()) {
        line(&mut text, format_args!("\n### {}\n\n{}\n", format.name, format.about));
        columns(&mut text, format.columns);
    }
    text
}

fn columns(text: &mut String, columns: &[Column]) {
    text.push_str("| column | type | what |\n| --- | --- | --- |\n");
    for column in columns {
        line(text, format_args!("| `{}` | {} | {} |", column.name, column.kind.name(), column.about));
    }
}

fn names(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn line(text: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a string does not fail.
    let _ = writeln!(text, "{what}");
}
