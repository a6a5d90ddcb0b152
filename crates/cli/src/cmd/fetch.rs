//! `waqai fetch`: from the network into the store.

use super::add::stop_on_interrupt;
use crate::fetching::Fetching;
use crate::report::Outcome;
use crate::rule_files::OwnRules;
use clap::Args;

/// Fetch the feeds, sitemaps and pages that a sources file names, and keep them in the store.
#[derive(Debug, Args)]
pub(crate) struct Fetch {
    #[command(flatten)]
    fetching: Fetching,
    /// Fetch feeds and sitemaps only, tell which pages would be fetched, and keep nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    rules: OwnRules,
}

impl Fetch {
    pub(super) fn run(self) -> Outcome {
        self.try_run().unwrap_or_else(|outcome| outcome)
    }

    fn try_run(self) -> Result<Outcome, Outcome> {
        let sources = self.fetching.sources()?;
        stop_on_interrupt();
        if self.dry_run {
            return self.fetching.dry_run(&sources);
        }
        let engine = self.rules.engine()?;
        Ok(self.fetching.round(&sources, &engine)?.outcome)
    }
}
