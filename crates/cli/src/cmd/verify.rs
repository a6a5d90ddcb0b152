//! `waqai verify`: whether everything in the store is what it was.

use super::events::Listing;
use super::json_line;
use super::place::{Place, failed};
use crate::batch;
use crate::out::Out;
use crate::report::{Outcome, say};
use clap::Args;
use waqai_store::Store;

/// Check every digest, every span and every quotation in the store.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    place: Place,
    /// Form of the output; text on a terminal, jsonl elsewhere, unless given.
    #[arg(long, value_enum)]
    format: Option<Listing>,
    /// Show no progress.
    #[arg(long, short)]
    quiet: bool,
}

impl Verify {
    pub(super) fn run(self) -> Outcome {
        self.try_run().unwrap_or_else(|outcome| outcome)
    }

    fn try_run(self) -> Result<Outcome, Outcome> {
        let store = match Store::open_read_only(&self.place.folder()?) {
            Ok(store) => store,
            Err(e) if e.is_damaged() => {
                failed(&e);
                return Ok(Outcome::Unverified);
            }
            Err(e) => return Err(failed(&e)),
        };
        let bar = batch::progress(!self.quiet);
        let found = store.verify(&mut |_, done, _| bar.set_position(done));
        bar.finish_and_clear();
        let found = match found {
            Ok(found) => found,
            Err(e) if e.is_damaged() => {
                failed(&e);
                return Ok(Outcome::Unverified);
            }
            Err(e) => return Err(failed(&e)),
        };
        let mut out = Out::new();
        let text = match Listing::or_fitting(self.format) {
            Listing::Jsonl => json_line(&found),
            Listing::Text => format!(
                "captures {}\nreadings {}\nversions of events {}\nspans {}\nproblems {}\n",
                found.captures,
                found.readings,
                found.versions,
                found.spans,
                found.problems.len()
            )
            .into_bytes(),
        };
        for problem in &found.problems {
            say(format_args!(
                "{problem}; bring back a copy of the store, or add the same inputs to a new one [verify]"
            ));
        }
        Ok(match out.write(&text) & out.finish() {
            false => Outcome::Failed,
            true if found.holds() => Outcome::Done,
            true => Outcome::Unverified,
        })
    }
}
