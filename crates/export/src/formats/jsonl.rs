//! JSON Lines: events as they are, with nothing left out.

use super::{Format, Resource, Settings, Writer};
use crate::error::Result;
use crate::out::Out;
use crate::view::View;
use std::path::Path;

pub(super) static FORMAT: Format = Format {
    name: "jsonl",
    about: "JSON Lines, an event a line with nothing left out: schema waqai.event/1.",
    python: "import pandas as pd\nevents = pd.read_json(\"events.jsonl\", lines=True)",
    r: "library(jsonlite)\nevents <- stream_in(file(\"events.jsonl\"))",
    columns: &[],
    cited: false,
    open,
};

const FILE: &str = "events.jsonl";

struct Jsonl {
    out: Out,
    rows: u64,
}

fn open(folder: &Path, _: Settings<'_>) -> Result<Box<dyn Writer>> {
    Ok(Box::new(Jsonl { out: Out::create(folder, FILE)?, rows: 0 }))
}

impl Writer for Jsonl {
    fn event(&mut self, view: &View<'_>) -> Result<()> {
        self.rows += 1;
        self.out.json_line(view.event)
    }

    fn finish(self: Box<Self>) -> Result<Vec<Resource>> {
        self.out.finish()?;
        let about = "One event a line, with all its claims, reports and words (schema waqai.event/1).";
        Ok(vec![Resource::file(FILE, "application/x-ndjson", about, self.rows)])
    }
}
