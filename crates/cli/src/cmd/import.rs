//! `waqai import`: a store made again of an export.

use super::place::{Place, failed};
use crate::report::{Outcome, say};
use clap::Args;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use waqai_export::{STORE, Unlike};
use waqai_store::{Error, Item, Store};

/// Make a store again of what `waqai export --format store` wrote. Digests are checked first; all of it or nothing is taken.
#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The folder of the export.
    folder: PathBuf,
    #[command(flatten)]
    place: Place,
}

impl Import {
    pub(super) fn run(self) -> Outcome {
        self.try_run().unwrap_or_else(|outcome| outcome)
    }

    fn try_run(self) -> Result<Outcome, Outcome> {
        let shown = self.folder.display();
        let unlike = waqai_export::check(&self.folder).map_err(|error| {
            say(format_args!("{shown}: {error}; check its permissions [io]"));
            Outcome::Failed
        })?;
        for what in &unlike {
            match what {
                Unlike::NoList => say(format_args!(
                    "{shown}: no export, or not all of one; give the folder that holds SHA256SUMS [verify]"
                )),
                Unlike::Missing(name) => {
                    say(format_args!("{shown}/{name}: not there; copy the export again [verify]"))
                }
                Unlike::Changed(name) => {
                    say(format_args!("{shown}/{name}: changed since; copy the export again [verify]"))
                }
            }
        }
        if !unlike.is_empty() {
            return Ok(Outcome::Unverified);
        }
        let path = self.folder.join(STORE);
        let file = File::open(&path).map_err(|error| {
            say(format_args!(
                "{}: {error}; only an export made with --format store can be made a store again [io]",
                path.display()
            ));
            Outcome::Failed
        })?;
        let totals =
            Store::restore(&self.place.folder()?, items(BufReader::new(file))).map_err(|e| failed(&e))?;
        say(format_args!(
            "{} articles, {} events; `waqai reindex` makes them searchable",
            totals.articles, totals.events
        ));
        Ok(Outcome::Done)
    }
}

/// An item for each line; what is wrong with a line names its number.
fn items(file: impl BufRead) -> impl Iterator<Item = Result<Item, Error>> {
    file.lines().enumerate().map(|(i, line)| {
        let wrong = |error: &dyn std::fmt::Display| Error::other(format!("{STORE}:{}: {error}", i + 1));
        serde_json::from_str(&line.map_err(|e| wrong(&e))?).map_err(|e| wrong(&e))
    })
}
