//! `waqai reindex`: the search index, made anew from the store.

use super::place::{Place, failed};
use crate::finding;
use crate::out::Out;
use crate::report::{Outcome, say};
use clap::Args;
use waqai_search::{Index, Language};

/// Make the search index anew from the store, or check it.
#[derive(Debug, Args)]
pub(crate) struct Reindex {
    #[command(flatten)]
    place: Place,
    /// Only add what the index does not know yet; what cannot be mended so is made anew all the same.
    #[arg(long, conflicts_with = "check")]
    catch_up: bool,
    /// Change nothing: read every file of the index and compare checksums, and say whether it knows all that the store holds. Exit
    /// code 6 when not.
    #[arg(long)]
    check: bool,
}

impl Reindex {
    pub(super) fn run(self) -> Outcome {
        self.try_run().unwrap_or_else(|outcome| outcome)
    }

    fn try_run(self) -> Result<Outcome, Outcome> {
        let store = self.place.open_read_only()?;
        if self.check {
            let newest = store.newest_reading().map_err(|e| failed(&e))?;
            let checked = Index::open(&finding::folder(&store)).and_then(|i| i.check().map(|()| i));
            return Ok(match checked {
                Ok(index) if index.sequence() == newest => {
                    told(&format!("the index is whole: {} articles", index.articles()))
                }
                Ok(_) => {
                    say(
                        "the index is whole, but behind; bring it in step with `waqai reindex --catch-up` [index]",
                    );
                    Outcome::Unverified
                }
                Err(e) => {
                    say(format_args!("{e}; make it anew with `waqai reindex` [index]"));
                    Outcome::Unverified
                }
            });
        }
        let done = if self.catch_up {
            finding::catch_up(&store, &finding::TermsAtHand::default())
        } else {
            finding::rebuild(&store, &Language::load(), &finding::TermsAtHand::default())
        };
        let count = done.map_err(|e| {
            say(e);
            Outcome::Failed
        })?;
        Ok(told(&format!("indexed: {count} articles")))
    }
}

fn told(line: &str) -> Outcome {
    let mut out = Out::new();
    let written = out.write(format!("{line}\n").as_bytes());
    if written & out.finish() { Outcome::Done } else { Outcome::Failed }
}
