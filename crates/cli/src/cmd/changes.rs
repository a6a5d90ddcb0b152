//! `waqai changes`: what is new, changed, merged, withdrawn.

use super::events::Listing;
use super::json_line;
use super::place::{Place, failed};
use crate::out::Out;
use crate::report::Outcome;
use clap::Args;
use waqai_store::{Change, Error, Since};

/// List what has changed: new, changed, merged, withdrawn, rejected and restored events.
#[derive(Debug, Args)]
pub(crate) struct Changes {
    #[command(flatten)]
    place: Place,
    /// Only what was recorded at this moment (2026-02-12T08:30:00Z, or a day) or later; or what came after the change with this number,
    /// as the last one read.
    #[arg(long, value_name = "WHEN")]
    since: Option<String>,
    /// Form of the output; text on a terminal, jsonl elsewhere, unless given.
    #[arg(long, value_enum)]
    format: Option<Listing>,
}

impl Changes {
    pub(super) fn run(self) -> Outcome {
        self.try_run().unwrap_or_else(|outcome| outcome)
    }

    fn try_run(self) -> Result<Outcome, Outcome> {
        let since = self.since.as_deref().map_or(Ok(Since::Start), Since::read).map_err(|e| failed(&e))?;
        let store = self.place.open_read_only()?;
        let format = Listing::or_fitting(self.format);
        let mut out = Out::new();
        let mut written = true;
        let listed = store.each_change(&since, |change| {
            written &= match format {
                Listing::Text => out.write(line(&change).as_bytes()),
                Listing::Jsonl => out.write(&json_line(&change)),
            };
            if written { Ok(()) } else { Err(Error::other("standard output is closed")) }
        });
        if written {
            listed.map_err(|e| failed(&e))?;
        }
        Ok(if written & out.finish() { Outcome::Done } else { Outcome::Failed })
    }
}

/// `17  2026-02-12T08:30:00Z  merged  ev-…  3 → ev-…`
fn line(change: &Change) -> String {
    let Change { number, event, version, recorded, what, merged_into } = change;
    let into = merged_into.as_ref().map(|into| format!(" → {into}")).unwrap_or_default();
    format!("{number:>7}  {recorded}  {what:<9}  {event}  {version}{into}\n")
}
