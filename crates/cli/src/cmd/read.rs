//! `waqai read`: pages for people, or as records.

use super::code::{found, read};
use super::{Dress, Reading, json_line};
use crate::batch::{self, Form, Made, Plain};
use crate::input::{self, Shape};
use crate::report::Outcome;
use crate::rule_files::OwnRules;
use crate::show;
use clap::{Args, ValueEnum};

/// Read pages: files, folders, addresses, or standard input.
#[derive(Debug, Args)]
pub(crate) struct Read {
    /// Pages in HTML, plain texts, JSON Lines; folders of these; http addresses; - or nothing for standard input.
    inputs: Vec<String>,
    /// Form of the output; text on a terminal, jsonl elsewhere, unless given.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The same as --format json.
    #[arg(long, conflicts_with_all = ["format", "jsonl"])]
    json: bool,
    /// The same as --format jsonl.
    #[arg(long, conflicts_with = "format")]
    jsonl: bool,
    #[command(flatten)]
    rules: OwnRules,
    #[command(flatten)]
    dress: Dress,
    #[command(flatten)]
    reading: Reading,
}

/// Forms of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One JSON document: the record, or a list of them.
    Json,
    /// One record a line.
    Jsonl,
}

impl Read {
    pub(super) fn run(self) -> Outcome {
        let terminal = std::io::IsTerminal::is_terminal(&std::io::stdout());
        let format = match self.format {
            Some(format) => format,
            None if self.json => Format::Json,
            None if self.jsonl || !terminal => Format::Jsonl,
            None => Format::Text,
        };
        let style = self.dress.style();
        let engine = match self.rules.engine() {
            Ok(engine) => engine,
            Err(outcome) => return outcome,
        };
        let mut options = self.reading.options(Shape::Any);
        // A progress line and a text on the same terminal would write over each other.
        options.progress &= format != Format::Text;
        let form: Box<dyn Form> = match format {
            Format::Text => Box::new(Apart { first: true }),
            Format::Json => Box::new(Document::default()),
            Format::Jsonl => Box::new(Plain),
        };
        batch::run(
            input::expand(&self.inputs),
            options,
            |source, place| {
                let record = read(&engine, source);
                let bytes = match format {
                    Format::Jsonl => json_line(&record),
                    Format::Json => serde_json::to_vec_pretty(&record).unwrap_or_default(),
                    Format::Text => show::record(&record, style).into_bytes(),
                };
                Made { bytes, found: found(&record), warning: batch::language_warning(&record, place) }
            },
            form,
        )
    }
}

/// Texts with a blank line between them.
struct Apart {
    first: bool,
}

impl Form for Apart {
    fn add(&mut self, mut piece: Vec<u8>) -> Vec<u8> {
        if !std::mem::take(&mut self.first) {
            piece.insert(0, b'\n');
        }
        piece
    }
}

/// One JSON document: a single record is an object, several are a list.
#[derive(Default)]
struct Document {
    count: usize,
    // The first record, until a second one tells that it opens a list.
    first: Vec<u8>,
}

impl Form for Document {
    fn add(&mut self, piece: Vec<u8>) -> Vec<u8> {
        self.count += 1;
        match self.count {
            1 => {
                self.first = piece;
                Vec::new()
            }
            2 => [b"[\n", &*std::mem::take(&mut self.first), b",\n", &piece].concat(),
            _ => [b",\n", &*piece].concat(),
        }
    }

    fn end(&mut self) -> Vec<u8> {
        match self.count {
            0 => Vec::new(),
            1 => [&*std::mem::take(&mut self.first), b"\n"].concat(),
            _ => b"\n]\n".to_vec(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Document, Form};

    #[test]
    fn one_record_is_an_object_and_several_are_a_list() {
        for (pieces, want) in [(vec![], ""), (vec!["1"], "1\n"), (vec!["1", "2", "3"], "[\n1,\n2,\n3\n]\n")] {
            let mut form = Document::default();
            let mut got: Vec<u8> =
                pieces.iter().flat_map(|p: &&str| form.add(p.as_bytes().to_vec())).collect();
            got.extend(form.end());
            assert_eq!(String::from_utf8_lossy(&got), want);
        }
    }
}
