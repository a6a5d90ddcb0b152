//! `waqai events`: the events of the store.

use super::chosen::Chosen;
use super::place::{Place, failed};
use super::{Dress, json_line};
use crate::out::Out;
use crate::report::{Outcome, say};
use crate::show;
use clap::{Args, ValueEnum};
use waqai_store::Error;

/// List the events of the store, by date.
#[derive(Debug, Args)]
pub(crate) struct Events {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    chosen: Chosen,
    /// Write how many there are, and nothing else.
    #[arg(long)]
    count: bool,
    /// Form of the output; text on a terminal, jsonl elsewhere, unless given.
    #[arg(long, value_enum)]
    format: Option<Listing>,
    /// End with exit code 4 when there is none.
    #[arg(long)]
    fail_empty: bool,
    #[command(flatten)]
    dress: Dress,
}

/// Forms of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Listing {
    /// For people.
    Text,
    /// One a line.
    Jsonl,
}

impl Listing {
    /// What is given, or what fits where the output goes.
    pub(crate) fn or_fitting(given: Option<Listing>) -> Listing {
        let terminal = std::io::IsTerminal::is_terminal(&std::io::stdout());
        given.unwrap_or(if terminal { Listing::Text } else { Listing::Jsonl })
    }
}

impl Events {
    pub(super) fn run(self) -> Outcome {
        self.try_run().unwrap_or_else(|outcome| outcome)
    }

    fn try_run(self) -> Result<Outcome, Outcome> {
        let store = self.place.open_read_only()?;
        let filter = self.chosen.filter();
        let mut out = Out::new();
        let mut written = true;
        let count = if self.count {
            let count = store.count(&filter).map_err(|e| failed(&e))?;
            written &= out.write(format!("{count}\n").as_bytes());
            count
        } else {
            let (format, style) = (Listing::or_fitting(self.format), self.dress.style());
            let mut count = 0;
            let listed = store.events(&filter, |event| {
                count += 1;
                written &= match format {
                    Listing::Text => out.write(show::event_line(&event, style).as_bytes()),
                    Listing::Jsonl => out.write(&json_line(&event)),
                };
                if written { Ok(()) } else { Err(Error::other("standard output is closed")) }
            });
            if written {
                listed.map_err(|e| failed(&e))?;
            }
            if format == Listing::Text && count == 0 {
                say(
                    "no event is chosen; give fewer conditions, or look what there is with `waqai events --count`",
                );
            }
            count
        };
        Ok(match written & out.finish() {
            false => Outcome::Failed,
            true if count == 0 && self.fail_empty => Outcome::Empty,
            true => Outcome::Done,
        })
    }
}
