//! `waqai completions`: completion scripts.

use super::Cli;
use crate::out::Out;
use crate::report::Outcome;
use clap::{Args, CommandFactory};

/// Write a completion script for a shell.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

impl Completions {
    pub(super) fn run(self) -> Outcome {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "waqai", &mut script);
        let mut out = Out::new();
        let written = out.write(&script);
        if written & out.finish() { Outcome::Done } else { Outcome::Failed }
    }
}
