//! `waqai verify`: whether everything in the store is what it was.

use super::add::stop_on_interrupt;
use super::events::Listing;
use super::json_line;
use super::place::{Now, Place, failed};
use crate::batch;
use crate::fetching::{manners, stopped};
use crate::live::{self, Live};
use crate::out::Out;
use crate::report::{Outcome, say};
use clap::Args;
use serde::Serialize;
use waqai_store::{Store, Verification};

/// Check every digest, every span and every quotation in the store.
#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    place: Place,
    /// Form of the output; text on a terminal, jsonl elsewhere, unless given.
    #[arg(long, value_enum)]
    format: Option<Listing>,
    /// Ask for every page with an address again as well, and tell which of them have another text by now. The store stays as it is.
    #[arg(long)]
    live: bool,
    /// Ask at addresses inside the own network too: at all, or at these hosts (HOST or HOST:PORT).
    #[arg(long, value_name = "HOST", num_args = 0.., require_equals = true, value_delimiter = ',', requires = "live")]
    allow_private: Option<Vec<String>>,
    #[command(flatten)]
    now: Now,
    /// Show no progress.
    #[arg(long, short)]
    quiet: bool,
}

/// What is told as JSON.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    store: &'a Verification,
    #[serde(skip_serializing_if = "Option::is_none")]
    live: Option<&'a Live>,
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
        let live = if self.live {
            stop_on_interrupt();
            let options = manners(self.allow_private.as_deref(), &self.now.time());
            Some(live::compare(&store, options).map_err(|e| failed(&e))?)
        } else {
            None
        };
        let mut out = Out::new();
        let text = match Listing::or_fitting(self.format) {
            Listing::Jsonl => json_line(&Told { store: &found, live: live.as_ref() }),
            Listing::Text => format!(
                "captures {}\nreadings {}\nversions of events {}\nspans {}\nproblems {}\n{}",
                found.captures,
                found.readings,
                found.versions,
                found.spans,
                found.problems.len(),
                live.as_ref().map(Live::told).unwrap_or_default()
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
            true if stopped() => Outcome::Interrupted,
            true if found.holds() => Outcome::Done,
            true => Outcome::Unverified,
        })
    }
}
