//! CSV: RFC 4180, UTF-8, a file for each table.
//!
//! A list stands in one cell with `;` between its items (see [`crate::Value::to_plain`]). A cell of text that a spreadsheet would take
//! for a formula gets an apostrophe before it; numbers and dates do not, so that a negative number stays one.

use super::{Format, Resource, Settings, Writer};
use crate::error::{Result, at};
use crate::tables::TABLES;
use crate::value::Value;
use crate::view::View;
use std::borrow::Cow;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

pub(super) static FORMAT: Format = Format {
    name: "csv",
    about: "CSV by RFC 4180: a row per event, and long tables of parties, reports, claims and citations.",
    python: "import pandas as pd\nevents = pd.read_csv(\"events.csv\", parse_dates=[\"event_date\", \"date_start\", \"date_end\", \"recorded_at\"])",
    r: "library(readr)\nevents <- read_csv(\"events.csv\", guess_max = Inf)",
    columns: &[],
    cited: true,
    open,
};

/// The names of the files, in the order of the tables.
const FILES: [&str; 5] = ["events.csv", "parties.csv", "reports.csv", "claims.csv", "citations.csv"];

struct Csv {
    files: Vec<(csv::Writer<File>, u64)>,
}

fn open(folder: &Path, settings: Settings<'_>) -> Result<Box<dyn Writer>> {
    let mut files = Vec::new();
    for (table, name) in TABLES.iter().zip(FILES) {
        let path = folder.join(name);
        let mut file = File::create(&path).map_err(at(&path))?;
        if settings.bom {
            file.write_all("\u{feff}".as_bytes()).map_err(at(&path))?;
        }
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
        writer.write_record(table.columns.iter().map(|column| column.name))?;
        files.push((writer, 0));
    }
    Ok(Box::new(Csv { files }))
}

impl Writer for Csv {
    fn event(&mut self, view: &View<'_>) -> Result<()> {
        for (table, (writer, rows)) in TABLES.iter().zip(&mut self.files) {
            (table.rows)(view, &mut |cells| {
                for cell in cells {
                    writer.write_field(plain(cell).as_bytes())?;
                }
                writer.write_record(None::<&[u8]>)?;
                *rows += 1;
                Ok(())
            })?;
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Vec<Resource>> {
        let mut resources = Vec::new();
        for (((mut writer, rows), table), name) in self.files.into_iter().zip(TABLES).zip(FILES) {
            writer.flush().map_err(at(Path::new(name)))?;
            resources.push(Resource::table(name, "text/csv", table, rows));
        }
        Ok(resources)
    }
}

/// The cell, with the guard where it is text.
fn plain<'a>(cell: &'a Value<'_>) -> Cow<'a, str> {
    let text = cell.to_plain();
    match cell {
        Value::Text(_) | Value::Texts(_) if text.starts_with(is_formula) => Cow::Owned(format!("'{text}")),
        _ => text,
    }
}

/// What makes a spreadsheet calculate, with the fullwidth forms that some of them read as well.
fn is_formula(first: char) -> bool {
    const FULLWIDTH: [char; 4] = ['\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
    matches!(first, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n') || FULLWIDTH.contains(&first)
}

#[cfg(test)]
mod tests {
    use super::plain;
    use crate::value::Value;

    #[test]
    fn no_cell_is_a_formula_and_no_number_is_guarded() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\u{ff1d}1"] {
            assert_eq!(plain(&Value::text(Some(formula))), format!("'{formula}"));
            assert_eq!(plain(&Value::texts([formula, "x"])), format!("'{formula};x"));
        }
        assert_eq!(plain(&Value::text(Some("a=1"))), "a=1");
        assert_eq!(plain(&Value::Number(-1.5)), "-1.5");
        assert_eq!(plain(&Value::Null), "");
    }
}
